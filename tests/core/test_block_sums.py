"""A run of a block again, without the rest of it: the bits of a calculator that knows nothing, and no more cells."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from roiapp.core import block_results as results_module
from roiapp.core import block_sums as sums_module
from roiapp.core import calculator as calculator_module
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import Group, SetCells
from roiapp.core.periods import base_view
from roiapp.core.tape import Tape
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
#: three blocks of four, four and two runs
CHANNELS, BLOCK, RUN = 150, 64, 16
FIELDS = ("spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin", "days_to_close")
ODD = (math.nan, 0.0, 0.1, 7.0, 1e308)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (calculator_module, results_module):
        monkeypatch.setattr(module, "BLOCK", BLOCK)
    monkeypatch.setattr(sums_module, "_MOST_RUN", RUN)


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture
def sheet(random: np.random.Generator) -> Worksheet:
    columns = {id_: random.choice([*ODD[:4], 33.3, 512.25], CHANNELS).tolist() for id_ in FIELDS}
    return build([f"Channel {n}" for n in range(CHANNELS)], columns)


def bits(calculator: Calculator) -> dict[str, bytes]:
    figures = calculator.figures(base_view(calculator.worksheet.periods, 0))
    return {
        id_: np.array([figures.total_value(id_), *figures.values(id_)]).tobytes()
        for id_ in (*CATALOG.field, *CATALOG.metric)
    }


def row(calculator: Calculator, channel: int) -> list[float | None]:
    figures = calculator.figures(base_view(calculator.worksheet.periods, 0))
    return [figures.value(id_, channel) for id_ in ("roi", *CATALOG.field, *CATALOG.metric)]  # first one without totals


@pytest.mark.parametrize("kept", [6_000_000, 0], ids=["all blocks kept", "two blocks kept"])
def test_after_edits_in_a_run_everything_is_as_afresh(
    sheet: Worksheet, random: np.random.Generator, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_module, "KEPT_FIGURES", kept)
    live = Calculator(sheet, CATALOG)
    bits(live)
    for number in range(14):
        near = int(random.integers(CHANNELS // RUN)) * RUN
        parts = []
        for field in random.choice(FIELDS, random.integers(1, 3), replace=False).tolist():
            channels = near + random.integers(RUN, size=random.integers(1, 4))
            parts.append(SetCells.many(field, [(0, c, float(random.choice(ODD))) for c in channels.tolist()]))
        edit = Group(tuple(parts))
        edit.apply(sheet)
        live.update(edit)
        fresh = Calculator(sheet, CATALOG)
        assert row(live, near) == row(fresh, near)  # what ran, before anything else is asked
        far = (near + BLOCK) % CHANNELS
        assert row(live, far) == row(fresh, far)
        if number % 2:
            assert bits(live) == bits(fresh)


def cells_of(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[int]:
    """How many cells each run of a tape had while something was done."""
    found = list[int]()
    run = Tape.run
    with monkeypatch.context() as patch:
        patch.setattr(Tape, "run", lambda self, *a: (found.append(a[1].shape[-1]), run(self, *a))[1])
        work()
    return found


@pytest.mark.parametrize("kept", [6_000_000, 0], ids=["all blocks kept", "two blocks kept"])
def test_an_edit_its_row_and_its_totals_cost_one_run(
    sheet: Worksheet, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_module, "KEPT_FIGURES", kept)
    live = Calculator(sheet, CATALOG)
    bits(live)

    rows = list[list[float | None]]()

    def type_into(field: str, *channels: int) -> None:
        edit = SetCells.many(field, [(0, channel, 3.0) for channel in channels])
        edit.apply(sheet)
        live.update(edit)
        rows.append(row(live, channels[0]))
        live.figures(base_view(sheet.periods, 0)).total_value("cac")

    assert cells_of(monkeypatch, lambda: type_into("customers", 20)) == [RUN]
    assert rows.pop() == row(Calculator(sheet, CATALOG), 20)
    assert cells_of(monkeypatch, lambda: type_into("spend", 20, 40)) == [BLOCK]  # two runs of it
    assert rows.pop() == row(Calculator(sheet, CATALOG), 20)


def test_sums_are_those_of_the_cells_in_which_all_parts_are_known(sheet: Worksheet) -> None:
    figures = Calculator(sheet, CATALOG).figures(base_view(sheet.periods, 0))
    spend, visits = sheet.columns["spend"][0], sheet.columns["visits"][0]
    both = [(s, v) for s, v in zip(spend.tolist(), visits.tolist(), strict=True) if s == s and v == v]
    assert figures.total_value("visits") == pytest.approx(math.fsum(v for v in visits.tolist() if v == v), rel=1e-12)
    expected = math.fsum(s for s, _ in both) / math.fsum(v for _, v in both)
    assert figures.total_value("cost_per_visit") == pytest.approx(expected, rel=1e-12)
    typed = np.array([column[0] for column in sheet.columns.values()])
    assert figures.total("cost_per_visit")[1:] == (len(both), int((~np.isnan(typed)).any(axis=0).sum()))
