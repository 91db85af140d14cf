"""The names in a file and the channels they become: as they are, under another name, together, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.bringing_in import Outcome
from roiapp.files.table_layout import unassigned
from roiapp.language import tr, trn
from roiapp.ui.bring_in.boxed_rows import NamedRows, leaves_out, open_below, opens
from roiapp.ui.look.calm_table import CalmPainter, CalmTable, Index
from roiapp.ui.look.theme import Theme

NAME, ROWS, TARGET, STATE = range(4)
_SHARES: Final = {NAME: 36, ROWS: 12, TARGET: 32, STATE: 20}
_MOST_OFFERED: Final = 40


class Named(NamedTuple):
    """One name of the file: its rows, the channel it becomes ("" left out), whether that is new, whether others become
    it too, whether rows that name none are among them."""

    name: str
    rows: int
    target: str
    new: bool
    shared: bool
    nameless: bool = False


def named(outcome: Outcome | None, worksheet: Worksheet) -> list[Named]:
    """The names of a file in their order."""
    if outcome is None or outcome.brought is None:
        return []
    choices = outcome.source.choices
    known = {same_name(name): name for name in worksheet.names}
    targets = {
        name: choices.single or choices.names.get(same_name(name), name) for name in outcome.brought.plan.names
    }
    often: dict[str, int] = {}
    for target in targets.values():
        often[same_name(target)] = often.get(same_name(target), 0) + 1
    return [
        Named(name, rows, known.get(same_name(targets[name]), targets[name]), same_name(targets[name]) not in known,
              often[same_name(targets[name])] > 1, outcome.brought.plan.nameless > 0 and name == unassigned())
        for name, rows in outcome.brought.plan.names.items()
    ]  # fmt: skip


class ChannelModel(NamedRows):
    """The names as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__((tr("Name in the file"), tr("Rows"), tr("Channel"), tr("What it is")), parent)

    @property
    def names(self) -> Sequence[Named]:
        return self.rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        each = self.names[index.row()]
        state = tr("Left out") if not each.target else tr("New channel") if each.new else tr("In the worksheet")
        if each.target and each.shared:
            state = tr("Together with others")
        elif each.target and each.nameless and each.new:
            state = tr("Names no channel")
        return (
            each.name, trn("{n} row", "{n} rows", each.rows), each.target or tr("Leave out"), state,
        )[index.column()]  # fmt: skip


class ChannelTable(CalmTable):
    """`chosen(names, target)`: these names become that channel, None: as in the file. `renaming(names)`: a name shall
    be typed. Several rows can be chosen; Enter, Space or F4 opens the menu, F2 types a name, Delete leaves out."""

    chosen = Signal(object, object)
    renaming = Signal(object)

    def __init__(self, theme: Theme, worksheet: Worksheet, parent: QWidget) -> None:
        self.channels = ChannelModel(parent)
        super().__init__(theme, self.channels, _SHARES, parent, least=520, rows=5)
        self._worksheet = worksheet
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Names in the file, and the channels they become"))

    def selected_names(self) -> list[str]:
        """The names in the chosen rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.channels.names[row].name for row in rows]

    def open_menu(self, row: int) -> None:
        """Let somebody choose what the selected names become."""
        names = self.selected_names() or [self.channels.names[row].name]
        menu = QMenu(self)
        as_is = menu.addAction(tr("As in the file"))
        as_is.triggered.connect(lambda: self.chosen.emit(names, None))
        other = menu.addAction(tr("Another name…"))
        other.triggered.connect(lambda: self.renaming.emit(names))
        leave = menu.addAction(tr("Leave out"))
        leave.triggered.connect(lambda: self.chosen.emit(names, ""))
        menu.addSeparator()
        for name in offered(names, self._worksheet, self.channels.names):
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, target=name: self.chosen.emit(names, target))
        open_below(menu, self, self.channels.index(row, TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and opens(event):
            self.open_menu(row)
        elif row >= 0 and event.key() == Qt.Key.Key_F2:
            self.renaming.emit(self.selected_names())
        elif row >= 0 and leaves_out(event):
            self.chosen.emit(self.selected_names(), "")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == TARGET
        if not (box and self.selectionModel().isRowSelected(index.row())):
            super().mousePressEvent(event)
        if box:
            self.open_menu(index.row())


def offered(names: Sequence[str], worksheet: Worksheet, others: Sequence[Named]) -> list[str]:
    """Channels of the worksheet and those that come, the more alike before the others."""
    from difflib import SequenceMatcher

    fresh = {each.target for each in others if each.new and each.target}
    known = list(dict.fromkeys((*worksheet.names, *sorted(fresh))))
    words = names[0].casefold() if names else ""

    def unlike(name: str) -> float:
        return -SequenceMatcher(None, words, name.casefold()).ratio()

    return sorted(known, key=unlike)[:_MOST_OFFERED] if len(known) <= 2_000 else known[:_MOST_OFFERED]


def shared_words(names: Sequence[str]) -> str:
    """What several names begin with, as a name for all of them; the first where they share nothing."""
    words = [name.split() for name in names]
    common: list[str] = []
    for together in zip(*words, strict=False):
        if len({word.casefold() for word in together}) > 1:
            break
        common.append(together[0])
    text = " ".join(common).strip(" -–—|:·/")
    return text or (names[0] if names else "")


class _Painter(CalmPainter):
    """The channel as a box to open."""

    def __init__(self, table: ChannelTable) -> None:
        super().__init__(table)
        self._model = table.channels

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        each, text = self._model.names[index.row()], str(index.data())
        taken = bool(each.target)
        if index.column() == NAME:
            self.write(painter, room, text, "text" if taken else "text3", weight=500 if taken else 400, name=True)
        elif index.column() == TARGET:
            self.paint_box(painter, room, text, filled=taken)
        elif index.column() == STATE and taken and each.new and each.nameless:
            self.write(painter, room, text, "warn", size=12, weight=500)
        elif index.column() == STATE and taken and each.new and not each.shared:
            self.write(painter, room, text, "good", size=12, weight=500)
        else:
            self.write(painter, room, text, "text2", size=12)
