"""What differs between the own fields and metrics of two worksheets, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roiapp.core.number_format import UNDEFINED
from roiapp.core.own_figures import NO_TOTAL, OwnField, OwnMetric
from roiapp.core.unit_records import UNITS
from roiapp.core.worksheet import Worksheet
from roiapp.language import mark, tr

Own = OwnField | OwnMetric

_KINDS = {"flow": mark("added up"), "stock": mark("last known counts"), "weighted": mark("weighted by {weight}")}
_BETTER = {"up": mark("higher is better"), "down": mark("lower is better")}


@dataclass(frozen=True)
class OwnDifference:
    """An own field or metric that came (`before` None), went (`after` None) or is another; both None: the same ones in
    another order."""

    before: Own | None
    after: Own | None

    @property
    def what(self) -> str:
        """What it is, in the user's language."""
        one = self.after or self.before
        return tr("Own figures") if one is None else tr("Own field") if isinstance(one, OwnField) else tr("Own metric")

    @property
    def label(self) -> str:
        one = self.after or self.before
        return one.label if one is not None else tr("Document")

    def texts(self) -> tuple[str, str]:
        """Both states in words."""
        if self.before is None and self.after is None:
            return UNDEFINED, tr("in another order")
        return _said(self.before), _said(self.after)


def own_differences(before: Worksheet, after: Worksheet) -> Iterator[OwnDifference]:
    """What differs, matched by id."""
    for old, new in ((before.own_fields, after.own_fields), (before.own_metrics, after.own_metrics)):
        yield from _differences(old, new)


def _differences(old: Sequence[Own], new: Sequence[Own]) -> Iterator[OwnDifference]:
    was, now = {each.id: each for each in old}, {each.id: each for each in new}
    found = [OwnDifference(was.get(id_), now.get(id_)) for id_ in (*was, *(i for i in now if i not in was))]
    differ = [each for each in found if each.before != each.after]
    yield from differ
    if not differ and list(was) != list(now):
        yield OwnDifference(None, None)


def _said(own: Own | None) -> str:
    if own is None:
        return UNDEFINED
    words = [own.label, tr(UNITS[own.unit].label)]
    if isinstance(own, OwnField):
        words.append(tr(_KINDS[own.kind], weight=own.weight))
    else:
        words.insert(1, f"{own.id} = {own.formula}")
        words += [tr(_BETTER[own.better])] if own.better else []
        if own.total:
            words.append(tr("no total") if own.total == NO_TOTAL else tr("total {rule}", rule=own.total))
    return "; ".join(words)
