"""Every dialog and list by the keyboard alone: Tab reaches all that is in it, Esc closes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QRadioButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.by_keys import focused, in_field, name, walk, wants_keys
from tests.ui.walker import Walker

DIALOGS = ("question", "document", "paste_special", "go_to", "edit_channel", "edit_period", "save_template", "versions",
           "undo_history", "notes", "checks", "figure_page", "tutorial", "guide_search", "shortcuts", "print",
           "goal_seek", "goal_seek_refused", "scenarios", "scenario", "budget", "budget_refused",
           "matters_inputs", "matters_table", "matters_break_even", "matters_risk", "present_scenarios")  # fmt: skip


@pytest.mark.parametrize("surface", DIALOGS)
def test_a_dialog_goes_by_keys_alone(walker: Walker, surface: str, qtbot: QtBot) -> None:
    with walker.at(surface, "light") as (_, dialog):
        assert isinstance(dialog, QDialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
        reached = set(walk(focused())) | set(walk(focused(), back=True))
        inner = ("qt_spinbox_lineedit",)  # of a field that is reached itself
        missed = {each for each in wants_keys(dialog) - reached if each.objectName() not in inner}
        signs = {each for each in missed if isinstance(each, QAbstractButton) and "LineEdit" in type(each).__name__}
        choices = {each for each in missed if isinstance(each, QRadioButton)}
        by_arrows = {each for each in choices if set(each.group().buttons()) & reached}
        assert {name(each) for each in missed - signs - by_arrows if not in_field(each)} == set()
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
