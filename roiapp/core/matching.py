"""The same things found again in two lists: by their identity where that says anything, the rest by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Match:
    """`pairs` of places that are the same thing, in the order after; `moved` those whose order is another."""

    pairs: list[tuple[int, int]]
    gone: list[int]
    come: list[int]
    moved: set[int]  # places after


def matched(
    keys: Sequence[int],
    new_keys: Sequence[int],
    name: Callable[[int], Hashable],
    new_name: Callable[[int], Hashable],
    *,
    by_key: bool,
) -> Match:
    """By key where that says anything, the rest by name; `name` and `new_name` are asked for those of a place."""
    of: dict[int, int] = {}
    if by_key:
        known = {key: place for place, key in enumerate(keys)}
        of = {place: known[key] for place, key in enumerate(new_keys) if key in known}
    taken = set(of.values())
    gone = [place for place in range(len(keys)) if place not in taken]
    come = [place for place in range(len(new_keys)) if place not in of]
    if gone and come:
        by_name = {name(place): place for place in reversed(gone)}
        for place in come:
            found = by_name.pop(new_name(place), None)
            if found is not None:
                of[place] = found
        taken = set(of.values())
        gone = [place for place in gone if place not in taken]
        come = [place for place in come if place not in of]
    pairs = [(of[place], place) for place in range(len(new_keys)) if place in of]
    return Match(pairs, gone, come, _moved(pairs))


def _moved(pairs: list[tuple[int, int]]) -> set[int]:
    """The fewest that must have moved for the order to be another: all but a longest run that kept its order."""
    if all(before[0] < after[0] for before, after in pairwise(pairs)):
        return set()
    ends: list[int] = []
    ends_at: list[int] = []
    before_it: list[int] = []
    for number, (one, _) in enumerate(pairs):
        length = bisect_left(ends, one)
        before_it.append(ends_at[length - 1] if length else -1)
        ends[length : length + 1] = [one]
        ends_at[length : length + 1] = [number]
    kept: set[int] = set()
    number = ends_at[-1] if ends_at else -1
    while number >= 0:
        kept.add(number)
        number = before_it[number]
    return {place for number, (_, place) in enumerate(pairs) if number not in kept}
