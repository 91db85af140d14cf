"""Holm's procedure by statsmodels."""

from collections.abc import Sequence
from unittest.mock import patch

from statsmodels.stats.multitest import multipletests


def holm(p_values: Sequence[float], alpha: float) -> list[bool]:
    """Which of them are called. It would collect garbage with every call, of all that is there: a hundred times the
    work of the procedure itself."""
    with patch("gc.collect"):
        return list(map(bool, multipletests(p_values, alpha, "holm")[0])) if p_values else []
