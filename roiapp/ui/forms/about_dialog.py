"""What the program is: its version, where it keeps files, and the licences of all it is made of."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.installed import installed_version
from roiapp.language import tr
from roiapp.licences import parts
from roiapp.settings import settings_folder, state_folder
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

_SIZE: Final = QSize(720, 600)
_SHARES: Final = {0: 30, 1: 15, 2: 55}
_ROWS: Final = 4  # of the list, where there is little room
_Index = QModelIndex | QPersistentModelIndex


class AboutDialog(CalmDialog):
    """The list of licences has the keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("Channel ROI"), parent)
        self.resize((_SIZE * (theme.text_size / 100)).boundedTo(room_for(parent)))
        self.said = self._label(tr(
            "Version {version}. A worksheet that shows which marketing channels pay off, and how sure that is.\n\n"
            "Everything stays on this computer. Settings are kept in {folder}.",
            version=installed_version() or tr("from source"), folder=str(settings_folder()),
        ))  # fmt: skip
        self.places = self._label(tr("Kept work, log and reports of faults: {folder}", folder=str(state_folder())))
        self._label(tr("Channel ROI is free software under the MIT licence. It is made with these parts, each under "
                       "its own licence:"))  # fmt: skip
        self.table = CalmTable(theme, LicencesModel(self), _SHARES, self, least=520, rows=_ROWS)
        self.table.setItemDelegate(CalmPainter(self.table))
        self.table.setAccessibleName(tr("Licences"))
        self.table.selectRow(0)
        self.body.addWidget(self.table, 1)
        self.add_button(Choice("close", tr("Close"), primary=True)).clicked.connect(self.accept)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(label)
        return label


class LicencesModel(QAbstractTableModel):
    """A row for each part."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts()
        self._heads = (tr("Part"), tr("Version"), tr("Licence"))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._parts)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        part = self._parts[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{part[index.column()]}\n{part.home}".strip()  # a long licence has no room
        return part[index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None
