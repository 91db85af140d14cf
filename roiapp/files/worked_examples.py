"""A figure worked out with numbers: those of the cell at hand, else of the first place of the document in which it is
known, else of a sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.core.calculator import Calculator
from roiapp.core.explain import Explanation, Part, explain
from roiapp.core.moved_input import moved
from roiapp.core.number_format import NumberFormat
from roiapp.core.own_figures import catalog_of
from roiapp.core.views import all_views, first_view
from roiapp.files import templates
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: the day of the samples' figures: all of their periods are over
_SAMPLES_DAY: Final = date(2026, 10, 5)
#: how an explanation writes that it adds up
_SUM: Final = "Σ "
#: inputs are moved to so much of themselves, to show what they do
_HIGHER: Final = 1.1
#: so many channels and earlier periods are looked through
_CHANNELS: Final = 200
_PERIODS: Final = 12


class Example(NamedTuple):
    """`whose` is the channel's name or the word for all of them, `channel` its row, None for the total; `period` what
    is looked at; `sample` the title of the sample where the document itself has no such figure. `parts` are the numbers
    that go in, each named. `value` is the figure unrounded, `higher` what it would be with one input, by name, a tenth
    higher, as text and unrounded."""

    whose: str
    channel: int | None
    period: str
    sample: str
    parts: tuple[tuple[str, str], ...]
    told: Explanation
    value: float
    higher: tuple[tuple[str, str, float], ...]

    @property
    def place(self) -> str:
        """Where the numbers are from."""
        return " · ".join(filter(None, (self.whose, self.period, self.sample)))

    @property
    def lines(self) -> tuple[tuple[Part, ...], ...]:
        """The formula in words, with numbers, and the result; what says the same as the line before is left out."""
        sides = [self.told.names, self.told.numbers, (Part(self.told.result, None, self.value),)]
        found: list[tuple[Part, ...]] = []
        for side in sides:
            if side and (not found or _text(side) != _text(found[-1])):
                found.append(side)
        return tuple(found)


def worked_example(
    figures: Figures | None, id_: str, channel: int | None, number_format: NumberFormat
) -> Example | None:
    """The example for a field or metric: of this channel (None: all) in the view of `figures`, else as above. None
    where no sample has it either, as for own figures."""
    if figures is not None and figures.figure(id_, channel) is not None:
        return _example(figures, id_, channel, "", number_format)
    for its in _places(figures) if figures is not None else ():
        for row in _known(its, id_):
            return _example(its, id_, row, "", number_format)
    place = _in_samples(id_)
    if place is None:
        return None
    its, row = _samples()[place[0]], place[1]
    settings = its.worksheet.settings
    write = NumberFormat(number_format.locale, settings.currency)  # a sample has its own
    return _example(its, id_, row, tr("The sample: {title}", title=settings.title), write)


@lru_cache(maxsize=256)
def _in_samples(id_: str) -> tuple[int, int | None] | None:
    """The sample and its channel (None: all of them) that show best how a figure comes about; None where none has it.
    Looked for once: a page that stays open asks at every change of the figures."""
    first: tuple[int, int | None] | None = None
    for number, its in enumerate(_samples()):
        if id_ in its.catalog.field or id_ in its.catalog.metric:
            write = NumberFormat("en", its.worksheet.settings.currency)
            for row in _known(its, id_):
                if _tells(_example(its, id_, row, "", write)):
                    return number, row
                first = first or (number, row)
    return first


def _known(figures: Figures, id_: str) -> Iterator[int | None]:
    """The first channels in which a figure is known, then None where that of all of them is."""
    values = figures.values(id_, 0, min(len(figures.worksheet.names), _CHANNELS))
    yield from map(int, np.flatnonzero(np.isfinite(values)))
    if figures.total_figure(id_) is not None:
        yield None


def _tells(example: Example) -> bool:
    """Whether one of a sample shows how the figure comes about: not 0, and made of more than one number."""
    numbers = sum(part.value is not None for part in example.told.numbers)
    return bool(example.value) and numbers != 1


def _places(figures: Figures) -> Iterator[Figures]:
    """The document's view at hand and its other periods, the latest first."""
    yield figures
    views = all_views(figures.worksheet)
    periods = [view for view in reversed(views) if not view.rollup and view != figures.view]
    for view in periods[:_PERIODS]:
        yield figures.calculator.figures(view)


@lru_cache(maxsize=1)
def _samples() -> tuple[Figures, ...]:
    """The figures of the samples' last periods."""
    sheets = (templates.load_sample(), templates.load_b2b_sample())
    calculators = [Calculator(sheet, catalog_of(sheet), _SAMPLES_DAY) for sheet in sheets]
    return tuple(each.figures(first_view(each.worksheet)) for each in calculators)


def _example(figures: Figures, id_: str, channel: int | None, sample: str, number_format: NumberFormat) -> Example:
    value = figures.figure(id_, channel)
    assert value is not None
    told = explain(figures, id_, channel, number_format)
    whose = tr("All channels") if channel is None else apart(figures.worksheet.names[channel])
    period, parts = figures.view.text(), tuple(_parts(told))
    higher = tuple(_moved(figures, id_, channel, number_format))
    return Example(whose, channel, period, sample, parts, told, value, higher)


def _parts(told: Explanation) -> Iterator[tuple[str, str]]:
    """The numbers of an explanation, each called as in its words; none where one of them is a sum of products."""
    numbers = [part for part in told.numbers if part.value is not None]
    names = list(_names(told.names))
    if len(names) == len(numbers):
        for name, part in dict.fromkeys(zip(names, numbers, strict=True)):
            if name:
                yield name, part.text


def _moved(figures: Figures, id_: str, channel: int | None, write: NumberFormat) -> Iterator[tuple[str, str, float]]:
    record = figures.catalog.record
    if channel is not None:
        for by, value in moved(figures, id_, channel, _HIGHER):
            yield tr(record(by).header), write.text(value, record(id_).unit), value


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    """What the parts of a formula are called, "" for a number that stands in it."""
    sign = ""
    for part in parts:
        if part.text == _SUM:
            sign = _SUM
        elif part.id is not None or part.value is not None:
            yield "" if part.id is None else f"{sign}{part.text}"
            sign = ""


def _text(side: tuple[Part, ...]) -> str:
    return "".join(part.text for part in side)
