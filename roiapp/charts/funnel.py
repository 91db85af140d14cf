"""The funnel as a chart: how it is drawn, and how its stages read in words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from roiapp.analysis.funnel_chart import FunnelChart, FunnelFigure, FunnelStage
from roiapp.charts.chart import Chart
from roiapp.charts.funnel_layout import FunnelLayout, StageRow, figure_text
from roiapp.charts.marks import draw_bar, draw_break, fill
from roiapp.charts.places import Shown
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour
from roiapp.core.units import COUNT, NumberFormat
from roiapp.language import list_text, tr


def paint(painter: QPainter, rect: QRectF, content: FunnelChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle, as many stages as it holds."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_funnel(painter, FunnelLayout(content, style, numbers, rect.size()), Shown())
    painter.restore()


class Funnel(Chart[FunnelChart, FunnelLayout]):
    """The funnel of all channels or of one."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(FunnelChart(), style, tr("Funnel"), parent)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> FunnelLayout:
        return FunnelLayout(self.content, style, self.numbers, size)

    def draw(self, painter: QPainter, places: FunnelLayout, shown: Shown) -> None:
        paint_funnel(painter, places, shown)

    def channels(self) -> Sequence[int | None]:
        return [None] * len(self.content.stages)

    def words(self, mark: int) -> str:
        stage = self.content.stages[mark]
        count = tr("{figure} {value}", figure=stage.label, value=self.numbers.text(stage.count, COUNT))
        lines = [f"{count} · {stage.coverage}" if stage.coverage else count]
        if stage.step is not None:
            lines.append(self._words(stage.step))
        if stage.above_whole:
            lines.append(tr("More came out of this step than went in: check whether both count the same people."))
        if stage.cost is not None:
            lines.append(self._words(stage.cost))
        return "\n".join(lines)

    def spoken(self) -> str:
        stages = [self._spoken(stage) for stage in self.content.stages]
        return tr("From the first stage to the last: {stages}.", stages=list_text(stages)) if stages else ""

    def _spoken(self, stage: FunnelStage) -> str:
        count = self.numbers.text(stage.count, COUNT)
        if stage.step is None or stage.step.value is None:
            return tr("{figure} {value}", figure=stage.label, value=count)
        rate = tr("{figure} {value}", figure=stage.step.label, value=figure_text(stage.step, self.numbers))
        return tr("{stage} {count} ({rate})", stage=stage.label, count=count, rate=rate)

    def _words(self, figure: FunnelFigure) -> str:
        text = tr("{figure} {value}", figure=figure.label, value=figure_text(figure, self.numbers))
        notes = [note for note in (figure.coverage, figure.reason) if note]
        return " · ".join([text, *notes])


def paint_funnel(painter: QPainter, places: FunnelLayout, shown: Shown) -> None:
    """The funnel with its corner at the painter's origin."""
    style, plot = places.style, places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, places.size.width(), places.size.height(), style.surface)
    rows = places.rows(shown.scroll)
    standing_out = {shown.hovered, shown.current} - {None}
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), places.size.width(), plot.height()), Qt.ClipOperation.IntersectClip)
    for row in rows:
        if places.chart.stages.index(row.stage) in standing_out:
            painter.fillRect(row.rect, colour(style.hover))
    for above, below in itertools.pairwise(rows):
        _paint_flow(painter, above, below, style)
    for row in rows:
        _paint_row(painter, row, style)
    painter.restore()
    places.heading.draw(painter, style)
    if not places.note_rect.isEmpty():
        painter.setFont(style.font())
        painter.setPen(colour(style.text2))
        shown_note = style.metrics().elidedText(places.note, Qt.TextElideMode.ElideRight, places.note_rect.width())
        painter.drawText(places.note_rect, _LEFT, shown_note)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def _paint_flow(painter: QPainter, above: StageRow, below: StageRow, style: ChartStyle) -> None:
    """What goes from one stage to the next, as a pale surface between their bars."""
    top, bottom = above.bar.bottom(), below.bar.top()
    shape = QPolygonF(
        [
            QPointF(above.bar.left(), top), QPointF(above.bar.right(), top), QPointF(below.bar.right(), bottom),
            QPointF(below.bar.left(), bottom),
        ]
    )  # fmt: skip
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(style.grid))
    painter.drawPolygon(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_row(painter: QPainter, row: StageRow, style: ChartStyle) -> None:
    if row.bar.width() >= 1.0:
        draw_bar(painter, row.bar, left=False, paint=style.above, edge=None)
        if row.cut:
            draw_break(painter, row.bar.right() - 16.0, row.bar.top(), row.bar.height(), style.surface)
    _text(painter, style, row.name, _RIGHT, row.stage.label, style.text)
    after = _text(painter, style, row.label, _LEFT, row.count, style.text, STRONG)
    _text(painter, style, row.label.adjusted(after + 8.0, 0.0, 0.0, 0.0), _LEFT, row.coverage, style.text2)
    unknown = row.stage.cost is not None and row.stage.cost.value is None
    _text(painter, style, row.cost, _RIGHT, row.cost_text, style.text2 if unknown else style.text, STRONG)
    _text(painter, style, row.cost_label, _RIGHT, row.cost_name, style.text2)
    if row.step_text:
        _paint_step(painter, row, style)


def _paint_step(painter: QPainter, row: StageRow, style: ChartStyle) -> None:
    x, y = row.step_rect.left() + 6.5, row.step_rect.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if row.stage.above_whole:
        # A triangle with its sentence behind it: the colour alone would say nothing.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(style.below))
        painter.drawPolygon(QPolygonF([QPointF(x - 5, y + 4.5), QPointF(x, y - 4.5), QPointF(x + 5, y + 4.5)]))
    else:
        painter.setPen(QPen(colour(style.text2), 1.25))
        painter.drawLine(QPointF(x, y - 4.0), QPointF(x, y + 4.0))
        painter.drawLine(QPointF(x - 3.0, y + 1.0), QPointF(x, y + 4.0))
        painter.drawLine(QPointF(x + 3.0, y + 1.0), QPointF(x, y + 4.0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    after = _text(painter, style, row.step_rect.adjusted(16.0, 0.0, 0.0, 0.0), _LEFT, row.step_text, style.text)
    rest = row.step_rect.adjusted(16.0 + after + 8.0, 0.0, 0.0, 0.0)
    _text(painter, style, rest, _LEFT, row.step_note, style.text2)


def _text(
    painter: QPainter, style: ChartStyle, rect: QRectF, align: Qt.AlignmentFlag, text: str, paint: str,
    weight: int = REGULAR,
) -> float:  # fmt: skip
    """Draw a text, shortened where it does not fit; answers its width."""
    if not text or rect.isEmpty():
        return 0.0
    if style.width(text, weight) > rect.width():
        text = style.metrics(weight).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(style.font(weight))
    painter.setPen(colour(paint))
    painter.drawText(rect, align, text)
    return style.width(text, weight)
