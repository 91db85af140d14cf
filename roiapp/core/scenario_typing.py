"""What is typed while a scenario is looked at, as changes of the scenario: the worksheet itself stays as it is.

A cell that shows a figure after it was typed has to show just that one. So where the scenario also adds to the cell,
scales it or lets it respond to the spend, what is set is the figure from which those lead to what was typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core.edits import Edit, EditError, Group, SetCells, leaves
from roiapp.core.scenario_edits import changes_of, rewritten, scenarios_of
from roiapp.core.scenarios import BASE, RESPONDING, Change, Step, line, under
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Floats, Worksheet

#: cells that one step may change in a scenario
MOST_CELLS: Final = 20_000
#: what the others respond to
SPEND: Final = "spend"
#: in place of a figure: nothing is to be set
_SAME: Final = math.inf


class Cell(NamedTuple):
    """One cell of the worksheet, by places."""

    field: str
    period: int
    channel: int


def in_scenario(sheet: Worksheet, catalog: Catalog, key: int, edit: Edit) -> Edit:
    """The edit as it is made while the scenario `key` is looked at: what it types becomes changes of the scenario, all
    else is of the document itself. Raises `EditError` where it is both, or where a figure cannot be made to show."""
    parts = tuple(leaves(edit))
    typed = [part for part in parts if isinstance(part, SetCells)]
    if not typed:
        return edit
    if len(typed) < len(parts):
        raise EditError(tr("Channels and periods are those of the base case. Look at the base case to add to them."))
    if sum(len(part.values) for part in typed) > MOST_CELLS:
        raise EditError(tr("A scenario takes at most {most} cells at once.", most=MOST_CELLS))
    wanted: dict[Cell, float] = {}
    for part in typed:
        places = zip(part.periods.tolist(), part.channels.tolist(), part.values.tolist(), strict=True)
        wanted |= {Cell(part.field, period, channel): value for period, channel, value in places}
    name = edit.name if isinstance(edit, Group) and edit.name else edit.title()
    return _Typing(sheet, catalog, key).step(wanted, name)


def reset(sheet: Worksheet, catalog: Catalog, key: int, cells: Iterable[Cell]) -> Edit:
    """The step after which these cells show what they are without the scenario `key`: its changes of just them are
    gone, and where others reach them too they are set to that."""
    typing = _Typing(sheet, catalog, key)
    return typing.step({cell: typing.below_at(cell) for cell in cells}, mark("Reset cells of a scenario"))


def leads_to(sheet: Worksheet, catalog: Catalog, key: int, cells: Iterable[Cell]) -> dict[Cell, tuple[float, float]]:
    """What the scenario does to a figure that is set in each of these cells: what is added to it, and by what that is
    multiplied then. On the worksheet itself nothing is. Raises `EditError` where there is no such scenario."""
    if key == BASE:
        return dict.fromkeys(cells, (0.0, 1.0))
    own = [each for each in changes_of(sheet) if each.scenario == key]
    found = _Typing(sheet, catalog, key).reach(list(cells), own)
    return {cell: (add, scale) for cell, add, scale, _set in found}


class _Typing:
    """One scenario on what lies below it, and what is typed into it."""

    def __init__(self, sheet: Worksheet, catalog: Catalog, key: int) -> None:
        self._sheet = sheet
        self._catalog = catalog
        self._key = key
        scenarios = scenarios_of(sheet)
        own = line(scenarios, key)
        if not own:
            raise EditError(tr("There is no such scenario any more."))
        self._below = under(sheet, catalog, scenarios, changes_of(sheet), own[-1].parent).worksheet
        self._columns: dict[str, Floats] = {}

    def below_at(self, cell: Cell) -> float:
        """The figure without this scenario, NaN where blank."""
        if cell.field not in self._columns:
            self._columns[cell.field] = Step(self._below, self._catalog).stands(cell.field)
        return float(self._columns[cell.field][cell.period, cell.channel])

    def step(self, wanted: dict[Cell, float], name: str) -> Edit:
        """The step after which these cells show these figures."""
        sheet = self._sheet
        places = {(cell.field, sheet.keys[cell.channel], sheet.periods[cell.period].key) for cell in wanted}
        left = [
            each for each in changes_of(sheet)
            if each.scenario != self._key or (each.field, each.channel, each.period) not in places
        ]  # fmt: skip
        # What responds follows the spend as it is then.
        for responding in (False, True):
            some = {cell: value for cell, value in wanted.items() if (cell.field in RESPONDING) == responding}
            own = [each for each in left if each.scenario == self._key]
            left += [self._set(cell, x) for cell, x in self._starts(some, own) if x != _SAME]
        return rewritten(sheet, left, name)

    def _starts(self, wanted: dict[Cell, float], own: Sequence[Change]) -> Iterator[tuple[Cell, float | None]]:
        """From which figure the changes of the scenario lead to the wanted one, by cell; `_SAME` where nothing is to be
        set."""
        for cell, add, scale, set_by_others in self.reach(wanted, own):
            yield cell, self._start(cell, wanted[cell], add, scale, set_by_others=set_by_others)

    def reach(self, cells: Iterable[Cell], own: Sequence[Change]) -> Iterator[tuple[Cell, float, float, bool]]:
        """By cell what is added to what is set there, by what that is multiplied, and whether a change of more cells
        sets it, too."""
        step, reaching = Step(self._below, self._catalog), _Reaching(own)
        step.make_all([each for each in own if each.field == SPEND and each.kind != "respond"])
        factors = [step.responses(step.cells(each), each.value or 0.0) for each in own if each.kind == "respond"]
        for cell in cells:
            add, scale = 0.0, 1.0
            for kind, number in reaching.of(step, cell):
                add, scale = (add + number, scale) if kind == "add" else (add, scale * number)
            if cell.field in RESPONDING:
                for factor in factors:
                    here = float(factor[cell.period, cell.channel])
                    scale *= 1.0 if here != here else here
            yield cell, add, scale, reaching.sets(step, cell)

    def _start(self, cell: Cell, value: float, add: float, scale: float, *, set_by_others: bool) -> float | None:
        below = self.below_at(cell)
        moved = add != 0.0 or scale != 1.0
        if not moved and not set_by_others and (value == below or (value != value and below != below)):
            return _SAME
        if value != value:
            return None
        found = value / scale - add if scale else math.nan
        if not math.isfinite(found):
            raise EditError(self._no_start(cell, scale))
        return found

    def _no_start(self, cell: Cell, scale: float) -> str:
        field, channel = tr(self._catalog.field[cell.field].label), self._sheet.names[cell.channel]
        if cell.field in RESPONDING and not scale:
            return tr(
                "Nothing typed for {field} of {channel} would show: this scenario multiplies it by 0, or it responds "
                "to a spend of 0. Change that first.", field=field, channel=channel,
            )  # fmt: skip
        return tr(
            "Nothing typed for {field} of {channel} would show: this scenario multiplies it by 0. Change that first.",
            field=field, channel=channel,
        )  # fmt: skip

    def _set(self, cell: Cell, value: float | None) -> Change:
        key, period = self._sheet.keys[cell.channel], self._sheet.periods[cell.period].key
        return Change(self._key, "set", cell.field, value, key, period=period)


class _Reaching:
    """Which changes of one scenario reach which cells: those of single cells by their place, the others one by one."""

    def __init__(self, own: Sequence[Change]) -> None:
        self._own = own
        self._single: dict[Cell, list[tuple[str, float]]] | None = None
        self._wide = [each for each in own if each.channel is None or each.period is None]

    def of(self, step: Step, cell: Cell) -> list[tuple[str, float]]:
        """What is added to a cell, and by what it is scaled: kind, number."""
        if self._single is None:
            self._single = self._singles(step)
        wide = [
            (each.kind, each.value) for each in self._wide
            if each.field == cell.field and each.kind in ("add", "scale") and each.value is not None
            and step.reaches(each, cell.period, cell.channel)
        ]  # fmt: skip
        return [*wide, *self._single.get(cell, ())]

    def sets(self, step: Step, cell: Cell) -> bool:
        """Whether a change of more cells than this one sets it."""
        return any(
            each.kind == "set" and each.field == cell.field and step.reaches(each, cell.period, cell.channel)
            for each in self._wide
        )  # fmt: skip

    def _singles(self, step: Step) -> dict[Cell, list[tuple[str, float]]]:
        found: dict[Cell, list[tuple[str, float]]] = {}
        for each in self._own:
            if each.kind in ("add", "scale") and each.channel is not None and each.period is not None:
                place = step.cell(each)
                if place is not None and each.value is not None:
                    found.setdefault(Cell(each.field, *place), []).append((each.kind, each.value))
        return found
