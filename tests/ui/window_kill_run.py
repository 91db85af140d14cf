"""Killing the window again and again while somebody types into it, and looking at what it left: by the suite and a
benchmark. `window_typist` is the process that is killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from roiapp.files.document import working_folder
from roiapp.files.project_file import decode
from tests import killed_document
from tests.killed_document import Ledger, State, begin, cells, glance, look

ROOT = Path(__file__).resolve().parents[2]
TYPIST = Path(__file__).with_name("window_typist.py")
PATIENCE = 60.0  # seconds; only a failure waits so long


@dataclass
class Figures(killed_document.Figures):
    """What a run of kills showed; `acknowledged` and `saves` are how often the status bar came to say so."""

    changes: int = 0
    mid_entry: int = 0  # killed while an entry stood half in the editor
    mid_save: int = 0  # killed while “Saving…” was shown for the file
    taken_up: int = 0  # kept work that the next window offered
    dead_sockets: int = 0  # killed while it listened for later starts; the next start takes the socket away


def run(folder: Path, kills: int, seed: int, platform: str = "offscreen") -> Figures:
    """Kill so many windows on one document and check everything after each. Raises AssertionError on the first thing
    lost."""
    with TemporaryDirectory(prefix="roi") as runtime:  # where sockets are made, by a name that is short enough
        return _run(folder, Path(runtime), kills, seed, platform)


def _run(folder: Path, runtime: Path, kills: int, seed: int, platform: str) -> Figures:
    chance = random.Random(seed)
    home, file = begin(folder)
    ledger, figures = Ledger(), Figures()
    for kill in range(kills):
        type_and_kill(_Window(file, home, runtime, seed * 1000 + kill, platform), ledger, chance, figures)
        dead = list(runtime.iterdir())
        assert len(dead) <= 1, "one start has not taken away what the one before left"
        figures.dead_sockets += len(dead)
        leftover = glance(file, home, ledger, figures)
        if chance.random() < 0.3:  # else the next window is the first who comes
            look(file, home, ledger, leftover)
    with _Window(file, home, runtime, seed, platform, finish=True) as window:
        assert window.process.wait(PATIENCE) == 0, window.error()
    ledger.settle(state_of(window.lines_of("opened")[0]))
    assert cells(decode(file.read_bytes())) == ledger.states[-1]
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert [path.name for path in working_folder(home / "state").iterdir()] == []
    assert list(runtime.iterdir()) == []
    assert not list((home / "state").glob("window*"))
    assert not list(home.rglob("*.log*")), "something unexpected happened in one of the windows"
    return figures


def type_and_kill(window: _Window, ledger: Ledger, chance: random.Random, figures: Figures) -> None:
    """Kill a window just started at a random moment and note what it had shown as kept."""
    with window:
        if chance.random() < 0.2:
            time.sleep(chance.uniform(0, 1.5))  # mostly before it shows anything
        else:
            # After so many of its lines, however fast this machine is; then a moment more.
            assert window.says(chance.randrange(1, 100)), window.lines
            time.sleep(chance.uniform(0, 0.03))
        assert window.process.poll() is None, window.error()
        window.process.kill()
    opened = window.lines_of("opened")
    figures.kills += 1
    figures.before_first += not opened
    if not opened:
        return
    # It shows what the one before left.
    ledger.settle(state_of(opened[0]))
    first = len(ledger.states) - 1
    ledger.states.extend(map(state_of, window.lines_of("next")))
    kept, saved = window.lines_of("kept"), window.lines_of("saved")
    ledger.acknowledged = first + max([0, *kept, *saved])
    if saved:
        ledger.published = first + saved[-1]
    where = next((line["at"] for line in reversed(window.lines) if "at" in line), "")
    figures.mid_entry += where == "entry"
    figures.mid_save += where == "save" and "at" in window.lines[-1]
    figures.changes += len(window.lines_of("next"))
    figures.acknowledged += len(kept)
    figures.saves += len(saved)
    figures.taken_up += {"at": "offer"} in window.lines


def state_of(figures: list[tuple[str, int, float]]) -> State:
    return {(name, channel): value for name, channel, value in figures}


class _Window:
    """One process with its lines as they come."""

    def __init__(
        self, file: Path, home: Path, runtime: Path, seed: int, platform: str, *, finish: bool = False
    ) -> None:
        self.lines: list[dict[str, Any]] = []
        self._said, self._ended = threading.Condition(), False
        words = [sys.executable, str(TYPIST), str(file), str(seed), *(["finish"] if finish else [])]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "ROIAPP_HOME": str(home), "QT_QPA_PLATFORM": platform, "XDG_RUNTIME_DIR": str(runtime)},
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._said:
                if line.endswith(b"\n"):
                    self.lines.append(json.loads(line))
                self._said.notify_all()
        with self._said:
            self._ended = True
            self._said.notify_all()

    def says(self, lines: int) -> bool:
        """Wait until it has said so many lines; False where it ends or says nothing for long."""
        with self._said:
            return self._said.wait_for(lambda: len(self.lines) >= lines or self._ended, PATIENCE)

    def lines_of(self, word: str) -> list[Any]:
        return [line[word] for line in self.lines if word in line]

    def error(self) -> str:
        assert self.process.stderr
        return f"exit code {self.process.returncode}: {self.process.stderr.read().decode()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._listener.join()
        assert self.process.stdout
        assert self.process.stderr
        self.process.stdout.close()
        self.process.stderr.close()
