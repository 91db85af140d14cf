"""Names of rows and columns that sum others, in the words of eleven languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from roiapp.files.dates import month_alone
from roiapp.files.dialect_words import normal, says

#: letters of a name that may be a total's
_LONGEST: Final = 1000


@lru_cache(maxsize=1)
def _total() -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(says("total"), key=len, reverse=True))
    return re.compile(
        rf"(?:{either})\s*(?:\(\s*\d+ [^)]*\))?\s*(?::.*)?|(?:sub)?totals? (?:for|of) .+"
        r"|(?:results? (?:from|of)|ergebnisse aus|résultats de|resultados de|risultati da|resultaten van|wyniki z)"
        r" \d+ .+"
    )


@lru_cache(maxsize=1)
def _period_total() -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(says("total"), key=len, reverse=True))
    return re.compile(rf"\S.{{1,20}} (?:{either})|(?:{either}) .{{2,20}}")


def is_total(text: str) -> bool:
    """Whether a row that begins so is a sum: a whole word, followed by a colon or by nothing."""
    if len(text) > _LONGEST:
        return False
    clean = " ".join(text.split()).casefold()
    if _total().fullmatch(clean):
        return True
    plain = clean.isascii() and clean[:1].isalnum() and clean[-1:].isalnum()
    if not plain and _total().fullmatch(normal(clean)):
        return True
    return _of_all(clean)


def _of_all(text: str) -> bool:
    """Whether a text is made of nothing but words for a total of all channels: "All channels together", "in total"."""
    found = _tokens(text)
    if not found or not all(token in _parts() for token in found):
        return False
    whole, total = says("whole").intersection(found), says("total").intersection(found)
    if total.issuperset(found):
        return True
    return bool(whole) and (not says("channels").isdisjoint(found) or any({own} != whole for own in total))


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return says("whole") | says("channels") | says("together") | {word for word in says("total") if " " not in word}


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w']+", normal(text))


def is_period_total(text: str) -> bool:
    """As `is_total`, in a column of periods, where "July total" is a sum too."""
    return is_total(text) or (len(text) <= _LONGEST and bool(_period_total().fullmatch(normal(text))))


def says_of_what(text: str, others: Iterable[str]) -> bool:
    """Whether a name such as "Total paid" says of what it is the total: of a kind of channels, a period, or what others
    are named by. "Total Wine" is a name of its own."""
    rest = [token for token in _tokens(text) if token not in _parts()]
    known = {token for other in others for token in _tokens(other)} | says("group")
    return not rest or any(token in known or month_alone(token) is not None for token in rest) or any(
        re.fullmatch(r"(?:19|20)\d\d|[qkt][1-4]|h[12]", token) for token in rest
    )
