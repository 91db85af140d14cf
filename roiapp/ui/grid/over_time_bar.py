"""The line above the grid while all periods stand side by side: which figure they show, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QActionGroup, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

_HEIGHT = 40


class OverTimeBar(QWidget):
    """Hidden while the figures of one period are shown."""

    def __init__(
        self, theme: Theme, model: SessionModel, over_time: OverTime, back_tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._over_time = over_time
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self._one_of: QActionGroup | None = None
        self.figure_button = _Choice(theme, "pencil", self)
        self.figure_button.setMenu(self.menu)
        self.figure_button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        self.figure_button.setToolTip(tr("Which figure is shown in all periods"))
        self.note = _Note(theme, self)
        self.back_button = GhostButton(theme, "chevron-left", self)
        self.back_button.setText(tr("Back to one period"))
        self.back_button.setToolTip(back_tip)
        self.back_button.setAccessibleName(self.back_button.text())
        self.back_button.clicked.connect(over_time.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 3)
        row.setSpacing(12)
        row.addWidget(self.figure_button)
        row.addWidget(self.note, 1)
        row.addWidget(self.back_button)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.hide()
        over_time.changed.connect(self.refresh)
        model.view_changed.connect(self.refresh)
        model.changed.connect(lambda changed: self.refresh() if changed.structure or changed.looks else None)
        theme.changed.connect(self.update)

    def refresh(self) -> None:
        """Follow what is shown, and the period that cards and charts show."""
        shown = next((each for each in self._over_time.choices if each.id == self._over_time.id), None)
        view = self._model.view
        if shown is not None and view is not None:
            self.figure_button.show_figure(tr(shown.record.label), typed=shown.is_input)
            self.note.set_text(tr("All periods side by side. Cards and charts show {period}.", period=view.text()))
        self.setVisible(self._over_time.active)

    def _fill(self) -> None:
        """The figures there are, inputs first, the shown one ticked."""
        self.menu.clear()
        if self._one_of is not None:
            self._one_of.deleteLater()
        self._one_of = one_of = QActionGroup(self.menu)
        before = True
        for column in self._over_time.choices:
            if before and not column.is_input:
                self.menu.addSeparator()
            before = column.is_input
            action = self.menu.addAction(tr(column.record.label).replace("&", "&&"))
            action.setToolTip(tr(column.record.help))
            action.setCheckable(True)
            one_of.addAction(action)
            action.setChecked(column.id == self._over_time.id)
            action.triggered.connect(lambda _checked=False, id_=column.id: self._over_time.show(id_))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border"))


class _Choice(GhostButton):
    """A button in a thin frame, as wide as its text and at least as a field."""

    def show_figure(self, label: str, *, typed: bool) -> None:
        self.icon_name = "pencil" if typed else "square-function"
        self.setText(label)
        self.setAccessibleName(tr("Figure shown in all periods: {figure}", figure=label))
        self.updateGeometry()
        self.update()

    def full_width(self, *, bare: bool) -> int:
        return max(self._theme.px(180), super().full_width(bare=bare))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("border_strong"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
        super().paintEvent(event)


class _Note(QWidget):
    """A quiet sentence, shortened where there is no room for it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = ""
        self.setFont(theme.font(12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def set_text(self, text: str) -> None:
        self.text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text2"))
        shown = QFontMetrics(self.font()).elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
