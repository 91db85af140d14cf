"""Leading and lagging indicators: what each kind is, in words, and the choice of one kind among a document's columns.

A document shows one kind by putting all figures of the other away: the list of what is put away names them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from roiapp.core.metrics import Metric
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field, Timing

#: the kind that is put away -> its name among the columns that are
PUT_AWAY: Final[dict[Timing, str]] = {"leading": "timing:leading", "lagging": "timing:lagging"}
LABELS: Final[dict[Timing, str]] = {"leading": mark("Leading figures"), "lagging": mark("Lagging figures")}
_MARKS: Final[dict[Timing, str]] = {"leading": mark("Leading"), "lagging": mark("Lagging")}
_ONLY: Final[dict[Timing, str]] = {
    "leading": mark("Leading figures only"), "lagging": mark("Lagging figures only"),
}  # fmt: skip
_OTHER: Final[dict[Timing, Timing]] = {"leading": "lagging", "lagging": "leading"}
_SENTENCES: Final[dict[Timing, str]] = {
    "leading": mark("Leading indicator: it moves before sales do."),
    "lagging": mark("Lagging indicator: it moves once sales are made."),
}


def sentence(timing: Timing) -> str:
    """What a figure of this kind does, "" for one of neither."""
    return tr(_SENTENCES[timing]) if timing else ""


def mark_of(timing: Timing) -> str:
    """The kind in a word, "" for neither."""
    return tr(_MARKS[timing]) if timing else ""


def only(timing: Timing) -> str:
    """That figures of this kind alone are shown, "" for none."""
    return tr(_ONLY[timing]) if timing else ""


def chosen(put_away: Iterable[str]) -> Timing:
    """The kind that alone is shown, "" where figures of both are."""
    gone = set(put_away)
    return next((kind for kind, other in _OTHER.items() if PUT_AWAY[other] in gone), "")


def choosing(put_away: Iterable[str], timing: Timing) -> tuple[str, ...]:
    """The list of what is put away with this kind alone shown, "" for both."""
    rest = tuple(name for name in put_away if name not in PUT_AWAY.values())
    return (*rest, PUT_AWAY[_OTHER[timing]]) if timing else rest


def left_out(catalog: Catalog, records: Iterable[Field | Metric], timing: Timing) -> frozenset[str]:
    """Which of these figures are not shown while this kind alone is: those of the other kind, without the inputs that
    a calculated figure which stays is made of. Figures of neither kind stay."""
    if not timing:
        return frozenset()
    everything = tuple(records)
    other = _OTHER[timing]
    stays = [record.id for record in everything if isinstance(record, Metric) and record.timing != other]
    needed = {field for id_ in stays for field in catalog.inputs(id_)}
    return frozenset(record.id for record in everything if record.timing == other and record.id not in needed)


def label(name: str) -> str:
    """What a name of `PUT_AWAY` stands for, "" for any other."""
    return next((tr(LABELS[kind]) for kind, each in PUT_AWAY.items() if each == name), "")
