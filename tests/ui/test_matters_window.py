"""What matters most in a real window: by keys and mouse, following edits, ends of one's own, on another thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.lists.break_even_page import BreakEvenPage
from roiapp.ui.lists.latest_work import LatestWork
from roiapp.ui.lists.matters_window import MattersWindow
from roiapp.ui.lists.risk_page import RiskPage
from roiapp.ui.lists.tornado_page import TornadoPage
from roiapp.ui.lists.two_way_page import TwoWayPage
from roiapp.ui.look.background import Then, Work
from roiapp.ui.window.main_window import MainWindow

PERIOD = 5  # September, of which the figures are those of July × 1.2
SEARCH = 1  # 1,656 spent, 15.6 customers at 480 and 45 %: 3,369.60, ROI 103.5 %
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


def opened(window: MainWindow, channel: int | None = SEARCH, id_: str = "roi", page: str = "inputs") -> MattersWindow:
    window.bench.grid.go_to(channel, id_)
    window.bench.actions_.action["matters"].trigger()
    (shown,) = window.findChildren(MattersWindow)
    shown.activateWindow()
    QTest.mouseClick(shown.buttons[page], Qt.MouseButton.LeftButton)
    return shown


def quiet(shown: MattersWindow) -> None:
    """Until it has followed what was done."""
    QTest.qWait(40)  # a frame
    while shown.waiting:
        QTest.qWait(10)


def bars(shown: MattersWindow) -> TornadoPage:
    page = shown.pages["inputs"]
    assert isinstance(page, TornadoPage)
    return page


def table(shown: MattersWindow) -> TwoWayPage:
    page = shown.pages["table"]
    assert isinstance(page, TwoWayPage)
    return page


def evens(shown: MattersWindow) -> BreakEvenPage:
    page = shown.pages["break_even"]
    assert isinstance(page, BreakEvenPage)
    return page


def risks(shown: MattersWindow) -> RiskPage:
    page = shown.pages["risk"]
    assert isinstance(page, RiskPage)
    return page


def pick(box: QComboBox, text: str) -> None:
    """Choose by keys, as a hand does."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == text:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def type_end(page: TornadoPage | RiskPage, row: int, column: int, text: str) -> None:
    """Type over an end and press Enter."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.rows.index(row, column))
    QTest.keyClicks(page.table, text[0])
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)


# -- the bars ----------------------------------------------------------------------------------------------------------


def test_the_keys_open_it_on_the_active_figure(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(SEARCH, "roi")
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_M, CTRL_SHIFT)
    (shown,) = window.findChildren(MattersWindow)
    assert not shown.isModal()
    assert (shown.figure.currentText(), shown.channel.currentText()) == ("ROI", "Google text ads")
    # 3,369.60 ÷ 1,490.40 and ÷ 1,821.60
    assert shown.answer.headline.text() == "ROI depends most on this input: Spend."
    assert shown.answer.detail.text().startswith("From $1,490 to $1,822 of it ROI goes from +126% to +85%.")
    assert shown.answer.detail.text().endswith("None of them alone turns it into a loss within these ends.")
    assert bars(shown).view.words[0] == "Spend, today $1,656: ROI +126% at $1,490, +85% at $1,822."
    names = [word.split(",")[0] for word in bars(shown).view.words]
    assert names == ["Spend", "Customers", "Revenue per sale", "Margin"]
    shown.close()


def test_the_bars_are_what_the_grid_shows_when_the_ends_are_typed(window: MainWindow) -> None:
    shown = opened(window)
    found = bars(shown).view.shown
    assert found is not None
    model = window.bench.model
    for bar in found[0].bars:
        before = model.worksheet.value(bar.by, PERIOD, SEARCH) if model.worksheet else 0.0
        for end, seen in ((bar.low, bar.at_low), (bar.high, bar.at_high)):
            model.apply(SetCells.one(bar.by, PERIOD, SEARCH, end))
            assert model.figures is not None
            assert model.figures.value("roi", SEARCH) == pytest.approx(seen, rel=1e-12)
        model.apply(SetCells.one(bar.by, PERIOD, SEARCH, before))
    shown.close()


def test_it_follows_typing_once_it_is_quiet(window: MainWindow) -> None:
    shown = opened(window)
    before = bars(shown).view.words
    window.activateWindow()
    window.bench.grid.go_to(SEARCH, "spend")
    window.bench.grid.setFocus()
    for key in "3369.6":
        QTest.keyClicks(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert bars(shown).view.words == before  # nobody waits for it on the way
    quiet(shown)
    assert bars(shown).view.words[0] == "Spend, today $3,370: ROI +11% at $3,033, −9% at $3,707."
    assert "Each of these alone can turn it into a loss" not in shown.answer.detail.text()  # it is exactly 0
    window.bench.actions_.action["undo"].trigger()
    quiet(shown)
    assert bars(shown).view.words == before
    shown.close()


def test_arrow_keys_go_from_bar_to_bar(window: MainWindow) -> None:
    shown = opened(window)
    view = bars(shown).view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 0
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current == 3
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 3
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0
    assert view.accessibleName() == "What moves ROI most, each input ±10%"
    assert "Spend, today $1,656" in view.accessibleDescription()
    shown.close()


def test_the_pointer_finds_a_bar(window: MainWindow) -> None:
    shown = opened(window)
    view = bars(shown).view
    places = view.places(view.room, window_style(window))
    assert places is not None
    at = places.rows[1].rect.center()
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, move)
    assert view.hovered == 1
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=places.rows[2].rect.center().toPoint())
    assert view.current == 2
    shown.close()


def window_style(window: MainWindow) -> Any:
    from roiapp.ui.panel.chart_style import chart_style

    return chart_style(window.theme)


def test_how_far_is_counted_up_by_keys(window: MainWindow) -> None:
    shown = opened(window)
    page = bars(shown)
    page.share.setFocus()
    for _ in range(10):
        QTest.keyClick(page.share, Qt.Key.Key_Up)
    assert page.title.text() == "What moves ROI most, each input ±20%"
    # 3,369.60 ÷ 1,324.80 and ÷ 1,987.20
    assert page.view.words[0] == "Spend, today $1,656: ROI +154% at $1,325, +70% at $1,987."
    shown.close()


def test_an_end_of_ones_own_is_typed_and_taken_back(window: MainWindow) -> None:
    shown = opened(window)
    page = bars(shown)
    type_end(page, 0, 1, "842.40")  # a quarter of 3,369.60: ROI 300 %
    assert page.view.words[0] == "Spend, today $1,656: ROI +300% at $842, +85% at $1,822."
    assert page.title.text() == "What moves ROI most, each input between its ends"
    assert page.rows.text(0, 1) == "$842"
    page.table.setCurrentIndex(page.rows.index(0, 1))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.view.words[0].endswith("+126% at $1,490, +85% at $1,822.")
    assert page.own == {}
    shown.close()


REFUSED = (
    (0, 1, "2000", "The lower end cannot be above today's $1,656."),
    (0, 3, "1000", "The higher end cannot be below today's $1,656."),
    (0, 1, "-5", "Spend cannot be below 0."),
    (3, 3, "120%", "Margin can be 100% at most."),
    (0, 1, "12x", ""),
)


def test_ends_that_cannot_be_are_refused_with_a_sentence(window: MainWindow) -> None:
    shown = opened(window)
    page = bars(shown)
    before = page.view.words
    for row, column, text, said in REFUSED:
        type_end(page, row, column, text)
        assert page.refusal.isVisible()
        assert said in page.refusal.text()
        assert page.own == {}
        assert page.view.words == before
        editor = page.table.findChild(QLineEdit)
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        QTest.qWait(20)
        assert not page.refusal.isVisible()
    shown.close()


def test_the_total_by_its_channels(window: MainWindow) -> None:
    shown = opened(window, None)
    page = bars(shown)
    assert shown.channel.currentText() == "all channels"
    assert page.apart.isVisible()
    assert page.view.words[0].startswith("Spend, ")
    QTest.mouseClick(page.apart, Qt.MouseButton.LeftButton, pos=QPoint(8, page.apart.height() // 2))
    assert page.view.words[0].startswith("Local SEO: ")
    assert len(page.view.words) == 12
    assert page.aside.text() == "4 shorter bars are not shown."
    assert not page.table.isVisible()
    shown.close()


def test_another_figure_and_channel_by_keys(window: MainWindow) -> None:
    shown = opened(window)
    pick(shown.figure, "CAC")
    assert shown.answer.headline.text() == "CAC depends most on this input: Customers."
    pick(shown.channel, "Radio & TV")
    # 1,440 ÷ 3.24 and ÷ 3.96
    assert bars(shown).view.words[0] == "Customers, today 3.6: CAC $444.44 at 3.2, $363.64 at 4.0."
    assert shown.figure.currentText() == "CAC"
    shown.close()


def test_opened_again_it_asks_about_the_active_figure(window: MainWindow) -> None:
    shown = opened(window)
    again = opened(window, 2, "cac")
    assert again is shown
    assert (shown.figure.currentText(), shown.channel.currentText()) == ("CAC", "Radio & TV")
    shown.close()


# -- two inputs --------------------------------------------------------------------------------------------------------


def test_the_table_says_each_cell_and_begins_with_today(window: MainWindow) -> None:
    shown = opened(window, page="table")
    page = table(shown)
    chosen = [box.currentText() for box in (page.down, page.across, page.step)]
    assert chosen == ["Spend", "Customers", "10%"]
    assert len(page.view.words) == 49
    view = page.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.words[view.current or 0] == "Spend $1,656, Customers 15.6: ROI +103%"
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Right)
    # 17.16 × 216 ÷ 1,490.40
    assert view.words[view.current or 0] == "Spend $1,490, Customers 17.2: ROI +149%"
    assert shown.answer.headline.text() == "ROI is +103% today; 0 of 49 combinations are a loss."
    shown.close()


def test_the_line_comes_with_the_loss(window: MainWindow) -> None:
    """Radio & TV: 3.6 × 520 × 40 % = 748.80 for 1,440. In steps of a fifth the best corner is 1.6 × ÷ 0.4."""
    shown = opened(window, 2, page="table")
    page = table(shown)
    assert page.view.shown is not None
    pick(page.step, "20%")
    assert page.view.shown[0].segments
    known = [
        748.8 * customers / 10 / (1440 * spend / 10) - 1 for spend in range(4, 17, 2) for customers in range(4, 17, 2)
    ]
    lost = sum(value < 0 for value in known)
    assert shown.answer.headline.text() == f"ROI is −48% today; {lost} of 49 combinations are a loss."
    assert page.view.shown[1].line == "Break-even 0%"
    shown.close()


def test_the_same_input_twice_is_not_offered(window: MainWindow) -> None:
    shown = opened(window, page="table")
    page = table(shown)
    pick(page.down, "Margin")
    assert page.across.findText("Margin") < 0
    assert page.across.currentText() == "Customers"
    pick(page.across, "Revenue per sale")
    assert page.title.text() == "ROI by Margin and Revenue per sale"
    shown.close()


def test_a_target_of_the_document_is_the_line(window: MainWindow) -> None:
    window.bench.model.apply(SetCells.one("goal_roi", PERIOD, SEARCH, 1.0))
    shown = opened(window, page="table")
    assert " miss the target of +100%." in shown.answer.headline.text()
    QTest.mouseClick(shown.buttons["inputs"], Qt.MouseButton.LeftButton)
    assert "Whether the target of +100% is met, each of these alone can decide: " in shown.answer.detail.text()
    shown.close()


# -- break-even --------------------------------------------------------------------------------------------------------


def test_break_even_of_every_input_with_its_curve(window: MainWindow) -> None:
    """1,656 ÷ 3,369.60: 49.1 % of the customers, of the price, of the margin; or 3,369.60 spent."""
    shown = opened(window, page="break_even")
    page = evens(shown)
    rows = {row[0]: row[1:] for row in page.rows.rows}
    assert rows["Customers"] == ("15.6", "7.7", "−51%")
    assert rows["Revenue per sale"] == ("$480.00", "$235.90", "−51%")
    assert rows["Spend"] == ("$1,656", "$3,370", "+103%")
    assert rows["Leads"][1] == "27.1"
    assert not shown.figure.isVisible()
    page.table.setFocus()
    page.table.setCurrentIndex(page.rows.index(0, 0))
    for _ in range(len(page.rows.rows)):
        if page.title.text() == "ROI by Spend":
            break
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.title.text() == "ROI by Spend"
    assert page.aside.text().startswith("ROI becomes 0% (now +103%) if these stay as they are: ")
    texts = {text.kind: text.text for text in page.curve.places.texts} if page.curve.places else {}
    assert texts["goal"] == "Break-even"
    shown.close()


def test_where_nothing_breaks_even_it_says_why(window: MainWindow) -> None:
    """Radio & TV sells for 1,872: no margin covers 2,000."""
    window.bench.model.apply(SetCells.one("spend", PERIOD, 2, 2000.0))
    shown = opened(window, 2, page="break_even")
    page = evens(shown)
    assert page.rows.rows[-1][:3] == ("Margin", "40%", "none")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.aside.text() == "ROI cannot reach 0% by changing Gross margin: it comes to −6% at most."
    assert shown.answer.headline.text().startswith("The shortest way out of the loss is Spend: ")
    shown.close()


# -- risk --------------------------------------------------------------------------------------------------------------


def test_risk_of_a_channel_with_ranges_of_ones_own(window: MainWindow) -> None:
    shown = opened(window, 2, page="risk")
    page = risks(shown)
    assert not page.together.isVisible()
    first = shown.answer.headline.text()
    type_end(page, 0, 1, "300")  # cost may be as low as 300
    assert next(iter(page.own.values())).low == 300.0
    assert shown.answer.headline.text() != first
    assert len(page.view.words) == 3
    assert page.view.words[1].startswith("In half of all cases ROI is above ")
    page.table.setCurrentIndex(page.rows.index(0, 1))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown.answer.headline.text() == first
    shown.close()


def test_one_close_rate_behind_all_widens_the_spread(window: MainWindow) -> None:
    shown = opened(window, None, page="risk")
    page = risks(shown)

    def width() -> float:
        assert page.view.shown is not None
        return page.view.shown[0].high - page.view.shown[0].low

    apart = width()
    page.together.setFocus()
    QTest.keyClick(page.together, Qt.Key.Key_Space)
    assert page.together.isChecked()
    assert width() > apart
    shown.close()


def test_who_is_left_out_is_named_with_the_reason(window: MainWindow) -> None:
    window.bench.model.apply(SetCells.one("gross_margin", PERIOD, 3, None))
    shown = opened(window, None, page="risk")
    assert risks(shown).aside.text() == "Local print is left out. Not known yet: Margin missing."
    pick(shown.channel, "Local print")
    assert shown.answer.headline.text() == (
        "Cost or gross profit is not known here, so there is no chance to work out."
    )
    assert not risks(shown).view.isVisible()
    shown.close()


def test_spans_stay_with_their_channel(window: MainWindow) -> None:
    shown = opened(window, 2, page="risk")
    page = risks(shown)
    type_end(page, 0, 3, "9000")
    window.bench.model.apply(RemoveChannels((0,)))
    quiet(shown)
    assert shown.channel.currentText() == "Radio & TV"
    assert page.rows.text(0, 3) == "$9,000"
    shown.close()


# -- what else happens to the document ---------------------------------------------------------------------------------


def test_another_period_another_document_and_no_channel(window: MainWindow) -> None:
    shown = opened(window)
    model = window.bench.model
    assert model.worksheet is not None
    model.set_view(base_view(model.worksheet.periods, 3))
    quiet(shown)
    assert bars(shown).view.words[0].startswith("Spend, today $1,380: ")
    model.apply(RemoveChannels((SEARCH,)))
    quiet(shown)
    assert shown.channel.currentText() == "all channels"
    window.bench.commands.documents.show(Session.new(build([], {})))
    quiet(shown)
    assert shown.answer.headline.text() == "There are no channels yet."
    window.bench.commands.documents.show(Session.new(build(["Ads"], {"spend": [100]})))
    quiet(shown)
    assert shown.answer.headline.text() == "Not known yet: Customers, Revenue per sale and Margin missing."
    for page in ("table", "break_even", "risk"):
        shown.choose(page)
        assert shown.answer.headline.text()
    shown.close()


def test_the_time_matched_view_is_said_to_be_none_of_it(window: MainWindow) -> None:
    for period in range(6):
        window.bench.model.apply(SetCells.one("sales_cycle_days", period, SEARCH, 40.0))
    shown = opened(window)
    window.bench.actions_.action["time_matched"].trigger()
    quiet(shown)
    assert shown.answer.headline.text() == (
        "What matters is read from the figures as they are typed. Leave the time-matched view first."
    )
    assert not shown.stack.isVisible()
    window.bench.actions_.action["time_matched"].trigger()
    quiet(shown)
    assert shown.stack.isVisible()
    shown.close()


def test_under_a_scenario_it_is_about_what_would_be(window: MainWindow) -> None:
    """The spend of the scenario, twice as much: 3,369.60 ÷ 3,312."""
    shown = opened(window)
    window.bench.actions_.action["new_scenario"].trigger()
    window.bench.grid.go_to(SEARCH, "spend")
    window.bench.grid.setFocus()
    for key in "3312":
        QTest.keyClicks(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    quiet(shown)
    assert bars(shown).view.words[0].startswith("Spend, today $3,312: ROI +13% at $2,981, ")
    window.bench.actions_.action["base_case"].trigger()
    quiet(shown)
    assert bars(shown).view.words[0].startswith("Spend, today $1,656: ")
    shown.close()


def test_light_and_dark_while_it_is_open(window: MainWindow) -> None:
    shown = opened(window)
    light = shown.grab().toImage()
    window.theme.set_mode("dark")
    QTest.qWait(30)
    dark = shown.grab().toImage()
    assert light.pixelColor(4, 4).lightness() > 200 > 80 > dark.pixelColor(4, 4).lightness()
    assert window.theme.tokens.text in shown.answer.headline.styleSheet()
    assert window.theme.tokens.text in bars(shown).title.styleSheet()
    shown.close()


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


def test_of_what_waits_only_the_latest_is_worked_out() -> None:
    run, taken = Later(), list[str]()
    work = LatestWork(run)

    def ask(name: str) -> None:
        work.ask(lambda: name, taken.append)

    ask("first")
    ask("second")
    ask("third")
    assert len(run.waiting) == 1
    run.go()
    assert taken == []  # it was followed by another question
    run.go()
    assert taken == ["third"]
    ask("fourth")
    work.drop()
    run.go()
    assert taken == ["third"]
    ask("fifth")
    work.end()
    run.go()
    assert taken == ["third"]
    assert run.waiting == []


def test_edits_meanwhile_do_not_reach_into_the_work(window: MainWindow) -> None:
    run = Later()
    model = window.bench.model
    shown = MattersWindow(window.theme, model, ("roi", SEARCH), run, window)
    shown.show()
    assert bars(shown).view.words == ()
    QTest.qWait(460)
    assert shown.answer.headline.text() == "Working it out…"
    model.apply(SetCells.one("spend", PERIOD, SEARCH, 5.0))
    run.go()
    assert bars(shown).view.words[0].startswith("Spend, today $1,656: ")
    QTest.qWait(40)
    while not run.waiting:
        QTest.qWait(10)
    run.go()
    assert bars(shown).view.words[0].startswith("Spend, today $5.00: ")
    shown.choose("risk")
    shown.close()
    run.go()  # nobody is there any more


def test_the_real_thread_answers(window: MainWindow, qtbot: QtBot) -> None:
    from roiapp.ui.look.background import in_background

    shown = MattersWindow(window.theme, window.bench.model, ("roi", SEARCH), in_background, window)
    shown.show()
    said: list[Callable[[], bool]] = [lambda: bool(bars(shown).view.words), lambda: bool(risks(shown).view.words)]
    qtbot.waitUntil(said[0])
    shown.choose("risk")
    qtbot.waitUntil(said[1])
    shown.close()


def test_under_a_scenario_the_window_names_it_and_risk_says_what_counts_are(window: MainWindow) -> None:
    window.bench.actions_.action["new_scenario"].trigger()
    shown = opened(window, page="risk")
    quiet(shown)
    assert shown.windowTitle() == "What matters most, under Scenario"
    assert "Under Scenario counts are suppositions" in shown.answer.detail.text()
    window.bench.actions_.action["base_case"].trigger()
    quiet(shown)
    assert shown.windowTitle() == "What matters most"
    assert "suppositions" not in shown.answer.detail.text()
