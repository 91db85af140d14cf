"""What to look at twice: warnings that never block, and the limits beyond which a figure is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog
from roiapp.core.doubtful import OUTLIER_FIELDS, OUTLIER_PERIODS, exceeding, far_from, revenue_product, usual
from roiapp.core.fields import Field
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import View
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.what_counts import alike, concerning, redefinitions
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import current, date_text, inside, tr

#: shown at most of one kind and period; more would not be read
MOST = 200

Level = Literal["check", "note"]
Usual: TypeAlias = dict[tuple[str, tuple[int, ...] | None], Floats]


@dataclass(frozen=True)
class DataWarning:
    """One thing to look at. `channel` and `period` are indices (None: not about one), `field` an id. A `note` only
    tells what was assumed; a `check` may be a slip."""

    id: str
    channel: int | None
    field: str
    period: int | None
    text: str
    level: Level = "check"


def limit_error(field: Field, value: float | None, number_format: NumberFormat) -> str | None:
    """Why a figure is refused in a field, as a sentence; None when it is accepted."""
    if value is None or value != value:
        return None
    if field.minimum is not None and value < field.minimum:
        return tr(
            "{field} cannot be below {least}. Leave the cell empty where it is not known.",
            field=tr(field.label),
            least=number_format.text(field.minimum, field.unit),
        )
    if field.maximum is not None and value > field.maximum:
        return tr(
            "{field} cannot be above {most}.", field=tr(field.label), most=number_format.text(field.maximum, field.unit)
        )
    return None


def warnings(worksheet: Worksheet, catalog: Catalog, calculator: Calculator, view: View) -> list[DataWarning]:
    """Everything to look at in the base periods of a view, by period, then kind, then channel."""
    return [warning for found in pieces(worksheet, catalog, calculator, view) for warning in found]


def pieces(
    worksheet: Worksheet, catalog: Catalog, calculator: Calculator, view: View
) -> Iterator[list[DataWarning]]:
    """The same, each piece worked out when it is asked for, so that somebody may do other things in between. Whatever
    is changed meanwhile, they are to be begun anew."""
    usual: Usual = {}
    for period in view.periods:
        look = _Period(worksheet, catalog, calculator, period, usual)
        for check in CHECKS:
            yield list(check(look))


class _Period:
    """The columns of one base period, and the sentence parts its warnings need.

    `usual` are medians by field and by the periods that count the same, worked out once for all that are looked at.
    """

    def __init__(
        self, worksheet: Worksheet, catalog: Catalog, calculator: Calculator, period: int, usual: Usual
    ) -> None:
        self.worksheet = worksheet
        self.catalog = catalog
        self.calculator = calculator
        self.period = period
        self.usual = usual
        self.format = NumberFormat(worksheet.settings.locale, worksheet.settings.currency)
        self._figures: dict[str, Floats] = {}

    def counting_the_same(self, field_id: str) -> tuple[int, ...] | None:
        """The periods in which a field counts the same as in this one, None for all of them."""
        if not self.worksheet.records.get(REDEFINITIONS.id):
            return None
        periods = self.worksheet.periods
        changes = concerning(redefinitions(self.worksheet), self.catalog, field_id)
        return alike(changes, periods, self.period) if changes else None

    def typed(self, field_id: str) -> Floats:
        return self.calculator.entered.column(field_id, self.period)

    def known(self, field_id: str) -> Floats | None:
        return self.typed(field_id) if self.has(field_id) else None

    def has(self, field_id: str) -> bool:
        return field_id in self.calculator.tape_fields

    def figure(self, id_: str) -> Floats:
        if id_ not in self._figures:
            self._figures[id_] = self.calculator.column(self.period, id_)
        return self._figures[id_]

    def warn(
        self,
        id_: str,
        field: str,
        where: npt.NDArray[np.bool_],
        text: Callable[[int, str], str],
        level: Level = "check",
    ) -> Iterator[DataWarning]:
        for channel in np.flatnonzero(where)[:MOST].tolist():
            yield DataWarning(id_, channel, field, self.period, text(channel, self.worksheet.names[channel]), level)

    def label(self, field_id: str) -> str:
        """A field's name inside a sentence."""
        return inside(tr(self.catalog.field[field_id].header))


def _part_exceeds_whole(look: _Period) -> Iterator[DataWarning]:
    for part, whole, where in exceeding(look.known):
        yield from look.warn("part_exceeds_whole", part, where, partial(_more_than, look, part, whole))


def _more_than(look: _Period, part: str, whole: str, _: int, name: str) -> str:
    return tr("{channel} has more {part} than {whole}.", channel=name, part=look.label(part), whole=look.label(whole))


def _revenue_differs(look: _Period) -> Iterator[DataWarning]:
    found = revenue_product(look.known)
    if found is not None:
        revenue, (product, differs) = look.typed("revenue"), found
        money = look.catalog.field["revenue"].unit
        yield from look.warn(
            "revenue_differs",
            "revenue",
            differs,
            lambda i, name: tr(
                "{channel}: revenue typed {revenue}, customers × revenue per sale {product}. The typed one counts.",
                channel=name,
                revenue=look.format.text(float(revenue[i]), money),
                product=look.format.text(float(product[i]), money),
            ),
        )


def _spend_without_results(look: _Period) -> Iterator[DataWarning]:
    cost = look.figure("total_cost")
    results = _any_known(look, ("leads", "customers", "revenue", "visits"))
    with np.errstate(invalid="ignore"):
        where = (cost > 0) & ~results
    yield from look.warn(
        "spend_without_results",
        "leads",
        where,
        lambda _, name: tr("{channel} has spend, but no leads or customers are typed.", channel=name),
    )


def _results_without_spend(look: _Period) -> Iterator[DataWarning]:
    with np.errstate(invalid="ignore"):
        results = (look.typed("leads") > 0) | (look.typed("customers") > 0)
    yield from look.warn(
        "results_without_spend",
        "spend",
        results & np.isnan(look.typed("spend")),
        lambda _, name: tr(
            "{channel} has leads or customers, but no spend is typed. Type 0 if it cost nothing.", channel=name
        ),
    )


def _blank_in_total(look: _Period) -> Iterator[DataWarning]:
    left_out = (
        ~np.isnan(look.figure("total_cost"))
        & np.isnan(look.figure("gross_return"))
        & _any_known(look, ("leads", "customers", "visits"))
    )
    customers = look.typed("customers")

    labels = [look.label(field) for field in ("revenue_per_sale", "customers")]

    def text(channel: int, name: str) -> str:
        missing = labels[int(np.isnan(customers[channel]))]
        return tr("{channel} is left out of the total ROI: {field} missing.", channel=name, field=missing)

    for warning in look.warn("blank_in_total", "customers", left_out, text):
        assert warning.channel is not None
        field = "customers" if np.isnan(customers[warning.channel]) else "revenue_per_sale"
        yield DataWarning(warning.id, warning.channel, field, look.period, warning.text)


def _margin_missing(look: _Period) -> Iterator[DataWarning]:
    with np.errstate(invalid="ignore"):
        where = (look.figure("gross_return") != 0) & ~np.isnan(look.figure("gross_return"))
    yield from look.warn(
        "margin_missing",
        "gross_margin",
        where & np.isnan(look.figure("gross_margin")),
        lambda _, name: tr("{channel} has revenue, but no margin: ROI is judged on gross profit.", channel=name),
    )


def _default_used(look: _Period) -> Iterator[DataWarning]:
    for field in look.catalog.fields:
        default = getattr(look.worksheet.settings, field.default_setting, None) if field.default_setting else None
        if default is None:
            continue
        weight = look.figure(field.weight)
        shown = look.format.text(default, field.unit)
        yield from look.warn(
            "default_used",
            field.id,
            np.isnan(look.typed(field.id)) & ~np.isnan(weight),
            partial(_filled, tr(field.header), shown),
            "note",
        )


def _filled(field: str, default: str, _: int, name: str) -> str:
    return tr("{channel}: {field} is the document's {default}.", channel=name, field=field, default=default)


def _stale_period(look: _Period) -> Iterator[DataWarning]:
    period = look.worksheet.periods[look.period]
    today = look.calculator.as_of
    if period.end and period.as_of and period.as_of < period.end and today and today > period.as_of:
        yield DataWarning(
            "stale_period",
            None,
            "",
            look.period,
            tr(
                "The figures of {period} go only to {day}.",
                period=period.text(),
                day=date_text(period.as_of, current()),
            ),
        )


def _outlier(field_id: str, look: _Period) -> Iterator[DataWarning]:
    if len(look.worksheet.periods) < OUTLIER_PERIODS or not look.has(field_id):
        return
    column = look.worksheet.columns[field_id]
    same = look.counting_the_same(field_id)
    median = look.usual.get((field_id, same))
    if median is None:
        median = look.usual[field_id, same] = usual(column if same is None else column[list(same)])
    value = column[look.period]
    yield from look.warn(
        "outlier",
        field_id,
        far_from(value, median),
        partial(_far_from_usual, look, field_id, value, median),
    )


def _far_from_usual(look: _Period, field_id: str, values: Floats, medians: Floats, channel: int, name: str) -> str:
    unit = look.catalog.field[field_id].unit
    return tr(
        "{channel}: {field} of {value} is far from its usual {median}. A zero too many or too few?",
        channel=name,
        field=look.label(field_id),
        value=look.format.text(float(values[channel]), unit),
        median=look.format.text(float(medians[channel]), unit),
    )


def _any_known(look: _Period, fields: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    known = np.zeros(len(look.worksheet.keys), dtype=np.bool_)
    for field_id in fields:
        known |= ~np.isnan(look.typed(field_id))
    return known


CHECKS: tuple[Callable[[_Period], Iterator[DataWarning]], ...] = (
    _part_exceeds_whole,
    _revenue_differs,
    _spend_without_results,
    _results_without_spend,
    _blank_in_total,
    _margin_missing,
    _default_used,
    _stale_period,
    *(partial(_outlier, field_id) for field_id in OUTLIER_FIELDS),
)
