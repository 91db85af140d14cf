"""The panel of charts: a tab a chart, what was left out, buttons to copy, save and enlarge, and the chart itself.

Importing this module brings pyqtgraph: the window does so when the figures have been painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from roiapp.analysis.chart_parts import Wanted
from roiapp.charts.chart import Chart
from roiapp.language import tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.later import later
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.panel.chart_buttons import bare_button, menu_of
from roiapp.ui.panel.chart_note import Note, left_out
from roiapp.ui.panel.chart_records import CHARTS, ChartRecord
from roiapp.ui.panel.chart_style import chart_style
from roiapp.ui.panel.chart_tabs import HEIGHT, ChartTabs
from roiapp.ui.panel.rows_picker import RowsPicker

_MANY = 2_000  # channels from which on the chart waits for a longer pause in typing
_LONG_PAUSE_MS = 120
_PAUSE_MS = 50  # in typing: else the next key of somebody fast would have to wait for the chart
_SEVERAL = 20  # selected channels that a chart is told of; none can show more of them apart


class ChartPanel(QWidget):
    """The chosen chart of the view that is looked at, drawn once a frame and only while it is seen.

    `channel_selected` carries the channel whose mark was chosen, `period_selected` its base period in charts over time,
    `enlarge_requested` whether the panel shall have all the room, `noticed` a sentence about what was done,
    `chart_chosen` the id of the chart that was chosen; `drawn_changed` says that there is a chart now, or none any
    more. `menu` are the actions of a right click.
    """

    channel_selected = Signal(int)
    period_selected = Signal(int)
    enlarge_requested = Signal(bool)
    noticed = Signal(str)
    chart_chosen = Signal(str)
    drawn_changed = Signal()

    def __init__(
        self,
        model: SessionModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        chosen: str = "",
        menu: Sequence[QAction] = (),
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._stale = True
        self._records = {record.id: record for record in CHARTS}
        self._record = self._records.get(chosen, CHARTS[0])
        self._charts: dict[str, Chart[Any, Any]] = {}
        #: what was chosen for the charts that can be asked for something, by their ids
        self.choices: dict[str, str] = {}
        self._channels: tuple[int, ...] = ()
        self.drawn = False
        self.placeholder = QLabel(self)
        self.placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.placeholder.setWordWrap(True)
        self.placeholder.setContentsMargins(24, 0, 24, 16)
        self.menu = QMenu(self)
        self.menu.addActions(list(menu))
        self._lay_out(menu)
        #: what is drawn once the worksheet is painted: other figures, another active cell
        self._other_figures, self._other_cell = later(self, self.refresh), later(self, self._follow_cell)
        self._cell: tuple[int | None, str] = (None, "")
        self._channel: int | None = None
        self._column = ""
        for key, tabs in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda tabs=tabs: self.tabs.step(tabs))
        model.frames.chart.connect(self._on_frame)
        model.reset.connect(lambda: setattr(self, "_stale", True))  # a document's first picture is a whole one
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()

    def _lay_out(self, menu: Sequence[QAction]) -> None:
        self.tabs = ChartTabs([(record.id, tr(record.label)) for record in CHARTS], self._theme, self)
        self.tabs.set_current(self._record.id)
        self.tabs.chosen.connect(self.show_chart)
        self.note = Note(self._theme, self)
        self.choice_button = GhostButton(self._theme, "sliders-horizontal", self)
        self.choice_menu = menu_of(self.choice_button)
        self.choice_menu.aboutToShow.connect(self._fill_choices)
        self.rows_picker = RowsPicker(self._theme, self)
        self.rows_picker.changed.connect(self.refresh)
        self.copy_button = bare_button(self._theme, self, "copy", tr("Copy the chart as a picture"))
        self.copy_button.clicked.connect(self.copy_picture)
        self.save_button = bare_button(self._theme, self, "save", tr("Save the chart as a picture or for print"))
        menu_of(self.save_button).addActions(
            [action for action in menu if action.objectName().startswith("save")]
        )
        self.save_button.setVisible(bool(menu))
        tip = tr("Give the chart all the room, or take it back")
        self.enlarge_button = bare_button(self._theme, self, "maximize-2", tip)
        self.enlarge_button.setCheckable(True)
        self.enlarge_button.toggled.connect(self._on_enlarged)
        header = QHBoxLayout()
        header.setContentsMargins(16, 0, 8, 0)
        header.setSpacing(0)
        header.addWidget(self.tabs)
        header.addSpacing(20)
        header.addWidget(self.note, 1)
        header.addSpacing(8)
        for button in (self.rows_picker, self.choice_button, self.copy_button, self.save_button, self.enlarge_button):
            header.addWidget(button)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.placeholder)
        body = QVBoxLayout()
        # Clear of the panel's border and of its round corners.
        body.setContentsMargins(2, 0, 2, 4)
        body.addWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(header)
        column.addLayout(body, 1)

    # -- which chart -------------------------------------------------------------------------------------------------

    @property
    def chart(self) -> Chart[Any, Any]:
        """The widget of the chosen chart as it is now, also where it would be drawn a moment later; of very many
        channels, after the pause."""
        if self._due():
            self.refresh()
        if self._other_cell.isActive():
            self._follow_cell()
        return self._widget()

    def _widget(self) -> Chart[Any, Any]:
        """The same as it was drawn last, made when it is first chosen."""
        found = self._charts.get(self._record.id)
        if found is None:
            found = self._charts[self._record.id] = self._record.widget(chart_style(self._theme), self)
            found.channel_selected.connect(lambda place: self.channel_selected.emit(self.rows_picker.channel(place)))
            found.period_selected.connect(self.period_selected)
            found.enlarge.connect(self.enlarge_button.toggle)
            found.told.connect(partial(announce, found.view))
            self._body.addWidget(found)
        return found

    @property
    def record(self) -> ChartRecord:
        """What is chosen."""
        return self._record

    def kinds(self) -> list[tuple[str, str]]:
        """Id and name of every chart, in the order of the tabs."""
        return [(record.id, tr(record.label)) for record in self._records.values()]

    def show_chart(self, id_: str) -> None:
        """Show the chart of this id; an unknown one leaves everything as it is."""
        if id_ not in self._records or id_ == self._record.id:
            return
        had_focus = self._charts[self._record.id].view.hasFocus() if self._record.id in self._charts else False
        self._record = self._records[id_]
        self.tabs.set_current(id_)
        self.refresh()
        if had_focus:
            self._focus(Qt.FocusReason.TabFocusReason)
        self.chart_chosen.emit(id_)

    @property
    def keys(self) -> QWidget:
        """Who gets the keyboard: the chart, its tab where there is no chart."""
        return self.chart.view if self.drawn else self.tabs.buttons[self._record.id]

    def _focus(self, reason: Qt.FocusReason) -> None:
        self.keys.setFocus(reason)

    def _fill_choices(self) -> None:
        figures, choices = self.rows_picker.look_at(self._model.figures), self._record.choices
        self.choice_menu.clear()
        if figures is None or choices is None:
            return
        for id_, text in choices(figures):
            action = self.choice_menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, id_=id_: self._choose(id_))
            action.setCheckable(True)
            action.setChecked(id_ == self._choice(choices(figures)))

    def _choose(self, id_: str) -> None:
        self.choices[self._record.id] = id_
        self.refresh()

    def _choice(self, choices: Sequence[tuple[str, str]]) -> str:
        """What is chosen for the chart, the usual where that is no choice any more."""
        kept = self.choices.get(self._record.id, "")
        ids = [id_ for id_, _text in choices]
        return kept if kept in ids else ids[0] if ids else ""

    # -- what is shown -----------------------------------------------------------------------------------------------

    def highlight(self, channel: int | None, column: str = "") -> None:
        """Mark what belongs to the active channel, to none where None; charts that follow the worksheet also go to the
        active column. Once the typing pauses: a key is seen before the chart takes its time."""
        self._cell = channel, column
        self._other_cell.start(_PAUSE_MS)

    def wait_on(self) -> None:
        """A key was pressed: what waits for a pause waits on."""
        for timer in filter(QTimer.isActive, (self._other_figures, self._other_cell)):
            timer.start()

    def _follow_cell(self) -> None:
        record, (channel, column) = self._record, self._cell
        other = record.follows_channel and channel != self._channel
        if other or self._due() or (record.follows_column and column != self._column):
            self.refresh()
        else:
            self._take_cell()
            self._widget().highlight(self.rows_picker.place(channel))

    def _due(self) -> bool:
        return self._other_figures.isActive() and self._other_figures.interval() == _PAUSE_MS

    def _take_cell(self) -> None:
        self._other_cell.stop()
        self._channel, self._column = self._cell

    def follow_selection(self, channels: Sequence[int]) -> None:
        """Let the selected channels stand out in charts that follow them."""
        several = tuple(channels[:_SEVERAL]) if len(channels) > 1 else ()
        if several != self._channels:
            self._channels = several
            if self._record.follows_channel:
                self.refresh()

    def refresh(self) -> None:
        """Draw the figures of now, or say why there is nothing to draw."""
        self._other_figures.stop()
        self._take_cell()
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        figures = self.rows_picker.look_at(self._model.figures)
        record, write, chart = self._record, self._model.number_format, self._widget()
        drawn, note = False, ("", "")
        choices = record.choices(figures) if figures is not None and record.choices is not None else ()
        choice = self._choice(choices)
        if figures is not None:
            content = record.content(figures, Wanted(choice, self._channel, self._column, self._channels))
            drawn = content.drawn > 0
            if drawn:
                chart.set_content(content, write)
                note = left_out(content, write)  # an empty chart says itself what is missing
            else:
                self.placeholder.setText(record.nothing_yet(figures))
        chart.highlight(self.rows_picker.place(self._channel))
        self.choice_button.setVisible(len(choices) > 1)
        self.choice_button.setText(dict(choices).get(choice, ""))
        self.choice_button.updateGeometry()
        self._body.setCurrentWidget(chart if drawn else self.placeholder)
        self.note.set_text(*note)
        self._set_drawn(drawn)

    def _set_drawn(self, drawn: bool) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(drawn)
        if drawn != self.drawn:
            self.drawn = drawn
            self.drawn_changed.emit()

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, with all rows and at twice the size."""
        if self.drawn:
            QGuiApplication.clipboard().setImage(self.chart.picture())
            self.noticed.emit(tr("The chart is on the clipboard as a picture."))

    def _on_frame(self) -> None:
        figures = self._model.figures
        many = figures is not None and len(figures.worksheet.keys) > _MANY
        if (self._stale or self._model.frames.in_turn) and not many:
            self.refresh()
        else:
            self._other_figures.start(_LONG_PAUSE_MS if many else _PAUSE_MS)

    def _on_theme(self) -> None:
        for chart in self._charts.values():
            chart.set_style(chart_style(self._theme))
        self.placeholder.setFont(self._theme.font(13))
        palette = self.placeholder.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour("text2"))
        self.placeholder.setPalette(palette)
        self.update()

    # -- all the room ------------------------------------------------------------------------------------------------

    def toggle_enlarged(self) -> None:
        """Give the chart all the room, or take it back."""
        self.enlarge_button.toggle()

    def _on_enlarged(self, enlarged: bool) -> None:
        self.enlarge_requested.emit(enlarged)
        if enlarged:
            # What had the keyboard may be hidden now, and Esc shall lead back.
            self._focus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.enlarge_button.isChecked():
            self.enlarge_button.setChecked(False)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.menu.actions() and self._body.geometry().contains(event.pos()):
            self.menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(1, self._theme.px(HEIGHT), self.width() - 2, 1), self._theme.colour("border"))
