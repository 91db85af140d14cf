"""The goal seek in a real window: asked by keys and mouse, answered as it is typed, written, kept, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from roiapp.analysis.decisions.goal_seek import Goal
from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, base_view
from roiapp.core.scenario_edits import changed, changes_of, scenarios_of
from roiapp.core.scenarios import Change
from roiapp.files.session import Session
from roiapp.ui.forms.goal_seek_dialog import GoalSeekDialog
from roiapp.ui.look.background import Then, Work
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, small_worksheet

PERIOD = 5  # September, of which the figures are those of July × 1.2
SEARCH = 1
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


def opened(window: MainWindow, channel: int | None, id_: str) -> GoalSeekDialog:
    window.bench.grid.go_to(channel, id_)
    window.bench.actions_.action["goal_seek"].trigger()
    return next(each for each in window.findChildren(GoalSeekDialog) if each.isVisible())


def wanted(dialog: GoalSeekDialog, text: str) -> None:
    """Type over what is wanted, and pause."""
    dialog.question.target.selectAll()
    QTest.keyClicks(dialog.question.target, text)
    for _ in range(200):
        QTest.qWait(25)
        if not dialog.question.pending:
            return


def press(box: QCheckBox) -> None:
    QTest.keyClick(box, Qt.Key.Key_Space)


def stands(window: MainWindow, field: str, channel: int = SEARCH, period: int = PERIOD) -> float:
    assert window.bench.model.worksheet is not None
    return window.bench.model.worksheet.value(field, period, channel)


def test_the_keys_open_it_on_the_active_figure(window: MainWindow, qtbot: QtBot) -> None:
    """CAC of Google text ads is 1,656 ÷ 15.6 = 106.15; a tenth less in two digits is 96."""
    window.bench.grid.go_to(SEARCH, "cac")
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_K, CTRL_SHIFT)
    dialog = next(each for each in window.findChildren(GoalSeekDialog) if each.isVisible())
    question = dialog.question
    assert (question.figure.currentText(), question.channel.currentText()) == ("CAC", "Google text ads")
    assert (question.target.text(), question.by.currentText()) == ("$96.00", "Spend")
    # 15.6 × 96 = 1,497.60
    assert dialog.answer.headline.text().replace("\u2060", "") == "Spend must fall from $1,656 to $1,498 (−10%)"
    assert dialog.answer.detail.text() == "CAC becomes $96.00 (now $106.15) if this stays as it is: Customers (15.6)."
    assert dialog.focusWidget() is question.target
    assert question.target.selectedText() == "$96.00"


def test_written_is_one_step_that_undo_takes_back(window: MainWindow, messages: RecordedMessages) -> None:
    model = window.bench.model
    assert model.session is not None
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "80")
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert stands(window, "spend") == pytest.approx(15.6 * 80)
    assert model.session.history.undo_title == "Goal seek"
    assert model.figures is not None
    assert model.figures.value("cac", SEARCH) == pytest.approx(80.0)
    assert messages.said[-1] == ("notice", "Spend is $1,248 in the base case now. Undo takes it back.")
    window.bench.actions_.action["undo"].trigger()
    assert stands(window, "spend") == pytest.approx(1656.0)
    assert model.session.history.done == []


def test_hold_it_is_one_click(window: MainWindow) -> None:
    """Leads 55.2, of which 15.6 buy; a lead brings 0.2826 × 216 = 61.04 profit: ROI 150 % of 1,656 takes 4,140,
    67.8 leads, in whole numbers 68."""
    dialog = opened(window, SEARCH, "leads")
    assert dialog.question.figure.currentText() == "ROI"
    assert dialog.answer.headline.text().endswith("unless Lead → customer (close rate) holds. Hold it?")
    assert not dialog.write.isEnabled()
    assert not dialog.keep.isEnabled()
    (offer,) = dialog.answer.offers
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    box = dialog.question.holds["lead_to_customer"]
    assert box.isChecked()
    assert box.text() == "Hold Lead → customer at 28.3%"
    wanted(dialog, "150%")
    assert dialog.answer.headline.text() == "Leads must rise from 55.2 to 68 (+23%)"
    press(dialog.question.whole)
    assert dialog.answer.headline.text() == "Leads must rise from 55.2 to 67.8 (+23%)"
    dialog.write.click()
    assert stands(window, "leads") == pytest.approx(4140 / (15.6 / 55.2 * 480 * 0.45))
    assert stands(window, "customers") == pytest.approx(4140 / (480 * 0.45))
    window.bench.actions_.action["undo"].trigger()
    assert (stands(window, "leads"), stands(window, "customers")) == (pytest.approx(55.2), pytest.approx(15.6))


def test_several_ratios_are_held_together_and_let_go_in_order(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "visits")
    (offer,) = dialog.answer.offers
    assert offer.text() == "Hold them"
    offer.click()
    assert [(id_, box.isChecked()) for id_, box in dialog.question.holds.items()] == [
        ("conversion_rate", True), ("lead_to_customer", True),
    ]  # fmt: skip
    assert dialog.write.isEnabled()
    press(dialog.question.holds["conversion_rate"])
    assert dialog.question.goal.held == ()
    assert not dialog.write.isEnabled()


def test_kept_as_a_scenario_the_worksheet_stays(window: MainWindow, messages: RecordedMessages) -> None:
    model = window.bench.model
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "80")
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert model.worksheet is not None
    assert model.session is not None
    (scenario,) = scenarios_of(model.worksheet)
    assert scenario.name == "Google text ads: CAC $80.00 by Spend"
    assert scenario.note == (
        "Spend must fall from $1,656 to $1,248 (−25%)\n"
        "CAC becomes $80.00 (now $106.15) if this stays as it is: Customers (15.6)."
    )
    (change,) = changes_of(model.worksheet)
    assert (change.kind, change.field, change.channel, change.period) == (
        "set", "spend", model.worksheet.keys[SEARCH], model.worksheet.periods[PERIOD].key,
    )  # fmt: skip
    assert change.value == pytest.approx(1248.0)
    assert stands(window, "spend") == pytest.approx(1656.0)
    assert "Kept as the scenario" in messages.said[-1][1]
    assert len(model.session.history.done) == 1
    window.bench.actions_.action["undo"].trigger()
    assert scenarios_of(model.worksheet) == ()


def test_the_scenario_is_called_as_somebody_types(window: MainWindow) -> None:
    """The name follows the answer until one is typed; of one that is there already it is said, and nothing is kept."""
    model = window.bench.model
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "80")
    assert dialog.keeping.name.text() == "Google text ads: CAC $80.00 by Spend"
    wanted(dialog, "90")
    assert dialog.keeping.name.text() == "Google text ads: CAC $90.00 by Spend"
    dialog.keeping.name.setText("  Lean  plan ")
    wanted(dialog, "85")
    assert dialog.keeping.name.text() == "  Lean  plan "
    dialog.keep.click()
    assert model.worksheet is not None
    assert [each.name for each in scenarios_of(model.worksheet)] == ["Lean plan"]
    again = opened(window, SEARCH, "cac")
    wanted(again, "80")
    again.keeping.name.setText("Lean plan")
    again.keep.click()
    assert again.isVisible()
    assert again.refusal.text()
    assert len(scenarios_of(model.worksheet)) == 1
    again.reject()


@pytest.mark.parametrize("way", ["write", "keep"])
def test_a_decision_is_noted_as_a_step_where_that_is_wanted(window: MainWindow, way: str) -> None:
    """With what is changed and what is expected, by the same step of the list; taken back with it."""
    model = window.bench.model
    assert model.worksheet is not None
    before = model.worksheet.records.get("steps", ())
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "80")
    dialog.keeping.noted.click()
    getattr(dialog, way).click()
    (_day, channel, metric, change, expected) = model.worksheet.records["steps"][-1]
    assert (channel, metric) == (model.worksheet.keys[SEARCH], "cac")
    assert (change, expected) == ("Spend: $1,656 → $1,248", "80")
    assert model.session is not None
    assert len(model.session.history.done) == 1
    assert stands(window, "spend") == pytest.approx(1248.0 if way == "write" else 1656.0)
    window.bench.actions_.action["undo"].trigger()
    assert model.worksheet.records.get("steps", ()) == before
    assert stands(window, "spend") == pytest.approx(1656.0)


def test_another_way_is_taken_by_the_mouse_and_by_arrows(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, SEARCH, "cac")
    cards = dialog.ways.cards
    assert list(cards) == ["spend", "customers", "leads", "visits", "lead_to_customer"]
    assert cards["spend"].isChecked()
    # 1,656 ÷ 96 = 17.25 customers, counted: 18
    assert (cards["customers"].texts.values, cards["customers"].texts.change) == ("15.6 → 18", "+15%")
    QTest.mouseClick(cards["leads"], Qt.MouseButton.LeftButton)
    assert cards["leads"].isChecked()
    assert dialog.question.by.currentText() == "Leads"
    assert dialog.question.holds["lead_to_customer"].isChecked()
    # 17.25 ÷ 15.6 × 55.2 = 61.04: 62
    assert dialog.answer.headline.text() == "Leads must rise from 55.2 to 62 (+12%)"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    cards["leads"].setFocus()
    QTest.keyClick(cards["leads"], Qt.Key.Key_Up)
    assert dialog.focusWidget() is cards["customers"]
    assert dialog.question.by.currentText() == "Customers"
    assert dialog.question.holds == {}
    assert dialog.answer.headline.text() == "Customers must rise from 15.6 to 18 (+15%)"


def test_a_ratio_is_a_way_too(window: MainWindow) -> None:
    """CAC of 80 takes 1,656 ÷ 80 = 20.7 customers: 37.5 % of 55.2 leads instead of 28.3 %."""
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "80")
    card = dialog.ways.cards["lead_to_customer"]
    assert (card.texts.values, card.texts.change) == ("28.3% → 37.5%", "+9.2 pts")
    card.click()
    assert dialog.question.by.currentText() == "Lead → customer"
    assert not dialog.question.whole.isEnabled()
    assert dialog.answer.headline.text() == "Lead → customer must rise from 28.3% to 37.5% (+9.2 pts)"
    assert dialog.answer.detail.text() == (
        "CAC becomes $80.00 (now $106.15) if these stay as they are: Leads (55.2) and Spend ($1,656)."
    )
    dialog.write.click()
    assert stands(window, "customers") == pytest.approx(20.7)
    assert stands(window, "leads") == pytest.approx(55.2)


def test_under_a_scenario_it_is_sought_and_kept_there(window: MainWindow) -> None:
    """Under a scenario with twice the spend (3,312) a CAC of 80 takes 1,248, which is 624 in the worksheet."""
    model = window.bench.model
    assert model.session is not None
    window.bench.grid.go_to(SEARCH, "cac")
    window.bench.actions_.action["new_scenario"].trigger()
    key = model.session.scenario_key
    model.apply(changed(model.session.worksheet, key, [Change(0, "scale", "spend", 2.0)]))
    dialog = opened(window, SEARCH, "cac")
    assert dialog.write.text() == "Write into the scenario"
    wanted(dialog, "80")
    assert dialog.answer.headline.text() == "Spend must fall from $3,312 to $1,248 (−62%)"
    dialog.write.click()
    assert model.figures is not None
    assert model.figures.value("cac", SEARCH) == pytest.approx(80.0, rel=1e-9)
    assert stands(window, "spend") == 1656.0
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "40")
    dialog.keep.click()
    assert [each.parent for each in scenarios_of(model.session.worksheet)] == [0, key]


def test_another_figure_channel_and_input_are_chosen(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "cac")
    question = dialog.question
    question.channel.setFocus()
    QTest.keyClick(question.channel, Qt.Key.Key_Home)
    assert question.goal.channel is None
    assert dialog.answer.headline.text().startswith("Spend of all channels must fall from $4,404 to ")
    figure = question.figure.findData("cost_per_lead")
    question.figure.setCurrentIndex(figure)
    question.figure.activated.emit(figure)
    assert question.goal.metric == "cost_per_lead"
    # 3,670 × 1.2 ÷ (92 × 1.2) = 39.89: a tenth less is 36
    assert question.target.text() == "$36.00"
    by = question.by.findData("leads")
    question.by.setCurrentIndex(by)
    question.by.activated.emit(by)
    assert dialog.answer.headline.text().startswith("Leads of all channels must rise from 110.4 to ")


def test_what_is_no_number_is_said_and_nothing_is_written(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "12x")
    assert dialog.refusal.isVisible()
    assert dialog.refusal.text()
    assert not dialog.write.isEnabled()
    wanted(dialog, " ")
    assert dialog.answer.headline.text() == "Type what the figure is to be."
    wanted(dialog, "80")
    assert not dialog.refusal.isVisible()
    assert dialog.write.isEnabled()


def test_enter_behind_the_number_answers_and_keeps_nothing(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "cac")
    dialog.question.target.selectAll()
    QTest.keyClicks(dialog.question.target, "80")
    assert not dialog.found
    QTest.keyClick(dialog.question.target, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.answer.headline.text().replace("\u2060", "") == "Spend must fall from $1,656 to $1,248 (−25%)"
    assert dialog.question.target.selectedText() == "80"
    QTest.keyClick(dialog.question.target, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.bench.model.session is not None
    assert window.bench.model.session.history.done == []


def test_a_number_still_being_typed_is_what_is_written(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "cac")
    dialog.question.target.selectAll()
    QTest.keyClicks(dialog.question.target, "50")
    dialog.write.click()
    assert stands(window, "spend") == pytest.approx(15.6 * 50)


def test_a_stretch_is_said(window: MainWindow) -> None:
    """Spend grew from 966 in April to 1,656; 1,872 is more than ever, 1,248 is not."""
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "120")
    assert dialog.stretch.isVisible()
    assert dialog.stretch.text.text() == (
        "A stretch: $1,872 is beyond anything in your data. Spend of Google text ads: $966 to $1,656 in 6 periods."
    )
    wanted(dialog, "80")
    assert not dialog.stretch.isVisible()


def test_the_curve_shows_today_and_the_answer(window: MainWindow) -> None:
    dialog = opened(window, SEARCH, "cac")
    places = dialog.curve.places
    assert places is not None
    assert places.now is not None
    assert places.then is not None
    assert {text.text for text in places.texts if text.kind in ("now", "then", "goal")} == {
        "Now $1,656: $106.15", "$1,498: $96.00", "Goal $96.00",
    }  # fmt: skip
    assert dialog.curve.accessibleName() == "CAC by Spend"
    assert "Spend must fall" in dialog.curve.accessibleDescription()


def test_the_periods_side_by_side_are_asked_in_their_own(window: MainWindow) -> None:
    """April over time: 966 for 9.1 customers."""
    bench = window.bench
    bench.grid.go_to(SEARCH, "cac")
    bench.actions_.action["over_time"].trigger()
    assert bench.model.worksheet is not None
    bench.grid.go_to(SEARCH, "cac", base_view(bench.model.worksheet.periods, 0))
    bench.actions_.action["goal_seek"].trigger()
    dialog = next(each for each in window.findChildren(GoalSeekDialog) if each.isVisible())
    wanted(dialog, "100")
    assert dialog.answer.headline.text().replace("\u2060", "") == "Spend must fall from $966 to $910 (−6%)"
    dialog.write.click()
    assert stands(window, "spend", period=0) == pytest.approx(910.0)
    assert stands(window, "spend") == pytest.approx(1656.0)


def test_all_periods_change_by_one_factor(window: MainWindow) -> None:
    model = window.bench.model
    assert model.worksheet is not None
    model.set_view(all_periods(model.worksheet.periods))
    dialog = opened(window, SEARCH, "cac")
    wanted(dialog, "53.0769230769230769")  # half
    dialog.write.click()
    assert [stands(window, "spend", period=p) for p in range(6)] == pytest.approx(
        [1380 * factor / 2 for factor in (0.7, 0.8, 0.9, 1.0, 1.1, 1.2)]
    )
    model.undo()
    assert stands(window, "spend", period=0) == pytest.approx(966.0)


# -- where it is refused -----------------------------------------------------------------------------------------------


def test_a_document_that_is_open_elsewhere_says_so(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "year.roi"
    first = Session.new(small_worksheet())
    first.save_as(path)
    other = Session.open(path)
    assert other.read_only
    window.bench.commands.documents.show(other)
    window.bench.grid.go_to(SEARCH, "cac")
    window.bench.actions_.action["goal_seek"].trigger()
    assert not window.findChildren(GoalSeekDialog)
    assert messages.said[-1] == ("warning", other.state.sentence)
    first.close()


def test_time_matched_figures_are_not_sought(window: MainWindow, messages: RecordedMessages) -> None:
    for period in range(6):
        window.bench.model.apply(SetCells.one("sales_cycle_days", period, SEARCH, 40.0))
    window.bench.actions_.action["time_matched"].trigger()
    window.bench.grid.go_to(SEARCH, "cac")
    window.bench.actions_.action["goal_seek"].trigger()
    assert not window.findChildren(GoalSeekDialog)
    assert messages.said[-1][1] == (
        "A goal is sought in the figures as they are typed. Leave the time-matched view first."
    )


# -- on another thread -------------------------------------------------------------------------------------------------


class Later:
    """A runner that does its work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Work, Then]] = []

    def __call__(self, work: Work, then: Then) -> None:
        self.waiting.append((work, then))

    def go(self) -> None:
        work, then = self.waiting.pop(0)
        then(work(), None)


def slow(window: MainWindow, later: Later) -> GoalSeekDialog:
    model = window.bench.model
    assert model.figures is not None
    dialog = GoalSeekDialog(
        window.theme, model.figures, Goal("cac", 96.0, "spend", SEARCH), model.apply, lambda _text: None, later, window
    )
    dialog.open()
    return dialog


def test_what_comes_of_an_earlier_question_is_let_go(window: MainWindow) -> None:
    later = Later()
    dialog = slow(window, later)
    assert not dialog.write.isEnabled()
    QTest.qWait(350)
    assert dialog.answer.headline.text() == "Working it out…"
    wanted(dialog, "80")
    assert len(later.waiting) == 1  # one piece at a time
    later.go()
    assert not dialog.write.isEnabled()
    later.go()
    assert dialog.answer.headline.text().replace("\u2060", "") == "Spend must fall from $1,656 to $1,248 (−25%)"
    while later.waiting:
        later.go()
    assert list(dialog.ways.cards) == ["spend", "customers", "leads", "visits", "lead_to_customer"]


def test_what_comes_after_it_was_closed_is_let_go(window: MainWindow) -> None:
    later = Later()
    dialog = slow(window, later)
    dialog.reject()
    later.go()
    assert later.waiting == []


def test_of_very_many_channels_the_active_one_stands_in_the_list(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roiapp.ui.forms.seek_question.MOST_CHANNELS", 1)
    dialog = opened(window, SEARCH, "cac")
    box = dialog.question.channel
    assert window.bench.model.worksheet is not None
    assert [box.itemText(place) for place in range(box.count())] == [
        "all channels", window.bench.model.worksheet.names[SEARCH],
    ]  # fmt: skip
    assert box.currentData() == SEARCH
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert dialog.question.goal.channel is None
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert dialog.question.goal.channel == SEARCH
