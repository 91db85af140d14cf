"""One pair of figures compared as `many_comparisons` compares many: None where it has no answer."""

import math

import numpy as np

from roiapp.analysis.many_comparisons import newcombe_ps, rate_ratio_ps


def newcombe_p(k1: float, n1: float, k2: float, n2: float) -> float | None:
    return _known(newcombe_ps(*(np.array([each], dtype=np.float64) for each in (k1, n1, k2, n2))))


def rate_ratio_p(k1: float, exposure1: float, k2: float, exposure2: float) -> float | None:
    return _known(rate_ratio_ps(*(np.array([each], dtype=np.float64) for each in (k1, exposure1, k2, exposure2))))


def _known(found: np.ndarray) -> float | None:
    (p,) = found.tolist()
    return None if math.isnan(p) else p
