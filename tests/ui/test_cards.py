"""The figure cards: which figures stand on them, chosen, moved and put back with keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetSettings
from roiapp.ui.bars.card_contents import contents
from roiapp.ui.bars.cards import CardsRow
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.window.main_window import MainWindow

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
USUAL = DocumentSettings().cards


def row(window: MainWindow) -> CardsRow:
    return window.bench.cards


def chosen(window: MainWindow) -> tuple[str, ...]:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.settings.cards


def labels(window: MainWindow) -> list[str]:
    row(window).refresh()
    return [card.content.label for card in row(window).cards]


def figures_list(window: MainWindow) -> CommandPalette:
    return next(each for each in window.findChildren(CommandPalette) if each.isVisible())


def menu(window: MainWindow, place: int) -> QMenu:
    """Bring the menu up by the menu key."""
    card = row(window).cards[place]
    card.setFocus()
    at = card.mapToGlobal(QPoint(1, 1))
    QApplication.sendEvent(card, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), at))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def pick(shown: QMenu, text: str, qtbot: QtBot) -> None:
    action = next(each for each in shown.actions() if each.text().replace("&", "") == text)
    assert action.isEnabled()
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.actionGeometry(action).center())


def test_another_figure_is_chosen_with_keys_alone_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    row(window).focus_card(1)
    qtbot.keyClick(row(window).cards[1], Key.Key_Return)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    qtbot.keyClick(shown, Key.Key_F)
    palette = figures_list(window)
    qtbot.keyClicks(palette.field, "visits")
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert chosen(window) == ("spend", "visits", "cost_per_lead", "cac", "gross_return", "roi")
    assert labels(window)[1] == "Visits"
    assert row(window).cards[1].content.value == "2,617.2"
    assert row(window).cards[1].hasFocus()
    assert window.bench.actions_.action["undo"].text() == "&Undo Choose the cards"
    window.bench.commands.editing.undo()
    assert chosen(window) == USUAL


def test_a_figure_that_stands_on_a_card_is_not_offered_twice(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.actions_.action["choose_card"].trigger()
    palette = figures_list(window)
    qtbot.keyClicks(palette.field, "roi on gross")
    entry = palette.entries.entries[0]
    assert (entry.text, entry.why) == ("ROI on gross profit", "Stands on a card already.")
    qtbot.keyClick(palette.field, Key.Key_Escape)
    assert chosen(window) == USUAL


def test_all_figures_are_listed_by_block_and_each_can_stand_on_a_card(window: MainWindow, qtbot: QtBot) -> None:
    entries = window.bench.commands.cards.figures(0, "")
    blocks = [entry.detail for entry in entries]
    assert blocks == sorted(blocks, key=list(dict.fromkeys(blocks)).index)
    assert blocks[0] == "Core"
    assert not [entry.text for entry in entries if entry.text == "ROI"]
    model = window.bench.model
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == len(ids) > 80
    for start in range(0, len(ids), 6):
        model.apply(SetSettings.of(cards=tuple(ids[start : start + 6])))
        assert all(content.label and content.hint for content in contents(model))


def test_cards_move_with_alt_and_arrows_and_by_their_menu(window: MainWindow, qtbot: QtBot) -> None:
    row(window).focus_card(0)
    qtbot.keyClick(row(window).cards[0], Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert chosen(window)[:2] == ("leads", "spend")
    assert row(window).cards[1].hasFocus()
    pick(menu(window, 1), "Move left", qtbot)
    assert chosen(window) == USUAL
    left = next(each for each in menu(window, 0).actions() if "left" in each.text())
    assert not left.isEnabled()


def test_as_usual_takes_the_headline_of_the_document(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.apply(SetSettings.of(cards=("visits", "leads"), headline="revenue_roi"))
    assert labels(window) == ["Visits", "Leads"]
    pick(menu(window, 0), "Cards as usual", qtbot)
    assert chosen(window) == (*USUAL[:-1], "revenue_roi")
    assert labels(window)[-1] == "ROI on revenue"
    assert len(row(window).cards) == 6


def test_figures_that_nobody_knows_leave_the_usual_ones(window: MainWindow) -> None:
    window.bench.model.apply(SetSettings.of(cards=("gone",)))
    assert labels(window)[0] == "Total spend"
    window.bench.model.apply(SetSettings.of(cards=("gone", "leads")))
    assert labels(window) == ["Leads"]
    assert row(window).cards[0].width() == row(window).width()


def test_arrows_lead_round_the_cards_and_the_focus_shows_the_button(window: MainWindow, qtbot: QtBot) -> None:
    cards = row(window).cards
    row(window).focus_card(5)
    qtbot.keyClick(cards[5], Key.Key_Right)
    assert cards[0].hasFocus()
    assert cards[0].button.isVisible()
    assert not cards[5].button.isVisible()
    qtbot.keyClick(cards[0], Key.Key_Left)
    assert cards[5].hasFocus()


def test_tab_reaches_the_cards(window: MainWindow, qtbot: QtBot) -> None:
    assert all(card.focusPolicy() & Qt.FocusPolicy.TabFocus for card in row(window).cards)
    assert all(card.accessibleName() for card in row(window).cards)


def test_the_button_under_the_pointer_brings_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    card = row(window).cards[2]
    card.setFocus()
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    shown.close()
