"""Above the grid, while the rows do not stand in their own order or one kind of figures alone shows: what is active,
each with a way to clear it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from roiapp.core import indicators
from roiapp.language import tr
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.row_words import filter_details, filter_text, grouped_text, sorted_text

if TYPE_CHECKING:
    from roiapp.ui.grid.column_commands import ColumnCommands
    from roiapp.ui.grid.row_commands import RowCommands
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

_HEIGHT: Final = 24
_ICON: Final = 12


class ArrangementBar(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(
        self, theme: Theme, model: WorksheetModel, rows: RowCommands, columns: ColumnCommands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.sorted = _Chip(theme, "arrow-up-down", lambda: rows.sort(None), tr("Stop sorting"), self)
        self.filtered = _Chip(theme, "list-filter", rows.lift_filter, tr("Lift the filter"), self)
        self.grouped = _Chip(theme, "table-2", lambda: rows.group(None), tr("Stop grouping"), self)
        self.kind = _Chip(theme, "columns-3", lambda: columns.show_kind(""), tr("Show all figures"), self)
        self.again = _Chip(theme, "redo-2", rows.again, "", self, closes=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(6)
        for chip in (self.sorted, self.filtered, self.grouped, self.kind, self.again):
            row.addWidget(chip)
        row.addStretch(1)
        self.setFixedHeight(theme.px(_HEIGHT) + 8)
        model.arranged.connect(self.refresh)
        model.rows_moved.connect(self.refresh)
        theme.changed.connect(self.update)
        self.refresh()

    def refresh(self) -> None:
        """Say what is active now."""
        model, wanted = self._model, self._model.arrangement
        sort, filtered = wanted.sort, wanted.filter.active
        self.sorted.say(sorted_text(model, sort) if sort else "")
        self.filtered.say(filter_text(model) if filtered else "", filter_details(model, wanted) if filtered else "")
        self.grouped.say(grouped_text(wanted))
        self.again.say(
            tr("Sort again") if model.outdated and sort else tr("Refresh") if model.outdated else "",
            tr("Figures have changed since; the rows stayed where they were."),
        )
        self.kind.say(indicators.only(model.kind), indicators.sentence(model.kind))
        self.setVisible(bool(not wanted.plain or model.kind))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))


class _Chip(QToolButton):
    """A text with a cross that clears it; `closes` False: a click does what it says."""

    def __init__(
        self, theme: Theme, icon: str, does: Callable[[], None], tip: str, parent: QWidget, *, closes: bool = True
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._theme = theme
        self._icon = icon
        self._tip = tip
        self._closes = closes
        self.setFont(theme.font(12, 500))
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(does)
        theme.changed.connect(self.update)

    def say(self, text: str, details: str = "") -> None:
        """Show this, nothing where it is empty."""
        self.setText(text)
        self.setToolTip("\n".join(filter(None, (details, self._tip))))
        self.setAccessibleName(f"{text}. {self._tip}" if self._closes else text)
        self.setVisible(bool(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        icon = self._theme.px(_ICON)
        width = 8 + icon + 6 + QFontMetrics(self.font()).horizontalAdvance(self.text()) + 8
        return QSize(width + (icon + 6 if self._closes else 0), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self.maximumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, ratio = QPainter(self), self._theme, self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("ring"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft" if self._closes else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(area, 4, 4)
        icon = theme.px(_ICON)
        middle = (self.height() - icon) // 2
        painter.drawPixmap(8, middle, theme.pixmap(self._icon, "accent_text", _ICON, ratio))
        painter.setPen(theme.colour("accent_text"))
        painter.setFont(self.font())
        left, right = 8 + icon + 6, 8 + (icon + 6 if self._closes else 0)
        box = self.rect().adjusted(left, 0, -right, 0)
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self._closes:
            role = "text" if self.underMouse() else "accent_text"
            painter.drawPixmap(self.width() - 8 - icon, middle, theme.pixmap("x", role, _ICON, ratio))
