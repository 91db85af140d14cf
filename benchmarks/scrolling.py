"""The scrolling row of the speed table: a page down, painted, in the grid and in a stock QTableView in turns.

    .venv/bin/python benchmarks/scrolling.py [--rows N] [--seconds S]

Ours is the grid with its frozen column, header and totals row, and works out each page's texts when it shows it; the
baseline has the same texts ready, Qt's default delegate, and a window of the same size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import Missing, Pairs, Row, paired, plain
from start import NO_DISPLAY, display

ROWS = 100_000
LIMIT = 0.6
_SIZE = (1408, 720)
#: pages that are looked at, from the top; then from the top again
_PAGES = 200


def scrolling(seconds: float, rows: int = ROWS) -> Iterator[Row | Missing]:
    """A line without a screen and, where there is a display, one in a window."""
    yield _row("offscreen", {"QT_QPA_PLATFORM": "offscreen"}, seconds, rows)
    with display() as name:
        if name is None:
            yield Missing("Scrolling a page in a window", NO_DISPLAY)
        else:
            yield _row("X display", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name}, seconds, rows)


def _row(place: str, environment: dict[str, str], seconds: float, rows: int) -> Row:
    command = [sys.executable, __file__, "--rows", str(rows), "--seconds", str(seconds), "--measure"]
    out = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = [tuple(times) for times in json.loads(out.splitlines()[-1])]
    return Row(
        "Scrolling a page, totals row and frozen column",
        f"{rows:,} rows, {place}", *found, limit=LIMIT, against="stock QTableView",
    )  # fmt: skip


def measured(seconds: float, rows: int) -> Pairs:
    """Seconds of a page in ours and in the stock table."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
    from real_window import document, rest
    from stock_table import StockTable, Texts

    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

    application = QApplication(["roiapp", "-style", "fusion"])
    source = SessionModel()
    model = WorksheetModel(source)
    ours = WorksheetView(model, Theme(application, "light"))
    source.open(document(rows, 1), None)
    application.setStyleSheet("")  # it would make the baseline slow, and the grid paints itself
    ours.resize(*_SIZE)
    ours.show()
    rest(300)
    grid = ours.table
    page = grid.viewport().height() // grid.grid.row_height * grid.grid.row_height
    shown = min(rows, (_PAGES + 2) * page // grid.grid.row_height)
    # Of another model, so that the grid still has to work out what it shows.
    other = WorksheetModel(source)
    columns = range(other.columnCount())
    lines = [[other.text(row, column) for column in columns] for row in range(shown)]
    stock = StockTable(Texts(lines, rows, [str(other.headerData(i, _across())) for i in columns]), grid.grid.row_height)
    for column in columns:
        stock.setColumnWidth(column, grid.grid.width(column))
    stock.verticalHeader().hide()
    stock.setVerticalScrollMode(StockTable.ScrollMode.ScrollPerPixel)
    stock.resize(*_SIZE)
    stock.show()
    rest(300)

    def scroller(window: QWidget, bar: QScrollBar) -> Callable[[], None]:
        def scroll() -> None:
            bar.setValue(bar.value() + page if bar.value() < _PAGES * page else 0)
            QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)  # paints, and hands it to the screen

        return scroll

    return paired(
        scroller(ours, grid.verticalScrollBar()), scroller(stock, stock.verticalScrollBar()), seconds, pairs=(40, 400)
    )


def _across() -> object:
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measured(asked.seconds, asked.rows)))
    else:
        lines = list(scrolling(asked.seconds, asked.rows))
        print(plain([line for line in lines if isinstance(line, Row)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
