"""Paste special: what of the copied cells is taken, and which way round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme


class PasteDialog(CalmDialog):
    """`then(values, keep, transpose)` is called when it is to be pasted."""

    def __init__(self, theme: Theme, then: Callable[[bool, bool, bool], None], parent: QWidget) -> None:
        super().__init__(theme, tr("Paste special"), parent)
        self._then = then
        self.values = CalmCheck(theme, tr("&Values only, without the arithmetic behind them"), self)
        self.keep = CalmCheck(theme, tr("&Keep what stands where a copied cell is blank"), self)
        self.transpose = CalmCheck(theme, tr("&Rows as columns, and columns as rows"), self)
        for box in (self.values, self.keep, self.transpose):
            self.body.addWidget(box)
        self.values.setChecked(True)
        self.add_standard_buttons(tr("Paste"))
        self.values.setFocus()

    def accept(self) -> None:
        super().accept()
        self._then(self.values.isChecked(), self.keep.isChecked(), self.transpose.isChecked())
