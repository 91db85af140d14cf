"""Workbooks of ours that are too large for all their cells to be read when they come back, in the time that reading may
take: of those the document that they carry is read alone."""

from __future__ import annotations

import io
import zipfile

TYPE_CHECKING = False  # `typing` itself takes a third of the time in which the process that reads tables starts
if TYPE_CHECKING:
    from typing import Final

#: bytes of all sheets, unpacked: some 30,000 channels of one month, read in a third of the time that reading may take
MOST_COMPARED: Final = 64 << 20


def too_large_to_compare(data: bytes) -> bool:
    """Whether the cells of an Open XML workbook are not held against the document in it. Raises `BadZipFile`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (info.file_size for info in archive.infolist() if "worksheets/" in info.filename)
        return sum(sheets) > MOST_COMPARED
