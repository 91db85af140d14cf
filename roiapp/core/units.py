"""Units, and numbers in and out of them: what can be typed into a cell, and how a figure is written.

The one module the rest of the program imports for this. The records stand in `unit_records`, the writing in
`number_format`, the reading in `number_text`, `arithmetic` and `file_numbers`, the sentences in `number_errors`.
Reading is imported when the first number is read, not at start-up: its patterns take some milliseconds to compile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from roiapp.core import number_errors
from roiapp.core.number_errors import NumberError
from roiapp.core.number_format import UNDEFINED, NumberFormat
from roiapp.core.unit_records import (
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
    Kind,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "COUNT",
    "DAYS",
    "HOURS",
    "MONEY",
    "MONEY_EACH",
    "MONEY_PER_DAY",
    "MONEY_ROUND",
    "MONTHS",
    "MULTIPLE",
    "NUMBER",
    "RATE",
    "ROI",
    "SCORE",
    "SHARE",
    "UNDEFINED",
    "UNITS",
    "YEARS",
    "Entry",
    "Kind",
    "NumberError",
    "NumberFormat",
    "Unit",
    "decide_decimal",
    "localize_expression",
    "parse",
    "parse_plain",
]


class Entry(NamedTuple):
    """What was typed: a value (None: blank, not known) and, for arithmetic, its plain text, "=450+320"."""

    value: float | None
    expression: str | None = None


def parse(text: str, unit: Unit, locale: str, currency: str | None = None) -> Entry:
    """Read what somebody typed or pasted into a cell of this unit.

    Blank gives a value of None. Percents come back as fractions: with a percent sign as written; without one, above 1
    (by size) means percent and up to 1 a fraction. Where the document's `currency` is given, a sign beside the number
    must be able to mean it: nothing is ever converted. Which separator means what is told in `number_text`.
    Raises NumberError with a sentence for the user; nothing is turned into 0 or blank.
    """
    from roiapp.core import number_text

    body = number_text.cleaned(text)
    if not body:
        return Entry(None)
    if body[0] == "=":
        return _parse_arithmetic(body[1:].strip(), unit, locale, currency, text)
    amount = number_text.read_amount(body, locale, text, suffix=unit.suffix)
    _check_currency(amount.currencies, unit, currency, text)
    if amount.percent and unit.kind != "percent":
        raise number_errors.percent_not_expected(text)
    if not amount.percent:
        value = number_text.value_of(amount.digits, 0, text)
        if unit.kind != "percent" or abs(value) <= 1:
            return Entry(value)
    # From the digits, not by dividing: 7.1% is the float nearest to 0.071.
    return Entry(number_text.value_of(amount.digits, -2, text))


def _parse_arithmetic(body: str, unit: Unit, locale: str, currency: str | None, text: str) -> Entry:
    from roiapp.core import arithmetic

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
    from roiapp.core import arithmetic

    return arithmetic.localize(expression, locale)


def parse_plain(text: str, decimal: str) -> float | None:
    """As `file_numbers.parse_plain`."""
    from roiapp.core import file_numbers

    return file_numbers.parse_plain(text, decimal)


def decide_decimal(texts: Iterable[str]) -> str | None:
    """As `file_numbers.decide_decimal`."""
    from roiapp.core import file_numbers

    return file_numbers.decide_decimal(texts)
