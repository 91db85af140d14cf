"""The undo history: everything done since the document was opened, and what was taken back, to go to any of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.forms.recovery import moment
from roiapp.ui.look.dialogs import room_for
from roiapp.ui.look.row_ground import RowPainter, paint_row_ground
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear_ground, wear_ink
from roiapp.ui.model.session_model import SessionModel

_ROW: Final = 32
_SIZE: Final = (380, 440)
_Index = QModelIndex | QPersistentModelIndex


class UndoHistory(QAbstractListModel):
    """Row 0 is the document as it was opened, row n the n-th step; those taken back stand behind the present one."""

    def __init__(self, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._count = self._steps()
        model.reset.connect(self._renew)
        model.history_changed.connect(self._follow)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return tr("Taken back") if index.row() > self.present else self.time(index.row())
        return None

    @property
    def present(self) -> int:
        """The row of the document as it is now."""
        session = self._model.session
        return len(session.history.done) if session else 0

    def title(self, row: int) -> str:
        session = self._model.session
        if row == 0 or session is None:
            return tr("As it was opened")
        done, undone = session.history.done, session.history.undone
        return done[row - 1].title if row <= len(done) else undone[len(done) - row].title

    def time(self, row: int) -> str:
        """When the step was made, "" for the beginning."""
        session = self._model.session
        if row == 0 or session is None:
            return ""
        done, undone = session.history.done, session.history.undone
        at = done[row - 1].at if row <= len(done) else undone[len(done) - row].at
        return moment(datetime.fromtimestamp(at).astimezone(), date.today())

    def saved(self, row: int) -> bool:
        """Whether the file holds the document as it was after this step."""
        return row == self._model.saved_position

    def _steps(self) -> int:
        session = self._model.session
        return 1 + len(session.history.done) + len(session.history.undone) if session else 0

    def _renew(self) -> None:
        self.beginResetModel()
        self._count = self._steps()
        self.endResetModel()

    def _follow(self) -> None:
        """A new step takes the place of those taken back; undo and redo move the present one only."""
        now = self._steps()
        if now < self._count:
            self.beginRemoveRows(QModelIndex(), now, self._count - 1)
            self._count = now
            self.endRemoveRows()
        elif now > self._count:
            self.beginInsertRows(QModelIndex(), self._count, now - 1)
            self._count = now
            self.endInsertRows()
        if now:
            self.dataChanged.emit(self.index(0), self.index(now - 1))


class _StepPainter(RowPainter):
    """A row: the step's name, at the right its time or that it stands in the file; those taken back are pale."""

    def __init__(self, theme: Theme, model: UndoHistory, view: QListView) -> None:
        super().__init__(theme, _ROW, view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row = self._theme, index.row()
        rect = option.rect
        state = option.state
        present = row == self._model.present
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row_ground(painter, theme, rect, chosen=present, over=over)
        room = rect.adjusted(16, 0, -16, 0)
        small = theme.font(12)
        note = tr("Saved") if self._model.saved(row) else self._model.time(row)
        painter.setFont(small)
        painter.setPen(theme.colour("good" if self._model.saved(row) else "text3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        font = theme.font(13, 600 if present else 400)
        room.adjust(0, 0, -QFontMetrics(small).horizontalAdvance(note) - 12, 0)
        painter.setFont(font)
        role = "accent_text" if present else "text3" if row > self._model.present else "text"
        painter.setPen(theme.colour(role))
        text = QFontMetrics(font).elidedText(self._model.title(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class UndoHistoryWindow(QDialog):
    """Stays beside the figures; a click, or the arrow keys, bring the document to the step. Nothing is lost by that:
    what is taken back stays in the list until something else is changed."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Undo history"))
        self._theme = theme
        self._model = model
        self.history = UndoHistory(model, self)
        self.view = QListView(self)
        self.view.setModel(self.history)
        self.view.setItemDelegate(_StepPainter(theme, self.history, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setAccessibleName(tr("Undo history"))
        self._hint = QLabel(tr("Click a change to go there. What is taken back can be made again."), self)
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(16, 12, 16, 12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._hint)
        whole.addWidget(self.view, 1)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self._go(now.row()))
        model.history_changed.connect(self._show_present)
        model.reset.connect(self._show_present)
        wear_ground(self, theme)
        wear_ink(self._hint, theme, "text3")
        theme.changed.connect(self._dress)
        self._dress()
        self._show_present()
        self.view.setFocus()

    def _go(self, row: int) -> None:
        if 0 <= row != self.history.present:
            self._model.go_to(row)

    def _show_present(self) -> None:
        index = self.history.index(self.history.present)
        if self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _dress(self) -> None:
        self._hint.setFont(self._theme.font(12))
        self.view.viewport().update()
