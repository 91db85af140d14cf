"""Arithmetic in a cell: what comes out, what is kept of it, and what is refused."""

from __future__ import annotations

import pytest

from roiapp.core.units import COUNT, MONEY, NUMBER, SHARE, Entry, NumberError, Unit, localize_expression, parse


@pytest.mark.parametrize(
    ("locale", "text", "value", "expression"),
    [
        ("en", "=450+320", 770.0, "=450+320"),
        ("en", "= 450 + 320 ", 770.0, "=450+320"),
        ("en", "=1200*1.2", 1440.0, "=1200*1.2"),
        ("en", "=1000*15%", 150.0, "=1000*15%"),
        ("en", "=2+3*4", 14.0, "=2+3*4"),
        ("en", "=(2+3)*4", 20.0, "=(2+3)*4"),
        ("en", "=10-4-3", 3.0, "=10-4-3"),
        ("en", "=24/4/2", 3.0, "=24/4/2"),
        ("en", "=6×4÷3−1", 7.0, "=6*4/3-1"),
        ("en", "=-5", -5.0, "=-5"),
        ("en", "=5--3", 8.0, "=5--3"),
        ("en", "=2*-3", -6.0, "=2*-3"),
        ("en", "=-(2+3)", -5.0, "=-(2+3)"),
        ("en", "=0*-3", 0.0, "=0*-3"),
        ("en", "=12k/4", 3000.0, "=12000/4"),
        ("en", "=1.2m+1", 1_200_001.0, "=1200000+1"),
        ("en", "=1,234.5+0.5", 1235.0, "=1234.5+0.5"),
        ("en", "=1,234+1", 1235.0, "=1234+1"),
        ("pl", "=1,234+1", 2.234, "=1.234+1"),
        ("pl", "=1 234,5+1", 1235.5, "=1234.5+1"),
        ("pl", "=1\u00a0234 + 1", 1235.0, "=1234+1"),
        ("tr", "=1.234*2", 2468.0, "=1234*2"),
        ("tr", "=1234.5*2", 2469.0, "=1234.5*2"),
        ("en", "=.5+5.", 5.5, "=0.5+5"),
        ("en", "=$450+$320", 770.0, "=450+320"),
        ("pl", "=450 zł + 1 tys. zł", 1450.0, "=450+1000"),
        ("uz", "=5 so'm*2", 10.0, "=5*2"),
        ("en", "=1e3+1", 1001.0, "=1000+1"),
        ("en", "=1e20*2", 2e20, "=1E+20*2"),
        ("en", "=1.5e-3*2", 0.003, "=1.5E-3*2"),
        ("en", "＝１＋２", 3.0, "=1+2"),
        ("en", "=(10+5)%*200", 30.0, "=(10+5)%*200"),
        ("en", "=50%%", 0.005, "=50%%"),
        ("en", "=007", 7.0, "=7"),
    ],
)
def test_worked_examples(locale: str, text: str, value: float, expression: str) -> None:
    assert parse(text, MONEY, locale) == Entry(value, expression)


@pytest.mark.parametrize(
    ("text", "value", "expression"),
    [
        ("=30/200", 0.15, "=30/200"),
        ("=10+5", 0.15, "=(10+5)%"),
        ("=10%+5%", 0.10 + 0.05, "=10%+5%"),
        ("=60%*2", 1.2, "=60%*2"),
        ("=-10-5", -0.15, "=(-10-5)%"),
        ("=1", 1.0, "=1"),
    ],
)
def test_percents_follow_the_rule_for_typed_percents(text: str, value: float, expression: str) -> None:
    assert parse(text, SHARE, "en") == Entry(value, expression)


@pytest.mark.parametrize(
    ("text", "of", "reason"),
    [
        *((text, NUMBER, "not_arithmetic") for text in ("=", "=+", "=5+", "=*5", "=()", "=(5", "=5)", "=5(3)")),
        *((text, NUMBER, "not_arithmetic") for text in ("=A1+2", "=SUM(1,2)", "=2^3", "=2**3", "=2//3", "==5", "=5=5")),
        *(
            (text, NUMBER, "not_arithmetic")
            for text in ("=abc", "=5;3", "=1e5000", "=0x10", "=1_0", "=5!", "=%5", "=5.%.")
        ),
        *((text, NUMBER, "not_arithmetic") for text in ("=__import__('os')", "=5 if 1 else 2", "=[5]", "=5 kg", "=-")),
        *((text, NUMBER, "bad_groups") for text in ("=12,34.5+1", "=1,23,456", "=12 34+1", "=5 5")),
        *((text, NUMBER, "divided_by_zero") for text in ("=5/0", "=5/(3-3)", "=0/0", "=5/-0", "=5/0%")),
        *((text, NUMBER, "too_large") for text in ("=1e200*1e200", "=1e300+1e300", "=1e301", "=1/1e-300/1e-10")),
        *((text, NUMBER, "too_small") for text in ("=1e-200*1e-200", "=1e-200/1e200", "=1e-400")),
        ("=" + "(" * 40 + "1" + ")" * 40, NUMBER, "too_deep"),
        ("=" + "1+" * 100 + "1", NUMBER, "too_long"),
        ("=$5+1", COUNT, "money_not_expected"),
    ],
)
def test_what_is_refused(text: str, of: Unit, reason: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse(text, of, "en")
    assert caught.value.reason == reason


def test_the_deepest_and_longest_that_are_allowed() -> None:
    assert parse("=" + "(" * 32 + "1" + ")" * 32, NUMBER, "en").value == 1.0
    assert parse("=" + "-" * 198 + "1", NUMBER, "en").value == 1.0
    assert parse("=" + "1+" * 99 + "1", NUMBER, "en").value == 100.0


def test_an_expression_is_shown_again_in_the_locale() -> None:
    assert localize_expression("=1234.5*2+1.5E-7", "pl") == "=1234,5*2+1,5E-7"
    assert localize_expression("=1234.5*2", "en") == "=1234.5*2"
    assert localize_expression("=1.234*(2+15%)", "tr") == "=1,234*(2+15%)"
