"""How figures are written: the rules of the design, written out by hand for each locale."""

from __future__ import annotations

import math

import pytest

from roiapp.core.units import (
    COUNT,
    DAYS,
    HOURS,
    MONEY,
    MONEY_EACH,
    MONEY_PER_DAY,
    MONEY_ROUND,
    MONTHS,
    MULTIPLE,
    NUMBER,
    RATE,
    ROI,
    SCORE,
    SHARE,
    UNITS,
    YEARS,
    NumberFormat,
    Unit,
)

DOLLARS = NumberFormat("en", "USD")
N, T = "\u00a0", "\u202f"  # no-break space, and the narrow one


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        # sums of money: no decimals from 100 up, else the currency's own
        (1234.0, MONEY, "$1,234"),
        (1234.5, MONEY, "$1,235"),
        (100.0, MONEY, "$100"),
        (99.99, MONEY, "$99.99"),
        (99.994, MONEY, "$99.99"),
        (99.995, MONEY, "$100"),
        (0.0, MONEY, "$0.00"),
        (-45.5, MONEY, "−$45.50"),
        (-1234567.0, MONEY, "−$1,234,567"),
        (412.4, MONEY_PER_DAY, "$412"),
        # money per one: the currency's own, none from 10,000
        (110.526, MONEY_EACH, "$110.53"),
        (33.333333333333336, MONEY_EACH, "$33.33"),
        (9999.99, MONEY_EACH, "$9,999.99"),
        (9999.996, MONEY_EACH, "$10,000"),
        (12345.67, MONEY_EACH, "$12,346"),
        # rates: one decimal, two significant digits below 1 %
        (0.1, RATE, "10.0%"),
        (0.1234, RATE, "12.3%"),
        (1.5, RATE, "150.0%"),
        (0.01, RATE, "1.0%"),
        (0.00994, RATE, "0.99%"),
        (0.00996, RATE, "1.0%"),
        (0.0045, RATE, "0.45%"),
        (0.000456, RATE, "0.046%"),
        (-0.0045, RATE, "−0.45%"),
        (0.0, RATE, "0.0%"),
        (1e-30, RATE, "0.0%"),
        # shares and margins: whole; ROI whole and always signed
        (0.4, SHARE, "40%"),
        (0.405, SHARE, "41%"),
        (-0.05, SHARE, "−5%"),
        (14.0, ROI, "+1,400%"),
        (-0.25, ROI, "−25%"),
        (-1.0, ROI, "−100%"),
        (0.0, ROI, "0%"),
        (0.004, ROI, "0%"),
        (-0.004, ROI, "0%"),
        # multiples, months: one decimal
        (3.2, MULTIPLE, "3.2×"),
        (3.0, MULTIPLE, "3.0×"),
        (1234.56, MULTIPLE, "1,234.6×"),
        (7.25, MONTHS, "7.3"),
        (7.0, MONTHS, "7.0"),
        # counts and days: whole where whole, else one decimal
        (38.0, COUNT, "38"),
        (38000.0, COUNT, "38,000"),
        (12.4, COUNT, "12.4"),
        (0.1 + 0.2, COUNT, "0.3"),
        (3 * 0.1 * 10, COUNT, "3"),
        (12.34, NUMBER, "12.3"),
        (30.0, DAYS, "30"),
        (30.5, DAYS, "30.5"),
        (2.5, YEARS, "2.5"),
        (7.5, HOURS, "7.5"),
        (88.0, SCORE, "88"),
        (-0.0, COUNT, "0"),
        (-0.04, NUMBER, "0.0"),
    ],
)
def test_english(value: float, of: Unit, text: str) -> None:
    assert DOLLARS.text(value, of) == text


@pytest.mark.parametrize("of", UNITS.values(), ids=lambda of: of.id)
def test_what_is_not_there_is_an_en_dash(of: Unit) -> None:
    for value in (None, math.nan, math.inf, -math.inf):
        assert DOLLARS.text(value, of) == "–"
        assert DOLLARS.change(value, of) == "–"
        assert DOLLARS.edit_text(value, of) == ""


@pytest.mark.parametrize(
    ("locale", "currency", "total", "each", "rate", "roi", "multiple"),
    [
        ("en", "USD", "−$1,234", "$1,234.50", "12.3%", "+1,400%", "3.2×"),
        ("en_GB", "GBP", "−£1,234", "£1,234.50", "12.3%", "+1,400%", "3.2×"),
        ("en", "PLN", f"−PLN{N}1,234", f"PLN{N}1,234.50", "12.3%", "+1,400%", "3.2×"),
        ("pl", "PLN", f"−1{N}234{N}zł", f"1{N}234,50{N}zł", "12,3%", f"+1{N}400%", "3,2×"),
        ("fr", "EUR", f"−1{T}234{N}€", f"1{T}234,50{N}€", f"12,3{N}%", f"+1{T}400{N}%", "3,2×"),
        ("tr", "TRY", "−₺1.234", "₺1.234,50", "%12,3", "+%1.400", "3,2×"),
        ("is", "ISK", f"−1.234{N}kr.", f"1.235{N}kr.", "12,3%", "+1.400%", "3,2×"),
        ("uz", "UZS", f"−1{N}234{N}soʻm", f"1{N}234,50{N}soʻm", "12,3%", f"+1{N}400%", "3,2×"),
        ("de", "EUR", f"−1.234{N}€", f"1.234,50{N}€", f"12,3{N}%", f"+1.400{N}%", "3,2×"),
        ("de_CH", "CHF", f"−CHF{N}1’234", f"CHF{N}1’234.50", "12.3%", "+1’400%", "3.2×"),
        ("en", "KWD", f"−KWD{N}1,234", f"KWD{N}1,234.500", "12.3%", "+1,400%", "3.2×"),
    ],
)
def test_every_locale(locale: str, currency: str, total: str, each: str, rate: str, roi: str, multiple: str) -> None:
    write = NumberFormat(locale, currency)
    assert write.text(-1234.0, MONEY) == total
    assert write.text(1234.5, MONEY_EACH) == each
    assert write.text(0.1234, RATE) == rate
    assert write.text(14.0, ROI) == roi
    assert write.text(3.2, MULTIPLE) == multiple


def test_icelandic_money_never_has_decimals() -> None:
    write = NumberFormat("is", "ISK")
    assert write.text(45.5, MONEY) == f"46{N}kr."
    assert write.text(0.4, MONEY_EACH) == f"0{N}kr."
    assert write.text(-0.4, MONEY_EACH) == f"0{N}kr."


def test_ties_are_rounded_away_from_zero_as_spreadsheets_do() -> None:
    assert [DOLLARS.text(value, MONEY) for value in (100.5, 101.5, -100.5)] == ["$101", "$102", "−$101"]
    # 1.005, 2.675 and 0.145 lie just below the tie as binary fractions
    assert [DOLLARS.text(value, MONEY_EACH) for value in (1.005, 2.675, 1.004)] == ["$1.01", "$2.68", "$1.00"]
    assert [DOLLARS.text(value, SHARE) for value in (0.145, 0.125, 0.285)] == ["15%", "13%", "29%"]
    assert [DOLLARS.text(value, MONTHS) for value in (0.25, 0.35, 0.05)] == ["0.3", "0.4", "0.1"]


def test_large_figures_keep_their_digits_until_a_float_has_none() -> None:
    assert DOLLARS.text(999_999_999_999_999.0, MONEY) == "$999,999,999,999,999"
    assert DOLLARS.text(4_503_599_627_370.0, COUNT) == "4,503,599,627,370"
    assert DOLLARS.text(2.5e17, MONEY) == "$2.500e+17"
    assert NumberFormat("pl", "PLN").text(-2.5e17, COUNT) == "−2,500e+17"


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (120.0, MONEY, "+$120"),
        (-1234.0, MONEY, "−$1,234"),
        (0.0, MONEY, "$0.00"),
        (5.5, MONEY_EACH, "+$5.50"),
        (0.1, SHARE, "+10 pts"),
        (0.01, SHARE, "+1 pt"),
        (-0.01, ROI, "−1 pt"),
        (0.0, SHARE, "0 pts"),
        (-3.0, ROI, "−300 pts"),
        (0.014, RATE, "+1.4 pts"),
        (-0.0045, RATE, "−0.45 pts"),
        (3.0, COUNT, "+3"),
        (-0.4, MULTIPLE, "−0.4×"),
    ],
)
def test_changes_are_signed_and_percents_change_by_points(value: float, of: Unit, text: str) -> None:
    assert DOLLARS.change(value, of) == text


@pytest.mark.parametrize(
    ("locale", "currency", "value", "of", "text"),
    [
        ("en", "USD", 1234567.891, MONEY, "1234567.891"),
        ("en", "USD", 1200.0, MONEY, "1200"),
        ("en", "USD", -4.5, MONEY_EACH, "-4.5"),
        ("en", "USD", -0.0, COUNT, "0"),
        ("en", "USD", 0.07, RATE, "7%"),
        ("en", "USD", 0.145, SHARE, "14.5%"),
        ("en", "USD", 0.1 + 0.2, SHARE, "30.000000000000004%"),
        ("en", "USD", -0.0005, RATE, "-0.05%"),
        ("en", "USD", 12.0, ROI, "1200%"),
        ("en", "USD", 1e-7, SHARE, "1e-5%"),
        ("en", "USD", 1.5e22, MONEY, "1.5e22"),
        ("pl", "PLN", 1234.5, MONEY, "1234,5"),
        ("pl", "PLN", 1234.567, MONEY, "1234,567"),
        ("tr", "TRY", 0.145, SHARE, "%14,5"),
        ("tr", "TRY", -0.145, SHARE, "-%14,5"),
        ("tr", "TRY", 1.234, NUMBER, "1,234"),
        ("fr", "EUR", 0.145, SHARE, f"14,5{N}%"),
        ("is", "ISK", 45.5, MONEY, "45,5"),
        ("de_CH", "CHF", 1234.5, MONEY, "1234.5"),
    ],
)
def test_the_editor_starts_with_every_digit(locale: str, currency: str, value: float, of: Unit, text: str) -> None:
    assert NumberFormat(locale, currency).edit_text(value, of) == text


def test_units_are_declared_once_and_found_by_id() -> None:
    assert list(UNITS) == [each.id for each in UNITS.values()]
    assert UNITS["signed_share"] is ROI
    assert {each.id for each in UNITS.values() if each.scales_with_money} == {
        "money", "money_round", "money_each", "money_per_day",
    }  # fmt: skip


def test_round_sums_have_no_small_change() -> None:
    dollars = NumberFormat("en", "USD")
    assert [dollars.text(value, MONEY_ROUND) for value in (0.0, 50.0, -1_500.0)] == ["$0", "$50", "−$1,500"]
    assert {each.id for each in UNITS.values() if each.kind == "percent"} == {"rate", "share", "signed_share"}
    assert len({each.label for each in UNITS.values()}) == len(UNITS)


def test_two_formats_of_the_same_locale_and_currency_are_the_same_value() -> None:
    assert NumberFormat("en", "USD") == DOLLARS
    assert len({NumberFormat("en", "USD"), DOLLARS, NumberFormat("en", "EUR")}) == 2
