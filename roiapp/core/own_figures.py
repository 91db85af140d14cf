"""A document's own fields and metrics: the records that it keeps, and its catalog with them.

One that passed `own_checks.checked` is a field or metric like any other: whatever has a catalog at hand takes that of
the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from roiapp.core import formula
from roiapp.core.catalog import Catalog, standard
from roiapp.core.fields import Field, Kind
from roiapp.core.metrics import Better, Metric
from roiapp.core.unit_records import MONEY_ROUND, UNITS
from roiapp.language import mark

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

#: own fields, and own metrics, that a document may have
MOST_OWN: Final = 100
LONGEST_LABEL: Final = 60
#: of an own metric that has no total
NO_TOTAL: Final = "none"
OWN_UNITS: Final = tuple(unit for unit in UNITS if unit != MONEY_ROUND.id)
KINDS: Final = ("flow", "stock", "weighted")
BETTER: Final = ("up", "down", "")
#: counts, hours and days are not below 0
_NOT_BELOW_ZERO: Final = ("count", "hours", "days", "months", "years", "score")
_SIGNS: Final = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})


class OwnField(NamedTuple):
    """A field that a document has beside the program's. `unit` is one of `OWN_UNITS`; `weight` the field or metric that
    a *weighted* one is weighted by, "" for every other."""

    id: str
    label: str
    unit: str = "count"
    kind: Literal["flow", "stock", "weighted"] = "flow"
    weight: str = ""

    def field(self) -> Field:
        """The same as the catalog has it."""
        return Field(
            self.id, self.label, UNITS[self.unit], "core", cast(Kind, self.kind), "", weight=self.weight,
            minimum=0.0 if self.unit in _NOT_BELOW_ZERO else None, maximum=100.0 if self.unit == "score" else None,
        )  # fmt: skip


class OwnMetric(NamedTuple):
    """A metric that a document has so. `total` is the rule over cells, such as `sum(a) / sum(b)`: "" means that it
    follows from the division at the top of `formula`, "none" that there is none."""

    id: str
    label: str
    formula: str
    unit: str = "number"
    better: Better = ""
    total: str = ""

    def metric(self) -> Metric:
        """The same as the catalog has it."""
        total = "" if self.total == NO_TOTAL else self.total or None
        no_rollup = mark("it was given none") if self.total == NO_TOTAL else ""
        return Metric(
            self.id, self.label, self.formula, UNITS[self.unit], self.better, "", "core", "", mark("Your own"),
            total=total, no_rollup=no_rollup,
        )  # fmt: skip


def catalog_of(sheet: Worksheet, base: Catalog | None = None) -> Catalog:
    """The catalog of a document: `base` (the standard one) with its own fields and metrics, the same object for the
    same ones. A catalog that was made for some document serves as its own base."""
    root = base or standard()
    root = root.base or root
    if not sheet.own_fields and not sheet.own_metrics:
        return root
    return _extended(root, sheet.own_fields, sheet.own_metrics)


@lru_cache(maxsize=16)
def _extended(root: Catalog, fields: tuple[OwnField, ...], metrics: tuple[OwnMetric, ...]) -> Catalog:
    extended = root.extended((each.field() for each in fields), (each.metric() for each in metrics))
    return replace(extended, base=root)


def clean_field(own: OwnField) -> OwnField:
    """The record as the document keeps it: spaces in the label and a weight that nothing asks for gone."""
    return own._replace(label=_spaced(own.label), weight=own.weight if own.kind == "weighted" else "")


def clean_metric(own: OwnMetric) -> OwnMetric:
    """The record as the document keeps it: signs for × and ÷ as the formula language has them, spaces at ends gone."""
    formula_text, total = (_spaced(text.translate(_SIGNS)) for text in (own.formula, own.total))
    return own._replace(label=_spaced(own.label), formula=formula_text, total=total)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def used_by(ids: Iterable[str], fields: Iterable[OwnField], metrics: Iterable[OwnMetric]) -> tuple[str, str] | None:
    """One of the ids and the label of what is made of it, None where nothing is."""
    wanted = set(ids)
    for field in fields:
        if field.weight in wanted:
            return field.weight, field.label
    for metric in metrics:
        for text in (metric.formula, metric.total):
            for name in _names_in(text):
                if name in wanted and name != metric.id:
                    return name, metric.label
    return None


def _names_in(text: str) -> tuple[str, ...]:
    """The names in a formula that was read before."""
    return formula.names(formula.parse(text)) if text and text != NO_TOTAL else ()


def completions(text: str, catalog: Catalog) -> tuple[str, ...]:
    """The ids that the name at the end of a formula may become, those that begin with it first."""
    found = re.search(r"[A-Za-z_][A-Za-z0-9_]*$", text)
    if found is None:
        return ()
    begun = found.group().casefold()
    ids = (*catalog.field, *(metric.id for metric in catalog.metrics if not metric.total_only), *formula.FUNCTIONS)
    first = [id_ for id_ in ids if id_.startswith(begun)]
    return (*first, *(id_ for id_ in ids if begun in id_ and id_ not in first))
