"""What a scenario made by sliders is called, after what it moves most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from roiapp.core.scenario_edits import find_scenario, free_name, scenarios_of
from roiapp.core.scenarios import BASE
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.what_if import Input
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.worksheet import Worksheet

#: what rounding alone moves, as a share of what is moved
_SLIGHT: Final = 1e-6


def largest_move(sheet: Worksheet, catalog: Catalog, moved: Iterable[Input], write: NumberFormat) -> str:
    """The largest move in words, of money where any is moved, "" where nothing is: from one channel to another where
    that is all there is, to one where several give, else of one input alone. What was not known begins at nothing."""
    steps = [(each, each.now - (each.base or 0.0)) for each in moved if each.now is not None and each.moved]
    if not steps:
        return ""
    largest, by = max(steps, key=lambda pair: (catalog.field[pair[0].field].unit.kind == "money", abs(pair[1])))
    field = catalog.field[largest.field]
    same = [(each, step) for each, step in steps if each.field == largest.field]
    together = sum(step for _each, step in same)
    ups, downs = [each for each, step in same if step > 0.0], [each for each, step in same if step < 0.0]
    if ups and downs and abs(together) <= _SLIGHT * abs(by):
        amount = write.text(sum(step for _each, step in same if step > 0.0), field.unit)
        names = [sheet.names[each.channel] for each in (*ups[:1], *downs[:1])]
        if len(ups) == 1 and len(downs) == 1:
            return tr("Shift {amount} from {giver} to {taker}", amount=amount, giver=names[1], taker=names[0])
        if len(ups) == 1:
            return tr("Shift {amount} to {taker}", amount=amount, taker=names[0])
        if len(downs) == 1:
            return tr("Shift {amount} from {giver}", amount=amount, giver=names[1])
    return tr("{channel}: {input} {change}", channel=sheet.names[largest.channel], input=tr(field.header),
              change=write.change(by, field.unit))  # fmt: skip


def draft_name(sheet: Worksheet, name: str, key: int = BASE) -> str:
    """The name for a scenario `key`, with a number behind it where another is called so; without one "What-if 1" and
    so on."""
    if name:
        return free_name(sheet, name, key)
    number = 1
    while (there := find_scenario(sheet, found := tr("What-if {number}", number=number))) and there.key != key:
        number += 1
    return found


def name_of(sheet: Worksheet, key: int) -> str:
    """What the scenario is called, "" where there is none."""
    return next((each.name for each in scenarios_of(sheet) if each.key == key), "")
