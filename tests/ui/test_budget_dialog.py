"""Moving a budget in a real window: asked by keys and mouse, answered as it is typed, kept, written, taken back."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from roiapp.cli import run
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.periods import all_periods
from roiapp.core.scenario_edits import added, changed, changes_of, scenarios_of
from roiapp.core.scenarios import Change
from roiapp.files.session import Session
from roiapp.ui.forms.budget_dialog import BudgetDialog
from roiapp.ui.forms.budget_table import CHANGE, LEAST, LOCK, MOST, NAME, THEN, TODAY, WOULD
from roiapp.ui.look.background import Then, Work
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, small_worksheet

PERIOD = 5  # September, of which the figures are those of July × 1.2
SEO, SEARCH, RADIO, PRINT = range(4)
SPEND = (960.0, 1656.0, 1440.0, 348.0)
#: customers × price × margin
PROFIT = (21.6 * 460 * 0.46, 15.6 * 480 * 0.45, 3.6 * 520 * 0.40, 2.4 * 330 * 0.41)
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


def opened(window: MainWindow) -> BudgetDialog:
    window.bench.actions_.action["move_budget"].trigger()
    return next(each for each in window.findChildren(BudgetDialog) if each.isVisible())


def best(elasticity: float, total: float, channels: tuple[int, ...] = (SEO, SEARCH, RADIO, PRINT)) -> dict[int, float]:
    """The split at which the next dollar brings the same: in proportion to (R ÷ s^b)^(1 ÷ (1 − b))."""
    parts = {c: (PROFIT[c] / SPEND[c] ** elasticity) ** (1 / (1 - elasticity)) for c in channels}
    return {c: total * part / math.fsum(parts.values()) for c, part in parts.items()}


def brings(channel: int, spend: float, elasticity: float) -> float:
    return PROFIT[channel] * (spend / SPEND[channel]) ** elasticity


def typed(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    dialog = line.window()
    assert isinstance(dialog, BudgetDialog)
    while dialog.question.pending:  # the pause after the last key, however busy the machine
        QTest.qWait(10)
    QTest.qWait(70)


def cell(dialog: BudgetDialog, row: int, column: int) -> str:
    return str(dialog.rows.index(row, column).data())


def click(dialog: BudgetDialog, row: int, column: int) -> None:
    table = dialog.table
    place = table.visualRect(dialog.rows.index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def entered(dialog: BudgetDialog, row: int, column: int, text: str) -> None:
    """Type into a box of the table, as by hand, and take it by Enter."""
    click(dialog, row, column)
    (editor,) = [each for each in dialog.table.findChildren(QLineEdit) if each.isVisible()]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(10)  # Qt takes it once the key has been seen


def then(dialog: BudgetDialog) -> list[float | None]:
    assert dialog.found is not None
    return [share.then for share in dialog.found.found.shares]


def stands(window: MainWindow, field: str) -> list[float]:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return [sheet.value(field, PERIOD, channel) for channel in range(4)]


def test_the_keys_open_it_with_the_best_split(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_R, CTRL_SHIFT)
    dialog = next(each for each in window.findChildren(BudgetDialog) if each.isVisible())
    question = dialog.question
    assert (question.total.text(), question.elasticity.text(), question.step.text()) == ("$4,404", "0.7", "")
    assert question.goal.currentText() == "Gross profit"
    assert dialog.focusWidget() is question.total
    expected = best(0.7, sum(SPEND))
    assert then(dialog) == [pytest.approx(expected[channel], abs=0.011) for channel in range(4)]
    assert math.fsum(each or 0.0 for each in then(dialog)) == pytest.approx(4404.0, abs=1e-9)
    after = math.fsum(brings(channel, expected[channel], 0.7) for channel in range(4))
    assert dialog.answer.headline.text().startswith(f"Move ${expected[SEO] - 960:,.0f}: Gross profit up from $9,014 "
                                                     "to ")
    assert f"${after:,.0f} (+" in dialog.answer.headline.text()
    # the next dollar: 0.7 × what SEO brings then ÷ what it gets
    level = 0.7 * brings(SEO, expected[SEO], 0.7) / expected[SEO]
    assert f"$1 more brings ${level:.2f} in each of these: Local SEO, Google text ads" in dialog.answer.detail.text()


def test_the_table_says_from_what_to_what(window: MainWindow) -> None:
    dialog = opened(window)
    expected = best(0.7, sum(SPEND))
    assert [cell(dialog, SEO, column) for column in (NAME, TODAY)] == ["Local SEO", "$960"]
    assert cell(dialog, SEO, THEN) == f"${expected[SEO]:,.0f}"
    assert cell(dialog, SEO, CHANGE) == f"+${expected[SEO] - 960:,.0f}"
    assert cell(dialog, SEO, WOULD) == f"${brings(SEO, expected[SEO], 0.7):,.0f}"
    assert [cell(dialog, 4, column) for column in (NAME, TODAY, THEN)] == ["Total", "$4,404", "$4,404"]
    assert dialog.rows.spoken(SEO, TODAY) == "Local SEO, Spend today: $960"
    assert dialog.rows.spoken(SEO, LOCK) == "Local SEO, not locked"


def test_every_elasticity_of_the_band_is_shown(window: MainWindow) -> None:
    """The split is that of 0.7; what it gains under 0.5 and 0.9 is worked out here by hand."""
    dialog = opened(window)
    expected = best(0.7, sum(SPEND))
    gains = {b: math.fsum(brings(c, expected[c], b) for c in range(4)) - sum(PROFIT) for b in (0.5, 0.7, 0.9)}
    said = dialog.answer.detail.text().replace("\u2060", "")
    assert f"The gain is +${gains[0.5]:,.0f} to +${gains[0.9]:,.0f} for elasticities from 0.5 to 0.9" in said
    places = dialog.gains.places
    assert places is not None
    assert [label.text for label in places.labels if label.kind == "asked"] == [f"+${gains[0.7]:,.0f} at 0.7"]


def test_the_picture_shows_the_dots_on_one_line(window: MainWindow) -> None:
    dialog = opened(window)
    places = dialog.nexts.places
    assert places is not None
    assert [row.row.name for row in places.rows] == ["Local SEO", "Google text ads", "Local print", "Radio & TV"]
    assert {round(row.then.x(), 1) for row in places.rows if row.then is not None} == {round(places.level or 0.0, 1)}
    assert dialog.nexts.accessibleName() == "What $1 more brings, today and then"
    assert "in each of these" in dialog.nexts.accessibleDescription()


def test_a_lock_by_mouse_and_by_keys(window: MainWindow) -> None:
    dialog = opened(window)
    click(dialog, RADIO, LOCK)
    expected = best(0.7, sum(SPEND) - 1440, (SEO, SEARCH, PRINT))
    assert then(dialog)[RADIO] == 1440.0
    assert then(dialog)[SEO] == pytest.approx(expected[SEO], abs=0.011)
    assert dialog.held.text() == "Radio & TV stays as it is. Locked."
    assert dialog.rows.spoken(RADIO, LOCK) == "Radio & TV, locked"
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.rows.index(RADIO, NAME))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.held.text() == ""
    assert then(dialog)[RADIO] == pytest.approx(best(0.7, sum(SPEND))[RADIO], abs=0.011)


def test_a_least_and_a_most_are_kept(window: MainWindow) -> None:
    dialog = opened(window)
    entered(dialog, RADIO, LEAST, "600")
    entered(dialog, SEO, MOST, "$1,500")
    assert dialog.isVisible()
    rest = best(0.7, sum(SPEND) - 2100, (SEARCH, PRINT))
    expected = [1500.0, rest[SEARCH], 600.0, rest[PRINT]]
    assert then(dialog) == [pytest.approx(each, abs=0.011) for each in expected]
    assert (cell(dialog, RADIO, LEAST), cell(dialog, SEO, MOST)) == ("$600", "$1,500")
    assert "Radio & TV gets its least" in dialog.answer.detail.text()
    assert "Local SEO gets its most" in dialog.answer.detail.text()
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.rows.index(SEO, MOST))
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert then(dialog)[SEO] == pytest.approx(best(0.7, sum(SPEND) - 600, (SEO, SEARCH, PRINT))[SEO], abs=0.011)


def test_a_locked_channel_needs_no_least(window: MainWindow) -> None:
    dialog = opened(window)
    entered(dialog, RADIO, LEAST, "600")
    click(dialog, RADIO, LOCK)
    assert then(dialog)[RADIO] == 1440.0
    assert not dialog.rows.takes(RADIO, LEAST)
    click(dialog, RADIO, LOCK)
    assert then(dialog)[RADIO] == 600.0


def test_steps_total_and_goal(window: MainWindow) -> None:
    dialog = opened(window)
    typed(dialog.question.total, "5000")
    assert math.fsum(each or 0.0 for each in then(dialog)) == 5000.0
    assert dialog.answer.headline.text().startswith("$5,000 instead of $4,404: Gross profit up from $9,014 to ")
    typed(dialog.question.step, "100")
    assert {(each or 0.0) % 100.0 for each in then(dialog)} == {0.0}
    goal = dialog.question.goal
    goal.setFocus()
    QTest.keyClick(goal, Qt.Key.Key_Down)
    assert goal.currentText() == "Customers"
    assert "Customers" in dialog.answer.headline.text()
    assert dialog.next_title.text() == "What the next customer costs, today and then"
    assert dialog.rows.headerData(WOULD, Qt.Orientation.Horizontal) == "Customers then"


def test_what_cannot_be_is_said_and_nothing_can_be_kept(window: MainWindow) -> None:
    dialog = opened(window)
    typed(dialog.question.elasticity, "1.4")
    assert dialog.answer.headline.text().startswith("The elasticity lies above 0 and is 1 at most")
    assert not dialog.keep.isEnabled()
    assert cell(dialog, SEO, THEN) == ""
    typed(dialog.question.elasticity, "0.7")
    assert dialog.keep.isEnabled()
    typed(dialog.question.total, "12x")
    assert dialog.refusal.isVisible()
    assert not dialog.keep.isEnabled()
    typed(dialog.question.total, "4404")
    assert not dialog.refusal.isVisible()
    entered(dialog, RADIO, LEAST, "9000")
    assert dialog.answer.headline.text().startswith("The least of all channels together, $9,000, is more than the "
                                                    "$4,404")


def test_a_bound_that_is_no_number_is_refused(window: MainWindow) -> None:
    dialog = opened(window)
    entered(dialog, RADIO, LEAST, "abc")
    assert dialog.refusal.isVisible()
    assert dialog.rows.least == {}
    entered(dialog, RADIO, LEAST, "600")
    assert not dialog.refusal.isVisible()
    assert dialog.isVisible()


def test_not_worth_moving_is_said_plainly(window: MainWindow) -> None:
    """Two channels of the same return but for half a percent, 2,005 together; the others bring 1,074 for nothing."""
    for channel in (RADIO, PRINT):
        window.bench.model.apply(SetCells.one("spend", PERIOD, channel, 0.0))
    for channel, customers in ((SEO, 20.0), (SEARCH, 20.1)):
        for field, value in (("spend", 1000.0), ("customers", customers), ("revenue_per_sale", 100.0),
                             ("gross_margin", 0.5)):  # fmt: skip
            window.bench.model.apply(SetCells.one(field, PERIOD, channel, value))
    dialog = opened(window)
    assert dialog.answer.headline.text().startswith("Not worth moving: Gross profit $3,079 instead of $3,079")
    assert "leave the spend as it is" in dialog.answer.detail.text()
    assert dialog.held.text() == (
        "Each of these stays as it is: Radio & TV and Local print. Nothing is spent on it, so how it responds is not "
        "known."
    )


def test_kept_as_a_scenario_it_comes_to_what_was_promised(window: MainWindow, messages: RecordedMessages) -> None:
    model = window.bench.model
    dialog = opened(window)
    view = dialog.work.figures.view
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert model.worksheet is not None
    assert model.session is not None
    (scenario,) = scenarios_of(model.worksheet)
    assert scenario.name == "Budget for the most Gross profit"
    assert scenario.note.startswith("Move $")
    assert "As it brings the same everywhere, no other split brings more." in scenario.note
    *sets, respond = changes_of(model.worksheet)
    assert {(each.kind, each.field) for each in sets} == {("set", "spend")}
    assert (respond.kind, respond.value) == ("respond", 0.7)
    model.session.look_under(scenario.key)
    figures = model.session.calculator.figures(view)
    expected = best(0.7, sum(SPEND))
    for channel in range(4):
        spend = figures.value("spend", channel)
        assert spend == pytest.approx(expected[channel], abs=0.011)
        factor = (spend / SPEND[channel]) ** 0.7
        assert figures.value("gross_profit", channel) == pytest.approx(PROFIT[channel] * factor, rel=1e-9)
    assert figures.value("customers", SEO) == pytest.approx(21.6 * (figures.value("spend", SEO) / 960) ** 0.7, rel=1e-9)
    assert stands(window, "spend") == pytest.approx(SPEND)
    assert messages.said[0] == (
        "notice", "Kept as the scenario “Budget for the most Gross profit”. The worksheet stays as it is.",
    )  # fmt: skip
    assert len(model.session.history.done) == 1
    window.bench.actions_.action["undo"].trigger()
    assert scenarios_of(model.worksheet) == ()


def test_under_a_scenario_the_split_lies_on_it(window: MainWindow) -> None:
    """Twice the spend of SEO, and the base case as it was: 5,364 to split, of which nothing is written into the
    base."""
    model = window.bench.model
    assert model.worksheet is not None
    assert model.session is not None
    edit, key = added(model.worksheet, "Double")
    model.apply(edit)
    twice = Change(key, "scale", "spend", 2.0, channel=model.worksheet.keys[SEO])
    model.apply(changed(model.worksheet, key, [twice]))
    model.session.look_under(key)
    dialog = opened(window)
    assert dialog.question.total.text() == "$5,364"
    assert not dialog.write.isEnabled()
    promised = dialog.found.found if dialog.found is not None else None
    assert promised is not None
    view = dialog.work.figures.view
    dialog.keep.click()
    _double, plan = scenarios_of(model.worksheet)
    assert plan.parent == key
    model.session.look_under(plan.key)
    figures = model.session.calculator.figures(view)
    assert figures.total("spend").value == pytest.approx(5364.0, abs=1e-9)
    assert figures.total("gross_profit").value == pytest.approx(promised.after, rel=1e-9)
    assert stands(window, "spend") == pytest.approx(SPEND)


def test_written_is_the_spend_alone_and_undo_takes_it_back(window: MainWindow, messages: RecordedMessages) -> None:
    model = window.bench.model
    before = stands(window, "customers")
    dialog = opened(window)
    dialog.write.setFocus()
    QTest.keyClick(dialog.write, Qt.Key.Key_Space)
    assert not dialog.isVisible()
    expected = best(0.7, sum(SPEND))
    assert stands(window, "spend") == [pytest.approx(expected[c], abs=0.011) for c in range(4)]
    assert math.fsum(stands(window, "spend")) == pytest.approx(4404.0, abs=1e-9)
    assert stands(window, "customers") == before
    assert model.session is not None
    assert model.session.history.undo_title == "Move a budget"
    assert "results stay as typed" in messages.said[-1][1]
    window.bench.actions_.action["undo"].trigger()
    assert stands(window, "spend") == pytest.approx(SPEND)
    assert model.session.history.done == []


def test_all_periods_keep_their_parts(window: MainWindow) -> None:
    """0.7 to 1.2 of July in each month: a channel's month keeps its share, cents and all."""
    model = window.bench.model
    assert model.worksheet is not None
    model.set_view(all_periods(model.worksheet.periods))
    dialog = opened(window)
    found = then(dialog)[SEO]
    assert found is not None
    dialog.write.click()
    months = [model.worksheet.value("spend", period, SEO) for period in range(6)]
    assert months == [pytest.approx(found * factor / 5.7, abs=0.011) for factor in (0.7, 0.8, 0.9, 1.0, 1.1, 1.2)]
    assert math.fsum(months) == pytest.approx(found, abs=1e-9)


def test_the_same_as_the_command_line(
    window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session.new(small_worksheet())
    session.save_as(tmp_path / "year.roi")
    session.close()
    assert run(["allocate", str(tmp_path / "year.roi"), "--period", "2026-09", "--elasticity", "0.6", "--lock",
                "Local print", "--min", "Radio & TV=500", "--step", "50", "--json"]) == 0  # fmt: skip
    printed = json.loads(capsys.readouterr().out)
    dialog = opened(window)
    typed(dialog.question.elasticity, "0.6")
    typed(dialog.question.step, "50")
    click(dialog, PRINT, LOCK)
    entered(dialog, RADIO, LEAST, "500")
    assert then(dialog) == [each["to"] for each in printed["channels"]]
    assert dialog.found is not None
    assert dialog.found.found.gains == tuple(printed["gain_range"])


def test_the_document_says_which_elasticity_is_assumed_first(window: MainWindow) -> None:
    window.bench.model.apply(SetSettings.of(elasticity=0.6))
    dialog = opened(window)
    assert dialog.question.elasticity.text() == "0.6"
    assert dialog.question.response.text() == "Twice the spend then brings 1.5 times as much. Usual: 0.5 to 0.9."
    assert then(dialog)[SEO] == pytest.approx(best(0.6, sum(SPEND))[SEO], abs=0.011)


def test_what_the_periods_show_is_taken_for_the_elasticity(window: MainWindow) -> None:
    """Six closed months, in which SEO's customers followed its spend with 0.8, and those of Radio did nothing."""
    model = window.bench.model
    for period in range(6):
        spend = 500.0 * 1.3**period
        model.apply(SetCells.one("spend", period, SEO, spend))
        model.apply(SetCells.one("customers", period, SEO, spend**0.8))
        model.apply(SetCells.one("customers", period, RADIO, (3.0, 9.0)[period % 2]))
    assert model.session is not None
    model.session.calculator.as_of = date(2027, 1, 1)
    dialog = opened(window)
    assert dialog.question.fits.text().startswith("From your periods: ")
    QTest.mouseClick(dialog.question.fits, Qt.MouseButton.LeftButton)
    offers = {action.text().partition(":")[0]: action for action in dialog.question.menu.actions()}
    assert offers["Local SEO"].text() == "Local SEO: 0.8 (0.8 to 0.8) in 6 periods"
    assert "cannot tell" in offers["Radio && TV"].text()
    assert not offers["Radio && TV"].isEnabled()
    menu = dialog.question.menu
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(offers["Local SEO"]).center())
    assert dialog.question.elasticity.text() == "0.8"
    assert dialog.found is not None
    assert dialog.found.wish.elasticity == 0.8


def test_fewer_than_six_periods_offer_nothing(window: MainWindow) -> None:
    assert window.bench.model.session is not None
    window.bench.model.session.calculator.as_of = date(2026, 8, 15)  # four are over
    dialog = opened(window)
    assert dialog.question.fits.text() == "From your periods: takes six"
    assert not dialog.question.fits.isEnabled()


def test_enter_behind_a_number_answers_and_esc_leaves_all_as_it_was(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.question.elasticity.setFocus()
    dialog.question.elasticity.selectAll()
    QTest.keyClicks(dialog.question.elasticity, "0.5")
    assert dialog.found is None
    QTest.keyClick(dialog.question.elasticity, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert then(dialog)[SEO] == pytest.approx(best(0.5, sum(SPEND))[SEO], abs=0.011)
    QTest.keyClick(dialog.question.elasticity, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.bench.model.session is not None
    assert window.bench.model.session.history.done == []


def test_a_number_still_being_typed_is_what_is_written(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.question.total.selectAll()
    QTest.keyClicks(dialog.question.total, "3000")
    dialog.write.click()
    assert math.fsum(stands(window, "spend")) == pytest.approx(3000.0, abs=1e-9)


# -- where it is refused -----------------------------------------------------------------------------------------------


def test_a_document_that_is_open_elsewhere_says_so(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "year.roi"
    first = Session.new(small_worksheet())
    first.save_as(path)
    other = Session.open(path)
    window.bench.commands.documents.show(other)
    window.bench.actions_.action["move_budget"].trigger()
    assert not window.findChildren(BudgetDialog)
    assert messages.said[-1] == ("warning", other.state.sentence)
    first.close()


def test_time_matched_figures_are_not_split(window: MainWindow, messages: RecordedMessages) -> None:
    for period in range(6):
        window.bench.model.apply(SetCells.one("sales_cycle_days", period, SEARCH, 40.0))
    window.bench.actions_.action["time_matched"].trigger()
    window.bench.actions_.action["move_budget"].trigger()
    assert not window.findChildren(BudgetDialog)
    assert messages.said[-1][1] == (
        "A budget is moved in the figures as they are typed. Leave the time-matched view first."
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


def slow(window: MainWindow, later: Later) -> BudgetDialog:
    model = window.bench.model
    assert model.figures is not None
    dialog = BudgetDialog(window.theme, model.figures, model.apply, lambda _text: None, later, window)
    dialog.open()
    return dialog


def test_what_comes_of_an_earlier_wish_is_let_go(window: MainWindow) -> None:
    later = Later()
    dialog = slow(window, later)
    assert not dialog.keep.isEnabled()
    QTest.qWait(350)
    assert dialog.answer.headline.text() == "Working it out…"
    typed(dialog.question.elasticity, "0.5")
    typed(dialog.question.elasticity, "0.6")
    assert len(later.waiting) == 1  # one piece at a time
    later.go()
    assert not dialog.keep.isEnabled()
    later.go()  # the last wish, and nothing between
    assert then(dialog)[SEO] == pytest.approx(best(0.6, sum(SPEND))[SEO], abs=0.011)
    later.go()  # what the periods tell
    assert later.waiting == []
    assert dialog.keep.isEnabled()


def test_what_comes_after_it_was_closed_is_let_go(window: MainWindow) -> None:
    later = Later()
    dialog = slow(window, later)
    dialog.reject()
    later.go()
    assert later.waiting == []


def test_the_answer_has_room_for_all_it_says(window: MainWindow) -> None:
    """More is said of bounds than without: the box grows, and the dialog with it."""
    dialog = opened(window)
    typed(dialog.question.elasticity, "1")
    typed(dialog.question.elasticity, "0.7")
    entered(dialog, RADIO, LEAST, "600")
    entered(dialog, SEO, MOST, "1500")
    entered(dialog, PRINT, MOST, "100")
    click(dialog, SEARCH, LOCK)
    click(dialog, SEARCH, LOCK)
    for label in (dialog.answer.headline, dialog.answer.detail, dialog.held, dialog.stretch.text):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width())
    assert dialog.height() <= window.height() - 64
