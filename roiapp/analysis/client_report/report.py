"""A client's report of one view, put together from what the figures say and what the firm wrote in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis import roi_chart
from roiapp.analysis.client_report.channel_table import channel_table, shown_channels
from roiapp.analysis.client_report.conclusions import next_step, points
from roiapp.analysis.client_report.further_pages import further_page
from roiapp.analysis.client_report.headline import Head
from roiapp.analysis.client_report.parts import ClientReport, Comment, Firm
from roiapp.analysis.client_report.small_print import SmallPrint
from roiapp.analysis.chart_parts import colour_numbers
from roiapp.core.document_settings import REPORT_PAGES
from roiapp.core.units import SHARE
from roiapp.language import apart, current, date_text, prints_on_letter, tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from roiapp.core.calculator import Calculator
    from roiapp.core.results import Figures

#: bars that the first page has room for; of more channels those that cost most
MOST_BARS: Final = 14
BRAND: Final = "#0F4C5C"


def client_report(
    figures: Figures, typed: Calculator, entered: Calculator, day: date | None,
    *, pages: Collection[str] | None = None, paper: str | None = None,
) -> ClientReport:  # fmt: skip
    """The report of a view as it is shown. `typed` are the document's own figures, `entered` those in which warnings
    are looked for; `day` stands on it. `pages` and `paper` are the document's unless others are asked for. SciPy is
    loaded for the ranges."""
    from roiapp.analysis.statistics import load

    load()
    head = Head(figures)
    settings = head.settings
    chart = roi_chart.roi_chart(figures, ranges=True, most=MOST_BARS)
    print_ = SmallPrint(head, entered, chart if chart.bars else None)
    wanted = settings.report_pages if pages is None else pages
    size = paper or settings.paper
    return ClientReport(
        firm=_firm(head, day),
        title=tr("Which marketing paid off") if head.supposed is None else tr("Which marketing would pay off"),
        period=head.period(),
        sentence=head.sentence(),
        introduction=settings.introduction.strip(),
        cards=head.cards(),
        chart_title=tr("Return on each channel's spend"),
        chart_hint=_hint(head, chart),
        chart=chart if chart.bars else None,
        no_chart=roi_chart.nothing_yet(figures),
        table=channel_table(head, print_.marks),
        comments_title=tr("On single channels"),
        comments=_comments(head),
        points=points(head) if head.sheet.keys else (),
        step=next_step(head),
        definitions_title=tr("Assumptions and definitions"),
        definitions=print_.definitions(),
        notes=print_.notes(),
        amounts=print_.amounts(),
        pages=tuple(further_page(id_, head, typed) for id_ in REPORT_PAGES if id_ in wanted),
        letter=size == "letter" if size else prints_on_letter(settings.locale),
        language=current(),
        numbers=head.write,
    )


def _firm(head: Head, day: date | None) -> Firm:
    settings = head.settings
    by = settings.prepared_by.strip()
    return Firm(
        name=apart(settings.company or settings.title or tr("Untitled")),
        kind=tr("Client marketing report"),
        prepared=tr("Prepared by {firm}", firm=by) if by else "",
        day=date_text(day, current()) if day else "",
        brand=settings.brand or BRAND,
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


def _comments(head: Head) -> tuple[Comment, ...]:
    """In the order of the table."""
    said = dict(head.settings.comments)
    order = shown_channels(head).tolist()
    rest = [channel for channel in range(len(head.sheet.keys)) if channel not in set(order)]
    every = [*order, *rest]
    dots = colour_numbers(head.figures, every)
    return tuple(
        Comment(apart(head.sheet.names[channel]), said[int(head.sheet.keys[channel])].strip(), dot)
        for channel, dot in zip(every, dots, strict=True)
        if said.get(int(head.sheet.keys[channel]), "").strip()
    )
