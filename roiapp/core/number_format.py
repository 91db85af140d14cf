"""Figures as text: what a cell shows, what its editor starts with, and how a change is written.

Rounded to 15 significant digits, then half away from zero, as spreadsheets do, so that a figure reads the same in the
window and in the exported workbook. Writing is in the paint path: whatever depends on locale, currency and unit is
worked out once per `NumberFormat`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from roiapp.core.unit_records import MONEY_EACH, MONEY_ROUND, UNITS, Unit
from roiapp.language import currency_decimals, number_locale, trn

#: What is shown for a figure that is not there; the reason stands elsewhere.
UNDEFINED = "–"

Writer = Callable[[float], str]

# Lifts a tie that binary fractions put just below the half (1.005, 0.145 × 100) back over it, as 15 digits would.
_NUDGE = 1 + 1e-15
_NUDGE_BELOW = 1e9  # above, the nudge would grow into the decimals shown
_SCIENTIFIC_FROM = 1e15  # more digits than a float has: not worth a cell's width
_INFINITY = float("inf")


@dataclass(frozen=True)
class NumberFormat:
    """Writes figures in one locale ("pl", "en_GB") and one currency ("PLN"). Percents come as fractions."""

    locale: str
    currency: str

    def text(self, value: float | None, unit: Unit) -> str:
        """The figure as a cell shows it: "$1,234", "3.2×", "−25%"; "–" for None and whatever is not finite."""
        return UNDEFINED if value is None else self._writers[unit.id](value)

    def change(self, value: float | None, unit: Unit) -> str:
        """A difference of two figures of this unit, signed: "+$120"; between percents in points: "+10 pts"."""
        return UNDEFINED if value is None else self._change_writers[unit.id](value)

    def edit_text(self, value: float | None, unit: Unit) -> str:
        """The figure as its editor starts with: every digit, no groups, no currency, "" for None.

        `units.parse` of it in this locale gives exactly the same value.
        """
        if value is None or not abs(value) < _INFINITY:
            return ""
        numbers = number_locale(self.locale)
        percent = unit.kind == "percent"
        text = _shifted(repr(float(abs(value))), 2 if percent else 0).replace(".", numbers.decimal)
        if percent:
            text = numbers.percent.replace("{}", text)
        return f"-{text}" if value < 0 else text

    def per_one(self, back: float) -> tuple[str, str]:
        """“$1” and what came back for it (a ratio); for a hundred where the currency has nothing smaller than one."""
        one = 1.0 if currency_decimals(self.currency) else 100.0
        return self.text(one, MONEY_ROUND), self.text(one * back, MONEY_EACH)

    @cached_property
    def _writers(self) -> dict[str, Writer]:
        return {each.id: self._writer(each, signed=each.always_signed) for each in UNITS.values()}

    @cached_property
    def _change_writers(self) -> dict[str, Writer]:
        return {
            each.id: self._points(each) if each.kind == "percent" else self._writer(each, signed=True)
            for each in UNITS.values()
        }

    def _writer(self, unit: Unit, *, signed: bool, bare: bool = False) -> Writer:
        """The function that writes figures of one unit; `bare` leaves out the percent sign."""
        numbers = number_locale(self.locale)
        spec = _spec(unit, currency_decimals(self.currency))
        signs = str.maketrans({",": numbers.group, ".": numbers.decimal})
        same_signs = (numbers.group, numbers.decimal) == (",", ".")
        pattern = "{}" + unit.suffix
        if unit.kind == "money":
            pattern = numbers.money(self.currency)
        elif unit.kind == "percent" and not bare:
            pattern = numbers.percent
        before, after = pattern.split("{}")
        minus, plus = numbers.minus + before, ("+" if signed else "") + before
        factor = 100.0 if unit.kind == "percent" else 1.0

        def write(value: float) -> str:
            size = abs(value) * factor
            if size < _NUDGE_BELOW:
                size *= _NUDGE
                text = format(size, spec(size))
            elif size < _SCIENTIFIC_FROM:
                text = format(size, spec(size))
            elif size < _INFINITY:
                text = format(size, ".3e")
            else:
                return UNDEFINED
            head = before
            if value < 0:
                if text.strip("0."):  # what rounds to zero has no sign
                    head = minus
            elif signed and text.strip("0."):
                head = plus
            return head + (text if same_signs else text.translate(signs)) + after

        return write

    def _points(self, unit: Unit) -> Writer:
        bare = self._writer(unit, signed=True, bare=True)

        def write(value: float) -> str:
            number = bare(value)
            if number == UNDEFINED:
                return number
            return trn("{n} pt", "{n} pts", 1 if number[1:] == "1" else 2, n=number)

        return write


def _spec(unit: Unit, decimals: int) -> Callable[[float], str]:
    """What chooses the format specification for a size, which is never negative and for percents counts percents."""
    if unit.digits == "one_if_needed":
        return lambda size: ",.0f" if abs(size - round(size)) <= 1e-9 * size else ",.1f"
    if unit.digits == "rate":
        return lambda size: ",.1f" if size >= 1.0 or size == 0.0 else _two_digits(size)
    few, many, edge = {
        "sum": (0, decimals, 100.0),
        "each": (0, decimals, 10_000.0),
        "whole": (0, 0, 0.0),
        "one": (1, 1, 0.0),
    }[unit.digits]
    below, above = f",.{many}f", f",.{few}f"
    edge -= 0.5 * 10.0**-many  # 99.999 is shown as 100
    return lambda size: below if size < edge else above


def _two_digits(size: float) -> str:
    """Two significant digits for a rate below 1 %; beyond twelve decimals it is as good as nothing."""
    decimals = 1 - int(format(size, ".1e").partition("e")[2])
    return f".{decimals}f" if decimals <= 12 else ".1f"


def _shifted(digits: str, tens: int) -> str:
    """The `repr` of a float times 10^tens, digit for digit and without a needless ".0"."""
    mantissa, _, exponent = digits.partition("e")
    whole, _, part = mantissa.partition(".")
    if exponent:
        return f"{mantissa}e{int(exponent) + tens}"
    part = part.rstrip("0").ljust(tens, "0")
    whole, part = (whole + part[:tens]).lstrip("0") or "0", part[tens:]
    return f"{whole}.{part}" if part else whole
