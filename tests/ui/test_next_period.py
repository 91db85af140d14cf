"""The next period by one key, empty or with what the channels cost in the last one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.window.main_window import MainWindow


def test_the_next_comes_with_the_spends_of_the_latest(window: MainWindow) -> None:
    periods = [month(2026, 9, 1), month(2026, 8, 2)]  # the latest does not stand last
    columns = {"spend": [[100, None], [1, 2]], "leads": [[9, 9], [5, 5]]}
    window.bench.commands.documents.show(Session.new(build(["Search", "Radio"], columns, periods)))
    model = window.bench.model
    sheet = model.worksheet
    assert sheet is not None
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Insert, keys)
    assert sheet.periods[2].text() == "Oct 2026"
    assert model.view is not None
    assert model.view.periods == (2,)
    assert sheet.value("spend", 2, 0) == 100.0
    assert sheet.value("spend", 2, 1) != sheet.value("spend", 2, 1)
    assert sheet.value("leads", 2, 0) != sheet.value("leads", 2, 0)
    model.undo()
    assert len(sheet.periods) == 2
    window.bench.actions_.action["add_period"].trigger()
    assert sheet.value("spend", 2, 0) != sheet.value("spend", 2, 0)
