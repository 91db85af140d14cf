"""The assembled window: what its parts show and what typing, undo, tabs and clicks do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.calculator import Calculator
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view, month
from roiapp.core.worksheet import build
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.actions.conditions import CONDITIONS
from roiapp.ui.actions.menus import COLUMNS, GROUP, MENUS, NEW, RECENT, SEPARATOR, TOOLBAR
from roiapp.ui.bars.card_contents import contents
from roiapp.ui.window.main_window import MainWindow


def card(window: MainWindow, place: int) -> str:
    return window.bench.cards.cards[place].content.value


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for the next frame."""
    with qtbot.waitSignal(window.bench.model.frame):
        window.bench.model.set_ranges_ready()


def type_text(qtbot: QtBot, text: str) -> None:
    """Type, each letter to whatever has the focus then."""
    for letter in text:
        qtbot.keyClick(QApplication.focusWidget(), letter)


def test_the_latest_month_is_shown_first(window: MainWindow) -> None:
    assert window.bench.toolbar.title.title == "Brightwater"
    assert window.bench.toolbar.title.period == "Sep 2026"
    assert window.windowTitle() == "Brightwater[*] – Channel ROI"


def test_cards_show_totals_and_their_change(window: MainWindow) -> None:
    spend, leads, cpl, cac, gross_return, roi = contents(window.bench.model)
    assert (spend.label, spend.value) == ("Total spend", "$4,404")
    assert (spend.tone, spend.amount, spend.against) == ("text2", "9.1%", "vs Aug")
    assert (leads.label, leads.tone, leads.direction) == ("Leads", "good", 1)
    assert cpl.label == "Cost per lead"
    assert cac.against == "vs Aug"
    assert gross_return.label == "Gross return (revenue)"
    assert roi.value.startswith("+")
    assert roi.amount == "0 pts"


def test_typing_a_figure_moves_cards_totals_and_explanation(window: MainWindow, qtbot: QtBot) -> None:
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    type_text(qtbot, "1500")
    qtbot.keyClick(table.editor, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert card(window, 0) == "$4,944"
    assert window.bench.actions_.action["undo"].text() == "&Undo Change Spend of Local SEO"
    window.bench.grid.go_to(0, "cac")
    assert window.bench.explain.explained.text.startswith("Local SEO · CAC. =  Spend ÷ Customers  =  $1,500 ÷ 21.6")


def test_undo_and_redo_go_back_and_forth_and_show_the_period(window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    assert model.worksheet is not None
    before = model.worksheet.content()
    model.apply(SetCells.one("spend", 5, 0, 5000.0))
    model.set_view(base_view(model.worksheet.periods, 1))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.worksheet.content() == before
    assert model.view == base_view(model.worksheet.periods, 5)
    assert not window.bench.actions_.action["undo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert model.worksheet.value("spend", 5, 0) == 5000.0


def test_the_explanation_says_how_the_figure_stands(window: MainWindow) -> None:
    window.bench.grid.go_to(1, "cac")
    said = window.bench.explain.explained
    assert said.title == "Google text ads · CAC"
    chip = said.chips[0]
    assert chip.text.endswith("4% above average ($101.94)")
    assert chip.role == "bad"


def test_the_explanation_says_why_there_is_no_figure(window: MainWindow) -> None:
    window.bench.grid.go_to(2, "conversion_rate")
    assert window.bench.explain.explained.chips[0].text == "Not known yet: Visits missing."


def test_names_in_the_explanation_lead_to_their_cells(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(1, "cac")
    explain = window.bench.explain
    explain.grab()  # the places of the names are known once it is painted
    area, id_ = explain._links[1]
    assert id_ == "customers"
    qtbot.mouseClick(explain, Qt.MouseButton.LeftButton, pos=area.center())
    assert window.bench.grid.current_figure() == (1, "customers")


def test_ranges_come_when_the_statistics_are_there(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(1, "cac")
    assert not any("range" in chip.text for chip in window.bench.explain.explained.chips)
    settle(window, qtbot)
    assert any(chip.text.startswith("95% range $") for chip in window.bench.explain.explained.chips)


def test_tabs_hold_roll_ups_first_then_the_months(window: MainWindow) -> None:
    bar = window.bench.tabs.bar
    names = [bar.tabText(index) for index in range(bar.count())]
    assert names == ["Whole year", "Q2", "Q3", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    assert bar.currentIndex() == 8


def test_a_quarter_is_not_called_the_year_it_begins(window: MainWindow) -> None:
    months = [month(2025, 10 + i, key=i + 1) for i in range(3)] + [month(2026, i, key=i + 3) for i in range(1, 4)]
    window.bench.model.open(build(["Radio"], periods=months), None)
    bar = window.bench.tabs.bar
    names = [bar.tabText(index) for index in range(bar.count())]
    assert names[:3] == ["All periods", "Q4 2025", "Q1 2026"]


def test_many_periods_after_a_single_one_fill_the_strip(window: MainWindow, qtbot: QtBot) -> None:
    model, bar = window.bench.model, window.bench.tabs.bar
    periods = [month(2025 + i // 12, i % 12 + 1, key=i + 1) for i in range(24)]
    model.open(build(["Radio"], periods=periods[:1]), None)
    qtbot.waitUntil(lambda: bar.width() < 200)
    model.open(build(["Radio"], periods=periods), None)
    qtbot.waitUntil(lambda: bar.width() > 1000)
    shown = [index for index in range(bar.count()) if bar.rect().contains(bar.tabRect(index))]
    assert bar.currentIndex() in shown
    assert len(shown) > 8


def test_tabs_and_keys_change_the_period(window: MainWindow, qtbot: QtBot) -> None:
    bar, model = window.bench.tabs.bar, window.bench.model
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    assert model.view is not None
    assert model.view.kind == "quarter"
    assert window.bench.toolbar.title.period == "Q3 2026"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.bench.toolbar.title.period == "Apr 2026"
    qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.bench.toolbar.title.period == "Q3 2026"


def test_the_plus_adds_the_next_month_and_undo_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    tabs, model = window.bench.tabs, window.bench.model
    qtbot.mouseClick(tabs.add_button, Qt.MouseButton.LeftButton)
    assert window.bench.toolbar.title.period == "Oct 2026"
    model.undo()
    assert model.view is not None
    assert model.view.periods == (5,)
    assert tabs.bar.count() == 9


def test_a_new_period_has_nothing_to_check(window: MainWindow, qtbot: QtBot) -> None:
    status = window.bench.status
    qtbot.waitUntil(lambda: bool(status.check_text))
    qtbot.mouseClick(window.bench.tabs.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not status.check_text)
    assert window.bench.model.warnings == []


def test_marks_stay_where_two_views_have_the_same_warnings(window: MainWindow, qtbot: QtBot) -> None:
    model, grid = window.bench.model, window.bench.grid.model
    assert model.worksheet is not None
    column = 1 + [column.id for column in grid.columns].index("customers")
    quarter = model.views[2]
    for period in quarter.periods[:-1]:
        model.apply(SetCells.one("customers", period, 3, 0.0))
    for view in (quarter, base_view(model.worksheet.periods, quarter.periods[-1])):
        model.set_view(view)
        qtbot.waitUntil(lambda: 3 in grid.marked(column))
        assert len([warning for warning in model.warnings if warning.field == "customers"]) == 1


def test_a_refused_entry_keeps_its_period(window: MainWindow, qtbot: QtBot) -> None:
    table, bar = window.bench.grid.table, window.bench.tabs.bar
    window.bench.grid.go_to(0, "spend")
    type_text(qtbot, "abc")
    bar.setCurrentIndex(3)
    assert table.editor.is_open
    assert window.bench.toolbar.title.period == "Sep 2026"
    assert bar.currentIndex() == 8
    qtbot.keyClick(table.editor, Qt.Key.Key_Escape)


def test_removing_the_period_looked_at_shows_the_one_beside_it(window: MainWindow) -> None:
    window.bench.commands.periods.remove()
    assert window.bench.toolbar.title.period == "Aug 2026"
    window.bench.model.undo()
    assert window.bench.toolbar.title.period == "Aug 2026"


def test_the_status_bar_names_what_to_check_and_a_click_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    status = window.bench.status
    qtbot.waitUntil(lambda: bool(status.check_text))
    assert status.check_text == "1 cell to check: Local print has more customers than leads."
    assert status.locale_text == "USD · English (US)"
    status.grab()
    qtbot.mouseClick(status, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert window.bench.grid.current_figure() == (3, "customers")


def test_channels_are_added_renamed_moved_and_removed(window: MainWindow, qtbot: QtBot) -> None:
    grid, commands, sheet = window.bench.grid, window.bench.commands, window.bench.model.worksheet
    assert sheet is not None
    commands.channels.add()
    qtbot.keyClicks(grid.table.editor, "Podcast")
    qtbot.keyClick(grid.table.editor, Qt.Key.Key_Return)
    assert sheet.names[-1] == "Podcast"
    grid.go_to(4, "")
    commands.channels.move_up()
    assert sheet.names[3] == "Podcast"
    commands.channels.rename()
    grid.table.editor.clear()
    qtbot.keyClicks(grid.table.editor, "Podcasts")
    qtbot.keyClick(grid.table.editor, Qt.Key.Key_Return)
    grid.go_to(3, "spend")
    commands.channels.remove()
    assert list(sheet.names) == ["Local SEO", "Google text ads", "Radio & TV", "Local print"]
    for _ in range(4):
        window.bench.model.undo()
    assert list(sheet.names) == ["Local SEO", "Google text ads", "Radio & TV", "Local print"]


def test_every_action_is_reachable_explained_and_alone_on_its_keys(window: MainWindow) -> None:
    keys: dict[str, str] = {}
    in_menus = {id_ for _title, ids in MENUS for id_ in ids}
    actions = window.bench.actions_.action
    for record in ACTIONS:
        action = actions[record.id]
        assert record.id in in_menus, f"{record.id} stands in no menu"
        assert action.toolTip().startswith(record.tip) or record.id in ("undo", "redo")
        assert action.text()
        assert record.when in CONDITIONS
        for key in (*record.keys, *filter(None, [record.keys_shown])):
            assert key not in keys, f"{key}: {record.id} and {keys.get(key)}"
            keys[key] = record.id
    known = {record.id for record in ACTIONS} | {NEW, RECENT, COLUMNS, GROUP, SEPARATOR}
    assert in_menus <= known
    assert set(TOOLBAR) <= known


def test_every_menu_can_be_built_and_has_its_letters_once(window: MainWindow) -> None:
    menus = [action.menu() for action in window.bench.menu_bar.actions() if action.isVisible()]
    assert len(menus) == len(MENUS)
    window.bench.commands.templates.fill_new_menu(window.bench.new_menu)
    for menu in (*menus, window.bench.new_menu):
        assert isinstance(menu, QMenu)
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert texts
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text.replace("&&", "")]
        assert len(letters) == len(set(letters)), texts


def test_every_toolbar_button_has_a_name_and_a_tooltip(window: MainWindow) -> None:
    for button in (*window.bench.toolbar.buttons, window.bench.toolbar.theme_button):
        assert button.accessibleName()
        assert button.toolTip()


def test_the_grid_shows_what_a_fresh_calculation_gives(window: MainWindow) -> None:
    model = window.bench.model
    assert model.session is not None
    assert model.view is not None
    assert model.figures is not None
    session = model.session
    fresh = Calculator(session.worksheet, session.catalog, session.calculator.as_of).figures(model.view)
    for id_ in ("spend", "cac", "roi"):
        assert model.figures.values(id_).tobytes() == fresh.values(id_).tobytes()


def test_narrow_windows_stack_the_cards_and_shorten_the_toolbar(window: MainWindow) -> None:
    window.resize(900, 600)
    window.grab()
    assert window.bench.cards.height() == 84
    window.resize(1440, 900)
    window.grab()
    assert window.bench.cards.height() == 72
