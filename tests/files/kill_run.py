"""Killing a process that keeps and saves, again and again, and looking at what it left: by the suite and a benchmark.

The document is a chain: the number of the last step in it and a hash over all steps so far. So a step lost, doubled,
torn or out of order anywhere shows. As a program it is the process that is killed: it says `ok N` for a durable step
and `saved N` for a save, on stdout.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from roiapp.files import lock_file  # noqa: E402  the process that is killed finds them by the line above
from roiapp.files.safe_write import stamp_of  # noqa: E402
from roiapp.files.working_copy import Step, WorkingCopy, leftovers  # noqa: E402

KINDS = ("edit", "edit", "undo", "redo")


@dataclass(frozen=True)
class Chain:
    """The document after `number` steps."""

    number: int = 0
    digest: str = ""

    def then(self, payload: bytes) -> Chain:
        return Chain(self.number + 1, hashlib.sha256(self.digest.encode() + payload).hexdigest())

    def encode(self) -> bytes:
        # Large enough to be written in several pieces by the disk.
        return f"{self.number} {self.digest} ".encode() + b"." * 20_000

    @classmethod
    def decode(cls, data: bytes) -> Chain:
        number, digest, rest = data.decode().split(" ")
        assert rest == "." * 20_000
        return cls(int(number), digest)


def payload_of(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest() * (number * 7 % 40)


def true_chain(number: int) -> Chain:
    chain = Chain()
    for n in range(1, number + 1):
        chain = chain.then(payload_of(n))
    return chain


def with_steps(base: bytes, steps: list[Step], published: int) -> Chain:
    """The document of a working copy: its base with its steps made again."""
    chain = Chain.decode(base)
    assert [step.number for step in steps] == list(range(published + 1, published + 1 + len(steps)))
    for step in steps:
        assert step.payload == payload_of(chain.number + 1)
        chain = chain.then(step.payload)
    return chain


def work(state: Path, target: Path, seed: int, finish: bool) -> None:
    """Go on from what is there, keep steps and save now and then, until killed; `finish`: save and end properly."""
    chance = random.Random(seed)
    lock = lock_file.take(target)
    assert lock.held
    left = leftovers(state)
    if left:
        assert len(left) == 1
        copy = WorkingCopy.resume(left[0].path)
        steps = copy.steps()
        chain = with_steps(copy.base(), steps, steps[0].number - 1 if steps else 0)
    else:
        chain = Chain.decode(target.read_bytes()) if target.exists() else Chain()
        copy = WorkingCopy.create(state, chain.encode(), target, stamp_of(target))
    offset = chain.number - copy.last  # the copy counts its own steps, the chain those of all time
    copy.on_durable.append(lambda number: say(f"ok {number + offset}"))
    while not finish:
        for _ in range(chance.choice((1, 1, 1, 2, 30))):
            chain = chain.then(payload_of(chain.number + 1))
            copy.append(chance.choice(KINDS), payload_of(chain.number))  # type: ignore[arg-type]
        if chance.random() < 0.2:
            copy.publish(chain.encode(), target, copy.stamp)
            say(f"saved {chain.number}")
        time.sleep(chance.choice((0, 0, 0.001, 0.005)))
    copy.publish(chain.encode(), target, copy.stamp)
    copy.close(keep=False)
    lock.release()
    say(f"saved {chain.number}")


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


@dataclass
class Figures:
    """What a run of kills showed. `resuming` in seconds."""

    kills: int = 0
    acknowledged: int = 0
    saves: int = 0
    before_first: int = 0  # killed before anything was acknowledged
    unpublished: int = 0  # kills after which there was something to recover
    cut_saves: int = 0  # kills that left the file of a save in the target's folder
    resuming: list[float] = field(default_factory=list)


def run(folder: Path, kills: int, seed: int) -> Figures:
    """Kill so many times and check everything after each. Raises AssertionError on the first thing lost."""
    state, target = folder / "state" / "working", folder / "documents" / "plan.roi"
    target.parent.mkdir(parents=True)
    chance = random.Random(seed)
    figures = Figures()
    acknowledged = saved = 0
    for kill in range(kills):
        lines = one_kill(state, target, seed * 100_000 + kill, chance)
        figures.kills += 1
        figures.before_first += not lines
        for line in lines:
            word, number = line.split()
            figures.acknowledged += word == "ok"
            figures.saves += word == "saved"
            acknowledged = max(acknowledged, int(number))
            saved = max(saved, int(number)) if word == "saved" else saved
        figures.cut_saves += any(path.name.startswith(".~save") for path in target.parent.iterdir())
        published, kept = look(state, target, figures)
        assert published >= saved, (kill, seed, published, saved)
        assert kept >= acknowledged, (kill, seed, kept, acknowledged)
        acknowledged = kept  # what was found once must stay
    ended = start(state, target, seed, finish=True)
    out, err = ended.communicate(timeout=60)
    assert ended.returncode == 0, err.decode()
    assert out.decode().splitlines()[-1] == f"saved {acknowledged}"
    assert Chain.decode(target.read_bytes()) == true_chain(acknowledged)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert list(state.iterdir()) == []
    return figures


def start(state: Path, target: Path, seed: int, *, finish: bool = False) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-S",
        "-E",
        __file__,
        str(state),
        str(target),
        str(seed),
        *(["finish"] if finish else []),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def one_kill(state: Path, target: Path, seed: int, chance: random.Random) -> list[str]:
    """Start the process, kill it at a random moment, and give back all whole lines it said."""
    process = start(state, target, seed)
    assert process.stdout
    assert process.stderr
    with process:
        said = b""
        if chance.random() < 0.8:  # else maybe before it has opened anything
            said = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        said += process.stdout.read()
        error = process.stderr.read()
        assert not error, error.decode()
    return [line for line in said.decode().splitlines(keepends=False) if line]


def look(state: Path, target: Path, figures: Figures) -> tuple[int, int]:
    """The numbers of the last step that is published, and of the last that is there at all; everything is checked."""
    published = Chain.decode(target.read_bytes()) if target.exists() else Chain()
    assert published == true_chain(published.number)
    begun = time.perf_counter()
    left = leftovers(state) if state.exists() else []
    assert len(left) <= 1
    if not left:
        return published.number, published.number
    figures.unpublished += 1
    copy = WorkingCopy.resume(left[0].path)
    steps = copy.steps()
    figures.resuming.append(time.perf_counter() - begun)
    assert len(steps) == left[0].steps > 0
    chain = with_steps(copy.base(), steps, steps[0].number - 1)
    copy.close(keep=True)
    assert chain == true_chain(chain.number)
    assert chain.number >= published.number
    return published.number, chain.number


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), finish="finish" in sys.argv)
