"""A small dialog for what the figure of a column has to be for its channel to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from roiapp.language import mark, tr
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.arrangement import Limit, Test

if TYPE_CHECKING:
    from roiapp.core.units import NumberFormat
    from roiapp.ui.sheet.grid_columns import Column

TESTS: Final[tuple[tuple[Test, str], ...]] = (
    ("above", mark("above")), ("below", mark("below")), ("blank", mark("blank")), ("known", mark("known")),
)  # fmt: skip


class LimitDialog(CalmDialog):
    """One column. `take` gets the limit, None where there is to be none any more."""

    def __init__(
        self,
        theme: Theme,
        column: Column,
        known: Limit | None,
        write: NumberFormat,
        take: Callable[[Limit | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, tr("Show channels by {column}", column=column.title), parent)
        self._column = column
        self._write = write
        self._take = take
        form = self.add_form()
        self.test = CalmBox(theme, self)
        for id_, label in TESTS:
            self.test.addItem(tr(label), id_)
        form.addRow(tr("Figures that are"), self.test)
        self.value = QLineEdit(self)
        form.addRow(tr("Value"), self.value)
        if known is not None:
            self.test.setCurrentIndex(self.test.findData(known.test))
            if known.test in ("above", "below"):
                self.value.setText(write.edit_text(known.value, column.record.unit))
            off = self.add_button(Choice("off", tr("Show all")))
            off.clicked.connect(lambda: self._done(None))
        self.add_standard_buttons(tr("Show"))
        self.dress_fields()
        self.test.currentIndexChanged.connect(self._enable)
        self._enable()
        self.value.setFocus()

    def accept(self) -> None:
        from roiapp.core import units

        test: Test = self.test.currentData()
        if test not in ("above", "below"):
            self._done(Limit(self._column.key, test))
            return
        try:
            entry = units.parse(self.value.text(), self._column.record.unit, self._write.locale, self._write.currency)
        except units.NumberError as error:
            self.refuse(str(error))
            return
        if entry.value is None:
            self.refuse(tr("Type a value to compare with."))
        else:
            self._done(Limit(self._column.key, test, entry.value))

    def _done(self, limit: Limit | None) -> None:
        self._take(limit)
        super().accept()

    def _enable(self) -> None:
        self.value.setEnabled(self.test.currentData() in ("above", "below"))
