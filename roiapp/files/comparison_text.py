"""Scenarios side by side, for people to read in a terminal and for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.decisions.comparison_words import difference_text, range_text, remarks
from roiapp.analysis.decisions.scenario_words import changes_in_words
from roiapp.core.scenarios import BASE, line
from roiapp.files.aligned_text import aligned
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import Comparison, ScenarioCell, UnderScenarios
    from roiapp.core.number_format import NumberFormat


def comparison_text(made: UnderScenarios, found: Comparison, write: NumberFormat) -> str:
    """The scenarios with what they change, the figures with their differences, and the ranges of the assumption."""
    return "\n".join(_lines(made, found, write))


def _lines(made: UnderScenarios, found: Comparison, write: NumberFormat) -> Iterator[str]:
    names = made.sheet.names
    words = {"period": found.view.text(), "channel": "" if found.channel is None else names[found.channel]}
    yield (tr("All channels, {period}", **words) if found.channel is None else tr("{channel}, {period}", **words))
    for each in found.columns[1:]:
        yield ""
        yield tr("{scenario}: {note}", scenario=each.line, note=each.note) if each.note else each.line
        for _change, sentence in changes_in_words(made.sheet, made.catalog, each.key, write):
            yield f"  {sentence}"
    yield ""
    head = [tr("Figure"), found.columns[0].name]
    for each in found.columns[1:]:
        head += [each.name, tr("Difference")]
    rows = [head]
    for place, figure in enumerate(found.figures):
        row = [figure.label, write.text(found.columns[0].cells[place].value, figure.unit)]
        for each in found.columns[1:]:
            cell = each.cells[place]
            row += [write.text(cell.value, figure.unit), difference_text(cell, figure.unit, write)]
        rows.append(row)
    yield from aligned(rows, total=False)
    yield from _ranges(found, write)
    yield from _reasons(found)
    below = list(remarks(found, made.catalog, write))
    if below:
        yield ""
        yield from below


def _ranges(found: Comparison, write: NumberFormat) -> Iterator[str]:
    ranged = [each for each in found.columns if each.ranged]
    if not ranged:
        return
    rows = [[tr("Range"), *(each.name for each in ranged)]]
    for place, figure in enumerate(found.figures):
        texts = [range_text(each.cells[place], figure.unit, write) for each in ranged]
        if any(texts):
            rows.append([figure.label, *(text or "–" for text in texts)])
    yield ""
    yield from aligned(rows, total=False)


def _reasons(found: Comparison) -> Iterator[str]:
    """Why a figure is undefined, each sentence once for the scenarios of which it is true."""
    said: dict[str, None] = {}
    for place, figure in enumerate(found.figures):
        for each in found.columns:
            if each.cells[place].reason:
                said[tr("{figure}: {reason}", figure=figure.label, reason=each.cells[place].reason)] = None
    if said:
        yield ""
        yield from said


def comparison_json(made: UnderScenarios, found: Comparison, write: NumberFormat, currency: str) -> dict[str, Any]:
    """Plain values; percents as fractions. `better` is null where neither way is, or nothing changes."""
    view = found.view
    return {
        "period": {
            "label": view.text(),
            "start": view.start.isoformat() if view.start else None,
            "end": view.end.isoformat() if view.end else None,
        },
        "channel": None if found.channel is None else made.sheet.names[found.channel],
        "currency": currency,
        "elasticities": [LEAST_ELASTICITY, MOST_ELASTICITY] if found.ranged else None,
        "scenarios": [
            {
                "name": each.name,
                "on": [below.name for below in line(made.scenarios, each.key)[:-1]],
                "note": each.note,
                "changes": [said for _change, said in changes_in_words(made.sheet, made.catalog, each.key, write)],
                "at_limits": list(each.clipped),
                "cannot_respond": list(each.silent),
            }
            for each in found.columns
            if each.key != BASE
        ],
        "figures": [
            {
                "id": figure.id,
                "base": found.columns[0].cells[place].value,
                "reason": found.columns[0].cells[place].code or None,
                "scenarios": [{"name": each.name, **_cell(each.cells[place])} for each in found.columns[1:]],
            }
            for place, figure in enumerate(found.figures)
        ],
    }


def _cell(cell: ScenarioCell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "difference": cell.difference,
        "relative": cell.relative,
        "better": cell.judged == "good" if cell.judged else None,
        "range": None if cell.low is None else [cell.low, cell.high],
        "reason": cell.code or None,
    }
