"""A roll-up's sheet: several periods taken together, channel by channel, from the hidden sheet of all periods."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from roiapp.core import formula
from roiapp.core.evaluation import exact_sum
from roiapp.core.excel_formula import NeedsColumnError, Special, part_formula, row_formula, total_formula
from roiapp.core.excel_sums import number_text
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.metrics import Metric
from roiapp.core.number_format import UNDEFINED
from roiapp.core.tape import branches
from roiapp.files.excel.channel_sheet import ChannelSheet, Surroundings
from roiapp.files.excel.data_sheet import DAYS, GONE, SOURCE, DataSheet
from roiapp.files.excel.plan import FIRST_ROW, FROM, PERIOD_ROW, ROW, SheetPlan, asked_of
from roiapp.language import mark, plain, trn

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.results import Figures
    from roiapp.core.shown_columns import Record
    from roiapp.files.excel.formats import Formats


class RollupSheet(ChannelSheet):
    """Writes one roll-up; nothing on it can be typed."""

    inputs_label = mark("Inputs taken together")

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings, data: DataSheet
    ) -> None:
        super().__init__(page, formats, plan, figures, around)
        self._data = data
        self._view = figures.view
        self._parts: dict[Node, int] = {}

    def write_span(self) -> None:
        self.page.set_tab_color("#A9BBEF")
        count = len(self._view.periods)
        text = trn("{period}: {n} period together", "{period}: {n} periods together", count, period=self._view.text())
        self.page.write_string(PERIOD_ROW, 0, plain(text), self.formats.quiet())

    # -- rows ----------------------------------------------------------------------------------------------------------

    def write_column(self, record: Record) -> None:
        of_parts = self.figures.sums.takes_last(record.id) and isinstance(record, Metric)  # in cells of this sheet
        column, values = self.plan.column[record.id], self.figures.values(record.id).tolist()
        try:
            text = self._row_text(record) if of_parts else self.shared_text(record.id, lambda: self._row_text(record))
        except NeedsColumnError:  # no sum of products, as an own metric may be: its values
            for row, value in enumerate(values, FIRST_ROW):
                known, shown = (DASH_TEXT, UNDEFINED) if math.isnan(value) else (number_text(value), value)
                self.page.write_formula(row, column, f"={known}", self.look(record), shown)
            return
        self._write_filled(column, text, values, self.look(record))

    def _write_filled(self, column: int, template: str, values: list[float], look: Format | None = None) -> None:
        """A formula for each channel on its rows of the hidden sheet, with what it gives."""
        texts = self._data.filled(template, self._view.periods)
        for row, (text, value) in enumerate(zip(texts, values, strict=True), FIRST_ROW):
            self.page.write_formula(row, column, text, look, UNDEFINED if math.isnan(value) else value)

    def _row_text(self, record: Record) -> str:
        """The formula for all channels, by the way that the figure takes over periods."""
        id_, rule = record.id, self.catalog.totals.get(record.id)
        if self.figures.sums.takes_last(id_):
            return self._last_text(record)
        if isinstance(record, Metric):
            if self.catalog.uses_total(id_):
                return row_formula(self.catalog, id_, self.plan.any_cell, total_cell=self.plan.total,
                                   special=self._special(self._data.own_rows))  # fmt: skip
            if record.over_periods == "days":
                known, days = self._data.own_rows(self._data.column(id_)), self._data.own_rows(DAYS)
                return f"=IFERROR(SUMPRODUCT({days},{known})/SUMPRODUCT(--ISNUMBER({known}),{days}),{DASH_TEXT})"
        if rule is None or len(branches(rule)) > 1:
            return f"={DASH_TEXT}"
        return total_formula(self.catalog, id_, self._own_range, special=self._special(self._data.own_rows))

    def _own_range(self, id_: str) -> str | None:
        return self._data.own_rows(self._data.column(id_)) if self._data.has(id_) else None

    def _last_text(self, record: Record) -> str:
        """The last known figure, or the figure of the last period in which all its parts are known."""
        if isinstance(record, Field):
            own = self._data.own_rows(self._data.column(record.id))
            return _last_of(own, (own,))
        rule = self.catalog.totals[record.id]
        parts = branches(rule)[0]
        ranges = [self._data.own_rows(self._data.column(part.id if isinstance(part, Name) else part)) for part in parts]
        sums, known = self.figures.sums.by_channel(record.id, 0)
        for part, rows in zip(parts, ranges, strict=True):
            column = self._parts[part] = self.plan.spare + len(self._parts)
            template = _last_of(rows, ranges)
            values = np.where(known, sums[part], np.nan)
            self._write_filled(column, template, values.tolist())
            total = exact_sum(values[known].tolist()) if known.any() else math.nan
            self.page.write_formula(self.plan.total_row, column, _sum_of(self.plan.rows(column)), None,
                                    UNDEFINED if math.isnan(total) else total)  # fmt: skip
        return self._of_parts(rule, ROW)

    def _of_parts(self, rule: Node, row: str) -> str:
        """A total rule on the hidden cells of its sums in a row."""

        def name(node: Node) -> Node:
            if isinstance(node, Call) and node.function == "sum":
                return Name(f"{xl_col_to_name(self._parts[node.arguments[0]])}{row}")
            return node

        return part_formula(self.catalog, formula.rewrite(rule, name), lambda where: where)

    # -- totals --------------------------------------------------------------------------------------------------------

    def total_text(self, record: Record) -> str:
        id_, rule, sums = record.id, self.catalog.totals.get(record.id), self.figures.sums
        if isinstance(record, Field) and record.on_total and sums.typed_total(id_):
            if record.kind == "target":
                return f"={DASH_TEXT}"
            return _sum_of(self._data.of_periods("total", id_, self._view))
        if rule is None:
            return f"={DASH_TEXT}"
        if sums.goes_by_period(id_):
            if formula.top_ratio(rule) is None:
                return f"={DASH_TEXT}"
            above, below = (self._data.of_periods(side, id_, self._view) for side in ("above", "below"))
            return f"=IFERROR(SUM({above})/SUM({below}),{DASH_TEXT})"
        if sums.takes_last(id_) and isinstance(record, Metric):
            return self._of_parts(rule, str(self.plan.total_row + 1))
        if sums.takes_last(id_) or (isinstance(record, Metric) and record.over_periods == "days"):
            return _sum_of(self.plan.range(id_) or "")

        def column(name: str) -> str | None:
            return self._data.all_rows(self._data.column(name)) if self._data.has(name) else None

        within = self._data.within(self._view)
        return total_formula(self.catalog, id_, column, special=self._special(self._data.all_rows), within=within)

    def list_for_all(self) -> list[str]:
        return [
            f.id for f in self.catalog.fields
            if f.on_total and f.kind != "target"
            and (self.figures.sums.typed_total(f.id)
                 or (f.scope == "total" and f.block in self.sheet.settings.blocks))
        ]  # fmt: skip

    def write_for_all(self, id_: str, row: int) -> None:
        record = self.catalog.field[id_]
        what = "total" if id_ in self.plan.column else "typed"
        text = _sum_of(self._data.of_periods(what, id_, self._view))
        value = self.figures.total_figure(id_)
        self.page.write_formula(row, 1, text, self.formats.figure(record.unit), UNDEFINED if value is None else value)

    def special(self) -> Special:
        return self._special(self._data.own_rows)

    def _special(self, rows: Callable[[int], str]) -> Special:
        """Where document-wide figures stand, and the columns of the share gone and the sources."""

        def special(node: Name | Call) -> str | None:
            asked = asked_of(node)
            if asked == "elapsed":
                return rows(GONE)
            if asked == "marketing":
                return f'{rows(SOURCE)}="marketing"'
            return self.around.names.get(asked)

        return special


def _sum_of(rows: str) -> str:
    return f"=IF(COUNT({rows})>0,SUM({rows}),{DASH_TEXT})"


def _last_of(rows: str, known: Sequence[str]) -> str:
    """The last figure of a range in a row in which all these ranges have one."""
    both = "*".join(f"ISNUMBER({each})" for each in known)
    place = f"SUMPRODUCT(MAX({both}*(ROW({rows})-{FROM}+1)))"
    return f"=IF({place}>0,INDEX({rows},{place}),{DASH_TEXT})"
