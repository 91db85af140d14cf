"""Older project files made into today's, one version at a time, on a copy in memory.

A change of the format adds one entry to `UPGRADES`, under the version it starts from: the tables that version had, to
be matched before anything in the file is touched, and the step that makes the next version's tables of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from roiapp.files.project_schema import Schema


@dataclass(frozen=True)
class Upgrade:
    """The way from one version to the next. `step` gets a private copy, its checksum already found right."""

    schema: Schema
    step: Callable[[sqlite3.Connection], None]


#: version -> how it becomes the next one
UPGRADES: Final[dict[int, Upgrade]] = {}
