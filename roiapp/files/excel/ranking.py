"""The table of channels on the first sheet: ranked by their return as long as the workbook lives, each figure a link.

Beside the table stand hidden cells: which channels are listed, the return each is ranked by, the rank, which channel is
in which place, and the bars of the chart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from roiapp.analysis.chart_parts import dearest
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.fields import Field
from roiapp.core.number_format import UNDEFINED
from roiapp.files.excel import coverage
from roiapp.files.excel.channel_sheet import LINE
from roiapp.files.excel.plan import FIRST_ROW
from roiapp.language import plain, tr, trn

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.results import Figures
    from roiapp.core.shown_columns import Record
    from roiapp.files.excel.channel_sheet import ChannelSheet
    from roiapp.files.excel.formats import Formats

#: a ranking of more fills no page that somebody reads
MOST: Final = 30
_LAST_OF_ALL: Final = -1e300  # ranks what is undefined
_NUMBER, _KEY, _RANK, _PLACE, _SHORT, _GAIN, _LOSS = range(7)
_LONGEST: Final = 28  # letters of a name that leave room for bars
_DECIMALS: Final = 9  # so that rounding alone decides no rank


def listed(figures: Figures) -> list[int]:
    """The channels of the table, in their own order: all, or those that cost most."""
    every = np.arange(len(figures.worksheet.keys))
    return sorted(dearest(figures, every, MOST).tolist())


class Ranking:
    """The table with `ids` as its columns, the last of them the return it is ranked by, from `row` on."""

    def __init__(
        self, page: Page, formats: Formats, of: ChannelSheet, ids: Sequence[str], row: int, names: int, helpers: int
    ) -> None:
        self._page = page
        self._formats = formats
        self._of = of
        self._records: list[Record] = [of.catalog.record(id_) for id_ in ids]
        self._channels = listed(of.figures)
        self._names = names
        self._helpers = helpers
        self.header_row = row

    def move_down(self, rows: int) -> None:
        """Leave room above."""
        self.header_row += rows

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        return self.header_row + self.count

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @property
    def channels(self) -> list[int]:
        """Those in the table, in their own order."""
        return self._channels

    @property
    def count(self) -> int:
        return len(self._channels)

    def rows(self, column: int) -> str:
        """The addresses of a column of the table."""
        name = xl_col_to_name(column)
        return f"${name}${self.first_row + 1}:${name}${self.last_row + 1}"

    def column_of(self, id_: str) -> int:
        """Where the column of one of its figures is."""
        return self._names + 1 + [record.id for record in self._records].index(id_)

    @property
    def short_names(self) -> int:
        return self._helpers + _SHORT

    @property
    def gains(self) -> int:
        return self._helpers + _GAIN

    @property
    def losses(self) -> int:
        return self._helpers + _LOSS

    def write(self) -> None:
        order = self._write_ranks()
        self._write_titles()
        self._write_names(order)
        for record in self._records:
            self._write_column(record, order)
        self._write_bars(order)
        self._page.set_column(self._helpers, self._helpers + _LOSS, None, None, {"hidden": True})
        column = self._names + len(self._records)
        if self._records and self._records[-1].unit.always_signed:
            self._formats.colour_returns(self._page, self.first_row, column, self.total_row)

    def _write_titles(self) -> None:
        page, formats, row = self._page, self._formats, self.header_row
        page.set_row(row, 34)
        page.write_string(row, self._names, tr("Channel"), formats.header(left=True))
        for column, record in enumerate(self._records, self._names + 1):
            page.write_string(row, column, tr(record.header), formats.header())

    def _write_ranks(self) -> list[int]:
        """The hidden cells that rank; returns the channels from the best to the worst."""
        page, of, returns = self._page, self._of, self._records[-1].id
        values = of.figures.values(returns)[self._channels].tolist() if self._channels else []
        keys = [_LAST_OF_ALL if math.isnan(value) else round(value, _DECIMALS) for value in values]
        best = sorted(range(self.count), key=lambda i: (-keys[i], i))
        ranks = {listed_: place for place, listed_ in enumerate(best, 1)}
        key = xl_col_to_name(self._helpers + _KEY)
        first = self.first_row + 1
        numbers, all_keys, ranked = (self.rows(self._helpers + column) for column in (_NUMBER, _KEY, _RANK))
        for place, channel in enumerate(self._channels):
            row, here = self.first_row + place, self.first_row + place + 1
            page.write_number(row, self._helpers + _NUMBER, channel + 1)
            where = of.cell_address(returns, channel)
            text = f"=IF(ISNUMBER({where}),ROUND({where},{_DECIMALS}),-1E+300)"
            page.write_formula(row, self._helpers + _KEY, text, None, keys[place])
            same = f"SUMPRODUCT(--({key}${first}:{key}{here}={key}{here}))"
            text = f"=SUMPRODUCT(--({all_keys}>{key}{here}))+{same}"
            page.write_formula(row, self._helpers + _RANK, text, None, ranks[place])
            text = f"=INDEX({numbers},MATCH({place + 1},{ranked},0))"
            page.write_formula(row, self._helpers + _PLACE, text, None, self._channels[best[place]] + 1)
        return [self._channels[place] for place in best]

    def _picked(self, column: int, row: int) -> str:
        """The cell of the view's sheet in a column, of the channel that is in a row of the table."""
        name = xl_col_to_name(column)
        place = f"${xl_col_to_name(self._helpers + _PLACE)}{row + 1}"
        last = self._of.plan.last_row + 1
        return f"INDEX({self._of.tab}!${name}${FIRST_ROW + 1}:${name}${last},{place})"

    def _write_names(self, order: list[int]) -> None:
        page, names = self._page, self._of.sheet.names
        most = max((self._of.around.widths.lines.get(channel, 1) for channel in order), default=1)
        if most > 1:  # which name stands where is found out by the workbook
            for row in range(self.first_row, self.total_row):
                page.set_row(row, LINE * most + 3)
        for row, channel in enumerate(order, self.first_row):
            name = names[channel]
            page.write_formula(row, self._names, f"={self._picked(0, row)}", self._formats.name(), name)
            where = f"${xl_col_to_name(self._names)}{row + 1}"
            text = f'=IF(LEN({where})>{_LONGEST},LEFT({where},{_LONGEST - 1})&"…",{where})'
            short = name if length(name) <= _LONGEST else cut(name, _LONGEST - 1) + "…"
            page.write_formula(row, self._helpers + _SHORT, text, None, short)
        page.write_string(self.total_row, self._names, tr("Total"), self._formats.name(total=True))

    def _write_column(self, record: Record, order: list[int]) -> None:
        page, of = self._page, self._of
        column = self.column_of(record.id)
        look, last = (self._formats.figure(record.unit, total=total) for total in (False, True))
        self._formats.refine(page, record.unit, self.first_row, column, self.total_row)
        blank = isinstance(record, Field) and not of.figures.view.rollup  # an empty cell is no 0
        values = of.figures.values(record.id)
        for row, channel in enumerate(order, self.first_row):
            picked = self._picked(of.plan.column[record.id], row)
            text = f"=IF(ISNUMBER({picked}),{picked},{DASH_TEXT})" if blank else f"={picked}"
            value = float(values[channel])
            page.write_formula(row, column, text, look, UNDEFINED if math.isnan(value) else value)
        total = of.figures.total_figure(record.id)
        text = f"={of.total_address(record.id)}" if order else f"={DASH_TEXT}"
        page.write_formula(self.total_row, column, text, last, UNDEFINED if total is None else total)
        if order and (found := coverage.in_short(of, record.id)) is not None:
            page.write_formula(self.total_row + 1, column, found[0], self._formats.coverage(), found[1])

    def _write_bars(self, order: list[int]) -> None:
        """What the chart shows above and below zero; nothing where the return is undefined."""
        column = xl_col_to_name(self._names + len(self._records))
        values = self._of.figures.values(self._records[-1].id)
        for row, channel in enumerate(order, self.first_row):
            where = f"${column}{row + 1}"
            value = 0.0 if math.isnan(values[channel]) else float(values[channel])
            for place, function, end in ((_GAIN, "MAX", max(value, 0.0)), (_LOSS, "MIN", min(value, 0.0))):
                text = f"=IF(ISNUMBER({where}),{function}({where},0),0)"
                self._page.write_formula(row, self._helpers + place, text, None, end)

    def remark(self) -> str:
        """Which channels are in the table, where it is not all of them."""
        every = len(self._of.sheet.keys)
        if self.count == every:
            return ""
        return plain(trn(
            "The {n} channel that cost most; the total is of all {all}, which stand on “{sheet}”.",
            "The {n} channels that cost most; the total is of all {all}, which stand on “{sheet}”.",
            self.count, all=every, sheet=self._of.page.get_name(),
        ))  # fmt: skip


def length(text: str) -> int:
    """How long Excel says a text is: it counts letters outside the basic plane, such as emoji, as two."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> str:
    """The beginning of a text, as long as Excel counts; half a letter is none."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
