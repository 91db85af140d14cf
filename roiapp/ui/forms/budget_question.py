"""The question of a budget as a sentence of fields: what is split, for the most of what, in which steps, and how
results are taken to follow the spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from roiapp.analysis.decisions.allocation import GOALS, LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.decisions.budget_picture import elasticity_text
from roiapp.core.units import MONEY, NUMBER, NumberError, NumberFormat, Unit, parse
from roiapp.language import tr
from roiapp.ui.look.calm_fields import CalmBox, calm_line
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.flowing import Flowing, add_sentence
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_ink

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Wish
    from roiapp.analysis.decisions.budget_answer import FitOffer
    from roiapp.core.catalog import Catalog

_PAUSE_MS: Final = 150


class BudgetQuestion(QWidget):
    """`wish` is what is asked but for the channels' locks and bounds. `asked` comes with every other question, behind a
    typed number after a pause. `problem` says why what is typed is no number; then `wish` keeps the one before."""

    asked = Signal()

    def __init__(self, theme: Theme, catalog: Catalog, wish: Wish, today: float, write: NumberFormat,
                 parent: QWidget) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._catalog = catalog
        self._write = write
        self.wish = wish
        self.problem = ""
        self._pause = later(self, self._ask, _PAUSE_MS)
        self._make()
        self.total.setText(self._shown(today))
        self.total.setModified(False)
        self.elasticity.setText(elasticity_text(wish.elasticity, write))
        self._say_response()

    @property
    def pending(self) -> bool:
        """Whether a number is being typed."""
        return self._pause.isActive()

    def settle(self) -> None:
        """Ask at once what is being typed."""
        if self.pending:
            self._ask()

    def take(self, elasticity: float) -> None:
        """Assume this elasticity from now on."""
        self.elasticity.setText(elasticity_text(elasticity, self._write))
        self._ask()

    def offer(self, offers: Sequence[FitOffer] | None) -> None:
        """What the periods say of the response, a line each; None while that is not known."""
        self.menu.clear()
        for each in offers or ():
            action = self.menu.addAction(each.text.replace("&", "&&"))
            if each.elasticity is None:
                action.setEnabled(False)
            else:
                action.triggered.connect(partial(self.take, each.elasticity))
        told = sum(each.elasticity is not None for each in offers or ())
        self.fits.setEnabled(bool(offers))
        if not offers:
            text = tr("From your periods…") if offers is None else tr("From your periods: takes six")
        else:
            text = tr("From your periods: {told} of {all} tell…", told=told, all=len(offers))
        self.fits.setText(text)

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _make(self) -> None:
        theme = self._theme
        self.goal = CalmBox(theme, self)
        for id_ in GOALS:
            self.goal.addItem(tr(self._catalog.record(id_).header), id_)
        self.goal.setCurrentIndex(max(self.goal.findData(self.wish.goal), 0))
        self.total, self.step = calm_line(theme, 104, self), calm_line(theme, 76, self)
        self.elasticity = calm_line(theme, 64, self)
        self.step.setPlaceholderText(tr("any"))
        row, below = Flowing(8), Flowing(8)
        add_sentence(row, tr("Split {total} for the most {goal} in steps of {step}"), {
            "total": (self.total, tr("Total to split")), "goal": (self.goal, tr("What is to be as large as can be")),
            "step": (self.step, tr("Only multiples of this amount")),
        }, self)  # fmt: skip
        add_sentence(below, tr("if every channel's results follow its spend with an elasticity of {elasticity}"), {
            "elasticity": (self.elasticity, tr("Elasticity")),
        }, self)  # fmt: skip
        self.response = QLabel(self)
        self.response.setFont(theme.font(12))
        wear_ink(self.response, theme, "text2")
        below.addWidget(self.response)
        self.menu = QMenu(self)
        self.fits = QPushButton(self)
        self.fits.setAutoDefault(False)
        self.fits.setFont(theme.font(13, 500))
        self.fits.setMinimumHeight(theme.px(32))
        wear(self.fits, theme, lambda theme: button_style(theme, Choice("", "")))
        self.fits.setToolTip(tr("The elasticity that each channel's periods show. What you take holds for all "
                                "channels."))
        self.fits.clicked.connect(self._show_fits)
        below.addWidget(self.fits)
        self.offer(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(below)
        self.goal.activated.connect(lambda _place: self._take_goal())
        for line in (self.total, self.step, self.elasticity):
            line.textEdited.connect(lambda _text: self._pause.start())
        self._hug()

    def _hug(self) -> None:
        wide = QFontMetrics(self.goal.font()).horizontalAdvance(self.goal.currentText())
        self.goal.setFixedWidth(wide + self._theme.px(44))

    def _shown(self, amount: float) -> str:
        """An amount as it is read, where it is read back the same."""
        text = self._write.text(amount, MONEY)
        return text if self._read(text, MONEY) == amount else self._write.edit_text(round(amount, 2), MONEY)

    def _show_fits(self) -> None:
        self.menu.popup(self.fits.mapToGlobal(QPoint(0, self.fits.height() + 2)))

    def _take_goal(self) -> None:
        goal = str(self.goal.currentData())
        if goal != self.wish.goal:
            self._hug()
            self._ask()

    def _say_response(self) -> None:
        elasticity = self.wish.elasticity
        times = self._write.text(round(2.0 ** min(max(elasticity, 0.0), 1.0), 1), NUMBER)
        self.response.setText(tr(
            "Twice the spend then brings {times} times as much. Usual: {least} to {most}.", times=times,
            least=elasticity_text(LEAST_ELASTICITY, self._write), most=elasticity_text(MOST_ELASTICITY, self._write),
        ))  # fmt: skip

    # -- what is typed -------------------------------------------------------------------------------------------------

    def _read(self, text: str, unit: Unit) -> float | None:
        try:
            return parse(text, unit, self._write.locale, self._write.currency).value
        except NumberError:
            return None

    def _number(self, line: QLineEdit, unit: Unit) -> float | None:
        """What is typed in a line; None for nothing. What is no number becomes the problem."""
        try:
            return parse(line.text(), unit, self._write.locale, self._write.currency).value
        except NumberError as error:
            self.problem = self.problem or str(error)
            return None

    def _ask(self) -> None:
        self._pause.stop()
        self.problem = ""
        total = self._number(self.total, MONEY) if self.total.isModified() else self.wish.total
        step, elasticity = self._number(self.step, MONEY), self._number(self.elasticity, NUMBER)
        if elasticity is None and not self.problem:
            self.problem = tr("Type the elasticity that is assumed.")
        if not self.problem:
            assert elasticity is not None
            goal = str(self.goal.currentData())
            self.wish = replace(self.wish, goal=goal, total=total, step=step or 0.0, elasticity=elasticity)
            self._say_response()
        self.asked.emit()
