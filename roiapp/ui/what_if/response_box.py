"""How channels respond to their spend: an assumption that can be changed, or switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from roiapp.core.units import NUMBER, NumberError, parse
from roiapp.language import tr
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.theme import Theme
from roiapp.ui.what_if.value_field import ValueField

if TYPE_CHECKING:
    from roiapp.core.number_format import NumberFormat

_FIELD: Final = 48


class ResponseBox(QWidget):
    """`wanted` carries an elasticity, or None where channels shall not respond; `said` a sentence on what was typed."""

    wanted = Signal(object)
    said = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._write: NumberFormat | None = None
        self.on = CalmCheck(theme, tr("Diminishing returns: elasticity"), self)
        self.on.setFont(theme.font(13, 600))
        self.field = ValueField(theme, _FIELD, self, arrows=False)
        self.field.setAccessibleName(tr("Elasticity"))
        self.text = QLabel(self)
        self.text.setFont(theme.font(12))
        self.text.setWordWrap(True)
        line = Flowing(6)
        for each in (self.on, self.field):
            line.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.text)
        self.on.clicked.connect(self._turn)
        self.field.typed.connect(self._type)
        self.field.mended.connect(lambda: self.said.emit(""))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._dress)
        self._dress()

    def show_response(self, elasticity: float | None, assumed: float, band: tuple[float, float],
                      write: NumberFormat) -> None:  # fmt: skip
        """Show what is assumed; `elasticity` None: nothing responds."""
        self._write, self._assumed = write, assumed
        value = assumed if elasticity is None else elasticity
        self.on.setChecked(elasticity is not None)
        self.field.show_text(write.edit_text(value, NUMBER), write.edit_text(value, NUMBER))
        low, high = (write.edit_text(end, NUMBER) for end in band)
        if elasticity is None:
            said = tr("Leads, customers and visits stay as they are, whatever is spent.")
        else:
            times = f"{2.0**value:.1f}".replace(".", write.edit_text(0.5, NUMBER)[1])
            said = tr("Range {low}–{high}. Doubling a channel's spend brings about {times} times the leads. An "
                      "assumption, not a measurement.", low=low, high=high, times=times)  # fmt: skip
        if said != self.text.text():
            self.text.setText(said)

    def _turn(self, on: bool) -> None:
        self.wanted.emit(self._assumed if on else None)

    def _type(self, text: str) -> None:
        write = self._write
        assert write is not None
        try:
            value = parse(text, NUMBER, write.locale).value
        except NumberError as error:
            self.field.refuse()
            self.said.emit(str(error))
            return
        if value is None:
            self.field.give_up()
        elif not 0.0 < value <= 1.0:
            self.field.refuse()
            self.said.emit(
                tr("The elasticity lies above 0 and is 1 at most: 1 means that twice the spend brings twice as much.")
            )
        else:
            self.wanted.emit(value)

    def _dress(self) -> None:
        palette = self.text.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour("text2"))
        self.text.setPalette(palette)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("what_if_border"))
        painter.setBrush(self._theme.colour("what_if_set"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
