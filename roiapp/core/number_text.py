"""Reading one number as people write it: separators, spaces, signs, currencies, percents, "12k".

The locale decides only where a text could mean two numbers:

- The plain form with a dot ("1234.5") reads the same everywhere. Only a single dot or comma between one to three digits
  (the first not 0) and exactly three more can be a sign of groups as well as of decimals.
- There the locale's own sign wins: "1,234" is 1234 in English and 1.234 in Polish, "1.234" is 1.234 in English and 1234
  in Turkish, Icelandic and German.
- A dot that is neither in this locale (Polish, French and Uzbek group with spaces) is the plain form: "1.234" is 1.234
  in Polish. A comma that is neither (Swiss German writes 1’234.5) can only be a group: 1234.
- Everything else can mean one number and is read as that in any locale: "1.234,56", "1,5", "0.123", "1.234.567".
- Groups that do not fall every three digits ("1,23,456", "12,34.5") are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from roiapp.core import currencies, number_errors
from roiapp.language import number_locale

if TYPE_CHECKING:
    from roiapp.core.number_errors import NumberError

LENGTH_LIMIT: Final = 200
LIMIT: Final = 1e300

_TENS: Final[dict[str, int]] = {
    **dict.fromkeys(("k", "thousand", "tsd", "tys", "bin", "þús", "ming", "mille"), 3),
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "million", "millions", "milyon", "millj"), 6),
    **dict.fromkeys(("bn", "billion", "mld", "mrd", "mlrd", "milyar", "milliard", "milliards"), 9),
}
_UNKNOWN_WORDS: Final = frozenset(
    ("-", "--", "---", "?", "x", "n/a", "na", "n.a.", "nan", "null", "none", "unknown", "tbd", "k.a.", "b/d", "brak")
)

_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_SAME: Final[dict[int, str]] = {
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys(map(ord, "−–—‒―‐‑﹣－"), "-"),
    **dict.fromkeys(map(ord, "’‘ʻʼ`´′＇"), "'"),
    **{ord(sign): plain for sign, plain in zip("．，％（）＋＝＊／＄￥￡٫٬،⹁٪", ".,%()+=*/$¥£.,,,%", strict=True)},
}

_CELL: Final = re.compile(r"([^0-9]*)([0-9].*[0-9]|[0-9])([^0-9]*)", re.DOTALL)
_NUMBER: Final = re.compile(r"([0-9.,' ]+)(?:[eE]([+-]?[0-9]{1,3}))?")
_NO_CENTS: Final = re.compile(r"([.,])--?(?=[^0-9-]|$)")
_DATE: Final = re.compile(
    r"\d{1,2}([-/.])\d{1,2}\1(\d{4}|\d\d)(?!\d).*|\d{4}([-/.])\d{1,2}\3\d{1,2}(?!\d).*|\d{1,2}:\d\d(?!\d).*"
    r"|\d{1,2}[-/. ]+[^\W\d]{3,}[-/., ]+\d{2,4}"
)
_ARITHMETIC: Final = re.compile(r"(?=.*[0-9)%] *[-+*/×÷·:] *[0-9(.,-])[-0-9.,' ()%+*/×÷·:]+")


@dataclass(frozen=True)
class Amount:
    """A number as written: plain digits ("-1234.5", "12e3"), whether it had a percent sign, its currency's codes."""

    digits: str
    percent: bool
    currencies: frozenset[str]


def cleaned(text: str) -> str:
    """The text without invisible marks, with one kind of space, minus, apostrophe and digit. Raises where too long."""
    text = text.strip()
    if len(text) > LENGTH_LIMIT:
        raise number_errors.too_long(LENGTH_LIMIT)
    if text.isascii():
        return text
    text = text.translate(_INVISIBLE).translate(_SAME).strip()
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def read_amount(text: str, locale: str, original: str, *, suffix: str = "") -> Amount:
    """Read a `cleaned` text that is not blank; `suffix` is a sign of the unit that may follow ("×").

    Raises NumberError, which quotes `original`.
    """
    if text.isdecimal():
        return Amount(text, percent=False, currencies=frozenset())
    found = _CELL.fullmatch(text)
    if found is None:
        if text.casefold() in _UNKNOWN_WORDS:
            raise number_errors.unknown_word(original)
        raise number_errors.not_a_number(original, locale)
    before, core, after = found.groups()
    if before[-1:] in (".", ",") and not currencies.meant_by(before.strip("-+( "), locale):
        before, core = before[:-1], before[-1:] + core
    no_cents = _NO_CENTS.match(after)
    if no_cents:  # "500,-" is five hundred and no cents
        core, after = f"{core}{no_cents[1]}00", after[no_cents.end() :]
    elif after[:1] in (".", ","):
        core, after = core + after[:1], after[1:]
    number = _NUMBER.fullmatch(core)
    if number is None:
        raise _refusal(text, original, locale)
    beside = _beside(before, after, suffix, locale)
    if beside is None:
        raise number_errors.not_a_number(original, locale)
    try:
        digits = _plain_digits(number[1].strip(), *_signs(locale))
    except ValueError:
        raise _refusal(text, original, locale, number_errors.bad_groups(original, locale)) from None
    exponent = int(number[2] or 0) + beside.tens
    return Amount(
        digits=("-" if beside.negative else "") + digits + (f"e{exponent}" if exponent else ""),
        percent=beside.percent,
        currencies=beside.currencies,
    )


@dataclass(frozen=True)
class _Beside:
    """What the marks and words before and after the digits say."""

    negative: bool
    percent: bool
    tens: int
    currencies: frozenset[str]


@lru_cache(maxsize=512)  # the same few in every cell of a column
def _beside(before: str, after: str, suffix: str, locale: str) -> _Beside | None:
    """Read marks and words; None where one means nothing, or they contradict each other."""
    signs = [sign for sign in before + after if sign in "+-("]
    paired = before.count("(") == after.count(")") and ")" not in before and "(" not in after
    percents = (before + after).count("%")
    words = _read_words(_word(before), _word(after, suffix), locale)
    if len(signs) > 1 or not paired or "+" in after or percents > 1 or words is None:
        return None
    tens, codes = words
    return _Beside(bool(signs) and signs[0] != "+", percents == 1, tens, codes)


def _word(affix: str, suffix: str = "") -> str:
    """What stands beside the digits apart from marks, "" for the unit's own suffix."""
    word = currencies.folded("".join(sign for sign in affix if sign not in "+-()%"))
    return "" if suffix and word in (suffix, "x") else word


def _read_words(before: str, after: str, locale: str) -> tuple[int, frozenset[str]] | None:
    """The power of ten and the codes of the currency that the words mean; None where a word means nothing."""
    tens = 0
    if after and not currencies.meant_by(after, locale):
        for length in range(len(after), 0, -1):
            power, rest = _TENS.get(after[:length].rstrip(".")), after[length:]
            if power and (not rest or currencies.meant_by(rest, locale)):
                tens, after = power, rest
                break
    meanings = [currencies.meant_by(word, locale) for word in (before, after) if word]
    codes = frozenset[str]().union(*meanings)
    for meaning in meanings:  # "$100 CAD" means one currency, "$100 €" none
        codes &= meaning
    return None if meanings and not codes else (tens, codes)


def _refusal(text: str, original: str, locale: str, otherwise: NumberError | None = None) -> NumberError:
    """The sentence for what the text looks like."""
    if _DATE.fullmatch(text):
        return number_errors.is_a_date(original)
    if _ARITHMETIC.fullmatch(text):
        return number_errors.arithmetic_without_sign(original)
    return otherwise or number_errors.not_a_number(original, locale)


@lru_cache(maxsize=64)
def _signs(locale: str) -> tuple[str, str]:
    """Decimal and group sign of a locale as `cleaned` leaves them."""
    numbers = number_locale(locale)
    return cleaned(f"0{numbers.decimal}0")[1:-1], cleaned(f"0{numbers.group}0")[1:-1]


def _plain_digits(written: str, decimal: str, group: str) -> str:
    """Digits with at most a decimal dot: "1.234,5" gives "1234.5". Raises ValueError where the groups are wrong."""
    kinds = [sign for sign in ".,' " if sign in written]
    if not kinds:
        return written
    last = max(kinds, key=written.rfind)
    if len(kinds) == 1:
        parts = written.split(last)
        if len(parts) == 2 and last in ".,":
            could_be_group = _is_grouped(parts)
            if not could_be_group or last == decimal or (last == "." and last != group):
                return _decimal(*parts)
        elif not _is_grouped(parts):
            raise ValueError(written)
        return "".join(parts)
    whole, _, part = written.rpartition(last)
    groups = whole.split(next(sign for sign in kinds if sign != last))
    if len(kinds) > 2 or last not in ".," or last in whole or not _is_grouped(groups):
        raise ValueError(written)
    return _decimal("".join(groups), part)


def _is_grouped(parts: list[str]) -> bool:
    first = parts[0]
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in parts[1:])


def _decimal(whole: str, part: str) -> str:
    return f"{whole or '0'}.{part}" if part else whole


def value_of(digits: str, shift: int, original: str) -> float:
    """The float nearest to plain digits times 10^shift. Raises NumberError where a float cannot hold it."""
    mantissa, _, exponent = digits.partition("e")
    value = float(f"{mantissa}e{int(exponent or 0) + shift}")
    if abs(value) > LIMIT:
        raise number_errors.too_large(original)
    if value == 0.0 and mantissa.strip("-0."):
        raise number_errors.too_small(original)
    return value + 0.0  # never -0.0
