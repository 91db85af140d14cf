"""What a goal seek and a budget found, as plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from roiapp.analysis.decisions.allocation import Allocation
    from roiapp.analysis.decisions.goal_seek import Answer


def seek_json(answer: Answer, channels: Mapping[str, float], names: Sequence[str]) -> dict[str, Any]:
    """`channels`: name -> the input there then, empty where there is no answer."""
    goal = answer.goal
    return {
        "metric": goal.metric,
        "channel": None if goal.channel is None else names[goal.channel],
        "by": goal.by,
        "target": goal.target,
        "before": answer.before,
        "answer": answer.answer,
        "achieved": answer.achieved,
        "held": list(goal.held),
        "channels": dict(channels),
        "reason": answer.reason,
    }


def allocation_json(found: Allocation, names: Sequence[str]) -> dict[str, Any]:
    """`held` of a channel says why it is not moved, null where it is free."""
    return {
        "goal": found.goal,
        "elasticity": found.elasticity,
        "total": found.total,
        "channels": [
            {"name": names[each.channel], "from": each.spend, "to": each.then, "held": each.held or None}
            for each in found.shares
        ],
        "before": found.before,
        "after": found.after,
        "gain_range": list(found.gains),
    }
