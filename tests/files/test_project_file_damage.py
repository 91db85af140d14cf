"""Damaged and hostile project files: refused with a sentence, or opened exactly as they were. Nothing in them runs."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import VERSION, decode, encode
from tests.files.mutations import LONGEST, MOST_MEMORY, changed, outcome, revalued, same
from tests.files.project_documents import golden

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(4))
def test_mutations(seed: int) -> None:
    """2,000 in all, in processes whose time and memory can be told."""
    figures = in_another_process("random", seed, 500)
    assert sum(figures["seen"].values()) == 500
    assert {f"{kind} refused" for kind in ("bytes", "pages", "values")} <= set(figures["seen"])


@pytest.mark.parametrize("first", range(2))
def test_pages_that_lead_astray(first: int) -> None:
    """Two of eleven of the 6,700 ways: loops of pages, chains and free lists, counts and lengths beyond everything."""
    figures = in_another_process("pages", first, 11)
    assert sum(figures["seen"].values()) > 500
    for what in ("child", "last child", "first of a chain", "free list", "length of a row", "kind of page", "header"):
        assert figures["seen"][f"{what} refused"]


def in_another_process(*words: object) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("mutations.py")), *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    sys.stdout.write(f"{words}: {figures}\n")
    assert figures["slowest"] < LONGEST
    assert figures["memory"] < MOST_MEMORY
    return figures


@pytest.mark.parametrize("number", range(3))
def test_values_changed_with_the_right_checksum(number: int) -> None:
    """A program that writes other values and the checksum to them is a person at work: what opens is what it wrote,
    and can be written again.
    """
    data = encode(golden())
    rng = random.Random(number)
    opened = 0
    for _ in range(50):
        mutated = changed(revalued(data, rng), lambda connection: None)
        try:
            sheet = decode(mutated)
        except FileError:
            continue
        opened += 1
        assert same(decode(encode(sheet)), sheet)
    sys.stdout.write(f"{opened} of {50} opened\n")


def test_every_bit_of_the_header() -> None:
    sheet = build(["Radio"], {"spend": [1.0]})
    data = encode(sheet)
    for bit in range(800):
        raw = bytearray(data)
        raw[bit // 8] ^= 1 << bit % 8
        outcome(bytes(raw), sheet)


# A schema that is not ours: nothing of it may run

SCHEMAS = {
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON about BEGIN DELETE FROM figures; END",
    "view": "CREATE VIEW v AS SELECT * FROM figures",
    "table in the place of another as a view": (
        "ALTER TABLE settings RENAME TO hidden; CREATE VIEW settings AS SELECT name, value FROM hidden"
    ),
    "endless view": """ALTER TABLE totals RENAME TO hidden;
        CREATE VIEW totals AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT 'spend' AS field, x'00' AS known, zeroblob(i) AS figures FROM n""",
    "extra table": "CREATE TABLE extra (a)",
    "index": "CREATE INDEX i ON figures (period)",
    "statistics": "ANALYZE",
    "virtual table": "CREATE VIRTUAL TABLE words USING fts5(text)",
    "missing table": "DROP TABLE totals",
    "extra column": "ALTER TABLE settings ADD COLUMN note TEXT",
    "generated column": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL, known BLOB NOT NULL
        GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL, figures BLOB NOT NULL, PRIMARY KEY (field))
        STRICT, WITHOUT ROWID""",
    "row ids": """ALTER TABLE settings RENAME TO old;
        CREATE TABLE settings (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name)) STRICT;
        INSERT INTO settings SELECT * FROM old; DROP TABLE old""",
    "not strict": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL, known BLOB NOT NULL,
        figures BLOB NOT NULL, PRIMARY KEY (field)) WITHOUT ROWID""",
    "collation": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL COLLATE NOCASE, known BLOB NOT NULL,
        figures BLOB NOT NULL, PRIMARY KEY (field)) STRICT, WITHOUT ROWID""",
    "a letter otherwise": """PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE', 'create table') WHERE name = 'totals'""",
    "two tables on one page": """PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage =
        (SELECT rootpage FROM sqlite_schema WHERE name = 'periods') WHERE name = 'totals'""",
    "a table without pages": """PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET rootpage = 90000 WHERE name = 'totals'""",
    "nonsense": "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE (' WHERE name = 'totals'",
    "huge statement": """PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = sql || hex(zeroblob(1000000)) WHERE name = 'totals'""",
    "function in a check": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL, known BLOB NOT NULL,
        figures BLOB NOT NULL CHECK (length(randomblob(900000000)) > 0), PRIMARY KEY (field)) STRICT, WITHOUT ROWID""",
    "stored generated column": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL, known BLOB NOT NULL,
        figures BLOB NOT NULL GENERATED ALWAYS AS (hex(known)) STORED, PRIMARY KEY (field)) WITHOUT ROWID""",
    "index on an expression": "CREATE INDEX i ON figures (hex(figures)) WHERE length(known) > 0",
    "trigger that goes round": """CREATE TRIGGER t AFTER INSERT ON totals BEGIN
        INSERT OR REPLACE INTO totals SELECT * FROM totals; END""",
    "view that inserts": """CREATE VIEW v AS SELECT 1 AS a; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN
        DELETE FROM figures; END""",
    "another virtual table": "CREATE VIRTUAL TABLE boxes USING rtree(id, low, high)",
    "virtual table in the place of another": """DROP TABLE totals;
        CREATE VIRTUAL TABLE totals USING fts5(field, known, figures)""",
    "a table twice": """PRAGMA writable_schema = ON; INSERT INTO sqlite_schema
        SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE name = 'totals'""",
    "one table under two names": """PRAGMA writable_schema = ON; UPDATE sqlite_schema
        SET name = 'periods', tbl_name = 'periods' WHERE name = 'totals'""",
    "foreign key": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL REFERENCES settings (name),
        known BLOB NOT NULL, figures BLOB NOT NULL, PRIMARY KEY (field)) STRICT, WITHOUT ROWID""",
    "sequence": "CREATE TABLE n (i INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE n",
    "function in a default": """DROP TABLE totals; CREATE TABLE totals (field TEXT NOT NULL, known BLOB NOT NULL,
        figures BLOB NOT NULL DEFAULT (randomblob(900000000)), PRIMARY KEY (field)) STRICT, WITHOUT ROWID""",
}


@pytest.mark.parametrize("how", SCHEMAS)
def test_hostile_schema(how: str) -> None:
    sheet = golden()
    data = changed(encode(sheet), SCHEMAS[how], seal=False)
    sentence = outcome(data, sheet)
    assert "The document is damaged: It" in sentence


def test_a_tool_may_rewrite_the_file() -> None:
    """VACUUM, another page size, free pages and another order of pages change nothing that was entered."""
    sheet = golden()
    data = encode(sheet)
    for script in (
        "VACUUM",
        "PRAGMA page_size = 512; VACUUM",
        "PRAGMA page_size = 65536; VACUUM",
        "CREATE TABLE t AS SELECT zeroblob(99999); DROP TABLE t",
        "PRAGMA auto_vacuum = FULL; VACUUM",
    ):
        assert same(decode(changed(data, script, seal=False)), sheet)


@pytest.mark.parametrize(
    "pragma", ["application_id = 7", f"user_version = {VERSION + 1}", "user_version = 0", "user_version = -1"]
)
def test_other_numbers_in_the_header(pragma: str) -> None:
    sheet = golden()
    assert outcome(changed(encode(sheet), f"PRAGMA {pragma}", seal=False), sheet) != "opened"


# Rows that fit the schema and the checksum, but are none of a document

ROWS = {
    "a figure that is no number": "UPDATE figures SET figures = x'000000000000f87f', known = x'01'",
    "a signalling figure that is no number": "UPDATE figures SET figures = x'010000000000f07f', known = x'01'",
    "a negative figure that is no number": "UPDATE figures SET figures = x'000000000000f8ff', known = x'01'",
    "a margin above 100 %": "UPDATE figures SET figures = x'000000000000f03f000000000000f83f', known = x'03'"
    " WHERE field = 'gross_margin'",
    "an infinite figure": "UPDATE figures SET figures = x'000000000000f07f', known = x'01' WHERE field = 'leads'",
    "a negative count": "UPDATE figures SET figures = x'000000000000f0bf', known = x'01' WHERE field = 'leads'",
    "too few figures": "UPDATE figures SET figures = x'' WHERE field = 'leads'",
    "half a figure": "UPDATE figures SET figures = x'00000000' WHERE field = 'leads'",
    "a known bit too many": "UPDATE figures SET known = x'ff' WHERE field = 'leads'",
    "a byte of known bits too many": "UPDATE figures SET known = CAST(known || x'00' AS BLOB) WHERE field = 'leads'",
    "a row of blanks": "UPDATE figures SET known = x'00', figures = x'' WHERE field = 'leads' AND period = 1",
    "an unknown field": "UPDATE figures SET field = 'moon_phase' WHERE field = 'leads'",
    "a period that is not there": "UPDATE figures SET period = 77 WHERE field = 'leads' AND period = 1",
    "an unknown total": "UPDATE totals SET field = 'moon_phase' WHERE field = 'shared_cost'",
    "an infinite total": "UPDATE totals SET figures = x'000000000000f07f', known = x'01'",
    "no periods": "DELETE FROM periods; DELETE FROM figures; DELETE FROM totals",
    "a gap in the positions": "UPDATE periods SET position = 9 WHERE position = 3",
    "two periods of one key": "UPDATE periods SET key = 2 WHERE position = 2",
    "a negative key": "UPDATE periods SET key = -2 WHERE position = 2; DELETE FROM figures",
    "overlapping periods": "UPDATE periods SET first_day = '2026-01-31' WHERE position = 2",
    "a date that is none": "UPDATE periods SET first_day = '2026-02-30' WHERE position = 2",
    "a date written otherwise": "UPDATE periods SET first_day = '20260201' WHERE position = 2",
    "no channels": "DELETE FROM channels",
    "another number of channels": "UPDATE channels SET count = 6",
    "huge number of channels": "UPDATE channels SET count = 9223372036854775807",
    "half a key": "UPDATE channels SET keys = CAST(keys || x'00' AS BLOB)",
    "channels of one key": "UPDATE channels SET keys = zeroblob(40)",
    "no names": "DELETE FROM channel_texts WHERE attribute = 'name'",
    "an attribute more": "INSERT INTO channel_texts VALUES ('phone', x'', x'')",
    "bad UTF-8": "UPDATE channel_texts SET texts = CAST(x'ff0a' || texts AS BLOB) WHERE attribute = 'owner'",
    "bad UTF-8 in a text": "UPDATE periods SET label = CAST(x'ff' AS TEXT) WHERE position = 1",
    "half a character": "UPDATE periods SET label = CAST(x'eda080' AS TEXT) WHERE position = 1",
    "half a character in a setting": """UPDATE settings SET value = '"\\ud800"' WHERE name = 'title'""",
    "names with no end": "UPDATE channel_texts SET texts = x'61' WHERE attribute = 'name'",
    "too few names": "UPDATE channel_texts SET texts = x'610a' WHERE attribute = 'name'",
    "a name twice": "UPDATE channel_texts SET texts = x'610a410a620a630a640a' WHERE attribute = 'name'",
    "an empty name": "UPDATE channel_texts SET texts = x'0a410a620a630a640a' WHERE attribute = 'name'",
    "an unknown escape": "UPDATE channel_texts SET texts = x'5c780a' WHERE attribute = 'kind'",
    "a place beyond the texts": "UPDATE channel_texts SET places = x'00000000ff' WHERE attribute = 'source'",
    "too many places": "UPDATE channel_texts SET places = CAST(places || x'00' AS BLOB) WHERE attribute = 'source'",
    "an unknown source": "UPDATE channel_texts SET texts = x'610a', places = x'0000000000' WHERE attribute = 'source'",
    "an unknown setting": "INSERT INTO settings VALUES ('moon', '1')",
    "a missing setting": "DELETE FROM settings WHERE name = 'title'",
    "a setting of another type": "UPDATE settings SET value = '7' WHERE name = 'title'",
    "a setting that is no JSON": "UPDATE settings SET value = 'seven' WHERE name = 'elasticity'",
    "a setting that is no number": "UPDATE settings SET value = 'NaN' WHERE name = 'elasticity'",
    "a setting that is infinite": "UPDATE settings SET value = '1e999' WHERE name = 'elasticity'",
    "a setting of many digits": "UPDATE settings SET value = '1' || replace(hex(zeroblob(9999)), '0', '7')"
    " WHERE name = 'elasticity'",
    "a setting that is deep": "UPDATE settings SET value = replace(hex(zeroblob(9000)), '0', '[')",
    "a setting that is true": "UPDATE settings SET value = 'true' WHERE name = 'elasticity'",
    "a month of many": "UPDATE settings SET value = '13' WHERE name = 'fiscal_year_start'",
    "a month in part": "UPDATE settings SET value = '1.5' WHERE name = 'fiscal_year_start'",
    "unknown columns": """UPDATE settings SET value = '["core","astrology"]' WHERE name = 'blocks'""",
    "an expression of an unknown field": "UPDATE expressions SET field = 'moon_phase'",
    "an expression of a key to come": "UPDATE expressions SET channel = 9007199254740992",
    "a note nowhere": "UPDATE notes SET channel = -1 WHERE field = '' AND period = -1",
    "a note at a cell and at none": "UPDATE notes SET period = 1 WHERE field = '' AND period = -1",
    "a note of a key to come": "UPDATE notes SET channel = 9007199254740992",
    "a note of a key below all": "UPDATE notes SET channel = -2",
    "an empty note": "UPDATE notes SET text = ' '",
    "a table of records that is not known": "UPDATE records SET name = 'moons' WHERE name = 'steps'",
    "a gap in the positions of records": "UPDATE records SET position = 7 WHERE name = 'assets' AND position = 1",
    "records that begin below 0": "UPDATE records SET position = -1 WHERE name = 'assets' AND position = 0",
    "a record of nothing": "UPDATE records SET value = '{}' WHERE name = 'steps'",
    "a record that is no JSON": "UPDATE records SET value = 'seven' WHERE name = 'steps'",
    "a record that is a list": "UPDATE records SET value = '[1]' WHERE name = 'steps'",
    "a record that is deep": "UPDATE records SET value = replace(hex(zeroblob(9000)), '0', '[') WHERE name = 'steps'",
    "a record with a column that is not known": """UPDATE records SET value = '{"moon":"full"}' WHERE name = 'steps'""",
    "a record with null": """UPDATE records SET value = '{"change":null}' WHERE name = 'steps'""",
    "a record with an empty text": """UPDATE records SET value = '{"change":""}' WHERE name = 'steps'""",
    "a record with spaces around": """UPDATE records SET value = '{"change":" a"}' WHERE name = 'steps'""",
    "a record with a text for a number": """UPDATE records SET value = '{"count":"4"}' WHERE name = 'rejections'""",
    "a record with a true number": """UPDATE records SET value = '{"count":true}' WHERE name = 'rejections'""",
    "a record with a negative count": """UPDATE records SET value = '{"count":-1.0}' WHERE name = 'rejections'""",
    "a record with an infinite count": """UPDATE records SET value = '{"count":1e999}' WHERE name = 'rejections'""",
    "a record with no number": """UPDATE records SET value = '{"count":NaN}' WHERE name = 'rejections'""",
    "a record of a key to come": """UPDATE records SET value = '{"channel":9007199254740992}' WHERE name = 'steps'""",
    "a record of a key below 0": """UPDATE records SET value = '{"channel":-1}' WHERE name = 'steps'""",
    "a record of half a key": """UPDATE records SET value = '{"channel":5.0}' WHERE name = 'steps'""",
    "a record of a kind that is not known": """UPDATE records SET value = '{"kind":"opera"}' WHERE name = 'assets'""",
    "a record of a day that is none": """UPDATE records SET value = '{"date":"2026-02-30"}' WHERE name = 'steps'""",
    "a record of a day written otherwise": """UPDATE records SET value = '{"date":"20260201"}' WHERE name = 'steps'""",
    "half a character in a record": """UPDATE records SET value = '{"change":"\\ud800"}' WHERE name = 'steps'""",
    "an own field that is a list": "UPDATE records SET value = '[]' WHERE name = 'own_fields' AND position = 0",
    "an own field of no part": """UPDATE records SET value = '{"moon":"full"}' WHERE name = 'own_fields'""",
    "an own field with a number": """UPDATE records SET value = '{"id":"x","label":4}' WHERE name = 'own_fields'""",
    "an own field without a label": """UPDATE records SET value = '{"id":"x"}' WHERE name = 'own_fields'""",
    "half a character in an own field": """UPDATE records SET value = '{"id":"x","label":"\\ud800"}'
        WHERE name = 'own_fields'""",
    "an own field by a name that is taken": """UPDATE records SET value = replace(value, 'queue', 'leads')
        WHERE name = 'own_fields'""",
    "an own field of no unit": """UPDATE records SET value = replace(value, '"count"', '"moons"')
        WHERE name = 'own_fields'""",
    "an own field that is gone": "DELETE FROM records WHERE name = 'own_fields' AND position = 3",
    "an own field with spaces": """UPDATE records SET value = replace(value, '"Store', '" Store')
        WHERE name = 'own_fields' AND position = 0""",
    "an own metric of what there is not": """UPDATE records SET value = replace(value, 'total_cost', 'moon')
        WHERE name = 'own_metrics'""",
    "an own metric of itself": """UPDATE records SET value = replace(value, 'total_cost', 'cost_per_store_visit')
        WHERE name = 'own_metrics'""",
    "an own metric that runs": """UPDATE records SET value = replace(value, 'total_cost', 'open(1)')
        WHERE name = 'own_metrics'""",
    "an own metric that is deep": """UPDATE records SET value = replace(value, 'total_cost',
        replace(hex(zeroblob(200)), '0', '(') || '1') WHERE name = 'own_metrics'""",
    "another headline": """UPDATE settings SET value = '"moon"' WHERE name = 'headline'""",
    "a card too many": """UPDATE settings SET value = '["a","b","c","d","e","f","g"]' WHERE name = 'cards'""",
    "a column of no width": """UPDATE settings SET value = '[["cac",0]]' WHERE name = 'widths'""",
    "a column of half a pixel": """UPDATE settings SET value = '[["cac",90.5]]' WHERE name = 'widths'""",
    "a column of true width": """UPDATE settings SET value = '[["cac",true]]' WHERE name = 'widths'""",
    "a logo that is no picture": """UPDATE settings SET value = '"PHN2Zz4="' WHERE name = 'logo'""",
    "a logo that is no base64": """UPDATE settings SET value = '"!"' WHERE name = 'logo'""",
    "a next key that is taken": "UPDATE about SET next_key = 2",
    "a next key below 0": "UPDATE about SET next_key = -1",
    "a next key beyond counting": "UPDATE about SET next_key = 9223372036854775807",
    "another row of about": "INSERT INTO about VALUES (2, 3, 'x')",
    "no row of about": "DELETE FROM about",
    "about by another number": "UPDATE about SET id = 3",
}  # fmt: skip


@pytest.mark.parametrize("how", ROWS)
def test_rows_that_are_none_of_a_document(how: str) -> None:
    """Each is refused, with a checksum that fits, so that it is the row that is seen."""
    sheet = golden()
    sentence = outcome(changed(encode(sheet), ROWS[how]), sheet)
    assert sentence != "opened"
    assert "checksum does not fit" not in sentence


def test_wrong_types_in_strict_tables() -> None:
    """Only a program that is not SQLite can write these: the same pages under a statement without STRICT."""
    sheet = golden()

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT,', '')")
        connection.execute("PRAGMA schema_version = 99")

    loose = changed(encode(sheet), change, seal=False)
    loosened = changed(
        loose, "UPDATE periods SET label = 7; UPDATE figures SET known = 'text' WHERE field = 'leads'", False
    )

    def back(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'WITHOUT ROWID', 'STRICT, WITHOUT ROWID')")

    mutated = changed(loosened, back, seal=False)
    assert "The document is damaged" in outcome(mutated, sheet)


# Nothing hangs, nothing takes all memory


def bloated(how: str) -> bytes:
    """Files that are small and want to become large, or take long."""
    sheet = build([f"Channel {i}" for i in range(16)], {"leads": [1.0] * 16}, [month(2026, 1, 1)])
    data = encode(sheet)
    match how:
        case "huge blob":
            return changed(data, "UPDATE figures SET figures = zeroblob(150000000)")
        case "huge text":
            return changed(
                data, "UPDATE settings SET value = '\"' || hex(zeroblob(40000000)) || '\"' WHERE name = 'title'"
            )
        case "wide text":
            return changed(data, "UPDATE periods SET label = char(128512) || hex(zeroblob(16000000))")
        case "million channels":
            return changed(data, million, seal=False)
        case "many periods":
            return changed(data, many_periods, seal=False)
        case "many rows":
            return changed(data, many_rows, seal=False)
        case "many expressions":
            return changed(data, many_expressions, seal=False)
    raise AssertionError(how)


def million(connection: sqlite3.Connection) -> None:
    count = 2_000_000
    keys = np.arange(count, dtype="<i8").tobytes()
    names = "".join(f"{i}\n" for i in range(count)).encode()
    connection.execute("UPDATE channels SET count = ?, keys = ?", (count, keys))
    connection.execute("UPDATE channel_texts SET texts = ?, places = ? WHERE attribute <> 'source'", (names, b""))


def many_periods(connection: sqlite3.Connection) -> None:
    connection.execute(
        """WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 999999)
        INSERT INTO periods SELECT i, i + 100, '', NULL, NULL, NULL FROM number"""
    )


def many_rows(connection: sqlite3.Connection) -> None:
    connection.execute(
        """WITH RECURSIVE number(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM number WHERE i < 299999)
        INSERT INTO figures SELECT field, i, known, figures FROM number, (SELECT * FROM figures)"""
    )


def many_expressions(connection: sqlite3.Connection) -> None:
    connection.execute(
        """WITH RECURSIVE number(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM number WHERE i < 999999)
        INSERT INTO expressions SELECT 'leads', 1, i, '=1' FROM number"""
    )


HUGE = ("huge blob", "huge text", "wide text", "million channels", "many periods", "many rows", "many expressions")
CHILD = """
import re, sys, time
from pathlib import Path
from roiapp.files.project_file import decode
from roiapp.files.file_errors import FileError
data = sys.stdin.buffer.read()
start = time.process_time()
try:
    decode(data)
except FileError as error:
    print(error)
else:
    print("opened")
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1] if status.exists() else 0
print(time.process_time() - start, int(peak) * 1024)
"""


@pytest.mark.parametrize("how", HUGE)
def test_what_wants_to_be_huge(how: str) -> None:
    """In a process of its own, so that its memory can be told."""
    result = subprocess.run(
        [sys.executable, "-c", CHILD], input=bloated(how), cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    sentence, figures = result.stdout.decode().splitlines()
    seconds, memory = map(float, figures.split())
    sys.stdout.write(f"{how}: {sentence} {seconds:.2f} s, {memory / 2**20:.0f} MiB\n")
    assert "The document is" in sentence
    assert seconds < LONGEST
    assert memory < MOST_MEMORY
