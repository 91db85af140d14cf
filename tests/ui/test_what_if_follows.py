"""What the what-if panel does when something else is done meanwhile: what is being typed is not lost and lands nowhere
else, and channels, fields and periods may go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from roiapp.core.own_edits import SetOwn
from roiapp.core.scenario_edits import added, changes_of
from roiapp.core.scenarios import BASE
from roiapp.ui.what_if.slider_row import SliderRow
from roiapp.ui.what_if.what_if_panel import WhatIfPanel
from roiapp.ui.window.main_window import MainWindow
from tests.core.own_documents import FIELDS, METRICS
from tests.ui.test_what_if import move, panel, press, session_of, steps, value

__all__ = ["panel"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def begin_typing(row: SliderRow, text: str) -> None:
    row.field.setFocus()
    QTest.keyClicks(row.field, text)


def moved_cells(found: WhatIfPanel) -> list[tuple[int | None, float | None]]:
    """The key of the period and the figure of all that is set."""
    return [(each.period, each.value) for each in changes_of(session_of(found).worksheet) if each.kind == "set"]


def test_what_is_typed_is_of_the_period_it_was_typed_in(window: MainWindow, panel: WhatIfPanel) -> None:
    session, model = session_of(panel), window.bench.model
    model.set_view(next(view for view in model.views if view.periods == (4,)))  # August
    begin_typing(panel.list.rows[0], "999")
    window.bench.actions_.action["next_period"].trigger()
    assert model.view is not None
    assert model.view.periods == (5,)
    assert moved_cells(panel) == [(session.worksheet.periods[4].key, 999.0)]
    QTest.keyClick(panel.list.rows[0].field, Qt.Key.Key_Return)
    assert moved_cells(panel) == [(session.worksheet.periods[4].key, 999.0)]
    assert panel.list.rows[0].input.now == 960.0


def test_what_is_typed_is_given_up_where_the_period_goes_from_below_it(window: MainWindow, panel: WhatIfPanel) -> None:
    begin_typing(panel.list.rows[0], "999")
    model = window.bench.model
    model.set_view(next(view for view in model.views if view.periods == (4,)))
    assert panel.list.rows[0].field.text().startswith("880")
    QTest.keyClick(panel.list.rows[0].field, Qt.Key.Key_Return)
    assert steps(panel) == 0


def test_what_is_typed_is_of_the_scenario_it_was_typed_in(window: MainWindow, panel: WhatIfPanel) -> None:
    session = session_of(panel)
    edit, key = added(session.worksheet, "Plan")
    session.apply(edit)
    session.look_under(key)
    begin_typing(panel.list.rows[0], "999")
    window.bench.actions_.action["base_case"].trigger()
    assert session.scenario_key == BASE
    assert [(each.scenario, each.value) for each in changes_of(session.worksheet) if each.kind == "set"] == [
        (key, 999.0)
    ]
    session.look_under(key)
    begin_typing(panel.list.rows[0], "5")
    session.look_under(BASE)
    QTest.keyClick(panel.list.rows[0].field, Qt.Key.Key_Return)
    assert panel.list.rows[0].input.now == 960.0


def test_undo_and_saving_take_what_is_typed_first(window: MainWindow, panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    begin_typing(row, "999")
    assert window.bench.grid.commit_editor()
    assert (value(window, "spend", 0), steps(panel)) == (999.0, 1)
    begin_typing(row, "888")
    window.bench.actions_.action["undo"].trigger()
    assert value(window, "spend", 0) == 999.0
    begin_typing(row, "abc")
    assert window.bench.grid.commit_editor()
    assert (value(window, "spend", 0), row.field.text()) == (999.0, "999")


def test_a_channel_that_goes_while_it_is_moved_ends_the_move(window: MainWindow, panel: WhatIfPanel) -> None:
    from roiapp.core.channel_edits import RemoveChannels

    row = panel.list.rows[3]
    press(row)
    move(row, 700.0)
    panel.sliders.move(710.0)
    panel.sliders.move(720.0)  # waits for its frame
    session_of(panel).apply(RemoveChannels((0, 1)))
    QTest.qWait(40)
    assert not panel.sliders.active
    panel.sliders.end()
    assert steps(panel) == 1
    assert [each.input.now for each in panel.list.rows] == pytest.approx([1440.0, 348.0])


def test_sliders_of_a_channel_are_of_that_channel(window: MainWindow, panel: WhatIfPanel) -> None:
    from roiapp.core.channel_edits import RemoveChannels

    panel.sliders.look_at_channel(1)
    assert panel.head.of.text().startswith("Google text ads")
    session_of(panel).apply(RemoveChannels((0,)))
    assert panel.head.of.text().startswith("Google text ads")
    assert panel.list.rows[0].input.now == pytest.approx(1656.0)
    session_of(panel).apply(RemoveChannels((0,)))
    assert panel.head.of.text().startswith("Spend")
    assert len(panel.list.rows) == 2
    window.bench.model.undo()
    assert len(panel.list.rows) == 3


def test_sliders_of_a_field_that_goes_are_of_the_spend(window: MainWindow, panel: WhatIfPanel) -> None:
    from roiapp.analysis.decisions.what_if import Subject
    from roiapp.core.edits import SetCells

    session, field = session_of(panel), FIELDS[0].id
    session.apply(SetOwn(FIELDS, METRICS))
    session.apply(SetCells.one(field, 5, 0, 3.0))
    panel.sliders.look_at(Subject(field))
    assert panel.list.rows[0].input.now == 3.0
    window.bench.model.undo()
    window.bench.model.undo()
    assert panel.head.of.text().startswith("Spend")
    assert panel.list.rows[0].input.now == 960.0
