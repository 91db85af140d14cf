"""Others that compute the same figures: NumPy by hand, polars, and spreadsheet engines as processes of their own.

polars, formualizer and HyperFormula are no part of the program. `benchmarks/get_peers.py` brings the last two into a
folder; who is not there is told as "not measured".
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import handwritten
import same_cells
import xlsxwriter
from get_peers import FOLDER

from roiapp.core.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
ENGINES = ("formualizer", "HyperFormula", "LibreOffice")
NAMES = ("NumPy by hand", "polars", *ENGINES)
#: seconds in which an engine has to have taken the sheet in, or to answer
PATIENCE = 240.0


class NotThereError(RuntimeError):
    """A peer cannot be had here; the text says why."""


class Peer(NamedTuple):
    """Calls that return the seconds they took: everything again; a figure of spend typed in a row (0, 1, …), and what
    follows from it read, where that is not everything again."""

    name: str
    full: Callable[[], float]
    edit: Callable[[int, float], float] | None = None


@contextmanager
def peer(name: str, sheet: Worksheet, folder: Path = FOLDER, check: bool = True) -> Iterator[Peer]:
    """One of `NAMES` with the figures of this worksheet, which it must share with ours when `check` is set. Raises
    NotThereError, AssertionError where a figure differs."""
    if name in ENGINES:
        with tempfile.TemporaryDirectory(prefix="peer-") as place:
            same_cells.write_cells(sheet, Path(place))
            with _asked(name, Path(place), folder) as ask:
                if check:
                    compare_engine(name, ask("figures"), sheet)
                yield Peer(name, lambda: float(ask("full")), lambda row, value: float(ask(f"edit {row + 1} {value}")))
    elif name == "polars":
        if find_spec("polars") is None:
            raise NotThereError("it is not installed")
        lazy = same_cells.Lazy(sheet)
        if check:
            same_cells.compare(name, lazy.figures(), same_cells.ours(sheet))
        yield Peer(name, lambda: _timed(lazy.run))
    else:
        by_hand = handwritten.Handwritten({id_: column[0] for id_, column in sheet.columns.items()})
        yield Peer(name, lambda: _timed(by_hand.run))


def compare_engine(name: str, answer: str, sheet: Worksheet) -> None:
    """An engine's figures, which it tells as JSON, or a row in a line as LibreOffice does."""
    if answer.startswith("{"):
        found = json.loads(answer)
        metrics, totals = found["metrics"], found["totals"]
    else:
        *rows, totals = [[_number(cell) for cell in line.split(",")] for line in answer.split(";")]
        metrics = list(zip(*rows, strict=True))
    same_cells.compare(name, same_cells.figures_of(metrics, totals), same_cells.ours(sheet))


def _number(text: str) -> float | None:
    return None if text.strip() == "-" else float(text)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def _asked(name: str, place: Path, folder: Path) -> Iterator[Callable[[str], str]]:
    """The engine as something that answers questions."""
    if name == "LibreOffice":
        with _libreoffice(place) as ask:
            yield ask
        return
    if name == "formualizer":
        python = folder / "venv" / "bin" / "python"
        there = python.exists()
        command = [python, HERE / "engine_formualizer.py", place]
    else:
        node = shutil.which("node")
        there = node is not None and (folder / "node_modules" / "hyperformula").exists()
        command = [node or "node", HERE / "engine_hyperformula.mjs", place, folder]
    if not there:
        raise NotThereError("it is not installed; benchmarks/get_peers.py brings it")
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, answers = process.stdin, process.stdout

        def ask(question: str) -> str:
            to.write(f"{question}\n")
            to.flush()
            return answers.readline().strip()

        try:
            if answers.readline().strip() != "ready":
                raise NotThereError("it does not take the sheet in")
            yield ask
        finally:
            to.close()
            process.kill()


@contextmanager
def _libreoffice(place: Path) -> Iterator[Callable[[str], str]]:
    """Calc without a window, driven by a macro in a profile of its own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise NotThereError("it is not installed")
    _write_book(place)
    command = [office, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*command, "--terminate_after_init"], timeout=PATIENCE, check=False, **quiet)
    library = place / "profile" / "user" / "basic" / "Standard"
    if not library.exists():
        raise NotThereError("it makes no profile here")
    written = json.loads((place / "sheet.json").read_text(encoding="utf-8"))
    known = {"folder": place, "rows": written["rows"], "inputs": written["inputs"],
             "figures": len(written["formulas"]), "totals": len(written["totals"])}  # fmt: skip
    macro = re.sub(
        r"\{(\w+)\}", lambda found: str(known[found[1]]), (HERE / "engine_libreoffice.bas").read_text(encoding="utf-8")
    )
    (library / "Module1.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(macro)}</script:module>\n',
        encoding="utf-8",
    )
    answer, question = place / "answer", place / "question"

    def answered() -> str:
        until = time.monotonic() + PATIENCE
        while not answer.exists():
            if time.monotonic() > until or process.poll() is not None:
                raise NotThereError("it does not answer")
            time.sleep(0.005)
        text = answer.read_text(encoding="utf-8").strip()
        answer.unlink()
        return text

    def ask(text: str) -> str:
        (place / "asking").write_text(f"{text}\n", encoding="utf-8")
        (place / "asking").replace(question)
        return answered()

    with subprocess.Popen([*command, "macro:///Standard.Module1.Main"], start_new_session=True, **quiet) as process:
        try:
            answered()
            yield ask
            ask("end")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)


def _write_book(place: Path) -> None:
    """The cells of a folder as a workbook."""
    import numpy as np

    written = json.loads((place / "sheet.json").read_text(encoding="utf-8"))
    rows = written["rows"]
    inputs = np.fromfile(place / "inputs.f64").reshape(written["inputs"], rows)
    with xlsxwriter.Workbook(place / "sheet.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            for column, value in enumerate(inputs[:, row].tolist()):
                if value == value:
                    sheet.write_number(row, column, value)
            for column, text in enumerate(written["formulas"], written["inputs"]):
                sheet.write_formula(row, column, text.replace("{r}", str(row + 1)))
        for column, text in enumerate(written["totals"]):
            sheet.write_formula(rows, column, text)
