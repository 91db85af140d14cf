"""The panel of charts: a tab a chart, what was left out, the buttons to copy and to enlarge, and the chart itself.

Importing this module brings pyqtgraph: the window does so when the figures have been painted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QGuiApplication, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from roiapp.analysis.roi_chart import RoiChart, nothing_yet, roi_chart
from roiapp.charts.roi_by_channel import RoiByChannel
from roiapp.charts.style import ChartStyle
from roiapp.core.units import COUNT, NumberFormat
from roiapp.language import list_text, tr, trn
from roiapp.ui.buttons import GhostButton
from roiapp.ui.palette import CHANNEL_COLOURS
from roiapp.ui.session_model import SessionModel
from roiapp.ui.theme import Theme

_HEADER = 36
_MANY = 2_000  # channels from which on the chart waits for a pause in typing
_PAUSE_MS = 120
_NAMED = 3  # channels left out that the note names; the tooltip names more
_LISTED = 12


class ChartPanel(QWidget):
    """The chart of the view that is looked at, drawn once a frame and only while it is seen.

    `channel_selected` carries the channel whose row was chosen, `enlarge_requested` whether the panel shall have
    all the room, `noticed` a sentence about what was done.
    """

    channel_selected = Signal(int)
    enlarge_requested = Signal(bool)
    noticed = Signal(str)

    def __init__(self, model: SessionModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._stale = True
        self.chart = RoiByChannel(chart_style(theme), self)
        self.chart.channel_selected.connect(self.channel_selected)
        self.placeholder = QLabel(self)
        self.placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.placeholder.setWordWrap(True)
        self.placeholder.setContentsMargins(24, 0, 24, 16)
        self.note = Note(theme, self)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        model.frame.connect(self._on_frame)
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()

    def _lay_out(self) -> None:
        self.tab = TabButton(tr("ROI by channel"), self._theme, self)
        self.tab.setChecked(True)
        self.copy_button = self._button("copy", tr("Copy the chart as a picture"))
        self.copy_button.clicked.connect(self.copy_picture)
        self.enlarge_button = self._button("maximize-2", tr("Give the chart all the room, or take it back"))
        self.enlarge_button.setCheckable(True)
        self.enlarge_button.toggled.connect(self.enlarge_requested)
        header = QHBoxLayout()
        header.setContentsMargins(16, 0, 8, 0)
        header.setSpacing(0)
        header.addWidget(self.tab)
        header.addSpacing(20)
        header.addWidget(self.note, 1)
        header.addSpacing(8)
        header.addWidget(self.copy_button)
        header.addWidget(self.enlarge_button)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.placeholder)
        self._body.addWidget(self.chart)
        body = QVBoxLayout()
        # Clear of the panel's border and of its round corners.
        body.setContentsMargins(2, 0, 2, 4)
        body.addWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(header)
        column.addLayout(body, 1)

    def _button(self, icon: str, tip: str) -> GhostButton:
        button = GhostButton(self._theme, icon, self, bare=True)
        button.setText(tip)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    # -- what is shown ---------------------------------------------------------------------------------------------

    def highlight(self, channel: int | None) -> None:
        """Mark the row of a channel, of none where None."""
        self.chart.highlight(channel)

    def refresh(self) -> None:
        """Draw the figures of now, or say why there is nothing to draw."""
        figures = self._model.figures
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        content = roi_chart(figures) if figures is not None else RoiChart()
        write = self._model.number_format
        if content.bars:
            self.chart.set_content(content, write)
        elif figures is not None:
            self.placeholder.setText(nothing_yet(figures))
        self._body.setCurrentWidget(self.chart if content.bars else self.placeholder)
        self.copy_button.setEnabled(bool(content.bars))
        # An empty chart says itself what is missing.
        self.note.set_text(*(left_out(content, write) if content.bars else ("", "")))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, with all rows and at twice the size."""
        QGuiApplication.clipboard().setImage(self.chart.picture())
        self.noticed.emit(tr("The chart is on the clipboard as a picture."))

    def _on_frame(self) -> None:
        figures = self._model.figures
        if figures is not None and len(figures.worksheet.keys) > _MANY and self.isVisible():
            self._pause.start()
        else:
            self.refresh()

    def _on_theme(self) -> None:
        self.chart.set_style(chart_style(self._theme))
        self.placeholder.setFont(self._theme.font(13))
        palette = self.placeholder.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour("text2"))
        self.placeholder.setPalette(palette)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(1, _HEADER, self.width() - 2, 1), self._theme.colour("border"))


class TabButton(QAbstractButton):
    """One tab of a panel's header: its text, with a line in the accent colour below the chosen one."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(13, 600))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, _HEADER)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        strong = self.isChecked() or self.underMouse()
        painter.setFont(theme.font(13, 600 if self.isChecked() else 500))
        painter.setPen(theme.colour("text" if strong else "text2"))
        painter.drawText(self.rect().adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("accent"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(-3, 5, 3, -5), 6, 6)


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
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text:
            return
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text2"))
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)


def left_out(content: RoiChart, write: NumberFormat) -> tuple[str, str]:
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
            len(content.bars), n=write.text(float(len(content.bars)), COUNT),
        )  # fmt: skip
        lines.append(drawn)
        line = f"{line} · {drawn}" if line else drawn
    return line, "\n".join(lines)


def chart_style(theme: Theme) -> ChartStyle:
    """The theme's colours and font as charts want them."""
    tokens = theme.tokens
    return ChartStyle(
        family=theme.font(12).family(),
        surface=tokens.surface,
        grid=tokens.grid,
        text=tokens.text,
        text2=tokens.text2,
        above=tokens.chart_above,
        below=tokens.chart_below,
        above_pale=tokens.chart_above_pale,
        below_pale=tokens.chart_below_pale,
        whisker=tokens.chart_whisker,
        all_channels=tokens.chart_all,
        selected=tokens.accent_soft,
        selected_text=tokens.accent_text,
        hover=tokens.hover,
        dots=CHANNEL_COLOURS,
    )
