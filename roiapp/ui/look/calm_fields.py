"""Fields to choose and count in as the design draws them: a thin round frame, a chevron, a ring when active."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionSpinBox,
    QWidget,
)

from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear

_HEIGHT = 32
_SIDE = 11
_CHEVRON = 14
_ARROW = 11
_ARROW_EDGE = 3
_MOST_WIDTH = 360


def line_style(theme: Theme) -> str:
    """The look of a field of one line."""
    tokens = theme.tokens
    return (
        f"QLineEdit {{ background: {tokens.raised}; color: {tokens.text}; border: 1px solid {tokens.border_strong};"
        f" border-radius: 6px; padding: 0 8px; placeholder-text-color: {tokens.text3}; }}"
        f" QLineEdit:focus {{ border: 2px solid {tokens.ring}; padding: 0 7px; }}"
        f" QLineEdit:disabled {{ color: {tokens.disabled}; }}"
    )


def text_style(theme: Theme) -> str:
    """The look of a field of several lines."""
    tokens = theme.tokens
    return (
        f"QPlainTextEdit {{ background: {tokens.raised}; color: {tokens.text};"
        f" border: 1px solid {tokens.border_strong}; border-radius: 6px; padding: 4px;"
        f" placeholder-text-color: {tokens.text3}; }}"
        f" QPlainTextEdit:focus {{ border: 2px solid {tokens.ring}; padding: 3px; }}"
    )


class _WheelPasses(QObject):
    """Leaves the wheel over a field that is not active to whatever it stands in."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        passes = event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus()
        if passes:
            event.ignore()
        return passes


def _leave_wheel(field: QWidget) -> None:
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt's own lets the wheel make it the active one
    field.installEventFilter(_WheelPasses(field))


class CalmBox(QComboBox):
    """A list to choose from. The wheel scrolls what it stands in unless it is active."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumHeight(theme.px(_HEIGHT))
        _leave_wheel(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # of what comes later, too
        theme.changed.connect(self._dress)
        self._dress()

    def setEditable(self, editable: bool) -> None:
        super().setEditable(editable)
        self._dress()

    def setLineEdit(self, edit: QLineEdit) -> None:
        super().setLineEdit(edit)
        self._dress()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        texts = (metrics.horizontalAdvance(self.itemText(row)) for row in range(min(self.count(), 100)))
        wide = max(texts, default=0) + 2 * _SIDE + self._theme.px(_CHEVRON) + 10
        if any(not self.itemIcon(row).isNull() for row in range(min(self.count(), 2))):
            wide += self.iconSize().width() + 6
        return QSize(min(wide, self._theme.px(_MOST_WIDTH)), max(super().sizeHint().height(), self._theme.px(_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed leaves room for the chevron, however large; the style knows of none."""
        line = self.lineEdit()
        if line is not None and watched is line and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            room = self.rect().adjusted(4, 3, -_SIDE - self._theme.px(_CHEVRON) - 2, -3)
            room = QStyle.visualRect(self.layoutDirection(), self.rect(), room)
            if line.geometry() != room:
                line.setGeometry(room)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        paint_field(painter, theme, self, active=self.hasFocus())
        size = theme.px(_CHEVRON)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        left = option.direction == Qt.LayoutDirection.LeftToRight
        side = self.width() - _SIDE - size if left else _SIDE
        role = "text3" if self.isEnabled() else "disabled"
        chevron = theme.pixmap("chevron-down", role, _CHEVRON, self.devicePixelRatioF())
        painter.drawPixmap(side, (self.height() - size) // 2, chevron)
        if self.isEditable():
            return
        room = self.rect().adjusted(_SIDE, 0, -_SIDE - size - 6, 0)
        room = QStyle.visualRect(option.direction, self.rect(), room)
        dot = self.itemIcon(self.currentIndex())
        if not dot.isNull():
            wide = self.iconSize().width()
            place = QRect(0, 0, wide, self.height())
            place.moveLeft(room.left() if left else room.right() - wide + 1)
            dot.paint(painter, place)
            room.adjust(wide + 6 if left else 0, 0, 0 if left else -wide - 6, 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        text = QFontMetrics(self.font()).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)

    def _dress(self) -> None:
        line = self.lineEdit()
        if line is not None:
            line.installEventFilter(self)
            line.setStyleSheet(
                f"QLineEdit {{ background: transparent; border: 0; color: {self._theme.tokens.text};"
                f" placeholder-text-color: {self._theme.tokens.text3}; padding-left: {_SIDE - 6}px; }}"
            )
        self.update()


class CalmSpin(QSpinBox):
    """A number to count up and down. The wheel scrolls what it stands in unless it is active."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setFrame(False)
        _leave_wheel(self)
        theme.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        paint_field(painter, theme, self, active=self.hasFocus())
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for turned, part, may in (
            (True, QStyle.SubControl.SC_SpinBoxUp, QSpinBox.StepEnabledFlag.StepUpEnabled),
            (False, QStyle.SubControl.SC_SpinBoxDown, QSpinBox.StepEnabledFlag.StepDownEnabled),
        ):
            room: QRect = self.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, self)
            role = "text3" if self.isEnabled() and self.stepEnabled() & may else "disabled"
            size = theme.px(_ARROW)
            painter.save()
            painter.translate(room.center().x() - 2, room.center().y() + (-1 if turned else 2))
            painter.rotate(180 if turned else 0)
            chevron = theme.pixmap("chevron-down", role, _ARROW, self.devicePixelRatioF())
            painter.drawPixmap(-size // 2, -size // 2, chevron)
            painter.restore()

    def _dress(self) -> None:
        dress_inner_line(self.lineEdit(), self._theme)
        self.update()


class CalmDate(QDateEdit):
    """A day to type, or to choose from a calendar. The wheel scrolls what it stands in unless it is active."""

    def __init__(self, theme: Theme, day: QDate, parent: QWidget) -> None:
        super().__init__(day, parent)
        self._theme = theme
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setFrame(False)
        self.setCalendarPopup(True)
        _leave_wheel(self)
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        paint_field(painter, theme, self, active=self.hasFocus())
        option = QStyleOptionComboBox()
        option.initFrom(self)
        arrow, kind = QStyle.SubControl.SC_ComboBoxArrow, QStyle.ComplexControl.CC_ComboBox
        place = self.style().subControlRect(kind, option, arrow, self).center()
        size = theme.px(_CHEVRON)
        role = "text3" if self.isEnabled() else "disabled"
        chevron = theme.pixmap("chevron-down", role, _CHEVRON, self.devicePixelRatioF())
        left = min(max(place.x() - size // 2, _ARROW_EDGE), self.width() - size - _ARROW_EDGE)  # the style's is small
        painter.drawPixmap(left, (self.height() - size) // 2, chevron)

    def _dress(self) -> None:
        dress_inner_line(self.lineEdit(), self._theme)
        self.update()


def calm_line(theme: Theme, width: int, parent: QWidget) -> QLineEdit:
    """A line to type a number into, so many px wide at 100 %."""
    line = QLineEdit(parent)
    line.setFixedWidth(theme.px(width))
    line.setMinimumHeight(theme.px(_HEIGHT))
    line.setFont(theme.font(13, 600))
    wear(line, theme, line_style)
    return line


def dress_inner_line(line: QLineEdit, theme: Theme) -> None:
    """The line within a field that paints its own frame."""
    tokens = theme.tokens
    line.setStyleSheet(
        f"QLineEdit {{ background: transparent; border: 0; color: {tokens.text}; padding-left: {_SIDE - 4}px; }}"
        f" QLineEdit:disabled {{ color: {tokens.disabled}; }}"
    )


def paint_field(painter: QPainter, theme: Theme, widget: QWidget, *, active: bool) -> None:
    """The ground and the frame of a field."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.colour("ring" if active else "border_strong" if widget.isEnabled() else "border")
    painter.setPen(QPen(edge, 2 if active else 1))
    painter.setBrush(theme.colour("raised" if widget.isEnabled() else "neutral_soft"))
    inset = 1.0 if active else 0.5
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
