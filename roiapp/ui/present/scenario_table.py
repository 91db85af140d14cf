"""The base case and each scenario in a row, their totals large, below them what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.language import apart, tr, trn
from roiapp.ui.present.ink import RIGHT, Ink

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_figures import Case
    from roiapp.core.catalog import Catalog
    from roiapp.core.units import NumberFormat, Unit

_HEAD: Final = 38.0
_BASE: Final = 42.0
_ROW, _MOST_ROW = 62.0, 84.0
#: a row from which on a scenario's note stands below its name
_NOTED: Final = 80.0
_MORE: Final = 28.0
_INSET: Final = 20.0


class ScenarioTable:
    """`looked_at` is the key of the case that is marked."""

    def __init__(
        self, cases: Sequence[Case], ids: Sequence[str], catalog: Catalog, write: NumberFormat, looked_at: int
    ) -> None:
        self.cases = cases
        self._ids = ids
        self._catalog = catalog
        self._write = write
        self._looked_at = looked_at

    def text(self, place: int, value: float | None) -> str:
        return self._write.text(value, self._unit(place)) if value is not None else "–"

    def difference(self, place: int, case: Case) -> tuple[str, str]:
        """What a scenario's figure has more or less than the base case, and the role of its colour."""
        value, base = case.values[place], self.cases[0].values[place]
        if value is None or base is None:
            return "", "text2"
        if value == base:
            return "=", "text2"
        from roiapp.analysis.change import better_way

        better = better_way(self._catalog, self._ids[place])
        text = self._write.change(value - base, self._unit(place))
        if not better:
            return text, "text2"
        return text, "good" if (value > base) == (better == "up") else "bad"

    def height(self, row: float = _ROW) -> float:
        """How high all rows are, those of scenarios so high each."""
        return _HEAD + _BASE + row * (len(self.cases) - 1) + 14

    @property
    def most_height(self) -> float:
        """How high it may be; more would only be empty."""
        return self.height(_MOST_ROW)

    def paint(self, ink: Ink, room: QRectF) -> None:
        """As many rows as have room, and how many more there are."""
        rows = list(self.cases)
        if self.height() > room.height():
            fits = max(int((room.height() - _HEAD - _BASE - _MORE - 14) / _ROW), 1)
            first = rows[: fits + 1]
            marked = next((each for each in rows if each.key == self._looked_at), None)
            if marked is not None and marked not in first:
                first[-1] = marked
            rows = first
        ink.panel(room)
        name = (room.width() - 2 * _INSET) * 0.3
        each = (room.width() - 2 * _INSET - name) / len(self._ids)
        lefts = [room.left() + _INSET + name + number * each for number in range(len(self._ids))]
        heads = [tr(self._catalog.record(id_).header) for id_ in self._ids]
        size = ink.fitting(heads, each - 14, 19, 500)
        for left, head in zip(lefts, heads, strict=True):
            ink.line(QRectF(left + 14, room.top() + 6, each - 14, 32), head, size, 500, "text2", RIGHT)
        free = room.height() - _HEAD - _BASE - 14 - (_MORE if len(rows) < len(self.cases) else 0.0)
        row = min(max(free / max(len(rows) - 1, 1), _ROW), _MOST_ROW)
        texts = [self.text(number, value) for case in rows for number, value in enumerate(case.values)]
        size = ink.fitting(texts, each - 14, 26, 600)
        top = room.top() + _HEAD
        for case in rows:
            high = _BASE if not case.key else row
            self._paint_row(ink, case, QRectF(room.left() + _INSET, top, name, high), (lefts, each, size))
            top += high
        hidden = len(self.cases) - len(rows)
        if hidden:
            more = trn("and {n} more scenario", "and {n} more scenarios", hidden)
            ink.line(QRectF(room.left() + _INSET, top, room.width() - 2 * _INSET, _MORE), more, 18, role="text2")

    def _paint_row(self, ink: Ink, case: Case, name: QRectF, columns: tuple[list[float], float, int]) -> None:
        lefts, each, size = columns
        right = lefts[-1] + each
        ink.fill(QRectF(name.left(), name.top(), right - name.left(), 1), "border")
        if case.key == self._looked_at and len(self.cases) > 1:
            sign = QRectF(name.left() - 12, name.top() + 5, 4, name.height() - 10)
            ink.fill(sign, "what_if" if case.key else "ring", 2)
        label = apart(case.name) if case.key else tr("Base case")
        noted = bool(case.note) and name.height() >= _NOTED
        ink.line(QRectF(name.left(), name.top() + 4, name.width() - 8, 34), label, 22, 600,
                 "what_if" if case.key else "text")  # fmt: skip
        if noted:
            ink.flow(name.adjusted(0, 36, -10, 0), case.note, 17, role="text2")
        for number, left in enumerate(lefts):
            cell = QRectF(left + 14, name.top() + 4, each - 14, 34)
            ink.line(cell, self.text(number, case.values[number]), size, 600, align=RIGHT)
            if case.key:
                said, role = self.difference(number, case)
                ink.line(QRectF(cell.left(), name.top() + 35, cell.width(), 24), said, 18, 500, role, RIGHT)

    def spoken(self) -> str:
        """Every row in words."""
        said = []
        for case in self.cases:
            parts = []
            for number, id_ in enumerate(self._ids):
                figure = tr("{figure} {value}", figure=tr(self._catalog.record(id_).header),
                            value=self.text(number, case.values[number]))  # fmt: skip
                differs = self.difference(number, case)[0] if case.key else ""
                parts.append(f"{figure} ({differs})" if differs else figure)
            said.append(f"{apart(case.name) if case.key else tr('Base case')}: {', '.join(parts)}.")
        return " ".join(said)

    def _unit(self, place: int) -> Unit:
        return self._catalog.record(self._ids[place]).unit
