"""How cells of the workbook look: number formats of a locale and currency, and the few styles of the design."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from roiapp.core.unit_records import Unit
from roiapp.language import currency_decimals, date_pattern, number_locale

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

FONT: Final = "Calibri"
TEXT, QUIET, GRID, ACCENT = "#1A1D24", "#535B69", "#E1E4EA", "#2F5BD8"
_HEADER, _COMPUTED, _TOTALS = "#F8F9FB", "#F4F6FA", "#EBEEF3"
GOOD, BAD = "#137A45", "#C2271F"
_INPUT_TEXT: Final = "#1F3FB5"  # what can be typed is blue, as in every model that finance people send each other


_CARD: Final[dict[str, Any]] = {"bg_color": _COMPUTED, "indent": 1, "left": 5, "left_color": ACCENT}


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


def date_format(locale: str) -> str:
    """Excel's format of a short date as the locale writes it: `mmm d, yyyy`. Months are named as the reader's Excel
    does."""
    letters = {"d": "d", "M": "m", "L": "m", "y": "y"}
    found = []
    for number, piece in enumerate(date_pattern(locale).split("'")):
        if number % 2:
            found.append(_quoted(piece))
            continue
        for sign, run in groupby(piece):
            length = len(list(run))
            if sign in letters:
                found.append(letters[sign] * (4 if sign == "y" else length))
            else:
                found.append(sign * length if sign in " .-/," else _quoted(sign * length))
    return "".join(found)


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

    def headline(self) -> Format:
        return self._made(bold=True, font_size=20, valign="vcenter")

    def quiet(self) -> Format:
        return self._made(font_color=QUIET)

    def label(self) -> Format:
        return self._made(font_color=QUIET, align="right")

    def percent(self) -> Format:
        return self._made(font_color=QUIET, align="right", num_format="0%")

    def band(self) -> Format:
        return self._made(font_color=QUIET, font_size=9, bottom=1, bottom_color=GRID)

    def header(self, *, left: bool = False) -> Format:
        side: dict[str, Any] = {"align": "left" if left else "right", "indent": 1}
        return self._made(bold=True, font_color=QUIET, bg_color=_HEADER, bottom=1, bottom_color="#C9CED8",
                          valign="vcenter", text_wrap=True, **side)  # fmt: skip

    def name(self, *, total: bool = False) -> Format:
        return self._made(bold=total, bottom=1, bottom_color=GRID, text_wrap=True, align="left", indent=1,
                          valign="vcenter", **_ground(total=total))  # fmt: skip

    def text(self, *, bold: bool = False, quiet: bool = False) -> Format:
        return self._made(text_wrap=True, valign="top", bold=bold, bottom=1, bottom_color=GRID,
                          font_color=QUIET if quiet else TEXT)  # fmt: skip

    def section(self) -> Format:
        return self._made(bold=True, font_size=12, bottom=1, bottom_color="#C9CED8", valign="vcenter")

    def date(self, *, typed: bool, left: bool = False) -> Format:
        side = "left" if left else "right"
        return self._made(num_format=date_format(self._locale), align=side, indent=0 if left else 1,
                          valign="vcenter", **_typed(typed))  # fmt: skip

    def figure(self, unit: Unit, *, typed: bool = False, total: bool = False, whole: bool = False) -> Format:
        """A figure's cell: what is typed unlocked and blue on white, what is calculated on a soft ground."""
        text = whole_format(unit) if whole else self.number_format(unit)
        look: dict[str, Any] = _typed(typed) if typed else _ground(total=total)
        return self._made(num_format=text, align="right", indent=1, valign="vcenter", bold=total, bottom=1,
                          bottom_color=GRID, **look)  # fmt: skip

    def card_label(self) -> Format:
        return self._made(font_color=QUIET, font_size=10, valign="vcenter", align="left", **_CARD,
                          top=1, top_color=GRID)  # fmt: skip

    def card_value(self, unit: Unit, *, whole: bool) -> Format:
        text = whole_format(unit) if whole else self.number_format(unit)
        return self._made(bold=True, font_size=18, num_format=text, valign="vcenter", align="left", **_CARD)

    def card_note(self, text: str = "@") -> Format:
        return self._made(font_color=QUIET, font_size=9, num_format=text, valign="vcenter", align="left", **_CARD,
                          bottom=1, bottom_color=GRID)  # fmt: skip

    def number_format(self, unit: Unit) -> str:
        """Excel's format of a unit in the document's currency."""
        return number_format(unit, self._currency, self._locale)

    def why(self) -> Format:
        return self._made(font_color="#8F5A00", font_size=9, bottom=1, bottom_color=GRID, align="left", indent=1,
                          valign="vcenter", text_wrap=True)  # fmt: skip

    def colour_returns(self, page: Page, first_row: int, column: int, last_row: int) -> None:
        """Gains and losses told apart by colour beside their sign."""
        name = f"{xl_col_to_name(column)}{first_row + 1}"
        for sign, colour in ((">", GOOD), ("<", BAD)):
            test = f"=AND(ISNUMBER({name}),{name}{sign}0)"
            look = self._over(colour)
            page.conditional_format(first_row, column, last_row, column,
                                    {"type": "formula", "criteria": test, "format": look})  # fmt: skip

    def colour_change(self, page: Page, row: int, column: int, cell: str, *, up_is_good: bool) -> None:
        """A change for the better and one for the worse; the arrow in its text says which way it went."""
        for sign, good in ((">", up_is_good), ("<", not up_is_good)):
            test = f"=AND(ISNUMBER({cell}),{cell}{sign}0)"
            look = self._over(GOOD if good else BAD)
            page.conditional_format(row, column, row, column, {"type": "formula", "criteria": test, "format": look})

    def _make(self, **look: Any) -> Format:
        return self._book.add_format({"font_name": FONT, "font_size": 11, "font_color": TEXT, **look})


def _typed(typed: bool) -> dict[str, Any]:
    return {"locked": False, "font_color": _INPUT_TEXT} if typed else {}


def _ground(*, total: bool) -> dict[str, Any]:
    return {"bg_color": _TOTALS if total else _COMPUTED}
