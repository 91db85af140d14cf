"""The window under fire: thousands of signals, keys and clicks; then every figure is what a fresh calculation gives.

Menus are left shut: the offscreen platform complains whenever one opens. A test of their own builds them all.
"""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenuBar, QToolButton, QWidget

from roiapp.core.calculator import Calculator
from roiapp.core.edits import SetCells
from roiapp.core.scenario_edits import outcome
from roiapp.ui.bars.cards import Card
from roiapp.ui.window.main_window import MainWindow

EVENTS = 10_000
EMISSIONS = 20_000
_KEYS = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right) * 4,
    *(Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_F2) * 2,
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Space, Qt.Key.Key_F1),
    *(Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z),
)
_TEXTS = ("1", "2", "37", "0", "4.5", "12k", "15%", "=", "-", "abc", "$", "ł")
_MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 6,
    *(Qt.KeyboardModifier.ControlModifier,) * 3,
    *(Qt.KeyboardModifier.ShiftModifier,) * 2,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


def grid_equals_fresh(window: MainWindow) -> None:
    """Every figure, total and text of every view equals what a new calculator makes of the same worksheet, under the
    scenario that is looked at."""
    model = window.bench.model
    assert model.session is not None
    session = model.session
    sheet = session.worksheet
    if session.scenario_key:
        sheet = outcome(sheet, session.catalog, session.scenario_key).worksheet
    for view in model.views:
        model.set_view(view)
        fresh = Calculator(sheet, session.catalog, session.calculator.as_of).figures(view)
        assert model.figures is not None
        for column in window.bench.grid.model.columns:
            assert model.figures.values(column.id).tobytes() == fresh.values(column.id).tobytes(), (view, column.id)
            assert model.figures.total(column.id) == fresh.total(column.id), (view, column.id)


@pytest.mark.slow
def test_thousands_of_emissions(window: MainWindow) -> None:
    model = window.bench.model
    heard = 0

    def hear(_changed: object) -> None:
        nonlocal heard
        heard += 1

    model.changed.connect(hear)
    steps = EMISSIONS // 4
    for number in range(steps):
        model.apply(SetCells.one("spend", 5, number % 4, float(number % 997)))
        model.undo()
        if number % 500 == 0:
            QApplication.processEvents()
    assert heard == 2 * steps  # each of them also emitted history_changed
    assert not model.edited
    grid_equals_fresh(window)


@pytest.mark.slow
@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_ten_thousand_random_keys_and_clicks(window: MainWindow) -> None:
    chance = random.Random(20260801)
    window.bench.show_charts()
    for number in range(EVENTS):
        kind = chance.random()
        if kind < 0.45:
            _press(_receiver(window), chance.choice(_KEYS), chance.choice(_MODIFIERS))
        elif kind < 0.70:
            for letter in chance.choice(_TEXTS):
                QTest.keyClick(_receiver(window), letter)
        else:
            _click(window, chance)
        if number % 20 == 0:
            QApplication.processEvents()
        _tidy()
    window.bench.grid.table.cancel_editor()
    QApplication.processEvents()
    session = window.bench.model.session
    assert session is not None
    assert len(session.history.done) > 50  # the keys did change the document
    grid_equals_fresh(window)


def _receiver(window: MainWindow) -> QWidget:
    return QApplication.focusWidget() or window.bench.grid.table


def _press(target: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    if modifiers & Qt.KeyboardModifier.AltModifier and Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return  # would open a menu
    if key == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
        return  # the same: the active column's
    opens = isinstance(target, Card) or (isinstance(target, QToolButton) and _opens_menu(target))
    if opens and key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        return  # the same: the button's or the card's own
    QTest.keyClick(target, key, modifiers)


def _click(window: MainWindow, chance: random.Random) -> None:
    """Press, drag a little and release somewhere in the window; sometimes twice, sometimes with the right button."""
    place = QPoint(chance.randrange(window.width()), chance.randrange(window.height()))
    target = window.childAt(place) or window
    if isinstance(target, QMenuBar) or (isinstance(target, QToolButton) and _opens_menu(target)):
        return
    button = Qt.MouseButton.LeftButton if chance.random() < 0.9 else Qt.MouseButton.RightButton
    modifiers = chance.choice(_MODIFIERS)
    local = QPointF(target.mapFrom(window, place))
    to = local + QPointF(chance.randrange(-60, 60), chance.randrange(-60, 60)) if chance.random() < 0.3 else local
    press = QEvent.Type.MouseButtonPress if chance.random() < 0.85 else QEvent.Type.MouseButtonDblClick
    for kind, where in ((press, local), (QEvent.Type.MouseMove, to), (QEvent.Type.MouseButtonRelease, to)):
        event = QMouseEvent(kind, where, QPointF(target.mapToGlobal(where)), button, button, modifiers)
        QApplication.sendEvent(target, event)


def _opens_menu(button: QToolButton) -> bool:
    return button.menu() is not None or button.objectName() == "find" or isinstance(button.parent(), Card)


def _tidy() -> None:
    """Dialogs are answered with a Cancel now and then, as somebody who did not mean them would."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
