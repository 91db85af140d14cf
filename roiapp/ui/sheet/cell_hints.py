"""What is said of one cell of the grid: in its tooltip, and to whoever listens instead of looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.core.fields import Field
from roiapp.language import tr
from roiapp.ui.sheet import grid_edits

if TYPE_CHECKING:
    from roiapp.core.results import Figures
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading


def hint(model: WorksheetReading, row: int, column: int) -> str:
    """The cell's note, what was refused, what to check, why there is no figure, where a value is from."""
    channel = model.channel(row)
    if model.group(row) is not None:
        return grid_edits.subtotal_sentence() if column else model.name(row)
    if channel is None:
        return ""
    said = [model.note(row, column)]
    if not column:
        return "\n".join(filter(None, (*said, model.name(row))))
    figures = model.figures_of(model.columns[column - 1])
    if figures is None:
        return ""
    left_out = model.refused(row, column)
    if left_out:
        said.append(left_out[1])
    said.append(model.warning(row, column))
    record = model.columns[column - 1].record
    if isinstance(record, Field):
        said.append(_origin(figures, record, channel))
    else:
        reason = figures.reason(record.id, channel)
        said.append(reason.sentence(figures.catalog) if reason else "")
    return "\n".join(filter(None, said))


def title_hint(model: WorksheetReading, column: int) -> str:
    """What is said of a column of figures (from 1): its name, what it is, and the note on its period."""
    holder, sheet = model.columns[column - 1], model.worksheet
    said = [holder.title, tr(holder.record.help)]
    if sheet is not None and holder.view is not None and model.noted_period(column):
        from roiapp.core.worksheet import ANY

        said.append(sheet.notes["", sheet.periods[holder.view.periods[0]].key, ANY])
    return "\n".join(said)


def spoken(model: WorksheetReading, row: int, column: int) -> str:
    """The cell in words."""
    if row >= model.empty_row:
        return tr("Add a channel…")
    if not column:
        return model.name(row)
    label = model.columns[column - 1].title
    text = model.text(row, column) or tr("blank")
    return tr("{channel}, {figure}: {value}", channel=model.name(row), figure=label, value=text)


def wrapped(text: str) -> str:
    """A text of any length for a tooltip: as it was written, its lines broken where they are too long."""
    from html import escape  # which knows every entity there is: loaded with the first hint

    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


def _origin(figures: Figures, record: Field, channel: int) -> str:
    if not (record.default_setting or record.fallback):
        return ""
    match figures.origin(record.id, channel):
        case "default":
            return tr("Filled from the document's settings, because nothing is typed here.")
        case "fallback":
            return tr("Worked out from other figures, because nothing is typed here.")
    return ""
