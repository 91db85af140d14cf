"""The changes of a scenario as whole sentences: of what they are, what they do, and what stood there before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from roiapp.core.entered import Entered
from roiapp.core.scenario_edits import changes_of, outcome, scenarios_of
from roiapp.core.scenarios import ORDER, Step, line
from roiapp.core.unit_records import NUMBER, ROI
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.scenarios import Change, Scenario
    from roiapp.core.worksheet import Floats, Worksheet


def changes_in_words(sheet: Worksheet, catalog: Catalog, key: int, write: NumberFormat) -> list[tuple[Change, str]]:
    """The changes of one scenario in the order in which they are made, each with its sentence."""
    own = [each for each in changes_of(sheet) if each.scenario == key]
    below = sheet
    scenarios = line(scenarios_of(sheet), key)
    if len(scenarios) > 1 and any(each.kind == "set" for each in own):
        below = outcome(sheet, catalog, scenarios[-2].key).worksheet
    said = _Sayer(below, catalog, write)
    return [(each, said.sentence(each)) for kind in ORDER for each in own if each.kind == kind]


def place_in_words(scenarios: list[Scenario]) -> str:
    """A scenario by the line from the root to it: "Best case on Plan B"."""
    if not scenarios:
        return tr("Base case")
    said = apart(scenarios[0].name)
    for each in scenarios[1:]:
        said = tr("{scenario} on {below}", scenario=apart(each.name), below=said)
    return said


class _Sayer:
    """Says changes; `below` is the worksheet on which they are made."""

    def __init__(self, below: Worksheet, catalog: Catalog, write: NumberFormat) -> None:
        self._below = below
        self._catalog = catalog
        self._write = write
        self._entered = Entered(below)
        self._channels = {key: place for place, key in enumerate(below.keys)}
        self._periods = {period.key: place for place, period in enumerate(below.periods)}
        self._columns: dict[str, Floats] = {}

    def sentence(self, change: Change) -> str:
        if change.kind == "respond":
            return self._responds(change)
        if change.field not in self._catalog.field:
            return tr("A change of “{field}”, which this document does not have: it does nothing.", field=change.field)
        unit, where = self._catalog.field[change.field].unit, self._where(change)
        value = change.value
        if change.kind == "set":
            then = tr("blank") if value is None else self._write.text(value, unit)
            before = self._before(change)
            if before:
                return tr("{where}: set to {value}, was {before}", where=where, value=then, before=before)
            return tr("{where}: set to {value}", where=where, value=then)
        if value is None:
            return tr("{where}: no number, left blank", where=where)
        if change.kind == "add":
            return tr("{where}: {amount}", where=where, amount=self._write.change(value, unit))
        share = self._write.text(value - 1.0, ROI)
        return tr("{where}: times {factor} ({change})", where=where, factor=factor_text(value, self._write),
                  change=share)  # fmt: skip

    def _where(self, change: Change) -> str:
        """Of what a change is: the field, whose, and in which period; all periods are not named."""
        words = {"field": tr(self._catalog.field[change.field].label), **self._names(change)}
        if change.period is not None:
            if change.channel is not None:
                return tr("{field} of {channel} in {period}", **words)
            if change.group:
                return tr("{field} of the group {group} in {period}", **words)
            return tr("{field} of all channels in {period}", **words)
        if change.channel is not None:
            return tr("{field} of {channel}", **words)
        return tr("{field} of the group {group}", **words) if change.group else tr("{field} of all channels", **words)

    def _names(self, change: Change) -> dict[str, str]:
        channel = period = ""
        if change.channel is not None:
            place = self._channels.get(change.channel)
            channel = tr("a channel that is gone") if place is None else apart(self._below.names[place])
        if change.period is not None:
            at = self._periods.get(change.period)
            period = tr("a period that is gone") if at is None else apart(self._below.periods[at].text())
        return {"channel": channel, "group": apart(change.group), "period": period}

    def _responds(self, change: Change) -> str:
        words = {**self._names(change), "elasticity": factor_text(change.value, self._write)}
        if change.value is None:
            return tr("A response to spend without an elasticity: it does nothing.")
        if change.period is not None:
            if change.channel is not None:
                return tr("Visits, leads, customers and typed revenue of {channel} respond to spend in {period} with "
                          "elasticity {elasticity}", **words)  # fmt: skip
            if change.group:
                return tr("Visits, leads, customers and typed revenue of the group {group} respond to spend in "
                          "{period} with elasticity {elasticity}", **words)  # fmt: skip
            return tr("All visits, leads, customers and typed revenue respond to spend in {period} with elasticity "
                      "{elasticity}", **words)  # fmt: skip
        if change.channel is not None:
            return tr("Visits, leads, customers and typed revenue of {channel} respond to spend with elasticity "
                      "{elasticity}", **words)  # fmt: skip
        if change.group:
            return tr("Visits, leads, customers and typed revenue of the group {group} respond to spend with "
                      "elasticity {elasticity}", **words)  # fmt: skip
        return tr("All visits, leads, customers and typed revenue respond to spend with elasticity {elasticity}",
                  **words)  # fmt: skip

    def _before(self, change: Change) -> str:
        """What stands in all cells of a change below it; "" where they differ, or there are none."""
        values = self._values(change)
        if not values.size:
            return ""
        first = float(values[0])
        if not (np.isnan(values).all() if math.isnan(first) else (values == first).all()):
            return ""
        if math.isnan(first):
            record = self._catalog.field[change.field]
            default = getattr(self._below.settings, record.default_setting, None) if record.default_setting else None
            return tr("blank") if default is None else self._write.text(default, record.unit)
        return self._write.text(first, self._catalog.field[change.field].unit)

    def _values(self, change: Change) -> Floats:
        if change.channel is not None and change.period is not None:  # as goal seek keeps its answers, by the thousand
            at, place = self._periods.get(change.period), self._channels.get(change.channel)
            known = [] if at is None or place is None else [self._entered.value(change.field, at, place)]
            return np.array(known, dtype=np.float64)
        if change.field not in self._columns:
            periods = tuple(range(len(self._below.periods)))
            column = np.array(self._entered.columns(change.field, periods), dtype=np.float64)
            self._columns[change.field] = column.reshape(self._below.shape)
        return self._columns[change.field][Step(self._below, self._catalog).cells(change)]


def factor_text(value: float | None, write: NumberFormat) -> str:
    """A factor or an elasticity with up to four decimals, as the locale writes it."""
    return write.edit_text(None if value is None else round(value, 4), NUMBER)
