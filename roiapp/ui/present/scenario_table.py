"""The base case and each scenario in a row, their totals large, below them what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.analysis.decisions.comparison_words import difference_range_text
from roiapp.core.scenarios import BASE
from roiapp.language import apart, tr, trn
from roiapp.ui.present.ink import RIGHT, Ink

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import Comparison, ScenarioCell, ScenarioColumn
    from roiapp.core.units import NumberFormat

_HEAD: Final = 38.0
_BASE: Final = 42.0
_ROW, _MOST_ROW = 60.0, 84.0
#: a row from which on a scenario's note stands below its name
_NOTED: Final = 80.0
_MORE: Final = 28.0
_INSET: Final = 20.0


class ScenarioTable:
    """`looked_at` is the key of the scenario that is marked, `BASE` for the base case; beside those compared there are
    `rest` more."""

    def __init__(self, found: Comparison, write: NumberFormat, looked_at: int, rest: int = 0) -> None:
        self.found = found
        self._write = write
        self._looked_at = looked_at
        self._rest = rest

    @property
    def base(self) -> ScenarioColumn:
        return self.found.columns[0]

    def text(self, place: int, cell: ScenarioCell) -> str:
        """A figure, by its place."""
        return self._write.text(cell.value, self.found.figures[place].unit) if cell.value is not None else "–"

    def difference(self, place: int, cell: ScenarioCell) -> tuple[str, str]:
        """What a scenario's figure has more or less than the base case, and the role of its colour: none where the
        assumption decides whether it is better."""
        if cell.difference is None:
            return "", "text2"
        if not cell.difference:
            return "=", "text2"
        called = bool(cell.judged) and not cell.crosses(self.base.cells[place].value)
        return self._write.change(cell.difference, self.found.figures[place].unit), cell.judged if called else "text2"

    def range(self, place: int, cell: ScenarioCell) -> str:
        """The difference over all elasticities, "" where it rests on none."""
        return difference_range_text(
            cell, self.base.cells[place].value, self.found.figures[place].unit, self._write
        )

    def height(self, row: float = _ROW) -> float:
        """How high all rows are, those of scenarios so high each."""
        more = _MORE if self._rest else 0.0
        return _HEAD + _BASE + row * (len(self.found.columns) - 1) + more + 14

    @property
    def most_height(self) -> float:
        """How high it may be; more would only be empty."""
        return self.height(_MOST_ROW)

    def paint(self, ink: Ink, room: QRectF) -> None:
        """As many rows as have room, and how many more there are."""
        rows = list(self.found.columns)
        if self.height() > room.height():
            fits = max(int((room.height() - _HEAD - _BASE - _MORE - 14) / _ROW), 1)
            first = rows[: fits + 1]
            marked = next((each for each in rows if each.key == self._looked_at), None)
            if marked is not None and marked not in first:
                first[-1] = marked
            rows = first
        hidden = len(self.found.columns) - len(rows) + self._rest
        ink.panel(room)
        figures = self.found.figures
        name = (room.width() - 2 * _INSET) * 0.3
        each = (room.width() - 2 * _INSET - name) / len(figures)
        lefts = [room.left() + _INSET + name + number * each for number in range(len(figures))]
        heads = [figure.label for figure in figures]
        size = ink.fitting(heads, each - 14, 19, 500)
        for left, head in zip(lefts, heads, strict=True):
            ink.line(QRectF(left + 14, room.top() + 6, each - 14, 32), head, size, 500, "text2", RIGHT)
        free = room.height() - _HEAD - _BASE - 14 - (_MORE if hidden else 0.0)
        row = min(max(free / max(len(rows) - 1, 1), _ROW), _MOST_ROW)
        texts = [self.text(number, cell) for case in rows for number, cell in enumerate(case.cells)]
        size = ink.fitting(texts, each - 14, 26, 600)
        top = room.top() + _HEAD
        for case in rows:
            high = _BASE if case.key == BASE else row
            self._paint_row(ink, case, QRectF(room.left() + _INSET, top, name, high), (lefts, each, size))
            top += high
        if hidden:
            more = trn("and {n} more scenario", "and {n} more scenarios", hidden)
            ink.line(QRectF(room.left() + _INSET, top, room.width() - 2 * _INSET, _MORE), more, 18, role="text2")

    def _paint_row(
        self, ink: Ink, case: ScenarioColumn, name: QRectF, columns: tuple[list[float], float, int]
    ) -> None:
        lefts, each, size = columns
        ink.fill(QRectF(name.left(), name.top(), lefts[-1] + each - name.left(), 1), "border")
        scenario = case.key != BASE
        if case.key == self._looked_at:
            sign = QRectF(name.left() - 12, name.top() + 5, 4, name.height() - 10)
            ink.fill(sign, "what_if" if scenario else "ring", 2)
        ink.line(QRectF(name.left(), name.top() + 4, name.width() - 8, 34), self._name(case), 22, 600,
                 "what_if" if scenario else "text")  # fmt: skip
        high = name.height() >= _NOTED
        if scenario and high:
            ink.flow(name.adjusted(0, 36, -10, 0), case.note, 17, role="text2")
        ranges = [self.range(number, cell) for number, cell in enumerate(case.cells)]
        ranged = high and max(ink.width(text, 17) for text in ranges) <= each - 14
        for number, (left, cell) in enumerate(zip(lefts, case.cells, strict=True)):
            place = QRectF(left + 14, name.top() + 4, each - 14, 34)
            ink.line(place, self.text(number, cell), size, 600, align=RIGHT)
            if scenario:
                said, role = self.difference(number, cell)
                ink.line(QRectF(place.left(), name.top() + 35, place.width(), 24), said, 18, 500, role, RIGHT)
                if ranged:
                    ink.line(QRectF(place.left(), name.top() + 58, place.width(), 22), ranges[number], 17, 400, "text2",
                             RIGHT)  # fmt: skip

    @staticmethod
    def _name(case: ScenarioColumn) -> str:
        return apart(case.name) if case.key != BASE else tr("Base case")

    def spoken(self) -> str:
        """Every row in words."""
        said = []
        for case in self.found.columns:
            parts = []
            for number, (figure, cell) in enumerate(zip(self.found.figures, case.cells, strict=True)):
                words = tr("{figure} {value}", figure=figure.label, value=self.text(number, cell))
                differs = self.difference(number, cell)[0] if case.key != BASE else ""
                parts.append(f"{words} ({differs})" if differs else words)
            said.append(f"{self._name(case)}: {', '.join(parts)}.")
        return " ".join(said)
