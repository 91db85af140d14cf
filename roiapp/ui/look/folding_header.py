"""Titles of columns that fold into two lines where a table has too little room for them in one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from roiapp.ui.look.theme import Theme

#: what is this short stands in one line
_SHORT: Final = 10
_ONE_LINE: Final = 28
_TWO_LINES: Final = 44


def folded(text: str) -> str:
    """A title in two lines of about the same length, broken between words; a short one, or a single word, as it is."""
    words = text.split(" ")
    if len(words) < 2 or len(text) <= _SHORT:
        return text
    ways = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(len(words) - 1, 0, -1)]
    return "\n".join(min(ways, key=lambda lines: max(map(len, lines))))


class FoldingHeader(QHeaderView):
    """Titles stand in one line until `fold` says otherwise; whoever asks the model gets them whole."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._folds = False
        self.fold(folds=False)

    def fold(self, *, folds: bool) -> None:
        """Fold titles, or not, and take the height for that."""
        self._folds = folds
        self.setFixedHeight(self._theme.px(_TWO_LINES if folds else _ONE_LINE))

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logical: int) -> None:
        super().initStyleOptionForIndex(option, logical)
        if self._folds:
            option.text = folded(option.text)
