"""Locales of documents that no language of the program has, and the names of currencies in each language, as
`roiapp.locale_babel` wrote them into the resources: lists offer all of them at once, and Babel takes 100 ms and more.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from roiapp.resources import resource

if TYPE_CHECKING:
    from roiapp.locale_babel import LocaleData


class Further(NamedTuple):
    """Locales by their code, and by language the names of currencies by theirs."""

    locales: dict[str, LocaleData]
    currencies: dict[str, dict[str, str]]


@lru_cache(maxsize=1)
def further() -> Further:
    """What stands in the file, read once. Raises MissingResourceError."""
    import json

    return Further(**json.loads(resource("locales.json").read_text(encoding="utf-8")))
