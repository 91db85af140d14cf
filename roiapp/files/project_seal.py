"""The checksum over what is in a project file. `docs/file-format.md` describes it for other programs."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from roiapp.files.project_schema import Row, Value

_MANY: Final = 2**18  # bytes that are worth a thread
_MOST: Final = 2**24  # bytes that may wait to be hashed


class Seal:
    """SHA-256 over rows in fixed order, with the type and length of every value, so that no two contents read alike.

    Many bytes are hashed by a thread of its own, while somebody reads or writes the rows.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pieces: list[bytes] = []
        self._size = self._handed_over = 0
        self._beside: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None

    def table(self, name: str) -> None:
        self._value(name)

    def row(self, values: Row) -> None:
        self._add(b"r")
        for value in values:
            self._value(value)

    def digest(self) -> str:
        """Of the rows so far, in hexadecimal."""
        self._settle()
        return self._hash.hexdigest()

    def checksum(self, next_key: int) -> str:
        """Of the rows and the next free key."""
        self._settle()
        whole = self._hash.copy()
        whole.update(b"i%d;" % next_key)
        return whole.hexdigest()

    def _value(self, value: Value) -> None:
        if value is None:
            self._add(b"n")
        elif isinstance(value, int):
            self._add(b"i%d;" % value)
        else:
            raw = value.encode() if isinstance(value, str) else value
            self._add(b"%c%d:" % (b"t" if isinstance(value, str) else b"b", len(raw)))
            self._add(raw)

    def _add(self, raw: bytes) -> None:
        self._pieces.append(raw)
        self._size += len(raw)
        if self._size >= _MANY:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._beside is None:
            self._beside = ThreadPoolExecutor(1, "checksum")
        if self._handed_over > _MOST and self._last is not None:
            self._last.result()
            self._handed_over = 0
        self._handed_over += self._size
        self._last = self._beside.submit(_hashed, self._hash, self._pieces)
        self._pieces, self._size = [], 0

    def _settle(self) -> None:
        """Wait until all that was added is hashed."""
        if self._beside is not None:
            self._beside.shutdown()
            self._beside = self._last = None
        self._hash.update(b"".join(self._pieces))
        self._pieces, self._size = [], 0


def _hashed(into: hashlib._Hash, pieces: list[bytes]) -> None:
    for piece in pieces:
        into.update(piece)
