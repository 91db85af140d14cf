"""The what-if panel: sliders over inputs, how channels respond, what it comes to, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent, Qt
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from roiapp.analysis.decisions.elasticities import BAND, at_elasticity, responds
from roiapp.analysis.decisions.what_if import Subject, fields_with_figures
from roiapp.analysis.decisions.what_if_results import result_lines
from roiapp.core.period_names import short_name
from roiapp.core.units import NUMBER
from roiapp.language import tr
from roiapp.ui.look.buttons import Panel
from roiapp.ui.look.later import later
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.what_if import SPEND, WhatIf
from roiapp.ui.what_if.panel_foot import PanelFoot
from roiapp.ui.what_if.panel_head import PanelHead
from roiapp.ui.what_if.response_box import ResponseBox
from roiapp.ui.what_if.result_table import ResultTable, texts_of
from roiapp.ui.what_if.slider_list import SliderList

if TYPE_CHECKING:
    from roiapp.analysis.decisions.what_if_results import ResultLine
    from roiapp.core.results import Figures
    from roiapp.ui.model.session_model import SessionModel

#: px at 100 %
WIDTH: Final = 374
#: ranges are worked out when nothing has moved for so long
_PAUSE_MS: Final = 90
#: text sizes in percent from which all of it scrolls together
_LARGE: Final = 100


class WhatIfPanel(Panel):
    """`channel` is the selected one; `close_asked` comes of the button and of Esc."""

    close_asked = Signal()

    def __init__(
        self, theme: Theme, model: SessionModel, sliders: WhatIf, channel: Callable[[], int | None], parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._model = model
        self.sliders = sliders
        self._channel = channel
        #: figures under other elasticities, as far as they are worked out
        self._others: list[Figures] = []
        self.lines: list[ResultLine] = []
        self.setFixedWidth(theme.px(WIDTH))
        self.head = PanelHead(theme, self._fill_subjects, self)
        self.list = SliderList(theme, sliders, self)
        self.box = ResponseBox(theme, self)
        self.results = ResultTable(theme, self)
        self.problem = QLabel(self)
        self.problem.setFont(theme.font(12))
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self._foot = PanelFoot(theme, self)
        self.ranges, self.discard, self.keep = self._foot.ranges, self._foot.discard, self._foot.keep
        self._lay_out()
        self._order_tabs()
        self._pause = later(self, self._show_ranges)
        self._connect()
        self._dress()

    def _lay_out(self) -> None:
        px = self._theme.px
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 0, 8, 6)
        middle.setSpacing(px(4))
        middle.addWidget(self.list)
        middle.addWidget(self.problem)
        middle.addStretch(1)
        middle.addWidget(self.box)
        below = QVBoxLayout()
        below.setContentsMargins(16, 2, 8, 2)
        below.addWidget(self.results)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        if self._theme.text_size > _LARGE:
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.head)
            column.addLayout(middle, 1)
            column.addLayout(below)
            column.addWidget(self._foot)
            self._area = scrolled(column, self)
            whole.addWidget(self._area)
        else:
            whole.addWidget(self.head)
            self._area = scrolled(middle, self)
            whole.addWidget(self._area, 1)
            for part in (self.results, self._foot):
                part.setParent(None)  # behind the sliders among the panel's parts, as Tab goes
                part.setParent(self)
            whole.addLayout(below)
            whole.addWidget(self._foot)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _order_tabs(self) -> None:
        """Head, sliders, elasticity, foot."""
        self.list.follows = self.head.of
        order = (self.head.of, self.box.on, self.box.field, self.discard, self.keep)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        sliders, head = self.sliders, self.head
        sliders.shown.connect(self.refresh)
        self._model.frames.sums.connect(self._show_sums)
        sliders.laid_out.connect(self.refresh)
        sliders.leaving.connect(self.box.field.leave)
        sliders.left.connect(self._give_up)
        self.list.said.connect(self.say)
        self.list.reached.connect(lambda row: self._area.ensureWidgetVisible(row, 0, 0))
        self.box.said.connect(self.say)
        self.box.wanted.connect(self._respond)
        head.reset_asked.connect(self._reset_all)
        head.close_asked.connect(self.close_asked)
        head.held.connect(sliders.hold)
        head.named.connect(self._keep_as)
        head.given_up.connect(self._on_given_up)
        self.discard.clicked.connect(self._discard)
        self.keep.clicked.connect(self._keep)
        self._theme.changed.connect(self._dress)

    @property
    def keys(self) -> QWidget:
        """Who gets the keyboard: the first slider that moved, else the first."""
        rows = self.list.rows
        moved = [row.slider for row in rows if row.input.moved]
        return moved[0] if moved else rows[0].slider if rows else self.head.of

    # -- what it shows -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show how everything stands now; while a slider is dragged all but the sliders has its turn."""
        if self.isVisible():
            self.list.refresh(self._model.number_format)
            if self._model.trying:
                self._pause.stop()  # it begins again with the turn of the sums
                self._others.clear()
            else:
                self._show_sums()

    def _show_sums(self) -> None:
        """All but the sliders; ranges follow when nothing moves."""
        session, view = self._model.session, self._model.view
        if session is None or view is None or not self.isVisible():
            return
        write, sliders, scenario = self._model.number_format, self.sliders, self.sliders.scenario
        self._show_head()
        self.box.show_response(scenario.response, scenario.assumed, self._band(), write)
        ranged = session.shown.under is not None and responds(session.shown.under)
        self.show_lines(result_lines(session.shown, view), ranged=ranged)
        self._others.clear()
        self._pause.start(_PAUSE_MS)
        self._say_ranges()
        self.discard.setEnabled(sliders.key != 0 or sliders.active)
        self.keep.setEnabled(sliders.key != 0)
        self._foot.show_draft(draft=scenario.draft)

    def show_lines(self, lines: list[ResultLine], *, ranged: bool) -> None:
        """The table of what it comes to; `ranged`: with ranges, or room for them."""
        self.lines = lines
        if (figures := self._model.figures) is not None:
            self.results.show_lines(texts_of(lines, figures.catalog, self._model.number_format), ranged=ranged)

    def _show_head(self) -> None:
        session, view, sliders = self._model.session, self._model.view, self.sliders
        assert session is not None
        assert view is not None
        write, catalog, subject = self._model.number_format, session.catalog, sliders.subject
        name, period = sliders.scenario.name, short_name(view, one_year=True)
        self.head.show_name(name or tr("Move a slider to see what it does"))
        self.head.reset.setEnabled(any(row.input.moved for row in self.list.rows))
        if subject.field:
            field = catalog.field[subject.field]
            total = write.text(session.shown.entered.figures(view).total_figure(field.id), field.unit)
            hold = tr("Total held at {total}", total=total) if sliders.held else tr("Hold the total")
            of = tr("{input}, {period}", input=tr(field.header), period=period)
        else:
            hold, names = "", session.worksheet.names
            channel = sliders.channel
            of = tr("{channel}, {period}", period=period,
                    channel=names[channel] if channel is not None else "–")  # fmt: skip
        self.head.show_subject(of, hold, can_hold=sliders.can_hold, held=sliders.held)

    def _show_ranges(self) -> None:
        """What it comes to over the range of elasticities, and how far the range reaches."""
        session, view = self._model.session, self._model.view
        if session is None or view is None or not self.isVisible():
            return
        under, others = session.shown.under, self._others
        if under is None or not responds(under):
            return
        others.append(at_elasticity(under, view, BAND[len(others)]))
        if len(others) < len(BAND):  # one at a time: the next move comes in between
            self._pause.start(0)
            return
        self.show_lines(result_lines(session.shown, view, others), ranged=True)
        self._say_ranges()

    def _band(self) -> tuple[float, float]:
        """Over which elasticities ranges go: what is assumed is always one of them."""
        found = self.sliders.scenario.response
        own = BAND[0] if found is None else found
        return min(BAND[0], own), max(BAND[-1], own)

    def _say_ranges(self) -> None:
        """What ranges are of; nothing where there is none."""
        session = self._model.session
        under = session.shown.under if session is not None else None
        there = any(line.band for line in self.lines)
        if not there and not self._others and under is not None and responds(under):
            return  # they follow in a moment
        write = self._model.number_format
        low, high = (write.edit_text(end, NUMBER) for end in self._band())
        self.ranges.setText(tr("Ranges: elasticity {low}–{high}", low=low, high=high) if there else "")

    def say(self, text: str) -> None:
        """A sentence on what was typed, "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._ink(self.problem, "bad")  # what was hidden as the panel came into the window has its palette from there
        announce(self.problem, text)

    # -- what is done --------------------------------------------------------------------------------------------------

    def _fill_subjects(self, menu: QMenu) -> None:
        menu.clear()
        subject = self.sliders.subject
        figures = self._model.figures
        for field in fields_with_figures(figures) if figures is not None else ():
            action = menu.addAction(tr("{input} of all channels", input=tr(field.header)))
            action.setCheckable(True)
            action.setChecked(subject.field == field.id)
            action.triggered.connect(lambda _on=False, id_=field.id: self.sliders.look_at(Subject(id_)))
        menu.addSeparator()
        action = menu.addAction(tr("All inputs of the selected channel"))
        action.setCheckable(True)
        action.setChecked(not subject.field)
        action.triggered.connect(lambda: self.sliders.look_at_channel(self._channel() or 0))

    def follow_channel(self) -> None:
        """Another channel may be selected."""
        channel = self._channel()
        if not self.sliders.subject.field and channel is not None and self.isVisible():
            self.sliders.look_at_channel(channel)

    def _respond(self, elasticity: object) -> None:
        self.say("")
        self.sliders.scenario.respond(elasticity if isinstance(elasticity, float) else None)

    def _reset_all(self) -> None:
        self.sliders.reset(*(row.input for row in self.list.rows))

    def _discard(self) -> None:
        self.sliders.scenario.discard()
        self.list.setFocus()

    def _keep(self) -> None:
        """Ask what it is to be called, where the name stands."""
        self.sliders.end()
        self.head.ask_name(self.sliders.scenario.name)

    def _keep_as(self, name: str) -> None:
        why = self.sliders.scenario.keep(name)
        self.say(why)
        if not why:
            self.head.end_naming()

    def _give_up(self) -> None:
        """What is being typed was meant for another period or scenario."""
        self.say("")
        self.box.field.give_up()
        self.head.end_naming()

    def _on_given_up(self) -> None:
        self.say("")
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of what is being moved, else closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.sliders.active:
            self.sliders.cancel()
        else:
            self.close_asked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        session = self._model.session
        field = self.sliders.subject.field
        if session is not None and field and field not in session.catalog.field:
            self.sliders.look_at(Subject(SPEND))
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sliders.take()

    # -- how it looks --------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._foot.dress()
        self._ink(self.problem, "bad")

    def _ink(self, label: QLabel, role: str) -> None:
        palette = label.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour(role))
        label.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._theme.text_size <= _LARGE:
            top = self._area.geometry().bottom() + 1
            QPainter(self).fillRect(1, top, self.width() - 2, 1, self._theme.colour("border"))
