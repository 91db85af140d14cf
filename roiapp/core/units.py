"""Units, and numbers in and out of them: what can be typed into a cell, and how a figure is written.

The one module the rest of the program imports for this; the records stand in `unit_records`, the writing in
`number_format`, the reading in `number_text` and `arithmetic`, the sentences for the user in `number_errors`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from roiapp.core import arithmetic, number_errors, number_text
from roiapp.core.number_errors import NumberError
from roiapp.core.number_format import UNDEFINED, NumberFormat
from roiapp.core.unit_records import (
    COUNT,
    DAYS,
    HOURS,
    MONEY,
    MONEY_EACH,
    MONEY_PER_DAY,
    MONTHS,
    MULTIPLE,
    NUMBER,
    RATE,
    ROI,
    SCORE,
    SHARE,
    UNITS,
    YEARS,
    Kind,
    Unit,
    unit,
)

__all__ = [
    "COUNT", "DAYS", "HOURS", "MONEY", "MONEY_EACH", "MONEY_PER_DAY", "MONTHS", "MULTIPLE", "NUMBER", "RATE", "ROI",
    "SCORE", "SHARE", "UNDEFINED", "UNITS", "YEARS", "Entry", "Kind", "NumberError", "NumberFormat", "Unit",
    "decide_decimal", "localize_expression", "parse", "parse_plain", "percent_scale", "unit",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What was typed: a value (None: blank, not known) and, for arithmetic, its plain text with the equals sign."""

    value: float | None
    expression: str | None = None


def parse(text: str, unit: Unit, locale: str, currency: str | None = None) -> Entry:
    """Read what somebody typed or pasted into a cell of this unit.

    Blank gives a value of None. Percents come back as fractions: with a percent sign as written, without one above 1
    means percent and up to 1 (either sign) a fraction. A currency beside the number must be the document's `currency`
    where that is given: nothing is ever converted. Which separator means what stands in `number_text`.
    Raises NumberError with a sentence for the user; nothing is turned into 0 or blank.
    """
    body = number_text.cleaned(text)
    if not body:
        return Entry(None)
    if body[0] == "=":
        return _parse_arithmetic(body[1:].strip(), unit, locale, currency, text)
    amount = number_text.read_amount(body, locale, text, suffix=unit.suffix)
    _check_currency(amount.currencies, unit, currency, text)
    if amount.percent:
        if unit.kind != "percent":
            raise number_errors.percent_not_expected(text)
        return Entry(number_text.value_of(amount.digits, -2, text))
    value = number_text.value_of(amount.digits, 0, text)
    if unit.kind == "percent" and abs(value) > 1:
        value = number_text.value_of(amount.digits, -2, text)
    return Entry(value)


def _parse_arithmetic(body: str, unit: Unit, locale: str, currency: str | None, text: str) -> Entry:
    result = arithmetic.calculate(body, locale, text)
    for codes in result.currencies:
        _check_currency(codes, unit, currency, text)
    if unit.kind == "percent" and not result.percent and abs(result.value) > 1:
        # Kept as a percentage, so that the expression has the cell's value wherever it is calculated again.
        return Entry(result.value / 100, f"=({result.text})%")
    return Entry(result.value, f"={result.text}")


def _check_currency(codes: frozenset[str], unit: Unit, currency: str | None, text: str) -> None:
    if not codes:
        return
    if unit.kind != "money":
        raise number_errors.money_not_expected(text)
    if currency is not None and currency not in codes:
        raise number_errors.other_currency(text, currency)


def localize_expression(expression: str, locale: str) -> str:
    """An `Entry.expression` as the editor shows it in this locale: "=1234.5*2" gives "=1234,5*2" in Polish."""
    return arithmetic.localize(expression, locale)


_PLAIN: Final = {
    ".": re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?", re.ASCII),
    ",": re.compile(r"[-+]?[0-9]+(?:,[0-9]+)?", re.ASCII),
}
_STRONG = 2
_WEAK = 1


def parse_plain(text: str, decimal: str) -> float | None:
    """Read a cell of a file whose decimal sign ("." or ",") is known; None for a blank one.

    A percent sign divides by 100, currencies are skipped; what the whole column means is `percent_scale`'s to say.
    Raises NumberError as `parse` does.
    """
    if _PLAIN[decimal].fullmatch(text) and len(text) < 16 and not _could_be_groups(text, decimal):
        return float(text if decimal == "." else text.replace(",", ".")) + 0.0
    body = number_text.cleaned(text)
    if not body:
        return None
    amount = number_text.read_amount(body, "en" if decimal == "." else "de", text)
    return number_text.value_of(amount.digits, -2 if amount.percent else 0, text)


def _could_be_groups(text: str, decimal: str) -> bool:
    """Never: a file's own decimal sign between digits is its decimal sign."""
    return False


def decide_decimal(texts: Iterable[str]) -> str | None:
    """The one decimal sign of a file, from the texts of all its cells: ".", "," or None where they leave it open.

    Both signs in one number, or groups that repeat ("1.234.567"), outweigh a single sign ("1,5"); cells that are no
    numbers say nothing. None too where cells of equal weight contradict each other: somebody has to be asked.
    """
    votes = {".": 0, ",": 0}
    for text in texts:
        if "." in text or "," in text:
            sign, weight = _vote(text)
            if sign:
                votes[sign] = max(votes[sign], weight)
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def _vote(text: str) -> tuple[str, int]:
    """The decimal sign a single text speaks for, and how strongly; "" where it could be either."""
    try:
        english = number_text.read_amount(number_text.cleaned(text), "en", text).digits
        german = number_text.read_amount(number_text.cleaned(text), "de", text).digits
    except NumberError:
        return "", 0
    if english != german:
        return "", 0
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return (".", _STRONG) if text.rfind(".") > text.rfind(",") else (",", _STRONG)
    sign, other = (".", ",") if dots else (",", ".")
    if max(dots, commas) > 1:
        return other, _STRONG
    return (sign, _WEAK) if "." in english else ("", 0)


def percent_scale(values: Iterable[float | None], had_sign: Iterable[bool]) -> float:
    """What the numbers without a percent sign in a file's percent column are divided by: 100.0 or 1.0.

    One decision for the column: any number above 1 (by size) without a sign means that the column is in percent.
    Numbers with a sign are fractions already and are left alone. A column headed by a field's id holds fractions and
    does not ask.
    """
    pairs = zip(values, had_sign, strict=True)
    return 100.0 if any(value is not None and not sign and abs(value) > 1 for value, sign in pairs) else 1.0
