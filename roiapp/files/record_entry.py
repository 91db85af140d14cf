"""What somebody types or pastes into the document's small tables, as values, and the values as text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from roiapp.core.record_tables import RecordColumn, Value
from roiapp.core.units import COUNT, MONEY, NumberError, NumberFormat, parse
from roiapp.core.worksheet import same_name
from roiapp.files.dates import Order, read_span
from roiapp.language import current, date_pattern, date_text, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet

_ORDERS: Final[tuple[Order, ...]] = ("dmy", "mdy", "ymd")


class EntryError(ValueError):
    """A text that a column cannot hold; the text of the error is a sentence for the user."""


def choices(column: RecordColumn, sheet: Worksheet, catalog: Catalog) -> list[tuple[Value, str]]:
    """What a column can be chosen from, as (value, text); nothing where it is typed freely."""
    match column.kind:
        case "choice":
            return [(id_, tr(label)) for id_, label in column.choices]
        case "channel":
            return list(zip(sheet.keys, sheet.names, strict=True))
        case "period":
            return [(period.key, period.text()) for period in sheet.periods]
        case "figure":
            fields = [(field.id, tr(field.label)) for field in catalog.fields]
            return [*fields, *((metric.id, tr(metric.label)) for metric in catalog.metrics)]
    return []


def shown(column: RecordColumn, value: Value, sheet: Worksheet, catalog: Catalog, write: NumberFormat) -> str:
    """A value as it stands in its cell: "" where nothing is known, a dash for a channel or period that is gone."""
    if value is None:
        return ""
    if column.kind in ("choice", "channel", "period", "figure"):
        return dict(choices(column, sheet, catalog)).get(value, "–")
    if isinstance(value, date):
        return date_text(value, current())
    if isinstance(value, float):
        return write.text(value, MONEY if column.kind == "money" else COUNT)
    return str(value)


def entered(column: RecordColumn, text: str, sheet: Worksheet, catalog: Catalog, write: NumberFormat) -> Value:
    """The value of a typed text, None for nothing. Raises `EntryError`."""
    clean = " ".join(text.split())
    if not clean:
        return None
    match column.kind:
        case "text":
            return text.strip()
        case "date":
            return _date(clean, write.locale)
        case "count" | "money":
            unit = MONEY if column.kind == "money" else COUNT
            try:
                return parse(clean, unit, write.locale, write.currency).value
            except NumberError as error:
                raise EntryError(str(error)) from error
    wanted = same_name(clean)
    for value, name in choices(column, sheet, catalog):
        if wanted in (same_name(name), same_name(str(value))):
            return value
    raise EntryError(
        tr("“{text}” is nothing that {column} can be. Choose one of the list.", text=clean, column=tr(column.label))
    )


def _date(text: str, locale: str) -> date:
    span = read_span(text, _order(locale))
    if span is None or span.start != span.end:
        raise EntryError(tr("“{text}” is no day. Write it as 2026-09-28.", text=text))
    return span.start


def _order(locale: str) -> Order:
    """Which of day and month comes first where a locale writes a date in figures."""
    pattern = date_pattern(locale).lower()
    places = sorted((pattern.find(letter), letter) for letter in "dmy" if letter in pattern)
    order = "".join(letter for _, letter in places)
    return next((each for each in _ORDERS if each == order), "")
