"""The what-if panel by real mouse and keys: what is seen while a slider moves, what one drag leaves behind, and how it
is taken back. In September of the small worksheet 960, 1,656, 1,440 and 348 are spent, 4,404 together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from roiapp.analysis.decisions.what_if import Subject
from roiapp.core.scenario_edits import added, changes_of, scenarios_of
from roiapp.core.scenarios import Change
from roiapp.files.session import Session
from roiapp.ui.what_if import what_if_panel
from roiapp.ui.what_if.slider_row import SliderRow
from roiapp.ui.what_if.what_if_panel import WhatIfPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, small_worksheet

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(window: MainWindow) -> WhatIfPanel:
    window.bench.actions_.action["what_if"].trigger()
    found = window.bench.what_if.panel
    assert found is not None
    QTest.qWait(20)
    return found


def session_of(panel: WhatIfPanel) -> Session:
    session = panel.sliders.session
    assert session is not None
    return session


def value(window: MainWindow, id_: str, channel: int | None) -> float | None:
    figures = window.bench.model.figures
    assert figures is not None
    return figures.figure(id_, channel)


def press(row: SliderRow) -> None:
    slider = row.slider
    assert row.input.now is not None
    at = QPoint(round(slider.place_of(row.input.now)), slider.height() // 2)
    QTest.mousePress(slider, LEFT, PLAIN, at)


def move(row: SliderRow, wanted: float) -> None:
    slider = row.slider
    QTest.mouseMove(slider, QPoint(round(slider.place_of(wanted)), slider.height() // 2))
    QTest.qWait(25)


def release(row: SliderRow) -> None:
    assert row.input.now is not None
    at = QPoint(round(row.slider.place_of(row.input.now)), row.slider.height() // 2)
    QTest.mouseRelease(row.slider, LEFT, PLAIN, at)


def drag(row: SliderRow, *stops: float) -> None:
    """Press the handle, move over these figures, let go."""
    press(row)
    for wanted in stops:
        move(row, wanted)
    release(row)
    QTest.qWait(20)


def steps(panel: WhatIfPanel) -> int:
    return len(session_of(panel).history.done)


def by_keys(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


# -- the mouse ---------------------------------------------------------------------------------------------------------


def test_a_drag_shows_at_once_and_is_one_step(window: MainWindow, panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    profit = value(window, "gross_profit", None)
    press(row)
    seen = []
    for wanted in (1200.0, 1500.0, 1920.0):
        move(row, wanted)
        seen.append(value(window, "spend", 0))
        assert steps(panel) == 0
        assert scenarios_of(session_of(panel).worksheet) == ()
        assert row.input.now == seen[-1]
    assert seen[0] < seen[1] < seen[2]  # type: ignore[operator]
    assert row.slider.isSliderDown()
    release(row)
    assert steps(panel) == 1
    (scenario,) = scenarios_of(session_of(panel).worksheet)
    assert window.bench.toolbar.scenarios.name == scenario.name
    assert value(window, "spend", 0) == seen[-1]
    assert session_of(panel).worksheet.columns["spend"][-1, 0] == 960.0
    assert {each.kind for each in changes_of(session_of(panel).worksheet)} == {"set", "respond"}
    after = value(window, "gross_profit", None)
    assert profit is not None
    assert after is not None
    assert after > profit


def test_undo_and_redo_take_the_whole_drag(window: MainWindow, panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    drag(row, 1200.0, 1920.0)
    moved = row.input.now
    window.bench.actions_.action["undo"].trigger()
    assert row.input.now == 960.0
    assert window.bench.toolbar.scenarios.name == "Base case"
    window.bench.actions_.action["redo"].trigger()
    assert row.input.now == moved
    drag(panel.list.rows[1], 2000.0)
    assert steps(panel) == 2
    assert len(scenarios_of(session_of(panel).worksheet)) == 1
    window.bench.actions_.action["undo"].trigger()
    assert [panel.list.rows[0].input.now, panel.list.rows[1].input.now] == [moved, 1656.0]


def test_a_click_beside_the_handle_goes_there(panel: WhatIfPanel) -> None:
    row = panel.list.rows[3]
    assert row.input.now == pytest.approx(348.0)
    at = QPoint(round(row.slider.place_of(1500.0)), row.slider.height() // 2)
    QTest.mouseClick(row.slider, LEFT, PLAIN, at)
    assert row.input.now == pytest.approx(1500.0, abs=40.0)
    assert steps(panel) == 1


def test_escape_lets_go_and_leaves_all_as_it_was(window: MainWindow, panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    press(row)
    move(row, 1920.0)
    assert value(window, "spend", 0) != 960.0
    QTest.keyClick(row.slider, Qt.Key.Key_Escape)
    assert value(window, "spend", 0) == 960.0
    release(row)
    assert steps(panel) == 0
    assert window.bench.what_if.shows


def test_a_drag_back_to_the_base_case_is_no_step(panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    drag(row, 1500.0, 960.0)
    assert row.input.now == 960.0
    assert steps(panel) == 0
    assert session_of(panel).shown.under is None


def test_a_double_click_resets_one_input(panel: WhatIfPanel) -> None:
    first, second = panel.list.rows[:2]
    drag(first, 1500.0)
    drag(second, 2100.0)
    moved = second.input.now
    slider = first.slider
    QTest.mouseDClick(slider, LEFT, PLAIN, QPoint(round(slider.place_of(1500.0)), slider.height() // 2))
    assert first.input.now == 960.0
    assert second.input.now == moved
    assert [each.channel for each in changes_of(session_of(panel).worksheet) if each.kind == "set"] == [
        session_of(panel).worksheet.keys[1]
    ]


# -- keys --------------------------------------------------------------------------------------------------------------


def test_arrows_step_and_are_one_step_together(panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    row.slider.setFocus()
    by_keys(row.slider, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    QTest.qWait(30)
    assert row.input.now == 1100.0  # 960 is no step of 50: to 1,000, 1,050, 1,100
    assert steps(panel) == 0
    QTest.qWait(700)
    assert steps(panel) == 1
    by_keys(row.slider, Qt.Key.Key_PageDown, Qt.Key.Key_Home)
    panel.sliders.end()
    assert row.input.now == 0.0
    by_keys(row.slider, Qt.Key.Key_Backspace)
    assert row.input.now == 960.0
    by_keys(row.slider, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is panel.list.rows[1].slider


def test_undo_right_behind_a_key_takes_that_step_back(window: MainWindow, panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    row.slider.setFocus()
    by_keys(row.slider, Qt.Key.Key_Right)
    QTest.qWait(20)
    assert row.input.now == 1000.0
    QTest.keyClick(row.slider, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert row.input.now == 960.0
    QTest.qWait(700)
    assert steps(panel) == 0
    by_keys(row.slider, Qt.Key.Key_Right)
    QTest.qWait(700)
    assert steps(panel) == 1
    QTest.keyClick(row.slider, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert steps(panel) == 0
    assert session_of(panel).history.redo_title == "What-if"
    assert row.slider.hasFocus()


def test_the_panel_opens_and_closes_by_keys_and_keeps_them(window: MainWindow) -> None:
    key, both = Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, key, both)
    place = window.bench.what_if
    assert place.panel is not None
    assert place.shows
    assert window.bench.actions_.action["what_if"].isChecked()
    assert place.panel.list.rows[0].slider.hasFocus()
    QTest.keyClick(place.panel.list.rows[0].slider, Qt.Key.Key_Escape)
    assert not place.shows
    assert not window.bench.actions_.action["what_if"].isChecked()
    assert window.bench.grid.table.hasFocus()


def test_f6_leads_through_the_panel(window: MainWindow, panel: WhatIfPanel) -> None:
    window.bench.grid.setFocus()
    reached = []
    for _ in range(9):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
    assert panel.list.rows[0].slider in reached


# -- what is typed -----------------------------------------------------------------------------------------------------


def test_a_figure_is_typed_and_a_wrong_one_refused(panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    row.field.setFocus()
    QTest.keyClicks(row.field, "2k")
    by_keys(row.field, Qt.Key.Key_Return)
    assert row.input.now == 2000.0
    assert steps(panel) == 1
    row.field.selectAll()
    QTest.keyClicks(row.field, "-5")
    by_keys(row.field, Qt.Key.Key_Return)
    assert row.field.text() == "-5"
    assert "below" in panel.problem.text()
    assert panel.problem.isVisible()
    assert row.input.now == 2000.0
    by_keys(row.field, Qt.Key.Key_Escape)
    assert row.field.text() == "2000"
    QTest.keyClicks(row.field, "plenty")
    by_keys(row.field, Qt.Key.Key_Return)
    assert row.field.wrong
    assert steps(panel) == 1


def test_arrows_of_the_field_step_it(panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    QTest.mouseClick(row.field, LEFT, PLAIN, QPoint(row.field.width() - 8, 6))
    panel.sliders.end()
    assert row.input.now == 1000.0
    QTest.mouseClick(row.field, LEFT, PLAIN, QPoint(row.field.width() - 8, row.field.height() - 6))
    panel.sliders.end()
    assert row.input.now == 950.0


# -- a total that is held ----------------------------------------------------------------------------------------------


def test_the_others_give_what_one_takes_and_locked_ones_stay(window: MainWindow, panel: WhatIfPanel) -> None:
    """1,656 and 348 are free; what Local SEO takes they give as 1,656 to 348."""
    QTest.mouseClick(panel.head.hold, LEFT)
    QTest.mouseClick(panel.list.rows[2].lock, LEFT)
    total = value(window, "spend", None)
    row = panel.list.rows[0]
    drag(row, 1300.0, 1500.0)
    taken = row.input.now - 960.0  # type: ignore[operator]
    now = [each.input.now for each in panel.list.rows]
    assert now[2] == pytest.approx(1440.0)
    assert now[1] == pytest.approx(1656.0 - taken * 1656.0 / 2004.0, abs=0.011)
    assert now[3] == pytest.approx(348.0 - taken * 348.0 / 2004.0, abs=0.011)
    assert value(window, "spend", None) == pytest.approx(total)
    assert steps(panel) == 1
    assert panel.sliders.scenario.name == f"Shift ${taken:,.0f} to Local SEO"


def test_nobody_gives_where_all_others_are_locked(panel: WhatIfPanel) -> None:
    panel.sliders.hold(True)
    for row in panel.list.rows[1:]:
        panel.sliders.lock(row.input, True)
    drag(panel.list.rows[0], 1500.0)
    assert panel.list.rows[0].input.now == 960.0
    assert steps(panel) == 0


# -- roll-ups and channels ---------------------------------------------------------------------------------------------


def test_in_a_quarter_its_months_are_scaled(window: MainWindow, panel: WhatIfPanel) -> None:
    """800, 880 and 960 from July to September: 2,640."""
    quarter = next(view for view in window.bench.model.views if view.kind == "quarter" and view.periods == (3, 4, 5))
    window.bench.model.set_view(quarter)
    QTest.qWait(30)
    row = panel.list.rows[0]
    assert row.input.now == pytest.approx(2640.0)
    panel.sliders.type_value(row.input, 3960.0)
    assert row.input.now == pytest.approx(3960.0)
    under = session_of(panel).shown.under
    assert under is not None
    assert under.calculator.worksheet.columns["spend"][3:, 0].tolist() == pytest.approx([1200.0, 1320.0, 1440.0])
    assert under.calculator.worksheet.columns["spend"][2, 0] == session_of(panel).worksheet.columns["spend"][2, 0]
    factors = [each.value for each in changes_of(session_of(panel).worksheet) if each.kind == "scale"]
    assert factors == pytest.approx([1.5] * 3)
    panel.sliders.reset(row.input)
    assert row.input.now == pytest.approx(2640.0)


def test_all_inputs_of_the_channel_that_is_selected(window: MainWindow, panel: WhatIfPanel) -> None:
    window.bench.grid.go_to(1, "spend")
    panel.sliders.look_at_channel(1)
    assert [row.name for row in panel.list.rows][:3] == ["Spend", "Visits", "Leads"]
    assert not panel.head.hold.isVisible()
    margin = panel.list.rows[-1]
    drag(margin, 0.55)
    assert margin.input.now == pytest.approx(0.55, abs=0.02)
    (change,) = changes_of(session_of(panel).worksheet)
    assert (change.kind, change.field) == ("set", "gross_margin")
    window.bench.grid.go_to(0, "spend")
    assert panel.list.rows[0].input.channel == 0


def test_the_menu_offers_every_input_that_has_figures(panel: WhatIfPanel) -> None:
    menu = panel.head.of.menu()
    panel._fill_subjects(menu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Spend of all channels", "Visits of all channels", "Leads of all channels",
                     "Customers of all channels", "Revenue per sale of all channels", "Margin of all channels",
                     "All inputs of the selected channel"]  # fmt: skip
    menu.actions()[5].trigger()
    assert panel.sliders.subject == Subject("gross_margin")
    assert not panel.head.hold.isVisible()


# -- elasticity and results --------------------------------------------------------------------------------------------


def test_the_elasticity_is_typed_switched_off_and_part_of_the_scenario(window: MainWindow, panel: WhatIfPanel) -> None:
    leads = value(window, "leads", 0)
    assert leads is not None
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    assert value(window, "leads", 0) == pytest.approx(leads * 2**0.7)
    panel.box.field.setFocus()
    QTest.keyClicks(panel.box.field, "0.5")
    by_keys(panel.box.field, Qt.Key.Key_Return)
    assert value(window, "leads", 0) == pytest.approx(leads * 2**0.5)
    assert "1.4 times" in panel.box.text.text()
    panel.box.field.selectAll()
    QTest.keyClicks(panel.box.field, "1.5")
    by_keys(panel.box.field, Qt.Key.Key_Return)
    assert "is 1 at most" in panel.problem.text()
    panel.box.on.click()
    assert value(window, "leads", 0) == pytest.approx(leads)
    assert not panel.box.on.isChecked()
    panel.box.on.click()
    assert value(window, "leads", 0) == pytest.approx(leads * 2**0.5)
    assert steps(panel) == 4


def test_what_it_comes_to_has_ranges_once_nothing_moves(window: MainWindow, panel: WhatIfPanel) -> None:
    """Of Local SEO 44.4 leads; twice the spend brings 44.4 × 2^0.7, from 2^0.5 to 2^0.9."""
    leads = value(window, "leads", 0)
    total = value(window, "leads", None)
    assert leads is not None
    assert total is not None
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    QTest.qWait(250)
    line = next(line for line in panel.lines if line.id == "leads")
    assert line.base == pytest.approx(total)
    assert line.now == pytest.approx(total + leads * (2**0.7 - 1))
    assert line.band == pytest.approx((total + leads * (2**0.5 - 1), total + leads * (2**0.9 - 1)))
    assert "0.5" in panel.ranges.text()
    spend = next(text for text in panel.results.lines if text.name == "Spend")
    assert (spend.base, spend.now, spend.change, spend.role) == ("$4,404", "$5,364", "+$960", "text2")
    profit = next(text for text in panel.results.lines if text.name == "Gross profit")
    assert profit.role == "good"


def test_ranges_wait_until_nothing_moves(
    window: MainWindow, panel: WhatIfPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if_panel, "_PAUSE_MS", 10_000)
    row = panel.list.rows[0]
    press(row)
    panel.sliders.move(1200.0)
    window.bench.model.frames.sums.emit()  # as they have their turn
    assert panel._pause.isActive()
    QTest.qWait(20)  # a frame
    panel.sliders.move(1500.0)
    assert row.input.now == 1500.0
    assert not panel._pause.isActive()
    release(row)
    assert panel._pause.isActive()


# -- what becomes of it ------------------------------------------------------------------------------------------------


def test_discard_removes_the_scenario_as_a_step(window: MainWindow, panel: WhatIfPanel) -> None:
    assert not panel.discard.isEnabled()
    drag(panel.list.rows[0], 1500.0)
    QTest.mouseClick(panel.discard, LEFT)
    assert scenarios_of(session_of(panel).worksheet) == ()
    assert panel.list.rows[0].input.now == 960.0
    window.bench.actions_.action["undo"].trigger()
    assert len(scenarios_of(session_of(panel).worksheet)) == 1


def test_keep_asks_its_name_in_place(panel: WhatIfPanel) -> None:
    drag(panel.list.rows[0], 1500.0)
    auto = panel.sliders.scenario.name
    assert auto.startswith("Local SEO: Spend +$")
    drag(panel.list.rows[0], 1800.0)
    assert panel.sliders.scenario.name != auto, "a draft is called after what it is now"
    QTest.mouseClick(panel.keep, LEFT)
    field = panel.head.name_field
    assert field.isVisible()
    assert field.text() == panel.sliders.scenario.name
    field.selectAll()
    QTest.keyClicks(field, "More for SEO")
    by_keys(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert panel.sliders.scenario.name == "More for SEO"
    assert panel.keep.text() == "Rename"
    drag(panel.list.rows[0], 1100.0)
    assert panel.sliders.scenario.name == "More for SEO", "what is kept keeps its name"
    QTest.mouseClick(panel.keep, LEFT)
    by_keys(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert window_is_open(panel)


def window_is_open(panel: WhatIfPanel) -> bool:
    return panel.isVisible()


def test_a_name_that_is_taken_is_refused_with_a_sentence(panel: WhatIfPanel) -> None:
    edit, _key = added(session_of(panel).worksheet, "Taken")
    session_of(panel).apply(edit)
    drag(panel.list.rows[0], 1500.0)
    QTest.mouseClick(panel.keep, LEFT)
    panel.head.name_field.selectAll()
    QTest.keyClicks(panel.head.name_field, "taken")
    by_keys(panel.head.name_field, Qt.Key.Key_Return)
    assert "already" in panel.problem.text()
    assert panel.head.name_field.isVisible()


def test_reset_all_goes_back_in_one_step(panel: WhatIfPanel) -> None:
    drag(panel.list.rows[0], 1500.0)
    drag(panel.list.rows[1], 900.0)
    QTest.mouseClick(panel.head.reset, LEFT)
    assert [row.input.now for row in panel.list.rows] == [row.input.base for row in panel.list.rows]
    assert steps(panel) == 3


def test_apply_writes_it_into_the_worksheet(
    window: MainWindow, panel: WhatIfPanel, messages: RecordedMessages
) -> None:
    messages.answer = "apply"
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    window.bench.actions_.action["apply_scenario"].trigger()
    sheet = session_of(panel).worksheet
    assert sheet.columns["spend"][-1, 0] == 1920.0
    assert scenarios_of(sheet) == ()
    window.bench.actions_.action["undo"].trigger()
    assert sheet.columns["spend"][-1, 0] == 960.0


def test_a_scenario_of_the_list_is_moved_itself(panel: WhatIfPanel) -> None:
    session = session_of(panel)
    edit, key = added(session.worksheet, "Plan")
    session.apply(edit)
    session.look_under(key)
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    assert [each.name for each in scenarios_of(session.worksheet)] == ["Plan"]
    assert Change(key, "respond", value=0.7) in changes_of(session.worksheet)


# -- around it ---------------------------------------------------------------------------------------------------------


def test_a_narrow_window_has_the_panel_over_the_sheet(window: MainWindow, panel: WhatIfPanel) -> None:
    bench = window.bench
    assert panel.parentWidget() is not bench
    wide = bench.grid.width()
    window.resize(800, 560)
    QTest.qWait(50)
    assert panel.parentWidget() is bench
    assert bench.rect().contains(panel.geometry())
    assert bench.grid.width() > 700
    window.resize(1440, 900)
    QTest.qWait(50)
    assert panel.parentWidget() is not bench
    assert bench.grid.width() == wide
    bench.what_if.close()
    QTest.qWait(20)
    assert bench.grid.width() > wide + 300


def test_another_document_begins_anew(window: MainWindow, panel: WhatIfPanel) -> None:
    panel.sliders.hold(True)
    drag(panel.list.rows[0], 1500.0)
    window.bench.model.open(small_worksheet(), None)
    QTest.qWait(30)
    assert window.bench.what_if.shows
    assert panel.list.rows[0].input.now == 960.0
    drag(panel.list.rows[0], 1500.0)
    assert steps(panel) == 1


def test_where_figures_are_of_other_days_nothing_is_moved(window: MainWindow, panel: WhatIfPanel) -> None:
    from roiapp.core.edits import SetCells

    for period in range(6):
        session_of(panel).apply(SetCells.one("sales_cycle_days", period, 0, 40.0))
    session_of(panel).match_time()
    QTest.qWait(30)
    assert panel.list.rows == []
    assert "time-matched" in panel.list._empty.text()


def test_a_step_of_the_document_ends_a_trial(window: MainWindow, panel: WhatIfPanel) -> None:
    from roiapp.core.edits import SetCells

    row = panel.list.rows[0]
    press(row)
    move(row, 1500.0)
    session_of(panel).apply(SetCells.one("spend", 5, 1, 10.0))
    assert not panel.sliders.active
    release(row)
    assert steps(panel) == 1
    assert row.input.now == 960.0


def test_what_is_typed_in_the_grid_is_taken_first(
    window: MainWindow, panel: WhatIfPanel, messages: RecordedMessages
) -> None:
    bench = window.bench
    bench.grid.go_to(1, "spend")
    bench.grid.setFocus()
    for letter in "1800":
        QTest.keyClicks(QApplication.focusWidget(), letter)
    drag(panel.list.rows[0], 1500.0)
    assert session_of(panel).worksheet.columns["spend"][-1, 1] == 1800.0
    assert steps(panel) == 2




def test_the_panel_stays_open_in_another_text_size(window: MainWindow, panel: WhatIfPanel) -> None:
    panel.sliders.look_at(Subject("leads"))
    panel.sliders.hold(True)
    panel.sliders.type_value(panel.list.rows[0].input, 50.0)
    window.furnish_anew()
    QTest.qWait(50)
    found = window.bench.what_if.panel
    assert found is not None
    assert found is not panel
    assert found.isVisible()
    assert found.sliders.held
    assert found.sliders.subject == Subject("leads")
    assert found.list.rows[0].input.now == 50.0


def test_a_figure_beyond_the_ends_stands_at_the_end(panel: WhatIfPanel) -> None:
    """Figures know no bounds, and the sliders keep their scale while one of them is used."""
    slider = panel.list.rows[0].slider
    scale = slider.reach
    assert scale is not None
    for figure, place in ((2e16, slider.maximum()), (-2e16, slider.minimum())):
        slider.show_value(scale, 960.0, figure, moved=True)
        assert slider.value() == place
    slider.grab()
