"""The ten minutes that docs/tutorial.md describes, gone with mouse and keys in a real window: its figures are there.

`STORY_PICTURES=folder` keeps the pictures of the document.
"""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.analysis import statistics
from roiapp.core.number_format import NumberFormat
from roiapp.language import tr
from roiapp.settings import Settings
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.forms.goal_seek_dialog import GoalSeekDialog
from roiapp.ui.lists import tutorial
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.lists.guide_pages import TUTORIAL
from roiapp.ui.look.background import at_once
from roiapp.ui.look.theme import Theme
from roiapp.ui.what_if.what_if_panel import WhatIfPanel
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.windows import Windows
from tests.ui.small_window import RecordedMessages, close_for_good
from tests.ui.test_two_minutes import click_tab

GUIDE = " ".join((Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8").split())
WRITE = NumberFormat("en", "USD")
Key, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
SEO, GOOGLE, RADIO, MAIL = 0, 1, 7, 9


def told(text: str) -> str:
    """A text as it stands in the document."""
    assert text in GUIDE, text
    return text


def keep(widget: QWidget, name: str) -> None:
    folder = os.environ.get("STORY_PICTURES")
    if folder:
        QTest.qWait(700)
        widget.grab().save(f"{folder}/{name}.png")


def click_cell(window: MainWindow, row: int, id_: str) -> None:
    """Onto a cell, with the mouse."""
    grid = window.bench.grid
    place = [column.id for column in grid.model.columns].index(id_) + 1
    index = grid.table.model().index(row, place)
    rect = grid.table.visualRect(index)
    assert rect.isValid()
    QTest.mouseClick(grid.table.viewport(), LEFT, pos=rect.center())
    assert grid.current_figure() == (row, id_)


def to_the_cells(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.bench.grid.setFocus()
    qtbot.waitUntil(window.bench.grid.table.hasFocus)


def line(window: MainWindow) -> str:
    return " ".join("".join(piece.text for piece in window.bench.explain.explained.pieces).split())


def total(window: MainWindow, id_: str) -> str:
    figures = window.bench.model.figures
    assert figures is not None
    value = figures.total_figure(id_)
    return WRITE.text(value, figures.catalog.record(id_).unit)


def cell(window: MainWindow, row: int, id_: str) -> str:
    grid = window.bench.grid
    return grid.model.look(row, [column.id for column in grid.model.columns].index(id_) + 1)[0]


def test_the_ten_minutes(window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path) -> None:
    # 1. The sample, from the menu.
    window.resize(1440, 900)
    window.bench.actions_.action["sample"].trigger()
    shown = next((each for each in window.windows.in_order() if each is not window), window)
    shown.resize(1440, 900)
    bench, grid = shown.bench, shown.bench.grid
    qtbot.waitUntil(lambda: grid.model.channels == int(told("11 channels").split()[0]))
    for row, name in ((SEO, "Local SEO"), (GOOGLE, "Google text ads"), (RADIO, "Radio & TV"), (MAIL, "Direct mail")):
        assert grid.model.name(row) == told(name)
    panel = bench.show_charts()
    bench.show_findings()
    assert panel is not None
    statistics.load()
    bench.model.set_ranges_ready()
    to_the_cells(shown, qtbot)
    assert bench.model.view is not None
    assert bench.model.view.text() == told("Sep 2026")
    keep(shown, "tutorial_1_light")

    # 2. The cards.
    cards = {card.content.label: card.content.value for card in bench.cards.cards}
    for label, text in (("Total spend", "$6,880"), ("Cost per lead", "$37.39"), ("CAC", "$88.21"),
                        ("ROI on gross profit", "+111%")):  # fmt: skip
        assert cards[label] == told(f"**{text}**").strip("*")

    # 3. A figure typed, and taken back.
    click_cell(shown, RADIO, "customers")
    before = cell(shown, RADIO, "roi")
    qtbot.keyClicks(grid.table, told("`6`").strip("`"))
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert told(f"from **{before}** to **{cell(shown, RADIO, 'roi')}**")
    qtbot.keyClick(grid.table, Key.Key_Z, CTRL)
    assert cell(shown, RADIO, "roi") == before == "−48%"

    # 4. Blank, then zero.
    click_cell(shown, MAIL, "leads")
    qtbot.keyClick(grid.table, Key.Key_Delete)
    assert cell(shown, MAIL, "cost_per_lead") == "–"
    grid.go_to(MAIL, "cost_per_lead")
    assert any("Leads missing" in chip.text for chip in bench.explain.explained.chips)
    assert told(f"leaves this channel out: **{total(shown, 'cost_per_lead')}**")
    click_cell(shown, MAIL, "leads")
    qtbot.keyClicks(grid.table, told("`0`").strip("`"))
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert told(f"counts in the total, **{total(shown, 'cost_per_lead')}**")
    for _ in range(2):
        qtbot.keyClick(grid.table, Key.Key_Z, CTRL)
    assert total(shown, "cost_per_lead") == "$37.39"

    # 5. How it comes about, a name followed by keys, the page.
    click_cell(shown, GOOGLE, "cac")
    assert line(shown) == f"= {told('Spend ÷ Customers = $1,380 ÷ 13 = $106.15')}"
    keep(shown, "tutorial_5_light")
    bench.explain.grab()
    qtbot.keyClick(grid.table, Key.Key_F6)
    assert bench.explain.hasFocus()
    qtbot.keyClick(bench.explain, Key.Key_Right)
    qtbot.keyClick(bench.explain, Key.Key_Return)
    assert grid.current_figure() == (GOOGLE, "customers")
    click_cell(shown, GOOGLE, "cac")
    qtbot.keyClick(grid.table, Key.Key_F1)
    (guide,) = shown.findChildren(FigureWindow)
    assert guide.id == "cac"
    assert "= $1,380 ÷ 13" in guide.browser.toPlainText()
    guide.close()
    to_the_cells(shown, qtbot)

    # 6. How sure it is, of a month and of a quarter.
    def ranges(low: str, high: str) -> bool:
        assert told(f"**{low}** to **{high}**")
        return any(f"{low}–{high}" in chip.text for chip in bench.explain.explained.chips)

    qtbot.waitUntil(lambda: ranges("$62", "$199"))
    click_tab(shown, qtbot, told("Q3 2026"))
    qtbot.waitUntil(lambda: ranges("$81", "$156"))
    assert told(f"With {cell(shown, GOOGLE, 'customers')} customers it is")

    # 7. What the numbers say.
    findings = bench.findings
    assert findings is not None
    qtbot.waitUntil(lambda: any(each.id == "loses" for each in findings._watch.findings or ()), timeout=20_000)
    (loses,) = [each for each in findings._watch.findings or () if each.id == "loses"]
    assert loses.claim == told("Radio & TV loses money").replace("loses money", "loses money.")
    for text in ("$3,400", "$1,664"):
        assert told(f"**{text}**").strip("*") in loses.text
    keep(bench.below, "tutorial_7_light")

    # 8. What it would take.
    click_tab(shown, qtbot, "Sep 2026")
    click_cell(shown, RADIO, "roi")
    to_the_cells(shown, qtbot)
    qtbot.keyClick(grid.table, Key.Key_K, CTRL_SHIFT)
    (seek,) = [each for each in shown.findChildren(GoalSeekDialog) if each.isVisible()]
    assert seek.question.target.text() == told("**0%**").strip("*")
    qtbot.waitUntil(lambda: "Customers" in seek.answer.headline.text())
    assert told("from **3** to **6**").replace("*", "") in seek.answer.headline.text().replace("\u2060", "")
    keep(seek, "tutorial_8_light")
    qtbot.keyClick(seek, Key.Key_Escape)

    # 9. Tried, and left as it was.
    to_the_cells(shown, qtbot)
    qtbot.keyClick(grid.table, Key.Key_W, CTRL_SHIFT)
    trying = shown.findChild(WhatIfPanel)
    assert trying is not None
    qtbot.waitUntil(trying.isVisible)
    for place in (SEO, RADIO):
        field = trying.list.rows[place].field
        QTest.mouseClick(field, LEFT)
        field.selectAll()
        QTest.keyClicks(field, told("`$1,000`").strip("`"))
        QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: trying.ranges.text() != "")
    assert trying.results.lines[-1].now == told("**+119%**").strip("*")
    keep(shown, "tutorial_9_light")
    bench.actions_.action["base_case"].trigger()
    assert total(shown, "roi") == told("instead of +111%").split()[-1]
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.value("spend", 11, SEO) == 800

    # 10. The workbook.
    messages.place = tmp_path / "client.xlsx"
    to_the_cells(shown, qtbot)
    qtbot.keyClick(grid.table, Key.Key_E, CTRL_SHIFT)
    qtbot.waitUntil((tmp_path / "client.xlsx").exists)
    book = openpyxl.load_workbook(tmp_path / "client.xlsx")
    formulas = [str(each.value) for sheet in book for row in sheet.iter_rows() for each in row]
    assert sum(text.startswith("=") for text in formulas) > 11 * 6


def test_the_same_text_is_in_the_program_with_the_names_of_the_commands(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.actions_.action["tutorial"].trigger()
    (guide,) = window.findChildren(FigureWindow)
    assert (guide.id, guide.windowTitle()) == (TUTORIAL, "Ten minutes with the sample")
    said = " ".join(guide.browser.toPlainText().split())
    steps = [part.partition("\n") for part in (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
             .split("\n## ")[1:]]  # fmt: skip
    assert len(steps) == len(tutorial.STEPS) == 10
    for heading, _, text in steps:
        assert heading in said
        first = text.strip().split("\n")[0].replace("*", "").replace("`", "")
        assert first in said
    for record in ACTIONS:
        if record.id in ("sample", "export", "what_if", "base_case", "start_page"):
            assert told(tr(record.text).replace("&", "").rstrip("…")), record.id
    guide.close()


def test_it_is_there_before_anything_is_open(qtbot: QtBot, light_theme: Theme, messages: RecordedMessages) -> None:
    windows = Windows(light_theme, at_once, lambda error: pytest.fail(repr(error)), messages)
    empty = MainWindow(light_theme, Settings(theme="light"), at_once, lambda error: pytest.fail(repr(error)), windows)
    empty.furnish(messages)
    with qtbot.waitExposed(empty):
        empty.show()
    empty.bench.actions_.action["tutorial"].trigger()
    (guide,) = empty.findChildren(FigureWindow)
    assert guide.id == TUTORIAL
    guide.show_figure("cac")
    assert "With figures of the sample\nLocal SEO · Sep 2026" in guide.browser.toPlainText()
    assert not guide.go.isVisible()
    guide.close()
    close_for_good(empty)


def test_pictures_of_the_document_are_there() -> None:
    folder = Path(__file__).parents[2] / "docs" / "images"
    wanted = [f"{step.picture}.png" for step in tutorial.STEPS if step.picture]
    assert len(wanted) == 5
    assert [name for name in wanted if not (folder / name).is_file()] == []
