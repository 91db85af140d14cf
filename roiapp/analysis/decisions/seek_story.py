"""What a goal seek found, in sentences: the headline, what becomes of the figure and what is assumed to stay, and
whether it is beyond all that the worksheet has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.goal_seek import figure_of
from roiapp.analysis.decisions.moved_inputs import parts_of_rate
from roiapp.core.periods import base_view
from roiapp.core.unit_records import RATE, ROI
from roiapp.core.views import all_views
from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roiapp.analysis.decisions.goal_seek import Answer
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import Period, View
    from roiapp.core.results import Figures
    from roiapp.core.unit_records import Unit

#: what stays as it is that is named; the rest is counted
_NAMED: Final = 4
#: so much longer a period may be than another to be compared with it: months are
_ALIKE: Final = 1.25
#: changes below this share of today's are none
_NOTHING: Final = 1e-9


def change_text(now: float | None, then: float, unit: Unit, write: NumberFormat) -> str:
    """How much more or less it is: in percent of today, of a share in points; "" where there is nothing to compare."""
    if now is None:
        return ""
    if unit.kind == "percent":
        return write.change(then - now, unit)
    if now == 0.0:
        return ""
    share = (then - now) / abs(now)
    if abs(share) >= 0.01 or share == 0.0:
        return write.text(share, ROI)
    small = write.text(abs(share), RATE)
    return tr("+{share}", share=small) if share > 0.0 else tr("−{share}", share=small)


def headline(figures: Figures, answer: Answer, write: NumberFormat) -> str:
    """ "Leads must rise from 61 to 84 (+38%)"; the reason where there is no answer."""
    if answer.answer is None:
        return answer.reason
    field = figures.catalog.record(answer.goal.by)
    words = {
        "field": tr(field.header), "now": write.text(answer.now, field.unit),
        "then": write.text(answer.answer, field.unit),
        "change": change_text(answer.now, answer.answer, field.unit, write),
    }  # fmt: skip
    alone = answer.goal.channel is not None
    if answer.now is None:
        return tr("{field} must be {then}", **words)
    if abs(answer.answer - answer.now) <= _NOTHING * abs(answer.now):
        return tr("{field} can stay at {now}", **words) if alone else tr("{field} of all can stay at {now}", **words)
    if not words["change"]:
        return tr("{field} must go from {now} to {then}", **words)
    if answer.answer > answer.now:
        if alone:
            return tr("{field} must rise from {now} to {then} ({change})", **words)
        return tr("{field} of all channels must rise from {now} to {then} ({change})", **words)
    if alone:
        return tr("{field} must fall from {now} to {then} ({change})", **words)
    return tr("{field} of all channels must fall from {now} to {then} ({change})", **words)


def detail(figures: Figures, answer: Answer, write: NumberFormat) -> str:
    """What the figure becomes, what it was, and what is taken to stay as it is. "" where there is no answer."""
    return " ".join(_details(figures, answer, write)) if answer.answer is not None else ""


def _details(figures: Figures, answer: Answer, write: NumberFormat) -> Iterator[str]:
    goal, catalog = answer.goal, figures.catalog
    record, field = catalog.record(goal.metric), catalog.record(goal.by)
    staying = _staying(figures, answer, write)
    words = {
        "metric": tr(record.header), "achieved": write.text(answer.achieved, record.unit),
        "before": write.text(answer.before, record.unit), "held": list_text(staying),
    }  # fmt: skip
    if not staying:
        yield tr("{metric} becomes {achieved} (now {before}).", **words)
    else:
        yield trn("{metric} becomes {achieved} (now {before}) if this stays as it is: {held}.",
                  "{metric} becomes {achieved} (now {before}) if these stay as they are: {held}.",
                  len(staying), **words)  # fmt: skip
    if len(answer.values or ()) > 1:
        yield _alike(goal.channel is None, goal.whole)
    if answer.clipped:
        names = [figures.worksheet.names[channel] for _period, channel in answer.clipped]
        yield tr("Kept at the most that {field} can be: {channels}.", field=tr(field.header),
                 channels=list_text(list(dict.fromkeys(names))))  # fmt: skip


def _alike(channels: bool, whole: bool) -> str:
    if whole:
        return (tr("All channels change by about the same share, to whole numbers.") if channels
                else tr("All periods change by about the same share, to whole numbers."))  # fmt: skip
    return tr("All channels change by the same share.") if channels else tr("All periods change by the same share.")


def _staying(figures: Figures, answer: Answer, write: NumberFormat) -> list[str]:
    """The held ratios and the other known inputs of the figure, each with its value."""
    goal, catalog = answer.goal, figures.catalog
    along = {parts[0] for id_ in goal.held if (parts := parts_of_rate(catalog, id_)) is not None}
    rate = parts_of_rate(catalog, goal.by)
    along.add(goal.by if rate is None else rate[0])
    others = [id_ for id_ in catalog.inputs(goal.metric) if id_ not in along and id_ != goal.metric]
    if rate is not None and rate[1] not in others:
        others.insert(0, rate[1])
    found = []
    for id_ in (*goal.held, *others):
        value = figure_of(figures, id_, goal.channel)
        if value is not None:
            record = catalog.record(id_)
            found.append(tr("{figure} ({value})", figure=tr(record.header), value=write.text(value, record.unit)))
    if len(found) <= _NAMED + 1:
        return found
    more = len(found) - _NAMED
    return [*found[:_NAMED], trn("{n} other input", "{n} other inputs", more, n=more)]


def held_text(figures: Figures, answer: Answer) -> str:
    """What a way holds, in a few words; "" for nothing."""
    rates = [tr(figures.catalog.record(id_).header) for id_ in answer.goal.held]
    return tr("if this holds: {rates}", rates=list_text(rates)) if rates else ""


# -- beyond what was seen ----------------------------------------------------------------------------------------------


def stretch(figures: Figures, answer: Answer, write: NumberFormat) -> str:
    """A sentence where the answer is below or above all that the input was in the periods of the document that are as
    long as the one looked at; "" where it is not, or where there are not two of them."""
    if answer.answer is None:
        return ""
    goal, field = answer.goal, figures.catalog.record(answer.goal.by)
    seen = [
        (view, value)
        for view in comparable(figures)
        if (value := figure_of(figures.calculator.figures(view), goal.by, goal.channel)) is not None
    ]
    values = [value for _view, value in seen]
    if len(seen) < 2 or min(values) <= answer.answer <= max(values):
        return ""
    words = {"field": tr(field.header), "then": write.text(answer.answer, field.unit)}
    if len(seen) == 2:
        (one, first), (other, second) = seen
        words |= {"first": write.text(first, field.unit), "second": write.text(second, field.unit),
                  "earlier": one.text(), "later": other.text()}  # fmt: skip
        if goal.channel is None:
            return tr("A stretch: {then} is beyond anything in your data. {field} of all channels: {first} in "
                      "{earlier}, {second} in {later}.", **words)  # fmt: skip
        return tr("A stretch: {then} is beyond anything in your data. {field} of {channel}: {first} in {earlier}, "
                  "{second} in {later}.", channel=figures.worksheet.names[goal.channel], **words)  # fmt: skip
    words |= {"low": write.text(min(values), field.unit), "high": write.text(max(values), field.unit)}
    if goal.channel is None:
        return tr("A stretch: {then} is beyond anything in your data. {field} of all channels: {low} to {high} in {n} "
                  "periods.", n=len(seen), **words)  # fmt: skip
    return tr("A stretch: {then} is beyond anything in your data. {field} of {channel}: {low} to {high} in {n} "
              "periods.", n=len(seen), channel=figures.worksheet.names[goal.channel], **words)  # fmt: skip


def comparable(figures: Figures) -> list[View]:
    """The views of the same kind and length as the one looked at, itself included, in their order."""
    view, sheet = figures.view, figures.worksheet
    if view.rollup:
        known = all_views(sheet)
        return [each for each in known if each.kind == view.kind and len(each.periods) == len(view.periods)]
    own = sheet.periods[view.periods[0]]
    return [base_view(sheet.periods, i) for i, period in enumerate(sheet.periods) if _as_long(own, period)]


def _as_long(one: Period, other: Period) -> bool:
    if one.days is None or other.days is None:
        return one.days is other.days
    return max(one.days, other.days) <= _ALIKE * min(one.days, other.days)
