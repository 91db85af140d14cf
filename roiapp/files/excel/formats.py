"""How cells of the workbook look: number formats of a locale and currency, and the few styles of the design."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from roiapp.core.unit_records import Unit
from roiapp.language import currency_decimals, date_pattern, number_locale, prints_on_letter, tr

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

#: how a scenario moved an input: by a change of its own, or along with what it lies on or the spend
Moved = Literal["", "changed", "follows"]
FONT: Final = "Calibri"
TEXT, QUIET, GRID, ACCENT = "#1A1D24", "#535B69", "#E1E4EA", "#2F5BD8"
_HEADER, _COMPUTED, _TOTALS = "#F8F9FB", "#F4F6FA", "#EBEEF3"
GOOD, BAD = "#137A45", "#C2271F"
#: what a scenario changes
SCENARIO = "#6B40C4"
_MOVED: Final[dict[Moved, dict[str, Any]]] = {
    "": {},
    "changed": {"bg_color": "#E6DBFB", "font_color": SCENARIO},
    "follows": {"bg_color": "#FAF7FF", "font_color": SCENARIO},
}  # fmt: skip
_INPUT_TEXT: Final = "#1F3FB5"  # what can be typed is blue, as in every model that finance people send each other


_CARD: Final[dict[str, Any]] = {"bg_color": _COMPUTED, "indent": 1, "left": 5, "left_color": ACCENT}


class Look(NamedTuple):
    """Excel's number format of a unit, and the one that is laid over it where figures are of the other size: sections
    with conditions would lose the minus. `test` says where, of the cell that stands for {}."""

    usual: str
    other: str = ""
    test: str = ""


def number_look(unit: Unit, currency: str, locale: str) -> Look:
    """How figures of a unit look: `"$"#,##0;-"$"#,##0`, below 100 with cents. The signs between digits are those of the
    reader's Excel."""
    decimals = currency_decimals(currency)
    if unit.kind == "money":
        few, many = _money(0, currency, locale), _money(decimals, currency, locale)
        if unit.digits == "whole" or not decimals:
            return Look(few)
        if unit.digits == "each":
            return Look(many, few, f"ABS({{}})>={10_000 - 0.5 * 10.0**-decimals}")
        return Look(few, many, f"ABS({{}})<{100 - 0.5 * 10.0**-decimals}")
    if unit.kind == "percent":
        whole, one, two = (_percent(digits, locale) for digits in ("#,##0", "#,##0.0", "0.00"))
        if unit.always_signed:
            return Look(f"+{whole};-{whole};{whole}", whole.replace("#,##", ""), "ABS({})<0.005")
        return Look(whole) if unit.digits == "whole" else Look(one, two, "({}<>0)*(ABS({})<0.00995)")
    suffix = _quoted(unit.suffix)
    if unit.digits == "one":
        return Look(f"#,##0.0{suffix}")
    return Look(f"#,##0{suffix}", f"#,##0.0{suffix}", "ABS({}-ROUND({},0))>0.000000001*ABS({})")


def _percent(digits: str, locale: str) -> str:
    """The digits with the sign of percent where the locale has it; Excel multiplies by 100 wherever that stands."""
    parts = number_locale(locale).percent.replace("{}", digits)
    return "".join(each if each in "#,0.%" else _quoted(each) for each in parts)


def without_hints(page: Page, last_row: int, last_column: int) -> None:
    """No green corners from Excel: formulas beside inputs, in cells that can be typed over, over cells that are blank
    and names that look like numbers are all meant."""
    area = f"A1:{xl_rowcol_to_cell(last_row, last_column)}"
    page.ignore_errors(dict.fromkeys(
        ("number_stored_as_text", "formula_differs", "formula_range", "formula_unlocked", "empty_cell_reference"), area
    ))  # fmt: skip


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
    text = "".join((_quoted(before), digits, _quoted(after)))
    return f"{text};-{text}"


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, currency: str, locale: str) -> None:
        self._book = book
        self._locale = locale
        self._made = cache(self._make)
        self._over = cache(lambda colour: book.add_format({"font_color": colour}))  # laid over a cell's own look
        self._laid_over = cache(lambda text: book.add_format({"num_format": text}))
        self._number_look = cache(lambda unit: number_look(unit, currency, locale))

    def title(self) -> Format:
        return self._made(bold=True, font_size=16)

    def headline(self) -> Format:
        return self._made(bold=True, font_size=20, valign="vcenter")

    def quiet(self) -> Format:
        return self._made(font_color=QUIET, valign="vcenter")

    def scenario(self) -> Format:
        """The name of the scenario that a sheet is of."""
        return self._made(font_color=SCENARIO, bold=True, valign="vcenter")

    def scenario_name(self) -> Format:
        """The name of a scenario above its changes, which can be typed over."""
        return self._made(font_color=SCENARIO, bold=True, font_size=12, bottom=1, bottom_color="#C9CED8",
                          valign="vcenter", locked=False)  # fmt: skip

    def factor(self) -> Format:
        """What something is multiplied by, or an elasticity, typed."""
        return self._made(num_format="0.0###", align="right", valign="vcenter", bottom=1, bottom_color=GRID,
                          **_typed(True))  # fmt: skip

    def difference(self, unit: Unit) -> Format:
        """By how much a figure differs, with its sign; of percentages in points, a hundred times as much."""
        section = self.number_format(unit).split(";")[0].removeprefix("+")
        if unit.kind == "percent":
            digits = "0" if unit.digits == "whole" else "0.0"
            section = "".join(f'"{part}"' if part != "\0" else digits for part in _around(tr("{n} pts", n="\0")))
        return self._made(num_format=f"+{section};-{section};{section}", align="right", valign="vcenter", bottom=1,
                          bottom_color=GRID, **_ground(total=False))  # fmt: skip

    def centred(self) -> Format:
        return self._made(font_color=QUIET, align="center", valign="vcenter", text_wrap=True)

    def label(self) -> Format:
        return self._made(font_color=QUIET, align="right", valign="vcenter")

    def percent(self) -> Format:
        return self._made(font_color=QUIET, align="right", valign="vcenter", num_format="0%")

    def band(self) -> Format:
        return self._made(font_color=QUIET, font_size=9, bottom=1, bottom_color=GRID)

    def header(self, *, left: bool = False) -> Format:
        # At the right without an indent: LibreOffice prints those of neighbours in different places.
        side: dict[str, Any] = {"align": "left", "indent": 1} if left else {"align": "right"}
        return self._made(bold=True, font_color=QUIET, bg_color=_HEADER, bottom=1, bottom_color="#C9CED8",
                          valign="vcenter", text_wrap=True, **side)  # fmt: skip

    def name(self, *, total: bool = False) -> Format:
        return self._made(bold=total, bottom=1, bottom_color=GRID, text_wrap=True, align="left", indent=1,
                          valign="vcenter", **_ground(total=total))  # fmt: skip

    def text(self, *, bold: bool = False, typed: bool = False) -> Format:
        return self._made(text_wrap=True, align="left", indent=1, valign="top", bold=bold, bottom=1, bottom_color=GRID,
                          **_typed(typed))  # fmt: skip

    def figure_beside_text(self, unit: Unit) -> Format:
        """A figure in a row of texts, level with their first lines."""
        return self._made(num_format=self.number_format(unit), align="right", valign="top", bottom=1,
                          bottom_color=GRID)  # fmt: skip

    def section(self) -> Format:
        return self._made(bold=True, font_size=12, bottom=1, bottom_color="#C9CED8", valign="vcenter")

    def date(self, *, typed: bool, left: bool = False) -> Format:
        if left:
            return self._made(num_format=date_format(self._locale), align="left", indent=1, valign="top",
                              bottom=1, bottom_color=GRID)  # fmt: skip
        return self._made(num_format=date_format(self._locale), align="right", valign="vcenter", **_typed(typed))

    def figure(
        self, unit: Unit, *, typed: bool = False, total: bool = False, moved: Moved = "", sign: str = ""
    ) -> Format:
        """A figure's cell: what is typed unlocked and blue on white, what is calculated on a soft ground, an input
        that a scenario changes, or that follows one, on a ground of its own. A `sign` stands behind the figure, which
        stays a number."""
        text = _signed(self.number_format(unit), sign)
        look: dict[str, Any] = _typed(typed) if typed else _ground(total=total)
        look.update(_MOVED[moved])
        return self._made(num_format=text, align="right", valign="vcenter", bold=total, bottom=1,
                          bottom_color=GRID, **look)  # fmt: skip

    def card_label(self) -> Format:
        return self._made(font_color=QUIET, font_size=10, valign="vcenter", align="left", **_CARD,
                          top=1, top_color=GRID)  # fmt: skip

    def card_value(self, unit: Unit) -> Format:
        text = self.number_format(unit)
        return self._made(bold=True, font_size=18, num_format=text, valign="vcenter", align="left", **_CARD)

    def card_note(self, text: str = "@", *, last: bool = True) -> Format:
        """A line below a card's figure, the `last` of it or not."""
        return self._made(font_color=QUIET, font_size=9, num_format=text, valign="vcenter", align="left", **_CARD,
                          **({"bottom": 1, "bottom_color": GRID} if last else {}))  # fmt: skip

    def coverage(self) -> Format:
        """What stands below a total that is not one of all channels."""
        return self._made(font_color=QUIET, font_size=9, align="right", valign="vcenter")

    def paper(self) -> int:
        """Excel's number of the paper on which people print here: Letter or A4."""
        return 1 if prints_on_letter(self._locale) else 9

    def percent_label(self, sign: str) -> str:
        """Excel's format of a whole percentage with that sign, as the locale writes it."""
        return sign + _percent("0", self._locale)

    def number_format(self, unit: Unit) -> str:
        """Excel's format of a unit in the document's currency."""
        return self._number_look(unit).usual

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

    def refine(
        self, page: Page, unit: Unit, first_row: int, column: int, last_row: int, *, sign: str = ""
    ) -> None:
        """Show as many decimals as the size of each figure asks for, with the `sign` that stands behind it."""
        look = self._number_look(unit)
        if look.other:
            name = f"{xl_col_to_name(column)}{first_row + 1}"
            test = f"=AND(ISNUMBER({name}),{look.test.replace('{}', f'N({name})')})"
            rule = {"type": "formula", "criteria": test, "format": self._laid_over(_signed(look.other, sign))}
            page.conditional_format(first_row, column, last_row, column, rule)

    def colour_change(self, page: Page, row: int, column: int, cell: str, *, up_is_good: bool) -> None:
        """A change for the better and one for the worse; the arrow in its text says which way it went."""
        for sign, good in ((">", up_is_good), ("<", not up_is_good)):
            test = f"=AND(ISNUMBER({cell}),{cell}{sign}0)"
            look = self._over(GOOD if good else BAD)
            page.conditional_format(row, column, row, column, {"type": "formula", "criteria": test, "format": look})

    def _make(self, **look: Any) -> Format:
        return self._book.add_format({"font_name": FONT, "font_size": 11, "font_color": TEXT, **look})


def _around(text: str) -> list[str]:
    """A text in pieces: what stands before the number, the number's place, what stands behind it."""
    before, place, after = text.partition("\0")
    return [piece for piece in (before, place, after) if piece]


def _signed(text: str, sign: str) -> str:
    """A number format with a sign behind each of its sections."""
    return ";".join(f"{section}{_quoted(sign)}" for section in text.split(";"))


def _typed(typed: bool) -> dict[str, Any]:
    return {"locked": False, "font_color": _INPUT_TEXT} if typed else {}


def _ground(*, total: bool) -> dict[str, Any]:
    return {"bg_color": _TOTALS if total else _COMPUTED}
