"""Why a row has undefined figures, as a formula: it names what is missing and falls silent when that is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from roiapp.core.fields import Field
from roiapp.core.reasons import required
from roiapp.files.excel.plan import FIRST_ROW, SheetPlan
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures


def why_formula(figures: Figures, plan: SheetPlan, channel: int, undefined: Iterable[str]) -> tuple[str, str]:
    """The formula and its text for one channel's row, "" where nothing shown is made from inputs that can be missing.

    An input is named while it is blank and a figure that is shown cannot be known without it.
    """
    row, catalog = FIRST_ROW + channel, figures.catalog
    users: dict[str, list[str]] = {}
    for record in plan.shown:
        if isinstance(record, Field):
            continue
        for id_ in required(catalog, catalog.trees[record.id]):
            if id_ in plan.column:
                users.setdefault(id_, []).append(record.id)
    parts, said = [], []
    gone = set(undefined)
    for id_, metrics in users.items():
        label = tr(catalog.field[id_].header)
        cell = plan.cell(id_, row)
        needing = ",".join(str(plan.cell(each, row)) for each in metrics)
        missing = tr("{field} missing", field=label)
        parts.append(f'IF(AND(NOT(ISNUMBER({cell})),COUNT({needing})<{len(metrics)}),"; {_text(missing)}","")')
        if figures.value(id_, channel) is None and gone.intersection(metrics):
            said.append(missing)
    if not parts:
        return "", ""
    return f"=MID({'&'.join(parts)},3,999)", "; ".join(said)


def _text(text: str) -> str:
    """A text inside a formula."""
    return text.replace('"', '""')
