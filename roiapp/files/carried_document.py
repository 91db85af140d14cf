"""The document that a workbook of ours carries along on a very hidden sheet, and where in it the document's cells are.

`docs/file-format.md` describes the sheet. What is read from it was put there exactly so, or is refused.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any, Final

from roiapp.core.worksheet import Worksheet
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from roiapp.files.project_schema import MOST_BYTES, too_large
from roiapp.files.sheet_prints import SheetPrint
from roiapp.files.tables import CARRIER, Sheet, Table
from roiapp.language import tr

FORMAT: Final = 1
_PIECE: Final = 32_000  # a cell takes 32,767


@dataclass(frozen=True)
class PeriodPlace:
    """The sheet that shows a period, and the ids of the inputs in whose blank cells a formula stands there."""

    sheet: str
    calculated: frozenset[str]


@dataclass(frozen=True)
class Places:
    """Where the document's cells stood when the workbook was written: `as_of` is the day of its figures, `columns` the
    letters of each input's column, `periods` are by key, `names` the workbook's names of document-wide settings,
    `sheets` all its sheets but that of the document, `prints` what stood on those by name. `time_matched`: its cells
    show other figures than the document has. `scenarios` is the sheet of scenarios, "" where there was none, `scenario`
    the one under which its figures are, "" where they are of no one."""

    as_of: date
    id_row: int
    first_row: int
    mark: str
    columns: Mapping[str, str]
    periods: Mapping[int, PeriodPlace]
    names: Mapping[str, str]
    sheets: tuple[str, ...]
    prints: Mapping[str, SheetPrint] = field(default_factory=dict)
    time_matched: bool = False
    scenarios: str = ""
    scenario: str = ""

    def text(self) -> str:
        """The same as JSON."""
        plain = {
            "as_of": self.as_of.isoformat(),
            "id_row": self.id_row,
            "first_row": self.first_row,
            "mark": self.mark,
            "columns": dict(self.columns),
            "periods": {
                str(key): {"sheet": place.sheet, "calculated": sorted(place.calculated)}
                for key, place in self.periods.items()
            },
            "names": dict(self.names),
            "sheets": list(self.sheets),
            "prints": {name: found.plain() for name, found in self.prints.items()},
            **({"time_matched": True} if self.time_matched else {}),
            **({"scenarios": self.scenarios} if self.scenarios else {}),
            **({"scenario": self.scenario} if self.scenario else {}),
        }
        return json.dumps(plain, sort_keys=True, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Places:
        """What `text` was made of. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
        plain: dict[str, Any] = json.loads(text)
        periods = {
            int(key): PeriodPlace(str(entry["sheet"]), frozenset(map(str, entry["calculated"])))
            for key, entry in plain["periods"].items()
        }
        return cls(
            date.fromisoformat(plain["as_of"]), int(plain["id_row"]), int(plain["first_row"]), str(plain["mark"]),
            {str(id_): str(letters) for id_, letters in plain["columns"].items()}, periods,
            {str(name): str(cell) for name, cell in plain["names"].items()}, tuple(map(str, plain["sheets"])),
            {str(name): SheetPrint.read(found) for name, found in plain.get("prints", {}).items()},
            plain.get("time_matched") is True, str(plain.get("scenarios", "")),
            str(plain.get("scenario", "")),
        )  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """What a workbook carries: the document as the bytes of a project file, and where its cells were."""

    data: bytes
    places: Places

    def worksheet(self) -> Worksheet:
        """The document, anew each time."""
        return decode(self.data)


def carrier_rows(worksheet: Worksheet, places: Places) -> list[tuple[str, ...]]:
    """The rows of the carrier sheet, all of them text. Raises `FileError` for what could not be read again."""
    document = base64.b64encode(zlib.compress(encode(worksheet), 6)).decode("ascii")
    map_ = places.text()
    head = (CARRIER, str(FORMAT), _checksum(document, map_))
    return [head, *zip_longest(_pieces(document), _pieces(map_), fillvalue="")]


def carrier_sheet(table: Table) -> Sheet | None:
    """The sheet on which the document is carried, None where there is none."""
    return next((sheet for sheet in table.sheets if sheet.rows and sheet.rows[0][:1] == [CARRIER]), None)


def unpack(sheet: Sheet) -> Carried:
    """What the sheet carries. Raises `FileError` where that cannot be told for sure."""
    version, checksum = (str(cell) for cell in [*sheet.rows[0], "", ""][1:3])
    document, map_ = ("".join(_texts(sheet, column)) for column in (0, 1))
    if version.isdecimal() and int(version[:9]) > FORMAT:
        newer = tr("The workbook was made by a newer version of Channel ROI. Update the program to read all of it.")
        raise FileError(newer)
    if version != str(FORMAT) or _checksum(document, map_) != checksum:
        raise _damaged()
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(document, validate=True), MOST_BYTES + 1)
        places = Places.read(map_)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error) as error:
        raise _damaged() from error
    if len(data) > MOST_BYTES:
        raise too_large(tr("It has more than {most} MB.", most=MOST_BYTES // 2**20))
    return Carried(data, places)


def _texts(sheet: Sheet, column: int) -> Iterable[str]:
    return (str(row[column]) for row in sheet.rows[1:] if column < len(row) and row[column])


def _pieces(text: str) -> list[str]:
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


def _checksum(document: str, map_: str) -> str:
    return hashlib.sha256(f"{document}\n{map_}".encode("utf-8", "replace")).hexdigest()


def _damaged() -> FileError:
    return FileError(tr("What the workbook carries hidden was changed or damaged."))
