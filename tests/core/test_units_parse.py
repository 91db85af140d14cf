"""What can be typed: worked examples for every locale, and for every way a text can be wrong a sentence."""

from __future__ import annotations

import pickle

import pytest

from roiapp.core.units import (
    COUNT,
    DAYS,
    MONEY,
    MONEY_EACH,
    MULTIPLE,
    NUMBER,
    RATE,
    ROI,
    SHARE,
    Entry,
    NumberError,
    Unit,
    parse,
)
from roiapp.language import LANGUAGES

LOCALES = (*LANGUAGES, "de", "en_GB", "de_CH", "sv")


def refusal(text: str, of: Unit = NUMBER, locale: str = "en", currency: str | None = None) -> NumberError:
    with pytest.raises(NumberError) as caught:
        parse(text, of, locale, currency)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("007", 7.0),
        ("1234", 1234.0),
        ("1234.5", 1234.5),
        ("1234,5", 1234.5),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("12.50", 12.5),
        ("0.123", 0.123),
        ("0,123", 0.123),
        (".5", 0.5),
        (",5", 0.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("1234.567", 1234.567),
        ("1234,567", 1234.567),
        ("1.2345", 1.2345),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1.234.567,89", 1234567.89),
        ("1,234,567.89", 1234567.89),
        ("1 234", 1234.0),
        ("1 234,56", 1234.56),
        ("1 234.56", 1234.56),
        ("1 234 567,8", 1234567.8),
        ("1\u00a0234,56", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1\u2009234.56", 1234.56),
        ("1'234'567.89", 1234567.89),
        ("1’234,5", 1234.5),
        ("\u00a01234.5\u00a0", 1234.5),
        ("\t12\n", 12.0),
        ("\u200e12\u200f", 12.0),
        ("\ufeff1\u200b2", 12.0),
        ("１２．５", 12.5),
        ("١٢٫٥", 12.5),
        # signs
        ("+5", 5.0),
        ("-5", -5.0),
        ("−5", -5.0),
        ("–5", -5.0),
        ("- 5", -5.0),
        ("5-", -5.0),
        ("5−", -5.0),
        ("(5)", -5.0),
        ("(1 234,50)", -1234.5),
        ("-0", 0.0),
        # thousands and millions
        ("12k", 12000.0),
        ("12K", 12000.0),
        ("1.2m", 1_200_000.0),
        ("1,2 M", 1_200_000.0),
        ("1.1k", 1100.0),
        ("12 tys.", 12000.0),
        ("12 tys", 12000.0),
        ("1,5 mln", 1_500_000.0),
        ("3 bin", 3000.0),
        ("2 þús.", 2000.0),
        ("2 ming", 2000.0),
        ("1.5 Mio.", 1_500_000.0),
        ("2 mrd", 2e9),
        # as other programs write them
        ("1e5", 100000.0),
        ("1E+05", 100000.0),
        ("1.5e-3", 0.0015),
        ("1,5e3", 1500.0),
        ("500,-", 500.0),
        ("500.-", 500.0),
        ("500,--", 500.0),
        ("1.234,-", 1234.0),
    ],
)
def test_what_every_locale_reads_alike(text: str, value: float) -> None:
    assert {locale: parse(text, NUMBER, locale) for locale in LOCALES} == dict.fromkeys(LOCALES, Entry(value, None))


@pytest.mark.parametrize(
    ("locale", "comma", "dot"),
    [
        ("en", 1234.0, 1.234),
        ("en_GB", 1234.0, 1.234),
        ("pl", 1.234, 1.234),
        ("fr", 1.234, 1.234),
        ("uz", 1.234, 1.234),
        ("sv", 1.234, 1.234),
        ("tr", 1.234, 1234.0),
        ("is", 1.234, 1234.0),
        ("de", 1.234, 1234.0),
        ("de_CH", 1234.0, 1.234),
    ],
)
def test_where_a_text_could_mean_two_numbers_the_locale_decides(locale: str, comma: float, dot: float) -> None:
    assert parse("1,234", NUMBER, locale).value == comma
    assert parse("1.234", NUMBER, locale).value == dot
    assert parse("(1,234)", NUMBER, locale).value == -comma
    assert parse("123.456", NUMBER, locale).value == (123456.0 if dot == 1234.0 else 123.456)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,234.50", 1234.5),
        ("$ 12", 12.0),
        ("-$12", -12.0),
        ("$-12", -12.0),
        ("($12)", -12.0),
        ("$(12)", -12.0),
        ("$.50", 0.5),
        ("US$5", 5.0),
        ("12 USD", 12.0),
        ("usd 12", 12.0),
        ("$100 USD", 100.0),
        ("$12k", 12000.0),
        ("12,50 zł", 12.5),
        ("12,50zł", 12.5),
        ("12 zl", 12.0),
        ("PLN 12", 12.0),
        ("12 tys. zł", 12000.0),
        ("1,5 mln zł", 1.5e6),
        ("₺1.234,50", 1234.5),
        ("12 TL", 12.0),
        ("1.234,50 kr.", 1234.5),
        ("12 kr", 12.0),
        ("kr. 12", 12.0),
        ("kr.12", 12.0),
        ("2 þús.kr.", 2000.0),
        ("3 m.kr.", 3e6),
        ("12 so'm", 12.0),
        ("12 soʻm", 12.0),
        ("12 so’m", 12.0),
        ("1 234 567,5 soʻm", 1234567.5),
        ("€12", 12.0),
        ("12 €", 12.0),
        ("12 k€", 12000.0),
        ("£1,234.56", 1234.56),
        ("CHF 1'234.50", 1234.5),
        ("(1 234,50 zł)", -1234.5),
        ("500,- zł", 500.0),
        ("−1\u00a0234,50\u00a0zł", -1234.5),
        ("Rs.500", 500.0),
    ],
)
def test_money_with_its_sign(text: str, value: float) -> None:
    for of in (MONEY, MONEY_EACH):
        assert {locale: parse(text, of, locale).value for locale in LOCALES} == dict.fromkeys(LOCALES, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15%", 0.15),
        ("15", 0.15),
        ("0.15", 0.15),
        ("0,15", 0.15),
        ("15 %", 0.15),
        ("%15", 0.15),
        ("% 15", 0.15),
        ("-%15", -0.15),
        ("7%", 0.07),
        ("7", 0.07),
        ("57.3%", 0.573),
        ("1", 1.0),
        ("1%", 0.01),
        ("1.5", 0.015),
        ("0.5%", 0.005),
        ("100", 1.0),
        ("250%", 2.5),
        ("-5", -0.05),
        ("-0.05", -0.05),
        ("(5%)", -0.05),
        ("−25\u202f%", -0.25),
        ("+1 400%", 14.0),
        ("0", 0.0),
    ],
)
def test_percents(text: str, value: float) -> None:
    for of in (SHARE, RATE, ROI):
        assert {locale: parse(text, of, locale).value for locale in LOCALES} == dict.fromkeys(LOCALES, value)


def test_percents_are_read_from_their_digits() -> None:
    # 29 / 100 and 29 × 0.01 differ; both texts must give the float nearest to the decimal fraction
    for whole in range(1, 100):
        assert parse(f"{whole}.1%", SHARE, "en").value == float(f"0.{whole:02}1")
        assert parse(f"{whole}%", SHARE, "pl").value == float(f"0.{whole:02}")


def test_a_multiple_may_carry_its_sign() -> None:
    assert parse("3,2×", MULTIPLE, "pl").value == 3.2
    assert parse("3.2x", MULTIPLE, "en").value == 3.2
    assert refusal("3.2×", COUNT).reason == "not_a_number"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\u200b", "\ufeff \u200e"])
def test_blank_is_not_zero(text: str) -> None:
    for of in (MONEY, SHARE, DAYS):
        assert parse(text, of, "en") == Entry(None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(
            (text, "not_a_number")
            for text in ("abc", "$", "%", "k", ".", ",", "12abc", "abc12", "1_000", "0x1F", "inf")
        ),
        *((text, "not_a_number") for text in ("--5", "-(5)", "(5", "5)", "((5))", "5+", "+-5", "-5-", "12 k k", "²")),
        *((text, "not_a_number") for text in ("5%%", "%5%", "1e5000", "1e", "e5", "1e5.5", "12;5", "A1", "1.5 1.5e")),
        *((text, "unknown_word") for text in ("--", "–", "-", "n/a", "N/A", "nan", "NaN", "k.A.", "?")),
        *((text, "bad_groups") for text in ("1,23,456", "12,34.5", "1.23.456", "12 34", "1234 567", "1,234,56")),
        *((text, "bad_groups") for text in ("1,,234", "1  234", "1 234'567", "0,123,456", "1,234.567,8", "1.2.3")),
        *((text, "is_a_date") for text in ("12/05/2024", "2024-05-01", "1.5.2024", "01.05.24", "12:30", "12:30:15")),
        *((text, "is_a_date") for text in ("2024-05-01T12:00", "5 May 2024", "5-May-24", "12/05/2024 10:00")),
        *((text, "arithmetic_without_sign") for text in ("450+320", "2*3", "1/2", "5-3", "(1+2)*3")),
        ("1e301", "too_large"),
        ("1e-400", "too_small"),
        ("1" * 201, "too_long"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    assert refusal(text).reason == reason


@pytest.mark.parametrize(
    ("text", "of", "locale", "currency", "sentence"),
    [
        ("abc", COUNT, "en", None, '"abc" is not a number. Type a number such as 1,234.50, 12k or =450+320.'),
        ("abc", COUNT, "tr", None, '"abc" is not a number. Type a number such as 1.234,50, 12k or =450+320.'),
        ("n/a", COUNT, "en", None, '"n/a" is not a number. Leave the cell empty when the figure is not known.'),
        (
            "1,23,456",
            COUNT,
            "en",
            None,
            '"1,23,456" cannot be read: its separators are not three digits apart. Type it like 1,234.50 or 1234.50.',
        ),
        ("12:30", COUNT, "en", None, '"12:30" looks like a date or a time. Type a number.'),
        (
            "450+320",
            MONEY,
            "en",
            None,
            '"450+320" is not a number. Start arithmetic with an equals sign, such as =450+320.',
        ),
        ("5%", COUNT, "en", None, '"5%" is a percentage and this figure is not. Type it without the percent sign.'),
        ("$5", COUNT, "en", None, '"$5" is a sum of money and this figure is not. Type it without the currency.'),
        ("5 zł", SHARE, "pl", "PLN", '"5 zł" is a sum of money and this figure is not. Type it without the currency.'),
        ("€5", MONEY, "en", "USD", '"€5" is not in the currency of this worksheet. Type the amount in USD.'),
        ("=5/0", MONEY, "en", None, '"=5/0" divides by zero. Change the number after the division sign.'),
        (
            "=A1+2",
            MONEY,
            "en",
            None,
            '"=A1+2" cannot be calculated. Use only numbers, + − × ÷ and parentheses, such as =450+320.',
        ),
        ("1e999", MONEY, "en", None, '"1e999" is too large to calculate with. Type a smaller number.'),
        ("1" * 201, MONEY, "en", None, "This is too long for a number. Type 200 characters at most."),
    ],
)
def test_the_sentence_says_what_is_wrong_and_what_to_type(
    text: str, of: Unit, locale: str, currency: str | None, sentence: str
) -> None:
    assert str(refusal(text, of, locale, currency)) == sentence


def test_the_longest_that_is_read() -> None:
    assert parse(" " + "9" * 200 + " ", NUMBER, "en").value == 1e200


def test_a_refusal_survives_the_way_from_another_process() -> None:
    error = refusal("abc")
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (str(copied), copied.reason) == (str(error), "not_a_number")


def test_a_sentence_quotes_a_long_or_odd_text_in_short() -> None:
    assert str(refusal("x" * 100)).startswith('"' + "x" * 39 + '…" is not a number.')
    assert str(refusal("a\nb\x00c")).startswith('"a b c" is not a number.')
    assert str(refusal("{text}")).startswith('"{text}" is not a number.')


def test_a_foreign_currency_is_never_taken_for_the_document_s() -> None:
    assert parse("$5", MONEY, "en", "CAD").value == 5.0
    assert parse("5 kr", MONEY, "is", "ISK").value == 5.0
    assert parse("5", MONEY, "en", "USD").value == 5.0
    for text in ("5 zł", "£5", "5 CAD", "5 k€", "=$5+3 zł"):
        assert refusal(text, MONEY, "en", "USD").reason == "other_currency"
    assert refusal("$5 €", MONEY).reason == "not_a_number"
