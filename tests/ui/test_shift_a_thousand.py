"""The way that docs/shift_a_thousand.md describes, gone with mouse and keys in a real window: its figures are there.

`STORY_PICTURES=folder` keeps the pictures of the document.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.analysis import statistics
from roiapp.ui.lists.matters_window import MattersWindow
from roiapp.ui.lists.scenarios_window import ScenariosWindow
from roiapp.ui.what_if.what_if_panel import WhatIfPanel
from roiapp.ui.window.main_window import MainWindow

GUIDE = (Path(__file__).parents[2] / "docs" / "shift_a_thousand.md").read_text("utf-8")
LEFT = Qt.MouseButton.LeftButton
SEO, RADIO = 0, 7


def told(text: str) -> str:
    """A text as it stands in the document."""
    assert text in " ".join(GUIDE.split()), text
    return text


def keep(widget: object, name: str) -> None:
    folder = os.environ.get("STORY_PICTURES")
    if folder:
        QTest.qWait(700)
        widget.grab().save(f"{folder}/{name}.png")  # type: ignore[attr-defined]


def type_in(panel: WhatIfPanel, place: int, text: str) -> None:
    field = panel.list.rows[place].field
    QTest.mouseClick(field, LEFT)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_way_from_the_question_to_how_sure(window: MainWindow, qtbot: QtBot) -> None:
    # 1. The sample, the quarter, the sliders.
    window.resize(1440, 900)
    bench = window.bench
    bench.actions_.action["sample"].trigger()
    shown = next((each for each in window.windows.in_order() if each is not window), window)
    shown.resize(1440, 900)
    bench = shown.bench
    qtbot.waitUntil(lambda: bench.grid.model.channels == 11)
    bench.show_charts()
    bench.show_findings()
    statistics.load()
    bench.model.set_ranges_ready()
    bench.model.set_view(next(view for view in bench.model.views if view.text() == told("Q3 2026")))
    bench.actions_.action["what_if"].trigger()
    panel = shown.findChild(WhatIfPanel)
    assert panel is not None
    qtbot.waitUntil(panel.isVisible)

    # 2. A thousand more for SEO, a thousand less for radio.
    type_in(panel, SEO, told("3400"))
    type_in(panel, RADIO, told("2400"))
    qtbot.waitUntil(lambda: panel.ranges.text() != "")
    figures = bench.model.figures
    assert figures is not None
    write = bench.model.number_format
    for id_, text in (("leads", "577.7"), ("gross_profit", "$44,312"), ("roi", "+119%")):
        value = figures.total_figure(id_)
        assert value is not None
        assert write.text(value, figures.catalog.record(id_).unit) == told(text)
    line = panel.results.lines[-1]
    assert (line.now, line.change, line.changes) == (told("+119%"), told("+14 pts"), told("+9 pts to +19 pts"))
    keep(shown, "shift_1_light")

    # 3. What it says.
    said = bench.findings
    assert said is not None
    qtbot.waitUntil(lambda: said.title.text() == told("What the scenario says"), timeout=20_000)
    found = said._watch.findings
    assert found is not None
    assert [each.id for each in found] == ["scenario_gain", "scenario_range", "scenario_untested"]
    assert found[1].claim == told("More gross profit across the whole assumed range.")
    assert found[1].text == told("$1,908 more at elasticity 0.5, $3,759 more at 0.9.")
    assert found[2].claim == told("Untested: Local SEO never had more than $2,470.")
    assert found[2].text.endswith(told("Try $300 more first, and look again."))
    keep(bench.below, "shift_2_light")

    # 4. How likely the money comes back at all.
    bench.grid.go_to(None, "roi")
    bench.actions_.action["matters"].trigger()
    (matters,) = shown.findChildren(MattersWindow)
    matters.choose("risk")
    chance = told("The money comes back in more than 99 of 100 cases.")
    qtbot.waitUntil(lambda: matters.answer.headline.text() == chance, timeout=20_000)
    assert told("between +103% and +144%") in matters.answer.detail.text()
    keep(matters, "shift_3_light")
    matters.close()

    # 5. Kept and compared.
    bench.actions_.action["scenarios"].trigger()
    (compared,) = shown.findChildren(ScenariosWindow)
    qtbot.waitUntil(lambda: not compared.compared.busy, timeout=20_000)
    keep(compared, "shift_4_light")
    assert QApplication.activeModalWidget() is None
