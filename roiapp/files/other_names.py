"""What a field or metric is called elsewhere: for its page in the guide, and to be found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.core.also_called import ALSO_CALLED
from roiapp.core.fields import Field
from roiapp.files.dialect_words import words
from roiapp.language import current, tr

if TYPE_CHECKING:
    from roiapp.core.metrics import Metric

#: so many are named on a page
_MOST: Final = 8


def also_called(record: Field | Metric) -> tuple[str, ...]:
    """The most usual other names in the language in use."""
    if not isinstance(record, Field):
        return tuple(filter(None, (name.strip() for name in tr(ALSO_CALLED.get(record.id, "")).split(","))))
    own = {tr(record.label).casefold(), tr(record.short).casefold()}
    names = record.synonyms if current() == "en" else words().headers.get(current(), {}).get(record.id, ())
    return tuple(name for name in names if name.casefold() not in own)[:_MOST]


def known_as(record: Field | Metric) -> tuple[str, ...]:
    """All other names by which the guide finds it, those of tables too, the most usual first."""
    headers = words().headers
    tables = (name for language in (current(), "en") for name in headers.get(language, {}).get(record.id, ()))
    english = record.synonyms if isinstance(record, Field) else ALSO_CALLED.get(record.id, "").split(", ")
    return tuple(dict.fromkeys(filter(None, (*also_called(record), *english, *tables))))
