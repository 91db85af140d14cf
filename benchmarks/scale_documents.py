"""The four large documents of `scale`, the same at every run: a million rows, ten years of months, two hundred
scenarios, ten thousand assets."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from real_window import document

from roiapp.core.record_tables import ASSET_KINDS, ASSETS, SCENARIO_CHANGES, SCENARIOS, Record
from roiapp.core.worksheet import Worksheet
from roiapp.files.project_file import encode

ROWS, MONTHS, SCENARIOS_MADE, ASSETS_MADE = 1_000_000, 120, 200, 10_000
#: name of each -> what it is, in words
DOCUMENTS = {
    "rows": f"{ROWS:,} channels in one month",
    "months": f"1,000 channels × {MONTHS} months",
    "scenarios": f"{SCENARIOS_MADE} scenarios on 100 channels × 12 months",
    "assets": f"{ASSETS_MADE:,} content assets beside 30 channels × 24 months",
}


def made(name: str, rows: int = ROWS) -> Worksheet:
    """The document of that name; `rows` are those of the first."""
    if name == "rows":
        return document(rows, 1)
    if name == "months":
        return document(1_000, MONTHS)
    if name == "scenarios":
        sheet = document(100, 12)
        sheet.records[SCENARIOS.id], sheet.records[SCENARIO_CHANGES.id] = _scenarios(sheet)
        return sheet
    sheet = document(30, 24)
    sheet.records[ASSETS.id] = _assets(sheet)
    return sheet


def write(name: str, folder: Path, rows: int = ROWS) -> Path:
    """The same as a file in this folder; one that is there already is taken."""
    place = folder / f"{name}.roi"
    if not place.exists():
        place.write_bytes(encode(made(name, rows)))
    return place


def _scenarios(sheet: Worksheet) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Four lie on each, from the worksheet down. Each changes a group and three cells, and all channels respond."""
    random = np.random.default_rng(7)
    scenarios, changes = [], []
    for key in range(1, SCENARIOS_MADE + 1):
        number, parent = float(key), float((key - 1) // 4) or None
        scenarios.append(SCENARIOS.row(key=number, name=f"Plan {key}", parent=parent, note=f"Reasoning {key}"))
        more = round(float(random.uniform(0.8, 1.3)), 2)
        changes.append(SCENARIO_CHANGES.row(scenario=number, kind="scale", field="spend", value=more, group="Online"))
        changes.append(SCENARIO_CHANGES.row(scenario=number, kind="respond", value=0.7))
        for _ in range(3):
            channel, period = sheet.keys[int(random.integers(100))], sheet.periods[int(random.integers(12))].key
            changes.append(SCENARIO_CHANGES.row(
                scenario=number, kind="set", field="visits", channel=channel, period=period,
                value=float(random.integers(100, 2_000)),
            ))  # fmt: skip
    return tuple(scenarios), tuple(changes)


def _assets(sheet: Worksheet) -> tuple[Record, ...]:
    random = np.random.default_rng(11)
    kinds = [id_ for id_, _label in ASSET_KINDS]
    rows = []
    for number in range(ASSETS_MADE):
        views = int(random.poisson(800))
        leads = int(random.binomial(views, 0.03))
        rows.append(ASSETS.row(
            asset=f"How to choose, part {number + 1}", kind=kinds[int(random.integers(len(kinds)))],
            channel=sheet.keys[int(random.integers(30))], date=date(2021, 1, 1) + timedelta(int(random.integers(700))),
            impressions=float(views * 9), views=float(views), shares=float(random.poisson(8)), leads=float(leads),
            mqls=float(random.binomial(leads, 0.3)), revenue=float(random.integers(0, 5_000)),
            cost=float(random.integers(50, 900)),
        ))  # fmt: skip
    return tuple(rows)
