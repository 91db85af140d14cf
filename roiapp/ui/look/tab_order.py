"""In which order Tab goes through the parts of a window: as it reads, whatever is made when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow_one_another(parts: Sequence[QWidget]) -> None:
    """What takes the keyboard in these parts, part by part; inside of one in the order in which it was made."""
    for one, following in pairwise(each for part in parts for each in _taking_tab(part)):
        QWidget.setTabOrder(one, following)


def put_before(part: QWidget, bar: QWidget) -> None:
    """A bar that was made late: Tab comes through it on the way to this part."""
    before = part.previousInFocusChain() or bar
    for each in _taking_tab(bar):
        QWidget.setTabOrder(before, each)
        before = each


def _taking_tab(part: QWidget) -> list[QWidget]:
    # What a list opens is a window of its own.
    every = [part, *(each for each in part.findChildren(QWidget) if each.window() is part.window())]
    return [each for each in every if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None]
