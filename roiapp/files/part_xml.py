"""The XML of a workbook's parts, read by a parser that knows no document types: without them there are no entities to
swell or to fetch."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from roiapp.files.late_language import tr
from roiapp.files.tables import TableError

#: as much is given to the parser at once: the processor keeps it near
_PIECE: Final = 1 << 16
#: bytes between the signs < and > of a tag
_LONGEST: Final = 1 << 22


class PartParser:
    """Reads one part; `expat` is the parser, to hang handlers on. Raises `TableError` where it is not well formed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._given = 0
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._refuse

    def read(self, data: bytes, *, last: bool = True) -> None:
        """The next piece of the part, or all of it."""
        try:
            rest = memoryview(data)
            while len(rest) > _PIECE:
                self._parse(rest[:_PIECE], last=False)
                rest = rest[_PIECE:]
            self._parse(rest, last=last)
        except expat.ExpatError as error:
            raise TableError(
                tr("The workbook is damaged: {part} is broken in line {line}.", part=self._name, line=error.lineno)
            ) from error

    def _parse(self, piece: memoryview, *, last: bool) -> None:
        """Some versions of the parser look at what has no end yet from its start with every piece."""
        self.expat.Parse(piece, last)
        self._given += len(piece)
        if self._given - self.expat.CurrentByteIndex > _LONGEST:
            raise TableError(
                tr("The workbook is damaged: {part} is broken in line {line}.", part=self._name,
                   line=self.expat.CurrentLineNumber)
            )  # fmt: skip

    def _refuse(self, *_: object) -> None:
        raise TableError(tr("The workbook is damaged: {part} declares a document type.", part=self._name))


def elements(data: bytes, name: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part with their attributes, names without prefixes. Raises `TableError`."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = PartParser(name)

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser.expat.StartElementHandler = start
    parser.read(data)
    return found
