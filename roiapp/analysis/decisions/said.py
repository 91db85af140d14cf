"""What is said of figures: what they say, or, under a scenario, which is no observation, what that says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.analysis.pieces import at_once

if TYPE_CHECKING:
    from collections.abc import Generator

    from roiapp.analysis.findings.finding import Finding
    from roiapp.core.results import Figures


def said_of(figures: Figures) -> list[Finding]:
    """Ranked; of a scenario in the order in which it is told."""
    return at_once(saying(figures))


def saying(figures: Figures) -> Generator[None, None, list[Finding]]:
    """The same in small pieces of work; the figures must stay as they are until the last."""
    if figures.calculator.supposed is not None:
        from roiapp.analysis.decisions.scenario_story import telling

        return (yield from telling(figures))
    from roiapp.analysis.findings.questions import checking

    yield  # what it is made of may have been loaded just now
    return (yield from checking(figures))
