"""A client's report of one view, put together from what the figures say and what the firm wrote in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis import roi_chart
from roiapp.analysis.chart_parts import colour_numbers
from roiapp.analysis.client_report.channel_table import channel_table
from roiapp.analysis.client_report.conclusions import next_step, points
from roiapp.analysis.client_report.further_pages import further_page
from roiapp.analysis.client_report.headline import Head
from roiapp.analysis.client_report.parts import ClientReport, Comment, Firm, FurtherPage
from roiapp.analysis.client_report.small_print import SmallPrint, amounts
from roiapp.core.document_settings import REPORT_PAGES
from roiapp.core.units import SHARE
from roiapp.language import apart, current, date_text, dates_beside, prints_on_letter, tr, trn

if TYPE_CHECKING:
    from datetime import date

    from roiapp.core.calculator import Calculator
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.results import Figures

#: bars that the first page has room for; of more channels those that cost most
MOST_BARS: Final = 14
BRAND: Final = "#0F4C5C"


class ReportMaker:
    """Makes the report of a view as it is shown. What rests on figures is worked out once, so that the firm's words can
    be tried out while they are typed; SciPy is loaded for the ranges.

    `typed` are the document's figures as typed, `entered` those in which warnings are looked for; `day` stands on it.
    """

    def __init__(self, figures: Figures, typed: Calculator, entered: Calculator, day: date | None) -> None:
        from roiapp.analysis.statistics import load

        load()
        self._head = head = Head(figures)
        self._typed = typed
        self._day = day
        self._chart = roi_chart.roi_chart(figures, ranges=True, most=MOST_BARS)
        self._print = SmallPrint(head, entered, self._chart if self._chart.bars else None)
        self._table = channel_table(head, self._print.marks)
        self._order = head.shown.tolist()
        self._points = points(head) if head.sheet.keys else ()
        self._step = next_step(head) if head.sheet.keys else None
        self._definitions, self._notes = self._print.definitions(), self._print.notes()
        self._period, self._sentence, self._cards = head.period(), head.sentence(), head.cards()
        self._hint = _hint(head, self._chart)
        self._pages: dict[str, FurtherPage] = {}

    def prepare(self) -> ReportMaker:
        """Make all further pages, where whoever chooses one would have to wait for it."""
        for id_ in REPORT_PAGES:
            self._page(id_)
        return self

    def report(self, settings: DocumentSettings | None = None) -> ClientReport:
        """The report with the words of these settings, the document's own where none are given."""
        head = self._head
        settings = settings or head.sheet.settings
        return ClientReport(
            firm=_firm(settings, self._day),
            title=tr("Which marketing paid off") if head.supposed is None else tr("Which marketing would pay off"),
            period=self._period,
            sentence=self._sentence,
            introduction=settings.introduction.strip(),
            cards=self._cards,
            chart_title=tr("Return on each channel's spend"),
            chart_hint=self._hint,
            chart=self._chart if self._chart.bars else None,
            no_chart=roi_chart.nothing_yet(head.figures),
            table=self._table,
            comments_title=tr("On single channels"),
            comments=self._comments(settings),
            points=self._points,
            step=self._step,
            definitions_title=tr("Assumptions and definitions"),
            definitions=self._definitions,
            notes=self._notes,
            amounts=amounts(settings),
            pages=tuple(self._page(id_) for id_ in REPORT_PAGES if id_ in settings.report_pages),
            letter=settings.paper == "letter" if settings.paper else prints_on_letter(settings.locale),
            language=current(),
            numbers=head.write,
        )

    def _page(self, id_: str) -> FurtherPage:
        if id_ not in self._pages:
            self._pages[id_] = further_page(id_, self._head, self._typed)
        return self._pages[id_]

    def _comments(self, settings: DocumentSettings) -> tuple[Comment, ...]:
        """In the order of the table."""
        said, sheet = {key: text.strip() for key, text in settings.comments if text.strip()}, self._head.sheet
        if not said:
            return ()
        shown = set(self._order)
        every = [*self._order, *(channel for channel in range(len(sheet.keys)) if channel not in shown)]
        told = [channel for channel in every if int(sheet.keys[channel]) in said]
        return tuple(
            Comment(apart(sheet.names[channel]), said[int(sheet.keys[channel])], dot)
            for channel, dot in zip(told, colour_numbers(self._head.figures, told), strict=True)
        )


def _firm(settings: DocumentSettings, day: date | None) -> Firm:
    by = settings.prepared_by.strip()
    return Firm(
        name=apart(settings.company or settings.title or tr("Untitled")),
        kind=tr("Client marketing report"),
        prepared=tr("Prepared by {firm}", firm=by) if by else "",
        day=date_text(day, dates_beside(settings.locale)) if day else "",
        brand=settings.brand or BRAND,
        by=by,
        logo=settings.logo,
        header=settings.page_header.strip(),
        footer=settings.page_footer.strip(),
    )


def _hint(head: Head, chart: roi_chart.RoiChart) -> str:
    figure = head.label(head.settings.headline)
    level = head.write.text(chart.level, SHARE)
    said = (tr("{figure}; the line through each bar is its {level} range", figure=figure, level=level)
            if any(bar.low is not None for bar in chart.bars) else figure)  # fmt: skip
    if chart.undrawn:
        return trn("{said}. The {n} channel with the highest spend of {all}",
                   "{said}. The {n} channels with the highest spend of {all}", len(chart.bars), said=said,
                   all=chart.undrawn + len(chart.bars))  # fmt: skip
    return said
