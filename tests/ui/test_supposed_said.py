"""How an input under a scenario comes of that of the base case, in words."""

from __future__ import annotations

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import Period, base_view
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import BASE, Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import build
from roiapp.ui.model.supposed_said import derivation


def said(id_: str, *levels: tuple[Change, ...]) -> list[str]:
    """Of Radio, which spends 3,400 for 27 leads, under scenarios on each other."""
    sheet = build(["Radio"], {"spend": [[3400]], "leads": [[27]], "gross_margin": [[0.4]]}, [Period(1)])
    key = BASE
    for number, changes in enumerate(levels):
        edit, key = added(sheet, f"S{number}", key)
        edit.apply(sheet)
        changed(sheet, key, changes).apply(sheet)
    shown = ShownFigures(Calculator(sheet, standard()))
    shown.look_under(key)
    figures = shown.calculator.figures(base_view(sheet.periods, 0))
    return [text.strip() for text, _bold in derivation(figures, id_, 0, NumberFormat("en", "USD"))]


RESPOND = Change(0, "respond", value=1.0)
DOUBLE, HALF_MORE = (Change(0, "scale", "spend", factor) for factor in (2.0, 1.5))


def test_each_level_follows_its_own_change_of_the_spend() -> None:
    """27 × 2 = 54, and 54 × 1.5 = 81."""
    assert said("leads", (DOUBLE, RESPOND), (HALF_MORE, RESPOND)) == [
        "=  Base 27", "×  (spend $6,800 ÷ $3,400)^1", "×  (spend $10,200 ÷ $6,800)^1", "=", "81"]  # fmt: skip
    assert said("leads", (DOUBLE, RESPOND), (RESPOND,)) == [
        "=  Base 27", "×  (spend $6,800 ÷ $3,400)^1", "=", "54"]  # fmt: skip


def test_where_a_limit_holds_it_is_named() -> None:
    assert said("spend", (Change(0, "add", "spend", -5000.0),)) == [
        "=  Base $3,400", "−  $5,000", "→  kept at $0.00", "=", "$0.00"]  # fmt: skip
    assert said("gross_margin", (Change(0, "add", "gross_margin", 0.7),)) == [
        "=  Base 40%", "+  70%", "→  kept at 100%", "=", "100%"]  # fmt: skip
