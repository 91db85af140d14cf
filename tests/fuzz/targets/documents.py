"""Bytes of a .roi document, pages and values otherwise; also with a checksum that fits, to try what is behind it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from tests.files.mutations import changed, cut, flipped, revalued
from tests.files.project_documents import golden
from tests.fuzz.targets._sheets import tells

LONGEST = 1 << 18


def target(data: bytes) -> None:
    try:
        sheet = decode(data, "shop.roi")
    except FileError as error:
        tells(error, "shop.roi: ")
        return
    again = decode(encode(sheet), "shop.roi")
    assert again.content() == sheet.content()


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Through SQLite or past it."""
    rng = random.Random(seed)
    ways = [flipped, cut, revalued]
    try:
        found = rng.choice(ways)(data, rng)
        if rng.random() < 0.6:
            found = changed(found, lambda _connection: None)
    except Exception:  # noqa: BLE001  what is damaged already is changed past SQLite
        found = flipped(data, rng) if len(data) >= 4096 else data + bytes(4096)
    return found[:most]


def more_seeds() -> Iterator[bytes]:
    yield encode(golden())
