"""What the numbers say, beside the charts: the first findings, the rest behind “more”, and what their ranges cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from roiapp.analysis.findings.finding import RANGES_COVER, first_shown
from roiapp.language import tr, trn
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.finding_watch import MOST_CHANNELS, FindingWatch
from roiapp.ui.panel.findings_list import FindingsList, More

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Finding

_HEIGHT: Final = 36


class FindingsPanel(QWidget):
    """`asked` carries a finding whose cells and chart are to be shown. Nothing is worked out while it is hidden."""

    asked = Signal(object)

    def __init__(self, watch: FindingWatch, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._theme = theme
        self._whole = False
        self.title = QLabel(tr("What the numbers say"), self)
        self.title.setFont(theme.font(13, 600))
        self.count = QLabel(self)
        self.count.setFont(theme.font(12))
        self.list = FindingsList(theme, self)
        self.list.asked.connect(self._on_asked)
        self.placeholder = QLabel(self)
        self.placeholder.setFont(theme.font(13))
        self.placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.placeholder.setWordWrap(True)
        self.ask = GhostButton(theme, "lightbulb", self)
        self.ask.setText(tr("Work it out now"))
        self.ask.clicked.connect(watch.ask)
        self.foot = QLabel(tr(RANGES_COVER), self)
        self.foot.setFont(theme.font(11))
        self.foot.setWordWrap(True)
        self.foot.setContentsMargins(16, 4, 16, 8)
        self._lay_out()
        watch.changed.connect(self._refresh)
        theme.changed.connect(self._dress)
        self._dress()
        self._refresh()

    def _lay_out(self) -> None:
        header = QWidget(self)
        header.setFixedHeight(self._theme.px(_HEIGHT))
        line = QHBoxLayout(header)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addStretch(1)
        line.addWidget(self.count)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.list)
        self._body.addWidget(self._empty())
        body = QVBoxLayout()
        # Clear of the panel's border and of its round corners.
        body.setContentsMargins(2, 0, 2, 2)
        body.setSpacing(0)
        body.addWidget(self._body, 1)
        body.addWidget(self.foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        whole.addWidget(header)
        whole.addLayout(body, 1)

    def _empty(self) -> QWidget:
        """What stands in the place of the list."""
        empty = QWidget(self)
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 0, 24, 16)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.placeholder)
        column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return empty

    @property
    def keys(self) -> QWidget:
        """Who gets the keyboard."""
        return self.ask if self.ask.isVisibleTo(self) else self.list

    def _refresh(self) -> None:
        found = self._watch.findings
        self.title.setText(tr("What the scenario says") if self._watch.of_scenario else tr("What the numbers say"))
        if not found:
            self.count.setText("")
            self.list.show_rows(())
            nothing = tr("Nothing yet. Type what each channel cost and brought: what that means is said here.")
            many = tr("With more than {n} channels this takes a moment, so it waits to be asked.", n=MOST_CHANNELS)
            self.placeholder.setText(many if self._watch.too_many else "" if found is None else nothing)
            self.ask.setVisible(self._watch.too_many)
            self._body.setCurrentIndex(1)
            self.foot.hide()
            return
        first, rest = first_shown(found)
        rows: list[Finding | More] = [*first]
        if rest and self._whole:
            rows += [*rest, More(tr("Show only the first"))]
        elif rest:
            rows.append(More(trn("Show {n} more", "Show {n} more", len(rest))))
        self.count.setText(trn("{n} finding", "{n} findings", len(found)))
        self.list.show_rows(rows)
        self._body.setCurrentWidget(self.list)
        self.foot.setVisible(any(each.interval is not None for each in rows if not isinstance(each, More)))

    def _on_asked(self, row: object) -> None:
        if isinstance(row, More):
            self._whole = not self._whole
            self._refresh()
        else:
            self.asked.emit(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.want(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.want(False)

    def _dress(self) -> None:
        for label, role in (
            (self.title, "text"), (self.count, "text2"), (self.placeholder, "text2"), (self.foot, "text2"),
        ):  # fmt: skip
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, self._theme.colour(role))
            label.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRect(1, self._theme.px(_HEIGHT), self.width() - 2, 1)
        painter.fillRect(line, self._theme.colour("border"))
