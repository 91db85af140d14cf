"""What is shown in a locale is read in it, and a document goes from one language and locale into another unchanged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.numbers import get_decimal_symbol

from roiapp import language
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import all_periods, month
from roiapp.core.unit_records import COUNT, DAYS, HOURS, MONEY, MONEY_EACH, MULTIPLE, NUMBER, RATE, ROI, SHARE, Unit
from roiapp.core.units import parse
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.csv_writer import csv_bytes
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.formats import open_document
from roiapp.files.session import Session
from tests import pseudo

UNITS: Final = (COUNT, NUMBER, MONEY, MONEY_EACH, RATE, SHARE, ROI, MULTIPLE, DAYS, HOURS)
#: locale -> a currency that is at home there, or one that is not
CURRENCIES: Final = {
    "en": "USD", "en_GB": "GBP", "pl": "PLN", "fr": "EUR", "fr_CH": "CHF", "tr": "TRY", "is": "ISK", "uz": "UZS",
    "de": "EUR", "de_CH": "USD", "es": "PLN",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")
    pseudo.take_texts(pseudo.CODE, None)


def number(rng: random.Random, unit: Unit) -> float:
    """Counts, money, percents; negative, tiny and huge ones."""
    kind = rng.randrange(6)
    if kind == 0:
        value = float(rng.randint(0, 2_000_000))
    elif kind == 1:
        value = round(rng.uniform(0, 90_000), 2)
    elif kind == 2:
        value = rng.uniform(0, 1.5)
    elif kind == 3:
        value = 10 ** rng.uniform(-9, 0)
    elif kind == 4:
        value = 10 ** rng.uniform(3, 14)
    else:
        value = float(rng.randint(0, 120)) / 100
    return -value if rng.random() < 0.3 else value


def half_a_digit(text: str, decimal: str, unit: Unit, value: float) -> float:
    """By how much a shown figure may differ from the value: half of its last digit."""
    if "e+" in text:  # beyond what a float has digits for
        return abs(value) * 5.1e-4
    digits = "".join(sign for sign in text if sign.isdigit() or sign == decimal).strip(decimal)
    places = len(digits.partition(decimal)[2]) + (2 if unit.kind == "percent" else 0)
    return 0.5 * 10.0**-places * (1 + 1e-9) + abs(value) * 1e-15


@pytest.mark.parametrize("locale", CURRENCIES)
def test_thousands_of_numbers_are_read_as_they_are_shown(locale: str) -> None:
    """The shown text means the value to half of its last digit; what stands in the editor means exactly the value."""
    rng, currency, decimal = random.Random(f"round trip {locale}"), CURRENCIES[locale], get_decimal_symbol(locale)
    write, wrong = NumberFormat(locale, currency), []
    for turn in range(10_000 if locale in language.LANGUAGES else 3_000):
        unit = UNITS[turn % len(UNITS)]
        value = number(rng, unit)
        shown, whole = write.text(value, unit), write.edit_text(value, unit)
        back = parse(shown, unit, locale, currency).value
        if back is None or abs(back - value) > half_a_digit(shown, decimal, unit, value):
            wrong.append((unit.id, value, shown, back))
        if parse(whole, unit, locale, currency).value != value:
            wrong.append((unit.id, value, whole))
    assert not wrong, wrong[:10]


#: written in one language, read in the next
PAIRS: Final = zip(language.LANGUAGES, (*language.LANGUAGES[1:], "en"), strict=True)


def made_in(locale: str) -> Worksheet:
    """Half a year with figures that locales write differently."""
    rng = random.Random(7)
    periods = [month(2026, number, number) for number in range(1, 7)]
    columns = {
        "spend": [[1234.5, 12.05, 1_000_000.0, None] for _ in periods],
        "leads": [[float(rng.randint(0, 99)) for _ in range(4)] for _ in periods],
        "customers": [[1.0, 2.5, None, 0.0] for _ in periods],
        "revenue_per_sale": [[round(rng.uniform(1, 9_999), 2) for _ in range(4)] for _ in periods],
        "gross_margin": [[0.4, 0.355, 1.0, 0.005] for _ in periods],
    }
    names = ["Żółty kanał", "İlan & ışık", "Oʻzbek reklama", "Þjóðvegur"]
    settings = DocumentSettings(title="Été", locale=locale, currency=CURRENCIES[locale], default_margin=0.4)
    return build(names, columns, periods, settings)


def figures(sheet: Worksheet) -> dict[str, list[list[float | None]]]:
    """Every input that is known, by field, period and channel."""
    return {
        field: [[None if value != value else float(value) for value in row] for row in column]
        for field, column in sheet.columns.items()
        if any(value == value for row in column for value in row)
    }


@pytest.mark.parametrize(("written", "read"), [*PAIRS])
def test_a_document_of_one_language_opens_in_another_with_the_same_figures(
    written: str, read: str, tmp_path: Path
) -> None:
    """As project file, workbook and CSV, plain and in the numbers of its locale; the labels are the made-up ones, so
    that nothing can hang on them."""
    sheet = made_in(written)
    expected = figures(sheet)
    pseudo.take_texts(pseudo.CODE, pseudo.Pseudo())
    language.use(written)
    session = Session.new(sheet, home=tmp_path / "home")
    view = all_periods(sheet.periods)
    session.save_as(tmp_path / "a.roi")
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes(session, view))
    (tmp_path / "plain.csv").write_bytes(csv_bytes(session, view))
    (tmp_path / "own.csv").write_bytes(csv_bytes(session, view, written))
    session.close()
    language.use(read)
    for name in ("a.roi", "a.xlsx", "plain.csv", "own.csv"):
        opened = open_document(tmp_path / name)
        back = opened.worksheet
        assert list(back.names) == list(sheet.names), name
        assert [(p.start, p.end) for p in back.periods] == [(p.start, p.end) for p in sheet.periods], name
        assert figures(back) == expected, name
        if name in ("a.roi", "a.xlsx"):
            assert back.content() == sheet.content(), name
