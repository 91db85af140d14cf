"""Quotients of polynomials: by hand, against Python's own fractions, and their roots against the values there."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roiapp.analysis.decisions.rational import Rational, real_roots

X = Rational((0.0, 1.0))
WHOLE = st.integers(-9, 9).map(float)
#: whole coefficients give 0 or more than this at all points here; what is less comes of the rounding of a third
NOTHING = 1e-9


def number(value: float) -> Rational:
    made = Rational.of((value,))
    assert made is not None
    return made


def at(rational: Rational, x: Fraction) -> Fraction | None:
    above, below = (sum(Fraction(c) * x**i for i, c in enumerate(each)) for each in (rational.above, rational.below))
    return Fraction(above) / Fraction(below) if abs(below) > NOTHING else None


def test_roi_of_a_price_by_hand() -> None:
    """20 customers at x with a margin of a half, for $400: (10x − 400) ÷ 400. It is 2 at x = 120."""
    profit = X.times(number(10.0))
    assert profit is not None
    net = profit.plus(number(400.0), -1.0)
    assert net is not None
    roi = net.over(number(400.0))
    assert roi == Rational((-1.0, 0.025))
    assert roi.where(2.0) == [120.0]


def test_common_powers_are_taken_out() -> None:
    """Revenue per sale of 50 x customers: 50x ÷ x is 50, wherever it is defined."""
    revenue = X.times(number(50.0))
    assert revenue is not None
    average = revenue.over(X)
    assert average is not None
    assert average.constant == 50.0
    assert X.constant is None


def test_what_is_divided_by_nothing_is_undefined() -> None:
    assert X.over(number(0.0)) is None
    assert Rational.of((math.inf,)) is None


@pytest.mark.parametrize(
    ("coefficients", "roots"),
    [
        ((-6.0, 2.0), [3.0]),
        ((6.0, -5.0, 1.0), [2.0, 3.0]),
        ((0.0, 0.0, -4.0, 2.0), [0.0, 2.0]),
        ((1.0, 0.0, 1.0), []),
        ((4.0, -4.0, 1.0), [2.0, 2.0]),
        ((0.0, 0.0, 1.0), [0.0]),
        ((-6.0, 11.0, -6.0, 1.0), [1.0, 2.0, 3.0]),
        ((5.0,), []),
        ((), []),
    ],
)
def test_roots_by_hand(coefficients: tuple[float, ...], roots: list[float]) -> None:
    assert real_roots(coefficients) == pytest.approx(roots)


def test_two_roots_far_apart_keep_their_digits() -> None:
    """x² − 1e9·x + 1: by the school's formula the small one loses all its digits; it is 1e-9."""
    small, large = real_roots((1.0, -1e9, 1.0))
    assert small == pytest.approx(1e-9, rel=1e-12)
    assert large == pytest.approx(1e9, rel=1e-12)


POLYNOMIAL = st.lists(WHOLE, min_size=1, max_size=4)


@st.composite
def rationals(draw: st.DrawFn) -> Rational:
    made = Rational.of(draw(POLYNOMIAL), draw(POLYNOMIAL))
    assume(made is not None)
    assert made is not None
    return made


@settings(deadline=None)
@given(rationals(), rationals(), st.integers(-20, 20), st.integers(1, 7))
def test_they_add_multiply_and_divide_as_numbers_do(one: Rational, other: Rational, x: int, y: int) -> None:
    point = Fraction(x, y)
    a, b = at(one, point), at(other, point)
    assume(a is not None and b is not None)
    assert a is not None
    assert b is not None
    expected = {"plus": a + b, "times": a * b, "over": a / b if abs(b) > NOTHING else None}
    for name, value in expected.items():
        if value is None:
            continue
        made: Rational | None = getattr(one, name)(other)
        assert made is not None
        found = at(made, point)
        assert found is not None
        assert float(found) == pytest.approx(float(value), rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=4, unique=True))
def test_all_roots_are_found(roots: list[int]) -> None:
    product: tuple[float, ...] = (1.0,)
    for root in roots:
        shifted = (0.0, *product)
        product = tuple(a - root * b for a, b in zip(shifted, (*product, 0.0), strict=True))
    assert real_roots(product) == pytest.approx(sorted(roots), abs=1e-4)
