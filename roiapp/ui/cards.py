"""The six figure cards: the total of each key figure, its change against the period before, its course in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.core.units import UNDEFINED
from roiapp.language import mark, tr
from roiapp.ui.buttons import paint_panel
from roiapp.ui.figure_change import change_said
from roiapp.ui.session_model import SessionModel
from roiapp.ui.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.change import Change, Comparison

#: id and, where the record's own header says too little on a card, what stands there
CARDS: tuple[tuple[str, str], ...] = (
    ("spend", mark("Total spend")),
    ("leads", ""),
    ("cost_per_lead", ""),
    ("cac", ""),
    ("gross_return", mark("Gross return (revenue)")),
    ("roi", mark("ROI on gross profit")),
)
_FULL_COST = mark("Total cost")
_POINTS = 12
_HEIGHT, _STACKED_HEIGHT = 72, 84
_STACKED_BELOW = 196  # narrower cards put the change under the value
_LEAST_WIDTH, _GAP = 96, 8
_LINE = QSize(62, 18)


@dataclass(frozen=True)
class CardContent:
    """What one card says. `tone` is a colour role; `line` the course, of which the last `latest` points are the
    view's."""

    label: str
    value: str = UNDEFINED
    direction: int = 0
    amount: str = ""
    against: str = ""
    tone: str = "text3"
    hint: str = ""
    line: tuple[float | None, ...] = ()
    latest: int = 1


class CardsRow(QWidget):
    """The row of cards. It asks the session for its totals once a frame."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.cards = [Card(theme, tr(label) if label else "", self) for _id, label in CARDS]
        self.setMinimumWidth(len(self.cards) * (_LEAST_WIDTH + _GAP) - _GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        model.frame.connect(self.refresh)

    def refresh(self) -> None:
        for card, content in zip(self.cards, contents(self._model), strict=True):
            card.set_content(content)
        self._show_lines()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Cards of equal width, side by side; the height follows from the width."""
        each = (self.width() + _GAP) / len(self.cards)
        stacked = each - _GAP < _STACKED_BELOW
        self.setFixedHeight(_STACKED_HEIGHT if stacked else _HEIGHT)
        for place, card in enumerate(self.cards):
            card.stacked = stacked
            left = round(place * each)
            card.setGeometry(left, 0, round((place + 1) * each) - _GAP - left, self.height())
        self._show_lines()

    def _show_lines(self) -> None:
        """All cards have their line, or none has: where it would run into one label."""
        shown = all(card.has_room_for_line() for card in self.cards)
        for card in self.cards:
            if card.shows_line != shown:
                card.shows_line = shown
                card.update()


def contents(model: SessionModel) -> list[CardContent]:
    """What the six cards say of the view at hand; labels alone while no document is open."""
    if model.session is None or model.view is None or model.figures is None:
        return [CardContent(tr(label)) for _id, label in CARDS]
    from roiapp.analysis.change import comparison
    from roiapp.core.periods import base_view

    session, view = model.session, model.view
    periods = session.worksheet.periods
    catalog, calculator = session.catalog, session.calculator
    against = comparison(periods, view, calculator.as_of)
    earlier = calculator.figures(against.against) if against.against else None
    shown, latest = _course(model)
    found = []
    for id_, own_label in CARDS:
        label = tr(own_label) if own_label else tr(catalog.record(id_).header)
        if id_ == "spend" and not {"fees", "hours"}.isdisjoint(session.worksheet.columns):
            id_, label = "total_cost", tr(_FULL_COST)
        total = model.figures.total(id_).value
        before = earlier.total(id_).value if earlier else None
        line = tuple(calculator.figures(base_view(periods, index)).total(id_).value for index in shown)
        found.append(_content(model, label, id_, total, before, against, line, latest))
    return found


def _course(model: SessionModel) -> tuple[list[int], int]:
    """The base periods whose totals make the line, oldest first, and how many of them at its end belong to the view."""
    assert model.session is not None
    assert model.view is not None
    periods = model.session.worksheet.periods
    order = [i for _start, i in sorted((p.start, i) for i, p in enumerate(periods) if p.start)]
    mine = set(model.view.periods)
    places = [place for place, index in enumerate(order) if index in mine]
    if not places:
        return [], 1
    first = min(places[0], max(0, places[-1] + 1 - _POINTS))
    return order[first : places[-1] + 1], len(places)


def _content(
    model: SessionModel, label: str, id_: str, total: float | None, before: float | None, against: Comparison,
    line: tuple[float | None, ...], latest: int,
) -> CardContent:  # fmt: skip
    assert model.session is not None
    assert model.figures is not None
    catalog, write = model.session.catalog, model.number_format
    unit = catalog.record(id_).unit
    if total is None:
        reason = model.figures.reason(id_, None)
        return CardContent(label, hint=reason.sentence(catalog) if reason else "", line=line, latest=latest)
    said = change_said(catalog, id_, total, before, against, model.figures.view, write)
    return CardContent(
        label,
        write.text(total, unit),
        said.found.direction,
        said.amount,
        said.against if said.amount else "",
        said.tone,
        _hint(model, id_, said.found, said.against),
        line,
        latest,
    )


def _hint(model: SessionModel, id_: str, found: Change, named: str) -> str:
    assert model.session is not None
    help_text = tr(model.session.catalog.record(id_).help)
    if found.before is None or found.reason:
        return f"{help_text}\n{found.reason}" if found.reason else help_text
    before = model.number_format.text(found.before, model.session.catalog.record(id_).unit)
    return f"{help_text}\n{named}: {before}"


class Card(QWidget):
    """One card, painted by hand: label and line above, value and change below."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.stacked = False
        self.shows_line = False
        self.content = CardContent(label)
        theme.changed.connect(self.update)

    def set_content(self, content: CardContent) -> None:
        if content != self.content:
            self.content = content
            self.setToolTip(content.hint)
            arrow = {1: "↑ ", -1: "↓ "}.get(content.direction, "")
            spoken = f"{content.label}: {content.value} {arrow}{content.amount} {content.against}"
            self.setAccessibleName(" ".join(spoken.split()))
            self.update()

    def has_room_for_line(self) -> bool:
        label = QFontMetrics(self._theme.font(12, 500)).horizontalAdvance(self.content.label)
        return label + 8 + _LINE.width() <= self.width() - 24

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, content = paint_panel(self, self._theme), self._theme, self.content
        inner = self.rect().adjusted(12, 8, -12, -8)
        label = QRect(inner.left(), inner.top(), inner.width(), 20)
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("text2"))
        metrics = QFontMetrics(painter.font())
        if self.shows_line:
            self._draw_line(painter, QRectF(inner.right() - _LINE.width(), inner.top() + 1, *_LINE.toTuple()))
            painter.setPen(theme.colour("text2"))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(
            content.label, Qt.TextElideMode.ElideRight, inner.width()
        ))  # fmt: skip
        middle = inner.top() + (33 if self.stacked else 38)
        painter.setPen(theme.colour("text3" if content.value == UNDEFINED else "text"))
        size, value_width = self._value_font(painter, inner.width())
        value = QRect(inner.left(), middle - 15, inner.width(), 30)
        painter.drawText(value, Qt.AlignmentFlag.AlignVCenter, content.value)
        below = inner.top() + 58 if self.stacked else middle + 2
        room = inner.width() if self.stacked else inner.width() - value_width - 8
        if size and content.amount:
            self._draw_change(painter, inner, below, room)

    def _value_font(self, painter: QPainter, room: int) -> tuple[int, int]:
        """The largest of the sizes in which the value fits, and how wide it then is."""
        width = 0
        for size in (22, 18, 15, 12):
            painter.setFont(self._theme.font(size, 600, display=size >= 20))
            width = QFontMetrics(painter.font()).horizontalAdvance(self.content.value)
            if width <= room:
                return size, width
        return 0, width

    def _draw_change(self, painter: QPainter, inner: QRect, middle: int, room: int) -> None:
        """The change at the right (under the value where stacked); its "vs Q2" only where there is room for it."""
        theme, content = self._theme, self.content
        strong, weak = theme.font(12, 600), theme.font(12)
        arrow = 16 if content.direction else 0
        amount = QFontMetrics(strong).horizontalAdvance(content.amount)
        against = QFontMetrics(weak).horizontalAdvance(f" {content.against}") if content.against else 0
        if arrow + amount + against > room:
            against = 0
        if arrow + amount > room:
            return
        x = inner.left() if self.stacked else inner.right() + 1 - arrow - amount - against
        if arrow:
            name = "arrow-up" if content.direction > 0 else "arrow-down"
            painter.drawPixmap(x, middle - 7, theme.pixmap(name, content.tone, 14, self.devicePixelRatioF()))
        painter.setFont(strong)
        painter.setPen(theme.colour(content.tone))
        painter.drawText(QRect(x + arrow, middle - 10, amount + 2, 20), Qt.AlignmentFlag.AlignVCenter, content.amount)
        if against:
            painter.setFont(weak)
            painter.setPen(theme.colour("text3"))
            rest = QRect(x + arrow + amount, middle - 10, against + 2, 20)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, f" {content.against}")

    def _draw_line(self, painter: QPainter, area: QRectF) -> None:
        """The course: gray up to the view's own points, these in the colour of the change, a dot on the last."""
        line = self.content.line
        known = [value for value in line if value is not None]
        if len(known) < 2 or line[-1] is None:
            return
        low, high = min(known), max(known)
        span = (high - low) or 1.0
        step = area.width() / (len(line) - 1)
        high_by = area.height() / span
        points = [
            None if value is None else QPointF(area.left() + i * step, area.bottom() - (value - low) * high_by)
            for i, value in enumerate(line)
        ]
        tone = self._theme.colour(self.content.tone if self.content.tone != "text3" else "text2")
        turn = max(0, len(points) - max(2, self.content.latest))
        for part, colour in ((points[: turn + 1], self._theme.colour("border_strong")), (points[turn:], tone)):
            painter.setPen(QPen(colour, 1.5))
            for run in _runs(part):
                painter.drawPolyline(QPolygonF(run))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        if points[-1] is not None:
            painter.drawEllipse(points[-1], 2.5, 2.5)


def _runs(points: list[QPointF | None]) -> list[list[QPointF]]:
    """The points between the gaps, two or more at a time."""
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
