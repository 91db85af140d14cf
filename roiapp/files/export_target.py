"""What stands where an export is to go: nothing, an export of our own, one that somebody changed since, or somebody
else's file, which is never replaced without asking.

Our workbooks say so in a property; another program that saves one puts its own version beside it, or moves the time of
modification away from that of creation. CSV, JSON and HTML are known by how they begin, a PDF by its producer.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final, Literal

from roiapp.files.disk_errors import reading_error
from roiapp.files.file_errors import FileError
from roiapp.files.safe_write import Stamp, TargetChangedError, publish, stamp_of
from roiapp.language import tr

#: the property of a workbook that was made here
PROPERTY: Final = ("Made with", "Channel ROI")
#: what XlsxWriter says of the program that made the workbook; whoever saves it says something else
_VERSION: Final = b"<AppVersion>12.0000</AppVersion>"
#: what our PDFs say of the program that made them, and our HTML files at their head
PDF_PRODUCER: Final = b"/Producer (Channel ROI)"
HTML_GENERATOR: Final = b'<meta name="generator" content="Channel ROI">'
#: how the header of a CSV file from here begins
COLUMNS: Final = ("channel", "kind", "source", "group", "owner", "period", "start", "end")
#: how JSON from here begins
_JSON: Final = re.compile(rb'\{\n  "period": \{\n    "label": .*?\n  "scenario": .*?\n  "as_of": ', re.DOTALL)
_HEAD: Final = 4000
_MOST_OF_PART: Final = 1 << 20
_END: Final = struct.Struct("<4s4xHHLLH")  # of a zip archive: entries here, entries, bytes of the list, its place
_MOST_OF_PDF: Final = 1 << 25
_MOST_PARTS: Final = 5000
_MOST_LIST: Final = 1 << 20

Whose = Literal["nobody", "ours", "changed", "other"]


@dataclass(frozen=True)
class Target:
    """The place of an export as it was looked at. `whose` the file there is: "changed" is one of ours that another
    program saved since. `stamp` is None where there is none."""

    path: Path
    whose: Whose
    stamp: Stamp | None

    @property
    def free(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.whose in ("nobody", "ours")


def look(path: Path) -> Target:
    """Look at what stands there; may wait for a slow disk. Raises `FileError` where nothing can be written at all."""
    stamp = stamp_of(path)
    if stamp is None:
        return Target(path, "nobody", None)
    try:
        return Target(path, _whose(path), stamp)
    except OSError as error:
        raise reading_error(error, path) from error


def write(target: Target, data: bytes) -> None:
    """Put the bytes there, wholly or not at all. Raises `TargetChangedError` where it is not what was looked at any
    more, and every other `FileError` of `safe_write.publish`."""
    try:
        publish(target.path, data, target.stamp)
    except TargetChangedError as error:
        raise TargetChangedError(
            tr("The file was changed while it was being exported; nothing was written. Export once more."),
            file=target.path.name, current=error.current,
        ) from error  # fmt: skip


def refusal(target: Target) -> FileError:
    """Why somebody must be asked, for where nobody can be."""
    if target.whose == "changed":
        sentence = tr("The file was changed in another program since it was exported. Choose another name, or add"
                      " --replace to overwrite it.")  # fmt: skip
    else:
        sentence = tr("The file was not made by Channel ROI. Choose another name, or add --replace to overwrite it.")
    return FileError(sentence, file=target.path.name)


def beside(path: Path) -> Path:
    """The first of "Name (2).xlsx", "Name (3).xlsx" … that is not there yet."""
    for number in count(2):
        other = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if not os.path.lexists(other):
            return other
    raise AssertionError


def _whose(path: Path) -> Whose:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(b"PK"):
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _END.size))
            return _whose_workbook(path) if _is_small(file.read(_END.size)) else "other"
        if head.startswith(b"%PDF-"):
            file.seek(0)
            return _whose_pdf(file.read(_MOST_OF_PDF))
    if head.startswith(b"<!DOCTYPE html>") and HTML_GENERATOR in head:
        return "ours"
    text = head.removeprefix(b"\xef\xbb\xbf")
    for separator in (b",", b";"):
        columns = separator.join(name.encode() for name in COLUMNS)
        if text.startswith((columns + separator, columns + b"\r\n")):
            return "ours"
    return "ours" if _JSON.match(text) else "other"


def _whose_pdf(data: bytes) -> Whose:
    """Programs that change a PDF name themselves, or write what they changed behind its end."""
    if PDF_PRODUCER not in data:
        return "other"
    return "ours" if data.count(b"%%EOF") == 1 and data.rstrip().endswith(b"%%EOF") else "changed"


def _is_small(end: bytes) -> bool:
    """Whether the list of an archive's parts is of a size that we write: a crafted one takes gigabytes to read."""
    if len(end) < _END.size:
        return False
    mark, _here, parts, listed, _place, comment = _END.unpack(end)
    return mark == b"PK\x05\x06" and parts <= _MOST_PARTS and listed <= _MOST_LIST and not comment


def _whose_workbook(path: Path) -> Whose:
    try:
        with zipfile.ZipFile(path) as archive:
            made, times, program = (_start_of(archive, f"docProps/{name}.xml") for name in ("custom", "core", "app"))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError):
        return "other"
    name, value = (word.encode() for word in PROPERTY)
    if not re.search(rb'name="' + name + rb'"[^>]*>\s*<[\w:]*lpwstr[^>]*>' + value + b"<", made):
        return "other"
    created, modified = (
        re.search(rb"<dcterms:" + word + rb"\b[^>]*>([^<]*)<", times) for word in (b"created", b"modified")
    )
    untouched = created and modified and created[1] == modified[1] and _VERSION in program
    return "ours" if untouched else "changed"


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read(_MOST_OF_PART)
