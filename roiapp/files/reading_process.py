"""The process that reads a foreign file, so that a crafted one can take down nothing else.

Started by `table_reader`, which calls `main` with the file, the language and perhaps "look". What it says on stdout is
in `table_sender`; anything else (a crash, the limits) the program turns into a sentence. With "look" it only looks at
the parts of a workbook, to say what the reader of its cells died of.
"""

from __future__ import annotations

import errno
import gc
import os
import stat
import sys

from roiapp.files.late_language import speak, tr
from roiapp.files.table_errors import OddQuotesError, TableError
from roiapp.files.table_sender import Sender, TooManyCellsError
from roiapp.files.text_tables import MOST_CELLS, TextTable, too_large

TYPE_CHECKING = False  # `typing` itself takes a third of the time in which this process starts
if TYPE_CHECKING:
    from typing import Final, NoReturn

#: what the packaged program is called with to be this process
WORD: Final = "--read-table"
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
    # Two threads may use the processor; the clock is kept by the program.
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 2 * SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no bound on memory; a lower bound set outside stays
            continue


def bytes_of(path: str) -> bytes:
    """What is in the file. Raises `TableError`."""
    try:
        # A pipe would let nobody wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
            before = os.fstat(handle)
            if sentence := _not_to_be_read(before):
                raise TableError(sentence)
            data = file.readall()
            after = os.fstat(handle)
    except IsADirectoryError as error:
        raise TableError(tr("This is a folder, not a file.")) from error
    except FileNotFoundError as error:
        raise TableError(tr("There is no such file.")) from error
    except PermissionError as error:
        if os.path.isdir(path):  # noqa: PTH112 - Windows opens no folders
            raise TableError(tr("This is a folder, not a file.")) from error
        raise TableError(tr("You are not allowed to read this file. Ask whoever owns it.")) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise TableError(tr("The name is a link that leads back to itself. Choose the file itself.")) from error
        reason = error.strerror or type(error).__name__
        raise TableError(tr("The file cannot be read: {reason}.", reason=reason)) from error
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or len(data) != after.st_size:
        raise TableError(tr("The file is being written this moment. Open it again when that is done."))
    return data


def _not_to_be_read(found: os.stat_result) -> str:
    """Why, "" for a file of a size that is read."""
    if not stat.S_ISREG(found.st_mode):
        return tr("This is no ordinary file. Copy what is in it into one, and choose that.")
    if found.st_size > _LARGEST_FILE:
        return tr("The file is larger than {most} MB, the most that is read.", most=_LARGEST_FILE >> 20)
    return ""


def send(data: bytes, sender: Sender, *, look: bool = False) -> None:
    """Send the table in a file, by what its bytes say and whatever its name. Raises `TableError`."""
    if data.startswith((_ZIP, _OLE)):
        if not getattr(sys, "frozen", False):
            import site

            site.main()  # the process begins without what was installed, which takes a while to be found
        from roiapp.files.workbook_tables import look_at_workbook, send_workbook

        (look_at_workbook if look else send_workbook)(data, sender)
        return
    for first, kind in _OTHERS:
        if data.startswith(first):
            raise TableError(tr("This is a {kind} file, not a table. Choose a csv, xlsx, xls or ods file.", kind=kind))
    text = TextTable(data)
    sender.sheet("")

    def done() -> tuple[int, int]:
        return text.read, len(text)

    try:
        try:
            rows = sender.texts(text.pieces(), MOST_CELLS, done)
        except OddQuotesError:
            sender.again()
            rows = sender.texts(text.pieces(strict=False), MOST_CELLS, done)
    except TooManyCellsError as error:
        raise too_large() from error
    sender.table([(rows, {}, None, None)], text.encoding, text.separator)


def main(arguments: list[str]) -> NoReturn:
    """Send the table; does not come back."""
    limit()
    gc.disable()  # everything is kept until the end, which is near
    path, language, *look = arguments
    speak(language)
    sender = Sender(sys.stdout.fileno())
    try:
        send(bytes_of(path), sender, look=bool(look))
    except TableError as error:
        sender.refuse(str(error))
    except MemoryError:
        sender.refuse(tr("The file needs more memory than reading a table may take."))
    os._exit(0)  # nothing is to be tidied up

