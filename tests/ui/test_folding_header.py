"""Titles of columns in two lines: where they break, and only where one line has no room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from roiapp.ui.look.calm_table import CalmTable
from roiapp.ui.look.folding_header import folded
from roiapp.ui.look.theme import Theme

HEADS = ("Channel", "Days to opportunity", "Sales acceptance")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("SQL → opportunity", "SQL →\nopportunity"),
        ("Gross profit per MQL", "Gross profit\nper MQL"),
        ("View → lead", "View →\nlead"),
        ("Win rate", "Win rate"),
        ("Telefonverkaufsabteilung", "Telefonverkaufsabteilung"),
        ("", ""),
    ],
)
def test_a_title_breaks_between_words_in_the_middle(title: str, lines: str) -> None:
    assert folded(title) == lines
    assert lines.replace("\n", " ") == title


def test_titles_fold_only_where_they_have_to(qtbot: QtBot, light_theme: Theme) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    model = QStandardItemModel(1, len(HEADS), place)
    model.setHorizontalHeaderLabels(HEADS)
    table = CalmTable(light_theme, model, {0: 1}, place, folding=True)
    place.show()
    table.resize(900, 200)
    table.fit({})
    assert table.horizontalHeader().height() == 28
    wide = [table.columnWidth(column) for column in range(3)]
    table.resize(330, 200)
    assert table.horizontalHeader().height() == 44
    assert sum(table.columnWidth(column) for column in range(3)) <= table.viewport().width()
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "Days to opportunity"  # whole, for whoever asks
    table.resize(900, 200)
    assert table.horizontalHeader().height() == 28
    assert [table.columnWidth(column) for column in range(3)] == wide
