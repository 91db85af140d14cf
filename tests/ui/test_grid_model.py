"""What the grid's model announces, and how little it does for it: smallest changes, columns of records, big sheets."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.metrics import Metric
from roiapp.core.units import MONEY_EACH
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet import cell_looks
from roiapp.ui.sheet.grid_columns import grid_columns
from roiapp.ui.sheet.worksheet_model import WorksheetModel
from tests.ui.grid_window import CAC, CPL, NAMES, ROI, SPEND, VISITS, Window, open_window, picture, two_months


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def source(qapp: QApplication) -> SessionModel:
    source = SessionModel()
    source.open(picture(), None)
    return source


@pytest.fixture
def model(source: SessionModel) -> WorksheetModel:
    return WorksheetModel(source)


def announced(model: WorksheetModel) -> list[tuple[int, int, int, int]]:
    """The list that collects (top, left, bottom, right) of every change from now on."""
    changes: list[tuple[int, int, int, int]] = []

    def note(top_left: QModelIndex, bottom_right: QModelIndex, _roles: list[int]) -> None:
        changes.append((top_left.row(), top_left.column(), bottom_right.row(), bottom_right.column()))

    model.dataChanged.connect(note)
    return changes


def looked_at(model: WorksheetModel) -> None:
    """Show every cell, as painting does."""
    for column in range(1, model.columnCount()):
        model.run(column, 0)


def test_an_edit_announces_only_the_cells_that_depend_on_it(source: SessionModel, model: WorksheetModel) -> None:
    looked_at(model)
    changes = announced(model)
    source.apply(SetCells.one("spend", 0, 3, 5000.0))
    assert changes == [(3, SPEND, 3, SPEND), (3, CPL, 3, CAC), (3, ROI, 3, ROI)]


def test_the_first_figure_of_a_row_announces_the_whole_row(source: SessionModel, model: WorksheetModel) -> None:
    from roiapp.core.channel_edits import AddChannels

    source.apply(AddChannels.at_end(source.worksheet, ["Flyers"]))  # type: ignore[arg-type]
    looked_at(model)
    changes = announced(model)
    source.apply(SetCells.one("spend", 0, 11, 5.0))
    assert changes == [(11, 1, 11, ROI)]


def test_another_view_announces_everything_once(source: SessionModel, model: WorksheetModel) -> None:
    source.open(two_months(), None)
    changes = announced(model)
    source.set_view(next(view for view in source.views if view != source.view))
    assert changes == [(0, 0, 11, ROI)]


def test_qt_finds_no_fault_with_the_model(source: SessionModel, model: WorksheetModel, qapp: QApplication) -> None:
    from roiapp.core.channel_edits import AddChannels, RemoveChannels

    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    source.apply(AddChannels.at_end(source.worksheet, ["Flyers", "Fairs"]))  # type: ignore[arg-type]
    source.apply(RemoveChannels((0, 3)))
    source.apply(SetCells.one("revenue", 0, 0, 5000.0))
    source.undo()
    assert model.rowCount() == 12
    tester.deleteLater()


def test_a_metric_added_as_a_record_stands_in_the_grid() -> None:
    own = Metric(
        "profit_per_lead",
        "Profit per lead",
        "gross_profit / leads",
        MONEY_EACH,
        "up",
        "lagging",
        "core",
        "Help.",
        "Own",
    )
    columns = grid_columns(standard().extended(metrics=[own]))
    assert columns[-1].record is own
    assert not columns[-1].is_input


def test_columns_of_a_new_document_and_of_more_blocks() -> None:
    ids = [column.id for column in grid_columns(standard())]
    assert ids == [
        "spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin",
        "conversion_rate", "cost_per_lead", "cac", "gross_return", "gross_profit", "roi",
    ]  # fmt: skip
    more = [column.id for column in grid_columns(standard(), ("core", "full_cost"), {"revenue"})]
    assert {"fees", "hours", "hourly_rate", "revenue", "total_cost"} <= set(more)
    assert more.index("revenue") < more.index("conversion_rate")


def test_a_hidden_field_appears_when_it_is_used_and_goes_with_undo(source: SessionModel, model: WorksheetModel) -> None:
    source.apply(SetCells.one("revenue", 0, 0, 5000.0))
    assert "revenue" in [column.id for column in model.columns]
    source.undo()
    assert "revenue" not in [column.id for column in model.columns]
    source.apply(SetSettings.of(blocks=("core", "audience")))
    assert "impressions" in [column.id for column in model.columns]


def test_what_assistive_tools_are_told(model: WorksheetModel) -> None:
    role = Qt.ItemDataRole
    assert model.data(model.index(1, CAC), role.AccessibleTextRole) == (
        "Google text ads, Customer acquisition cost (CAC): $110.53"
    )
    assert model.data(model.index(1, 0), role.DisplayRole) == "Google text ads"
    assert model.headerData(CAC, Qt.Orientation.Horizontal) == "CAC"
    assert "What one new customer cost." in model.headerData(CAC, Qt.Orientation.Horizontal, role.ToolTipRole)
    assert "Visits" in model.data(model.index(8, 7), role.ToolTipRole)
    assert model.index(0, SPEND).flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(0, CAC).flags() & Qt.ItemFlag.ItemIsEditable


def test_set_data_edits_as_typing_does(source: SessionModel, model: WorksheetModel) -> None:
    assert model.setData(model.index(0, SPEND), "$3,000")
    assert source.worksheet is not None
    assert source.worksheet.value("spend", 0, 0) == 3000
    assert not model.setData(model.index(0, SPEND), "many")


def test_totals_say_what_they_leave_out(model: WorksheetModel) -> None:
    assert model.total_look(SPEND) == ("$20,250", cell_looks.PLAIN)
    assert model.total_look(ROI) == ("+105%", cell_looks.GOOD)
    assert model.coverage(VISITS) == "7 of 11"
    assert model.coverage(SPEND) == ""
    assert "Radio & TV" in model.coverage_sentence(VISITS)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many figures were put into words."""
    count = [0]
    write = cell_looks.CellLooks._text

    def counting(self: cell_looks.CellLooks, *figure: object) -> str:
        count[0] += 1
        return write(self, *figure)  # type: ignore[arg-type]

    monkeypatch.setattr(cell_looks.CellLooks, "_text", counting)
    return count


def large(rows: int) -> Worksheet:
    sheet = build([f"Channel {number}" for number in range(rows)])
    for name in ("spend", "visits", "leads", "customers"):
        sheet.columns[name] = np.full((1, rows), 100.0)
    return sheet


def test_a_large_document_costs_what_is_looked_at(qtbot: QtBot, theme: Theme, counted: list[int]) -> None:
    source = SessionModel()
    source.open(large(100_000), None)
    window = open_window(qtbot, theme, None)
    model = WorksheetModel(source)
    window.table.setModel(model)
    assert model.rowCount() == 100_001
    assert counted[0] < 2_000
    model.look(60_000, CAC)
    assert counted[0] < 2_000
    counted[0] = 0
    changes = announced(model)
    source.apply(SetCells.one("spend", 0, 60_000, 7.0))
    assert counted[0] == 0
    assert sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in changes) < 20


def test_selecting_everything_is_one_range(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, large(50_000))
    window.table.selectAll()
    assert window.table.selectionModel().selection().count() == 1
    window.key(Qt.Key.Key_Delete)
    assert window.undo_steps == 1
    assert np.isnan(window.sheet.columns.get("spend", np.array([np.nan]))).all()


def test_the_grid_stands_before_numpy_is_there() -> None:
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from roiapp.ui.look.theme import Theme\n"
        "from roiapp.ui.model.session_model import SessionModel\n"
        "from roiapp.ui.sheet.worksheet_model import WorksheetModel\n"
        "from roiapp.ui.grid.worksheet_view import WorksheetView\n"
        "view = WorksheetView(WorksheetModel(SessionModel()), Theme(app, 'light'))\n"
        "view.resize(1400, 400); view.show(); view.grab()\n"
        "print(view.model.columnCount(), 'numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["13", "False"]


def test_names_are_read_not_copied(window_of_picture: Window) -> None:
    assert [window_of_picture.text(row, 0) for row in range(11)] == NAMES


@pytest.fixture
def window_of_picture(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())
