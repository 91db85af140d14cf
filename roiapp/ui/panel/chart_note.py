"""What a chart leaves out, in a quiet line of the panel's header."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.analysis.chart_parts import ChartContent
from roiapp.core.units import COUNT, NumberFormat
from roiapp.language import list_text, tr, trn
from roiapp.ui.look.theme import Theme

_NAMED = 3  # channels left out that the note names; the tooltip names more
_LISTED = 12
_LEAST = 130  # px that the note keeps beside the tabs


class Note(QWidget):
    """A quiet line at the right of the header, elided where it is too long; the tooltip says all of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = ""
        self.setFont(theme.font(12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def set_text(self, text: str, details: str) -> None:
        if (text, details) != (self.text, self.toolTip()):
            self.text = text
            self.setToolTip(details)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        wide = min(self.fontMetrics().horizontalAdvance(self.text) + 2, self._theme.px(_LEAST)) if self.text else 0
        return QSize(wide, self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text:
            return
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text2"))
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)


def left_out(content: ChartContent, write: NumberFormat) -> tuple[str, str]:
    """What the chart leaves out: in a line, and in a few lines with the reasons; both "" where nothing is left out."""
    lines = [tr("{channel}: {reason}", channel=each.name, reason=each.reason) for each in content.unknown[:_LISTED]]
    more = content.unknown_count - len(lines)
    if more > 0:
        lines.append(trn("and {n} more", "and {n} more", more, n=write.text(float(more), COUNT)))
    if content.unknown_count == 1:
        line = lines[0]
    elif content.unknown_count:
        names = [each.name for each in content.unknown[:_NAMED]]
        rest = content.unknown_count - len(names)
        if rest > 0:
            names.append(trn("{n} other", "{n} others", rest, n=write.text(float(rest), COUNT)))
        line = tr("Not in the chart: {channels}", channels=list_text(names))
    else:
        line = ""
    if content.undrawn:
        drawn = trn(
            "Only the {n} channel that costs most is drawn.", "Only the {n} channels that cost most are drawn.",
            content.drawn, n=write.text(float(content.drawn), COUNT),
        )  # fmt: skip
        lines.append(drawn)
        line = f"{line} · {drawn}" if line else drawn
    return line, "\n".join(lines)
