"""What a calculator has worked out of one base period."""

from __future__ import annotations

from dataclasses import dataclass, field

from roiapp.core.worksheet import Floats


@dataclass
class PeriodResults:
    """The sums of every block, which blocks are worked out, and what the twelve months before brought, by the fields
    that must be known together."""

    sums: Floats  # [slot, block]
    done: list[bool]
    prior: dict[tuple[str, ...], dict[str, Floats]] = field(default_factory=dict)
