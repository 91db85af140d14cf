"""`roiapp metrics`: what a figure means, as text and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roiapp.core import indicators
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field, Timing
    from roiapp.core.metrics import Metric


def no_metric(asked: str, known: list[str]) -> str:
    from roiapp.files.asked_names import with_near_names

    sentence = tr("There is no figure “{asked}”.", asked=asked)
    said = with_near_names(sentence, asked, known)
    return said if said != sentence else f"{sentence} {tr('roiapp metrics lists them all.')}"


def listed(catalog: Catalog, timing: Timing) -> Sequence[Field | Metric]:
    """What the guide lists: all that is computed, or all figures, typed ones too, that are leading or lagging."""
    if not timing:
        return catalog.metrics
    every: tuple[Field | Metric, ...] = (*catalog.fields, *catalog.metrics)
    return [record for record in every if record.timing == timing]


def list_text(records: Sequence[Field | Metric]) -> str:
    """A line each."""
    width = max((len(record.id) for record in records), default=0)
    said = ((record.id, ": ".join(filter(None, (tr(record.label), tr(record.help))))) for record in records)
    return "\n".join(f"{id_:<{width}}  {text}" for id_, text in said)


def guide_of(record: Field | Metric, catalog: Catalog) -> dict[str, Any]:
    """A record as the guide gives it: `formula` is "" for what is typed, `total` the rule over cells or null."""
    return {
        "id": record.id,
        "label": tr(record.label),
        "help": tr(record.help),
        "unit": record.unit.id,
        "block": record.block,
        "timing": record.timing,
        "better": getattr(record, "better", ""),
        "formula": getattr(record, "formula", None) or getattr(record, "fallback", ""),
        "inputs": [id_ for id_ in catalog.inputs(record.id) if id_ != record.id],
        "total": record.total or None,
        "source": getattr(record, "source", ""),
    }


def guide_text(record: Field | Metric, catalog: Catalog) -> str:
    guide = guide_of(record, catalog)
    better = {"up": tr("more is better"), "down": tr("less is better")}.get(guide["better"], "")
    lines = [
        f"{guide['label']} ({record.id})",
        *([guide["help"]] if guide["help"] else []),
        "",
        *([f"{tr('Formula')}: {record.id} = {guide['formula']}"] if guide["formula"] else []),
        *([f"{tr('Total')}: {record.total}"] if record.total else []),
        f"{tr('Unit')}: {tr(record.unit.label)}" + (f", {better}" if better else ""),
        *([indicators.sentence(record.timing)] if record.timing else []),
        *([f"{tr('From')}: {', '.join(guide['inputs'])}"] if guide["inputs"] else []),
        *([f"{tr('Source')}: {guide['source']}"] if guide["source"] else []),
    ]
    return "\n".join(lines)
