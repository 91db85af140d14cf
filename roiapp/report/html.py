"""A report as one HTML file for mail: styles in their places, charts as SVG, the logo inside, no scripts and nothing
from elsewhere. It is built as a tree, so that no text can be anything but text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from roiapp.analysis.client_report.parts import ended
from roiapp.language import plain
from roiapp.palette import channel_colour
from roiapp.report.chart_blocks import FurtherChart, RoiBars
from roiapp.report.ink import TOKENS, Ink
from roiapp.report.svg import FAMILY, svg
from roiapp.report.verdicts import VERDICT_GROUND, VERDICT_INK, CardLook, tone_colour

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import (
        ClientReport,
        Firm,
        FurtherPage,
        NextStep,
        Point,
        ReportCard,
        Rich,
        TextRow,
        TextTable,
    )

#: what such a file is known by
GENERATOR: Final = "Channel ROI"
_WIDTH: Final = 720
_SLOT: Final = 22.4
_PRINT: Final = "@page{margin:14mm}@media print{section{break-before:page}tr,figure{break-inside:avoid}}"
_DISC: Final = "border-radius:7px;padding:0 3px;print-color-adjust:exact"
_SIGNS: Final = {"good": "↗", "bad": "↘", "unclear": "?"}


def html_bytes(report: ClientReport) -> bytes:
    """The whole file. Needs a QGuiApplication for the charts."""
    text: str = tostring(_Mail(report).whole(), encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()


class _Mail:
    """The parts of one report's file."""

    def __init__(self, report: ClientReport) -> None:
        self._report = report
        self._ink = Ink.of(report.firm.brand)

    def whole(self) -> Element:
        report = self._report
        html = Element("html", lang=report.language)
        head = SubElement(html, "head")
        SubElement(head, "meta", charset="utf-8")
        SubElement(head, "meta", name="generator", content=GENERATOR)
        SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
        _text(SubElement(head, "title"), plain(report.document_title))
        SubElement(head, "style").text = _PRINT
        body = _add(html, "body", f"margin:0;background:#FFFFFF;color:{TOKENS.text};font:14px/1.45 {FAMILY}")
        _add(body, "div", f"height:8px;background:{self._ink.brand};print-color-adjust:exact")
        page = _add(body, "main", f"max-width:{_WIDTH}px;margin:0 auto;padding:20px 16px 24px")
        if report.firm.header:
            _said(page, "p", _small(), report.firm.header)
        self._masthead(page, report.firm)
        self._head(page)
        self._cards(page, report.cards)
        self._chart(page)
        self._table(page, report.table)
        self._comments(page)
        self._points(page, report.points)
        self._step(page, report.step)
        for each in report.pages:
            if not each.empty:
                self._further(page, each)
        self._small_print(page)
        return html

    # -- above the figures ---------------------------------------------------------------------------------------------

    def _masthead(self, page: Element, firm: Firm) -> None:
        row = SubElement(_grid(page, "margin-bottom:14px"), "tr")
        left = _add(row, "td", "width:1%;padding:0 13px 0 0;vertical-align:middle")
        if firm.logo:
            SubElement(left, "img", src=f"data:image/png;base64,{firm.logo}", alt=plain(firm.name),
                       style="display:block;max-width:150px;max-height:44px")  # fmt: skip
        else:
            style = (f"width:44px;height:44px;line-height:44px;border-radius:8px;background:{self._ink.brand};"
                     f"color:{self._ink.on_brand};text-align:center;font-size:22px;font-weight:600")  # fmt: skip
            _said(left, "div", style, firm.letter)
        name = _add(row, "td", "vertical-align:middle")
        _said(name, "div", "font-size:17px;font-weight:600", firm.name, dir="auto")
        _said(name, "div", f"font-size:12px;color:{TOKENS.text2}", firm.kind)
        right = _add(row, "td", "vertical-align:middle;text-align:right;font-size:12px")
        if firm.prepared:
            _said(right, "div", "font-weight:500", firm.prepared)
        if firm.day:
            _said(right, "div", f"color:{TOKENS.text2}", firm.day)
        _add(page, "div", f"border-top:1px solid {TOKENS.border};margin:0 0 16px")

    def _head(self, page: Element) -> None:
        report = self._report
        _said(page, "h1", "font-size:28px;line-height:1.2;font-weight:600;margin:0 0 4px", report.title)
        if report.period:
            _said(page, "p", f"margin:0 0 10px;color:{TOKENS.text2}", report.period)
        _rich(_add(page, "p", "margin:0 0 14px;font-size:16px"), report.sentence)
        for paragraph in filter(None, report.introduction.splitlines()):
            _said(page, "p", "margin:0 0 10px", paragraph, dir="auto")

    def _cards(self, page: Element, cards: tuple[ReportCard, ...]) -> None:
        row = SubElement(_grid(page, "border-collapse:separate;border-spacing:6px 0;margin:4px -6px 18px"), "tr")
        for card in cards:
            look = CardLook(self._ink, card)
            width = 100 // max(len(cards), 1)
            cell = _add(row, "td", f"width:{width}%;vertical-align:top;border-radius:8px;padding:11px;"
                                   f"background:{look.ground};color:{look.text};print-color-adjust:exact")  # fmt: skip
            _said(cell, "div", f"font-size:11px;color:{look.quiet}", card.label)
            _said(cell, "div", "font-size:21px;line-height:1.5;font-weight:600;white-space:nowrap", card.value)
            foot = _add(cell, "div", f"font-size:11px;color:{look.quiet}")
            if card.amount:
                if look.arrow:
                    disc = f";background:{look.disc};{_DISC}" if look.disc else ""
                    style = f"font-weight:600;color:{look.arrow_ink}{disc}"
                    _said(foot, "strong", style, look.arrow).tail = " "
                _said(foot, "strong", f"font-weight:600;color:{look.change}", card.amount).tail = " "
                _said(foot, "span", "", card.against)

    # -- figures -------------------------------------------------------------------------------------------------------

    def _chart(self, page: Element) -> None:
        report = self._report
        _said(page, "h2", _title(), report.chart_title)
        _said(page, "p", f"margin:0 0 6px;font-size:12px;color:{TOKENS.text2}", report.chart_hint)
        if report.chart is None:
            _said(page, "p", "", report.no_chart)
            return
        block = RoiBars(self._ink, report.chart, report.numbers, float(_WIDTH), _SLOT)
        figure = _add(page, "figure", "margin:0 0 12px")
        figure.append(svg(block, float(_WIDTH), report.chart_title, "roi-"))

    def _table(self, page: Element, table: TextTable) -> None:
        if not table.rows:
            return
        if table.title:
            _said(page, "h3", "font-size:14px;font-weight:600;margin:14px 0 6px", table.title)
        made = _grid(page, "font-size:12px;margin:0 0 8px;font-variant-numeric:tabular-nums", role="")
        top = SubElement(SubElement(made, "thead"), "tr", style=f"background:{self._ink.tint};print-color-adjust:exact")
        for column in table.columns:
            align = "right" if column.figures else "left"
            _said(top, "th", f"padding:6px 8px;text-align:{align};font-weight:600;color:{self._ink.brand_text}",
                  column.header, scope="col")  # fmt: skip
        body = SubElement(made, "tbody")
        for row in table.rows:
            self._row(body, table, row, f"border-bottom:1px solid {TOKENS.border}")
        if table.total is not None:
            self._row(SubElement(made, "tfoot"), table, table.total, (
                f"border-top:2px solid {self._ink.brand};background:{self._ink.tint};font-weight:600;"
                "print-color-adjust:exact"))  # fmt: skip
        for note in table.notes:
            _said(page, "p", _small(), note)

    @staticmethod
    def _row(body: Element, table: TextTable, row: TextRow, edge: str) -> None:
        made = SubElement(body, "tr")
        last = len(row.cells) - 1
        for place, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
            style = f"padding:4px 8px;{edge}"
            if place == 0:
                weight = 600 if row is table.total else 400
                cell = _add(made, "th", f"{style};text-align:left;font-weight:{weight}", scope="row")
                if row.dot is not None:
                    dot = channel_colour(row.dot, 0)
                    _add(cell, "span", "display:inline-block;width:8px;height:8px;border-radius:4px;margin-right:8px;"
                                       f"background:{dot};print-color-adjust:exact")  # fmt: skip
                _said(cell, "bdi", "", text).tail = f" {row.mark}" if row.mark else None
                continue
            style += ";text-align:right;white-space:nowrap" if column.figures else ";text-align:left"
            if place == last and row.tone:
                style += f";font-weight:600;color:{tone_colour(row.tone)}"
            _said(made, "td", style, text)

    def _further(self, page: Element, further: FurtherPage) -> None:
        section = _add(page, "section", f"border-top:1px solid {TOKENS.border};margin:20px 0 0;padding-top:10px")
        _said(section, "h2", _title(), further.title)
        if further.hint:
            _said(section, "p", f"margin:0 0 8px;font-size:12px;color:{TOKENS.text2}", further.hint)
        for sentence in further.sentences:
            _said(section, "p", "margin:0 0 8px", sentence)
        for number, chart in enumerate(further.charts):
            block = FurtherChart(self._ink, chart, self._report.numbers, float(_WIDTH))
            figure = _add(section, "figure", "margin:0 0 12px")
            figure.append(svg(block, float(_WIDTH), further.title, f"{further.id}{number}-"))
        for table in further.tables:
            self._table(section, table)
        for term in further.terms:
            _rich(_add(section, "p", "margin:0 0 6px;font-size:13px"), term)

    # -- words ---------------------------------------------------------------------------------------------------------

    def _comments(self, page: Element) -> None:
        if not self._report.comments:
            return
        _said(page, "h3", "font-size:14px;font-weight:600;margin:14px 0 4px", self._report.comments_title)
        for comment in self._report.comments:
            line = _add(page, "p", "margin:0 0 5px;font-size:13px", dir="auto")
            _said(line, "strong", "font-weight:600", comment.channel).tail = f" {_clean(comment.text)}"

    def _points(self, page: Element, points: tuple[Point, ...]) -> None:
        if not points:
            return
        row = SubElement(_grid(page, "border-collapse:separate;border-spacing:8px 0;margin:14px -8px 12px"), "tr")
        for point in points:
            cell = _add(row, "td", f"width:33%;vertical-align:top;border:1px solid {TOKENS.border};border-radius:8px;"
                                   "padding:11px;font-size:12px")  # fmt: skip
            claim = _add(cell, "div", "font-size:14px;font-weight:600;margin-bottom:5px")
            colours = f"background:{VERDICT_GROUND[point.verdict]};color:{VERDICT_INK[point.verdict]}"
            _said(claim, "span", "display:inline-block;width:20px;text-align:center;border-radius:4px;"
                                 f"margin-right:7px;{colours}",
                  _SIGNS[point.verdict], **{"aria-hidden": "true"})  # fmt: skip
            _said(claim, "span", "", point.claim)
            _said(cell, "div", "", point.text)

    def _step(self, page: Element, step: NextStep | None) -> None:
        if step is None:
            return
        box = _add(page, "div", f"background:{self._ink.tint};border-radius:8px;padding:11px 14px;margin:0 0 14px;"
                                "font-size:13px;print-color-adjust:exact")  # fmt: skip
        _said(box, "div", f"font-size:12px;font-weight:600;color:{self._ink.brand_text}", step.title)
        claim = _add(box, "div", "font-size:14px")
        _said(claim, "strong", "", ended(step.claim)).tail = f" {_clean(step.text)}"
        if step.moves:
            moves = _add(box, "ul", "margin:4px 0;padding-left:18px")
            for each in step.moves:
                _said(moves, "li", "", each, dir="auto")
        if step.assumption:
            _said(box, "div", f"font-size:11px;color:{TOKENS.text2}", step.assumption)

    def _small_print(self, page: Element) -> None:
        report = self._report
        box = _add(page, "div", f"font-size:11px;color:{TOKENS.text2}")
        _said(box, "h3", "font-size:11px;margin:14px 0 4px", report.definitions_title)
        line = _add(box, "p", "margin:0 0 6px")
        for sentence in report.definitions:
            _rich(line, sentence)
            _after(line, " ")
        for note in report.notes:
            _said(box, "p", "margin:0 0 3px", note)
        foot = _add(box, "p", f"border-top:1px solid {TOKENS.border};margin:12px 0 0;padding-top:8px")
        _text(foot, "  ·  ".join(filter(None, (report.firm.footer, report.amounts))))


def _add(parent: Element, tag: str, style: str = "", **attributes: str) -> Element:
    if style:
        attributes["style"] = style
    return SubElement(parent, tag, attributes)


def _said(parent: Element, tag: str, style: str, text: str, **attributes: str) -> Element:
    made = _add(parent, tag, style, **attributes)
    _text(made, text)
    return made


def _text(element: Element, text: str) -> None:
    element.text = _clean(text)


def _clean(text: str) -> str:
    """Without what HTML cannot hold: most control characters, and two that are none at all."""
    return "".join(each for each in text if (each >= " " or each in "\t\n") and each not in "\ufffe\uffff")


def _rich(element: Element, said: Rich) -> None:
    for run in said:
        if run.strong:
            _said(element, "strong", "font-weight:600", run.text)
        else:
            _after(element, _clean(run.text))


def _after(element: Element, text: str) -> None:
    """Text behind everything that is in an element so far."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _grid(parent: Element, style: str, role: str = "presentation") -> Element:
    """A table over the whole width; for what only stands beside each other it has no other meaning."""
    more = {"role": role} if role else {}
    # The width twice: some programs for mail know the old attribute only.
    return _add(parent, "table", f"width:100%;border-collapse:collapse;{style}", width="100%", **more)


def _title() -> str:
    return "font-size:17px;font-weight:600;margin:0 0 2px"


def _small() -> str:
    return f"margin:0 0 4px;font-size:11px;color:{TOKENS.text2}"
