"""The further pages of a client's report, each made when it is wanted: course, funnel, scenarios, content, terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.chart_parts import dearest
from roiapp.analysis.client_report.channel_table import listed, not_listed, table_ids
from roiapp.analysis.client_report.parts import FurtherPage, Rich, TextColumn, TextRow, TextTable, rich, strong
from roiapp.core.definitions import called
from roiapp.core.figure_page import figure_page
from roiapp.core.units import UNDEFINED
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.analysis.client_report.headline import Head
    from roiapp.analysis.funnel_chart import FunnelChart
    from roiapp.analysis.reports.report import ReportTable
    from roiapp.core.calculator import Calculator

_LINES: Final = 5


def further_page(id_: str, head: Head, typed: Calculator) -> FurtherPage:
    """The page of that id, one of `REPORT_PAGES`; `typed` are the figures of the document as it is."""
    return _PAGES[id_](head, typed)


def _trend(head: Head, _typed: Calculator) -> FurtherPage:
    from roiapp.analysis.trend_chart import trend_chart

    figures = head.figures
    told = np.sort(dearest(figures, head.shown, _LINES)).tolist()
    asked = (head.settings.headline, "customers", "cac")
    charts = [trend_chart(figures, id_, told if id_ == asked[0] else (), ranges=True) for id_ in asked]
    nothing = tr("There is no period before this one.")
    several = len(head.sheet.periods) > 1
    return FurtherPage("trend", tr("How it went over time"), tr("All periods of the worksheet"),
                       charts=tuple(each for each in charts if each.drawn and several),
                       nothing=nothing)  # fmt: skip


def _funnel(head: Head, _typed: Calculator) -> FurtherPage:
    from roiapp.analysis.funnel_chart import funnel_chart

    chart = funnel_chart(head.figures)
    return FurtherPage(
        "funnel", tr("From the first visit to the sale"), tr("All channels, {period}", period=head.figures.view.text()),
        charts=(chart,) if chart.drawn else (), tables=_steps(head, chart) if chart.drawn else (),
        nothing=tr("No visits, leads or customers are known for this period."),
    )  # fmt: skip


def _steps(head: Head, chart: FunnelChart) -> tuple[TextTable, ...]:
    """Each channel's own rates and what one of each stage cost."""
    ids = [each.metric for stage in chart.stages for each in (stage.step, stage.cost) if each is not None]
    if not ids:
        return ()
    order = listed(head)
    columns = (TextColumn(tr("Channel"), figures=False), *(TextColumn(tr(head.catalog.record(i).header)) for i in ids))
    values = [head.figures.values(id_)[order].tolist() for id_ in ids]
    rows = tuple(
        TextRow((apart(head.sheet.names[channel]), *(
            UNDEFINED if np.isnan(column[place]) else head.write.text(column[place], head.catalog.record(id_).unit)
            for id_, column in zip(ids, values, strict=True)
        )))
        for place, channel in enumerate(order.tolist())
    )  # fmt: skip
    total = TextRow((tr("All channels"), *(
        head.write.text(head.figures.total_figure(id_), head.catalog.record(id_).unit) for id_ in ids
    )))  # fmt: skip
    return (TextTable(columns, rows, total, tr("Step by step, by channel"), not_listed(head, order)),)


def _scenarios(head: Head, typed: Calculator) -> FurtherPage:
    from roiapp.analysis.decisions.comparison_words import difference_text
    from roiapp.analysis.decisions.scenario_bars import scenario_bars
    from roiapp.analysis.decisions.scenario_comparison import ComparedFigure, UnderScenarios, card_figures, compare
    from roiapp.core.scenarios import tree

    matched = head.figures.calculator.matched is not None
    made = UnderScenarios(typed.worksheet, typed.catalog, typed.as_of, matched=matched)
    title = tr("Scenarios compared")
    if not made.scenarios:
        return FurtherPage("scenarios", title, nothing=tr("This document has no scenarios to compare."))
    figures = card_figures(typed.worksheet, typed.catalog)
    headline = head.settings.headline
    if all(each.id != headline for each in figures):
        figures.append(ComparedFigure(headline, head.label(headline), typed.catalog.record(headline).unit))
    keys = [each.key for _depth, each in tree(made.scenarios)]
    found = compare(made, head.figures.view, None, keys, figures)
    place = next(place for place, each in enumerate(figures) if each.id == headline)
    columns = (TextColumn(tr("Scenario"), figures=False), *(TextColumn(head.label(each.id)) for each in figures))
    rows = []
    for column in found.columns:
        cells = []
        for figure, cell in zip(figures, column.cells, strict=True):
            text = head.write.text(cell.value, figure.unit)
            change = difference_text(cell, figure.unit, head.write, share=False)
            shown = cell.difference is not None and cell.difference != 0.0 and column is not found.columns[0]
            cells.append(tr("{figure} ({difference})", figure=text, difference=change) if shown else text)
        rows.append(TextRow((apart(column.name), *cells), tone=column.cells[place].judged))
    notes = [tr("{scenario}: {note}", scenario=each.name, note=each.note) for each in found.columns if each.note]
    notes.append(tr("Figures under a scenario are suppositions, not what happened."))
    bars = scenario_bars(found, place, "", head.write)
    return FurtherPage("scenarios", title, tr("Each against the base case"), charts=(bars,) if bars.bars else (),
                       tables=(TextTable(columns, tuple(rows), notes=tuple(notes)),))  # fmt: skip


def _content(head: Head, _typed: Calculator) -> FurtherPage:
    from roiapp.analysis.reports.content import content_report

    report = content_report(head.figures)
    first = report.tables[0]
    return FurtherPage(
        "content", report.question, report.title, report.sentences,
        tables=tuple(_text_table(head, each) for each in report.tables[:2] if each.rows), nothing=first.nothing,
    )  # fmt: skip


def _text_table(head: Head, table: ReportTable) -> TextTable:
    columns = (TextColumn(table.first, figures=False),
               *(TextColumn(each.header, figures=each.unit is not None) for each in table.columns))  # fmt: skip
    rows = []
    for row in table.rows:
        cells = [
            cell.text if column.unit is None else head.write.text(cell.value, column.unit)
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]
        rows.append(TextRow((row.label, *cells)))
    whole = table.rows[-1].kind == "total"
    notes = tuple(filter(None, (table.note, *table.remarks)))
    return TextTable(columns, tuple(rows[:-1] if whole else rows), rows[-1] if whole else None, table.title, notes)


def _definitions(head: Head, _typed: Calculator) -> FurtherPage:
    catalog = head.catalog
    terms: list[Rich] = [
        rich(tr("{word}: {meaning}", word=strong(called(word, catalog)), meaning=apart(meaning)))
        for word, meaning in head.settings.definitions
    ]
    said = {word for word, _ in head.settings.definitions}
    for id_ in dict.fromkeys((*table_ids(head), "conversion_rate", "cost_per_lead", "gross_margin")):
        if id_ in said:  # what it is in this document counts more
            continue
        page = figure_page(catalog, id_, head.write)
        formula = "".join(part.text for part in page.formula[0]) if page.formula else ""
        values = {"figure": strong(page.label), "meaning": page.help, "formula": formula}
        terms.append(rich(tr("{figure}: {meaning} It is {formula}.", **values) if formula
                          else tr("{figure}: {meaning}", **values)))  # fmt: skip
    return FurtherPage("definitions", tr("What the figures mean"), terms=tuple(terms))


_PAGES: Final[dict[str, Callable[[Head, Calculator], FurtherPage]]] = {
    "trend": _trend, "funnel": _funnel, "scenarios": _scenarios, "content": _content, "definitions": _definitions,
}  # fmt: skip
