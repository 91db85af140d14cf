"""A whole column of a document with more blocks than are kept: made alone, with the same bits, and no sums again."""

from __future__ import annotations

import numpy as np
import pytest

from roiapp.core import block_results as results_module
from roiapp.core import calculator as calculator_module
from roiapp.core.block_sums import BlockSums
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.one_column import OneColumn
from roiapp.core.periods import base_view
from roiapp.core.tape import Tape
from roiapp.core.worksheet import Worksheet, build

CHANNELS = 60


@pytest.fixture
def sheet() -> Worksheet:
    """Ten blocks of six channels, with blanks, zeros, and what is too large."""
    numbers = np.random.default_rng(3)
    columns = {id_: numbers.integers(0, 50, CHANNELS).astype(float) for id_ in ("spend", "leads", "customers")}
    columns["revenue_per_sale"] = numbers.uniform(1, 900, CHANNELS)
    columns["spend"][::7] = np.nan
    columns["revenue_per_sale"][13] = 1e308
    return build([f"Channel {n}" for n in range(CHANNELS)], {id_: each.tolist() for id_, each in columns.items()})


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (calculator_module, results_module):
        monkeypatch.setattr(module, "BLOCK", 6)
    monkeypatch.setattr(results_module, "KEPT_FIGURES", 0)


def test_each_figure_has_the_bits_of_the_whole_tape(sheet: Worksheet, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = Calculator(sheet, standard())
    monkeypatch.setattr(calculator_module, "KEPT_BLOCKS", 1_000)
    whole = Calculator(sheet, standard())
    for id_ in (*standard().field, *standard().metric):
        if not standard().uses_total(id_):
            monkeypatch.setattr(calculator_module, "KEPT_BLOCKS", 4)
            found = alone.column(0, id_)
            monkeypatch.setattr(calculator_module, "KEPT_BLOCKS", 1_000)
            assert found.tobytes() == whole.column(0, id_).tobytes(), id_


def test_a_column_runs_neither_the_whole_tape_nor_sums(sheet: Worksheet, monkeypatch: pytest.MonkeyPatch) -> None:
    calculator, view = Calculator(sheet, standard()), base_view(sheet.periods, 0)
    figures = calculator.figures(view)
    total = figures.total("cac").value
    runs = list[str]()
    whole, one = Tape.run, OneColumn.run
    monkeypatch.setattr(Tape, "run", lambda *a, **k: (runs.append("tape"), whole(*a, **k))[1])
    monkeypatch.setattr(OneColumn, "run", lambda *a, **k: (runs.append("one"), one(*a, **k))[1])
    costs = figures.values("cac")
    kept = runs.count("tape")
    assert runs.count("one") + kept <= 10
    assert kept <= 2, "of two blocks the results are kept"
    assert np.nansum(costs) > 0
    assert figures.total("cac").value == total


def test_results_that_were_let_go_come_back_without_their_sums(
    sheet: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    calculator = Calculator(sheet, standard())
    figures = calculator.figures(base_view(sheet.periods, 0))
    totals = {id_: figures.total(id_).value for id_ in ("spend", "cac", "roi")}
    sums = list[int]()
    make = BlockSums.write
    monkeypatch.setattr(BlockSums, "write", lambda self, *a: (sums.append(1), make(self, *a))[1])
    assert [figures.value("spend", channel) for channel in range(0, CHANNELS, 6)]
    figures.value("roi", 3)
    assert not sums
    calculator.figures(figures.view).forget()
    assert {id_: figures.total(id_).value for id_ in totals} == totals


def test_rows_in_another_order_are_made_without_their_blocks(
    sheet: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    calculator = Calculator(sheet, standard())
    channels = np.arange(CHANNELS)[::-1]
    register = calculator.tape.register["cac"]
    monkeypatch.setattr(Tape, "run", None)
    found = calculator.register_at(0, register, channels)
    assert found.tobytes() == calculator.column(0, "cac")[::-1].tobytes()
