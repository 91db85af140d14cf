"""Random documents with scenarios, for the tests of their sheets in the workbook."""

from __future__ import annotations

import random
from typing import Final

from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS, Record
from roiapp.core.worksheet import Worksheet
from roiapp.files.session import Session
from tests.files.excel_books import document

#: inputs that scenarios change: of every kind of default, limit and fallback
CHANGED: Final = (
    "spend", "visits", "leads", "customers", "revenue", "revenue_per_sale", "gross_margin", "fees", "hours",
    "hourly_rate", "rejected", "reach", "sales_cycle_days", "close_rate", "retention_rate", "years_retained",
    "repeat_revenue", "goal_leads", "expected_win_rate",
)  # fmt: skip
GROUPS: Final = ("Offline", "", "Online")


def random_change(rng: random.Random, sheet: Worksheet, scenario: int) -> Record:
    """A change of any kind, in one channel, a group or all, in one period or all; now and then of a channel or an input
    that is not there."""
    kind = rng.choice(["set", "set", "add", "scale", "scale", "respond"])
    where: dict[str, str | int | None] = rng.choice([
        {"channel": rng.choice(list(sheet.keys))}, {"group": rng.choice(GROUPS) or None}, {}, {"channel": 999},
    ])  # fmt: skip
    if rng.random() < 0.5:
        where["period"] = rng.choice([period.key for period in sheet.periods])
    value: float | None = {
        "set": rng.choice([0.0, 0.35, 7.0, 250.0, -3.0, None]), "add": rng.choice([0.2, 15.0, -40.0, 300.0]),
        "scale": rng.choice([0.0, 0.5, 1.2, 40.0]), "respond": rng.choice([0.0, 0.5, 0.7, 1.0]),
    }[kind]  # fmt: skip
    field = None if kind == "respond" else rng.choice([*CHANGED, "spend", "spend", "leads", "nothing_such"])
    return SCENARIO_CHANGES.row(scenario=float(scenario), kind=kind, field=field, value=value, **where)


def with_scenarios(seed: int) -> Session:
    """A random document with a tree of scenarios."""
    session, rng = document(seed), random.Random(seed)
    sheet = session.worksheet
    sheet.channels["group"] = [rng.choice(GROUPS) for _ in sheet.keys]
    many = rng.choice([1, 2, 4])
    parents = [None, *(float(rng.randrange(number)) or None for number in range(1, many))]
    rows = [
        SCENARIOS.row(key=float(number), name=f"Plan {number}", parent=parent, note=rng.choice([None, "Why not"]))
        for number, parent in enumerate(parents, 1)
    ]
    changes = [
        random_change(rng, sheet, number) for number in range(1, many + 1) for _ in range(rng.choice([1, 5, 12]))
    ]
    SetRecords(SCENARIOS.id, tuple(rows)).apply(sheet)
    SetRecords(SCENARIO_CHANGES.id, tuple(changes)).apply(sheet)
    return Session(sheet, session.catalog, session.as_of)
