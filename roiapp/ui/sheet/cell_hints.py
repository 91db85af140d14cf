"""What is said of one cell of the grid: in its tooltip, and to whoever listens instead of looking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.core import indicators
from roiapp.core.fields import Field
from roiapp.core.units import UNDEFINED
from roiapp.language import tr
from roiapp.ui.sheet import grid_edits, trend_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from roiapp.core.results import Figures
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading

#: channels named before the rest is left to "…"
_NAMED: Final = 10


def hint(model: WorksheetReading, row: int, column: int) -> str:
    """The cell's note, what was refused, what to check, why there is no figure, where a value is from."""
    channel, group = model.channel(row), model.group(row)
    if column and model.columns[column - 1].trend:
        return trend_words.sentence(model, row, column)
    if group is not None:
        return _of_group(model, group, column) if column else model.name(row)
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


def left_out(figures: Figures, id_: str, among: Collection[int] | None = None) -> str:
    """Which channels a total leaves out, of all or `among` these; "" where it leaves out none."""
    names = figures.excluded(id_, among)
    if not names:
        return ""
    shown = ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
    return tr("Left out because a part is not known: {channels}.", channels=shown)


def _of_group(model: WorksheetReading, group: int, column: int) -> str:
    """Which of its channels a subtotal leaves out, and that it cannot be typed."""
    holder = model.columns[column - 1]
    figures, said = model.figures_of(holder), grid_edits.subtotal_sentence()
    if figures is None:
        return said
    missing = left_out(figures, holder.id, frozenset(model.order.groups[group].channels.tolist()))
    return "\n".join(filter(None, (missing, said)))


def title_hint(model: WorksheetReading, column: int) -> str:
    """What is said of a column of figures (from 1): its name, what it is, and the note on its period."""
    holder, sheet = model.columns[column - 1], model.worksheet
    said = [holder.title, tr(holder.record.help), indicators.sentence(holder.record.timing)]
    if holder.trend:
        said.append(trend_words.span(model))
    if sheet is not None and holder.view is not None and model.noted_period(column):
        from roiapp.core.worksheet import ANY

        said.append(sheet.notes["", sheet.periods[holder.view.periods[0]].key, ANY])
    return "\n".join(filter(None, said))


def spoken(model: WorksheetReading, row: int, column: int) -> str:
    """The cell in words."""
    if row >= model.empty_row:
        return tr("Add a channel…")
    if not column:
        return model.name(row)
    holder = model.columns[column - 1]
    if holder.trend:
        return trend_words.sentence(model, row, column)
    label, text = holder.title, model.text(row, column)
    if text in ("", UNDEFINED):  # a dash is no word
        text = tr("blank") if holder.is_input else tr("not known")
    return tr("{channel}, {figure}: {value}", channel=model.name(row), figure=label, value=text)


def wrapped(text: str) -> str:
    """A text of any length for a tooltip: as it was written, its lines broken where they are too long."""
    from html import escape  # which knows every entity there is: loaded with the first hint

    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


def _origin(figures: Figures, record: Field, channel: int) -> str:
    match figures.origin(record.id, channel):
        case "default":
            return tr("Filled from the document's settings, because nothing is typed here.")
        case "fallback":
            return tr("Worked out from other figures, because nothing is typed here.")
        case "counted":
            return tr("The sum of its reasons in the table of rejections, because nothing is typed here.")
        case "blank" if figures.calculator.matched is not None:
            reason = figures.reason(record.id, channel)
            return reason.sentence(figures.catalog) if reason else ""
    return ""
