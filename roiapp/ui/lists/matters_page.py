"""What the pages of “What matters most” have in common: what is asked, a picture beside a table, small labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.forms.seek_answer_box import held_together
from roiapp.ui.lists.range_table import RangeModel, RangeTable
from roiapp.ui.look.calm_fields import CalmSpin
from roiapp.ui.look.calm_table import CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

#: text sizes from which picture and table stand one above the other
_LARGE: Final = 125
_SIDE: Final = 440
_LEAST_TABLE: Final = 150


class Question(NamedTuple):
    """A figure (id) of a channel, or of all together (None)."""

    metric: str
    channel: int | None


class MattersPage(QWidget):
    """`asked`: something was chosen here that is to be worked out."""

    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._labels: list[tuple[QLabel, str]] = []
        theme.changed.connect(self._dress)
        large = theme.text_size > _LARGE
        self.split = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, self
        )  # fmt: skip
        self.split.setContentsMargins(0, 0, 0, 0)
        self.split.setSpacing(24)
        self.picture_side, self.table_side = QVBoxLayout(), QVBoxLayout()
        for side in (self.picture_side, self.table_side):
            side.setSpacing(8)
        self.right = right = QWidget(self)
        self.table_side.setContentsMargins(0, 0, 0, 0)
        right.setLayout(self.table_side)
        if not large:
            right.setFixedWidth(theme.px(_SIDE))
        self.split.addLayout(self.picture_side, 1)
        self.split.addWidget(right)
        self.title, self.aside = self.label(13, 600), self.label(12, 400, "text2")
        self.picture_side.addWidget(self.title)

    def work(self, figures: Figures, question: Question) -> Callable[[], Any]:
        """What is to be worked out, of what is chosen now; it is called on another thread."""
        raise NotImplementedError  # for pages to say

    def show_found(self, figures: Figures, question: Question, found: Any, write: NumberFormat) -> tuple[str, ...]:
        """Show what came of it; what it means comes back as sentences, the first of which is the headline."""
        raise NotImplementedError  # for pages to say

    def label(self, size: int, weight: int = 400, role: str = "text") -> QLabel:
        """A line of text that folds."""
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self.theme.font(size, weight))
        self._labels.append((label, role))
        self._dress()
        return label

    def _dress(self) -> None:
        for label, role in self._labels:
            label.setStyleSheet(f"color: {getattr(self.theme.tokens, role)}")

    def say(self, label: QLabel, text: str) -> None:
        """Write into a label, which is there only while it says something."""
        label.setText(held_together(text))
        label.setVisible(bool(text))

    def spin(self, value: float, name: str) -> CalmSpin:
        """A field for how far inputs go to either side, in percent."""
        spin = CalmSpin(self.theme, self)
        spin.setRange(1, 90)
        spin.setPrefix("±")
        spin.setSuffix(" %")
        spin.setValue(round(value * 100))
        spin.setKeyboardTracking(False)
        spin.setAccessibleName(name)
        spin.setMinimumWidth(self.theme.px(92))
        spin.valueChanged.connect(lambda _value: self.asked.emit())
        return spin

    def range_table(self, low: str, high: str, name: str) -> tuple[RangeModel, RangeTable, QLabel]:
        """A table of ends with the line that says what was refused."""
        rows = RangeModel(low, high, self)
        table = RangeTable(self.theme, rows, self)
        table.setAccessibleName(name)
        refusal = self.label(12, 400, "bad")
        refusal.hide()
        rows.refused.connect(lambda sentence: self.say(refusal, sentence))
        return rows, table, refusal

    def fit_rows(self, table: CalmTable) -> None:
        """As high as its rows are, where there is room for all of them."""
        rows, heads = table.model().rowCount(), table.horizontalHeader()
        high = max(heads.height(), heads.sizeHint().height()) + rows * table.verticalHeader().defaultSectionSize() + 6
        table.setMinimumHeight(min(high, self.theme.px(_LEAST_TABLE)))
        table.setMaximumHeight(high)

    @property
    def delete_hint(self) -> str:
        """How the usual ends come back."""
        return tr("Type an end of your own; Delete takes the usual one again.")
