"""The small file beside a document that says who has it open: any program may have written there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from roiapp.files import lock_file
from tests.fuzz.targets._sheets import tells

LONGEST = 2_000


def target(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "shop.roi")
        document.write_bytes(b"x")
        path = lock_file.lock_path(document)
        path.write_bytes(data)
        try:
            lock = lock_file.take(document)
        except lock_file.LockedError as error:
            tells(error)
            assert path.read_bytes() == data
            return
        lock.release()
        assert not path.exists()


def more_seeds() -> Iterator[bytes]:
    yield (
        b'{"host": "other", "user": "me", "machine": "m", "started": "s", "token": "t", "process": 1, "at":'
        b' "2026-08-01T10:00:00+00:00"}'
    )
