"""The chance that the money comes back: ROI under what is not known exactly, drawn many times.

Counts vary by chance as a gamma of their size does (shape k + ½, between the two of Garwood's range); money and margins
lie between a low and a high end, the typed figure being the likeliest (triangular). Customers of the channels vary
apart, or, where one close rate is behind all of them, their leads apart and the rate together. The draws are the same
every time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from roiapp.core.results import Figures

Draws = npt.NDArray[np.float32]
DRAWS: Final = 100_000
#: how far money and margins may be off, of what is typed, where nothing else is said
USUAL: Final = 0.10
_SEED: Final = 20_260_801
#: channels of which all draws are made; of more there are fewer, this many at least
_FEW: Final = 60
_LEAST_DRAWS: Final = 4_000
_STEPS: Final = 48
_BEYOND: Final = 0.005
_PIECES: Final = 4  # worked on side by side; fixed, so that the draws are the same on every machine


class Span(NamedTuple):
    """From where to where an input of a channel may be; the typed figure lies between."""

    low: float
    high: float


@dataclass(frozen=True)
class Doubts:
    """What is not known exactly. `spans`: (channel, field) -> its ends, for total_cost, revenue_per_sale (what one sale
    brings) and gross_margin; else ± `usual` of it. `together`: one close rate is behind all channels."""

    usual: float = USUAL
    spans: Mapping[tuple[int, str], Span] = field(default_factory=dict)
    together: bool = False


@dataclass(frozen=True)
class Spread:
    """What part of all draws lies in each of some equally wide steps from `low` to `high`; the outermost half of a
    hundredth at either end lies beyond."""

    low: float
    high: float
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Risk:
    """`chance` that ROI is above 0, its 10, 50 and 90 % points, and ROI as typed; `channels` that are in it (places),
    and those that are not, since an input is not known; `spread`: how the draws lie."""

    chance: float
    low: float
    middle: float
    high: float
    typed: float
    channels: tuple[int, ...]
    left_out: tuple[int, ...]
    spread: Spread


class Doubted(NamedTuple):
    """An input of a channel (its place) that is not known exactly: what is typed, and from where to where it may be."""

    channel: int
    field: str
    typed: float
    span: Span


class _Channel(NamedTuple):
    """One channel's inputs: cost, customers, what one brings, margin, leads (NaN where unknown)."""

    place: int
    cost: float
    customers: float
    sale: float
    margin: float
    leads: float
    profit: float


def risk(figures: Figures, doubts: Doubts, channel: int | None = None, draws: int = DRAWS) -> Risk | None:
    """Of one channel or of all whose cost and profit are known; None where none is. In a roll-up the inputs are those
    of its periods together."""
    wanted = range(len(figures.worksheet.keys)) if channel is None else (channel,)
    known = [found for each in wanted if (found := _channel(figures, each)) is not None]
    left_out = tuple(sorted(set(wanted) - {each.place for each in known}))
    cost = math.fsum(each.cost for each in known)
    if not cost > 0.0:
        return None
    roi = _drawn(known, doubts, draws)
    least, low, middle, high, most = np.quantile(roi, (_BEYOND, 0.1, 0.5, 0.9, 1.0 - _BEYOND)).tolist()
    typed = math.fsum(each.profit for each in known) / cost - 1.0
    return Risk(
        float(np.count_nonzero(roi > 0.0)) / draws, low, middle, high, typed,
        tuple(each.place for each in known), left_out, _spread(roi, least, most),
    )  # fmt: skip


def draws_for(channels: int) -> int:
    """How many draws are enough of so many channels: they even out, and nobody waits for minutes."""
    return min(DRAWS, max(_LEAST_DRAWS, DRAWS * _FEW // max(channels, 1)))


def doubted(figures: Figures, doubts: Doubts, channel: int | None = None) -> list[Doubted]:
    """Every input that is drawn from a span, channel by channel; what is 0 or comes from revenue alone is not."""
    wanted = range(len(figures.worksheet.keys)) if channel is None else (channel,)
    found = []
    for known in (each for place in wanted if (each := _channel(figures, place)) is not None):
        place = known.place
        spans = {
            "total_cost": (known.cost, _span(doubts, place, "total_cost", known.cost)),
            "revenue_per_sale": (known.sale, _span(doubts, place, "revenue_per_sale", known.sale)),
            "gross_margin": (known.margin, _margin_span(doubts, known)),
        }
        for id_, (typed, span) in spans.items():
            if typed:
                found.append(Doubted(place, id_, typed, Span(min(span.low, typed), max(span.high, typed))))
    return found


def _spread(roi: Draws, low: float, high: float) -> Spread:
    if not high > low:
        return Spread(low, high, (1.0,))
    counts, _edges = np.histogram(roi, bins=_STEPS, range=(low, high))
    return Spread(low, high, tuple((counts / len(roi)).tolist()))


def _channel(figures: Figures, place: int) -> _Channel | None:
    """Its inputs, None where its cost or its profit is not known."""
    ids = ("total_cost", "customers", "gross_return", "gross_profit", "leads")
    cost, customers, revenue, profit, leads = (float(figures.values(id_, place, place + 1)[0]) for id_ in ids)
    if math.isnan(cost) or math.isnan(profit):
        return None
    # Where revenue alone is typed it is one sale that brings all of it, which chance does not touch.
    bought = 1.0 if math.isnan(customers) else customers
    sale = revenue / bought if bought else 0.0
    margin = profit / revenue if revenue else 0.0
    return _Channel(place, cost, customers, sale, margin, leads, profit)


def _drawn(channels: list[_Channel], doubts: Doubts, draws: int) -> Draws:
    seeds = np.random.SeedSequence(_SEED).spawn(_PIECES)
    sizes = [draws // _PIECES + (piece < draws % _PIECES) for piece in range(_PIECES)]
    with ThreadPoolExecutor(_PIECES) as workers:
        pieces = workers.map(lambda seed, size: _piece(channels, doubts, size, seed), seeds, sizes)
        return np.concatenate(list(pieces))


def _piece(channels: list[_Channel], doubts: Doubts, size: int, seed: np.random.SeedSequence) -> Draws:
    chance = np.random.Generator(np.random.SFC64(seed))
    rate = None
    if doubts.together:
        whole = math.fsum(each.customers for each in channels if _counts_leads(each))
        rate = chance.standard_gamma(whole + 0.5, size, dtype=np.float32) / np.float32(whole) if whole else None
    profit, cost = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for each in channels:
        cost += _between(chance, size, each.cost, _span(doubts, each.place, "total_cost", each.cost))
        bought = _customers(chance, size, each, rate)
        if bought is not None:
            bought *= _between(chance, size, each.sale, _span(doubts, each.place, "revenue_per_sale", each.sale))
            bought *= _between(chance, size, each.margin, _margin_span(doubts, each))
            profit += bought
    return np.asarray((profit - cost) / np.maximum(cost, np.float32(1e-6)), dtype=np.float32)


def _counts_leads(channel: _Channel) -> bool:
    return channel.leads > 0.0 and not math.isnan(channel.customers)


def _customers(chance: np.random.Generator, size: int, channel: _Channel, rate: Draws | None) -> Draws | None:
    """How many buy; None where none do and nothing comes of it."""
    if math.isnan(channel.customers):
        return np.ones(size, np.float32)
    if rate is not None and _counts_leads(channel):
        leads = chance.standard_gamma(channel.leads + 0.5, size, dtype=np.float32)
        return leads * rate * np.float32(channel.customers / channel.leads)
    if not channel.sale or not channel.margin:
        return None
    return chance.standard_gamma(channel.customers + 0.5, size, dtype=np.float32)


def _span(doubts: Doubts, place: int, id_: str, typed: float) -> Span:
    off = abs(typed) * doubts.usual
    return doubts.spans.get((place, id_), Span(typed - off, typed + off))


def _margin_span(doubts: Doubts, channel: _Channel) -> Span:
    span = _span(doubts, channel.place, "gross_margin", channel.margin)
    return Span(span.low, min(span.high, 1.0))


def _between(chance: np.random.Generator, size: int, typed: float, span: Span) -> Draws | np.float32:
    """Triangular draws; by the inverse of its distribution, which is much faster than NumPy's own."""
    low, high = min(span.low, typed), max(span.high, typed)
    if not high > low:
        return np.float32(typed)
    drawn = chance.random(size, dtype=np.float32)
    share = (typed - low) / (high - low)
    below = drawn < share
    drawn = np.where(below, drawn * np.float32(share), (1.0 - drawn) * np.float32(1.0 - share))
    np.sqrt(drawn, out=drawn)
    drawn *= np.float32(high - low)
    return np.where(below, drawn + np.float32(low), np.float32(high) - drawn)
