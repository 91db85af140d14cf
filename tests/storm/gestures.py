"""What somebody may do, each as a function of the stage and of chance that says what it did. Weights are how often."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, TypeAlias

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from shiboken6 import isValid

from roiapp.core.scenario_edits import scenarios_of
from roiapp.settings import TEXT_SIZES
from tests.storm import hand_overs
from tests.storm.stage import Stage

Gesture: TypeAlias = Callable[[Stage, random.Random], str]

_Key, _None, _Ctrl, _Shift, _Alt = (
    Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
_MOVES: Final = (
    *(_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right) * 4,
    *(_Key.Key_Return, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape, _Key.Key_F2, _Key.Key_Space) * 2,
    *(_Key.Key_Delete, _Key.Key_Backspace, _Key.Key_Home, _Key.Key_End, _Key.Key_PageUp, _Key.Key_PageDown),
    *(_Key.Key_F1, _Key.Key_F3, _Key.Key_F4, _Key.Key_F5, _Key.Key_F6, _Key.Key_F10, _Key.Key_Menu, _Key.Key_Plus),
    *(_Key.Key_Minus, _Key.Key_Enter, _Key.Key_Insert, _Key.Key_F11, _Key.Key_F12),
)
_LETTERS: Final = tuple(getattr(_Key, f"Key_{letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_MODIFIERS: Final = (*(_None,) * 8, *(_Ctrl,) * 3, *(_Shift,) * 2, _Alt, _Ctrl | _Shift)
_WORDS: Final = (
    "1", "2", "37", "0", "4.5", "12k", "15%", "=1200*1.2", "=spend/", "-", "abc", "$", "łódź", "1e9", "1,234.56",
    "Radio", "日本", "e\u0301", "\u202e", "x" * 12,
)  # fmt: skip
_FIGURES: Final = ("0", "1", "25", "300", "1200", "47.5", "12k", "=100*3")
_LANGUAGES: Final = ("en", "pl", "fr", "tr", "is", "uz", "")
_ENDINGS: Final = (".roi", ".roi", ".roi", ".xlsx", ".csv", ".png", "")
_LAST: Final = (_Key.Key_Escape, _Key.Key_Escape, _Key.Key_Return)


def key(stage: Stage, chance: random.Random) -> str:
    chosen, held = chance.choice(_MOVES if chance.random() < 0.8 else _LETTERS), chance.choice(_MODIFIERS)
    return _press(stage.hearer(), chosen, held)


def word(stage: Stage, chance: random.Random) -> str:
    return _type(stage, chance.choice(_WORDS))


def figure(stage: Stage, chance: random.Random) -> str:
    """A figure and the key that takes it."""
    said = _type(stage, chance.choice(_FIGURES))
    return f"{said}, {_press(stage.hearer(), chance.choice((_Key.Key_Return, _Key.Key_Tab, _Key.Key_Down)), _None)}"


def undo(stage: Stage, chance: random.Random) -> str:
    return _press(stage.hearer(), chance.choice((_Key.Key_Z, _Key.Key_Z, _Key.Key_Y)), _Ctrl)


def save(stage: Stage, chance: random.Random) -> str:
    return _press(stage.hearer(), _Key.Key_S, _Ctrl)


def period(stage: Stage, chance: random.Random) -> str:
    return _press(stage.hearer(), chance.choice((_Key.Key_PageUp, _Key.Key_PageDown)), _Ctrl)


def _press(widget: QWidget, chosen: Qt.Key | str, held: Qt.KeyboardModifier = _None) -> str:
    """Down and up apart: what hears the first may go with it."""
    said = f"key {held.name} {getattr(chosen, 'name', chosen)} on {type(widget).__name__}"
    QTest.keyPress(widget.focusWidget() or widget, chosen, held)
    if isValid(widget):
        QTest.keyRelease(widget.focusWidget() or widget, chosen, held)
    return said


def _type(stage: Stage, text: str) -> str:
    for letter in text:
        if stage.system_dialog is not None:
            break
        if letter.isascii():
            _press(stage.hearer(), letter)
        elif (focus := QApplication.focusWidget()) is not None:
            event = QInputMethodEvent()  # as keyboards and their helpers hand over what has no key
            event.setCommitString(letter)
            QApplication.sendEvent(focus, event)
    return f"type {text!r}"


# -- the mouse ---------------------------------------------------------------------------------------------------------


def click(stage: Stage, chance: random.Random) -> str:
    """Press, sometimes drag, release: on anything, a button or an edge."""
    widget = stage.under_mouse(chance)
    handle = Stage.handle(widget)
    if handle is None or widget.width() < 2 or widget.height() < 2:
        return "click on nothing"
    place = _place(widget, handle, chance)
    button = Qt.MouseButton.LeftButton if chance.random() < 0.88 else Qt.MouseButton.RightButton
    held = chance.choice(_MODIFIERS)
    there = widget.childAt(place)
    said = f"click {button.name} {held.name} at {place.toTuple()} on {type(widget).__name__}/{_name(there)}"
    if chance.random() < 0.12 and QApplication.activePopupWidget() is None:
        QTest.mouseDClick(handle, button, held, place)
        return f"double {said}"
    QTest.mousePress(handle, button, held, place)
    if not isValid(widget):
        return said
    if chance.random() < 0.25:
        to = place + QPoint(chance.randrange(-200, 200), chance.randrange(-120, 120))
        most = handle.size().boundedTo(widget.size())
        to = QPoint(min(max(to.x(), 0), most.width() - 1), min(max(to.y(), 0), most.height() - 1))
        for part in (1, 2, 3):
            if (handle := Stage.handle(widget)) is None:
                return said
            QTest.mouseMove(handle, place + (to - place) * part / 3)
        place, said = to, f"{said}, drag to {to.toTuple()}"
    if (handle := Stage.handle(widget)) is not None:
        QTest.mouseRelease(handle, button, held, place)
    return said


def hover(stage: Stage, chance: random.Random) -> str:
    widget = stage.under_mouse(chance)
    handle = Stage.handle(widget)
    if handle is None or widget.width() < 2 or widget.height() < 2:
        return "hover over nothing"
    place = _place(widget, handle, chance)
    QTest.mouseMove(handle, place)
    return f"hover at {place.toTuple()} over {type(widget).__name__}/{_name(widget.childAt(place))}"


def _place(widget: QWidget, handle: QWindow, chance: random.Random) -> QPoint:
    """Half of the time the middle of something small, as a hand aims."""
    if chance.random() < 0.5:
        small = [each for each in widget.findChildren(QWidget)
                 if isValid(each) and each.isVisible() and each.window() is widget
                 and 2 < each.width() < 400 and each.height() < 60]
        if small:
            aimed = chance.choice(small)
            place = aimed.mapTo(widget, aimed.rect().center())
            if widget.rect().contains(place) and place.x() < handle.width() and place.y() < handle.height():
                return place
    most = handle.size().boundedTo(widget.size())
    return QPoint(chance.randrange(max(1, most.width())), chance.randrange(max(1, most.height())))


def _name(widget: QWidget | None) -> str:
    return "nothing" if widget is None else widget.objectName() or type(widget).__name__


# -- the window and the program ----------------------------------------------------------------------------------------


def resize(stage: Stage, chance: random.Random) -> str:
    widget = stage.hearer() if stage.modal is None else stage.modal
    wide, high = chance.randrange(200, 1920), chance.randrange(150, 1080)
    if chance.random() < 0.15 and widget is stage.window():
        widget.setWindowState(chance.choice((
            Qt.WindowState.WindowMaximized, Qt.WindowState.WindowNoState, Qt.WindowState.WindowFullScreen,
        )))  # fmt: skip
        return "window state"
    widget.resize(wide, high)
    return f"resize {type(widget).__name__} to {wide} x {high}"


def action(stage: Stage, chance: random.Random) -> str:
    """One of the menus' actions that can be done now."""
    if stage.modal is not None or QApplication.activePopupWidget() is not None:
        return answer(stage, chance)
    can = sorted(id_ for id_, each in stage.window().bench.actions_.action.items() if each.isEnabled())
    if chance.random() < 0.9:
        can = [id_ for id_ in can if id_ not in ("quit", "close", "new_window")]
    if not can:
        return "no action"
    id_ = chance.choice(can)
    stage.window().bench.actions_.action[id_].trigger()
    return f"action {id_}"


def answer(stage: Stage, chance: random.Random) -> str:
    """Leave a menu or a dialog: with a key, or one of its buttons."""
    popup = QApplication.activePopupWidget()
    if popup is None and isinstance(stage.modal, QDialog) and chance.random() < 0.5:
        buttons = [each for each in stage.modal.findChildren(QAbstractButton)
                   if isValid(each) and each.isVisible() and each.isEnabled()]
        if buttons:
            button = chance.choice(buttons)
            said = f"button {button.text()!r} of {type(stage.modal).__name__}"
            button.click()
            return said
    return _press(stage.hearer(), chance.choice(_LAST), _None)


def theme(stage: Stage, chance: random.Random) -> str:
    mode = chance.choice(("light", "dark", "system"))
    stage.window().set_theme(mode)  # type: ignore[arg-type]
    return f"theme {mode}"


def language(stage: Stage, chance: random.Random) -> str:
    chosen = chance.choice(_LANGUAGES)
    stage.window().bench.parts.kept.set_language(chosen)
    return f"language {chosen!r}"


def text_size(stage: Stage, chance: random.Random) -> str:
    chosen = chance.choice((100, *TEXT_SIZES))
    stage.window().bench.parts.kept.set_text_size(chosen)
    return f"text size {chosen}"


def scenario(stage: Stage, chance: random.Random) -> str:
    """Another scenario from the list in the toolbar."""
    bench = stage.window().bench
    if bench.model.worksheet is None or stage.modal is not None:
        return "no scenario"
    chosen = chance.choice((0, *(each.key for each in scenarios_of(bench.model.worksheet))))
    bench.toolbar.scenarios.chosen.emit(chosen)
    return f"scenario {chosen}"


def choose_file(stage: Stage, chance: random.Random) -> str:
    """Answer the dialog for files with one of the folder's, a new name, or not at all."""
    dialog = stage.system_dialog
    if dialog is None:
        return "no file to choose"
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    if chance.random() < 0.4 or line is None or not isinstance(dialog, QFileDialog):
        dialog.reject()
        return f"{type(dialog).__name__} rejected"
    if dialog.acceptMode() == dialog.AcceptMode.AcceptSave:
        path = stage.folder / f"{chance.choice('abc')}{chance.choice(_ENDINGS)}"
    else:
        path = chance.choice([each for each in stage.files if each != stage.folder])
    line.setText(str(path))
    _press(dialog, _Key.Key_Return, _None)
    return f"file {path.name}"


GESTURES: Final[dict[Gesture, float]] = {
    key: 30, word: 10, figure: 14, click: 18, hover: 6, hand_overs.wheel: 5, undo: 5, action: 4, answer: 3,
    hand_overs.clipboard: 2, hand_overs.paste: 2, period: 2, scenario: 1, save: 1, resize: 1, theme: 0.3,
    hand_overs.drop: 0.5, language: 0.1, text_size: 0.05,
}  # fmt: skip


def choose(stage: Stage, chance: random.Random) -> Gesture:
    """What is done next. Dialogs and menus are left now and then, as somebody does who did not mean them."""
    if stage.system_dialog is not None:
        return choose_file
    if stage.modal is not None and chance.random() < 0.10:
        return answer
    if QApplication.activePopupWidget() is not None and chance.random() < 0.15:
        return answer
    (chosen,) = chance.choices(tuple(GESTURES), tuple(GESTURES.values()))
    return chosen
