"""Arithmetic typed into a cell: "=450+320", "=1200*15%", "=12k/4".

Read by recursive descent over a handful of signs; nothing is ever evaluated as code. The expression is kept in a plain
form (dots as decimals, * and /) that Excel understands as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from roiapp.core import number_errors
from roiapp.core.number_errors import NumberError
from roiapp.core.number_text import LIMIT, read_amount, value_of
from roiapp.language import number_locale

_DEPTH: Final = 32
_OPERATORS: Final = str.maketrans({"×": "*", "·": "*", "∙": "*", "⋅": "*", "÷": "/", "∕": "/", "⁄": "/"})
_WORD: Final = r"(?:[^\W\d_]|[$€£¥₺₹₪₩₫₱฿₸₾₼₦₽₴])(?:[^\W\d_]|[$€£'])*\.?"
_TOKEN: Final = re.compile(
    rf" *(?:(?P<sign>[-+*/()%])"
    rf"|(?P<number>(?:{_WORD} *)?[.,]?[0-9](?:[0-9.,' ]*[0-9.,])?(?:[eE][+-]?[0-9]{{1,3}}(?![0-9.,]))?"
    rf"(?: *{_WORD}(?: *{_WORD})?)?))"
)
_PLAIN_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Result:
    """A calculated expression; `text` is plain, without an equals sign; `percent` tells of a percent sign in it."""

    value: float
    text: str
    percent: bool
    currencies: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Token:
    sign: str = ""
    digits: str = ""
    currencies: frozenset[str] = frozenset()


def calculate(text: str, locale: str, original: str) -> Result:
    """Calculate a `cleaned` text that follows an equals sign. Raises NumberError, which quotes `original`."""
    tokens = _tokens(text.translate(_OPERATORS), locale, original)
    value = _Calculation(tokens, original).value()
    plain = "".join(_plain(token.digits) if token.digits else token.sign for token in tokens)
    codes = tuple(token.currencies for token in tokens if token.currencies)
    return Result(value, plain, "%" in plain, codes)


def localize(expression: str, locale: str) -> str:
    """A kept expression with the locale's decimal sign."""
    decimal = number_locale(locale).decimal
    return _PLAIN_NUMBER.sub(lambda found: found[0].replace(".", decimal), expression)


def _tokens(text: str, locale: str, original: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text)
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            raise number_errors.not_arithmetic(original)
        position = found.end()
        if found["sign"]:
            tokens.append(_Token(sign=found["sign"]))
            continue
        try:
            amount = read_amount(found["number"], locale, original)
        except NumberError as error:
            if error.reason == "bad_groups":
                raise
            raise number_errors.not_arithmetic(original) from None
        tokens.append(_Token(digits=amount.digits, currencies=amount.currencies))
    return tokens


def _plain(digits: str) -> str:
    """Plain digits, with their power of ten written out where it is short: "12e3" gives "12000"."""
    mantissa, _, exponent = digits.partition("e")
    tens = int(exponent or 0)
    whole, _, part = mantissa.partition(".")
    tail = ""
    if 0 <= tens <= 15:
        whole, part = whole + part[:tens].ljust(tens, "0"), part[tens:]
    else:
        tail = f"E{tens:+}"
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "") + tail


class _Calculation:
    """Recursive descent: a sum of products of signed numbers, percents and parentheses."""

    def __init__(self, tokens: list[_Token], original: str) -> None:
        self._rest = tokens[::-1]
        self._original = original

    def value(self) -> float:
        value = self._sum(0)
        if self._rest:
            raise number_errors.not_arithmetic(self._original)
        return self._checked(value)

    def _sum(self, depth: int) -> float:
        if depth > _DEPTH:
            raise number_errors.too_deep(self._original)
        value = self._product(depth)
        while sign := self._take("+-"):
            other = self._product(depth)
            value = self._checked(value + other if sign == "+" else value - other)
        return value

    def _product(self, depth: int) -> float:
        value = self._signed(depth)
        while sign := self._take("*/"):
            other = self._signed(depth)
            if sign == "/" and other == 0.0:
                raise number_errors.divided_by_zero(self._original)
            result = self._checked(value * other if sign == "*" else value / other)
            if result == 0.0 and value != 0.0 and other != 0.0:
                raise number_errors.too_small(self._original)
            value = result
        return value

    def _signed(self, depth: int) -> float:
        negative = False
        while sign := self._take("+-"):
            negative ^= sign == "-"
        value = self._number(depth)
        return -value if negative else value

    def _number(self, depth: int) -> float:
        token = self._rest.pop() if self._rest else _Token()
        if token.digits:
            value = value_of(token.digits, -2 if self._take("%") else 0, self._original)
        elif token.sign == "(":
            value = self._sum(depth + 1)
            if not self._take(")"):
                raise number_errors.not_arithmetic(self._original)
        else:
            raise number_errors.not_arithmetic(self._original)
        while self._take("%"):
            value /= 100
        return value

    def _take(self, signs: str) -> str:
        """The next sign where it is one of these, else ""."""
        if self._rest and self._rest[-1].sign and self._rest[-1].sign in signs:
            return self._rest.pop().sign
        return ""

    def _checked(self, value: float) -> float:
        if not abs(value) <= LIMIT:
            raise number_errors.too_large(self._original)
        return value + 0.0  # never -0.0
