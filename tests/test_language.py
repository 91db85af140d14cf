"""The language door: texts in the language in use, and each locale's ways, compared with what the CLDR says."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from roiapp import language, locale_babel, locale_table, resources
from roiapp.files.dates import Span, read_span
from roiapp.language import (
    apart,
    currency_name,
    list_text,
    mark,
    number_locale,
    plain,
    prints_on_letter,
    tr,
    trc,
    trn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = ("en", "pl", "fr", "tr", "is", "uz", "de", "en_GB", "de_CH", "sv", "es")


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a small Polish catalogue, a damaged French one and no other; English is in use again afterwards."""
    polish = Catalog(locale="pl", fuzzy=False)
    polish.add("Spend", "Wydatki")
    polish.add("{name} was added.", "Dodano: {name}.")
    polish.add("{count} rows are wrong.", "{liczba} złych wierszy.")  # a translator's slip
    polish.add("Lead", "Kontakt", context="person")
    polish.add(("{n} channel", "{n} channels"), ("{n} kanał", "{n} kanały", "{n} kanałów"))
    for code, content in (("pl", _mo(polish)), ("fr", b"no catalogue at all")):
        folder = tmp_path / "translations" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "roiapp.mo").write_bytes(content)
    monkeypatch.setattr(resources, "resource", tmp_path.joinpath)
    monkeypatch.setattr(language, "_door", language._Door())
    yield tmp_path
    language.use("en")


def _mo(catalogue: Catalog) -> bytes:
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def test_english_needs_no_catalogue() -> None:
    assert language.current() == "en"
    assert tr("Spend") == "Spend"
    assert tr("{name} was added.", name="Radio {x}") == "Radio {x} was added."
    assert tr("Use {braces} as they are.") == "Use {braces} as they are."
    assert [trn("{n} channel", "{n} channels", n) for n in (0, 1, 2)] == ["0 channels", "1 channel", "2 channels"]
    assert trn("{n} pt", "{n} pts", 2, n="0.4") == "0.4 pts"
    assert trc("person", "Lead") == "Lead"
    assert mark("Spend") == "Spend"


@pytest.mark.usefixtures("catalogues")
def test_the_language_switches_while_running() -> None:
    language.use("pl")
    assert language.current() == "pl"
    assert tr("Spend") == "Wydatki"
    assert tr("{name} was added.", name="Radio") == "Dodano: Radio."
    assert [trn("{n} channel", "{n} channels", n) for n in (1, 3, 5)] == ["1 kanał", "3 kanały", "5 kanałów"]
    assert trc("person", "Lead") == "Kontakt"
    assert tr("Not translated yet") == "Not translated yet"
    assert tr("") == ""
    language.use("en")
    assert tr("Spend") == "Spend"


@pytest.mark.usefixtures("catalogues")
def test_a_wrong_placeholder_in_a_translation_gives_the_english_sentence() -> None:
    language.use("pl")
    assert tr("{count} rows are wrong.", count=3) == "3 rows are wrong."


@pytest.mark.usefixtures("catalogues")
@pytest.mark.parametrize("code", ["fr", "tr"], ids=["damaged", "absent"])
def test_without_a_catalogue_the_texts_are_english(code: str) -> None:
    language.use(code)
    assert language.current() == code
    assert tr("Spend") == "Spend"
    assert trn("{n} channel", "{n} channels", 2) == "2 channels"


@pytest.mark.usefixtures("catalogues")
def test_a_locale_chooses_its_language_and_an_unknown_one_english() -> None:
    for given, expected in (("pl_PL", "pl"), ("PL", "pl"), ("tr-TR", "tr"), ("de", "en"), ("", "en"), ("../pl", "en")):
        language.use(given)
        assert language.current() == expected


@pytest.fixture
def in_a_window() -> Iterator[None]:
    language.use("en", names_apart=True)
    yield
    language.use("en")


@pytest.mark.usefixtures("in_a_window")
def test_in_a_window_names_from_right_to_left_are_kept_apart_each_by_itself() -> None:
    assert tr("{name} was added.", name="דואר 15") == "\u2068דואר 15\u2069 was added."
    assert tr("{name} was added.", name="إعلانات") == "\u2068إعلانات\u2069 was added."
    assert tr("{name} was added.", name="Café 15") == "Café 15 was added."
    assert trn("{n} in {name}", "{n} in {name}", 2, name="דואר") == "2 in \u2068דואר\u2069"
    assert list_text(["דואר", "Radio", "שלטים"]) == "\u2068דואר\u2069, Radio and \u2068שלטים\u2069"
    said = tr("Left out: {names}.", names=list_text(["דואר", "שלטים"]))
    assert plain(said) == "Left out: דואר and שלטים."
    assert said.count("\u2068") == said.count("\u2069")
    assert apart(apart("דואר")) == apart("דואר")


def test_elsewhere_names_are_what_they_are() -> None:
    assert tr("{name} was added.", name="דואר 15") == "דואר 15 was added."
    assert list_text(["דואר", "שלטים"]) == "דואר and שלטים"
    assert apart("דואר") == plain("דואר") == "דואר"


def test_the_table_of_locales_is_what_babel_says() -> None:
    assert {code: locale_babel.read(code) for code in language.LANGUAGES} == locale_table.LOCALES
    assert locale_babel.read_decimals() == locale_table.CURRENCY_DECIMALS


def test_the_generated_module_and_file_are_the_generator_s_output() -> None:
    assert Path(locale_table.__file__).read_text(encoding="utf-8") == locale_babel.table_text()
    assert resources.resource("locales.json").read_text(encoding="utf-8") == locale_babel.further_text()


def test_whatever_a_document_can_be_written_in_is_at_hand() -> None:
    from roiapp.ui.look.locales import LOCALES

    assert set(LOCALES) == {*locale_table.LOCALES, *locale_babel.FURTHER}


def test_the_locales_it_offers_need_neither_babel_nor_gettext_nor_patterns() -> None:
    code = (
        "import sys\n"
        "from roiapp.core.units import MONEY, NumberFormat\n"
        "from roiapp.language import LANGUAGES, currency_name, tr\n"
        "[NumberFormat(code, 'EUR').text(1.5, MONEY) for code in LANGUAGES]\n"
        "tr('Spend')\n"
        "assert 'roiapp.locale_file' not in sys.modules\n"
        "[NumberFormat(code, 'EUR').text(1.5, MONEY) for code in ('en_GB', 'de', 'es', 'it', 'nl')]\n"
        "[currency_name('EUR', code) for code in LANGUAGES]\n"
        "late = ('babel', 'gettext', 'decimal', 'roiapp.core.number_text', 'roiapp.core.arithmetic')\n"
        "sys.exit(' '.join(name for name in late if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("code", "decimal", "group", "percent", "dollars"),
    [
        ("en", ".", ",", "{}%", "${}"),
        ("en_GB", ".", ",", "{}%", "US${}"),
        ("pl", ",", "\u00a0", "{}%", "{}\u00a0USD"),
        ("fr", ",", "\u202f", "{}\u00a0%", "{}\u00a0$US"),
        ("tr", ",", ".", "%{}", "${}"),
        ("is", ",", ".", "{}%", "{}\u00a0USD"),
        ("uz", ",", "\u00a0", "{}%", "{}\u00a0US$"),
        ("de", ",", ".", "{}\u00a0%", "{}\u00a0$"),
        ("de_CH", ".", "’", "{}%", "$\u00a0{}"),
    ],
)
def test_how_a_locale_writes_numbers(code: str, decimal: str, group: str, percent: str, dollars: str) -> None:
    numbers = number_locale(code)
    assert (numbers.code, numbers.decimal, numbers.group, numbers.minus) == (code, decimal, group, "−")
    assert (numbers.percent, numbers.money("USD")) == (percent, dollars)


def test_a_currency_code_keeps_its_distance_from_the_digits() -> None:
    assert number_locale("en").money("PLN") == "PLN\u00a0{}"
    assert number_locale("en").money("EUR") == "€{}"
    assert number_locale("tr").money("ISK") == "ISK\u00a0{}"
    assert number_locale("is").money("ISK") == "{}\u00a0kr."


def test_unknown_locales_fall_back_to_their_language_and_then_to_english() -> None:
    assert number_locale("pl_XX").group == "\u00a0"
    assert number_locale("en-gb").money("GBP") == "£{}"
    for code in ("xx", "", "not a locale", "../../etc/passwd", "C", "en_US.UTF-8"):
        assert number_locale(code).decimal == "."


def test_currencies() -> None:
    pairs = ("PLN", "pl"), ("TRY", "tr"), ("ISK", "is"), ("UZS", "uz")
    symbols = [number_locale(locale).symbol(code) for code, locale in pairs]
    assert symbols == ["zł", "₺", "kr.", "soʻm"]
    assert number_locale("en").symbol("PLN") == "PLN"
    decimals = {code: language.currency_decimals(code) for code in ("USD", "ISK", "JPY", "KWD", "UZS", "XXXX")}
    assert decimals == {"USD": 2, "ISK": 0, "JPY": 0, "KWD": 3, "UZS": 2, "XXXX": 2}
    assert currency_name("PLN", "en") == "Polish Zloty"
    assert currency_name("USD", "pl") == "dolar amerykański"
    assert currency_name("QQQ", "en") == "QQQ"
    assert currency_name("USD", "xx") == "USD"


@pytest.mark.parametrize("code", ["fr", "fr_CA", "fr_CH"])
def test_the_first_of_a_month_is_an_ordinal_in_french(code: str) -> None:
    """As one says "le 1er septembre"; it is read again."""
    first, eleventh = date(2026, 9, 1), date(2026, 9, 11)
    assert [language.date_text(day, code) for day in (first, eleventh)] == ["1er sept. 2026", "11 sept. 2026"]
    assert read_span("1er sept. 2026", "dmy") == Span(first, first)
    assert read_span("1er sept. 2026 – 11 sept. 2026", "dmy") == Span(first, eleventh)


def test_dates_in_the_program_s_languages() -> None:
    day = date(2026, 8, 1)
    months = [language.month_label(day, code) for code in language.LANGUAGES]
    assert months == ["Aug 2026", "sie 2026", "août 2026", "Ağu 2026", "ágú. 2026", "avg, 2026"]
    dates = [language.date_text(day, code) for code in language.LANGUAGES]
    assert dates == ["Aug 1, 2026", "1 sie 2026", "1er août 2026", "1 Ağu 2026", "1. ágú. 2026", "1-avg, 2026"]


@pytest.mark.parametrize("code", [*LOCALES, "lt", "bg", "ja", "hu", "cs"])
def test_dates_are_those_of_babel(code: str) -> None:
    for day in (date(2026, month, 5 + month) for month in range(1, 13)):
        assert language.month_label(day, code) == format_skeleton("yMMM", day, locale=code)
        assert language.date_text(day, code) == format_date(day, "medium", locale=code)


def test_lists_in_words() -> None:
    assert [list_text(items) for items in ([], ["a"], ["a", "b"])] == ["", "a", "a and b"]
    assert list_text(["a", "b", "c"]) == "a, b and c"
    assert list_text(("a", "b", "c", "d"), "pl") == "a, b, c i d"
    assert list_text(["{0}", "{1}", "x"], "is") == "{0}, {1} og x"


@pytest.mark.usefixtures("catalogues")
def test_lists_follow_the_language_in_use() -> None:
    language.use("fr")
    assert list_text(["a", "b", "c"]) == "a, b et c"


def test_every_pattern_of_the_table_has_one_place_for_the_number() -> None:
    for code in LOCALES:
        for currency in ("USD", "EUR", "PLN", "TRY", "ISK", "UZS", "KWD"):
            assert len(re.findall(r"\{\}", number_locale(code).money(currency))) == 1
        assert number_locale(code).percent.count("{}") == 1


def test_letter_paper_is_for_north_america_and_some_more() -> None:
    assert [code for code in (*LOCALES, "en_US", "en-ca", "es_MX", "es_CL", "es_ES", "fr_CA", "pa")
            if prints_on_letter(code)] == ["en", "en_US", "en-ca", "es_MX", "es_CL", "fr_CA"]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "label", "said"),
    [
        ("en", "Revenue per sale", "revenue per sale"), ("en", "Impressions", "impressions"), ("en", "MQLs", "MQLs"),
        ("en", "", ""), ("pl", "Świat", "świat"), ("tr", "İzlenimler", "izlenimler"), ("tr", "Islak", "ıslak"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("catalogues")
def test_a_label_inside_a_sentence(code: str, label: str, said: str) -> None:
    language.use(code)
    assert language.inside(label) == said


def test_a_value_with_a_full_stop_ends_its_sentence() -> None:
    """Icelandic money does: "1.090 kr."."""
    assert language.tr("{was} before, now {now}.", was="900 kr.", now="1.090 kr.") == "900 kr. before, now 1.090 kr."
    assert language.tr("Now **{now}**. More", now="5 kr.") == "Now **5 kr.** More"
    assert language.tr("Now {now}.", now="$5") == "Now $5."
    assert language.tr("{name}.roi of {name}", name="Acme Inc.") == "Acme Inc..roi of Acme Inc."


def test_a_sentence_chosen_from_a_table_has_its_plural() -> None:
    one_of = {"visits": language.markn("{n} visit", "{n} visits")}
    assert [language.trn(*one_of["visits"], n) for n in (1, 2)] == ["1 visit", "2 visits"]


def test_a_locale_leaves_nothing_in_others() -> None:
    """Babel's own look-up does: it keeps in what all inherit what it has found for one."""
    from roiapp.locale_babel import read

    months = [read(code)["months_alone"][0] for code in ("ja", "tr", "pl", "de", "ja", "fr")]
    assert months == ["1月", "Oca", "sty", "Jan", "1月", "janv."]
