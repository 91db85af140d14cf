"""Numbers in the cells of foreign files: which decimal sign a file uses, and what its percent columns mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from roiapp.core.number_errors import NumberError
from roiapp.core.number_text import cleaned, read_amount, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A locale that reads as a file with this decimal sign does.
_LOCALE_OF: Final = {".": "en", ",": "de"}
#: The common case, decided without reading the number.
_LONE: Final = re.compile(r"[-+]?([0-9]{0,50})([.,])([0-9]{1,50})")


def parse_plain(text: str, decimal: str) -> float | None:
    """Read one cell of a file whose decimal sign ("." or ",") is known; None for a blank one.

    A percent sign divides by 100 and a currency is skipped; what bare numbers in a percent column mean is for
    `percent_scale` to say. Raises NumberError as `units.parse` does.
    """
    digits = text[1:] if text[:1] in ("-", "+") else text
    if len(text) < 200 and text.isascii() and digits.replace(decimal, "", 1).isdigit():
        plain = text if decimal == "." else text.replace(",", ".")
        if not digits.startswith(decimal) and not digits.endswith(decimal):
            return value_of(plain.removeprefix("+"), 0, text)
    body = cleaned(text)
    if not body:
        return None
    amount = read_amount(body, _LOCALE_OF[decimal], text)
    return value_of(amount.digits, -2 if amount.percent else 0, text)


def decide_decimal(texts: Iterable[str]) -> str | None:
    """The one decimal sign of a file, from the texts of all its cells: ".", "," or None where they leave it open.

    Both signs in one number ("1.234,5") or groups that repeat ("1.234.567") outweigh a lone sign that can only be a
    decimal ("1,5"). Cells that are no numbers say nothing. None, too, where cells of equal weight contradict each
    other: then somebody has to be asked.
    """
    weights = {".": 0, ",": 0}
    for text in texts:
        if "." in text or "," in text:
            sign, weight = _evidence(text)
            weights[sign] = max(weights[sign], weight)
    if weights["."] == weights[","]:
        return None
    return "." if weights["."] > weights[","] else ","


def _evidence(text: str) -> tuple[str, int]:
    """The decimal sign a text speaks for and with what weight: 0 where either could be meant or it is no number."""
    lone = _LONE.fullmatch(text)
    if lone:
        whole, sign, part = lone.groups()
        return sign, 0 if len(part) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0" else 1
    try:
        body = cleaned(text)
        readings = {read_amount(body, locale, text).digits for locale in _LOCALE_OF.values()}
    except NumberError:
        return ".", 0
    if len(readings) > 1:
        return ".", 0
    number = "".join(sign for sign in body if sign.isdigit() or sign in ".,").strip(".,")
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return (".", 2) if number.rfind(".") > number.rfind(",") else (",", 2)
    if dots > 1 or commas > 1:
        return (",", 2) if dots else (".", 2)
    return (".", dots) if dots else (",", commas)


def percent_scale(values: Iterable[float | None], had_sign: Iterable[bool]) -> float:
    """What the bare numbers of a file's percent column are divided by: 100.0, or 1.0 where they are fractions.

    One decision per column: any number above 1 (by size) without a percent sign means that the column is in percent.
    Numbers that had a sign are fractions already and are left alone. A column headed by a field's id holds fractions;
    for it this is not asked.
    """
    pairs = zip(values, had_sign, strict=True)
    return 100.0 if any(value is not None and not sign and abs(value) > 1 for value, sign in pairs) else 1.0
