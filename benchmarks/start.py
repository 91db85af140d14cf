"""The cold start row of the speed table: whole processes, from starting one to its saying READY.

"Cold" means a fresh process; files stand in the system's cache and bytecode is compiled for both sides.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sample_workbook
from pairs import Missing, Row, together, worked

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"painted": 1.25, "real": None, "figures": 2.3, "charts": 4.5}
NAMES = {
    "painted": "shell painted, as an outline",
    "real": "shell painted, real toolbar and grid",
    "figures": "sample's figures",
    "charts": "charts",
}
BARE = [sys.executable, str(Path(__file__).with_name("bare_table.py"))]
REAL = [sys.executable, str(Path(__file__).with_name("real_shell.py"))]
OURS = [sys.executable, str(ROOT / "main.py")]
#: how long a start may take before it counts as hung
PATIENCE = 60.0
NO_DISPLAY = "no X display in which Qt opens windows, and none can be made"


class NotReadyError(RuntimeError):
    """A process ended without saying READY; the text is what it said instead."""


def cold_start(rounds: int) -> Iterator[Row | Missing]:
    """Rows of the cold start, without a screen and, where there is a display, in a window."""
    for folder in ("roiapp", "benchmarks"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="start-") as home:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"ROIAPP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        yield from _rows("offscreen", environment, rounds)
        yield _against_calc(Path(home), environment, max(3, rounds // 4))
        with display() as name:
            if name is None:
                yield Missing("Cold start in a window", NO_DISPLAY)
            else:
                yield from _rows("X display", environment | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name}, rounds)


def _rows(size: str, environment: dict[str, str], rounds: int) -> Iterator[Row | Missing]:
    found: dict[str, list[tuple[float, float]]] = {step: [] for step in ("bare", *LIMITS)}
    commands = {"bare": BARE} | {step: [*OURS, "--until", step] for step in LIMITS} | {"real": REAL}
    try:
        for i in range(rounds + 1):
            for step, command in commands.items():
                taken = until_ready(command, environment)
                if i:  # the first round warms up
                    found[step].append(taken)
    except NotReadyError as error:
        yield Missing(f"Cold start, {size}", str(error))
        return
    for step, limit in LIMITS.items():
        yield Row(
            f"Cold start: {NAMES[step]}",
            size,
            *together(found[step], found["bare"]),
            limit=limit,
            against="bare table",
        )


def until_ready(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from starting a process to its READY, on the wall and of the processor; waits for its end. Raises
    NotReadyError."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - start, used(process.pid)
        try:
            _, errors = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            errors = "it did not end"
    if line.strip() != "READY" or process.returncode:
        lines = errors.strip().splitlines() or [f"ended with {process.returncode}"]
        raise NotReadyError(next((line for line in lines if "platform plugin" in line), lines[-1]))
    return seconds


def used(process: int) -> float:
    """Processor seconds of a process so far, all its threads; 0 where the system does not tell."""
    tasks = Path(f"/proc/{process}/task")
    if not tasks.exists():
        return 0.0
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks.iterdir()) / 1e9


def _against_calc(folder: Path, environment: dict[str, str], rounds: int) -> Row | Missing:
    """Figures against LibreOffice Calc opening the same sheet: without a window, which spares it the painting."""
    work = "Cold start: sample's figures"
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return Missing(f"{work}, against LibreOffice Calc", "it is not installed")
    sheet = folder / "sample.xlsx"
    sample_workbook.write(sheet)
    profile = (folder / "profile").as_uri()
    # Opening is starting with the sheet less what writing it as text and ending take, which is little.
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "csv"]
    command += ["--outdir", str(folder / "out"), str(sheet)]
    ours, theirs = [], []
    for i in range(rounds + 1):
        start, begun = time.perf_counter(), worked()
        try:
            subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return Missing(f"{work}, against LibreOffice Calc", "it does not open the sheet here")
        calc = time.perf_counter() - start, worked() - begun
        if i:  # the first round makes its profile
            theirs.append(calc)
            ours.append(until_ready([*OURS, "--until", "figures"], environment))
    return Row(work, "offscreen", *together(ours, theirs), limit=0.5, against="LibreOffice Calc, headless")


def opens_windows(display: str) -> bool:
    """Whether Qt has what it needs for a window on an X display."""
    try:
        until_ready(BARE, os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    except NotReadyError:
        return False
    return True


@contextmanager
def display() -> Iterator[str | None]:
    """The name of an X display in which Qt opens windows: the one that is there, else one made for the occasion, else
    None."""
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"] if opens_windows(os.environ["DISPLAY"]) else None
        return
    server = shutil.which("Xvfb")
    if server is None:
        yield None
        return
    read, write = os.pipe()
    command = [server, "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as process:
        os.close(write)
        try:
            with os.fdopen(read, encoding="ascii") as answer:
                number = answer.readline().strip()
            yield f":{number}" if number and opens_windows(f":{number}") else None
        finally:
            process.terminate()
