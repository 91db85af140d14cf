"""Killing `roiapp edit` again and again while lines come in: by the suite and a benchmark."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from roiapp.files.document import working_folder
from roiapp.files.project_file import decode
from tests.forked_program import Started, program
from tests.killed_document import CHANNELS, FIELDS, Figures, Ledger, State, begin, cells, glance, look


def lines(ledger: Ledger, chance: random.Random) -> list[tuple[str, State]]:
    """Lines for one process, with the state after each: figures set, some taken back and made again, some saved."""
    found: list[tuple[str, State]] = []
    now = ledger.states[-1]
    undone: State | None = None
    before: State | None = None
    figure = int(max(now.values(), default=0))
    for _ in range(chance.randrange(1, 400)):
        dice = chance.random()
        if before is not None and dice < 0.1:
            line, now, undone, before = "undo", before, now, None
        elif undone is not None and dice < 0.5:
            line, now, before, undone = "redo", undone, now, None
        elif dice > 0.97:
            line = "save"
        else:
            figure += 1
            place = FIELDS[figure % len(FIELDS)], figure % CHANNELS
            line, before, undone = f"set C{place[1]} {place[0]} {figure}", now, None
            now = {**now, place: float(figure)}
        found.append((line, now))
    return found


def edit_and_kill(file: Path, home: Path, ledger: Ledger, chance: random.Random, figures: Figures) -> None:
    """Hand lines to one process, kill it at a random moment and note what it had acknowledged."""
    given = lines(ledger, chance)
    first = len(ledger.states)
    ledger.states.extend(state for _, state in given)
    answers: list[str] = []
    with TemporaryDirectory() as streams:
        process = Started("edit", str(file), home=home, folder=Path(streams))

        def listen() -> None:
            with process.output as said:
                answers.extend(iter(said.readline, ""))

        listener = threading.Thread(target=listen)
        listener.start()
        # From before it has begun to after the last line; most of them while it is at work.
        deadline = time.monotonic() + chance.choice((0.02, 0.3, 2.0)) * chance.random()
        after_answers = chance.randrange(len(given) + 1) if chance.random() < 0.7 else len(given) + 1
        try:
            for line, _ in given:
                process.input.write(line + "\n")
                if chance.random() < 0.05:
                    process.input.flush()
                    time.sleep(chance.random() * 0.003)
            process.input.flush()
            while time.monotonic() < deadline or (after_answers <= len(given) and len(answers) < after_answers):
                assert listener.is_alive(), process.errors()
                time.sleep(0.0005)
        finally:
            process.kill()
            listener.join()
    whole = [answer for answer in answers if answer.endswith("\n")]
    for number, answer in enumerate(whole):
        assert answer == f"{'saved' if given[number][0] == 'save' else 'ok'} {number + 1}\n"
        ledger.acknowledged = first + number
        if answer.startswith("saved"):
            ledger.published = first + number
            figures.saves += 1
    figures.kills += 1
    figures.acknowledged += len(whole)
    figures.before_first += not whole


def run(folder: Path, kills: int, seed: int) -> Figures:
    """Kill so many times on one document and check everything after each. Raises AssertionError on the first thing
    lost."""
    chance = random.Random(seed)
    home, file = begin(folder)
    ledger, figures = Ledger(), Figures()
    for _ in range(kills):
        edit_and_kill(file, home, ledger, chance, figures)
        look(file, home, ledger, glance(file, home, ledger, figures))
    done = program("edit", str(file), home=home, lines="save\n")
    assert (done.returncode, done.stdout) == (0, "saved 1\n"), done.stderr
    assert cells(decode(file.read_bytes())) == ledger.states[-1]
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert list(working_folder(home / "state").iterdir()) == []
    return figures
