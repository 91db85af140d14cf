"""Well-known mistakes with marketing figures, as short notes that stand on the pages of the figures they concern.

Which these are is told from the records: by unit, formula, rule of the total and what a figure is made of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core import formula
from roiapp.core.also_called import ALSO_CALLED
from roiapp.core.definitions import EXAMPLES
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Operation
from roiapp.core.metrics import Metric
from roiapp.core.unit_records import COUNT, MONEY, MONEY_EACH, MONEY_ROUND, RATE, ROI, SHARE
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

Record = Field | Metric


class Mistake(NamedTuple):
    """`title` and `text` are English and marked; `values` are the numbers in the text, by name, with their units;
    `concerns` says of which records it is told."""

    id: str
    title: str
    text: str
    concerns: Callable[[Catalog, Record], bool]
    values: tuple[tuple[str, float, Unit], ...] = ()

    def said(self, number_format: NumberFormat) -> str:
        """The text in the language in use, with its numbers."""
        return tr(self.text, **{name: number_format.text(value, unit) for name, value, unit in self.values})


def concerned(catalog: Catalog, mistake: Mistake) -> tuple[str, ...]:
    """The ids of the fields and metrics on whose pages a note stands."""
    records: tuple[Record, ...] = (*catalog.fields, *catalog.metrics)
    return tuple(record.id for record in records if mistake.concerns(catalog, record))


def mistakes_of(catalog: Catalog, id_: str) -> tuple[Mistake, ...]:
    """The notes that stand on the page of a field or metric. Raises KeyError for an unknown id."""
    record = catalog.record(id_)
    return tuple(each for each in MISTAKES if each.concerns(catalog, record))


# -- what a record is --------------------------------------------------------------------------------------------------


def _parts(catalog: Catalog, record: Record) -> tuple[frozenset[str], frozenset[str]] | None:
    """The ids above and below the division of a calculated figure that is one; None else."""
    ratio = formula.top_ratio(catalog.trees[record.id]) if isinstance(record, Metric) else None
    return (frozenset(formula.names(ratio[0])), frozenset(formula.names(ratio[1]))) if ratio else None


def _total_is_a_rate(catalog: Catalog, record: Record) -> bool:
    """Sums divided by sums."""
    rule = catalog.totals.get(record.id)
    return isinstance(rule, Operation) and rule.operator == "/" and formula.uses(rule, "sum")


def _revenue_alone(catalog: Catalog, record: Record) -> bool:
    """Made of revenue, and not of what is left of it; shares of revenue are meant so."""
    parts = catalog.made_of[record.id]
    return "revenue" in parts and "gross_margin" not in parts and record.unit != SHARE


def _counts_stage(_catalog: Catalog, record: Record) -> bool:
    return record.id in EXAMPLES


def _cost_of_one(catalog: Catalog, record: Record) -> bool:
    """Money for each of something that is counted."""
    parts = _parts(catalog, record)
    if parts is None or record.unit != MONEY_EACH or getattr(record, "better", "") != "down":
        return False
    return any(catalog.record(id_).unit == COUNT for id_ in parts[1])


def _rate_of_counts(catalog: Catalog, record: Record) -> bool:
    parts = _parts(catalog, record)
    return parts is not None and record.unit == RATE and all(
        catalog.record(id_).unit == COUNT for side in parts for id_ in side
    )  # fmt: skip


def _few_decide(catalog: Catalog, record: Record) -> bool:
    """A rate of counts, or the cost of a customer: it hangs on how many there were."""
    return _rate_of_counts(catalog, record) or _per_customer(catalog, record)


def _later_than_its_base(catalog: Catalog, record: Record) -> bool:
    """Sales over what was done for them before, or the other way round."""
    parts = _parts(catalog, record)
    if parts is None:
        return False
    sales = [any("customers" in catalog.made_of[id_] for id_ in side) for side in parts]
    before = [all(_done_before(catalog, id_) for id_ in side) for side in parts]
    return (sales[0] and before[1]) or (before[0] and sales[1])


def _done_before(catalog: Catalog, id_: str) -> bool:
    """Made of what is done before a sale alone."""
    parts = catalog.made_of[id_]
    done = (catalog.field[part].shift == "done" for part in parts if part in catalog.field)
    return "customers" not in parts and any(done)


def _by_channel(catalog: Catalog, record: Record) -> bool:
    """Sales that are credited to one channel."""
    if isinstance(record, Field):
        return record.id in ("customers", "revenue")
    named = formula.names(catalog.trees[record.id])
    return not record.total_only and any(id_ in ("customers", "gross_return", "net_return") for id_ in named)


def _per_customer(catalog: Catalog, record: Record) -> bool:
    """Cost divided by customers, of the channels or of the books."""
    parts = _parts(catalog, record)
    return parts is not None and "total_cost" in parts[0] and bool(parts[1] & {"customers", "actual_customers"})


def _counts_leads(catalog: Catalog, record: Record) -> bool:
    parts = _parts(catalog, record)
    return record.id == "leads" or (parts is not None and "leads" in parts[0] | parts[1] and record.block != "goals")


def _percent(_catalog: Catalog, record: Record) -> bool:
    return record.unit in (RATE, SHARE, ROI) and isinstance(record, Metric) and bool(record.better)


def _typed_amount(_catalog: Catalog, record: Record) -> bool:
    return isinstance(record, Field) and record.kind == "flow" and record.unit in (COUNT, MONEY) and not record.on_total


def _called_cpa(_catalog: Catalog, record: Record) -> bool:
    return "CPA" in ALSO_CALLED.get(record.id, "").split(", ")


def _forecast(catalog: Catalog, record: Record) -> bool:
    """Made of how long customers stay."""
    return isinstance(record, Metric) and "years_retained" in catalog.made_of[record.id]


def _of_a_whole(catalog: Catalog, record: Record) -> bool:
    """Shares of a whole: each falls where another rises."""
    tree = catalog.trees.get(record.id)
    return tree is not None and any(isinstance(n, Call) and n.function == "total" for n in formula.walk(tree))


# fmt: off  (a table)
MISTAKES: Final[tuple[Mistake, ...]] = (
    Mistake("average_of_rates", mark("Averaging rates"),
            mark("{k1} leads of {n1} visits are {r1}; {k2} of {n2} are {r2}. Together that is {k} of {n}: {right}, "
                 "not {wrong}. Add up what is above and below the line first, then divide."),
            _total_is_a_rate,
            (("k1", 10, COUNT), ("n1", 100, COUNT), ("r1", 10 / 100, SHARE), ("k2", 5, COUNT), ("n2", 10, COUNT),
             ("r2", 5 / 10, SHARE), ("k", 15, COUNT), ("n", 110, COUNT), ("right", 15 / 110, RATE),
             ("wrong", (10 / 100 + 5 / 10) / 2, SHARE))),
    Mistake("revenue_as_profit", mark("Taking revenue for profit"),
            mark("{customers} sales of {price} on {cost} of marketing: {revenue} of revenue, an ROI on revenue of "
                 "{best}. With a margin of {good} the ROI is {real}. With a margin of {thin} it is {loss}: money is "
                 "lost."),
            _revenue_alone,
            (("customers", 30, COUNT), ("price", 500, MONEY), ("cost", 1000, MONEY), ("revenue", 15000, MONEY),
             ("best", 14.0, ROI), ("good", 0.4, SHARE), ("real", 5.0, ROI), ("thin", 0.05, SHARE),
             ("loss", -0.25, ROI))),
    Mistake("tenfold", mark("A zero too many"),
            mark("{cost} for {count} buyers is {right} each. A widely read article prints {wrong}. Multiply back: "
                 "cost of one × number must give the cost."),
            _per_customer,
            (("cost", 200, MONEY), ("count", 100, COUNT), ("right", 2, MONEY_ROUND),
             ("wrong", 20, MONEY_ROUND))),
    Mistake("few", mark("Small numbers"),
            mark("{k} of {n} is {rate}. By chance alone the true rate may lie anywhere from {low} to {high}. Look "
                 "at the range before you call one channel better."),
            _few_decide,
            (("k", 2, COUNT), ("n", 10, COUNT), ("rate", 0.2, SHARE), ("low", 0.0567, SHARE), ("high", 0.5098, SHARE))),
    Mistake("late_sales", mark("Sales of today, money of yesterday"),
            mark("Where a sale takes two months, the customers of this month came of the leads and the money of two "
                 "months ago. Take a longer period, or the view “Time-matched”."),
            _later_than_its_base),
    Mistake("last_touch", mark("The last click takes the credit"),
            mark("A customer often meets several channels, and one of them gets the credit: mostly the last. "
                 "Channels that make people curious look weaker than they are. No range of chance shows this."),
            _by_channel),
    Mistake("blended", mark("Blended and paid CAC"),
            mark("The CAC of a channel divides its cost by its own customers. The blended CAC divides all cost by "
                 "all customers, also by those who came by themselves, and so looks lower. Never set one against "
                 "the other."),
            _per_customer),
    Mistake("cpa", mark("CPA means two things"),
            mark("Advertising platforms call the cost of any conversion CPA: of a lead, a sign-up or a sale. Ask "
                 "which one it is before you compare."),
            _called_cpa),
    Mistake("twice", mark("Counting leads twice"),
            mark("Who calls and also sends a form is one lead. And when two platforms both claim a lead, it is "
                 "still one."),
            _counts_leads),
    Mistake("redefined", mark("Comparing across a changed definition"),
            mark("When from a day on calls count as leads too, nothing has improved. Note the change under “Changes "
                 "of what counts”: nothing is compared across it then."),
            _counts_stage),
    Mistake("blank", mark("Taking unknown for zero"),
            mark("Leave blank what you do not know. A typed 0 says that there was none, and every figure takes it "
                 "so."),
            _typed_amount),
    Mistake("next_one", mark("The next one costs more"),
            mark("This is an average of those already won. The easiest come first: twice the money seldom brings "
                 "twice as many."),
            _cost_of_one),
    Mistake("points", mark("Percent and percentage points"),
            mark("From {before} to {after} is one percentage point more, and yet {relative} more than before. Say "
                 "which of the two you mean."),
            _percent,
            (("before", 0.04, SHARE), ("after", 0.05, SHARE), ("relative", 0.25, SHARE))),
    Mistake("far_future", mark("Counting on years to come"),
            mark("A long stay makes any cost look right. Money that comes in four years does not pay the bills of "
                 "this month: look at the payback beside it."),
            _forecast),
    Mistake("shares", mark("A share that rises by itself"),
            mark("All shares add up to the whole. Where one channel falls, the share of every other rises, although "
                 "nothing changed there."),
            _of_a_whole),
)
# fmt: on
