"""Work in small pieces, which whoever has a window does between events, done at once."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Answer = TypeVar("Answer")


def at_once(work: Generator[None, None, Answer]) -> Answer:
    """What comes of all pieces."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
