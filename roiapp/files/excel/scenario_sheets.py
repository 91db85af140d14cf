"""The sheets of a document's scenarios, behind those of its periods: one sheet of all, and of each the view that is
written and its latest period; the other periods, and the rows that roll-ups are calculated from, are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from roiapp.core.periods import base_view
from roiapp.core.scenarios import BASE
from roiapp.files.excel.data_sheet import DataSheet
from roiapp.files.excel.fast_page import FastPage
from roiapp.files.excel.period_sheet import PeriodSheet
from roiapp.files.excel.scenario_plan import scenarios_to_write
from roiapp.files.excel.scenario_sheet import ScenarioPeriodSheet, ScenarioRollupSheet
from roiapp.files.excel.scenarios_page import ScenariosPage, compared_ids
from roiapp.files.excel.summary import main_ids
from roiapp.language import tr

if TYPE_CHECKING:
    import xlsxwriter

    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.files.excel.channel_sheet import ChannelSheet, Surroundings
    from roiapp.files.excel.formats import Formats
    from roiapp.files.excel.plan import SheetPlan
    from roiapp.files.excel.scenario_plan import Laid, Scenarios
    from roiapp.files.session import Session


def same_periods(one: View, other: View) -> bool:
    """Whether two views show the same figures."""
    return one.rollup == other.rollup and set(one.periods) == set(other.periods)


@dataclass
class ScenarioSheets:
    """Writes them. `view` is what is compared, `periods` are all of the document from the earliest to the latest."""

    session: Session
    scenarios: Scenarios
    view: View
    periods: Sequence[int]

    @classmethod
    def of(cls, session: Session, view: View, periods: Sequence[int]) -> ScenarioSheets | None:
        """None where the document has no scenarios."""
        scenarios = scenarios_to_write(session)
        return None if scenarios is None else cls(session, scenarios, view, periods)

    @property
    def name(self) -> str:
        """What the sheet of all scenarios is called."""
        return tr("Scenarios")

    def tabs(self) -> list[str]:
        """What the sheets of each scenario would be called, where there is room for it: the roll-up, if there is one,
        the periods, the rows of all."""
        found = []
        for each in self.scenarios.laid:
            name, sheets = each.scenario.name, self.session.worksheet.periods
            if self.view.rollup:
                found.append(name)
            for period in self.periods:
                alone = not self.view.rollup and period in self.view.periods
                found.append(name if alone else f"{sheets[period].text()} {name}")
            found.append(tr("Data") + f" {name}")
        return found

    def figures(self) -> list[Figures]:
        """The figures on all sheets, which have room in their columns."""
        views = [self.view] if self.view.rollup else []
        views += [base_view(self.session.worksheet.periods, period) for period in self.periods]
        return [each.calculator.figures(view) for each in self.scenarios.laid for view in views]

    def write(
        self, book: xlsxwriter.Workbook, formats: Formats, plan: SheetPlan, around: Surroundings, names: Sequence[str],
        sheets: Sequence[ChannelSheet],
    ) -> None:  # fmt: skip
        """Everything. `names` are those of `tabs`, `sheets` the worksheet's own."""
        of = next(each for each in sheets if same_periods(each.figures.view, self.view))
        figures = [of.figures, *(each.calculator.figures(self.view) for each in self.scenarios.laid)]
        page = ScenariosPage(
            book.add_worksheet(self.name, FastPage), formats, self.scenarios, of.sheet, of.catalog,
            list(compared_ids(main_ids(of.figures), of, figures)),
        )  # fmt: skip
        made: dict[int, dict[int, PeriodSheet]] = {
            BASE: {each.period: each for each in sheets if isinstance(each, PeriodSheet)}
        }
        under: dict[int, ChannelSheet] = {}
        own = replace(around, texts={}, notes=())
        step = len(names) // len(self.scenarios.laid) if self.scenarios.laid else 0
        for place, each in enumerate(self.scenarios.laid):
            tabs = list(names[place * step : (place + 1) * step])
            writer = _Writer(book, formats, plan, replace(own, reasons={}), each, tabs, self)
            made[each.scenario.key], under[each.scenario.key] = writer.write(made[each.parent], page)
        page.write(of, under)


@dataclass
class _Writer:
    """Writes the sheets of one scenario."""

    book: xlsxwriter.Workbook
    formats: Formats
    plan: SheetPlan
    around: Surroundings
    laid: Laid
    tabs: list[str]
    of: ScenarioSheets

    def write(self, below: dict[int, PeriodSheet], page: ScenariosPage) -> tuple[dict[int, PeriodSheet], ChannelSheet]:
        """The periods' sheets, by place, and that of the view; `below` are those of what the scenario lies on."""
        view, periods, calculator = self.of.view, self.of.periods, self.laid.calculator
        catalog, several = calculator.catalog, len(periods) > 1
        data = DataSheet(self.tabs.pop(), self.plan, catalog, periods) if several else None
        tab = iter(self.tabs)
        first = self.book.add_worksheet(next(tab), FastPage) if view.rollup else None
        made: dict[int, PeriodSheet] = {}
        shown = max(view.periods, key=periods.index)
        for period in periods:
            own = self.book.add_worksheet(next(tab), FastPage)
            figures = calculator.figures(base_view(calculator.worksheet.periods, period))
            made[period] = ScenarioPeriodSheet(
                own, self.formats, self.plan, figures, self.around, data, self.laid, below[period], page.value
            )
            made[period].write()
            if period != shown:
                own.hide()
        if first is None or data is None:
            whole: ChannelSheet = made[shown]
        else:
            around = replace(self.around, texts={})  # they name the rows of this scenario alone
            whole = ScenarioRollupSheet(
                first, self.formats, self.plan, calculator.figures(view), around, data, self.laid.scenario.name
            )
            whole.write()
        if data is not None and data.wanted:
            data.write(self.book.add_worksheet(data.name, FastPage), list(made.values()))
        return made, whole
