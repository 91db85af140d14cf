"""The whole workbook as bytes: the roll-ups, a sheet for each period, what is assumed, what each figure means."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

import xlsxwriter

from roiapp.analysis.change import Comparison, comparison, complete
from roiapp.core.note_places import ordered
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import base_view, by_date
from roiapp.core.views import all_views
from roiapp.core.what_counts import redefinitions
from roiapp.files.carried_document import PeriodPlace
from roiapp.files.excel import marks
from roiapp.files.excel.assumptions import AS_OF, NAMES, write_assumptions
from roiapp.files.excel.card_change import CardChange
from roiapp.files.excel.carrier import write_carrier
from roiapp.files.excel.channel_sheet import ChannelSheet, Surroundings
from roiapp.files.excel.data_sheet import DataSheet
from roiapp.files.excel.definitions import write_definitions
from roiapp.files.excel.fast_page import FastPage
from roiapp.files.excel.formats import Formats
from roiapp.files.excel.notes_sheet import NotesSheet
from roiapp.files.excel.period_sheet import PeriodSheet
from roiapp.files.excel.plan import SheetPlan, asked_of, plan_sheet
from roiapp.files.excel.report_sheets import TABS, findings_tab, reports_of, write_findings, write_report
from roiapp.files.excel.rollup_sheet import RollupSheet
from roiapp.files.excel.scenario_sheets import ScenarioSheets, same_periods
from roiapp.files.excel.summary import SummaryPage, wanted_ids
from roiapp.files.excel.texts import cut, printable
from roiapp.files.excel.widths import Widths
from roiapp.files.export_limits import check_workbook
from roiapp.files.export_target import PROPERTY
from roiapp.files.tables import CARRIER
from roiapp.language import tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.formula import Call, Name
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session

_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TAB: Final = 31
#: roll-ups that get a sheet of their own beside the one that was asked for, where all their periods are there
_ROLLUPS: Final = ("year", "quarter", "month")


def workbook_bytes(session: Session, view: View) -> bytes:
    """The document as an Excel workbook, every calculated cell a formula with its value: the view, the roll-ups within
    it, and its periods. The sheets of periods outside the view are hidden: figures may look back on them. Raises
    `FileError` for a document that no file could hold, or no workbook."""
    return _Book(session, view).content()


class _Book:
    """One workbook in the making."""

    def __init__(self, session: Session, view: View) -> None:
        check_workbook(session.worksheet)
        self._session = session
        self._sheet, self._catalog = session.calculator.worksheet, session.catalog
        self._rollups = rollups_of(session.worksheet, view)
        self._view = self._rollups[0] if self._rollups else base_view(session.worksheet.periods, view.periods[0])
        self._today = session.as_of or date.today()
        self._target = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        settings = self._sheet.settings
        self._book.set_properties({
            "title": printable(settings.title) or tr("Channel ROI"), "company": printable(settings.company),
            "subject": printable(view.text()), "comments": tr("Made with Channel ROI"),
            "created": datetime.combine(self._today, time()),
        })  # fmt: skip
        self._book.set_custom_property(*PROPERTY)
        self._book.set_calc_mode("auto")
        self._book.set_size(2400, 1400)
        self._formats = Formats(self._book, settings.currency, settings.locale)
        self._names = {setting: name for setting, name in NAMES.items() if getattr(settings, setting) is not None}

    def content(self) -> bytes:
        sheet, book, calculator = self._sheet, self._book, self._session.calculator
        periods = by_date(sheet.periods, range(len(sheet.periods)))
        against = comparison(sheet.periods, self._view, calculator.as_of, redefinitions(sheet))
        rollups = with_before(self._rollups, against.against)
        texts = [*(each.text() for each in rollups), *(sheet.periods[period].text() for period in periods)]
        whatif = ScenarioSheets.of(self._session, self._view, periods)
        summary = book.add_worksheet(tr("Summary"), FastPage)
        names = tab_names([*texts, *(whatif.tabs() if whatif else ())])
        pages = [book.add_worksheet(name, FastPage) for name in names[: len(texts)]]
        planned = whatif.scenarios.planned(sheet) if whatif else sheet
        plan = plan_sheet(self._catalog, planned, self._planned, wanted_ids(self._catalog, sheet))
        base = [base_view(sheet.periods, period) for period in periods]
        figures = [calculator.figures(each) for each in (*rollups, *base)]
        write = NumberFormat(sheet.settings.locale, sheet.settings.currency)
        below = [f.label for f in self._catalog.fields if f.on_total and (f.id in sheet.totals or plan.together)]
        below += [metric.label for metric in plan.together]
        around = Surroundings(
            self._names, AS_OF, self._today,
            Widths([*figures, *(whatif.figures() if whatif else ())], write, [tr(label) for label in below]),
            ordered(sheet, self._catalog),
        )  # fmt: skip
        sheets = []
        data = None
        if len(periods) > 1:
            data = DataSheet(tr("Data"), plan, self._catalog, periods)
        for page, each in zip(pages[len(rollups) :], figures[len(rollups) :], strict=True):
            sheets.append(PeriodSheet(page, self._formats, plan, each, around, data))
            sheets[-1].write()
            if sheets[-1].period not in self._view.periods:
                page.hide()
        taken_together = self._write_rollups(pages, figures[: len(rollups)], plan, data, around)
        of_view: list[ChannelSheet] = [*taken_together, *sheets]
        if whatif is not None:
            whatif.write(book, self._formats, plan, around, names[len(texts) :], of_view)
        if data is not None and data.wanted:
            data.write(book.add_worksheet(data.name, FastPage), sheets)
        seen, ranked = self._write_summary(summary, of_view, against)
        self._write_reports(seen.figures)
        notes = book.add_worksheet(tr("Notes"), FastPage)
        NotesSheet(notes, self._formats, plan, seen.figures).write(AS_OF, self._today)
        write_assumptions(book, book.add_worksheet(tr("Assumptions")), self._formats, self._session)
        definitions = book.add_worksheet(tr("Definitions"))
        below_tables = (id_ for each in of_view for id_ in each.for_all)
        named = dict.fromkeys((*(record.id for record in plan.shown), *ranked, *below_tables))
        write_definitions(definitions, self._formats, seen.figures, {id_: seen.called(id_) for id_ in named}, write)
        places = {
            sheet.periods[each.period].key: PeriodPlace(each.page.get_name(), frozenset(each.calculated | each.counted))
            for each in sheets
        }  # fmt: skip
        write_carrier(book, self._session, plan, places, {marks.AS_OF: AS_OF, **self._names},
                      whatif.name if whatif else "")  # fmt: skip
        book.close()
        return self._target.getvalue()

    def _write_rollups(
        self, pages: list[Page], figures: list[Figures], plan: SheetPlan, data: DataSheet | None, around: Surroundings
    ) -> list[RollupSheet]:
        """The roll-ups; one that is only compared with is hidden."""
        found: list[RollupSheet] = []
        for number, (page, each) in enumerate(zip(pages, figures, strict=False)):
            assert data is not None
            found.append(RollupSheet(page, self._formats, plan, each, around, data))
            found[-1].write()
            if number >= len(self._rollups):
                page.hide()
        return found

    def _write_reports(self, figures: Figures) -> None:
        """What the figures of the view say, and the reports that have anything to report."""
        write_findings(self._book.add_worksheet(findings_tab(figures)), self._formats, figures, self._today)
        for report in reports_of(figures):
            page = self._book.add_worksheet(tr(TABS[report.id]))
            write_report(page, self._formats, report, figures, self._today)

    def _write_summary(
        self, page: Page, sheets: list[ChannelSheet], against: Comparison
    ) -> tuple[ChannelSheet, list[str]]:
        """The first sheet; returns that of the view, and the ids of its ranking."""

        def of(view: View | None) -> ChannelSheet | None:
            return next((each for each in sheets if view and same_periods(each.figures.view, view)), None)

        sheet = of(self._view)
        assert sheet is not None
        tabs = {each.period: each.tab for each in sheets if isinstance(each, PeriodSheet)}
        change = CardChange(sheet, against, of(against.against), tabs)
        summary = SummaryPage(self._book, page, self._formats, sheet, change, AS_OF)
        summary.write()
        return sheet, summary.ids()

    def _planned(self, node: Name | Call) -> str | None:
        """For planning alone: everything that may be asked for is there."""
        asked = asked_of(node)
        return "A1" if asked in ("elapsed", "marketing") else self._names.get(asked)


def with_before(rollups: list[View], before: View | None) -> list[View]:
    """These, and behind them the roll-up that the view is compared with, where it is none of them."""
    if before is None or not before.rollup or any(same_periods(before, each) for each in rollups):
        return rollups
    return [*rollups, before]


def rollups_of(sheet: Worksheet, view: View) -> list[View]:
    """The roll-ups that get a sheet, longest first: the view itself, under its calendar name where it has one, and the
    years, quarters and months (of weeks) within it of which all periods are there."""
    if not view.rollup or len(view.periods) < 2:
        return []
    known = [each for each in all_views(sheet) if each.kind in _ROLLUPS and complete(sheet.periods, each)]
    own = next((each for each in known if set(each.periods) == set(view.periods)), view)
    within = [each for each in known if set(each.periods) < set(view.periods)]
    return [own, *sorted(within, key=lambda each: (_ROLLUPS.index(each.kind), each.start or date.min))]


def tab_names(texts: list[str]) -> list[str]:
    """Names of sheets that Excel takes: short, without its own signs, each once whatever the case."""
    found: list[str] = []
    ours = (tr("Summary"), tr("Data"), tr("What the numbers say"), tr("What the scenario says"),
            *map(tr, TABS.values()), tr("Notes"), tr("Assumptions"), tr("Definitions"), tr("Scenarios"), "History",
            CARRIER)  # fmt: skip
    taken = {_without_case(name) for name in ours}
    for text in texts:
        clean = " ".join(printable(text).translate(_FORBIDDEN).split()).strip("'") or tr("Period")
        name, number = cut(clean, _LONGEST_TAB).rstrip("'"), 2
        while _without_case(name) in taken:
            ending = f" ({number})"
            name, number = cut(clean, _LONGEST_TAB - len(ending)) + ending, number + 1
        taken.add(_without_case(name))
        found.append(name)
    return found


def _without_case(name: str) -> str:
    """What is the same for names that some Excel takes for one: a Turkish one has four letters I of its own."""
    return name.casefold().replace("\N{COMBINING DOT ABOVE}", "").replace("ı", "i")
