"""Steps of a working copy, with a check that fits: as a damaged disk or a hand might leave them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from roiapp.core.edits import EditError
from roiapp.files.edit_codec import decode_edit, encode_edit
from roiapp.files.file_errors import FileError
from tests.fuzz.targets._sheets import calculated, edits, sheet, tells

LONGEST = 4_000


def target(data: bytes) -> None:
    sealed = data + zlib.crc32(data).to_bytes(4, "little")
    try:
        edit = decode_edit(sealed)
    except FileError as error:
        tells(error)
        return
    worksheet = sheet()
    before = worksheet.content()
    try:
        inverse = edit.apply(worksheet)
    except EditError as error:
        tells(error)
        assert worksheet.content() == before
        return
    encode_edit(edit)
    calculated(worksheet)
    inverse.apply(worksheet)
    assert worksheet.content() == before


def more_seeds() -> Iterator[bytes]:
    for edit in edits():
        yield encode_edit(edit)[:-4]
