"""Lines of `roiapp edit`, several in a row on one document, undo and redo among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from roiapp.core.catalog import Catalog, standard
from roiapp.core.edits import EditError
from roiapp.core.own_figures import catalog_of
from roiapp.files.edit_codec import decode_edit, encode_edit
from roiapp.files.edit_lines import LineError, LineReader
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from roiapp.files.session import Session
from tests.fuzz.targets._sheets import sheet, tells

LONGEST = 2_000
_LOCALES = ("en", "de", "pl", "fr")


@cache
def _catalog() -> Catalog:
    return standard()


def target(data: bytes) -> None:
    locale = _LOCALES[data[0] % len(_LOCALES)] if data else "en"
    session = Session(sheet(), _catalog())
    for line in data[1:].decode("utf-8", "surrogateescape").split("\n")[:12]:
        try:
            found = LineReader(session.worksheet, session.catalog, locale).read(line)
            if found == "undo":
                session.undo()
            elif found == "redo":
                session.redo()
            elif not isinstance(found, str):
                decode_edit(encode_edit(found))
                session.apply(found)
        except (LineError, EditError) as error:
            tells(error)
    try:
        again = decode(encode(session.worksheet), "shop.roi")
    except FileError as error:
        tells(error)
        return
    assert again.content() == session.worksheet.content()
    catalog_of(again, _catalog())


def more_seeds() -> Iterator[bytes]:
    yield b"\0set Radio spend 12k\nundo\nredo\nadd channel 'New one' kind=paid group=G\nset 'New one' leads 4\nsave\n"
    yield b"\1add period 2026-10\nadd period X 2026-11-01 2026-11-30\nset Radio margin 40% 2026-10\n"
    yield b"\2set Radio spend ''\nset Radio spend =12*3\nset Radio visits -1\n"
