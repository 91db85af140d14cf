"""Incremental equals full to the last bit after any sequence of edits, undo and redo; every edit can be taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from roiapp.core import block_results as results_module
from roiapp.core import calculator as calculator_module
from roiapp.core.calculator import Calculator
from roiapp.core.edits import EditError, Group, SetCells
from roiapp.core.fields import Field
from roiapp.core.history import History
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Changed
from roiapp.core.worksheet import Floats, Worksheet, build
from tests.core.random_edits import edits
from tests.core.random_sheets import AS_OF, CATALOG, sheets, views

IDS = (*CATALOG.field, *CATALOG.metric)
some = settings(
    deadline=None, max_examples=15, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)


def bits(values: Floats) -> bytes:
    return np.where(np.isnan(values), np.nan, values).tobytes()


def picture(calculator: Calculator, sheet: Worksheet) -> dict[tuple[object, ...], object]:
    """Every figure, total and count of every view, in bits."""
    found: dict[tuple[object, ...], object] = {}
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in IDS:
            total = figures.total(id_)
            found[view, id_, "rows"] = bits(figures.values(id_))
            found[view, id_, "total"] = bits(np.array([np.nan if total.value is None else total.value]))
            found[view, id_, "counts"] = (total.known, total.of, tuple(figures.excluded(id_)))
    return found


def assert_equal(live: dict[tuple[object, ...], object], fresh: dict[tuple[object, ...], object]) -> None:
    assert live.keys() == fresh.keys()
    assert [place for place, value in fresh.items() if live[place] != value] == []


#: what the close and win rates of later periods are made of
OF_THE_PAST = tuple(
    CATALOG.field[i]
    for i in ("customers", "leads", "opportunities", "revenue_per_sale", "close_rate", "expected_win_rate")
)


@pytest.mark.parametrize(
    ("block", "kept", "fields"),
    [(4096, 6_000_000, None), (3, 6_000_000, None), (2, 0, None), (3, 6_000_000, OF_THE_PAST)],
    ids=["one block", "many blocks", "few blocks kept", "months before"],
)
@some
@given(st.data())
def test_incremental_is_full(block: int, kept: int, fields: tuple[Field, ...] | None, data: st.DataObject) -> None:
    sheet = data.draw(sheets(most_channels=8, fields=fields))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calculator_module, "BLOCK", block)
        patch.setattr(results_module, "BLOCK", block)
        patch.setattr(results_module, "KEPT_FIGURES", kept)
        if not kept:
            patch.setattr(calculator_module, "KEPT_BLOCKS", 0)
        history, live = History(), Calculator(sheet, CATALOG, AS_OF)
        before = picture(live, sheet)
        for _ in range(data.draw(st.integers(1, 6))):
            what = data.draw(st.sampled_from(("edit", "edit", "edit", "undo", "redo")))
            try:
                if what == "edit":
                    applied = history.make(sheet, data.draw(edits(sheet, fields=fields)))
                else:
                    applied = history.undo(sheet) if what == "undo" else history.redo(sheet)
            except EditError:
                continue
            if applied is None:
                continue
            changed = live.update(applied)
            after = picture(live, sheet)
            assert_equal(after, picture(Calculator(sheet, CATALOG, AS_OF), sheet))
            assert_announced(before, after, changed)
            before = after


def assert_announced(
    before: dict[tuple[object, ...], object], after: dict[tuple[object, ...], object], changed: Changed
) -> None:
    """What differs now was named as changed, id by id and row by row."""
    if changed.structure or changed.texts:  # names stand in what was left out
        return
    rows = {channel for _, _, channels in changed.cells for channel in channels}
    for (view, id_, what), value in after.items():
        old = before.get((view, id_, what))
        if old == value or what == "counts":  # how many rows hold anything is no figure of an id
            continue
        assert id_ in changed.ids, (id_, what)
        if what == "rows" and id_ not in changed.whole_columns and changed.cells:
            was, now = np.frombuffer(old), np.frombuffer(value)  # type: ignore[arg-type, call-overload]
            differ = np.flatnonzero((was != now) & ~(np.isnan(was) & np.isnan(now)))
            assert set(differ.tolist()) <= rows, id_


#: what moves together in a plan, and what of it later periods look back on; too large now and then
_TOGETHER = ("spend", "leads", "customers", "opportunities", "revenue_per_sale", "gross_margin")
_FIGURES = (float("nan"), 0.0, 0.3, 7.0, 512.25, 1e308)


def _by_period(calculator: Calculator, sheet: Worksheet) -> dict[tuple[object, ...], bytes]:
    """Every cell of every period, and every total of each period and of all, in bits."""
    bases = [base_view(sheet.periods, p) for p in range(len(sheet.periods))]
    every = calculator.figures(all_periods(sheet.periods))
    found: dict[tuple[object, ...], bytes] = {}
    for id_ in IDS:
        found[id_, "rolled up"] = bits(np.array([every.total_value(id_), *every.values(id_)]))
        found[id_, "cells"] = bits(every.cells(id_))
        found[id_, "totals"] = bits(np.array([calculator.figures(view).total_value(id_) for view in bases]))
    return found


@pytest.mark.parametrize("cells", [4096, 8], ids=["all at once", "some at once"])
@settings(some, max_examples=5)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_periods_that_run_together_are_as_alone(cells: int, seed: int, channels: int) -> None:
    """Fifteen months in which several fields change in many cells by one step: to the last bit as a calculator that
    knows nothing and takes one block of one period after the other."""
    random = np.random.default_rng(seed)
    months = [month(2024 + m // 12, m % 12 + 1, m + 1) for m in range(15)]
    chances = (0.1, 0.15, 0.25, 0.25, 0.24, 0.01)
    shape = (len(months), channels)
    columns = {id_: random.choice(_FIGURES, shape, p=chances) for id_ in (*_TOGETHER, "visits", "sqls")}
    sheet = build([f"C{c}" for c in range(channels)], columns, months)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results_module, "BLOCK", cells)
        patch.setattr(results_module, "_LEAST", 1)
        live = Calculator(sheet, CATALOG, AS_OF)
        _by_period(live, sheet)
        for _ in range(3):
            parts = []
            for id_ in random.choice(_TOGETHER, random.integers(1, 5), replace=False).tolist():
                periods = random.choice(len(months), random.integers(1, len(months)), replace=False).tolist()
                rows = [(p, int(random.integers(channels)), float(random.choice(_FIGURES, p=chances))) for p in periods]
                parts.append(SetCells.many(id_, rows))
            edit = Group(tuple(parts))
            edit.apply(sheet)
            live.update(edit)
            found = _by_period(live, sheet)
            patch.setattr(results_module, "_LEAST", 4096)
            alone = _by_period(Calculator(sheet, CATALOG, AS_OF), sheet)
            patch.setattr(results_module, "_LEAST", 1)
            assert [place for place, value in alone.items() if found[place] != value] == []


def test_figures_handed_out_stay_as_they_were() -> None:
    """Neither an edit nor other periods write into a column that somebody holds; many blocks, few kept."""
    periods = [month(2026, m, m) for m in range(1, 7)]
    rows = 9
    spend = [[float(100 * p + c + 1) for c in range(rows)] for p in range(6)]
    sheet = build([f"C{c}" for c in range(rows)], {"spend": spend, "leads": [[2.0] * rows] * 6}, periods)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calculator_module, "BLOCK", 2)
        patch.setattr(results_module, "BLOCK", 2)
        patch.setattr(results_module, "KEPT_FIGURES", 0)
        calculator = Calculator(sheet, CATALOG, AS_OF)
        held = [calculator.figures(base_view(periods, p)).values("cost_per_lead") for p in range(6)]
        edit = SetCells.one("spend", 5, 8, 0.0)
        edit.apply(sheet)
        calculator.update(edit)
        calculator.figures(base_view(periods, 5)).values("cost_per_lead")
    for p, column in enumerate(held):
        assert column.tolist() == [value / 2 for value in spend[p]]


@some
@given(sheets(), st.data())
def test_an_edit_and_its_inverse_restore_the_document(sheet: Worksheet, data: st.DataObject) -> None:
    """Also the inverse of the inverse, and a whole history back and forth."""
    history = History()
    contents = [sheet.content()]
    for _ in range(data.draw(st.integers(1, 5))):
        before = sheet.content()
        try:
            history.make(sheet, data.draw(edits(sheet)))
        except EditError:
            assert sheet.content() == before
            continue
        contents.append(sheet.content())
    for content in reversed(contents[:-1]):
        assert history.undo(sheet) is not None
        assert sheet.content() == content
    assert history.undo(sheet) is None
    for content in contents[1:]:
        assert history.redo(sheet) is not None
        assert sheet.content() == content
    assert history.redo(sheet) is None
