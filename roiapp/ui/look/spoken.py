"""What is painted by hand, as a screen reader meets it: Qt knows such a widget as an area and nothing more.

A widget says what it is by `spoken_role`, and what pressing it does by a method `press`. Its name and description are
its own, kept as what it shows changes.
"""

from __future__ import annotations

from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_POLITE: Final = QAccessible.AnnouncementPoliteness.Polite
_AT_ONCE: Final = QAccessible.AnnouncementPoliteness.Assertive


@runtime_checkable
class Pressed(Protocol):
    """What can be pressed."""

    def press(self) -> None: ...


def speak_painted() -> None:
    """Let screen readers meet painted widgets as what they are, from now on."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a sentence read to whoever listens; `at_once`: whatever is being read gives way."""
    if text and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(_AT_ONCE if at_once else _POLITE)
        QAccessible.updateAccessibility(event)


def _interface(_kind: str, of: QObject) -> QAccessibleInterface | None:
    role = getattr(of, "spoken_role", None)
    return _Painted(of, role) if isinstance(of, QWidget) and role is not None else None


class _Painted(QAccessibleWidget):
    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def actionNames(self) -> list[str]:
        press = [QAccessibleActionInterface.pressAction()] if isinstance(self.widget(), Pressed) else []
        return [*press, *super().actionNames()]

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name == QAccessibleActionInterface.pressAction() and isinstance(widget, Pressed):
            widget.press()
        else:
            super().doAction(name)
