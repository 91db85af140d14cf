"""Moving a budget between channels: which split brings most, how sure that is, and whether it is worth moving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from roiapp.analysis.decisions.allocation import Wish
from roiapp.analysis.decisions.budget_steps import as_scenario, budget_name, moves, written
from roiapp.charts.gain_curve import GainLayout, gain_layout, paint_gain
from roiapp.charts.next_units import NextLayout, next_layout, paint_next
from roiapp.core.edits import Edit, EditError
from roiapp.core.scenarios import BASE, Scenario
from roiapp.core.units import MONEY, MONEY_ROUND, NumberFormat
from roiapp.language import tr
from roiapp.ui.forms.budget_question import BudgetQuestion
from roiapp.ui.forms.budget_table import BudgetModel, BudgetTable
from roiapp.ui.forms.budget_work import BudgetWork
from roiapp.ui.forms.seek_answer_box import AnswerBox, StretchLine
from roiapp.ui.forms.still_picture import StillPicture
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear_ink

if TYPE_CHECKING:
    from roiapp.analysis.decisions.budget_answer import BudgetAnswer
    from roiapp.core.results import Figures
    from roiapp.ui.look.background import Runner

_WIDTH: Final = 1200
_SLOW_MS: Final = 300
_PICTURE: Final = 280
#: px of room above which all channels of a usual document fit without scrolling
_ROOMY: Final = 760
#: percent of text size from which pictures stand below the table
_LARGE: Final = 130


class BudgetDialog(CalmDialog):
    """One wish at a time, answered while it is typed. `apply` makes the edit that is chosen at the end; it raises
    EditError with a sentence. `say` tells what was done; `run` takes the work off the window's thread. `under` is the
    scenario whose figures these are, None where they are those of the base case."""

    def __init__(
        self, theme: Theme, figures: Figures, apply: Callable[[Edit], None], say: Callable[[str], None], run: Runner,
        parent: QWidget, under: Scenario | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, tr("Move a budget between channels"), parent)
        self._apply = apply
        self._say = say
        self._under = under
        settings = figures.worksheet.settings
        self._write = NumberFormat(settings.locale, settings.currency)
        self._figures = figures  # of the window's thread; the work has its own
        self.work = BudgetWork(figures, self._write, run, self._show)
        room = room_for(parent)
        self._roomy = room.height() >= theme.px(_ROOMY)
        self.setMinimumWidth(min(theme.px(_WIDTH), room.width()))
        wish = Wish(elasticity=settings.elasticity)
        today = sum(amount for amount in self._figures.values("spend").tolist() if amount > 0.0)
        self.question = BudgetQuestion(theme, figures.catalog, wish, today, self._write, self)
        self.question.asked.connect(self._ask)
        self.body.addWidget(self.question)
        self.answer = AnswerBox(theme, self)
        self.body.addWidget(self.answer)
        self._make_rows(wish)
        self._make_pictures()
        self.stretch = StretchLine(theme, self)
        self.stretch.setMinimumHeight(theme.px(32))  # its text folds, and asks for more where it is narrow
        self.body.addWidget(self.stretch)
        self._make_buttons()
        self._slow = later(self, self._show_waiting, _SLOW_MS)
        self.finished.connect(lambda _code: self.work.end())
        self._ask()
        self.question.total.setFocus()
        self.question.total.selectAll()

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _make_rows(self, wish: Wish) -> None:
        self.rows = BudgetModel(self._figures, wish.goal, self._write, self)
        self.rows.asked.connect(self._ask)
        self.rows.refused.connect(self._note_refusal)
        large = self.theme.text_size > _LARGE
        self.table = BudgetTable(self.theme, self.rows, 12 if self._roomy else 5 if large else 8, self)
        self.table.setMinimumHeight(self.table.sizeHint().height())
        self.held = QLabel(self)
        self.held.setWordWrap(True)
        self.held.setTextFormat(Qt.TextFormat.PlainText)
        self.held.setFont(self.theme.font(12))
        wear_ink(self.held, self.theme, "text2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addWidget(self.held)
        left.addWidget(self.hint(tr("Space or a click on the lock keeps a channel as it is. The boxes take the least "
                                    "and the most that it may get.")))  # fmt: skip
        self._grid.addLayout(left, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid, 1)

    def _make_pictures(self) -> None:
        """Beside the table, below it with large letters."""
        self.next_title, self.gain_title = QLabel(self), QLabel(self)
        for title in (self.next_title, self.gain_title):
            title.setFont(self.theme.font(13, 600))
            title.setWordWrap(True)
        high = min(50 + 20 * self.rows.channels, 270) if self._roomy else 140
        self.nexts: StillPicture[NextLayout] = StillPicture(self.theme, paint_next, _PICTURE, high, self)
        self.gains: StillPicture[GainLayout] = StillPicture(self.theme, paint_gain, _PICTURE, 110, self)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.next_title)
        column.addWidget(self.nexts, 1)
        column.addWidget(self.gain_title)
        column.addWidget(self.gains)
        if self.theme.text_size > _LARGE:
            self._grid.addLayout(column, 1, 0)
        else:
            self._grid.addLayout(column, 0, 1)

    def _make_buttons(self) -> None:
        if self._under is None:
            said = tr("Nothing changes until you choose. The base case takes the spend only: results stay as typed.")
        else:
            said = tr("These are the figures under “{name}”. A scenario of the split lies on it.",
                      name=self._under.name)  # fmt: skip
        hint = self.hint(said)
        self._buttons.insertWidget(0, hint, 100)
        cancel = self.add_button(Choice("cancel", tr("Cancel")))
        cancel.clicked.connect(self.reject)
        self.write = self.add_button(Choice("write", tr("Write into base case")))
        self.write.clicked.connect(self._write_it)
        self.keep = self.add_button(Choice("keep", tr("Keep as scenario"), primary=True))
        self.keep.clicked.connect(self._keep_it)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.fit_content()

    # -- what is asked -------------------------------------------------------------------------------------------------

    def _wish(self) -> Wish:
        rows, wish = self.rows, self.question.wish
        return Wish(wish.goal, wish.elasticity, wish.total, frozenset(rows.locked), dict(rows.least), dict(rows.most),
                    wish.step)  # fmt: skip

    def _ask(self) -> None:
        self.refusal.hide()
        if self.question.problem:
            self.refuse(self.question.problem)
            self.work.ask_nothing()
            self._set_ready(None)
            return
        self.work.ask(self._wish())
        if self.work.answer is None and not self.work.reason:
            self._slow.start()
            self._set_ready(None)

    def _note_refusal(self, sentence: str) -> None:
        if sentence:
            self.refuse(sentence)
        elif not self.question.problem:
            self.refusal.hide()

    # -- the answer ----------------------------------------------------------------------------------------------------

    @property
    def found(self) -> BudgetAnswer | None:
        """The answer to what stands in the fields, None while there is none."""
        return None if self.question.pending or self.question.problem else self.work.answer

    def _set_ready(self, answer: BudgetAnswer | None) -> None:
        ready = answer is not None and bool(moves(answer.found))
        self.write.setEnabled(ready and self._under is None)
        self.keep.setEnabled(ready)

    def _show_waiting(self) -> None:
        if self.work.answer is None and not self.work.reason and not self.question.problem:
            self.answer.say(tr("Working it out…"), "", found=False)

    def _show(self) -> None:
        """Everything that is known by now."""
        answer = self.work.answer
        self.question.offer(self.work.offers)
        if answer is None and not self.work.reason:
            return
        self._slow.stop()
        if answer is None:
            self.answer.say(self.work.reason, "", found=False)
            self.rows.show(self.question.wish.goal, None)
        else:
            story = answer.story
            said = "\n".join(part for part in (story.sure, story.proof) if part)
            self.answer.say(story.headline, said, found=story.verdict is not False)
            self.rows.show(answer.wish.goal, answer.found)
            self.table.spread()
        self.held.setText("\n".join(answer.story.held) if answer is not None else "")
        self.held.setVisible(bool(self.held.text()))
        self.stretch.say(answer.stretch if answer is not None else "")
        self._show_pictures(answer)
        self._set_ready(self.found)
        self.fit_content()

    def _show_pictures(self, answer: BudgetAnswer | None) -> None:
        goal, write = self.question.wish.goal, self._write
        titles = {
            "gross_profit": tr("What {money} more brings, today and then", money=write.text(1.0, MONEY_ROUND)),
            "customers": tr("What the next customer costs, today and then"),
            "leads": tr("What the next lead costs, today and then"),
        }
        self.next_title.setText(titles[goal])
        self.gain_title.setText(tr("What this split gains, by elasticity"))
        for title, picture in ((self.next_title, self.nexts), (self.gain_title, self.gains)):
            picture.setAccessibleName(title.text())
        if answer is None:
            self.nexts.show_layout(None)
            self.gains.show_layout(None)
            return
        nexts, gains = answer.nexts, answer.gains
        self.nexts.setAccessibleDescription(answer.story.proof)
        self.gains.setAccessibleDescription(answer.story.sure)
        self.nexts.show_layout(lambda size, style: next_layout(nexts, write, size, style))
        self.gains.show_layout(lambda size, style: gain_layout(gains, write, size, style))

    # -- what is done with it ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind a number answers; only a button writes or keeps."""
        field = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(field, QLineEdit):
            self.question.settle()
            field.selectAll()
        else:
            super().keyPressEvent(event)

    def _write_it(self) -> None:
        self.question.settle()
        answer = self.found
        if answer is not None:
            said = tr("{moved} of the spend moved in the base case; results stay as typed. Undo takes it back.",
                      moved=self._write.text(answer.found.moved, MONEY))  # fmt: skip
            self._make(lambda: written(self._figures, answer.found), said)

    def _keep_it(self) -> None:
        self.question.settle()
        answer = self.found
        if answer is not None:
            name = budget_name(self._figures, answer.found)
            on = BASE if self._under is None else self._under.key
            self._make(lambda: as_scenario(self._figures, answer.found, name, answer.story.text, on),
                       tr("Kept as the scenario “{name}”. The worksheet stays as it is.", name=name))  # fmt: skip

    def _make(self, make: Callable[[], Edit], said: str) -> None:
        try:
            self._apply(make())
        except EditError as error:
            self.refuse(str(error))
            return
        self.accept()
        self._say(said)
