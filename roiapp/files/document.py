"""Where an open document is kept: its file, the working copy of what is not in the file yet, its lock, its versions.

`home` is the state folder: working copies are in `home/working`, the last published versions in `home/versions`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from roiapp.core.edits import EditError
from roiapp.core.history import History
from roiapp.core.worksheet import Worksheet
from roiapp.files import lock_file, versions
from roiapp.files.disk import REAL_DISK, Disk
from roiapp.files.edit_codec import decode_edit
from roiapp.files.file_errors import FileError
from roiapp.files.formats import Opened, open_document
from roiapp.files.lock_file import Lock, LockedError
from roiapp.files.project_file import decode, is_project
from roiapp.files.safe_write import Stamp, UnconfirmedError, publish
from roiapp.files.save_state import SaveState
from roiapp.files.versions import Version
from roiapp.files.working_copy import Leftover, Step, WorkingCopy, leftovers
from roiapp.language import tr
from roiapp.settings import state_folder


class SessionError(FileError):
    """What was asked of an open document cannot be done; the text is a sentence for the user."""


@dataclass(frozen=True)
class Content:
    """A document at one moment, as the bytes of its file: with all steps up to `number` in it."""

    data: bytes
    number: int


@dataclass
class Document:
    """The places of one open document. Without a `copy` it is only looked at, and `sentence` says why.

    A save may run on a thread of its own while steps are made; two saves at once, or closing meanwhile, may not.
    """

    home: Path
    path: Path | None = None
    stamp: Stamp | None = None
    copy: WorkingCopy | None = None
    lock: Lock | None = None
    sentence: str = ""
    disk: Disk = REAL_DISK
    #: whether what stands in the file is among the kept versions
    in_versions: bool = False
    #: keeps among the versions what stood in the file while a save writes, and what was published while it is answered
    keeping: threading.Thread | None = None

    @classmethod
    def begin(cls, home: Path, base: bytes, path: Path | None = None, stamp: Stamp | None = None,
              lock: Lock | None = None) -> Self:  # fmt: skip
        """A document just opened from a file or begun without one; `base` are its bytes. The lock becomes its own."""
        return cls(home, path, stamp, WorkingCopy.create(working_folder(home), base, path, stamp), lock)

    @property
    def state(self) -> SaveState:
        """Where the changes are just now."""
        if self.copy is None:
            return SaveState("published", 0, self.sentence)
        steps = self.copy.unpublished
        failure = self.copy.failure  # the writer thread may forget it meanwhile
        if failure is not None:
            return SaveState("failed", steps, failure.sentence)
        if not steps:
            nothing = tr("Everything is saved.") if self.path else tr("Nothing was changed yet.")
            return SaveState("published", 0, nothing)
        if self.copy.durable < self.copy.last:
            return SaveState("writing", steps, tr("Your changes are being kept…"))
        return SaveState("kept", steps, tr("All changes are kept on this computer, but not saved to the file yet."))

    def listen(self, tell: Callable[[], None]) -> None:
        """Call `tell` when the state has changed by itself; on the thread that writes."""
        if self.copy is not None:
            self.copy.on_durable.append(lambda _: tell())
            self.copy.on_failure.append(lambda _: tell())

    def content(self, data: bytes) -> Content:
        """What `data`, encoded just now, has in it."""
        return Content(data, self.copy.last if self.copy is not None else 0)

    def save(self, content: Content, *, overwrite: bool, anew: bool = False) -> None:
        """Publish into the document's own file; `anew`: also where that is gone. Raises `SessionError`, or as
        `safe_write.publish` does."""
        if self.path is None:
            raise SessionError(tr("The document has no file yet. Save it under a name."))
        if self.copy is None:
            raise SessionError(self.sentence, file=self.path.name)
        self._settle()
        if overwrite or not self.in_versions:
            self._begin_to_keep(self.path)
        expected = None if anew and not os.path.lexists(self.path) else self.stamp
        try:
            self.stamp = self.copy.publish(
                content.data, self.path, expected, number=content.number, overwrite=overwrite,
                ready=self._settle, disk=self.disk,
            )  # fmt: skip
        except UnconfirmedError as error:
            self.stamp = error.stamp
            raise
        self._published(self.path, content.data)

    def save_as(self, content: Content, path: Path, *, overwrite: bool) -> None:
        """Publish under another name, which is the document's from then on. Raises as `save`, and `LockedError`."""
        lock = lock_file.take(path)
        done = False
        try:
            self._settle()
            if overwrite:
                self._keep_version(path)
            if self.copy is None:
                stamp = publish(path, content.data, None, overwrite=overwrite, disk=self.disk)
                self.copy = WorkingCopy.create(working_folder(self.home), content.data, path, stamp)
            else:
                stamp = self.copy.publish(
                    content.data, path, None, number=content.number, overwrite=overwrite, disk=self.disk
                )
            done = True
        finally:
            if not done:
                lock.release()
        if self.lock is not None:
            self.lock.release()
        self.path, self.stamp, self.lock, self.sentence = path, stamp, lock, ""
        self._published(path, content.data)

    def save_copy(self, content: Content, path: Path, *, overwrite: bool) -> None:
        """Write a file of this content that has nothing to do with the document afterwards. Raises `SessionError` for
        the document's own file, which would then seem changed by somebody else, and `LockedError` for one that is open
        anywhere; else as `safe_write.publish`."""
        if self.path is not None and same_file(path, self.path):
            raise SessionError(tr("That is the document's own file. Choose another name for the copy."), file=path.name)
        with lock_file.take(path):
            if overwrite:
                self._keep_version(path)
            publish(path, content.data, None, overwrite=overwrite, disk=self.disk)

    def look_again(self) -> Opened:
        """What stands in the file now, whoever wrote it; on any thread. Raises `FileError`."""
        if self.path is None:
            raise SessionError(tr("The document has no file yet, so there is nothing to go back to."))
        opened = open_document(self.path)
        if opened.data is None or opened.stamp is None:
            raise SessionError(tr("It is no document of Channel ROI any more. Save yours under another name."),
                               file=self.path.name)  # fmt: skip
        return opened

    def take_again(self, opened: Opened) -> None:
        """All steps are forgotten; what stands in the file is the base of the next ones."""
        assert self.path is not None
        assert opened.data is not None
        assert opened.stamp is not None
        if self.copy is not None:
            self.copy.published(opened.data, self.path, opened.stamp)
            self.stamp = opened.stamp
        self.in_versions = False

    def close(self, keep: bool) -> bool:
        """Give the file free. The working copy stays where it holds unpublished steps and `keep` says so."""
        self._settle()
        copy, self.copy = self.copy, None
        kept = copy is None or copy.close(keep=keep and copy.unpublished > 0)
        if self.lock is not None:
            self.lock.release()
        return kept

    def kept_versions(self) -> list[Version]:
        """The kept versions of its file, the latest first."""
        self._settle()
        return versions.versions_of(self.path, self.home) if self.path is not None else []

    def _published(self, path: Path, data: bytes) -> None:
        """Keep what stands in the file now among the versions. Nobody waits for it: a process killed before is done
        with it finds these bytes in the file, and keeps them before its next save."""
        self._begin_to_keep(path, data)
        self.in_versions = True

    def _begin_to_keep(self, path: Path, data: bytes | None = None) -> None:
        self.keeping = threading.Thread(target=self._keep_version, args=(path, data), name="keep a version")
        self.keeping.start()

    def _settle(self) -> None:
        """Wait until what began to be kept is among the versions."""
        if self.keeping is not None:
            self.keeping.join()
            self.keeping = None

    def _keep_version(self, path: Path, data: bytes | None = None) -> None:
        """Keep bytes, or what stands in the file, among the versions. They are a courtesy: no save fails for them."""
        with suppress(FileError, OSError):
            if data is None:
                data = path.read_bytes() if path.is_file() else b""
            if is_project(data):
                versions.keep(path, data, self.home)


def home_folder(home: Path | None) -> Path:
    """The state folder unless another is asked for."""
    return home if home is not None else state_folder()


def working_folder(home: Path) -> Path:
    return home / "working"


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, which need not be there."""
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def waiting(path: Path, home: Path | None = None) -> Leftover | None:
    """The latest work on this file that was kept and is neither published nor open anywhere; None: there is none."""
    found = leftovers(working_folder(home_folder(home)))
    return next((one for one in found if one.target is not None and same_file(one.target, path)), None)


@dataclass(frozen=True)
class KeptWork:
    """What kept work makes of its document, only looked at: `before` is what stands in the file (`published`), or where
    that cannot be had what the work was begun on; `after` has the steps in it, which `history` names. `changed`: the
    file is not what the work was begun on any more."""

    before: Worksheet
    after: Worksheet
    history: History
    published: bool
    changed: bool = False


def look_at(leftover: Leftover) -> KeptWork:
    """Make kept work again beside the document; it waits as before. Raises `BusyError` or `FileError`."""
    copy = WorkingCopy.resume(leftover.path)
    try:
        base, steps, stamp = copy.base(), copy.steps(), copy.stamp
    finally:
        copy.close(keep=True)
    after, history = decode(base), History()
    replay(after, history, steps)
    if leftover.target is not None:
        with suppress(FileError, OSError):
            opened = open_document(leftover.target)
            if opened.data is not None:
                changed = stamp is None or opened.stamp is None or opened.stamp.sha256 != stamp.sha256
                return KeptWork(opened.worksheet, after, history, published=True, changed=changed)
    return KeptWork(decode(base), after, history, published=False)


def discard(leftover: Leftover) -> None:
    """Throw kept work away for good. Raises `BusyError` where somebody has it open."""
    WorkingCopy.resume(leftover.path).close(keep=False)


def resumed(leftover: Leftover, home: Path) -> tuple[Document, Worksheet, History]:
    """The document of kept work, with its steps made again. Raises `LockedError`, `BusyError` or `FileError`."""
    lock = lock_file.take(leftover.target) if leftover.target is not None else None
    copy = None
    done = False
    try:
        copy = WorkingCopy.resume(leftover.path)
        worksheet, history = decode(copy.base()), History()
        replay(worksheet, history, copy.steps())
        done = True
    finally:
        if not done:
            if copy is not None:
                copy.close(keep=True)
            if lock is not None:
                lock.release()
    return Document(home, copy.target, copy.stamp, copy, lock), worksheet, history


def replay(worksheet: Worksheet, history: History, steps: Iterable[Step]) -> None:
    """Make kept steps again. Raises `FileError` where one cannot be made."""
    for step in steps:
        edit, at = decode_edit(step.payload), step.at.timestamp()
        try:
            if step.kind == "edit":
                history.make(worksheet, edit, at)
            elif step.kind == "undo":
                history.taken_back(worksheet, edit, at)
            else:
                history.made_again(worksheet, edit, at)
        except EditError as error:
            raise FileError(tr("A kept change cannot be made again: {reason}", reason=error)) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise FileError(tr("A kept change is damaged and cannot be read.")) from error


def open_lock(path: Path) -> tuple[Lock | None, str]:
    """The lock of a document about to be opened; or None and the sentence that says who has it."""
    try:
        return lock_file.take(path), ""
    except LockedError as error:
        return None, error.sentence
