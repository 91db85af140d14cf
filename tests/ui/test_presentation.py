"""The presentation by its keys and by the mouse: pages, channels, the slider that is live and leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import AddChannels, SetChannel
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.core.worksheet import build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.ui.present.channel_page import ChannelPage
from roiapp.ui.present.overview_page import OverviewPage
from roiapp.ui.present.presentation import Presentation, looked_at, screen_for
from roiapp.ui.present.stage import unit_of
from roiapp.ui.window.main_window import MainWindow
from tests.ui.painted_texts import painted_texts
from tests.ui.small_window import small_worksheet
from tests.ui.surfaces import settle

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = "Postcards and envelopes to every household in the northern districts of the town"


def begin(window: MainWindow, size: tuple[int, int] = (1280, 720)) -> Presentation:
    """Presented by its key, on a screen of that size."""
    from roiapp.analysis.statistics import load

    load()
    window.bench.model.set_ranges_ready()
    to_front(window)
    window.bench.grid.setFocus()
    QTest.keyClick(window.bench.grid.table, Qt.Key.Key_F5)
    (shown,) = window.findChildren(Presentation)
    assert shown.isFullScreen()
    shown.showNormal()
    shown.resize(*size)
    assert QTest.qWaitForWindowExposed(shown)
    to_front(shown)
    shown.watch.all()
    return shown


def to_front(window: QWidget) -> None:
    """Offscreen, a window that is shown anew has the keys a while later."""
    for _ in range(100):
        if QApplication.activeWindow() is window:
            return
        window.activateWindow()
        QTest.qWait(10)
    raise AssertionError("the window does not get the keys")


def press(shown: Presentation, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(shown.focusWidget() or shown, key, modifiers)


def texts(widget: QWidget) -> list[str]:
    return [each.text for each in painted_texts(widget)]


def whole(widget: QWidget) -> str:
    return " ".join(texts(widget))


def number(shown: Presentation) -> int:
    return shown.pages.index(shown.page)


def session_of(window: MainWindow) -> Session:
    session = window.bench.model.session
    assert session is not None
    return session


def test_keys_lead_through_all_pages_and_out(window: MainWindow, qtbot: QtBot) -> None:
    shown = begin(window)
    seen = [shown.page.question]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        press(shown, key)
        seen.append(shown.page.question)
    assert seen == ["Does our marketing pay?", "What does Local SEO bring?", "What if …?",
                    "What should we do next?"]  # fmt: skip
    press(shown, Qt.Key.Key_Right)
    assert number(shown) == 3  # the last page stays
    press(shown, Qt.Key.Key_Left, Qt.Key.Key_PageUp)
    assert number(shown) == 1
    press(shown, Qt.Key.Key_Space, modifiers=SHIFT)
    assert number(shown) == 0
    press(shown, Qt.Key.Key_Left)
    assert number(shown) == 0
    keys = Qt.Key
    for key, page in ((keys.Key_End, 3), (keys.Key_Home, 0), (keys.Key_3, 2), (keys.Key_1, 0), (keys.Key_9, 3)):
        press(shown, key)
        assert number(shown) == page, key
    press(shown, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not window.findChildren(Presentation))
    shown = begin(window)
    press(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Presentation))
    assert not session_of(window).history.done


def test_clicks_turn_pages_by_halves_and_arrows(window: MainWindow) -> None:
    shown = begin(window)

    def click(x: float) -> None:
        QTest.mouseClick(shown.page, Qt.MouseButton.LeftButton, pos=QPoint(round(shown.width() * x), 60))

    click(0.9)
    click(0.6)
    assert number(shown) == 2
    QTest.mouseClick(shown.scenarios, Qt.MouseButton.LeftButton, pos=QPoint(700, 600))  # beside the slider
    assert number(shown) == 2
    click(0.2)
    assert number(shown) == 1
    QTest.mouseClick(shown.foot.after, Qt.MouseButton.LeftButton)
    assert number(shown) == 2
    QTest.mouseClick(shown.foot.before, Qt.MouseButton.LeftButton)
    assert number(shown) == 1
    shown.reject()


def test_the_dark_cloth_and_the_other_look(window: MainWindow) -> None:
    shown = begin(window)
    light, kept = shown.stage.tokens, window.theme.tokens
    press(shown, Qt.Key.Key_D)
    assert shown.stage.tokens.dark
    assert window.theme.tokens is kept  # only the projector
    press(shown, Qt.Key.Key_D)
    assert shown.stage.tokens is light
    press(shown, Qt.Key.Key_B)
    assert shown.grab().toImage().pixelColor(640, 300).lightness() == 0
    press(shown, Qt.Key.Key_B)
    assert shown.grab().toImage().pixelColor(2, 300) == shown.stage.colour("window")
    press(shown, Qt.Key.Key_B, Qt.Key.Key_Right)
    assert shown.dark_cloth.isHidden()
    shown.reject()


def test_the_overview_says_the_figures(window: MainWindow) -> None:
    """September is 1.2 × July: spend 3,670 × 1.2; gross profit 1.2 × (18 × 460 × 0.46 + 13 × 480 × 0.45 + 3 × 520 × 0.4
    + 2 × 330 × 0.41) = 1.2 × 7,511.4."""
    shown = begin(window)
    assert isinstance(shown.page, OverviewPage)
    said = texts(shown)
    for figure in ("$4,404", "110.4", "$39.89", "+105%", "vs Aug"):
        assert any(figure in each for each in said), figure
    assert "Each $1 brought back $2.05 in gross profit." in shown.page.accessibleDescription()  # 7,511.4 ÷ 3,670
    assert shown.page.accessibleDescription().startswith("Yes. ")
    assert shown.page.accessibleName() == "Does our marketing pay?"
    assert "Brightwater · Sep 2026" in said
    assert "1 of 4 · Does our marketing pay?" in said
    shown.reject()


def test_up_and_down_lead_through_the_channels_by_cost(window: MainWindow) -> None:
    window.bench.grid.go_to(2, "roi")
    shown = begin(window)
    press(shown, Qt.Key.Key_2)
    page = shown.page
    assert isinstance(page, ChannelPage)
    assert page.question == "What does Radio & TV bring?"  # the active cell's
    order = []
    for _ in range(4):
        press(shown, Qt.Key.Key_Down)
        order.append(page.name)
    assert order == ["Local SEO", "Local print", "Google text ads", "Radio & TV"]
    press(shown, Qt.Key.Key_Up)
    assert page.name == "Google text ads"
    said = whole(page)
    # 1,380 × 1.2; 1,024 × 1.2; 46 × 1.2; 13 × 1.2; 15.6 × 480 × 0.45; 1,656 ÷ 15.6; 15.6 ÷ 55.2
    for figure in ("$1,656", "1,228.8", "55.2", "15.6", "$7,488", "$3,370", "$106.15", "28.3%"):
        assert figure in said, figure
    shown.reject()


def test_the_slider_shows_at_once_what_another_spend_would_bring(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.commands.documents.show(Session(build(["Search", "Radio"], {
        "spend": [[1000.0, 500.0]], "leads": [[80.0, 10.0]], "customers": [[40.0, 4.0]],
        "revenue_per_sale": [[100.0, 100.0]], "gross_margin": [[0.5, 0.5]],
    })))  # fmt: skip
    session = session_of(window)
    shown = begin(window)
    press(shown, Qt.Key.Key_3)
    page = shown.scenarios
    assert shown.focusWidget() is page.slider
    page.slider.setValue(200)
    qtbot.waitUntil(lambda: page.now[0] == 2500.0)
    assert session.shown.under is None  # the other windows show what they showed
    more = 2.0**0.7
    assert page.now[1:4] == pytest.approx((80 * more + 10, 40 * more + 4, 50 * (40 * more + 4)))
    assert page.now[4] == pytest.approx((50 * (40 * more + 4) - 2500) / 2500)
    assert page.before == (1500.0, 90.0, 44.0, 2200.0, pytest.approx(700 / 1500))
    said = whole(shown)
    for text in ("$1,000 → $2,000 (+100%)", "$2,500", "+$1,000", "$3,449", "+$1,249", "+38%", "−9 pts", "What if"):
        assert text in said, text  # 50 × (65 + 4) = 3,449; 949 ÷ 2,500; 46.7 − 38.0
    assert session.worksheet.columns["spend"].tolist() == [[1000.0, 500.0]]
    press(shown, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.slider.value() == 190
    press(shown, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: page.now == page.before)
    assert not page.trying
    shown.reject()


def test_another_channel_and_leaving_end_the_trial(window: MainWindow, qtbot: QtBot) -> None:
    shown = begin(window)
    press(shown, Qt.Key.Key_3, Qt.Key.Key_Up)
    page = shown.scenarios
    assert page.slider.value() == 105
    qtbot.waitUntil(lambda: page.trying)
    assert "Google text ads" in whole(page)
    press(shown, Qt.Key.Key_Down, modifiers=SHIFT)  # the next by cost
    assert not page.trying
    assert page.slider.value() == 100
    assert "Radio & TV" in whole(page)
    QTest.mouseClick(page.following, Qt.MouseButton.LeftButton)
    assert "Local SEO" in whole(page)
    QTest.mouseClick(page.slider, Qt.MouseButton.LeftButton, pos=QPoint(page.slider.width() - 3, 10))
    assert page.slider.value() == 200
    qtbot.waitUntil(lambda: page.trying)
    assert "What if" in shown.foot.looked_at
    press(shown, Qt.Key.Key_Right)
    assert not page.trying
    assert "What if" not in shown.foot.looked_at
    press(shown, Qt.Key.Key_Left, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.trying)
    press(shown, Qt.Key.Key_Escape)
    assert not page.trying
    assert not session_of(window).history.done
    qtbot.waitUntil(lambda: not window.findChildren(Presentation))


def test_a_step_in_the_other_window_ends_it_and_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    shown = begin(window)
    page = shown.scenarios
    press(shown, Qt.Key.Key_3, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.trying)
    period = len(session_of(window).worksheet.periods) - 1
    window.bench.model.apply(SetCells.one("spend", period, 1, 2000.0))
    qtbot.waitUntil(lambda: page.slider.value() == 100)
    assert not page.trying
    assert page.before[0] == pytest.approx(4404.0 - 1656.0 + 2000.0)
    assert page.now == page.before
    assert "$2,000" in whole(page)
    shown.reject()


def test_another_period_ends_it_too(window: MainWindow, qtbot: QtBot) -> None:
    shown = begin(window)
    press(shown, Qt.Key.Key_3, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: shown.scenarios.trying)
    window.bench.model.set_view(window.bench.model.views[0])
    qtbot.waitUntil(lambda: not shown.scenarios.trying)
    assert shown.scenarios.now[0] == pytest.approx(3670.0 * 5.7)  # six months: 0.7 to 1.2 of July
    shown.reject()


@pytest.fixture
def with_scenarios(window: MainWindow) -> MainWindow:
    """More for search, with a response; and twice the close rate on it."""
    model, session = window.bench.model, session_of(window)
    sheet = session.worksheet
    edit, first = added(sheet, "More for search", note="Half of the radio's money")
    model.apply(edit)
    model.apply(changed(sheet, first, [Change(0, "add", "spend", 600.0, sheet.keys[0]),
                                       Change(0, "respond", "", 0.5, sheet.keys[0])]))  # fmt: skip
    edit, second = added(sheet, "Better selling", first)
    model.apply(edit)
    model.apply(changed(sheet, second, [Change(0, "scale", "customers", 2.0)]))
    return window


def test_scenarios_stand_side_by_side_with_their_differences(with_scenarios: MainWindow) -> None:
    """Search spends 960 and brings 44.4 leads and 21.6 customers in September: × (1,560 ÷ 960)^0.5."""
    shown = begin(with_scenarios)
    press(shown, Qt.Key.Key_3)
    table = shown.scenarios.table
    assert table is not None
    base, first, second = (tuple(cell.value for cell in each.cells) for each in table.found.columns)
    _base, plan, _better = table.found.columns
    more = (1560.0 / 960.0) ** 0.5
    assert base[:3] == pytest.approx((4404.0, 110.4, 43.2))
    assert first[:3] == pytest.approx((5004.0, 110.4 + 44.4 * (more - 1), 43.2 + 21.6 * (more - 1)))
    assert second[2] == pytest.approx(2 * (43.2 + 21.6 * (more - 1)))
    assert table.difference(0, plan.cells[0]) == ("+$600", "text2")
    assert table.difference(1, plan.cells[1])[1] == "good"
    said = whole(shown)
    for text in ("Base case", "More for search", "Better selling", "+$600", "Half of the radio's money"):
        assert text in said, text
    shown.reject()


def test_on_a_scenario_the_slider_moves_what_it_says(with_scenarios: MainWindow, qtbot: QtBot) -> None:
    """Where the scenario lets a channel respond its own elasticity holds; where it does not, the document's does."""
    session = session_of(with_scenarios)
    session.look_under(1)
    shown = begin(with_scenarios)
    press(shown, Qt.Key.Key_3)
    assert "Scenario: More for search" in whole(shown.foot)
    page = shown.scenarios
    assert page.key is None
    while "Local SEO" not in whole(page):
        press(shown, Qt.Key.Key_Down, modifiers=SHIFT)
    assert "1.4 times the visits, leads and customers (elasticity 0.5)" in whole(page)
    page.slider.setValue(150)
    qtbot.waitUntil(lambda: page.now != page.before)
    assert page.before[0] == pytest.approx(5004.0)
    assert page.now[0] == pytest.approx(5004.0 + 780.0)
    assert page.now[1] == pytest.approx(66.0 + 44.4 * (2340.0 / 960.0) ** 0.5)  # 110.4 − 44.4 of the others
    press(shown, Qt.Key.Key_Up, modifiers=SHIFT)  # radio: 8 × 1.2 leads for 1,440
    while "Radio & TV" not in whole(page):
        press(shown, Qt.Key.Key_Up, modifiers=SHIFT)
    assert "(elasticity 0.7)" in whole(page)
    page.slider.setValue(150)
    qtbot.waitUntil(lambda: page.now[0] == pytest.approx(5004.0 + 720.0))
    before = page.before[1]
    assert before is not None
    assert page.now[1] == pytest.approx(before + 9.6 * (1.5**0.7 - 1.0))
    press(shown, Qt.Key.Key_Escape)
    assert session.scenario_key == 1
    assert session.shown.under is not None
    assert not session.shown.under.tried


def test_the_advice_has_the_move_and_what_the_numbers_say(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.commands.documents.show(Session(templates.load_b2b_sample()))
    shown = begin(window)
    press(shown, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bool(shown.watch.findings), timeout=20_000)
    said = whole(shown.page)
    assert "Where the next money belongs" in said
    assert "What cannot be told yet" in said
    assert "What became of what we changed" in said
    assert "Assumed" in said
    assert "more gross profit" in shown.page.accessibleDescription()
    shown.reject()


def test_time_matched_figures_say_so_and_are_not_moved(window: MainWindow) -> None:
    sheet = session_of(window).worksheet
    for period in range(len(sheet.periods)):
        window.bench.model.apply(SetCells.one("sales_cycle_days", period, 2, 40.0))
    window.bench.actions_.action["time_matched"].trigger()
    shown = begin(window)
    assert looked_at(window.bench.model) == "Brightwater · Sep 2026 · Time-matched"
    press(shown, Qt.Key.Key_3)
    assert not shown.scenarios.slider.isEnabled()
    assert "Leave the time-matched view" in whole(shown.page)
    shown.reject()


def test_long_names_and_many_channels_have_room(window: MainWindow) -> None:
    """No text lies over another, none leaves the page, none is too small; what has no room is counted."""
    sheet = small_worksheet()
    window.bench.commands.documents.show(Session(sheet))
    model = window.bench.model
    model.apply(SetSettings.of(title=LONG))
    model.apply(SetChannel("name", ((0, LONG), (1, f"{LONG} again"))))
    model.apply(AddChannels.at_end(sheet, [f"{LONG} {place}" for place in range(26)]))
    for place in range(4, 30):
        for id_, value in (("spend", 100.0 + place), ("leads", 9.0), ("customers", 3.0), ("revenue_per_sale", 90.0),
                           ("gross_margin", 0.4)):  # fmt: skip
            model.apply(SetCells.one(id_, 5, place, value))
    for place in range(9):
        edit, key = added(sheet, f"{LONG} {place}", note=LONG)
        model.apply(edit)
        model.apply(changed(sheet, key, [Change(0, "scale", "spend", 1.1)]))
    for size in ((1280, 720), (1920, 1080), (1024, 768), (800, 600), (1366, 768)):
        shown = begin(window, size)
        unit = unit_of(QSize(*size))
        for page in range(4):
            shown.go_to(page)
            shown.watch.all()
            for widget in (shown.page, shown.foot):
                found = painted_texts(widget, alone=True)
                room = widget.rect().adjusted(-2, -2, 2, 2)
                for text in found:
                    assert QRect(room).contains(text.rect.toAlignedRect().adjusted(2, 2, -2, -2)), (size, page, text)
                    assert text.rect.height() >= 18.5 * unit, (size, page, text)
                for one, text in enumerate(found):
                    tight = text.rect.adjusted(1, text.rect.height() * 0.16, -1, -text.rect.height() * 0.16)
                    for other in found[one + 1 :]:
                        over = other.rect.adjusted(1, other.rect.height() * 0.16, -1, -other.rect.height() * 0.16)
                        assert not tight.intersects(over), (size, page, text.text, other.text)
            assert shown.page.question.endswith("?")
            assert any(text.text.endswith("?") for text in painted_texts(shown.page)), (size, page)
            more = {0: "more channels", 2: "more scenarios", 3: "more channels"}.get(page)
            if more is not None:
                assert more in whole(shown.page), (size, page)
        shown.reject()
        settle()  # it is gone


def test_nothing_typed_yet(window: MainWindow) -> None:
    window.bench.commands.documents.show(Session(build(["Channel 1", "Channel 2"], {})))
    shown = begin(window)
    for page in range(4):
        shown.go_to(page)
        assert texts(shown.page)
        assert shown.page.accessibleName()
    assert not shown.scenarios.slider.isEnabled()
    press(shown, Qt.Key.Key_Up, Qt.Key.Key_Down)
    window.bench.commands.documents.show(Session(small_worksheet()))
    assert shown.isHidden()  # another document


def test_no_channels_at_all(window: MainWindow) -> None:
    window.bench.commands.documents.show(Session(build([], {})))
    shown = begin(window)
    for page in range(4):
        shown.go_to(page)
        press(shown, Qt.Key.Key_Up)
        assert texts(shown.page)
    shown.reject()


def test_the_other_screen_is_the_projector(window: MainWindow) -> None:
    class Screen:
        def __init__(self, left: int) -> None:
            self.left = left

        def geometry(self) -> QRect:
            return QRect(self.left, 0, 1280, 720)

    here, projector = Screen(0), Screen(1280)

    class Placed:
        def screen(self) -> Screen:
            return here

    assert screen_for(Placed(), [here, projector]) is projector  # type: ignore[arg-type,list-item]
    assert screen_for(Placed(), [here]) is here  # type: ignore[arg-type,list-item]
    assert screen_for(Placed(), [here, Screen(0)]) is here  # type: ignore[arg-type,list-item]  # a mirrored one


def test_asked_again_it_is_brought_to_the_front(window: MainWindow) -> None:
    shown = begin(window)
    window.bench.actions_.action["present"].trigger()
    assert window.findChildren(Presentation) == [shown]
    shown.reject()


def test_the_advice_follows_what_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    shown = begin(window)
    press(shown, Qt.Key.Key_End)
    total = "4,404"
    assert f"of the ${total}." in whole(shown.page)
    window.bench.model.apply(SetCells.one("spend", 5, 1, 2656.0))  # 1,000 more
    qtbot.waitUntil(lambda: "of the $5,404." in whole(shown.page))
    window.bench.model.undo()
    qtbot.waitUntil(lambda: f"of the ${total}." in whole(shown.page))
    shown.reject()
