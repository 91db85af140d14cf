"""Random documents with scenarios, for the tests of their sheets in the workbook."""

from __future__ import annotations

import random
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook

from roiapp.core.fields import BLOCKS
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS, Record
from roiapp.core.worksheet import Worksheet
from roiapp.files.session import Session
from tests.files.excel_books import CATALOG, document

#: inputs that scenarios change: of every kind of default, limit and fallback
CHANGED: Final = (
    "spend", "visits", "leads", "customers", "revenue", "revenue_per_sale", "gross_margin", "fees", "hours",
    "hourly_rate", "rejected", "reach", "sales_cycle_days", "close_rate", "retention_rate", "years_retained",
    "repeat_revenue", "goal_leads", "expected_win_rate", "shared_cost",
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
    """A small random document of two or three blocks, with a tree of scenarios."""
    rng = random.Random(seed)
    some = map(document, range(2 * seed, 2 * seed + 99, 2))
    session = next(each for each in some if each.worksheet.shape[0] in (1, 3))
    sheet = session.worksheet
    blocks = ("core", *rng.sample([block for block in BLOCKS if block != "core"], 2))
    sheet.settings = sheet.settings.changed(blocks=blocks)
    for id_ in [id_ for id_ in sheet.columns if CATALOG.field[id_].block not in blocks]:
        del sheet.columns[id_]
        if id_ in sheet.totals:
            del sheet.totals[id_]
    sheet.channels["group"] = [rng.choice(GROUPS) for _ in sheet.keys]
    parents = [None, *(float(rng.randrange(number + 1)) or None for number in range(rng.choice([1, 2])))]
    rows = [
        SCENARIOS.row(key=float(number), name=f"Plan {number}", parent=parent, note=rng.choice([None, "Why not"]))
        for number, parent in enumerate(parents, 1)
    ]
    keys = range(1, len(rows) + 1)
    changes = [random_change(rng, sheet, number) for number in keys for _ in range(rng.choice([4, 9]))]
    SetRecords(SCENARIOS.id, tuple(rows)).apply(sheet)
    SetRecords(SCENARIO_CHANGES.id, tuple(changes)).apply(sheet)
    return Session(sheet, session.catalog, session.as_of)


def value_cell(book: Workbook, row: int) -> Cell:
    """The cell in which a change has its value, by its row in the document."""
    page = book["Scenarios"]
    mark = next(cell for cells in page.iter_rows() for cell in cells if cell.value == f"change {row}")
    return page.cell(mark.row, 8)
