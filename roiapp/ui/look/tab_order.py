"""The order in which Tab leads about: what is made late still comes where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_after(before: QWidget, bar: QWidget) -> None:
    """Let Tab lead from `before` to what stands in the bar, in the order in which it was made."""
    for each in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not each.isWindow() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, each)
            before = each
