"""What own fields and metrics must satisfy before a document takes them: names, formulas, totals.

Each refusal is one sentence: what is wrong, where, what to do.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from keyword import iskeyword
from typing import Final

from roiapp.core import formula
from roiapp.core.catalog import Catalog, standard
from roiapp.core.formula import Call, FormulaError, Name, Node
from roiapp.core.own_figures import BETTER, KINDS, LONGEST_LABEL, MOST_OWN, NO_TOTAL, OWN_UNITS, OwnField, OwnMetric
from roiapp.language import tr

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: what the columns of files are called beside the figures
_ROLES: Final = frozenset(
    ("channel", "kind", "source", "group", "owner", "period", "start", "end", "date", "day", "week", "month", "quarter",
     "year", "currency", "field", "value", "name", "label", "total", "mark", "why")
)  # fmt: skip
#: where total() stands in a formula, these cannot
_PER_CELL: Final = ("opt", "prior12", "elapsed", "marketing")


class OwnError(ValueError):
    """Own fields or metrics that cannot be; the text is a sentence for the user. `id` is the one it is about."""

    def __init__(self, id_: str, sentence: str) -> None:
        super().__init__(sentence)
        self.id = id_


def checked(fields: Sequence[OwnField], metrics: Sequence[OwnMetric], base: Catalog | None = None) -> Catalog:
    """The catalog with these records, all of which can be computed and totalled. Raises `OwnError` for the first that
    cannot, with what to do."""
    root = base or standard()
    if max(len(fields), len(metrics)) > MOST_OWN:
        raise OwnError("", tr("A document may have {most} own figures of a kind.", most=MOST_OWN))
    _check_names(root, (*fields, *metrics))
    for each in fields:
        if each.kind not in KINDS:
            sentence = tr("“{word}” is not a way to add up: it is flow, stock or weighted.", word=each.kind)
            raise OwnError(each.id, sentence)
    for metric in metrics:
        if metric.better not in BETTER:
            raise OwnError(metric.id, tr("“{word}” is not a direction: it is up, down or nothing.", word=metric.better))
    plain = root.extended(each.field() for each in fields)
    trees = {metric.id: _read(metric.id, metric.formula) for metric in metrics}
    known = {*plain.field, *plain.metric, *trees}
    for each in fields:
        _check_weight(plain, each)
    for metric in metrics:
        _check_known(metric.id, trees[metric.id], known, plain)
    _check_circles(trees, metrics)
    # From here on every formula can be followed; totals are asked for when it is known that they can be derived.
    totalless = (metric._replace(total=NO_TOTAL).metric() for metric in metrics)
    found = root.extended((each.field() for each in fields), totalless)
    for each in fields:
        if each.kind == "weighted":
            _check_of_cells(found, each.id, Name(each.weight))
            _check_adds_up(found, each.id, Name(each.weight))
    for metric in metrics:
        _check_of_cells(found, metric.id, trees[metric.id])
        _check_total(found, metric, trees[metric.id])
    return root.extended((each.field() for each in fields), (metric.metric() for metric in metrics))


def check_labels(new: Iterable[OwnField | OwnMetric], there: Iterable[OwnField | OwnMetric]) -> None:
    """Raise `OwnError` for the first that is given the label of a built-in figure. Those that are `there` keep theirs:
    they may be older than that figure."""
    kept, built_in = {each.id: each.label for each in there}, _labels(standard())
    for each in new:
        if kept.get(each.id) != each.label and each.label.casefold() in built_in:
            sentence = tr("There is a figure called “{label}” already. Choose another label.", label=each.label)
            raise OwnError(each.id, sentence)


def _labels(catalog: Catalog) -> frozenset[str]:
    """What figures are called, in sentences and above their columns, in the language in use and in English."""
    said = {text for field in catalog.fields for text in (field.label, field.header)}
    said |= {text for metric in catalog.metrics for text in (metric.label, metric.header)}
    return frozenset(each.casefold() for text in said for each in (text, tr(text)))


def _check_names(root: Catalog, records: Iterable[OwnField | OwnMetric]) -> None:
    taken = {*root.field, *root.metric}
    labels: set[str] = set()
    for each in records:
        id_ = each.id
        if not _ID.fullmatch(id_):
            sentence = tr("“{id}” cannot be a name in formulas. Write small letters, digits and _.", id=id_)
            raise OwnError(id_, sentence)
        if iskeyword(id_) or id_ in formula.FUNCTIONS or id_ in _ROLES or id_ == NO_TOTAL:
            raise OwnError(id_, tr("“{id}” means something else already. Choose another name.", id=id_))
        if id_ in taken:
            raise OwnError(id_, tr("There is a figure “{id}” already. Choose another name.", id=id_))
        taken.add(id_)
        label = each.label.casefold()
        if not label:
            raise OwnError(id_, tr("“{id}” needs a label: what stands above its column.", id=id_))
        if len(label) > LONGEST_LABEL:
            sentence = tr("The label of “{id}” is too long. It may have {most} letters.", id=id_, most=LONGEST_LABEL)
            raise OwnError(id_, sentence)
        if label in labels:
            raise OwnError(id_, tr("Two own figures are called “{label}”. Give one another label.", label=each.label))
        labels.add(label)
        if each.unit not in OWN_UNITS:
            units = ", ".join(OWN_UNITS)
            raise OwnError(id_, tr("“{unit}” is not a unit. It is one of {units}.", unit=each.unit, units=units))


def _read(id_: str, text: str) -> Node:
    """The tree of a formula. Raises `OwnError` that says where it is not understood."""
    text = " ".join(text.split())
    if not text:
        raise OwnError(id_, tr("“{id}” needs a formula, such as spend / customers.", id=id_))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python, about what Python would make of it
            return formula.parse(text)
    except FormulaError as error:
        cause = error.__cause__
        if not isinstance(cause, SyntaxError):
            raise OwnError(id_, str(error)) from error
        place = cause.offset or len(text) + 1  # 0: behind the end
        part = text[place - 1 : place + 19]
        if part.strip():
            sentence = tr("The formula is not understood at letter {place}: “{part}”.", place=place, part=part)
        else:
            sentence = tr("The formula ends too early: something is missing after “{part}”.", part=text[-20:])
        raise OwnError(id_, sentence) from error


def _check_weight(plain: Catalog, own: OwnField) -> None:
    if own.kind != "weighted":
        return
    if not own.weight:
        raise OwnError(own.id, tr("“{id}” is weighted: say by which field or metric.", id=own.id))
    if own.weight == own.id:
        raise OwnError(own.id, tr("“{id}” cannot be weighted by itself.", id=own.id))
    record = plain.field.get(own.weight)
    if record is not None and record.kind == "weighted":
        sentence = tr("“{weight}” is a mean itself. Weigh by what adds up, such as customers.", weight=own.weight)
        raise OwnError(own.id, sentence)
    if record is None and own.weight not in plain.metric:
        raise OwnError(own.id, _unknown(own.weight, (*plain.field, *plain.metric), plain))


def _check_known(id_: str, tree: Node, known: set[str], plain: Catalog) -> None:
    for name in formula.names(tree):
        if name not in known:
            raise OwnError(id_, _unknown(name, known, plain))


def _unknown(name: str, known: Iterable[str], plain: Catalog) -> str:
    """That there is no such figure, and which one was perhaps meant."""
    from difflib import get_close_matches

    labels = {tr(record.label).casefold(): record.id for record in plain.fields}
    labels |= {tr(record.label).casefold(): record.id for record in plain.metrics}
    wanted = name.casefold().replace("_", " ")
    near = get_close_matches(name.casefold(), list(known), 1, 0.7) or [
        labels[label] for label in get_close_matches(wanted, labels, 1, 0.8)
    ]
    if near:
        return tr("“{name}” is not a field; did you mean “{near}”?", name=name, near=near[0])
    return tr("“{name}” is not a field or metric of this document.", name=name)


def _check_circles(trees: dict[str, Node], metrics: Sequence[OwnMetric]) -> None:
    """Own metrics name only standard ones besides each other, which know nothing of them."""
    done: set[str] = set()

    def follow(id_: str, above: tuple[str, ...]) -> None:
        if id_ in above:
            raise OwnError(above[0], tr("“{id}” would be computed from itself.", id=above[0]))
        if id_ in done:
            return
        for name in formula.names(trees[id_]):
            if name in trees:
                follow(name, (*above, id_))
        done.add(id_)

    for metric in metrics:
        follow(metric.id, ())


def _calls(tree: Node) -> Iterator[Call]:
    return (node for node in formula.walk(tree) if isinstance(node, Call))


def _check_of_cells(catalog: Catalog, id_: str, tree: Node) -> None:
    """Whether a formula has a figure for each channel."""
    for name in formula.names(tree):
        record = catalog.field.get(name)
        together = record.scope == "total" if record is not None else catalog.metric[name].total_only
        if together:
            raise OwnError(id_, tr("“{name}” is a figure of all channels together; no channel has one.", name=name))
    for call in _calls(tree):
        if call.function == "sum":
            raise OwnError(id_, tr("sum() stands in totals alone. Write what it adds up."))
        if call.function in ("total", "prior12") and not isinstance(call.arguments[0], Name):
            raise OwnError(id_, tr("{function}() takes the name of one field or metric.", function=call.function))
        if call.function == "prior12" and catalog.field.get(formula.names(call)[0]) is None:
            raise OwnError(id_, tr("prior12() takes the name of a field that is typed."))
    if formula.uses(tree, "total") or any(map(catalog.uses_total, formula.names(tree))):
        for call in _calls(tree):
            if call.function in _PER_CELL:
                raise OwnError(
                    id_, tr("{function}() cannot stand beside the total of all channels.", function=call.function)
                )


def _check_total(catalog: Catalog, own: OwnMetric, tree: Node) -> None:
    if own.total == NO_TOTAL:
        return
    if own.total:
        rule = _read(own.id, own.total)
        _check_known(own.id, rule, {*catalog.field, *catalog.metric}, catalog)
        if not _adds_cells(rule):
            raise OwnError(own.id, tr("A total is made of sums, such as sum(spend) / sum(customers)."))
        parts = [call.arguments[0] for call in _calls(rule) if call.function == "sum"]
    else:
        ratio = formula.top_ratio(tree)
        if ratio is None or not all(map(formula.names, ratio)):
            raise OwnError(
                own.id,
                tr("“{id}” does not say how it totals. Give it a total such as sum({id}), or none.", id=own.id),
            )
        rule, parts = tree, list(ratio)
    for part in parts:
        _check_part(catalog, own, part)
    typed = [name for name in formula.names(rule) if (field := catalog.field.get(name)) is not None and field.on_total]
    if typed and formula.top_ratio(rule) is None:
        raise OwnError(own.id, tr("A total with the goal “{name}” is a division.", name=typed[0]))


def _check_part(catalog: Catalog, own: OwnMetric, part: Node) -> None:
    """Whether a part of a total can be added up over cells."""
    own_only = isinstance(part, Name) and part.id == own.id
    if not own_only:
        _check_of_cells(catalog, own.id, part)
    _check_adds_up(catalog, own.id, part)
    for call in _calls(part):
        if call.function in ("total", "prior12"):
            raise OwnError(
                own.id,
                tr("{function}() cannot be added up. Give “{id}” a total of its own, or none.",
                   function=call.function, id=own.id),
            )  # fmt: skip


def _check_adds_up(catalog: Catalog, id_: str, part: Node) -> None:
    for name in formula.names(part):
        if catalog.uses_total(name):
            raise OwnError(id_, tr("“{name}” depends on all channels and cannot be added up.", name=name))


def _adds_cells(rule: Node) -> bool:
    """Whether a rule is arithmetic on sums, with every figure inside one."""
    if isinstance(rule, Call):
        return rule.function == "sum" and bool(formula.names(rule))
    below = formula.children(rule)
    if isinstance(rule, Name):
        return False
    return all(_adds_cells(each) or isinstance(each, formula.Number) for each in below) and any(map(_adds_cells, below))
