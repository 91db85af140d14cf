"""How a question is answered: it names its comparisons, hears how they were judged, and says what it found.

A rule is a generator that yields once, the list of its comparisons (perhaps empty), is sent the `Judgement` of the
whole check and returns its findings. So it keeps what it worked out for both, and no rule can judge by itself.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding

Rule: TypeAlias = Generator[list[Comparison], Judgement, list[Finding]]
