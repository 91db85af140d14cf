"""The program in a process of its own for each command, without the second that Python needs for its libraries: each is
forked from one that has loaded them and looked up one name of a column, which has all names sorted, and done nothing
else.

That a command works from a cold start too: `test_cli_cold`.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parents[1]
COLD: Final = (sys.executable, "-X", "utf8", str(ROOT / "main.py"))
#: what a command loads sooner or later: of others, and packages of ours
_OTHERS: Final = ("babel.core", "babel.numbers", "defusedxml.ElementTree", "numpy", "openpyxl", "pandas",
                  "platformdirs", "python_calamine", "xlsxwriter")  # fmt: skip
_OURS: Final = ("roiapp.core", "roiapp.analysis", "roiapp.files")
_COMMANDS: Final = tuple(f"roiapp.{path.stem}" for path in sorted((ROOT / "roiapp").glob("cli*.py")))


def program(
    *words: str, home: Path, lines: str = "", timeout: float = 120, cold: bool = not hasattr(os, "fork")
) -> subprocess.CompletedProcess[str]:
    """What a command says and how it ends; `lines` is what it reads. `home`: where it keeps settings and state."""
    surroundings = {**os.environ, "ROIAPP_HOME": str(home)}
    if cold:
        return subprocess.run(
            [*COLD, *words], cwd=ROOT, input=lines, capture_output=True, check=False, encoding="utf-8",
            errors="surrogateescape", timeout=timeout, env=surroundings,
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        for path in streams:
            path.write_text(lines if path.name == "in" else "", "utf-8", "surrogateescape")
        asked = {"words": words, "streams": [*map(str, streams)], "surroundings": surroundings, "seconds": timeout}
        code = _forking().ask(asked)
        out, err = (path.read_text("utf-8", "surrogateescape") for path in streams[1:])
    return subprocess.CompletedProcess(words, code, out, err)


class Started:
    """A command that goes on until it is killed: what it reads is written to `input`, what it says is read from
    `output`, and what it complains of stands in a file of the folder."""

    def __init__(self, *words: str, home: Path, folder: Path, timeout: float = 120) -> None:
        surroundings = {**os.environ, "ROIAPP_HOME": str(home)}
        streams = [folder / name for name in ("in", "out", "err")]
        for path in streams[:2]:
            os.mkfifo(path)
        self._errors = streams[2]
        self._errors.touch()
        asked = {"words": words, "streams": [*map(str, streams)], "surroundings": surroundings, "seconds": timeout}
        self.process = _forking().ask({**asked, "stays": True})
        self.input = streams[0].open("w", encoding="utf-8")
        self.output = streams[1].open(encoding="utf-8")

    def kill(self) -> None:
        """As `kill -9` does; it is gone afterwards."""
        os.kill(self.process, signal.SIGKILL)
        _forking().ask({"ended": self.process})
        with suppress(BrokenPipeError):  # what it has not read
            self.input.close()

    def errors(self) -> str:
        return self._errors.read_text("utf-8", "surrogateescape")


class _Forking:
    """The process that forks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.forked_program"], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip

    def ask(self, asked: Mapping[str, object]) -> int:
        """Run one command; its exit code. One that `stays` is only begun; its number."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        with self._process as process:
            assert process.stdin
            process.stdin.close()


@cache
def _forking() -> _Forking:
    made = _Forking()
    atexit.register(made.end)
    return made


def _serve() -> None:
    """Answer each line of stdin, a command, with its exit code."""
    ours = [each.name for name in _OURS for each in pkgutil.walk_packages(import_module(name).__path__, f"{name}.")]
    for name in (*_OTHERS, "roiapp.app", *_COMMANDS, *ours):
        import_module(name)
    from roiapp.core.catalog import standard
    from roiapp.files.dialects import meanings

    assert meanings("Spend", standard())
    gc.freeze()
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        child = asked.get("ended") or os.fork()
        if not child:
            _become(asked["words"], asked["streams"], asked["surroundings"], asked["seconds"])
        answer = child
        if not asked.get("stays"):
            _, status = os.waitpid(child, 0)
            answer = os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _become(words: list[str], streams: list[str], surroundings: dict[str, str], seconds: float) -> NoReturn:
    """Be the program as `main.py` starts it, with these files as its streams; what takes too long is killed. It ends
    without taking down one by one what it has of the process it was forked from: that takes longer than most commands.
    """
    for handle, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_APPEND), handle)
    os.environ.clear()
    os.environ.update(surroundings)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.argv = ["main.py", *words]
    from roiapp.app import main

    code = main()
    threading._shutdown()  # type: ignore[attr-defined]  # as Python does at its end, and `multiprocessing` in a fork
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
