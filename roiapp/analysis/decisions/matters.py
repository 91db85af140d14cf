"""What matters most, as it is shown: which inputs move a figure, how two of them do together, and the line that counts.

Plain values for pictures and texts; `sensitivity` works them out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.decisions.goal_seek import figure_of
from roiapp.analysis.decisions.level_line import Segment, level_line
from roiapp.analysis.decisions.sensitivity import Bar, Ends, tornado, tornado_of_channels, two_way
from roiapp.core.calculator import Calculator
from roiapp.core.formula import Operation

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: bars of single channels that are shown of a total
MOST_BARS: Final = 12
#: more channels than this are not tried one by one
MOST_CHANNELS: Final = 60
#: cells of a table to each side of today
AROUND: Final = 3


@dataclass(frozen=True)
class Line:
    """The value of a figure that counts: what the document wants of it, else where nothing is left over."""

    value: float
    kind: Literal["goal", "zero"]


@dataclass(frozen=True)
class Tornado:
    """The bars of a figure (of a channel, or the total: None), from the longest on. `channels` says of which channel a
    bar's input is, None: of all that are in the figure. `still` are inputs that do not move it, `unknown` those that
    are not known here; `undrawn` counts bars beyond the most; `reason` says why the figure itself is not known."""

    metric: str
    channel: int | None
    now: float | None
    bars: tuple[Bar, ...]
    channels: tuple[int | None, ...]
    line: Line | None
    ends: Ends
    still: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    undrawn: int = 0
    reason: str = ""


@dataclass(frozen=True)
class HeatMap:
    """A figure at pairs of values of two inputs: `figures[i][j]` at `row_values[i]` and `column_values[j]`; `now` is
    today's cell. `segments` are where it is exactly `line`, from and to (column, row) in cells, (0, 0) being the outer
    corner of the first."""

    metric: str
    channel: int | None
    rows: str
    columns: str
    row_values: tuple[float | None, ...]
    column_values: tuple[float | None, ...]
    figures: tuple[tuple[float | None, ...], ...]
    now: tuple[int, int]
    line: Line | None
    segments: tuple[Segment, ...] = ()


def snapshot(figures: Figures) -> Figures:
    """The same figures of a worksheet of their own, to be asked on another thread while this one is edited."""
    sheet = figures.worksheet
    own = replace(
        sheet,
        columns={id_: column.copy() for id_, column in sheet.columns.items()},
        totals={id_: row.copy() for id_, row in sheet.totals.items()},
        expressions={},
        keys=list(sheet.keys),
        channels={name: list(texts) for name, texts in sheet.channels.items()},
        periods=list(sheet.periods),
    )
    return Calculator(own, figures.catalog, figures.calculator.as_of).figures(figures.view)


def line_of(figures: Figures, metric: str, channel: int | None) -> Line | None:
    """Where a figure crosses what counts: its target of the period looked at, of the channel, else of all; else 0,
    where it can fall below. None where neither is."""
    catalog = figures.catalog
    target = catalog.field.get(f"goal_{metric}")
    if target is not None and target.kind == "target" and not figures.view.rollup:
        own = None if channel is None else figures.value(target.id, channel)
        value = figure_of_all(figures, target.id) if own is None else own
        if value is not None:
            return Line(value, "goal")
    return Line(0.0, "zero") if crosses_zero(figures, metric) else None


def figure_of_all(figures: Figures, id_: str) -> float | None:
    """What is typed for all channels together in the one period looked at."""
    value = figures.worksheet.total_value(id_, figures.view.periods[0])
    return None if value != value else value


def crosses_zero(figures: Figures, metric: str) -> bool:
    """Whether a figure is what is left over, or the part of it: below 0 is a loss."""
    record = figures.catalog.record(metric)
    tree = figures.catalog.trees.get(metric)
    return record.unit.always_signed or (isinstance(tree, Operation) and tree.operator == "-")


def tornado_of(
    figures: Figures, metric: str, channel: int | None, ends: Ends | None = None, *, apart: bool = False
) -> Tornado:
    """What moves a figure. `apart`: of a total the inputs of each channel by itself."""
    ends = ends or Ends()
    now = figure_of(figures, metric, channel)
    inputs = figures.catalog.inputs(metric)
    unknown = untyped(figures, metric, channel)
    found: list[tuple[int | None, Bar]] = []
    if now is not None and apart and channel is None and len(figures.worksheet.keys) <= MOST_CHANNELS:
        found = list(tornado_of_channels(figures, metric, ends))
        moving = {bar.by for _channel, bar in found}
    elif now is not None:
        found = [(channel, bar) for bar in tornado(figures, metric, channel, ends)]
        moving = {bar.by for _channel, bar in found}
    else:
        moving = set(inputs)
    shown = found[:MOST_BARS]
    reason = figures.reason(metric, channel) if now is None else None
    return Tornado(
        metric, channel, now,
        tuple(bar for _channel, bar in shown), tuple(whose for whose, _bar in shown),
        line_of(figures, metric, channel), ends,
        tuple(by for by in inputs if by not in moving and figure_of(figures, by, channel) is not None), unknown,
        len(found) - len(shown),
        "" if reason is None else reason.sentence(figures.catalog),
    )  # fmt: skip


def untyped(figures: Figures, metric: str, channel: int | None) -> tuple[str, ...]:
    """The inputs of a figure that nothing stands in here, of the blocks that the document uses."""
    catalog, blocks = figures.catalog, figures.worksheet.settings.blocks
    return tuple(
        by
        for by in catalog.inputs(metric)
        if catalog.field[by].block in blocks and figure_of(figures, by, channel) is None
    )


def movable(figures: Figures, metric: str, channel: int | None) -> tuple[str, ...]:
    """The inputs of which a table can be made: known ones that move the figure."""
    return tuple(bar.by for bar in tornado(figures, metric, channel) if bar.swing > 0.0)


def heat_map(
    figures: Figures, metric: str, channel: int | None, rows: str, columns: str, step: float
) -> HeatMap:
    """The figure with two inputs from `AROUND` steps below today to as many above, a step being this part of today's
    value. Values that an input cannot have are left out. Raises `SeekError` as `two_way` does."""
    # One more on each side, so that the line goes on to the edges of the outer cells.
    reach = AROUND + 1
    factors = [1.0 + step * number for number in range(-reach, reach + 1)]
    table = two_way(figures, metric, channel, (rows, factors), (columns, factors))
    down, across = _distinct(table.row_values), _distinct(table.column_values)
    line = line_of(figures, metric, channel)
    segments: tuple[Segment, ...] = ()
    if line is not None:
        grid = [[table.figures[i][j] for j in across] for i in down]
        found = level_line([float(j) - 0.5 for j in across], [float(i) - 0.5 for i in down], grid, line.value)
        inner = _inner(down), _inner(across)
        segments = tuple(_clipped(found, len(inner[1]), len(inner[0])))
    down, across = _inner(down), _inner(across)
    return HeatMap(
        metric, channel, rows, columns,
        tuple(table.row_values[i] for i in down), tuple(table.column_values[j] for j in across),
        tuple(tuple(table.figures[i][j] for j in across) for i in down),
        (down.index(reach), across.index(reach)), line, segments,
    )  # fmt: skip


def _distinct(values: tuple[float | None, ...]) -> list[int]:
    """Without those that an input's limit makes the same as the one before."""
    return [place for place, value in enumerate(values) if not place or value != values[place - 1]]


def _inner(places: list[int]) -> list[int]:
    return [place for place in places if 0 < place <= 2 * AROUND + 1]


def _clipped(segments: list[Segment], wide: int, high: int) -> list[Segment]:
    """The parts of straight lines that lie on the cells (by Liang and Barsky)."""
    kept = []
    for (x0, y0), (x1, y1) in segments:
        start, end = 0.0, 1.0
        for way, room in ((x0 - x1, x0), (x1 - x0, wide - x0), (y0 - y1, y0), (y1 - y0, high - y0)):
            if way < 0.0:
                start = max(start, room / way)
            elif way > 0.0:
                end = min(end, room / way)
            elif room < 0.0:
                end = -1.0
        if start < end:
            ends = [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in (start, end)]
            kept.append((ends[0], ends[1]))
    return kept
