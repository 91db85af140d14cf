"""Older project files made into today's, one version at a time, on a copy in memory.

A change of the format adds one entry to `UPGRADES`, under the version it starts from: the tables that version had, to
be matched before anything in the file is touched, and the step that makes the next version's tables of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roiapp.files.project_schema import (
    ABOUT,
    CHANNEL_TEXTS,
    CHANNELS,
    EXPRESSIONS,
    FIGURES,
    NOTES,
    PERIODS,
    RECORDS,
    SETTINGS,
    TOTALS,
    Schema,
)


@dataclass(frozen=True)
class Upgrade:
    """The way from one version to the next. `step` gets a private copy, its checksum already found right."""

    schema: Schema
    step: Callable[[sqlite3.Connection], None]


_SCHEMA_1: Final = Schema(1, (PERIODS, CHANNELS, CHANNEL_TEXTS, FIGURES, TOTALS, EXPRESSIONS, SETTINGS), ABOUT)

_SCHEMA_2: Final = Schema(2, (PERIODS, CHANNELS, CHANNEL_TEXTS, FIGURES, TOTALS, EXPRESSIONS, NOTES, SETTINGS), ABOUT)

_SCHEMA_3: Final = Schema(
    3, (PERIODS, CHANNELS, CHANNEL_TEXTS, RECORDS, FIGURES, TOTALS, EXPRESSIONS, NOTES, SETTINGS), ABOUT
)


_SCHEMA_4: Final = Schema(
    4, (PERIODS, CHANNELS, CHANNEL_TEXTS, RECORDS, FIGURES, TOTALS, EXPRESSIONS, NOTES, SETTINGS), ABOUT
)


def _notes_and_looks(connection: sqlite3.Connection) -> None:
    """Version 2: notes, whose document it is, and which figures and columns stand where."""
    connection.execute(NOTES.sql)
    fresh = {
        "company": '""',
        "logo": '""',
        "headline": '"roi"',
        "cards": '["spend","leads","cost_per_lead","cac","gross_return","roi"]',
        "put_away": "[]",
        "added": "[]",
        "order": "[]",
        "widths": "[]",
    }
    connection.executemany("INSERT INTO settings VALUES (?, ?)", fresh.items())


def _records(connection: sqlite3.Connection) -> None:
    """Version 3: the small tables, own fields and own metrics."""
    connection.execute(RECORDS.sql)


def _redefinitions(_connection: sqlite3.Connection) -> None:
    """Version 4: one small table more, of which there are no rows yet."""


def _report(connection: sqlite3.Connection) -> None:
    """Version 5: what the firm says in the client's report."""
    fresh = {
        "prepared_by": '""',
        "introduction": '""',
        "comments": "[]",
        "brand": '""',
        "paper": '""',
        "report_pages": "[]",
        "page_header": '""',
        "page_footer": '""',
    }
    connection.executemany("INSERT INTO settings VALUES (?, ?)", fresh.items())


#: version -> how it becomes the next one
UPGRADES: Final[dict[int, Upgrade]] = {
    1: Upgrade(_SCHEMA_1, _notes_and_looks),
    2: Upgrade(_SCHEMA_2, _records),
    3: Upgrade(_SCHEMA_3, _redefinitions),
    4: Upgrade(_SCHEMA_4, _report),
}
