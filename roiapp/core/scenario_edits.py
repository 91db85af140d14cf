"""The scenarios of a document, read from its records, and the steps that change them.

Every step is made of edits of records and cells: it is kept, taken back and compared as any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from roiapp.core.edits import Edit, EditError, Group, SetCells
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS
from roiapp.core.replace_edit import copy_of
from roiapp.core.scenarios import BASE, Change, Kind, Outcome, Scenario, line, may_lie_on, under
from roiapp.core.worksheet import same_name
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet

#: scenarios that a document may have
MOST: Final = 200
_TITLE: Final = mark("Change a scenario")


def scenarios_of(sheet: Worksheet) -> tuple[Scenario, ...]:
    """All scenarios in their order; a row without a whole number from 1 on or a name is none, nor is another of the
    same number."""
    found: dict[int, Scenario] = {}
    for number, name, parent, note in sheet.records.get(SCENARIOS.id, ()):
        key = _key(number)
        if key and isinstance(name, str):
            found.setdefault(key, Scenario(key, name, _key(parent), str(note or "")))
    return tuple(found.values())


def changes_of(sheet: Worksheet) -> tuple[Change, ...]:
    """All changes of all scenarios in their order."""
    found = []
    for number, kind, field, channel, group, period, value in sheet.records.get(SCENARIO_CHANGES.id, ()):
        scenario = _key(number)
        if scenario and isinstance(kind, str):
            found.append(Change(
                scenario, cast(Kind, kind), str(field or ""), value if isinstance(value, float) else None,
                channel if isinstance(channel, int) else None, str(group or ""),
                period if isinstance(period, int) else None,
            ))  # fmt: skip
    return tuple(found)


def _key(number: object) -> int:
    """The key that a record has, `BASE` where that is none of a scenario."""
    return int(number) if isinstance(number, float) and number.is_integer() and number > BASE else BASE


def outcome(sheet: Worksheet, catalog: Catalog, key: int) -> Outcome:
    """The worksheet under one of its scenarios."""
    return under(sheet, catalog, scenarios_of(sheet), changes_of(sheet), key)


def standing_on(sheet: Worksheet, key: int) -> Worksheet:
    """For a worksheet under a scenario that becomes one of its own: the same with those scenarios alone that lie on
    this one, and now on the worksheet. Of the others the changes would be made a second time, or on what they are not
    meant for."""
    there = scenarios_of(sheet)
    kept = {each.key for each in there if each.key != key and key in (below.key for below in line(there, each.key))}
    scenarios = (
        each._replace(parent=BASE) if each.parent == key else each for each in there if each.key in kept
    )  # fmt: skip
    changes = (each for each in changes_of(sheet) if each.scenario in kept)
    after = copy_of(sheet)
    _kept(scenarios, changes, _TITLE).apply(after)
    return after


def find_scenario(sheet: Worksheet, name: str) -> Scenario | None:
    """The scenario of that name, without case and repeated spaces."""
    return next((each for each in scenarios_of(sheet) if same_name(each.name) == same_name(name)), None)


def free_name(sheet: Worksheet, name: str, but: int = BASE) -> str:
    """The name, with a number behind it where another scenario than `but` has that name."""
    found, number = name, 1
    while (there := find_scenario(sheet, found)) is not None and there.key != but:
        number += 1
        found = tr("{name} ({number})", name=name, number=number)
    return found


def added(sheet: Worksheet, name: str, parent: int = BASE, note: str = "") -> tuple[Edit, int]:
    """The step that adds a scenario without changes, and its key. Raises `EditError`."""
    there = scenarios_of(sheet)
    if len(there) >= MOST:
        raise EditError(tr("A document may have {most} scenarios.", most=MOST))
    if parent != BASE:
        _one(sheet, parent)
    key = max((each.key for each in there), default=BASE) + 1
    scenario = Scenario(key, _free_name(sheet, name), parent, note)
    return _kept((*there, scenario), changes_of(sheet), mark("Add a scenario")), key


def renamed(sheet: Worksheet, key: int, name: str, note: str | None = None) -> Edit:
    """Another name, and another note where one is given. Raises `EditError`."""
    return revised(sheet, key, name, note)


def revised(
    sheet: Worksheet, key: int, name: str | None = None, note: str | None = None, parent: int | None = None
) -> Edit:
    """Another name, note and place as one step; what is None stays. Raises `EditError`."""
    there = scenarios_of(sheet)
    new = old = _one(sheet, key)
    if name is not None:
        new = new._replace(name=_free_name(sheet, name, key))
    if note is not None:
        new = new._replace(note=note.strip())
    if parent is not None:
        if parent != BASE and all(each.key != parent for each in may_lie_on(there, key)):
            on = _one(sheet, parent)
            raise EditError(tr("“{name}” cannot lie on “{other}”, which lies on it.", name=old.name, other=on.name)
                            if parent != key else tr("“{name}” cannot lie on itself.", name=old.name))  # fmt: skip
        new = new._replace(parent=parent)
    return _kept(tuple(new if each.key == key else each for each in there), changes_of(sheet), _TITLE)


def moved(sheet: Worksheet, key: int, by: int) -> Edit | None:
    """One place up (`by` -1) or down (1) among those that lie on the same; None where it is the outermost already."""
    there = list(scenarios_of(sheet))
    keys = {each.key for each in there}
    one = _one(sheet, key)
    roots = one.parent not in keys
    beside = [
        place for place, each in enumerate(there)
        if (each.parent not in keys if roots else each.parent == one.parent)
    ]  # fmt: skip
    at = next(number for number, place in enumerate(beside) if there[place].key == key)
    if not 0 <= at + by < len(beside):
        return None
    here, other = beside[at], beside[at + by]
    there[here], there[other] = there[other], there[here]
    return _kept(tuple(there), changes_of(sheet), mark("Order the scenarios"))


def duplicated(sheet: Worksheet, key: int, name: str) -> tuple[Edit, int]:
    """The step that adds a scenario with the same changes on the same place, and its key. Raises `EditError`."""
    there, changes, old = scenarios_of(sheet), changes_of(sheet), _one(sheet, key)
    if len(there) >= MOST:
        raise EditError(tr("A document may have {most} scenarios.", most=MOST))
    new = max(each.key for each in there) + 1
    same = tuple(each._replace(scenario=new) for each in changes if each.scenario == key)
    made = old._replace(key=new, name=_free_name(sheet, name))
    return _kept((*there, made), (*changes, *same), mark("Duplicate a scenario")), new


def removed(sheet: Worksheet, key: int) -> Edit:
    """Without a scenario and its changes; what lay on it lies on what it lay on."""
    return _kept(*_left(sheet, key), mark("Remove a scenario"))


def changed(sheet: Worksheet, key: int, new: Iterable[Change], name: str = _TITLE) -> Edit:
    """With changes of one scenario; one of the same kind for the same cells takes the place of that."""
    return _kept(scenarios_of(sheet), with_changes(changes_of(sheet), key, new), name)


def with_changes(changes: Iterable[Change], key: int, new: Iterable[Change]) -> tuple[Change, ...]:
    """Changes of all scenarios with new ones of one of them, as `changed` puts them in."""
    found = list(changes)
    places = {_place(each): number for number, each in enumerate(found)}
    for each in new:
        one = each._replace(scenario=key)
        if _place(one) in places:
            found[places[_place(one)]] = one
        else:
            places[_place(one)] = len(found)
            found.append(one)
    return tuple(found)


def with_moves(
    sheet: Worksheet, key: int, new: Iterable[Change], gone: Iterable[Change], name: str | None, title: str
) -> tuple[Edit, int]:
    """The step after which a scenario has the `new` changes and not those that are `gone`, and its key; called `name`
    where one is given. Of `BASE` a new one on the worksheet. Raises `EditError`."""
    there = scenarios_of(sheet)
    if key == BASE:
        if len(there) >= MOST:
            raise EditError(tr("A document may have {most} scenarios.", most=MOST))
        key = max((each.key for each in there), default=BASE) + 1
        there = (*there, Scenario(key, _free_name(sheet, name or "")))
    elif name is not None:
        own = _one(sheet, key)._replace(name=_free_name(sheet, name, key))
        there = tuple(own if each.key == key else each for each in there)
    places = {_place(each._replace(scenario=key)) for each in gone}
    left = (each for each in with_changes(changes_of(sheet), key, new) if _place(each) not in places)
    return _kept(there, left, title), key


def rewritten(sheet: Worksheet, changes: Iterable[Change], name: str = _TITLE) -> Edit:
    """With these changes, of all scenarios, in the place of those there."""
    return _kept(scenarios_of(sheet), changes, name)


def without_changes(sheet: Worksheet, key: int, gone: Iterable[Change]) -> Edit:
    """Without some changes of a scenario: what they changed follows what lies below again."""
    places = {_place(each._replace(scenario=key)) for each in gone}
    return _kept(scenarios_of(sheet), tuple(each for each in changes_of(sheet) if _place(each) not in places), _TITLE)


def applied(sheet: Worksheet, catalog: Catalog, key: int) -> Edit:
    """The worksheet as it is under a scenario, and the scenario gone: what lay on it keeps its figures. Raises
    `EditError` for one that is not there."""
    _one(sheet, key)
    found = outcome(sheet, catalog, key)
    cells: list[Edit] = []
    for field, mask in found.changed.items():
        periods, channels = np.nonzero(mask)
        cells.append(SetCells(field, periods, channels, found.worksheet.columns[field][periods, channels]))
    # The worksheet is now what they lay on; on what this one lay on, the changes of that would be made twice.
    gone = _kept(*_left(sheet, key, BASE), mark("Remove a scenario"))
    return Group((*cells, gone), mark("Apply a scenario"))


def _left(
    sheet: Worksheet, key: int, parent: int | None = None
) -> tuple[tuple[Scenario, ...], tuple[Change, ...]]:
    """What is left without a scenario; what lay on it lies on `parent`, by default on what it lay on."""
    gone = _one(sheet, key)
    on = gone.parent if parent is None else parent
    rest = tuple(
        each._replace(parent=on) if each.parent == key else each
        for each in scenarios_of(sheet) if each.key != key
    )  # fmt: skip
    return rest, tuple(each for each in changes_of(sheet) if each.scenario != key)


def _place(change: Change) -> tuple[object, ...]:
    return change.scenario, change.kind, change.field, change.channel, change.group, change.period


def _one(sheet: Worksheet, key: int) -> Scenario:
    found = next((each for each in scenarios_of(sheet) if each.key == key), None)
    if found is None:
        raise EditError(tr("There is no such scenario any more."))
    return found


def _free_name(sheet: Worksheet, name: str, but: int = BASE) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise EditError(tr("A scenario needs a name."))
    there = find_scenario(sheet, clean)
    if there is not None and there.key != but:
        raise EditError(tr("There is a scenario “{name}” already. Give this one another name.", name=there.name))
    return clean


def _kept(scenarios: Iterable[Scenario], changes: Iterable[Change], name: str) -> Group:
    rows = tuple(
        SCENARIOS.row(key=float(each.key), name=each.name, parent=float(each.parent) or None, note=each.note or None)
        for each in scenarios
    )
    parts = tuple(
        SCENARIO_CHANGES.row(
            scenario=float(each.scenario), kind=each.kind, field=each.field or None, channel=each.channel,
            group=each.group or None, period=each.period, value=each.value,
        )
        for each in changes
    )  # fmt: skip
    return Group((SetRecords(SCENARIOS.id, rows), SetRecords(SCENARIO_CHANGES.id, parts)), name)
