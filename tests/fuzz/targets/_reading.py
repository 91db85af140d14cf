"""From the bytes of a foreign file to a document, by the functions of the process that reads and of the program."""

from __future__ import annotations

import os
from functools import cache

from roiapp.core.catalog import Catalog, standard
from roiapp.files import reading_process, table_reader
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import plan_import
from roiapp.files.project_file import decode, encode
from roiapp.files.returned.workbook import take_back
from roiapp.files.table_errors import TableError
from roiapp.files.table_sender import Sender
from roiapp.files.tables import Table
from tests.fuzz.targets._sheets import calculated, tells


@cache
def _catalog() -> Catalog:
    return standard()


class _Sender(Sender):
    """One that does not end the process where a file is refused; `refused` says why it was."""

    refused = ""

    def refuse(self, sentence: str) -> None:
        self.refused = self.refused or sentence


def table_of(data: bytes) -> Table | None:
    """As the process sends it and the program receives it. Raises `TableError`; None where the process would have come
    to harm inside a library."""
    handle = os.memfd_create("table")
    with open(handle, "w+b", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        sender = _Sender(handle)
        try:
            reading_process.send(data, sender)
        except MemoryError:
            return None
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # of the Rust library: the process ends, and that is said
                return None
            if not sender.refused:
                raise
        if sender.refused:
            raise TableError(sender.refused)
        file.seek(0)
        said, table = table_reader._received(file, table_reader.Reading())
    if said:
        raise TableError(said)
    return table


def read_as_document(data: bytes) -> None:
    """As `open_document` goes on with what was read; a document that comes of it can be calculated, written and read
    again."""
    try:
        table = table_of(data)
        if table is None:
            return
        returned, table = take_back(table, _catalog())
        if returned is not None:
            worksheet = returned.worksheet
            returned.every_note()
        else:
            plan = plan_import(table, _catalog())
            worksheet = plan.worksheet("read")
            assert all(str(note).strip() for note in plan.notes)
        written = encode(worksheet)
    except (TableError, FileError) as error:
        tells(error)
        return
    again = decode(written, "read.roi")
    assert again.content() == worksheet.content()
    calculated(again)
