"""`roiapp metrics`: what a figure means, as text and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field, Timing
    from roiapp.core.metrics import Metric
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures


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


def guide_of(record: Field | Metric, catalog: Catalog, figures: Figures | None = None) -> dict[str, Any]:
    """A record as the guide gives it: `formula` is "" for what is typed, `total` the rule over cells or null. `example`
    is worked out with the figures of a document, else with those of a sample; null where neither has it."""
    from roiapp.core.figure_page import figure_page
    from roiapp.files.other_names import also_called

    write = _number_format(figures)
    page = figure_page(catalog, record.id, write)
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
        "not_said": page.not_said,
        "mistakes": [{"id": note.id, "title": note.title, "text": note.text} for note in page.mistakes],
        "also_called": list(also_called(record)),
        "example": _example_of(record.id, figures, write),
    }


def _example_of(id_: str, figures: Figures | None, write: NumberFormat) -> dict[str, Any] | None:
    from roiapp.files.worked_examples import worked_example

    example = worked_example(figures, id_, None, write)
    if example is None:
        return None
    return {
        "channel": None if example.channel is None else example.whose,
        "period": example.period,
        "sample": bool(example.sample),
        "value": example.value,
        "parts": [{"name": name, "text": text} for name, text in example.parts],
        "tenth_higher": [{"name": name, "value": value} for name, _text, value in example.higher],
        "text": example.told.text(),
    }


def guide_text(record: Field | Metric, catalog: Catalog, figures: Figures | None = None) -> str:
    """The page of the guide, and below it the formula as the formula language has it."""
    from roiapp.core.figure_page import figure_page
    from roiapp.files.figure_guide import sections
    from roiapp.files.guide_text import as_text
    from roiapp.files.worked_examples import worked_example

    write = _number_format(figures)
    page = figure_page(catalog, record.id, write)
    settings = figures.worksheet.settings if figures is not None else None
    said = sections(catalog, page, worked_example(figures, record.id, None, write), settings)
    better = {"up": tr("more is better"), "down": tr("less is better")}.get(getattr(record, "better", ""), "")
    formula = getattr(record, "formula", None) or getattr(record, "fallback", "")
    inputs = [id_ for id_ in catalog.inputs(record.id) if id_ != record.id]
    lines = [
        as_text(f"{page.label} ({record.id})", said),
        "",
        *([_said(tr("Formula"), f"{record.id} = {formula}")] if formula else []),
        *([_said(tr("Total"), record.total)] if record.total else []),
        _said(tr("Unit"), tr(record.unit.label) + (f", {better}" if better else "")),
        *([_said(tr("Inputs"), ", ".join(inputs))] if inputs else []),
    ]
    return "\n".join(lines)


def document_figures(path: str, catalog: Catalog) -> Figures:
    """The figures of a document's last period. Raises as `open_document` does."""
    from datetime import date

    from roiapp.core.calculator import Calculator
    from roiapp.core.own_figures import catalog_of
    from roiapp.core.views import first_view
    from roiapp.files.formats import open_document

    sheet = open_document(path, catalog).worksheet
    return Calculator(sheet, catalog_of(sheet, catalog), date.today()).figures(first_view(sheet))


def _said(what: str, value: str) -> str:
    return tr("{figure}: {value}", figure=what, value=value)


def _number_format(figures: Figures | None) -> NumberFormat:
    from roiapp.core.number_format import NumberFormat
    from roiapp.language import current

    if figures is None:
        return NumberFormat(current(), "USD")
    settings = figures.worksheet.settings
    return NumberFormat(settings.locale, settings.currency)
