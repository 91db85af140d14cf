"""Which version a file has: newer ones are refused, older ones upgraded on a copy, and one of each is kept here."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from roiapp.core.worksheet import Worksheet
from roiapp.files import upgrades
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import VERSION, decode, encode, is_project
from roiapp.files.project_schema import SCHEMA, Column, Schema, Table
from tests.files.project_documents import described, golden, seal_again, two

DOCUMENTS = Path(__file__).parent.parent / "data" / "documents"
#: set to write the golden document and its description anew; only before a release has the version
MAKE_GOLDEN = "ROIAPP_MAKE_GOLDEN" in os.environ


def stamped(data: bytes, offset: int, number: int) -> bytes:
    return data[:offset] + number.to_bytes(4, "big") + data[offset + 4 :]


def test_is_project() -> None:
    data = encode(two())
    assert is_project(data)
    assert is_project(data[:100])
    assert not is_project(data[:99])
    assert not is_project(stamped(data, 68, 0))
    assert not is_project(b"")
    assert not is_project(b"Channel,Spend\n" * 20)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (stamped(encode(two()), 60, VERSION + 1), "newer version of the program. Update the program to open it."),
        (stamped(encode(two()), 60, 0), "No version of the program writes such a file."),
        (stamped(encode(two()), 68, 0x66666666), "a database of another program"),
        (b"", "This is no Channel ROI document."),
        (b"SQLite format 3\0", "This is no Channel ROI document."),
        (encode(two())[:-4096], "It is cut short"),
        (encode(two()) + b"more", "something stands behind its end"),
    ],
)
def test_what_stands_in_the_header(data: bytes, sentence: str) -> None:
    with pytest.raises(FileError, match=sentence):
        decode(data)


def older() -> tuple[Schema, bytes]:
    """A made-up version 0: as version 1, but settings stood in a table by another name, and only two of them."""
    first = upgrades.UPGRADES[1].schema
    old_settings = Table("options", (Column("name", str), Column("value", str)), most=1_000)
    schema = Schema(0, (*first.content[:-1], old_settings), first.about)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize((DOCUMENTS / "version-1.roi").read_bytes())
        connection.execute("DROP TABLE settings")
        connection.execute(old_settings.sql)
        connection.executemany("INSERT INTO options VALUES (?, ?)", [("title", '"Grandfather"'), ("currency", '"EUR"')])
        seal_again(connection, schema)
        connection.execute("PRAGMA user_version = 0")
        connection.execute("VACUUM")
        return schema, connection.serialize()


def step(connection: sqlite3.Connection) -> None:
    """From the made-up version 0 to 1."""
    old = dict(connection.execute("SELECT name, value FROM options"))
    connection.execute("DROP TABLE options")
    connection.execute(SCHEMA.content[-1].sql)
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.deserialize((DOCUMENTS / "version-1.roi").read_bytes())
        rows = [(name, old.get(name, value)) for name, value in plain.execute("SELECT name, value FROM settings")]
    connection.executemany("INSERT INTO settings VALUES (?, ?)", rows)


def test_an_older_version_is_upgraded_on_a_copy_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    schema, data = older()
    kept = bytes(bytearray(data))
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrades.Upgrade(schema, step))
    opened = decode(data)
    assert data == kept
    first = decode((DOCUMENTS / "version-1.roi").read_bytes())
    assert opened.settings == first.settings.changed(title="Grandfather", currency="EUR")
    opened.settings = first.settings
    assert opened.content() == first.content()


def test_an_older_version_is_checked_before_it_is_upgraded(monkeypatch: pytest.MonkeyPatch) -> None:
    schema, data = older()
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrades.Upgrade(schema, lambda _: pytest.fail("was run")))
    with pytest.raises(FileError, match="checksum"):
        decode(data.replace(b"Grandfather", b"Grandmother"))
    with pytest.raises(FileError, match="other tables"):
        decode(stamped(encode(two()), 60, 0))


def test_make_golden() -> None:
    if not MAKE_GOLDEN:
        return
    DOCUMENTS.mkdir(exist_ok=True)
    (DOCUMENTS / f"version-{VERSION}.roi").write_bytes(encode(golden()))
    text = json.dumps(described(golden()), ensure_ascii=False, indent=1)
    (DOCUMENTS / f"version-{VERSION}.json").write_text(text + "\n", "utf-8")


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_documents_of_every_version_open(version: int) -> None:
    sheet = decode((DOCUMENTS / f"version-{version}.roi").read_bytes())
    expected = json.loads((DOCUMENTS / f"version-{version}.json").read_text("utf-8"))
    found = json.loads(json.dumps(described(sheet)))
    if version < VERSION:  # later versions know more than the description of then: what is new is as in a new document
        del found["digest"], expected["digest"]
        fresh = json.loads(json.dumps(described(Worksheet())))
        for name in set(found) - set(expected):
            assert found.pop(name) == fresh[name]
        for name in set(found["settings"]) - set(expected["settings"]):
            assert found["settings"].pop(name) == fresh["settings"][name]
    assert found == expected


def test_the_document_of_this_version_is_what_is_written_today() -> None:
    sheet = decode((DOCUMENTS / f"version-{VERSION}.roi").read_bytes())
    assert sheet.content() == golden().content()
    assert decode(encode(sheet)).content() == sheet.content()


def test_the_format_page_shows_the_tables() -> None:
    page = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text("utf-8")
    for table in SCHEMA.tables:
        assert table.sql in page
