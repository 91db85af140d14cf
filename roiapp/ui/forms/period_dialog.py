"""A small dialog for a period: what it is called, its first and last day, and the day its figures are as of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from roiapp.core.periods import month
from roiapp.language import tr
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import CalmDate
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet


class PeriodDialog(CalmDialog):
    """One base period. One step of undo; a refusal (periods that overlap) keeps the dialog open."""

    def __init__(
        self, theme: Theme, worksheet: Worksheet, index: int, apply: Callable[[Edit], None], parent: QWidget
    ) -> None:
        self._period = worksheet.periods[index]
        super().__init__(theme, self._period.text(), parent)
        self._worksheet = worksheet
        self._apply = apply
        form = self.add_form()
        self.label = QLineEdit(self._period.label, self)
        self.label.setPlaceholderText(replace(self._period, label="").text())
        form.addRow(tr("Name"), self.label)
        self.dated = CalmCheck(theme, tr("It has dates"), self)
        self.dated.setChecked(self._period.start is not None)
        form.addRow("", self.dated)
        today = date.today()
        usual = month(today.year, today.month)
        self.start = self._day(self._period.start or usual.start or today)
        form.addRow(tr("First day"), self.start)
        self.end = self._day(self._period.end or usual.end or today)
        form.addRow(tr("Last day"), self.end)
        self.partial = CalmCheck(theme, tr("The figures are not all in yet: as of"), self)
        self.partial.setChecked(self._period.as_of is not None)
        self.as_of = self._day(self._period.as_of or self._period.end or usual.end or today)
        self.as_of.setAccessibleName(self.partial.text())
        form.addRow(self.partial, self.as_of)
        self.add_hint(tr("Quarters and years are taken together from the periods that have dates."))
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()
        self.dated.toggled.connect(self._enable)
        self.partial.toggled.connect(self._enable)
        self._enable()

    def _day(self, day: date) -> QDateEdit:
        edit = CalmDate(self.theme, QDate(day.year, day.month, day.day), self)
        edit.setDisplayFormat("d MMM yyyy")  # the month as a word: nobody takes it for the day
        return edit

    def _enable(self) -> None:
        dated = self.dated.isChecked()
        for widget in (self.start, self.end, self.partial):
            widget.setEnabled(dated)
        self.as_of.setEnabled(dated and self.partial.isChecked())

    def accept(self) -> None:
        """Make the change; a refusal keeps the dialog open."""
        from roiapp.core.edits import EditError
        from roiapp.core.period_edits import SetPeriod

        dated = self.dated.isChecked()
        period = replace(
            self._period,
            label=" ".join(self.label.text().split()),
            start=_date(self.start) if dated else None,
            end=_date(self.end) if dated else None,
            as_of=_date(self.as_of) if dated and self.partial.isChecked() else None,
        )
        periods = self._worksheet.periods
        place = next((i for i, known in enumerate(periods) if known.key == self._period.key), None)
        if place is None:
            self.reject()  # the period is not there any more
            return
        try:
            if period != periods[place]:
                self._apply(SetPeriod(place, period))
        except EditError as error:
            self.refuse(str(error))
            return
        super().accept()


def _date(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
