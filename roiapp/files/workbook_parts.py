"""What a workbook's parts say that the fast reader does not, and what it would hide.

The fast reader takes XML that is not well formed and odd shared-string indexes for data, dies on a stray cell far below
the table, and shows error values and formulas without a stored result as blanks. So the parts of a zip workbook are
looked at as well: sizes, XML, indexes, after its death the extent; and the cells that only look blank are listed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Final, NamedTuple, TypeAlias

from roiapp.files.comment_parts import comments_of
from roiapp.files.formula_cells import errors_in_open_xml, holds_text, in_open_document, in_open_xml, texts_with
from roiapp.files.late_language import tr
from roiapp.files.part_xml import PartParser, elements
from roiapp.files.sheet_scan import NAME, check_extent, scan_sheet
from roiapp.files.tables import CARRIER, PERIOD_SHEET, Formulas, TableError

Done: TypeAlias = Callable[[int, int], object]
Parts: TypeAlias = dict[str, zipfile.ZipInfo]

_MOST_PARTS: Final = 10_000
_MOST_UNPACKED: Final = 400 << 20

_FAR_REPEAT: Final = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["']([0-9]{1,20})["']""")


class SheetPart(NamedTuple):
    """One sheet of a workbook, in its order, and the cells of it that only look blank (see `Sheet.marks`)."""

    name: str
    hidden: bool
    marks: dict[tuple[int, int], str]
    formulas: Formulas | None = None
    comments: dict[tuple[int, int], str] | None = None


def begin(data: bytes) -> None:
    """Look at the list of a zip workbook's parts, which takes no time. Raises `TableError`."""
    with _opened(data) as archive:
        parts = _listed(archive)
        if "xl/workbook.xml" not in parts and "content.xml" not in parts:
            raise TableError(_what_else(parts))


def carries(data: bytes) -> bool:
    """Whether one of the sheets of an Open XML workbook is called as that on which ours carry their document. Raises
    `TableError`."""
    with _opened(data) as archive:
        parts = _listed(archive)
        return "xl/workbook.xml" in parts and CARRIER.encode() in _read(archive, parts["xl/workbook.xml"])


def check(
    data: bytes, done: Done = lambda _part, _whole: None, *, extent: bool = False, only: str = ""
) -> list[SheetPart]:
    """The sheets of a zip workbook after all its parts were looked at; empty for OpenDocument that carries no document
    of ours. `done` hears how far that is; `extent`: also how far out the cells of xlsx stand; `only`: no sheet but the
    one of this name. Raises `TableError`."""
    with _opened(data) as archive:
        parts = _listed(archive)
        if "xl/workbook.xml" in parts:
            return _check_open_xml(archive, parts, done, extent=extent, only=only)
        return _check_open_document(archive, parts)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    faults = zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, LookupError
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except faults as error:  # LookupError: XML in an encoding that nobody knows
        if isinstance(error, TableError):
            raise
        raise TableError(tr("The workbook is damaged: its parts cannot be unpacked.")) from error


def _listed(archive: zipfile.ZipFile) -> Parts:
    every = archive.infolist()
    parts = {info.filename.lstrip("/"): info for info in every}
    _check_sizes(every)
    if len(parts) < len(every):
        raise TableError(tr("The workbook is damaged: two of its parts have the same name."))
    return parts


def _what_else(parts: Parts) -> str:
    if "word/document.xml" in parts:
        return tr("This is a text document, not a table. Choose a csv, xlsx, xls or ods file.")
    if "ppt/presentation.xml" in parts:
        return tr("This is a presentation, not a table. Choose a csv, xlsx, xls or ods file.")
    if "xl/workbook.bin" in parts:
        return tr("This is a binary workbook (xlsb). Open it in a spreadsheet program and save it as .xlsx.")
    return tr("This is a zip archive without a table in it. Unpack it and choose the table itself.")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(info.file_size for info in parts) > _MOST_UNPACKED:
        raise TableError(
            tr("Unpacked, the workbook would take more than {most} MB. Save the sheet you need in a file of its own.",
               most=_MOST_UNPACKED >> 20)
        )  # fmt: skip
    if any(info.flag_bits & 1 for info in parts):
        raise TableError(tr("The workbook is protected by a password. Save it without one."))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part as bytes in an ASCII-compatible encoding; never more than it declares."""
    data = archive.read(info)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode("utf-8")
    return data


def _check_open_xml(
    archive: zipfile.ZipFile, parts: Parts, done: Done, *, extent: bool, only: str
) -> list[SheetPart]:
    for name in ("[Content_Types].xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        if name in parts:
            PartParser(name).read(archive.read(parts[name]))
    periods: list[int] = []
    shared = next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), None)
    if shared:
        texts = _read(archive, parts[shared])
        _check_strings(texts, shared)
        periods = texts_with(texts, PERIOD_SHEET) if CARRIER.encode() in texts else []
    targets = {}
    if "xl/_rels/workbook.xml.rels" in parts:
        for tag, attributes in elements(_read(archive, parts["xl/_rels/workbook.xml.rels"]), "rels"):
            if tag == "Relationship":
                target = attributes.get("Target", "")
                targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = elements(_read(archive, parts["xl/workbook.xml"]), "xl/workbook.xml")
    named = [attributes for tag, attributes in found if tag == "sheet"]
    _check_names([each.get("name", "") for each in named])
    carries = any(each.get("name") == CARRIER for each in named)
    places = [targets.get(each.get("id", ""), "") for each in named]
    whole = sum(parts[place].file_size for place in places if place in parts)
    so_far = 0

    def looked(piece: int) -> None:
        nonlocal so_far
        so_far += piece
        done(so_far, whole)

    sheets = []
    for attributes, place in zip(named, places, strict=True):
        name, hidden = attributes.get("name", ""), attributes.get("state", "visible") != "visible"
        if only and name != only:
            continue
        if place in parts and "chartsheet" not in place:
            if extent:
                check_extent(_read(archive, parts[place]), name or place)
            errors, formulas, comments = None, None, None
            opened: Callable[[], IO[bytes]] = partial(archive.open, parts[place])
            data = _read(archive, parts[place]) if carries else b""
            if carries:
                errors, opened = errors_in_open_xml(data), partial(io.BytesIO, data)
            marks = scan_sheet(opened, name or place, looked, blanks=errors is None)
            if carries:  # it is well formed, as was just seen
                formulas = in_open_xml(data) if not hidden or holds_text(data, periods) else None
                comments = comments_of(place, lambda name: _read(archive, parts[name]) if name in parts else None)
            sheets.append(SheetPart(name, hidden, marks if errors is None else errors, formulas, comments))
        else:
            sheets.append(SheetPart(name, hidden, {}))
    return sheets


def _check_names(names: list[str]) -> None:
    """Two sheets of one name: the fast reader would give the first of them for both."""
    for name, often in Counter(names).items():
        if often > 1:
            raise TableError(tr("Two sheets are called “{sheet}”. Give one of them another name.", sheet=name))


def _check_strings(data: bytes, name: str) -> None:
    PartParser(name).read(data)
    count = len(re.findall(rb"<" + NAME + rb"si[\s/>]", data))
    head = data[:2000]
    for declared in re.findall(rb"""\b(?:uniqueCount|count)\s*=\s*["']([0-9]{1,30})["']""", head):
        if int(declared) > 100 * count + 10_000_000:
            raise TableError(tr("The workbook is damaged: it claims more texts than it holds."))


def _check_open_document(archive: zipfile.ZipFile, parts: Parts) -> list[SheetPart]:
    if "mimetype" in parts and b"spreadsheet" not in archive.read(parts["mimetype"])[:200]:
        raise TableError(tr("This is a text document, not a table. Choose a csv, xlsx, xls or ods file."))
    if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read(parts["META-INF/manifest.xml"]):
        raise TableError(tr("The workbook is protected by a password. Save it without one."))
    data = _read(archive, parts["content.xml"])
    PartParser("content.xml").read(data)
    for side, number in _FAR_REPEAT.findall(data):
        if int(number) > (16_384 if side == b"columns" else 1_048_576):
            raise TableError(tr("The workbook is damaged: it repeats cells beyond the edge of any sheet."))
    if f'"{CARRIER}"'.encode() not in data:
        return []
    return [SheetPart(name, False, {}, *told) for name, told in in_open_document(data).items()]
