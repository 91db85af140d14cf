"""The guide: its list, what is found by which words, forward and back, by keys alone, own figures, examples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp import language
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnField, OwnMetric
from roiapp.files.other_names import also_called
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.lists.guide_pages import MISTAKEN, TUTORIAL, PageEntry
from roiapp.ui.window.main_window import MainWindow

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


@pytest.fixture
def guide(window: MainWindow, qtbot: QtBot) -> FigureWindow:
    window.bench.grid.setFocus()
    window.bench.grid.go_to(0, "cac")
    window.bench.commands.figures.page()
    (found,) = window.findChildren(FigureWindow)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def listed(guide: FigureWindow) -> list[str]:
    return [row.id for row in guide.list.rows.rows if isinstance(row, PageEntry)]


def heads(guide: FigureWindow) -> list[str]:
    return [row for row in guide.list.rows.rows if isinstance(row, str)]


def chosen(guide: FigureWindow) -> str:
    row = guide.list.rows.rows[guide.list.view.currentIndex().row()]
    assert isinstance(row, PageEntry)
    return row.id


def looked_for(guide: FigureWindow, text: str) -> list[str]:
    guide.list.search.setText(text)
    return listed(guide)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_all_pages_stand_below_their_blocks_and_the_one_that_shows_is_chosen(guide: FigureWindow) -> None:
    catalog = standard()
    assert set(listed(guide)) == {TUTORIAL, MISTAKEN, *catalog.field, *catalog.metric}
    assert len(listed(guide)) == len(set(listed(guide)))
    assert heads(guide) == ["Begin here", "Core", "Full cost", "Audience", "Qualified leads", "Pipeline",
                            "Lifetime value", "Goals", "Books"]  # fmt: skip
    assert chosen(guide) == guide.id == "cac"
    guide.show_figure("leads")
    assert chosen(guide) == "leads"


#: what is typed, and pages of which one comes first and all are found
LOOKED_FOR = (
    ("cac", {"cac"}),
    ("cpa", {"cac", "cost_per_lead"}),
    ("cost per acquisition", {"cac", "cost_per_lead"}),
    ("roas", {"roas"}),
    ("gross profit", {"gross_profit"}),
    ("break even cust", {"break_even_customers"}),
    ("CTR", {"click_rate"}),
    ("aov", {"average_revenue_per_sale", "revenue_per_sale"}),
    ("churn", {"retention_rate"}),
    ("sessions", {"visits"}),
    ("averaging", {MISTAKEN}),
    ("ten minutes", {TUTORIAL}),
    ("lifetme value", {"ltv", "lifetime_revenue"}),
)


def test_words_find_pages_by_label_id_and_other_names(guide: FigureWindow) -> None:
    for words, first in LOOKED_FOR:
        found = looked_for(guide, words)
        assert found[0] in first, words
        assert first <= set(found), words
        assert heads(guide) == [], words
        assert chosen(guide) == found[0], words


def test_what_fits_nothing_says_so(guide: FigureWindow) -> None:
    assert looked_for(guide, "zebra") == []
    assert guide.list.nothing.isVisible()
    guide.list.search.clear()
    assert not guide.list.nothing.isVisible()
    assert chosen(guide) == "cac"


def test_words_of_the_language_in_use_find_pages(window: MainWindow) -> None:
    language.use("pl")
    try:
        window.bench.commands.figures.page_of("cac")
        (guide,) = window.findChildren(FigureWindow)
        assert looked_for(guide, "klienci")[0] == "customers"
        assert looked_for(guide, "wyświetlenia")[0] == "impressions"
        assert "odsłony reklam" in also_called(standard().field["impressions"])
        guide.close()
    finally:
        language.use("en")


# -- from page to page -------------------------------------------------------------------------------------------------


def test_back_and_forward_by_keys_as_in_a_browser(guide: FigureWindow, qtbot: QtBot) -> None:
    for id_ in ("customers", "leads"):
        guide.show_figure(id_)
    said = []
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Right):
        qtbot.keyClick(guide, key, ALT)
        said.append((guide.id, guide.back.isEnabled(), guide.forward.isEnabled()))
    assert said == [("customers", True, True), ("cac", False, True), ("cac", False, True), ("customers", True, True)]
    guide.show_figure("roi")
    assert not guide.forward.isEnabled(), "another way was taken"
    qtbot.mouseClick(guide.back, Qt.MouseButton.LeftButton)
    assert guide.id == "customers"


def test_it_is_searched_and_read_by_keys_alone(guide: FigureWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(guide, Key.Key_F, CTRL)
    search = guide.list.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "cost per")
    assert guide.id == "cac", "a page is turned to when it is asked for"
    qtbot.keyClick(search, Key.Key_Down)
    second = listed(guide)[1]
    assert chosen(guide) == second
    qtbot.keyClick(search, Key.Key_Return)
    assert guide.id == second
    qtbot.keyClick(search, Key.Key_Escape)
    assert (search.text(), guide.isVisible()) == ("", True)
    qtbot.keyClick(search, Key.Key_Tab)
    qtbot.keyClick(guide.list.view, Key.Key_Home)
    qtbot.keyClick(guide.list.view, Key.Key_Return)
    assert guide.id == TUTORIAL
    guide.browser.setFocus()
    qtbot.keyClick(guide.browser, Key.Key_Escape)
    qtbot.waitUntil(lambda: not guide.isVisible())


def test_a_page_of_texts_has_no_column_to_go_to(guide: FigureWindow) -> None:
    assert guide.go.isVisible()
    guide.show_figure(MISTAKEN)
    assert not guide.go.isVisible()
    said = guide.browser.toPlainText()
    assert "$200 for 100 buyers is $2 each" in said
    assert "An ROI" not in said
    assert "**" not in said
    assert guide.windowTitle() == "Well-known mistakes"
    assert "Customer acquisition cost (CAC) · Blended CAC" in said
    guide.browser.anchorClicked.emit(QUrl("figure:blended_cac"))
    assert guide.id == "blended_cac"


# -- what a page says --------------------------------------------------------------------------------------------------


def test_a_page_says_the_parts_the_limits_and_the_mistakes(guide: FigureWindow) -> None:
    said = guide.browser.toPlainText()
    order = ["How it comes about", "With your figures", "Spend: $960 · Customers: 21.6", "= Spend ÷ Customers",
             "= $960 ÷ 21.6", "= $44.44", "What it does not say", "It does not say what a customer is worth.",
             "Well-known mistakes", "Averaging rates", "How it totals", "What moves it", "Also called",
             "cost per acquisition", "Source"]  # fmt: skip
    places = [said.find(text) for text in order]
    assert -1 not in places
    assert places == sorted(places)


def test_where_the_cell_has_none_another_one_of_the_document_is_the_example(
    guide: FigureWindow, window: MainWindow, qtbot: QtBot
) -> None:
    window.bench.grid.go_to(2, "conversion_rate")  # radio has no visits
    guide.show_figure("conversion_rate")
    said = guide.browser.toPlainText()
    assert "Radio & TV · Conversion\nNot known yet: Visits missing.\nLocal SEO · Sep 2026\n" in said
    assert "With figures of the sample" not in said
    # July 37 and 1,157, September a fifth more
    assert "Leads: 44.4 · Visits: 1,388.4\n" in said
    window.bench.model.apply(SetCells.one("visits", 5, 2, 480.0))
    qtbot.waitUntil(lambda: "= 9.6 ÷ 480" in guide.browser.toPlainText())


def test_where_the_document_has_none_the_sample_is_the_example_and_says_so(guide: FigureWindow) -> None:
    guide.show_figure("ltv_to_cac")
    said = guide.browser.toPlainText()
    assert "With your figures\nLocal SEO · LTV : CAC\nNot known yet:" in said
    assert "With figures of the sample\nSearch engine (organic) · Sep 2026 · The sample: Northgate Controls\n" in said
    assert "LTV: $59,872 · CAC: $2,626.00\n= LTV ÷ CAC\n= $59,872 ÷ $2,626.00\n= 22.8×" in said


def test_figures_of_the_users_own_have_pages_until_they_are_gone(
    guide: FigureWindow, window: MainWindow, qtbot: QtBot
) -> None:
    field = OwnField("calls", "Calls", "count")
    metric = OwnMetric("per_call", "Cost per call", "spend / calls", "money_each")
    window.bench.model.apply(SetOwn((field,), (metric,)))
    window.bench.model.apply(SetCells.one("calls", 5, 0, 48.0))
    qtbot.waitUntil(lambda: "per_call" in listed(guide))
    assert listed(guide)[-2:] == ["calls", "per_call"]
    assert heads(guide)[-1] == "Your own"
    guide.show_figure("per_call")
    said = guide.browser.toPlainText()
    assert "= Spend ÷ Calls" in said
    assert "= $960 ÷ 48\n= $20.00" in said
    assert "Averaging rates" in said
    assert "What it does not say" not in said
    assert looked_for(guide, "per call")[0] == "per_call"
    guide.show_figure("calls")
    window.bench.model.undo()
    window.bench.model.undo()
    qtbot.waitUntil(lambda: not window.findChildren(FigureWindow))


# -- ways to it --------------------------------------------------------------------------------------------------------


def test_f1_on_a_name_in_the_line_opens_its_page(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "cac")
    bench.explain.grab()
    bench.explain.setFocus()
    qtbot.keyClick(bench.explain, Key.Key_Right)
    assert bench.explain.reached == "customers"
    qtbot.keyClick(bench.explain, Key.Key_F1)
    (guide,) = window.findChildren(FigureWindow)
    assert guide.id == "customers"
    guide.close()
    bench.grid.setFocus()
    assert bench.explain.reached == ""


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_name_in_the_line_offers_its_column_and_its_page(
    window: MainWindow, qtbot: QtBot, reason: QContextMenuEvent.Reason
) -> None:
    bar = window.bench.explain
    window.bench.grid.setFocus()
    window.bench.grid.go_to(0, "cac")
    bar.grab()
    if reason == QContextMenuEvent.Reason.Keyboard:
        bar.setFocus()
    place = bar._links[0][0].center()
    QApplication.sendEvent(bar, QContextMenuEvent(reason, place, bar.mapToGlobal(place)))
    (menu,) = bar.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["&Go to its column", "A&bout Spend"]
    menu.actions()[1].trigger()
    (guide,) = window.findChildren(FigureWindow)
    assert guide.id == "spend"
    guide.close()
    menu.close()


def test_beside_the_names_there_is_no_menu(window: MainWindow) -> None:
    bar = window.bench.explain
    bar.grab()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), bar.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(bar, event)
    assert not bar.findChildren(QMenu)


def test_shift_f1_opens_the_guide_at_the_field_for_words(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(1, "roi")
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (guide,) = window.findChildren(FigureWindow)
    assert guide.id == "roi"
    assert guide.focusWidget() is guide.list.search
    guide.show_figure("leads")
    bench.actions_.action["guide"].trigger()
    assert guide.id == "leads", "it stays where one was reading"
    guide.close()


def test_links_are_whole_and_lead_to_pages(guide: FigureWindow) -> None:
    """Every link of every page: its target is a page, its text what that is called."""
    catalog = standard()
    for id_ in listed(guide):
        guide.show_figure(id_)
        cursor = QTextCursor(guide.browser.document())
        while not cursor.atEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            href = cursor.charFormat().anchorHref()
            assert not href or href.removeprefix("figure:") in {*catalog.field, *catalog.metric}, (id_, href)
