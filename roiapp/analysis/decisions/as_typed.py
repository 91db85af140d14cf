"""Decisions that rest on the figures as they are typed, and what is said where the time-matched view is looked at."""

from __future__ import annotations

from typing import Final

from roiapp.language import mark

GOAL_SOUGHT: Final = mark("A goal is sought in the figures as they are typed. Leave the time-matched view first.")
BUDGET_MOVED: Final = mark("A budget is moved in the figures as they are typed. Leave the time-matched view first.")
