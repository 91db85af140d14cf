"""The formula language: what it reads, what it refuses with a sentence, and what a tree tells."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.evaluation import evaluate
from roiapp.core.formula import (
    Call,
    FormulaError,
    Name,
    Node,
    Number,
    Operation,
    names,
    parse,
    simplify,
    top_ratio,
    uses,
    walk,
)


def value(text: str, **known: float) -> float:
    return evaluate(parse(text), lambda node: known.get(node.id, math.nan) if isinstance(node, Name) else math.nan)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 / 4 / 2", 1), ("8 - 4 - 2", 2), ("-a + 5", 3), ("a * -b", -6),
     ("min(a, b)", 2), ("max(a, b, 9)", 9), ("first(blank, b)", 3), ("first(a, b)", 2), ("each(blank, 0)", 0),
     ("each(0, blank)", 0), ("each(a, b)", 6), ("positive(a)", 2), ("1e3", 1000), (" a\t+ b ", 5)],
)  # fmt: skip
def test_values(text: str, expected: float) -> None:
    assert value(text, a=2.0, b=3.0) == expected


@pytest.mark.parametrize(
    "text",
    ["blank + 1", "a / 0", "a / (b - 3)", "0 / 0", "positive(0)", "positive(0 - a)", "min(a, blank)", "max(blank, a)",
     "blank * 0", "each(blank, a)", "1e300 * 1e300", "1e300 / 1e-300", "first(blank, blank)"],
)  # fmt: skip
def test_undefined(text: str) -> None:
    assert math.isnan(value(text, a=2.0, b=3.0))


@pytest.mark.parametrize(
    "text",
    ["", "1 +", "a b", "a ** 2", "a % b", "a // b", "a.b", "a[0]", "f(a)", "__import__('os')", "'text'", "True",
     "a if b else c", "lambda: 1", "a == b", "a and b", "first(a)", "min(a)", "opt(a, b)", "elapsed(a)", "total()",
     "sum(*a)", "opt(x=a)", "a := 1", "1j", "1e999", "+a", "not a", "~a", "a, b", "{a}", "spend\x00",
     "(" * 500 + "a" + ")" * 500,
     "a" * 2000, "-" * 90 + "a", "99999999999999999999999999999" * 20],
)  # fmt: skip
def test_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    sentence = str(refused.value)
    assert sentence.endswith((".", "!"))
    assert len(sentence) > 20


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40) | st.text("ab1 +-*/(),.firstopnm", max_size=30))
def test_any_text_is_a_tree_or_a_sentence(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert all(isinstance(node, Number | Name | Operation | Call) for node in walk(tree))


def test_what_a_tree_tells() -> None:
    tree = parse("(gross_profit - spend - opt(fees)) / hours")
    assert names(tree) == ("gross_profit", "spend", "fees", "hours")
    assert names(parse("a + b + a")) == ("a", "b")
    assert uses(tree, "opt")
    assert not uses(tree, "total")
    assert top_ratio(parse("a / b")) == (Name("a"), Name("b"))
    assert top_ratio(parse("spend / impressions * 1000")) == (parse("spend * 1000"), Name("impressions"))
    assert top_ratio(parse("a + b / c")) is None
    assert top_ratio(parse("a / b * c")) is None


def test_simplify_leaves_out_what_is_never_typed() -> None:
    def absent(id_: str) -> bool:
        return id_ in ("fees", "labour_cost", "revenue")

    assert simplify(parse("spend + opt(fees) + opt(labour_cost)"), absent) == Name("spend")
    assert simplify(parse("first(revenue, a * b)"), absent) == parse("a * b")
    assert simplify(parse("spend + opt(tools)"), absent) == parse("spend + opt(tools)")


leaves: st.SearchStrategy[Node] = st.sampled_from([Name("a"), Name("b"), Name("blank"), Number(0.0), Number(2.0)])
trees = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Operation, st.sampled_from("+-*/"), inner, inner)
        | st.builds(lambda x, y: Call("first", (x, y)), inner, inner)
        | st.builds(lambda x, y: Call("each", (x, y)), inner, inner)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(trees)
def test_evaluation_is_finite_or_undefined_and_the_same_over_arrays(tree: Node) -> None:
    import numpy as np

    from roiapp.core.evaluation import evaluate_arrays

    known = {"a": 3.0, "b": -0.5, "blank": math.nan}
    single = evaluate(tree, lambda node: known[node.id] if isinstance(node, Name) else math.nan)
    assert not math.isinf(single)
    with np.errstate(all="ignore"):
        column = evaluate_arrays(tree, lambda node: np.full(2, known[node.id] if isinstance(node, Name) else math.nan))
    assert np.array_equal(np.broadcast_to(column, (2,)), [single] * 2, equal_nan=True)
