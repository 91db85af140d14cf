"""Reading one number as people write it: separators, spaces, signs, currencies, percents, "12k".

The locale decides only where a text could mean two numbers:

- The plain form with a dot ("1234.5") reads the same everywhere. Only a dot or comma between one to three digits (the
  first not 0) and exactly three more can be a sign of groups or of decimals.
- Then the locale's own sign wins: "1,234" is 1234 in English and 1.234 in Polish, "1.234" is 1.234 in English and 1234
  in Turkish and Icelandic.
- A dot that is neither in this locale (Polish, French and Uzbek group with spaces) is the plain form: "1.234" is 1.234
  in Polish. A comma that is neither (Swiss German: 1’234.5) can only be a group: 1234.
- Everything else is unambiguous and read as what it is, in any locale: "1.234,56", "1,5", "0.123", "1.234.567".
- Groups that do not fall every three digits ("1,23,456", "12,34.5") are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from roiapp.core import currencies, number_errors
from roiapp.core.number_errors import NumberError
from roiapp.language import NBSP, number_locale

LENGTH_LIMIT: Final = 200
LIMIT: Final = 1e300

_TENS: Final[dict[str, int]] = {
    **dict.fromkeys(("k", "tsd", "tys", "bin", "þús", "ming", "минг"), 3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "mil", "milyon", "million", "millions", "millj"), 6),
    **dict.fromkeys(("bn", "mld", "mrd", "mlrd"), 9),
}
_UNKNOWN_WORDS: Final = frozenset("- -- --- ? n/a na n.a. nan null none k.a. b/d bd brak yok s/o nd n/d".split())
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_SAME: Final = {
    **dict.fromkeys([ord(NBSP), 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09], " "),
    **dict.fromkeys(map(ord, "−–—‒‐‑﹣－"), "-"),
    **dict.fromkeys(map(ord, "’‘ʻʼ`´′＇"), "'"),
    **{ord(wide): plain for wide, plain in zip("．，％（）＋＝＊／٫٪", ".,%()+=*/.%", strict=True)},
}
_CELL: Final = re.compile(r"([^0-9]*)(?:([0-9].*[0-9]|[0-9])([^0-9]*))?", re.DOTALL)
_NUMBER: Final = re.compile(r"([0-9.,' ]+?)(?:[eE]([+-]?[0-9]{1,3}))?")
_DATE: Final = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}.*|\d{1,2}:\d\d.*|\d{4}-\d\d-\d\dT.*|\d{1,2}[-/. ]+[^\W\d]{3,}\.?[-/. ,]+\d{2,4}"
)
_ARITHMETIC: Final = re.compile(r"[0-9.,' ()%+*/×÷·:-]+")


@dataclass(frozen=True)
class Amount:
    """A number as written: plain digits ("-1234.5", "12e3"), whether it had a percent sign, and its currency's codes."""

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
    """Read a `cleaned` text that is not blank; `suffix` is a sign of its unit that may follow. Raises NumberError."""
    found = _CELL.fullmatch(text)
    assert found is not None  # the pattern takes any text
    before, core, after = found.groups()
    if core is None:
        if text.casefold() in _UNKNOWN_WORDS:
            raise number_errors.unknown_word(original)
        raise number_errors.not_a_number(original, locale)
    if before[-1:] in (".", ",") and before and not currencies.meant_by(before.strip("-+( "), locale):
        before, core = before[:-1], before[-1] + core
    if re.match(r"[.,]-{1,2}(?![0-9])", after):  # "500,-" is five hundred and no cents
        after = after[1:].lstrip("-")
    elif after[:1] in (".", ",") and after:
        core, after = core + after[0], after[1:]
    number = _NUMBER.fullmatch(core)
    if number is None:
        raise _what_it_is(text, original, locale)
    marks = before + after
    negative, marks = _take_sign(before, after, marks)
    percent = marks.count("%")
    if marks.count("%") > 1:
        raise number_errors.not_a_number(original, locale)
    before, after = _bare(before), _bare(after)
    if suffix and after.casefold() in (suffix, "x" if suffix == "×" else suffix):
        after = ""
    if negative is None:
        raise number_errors.not_a_number(original, locale)
    tens, codes = _words(before, after, locale, original)
    try:
        digits = plain_digits(number[1], locale)
    except ValueError:
        raise _what_it_is(text, original, locale, number_errors.bad_groups(original, locale)) from None
    exponent = int(number[2] or 0) + tens
    return Amount(
        ("-" if negative else "") + digits + (f"e{exponent}" if exponent else ""), bool(percent), codes
    )


def _take_sign(before: str, after: str, marks: str) -> tuple[bool | None, str]:
    """Whether the number is negative; None where its signs contradict each other: two of them, or half a parenthesis."""
    signs = [sign for sign in marks if sign in "+-("]
    opened, closed = before.count("("), after.count(")")
    if len(signs) > 1 or opened != closed or "+" in after or before.count(")") or after.count("("):
        return None, marks
    return bool(signs) and signs[0] != "+", marks


def _bare(affix: str) -> str:
    return "".join(sign for sign in affix if sign not in "+-()%").strip()


def _words(before: str, after: str, locale: str, original: str) -> tuple[int, frozenset[str]]:
    """What stands before and after the digits: powers of ten, and the codes of at most one currency."""
    tens = 0
    if after and not currencies.meant_by(after, locale):
        word = currencies.folded(after)
        for length in range(len(word), 0, -1):
            head, rest = word[:length], word[length:]
            if head.rstrip(".") in _TENS and (not rest or currencies.meant_by(rest, locale)):
                tens, after = _TENS[head.rstrip(".")], rest
                break
        else:
            raise number_errors.not_a_number(original, locale)
    if before and after:
        raise number_errors.not_a_number(original, locale)
    codes = currencies.meant_by(before or after, locale) if before or after else frozenset[str]()
    if (before or after) and not codes:
        raise number_errors.not_a_number(original, locale)
    return tens, codes


def _what_it_is(text: str, original: str, locale: str, otherwise: NumberError | None = None) -> NumberError:
    if _DATE.fullmatch(text):
        return number_errors.is_a_date(original)
    if _ARITHMETIC.fullmatch(text) and re.search(r"[0-9)%] *[+*/×÷·-] *[0-9(.,-]", text):
        return number_errors.arithmetic_without_sign(original)
    return otherwise or number_errors.not_a_number(original, locale)


@lru_cache(maxsize=64)
def _signs(locale: str) -> tuple[str, str]:
    """Decimal and group sign of a locale as `cleaned` leaves them."""
    numbers = number_locale(locale)
    return cleaned(numbers.decimal), cleaned(f"0{numbers.group}0")[1:-1]


def plain_digits(written: str, locale: str) -> str:
    """Digits with separators as plain digits: "1.234,5" gives "1234.5". Raises ValueError where groups are wrong."""
    return plain_digits_by(written, *_signs(locale))


def plain_digits_by(written: str, decimal: str, group: str) -> str:
    """As `plain_digits`, for these two signs."""
    written = written.strip()
    kinds = [sign for sign in ".,' " if sign in written]
    if not kinds:
        return written
    last = max(kinds, key=written.rfind)
    if len(kinds) == 1:
        parts = written.split(last)
        if len(parts) == 2 and last in ".,":
            if not _grouped(parts) or (last != group and (last == decimal or last == ".")):
                return _joined(*parts)
        elif not _grouped(parts):
            raise ValueError(written)
        return "".join(parts)
    if len(kinds) > 2 or last not in ".," or written.count(last) > 1:
        raise ValueError(written)
    other = kinds[0] if kinds[1] == last else kinds[1]
    whole, _, part = written.rpartition(last)
    groups = whole.split(other)
    if not _grouped(groups):
        raise ValueError(written)
    return _joined("".join(groups), part)


def _grouped(parts: list[str]) -> bool:
    first = parts[0]
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in parts[1:])


def _joined(whole: str, part: str) -> str:
    if not whole and not part:
        raise ValueError(".")
    return f"{whole or '0'}.{part}" if part else whole


def value_of(digits: str, shift: int, original: str) -> float:
    """The float of plain digits times 10^shift, correctly rounded. Raises NumberError where a float cannot hold it."""
    mantissa, _, exponent = digits.partition("e")
    value = float(f"{mantissa}e{int(exponent or 0) + shift}")
    if abs(value) > LIMIT:
        raise number_errors.too_large(original)
    if value == 0.0:
        if mantissa.strip("-0."):
            raise number_errors.too_small(original)
        return 0.0  # never -0.0
    return value
