"""What the what-if panel writes, and where: figures and ranges in whole, the draft's name, what is said of an error."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from roiapp.analysis.decisions.what_if_results import ResultLine
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.number_format import NumberFormat
from roiapp.core.scenario_edits import changes_of, scenarios_of
from roiapp.ui.what_if.result_table import texts_of
from roiapp.ui.what_if.what_if_panel import WhatIfPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.pictures.painted import texts_of as painted
from tests.ui.test_what_if import drag, move, panel, press, session_of, steps

__all__ = ["panel"]

WRITE = NumberFormat("en", "USD")


def names(found: WhatIfPanel) -> list[str]:
    return [each.name for each in scenarios_of(session_of(found).worksheet)]


# -- texts -------------------------------------------------------------------------------------------------------------


def test_ranges_of_signed_figures_have_no_dash_between() -> None:
    lines = [ResultLine("roi", -0.1, -0.06, (-0.07, -0.05)), ResultLine("leads", 10.0, 20.0, (15.0, 25.0))]
    roi, leads = texts_of(lines, standard(), WRITE)
    assert (roi.band, leads.band) == ("−7% to −5%", "15–25")
    assert leads.changes == "+5 to +15"


def test_no_difference_is_said_where_none_is_seen_or_known() -> None:
    lines = [ResultLine("spend", 1000.0, 1000.002), ResultLine("cac", None, None), ResultLine("spend", 1.0, 2.0)]
    assert [line.change for line in texts_of(lines, standard(), WRITE)] == ["±0", "–", "+$1.00"]


def test_a_range_that_reads_as_one_figure_is_none() -> None:
    same, other = texts_of([ResultLine("roi", -0.99, -0.99, (-0.991, -0.9905)),
                            ResultLine("roi", -0.99, -0.98, (-0.98, -0.97))], standard(), WRITE)  # fmt: skip
    assert (same.band, same.changes) == ("", "")
    assert (other.band, other.changes) == ("−98% to −97%", "+1 pt to +2 pts")


def test_ranges_stand_apart_and_whole(window: MainWindow, panel: WhatIfPanel) -> None:
    """Gross profit of six figures: the range ends well before that of the difference begins."""
    session_of(panel).apply(SetCells.one("customers", 5, 0, 3000.0))
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    QTest.qWait(10)
    for _ in range(100):
        if panel.ranges.text():
            break
        QTest.qWait(20)
    texts = painted(panel.results, panel)
    band, changes = next((line.band, line.changes) for line in panel.results.lines if "profit" in line.name)
    left, right = (next(each for each in texts if each.text == text) for text in (band, changes))
    assert right.box.left() - left.box.right() >= 10
    for one, other in combinations(texts, 2):
        assert not one.box.adjusted(1, 3, -1, -3).intersects(other.box.adjusted(1, 3, -1, -3)), (one, other)
    first, *_rest = (each for each in texts if each.text == "Spend")
    assert {round(each.box.center().y()) - round(first.box.center().y()) for each in texts
            if abs(each.box.center().y() - first.box.center().y()) < 14} <= {-1, 0, 1}  # fmt: skip


# -- room --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1_400_000.0, 16_520.55, 123_456_789.0])
def test_figures_stand_in_their_fields_in_whole(panel: WhatIfPanel, amount: float) -> None:
    session_of(panel).apply(SetCells.one("spend", 5, 1, amount))
    QTest.qWait(20)
    for row in panel.list.rows:
        field = row.field
        room = field.width() - field.textMargins().left() - field.textMargins().right()
        assert field.fontMetrics().horizontalAdvance(field.text()) <= room - 4
        assert row.width() >= field.geometry().right()
        assert row.slider.width() >= 40
    assert len({row.field.width() for row in panel.list.rows}) == 1


def test_few_sliders_leave_no_hole_in_the_box(panel: WhatIfPanel) -> None:
    assert panel.box.height() <= panel.box.heightForWidth(panel.box.width()) + 2


def test_in_a_small_window_the_result_stays_in_sight(window: MainWindow, panel: WhatIfPanel) -> None:
    window.resize(1280, 720)
    QTest.qWait(50)
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    QTest.qWait(50)
    bottom = panel.results.mapTo(panel, QPoint(0, panel.results.height())).y()
    assert bottom <= panel.discard.mapTo(panel, QPoint(0, 0)).y()
    assert panel.results.height() >= panel.results.sizeHint().height()
    assert len(panel.findChildren(QScrollArea)) == 1
    assert panel.results.visibleRegion().boundingRect().height() == panel.results.height()


def test_tab_goes_from_the_head_to_the_sliders_to_the_foot(panel: WhatIfPanel) -> None:
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    panel.head.of.setFocus()
    rows = panel.list.rows
    wanted = [part for row in rows for part in (row.slider, row.field, row.lock)]
    for part in (*wanted, panel.box.on, panel.box.field, panel.discard, panel.keep):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is part


# -- words -------------------------------------------------------------------------------------------------------------


def test_an_error_is_gone_with_what_was_wrong(window: MainWindow, panel: WhatIfPanel) -> None:
    row, model = panel.list.rows[0], window.bench.model
    row.field.setFocus()
    for mend in (
        lambda: QTest.keyClicks(row.field, "\b\b\b5"),
        lambda: model.set_view(next(view for view in model.views if view.periods == (4,))),
        panel.list.rows[1].slider.setFocus,
    ):
        row.field.setFocus()
        row.field.selectAll()
        QTest.keyClicks(row.field, "abc")
        QTest.keyClick(row.field, Qt.Key.Key_Return)
        assert panel.problem.isVisible()
        palette = panel.problem.palette()
        assert palette.color(palette.ColorRole.WindowText) == window.bench.theme.colour("bad")
        mend()
        assert not panel.problem.isVisible()


def test_what_ranges_are_of_is_said_with_what_is_assumed(panel: WhatIfPanel) -> None:
    panel.sliders.scenario.respond(0.3)
    assert "0.3–0.9" in panel.box.text.text()
    assert panel.ranges.text() == ""
    panel.sliders.type_value(panel.list.rows[0].input, 1920.0)
    QTest.qWait(10)
    for _ in range(100):
        if panel.ranges.text():
            break
        QTest.qWait(20)
    assert "0.3–0.9" in panel.ranges.text()
    panel.sliders.scenario.respond(None)
    assert panel.ranges.text() == ""


# -- the draft ---------------------------------------------------------------------------------------------------------


def test_a_draft_without_a_move_goes_in_one_step(panel: WhatIfPanel) -> None:
    row = panel.list.rows[0]
    panel.sliders.type_value(row.input, 1920.0)
    assert len(names(panel)) == 1
    panel.sliders.type_value(row.input, 960.0)
    assert (names(panel), changes_of(session_of(panel).worksheet), steps(panel)) == ([], (), 2)
    session_of(panel).undo()
    assert names(panel) == ["Local SEO: Spend +$960"]
    session_of(panel).look_under(scenarios_of(session_of(panel).worksheet)[0].key)
    panel.sliders.reset(panel.list.rows[0].input)
    assert (names(panel), changes_of(session_of(panel).worksheet), steps(panel)) == ([], (), 2)


def test_a_draft_is_called_after_what_is_left_of_it(panel: WhatIfPanel) -> None:
    first, second = panel.list.rows[:2]
    panel.sliders.type_value(second.input, 3656.0)
    panel.sliders.type_value(first.input, 1000.0)
    assert names(panel) == ["Google text ads: Spend +$2,000"]
    panel.sliders.reset(panel.list.rows[1].input)
    assert names(panel) == ["Local SEO: Spend +$40.00"]
    assert steps(panel) == 3
    assert panel.sliders.scenario.draft


def test_a_period_chosen_while_a_slider_is_held_leaves_its_name(window: MainWindow, panel: WhatIfPanel) -> None:
    press(panel.list.rows[0])
    move(panel.list.rows[0], 1500.0)
    model = window.bench.model
    model.set_view(next(view for view in model.views if view.periods == (4,)))
    assert names(panel)[0].startswith("Local SEO: Spend +$")


def test_a_name_with_a_space_that_does_not_break_is_a_drafts(panel: WhatIfPanel) -> None:
    session_of(panel).apply(SetSettings.of(locale="de", currency="EUR"))
    drag(panel.list.rows[0], 1500.0)
    assert panel.sliders.scenario.draft
    said = []
    panel.sliders.shown.connect(lambda: said.append(panel.keep.text()))
    drag(panel.list.rows[0], 1800.0)
    assert panel.sliders.scenario.draft
    assert set(said) == {"Keep scenario"}


def test_what_follows_a_move_does_not_name_it(panel: WhatIfPanel) -> None:
    """More visits go than dollars: still it is the spend that was moved."""
    panel.sliders.look_at_channel(0)
    spend = next(row for row in panel.list.rows if row.name == "Spend")
    panel.sliders.type_value(spend.input, 300.0)
    assert names(panel) == ["Local SEO: Spend −$660"]


def test_a_locked_slider_cannot_be_moved_while_the_total_is_held(panel: WhatIfPanel) -> None:
    row = panel.list.rows[1]
    panel.sliders.lock(row.input, True)
    assert row.slider.isEnabled()
    panel.sliders.hold(True)
    assert not row.slider.isEnabled()
    assert not row.field.isEnabled()
    assert "locked" in row.slider.accessibleDescription()
    drag(row, 300.0)
    panel.sliders.type_value(row.input, 300.0)
    assert (steps(panel), row.input.now) == (0, pytest.approx(1656.0))
    panel.list.rows[0].slider.setFocus()
    QTest.keyClick(panel.list.rows[0].slider, Qt.Key.Key_Down)
    assert panel.list.rows[2].slider.hasFocus()
    panel.sliders.hold(False)
    assert row.slider.isEnabled()
