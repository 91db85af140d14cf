"""What is said of a figure under a scenario: what it is in the base case, and by which changes it comes of that."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from roiapp.core.units import NUMBER, UNDEFINED
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.scenarios import Change
    from roiapp.ui.model.session_model import SessionModel


def scenario_line(model: SessionModel) -> str:
    """What a scenario that is looked at changes of the view at hand; "" where none is looked at."""
    session, view = model.session, model.view
    under = session.shown.under if session is not None else None
    if under is None or view is None:
        return ""
    count = under.changed_inputs(view.periods)
    return trn("Base case unchanged; {count} input changed", "Base case unchanged; {count} inputs changed", count,
               count=count)  # fmt: skip


def base_figure(figures: Figures, id_: str, channel: int | None, write: NumberFormat) -> str:
    """The figure without the scenario, "" where that is the same."""
    under = figures.calculator.supposed
    if under is None or figures.calculator.matched is not None or not under.differs(id_, figures.view, channel):
        return ""
    before = under.base.figures(figures.view).figure(id_, channel)
    return UNDEFINED if before is None else write.text(before, figures.catalog.record(id_).unit)


def set_here(figures: Figures, id_: str, channel: int | None) -> bool:
    """Whether a change of the scenario is of this very cell, so that it can be reset."""
    under = figures.calculator.supposed
    if under is None or channel is None or figures.view.rollup or id_ not in figures.catalog.field:
        return False
    cells = under.reached().get(id_)
    return cells is not None and bool(cells[figures.view.periods[0], channel]) and under.differs(
        id_, figures.view, channel
    )  # fmt: skip


def derivation(figures: Figures, id_: str, channel: int | None, write: NumberFormat) -> list[tuple[str, bool]]:
    """How an input of one cell comes of that of the base case, as texts and whether they stand out: "=  Base $2,400  +
    $1,000  =  $3,400"; nothing of what the scenario does not change, and of other figures."""
    under = figures.calculator.supposed
    if under is None or channel is None or figures.view.rollup or id_ not in figures.catalog.field:
        return []
    if figures.calculator.matched is not None or not under.differs(id_, figures.view, channel):
        return []
    unit = figures.catalog.record(id_).unit
    before = base_figure(figures, id_, channel, write)
    now = figures.value(id_, channel)
    said = [(tr("=  Base {figure}", figure=before), False)]
    said += [(f"  {text}", False) for text in _changes(under, figures, id_, channel, write)]
    return [*said, ("  =  ", False), (UNDEFINED if now is None else write.text(now, unit), True)]


def _changes(under: ScenarioView, figures: Figures, id_: str, channel: int, write: NumberFormat) -> Iterator[str]:
    """By the changes of each level in turn: it follows the spend from what that is below it to what it makes of it."""
    from roiapp.core.scenarios import ORDER, RESPONDING, Step

    below, catalog, period = under.base.worksheet, under.base.catalog, figures.view.periods[0]
    for key in [each.key for each in under.scenarios] or [under.key]:
        own = [each for each in under.all_changes() if each.scenario == key]
        step = Step(below, catalog)
        step.make_all(own)
        after = step.worksheet()
        reaching = [each for kind in ORDER for each in own if each.kind == kind and step.reaches(each, period, channel)]
        for change in reaching:
            if change.field == id_ and change.kind != "respond":
                yield from _typed(change, figures, write)
        if id_ in step.clipped and step.clipped[id_][period, channel]:
            field, stands = catalog.field[id_], float(after.columns[id_][period, channel])
            limit = field.maximum if field.minimum is None or stands > field.minimum else field.minimum
            if limit is not None:
                yield tr("→  kept at {figure}", figure=write.text(limit, field.unit))
        if id_ in RESPONDING:
            spent = [float(each.stands("spend")[period, channel]) for each in (step, Step(after, catalog))]
            for change in reaching:
                if change.kind == "respond" and change.value is not None:
                    yield from _response(spent[0], spent[1], change.value, figures, write)
        below = after


def _typed(change: Change, figures: Figures, write: NumberFormat) -> Iterator[str]:
    unit = figures.catalog.record(change.field).unit
    if change.kind == "set":
        yield tr("→  set to {figure}", figure=UNDEFINED if change.value is None else write.text(change.value, unit))
    elif change.value is None:
        return
    elif change.kind == "add":
        amount = write.text(abs(change.value), unit)
        yield f"+  {amount}" if change.value >= 0 else f"−  {amount}"
    else:
        yield f"×  {write.text(change.value, NUMBER)}"


def _response(
    before: float, after: float, elasticity: float, figures: Figures, write: NumberFormat
) -> Iterator[str]:
    unit = figures.catalog.record("spend").unit
    if before > 0.0 and after >= 0.0 and not math.isclose(after, before):
        yield tr("×  (spend {after} ÷ {before})^{elasticity}", after=write.text(after, unit),
                 before=write.text(before, unit), elasticity=write.text(elasticity, NUMBER))  # fmt: skip
