"""What a better split looks like: what the next unit of money brings in every channel today and then, and what the
split gains under every elasticity. Plain figures for a chart to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.core.unit_records import MONEY, MONEY_EACH, NUMBER

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Allocation, Share
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.core.unit_records import Unit

#: steps from one end of the band of elasticities to the other
_STEPS: Final = 40

Place = Literal["free", "least", "most", "held"]


@dataclass(frozen=True)
class NextRow:
    """One channel: what the next unit of money brings there, or costs, `now` and `then`; None where it has no end or
    nothing follows."""

    channel: int
    name: str
    now: float | None
    then: float | None
    place: Place


@dataclass(frozen=True)
class NextUnits:
    """Gross profit from one more unit of money, or what one more customer or lead costs: `level` is where all channels
    stand that are free to move, None where there is none. Rows with the best first."""

    unit: Unit
    rows: tuple[NextRow, ...]
    level: float | None


@dataclass(frozen=True)
class GainCurve:
    """What the split gains (`gains`) at each of `elasticities`, ascending; `asked` is the elasticity that was assumed
    with its gain."""

    unit: Unit
    elasticities: tuple[float, ...]
    gains: tuple[float, ...]
    asked: tuple[float, float]


def next_units(figures: Figures, found: Allocation) -> NextUnits:
    """Each channel whose next unit of money brings something that is known."""
    cost = found.goal != "gross_profit"
    names, rows = figures.worksheet.names, list[NextRow]()
    for each in found.shares:
        now = _told(each.next_unit(each.spend, found.elasticity), cost)
        if now is not None:
            then = _told(each.next_unit(each.then, found.elasticity), cost)
            rows.append(NextRow(each.channel, names[each.channel], now, then, _place(each)))
    rows.sort(key=lambda row: ((row.now or 0.0) if cost else -(row.now or 0.0), row.channel))
    level = _told(found.next_unit, cost)
    return NextUnits(MONEY if cost else MONEY_EACH, tuple(rows), level)


def _told(next_unit: float | None, cost: bool) -> float | None:
    """As it is shown: results that are counted by what one more of them costs."""
    if next_unit is None or not cost:
        return next_unit
    return 1.0 / next_unit if next_unit > 0.0 else None


def _place(share: Share) -> Place:
    if share.held:
        return "held"
    return share.bound or "free"


def gain_curve(figures: Figures, found: Allocation) -> GainCurve:
    """From the least to the most elasticity of the band, and further where another one was assumed."""
    low, high = min(LEAST_ELASTICITY, found.elasticity), max(MOST_ELASTICITY, found.elasticity)
    at = sorted({*(low + (high - low) * step / _STEPS for step in range(_STEPS + 1)), found.elasticity})
    unit = figures.catalog.record(found.goal).unit
    gains = tuple(found.gain(elasticity) for elasticity in at)
    return GainCurve(unit, tuple(at), gains, (found.elasticity, found.gain(found.elasticity)))


def elasticity_text(elasticity: float, write: NumberFormat) -> str:
    """With two decimals where it has them, which figures of its unit have not."""
    return write.edit_text(round(elasticity, 2) + 0.0, NUMBER).replace("-", "\N{MINUS SIGN}").removesuffix(".0")
