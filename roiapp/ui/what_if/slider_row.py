"""One input with its slider: whose it is, by how much it differs from the base case, a field to type it, a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from roiapp.analysis.decisions.what_if import tidy
from roiapp.language import apart, tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.what_if.slider import SLIDER_WIDTH, WhatIfSlider
from roiapp.ui.what_if.value_field import ValueField

if TYPE_CHECKING:
    from roiapp.analysis.decisions.slider_scale import SliderScale
    from roiapp.analysis.decisions.what_if import Input
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

ROW_HEIGHT: Final = 28
_FIELD: Final = 78
#: px that the slider keeps where figures are long
_LEAST_SLIDER: Final = 44
_DOT: Final = 8


class SliderRow(QWidget):
    """`input` is what it shows. Its own signals are those of its slider, and `typed` a text for the field, `locked`
    what the lock says."""

    typed = Signal(str)
    locked = Signal(bool)

    def __init__(self, theme: Theme, each: Input, name: str, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.input = each
        self.name = name
        #: all that it shows, so that nothing is done while it stays
        self._stands: object = None
        #: how wide the field has to be, in px
        self.wanted_width = 0
        self.setFixedHeight(theme.px(ROW_HEIGHT))
        self.label = RowName(theme, name, colour, self)
        self.slider = WhatIfSlider(theme, self)
        self.field = ValueField(theme, _FIELD, self)
        self.lock = GhostButton(theme, "lock-open", self, bare=True)
        self.lock.setCheckable(True)
        self.lock.setFixedSize(theme.px(30), theme.px(24))
        self.lock.set_ground = "surface"
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.label, 1)
        line.addWidget(self.slider)
        line.addSpacing(8)
        line.addWidget(self.field)
        line.addWidget(self.lock)
        self.field.typed.connect(self.typed)
        self.field.stepped.connect(self.slider.stepped)
        self.lock.clicked.connect(self.locked)

    def show_input(
        self, each: Input, scale: SliderScale, unit: Unit, write: NumberFormat, *, locked: bool, held: bool,
        can_lock: bool,
    ) -> None:
        """Show how it stands now; `held`: it is locked and cannot be moved."""
        wanted = (each, scale, write, locked, held, can_lock)
        if wanted == self._stands:
            return
        self._stands = wanted
        self.input = each
        for part in (self.slider, self.field):
            part.setEnabled(not held)
        moved = each.moved
        by = each.now - each.base if moved and each.now is not None and each.base is not None else None
        now = tidy(each.now)
        text = write.text(now, unit) if now is not None else ""
        change = write.change(by, unit) if by else ""
        self.label.show_change(change)
        self.slider.locked = locked
        self.slider.show_value(scale, each.base, each.now, moved=moved)
        self.slider.setAccessibleName(self.name)
        said = tr("{value}, {change} from the base case", value=text, change=change) if change else text
        self.slider.setAccessibleDescription(tr("{value}, locked", value=said) if held else said)
        # Room for the end of the scale, so that nothing gives way under the mouse.
        self.wanted_width = max(self.field.width_for(one) for one in (text, write.text(scale.top, unit)))
        self.field.show_text(text, write.edit_text(now, unit))
        self.field.set_look(moved=moved, quiet=locked)
        self.field.setAccessibleName(self.name)
        self.lock.setVisible(can_lock)
        if locked != self.lock.isChecked() or not self.lock.toolTip():
            self.lock.setChecked(locked)
        self.lock.icon_name = "lock" if locked else "lock-open"
        said = tr("{name} is locked: it neither gives nor takes", name=self.name) if locked else tr(
            "Lock {name}, so that it neither gives nor takes", name=self.name)  # fmt: skip
        self.lock.setToolTip(said)
        self.lock.setAccessibleName(said)


    def give_width(self, wanted: int) -> None:
        """A field so wide; the slider gives way, then the name."""
        px = self._theme.px
        wide = max(px(_FIELD), wanted)
        if wide != self.field.width():
            self.field.setFixedWidth(wide)
            self.slider.setFixedWidth(max(px(SLIDER_WIDTH) - (wide - px(_FIELD)), px(_LEAST_SLIDER)))


class RowName(QWidget):
    """The dot and the name, and behind it the difference in the colour of what-ifs; the name gives way to it."""

    def __init__(self, theme: Theme, name: str, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = apart(name)
        self._colour = colour
        self._change = ""
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)

    def show_change(self, change: str) -> None:
        """By how much it differs, "" where it does not."""
        if change != self._change:
            self._change = change
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(90), self._theme.px(ROW_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        dot, gap, wide = theme.px(_DOT), theme.px(10), self.width()
        left = 0
        if self._colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour))
            painter.drawEllipse(QRectF(wide - dot if mirrored else 0, (self.height() - dot) / 2, dot, dot))
            left = dot + gap
        strong = theme.font(12, 600)
        change_width = QFontMetrics(strong).horizontalAdvance(self._change) if self._change else 0
        font = theme.font(13, 600 if self._change else 400)
        metrics = QFontMetrics(font)
        room = wide - left - theme.px(8) - (change_width + theme.px(8) if self._change else 0)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        line = QRectF(0 if mirrored else left, 0, wide - left, self.height())
        painter.drawText(line, align | side, name)
        if self._change:
            by = metrics.horizontalAdvance(name) + theme.px(8)
            line.adjust(0 if mirrored else by, 0, -by if mirrored else 0, 0)
            painter.setFont(strong)
            painter.setPen(theme.colour("what_if"))
            painter.drawText(line, align | side, self._change)
