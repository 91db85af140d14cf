"""Reading any foreign table, in a process of its own with bounded memory and time.

Whatever the file holds, what comes back is a `Table` or a `TableError` with a sentence.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from roiapp import language
from roiapp.files.reading_process import SECONDS, WORD
from roiapp.files.table_parcels import unpack
from roiapp.files.table_sender import LENGTH
from roiapp.files.tables import Cell, Formulas, Sheet, Table, TableError
from roiapp.language import tr

#: `-m` would load what looks for modules first
_BEGIN: Final = "import sys; from roiapp.files.reading_process import main; main(sys.argv[1:])"
#: bytes on their way, so that the process need not wait for the program nor the program for it
_PIPE: Final = 1 << 20
_ROOT: Final = Path(__file__).resolve().parents[2]


class StoppedError(TableError):
    """Nobody wants the table any more."""


class Reading:
    """One table on its way, for whoever shows how far it is and may stop it, from any thread."""

    def __init__(self) -> None:
        #: how much is read, from 0 to 1; None: nobody knows
        self.fraction: float | None = None
        #: whether the table is there
        self.over = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """End it now. `read_table` raises `StoppedError`."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _begun(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._process = process
            if self._stopped:
                process.kill()

    def _ended(self) -> None:
        with self._lock:
            self._process = None


def read_table(path: str | os.PathLike[str], seconds: float = SECONDS, reading: Reading | None = None) -> Table:
    """The table in a file: csv, tsv, txt, xlsx, xlsm, xls or ods, by its bytes. `reading` tells how far it is and can
    stop it. Raises `TableError`."""
    reading = reading or Reading()
    until = time.monotonic() + seconds
    place = str(Path(path).absolute())
    said, table = _run([place, language.current()], until, seconds, reading)
    if table is None and not said:
        # What reads cells does not say what it died of; what looks at the parts may.
        said, _ = _run([place, language.current(), "look"], until, seconds, reading)
    if table is not None:
        reading.over = True
        return table
    raise TableError(
        " ".join(said.splitlines())
        or tr("The file cannot be read as a table; it may be damaged or made to do harm. Save it as .xlsx or .csv.")
    )


def _run(arguments: list[str], until: float, seconds: float, reading: Reading) -> tuple[str, Table | None]:
    """The sentence of the process or its table; neither where it came to harm. Raises `TableError` where it took too
    long, was stopped or did not begin."""
    known = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    # One arena: each of them takes room from what the process is allowed, used or not.
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(known), "MALLOC_ARENA_MAX": "1"}
    try:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [*_program(), *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=surroundings, pipesize=_PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(max(until - time.monotonic(), 0.0), stop)
            timer.start()
            try:
                reading._begun(process)
                assert process.stdout is not None
                with process.stdout as out, _without_gc():
                    answer = _received(out, reading)
            finally:
                timer.cancel()
                process.kill()
                process.wait()
                reading._ended()
    except (OSError, ValueError) as error:  # a name with a NUL byte is a ValueError
        raise TableError(tr("The file cannot be read: {reason}.", reason=error)) from error
    if reading.stopped:
        raise StoppedError(tr("Stopped."))
    if late.is_set() and answer == ("", None):
        raise TableError(
            tr("Reading the file took longer than {seconds} seconds and was stopped.", seconds=round(seconds))
        )
    return answer


def _program() -> list[str]:
    """What begins the process."""
    if getattr(sys, "frozen", False):
        # On Windows the window's own program has no stdout: the one for the terminal lies beside it.
        program = Path(sys.executable)
        return [str(program.with_name(f"roiapp{program.suffix}")), WORD]
    return [sys.executable, "-P", "-S", "-c", _BEGIN]


@contextmanager
def _without_gc() -> Iterator[None]:
    """Lists by the hundred thousand make Python look for what nobody needs any more, over and over."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.freeze()  # what came is not looked through now:
            gc.unfreeze()  # it is as old as all else
            gc.enable()


def _received(out: IO[bytes], reading: Reading) -> tuple[str, Table | None]:
    """What the process says, until it has said all."""
    sheets: list[tuple[str, bool, list[list[Cell]]]] = []
    for message in _messages(out):
        match message:
            case ("sheet", name, hidden):
                sheets.append((name, hidden, []))
            case ("rows", parcel):
                sheets[-1][2].extend(unpack(parcel))
            case ("again",):
                sheets[-1][2].clear()
            case ("done", part, whole):
                reading.fraction = min(part / whole, 1.0) if whole else None
            case ("refused", sentence):
                return sentence, None
            case ("table", encoding, separator, told):
                return "", Table(tuple(map(_sheet, sheets, told)), encoding, separator)
    return "", None


def _messages(out: IO[bytes]) -> Iterator[Any]:
    while len(length := out.read(LENGTH)) == LENGTH:
        size = int.from_bytes(length, "little")
        data = out.read(size)
        if len(data) < size:
            return
        yield marshal.loads(data)  # noqa: S302 - written by our own process


def _sheet(sent: tuple[str, bool, list[list[Cell]]], told: Any) -> Sheet:
    (name, hidden, rows), (count, marks, formulas, comments) = sent, told
    del rows[count:]
    return Sheet(name, rows, hidden, marks, None if formulas is None else Formulas(*formulas), comments)
