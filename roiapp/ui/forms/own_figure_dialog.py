"""The dialog of own figures: a column to type, or a formula with its value while it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QWidget

from roiapp.core.likely_unit import likely_unit
from roiapp.core.own_checks import OwnError, checked
from roiapp.core.own_figures import (
    NO_TOTAL,
    OWN_UNITS,
    OwnField,
    OwnMetric,
    clean_field,
    clean_metric,
    completions,
)
from roiapp.core.unit_records import UNITS
from roiapp.language import mark, tr
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.own_edits import SetOwn
    from roiapp.core.results import Figures
    from roiapp.files.session import Session

_PAUSE_MS: Final = 150
_KINDS: Final[dict[Literal["flow", "stock", "weighted"], str]] = {
    "flow": mark("Is added up over periods"),
    "stock": mark("The last known of a period counts"),
    "weighted": mark("A mean, weighted by another figure"),
}
_BETTER: Final[dict[Literal["up", "down", ""], str]] = {
    "up": mark("More is better"), "down": mark("Less is better"), "": mark("Neither"),
}  # fmt: skip
_TOTALS: Final = {"": mark("By the division at its top"), NO_TOTAL: mark("Has no total"), "own": mark("By a rule")}


class OwnFigureDialog(CalmDialog):
    """A new figure, or one that is there. `apply` makes the edit; it raises EditError with a sentence."""

    def __init__(
        self, theme: Theme, session: Session, figures: Figures, apply: Callable[[Edit], None], parent: QWidget
    ) -> None:
        super().__init__(theme, tr("Own figures"), parent)
        self._session = session
        self._figures = figures
        self._apply = apply
        self._id_typed = self._unit_chosen = False
        sheet = session.worksheet
        self.which = CalmBox(self.theme, self)
        self.which.addItem(tr("A new column to type"), "field")
        self.which.addItem(tr("A new figure by a formula"), "metric")
        self._known: list[OwnField | OwnMetric] = [*sheet.own_fields, *sheet.own_metrics]
        for own in self._known:
            self.which.addItem(own.label, own.id)
        self.label, self.id = QLineEdit(self), QLineEdit(self)
        self.unit = self._choices({unit: UNITS[unit].label for unit in OWN_UNITS})
        self.kind, self.better = self._choices(_KINDS), self._choices(_BETTER)
        self.weight, self.formula = QLineEdit(self), QLineEdit(self)
        self.total, self.rule = self._choices(_TOTALS), QLineEdit(self)
        self.value = QLabel(self)
        self.value.setWordWrap(True)
        self.form = self.add_form()
        for text, field in (
            (tr("Figure"), self.which), (tr("Name"), self.label), (tr("Name in formulas"), self.id),
            (tr("Unit"), self.unit), (tr("Formula"), self.formula), (tr("Over time"), self.kind),
            (tr("Weighted by"), self.weight), (tr("Better"), self.better), (tr("Total"), self.total),
            (tr("Rule"), self.rule),
        ):  # fmt: skip
            self.form.addRow(text, field)
            field.setAccessibleName(text)
        self.body.addWidget(self.value)
        self.formula.setPlaceholderText("total_cost / leads")
        self.rule.setPlaceholderText("sum(total_cost) / sum(leads)")
        self.add_hint(
            tr("Formulas know + − × ÷, parentheses, first(a, b), min, max, opt(a), total(a) and the names of figures.")
        )
        self.remove = self.add_button(Choice("remove", tr("Remove"), danger=True))
        self.remove.clicked.connect(self._remove)
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()
        self._complete(self.formula, self.weight, self.rule)
        self._look = later(self, self.show_value, _PAUSE_MS)
        self.which.currentIndexChanged.connect(lambda _place: self._turn())
        self.label.textEdited.connect(self._name_it)
        self.id.textEdited.connect(self._named)
        for line in (self.label, self.id, self.formula, self.weight, self.rule):
            line.textChanged.connect(lambda _text: self._look.start())
        self.unit.activated.connect(self._choose_unit)
        for box in (self.unit, self.kind, self.better, self.total):
            box.currentIndexChanged.connect(lambda _place: self._arrange())
        self._turn()
        self.label.setFocus()

    def choose(self, id_: str) -> None:
        """Turn to a figure that is there."""
        self.which.setCurrentIndex(max(0, self.which.findData(id_)))

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _choices(self, texts: Mapping[Any, str]) -> QComboBox:
        box = CalmBox(self.theme, self)
        for id_, text in texts.items():
            box.addItem(tr(text), id_)
        return box

    def _complete(self, *lines: QLineEdit) -> None:
        """Offer the names that what is being written may become."""
        for line in lines:
            model = QStringListModel(self)
            completer = QCompleter(model, self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setWidget(line)
            line.textEdited.connect(lambda _text, line=line, of=completer, model=model: self._offer(line, of, model))
            completer.activated.connect(lambda name, line=line: _finish(line, name))

    def _offer(self, line: QLineEdit, completer: QCompleter, model: QStringListModel) -> None:
        offered = completions(line.text()[: line.cursorPosition()], self._session.catalog)[:12]
        model.setStringList(list(offered))
        if offered:
            completer.complete()
        elif (popup := completer.popup()) is not None:
            popup.hide()

    @property
    def _own(self) -> OwnField | OwnMetric | None:
        """The one that is there and chosen."""
        id_ = self.which.currentData()
        return next((own for own in self._known if own.id == id_), None)

    @property
    def typed(self) -> bool:
        """Whether it is a column to type."""
        own = self._own
        return self.which.currentData() == "field" if own is None else isinstance(own, OwnField)

    def _turn(self) -> None:
        own = self._own
        self._id_typed = self._unit_chosen = own is not None
        self.label.setText(own.label if own else "")
        self.id.setText(own.id if own else "")
        self.id.setReadOnly(own is not None)
        _choose(self.unit, own.unit if own else ("count" if self.typed else "rate"))
        if isinstance(own, OwnMetric):
            self.formula.setText(own.formula)
            _choose(self.better, own.better)
            _choose(self.total, own.total if own.total in ("", NO_TOTAL) else "own")
            self.rule.setText("" if own.total == NO_TOTAL else own.total)
        elif isinstance(own, OwnField):
            _choose(self.kind, own.kind)
            self.weight.setText(own.weight)
        else:
            for line in (self.formula, self.weight, self.rule):
                line.clear()
        self.remove.setVisible(own is not None)
        self._arrange()

    def _arrange(self) -> None:
        """Only what the kind of figure asks for."""
        typed = self.typed
        wanted = {
            self.formula: not typed, self.kind: typed, self.better: not typed, self.total: not typed,
            self.weight: typed and self.kind.currentData() == "weighted",
            self.rule: not typed and self.total.currentData() == "own",
        }  # fmt: skip
        for field, shown in wanted.items():
            self.form.setRowVisible(field, shown)
        self.adjustSize()
        self._look.start()

    def _named(self, text: str) -> None:
        self._id_typed = bool(text)

    def _choose_unit(self, _place: int) -> None:
        self._unit_chosen = True

    def _name_it(self, text: str) -> None:
        """A name for formulas that follows the label until one is typed."""
        if not self._id_typed:
            self.id.setText(id_of(text))

    # -- what it comes to ----------------------------------------------------------------------------------------------

    def made(self) -> OwnField | OwnMetric:
        """The figure as it is written."""
        id_, label, unit = self.id.text().strip(), self.label.text(), str(self.unit.currentData())
        if self.typed:
            kind = next(each for each in _KINDS if each == self.kind.currentData())
            return clean_field(OwnField(id_, label, unit, kind, self.weight.text().strip()))
        better = next(each for each in _BETTER if each == self.better.currentData())
        total = self.rule.text() if self.total.currentData() == "own" else str(self.total.currentData())
        return clean_metric(OwnMetric(id_, label, self.formula.text(), unit, better, total))

    def _edit(self) -> SetOwn:
        from roiapp.core.own_edits import SetOwn

        return SetOwn.adding(self._session.worksheet, self.made())

    def show_value(self) -> None:
        """What it comes to in the figures at hand, or what is wrong with it."""
        from roiapp.core.calculator import Calculator
        from roiapp.core.edits import EditError
        from roiapp.core.units import NumberFormat

        self.refusal.hide()
        self.value.setText("")
        if not self.label.text().strip() or (not self.typed and not self.formula.text().strip()):
            return
        made = self.made()
        try:
            edit = self._edit()
            catalog = checked(edit.fields, edit.metrics, self._session.catalog.base)
        except (EditError, OwnError) as error:
            self.refuse(str(error))
            return
        if isinstance(made, OwnField):
            return
        if not self._unit_chosen:  # the one that the formula most likely has, until somebody says otherwise
            _choose(self.unit, likely_unit(catalog.trees[made.id], catalog).id)
            made = self.made()
        sheet = self._session.worksheet
        figures = Calculator(sheet, catalog, self._session.as_of).figures(self._figures.view)
        value = figures.total_figure(made.id)
        write = NumberFormat(sheet.settings.locale, sheet.settings.currency)
        if value is not None:
            text = write.text(value, UNITS[made.unit])
            self.value.setText(tr("All channels, {period}: {value}", period=self._figures.view.text(), value=text))
        else:
            reason = figures.reason(made.id, None)
            self.value.setText(reason.sentence(catalog) if reason else tr("It has no total."))

    def accept(self) -> None:
        from roiapp.core.edits import EditError

        if self._look.isActive():
            self._look.stop()
            self.show_value()
        try:
            self._apply(self._edit())
        except EditError as error:
            self.refuse(str(error))
            return
        super().accept()

    def _remove(self) -> None:
        from roiapp.core.edits import EditError
        from roiapp.core.own_edits import SetOwn

        own = self._own
        if own is None:
            return
        try:
            self._apply(SetOwn.without(self._session.worksheet, own.id))
        except EditError as error:
            self.refuse(str(error))
            return
        super().accept()


def id_of(label: str) -> str:
    """A name for formulas made of a label: "Cost per démo" is cost_per_demo."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].lstrip("0123456789_")


def _choose(box: QComboBox, id_: str) -> None:
    box.setCurrentIndex(max(0, box.findData(id_)))


def _finish(line: QLineEdit, name: str) -> None:
    """Put a whole name in the place of the one that is being written."""
    before, after = line.text()[: line.cursorPosition()], line.text()[line.cursorPosition() :]
    begun = re.sub(r"[A-Za-z_][A-Za-z0-9_]*$", "", before)
    line.setText(begun + name + after)
    line.setCursorPosition(len(begun) + len(name))
