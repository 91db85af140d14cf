"""Steps of a working copy, with a check that fits: as a damaged disk or a hand might leave them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from roiapp.core.history import History
from roiapp.files.document import replay
from roiapp.files.edit_codec import encode_edit
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from roiapp.files.working_tables import Step
from tests.fuzz.targets._sheets import calculated, edits, sheet, tells

LONGEST = 4_000
_AT = datetime(2026, 8, 1, tzinfo=UTC)


def target(data: bytes) -> None:
    worksheet, history = sheet(), History()
    sealed = data + zlib.crc32(data).to_bytes(4, "little")
    try:
        replay(worksheet, history, [Step(1, "edit", sealed, _AT)])
        again = decode(encode(worksheet), "shop.roi")
    except FileError as error:
        tells(error)
        return
    assert again.content() == worksheet.content()
    calculated(worksheet)
    history.undo(worksheet)
    assert worksheet.content() == sheet().content()


def more_seeds() -> Iterator[bytes]:
    for edit in edits():
        yield encode_edit(edit)[:-4]
