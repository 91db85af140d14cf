"""The settings file, the list of recent files in it, the columns that were matched by hand, templates of one's own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from roiapp import settings
from roiapp.files import own_templates
from roiapp.files.file_errors import FileError
from tests.fuzz.targets._sheets import tells

LONGEST = 4_000


def target(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        before = os.environ.get("ROIAPP_HOME")
        os.environ["ROIAPP_HOME"] = name
        try:
            _read(Path(name), data)
        finally:
            if before is None:
                del os.environ["ROIAPP_HOME"]
            else:
                os.environ["ROIAPP_HOME"] = before


def _read(home: Path, data: bytes) -> None:
    (home / "settings.json").write_bytes(data)
    found = settings.load()
    settings.save(found)
    assert settings.load() == found
    folder = own_templates.templates_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.json").write_bytes(data)
    for each in own_templates.list_own(folder):
        try:
            own_templates.load_own(each, date(2026, 8, 1))
        except FileError as error:
            tells(error)


def more_seeds() -> Iterator[bytes]:
    yield (
        b'{"theme": "dark", "language": "pl", "text_size": 130, "recent": [{"path": "/a.roi", "roi": 0.5, "zoom": 100, '
        b'"at": "2026-08-01T10:00:00"}], "used": ["open"], "defaults": {"currency": "EUR", "locale": "de", "margin": '
        b'0.4}, "asked": true, "geometry": "AAAA", "splitter": "AAAA", "chart": "bars"}'
    )
    yield b'{"format": "channel-roi", "version": 1, "name": "Mine", "periods": [{}], "channels": [{"name": "Radio"}]}'
