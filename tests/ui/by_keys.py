"""Somebody with a keyboard and nothing else: who has the keys, where they lead, and who should get them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollBar, QWidget

SHIFT = Qt.KeyboardModifier.ShiftModifier
#: more often than there are controls
MANY = 80
#: of a date: Tab goes through them
_PARTS = 3


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    QTest.keyClick(focused(), key, modifiers)
    return focused()


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


def walk(start: QWidget, *, back: bool = False) -> list[QWidget]:
    """Who gets the keys by Tab from here on, until it comes round or stays."""
    found, stayed = [start], 0
    for _ in range(MANY):
        now = press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        stayed = stayed + 1 if now is found[-1] else 0
        if stayed > _PARTS or (not stayed and now in found):
            break
        if not stayed:
            found.append(now)
    return found


def wants_keys(top: QWidget) -> set[QWidget]:
    """What answers to keys or is pressed."""
    return {
        each
        for each in top.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.window() is top.window()
        and not isinstance(each, QScrollBar)
        and each.focusProxy() is None
        and (each.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(each, QAbstractButton))
    }


def in_field(widget: QWidget) -> bool:
    """A picture in a field, or the inner part of a box that is one control."""
    above = widget.parentWidget()
    return above is not None and (above.inherits("QLineEdit") or above.inherits("QAbstractSpinBox")
                                  or above.inherits("QComboBox") or isinstance(above, QAbstractScrollArea))  # fmt: skip
