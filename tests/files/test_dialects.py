"""The words of other programs: the data as it stands in the resources, and how headers and cells are read with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.catalog import standard
from roiapp.files import dialects
from roiapp.files.dialect_words import TABLE_LANGUAGES, normal, words
from roiapp.files.dialects import bracketed, is_unit, is_unknown, meaning, meanings, thousands
from roiapp.files.total_words import is_period_total, is_total
from roiapp.resources import resource

CATALOG = standard()
#: what a cell can say, as the README of the words lists it
CELLS = {
    "whole", "channels", "together", "group", "actual",
    "total", "average", "unknown", "won", "paid", "void", "yes", "lead", "unit", "planned", "prefix", "suffix",
    "sheet", "sales",
    *(f"stage:{name}" for name in ("leads", "mqls", "sqls", "opportunities", "customers")),
}  # fmt: skip
OF_RECORDS = {
    "deal", "contact", "call", "order", "order_id", "payment", "invoice", "stage", "lifecycle", "created", "closed",
    "won_at", "amount", "first_call", *(f"became:{name}" for name in ("leads", "mqls", "sqls", "opportunities")),
}  # fmt: skip
EVERYWHERE = ("spend", "impressions", "visits", "leads", "customers", "revenue", "channel", "campaign", "month", "date")


def test_the_data_is_in_order() -> None:
    ids = {*CATALOG.field, *dialects.PLAIN_ROLES, *OF_RECORDS, "-"}
    for language in TABLE_LANGUAGES:
        for id_, headers in words().headers[language].items():
            assert id_ in ids, (language, id_)
            assert [h for h in headers if h != " ".join(h.split()) or h != h.lower()] == [], (language, id_)
            assert len({normal(h) for h in headers}) == len(headers), (language, id_)
    assert set(words().cells) <= CELLS
    readme = resource("dialects", "README.md").read_text(encoding="utf-8")
    assert [id_ for id_ in OF_RECORDS if not id_.startswith("became") and id_ not in readme] == []


@pytest.mark.parametrize("language", TABLE_LANGUAGES)
def test_every_language_has_the_words_that_every_table_needs(language: str) -> None:
    own = words().headers[language]
    assert [id_ for id_ in EVERYWHERE if not own.get(id_)] == []
    lines = resource("dialects", f"{language}.txt").read_text(encoding="utf-8").splitlines()
    said = {line.partition(" | ")[0] for line in lines}
    assert {"words:total", "words:unknown", "words:unit"} <= said


@pytest.mark.parametrize("language", TABLE_LANGUAGES)
def test_every_header_means_what_its_line_says(language: str) -> None:
    for id_, headers in words().headers[language].items():
        for header in headers:
            assert id_ in [m.id for m in meanings(header, CATALOG)], (language, header)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Cost", "spend"), ("Avg. cost", "-"), ("Cost / conv.", "-"), ("Cost per Lead", "cost_per_lead"),
        ("Budget", "-"), ("Conv. value", "-"), ("Total engagements", "-"), ("Amount spent (USD)", "spend"),
        ("Spend, USD", "spend"),
        ("Cost in EUR", "spend"), ("Spend k€", "spend"), ("# of Leads", "leads"), ("Leads (#)", "leads"),
        ("Number of leads", "leads"), ("Liczba leadów", "leads"), ("Anzahl Leads", "leads"), ("Sum of Cost", "spend"),
        ("Suma z Koszt", "spend"), ("amount_spent", "spend"), ("totalRevenue", "revenue"), ("TIKLAMALAR", "visits"),
        ("Koszt calkowity", "spend"), ("Spend / Wydatki", "spend"), ("so’rovlar", "leads"), ("so‘rovlar", "leads"),
        ("Win %", "-"), ("ROI", "roi"), ("Mood", None), ("Spend / Leads", None), ("", None),
    ],
)  # fmt: skip
def test_headers(header: str, expected: str | None) -> None:
    found = meaning(header, CATALOG)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("text", "total", "of_a_period"),
    [
        ("Total", True, True), ("Total: Account", True, True), ("TOTAL :", True, True), ("Gesamt: Konto", True, True),
        ("Grand Totals (12 records)", True, True), ("Total for Oakdale HOA", True, True), ("Razem", True, True),
        ("Suma końcowa", True, True), ("Toplam", True, True), ("Samtals", True, True), ("Jami", True, True),
        ("July total", False, True), ("Suma lipiec", False, True),
        ("Total Drain Care - Search, all of the year", False, False),
        ("Gesamtpaket Heizung", False, False), ("Radio", False, False), ("Totally new", False, False),
    ],
)  # fmt: skip
def test_totals(text: str, total: bool, of_a_period: bool) -> None:
    assert (is_total(text), is_period_total(text)) == (total, of_a_period)


@pytest.mark.parametrize(
    "text", ["", " ", "--", " –", "n/a", "b.d.", "k.A.", "n.c.", "yok", "vantar", "yo‘q", "<5", "> 90%", "~3"]
)
def test_what_is_not_known(text: str) -> None:
    assert is_unknown(text)


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "about 5", "5 or 6", "no", "Radio"])
def test_what_is_known_or_no_figure(text: str) -> None:
    assert not is_unknown(text)


def test_units() -> None:
    assert all(is_unit(text) for text in ("$", "€", "#", "%", "(USD)", "szt.", "kr."))
    assert not any(is_unit(text) for text in ("Radio", "12"))
    assert [bracketed(text) for text in ("Spend (USD)", "Cost, EUR", "Leads [n]", "Spend")] == ["USD", "EUR", "n", ""]
    assert thousands("k€") == (True, "€")
    assert thousands("tys. zł") == (True, "zł")
    assert thousands("$000") == (True, "$")
    assert thousands("thousands") == (True, "")
    assert thousands("EUR") == (False, "EUR")
    assert thousands("Cost") == (False, "Cost")


@given(st.text(max_size=30))
def test_reading_a_header_never_fails_and_does_not_depend_on_its_case(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert meanings(text, CATALOG) is not None
    is_total(text), is_period_total(text), is_unit(text), is_unknown(text), thousands(text), bracketed(text)
