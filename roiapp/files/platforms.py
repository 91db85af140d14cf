"""Whose export a table is, by headers that only this platform has: the channel that its figures are of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from roiapp.files.dialects import normal, without_unit
from roiapp.resources import resource


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Each platform's channel, and the sets of headers each of which tells it."""
    found = []
    for line in resource("dialects", "platforms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *signs = (part.strip() for part in line.split(" | "))
            found.append((name, tuple(frozenset(map(normal, sign.split(" & "))) for sign in signs)))
    return tuple(found)


def platform(headers: Iterable[str]) -> str:
    """The channel that a platform's whole export is of, "Google Ads"; "" where the headers tell none."""
    there = {name for header in headers for name in (normal(header), normal(without_unit(header)))}
    return next((name for name, signs in _signs() if any(sign <= there for sign in signs)), "")
