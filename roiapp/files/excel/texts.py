"""Texts where XlsxWriter writes them as they are: names of sheets, properties, formulas and what they give."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

from roiapp.core import arithmetic
from roiapp.core.number_errors import NumberError
from roiapp.language import tr

#: arithmetic that names no cell and no function: a formula whatever document it is from
_ARITHMETIC: Final = re.compile(r"=[-+*/().\d\s%]*\d[-+*/().\d\s%]*", re.ASCII)
_LONGEST_FORMULA: Final = 1000
LONGEST_CELL: Final = 32_767
#: letters of what somebody wrote that go into a cell or comment
LONGEST_TEXT: Final = 32_000


def page_footer() -> str:
    """The foot of every printed page: by whom it is made, and its number."""
    made = tr("Made with Channel ROI").replace("&", "&&")
    return f"&L{made}&R&P / &N"


def printable(text: str, most: int = 255) -> str:
    """A text without signs that XML cannot hold, as long as Excel takes it."""
    if text.isprintable():
        return cut(text, most)
    kept = (
        sign for sign in text
        if sign in "\n\t" or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff")
    )  # fmt: skip
    return cut("".join(kept), most)


def cut(text: str, most: int) -> str:
    """The first letters of a text, as Excel counts them: those beyond 65,535 are two."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore")


def is_arithmetic(text: str, value: float) -> bool:
    """Whether what a cell was typed as may stand in the workbook as a formula: it gives the figure of the cell."""
    if len(text) > _LONGEST_FORMULA or not _ARITHMETIC.fullmatch(text):
        return False
    try:
        return math.isclose(arithmetic.calculate(text[1:], "en", text).value, value, rel_tol=1e-12)
    except NumberError:
        return False
