"""What a workbook's rows, columns and sheets are, in hidden cells that move with them when somebody sorts, inserts,
renames: so what comes back is understood by what it is, not by where it stands.

A sheet of a period has one hidden row: in the column of names the mark of the period, above every other column the
`column_mark` of its field or metric, or of one of `WHY`, `SOURCE`, `MARK`. In the column `MARK` each row has the key
of its channel as text, `TITLES`, `TOTAL`, `FOR_ALL`, or the id of what is typed for all channels together. On the
sheet of assumptions the hidden row has `ASSUMPTIONS` and the marks of `VALUE` and `MARK`, and the column `MARK` the
name of the setting, or `AS_OF`; on the sheet of notes it has `NOTES` and these, and the column `MARK` the `note_mark`
of a note of the document, or the `word_mark` of what counts as what. On the sheet of scenarios it has `SCENARIOS` and
these, and the column `MARK` the `change_mark` of a change, or the `scenario_mark` of a scenario's name or note.
"""

from __future__ import annotations

import re
from typing import Final

from roiapp.core.worksheet import Place
from roiapp.files.tables import PERIOD_SHEET

WHY, SOURCE, MARK = "why", "source", "mark"
TITLES, TOTAL, FOR_ALL, AS_OF = "titles", "total", "for all", "as_of"
ASSUMPTIONS, NOTES, VALUE = "channel-roi assumptions", "channel-roi notes", "value"
SCENARIOS, TEXT, NAMED, NOTED = "channel-roi scenarios", "text", "name", "note"
_PERIOD: Final = re.compile(PERIOD_SHEET + r" (\d{1,16})", re.ASCII)
_NOTE: Final = re.compile(r"note ([a-z0-9_]{1,64}|-) (-1|\d{1,16}) (-1|\d{1,16})", re.ASCII)
_WORD: Final = re.compile(r"word (\d{1,6})", re.ASCII)
_CHANGE: Final = re.compile(r"change (\d{1,6})", re.ASCII)
_SCENARIO: Final = re.compile(rf"({NAMED}|{NOTED}) of (\d{{1,16}})", re.ASCII)
_COLUMN: Final = "roi:"  # so that whoever looks for a table takes this row for no header


def column_mark(id_: str) -> str:
    """The mark of the column that holds this."""
    return _COLUMN + id_


def column_id(mark: str) -> str:
    """What the column with this mark holds, "" where a text is none."""
    return mark.removeprefix(_COLUMN) if mark.startswith(_COLUMN) else ""


def period_mark(key: int) -> str:
    """The mark of the sheet that shows the period with this key."""
    return f"{PERIOD_SHEET} {key}"


def note_mark(place: Place) -> str:
    """The mark of the row that has the note of this place."""
    id_, period, channel = place
    return f"note {id_ or '-'} {period} {channel}"


def note_place(mark: str) -> Place | None:
    """The place of the note in a row with this mark, None where it has none."""
    found = _NOTE.fullmatch(mark)
    return ("" if found[1] == "-" else found[1], int(found[2]), int(found[3])) if found else None


def word_mark(number: int) -> str:
    """The mark of the row that says what counts as what: of the settings' `definitions` the one of this number."""
    return f"word {number}"


def word_number(mark: str) -> int | None:
    """The number of the definition in a row with this mark, None where it has none."""
    found = _WORD.fullmatch(mark)
    return int(found[1]) if found else None


def change_mark(row: int) -> str:
    """The mark of the row that has the value of a change of a scenario: of the document's table the one in this row."""
    return f"change {row}"


def change_row(mark: str) -> int | None:
    """The row of the change in a row with this mark, None where it has none."""
    found = _CHANGE.fullmatch(mark)
    return int(found[1]) if found else None


def scenario_mark(what: str, key: int) -> str:
    """The mark of the row that has the name (`NAMED`) or the note (`NOTED`) of the scenario with this key."""
    return f"{what} of {key}"


def scenario_text(mark: str) -> tuple[str, int] | None:
    """What of which scenario stands in a row with this mark, None where it has none."""
    found = _SCENARIO.fullmatch(mark)
    return (found[1], int(found[2])) if found else None


def period_key(mark: str) -> int | None:
    """The key of the period whose sheet has this mark, None where a text is none."""
    found = _PERIOD.fullmatch(mark)
    return int(found[1]) if found else None
