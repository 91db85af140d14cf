"""A document whose process is killed: what it must hold, and a look at what the process left. For `edit_kill_run` and
the window's."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from roiapp.core.worksheet import Worksheet, build
from roiapp.files.document import waiting
from roiapp.files.project_file import decode
from roiapp.files.session import Session
from roiapp.files.working_copy import Leftover

CHANNELS, FIELDS = 5, ("spend", "visits", "leads")

State = dict[tuple[str, int], float]


@dataclass
class Figures:
    """What a run of kills showed."""

    kills: int = 0
    before_first: int = 0  # killed before anything was acknowledged
    acknowledged: int = 0
    saves: int = 0
    unpublished: int = 0  # kills after which there was something to recover
    cut_saves: int = 0  # kills that left the file of a save in the document's folder
    dead_locks: int = 0  # kills that left a lock: each was taken over by the next who came


@dataclass
class Ledger:
    """What one document must hold: its state after each change that was ever begun, and how many of them are certain.

    `acknowledged` is the number of the last state that was said to be kept, `published` of the last said to be in the
    file.
    """

    states: list[State] = field(default_factory=lambda: [{}])
    acknowledged: int = 0
    published: int = 0

    def find(self, found: State, least: int) -> int:
        """The latest change after which the document was just so, not before `least`. Raises AssertionError."""
        for number in range(len(self.states) - 1, least - 1, -1):
            if self.states[number] == found:
                return number
        raise AssertionError(f"{least} of {len(self.states) - 1} changes are certain; {found} is no state since then")

    def settle(self, found: State) -> None:
        """The document was found so: what came after was never done. Raises AssertionError where something is lost."""
        self.acknowledged = self.find(found, self.acknowledged)
        del self.states[self.acknowledged + 1 :]


def cells(sheet: Worksheet) -> State:
    """The typed figures of the only period by field and channel."""
    return {
        (name, channel): value
        for name, column in sheet.columns.items()
        for channel, value in enumerate(column[0].tolist())
        if value == value
    }


def begin(folder: Path) -> tuple[Path, Path]:
    """A home folder and a document in a folder of its own."""
    home, file = folder / "home", folder / "documents" / "year.roi"
    file.parent.mkdir(parents=True)
    session = Session.new(build([f"C{number}" for number in range(CHANNELS)]), home / "state")
    session.save_as(file)
    session.close()
    return home, file


def glance(file: Path, home: Path, ledger: Ledger, figures: Figures) -> Leftover | None:
    """Look at what a killed process left and touch nothing: the file can be read and holds what was said to be in it.
    Returns the work that waits."""
    beside = {path.name for path in file.parent.iterdir()} - {file.name}
    figures.cut_saves += any(name.startswith(".~save") for name in beside)
    figures.dead_locks += f".~lock.{file.name}" in beside
    ledger.find(cells(decode(file.read_bytes())), ledger.published)
    leftover = waiting(file, home / "state")
    figures.unpublished += leftover is not None
    return leftover


def look(file: Path, home: Path, ledger: Ledger, leftover: Leftover | None) -> None:
    """Open what a killed process left: everything acknowledged is there, no lock in the way."""
    if leftover is None:
        # Opened as anybody would: the lock of the dead is taken over, or it could only be looked at.
        session = Session.open(file, home / "state")
        assert not session.read_only, session.state.sentence
    else:
        session = Session.recover(leftover, home / "state")
    ledger.settle(cells(session.worksheet))
    assert session.close()
    assert not list(file.parent.glob(".~lock*"))
