"""A period's sheet under a scenario: inputs as formulas on the sheet below, all else as on any period's sheet."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from roiapp.core.excel_formula import row_formula
from roiapp.core.fields import Field
from roiapp.core.number_format import UNDEFINED
from roiapp.files.excel.channel_sheet import Surroundings
from roiapp.files.excel.formats import SCENARIO
from roiapp.files.excel.period_sheet import AS_OF, AS_OF_CELL, GONE, GONE_CELL, PeriodSheet, serial
from roiapp.files.excel.plan import FIRST_ROW, PERIOD_ROW, ROW, SheetPlan
from roiapp.files.excel.rollup_sheet import RollupSheet
from roiapp.files.excel.scenario_cells import Cell, Step
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.note_places import NotePlace
    from roiapp.core.results import Figures
    from roiapp.files.excel.data_sheet import DataSheet
    from roiapp.files.excel.formats import Formats
    from roiapp.files.excel.scenario_plan import Laid


class ScenarioPeriodSheet(PeriodSheet):
    """Writes one base period under a scenario. `below` is the same period of what it lies on; `value` gives the cell in
    which a change has its value, by its row in the document."""

    inputs_label = mark("Inputs under the scenario")

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings,
        data: DataSheet | None, laid: Laid, below: PeriodSheet, value: Callable[[int], str],
    ) -> None:  # fmt: skip
        super().__init__(page, formats, plan, figures, around, data)
        self._laid = laid
        self._below = below
        self._value = value

    # -- around the table ----------------------------------------------------------------------------------------------

    def write_span(self) -> None:
        page, formats, period = self.page, self.formats, self.sheet.periods[self.period]
        page.set_tab_color(SCENARIO)
        said = tr("{scenario}: {period}", scenario=self._laid.scenario.name, period=period.text())
        page.write_string(PERIOD_ROW, 0, said, formats.scenario())
        row, column = AS_OF
        page.write_string(row, column - 1, tr("Figures as of"), formats.label())
        day, look = period.as_of or self.around.today, formats.date(typed=False)
        page.merge_range(row, column, row, column + 1, "", look)
        page.write_formula(row, column, f"={self._below.tab}!{AS_OF_CELL}", look, serial(day))
        row, column = GONE
        page.write_string(row, column - 1, tr("Gone"), formats.label())
        gone = period.elapsed(self.figures.calculator.as_of)
        page.write_formula(row, column, f"={self._below.tab}!{GONE_CELL}", formats.percent(),
                           UNDEFINED if gone is None else gone)  # fmt: skip

    def write_names(self) -> None:
        source = xl_col_to_name(self.plan.source)
        sources = self.sheet.channels["source"]
        for channel, name in enumerate(self.sheet.names):
            row = FIRST_ROW + channel
            self.page.write_formula(row, 0, f"={self._below.name_address(channel)}", self.formats.name(), name)
            where = f"={self._below.tab}!{source}{row + 1}"
            self.page.write_formula(row, self.plan.source, where, None, sources[channel])

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _write_inputs(
        self, record: Field, column: int, template: str, values: list[float], look: object
    ) -> None:
        """What stands below, with what the scenario changes of it."""
        plain, changed, follows = (
            self.formats.figure(record.unit, moved=moved) for moved in ("", "changed", "follows")
        )  # fmt: skip
        changes = [(each, cells[self.period]) for each, cells in self._laid.of_field(record.id)]
        differs = self._laid.found.changed.get(record.id)
        filled = self._filled_below(record) if record.id in self._below.calculated else ""
        blank = UNDEFINED if template else ""
        for channel, value in enumerate(values):
            steps: list[Step] = [(each.change.kind, self._value(each.row)) for each, where in changes if where[channel]]
            row = FIRST_ROW + channel
            typed = filled and not math.isnan(self._below.typed(record.id, channel))
            cell = Cell(self._where(record.id), self._spend(), template, "" if typed else filled)
            text = cell.formula(record, steps).replace(ROW, str(row + 1))
            moved = differs is not None and differs[self.period, channel]
            own = any(kind != "respond" for kind, _ in steps)
            look = changed if own else follows if moved else plain
            self.page.write_formula(row, column, text, look, blank if math.isnan(value) else value)

    def _where(self, id_: str) -> str:
        """The cell below."""
        return f"{self._below.tab}!{self.plan.any_cell(id_)}"

    def _spend(self) -> tuple[str, str]:
        own = self.plan.any_cell("spend")
        return (self._where("spend"), own) if own else ('""', '""')

    def _filled_below(self, record: Field) -> str:
        """The formula that stands in cells below in which nothing is typed, where it is no figure of the document: that
        counts as typed."""
        if record.default_setting and record.default_setting in self.around.names:
            return ""
        below = self._below

        def cell(id_: str) -> str | None:
            return self._where(id_) if id_ in self.plan.column else None

        def total(id_: str) -> str | None:
            where = self.plan.total(id_)
            return f"{below.tab}!{where}" if where else None

        return row_formula(self.catalog, record.id, cell, total_cell=total, special=below.special_from(record.id))

    def _validate(self, record: Field) -> None:
        """Nothing is typed here."""

    # -- what is of all channels ---------------------------------------------------------------------------------------

    def write_for_all(self, id_: str, row: int) -> None:
        where = f"{self._below.tab}!{self._below.for_all_address(id_)}"
        value = self.sheet.total_value(id_, self.period)
        look = self.formats.figure(self.catalog.field[id_].unit)
        self.page.write_formula(row, 1, f'=IF(ISBLANK({where}),"",{where})', look, "" if math.isnan(value) else value)

    def mark_row(self, row: int, mark: str) -> None:
        """Nothing is read again."""

    def place_of(self, note: NotePlace) -> tuple[int, int] | None:  # noqa: ARG002  notes stand on the sheets below
        return None


class ScenarioRollupSheet(RollupSheet):
    """Writes one roll-up under the scenario of this name."""

    def __init__(
        self, page: Page, formats: Formats, plan: SheetPlan, figures: Figures, around: Surroundings, data: DataSheet,
        name: str,
    ) -> None:  # fmt: skip
        super().__init__(page, formats, plan, figures, around, data)
        self._name = name

    def write_span(self) -> None:
        self.page.set_tab_color(SCENARIO)
        said = tr("{scenario}: {period}", scenario=self._name, period=self.figures.view.text())
        self.page.write_string(PERIOD_ROW, 0, said, self.formats.scenario())
