"""The goal seek: make a figure equal what is wanted by changing one input, see what it takes and what else would do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from roiapp.analysis.decisions.seek_steps import as_scenario, can_be_scenario, noted, scenario_name, written
from roiapp.analysis.decisions.seek_story import change_text, detail, headline, held_text, stretch
from roiapp.charts.seek_curve import Units
from roiapp.core.edits import Edit, EditError
from roiapp.core.scenarios import BASE
from roiapp.core.units import NumberFormat
from roiapp.language import tr
from roiapp.ui.forms.seek_answer_box import AnswerBox, StretchLine
from roiapp.ui.forms.seek_curve_view import SeekCurveView
from roiapp.ui.forms.seek_keeping import Keeping
from roiapp.ui.forms.seek_question import SeekQuestion
from roiapp.ui.forms.seek_way_cards import WayCards, WayTexts
from roiapp.ui.forms.seek_work import SeekWork
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.goal_seek import Answer, Goal
    from roiapp.core.results import Figures
    from roiapp.ui.look.background import Runner

_WIDTH: Final = 800
_SLOW_MS: Final = 300


class GoalSeekDialog(CalmDialog):
    """One question at a time, answered while it is typed. `apply` makes the edit that is chosen at the end; it raises
    EditError with a sentence. `say` tells what was done; `run` takes the work off the window's thread."""

    def __init__(
        self, theme: Theme, figures: Figures, goal: Goal, apply: Callable[[Edit], None], say: Callable[[str], None],
        run: Runner, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(theme, tr("Goal seek"), parent)
        self._apply = apply
        self._say = say
        self.work = SeekWork(figures, run, self._show)
        self._figures = self.work.figures
        #: the scenario whose figures these are
        self._under = figures.calculator.supposed
        self._catalog = figures.catalog
        settings = figures.worksheet.settings
        self._write = NumberFormat(settings.locale, settings.currency)
        self.setMinimumWidth(min(theme.px(_WIDTH), room_for(parent).width()))
        self.question = SeekQuestion(theme, self._figures, goal, self._write, self)
        self.question.asked.connect(self._ask)
        self.body.addWidget(self.question)
        self._make_answer()
        self._make_buttons()
        self._slow = later(self, self._show_waiting, _SLOW_MS)
        self.finished.connect(lambda _code: self.work.end())
        self._ask()
        self.question.target.setFocus()
        self.question.target.selectAll()

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _make_answer(self) -> None:
        self.answer = AnswerBox(self.theme, self)
        self.curve_title, self.ways_title = QLabel(self), QLabel(self)
        for title in (self.curve_title, self.ways_title):
            title.setFont(self.theme.font(13, 600))
            title.setWordWrap(True)
        self.curve = SeekCurveView(self.theme, self)
        self.ways = WayCards(self.theme, self)
        self.ways.taken.connect(self._take_way)
        self.stretch = StretchLine(self.theme, self)
        self.body.addWidget(self.answer)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.curve_title, 0, 0)
        grid.addWidget(self.ways_title, 0, 1)
        grid.addWidget(self.curve, 1, 0)
        column = QGridLayout()
        column.setContentsMargins(1, 1, 8, 1)
        column.addWidget(self.ways)
        self._ways_area = scrolled(column, self)
        self._ways_area.setMinimumWidth(self.theme.px(262))
        # as high as the curve; more ways than that scroll
        self._ways_area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        grid.addWidget(self._ways_area, 1, 1)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.stretch)
        self.keeping = Keeping(self.theme, self)
        self.body.addWidget(self.keeping)

    def _take_way(self, by: str) -> None:
        found = self.work.ways.get(by)
        if by != self.question.goal.by and found is not None:
            self.question.take(by, found.goal.held)

    def _make_buttons(self) -> None:
        hint = self.hint(tr("Nothing changes until you choose."))
        self._buttons.insertWidget(0, hint, 100)
        cancel = self.add_button(Choice("cancel", tr("Cancel")))
        cancel.clicked.connect(self.reject)
        into = tr("Write into base case") if self._under is None else tr("Write into the scenario")
        self.write = self.add_button(Choice("write", into))
        self.write.clicked.connect(self._write_it)
        self.keep = self.add_button(Choice("keep", tr("Keep as scenario"), primary=True))
        self.keep.clicked.connect(self._keep_it)

    def _ask(self) -> None:
        question = self.question
        self.refusal.hide()
        if question.problem:
            self.refuse(question.problem)
        if question.empty:
            self.work.ask_nothing()
            self._show()
            return
        self.work.ask(question.goal, question.whole_said)
        if self.work.answer is None:
            self._slow.start()
            self._set_ready(None)

    # -- the answer ----------------------------------------------------------------------------------------------------

    @property
    def found(self) -> Answer | None:
        """The answer to the question as it stands, None while there is none."""
        answer = self.work.answer
        return answer if answer is not None and answer.answer is not None and not self.question.pending else None

    def _set_ready(self, answer: Answer | None) -> None:
        self.write.setEnabled(answer is not None)
        self.keeping.setEnabled(answer is not None)
        self.keep.setEnabled(answer is not None and can_be_scenario(answer))
        if answer is not None:
            self.keeping.propose(scenario_name(self._figures, answer, self._write))

    def _show_waiting(self) -> None:
        if self.work.goal is not None and self.work.answer is None:
            self.answer.say(tr("Working it out…"), "", found=False)
            self.answer.offer(())
            self.stretch.say("")

    def _show(self) -> None:
        """Everything that is known by now."""
        figures, answer, write = self._figures, self.work.answer, self._write
        if self.work.goal is None:
            self.answer.say(tr("Type what the figure is to be."), "", found=False)
        elif answer is not None:
            self._slow.stop()
            self.answer.say(headline(figures, answer, write), detail(figures, answer, write),
                            found=answer.answer is not None)  # fmt: skip
        self.answer.offer(self._offers(answer))
        self.stretch.say(stretch(figures, answer, write) if answer is not None else "")
        self._set_ready(self.found)
        self._show_curve()
        self._show_ways()
        self.fit_content()

    def _offers(self, answer: Answer | None) -> list[tuple[str, Callable[[], None]]]:
        if answer is None:
            return []
        held = self.question.goal.held
        found: list[tuple[str, Callable[[], None]]] = [
            (tr("Hold {rate}", rate=tr(self._catalog.record(id_).header)), partial(self.question.hold, (*held, id_)))
            for id_ in answer.offers
        ]
        if answer.together:
            found.append((tr("Hold them"), partial(self.question.hold, (*held, *answer.together))))
        return found

    def _show_curve(self) -> None:
        record, field = self._catalog.record(self.question.goal.metric), self._catalog.record(self.question.goal.by)
        title = tr("{metric} by {field}", metric=tr(record.header), field=tr(field.header))
        self.curve_title.setText(title)
        self.curve.setAccessibleName(title)
        self.curve.setAccessibleDescription(self.answer.headline.text())
        if self.work.goal is None or self.work.curve is not None or not self.work.going_on:
            self.curve.show_curve(self.work.curve, Units(record.unit, field.unit, self._write))

    def _show_ways(self) -> None:
        goal = self.question.goal
        record = self._catalog.record(goal.metric)
        target = self._write.text(goal.target, record.unit)
        self.ways_title.setText(tr("Looking for ways to reach {target}…", target=target) if self.work.going_on
                                else tr("Ways to reach {target}", target=target))  # fmt: skip
        own = self.found
        found = {by: way for by, way in self.work.ways.items() if way is not None}
        if own is not None:
            found = {by: own if by == goal.by else way for by, way in found.items()} | ({} if goal.by in found else
                                                                                       {goal.by: own})  # fmt: skip
        self.ways.show_ways([self._texts(by, way) for by, way in found.items()])
        self.ways.choose(goal.by if own is not None else "")
        if own is not None and goal.by in self.ways.cards:
            self._ways_area.ensureWidgetVisible(self.ways.cards[goal.by], 0, self.theme.px(4))

    def _texts(self, by: str, way: Answer) -> WayTexts:
        field, write = self._catalog.record(by), self._write
        assert way.answer is not None
        values = tr("{now} → {then}", now=write.text(way.now, field.unit), then=write.text(way.answer, field.unit))
        holds = held_text(self._figures, way)
        said = headline(self._figures, way, write)
        spoken = tr("{headline}, {holds}", headline=said, holds=holds) if holds else said
        change = change_text(way.now, way.answer, field.unit, write)
        return WayTexts(by, tr(field.header), values, change, holds, spoken)

    # -- what is done with it ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind the number answers; only a button writes or keeps."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.question.target:
            self.question.settle()
            self.question.target.selectAll()
        else:
            super().keyPressEvent(event)

    def _settled(self) -> Answer | None:
        """The answer to what stands in the fields."""
        self.question.settle()
        return self.found

    def _write_it(self) -> None:
        answer = self._settled()
        if answer is not None:
            field = self._catalog.record(answer.goal.by)
            then = self._write.text(answer.answer, field.unit)
            under = self._under
            if under is None:
                said = tr("{field} is {then} in the base case now. Undo takes it back.", field=tr(field.header),
                          then=then)  # fmt: skip
            else:
                said = tr("{field} is {then} in {scenario} now. Undo takes it back.", field=tr(field.header), then=then,
                          scenario=under.name)  # fmt: skip
            try:
                edit = self._noted(answer, written(answer, under))
            except EditError as error:
                self.refuse(str(error))
                return
            self._make(edit, said)

    def _keep_it(self) -> None:
        answer = self._settled()
        if answer is None:
            return
        name = self.keeping.called
        said = (headline(self._figures, answer, self._write), detail(self._figures, answer, self._write))
        try:
            on = BASE if self._under is None else self._under.key
            kept = as_scenario(self._figures.worksheet, answer, name, "\n".join(said), on)
            edit = self._noted(answer, kept)
        except EditError as error:
            self.refuse(str(error))
            return
        self._make(edit, tr("Kept as the scenario “{name}”. The worksheet stays as it is.", name=name))

    def _noted(self, answer: Answer, edit: Edit) -> Edit:
        """With a row in the table of steps taken, where that is wanted."""
        if not self.keeping.noted.isChecked():
            return edit
        return noted(self._figures, answer, edit, self._figures.calculator.as_of or date.today(), self._write)

    def _make(self, edit: Edit, said: str) -> None:
        try:
            self._apply(edit)
        except EditError as error:
            self.refuse(str(error))
            return
        self.accept()
        self._say(said)
