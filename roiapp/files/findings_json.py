"""Findings as plain values for JSON: open ends of an interval are null, channels are names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from roiapp.analysis.findings.finding import Finding


def findings_json(findings: Iterable[Finding], names: Sequence[str]) -> list[dict[str, Any]]:
    """A dictionary per finding, in their order."""
    return [
        {
            "id": each.id,
            "verdict": each.verdict,
            "text": each.whole_text,
            "channels": [names[channel] for channel in each.channels],
            "metric": each.metric,
            "interval": None if each.interval is None else [each.interval.low, each.interval.high],
            "level": each.level,
            "needed": each.needed,
            "at_stake": each.at_stake,
        }
        for each in findings
    ]
