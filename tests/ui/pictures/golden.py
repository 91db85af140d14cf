"""Twelve pictures that are committed, compared pixel by pixel with those of now.

They are made anew, where a change is meant, by

    UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/ui/test_pictures.py

Look at what has changed before committing it. On failure the expected picture, the one of now and one that shows the
difference in red are left in a folder that the failure names: the one in PICTURES_TO, else one of the test's own.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

FOLDER: Final = Path(__file__).with_name("golden")
PICTURES: Final = (
    "empty_1280x720_light",
    "empty_2560x1440_dark",
    "sample_1280x720_dark",
    "sample_1440x900_light",
    "sample_2560x1440_light",
    "large_1280x720_light",
    "large_1440x900_dark",
    "error_1280x720_light",
    "error_2560x1440_dark",
    "long_1280x720_dark",
    "right_to_left_1280x720_dark",
    "right_to_left_1440x900_light",
)
_RED: Final = (220, 0, 0)

Pixels = npt.NDArray[np.uint8]


def differences(folder: Path, otherwise: Path) -> list[str]:
    """What differs between the committed pictures and those of the same names in a folder, in sentences. Pictures to
    look at go to PICTURES_TO or `otherwise`."""
    said = []
    for name in PICTURES:
        picture = folder / f"{name}.png"
        if picture.exists() and "UPDATE_GOLDEN" in os.environ:
            write(FOLDER / picture.name, pixels(picture))
        elif picture.exists():
            said += difference(FOLDER / picture.name, picture, Path(os.environ.get("PICTURES_TO") or otherwise))
    return said


def difference(expected: Path, actual: Path, folder: Path) -> list[str]:
    """Nothing where two pictures have the same pixels, else a sentence, and three pictures in the folder."""
    before, now = pixels(expected), pixels(actual)
    if before.shape != now.shape:
        _keep(folder, actual.stem, before, now, now)
        return [f"{actual.stem} is {_size(now)}, was {_size(before)}; see {folder}"]
    differs = (before != now).any(axis=2)
    if not differs.any():
        return []
    rows, columns = np.nonzero(differs)
    marked = (255 - (255 - before) // 3).astype(np.uint8)  # pale, and red where they differ
    marked[differs] = _RED
    _keep(folder, actual.stem, before, now, marked)
    area = f"between {columns.min()}, {rows.min()} and {columns.max()}, {rows.max()}"
    return [f"{actual.stem} differs in {len(rows)} pixels {area}; see {folder}"]


def pixels(path: Path) -> Pixels:
    """A picture's pixels, [row, column, red green blue]; a missing one has none."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    if image.isNull():
        return np.zeros((0, 0, 3), np.uint8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def write(path: Path, picture: Pixels) -> None:
    """A PNG as small as can be without looking far: rows as they are compress best where areas are of one colour."""
    height, width, _ = picture.shape
    rows = np.zeros((height, 1 + width * 3), np.uint8)  # each begins with its filter: none
    rows[:, 1:] = picture.reshape(height, width * 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = _part(b"IHDR", header), _part(b"IDAT", zlib.compress(rows, 9)), _part(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _keep(folder: Path, name: str, before: Pixels, now: Pixels, marked: Pixels) -> None:
    for kind, picture in (("expected", before), ("actual", now), ("difference", marked)):
        if picture.size:
            write(folder / f"{name}_{kind}.png", picture)


def _size(picture: Pixels) -> str:
    return f"{picture.shape[1]} × {picture.shape[0]}"
