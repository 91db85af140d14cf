"""Arithmetic typed into a cell: "=450+320", "=1200*15%", "=12k/4".

Read by recursive descent over a handful of signs; nothing is ever evaluated as code. The expression is kept in a plain
form (dots as decimals, * and /) that Excel understands as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from roiapp.core import number_errors
from roiapp.core.number_text import LIMIT, read_amount, value_of
from roiapp.language import number_locale

_DEPTH: Final = 32
_OPERATORS: Final = str.maketrans({"×": "*", "·": "*", "∙": "*", "⋅": "*", "÷": "/", "∕": "/", "⁄": "/"})
_TOKEN: Final = re.compile(
    r" *(?:([-+*/()%])|((?:[^\W\d_]|[$€£¥₺₹])*\.? *"
    r"(?:[.,]?[0-9](?:[0-9.,' ]*[0-9.,])?)(?:[eE][+-]?[0-9]{1,3}(?![0-9.,]))? *"
    r"(?:[^\W\d_](?:[^\W\d_]|['./$€£¥₺₹])*|[$€£¥₺₹])*))"
)
_NUMBER: Final = re.compile(r"[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Result:
    """A calculated expression: its value, its plain text without the equals sign, and whether a percent sign stood in it."""

    value: float
    text: str
    percent: bool
    currencies: tuple[frozenset[str], ...]


def calculate(text: str, locale: str, original: str) -> Result:
    """Calculate a `cleaned` text that follows an equals sign. Raises NumberError with a sentence about what is wrong."""
    reader = _Reader(_tokens(text.translate(_OPERATORS), locale, original), original)
    value = reader.sum(0)
    if reader.rest:
        raise number_errors.not_arithmetic(original)
    plain = "".join(_plain(token.digits) if token.digits else token.sign for token in reader.tokens)
    codes = tuple(token.currencies for token in reader.tokens if token.currencies)
    return Result(reader.checked(value), plain, "%" in plain, codes)


def localize(expression: str, locale: str) -> str:
    """A kept expression as its editor shows it: the locale's decimal sign, and × ÷ as they were typed: * and /."""
    decimal = number_locale(locale).decimal
    return _NUMBER.sub(lambda found: found[0].replace(".", decimal), expression)


@dataclass(frozen=True)
class _Token:
    sign: str = ""
    digits: str = ""
    currencies: frozenset[str] = frozenset()


def _tokens(text: str, locale: str, original: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position, end)
        if found is None or found.end() == position:
            raise number_errors.not_arithmetic(original)
        if found[1]:
            tokens.append(_Token(sign=found[1]))
        else:
            amount = read_amount(found[2].strip(), locale, original)
            tokens.append(_Token(digits=amount.digits, currencies=amount.currencies))
        position = found.end()
    return tokens


def _plain(digits: str) -> str:
    """Plain digits with their power of ten written out where it is short: "12e3" gives "12000"."""
    mantissa, _, exponent = digits.partition("e")
    tens = int(exponent or 0)
    if not 0 <= tens <= 15:
        return f"{mantissa}E{tens:+}"
    whole, _, part = mantissa.partition(".")
    whole, part = whole + part[:tens].ljust(tens, "0"), part[tens:]
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole


class _Reader:
    """Recursive descent: sum, product, signed, percent, number or parenthesis."""

    def __init__(self, tokens: list[_Token], original: str) -> None:
        self.tokens = tokens
        self.rest = list(reversed(tokens))
        self.original = original

    def checked(self, value: float) -> float:
        if not abs(value) <= LIMIT:
            raise number_errors.too_large(self.original)
        return value + 0.0  # never -0.0

    def _next_is(self, signs: str) -> bool:
        return bool(self.rest) and self.rest[-1].sign != "" and self.rest[-1].sign in signs

    def sum(self, depth: int) -> float:
        if depth > _DEPTH:
            raise number_errors.too_deep(self.original)
        value = self.product(depth)
        while self._next_is("+-"):
            sign = self.rest.pop().sign
            other = self.product(depth)
            value = self.checked(value + other if sign == "+" else value - other)
        return value

    def product(self, depth: int) -> float:
        value = self.signed(depth)
        while self._next_is("*/"):
            sign = self.rest.pop().sign
            other = self.signed(depth)
            if sign == "/" and other == 0.0:
                raise number_errors.divided_by_zero(self.original)
            result = self.checked(value * other if sign == "*" else value / other)
            if result == 0.0 and value != 0.0 and other != 0.0:
                raise number_errors.too_small(self.original)
            value = result
        return value

    def signed(self, depth: int) -> float:
        negative = False
        while self._next_is("+-"):
            negative ^= self.rest.pop().sign == "-"
        value = self.percent(depth)
        return -value if negative else value

    def percent(self, depth: int) -> float:
        if not self.rest:
            raise number_errors.not_arithmetic(self.original)
        token = self.rest.pop()
        if token.digits:
            if self._next_is("%"):
                self.rest.pop()
                value = value_of(token.digits, -2, self.original)
            else:
                value = value_of(token.digits, 0, self.original)
        elif token.sign == "(":
            value = self.sum(depth + 1)
            if not self._next_is(")"):
                raise number_errors.not_arithmetic(self.original)
            self.rest.pop()
        else:
            raise number_errors.not_arithmetic(self.original)
        while self._next_is("%"):
            self.rest.pop()
            value /= 100
        return value
