"""What a plan would bring, in a form that can be written down by hand beside a small table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from roiapp.core.catalog import standard
from roiapp.files.import_choices import Choices
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.tables import Cell, Sheet, Table
from roiapp.files.text_tables import read_text_table

#: (channel, "2026-08" or a label) -> field -> figure; what is not known is not there
Figures: TypeAlias = dict[tuple[str, str], dict[str, float]]


def of_text(text: str, choices: Choices | None = None) -> ImportPlan:
    """The plan of a text file."""
    return plan_import(read_text_table(text.encode()), standard(), choices)


def of_sheets(*sheets: tuple[str, Sequence[Sequence[Cell]]], choices: Choices | None = None) -> ImportPlan:
    """The plan of a workbook: each sheet's name and its rows."""
    table = Table(tuple(Sheet(name, [list(row) for row in rows]) for name, rows in sheets))
    return plan_import(table, standard(), choices)


def figures(plan: ImportPlan) -> Figures:
    """All known figures, and every channel and period that any row is of."""
    return {
        (channel["name"], period.label or (f"{period.start:%Y-%m}" if period.start else "")): {
            id_: float(column[p, c]) for id_, column in plan.columns.items() if not math.isnan(column[p, c])
        }
        for p, period in enumerate(plan.periods)
        for c, channel in enumerate(plan.channels)
        if plan.present[p, c]
    }


def left_out(plan: ImportPlan) -> list[tuple[int, str]]:
    """The rows that are left out, and the first words of why."""
    return [(skipped.row, skipped.why.partition(":")[0]) for skipped in plan.skipped]
