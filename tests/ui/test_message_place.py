"""Notices pass without moving anything; what stays has a place of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.window.main_window import MainWindow

LONG = "The figures went to the columns that the header row names, and some could not be read. " * 3


def top_of_cells(window: MainWindow) -> int:
    QApplication.processEvents()
    return window.bench.grid.table.viewport().mapTo(window, QPoint(0, 0)).y()


def test_a_notice_lies_over_the_foot_and_the_cells_stay_where_they_are(window: MainWindow) -> None:
    bench, before = window.bench, top_of_cells(window)
    bar = bench.message_bar
    bar.show_message("Sorted.", "notice")
    assert top_of_cells(window) == before
    assert bar.isVisible()
    assert bench.rect().contains(bar.geometry())
    assert bar.geometry().bottom() < bench.tabs.y()
    assert abs(bar.geometry().center().x() - bench.width() // 2) <= 1
    bar.close_message()
    assert top_of_cells(window) == before


def test_a_long_one_is_read_whole_in_a_narrow_window(window: MainWindow) -> None:
    bench, bar = window.bench, window.bench.message_bar
    bar.show_message(LONG, "notice")
    window.resize(900, 600)
    QApplication.processEvents()
    assert bar.width() <= bench.width()
    assert bench.rect().contains(bar.geometry())
    assert bar.label.height() >= bar.label.heightForWidth(bar.label.width())
    assert bar.geometry().bottom() < bench.tabs.y()


def test_an_error_has_a_place_of_its_own_until_it_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    bench, before = window.bench, top_of_cells(window)
    bar = bench.message_bar
    bar.show_message("The disk is full.", "error")
    assert top_of_cells(window) > before
    assert bar.geometry().bottom() < bench.cards.geometry().top()
    bar.show_message("Sorted.", "notice")  # passes, and the error comes back
    assert top_of_cells(window) == before
    bar.close_message()
    assert bar.text == "The disk is full."
    assert top_of_cells(window) > before
    bar.close_message()
    assert top_of_cells(window) == before


def test_what_is_waited_for_moves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    before, given_up = top_of_cells(window), []
    bar = window.bench.message_bar
    bar.show_waiting("Opening year.csv…", lambda: given_up.append(True))
    assert top_of_cells(window) == before
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert given_up == [True]
    bar.end_waiting()
    assert not bar.isVisible()
