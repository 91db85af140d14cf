"""Saving and opening a document of 100,000 channels, beside what the disk and the checksum of its bytes alone take.

    .venv/bin/python benchmarks/save_open.py [--rows N] [--seconds S] [--folder FOLDER]

*Opening* is `Session.open` until the session can be used, *saving* `Session.save` into the file that is there already,
sync and all, after one cell was typed. Encoding and decoding have lines of their own.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from pairs import Row, paired, plain

from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.text_column import TextColumn
from roiapp.core.worksheet import Worksheet
from roiapp.files.project_file import decode, encode
from roiapp.files.session import Session

ROWS = 100_000
#: seconds, at that size
MOST_OPENING, MOST_SAVING = 0.030, 0.100
_WORDS = ("Google text ads", "Radio spot", "Newsletter", "Flyer", "Facebook video", "Trade fair", "Print", "Referral")
_PLACES = ("North", "South", "Harbour", "Old town", "Airport", "Market square", "Riverside", "Station")
_TEXTS = {
    "kind": ("paid_search", "paid_social", "email", "broadcast", "outdoor", "other"),
    "source": ("marketing",) * 9 + ("sales",),
    "group": ("Online", "Offline", "Outbound", "Events", ""),
    "owner": ("Anna", "Ben", "Chris", "Dana", "Eve", ""),
}


def document(rows: int, seed: int = 1) -> Worksheet:
    """One month with the six inputs of the core, 5 % blank, names of their own, some groups and owners."""
    random = np.random.default_rng(seed)
    sheet = Worksheet(periods=[month(2026, 1, rows + 1)], next_key=rows + 2)
    sheet.keys = list(range(1, rows + 1))
    places = random.integers(0, 8, (2, rows)).tolist()
    names = (f"{_WORDS[word]} {_PLACES[place]} {i}" for i, (word, place) in enumerate(zip(*places, strict=True)))
    sheet.channels["name"] = TextColumn(names)
    for attribute, texts in _TEXTS.items():
        sheet.channels[attribute] = TextColumn(texts[i] for i in random.integers(0, len(texts), rows).tolist())
    leads = random.poisson(40, rows).astype(np.float64)
    columns = {
        "spend": np.round(random.gamma(2.0, 900.0, rows), 2),
        "visits": random.poisson(900, rows).astype(np.float64),
        "leads": leads,
        "customers": random.binomial(leads.astype(np.int64), 0.08).astype(np.float64),
        "revenue_per_sale": np.round(random.gamma(4.0, 150.0, rows), 2),
        "gross_margin": np.round(random.uniform(0.2, 0.7, rows), 3),
    }
    for id_, column in columns.items():
        column[random.random(rows) < 0.05] = np.nan
        sheet.columns[id_] = column.reshape(1, rows)
    return sheet


def save_open(seconds: float, rows: int = ROWS, folder: Path | None = None) -> Iterator[Row]:
    """Four lines of the table; `folder` decides which disk is written to."""
    size = f"{rows:,} rows"
    most = (MOST_OPENING, MOST_SAVING) if rows == ROWS else (None, None)
    data = encode(document(rows))
    with tempfile.TemporaryDirectory(dir=folder) as made:
        place = Path(made, "year.roi")
        place.write_bytes(data)
        yield _opening(place, size, seconds, most[0])
        yield _saving(place, size, seconds, most[1])
    sheet = decode(data)

    def digest() -> str:
        return hashlib.sha256(data).hexdigest()

    yield Row("… decoding alone", size, *paired(lambda: decode(data), digest, seconds / 3), against="SHA-256")
    yield Row("… encoding alone", size, *paired(lambda: encode(sheet), digest, seconds / 3), against="SHA-256")


def _opening(place: Path, size: str, seconds: float, most: float | None) -> Row:
    sessions: list[Session] = []

    def close() -> None:
        """Whatever was opened before, with all that its writer still has to do."""
        while sessions:
            session = sessions.pop()
            assert session.document is not None
            assert session.document.copy is not None
            session.document.copy.flush()
            session.close()
        gc.collect()

    def open_it() -> None:
        sessions.append(Session.open(place, place.parent / "state"))

    def read() -> None:
        hashlib.sha256(place.read_bytes()).hexdigest()

    found = paired(open_it, read, seconds, between=close)
    close()
    return Row("Opening a document", size, *found, against="reading, SHA-256", most=most)


def _saving(place: Path, size: str, seconds: float, most: float | None) -> Row:
    session = Session.open(place, place.parent / "state")
    document = session.document
    assert document is not None
    copy = document.copy
    assert copy is not None
    data, other = place.read_bytes(), place.with_name("other.roi")
    typed = 0

    def type_it() -> None:
        """A step that is on the disk; what the save before left to do is done."""
        nonlocal typed
        typed += 1
        session.apply(SetCells.one("spend", 0, typed % 7, float(typed)))
        copy.flush()
        document.kept_versions()
        gc.collect()

    found = paired(session.save, lambda: _replace(other, data), seconds, between=type_it)
    session.close()
    return Row("Saving it again", size, *found, against="writing, sync", most=most)


def _replace(place: Path, data: bytes) -> None:
    """The least that leaves the old file or the new one: written, synced, renamed, the folder synced."""
    fresh = place.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    print(plain(list(save_open(asked.seconds, asked.rows, asked.folder))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
