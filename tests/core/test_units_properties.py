"""Numbers out and in again: whatever the program writes it reads, and whatever is typed gets a number or a sentence."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roiapp.core.units import (
    MONEY,
    NUMBER,
    SHARE,
    UNITS,
    NumberError,
    NumberFormat,
    Unit,
    decide_decimal,
    localize_expression,
    parse,
    parse_plain,
)

CURRENCIES = {
    "en": "USD",
    "pl": "PLN",
    "fr": "EUR",
    "tr": "TRY",
    "is": "ISK",
    "uz": "UZS",
    "de": "EUR",
    "en_GB": "GBP",
    "de_CH": "CHF",
}
locales = st.sampled_from(sorted(CURRENCIES))
units = st.sampled_from(sorted(UNITS.values(), key=lambda of: of.id))
values = st.floats(-1e300, 1e300) | st.floats(-1e6, 1e6) | st.decimals(-99999, 99999, places=3).map(float)
typed = st.text(max_size=30) | st.text("0123456789.,' \u00a0()+-−–*/=%$€złkKmMeE", max_size=25)


@settings(deadline=None, max_examples=400)
@given(values, units, locales)
@example(5e-324, SHARE, "en")
@example(1e300, SHARE, "tr")
@example(1.234, NUMBER, "tr")
@example(1234.567, MONEY, "pl")
def test_the_editor_s_text_gives_back_the_value(value: float, of: Unit, locale: str) -> None:
    text = NumberFormat(locale, CURRENCIES[locale]).edit_text(value, of)
    entry = parse(text, of, locale, CURRENCIES[locale])
    assert entry.value == value
    assert entry.expression is None


@settings(deadline=None, max_examples=400)
@given(values, units, locales)
def test_the_shown_text_reads_as_the_figure_rounded(value: float, of: Unit, locale: str) -> None:
    write = NumberFormat(locale, CURRENCIES[locale])
    text = write.text(value, of)
    shown = parse(text, of, locale, CURRENCIES[locale]).value
    assert shown is not None
    digits = text.translate(str.maketrans("", "", "\u00a0\u202f’"))
    if "e+" in digits:
        assert math.isclose(shown, value, rel_tol=0.00051)
        return
    # the number of decimals, read off the text: what follows the locale's decimal sign
    sign = "." if locale in ("en", "en_GB", "de_CH") else ","
    after = digits.removesuffix("kr.").rpartition(sign)[2] if sign in digits.removesuffix("kr.") else ""
    places = len([character for character in after if character.isdigit()]) + (2 if of.kind == "percent" else 0)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if abs(value) < 1e15 else None
    if rounded is not None and not math.isclose(shown, float(rounded), rel_tol=1e-15, abs_tol=0.0):
        # a 15-digit tie: nothing but the last digit may differ, and the value lies on the half
        assert abs(abs(Decimal(repr(shown)) - Decimal(repr(value))) * 2 - Decimal(1).scaleb(-places)) < Decimal(
            abs(value)
        ) * Decimal("5e-15")


@settings(deadline=None, max_examples=400)
@given(values, units, locales)
def test_no_minus_before_a_zero(value: float, of: Unit, locale: str) -> None:
    text = NumberFormat(locale, CURRENCIES[locale]).text(value, of)
    assert ("−" in text) == (value < 0 and any(digit in text for digit in "123456789"))
    assert "-" not in text
    assert "nan" not in text
    assert "inf" not in text


@settings(deadline=None, max_examples=400)
@given(typed, units, locales)
def test_any_text_gets_a_number_a_blank_or_a_sentence(text: str, of: Unit, locale: str) -> None:
    try:
        entry = parse(text, of, locale, CURRENCIES[locale])
    except NumberError as error:
        sentence = str(error)
    else:
        sentence = ""
    if sentence:
        assert sentence.endswith(".")
    elif entry.value is None:
        assert not any(character.isalnum() for character in text)
    else:
        assert abs(entry.value) <= 1e300
        assert any(character.isdecimal() for character in text)
        assert math.copysign(1, entry.value) == 1 or entry.value != 0


@settings(deadline=None, max_examples=400)
@given(st.text("0123456789.,' ()+-*/%kM", max_size=25), units, locales, locales)
def test_a_kept_expression_means_the_same_in_every_locale(text: str, of: Unit, locale: str, other: str) -> None:
    try:
        entry = parse(f"={text}", of, locale)
    except NumberError:
        return
    assert entry.expression is not None
    assert parse(localize_expression(entry.expression, other), of, other) == entry


@settings(deadline=None, max_examples=400)
@given(typed, st.sampled_from(".,"))
def test_any_cell_of_a_file_gets_a_number_a_blank_or_a_sentence(text: str, decimal: str) -> None:
    assert decide_decimal([text]) in (".", ",", None)
    try:
        value = parse_plain(text, decimal)
    except NumberError:
        return
    assert value is None or math.isfinite(value)


@settings(deadline=None, max_examples=400)
@given(values)
def test_plain_python_numbers_are_read_in_every_locale(value: float) -> None:
    text = repr(value)
    whole, _, part = text.lstrip("-").partition(".")
    for locale in CURRENCIES:
        if locale in ("tr", "is", "de") and len(part) == 3 and len(whole) <= 3 and whole != "0":
            continue  # "1.234": there the dot is the group sign
        assert parse(text, NUMBER, locale).value == value


@pytest.mark.parametrize("locale", sorted(CURRENCIES))
def test_every_unit_goes_out_and_in(locale: str) -> None:
    write = NumberFormat(locale, CURRENCIES[locale])
    for of in UNITS.values():
        for value in (0.0, 12.0, -0.25, 1234.5, 0.145, 1_000_000.0):
            assert parse(write.edit_text(value, of), of, locale).value == value
            assert parse(write.text(value, of), of, locale, CURRENCIES[locale]).value is not None
