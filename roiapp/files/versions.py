"""The last published versions of a document, kept in the state folder so that an earlier one can be had back."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from roiapp.files.disk import REAL_DISK
from roiapp.files.disk_errors import reading_error, writing_error
from roiapp.processes import running
from roiapp.settings import state_folder

KEPT = 10
_NAME = re.compile(r"(\d{8,})-(\d{8}T\d{6})Z\.roi")
_FRESH = re.compile(r"(\d+)-[0-9a-f]{8}\.new")


@dataclass(frozen=True)
class Version:
    """One published version: its file, when it was kept (UTC) and its size in bytes."""

    path: Path
    at: datetime
    size: int


def folder_of(document: Path, state: Path | None = None) -> Path:
    """Where the versions of the document at this path are kept; `state` defaults to the state folder."""
    place = os.path.normcase(os.path.realpath(document))
    return (state or state_folder()) / "versions" / hashlib.sha256(os.fsencode(place)).hexdigest()[:32]


def keep(document: Path, data: bytes, state: Path | None = None) -> Version:
    """Keep `data` as the latest version; all but the last ten go. The same bytes twice in a row are kept once.

    Raises `FileError` when the disk refuses; what was kept before is still there then.
    """
    folder = folder_of(document, state)
    known = versions_of(document, state)
    try:
        if known and known[0].size == len(data) and known[0].path.read_bytes() == data:
            return known[0]
        folder.mkdir(parents=True, exist_ok=True)
        _clear_strays(folder)
        version = _add(folder, _number(known[0].path) + 1 if known else 1, data)
    except OSError as error:
        raise writing_error(error, document) from error
    for old in versions_of(document, state)[KEPT:]:
        with suppress(OSError):
            old.path.unlink()
    return version


def versions_of(document: Path, state: Path | None = None) -> list[Version]:
    """What is kept, the latest first. By number, not by time: clocks are set back now and then."""
    found: list[Version] = []
    with suppress(OSError):
        for entry in folder_of(document, state).iterdir():
            if match := _NAME.fullmatch(entry.name):
                with suppress(OSError, ValueError):
                    at = datetime.strptime(match[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                    found.append(Version(entry, at, entry.stat().st_size))
    return sorted(found, key=lambda version: _number(version.path), reverse=True)


def read(version: Version) -> bytes:
    """Its bytes, as they were published. Raises `FileError`."""
    try:
        return version.path.read_bytes()
    except OSError as error:
        raise reading_error(error, version.path) from error


def _number(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _add(folder: Path, number: int, data: bytes) -> Version:
    fresh = folder / f"{os.getpid()}-{secrets.token_hex(4)}.new"
    at = datetime.now(UTC).replace(microsecond=0)
    try:
        fresh.write_bytes(data)
        while True:
            path = folder / f"{number:08}-{at:%Y%m%dT%H%M%S}Z.roi"
            try:
                REAL_DISK.place(fresh, path)
                return Version(path, at, len(data))
            except FileExistsError:  # another process was faster
                number += 1
    finally:
        fresh.unlink(missing_ok=True)


def _clear_strays(folder: Path) -> None:
    """Remove what a process left when it was killed while keeping a version."""
    for path in folder.iterdir():
        match = _FRESH.fullmatch(path.name)
        if match and not running(int(match[1])):
            path.unlink(missing_ok=True)
