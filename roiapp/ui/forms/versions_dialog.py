"""The kept versions of a document: a list of when they were saved, beside it what differs between one and today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from roiapp.language import current, date_text, tr
from roiapp.ui.forms.differences_view import DifferencesView
from roiapp.ui.look.background import Runner
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.row_ground import RowPainter, paint_lined_ground, paint_row_ground
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.files.versions import Version

_SIZE: Final = QSize(1120, 640)
_ROW = 56
_WIDE: Final = 960
_MOST_KEPT = 200_000  # lines of one version that stay in memory while another is looked at
Index = QModelIndex | QPersistentModelIndex
_State = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class _Row:
    """What the list says of a version. `error` is the reason why it cannot be read."""

    when: str
    size: str
    error: str = ""
    same: bool = False


class VersionsDialog(CalmDialog):
    """`compare` reads a version and compares it with the document, away from this thread; `restore` and `save_copy` get
    the chosen one. Keys: up and down in the list, Enter restores, Esc closes."""

    def __init__(
        self,
        theme: Theme,
        versions: Sequence[Version],
        run: Runner,
        compare: Callable[[Version], DifferenceLines],
        restore: Callable[[Version, VersionsDialog], None],
        save_copy: Callable[[Version], None],
        unexpected: Callable[[BaseException], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, tr("Restore an earlier version"), parent)
        self._versions = versions
        self._run = run
        self._compare = compare
        self._restore = restore
        self._unexpected = unexpected
        self._lines: dict[int, DifferenceLines] = {}
        #: the row that is compared just now and those that wait for it
        self._comparing: int | None = None
        self._waiting = list(range(len(versions)))
        self.list = QListWidget(self)
        self.view = DifferencesView(theme, tr("Before"), tr("Now"), self)
        close = self.add_button(Choice("close", tr("Cancel") if versions else tr("Close"), primary=not versions))
        close.clicked.connect(self.reject)
        self.copy_button = self.add_button(Choice("copy", tr("Save as a copy…")))
        self.copy_button.clicked.connect(lambda: save_copy(versions[self.list.currentRow()]))
        self.restore_button = self.add_button(Choice("restore", tr("Restore"), primary=True))
        self.restore_button.clicked.connect(self._restore_chosen)
        if versions:
            self._fill(parent)
        else:
            self._say_empty()

    def _say_empty(self) -> None:
        for widget in (self.list, self.view, self.copy_button, self.restore_button):
            widget.hide()
        text = QLabel(tr("No earlier version is kept yet. One is kept each time you save."), self)
        text.setWordWrap(True)
        self.body.addWidget(text)

    def _fill(self, parent: QWidget) -> None:
        self.add_hint(tr("Restoring is one change that Undo takes back. The file changes only when you save."))
        px = self.theme.px
        self.resize((_SIZE * (self.theme.text_size / 100)).boundedTo(room_for(parent)).expandedTo(QSize(720, 420)))
        self.list.setFixedWidth(px(268) if self.width() >= px(_WIDE) else px(208))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Painter(self.theme, _ROW, self.list))
        self.list.setAccessibleName(tr("Versions, the latest first"))
        wear(self.list, self.theme, lambda theme: (
            f"background: {theme.tokens.surface}; border: 1px solid {theme.tokens.border};"))  # fmt: skip
        today = date.today()
        for version in self._versions:
            item = QListWidgetItem(self.list)
            _set_row(item, _Row(version_day(version.at.astimezone(), today), tr("Being compared…")))
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.list)
        both.addWidget(self.view, 1)
        self.body.addLayout(both, 1)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compare_next()

    # -- comparing -----------------------------------------------------------------------------------------------------

    def _compare_next(self) -> None:
        """One after the other, the one looked at first."""
        if self._comparing is not None or not self._waiting:
            return
        row = self.list.currentRow()
        place = row if row in self._waiting else self._waiting[0]
        self._waiting.remove(place)
        self._comparing = place
        version = self._versions[place]
        self._run(lambda: self._compare(version), lambda lines, error: self._compared(place, lines, error))

    def _compared(self, place: int, lines: DifferenceLines | None, error: Exception | None) -> None:
        from roiapp.files.file_errors import FileError

        if not isValid(self):
            return
        self._comparing = None
        item = self.list.item(place)
        when = row_of(item).when
        if lines is not None:
            same = not len(lines)
            size = tr("The same as the document now.") if same else " ".join(lines.sentences)
            _set_row(item, _Row(when, size, same=same))
            looked_at = place == self.list.currentRow()
            if len(lines) <= _MOST_KEPT or looked_at:
                self._lines[place] = lines
        elif error is not None:
            _set_row(item, _Row(when, tr("Damaged, cannot be restored."), str(error)))
            if not isinstance(error, FileError | OSError):
                self._unexpected(error)
        if place == self.list.currentRow():
            self._show(place)
        self._compare_next()

    def _show(self, place: int) -> None:
        row, lines = row_of(self.list.item(place)), self._lines.get(place)
        for other in [each for each, known in self._lines.items() if each != place and len(known) > _MOST_KEPT]:
            del self._lines[other]
        known = lines is not None or row.same
        self.restore_button.setEnabled(known and not row.same)
        self.copy_button.setEnabled(known)
        if row.error:
            self.view.say(tr("This version is damaged and cannot be restored. {reason}", reason=row.error))
        elif row.same:
            self.view.say(row.size)
        elif lines is not None:
            self.view.show_lines(lines)
        else:
            self.view.say(tr("Being compared…"))
            if place not in (*self._waiting, self._comparing):
                self._waiting.insert(0, place)
                self._compare_next()

    # -- restoring -----------------------------------------------------------------------------------------------------

    def _restore_chosen(self) -> None:
        self.restore_button.setEnabled(False)  # one step, however often the key is pressed
        self._restore(self._versions[self.list.currentRow()], self)

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self._show(self.list.currentRow())


def version_day(at: datetime, today: date) -> str:
    """When a version was kept: "Today, 09:41", "Yesterday, 17:02", else with its date."""
    time = f"{at:%H:%M}"
    if at.date() == today:
        return tr("Today, {time}", time=time)
    if at.date() == today - timedelta(days=1):
        return tr("Yesterday, {time}", time=time)
    return tr("{day}, {time}", day=date_text(at.date(), current()), time=time)


def row_of(item: QListWidgetItem) -> _Row:
    """What the list says there."""
    row = item.data(_State)
    assert isinstance(row, _Row)
    return row


def _set_row(item: QListWidgetItem, row: _Row) -> None:
    item.setData(_State, row)
    item.setText(tr("{when}. {size}", when=row.when, size=row.size))  # for those who hear it
    item.setToolTip(row.error or row.size)


class _Painter(RowPainter):
    """Two lines: when, and how much differs; a damaged version with a mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._theme, index.data(_State)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_lined_ground(painter, theme, rect, "surface")
        paint_row_ground(painter, theme, rect.adjusted(0, 0, 0, -1), chosen=chosen)
        room = rect.adjusted(14, theme.px(9), -12, -theme.px(9))
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, row.when)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("bad" if row.error else "text2" if chosen else "text3"))
        if row.error:
            ratio = painter.device().devicePixelRatioF()
            icon = theme.px(14)
            painter.drawPixmap(room.left(), room.bottom() - icon, theme.pixmap("circle-alert", "bad", 14, ratio))
            room = room.adjusted(icon + 6, 0, 0, 0)
        size = QFontMetrics(painter.font()).elidedText(row.size, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, size)

