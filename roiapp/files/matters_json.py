"""What matters most, as plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roiapp.analysis.decisions.matters import Tornado
    from roiapp.analysis.decisions.risk import Risk
    from roiapp.core.results import Figures


def matters_json(figures: Figures, found: Tornado, chance: Risk | None) -> dict[str, Any]:
    """`risk` is null where neither cost nor profit is known; its `left_out` are the channels that are not in it."""
    names, supposed = figures.worksheet.names, figures.calculator.supposed
    return {
        "scenario": None if supposed is None else supposed.name,
        "metric": found.metric,
        "channel": None if found.channel is None else names[found.channel],
        "period": figures.view.text(),
        "now": found.now,
        "reason": found.reason,
        "line": None if found.line is None else {"value": found.line.value, "kind": found.line.kind},
        "inputs": [
            {"by": bar.by, "channel": None if whose is None else names[whose], "now": bar.now, "low": bar.low,
             "high": bar.high, "at_low": bar.at_low, "at_high": bar.at_high, "clipped": bar.clipped}
            for bar, whose in zip(found.bars, found.channels, strict=True)
        ],
        "still": list(found.still),
        "unknown": list(found.unknown),
        "risk": None if chance is None else {
            "chance": chance.chance, "low": chance.low, "middle": chance.middle, "high": chance.high,
            "typed": chance.typed, "channels": [names[each] for each in chance.channels],
            "left_out": [names[each] for each in chance.left_out],
        },
    }  # fmt: skip
