"""Which pages the guide has: the tutorial, the well-known mistakes, one for every field and metric of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core.explain import Part
from roiapp.core.fields import BLOCKS
from roiapp.core.mistakes import MISTAKES, concerned
from roiapp.files.other_names import known_as
from roiapp.language import tr
from roiapp.ui.lists.tutorial import title as tutorial_title
from roiapp.ui.lists.tutorial import told as tutorial_told

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.number_format import NumberFormat

#: ids of pages that are no figure's; a figure's id has no colon
TUTORIAL: Final = ":tutorial"
MISTAKEN: Final = ":mistakes"


#: where a note stands on more pages than these, they are not named
_MOST_LINKS: Final = 20


class Told(NamedTuple):
    """A text with its heading, and the figures that it concerns."""

    heading: str
    text: str
    links: tuple[Part, ...] = ()


class PageEntry(NamedTuple):
    """A page in the list, below the heading `block`; `names` are what it is called elsewhere, `beside` all words by
    which it is found, too."""

    id: str
    text: str
    short: str
    block: str
    beside: str
    names: tuple[str, ...] = ()


def page_entries(catalog: Catalog, number_format: NumberFormat) -> Iterator[PageEntry]:
    """All pages in the order of the list: a document's own figures after the others."""
    begin = tr("Begin here")
    words = " ".join(text for _title, text in tutorial_told())
    yield PageEntry(TUTORIAL, tutorial_title(), "", begin, words)
    mistakes = " ".join(f"{tr(each.title)} {each.said(number_format)}" for each in MISTAKES)
    yield PageEntry(MISTAKEN, tr("Well-known mistakes"), "", begin, mistakes)
    standard = catalog.base or catalog
    records: list[Field | Metric] = [*catalog.fields, *catalog.metrics]
    for block, (label, _gives) in BLOCKS.items():
        for record in records:
            if record.block == block and (record.id in standard.field or record.id in standard.metric):
                yield _entry(record, tr(label))
    for record in records:
        if record.id not in standard.field and record.id not in standard.metric:
            yield _entry(record, tr("Your own"))


def _entry(record: Field | Metric, block: str) -> PageEntry:
    names = (record.id.replace("_", " "), *known_as(record))
    beside = " ".join((tr(record.help), *names))
    return PageEntry(record.id, tr(record.label), tr(record.short), block, beside, names)


def told_page(id_: str, catalog: Catalog, number_format: NumberFormat) -> tuple[str, list[Told]] | None:
    """Title and texts of a page that is no figure's; None for a figure's."""
    if id_ == TUTORIAL:
        return tutorial_title(), [Told(heading, text) for heading, text in tutorial_told()]
    if id_ != MISTAKEN:
        return None
    notes = []
    for each in MISTAKES:
        ids = concerned(catalog, each)
        links = tuple(Part(tr(catalog.record(id_).label), id_) for id_ in ids) if len(ids) <= _MOST_LINKS else ()
        notes.append(Told(tr(each.title), each.said(number_format), links))
    return tr("Well-known mistakes"), notes
