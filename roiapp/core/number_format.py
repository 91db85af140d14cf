"""Figures as text: what a cell shows, what its editor shows, and how a change is written.

Rounded to 15 significant digits, then half away from zero, as spreadsheets do, so that a figure reads the same in the
window and in the exported workbook. Writing a number is in the paint path: everything that depends on locale, currency
and unit is worked out once per `NumberFormat`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from roiapp.core.unit_records import UNITS, Unit
from roiapp.language import currency_decimals, number_locale, trn

#: What is shown for a figure that is not there; the reason stands elsewhere.
UNDEFINED = "–"

Writer = Callable[[float], str]

# Turns a tie that binary fractions put just below into one just above (1.005, 0.145 × 100), as 15 digits would.
_NUDGE = 1 + 1e-15
_NUDGE_BELOW = 1e9  # above, the nudge would grow past the decimals shown
_SCIENTIFIC_FROM = 1e15  # more digits than a float has: not worth a cell's width
_INFINITY = float("inf")


@dataclass(frozen=True)
class NumberFormat:
    """Writes figures in one locale ("pl", "en_GB") and one currency ("PLN")."""

    locale: str
    currency: str

    def text(self, value: float | None, unit: Unit) -> str:
        """The figure as a cell shows it: "$1,234", "3.2×", "−25%"; "–" for None and whatever is not finite."""
        if value is None:
            return UNDEFINED
        return self._writers[unit.id](value)

    def change(self, value: float | None, unit: Unit) -> str:
        """A difference of two figures of this unit, signed: "+$120"; of percents (fractions) in points: "+10 pts"."""
        if value is None:
            return UNDEFINED
        return self._change_writers[unit.id](value)

    def edit_text(self, value: float | None, unit: Unit) -> str:
        """The figure as its editor starts with: every digit, no groups, no currency; "" for None. `parse` gives it back."""
        if value is None or value - value != 0:
            return ""
        numbers = number_locale(self.locale)
        number = float(abs(value))
        if unit.kind != "percent":
            text = _plain(repr(number), 0)
        else:
            text = _plain(repr(number), 2)
        text = text.replace(".", numbers.decimal)
        if unit.kind == "percent":
            text = numbers.percent.replace("{}", text)
        return f"-{text}" if value < 0 else text

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
        """A function that writes one unit; `bare` leaves out currency and percent sign."""
        numbers = number_locale(self.locale)
        spec = _spec(unit, currency_decimals(self.currency))
        signs = str.maketrans({",": numbers.group, ".": numbers.decimal})
        same = (numbers.group, numbers.decimal) == (",", ".")
        pattern = "{}" + unit.suffix
        if not bare and unit.kind == "money":
            pattern = numbers.money(self.currency)
        elif not bare and unit.kind == "percent":
            pattern = numbers.percent
        before, after = pattern.split("{}")
        negative, positive = numbers.minus + before, ("+" if signed else "") + before
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
            if value < 0:
                head = negative if text.strip("0.") else before
            elif signed:
                head = positive if text.strip("0.") else before
            else:
                head = before
            return head + (text if same else text.translate(signs)) + after

        return write

    def _points(self, unit: Unit) -> Writer:
        bare = self._writer(unit, signed=True, bare=True)

        def write(value: float) -> str:
            number = bare(value)
            if number == UNDEFINED:
                return number
            return trn("{n} pt", "{n} pts", 1 if number.strip("+−") == "1" else 2, n=number)

        return write


def _spec(unit: Unit, decimals: int) -> Callable[[float], str]:
    """The format specification for a size (never negative, percents as percents) by the unit's rule of digits."""
    rule = unit.digits
    if rule in ("sum", "each"):
        if decimals == 0:
            return lambda size: ",.0f"
        small = f",.{decimals}f"
        edge = (100.0 if rule == "sum" else 10_000.0) - 0.5 * 10.0**-decimals
        return lambda size: small if size < edge else ",.0f"
    if rule == "whole":
        return lambda size: ",.0f"
    if rule == "one":
        return lambda size: ",.1f"
    if rule == "rate":
        return lambda size: ",.1f" if size >= 1.0 or size == 0.0 else _two_digits(size)
    return lambda size: ",.0f" if abs(size - round(size)) <= 1e-9 * size else ",.1f"


def _two_digits(size: float) -> str:
    """Two significant digits for a rate below 1 %; beyond twelve decimals it is as good as nothing."""
    decimals = 1 - int(f"{size:.1e}"[-4:].lstrip("e"))
    return f".{decimals}f" if 1 <= decimals <= 12 else ".1f"


def _plain(digits: str, shift: int) -> str:
    """The text of a float times 10^shift, digit for digit and without a needless ".0"."""
    mantissa, _, exponent = digits.partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    if exponent:
        return f"{whole}{'.' if part else ''}{part}e{int(exponent) + shift}"
    part = part.ljust(shift, "0")
    whole, part = (whole + part[:shift]).lstrip("0") or "0", part[shift:]
    return f"{whole}.{part}" if part else whole
