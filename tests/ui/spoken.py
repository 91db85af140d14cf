"""What those hear who do not see: the name and the role of every control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QMenu, QScrollArea, QScrollBar, QWidget

#: what a screen reader says where nobody has said what a thing is
VAGUE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


def name_of(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def role_of(widget: QWidget) -> QAccessible.Role:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role() if found else QAccessible.Role.NoRole


def controls(top: QWidget) -> list[QWidget]:
    """What can have the keyboard or be pressed, as far as it is seen."""
    found = [each for each in (top, *top.findChildren(QWidget)) if each.isVisible() and each.window() is top.window()]
    return [
        each
        for each in found
        if (each.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(each, QAbstractButton))
        and not isinstance(each, QScrollBar | QScrollArea | QMenu)
        and each.focusProxy() is None
        and each.objectName() not in ("qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton")
    ]


def described(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} in {type(above).__name__} {getattr(widget, 'text', str)()!r}"
