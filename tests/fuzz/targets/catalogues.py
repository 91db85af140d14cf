"""Compiled translations, as an installation that was damaged has them: English is better than no program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest import mock

from roiapp import language
from roiapp.resources import resource

LONGEST = 3_000


class _File:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def target(data: bytes) -> None:
    with mock.patch("roiapp.resources.resource", return_value=_File(data)):
        found = language._Door._load("pl")
    if found is not None:
        assert isinstance(found.gettext("&Open…"), str)


def more_seeds() -> Iterator[bytes]:
    yield (
        b"\xde\x12\x04\x95\0\0\0\0\x02\0\0\0\x1c\0\0\0\x2c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x3c\0\0\0\x01\0\0\0\x3d\0\0\0"
        b"\x4d\0\0\0\x3f\0\0\0\x02\0\0\0\x8d\0\0\0\0a\0Content-Type: text/plain; charset=UTF-8\nPlural-Forms: "
        b"nplurals=2; plural=n!=1;\n\0bc\0"
    )
    with suppress(OSError):
        for path in sorted(Path(resource("translations")).glob("*/LC_MESSAGES/*.mo"))[:1]:
            yield path.read_bytes()[:3000]
