"""The one hidden sheet that roll-ups are calculated from: a row for each channel and period, linked to the cells of the
periods' sheets.

Rows stand channel by channel, each from the earliest period to the latest, so that a channel's part of a roll-up is one
range, and so are the twelve months before a period. Columns are made as formulas ask for them. Below them stands a row
for each period with what only a whole period has: figures typed for all channels together, and the totals made of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from roiapp.core import formula
from roiapp.core.evaluation import evaluate
from roiapp.core.excel_formula import NeedsColumnError, part_formula
from roiapp.core.excel_sums import number_text
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.fields import Field
from roiapp.core.formula import Name, Node
from roiapp.core.number_format import UNDEFINED
from roiapp.files.excel.period_sheet import GONE_CELL, PeriodSheet
from roiapp.files.excel.plan import FIRST_ROW, FROM, ROW, TO, SheetPlan

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import View

_CHANNEL, PLACE, _PERIOD, SOURCE, GONE, DAYS = range(6)
_FIRST_FREE: Final = 6
_TITLES: Final = ("channel", "place", "period", "source", "gone", "days")


class DataSheet:
    """The rows are of `periods`, from the earliest to the latest, and of the plan's channels. The sheet called `name`
    comes into the workbook when it is written."""

    def __init__(self, name: str, plan: SheetPlan, catalog: Catalog, periods: Sequence[int]) -> None:
        self.name = name
        self._tab = quote_sheetname(name)
        self._plan = plan
        self._catalog = catalog
        self._place = {period: place for place, period in enumerate(periods)}
        self._columns: dict[str | Node, int] = {}
        self._whole: dict[tuple[str, str], int] = {}
        self._last_row = plan.channels * len(periods)
        self._whole_row = self._last_row + 3

    # -- where things stand --------------------------------------------------------------------------------------------

    def filled(self, template: str, periods: Sequence[int]) -> list[str]:
        """A formula for each channel, on its rows of these periods."""
        first, last = self._ends(periods)
        texts, step = [], len(self._place)
        for channel in range(self._plan.channels):
            start = 2 + channel * step
            text = template.replace(FROM, str(start + first)).replace(TO, str(start + last))
            texts.append(text.replace(ROW, str(FIRST_ROW + channel + 1)))
        return texts

    def own_rows(self, column: int) -> str:
        """A channel's part of a column, for `filled`."""
        return self.rows(column, FROM, TO)

    def within(self, view: View) -> str:
        """The test over all rows that a row belongs to a roll-up, "" where all do."""
        first, last = self._ends(view.periods)
        if last - first + 1 == len(self._place):
            return ""
        places = self.all_rows(PLACE)
        return f"({places}>={first + 1})*({places}<={last + 1})"

    def has(self, id_: str) -> bool:
        """Whether there can be a column of an id: the periods' sheets have one."""
        return id_ in self._plan.column

    def column(self, key: str | Node) -> int:
        """The column of a field or metric, or of a part of a formula; made when it is first asked for."""
        return self._columns.setdefault(key, _FIRST_FREE + len(self._columns))

    def rows(self, column: int, first: str, last: str) -> str:
        """A part of a column, between two row numbers or what stands for them."""
        name = xl_col_to_name(column)
        return f"{self._tab}!${name}${first}:${name}${last}"

    def all_rows(self, column: int) -> str:
        return self.rows(column, "2", str(self._last_row + 1))

    def of_periods(self, what: str, id_: str, view: View) -> str:
        """The range, over the periods of a roll-up, of a figure of whole periods: its "total", what is "typed", or what
        stands "above" and "below" the line of its total."""
        column = self._whole.setdefault((what, id_), 1 + len(self._whole))
        first, last = self._ends(view.periods)
        return self.rows(column, str(self._whole_row + 1 + first), str(self._whole_row + 1 + last))

    def _ends(self, periods: Sequence[int]) -> tuple[int, int]:
        places = [self._place[period] for period in periods]
        return min(places), max(places)

    # -- what stands there ---------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> bool:
        """Whether any formula asked for it."""
        return bool(self._columns or self._whole)

    def write(self, page: Page, sheets: Sequence[PeriodSheet]) -> None:
        """Everything that was asked for, linked to the sheets of the periods."""
        self._page = page
        self._write_fixed(sheets)
        done = 0
        while done < len(self._columns):  # parts ask for columns of their own
            key, column = list(self._columns.items())[done]
            if isinstance(key, str):
                self._write_links(sheets, key, column)
            else:
                self._write_parts(sheets, key, column)
            done += 1
        self._write_whole(sheets)
        self._page.freeze_panes(1, 3)
        self._page.hide()

    def _write_fixed(self, sheets: Sequence[PeriodSheet]) -> None:
        page = self._page
        for column, title in enumerate(_TITLES):
            page.write_string(0, column, title)
        row = 0
        sources = sheets[0].sheet.channels["source"]
        source = xl_col_to_name(self._plan.source)
        as_of = sheets[0].figures.calculator.as_of
        records = sheets[0].sheet.periods
        labels = [records[sheet.period].text() for sheet in sheets]
        gone = [records[sheet.period].elapsed(as_of) for sheet in sheets]
        days = [records[sheet.period].days or 1 for sheet in sheets]
        for channel, name in enumerate(sheets[0].sheet.names):
            for place, sheet in enumerate(sheets):
                row += 1
                page.write_formula(row, _CHANNEL, f"={sheet.name_address(channel)}", None, name)
                page.write_number(row, PLACE, place + 1)
                page.write_string(row, _PERIOD, labels[place])
                link = f"={sheet.tab}!{source}{FIRST_ROW + channel + 1}"
                page.write_formula(row, SOURCE, link, None, sources[channel])
                known = gone[place]
                page.write_formula(row, GONE, f"={sheet.tab}!{GONE_CELL}", None, UNDEFINED if known is None else known)
                page.write_number(row, DAYS, days[place])

    def _write_links(self, sheets: Sequence[PeriodSheet], id_: str, column: int) -> None:
        """Blank stays blank: it is no 0."""
        page, width = self._page, len(sheets)
        page.write_string(0, column, id_)
        cell = f"{xl_col_to_name(self._plan.column[id_])}"
        typed = isinstance(self._catalog.record(id_), Field)
        for place, sheet in enumerate(sheets):
            empty = UNDEFINED if id_ in sheet.calculated or not typed else ""
            for channel, value in enumerate(sheet.figures.values(id_).tolist()):
                where = f"{sheet.tab}!{cell}{FIRST_ROW + channel + 1}"
                text = f'=IF(ISBLANK({where}),"",{where})' if typed else f"={where}"
                row = 1 + channel * width + place
                page.write_formula(row, column, text, None, empty if math.isnan(value) else value)

    def _write_parts(self, sheets: Sequence[PeriodSheet], part: Node, column: int) -> None:
        page = self._page
        page.write_string(0, column, "part")

        def address(id_: str) -> str | None:
            return f"{xl_col_to_name(self.column(id_))}\0" if self.has(id_) else None

        text = part_formula(self._catalog, part, address)
        for place, sheet in enumerate(sheets):
            for channel in range(self._plan.channels):
                row = 1 + channel * len(sheets) + place

                def look_up(node: Node, sheet: PeriodSheet = sheet, channel: int = channel) -> float:
                    assert isinstance(node, Name)
                    value = sheet.figures.value(node.id, channel)
                    return math.nan if value is None else value

                value = evaluate(part, look_up)
                known = UNDEFINED if math.isnan(value) else value
                page.write_formula(row, column, text.replace("\0", str(row + 1)), None, known)

    def _write_whole(self, sheets: Sequence[PeriodSheet]) -> None:
        if not self._whole:
            return
        page = self._page
        for place, sheet in enumerate(sheets):
            page.write_string(self._whole_row + place, 0, sheet.sheet.periods[sheet.period].text())
        for (what, id_), column in self._whole.items():
            page.write_string(self._whole_row - 1, column, f"{id_} {what}")
            for place, sheet in enumerate(sheets):
                text, value = self._of_period(what, id_, sheet)
                if text:
                    page.write_formula(self._whole_row + place, column, text, None, value)

    def _of_period(self, what: str, id_: str, sheet: PeriodSheet) -> tuple[str, float | str]:
        if what == "typed":
            where, number = sheet.for_all_address(id_), sheet.sheet.total_value(id_, sheet.period)
            if where is None:
                return "", ""
            where = f"{sheet.tab}!{where}"
            return f'=IF(ISBLANK({where}),"",{where})', "" if math.isnan(number) else number
        if what == "total":
            known = sheet.figures.total_figure(id_)
            return f"={sheet.total_address(id_)}", UNDEFINED if known is None else known
        ratio = formula.top_ratio(self._catalog.totals[id_])
        assert ratio is not None
        look_up = sheet.figures.sums.period_lookup(sheet.period, self._catalog.totals[id_])
        sides = [evaluate(side, look_up) for side in ratio]
        number = ("above", "below").index(what)
        side: float | str = UNDEFINED if any(map(math.isnan, sides)) else sides[number]
        try:
            texts = sheet.ratio_texts(id_)
        except NeedsColumnError:  # no sum of products, as an own metric may be: its value
            return (f"={number_text(side)}" if isinstance(side, float) else f"={DASH_TEXT}"), side
        assert texts is not None
        return texts[number], side
