"""The best split: by hand, against every split there is, against SciPy's SLSQP, and by the proof of optimality."""

import math
import random
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from roiapp.analysis.decisions.best_split import Response, best_split, in_cents, in_steps


def brings(responses: list[Response], split: list[float], elasticity: float) -> float:
    return math.fsum(
        each.result * (amount / each.spend) ** elasticity if amount else 0.0
        for each, amount in zip(responses, split, strict=True)
    )


def test_two_channels_by_hand() -> None:
    """At b = ½ a channel gets in proportion to R² ÷ s: 400² ÷ 1,000 = 160 against 200² ÷ 1,000 = 40, so 4 : 1."""
    responses = [Response(1000.0, 400.0), Response(1000.0, 200.0)]
    assert best_split(responses, 2000.0, 0.5) == pytest.approx([1600.0, 400.0], rel=1e-12)
    assert brings(responses, [1600.0, 400.0], 0.5) == pytest.approx(400 * math.sqrt(1.6) + 200 * math.sqrt(0.4))


def test_bounds_by_hand() -> None:
    """Three alike but for what they bring, 9 : 4 : 1 at b = ½ of 1,400: the first may have 500 at most, of the 900 left
    the last keeps its 200, which is more than its fifth of them."""
    responses = [Response(100.0, 30.0, most=500.0), Response(100.0, 20.0), Response(100.0, 10.0, least=200.0)]
    assert best_split(responses, 1400.0, 0.5) == pytest.approx([500.0, 700.0, 200.0], rel=1e-12)


def test_what_brings_nothing_gets_its_least() -> None:
    responses = [Response(100.0, -5.0, least=10.0), Response(100.0, 0.0), Response(50.0, 3.0)]
    assert best_split(responses, 250.0, 0.7) == [10.0, 0.0, 240.0]
    assert best_split([responses[0], Response(50.0, 3.0, most=40.0)], 100.0, 0.7) == [60.0, 40.0]


def test_straight_lines_fill_the_best_first() -> None:
    responses = [Response(100.0, 300.0, most=150.0), Response(100.0, 500.0, most=120.0), Response(100.0, 100.0)]
    assert best_split(responses, 300.0, 1.0) == [150.0, 120.0, 30.0]


def test_a_sum_that_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValueError, match="50"):
        best_split([Response(1.0, 1.0, least=60.0)], 50.0, 0.7)
    with pytest.raises(ValueError, match="50"):
        best_split([Response(1.0, 1.0, most=40.0)], 50.0, 0.7)


def case(seed: int) -> tuple[list[Response], float]:
    """Channels with bounds, and a sum within them. Drawn by hand: Hypothesis takes fifty times as long for each."""
    rng = random.Random(seed)

    def up_to(low: float, high: float) -> float:
        """The ends as well, and small ones as often as large ones."""
        return rng.choice((low, high, rng.uniform(low, high), low + (high - low) * 10.0 ** rng.uniform(-9.0, 0.0)))

    responses = []
    for _ in range(rng.randint(1, 12)):
        least = rng.choice((0.0, up_to(1.0, 1e5)))
        most = rng.choice((math.inf, least + up_to(0.0, 1e5)))
        responses.append(Response(up_to(1.0, 1e5), up_to(-10.0, 1e6), least, most))
    low = math.fsum(each.least for each in responses)
    high = math.fsum(min(each.most, each.least + 1e5) for each in responses)
    return responses, min(low + up_to(0.0, 1.0) * (high - low), high)


CASES = st.integers(0, 2**64 - 1).map(case)


@settings(max_examples=400, deadline=None)
@given(CASES, st.floats(0.05, 0.99) | st.sampled_from((0.5, 0.7, 0.9, 1.0)))
def test_nothing_is_lost_and_the_next_unit_brings_the_same_everywhere(
    case: tuple[list[Response], float], elasticity: float
) -> None:
    """The proof: who is free to move brings the same with the next unit; who stands at the most brings at least that,
    who stands at the least at most that."""
    responses, total = case
    split = best_split(responses, total, elasticity)
    assert math.fsum(split) == pytest.approx(total, rel=1e-9, abs=1e-9)
    for each, amount in zip(responses, split, strict=True):
        assert each.least <= amount <= each.most
    paying = [(e, a) for e, a in zip(responses, split, strict=True) if e.result > 0 and e.least < e.most]
    edge = 1e-7
    can_give = [
        each.result / each.spend if elasticity == 1 else elasticity * each.result * (a / each.spend) ** elasticity / a
        for each, a in paying if a > each.least * (1 + edge) + edge
    ]  # fmt: skip
    can_take = [
        each.result / each.spend if elasticity == 1 else elasticity * each.result * (a / each.spend) ** elasticity / a
        for each, a in paying if 0 < a < each.most * (1 - edge) - edge
    ]  # fmt: skip
    if can_give and can_take:
        assert max(can_take) <= min(can_give) * (1 + 1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-2, 30), st.integers(0, 3), st.integers(4, 12)), min_size=2,
                max_size=3), st.sampled_from((0.5, 0.7, 0.9, 1.0)))  # fmt: skip
def test_steps_equal_the_best_of_all_there_are(rows: list[tuple[int, int, int, int]], elasticity: float) -> None:
    """Every split in whole steps, one after the other. Two that lose, with more money than the others may take, are no
    question that anybody asks."""
    assume(sum(result < 0 for _, result, _, _ in rows) < 2)
    responses = [Response(float(s), float(r), float(low), float(high)) for s, r, low, high in rows]
    total = float(sum(low + high for _, _, low, high in rows) // 2)
    found = in_steps(responses, best_split(responses, total, elasticity), total, 1.0, elasticity)
    assert math.fsum(found) == total
    every = product(*(range(low, high + 1) for _, _, low, high in rows))
    best = max(brings(responses, [float(a) for a in each], elasticity) for each in every if sum(each) == total)
    assert brings(responses, found, elasticity) == pytest.approx(best, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_twelve_channels_as_slsqp(seed: int) -> None:
    rng = np.random.default_rng(seed)
    spend, result = rng.uniform(200, 5000, 12), rng.uniform(100, 20000, 12)
    least, most = spend * rng.uniform(0.0, 0.6, 12), spend * rng.uniform(1.2, 3.0, 12)
    total, elasticity = float(spend.sum()), float(rng.uniform(0.4, 0.9))
    scale = float(result.sum())

    def loss(x: np.ndarray) -> float:
        return -float(np.sum(result * (x / spend) ** elasticity)) / scale

    def slope(x: np.ndarray) -> np.ndarray:
        return -elasticity * result * (x / spend) ** elasticity / x / scale

    peer = minimize(
        loss, spend, jac=slope, bounds=list(zip(np.maximum(least, 1e-6), most, strict=True)), method="SLSQP",
        constraints={"type": "eq", "fun": lambda x: (x.sum() - total) / total, "jac": lambda x: np.ones(12) / total},
        options={"ftol": 1e-14, "maxiter": 2000},
    )  # fmt: skip
    responses = [Response(*map(float, row)) for row in zip(spend, result, least, most, strict=True)]
    found = brings(responses, best_split(responses, total, elasticity), elasticity)
    assert found == pytest.approx(-peer.fun * scale, rel=1e-6)
    assert found >= -peer.fun * scale * (1 - 1e-9)


@settings(max_examples=300, deadline=None)
@given(CASES, st.sampled_from((0.5, 0.7, 0.9, 1.0)))
def test_cents_are_all_there(case: tuple[list[Response], float], elasticity: float) -> None:
    responses = [
        Response(each.spend, each.result, math.ceil(each.least * 100) / 100,
                 math.inf if math.isinf(each.most) else math.ceil(each.most * 100) / 100)
        for each in case[0]
    ]  # fmt: skip
    low = math.fsum(each.least for each in responses)
    total = max(case[1], low)
    split = best_split(responses, total, elasticity)
    cents = in_cents(responses, split, total)
    assert sum(round(amount * 100) for amount in cents) == round(total * 100)
    for each, amount, exact in zip(responses, cents, split, strict=True):
        assert each.least <= amount <= each.most
        assert abs(amount - exact) < 0.02
