"""Which figures the cards of a document show, and what they are called there; the window and the workbook have the
same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.core.document_settings import DocumentSettings
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from collections.abc import Collection

    from roiapp.core.catalog import Catalog

#: id -> what stands on the card where the record's own header says too little there
_LABELS: Final[dict[str, str]] = {
    "spend": mark("Total spend"),
    "gross_return": mark("Gross return (revenue)"),
    "roi": mark("ROI on gross profit"),
    "revenue_roi": mark("ROI on revenue"),
}
_FULL_COST: Final = mark("Total cost")


def chosen_ids(settings: DocumentSettings, catalog: Catalog) -> list[str]:
    """The figures on the cards; those that are usual where none of the chosen is known."""
    known = catalog.field.keys() | catalog.metric.keys()
    return [id_ for id_ in settings.cards if id_ in known] or usual_ids(settings)


def usual_ids(settings: DocumentSettings) -> list[str]:
    """The figures that stand on the cards unless others are chosen, with the ROI that the document's headlines are."""
    return [settings.headline if id_ == "roi" else id_ for id_ in DocumentSettings().cards]


def card_label(catalog: Catalog, id_: str) -> str:
    """What a figure is called on a card: ROI never without what it is judged on."""
    return tr(_LABELS[id_]) if id_ in _LABELS else tr(catalog.record(id_).header)


def figure_and_label(catalog: Catalog, id_: str, used: Collection[str]) -> tuple[str, str]:
    """The figure that a card shows and its name: where fees or hours are `used`, spend is all that was spent."""
    if id_ == "spend" and not {"fees", "hours"}.isdisjoint(used):
        return "total_cost", tr(_FULL_COST)
    return id_, card_label(catalog, id_)
