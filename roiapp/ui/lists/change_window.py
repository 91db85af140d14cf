"""Why a figure changed: the total then and now, and every channel's part in it, by its share and by its own rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from roiapp.language import apart, list_text, tr
from roiapp.ui.lists.text_rows import TextRows
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.analysis.change_story import ChangeStory
    from roiapp.core.periods import View

_Index = QModelIndex | QPersistentModelIndex
_SIZE: Final = (660, 520)
_NAME, _BEFORE, _NOW, _MIX, _RATE = range(5)
_ROW: Final = 28


class _Rows(TextRows):
    """A row for each channel, one for what a total lacked, and one for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        #: the channel of each row, None for rows of all channels
        self.channels: list[int | None] = []


class _Painter(CalmPainter):
    """Names at the left, figures at the right; the rows of all channels are bold."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        whole = model.channels[index.row()] is None
        self.write(painter, room, str(index.data() or ""), weight=600 if whole else 400, right=index.column() > 0,
                   name=index.column() == 0)  # fmt: skip

    def ground(self, index: _Index) -> str:
        model = index.model()
        return "totals" if isinstance(model, _Rows) and model.channels[index.row()] is None else "surface"


class ChangeWindow(QDialog):
    """Stays beside the figures and follows the active cell, which `cell` tells: its id and its view. `asked` carries
    the channel (None: the total) and the figure whose cell is to be shown."""

    asked = Signal(object, str)

    def __init__(
        self, theme: Theme, model: SessionModel, cell: Callable[[], tuple[str, View | None]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Why it changed"))
        self._theme = theme
        self._model = model
        self._cell = cell
        self.id = ""
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.rows = _Rows(self)
        self.table = CalmTable(theme, self.rows, {0: 1}, self, row=_ROW, least=460)
        self.table.setItemDelegate(_Painter(self.table))
        self.table.setAccessibleName(tr("Why it changed, by channel"))
        self.table.doubleClicked.connect(lambda index: self._go(index.row()))
        self.before, self.year = QPushButton(tr("Against the period before"), self), QPushButton(
            tr("Against a year ago"), self
        )  # fmt: skip
        self._kinds = QButtonGroup(self)
        self._lay_out()
        model.frame.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress()
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.refresh()
        self.table.setFocus()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for button in (self.before, self.year):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(self._theme.px(30))
            self._kinds.addButton(button)
            choices.addWidget(button)
        choices.addStretch(1)
        self.before.setChecked(True)
        self._kinds.buttonClicked.connect(lambda _button: self.refresh())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(self.heading)
        whole.addWidget(self.said)
        whole.addLayout(choices)
        whole.addWidget(self.table, 1)
        self._below = QWidget(self)  # keeps the sentence at the top where there is no table
        whole.addWidget(self._below, 1)

    def refresh(self) -> None:
        """Say what became of the active cell's figure."""
        session, (id_, view) = self._model.session, self._cell()
        if session is None or self._model.figures is None:
            return
        if id_ and (id_ in session.catalog.field or id_ in session.catalog.metric):
            self.id = id_
        if not self.id or (self.id not in session.catalog.field and self.id not in session.catalog.metric):
            self._say(tr("Choose a figure: what became of it is said here."))
            return
        from roiapp.analysis.change_story import change_story

        figures = self._model.figures if view is None else session.calculator.figures(view)
        story = change_story(figures, self.id, a_year_ago=self.year.isChecked())
        self._show(story, figures.view)

    def _say(self, text: str, heading: str = "") -> None:
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.said.setText(text)
        self.rows.fill([], ())
        self.table.hide()
        self._below.show()

    def _show(self, story: ChangeStory, view: View) -> None:
        session, write = self._model.session, self._model.number_format
        assert session is not None
        record = session.catalog.record(self.id)
        label = tr(record.label)
        heading = tr("{figure}, {period}", figure=label, period=view.text())
        found = story.change
        if story.against.against is None or found.now is None or found.before is None:
            reason = found.reason or tr("There is no figure to compare.")
            self._say(reason, heading)
            return
        earlier = story.against.against.text()
        self.heading.setText(heading)
        self.heading.show()
        split = story.split
        then, now = (write.text(value, record.unit) for value in (found.before, found.now))
        sentences = [tr("{then} in {period}, now {now}.", then=then, period=earlier, now=now)]
        if found.per_day:
            sentences.append(tr("The periods are not equally long: compared per day."))
        if found.reason:
            sentences.append(found.reason)
        if split is not None:
            rate, mix = write.change(split.rate, record.unit), write.change(split.mix, record.unit)
            sentences.append(tr("Of the change come {rate} of the channels' own figures and {mix} of their shares.",
                                rate=rate, mix=mix))  # fmt: skip
            if split.outside:
                names = [session.worksheet.names[channel] for channel in split.outside[:3]]
                part = write.change(split.coverage, record.unit)
                sentences.append(tr("{part} come of channels of which one period lacks a figure: {channels}.",
                                    part=part, channels=list_text(names)))  # fmt: skip
        self.said.setText(" ".join(sentences).replace("−", "−\u2060"))  # a sign stays with its figure
        self._fill(story, earlier, view)
        self._below.hide()
        self.table.show()

    def _fill(self, story: ChangeStory, earlier: str, view: View) -> None:
        session, write = self._model.session, self._model.number_format
        assert session is not None
        unit, names = session.catalog.record(self.id).unit, session.worksheet.names
        heads = [tr("Channel"), apart(earlier), apart(view.text())]
        if story.split is not None:
            heads += [tr("By share"), tr("By own figure")]
        else:
            heads.append(tr("Change"))
        rows: list[tuple[str, ...]] = []
        channels: list[int | None] = []

        def difference(before: float | None, now: float | None) -> str:
            return "–" if before is None or now is None else write.change(now - before, unit)

        for each in story.channels:
            known = (apart(names[each.channel]), write.text(each.before, unit), write.text(each.now, unit))
            if story.split is not None:
                rows.append((*known, write.change(each.mix, unit), write.change(each.rate, unit)))
            else:
                rows.append((*known, difference(each.before, each.now)))
            channels.append(each.channel)
        whole = (tr("All channels"), write.text(story.change.before, unit), write.text(story.change.now, unit))
        if story.split is not None:
            if story.split.outside:
                rows.append((tr("Figures that one period lacks"), "", "", write.change(story.split.coverage, unit), ""))
                channels.append(None)
            rows.append((*whole, write.change(story.split.mix, unit), write.change(story.split.rate, unit)))
        else:
            rows.append((*whole, difference(story.change.before, story.change.now)))
        channels.append(None)
        self.rows.channels = channels
        if (tuple(heads), rows) != (self.rows.heads, self.rows.rows):
            self.rows.fill(rows, heads)
            shares = {_NAME: 30, _BEFORE: 17, _NOW: 17, _MIX: 17, _RATE: 19}
            self.table.share({place: share for place, share in shares.items() if place < len(heads)}, 460)
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.currentIndex().isValid():
            self._go(self.table.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        self.asked.emit(self.rows.channels[row], self.id)

    def _dress(self) -> None:
        theme = self._theme
        self.heading.setFont(theme.font(15, 600))
        self.said.setFont(theme.font(13))
        soft, text = theme.tokens.accent_soft, theme.tokens.accent_text
        chosen = f" QPushButton:checked {{ background: {soft}; color: {text}; border-color: {text}; }}"
        for button in (self.before, self.year):
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", button.text())) + chosen)
