"""How the order of the rows is said: in the bar above them, and where it stands in the way of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr, trn
from roiapp.ui.sheet.arrangement import ATTRIBUTES

if TYPE_CHECKING:
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.ui.sheet.arrangement import Arrangement, Limit, Sort
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading


def why_not_moved(model: WorksheetReading) -> str:
    """Why rows cannot be moved or put in just now, and the way to where they can; "" where they can."""
    wanted = model.arrangement
    if wanted.plain:
        return ""
    if wanted.group is not None:
        return tr("The rows are grouped. Show them in their own order to move them or to insert some.")
    if wanted.sort is not None:
        column = column_name(model, wanted.sort.key)
        return tr(
            "The rows are sorted by {column}. Show them in their own order to move them or to insert some.",
            column=column,
        )
    return tr("Some channels are not shown. Lift the filter to move rows or to insert some.")


def column_name(model: WorksheetReading, key: str) -> str:
    """What the column of a key is called, "" stands for the channels' names."""
    if not key:
        return tr("Channel")
    column = next((column for column in model.columns if column.key == key), None)
    if column is not None:
        return column.title if column.apart else column.header
    record = _record(model, key)
    return tr(record.header) if record else key


def _record(model: WorksheetReading, key: str) -> Field | Metric | None:
    session = model.source.session
    return session.catalog.record(key.partition(" ")[0]) if session else None


def sorted_text(model: WorksheetReading, sort: Sort) -> str:
    arrow = "↓" if sort.descending else "↑"
    return tr("Sorted by {column} {arrow}", column=column_name(model, sort.key), arrow=arrow)


def filter_text(model: WorksheetReading) -> str:
    """How many channels the filter leaves."""
    return trn(
        "Filter: {shown} of {n} channel shown",
        "Filter: {shown} of {n} channels shown",
        model.channels,
        shown=model.order.shown,
    )


def filter_details(model: WorksheetReading, wanted: Arrangement) -> str:
    """What the filter asks for, a line each."""
    from roiapp.ui.sheet.row_order import label_of

    said = []
    if wanted.filter.text.strip():
        said.append(tr("The name contains “{text}”", text=wanted.filter.text.strip()))
    for attribute, texts in wanted.filter.chosen:
        shown = ", ".join(label_of(attribute, text) for text in texts)
        said.append(tr("{attribute}: {values}", attribute=tr(ATTRIBUTES[attribute]), values=shown))
    if wanted.filter.figures_only:
        said.append(tr("With figures only"))
    said.extend(limit_text(model, limit) for limit in wanted.filter.limits)
    return "\n".join(said)


def limit_text(model: WorksheetReading, limit: Limit) -> str:
    """What a column's figure has to be."""
    column, record = column_name(model, limit.key), _record(model, limit.key)
    value = model.source.number_format.text(limit.value, record.unit) if record else ""
    match limit.test:
        case "above":
            return tr("{column} above {value}", column=column, value=value)
        case "below":
            return tr("{column} below {value}", column=column, value=value)
        case "blank":
            return tr("{column} is blank", column=column)
    return tr("{column} is known", column=column)


def grouped_text(wanted: Arrangement) -> str:
    """Whole sentences: "Grouped by kind" is not glued of two."""
    match wanted.group:
        case "group":
            return tr("Grouped by group")
        case "kind":
            return tr("Grouped by kind")
        case "source":
            return tr("Grouped by source")
        case "owner":
            return tr("Grouped by owner")
    return ""
