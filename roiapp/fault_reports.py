"""What is written down of a fault that nobody foresaw: a file in the state folder that the user may send. Nothing is
sent from here.

A report says where in the program it happened and on what. It has no text of an error, since that may hold what
somebody typed, and of every path only what belongs to the program and its libraries.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from traceback import StackSummary, walk_tb
from types import TracebackType
from typing import Final

from roiapp.installed import installed_version
from roiapp.settings import reports_folder

#: how many reports are kept, the latest
KEPT: Final = 5
_ELSEWHERE: Final = "…"
_PARTS: Final = ("PySide6-Essentials", "numpy", "pandas", "scipy", "pyqtgraph", "openpyxl", "XlsxWriter")
_MOST_FRAMES: Final = 60
_HERE: Final = Path(__file__).resolve().parent.parent
#: how faulthandler names a place
_PLACE: Final = re.compile(r'File "([^"\n]*)"')


def place(path: str) -> str:
    """A file of the program or of a library without what lies above it; of any other file nothing."""
    parts = re.split(r"[/\\]", path)
    if getattr(sys, "frozen", False) and not Path(path).is_absolute() and not path.startswith("<"):
        return "/".join(parts)  # packed modules have no other place
    for above in ("site-packages", "dist-packages"):
        if above in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(above) :])
    with suppress(ValueError):
        inside = Path(path).relative_to(_HERE).parts
        if inside[0] in ("roiapp", "main.py"):
            return "/".join(inside)
    if path.startswith("<frozen "):
        return path
    with suppress(ValueError):
        return "/".join(Path(path).relative_to(os.path.dirname(os.__file__)).parts)  # noqa: PTH120  as Python has it
    return _ELSEWHERE


def write(error: BaseException, trace: TracebackType | None, actions: Iterable[str]) -> Path:
    """Write a report; `actions` are the ids of what was done last. Raises OSError."""
    return _written(datetime.now().astimezone(),
                    [f"Last actions: {', '.join(actions) or 'none'}", "", *_said(error, trace)])  # fmt: skip


def of_crash(crash: Path) -> Path:
    """The report of what Python wrote down when the program was ended by a fault below it. Raises OSError."""
    said = crash.read_text(encoding="utf-8", errors="replace")
    moment = datetime.fromtimestamp(crash.stat().st_mtime).astimezone()
    return _written(moment, [_PLACE.sub(lambda found: f'File "{place(found[1])}"', said)])


def _written(moment: datetime, lines: Iterable[str]) -> Path:
    """A report of that moment; the oldest go."""
    where = reports_folder()
    where.mkdir(parents=True, exist_ok=True)
    path = where / f"report-{moment:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text("\n".join([*_head(moment), *lines, ""]), encoding="utf-8")
    for old in sorted(where.glob("report-*.txt"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return path


def _head(moment: datetime) -> Iterator[str]:
    yield "Channel ROI: report of a fault"
    yield "It has no figures, names or texts of your documents. Nothing was sent."
    yield ""
    yield f"When: {moment.isoformat(timespec='seconds')}"
    yield f"Program: {installed_version() or 'from source'}"
    yield f"Python: {platform.python_version()} ({platform.python_implementation()})"
    yield f"System: {platform.system()} {platform.release()}, {platform.machine()}"
    libraries = (f"{name} {installed_version(name) or '?'}" for name in _PARTS)
    yield f"Libraries: {', '.join(libraries)}"


def _said(error: BaseException, trace: TracebackType | None) -> Iterator[str]:
    """The kinds of the error and of those before it, the first first, with the lines that were being run."""
    known: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in known:
        known.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    for each in reversed(known):
        yield f"{type(each).__module__}.{type(each).__qualname__}"
        yield from frames(trace if each is error else each.__traceback__)
        yield ""


def frames(trace: TracebackType | None) -> Iterator[str]:
    """Each place of a traceback with the line of the program, the fault last."""
    found = StackSummary.extract(walk_tb(trace), lookup_lines=False)
    for frame in found[-_MOST_FRAMES:]:
        name = place(frame.filename)
        yield f"  {name}:{frame.lineno} in {frame.name if name != _ELSEWHERE else _ELSEWHERE}"
        if name.startswith("roiapp/") and frame.line:
            yield f"    {frame.line}"
