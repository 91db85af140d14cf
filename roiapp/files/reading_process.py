"""The process that reads a foreign file, so that a crafted one can take down nothing else.

Started by `table_reader` as `python -m roiapp.files.reading_process FILE LANGUAGE`. Writes to stdout, by `marshal`,
either ("table", …) or ("refused", sentence). Anything else (a crash, the limits) the parent turns into a sentence.
"""

from __future__ import annotations

import marshal
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from roiapp import language
from roiapp.files.tables import Formulas, Sheet, Table, TableError
from roiapp.files.text_tables import read_text_table
from roiapp.language import tr

MEMORY: Final = 1 << 30
SECONDS: Final = 10
_LARGEST_FILE: Final = 200 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: files people pick by mistake, by their first bytes
_OTHERS: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
)


def limit() -> None:
    """Bound this process's memory and time where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no bound on memory; a lower bound set outside stays
            continue


def read(path: Path) -> Table:
    """The table in a file, by what its bytes say and whatever its name. Raises `TableError`."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise TableError(tr("The file is larger than {most} MB, the most that is read.", most=_LARGEST_FILE >> 20))
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise TableError(tr("This is a folder, not a file.")) from error
    except FileNotFoundError as error:
        raise TableError(tr("There is no such file.")) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TableError(tr("The file cannot be read: {reason}.", reason=reason)) from error
    if data.startswith((_ZIP, _OLE)):
        from roiapp.files.workbook_tables import read_workbook

        return read_workbook(data)
    for first, kind in _OTHERS:
        if data.startswith(first):
            raise TableError(tr("This is a {kind} file, not a table. Choose a csv, xlsx, xls or ods file.", kind=kind))
    return read_text_table(data)


def _plain(table: Table) -> dict[str, Any]:
    return {
        "sheets": [_plain_sheet(sheet) for sheet in table.sheets],
        "encoding": table.encoding,
        "separator": table.separator,
    }


_PLAIN_TYPES: Final = frozenset((str, float, int, bool, type(None)))


def _plain_sheet(sheet: Sheet) -> tuple[Any, ...]:
    """The sheet in types that `marshal` knows, and where its dates stand (as tuples)."""
    dates: list[tuple[int, int]] = []
    for index, row in enumerate(sheet.rows):
        if _PLAIN_TYPES.issuperset(map(type, row)):
            continue
        for column, cell in enumerate(row):
            found: Any = cell
            if isinstance(found, datetime):
                row[column] = (*found.timetuple()[:6],)  # type: ignore[call-overload]
            elif isinstance(found, date):
                row[column] = (found.year, found.month, found.day)  # type: ignore[call-overload]
            elif isinstance(found, time | timedelta):
                row[column] = str(found)
                continue
            else:
                continue
            dates.append((index, column))
    formulas = sheet.formulas and (sheet.formulas.rows, sheet.formulas.literal)
    return sheet.name, sheet.hidden, sheet.marks, sheet.rows, dates, formulas


def table_of(plain: dict[str, Any]) -> Table:
    """The table back from what `_plain` made, in the parent."""
    sheets = []
    for name, hidden, marks, rows, dates, formulas in plain["sheets"]:
        for row, column in dates:
            parts = rows[row][column]
            rows[row][column] = date(*parts) if len(parts) == 3 else datetime(*parts)  # noqa: DTZ001 - a wall clock
        sheets.append(Sheet(name, rows, hidden, marks, formulas and Formulas(*formulas)))
    return Table(tuple(sheets), plain["encoding"], plain["separator"])


def main(arguments: list[str]) -> int:
    limit()
    path, spoken = arguments
    language.use(spoken)
    try:
        answer: tuple[str, Any] = ("table", _plain(read(Path(path))))
        result = marshal.dumps(answer)
    except TableError as error:
        result = marshal.dumps(("refused", str(error)))
    except MemoryError:
        result = marshal.dumps(("refused", tr("The file needs more memory than reading a table may take.")))
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
