"""What can be asked of a goal seek here: which figures and inputs, which ratios can be held, and the question that the
active figure suggests."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.goal_seek import Goal, figure_of
from roiapp.analysis.decisions.moved_inputs import chain, changed_field, parts_of_rate, rates_over
from roiapp.core.unit_records import COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.results import Figures

#: how much better than today a figure is wanted where nobody has said it yet
_BETTER: Final = 0.1
_POINTS: Final = 0.05


def first_question(figures: Figures, id_: str, channel: int | None) -> Goal:
    """What is asked first where this figure of a channel (None: of all) is the active one: a calculated one is sought,
    an input is changed. By default the document's ROI is."""
    catalog, headline = figures.catalog, figures.worksheet.settings.headline
    metric, by = headline, ""
    if id_ in catalog.metric:
        metric = id_
    elif id_ in catalog.field and _moves(catalog.field[id_], channel):
        by = id_
        if chain(catalog, by, metric) is None:
            metric = next((m.id for m in catalog.metrics if m.id in catalog.dependents(by)), headline)
    if getattr(catalog.record(metric), "total_only", False):
        channel = None
    by = by or next(iter(inputs(figures, metric, channel)), "") or _any_input(figures, metric)
    held = () if by == id_ else holding(figures, metric, by, channel)
    whole = counts(catalog.record(by))
    return Goal(metric, first_target(figures, metric, channel), by, channel, held, whole)


def _any_input(figures: Figures, metric: str) -> str:
    """Where nothing is known: the first that the figure is made of."""
    catalog = figures.catalog
    return next((id_ for id_ in catalog.inputs(metric) if _moves(catalog.field[id_], None)), catalog.fields[0].id)


def first_target(figures: Figures, metric: str, channel: int | None) -> float:
    """A tenth better than today, in two digits; a return at least five points, and from a loss to none. NaN where it
    is not known today."""
    record = figures.catalog.record(metric)
    before = figure_of(figures, metric, channel)
    if before is None:
        return math.nan
    better = getattr(record, "better", "up")
    if better != "down" and before < 0.0:
        return 0.0
    if record.unit.always_signed:
        return round(before + max(before * _BETTER, _POINTS), 2)
    return float(f"{before * (1.0 - _BETTER if better == 'down' else 1.0 + _BETTER):.2g}")


def figures_to_seek(figures: Figures, channel: int | None) -> list[str]:
    """The figures that are known here: all metrics, and the inputs that follow another where their ratio is held."""
    catalog = figures.catalog
    followers = {parts[0] for m in catalog.metrics if (parts := parts_of_rate(catalog, m.id)) is not None}
    typed = [f.id for f in catalog.fields if f.id in followers and _moves(f, channel)]
    made = [m.id for m in catalog.metrics if channel is None or not m.total_only]
    return [id_ for id_ in (*made, *typed) if figure_of(figures, id_, channel) is not None]


def inputs(figures: Figures, metric: str, channel: int | None) -> list[str]:
    """The known inputs by which a figure can be changed: those of its formula first, then those it depends on where
    ratios are held, the fewest first; and ratios whose numerator is one of its formula, while the denominator stays."""
    catalog = figures.catalog
    made_of = [id_ for id_ in catalog.inputs(metric) if id_ != metric]
    far: list[tuple[int, str]] = []
    for field in catalog.fields:
        held = None if field.id in made_of or field.id == metric else chain(catalog, field.id, metric)
        if held is not None:
            far.append((len(held), field.id))
    ordered = [*made_of, *(id_ for _ratios, id_ in sorted(far, key=lambda each: each[0]))]
    found = [id_ for id_ in ordered if _known(figures, id_, channel) and _reaches(figures, metric, id_, channel)]
    return [*found, *(m.id for m in catalog.metrics if m.id != metric and _is_rate_of(figures, m.id, made_of, channel))]


def _is_rate_of(figures: Figures, id_: str, made_of: Sequence[str], channel: int | None) -> bool:
    """Whether it is a known ratio of two counts of which the upper one is in the figure and the lower one is not."""
    parts = parts_of_rate(figures.catalog, id_)
    if parts is None or parts[0] not in made_of or parts[1] in made_of:
        return False
    return bool(changed_field(figures.catalog, id_)) and bool(figure_of(figures, id_, channel))


def _known(figures: Figures, id_: str, channel: int | None) -> bool:
    return _moves(figures.catalog.field[id_], channel) and bool(figure_of(figures, id_, channel))


def _reaches(figures: Figures, metric: str, by: str, channel: int | None) -> bool:
    return chain(figures.catalog, by, metric, lambda id_: figure_of(figures, id_, channel) is not None) is not None


def _moves(field: Field, channel: int | None) -> bool:
    """Whether it is an input that a goal seek may change."""
    return field.kind != "target" and (field.scope == "cell" or (field.scope == "total" and channel is None))


def holding(figures: Figures, metric: str, by: str, channel: int | None) -> tuple[str, ...]:
    """The ratios to hold for a figure to follow an input; none where it does so by itself, or never does."""
    field = changed_field(figures.catalog, by)
    return chain(figures.catalog, field, metric, lambda id_: figure_of(figures, id_, channel) is not None) or ()


def holdable(figures: Figures, by: str, held: Iterable[str], channel: int | None) -> list[str]:
    """The known ratios that can be held while an input changes: those over it, and over what moves along by the held
    ones. Of two with the same numerator only the held one is left."""
    catalog, wanted = figures.catalog, tuple(held)
    moving, found = [by], list[str]()
    for field in moving:  # which grows meanwhile
        for id_ in rates_over(catalog, field):
            parts = parts_of_rate(catalog, id_)
            if parts is None or figure_of(figures, id_, channel) is None:
                continue
            if id_ in wanted and parts[0] not in moving:
                moving.append(parts[0])
                found.append(id_)
            elif id_ not in wanted:
                found.append(id_)
    gone = set(moving)
    return [id_ for id_ in dict.fromkeys(found) if id_ in wanted or _above(figures, id_) not in gone]


def still_held(figures: Figures, by: str, held: Iterable[str], channel: int | None) -> tuple[str, ...]:
    """Those of the held ratios that can be held with this input: one over what does not move any more is let go."""
    wanted = tuple(held)
    kept = holdable(figures, by, wanted, channel)
    return tuple(id_ for id_ in kept if id_ in wanted)


def _above(figures: Figures, id_: str) -> str:
    parts = parts_of_rate(figures.catalog, id_)
    return parts[0] if parts is not None else ""


def counts(field: Field | Metric) -> bool:
    """Whether an input counts things, so that only whole numbers of it are meant."""
    return field.unit is COUNT


def can_be_whole(field: Field | Metric) -> bool:
    """Whether whole numbers of an input mean anything: of a share they do not."""
    return field.unit.kind != "percent"


