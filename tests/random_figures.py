"""Figures as a person may have typed them, for random documents."""

from __future__ import annotations

import random


def amount(rng: random.Random, kind: str, blank: float) -> float | None:
    """A figure of a kind of unit: as often blank as `blank` says, some are zero, most are small and whole."""
    if rng.random() < blank:
        return None
    if rng.random() < 0.15:
        return 0.0
    if kind == "percent":
        return rng.choice([0.05, 0.25, 0.4, 0.625, 1.0])
    return float(rng.randint(1, 60)) if rng.random() < 0.7 else round(rng.uniform(0.5, 900), 2)
