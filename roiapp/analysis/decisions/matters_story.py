"""What matters most, in sentences for who decides: of the bars, the table, the break-evens and the risk."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.seek_story import change_text
from roiapp.core.unit_records import RATE, SHARE
from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from roiapp.analysis.decisions.break_even import BreakEven
    from roiapp.analysis.decisions.goal_seek import Answer
    from roiapp.analysis.decisions.matters import HeatMap, Tornado
    from roiapp.analysis.decisions.risk import Risk
    from roiapp.analysis.decisions.sensitivity import Bar
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

#: bars that are as long as the longest one
_ALIKE: Final = 1e-9
#: chances between which nobody should be sure
_LIKELY, _UNLIKELY = 0.9, 0.1


def input_name(figures: Figures, by: str, whose: int | None) -> str:
    """An input as it is called beside a bar: with its channel where it is of one among several."""
    header = tr(figures.catalog.field[by].header)
    if whose is None:
        return header
    return tr("{channel}: {field}", channel=figures.worksheet.names[whose], field=header)


def bar_names(figures: Figures, found: Tornado) -> tuple[str, ...]:
    """What stands beside each bar."""
    own = found.channel is None
    return tuple(
        input_name(figures, bar.by, whose if own else None)
        for bar, whose in zip(found.bars, found.channels, strict=True)
    )


def tornado_said(figures: Figures, found: Tornado, write: NumberFormat) -> tuple[str, ...]:
    """What moves the figure most, and whether that decides about profit or loss."""
    return tuple(_of_bars(figures, found, write))


def _of_bars(figures: Figures, found: Tornado, write: NumberFormat) -> Iterator[str]:
    record = figures.catalog.record(found.metric)
    metric, names = tr(record.header), bar_names(figures, found)
    if found.now is None:
        yield found.reason or tr("This figure is not known.")
        return
    if not found.bars:
        yield tr("Nothing that is typed here moves {metric}.", metric=metric)
        return
    first = found.bars[0]
    unit = figures.catalog.field[first.by].unit
    said = {
        "metric": metric, "field": names[0], "low": write.text(first.low, unit), "high": write.text(first.high, unit),
        "at_low": write.text(first.at_low, record.unit), "at_high": write.text(first.at_high, record.unit),
    }  # fmt: skip
    alike = [name for name, bar in zip(names, found.bars, strict=True) if _as_long(bar, first)]
    if len(alike) > 1:
        yield tr("{metric} depends most, and equally, on these inputs: {fields}.", fields=list_text(alike), **said)
        yield tr("Each of them moves it from {at_low} to {at_high}.", **said)
    else:
        yield tr("{metric} depends most on this input: {field}.", **said)
        yield tr("From {low} to {high} of it {metric} goes from {at_low} to {at_high}.", **said)
    yield tr("To know that exactly, or to make it better, is worth more than anything below it.")
    yield from _decides(found, names, write.text(found.line.value if found.line else None, record.unit))


def _as_long(bar: Bar, first: Bar) -> bool:
    return math.isfinite(bar.swing) and abs(bar.swing - first.swing) <= _ALIKE * abs(first.swing)


def _decides(found: Tornado, names: Sequence[str], target: str) -> Iterator[str]:
    """Whether an input alone takes the figure over the line that counts."""
    line, now = found.line, found.now
    if line is None or now is None:
        return
    able = [name for name, bar in zip(names, found.bars, strict=True) if _crosses(bar, line.value)]
    fields = list_text(able)
    if line.kind == "goal":
        if able:
            yield trn("Whether the target of {target} is met, this input alone can decide: {fields}.",
                      "Whether the target of {target} is met, each of these alone can decide: {fields}.",
                      len(able), target=target, fields=fields)  # fmt: skip
        else:
            yield tr("Within these ends none of them alone takes it to the other side of the target of {target}.",
                     target=target)  # fmt: skip
    elif now > line.value:
        if able:
            yield trn("This one alone can turn it into a loss within these ends: {fields}.",
                      "Each of these alone can turn it into a loss within these ends: {fields}.", len(able),
                      fields=fields)  # fmt: skip
        else:
            yield tr("None of them alone turns it into a loss within these ends.")
    elif able:
        yield trn("This one alone can lift it out of the loss within these ends: {fields}.",
                  "Each of these alone can lift it out of the loss within these ends: {fields}.", len(able),
                  fields=fields)  # fmt: skip
    else:
        yield tr("None of them alone lifts it out of the loss within these ends.")


def _crosses(bar: Bar, line: float) -> bool:
    if bar.at_low is None or bar.at_high is None:
        return False
    return min(bar.at_low, bar.at_high) < line < max(bar.at_low, bar.at_high)


def left_aside(catalog: Catalog, still: Sequence[str], undrawn: int = 0) -> str:
    """Which inputs of a figure have no bar, and why; "" where all have one."""
    said = []
    if undrawn:
        said.append(trn("One shorter bar is not shown.", "{n} shorter bars are not shown.", undrawn, n=undrawn))
    if still:
        said.append(tr("These do not move it here: {fields}.",
                       fields=list_text([tr(catalog.field[by].header) for by in still])))  # fmt: skip
    return " ".join(said)


def heat_said(figures: Figures, found: HeatMap, write: NumberFormat) -> tuple[str, ...]:
    """What the table says as a whole."""
    record = figures.catalog.record(found.metric)
    known = [value for row in found.figures for value in row if value is not None]
    now = found.figures[found.now[0]][found.now[1]]
    words = {
        "metric": tr(record.header), "now": write.text(now, record.unit),
        "low": write.text(min(known, default=None), record.unit),
        "high": write.text(max(known, default=None), record.unit),
    }  # fmt: skip
    if not known:
        return (tr("This figure is not known."),)
    if found.line is None:
        return (tr("{metric} is {now} today, and between {low} and {high} in this table.", **words),)
    worse = sum(value < found.line.value for value in known)
    if getattr(record, "better", "up") == "down":
        worse = sum(value > found.line.value for value in known)
    words |= {"n": str(worse), "all": str(len(known)), "target": write.text(found.line.value, record.unit)}
    if found.line.kind == "goal":
        said = tr("{metric} is {now} today; {n} of {all} combinations miss the target of {target}.", **words)
    else:
        said = tr("{metric} is {now} today; {n} of {all} combinations are a loss.", **words)
    if not found.segments:
        return (said,)
    rows, columns = (tr(figures.catalog.field[by].header) for by in (found.rows, found.columns))
    how = tr("Along the line what {rows} takes away, {columns} makes up for: on it the figure is {target}.",
             rows=rows, columns=columns, target=words["target"])  # fmt: skip
    return said, how


def from_to(answer: Answer, field: Field | Metric, write: NumberFormat) -> tuple[str, str, str]:
    """An input today, as it must be, and how far that is; percents with a decimal where they would look the same.
    Without an answer the last two are empty."""
    if answer.answer is None:
        return write.text(answer.now, field.unit), "", ""
    unit = field.unit
    if unit.kind == "percent" and write.text(answer.now, unit) == write.text(answer.answer, unit):
        unit = RATE
    return (
        write.text(answer.now, unit), write.text(answer.answer, unit),
        change_text(answer.now, answer.answer, unit, write),
    )  # fmt: skip


def break_even_said(figures: Figures, found: BreakEven, write: NumberFormat) -> tuple[str, ...]:
    """Which input is nearest to break-even, and how far away it is."""
    catalog = figures.catalog
    metric = tr(catalog.record(found.metric).header)
    if found.now is None:
        return (found.reason or tr("This figure is not known."),)
    nearest = next((each for each in found.answers if each.answer is not None), None)
    if nearest is None or nearest.answer is None:
        return (tr("No input alone brings {metric} to break-even here.", metric=metric),)
    field = catalog.record(nearest.goal.by)
    today, then, change = from_to(nearest, field, write)
    words = {"field": tr(field.header), "now": today, "then": then, "change": change}
    if found.now > 0.0:
        return (
            tr("The least room has {field}: {then} instead of {now} ({change}) is break-even.", **words),
            tr("There gross profit only just covers the cost, and nothing is left over."),
        )
    if found.now < 0.0:
        return (
            tr("The shortest way out of the loss is {field}: {then} instead of {now} ({change}).", **words),
            tr("There gross profit covers the cost; what goes beyond is profit."),
        )
    return (tr("Gross profit just covers the cost: any input that gets worse makes it a loss."),)


def risk_said(catalog: Catalog, found: Risk | None, write: NumberFormat) -> tuple[str, ...]:
    """How likely the money comes back, and what that means."""
    if found is None:
        return (tr("Cost or gross profit is not known here, so there is no chance to work out."),)
    roi = catalog.record("roi")
    words = {
        "metric": tr(roi.header), "low": write.text(found.low, roi.unit), "middle": write.text(found.middle, roi.unit),
        "high": write.text(found.high, roi.unit),
    }  # fmt: skip
    said = tr("{metric} is between {low} and {high} in eight of ten cases, with {middle} in the middle.", **words)
    return chance_said(found.chance), said, _advice(found.chance)


def counts_supposed(scenario: str) -> str:
    """What the chance rests on under a scenario, "" where none is looked at."""
    if not scenario:
        return ""
    return tr("Under {scenario} counts are suppositions: chance is worked out of them as if they had been observed.",
              scenario=scenario)  # fmt: skip


def chance_said(chance: float) -> str:
    """A chance as cases of a hundred; neither all nor none where it is not so."""
    cases = round(chance * 100)
    if cases >= 100:
        return tr("The money comes back in more than 99 of 100 cases.")
    if cases <= 0:
        return tr("The money comes back in fewer than 1 of 100 cases.")
    return tr("The money comes back in {n} of 100 cases.", n=cases)


def case_share(chance: float, write: NumberFormat) -> str:
    """A chance in percent, never all and never none."""
    cases = round(chance * 100)
    if cases >= 100:
        return tr("over {share}", share=write.text(0.99, SHARE))
    if cases <= 0:
        return tr("under {share}", share=write.text(0.01, SHARE))
    return write.text(chance, SHARE)


def _advice(chance: float) -> str:
    if chance >= _LIKELY:
        return tr("Within these ranges it pays; what is not in them can still go wrong.")
    if chance >= 0.5:
        return tr("It more likely pays than not, but a loss would be no surprise: keep an eye on it.")
    if chance > _UNLIKELY:
        return tr("A loss is more likely than a profit: change something, or spend less, before going on.")
    return tr("Within these ranges it does not pay.")


def left_out_said(figures: Figures, found: Risk | None) -> tuple[str, ...]:
    """Who is not in the chance, and why, a sentence each."""
    if found is None:
        return ()
    names, said = figures.worksheet.names, []
    for channel in found.left_out:
        reason = next(
            (each for id_ in ("total_cost", "gross_profit") if (each := figures.reason(id_, channel))), None
        )
        why = reason.sentence(figures.catalog) if reason else tr("This figure is not known.")
        said.append(tr("{channel} is left out. {why}", channel=names[channel], why=why))
    return tuple(said)
