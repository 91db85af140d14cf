"""What is known of a hostile file: how it is made and what comes of opening it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias


class Refused(NamedTuple):
    """Refused with one line that has this in it."""

    part: str


class Imported(NamedTuple):
    """Imported with these channels and what was spent on each in all periods, None where that is blank."""

    spend: Mapping[str, float | None]


class Many(NamedTuple):
    """Imported with so many channels, and so much spent in all."""

    channels: int
    spend: float


Outcome: TypeAlias = Refused | Imported | Many


class Hostile(NamedTuple):
    """One file; `make` writes it at the path it is given, and may give something to be called when it was opened."""

    name: str
    make: Callable[[Path], Callable[[], object] | None]
    outcome: Outcome


def written(name: str, content: str | bytes, outcome: Outcome) -> Hostile:
    """A file of this content."""
    data = content.encode() if isinstance(content, str) else content

    def make(path: Path) -> None:
        path.write_bytes(data)

    return Hostile(name, make, outcome)


def made(name: str, content: Callable[[], str | bytes], outcome: Outcome) -> Hostile:
    """A file whose content is made when it is wanted: a large one."""

    def make(path: Path) -> None:
        data = content()
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return Hostile(name, make, outcome)
