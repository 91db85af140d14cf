"""The columns of a file and what each becomes: a row a column, the field chosen from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from roiapp.core.catalog import Catalog
from roiapp.files.column_proposals import Proposal
from roiapp.files.import_choices import IGNORED
from roiapp.language import tr
from roiapp.ui.bring_in.boxed_rows import NamedRows, leaves_out, open_below, opens
from roiapp.ui.bring_in.targets import target_icon, target_menu, target_text
from roiapp.ui.look.calm_table import CalmPainter, CalmTable, Index
from roiapp.ui.look.theme import Theme

NAME, SAMPLES, TARGET, SURE = range(4)
_SHARES: Final = {NAME: 21, SAMPLES: 33, TARGET: 26, SURE: 20}


class ColumnModel(NamedRows):
    """The proposals as Qt asks for them."""

    def __init__(self, catalog: Catalog, parent: QWidget) -> None:
        heads = (tr("File column"), tr("Sample values"), tr("Worksheet field"), tr("Confidence"))
        super().__init__(heads, parent)
        self._catalog = catalog

    @property
    def proposals(self) -> Sequence[Proposal]:
        return self.rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        proposal = self.proposals[index.row()]
        text = {
            NAME: tr("without a header") if proposal.name.startswith("[") else proposal.name,
            SAMPLES: "   ".join(proposal.samples),
            TARGET: target_text(proposal.target, self._catalog),
            SURE: proposal.why,
        }[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text if index.column() != TARGET else tr("Becomes {field}", field=text)
        return None


class ColumnTable(CalmTable):
    """`chosen(column, target)` is emitted when a column shall become something. Enter, Space or F4 opens the menu,
    Delete leaves the column out."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, catalog: Catalog, parent: QWidget) -> None:
        self.columns = ColumnModel(catalog, parent)
        super().__init__(theme, self.columns, _SHARES, parent, least=640, rows=3)
        self._catalog = catalog
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Columns of the file, and what each becomes"))

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show these, those that are imported above the others; the first that is to be looked at gets the row. Of the
        same columns each stays in its place, whatever becomes of it."""
        place = {each.name: number for number, each in enumerate(self.columns.proposals)}
        fresh = place.keys() != {each.name for each in proposals}
        if fresh:
            proposals = sorted(proposals, key=lambda each: each.target == IGNORED)
        else:
            proposals = sorted(proposals, key=lambda each: place[each.name])
        self.columns.show(proposals)
        if fresh and proposals:
            doubtful = next((i for i, each in enumerate(proposals) if each.confidence == 1), 0)
            self.setCurrentIndex(self.columns.index(doubtful, TARGET))

    def open_menu(self, row: int) -> None:
        """Let somebody choose what this column becomes."""
        proposal = self.columns.proposals[row]
        menu = target_menu(
            self.theme, self._catalog, proposal.target, lambda target: self.chosen.emit(proposal.name, target), self
        )
        open_below(menu, self, self.columns.index(row, TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and opens(event):
            self.open_menu(row)
        elif row >= 0 and leaves_out(event):
            self.chosen.emit(self.columns.proposals[row].name, IGNORED)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == TARGET:
            self.open_menu(index.row())


class _Painter(CalmPainter):
    """The field as a box to open, the confidence as three bars."""

    def __init__(self, table: ColumnTable) -> None:
        super().__init__(table)
        self._model = table.columns

    def ground(self, index: Index) -> str:
        return "warn_soft" if self._model.proposals[index.row()].confidence == 1 else "surface"

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        proposal, text = self._model.proposals[index.row()], str(index.data())
        taken = proposal.target != IGNORED
        if index.column() == NAME:
            self.write(painter, room, text, "text" if taken else "text3", weight=500 if taken else 400)
        elif index.column() == SAMPLES:
            arrow = QRect(room.right() - self.theme.px(16), room.top(), self.theme.px(16), room.height())
            self.draw_icon(painter, arrow, "arrow-right", "text2" if taken else "disabled")
            beside = room.adjusted(0, 0, -self.theme.px(28), 0)
            self.write(painter, beside, text, "text2" if taken else "text3", size=12)
        elif index.column() == TARGET:
            edge = "warn_mark" if proposal.confidence == 1 else ""
            self.paint_box(painter, room, text, filled=taken, icon=target_icon(proposal.target), edge=edge)
        else:
            self._paint_bars(painter, room, proposal)

    def _paint_bars(self, painter: QPainter, room: QRect, proposal: Proposal) -> None:
        theme, sure = self.theme, proposal.confidence
        unit = theme.px(5)
        if sure:
            colour = theme.colour("warn_mark" if sure == 1 else "good")
            lit = {1: 2, 2: 3, 3: 3}[sure]
            for number in range(3):
                height = unit + number * theme.px(3)
                bar = QRect(room.left() + number * (unit + 2), 0, unit, height)
                bar.moveBottom(room.center().y() + theme.px(5))
                painter.fillRect(bar, colour if number < lit else theme.colour("border_strong"))
        else:
            self.write(painter, room, "–", "text3")
        beside = room.adjusted(3 * (unit + 2) + theme.px(10), 0, 0, 0)
        role = "warn" if sure == 1 else "text2"
        self.write(painter, beside, proposal.why, role, size=12, weight=500 if sure == 1 else 400)

