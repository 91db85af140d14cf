"""Numbers in files: one decimal sign for a file, one meaning for a percent column."""

from __future__ import annotations

import pytest

from roiapp.core.file_numbers import percent_scale
from roiapp.core.units import NumberError, decide_decimal, parse_plain


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        ([], None),
        (["", "12", "1 234", "Radio", "1,234", "5.678"], None),
        (["1,234", "12.50"], "."),
        (["1.234", "12,50"], ","),
        (["0,123"], ","),
        (["1,234.56"], "."),
        (["1.234,56"], ","),
        (["1,234,567"], "."),
        (["1.234.567"], ","),
        (["1'234.5"], "."),
        (["1 234,5 zł"], ","),
        (["15,5%", "(2,25)"], ","),
        (["500 kr.", "12,5 kr."], ","),
        (["12 kr.", "Rs. 500", "J. Smith, owner", "v1.2.3", "12.05.2024", "5,"], None),
        (["12.5", "12,5"], None),
        (["12.5", "1.234,56"], ","),
        (["1,234.56", "1.234,56"], None),
        (["x" * 500, "1.5"], "."),
    ],
)
def test_the_decimal_sign_of_a_file(texts: list[str], sign: str | None) -> None:
    assert decide_decimal(texts) == sign
    assert decide_decimal(reversed(texts)) == sign


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1234", ".", 1234.0),
        ("1234.5", ".", 1234.5),
        ("1234,5", ",", 1234.5),
        ("1.234", ".", 1.234),
        ("1.234", ",", 1234.0),
        ("1,234", ",", 1.234),
        ("1,234", ".", 1234.0),
        ("-5", ".", -5.0),
        ("+5,5", ",", 5.5),
        ("-0", ".", 0.0),
        ("1.234,50 zł", ",", 1234.5),
        ("($1,234.50)", ".", -1234.5),
        ("15%", ".", 0.15),
        ("1e5", ".", 100000.0),
        ("", ".", None),
        ("  ", ",", None),
        (".5", ".", 0.5),
        ("5.", ".", 5.0),
        ("٣", ".", 3.0),
    ],
)
def test_a_cell_of_a_file(text: str, decimal: str, value: float | None) -> None:
    assert parse_plain(text, decimal) == value


@pytest.mark.parametrize(
    "text", ["abc", "1_000", "nan", "inf", "-", "+", "1.2.3", "=1+1", "²", "1" * 400, "9" * 199 + "e400"]
)
def test_a_cell_that_is_no_number(text: str) -> None:
    for decimal in ".,":
        with pytest.raises(NumberError):
            parse_plain(text, decimal)


def test_one_decision_for_a_percent_column() -> None:
    bare = [False, False, False]
    assert percent_scale([0.1, 0.5, 1.0], bare) == 1.0
    assert percent_scale([0.5, 12.0, 1.0], bare) == 100.0
    assert percent_scale([0.5, -12.0, None], bare) == 100.0
    assert percent_scale([0.1, 14.0, 0.2], [True, True, False]) == 1.0
    assert percent_scale([], []) == 1.0
    with pytest.raises(ValueError, match="zip"):
        percent_scale([0.1], [])
