"""How cells of the workbook look: number formats of a locale and currency, and the few styles of the design."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from roiapp.core.unit_records import Unit
from roiapp.language import currency_decimals, number_locale

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

FONT: Final = "Calibri"
_TEXT, _QUIET, _GRID, _HEADER, _COMPUTED, _TOTALS = "#1A1D24", "#535B69", "#E1E4EA", "#F8F9FB", "#F4F6FA", "#EBEEF3"
GOOD, BAD = "#137A45", "#C2271F"
_INPUT_TEXT: Final = "#1F3FB5"  # what can be typed is blue, as in every model that finance people send each other


def number_format(unit: Unit, currency: str, locale: str) -> str:
    """Excel's format of a unit: `"$"#,##0.00`, `0%`. The signs between digits are those of the reader's Excel."""
    decimals = currency_decimals(currency)
    if unit.kind == "money":
        few, many = _money(0, currency, locale), _money(decimals, currency, locale)
        if unit.digits == "whole" or not decimals:
            return few
        edge = {"sum": 100.0, "each": 10_000.0}[unit.digits] - 0.5 * 10.0**-decimals
        return f"[>={edge}]{few};[<=-{edge}]-{few};{many}"
    if unit.kind == "percent":
        if unit.always_signed:
            return "+0%;-0%;0%"
        return "0%" if unit.digits == "whole" else "[<0.00995]0.00%;0.0%"
    plain = "#,##0.0" if unit.digits == "one" else "#,##0.##"
    return f'{plain}"{unit.suffix}"' if unit.suffix else plain


def whole_format(unit: Unit) -> str:
    """The format of a column of whole counts, in which `#,##0.##` would leave a lonely point."""
    return f'#,##0"{unit.suffix}"' if unit.suffix else "#,##0"


def _money(decimals: int, currency: str, locale: str) -> str:
    before, after = number_locale(locale).money(currency).split("{}")
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return "".join((_quoted(before), digits, _quoted(after)))


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, currency: str, locale: str) -> None:
        self._book = book
        self._currency = currency
        self._locale = locale
        self._made = cache(self._make)
        self._over = cache(lambda colour: book.add_format({"font_color": colour}))  # laid over a cell's own look

    def title(self) -> Format:
        return self._made(bold=True, font_size=16)

    def quiet(self) -> Format:
        return self._made(font_color=_QUIET)

    def label(self) -> Format:
        return self._made(font_color=_QUIET, align="right")

    def percent(self) -> Format:
        return self._made(font_color=_QUIET, align="right", num_format="0%")

    def band(self) -> Format:
        return self._made(font_color=_QUIET, font_size=9, bottom=1, bottom_color=_GRID)

    def header(self, *, left: bool = False) -> Format:
        return self._made(bold=True, font_color=_QUIET, bg_color=_HEADER, bottom=1, bottom_color="#C9CED8",
                          align="left" if left else "right", valign="vcenter", text_wrap=True)  # fmt: skip

    def name(self, *, total: bool = False) -> Format:
        return self._made(bold=total, bottom=1, bottom_color=_GRID, **_ground(total=total))

    def text(self, *, bold: bool = False, quiet: bool = False) -> Format:
        return self._made(text_wrap=True, valign="top", bold=bold, bottom=1, bottom_color=_GRID,
                          font_color=_QUIET if quiet else _TEXT)  # fmt: skip

    def date(self, *, typed: bool) -> Format:
        return self._made(num_format="yyyy-mm-dd", align="right", **_typed(typed))

    def figure(self, unit: Unit, *, typed: bool = False, total: bool = False, whole: bool = False) -> Format:
        """A figure's cell: what is typed unlocked and blue on white, what is calculated on a soft ground."""
        text = whole_format(unit) if whole else number_format(unit, self._currency, self._locale)
        look: dict[str, Any] = _typed(typed) if typed else _ground(total=total)
        return self._made(num_format=text, align="right", bold=total, bottom=1, bottom_color=_GRID, **look)

    def why(self) -> Format:
        return self._made(font_color="#8F5A00", font_size=9, bottom=1, bottom_color=_GRID, indent=1)

    def colour_returns(self, page: Page, first_row: int, column: int, last_row: int) -> None:
        """Gains and losses told apart by colour beside their sign."""
        name = f"{xl_col_to_name(column)}{first_row + 1}"
        for sign, colour in ((">", GOOD), ("<", BAD)):
            test = f"=AND(ISNUMBER({name}),{name}{sign}0)"
            look = self._over(colour)
            page.conditional_format(first_row, column, last_row, column,
                                    {"type": "formula", "criteria": test, "format": look})  # fmt: skip

    def _make(self, **look: Any) -> Format:
        return self._book.add_format({"font_name": FONT, "font_size": 11, "font_color": _TEXT, **look})


def _typed(typed: bool) -> dict[str, Any]:
    return {"locked": False, "font_color": _INPUT_TEXT} if typed else {}


def _ground(*, total: bool) -> dict[str, Any]:
    return {"bg_color": _TOTALS if total else _COMPUTED}
