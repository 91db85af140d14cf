"""A real window with the grid in it, for the grid's tests: the figures of the design's picture, keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.grid.worksheet_table import WorksheetTable
from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.worksheet_model import WorksheetModel

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

NAMES = [
    "Local SEO", "Google text ads", "Local services ads", "Paid social", "Display ads", "Social media", "Email",
    "Radio & TV", "Yard & truck signs", "Direct mail", "Local print",
]  # fmt: skip
COLUMNS: dict[str, list[float | None]] = {
    "spend": [2400, 4200, 2250, 2230, 1300, 600, 760, 3400, 380, 1900, 830],
    "visits": [3240, 2910, 1180, 4460, 6900, 1480, 910, None, None, None, None],
    "leads": [118, 131, 82, 61, 21, 24, 47, 27, 7, 29, 4],
    "customers": [54, 38, 40, 18, 5, 11, 26, 8, 3, 15, 5],
    "revenue_per_sale": [460, 480, 430, 310, 340, 320, 310, 520, 460, 410, 330],
    "gross_margin": [0.46, 0.45, 0.45, 0.42, 0.42, 0.44, 0.48, 0.40, 0.45, 0.44, 0.41],
}
SPEND, VISITS, LEADS, CUSTOMERS, PRICE, MARGIN, CONVERSION, CPL, CAC, RETURN, PROFIT, ROI = range(1, 13)


def picture(**settings: Any) -> Worksheet:
    """The worksheet of the design's picture."""
    return build(NAMES, COLUMNS, settings=DocumentSettings(**settings))


def two_months() -> Worksheet:
    """The same figures in January and February."""
    months = {name: [values, values] for name, values in COLUMNS.items()}
    return build(NAMES, months, periods=[month(2026, 1, 1), month(2026, 2, 2)])


@dataclass
class Window:
    """The grid as a user has it before them."""

    qtbot: QtBot
    theme: Theme
    source: SessionModel
    model: WorksheetModel
    view: WorksheetView
    notices: list[str] = field(default_factory=list)

    @property
    def table(self) -> WorksheetTable:
        return self.view.table

    @property
    def sheet(self) -> Worksheet:
        assert self.source.session
        return self.source.session.worksheet

    @property
    def undo_steps(self) -> int:
        assert self.source.session
        return len(self.source.session.history.done)

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        widget = QApplication.focusWidget() or self.table
        self.qtbot.keyClick(widget, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self.key(letter)

    def enter(self, text: str) -> None:
        self.type(text)
        self.key(Qt.Key.Key_Return)

    def go(self, row: int, column: int) -> None:
        self.table.go_to(row, column)

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        self.table.go_to(top, left)
        self.table.go_to(bottom, right, extend=True)

    def click(self, row: int, column: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, modifiers, self.point(row, column))

    def point(self, row: int, column: int) -> QPoint:
        return self.table.cell_rect(row, column).center()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """The left button pressed at one point of the cells, moved and released at another."""
        viewport = self.table.viewport()
        self.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        for point in (start + (end - start) / 2, end):
            event = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(point),
                QPointF(viewport.mapToGlobal(point)),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(viewport, event)
        self.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)

    def text(self, row: int, column: int) -> str:
        return self.model.text(row, column)

    def typed(self, field_id: str, row: int) -> float | None:
        value = self.sheet.value(field_id, 0, row)
        return None if value != value else value

    def clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)


def open_window(qtbot: QtBot, theme: Theme, sheet: Worksheet | None, *, width: int = 1408, height: int = 420) -> Window:
    """The grid shown and, where there is a document, filled; its first input cell is the active one."""
    source = SessionModel()
    model = WorksheetModel(source)
    view = WorksheetView(model, theme)
    qtbot.addWidget(view)
    window = Window(qtbot, theme, source, model, view)
    view.noticed.connect(window.notices.append)
    view.resize(width, height)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.table.setFocus()
    if sheet is not None:
        source.open(sheet, None)
    qtbot.waitUntil(view.table.hasFocus)
    return window
