"""What the numbers say, in a real window: read, walked by keys, shown in the worksheet, put away."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.findings.finding import Finding
from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.edits import SetCells
from roiapp.core.periods import find
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.panel.findings_list import More
from roiapp.ui.panel.findings_panel import FindingsPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages
from tests.ui.surfaces import show_sample


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> FindingsPanel:
    """The sample's September, read."""
    window.resize(1440, 900)
    show_sample(window)
    found = window.bench.findings
    assert found is not None
    qtbot.waitUntil(lambda: not found._watch.waiting, timeout=10_000)
    return found


def rows(panel: FindingsPanel) -> list[Finding]:
    return [row for row in panel.list.rows.rows if isinstance(row, Finding)]


def test_the_first_five_are_shown_two_of_a_kind_at_most(panel: FindingsPanel) -> None:
    shown = rows(panel)
    assert len(shown) == 5
    kinds = [each.id for each in shown]
    assert max(kinds.count(kind) for kind in kinds) <= 2
    assert panel.count.text() == f"{len(panel._watch.all())} findings"


def test_the_rest_is_behind_more(panel: FindingsPanel) -> None:
    everything = len(panel._watch.all())
    more = panel.list.rows.rows[-1]
    assert isinstance(more, More)
    assert more.text == f"Show {everything - 5} more"
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(rows(panel)) == everything
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(rows(panel)) == 5


def test_show_me_selects_the_cell_and_its_chart(panel: FindingsPanel, window: MainWindow) -> None:
    finding = next(each for each in panel._watch.all() if each.id == "pays")
    window.bench.commands.charts.show("funnel")
    panel.asked.emit(finding)
    assert window.bench.grid.current_figure() == (finding.channels[0], "roi")
    assert window.bench.charts is not None
    assert window.bench.charts.record.id == "roi"


def test_show_me_selects_all_channels_of_a_finding(panel: FindingsPanel, window: MainWindow) -> None:
    finding = next(each for each in panel._watch.all() if len(each.show.channels) > 2 and each.show.column == "roi")
    panel.asked.emit(finding)
    assert set(window.bench.grid.selected_channels()) == set(finding.show.channels)


def test_show_me_shows_a_column_that_does_not(
    panel: FindingsPanel, window: MainWindow, messages: RecordedMessages
) -> None:
    finding = next(each for each in panel._watch.all() if each.id == "pays")
    hidden = finding._replace(show=finding.show._replace(column="next_lead_cost"))
    assert all(column.id != "next_lead_cost" for column in window.bench.grid.model.columns)
    panel.asked.emit(hidden)
    assert window.bench.grid.current_figure() == (finding.channels[0], "next_lead_cost")
    assert messages.said[-1][1].endswith("is shown now. Undo hides it again.")
    window.bench.model.undo()
    assert all(column.id != "next_lead_cost" for column in window.bench.grid.model.columns)


def test_a_click_on_a_row_shows_it(panel: FindingsPanel, window: MainWindow, qtbot: QtBot) -> None:
    place = next(i for i, each in enumerate(rows(panel)) if each.channels)
    wanted = rows(panel)[place]
    spot = panel.list.visualRect(panel.list.rows.index(place)).center()
    with qtbot.waitSignal(panel.asked):
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.bench.grid.current_channel() == wanted.channels[0]


def test_it_follows_what_is_typed(panel: FindingsPanel, window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    assert model.worksheet is not None
    radio = list(model.worksheet.names).index("Radio & TV")

    def said() -> set[str]:
        return {each.id for each in panel._watch.findings or () if each.channels == (radio,)}

    assert "loses" not in said()
    with qtbot.waitSignal(panel._watch.changed, timeout=10_000):
        model.apply(SetCells.one("customers", 11, radio, 0.0))
    assert "loses" in said()
    with qtbot.waitSignal(panel._watch.changed, timeout=10_000):
        model.undo()
    assert "loses" not in said()


def test_another_period_says_something_else(panel: FindingsPanel, window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    assert model.worksheet is not None
    before = panel._watch.all()
    with qtbot.waitSignal(panel._watch.changed, timeout=10_000):
        model.set_view(find(model.worksheet.periods, "2026-Q3"))
    assert panel._watch.all() != before


def test_an_empty_worksheet_says_what_to_type(window: MainWindow, panel: FindingsPanel) -> None:
    window.bench.commands.documents.show(Session.new(build(["Channel 1", "Channel 2"], {})))
    assert panel._watch.all() == []
    QTest.qWait(300)
    assert panel.placeholder.isVisible()
    assert panel.placeholder.text().startswith("Nothing yet.")


def test_it_is_put_away_and_comes_back(panel: FindingsPanel, window: MainWindow) -> None:
    action = window.bench.actions_.action["findings"]
    assert panel.isVisible()
    assert action.isChecked()
    action.trigger()
    assert not panel.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert panel.isVisible()
    assert panel.list.hasFocus()


def test_in_a_narrow_window_one_of_the_two_stands_alone(panel: FindingsPanel, window: MainWindow) -> None:
    window.resize(880, 700)
    QTest.qWait(50)
    assert not panel.isVisible()
    window.bench.actions_.action["findings"].trigger()
    assert panel.isVisible()
    assert not window.bench.chart_place.isVisible()
    window.resize(1440, 900)
    QTest.qWait(50)
    assert panel.isVisible()
    assert window.bench.chart_place.isVisible()


def test_nothing_is_worked_out_for_nobody(panel: FindingsPanel, window: MainWindow) -> None:
    window.bench.actions_.action["findings"].trigger()
    window.bench.model.apply(SetCells.one("customers", 11, 0, 0.0))
    QTest.qWait(600)
    assert panel._watch.waiting


def test_very_many_channels_wait_to_be_asked(panel: FindingsPanel, window: MainWindow, qtbot: QtBot) -> None:
    many = build([f"Channel {number}" for number in range(1_001)], {"spend": [5.0] * 1_001})
    window.bench.commands.documents.show(Session.new(many))
    qtbot.waitUntil(lambda: panel.placeholder.text().endswith("it waits to be asked."), timeout=5_000)
    assert panel._watch.all() == []
    assert panel.keys is panel.ask
    QTest.keyClick(panel.ask, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.count.text() != "", timeout=10_000)
    assert not panel.ask.isVisible()
    window.bench.model.apply(SetCells.one("customers", 0, 0, 1.0))
    qtbot.waitUntil(panel.ask.isVisible, timeout=5_000)  # what was said is not of these figures
    assert panel.count.text() == ""


def test_half_worked_out_is_given_up_at_once(panel: FindingsPanel, window: MainWindow) -> None:
    """A channel goes while they are worked out: what is done after that is of as many channels as what was before."""
    model, watch = window.bench.model, panel._watch
    for pieces in range(1, 120, 4):
        watch.touch()
        for _ in range(pieces):
            watch._step(perf_counter() + 1e-5)
        model.apply(RemoveChannels((0,)))  # no frame has come yet
        assert watch.all()
        model.undo()
