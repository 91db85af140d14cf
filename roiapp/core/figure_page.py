"""What there is to know of one field or metric, from its record alone: what a page about it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from roiapp.core import formula, indicators
from roiapp.core.catalog import Catalog
from roiapp.core.explain import Part
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.metrics import Metric
from roiapp.core.mistakes import mistakes_of
from roiapp.core.not_said import NOT_SAID
from roiapp.core.number_format import NumberFormat
from roiapp.core.record_tables import TABLES
from roiapp.core.unit_records import NUMBER
from roiapp.language import tr

_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


class Note(NamedTuple):
    """A well-known mistake, in the language in use."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class FigurePage:
    """`formula` has one line for each way the figure comes about, the first that is known counts; it is empty for what
    is only typed. `remarks` are sentences on it. `inputs` are the fields that move it, `used_by` what is made of it.
    `total` is the rule in words, empty where `totals` says all there is. `source` is where a metric's definition is
    from, `not_said` what the figure does not tell, `mistakes` what often goes wrong with it."""

    id: str
    label: str
    block: str
    typed: bool
    help: str
    formula: tuple[tuple[Part, ...], ...]
    remarks: tuple[str, ...]
    inputs: tuple[str, ...]
    used_by: tuple[str, ...]
    total: tuple[Part, ...]
    totals: tuple[str, ...]
    source: str = ""
    not_said: str = ""
    mistakes: tuple[Note, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The ids of all that the page names."""
        parts = (part for line in (*self.formula, self.total) for part in line)
        return frozenset((*(part.id for part in parts if part.id), *self.inputs, *self.used_by))


def figure_page(
    catalog: Catalog, id_: str, number_format: NumberFormat, shown: Callable[[str], str] | None = None
) -> FigurePage:
    """The page of a field or metric; `shown` says of an id in a formula by whose name it is called. Raises KeyError for
    an unknown id."""
    record = catalog.record(id_)
    tree = catalog.trees.get(id_)
    alternatives = tree.arguments if isinstance(tree, Call) and tree.function == "first" else (tree,) if tree else ()
    if isinstance(record, Field):
        alternatives = alternatives[1:]  # the first is that it is typed
    used_by = tuple(other for other, its in catalog.trees.items() if other != id_ and id_ in formula.names(its))
    inputs = tuple(each for each in catalog.inputs(id_) if each != id_)
    rule = catalog.totals.get(id_)
    shows_rule = rule is not None and not _adds_up(record, rule)
    block = BLOCKS.get(record.block)
    return FigurePage(
        id_,
        tr(record.label),
        tr(block[0]) if block else "",
        isinstance(record, Field),
        tr(record.help),
        tuple(tuple(words(catalog, each, number_format, shown=shown)) for each in alternatives),
        tuple(_remarks(catalog, record, tree)),
        inputs,
        used_by,
        tuple(words(catalog, rule, number_format, shown=shown)) if rule is not None and shows_rule else (),
        tuple(_totals(record, rule)),
        tr(record.source) if isinstance(record, Metric) else "",
        tr(NOT_SAID.get(id_, "")),
        tuple(Note(each.id, tr(each.title), each.said(number_format)) for each in mistakes_of(catalog, id_)),
    )


def words(
    catalog: Catalog,
    node: Node,
    number_format: NumberFormat,
    rank: int = 0,
    shown: Callable[[str], str] | None = None,
) -> Iterator[Part]:
    """A formula in words, nothing left out; `rank` is the binding of what stands around it, `shown` as in
    `figure_page`."""

    def label(id_: str) -> str:
        return tr(catalog.record(shown(id_) if shown else id_).header)

    def write(part: Node, around: int = 0) -> Iterator[Part]:
        return words(catalog, part, number_format, around, shown)

    match node:
        case Number(value):
            yield Part(number_format.text(value, NUMBER))
        case Name(id_):
            yield Part(label(id_), id_)
        case Operation("-", Number(0.0), right):
            yield Part("−")
            yield from write(right, 3)
        case Operation(operator, left, right):
            own = _RANK[operator]
            inner = (*write(left, own), Part(_SIGNS[operator]), *write(right, own + 1 if operator in "-/" else own))
            yield from _bracketed(inner, own < rank)
        case Call("each", (left, right)):
            yield from write(Operation("*", left, right), rank)
        case Call("positive" | "opt", (inner_node,)):
            yield from write(inner_node, rank)
        case Call("first", arguments):
            yield from _bracketed(_joined([tuple(write(each)) for each in arguments], tr(", else ")), rank > 0)
        case Call("min" | "max" as function, arguments):
            yield Part(tr("the smaller of ") if function == "min" else tr("the larger of "))
            yield from _bracketed(_joined([tuple(write(each)) for each in arguments], "; "), True)
        case Call("sum", (inner_node,)):
            yield Part("Σ ")
            yield from write(inner_node, 3)
        case Call("total", (Name(id_),)):
            yield Part(tr("{figure} of all channels", figure=label(id_)), id_)
        case Call("prior12", (Name(id_),)):
            yield Part(tr("{figure} of the 12 months before", figure=label(id_)), id_)
        case Call("marketing", (inner_node,)):
            text = "".join(part.text for part in write(inner_node))
            ids = formula.names(inner_node)
            yield Part(tr("{figure} from marketing", figure=text), ids[0] if len(ids) == 1 else None)
        case Call("elapsed"):
            yield Part(tr("share of the period gone"))
        case Call(_, arguments):
            yield from _joined([tuple(write(each)) for each in arguments], "; ")


def _bracketed(parts: Iterable[Part], around: bool) -> Iterator[Part]:
    if around:
        yield Part("(")
    yield from parts
    if around:
        yield Part(")")


def _joined(lines: list[tuple[Part, ...]], between: str) -> Iterator[Part]:
    for number, line in enumerate(lines):
        if number:
            yield Part(between)
        yield from line


def _remarks(catalog: Catalog, record: Field | Metric, tree: Node | None) -> Iterator[str]:
    if isinstance(record, Field) and record.default_setting:
        yield tr("Where nothing is typed, the document's settings fill it in.")
    table = next((table for table in TABLES.values() if table.field == record.id), None)
    if table is not None:
        yield tr("Where nothing is typed in a cell, its records in “{table}” are added up.", table=tr(table.label))
    parts = formula.walk(tree) if tree else ()
    optional = [part.arguments[0] for part in parts if isinstance(part, Call) and part.function == "opt"]
    names = [tr(catalog.record(id_).header) for each in optional for id_ in formula.names(each)]
    if names:
        yield tr("Counted only where it is typed: {figures}.", figures=", ".join(dict.fromkeys(names)))
    if isinstance(record, Metric):
        if record.positive_base:
            yield tr("There is no figure where what it is divided by is 0 or below.")
        if record.better:
            yield tr("Higher is better.") if record.better == "up" else tr("Lower is better.")
        if record.total_only:
            yield tr("It is a figure of all channels together.")
    if record.timing:
        yield indicators.sentence(record.timing)


def _adds_up(record: Field | Metric, rule: Node) -> bool:
    """Whether the total is nothing but the sum of the cells."""
    return rule == Call("sum", (Name(record.id),))


def _totals(record: Field | Metric, rule: Node | None) -> Iterator[str]:
    if isinstance(record, Field) and record.kind == "target":
        yield tr("Goals of several periods are not added up.")
        return
    if rule is None:
        why = tr(record.no_rollup) if isinstance(record, Metric) and record.no_rollup else ""
        yield tr("It has no total: that {why}.", why=why) if why else tr("It has no total.")
        return
    if _adds_up(record, rule):
        yield tr("Over channels it is added up.")
    elif formula.uses(rule, "sum"):
        yield tr("Sums divided by sums, over the cells in which every part is known: never an average of averages.")
    stock = isinstance(record, Field) and record.kind == "stock"
    if stock or (isinstance(record, Metric) and record.over_periods == "last"):
        yield tr("Over periods the last known figure counts.")
    elif isinstance(record, Metric) and record.over_periods == "days":
        yield tr("Over periods each counts by its days.")
    if isinstance(record, Field) and record.on_total:
        yield tr("It may also be typed for all channels together.")
