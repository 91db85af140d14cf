"""`roiapp edit` killed at random moments: what was acknowledged is there, the file can be read, nothing in the way.

A longer run: KILLS=1000 python -m pytest tests/test_cli_edit_kills.py
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from roiapp.core.worksheet import Worksheet, build
from roiapp.files.document import waiting
from roiapp.files.project_file import decode
from roiapp.files.session import Session

ROOT = Path(__file__).parents[1]
KILLS, TOGETHER = int(os.environ.get("KILLS", "50")), 10
START = [sys.executable, "-c", "import sys; from roiapp.cli import run; sys.exit(run(['edit', sys.argv[1]]))"]
CHANNELS, FIELDS = 5, ("spend", "visits", "leads")

State = dict[tuple[str, int], float]


@dataclass
class Ledger:
    """What one document must hold: its state after each line that was ever sent, and how many of them are certain."""

    states: list[State] = field(default_factory=lambda: [{}])
    acknowledged: int = 0
    published: int = 0
    figure: int = 0

    def lines(self, chance: random.Random) -> list[tuple[str, State]]:
        """Lines for one process, with the state after each: figures set, some taken back and made again, some saved."""
        found: list[tuple[str, State]] = []
        now = self.states[-1]
        undone: State | None = None
        before: State | None = None
        for _ in range(chance.randrange(1, 400)):
            dice = chance.random()
            if before is not None and dice < 0.1:
                line, now, undone, before = "undo", before, now, None
            elif undone is not None and dice < 0.5:
                line, now, before, undone = "redo", undone, now, None
            elif dice > 0.97:
                line = "save"
            else:
                self.figure += 1
                place = FIELDS[self.figure % len(FIELDS)], self.figure % CHANNELS
                line, before, undone = f"set C{place[1]} {place[0]} {self.figure}", now, None
                now = {**now, place: float(self.figure)}
            found.append((line, now))
        return found

    def check(self, found: State, least: int) -> int:
        """The line after which the document was just so: `least` or a later one."""
        for number in range(len(self.states) - 1, least - 1, -1):
            if self.states[number] == found:
                return number
        pytest.fail(f"{least} of {len(self.states) - 1} lines are certain, but {found} is in none of the later states")


def figures(sheet: Worksheet) -> State:
    return {
        (name, channel): value
        for name, column in sheet.columns.items()
        for channel, value in enumerate(column[0].tolist())
        if value == value
    }


def edit_and_kill(file: Path, home: Path, ledger: Ledger, chance: random.Random) -> None:
    lines = ledger.lines(chance)
    first = len(ledger.states)
    ledger.states.extend(state for _, state in lines)
    answers: list[str] = []
    with subprocess.Popen(
        [*START, str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "ROIAPP_HOME": str(home)},
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout

        def listen() -> None:
            assert process.stdout
            answers.extend(iter(process.stdout.readline, ""))

        listener = threading.Thread(target=listen)
        listener.start()
        # From before it has begun to after the last line; most of them while it is at work.
        deadline = time.monotonic() + chance.choice((0.02, 0.3, 2.0)) * chance.random()
        after_answers = chance.randrange(len(lines) + 1) if chance.random() < 0.7 else len(lines) + 1
        try:
            for line, _ in lines:
                process.stdin.write(line + "\n")
                if chance.random() < 0.05:
                    process.stdin.flush()
                    time.sleep(chance.random() * 0.003)
            process.stdin.flush()
            while time.monotonic() < deadline or (after_answers <= len(lines) and len(answers) < after_answers):
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.0005)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            listener.join()
    for number, answer in enumerate(answers):
        if not answer.endswith("\n"):
            break
        assert answer == f"{'saved' if lines[number][0] == 'save' else 'ok'} {number + 1}\n"
        ledger.acknowledged = first + number
        if answer.startswith("saved"):
            ledger.published = first + number


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(KILLS // TOGETHER))
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    home, file = tmp_path / "home", tmp_path / "documents" / "year.roi"
    file.parent.mkdir()
    session = Session.new(build([f"C{number}" for number in range(CHANNELS)]), home / "state")
    session.save_as(file)
    session.close()
    ledger = Ledger()
    for _ in range(TOGETHER):
        edit_and_kill(file, home, ledger, chance)
        ledger.check(figures(decode(file.read_bytes())), ledger.published)
        leftover = waiting(file, home / "state")
        if leftover is None:
            certain = ledger.check(figures(decode(file.read_bytes())), ledger.acknowledged)
        else:
            # The lock of the dead is taken over, or this would be refused.
            session = Session.recover(leftover, home / "state")
            certain = ledger.check(figures(session.worksheet), ledger.acknowledged)
            session.close()
        # What came after the last certain line was never done; the next process goes on from there.
        del ledger.states[certain + 1 :]
        ledger.acknowledged = certain
    done = subprocess.run(
        [*START, str(file)], cwd=ROOT, input="save\n", capture_output=True, check=True, text=True,
        env={**os.environ, "ROIAPP_HOME": str(home)},
    )  # fmt: skip
    assert done.stdout == "saved 1\n"
    assert figures(decode(file.read_bytes())) == ledger.states[-1]
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert list((home / "state" / "working").iterdir()) == []
