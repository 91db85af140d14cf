"""Reading any foreign table, in a process of its own with bounded memory and time.

Whatever the file holds, what comes back is a `Table` or a `TableError` with a sentence.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from roiapp import language
from roiapp.files.reading_process import SECONDS, table_of
from roiapp.files.tables import Table, TableError
from roiapp.language import tr

_ROOT: Final = Path(__file__).resolve().parents[2]


def read_table(path: str | os.PathLike[str], seconds: float = SECONDS) -> Table:
    """The table in a file: csv, tsv, txt, xlsx, xlsm, xls or ods, by its bytes. Raises `TableError`."""
    known = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    arguments = [str(Path(path).absolute()), language.current()]
    command = [sys.executable, "-P", "-m", "roiapp.files.reading_process", *arguments]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(known)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise TableError(
            tr("Reading the file took longer than {seconds} seconds and was stopped.", seconds=round(seconds))
        ) from error
    except (OSError, ValueError) as error:  # a name with a NUL byte is a ValueError
        raise TableError(tr("The file cannot be read: {reason}.", reason=error)) from error
    if done.returncode or not done.stdout:
        raise TableError(
            tr("The file cannot be read as a table; it may be damaged or made to do harm. Save it as .xlsx or .csv.")
        ) from RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    kind, content = marshal.loads(done.stdout)  # noqa: S302 - written by our own process
    if kind == "refused":
        raise TableError(content)
    return table_of(content)
