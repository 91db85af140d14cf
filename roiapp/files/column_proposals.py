"""What the columns of a table are taken for, how sure that is and why: for whoever is asked to confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from roiapp.core.catalog import Catalog
from roiapp.files.dialects import Meaning, is_unknown, meaning, normal
from roiapp.files.import_choices import IGNORED, Choices
from roiapp.files.table_layout import Layout, is_blank, text_of
from roiapp.language import tr

#: 3 the name itself, 2 known by other names, 1 to be looked at, 0 not imported
Confidence = Literal[0, 1, 2, 3]
#: what platforms call by one name and mean the one or the other by -> the field it could be as well
_DOUBTFUL: Final = {
    "conversions": "customers", "results": "customers", "key events": "customers", "ergebnisse": "customers",
    "conversiones": "customers", "résultats": "customers", "konwersje": "customers", "dönüşümler": "customers",
}  # fmt: skip
_SAMPLES: Final = 4
_LOOKED_AT: Final = 2_000
_LONGEST: Final = 60


@dataclass(frozen=True)
class Proposal:
    """One column: its name, what it holds, the field or role it becomes ("" none), how sure that is, and why."""

    name: str
    samples: tuple[str, ...]
    target: str
    confidence: Confidence
    why: str


def proposals(layout: Layout, catalog: Catalog, choices: Choices) -> tuple[Proposal, ...]:
    """Every column with a header or a value, in their order."""
    target_of = {column: id_ for id_, column in (layout.fields | layout.roles).items()}
    chosen = {normal(name): target for name, target in choices.columns.items()}
    found = []
    for column, name in enumerate(layout.names):
        samples = _samples(layout, column)
        if not layout.headers[column] and not samples:
            continue
        target = target_of.get(column, IGNORED)
        found.append(_proposal(layout, column, name, samples, target, chosen, catalog))
    return tuple(found)


def _proposal(
    layout: Layout,
    column: int,
    name: str,
    samples: tuple[str, ...],
    target: str,
    chosen: Mapping[str, str],
    catalog: Catalog,
) -> Proposal:
    header = layout.headers[column]
    known = meaning(header, catalog) if header else None
    if normal(name) in chosen:
        return Proposal(name, samples, target, 3 if target else 0, tr("As you chose"))
    if not target:
        return Proposal(name, samples, target, 0, _why_not(layout, header, samples, known, catalog))
    doubtful = _DOUBTFUL.get(normal(header), "")
    if doubtful and doubtful not in layout.fields:
        label = tr(catalog.field[doubtful].label)
        return Proposal(name, samples, target, 1, tr("Could also be {field}", field=label))
    if layout.sheet.shape is not None and not layout.sheet.shape.plain:
        return Proposal(name, samples, target, 2, tr("By the shape of the table"))
    if known is None:
        return Proposal(name, samples, target, 1, tr("By what stands in it"))
    if known.rank <= 1 and known.id == target:
        return Proposal(name, samples, target, 3, tr("Exact name"))
    return Proposal(name, samples, target, 2, tr("Known column"))


def _why_not(
    layout: Layout, header: str, samples: tuple[str, ...], known: Meaning | None, catalog: Catalog
) -> str:
    if known is not None and known.kind == "metric":
        return tr("Calculated here")
    if not samples:
        return tr("No values in it")
    double = dict(layout.doubles).get(header)
    if double:
        record = catalog.field[double]
        return tr("{field} comes from another column", field=tr(record.label))
    return tr("No matching field")


def _samples(layout: Layout, column: int) -> tuple[str, ...]:
    """The first different values that say something."""
    found: dict[str, None] = {}
    for row in layout.rows[:_LOOKED_AT]:
        cell = layout.cell(row, column)
        if is_blank(cell) or (isinstance(cell, str) and is_unknown(cell)):
            continue
        text = text_of(cell)
        found[text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)
