"""What is done with very many rows at once is not done row by row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells, leaves
from roiapp.core.periods import base_view
from roiapp.core.units import NumberFormat
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet import grid_edits
from roiapp.ui.sheet.arrangement import Sort
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.row_order import RowOrder
from tests.ui.grid_window import CTRL, CUSTOMERS, SPEND, open_window

ROWS = 12_000


@pytest.fixture
def many() -> Worksheet:
    return build([f"Channel {n}" for n in range(ROWS)], {"spend": [float(n) for n in range(ROWS)]})


@pytest.fixture
def one_by_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(grid_edits.Cells, "add", None)
    monkeypatch.setattr(RowOrder, "row", lambda *_: pytest.fail("rows are looked up one by one"))
    return iter(())


def _spend(sheet: Worksheet) -> Column:
    return Column(standard().field["spend"], True, base_view(sheet.periods, 0))


@pytest.mark.usefixtures("one_by_one_is_refused")
def test_cleared_filled_and_entered_as_a_whole(many: Worksheet) -> None:
    column = _spend(many)
    (cleared,) = leaves(grid_edits.clear(many, [column], [range(ROWS)]))
    (filled,) = leaves(grid_edits.fill_down(many, [column], range(5, ROWS)))
    (entered,) = leaves(grid_edits.enter_everywhere([([column], range(ROWS))], "=2*3", NumberFormat("en", "USD")))
    for edit in (cleared, filled, entered):
        assert isinstance(edit, SetCells)
        assert not edit.periods.any()
    assert cleared.channels.tolist() == list(range(ROWS))
    assert np.isnan(cleared.values).all()
    assert filled.channels.tolist() == list(range(6, ROWS))
    assert set(filled.values.tolist()) == {5.0}
    assert filled.expressions is None
    assert set(entered.values.tolist()) == {6.0}
    assert len(entered.expressions or ()) == ROWS


def test_a_column_filled_while_sorted_is_told_as_a_whole(
    qtbot: QtBot, light_theme: Theme, many: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, light_theme, many)
    window.view.rows.sort(Sort("spend", descending=True))
    window.go(0, SPEND)
    window.key(" ", CTRL)
    told: list[tuple[int, int]] = []
    window.model.dataChanged.connect(lambda top, bottom, *_: told.append((top.row(), bottom.row())))
    lookups: list[int] = []
    row = RowOrder.row
    monkeypatch.setattr(RowOrder, "row", lambda self, channel: (lookups.append(channel), row(self, channel))[1])
    window.key("d", CTRL)
    assert window.typed("spend", 7) == ROWS - 1
    assert (0, ROWS - 1) in told
    assert len(lookups) < 100
    assert window.text(4, SPEND) == window.text(0, SPEND)


def test_a_copy_of_very_many_cells_is_text_alone(
    qtbot: QtBot, light_theme: Theme, many: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QGuiApplication

    from roiapp.ui.grid import grid_clipboard

    window = open_window(qtbot, light_theme, many)
    window.select(0, SPEND, 30, SPEND)
    window.key("c", CTRL)
    few = QGuiApplication.clipboard().mimeData()
    assert few.hasHtml()
    by_cell = few.text()
    monkeypatch.setattr(grid_clipboard, "MOST_WITH_LOOKS", 20)
    window.key("c", CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    assert data.text() == by_cell
    window.select(0, 0, 30, CUSTOMERS)
    window.key("c", CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[3].split("\t")[:2] == ["Channel 3", "3"]


def test_more_than_that_is_refused_with_a_sentence(
    qtbot: QtBot, light_theme: Theme, many: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roiapp.ui.grid import grid_clipboard

    window = open_window(qtbot, light_theme, many)
    monkeypatch.setattr(grid_clipboard, "MOST_COPIED", 1_000)
    window.clipboard("as it was")
    window.select(0, SPEND, 1_500, SPEND)
    window.key("c", CTRL)
    assert window.notices[-1] == "That is too much for the clipboard. Export the worksheet instead."


def test_a_word_is_looked_for_in_names_alone(
    qtbot: QtBot, light_theme: Theme, many: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roiapp.ui.sheet.cell_search import Query, look_through

    window = open_window(qtbot, light_theme, many)
    asked: list[int] = []
    run = type(window.model).run
    monkeypatch.setattr(
        type(window.model), "run", lambda self, column, number: (asked.append(column), run(self, column, number))[1]
    )
    runs = list(look_through(window.model, Query("Channel 11999")))
    assert [place for found in runs for place in found] == [(11_999, 0)]
    assert not asked
    assert len(runs) <= 12
    for text in ("$1,190", "1190", "–"):
        found = {place for run_of in look_through(window.model, Query(text)) for place in run_of}
        assert ((1_190, SPEND) in found) == (text != "–")
        assert SPEND in asked
        asked.clear()
