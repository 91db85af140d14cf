"""Everything that can go wrong with the disk while a document is open: a sentence that says where, what and what to do;
the work is still in the session and in what a kill would leave; it can be saved elsewhere, and there once it is over.

Publishing alone under each error number, power cuts and names: `test_safe_write`; the keeping of steps alone:
`test_working_copy`; what the window says: `tests/ui/test_window_disk_troubles`.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from roiapp.core.edits import SetCells
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import versions
from roiapp.files.disk import REAL_DISK, RealDisk
from roiapp.files.document import waiting
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from roiapp.files.safe_write import TargetChangedError, UnconfirmedError
from roiapp.files.session import Session
from roiapp.files.working_copy import WorkingCopy
from tests.files.trying_disk import TryingDisk, full_working_copy, refusing

TYPED = 1250.0
LARGE = "=" + "1+" * 50_000 + "1"  # finds no room in a file that may not grow
SOON = 10.0  # seconds; only a failure waits so long


@dataclass
class Place:
    """A document with one figure typed and kept, its file and the state folder."""

    session: Session
    file: Path
    home: Path

    @property
    def copy(self) -> WorkingCopy:
        assert self.session.document
        assert self.session.document.copy
        return self.session.document.copy

    def use(self, disk: RealDisk) -> None:
        assert self.session.document
        self.session.document.disk = disk

    def nothing_is_lost(self) -> None:
        """In the session, in the working copy, and nothing stray beside the file."""
        assert typed(self.session.worksheet) == TYPED
        assert self.copy.flush(SOON)
        assert (self.session.state.kind, self.session.state.unpublished) == ("kept", 1)
        assert [step.kind for step in self.copy.steps()] == ["edit"]
        folder = self.file.parent
        if folder.is_dir():
            assert {path.name for path in folder.iterdir()} <= {self.file.name, f".~lock.{self.file.name}"}


def sheet() -> Worksheet:
    return build(["Radio", "Signs"], {"spend": [100.0, 50.0], "leads": [10.0, None]})


def typed(worksheet: Worksheet) -> float:
    return worksheet.value("spend", 0, 0)


def in_file(path: Path) -> float:
    return typed(decode(path.read_bytes()))


def opened(file: Path, home: Path) -> Place:
    place = Place(Session.open(file, home), file, home)
    place.session.apply(SetCells.one("spend", 0, 0, TYPED))
    assert place.copy.flush(SOON)
    return place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "documents" / "year.roi"
    file.parent.mkdir()
    file.write_bytes(encode(sheet()))
    made = opened(file, tmp_path / "state")
    yield made
    made.session.close(keep=False)
    if file.parent.is_dir():
        assert not list(file.parent.glob(".~*"))


def is_clear(error: FileError, file: Path) -> None:
    """Where, then what is the matter, then what can be done: sentences, one line, no word of the system's."""
    text = str(error)
    assert text.startswith(f"{file.name}: ")
    assert text.endswith(".")
    assert "\n" not in text
    assert error.sentence.rstrip(".").count(". ") >= 1, text
    for word in ("Errno", "errno", str(file.parent), "working copy", "Traceback"):
        assert word not in text


# -- the disk of the document ------------------------------------------------------------------------------------------


def gone(place: Place) -> None:
    shutil.rmtree(place.file.parent)


def by_somebody(place: Place) -> None:
    place.file.write_bytes(encode(build(["Theirs"], {"spend": [7.0]})))


def by_a_folder(place: Place) -> None:
    place.file.unlink()
    place.file.mkdir()


def by_a_circle(place: Place) -> None:
    place.file.unlink()
    place.file.symlink_to(place.file.name)


def by_a_pipe(place: Place) -> None:
    place.file.unlink()
    os.mkfifo(place.file)


def protected(place: Place) -> None:
    place.file.chmod(0o444)


def without_it(place: Place) -> None:
    if place.file.is_dir():
        place.file.rmdir()
    else:
        place.file.unlink()


@dataclass(frozen=True)
class Trouble:
    """`cause` and `cure` it, `words` of the sentence, and how the document is saved there afterwards."""

    cause: Callable[[Place], object]
    cure: Callable[[Place], object]
    words: tuple[str, str]
    again: Callable[[Session], None] = lambda session: session.save()


def save_anew(session: Session) -> None:
    """The file went with the trouble: only who says so gets it back."""
    with pytest.raises(TargetChangedError, match="no longer there"):
        session.save()
    session.save(anew=True)


def save_over(session: Session) -> None:
    with pytest.raises(TargetChangedError):
        session.save()
    session.save(overwrite=True)


def disk(kind: str, number: int, *words: str) -> Trouble:
    assert len(words) == 2
    return Trouble(lambda place: place.use(refusing(kind, number)), lambda place: place.use(REAL_DISK), words)


FULL = "no room left on the disk", "Free some space or save somewhere else"
TROUBLES = {
    "full when the file is made": disk("create", errno.ENOSPC, *FULL),
    "full while it is written": disk("write", errno.ENOSPC, *FULL),
    "full when it is synced": disk("fsync", errno.ENOSPC, *FULL),
    "full when it is closed": disk("close", errno.ENOSPC, *FULL),
    "full when it takes its name": disk("replace", errno.ENOSPC, *FULL),
    "quota used up": disk("write", errno.EDQUOT, *FULL),
    "read-only disk": disk("create", errno.EROFS, "can only be read", "Save somewhere else"),
    "read-only folder": disk("create", errno.EACCES, "not allowed to write here", "Save somewhere else, or ask"),
    "name taken away from us": disk("replace", errno.EPERM, "not allowed to write here", "Save somewhere else, or ask"),
    "unplugged": disk("write", errno.EIO, "does not answer", "Check that it is connected, then try again"),
    "server gone": disk("fsync", errno.ESTALE, "does not answer", "Check that it is connected, then try again"),
    "file too large for the disk": disk("write", errno.EFBIG, "larger than this disk allows", "Save somewhere else"),
    "another program has it": disk("replace", errno.EBUSY, "Another program", "Close it there, then try again"),
    "something unheard of": disk("write", errno.EPROTO, os.strerror(errno.EPROTO), "Save somewhere else"),
    "folder removed": Trouble(
        gone, lambda place: place.file.parent.mkdir(), ("is not there", "save somewhere else"), save_anew
    ),
    "replaced by somebody": Trouble(
        by_somebody, lambda place: None, ("has changed since", "Keep yours, keep that one, or save somewhere else"),
        save_over,
    ),
    "removed": Trouble(without_it, lambda place: None, ("no longer there", "Save it again there"), save_anew),
    "replaced by a folder": Trouble(
        by_a_folder, without_it, ("a folder of this name", "Choose another name"), save_anew
    ),
    "replaced by a link in a circle": Trouble(
        by_a_circle, without_it, ("leads back to itself", "Choose another name"), save_anew
    ),
    "replaced by a pipe": Trouble(by_a_pipe, without_it, ("no file", "Choose another name"), save_anew),
    "protected": Trouble(
        protected, lambda place: place.file.chmod(0o644), ("protected against writing", "lift the protection")
    ),
}  # fmt: skip


def fails_clearly(place: Place, trouble: Trouble) -> None:
    trouble.cause(place)
    with pytest.raises(FileError) as caught:
        place.session.save()
    is_clear(caught.value, place.file)
    for word in trouble.words:
        assert word in str(caught.value)
    place.nothing_is_lost()


@pytest.mark.parametrize("name", TROUBLES)
def test_it_is_said_and_over_saving_works(place: Place, name: str) -> None:
    trouble = TROUBLES[name]
    fails_clearly(place, trouble)
    trouble.cure(place)
    trouble.again(place.session)
    assert in_file(place.file) == TYPED
    assert place.session.state.kind == "published"


@pytest.mark.parametrize("name", TROUBLES)
def test_it_can_be_saved_elsewhere_meanwhile(place: Place, name: str, tmp_path: Path) -> None:
    fails_clearly(place, TROUBLES[name])
    place.use(REAL_DISK)  # the other disk is well
    other = tmp_path / "elsewhere.roi"
    place.session.save_as(other)
    assert in_file(other) == TYPED
    assert place.session.state.kind == "published"
    place.session.apply(SetCells.one("spend", 0, 0, 9.0))
    place.session.save()
    assert in_file(other) == 9


@pytest.mark.parametrize("name", TROUBLES)
def test_a_kill_in_the_midst_of_it_loses_nothing(place: Place, name: str, tmp_path: Path) -> None:
    fails_clearly(place, TROUBLES[name])
    place.session.close(keep=True)  # what a kill leaves, without the lock
    left = waiting(place.file, place.home)
    assert left
    assert left.steps == 1
    session = Session.recover(left, place.home)
    assert typed(session.worksheet) == TYPED
    session.save_as(tmp_path / "found.roi")
    session.close()
    assert in_file(tmp_path / "found.roi") == TYPED
    assert waiting(place.file, place.home) is None


def test_a_full_disk_at_every_single_write_of_a_save(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """In small pieces, so that there are many: the file stands as it was until the one that succeeds."""
    monkeypatch.setattr("roiapp.files.safe_write._PIECE", 512)
    counting = TryingDisk()
    place.use(counting)
    place.session.save_copy(place.file.parent.parent / "copy.roi")
    writes = [operation.kind for operation in counting.done].count("write")
    assert writes > 40
    for number in range(writes + 4):  # and when the file is made, synced, closed and gets its name
        left = [number]

        def before(kind: str, left: list[int] = left) -> None:
            if kind in ("create", "write", "fsync", "close", "replace"):
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        place.use(TryingDisk(before))
        with pytest.raises(FileError, match=FULL[0]) as caught:
            place.session.save()
        is_clear(caught.value, place.file)
        place.nothing_is_lost()
        assert in_file(place.file) == 100
    place.use(REAL_DISK)
    place.session.save()
    assert in_file(place.file) == TYPED


def test_a_file_that_was_written_but_not_confirmed_says_so(place: Place) -> None:
    place.use(refusing("fsync_folder", errno.EIO))
    with pytest.raises(UnconfirmedError, match="Save once more") as caught:
        place.session.save()
    is_clear(caught.value, place.file)
    assert in_file(place.file) == TYPED
    place.use(REAL_DISK)
    place.session.save()


def test_paths_and_names_that_are_too_long(place: Place, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["y" * 40] * 8)
    deep.mkdir(parents=True)
    path = deep / "year.roi"
    assert len(str(path)) > 300
    place.session.save_as(path)
    place.session.apply(SetCells.one("spend", 0, 0, 9.0))
    place.session.save()
    assert in_file(path) == 9
    for bad in (deep / ("n" * 300 + ".roi"), tmp_path / "z" / ("d/" * 3000) / "year.roi"):
        with pytest.raises(FileError, match="too long for this disk") as caught:
            place.session.save_as(bad)
        is_clear(caught.value, bad)
        assert place.session.path == path
    assert {entry.name for entry in deep.iterdir()} == {"year.roi", ".~lock.year.roi"}


@contextmanager
def permissions_count() -> Iterator[Path]:
    """A folder of somebody who is not root, as whom the test goes on: else no folder would refuse anything."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_can_only_be_read_for_real() -> None:
    with permissions_count() as folder:
        file = folder / "documents" / "year.roi"
        file.parent.mkdir()
        file.write_bytes(encode(sheet()))
        file.parent.chmod(0o555)
        place = opened(file, folder / "state")  # no lock can be made there, which keeps nobody out
        with pytest.raises(FileError, match="not allowed to write here") as caught:
            place.session.save()
        is_clear(caught.value, file)
        place.nothing_is_lost()
        with pytest.raises(FileError, match="not allowed to write here"):
            place.session.save_as(file.with_name("other.roi"))
        place.session.save_copy(folder / "copy.roi")
        assert in_file(folder / "copy.roi") == TYPED
        file.parent.chmod(0o755)
        place.session.save()
        assert in_file(file) == TYPED
        place.session.close()


def test_a_file_that_can_only_be_read_for_real() -> None:
    with permissions_count() as folder:
        file = folder / "year.roi"
        file.write_bytes(encode(sheet()))
        file.chmod(0o000)
        with pytest.raises(FileError, match=r"not allowed to read this file. Ask whoever owns it") as caught:
            Session.open(file, folder / "state")
        is_clear(caught.value, file)
        assert [path.name for path in folder.iterdir()] == ["year.roi"]


# -- the disk of the state folder --------------------------------------------------------------------------------------


def kept_again(place: Place, steps: int) -> None:
    assert place.copy.flush(SOON)
    assert (place.session.state.kind, place.session.state.unpublished) == ("kept", steps)
    assert len(place.copy.steps()) == steps


def not_kept(place: Place, *words: str) -> None:
    """The state says that the changes are in memory only, why, and what to do; nothing waits for it."""
    assert not place.copy.flush(SOON)
    state = place.session.state
    assert state.kind == "failed"
    for word in words:
        assert word in state.sentence
    assert "Save the document" in state.sentence or "save the document" in state.sentence
    assert "working copy" not in state.sentence


def test_a_full_disk_for_what_is_kept(place: Place) -> None:
    room = full_working_copy(place.copy)
    place.session.apply(SetCells.one("spend", 0, 0, 7.0, LARGE))
    not_kept(place, "no room left on the disk that keeps your changes", "Free some space")
    place.session.apply(SetCells.one("spend", 0, 1, 8.0))  # typing goes on
    place.session.undo()
    room()
    kept_again(place, 4)
    left = len(place.copy.steps())
    place.session.close(keep=True)
    found = waiting(place.file, place.home)
    assert found
    session = Session.recover(found, place.home)
    assert (left, typed(session.worksheet), session.worksheet.value("spend", 0, 1)) == (4, 7, 50)
    session.close(keep=False)


def test_saving_goes_on_while_nothing_can_be_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roiapp.files.working_copy._ANNOUNCING", 0.2)
    room = full_working_copy(place.copy)
    place.session.apply(SetCells.one("spend", 0, 1, 7.0, LARGE))
    not_kept(place, "no room left")
    place.session.undo()
    place.session.save()
    assert in_file(place.file) == TYPED
    room()
    assert place.copy.flush(SOON)
    assert place.session.state.kind == "published"


def test_the_state_folder_is_removed_while_it_is_open(place: Place) -> None:
    shutil.rmtree(place.home)
    place.session.apply(SetCells.one("spend", 0, 1, 8.0))
    kept_again(place, 2)
    place.session.save()
    assert in_file(place.file) == TYPED
    assert [version.size for version in versions.versions_of(place.file, place.home)]
    assert place.copy.flush(SOON)
    shutil.rmtree(place.home)
    place.session.apply(SetCells.one("spend", 0, 1, 9.0))
    place.session.close(keep=True)
    left = waiting(place.file, place.home)
    assert left
    session = Session.recover(left, place.home)
    assert session.worksheet.value("spend", 0, 1) == 9
    session.close(keep=False)


def test_a_state_folder_that_can_only_be_read_for_real() -> None:
    with permissions_count() as folder:
        file, home = folder / "year.roi", folder / "state"
        file.write_bytes(encode(sheet()))
        home.mkdir()
        home.chmod(0o555)
        place = Place(Session.open(file, home), file, home)
        place.session.apply(SetCells.one("spend", 0, 0, TYPED))
        not_kept(place, "can only be read")
        place.session.save()
        assert in_file(file) == TYPED
        home.chmod(0o755)
        place.session.apply(SetCells.one("spend", 0, 0, 9.0))
        kept_again(place, 1)
        place.session.close(keep=False)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK])
def test_a_state_folder_on_a_drive_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """What SQLite says where `fcntl` knows no locks (tried with one that answers ENOLCK and EOPNOTSUPP)."""

    def connect(*_: object, **__: object) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = code
        raise error

    with monkeypatch.context() as drive:
        drive.setattr("roiapp.files.working_tables.connect", connect)
        place = Place(Session.new(sheet(), tmp_path / "state"), tmp_path / "year.roi", tmp_path / "state")
        place.session.apply(SetCells.one("spend", 0, 0, TYPED))
        not_kept(place, "knows no locks for files")
        place.session.save_as(place.file)
        assert in_file(place.file) == TYPED
    place.session.apply(SetCells.one("spend", 0, 0, 9.0))
    kept_again(place, 1)
    place.session.close(keep=False)


# -- names -------------------------------------------------------------------------------------------------------------

NAMES = (
    "Zażółć gęślą jaźń", "計画 2026", "план", "خطة التسويق", "תוכנית", "योजना", "แผน", "한국어 계획", "Þórður",
    "👩‍🌾 🌽", unicodedata.normalize("NFC", "Café é ộ"), unicodedata.normalize("NFD", "Café é ộ"),
    "\u202eabc", "a\u200db", "it's \"quoted\" `so`", "-rf", "--help", "year.", "year. ", " year", "..",
    "a b\tc", "line\nfeed", "%20#?&;$HOME", "C:\\year", "CON", "~", "*", "x" * 251, "ł" * 125, "計" * 83,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_in_every_script(tmp_path: Path, name: str) -> None:
    """Saved, kept, found again after a kill, saved again: under just these bytes."""
    goes_round(tmp_path / "documents" / f"{name}.roi", tmp_path / "state")


@pytest.mark.skipif(os.name == "nt" or not os.supports_bytes_environ, reason="names are text there")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    goes_round(Path(os.fsdecode(os.fsencode(tmp_path / "documents") + b"/\xff\xfe Caf\xe9.roi")), tmp_path / "state")


def goes_round(path: Path, home: Path) -> None:
    path.parent.mkdir()
    session = Session.new(sheet(), home)
    session.save_as(path)
    session.apply(SetCells.one("spend", 0, 0, TYPED))
    session.close(keep=True)
    assert [os.fsencode(entry.name) for entry in path.parent.iterdir()] == [os.fsencode(path.name)]
    left = waiting(path, home)
    assert left
    assert left.target == path
    session = Session.recover(left, home)
    assert session.title == path.stem
    session.save()
    session.close()
    assert in_file(path) == TYPED
    assert [os.fsencode(entry.name) for entry in path.parent.iterdir()] == [os.fsencode(path.name)]
    assert [typed(decode(versions.read(version))) for version in versions.versions_of(path, home)] == [TYPED, 100]
    assert waiting(path, home) is None


def test_composed_and_decomposed_are_two_files_where_the_disk_says_so(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{unicodedata.normalize(form, 'Café')}.roi" for form in ("NFC", "NFD"))
    first = Session.new(sheet(), tmp_path / "state")
    first.save_as(one)
    if other.exists():  # a disk that takes them for one name
        second = Session.open(other, tmp_path / "state")
        assert second.read_only
    else:
        second = Session.new(sheet(), tmp_path / "state")
        second.save_as(other)
        assert not second.read_only
    second.close()
    first.close()


# -- a network drive ---------------------------------------------------------------------------------------------------


def unsupported(*_: object, **__: object) -> None:
    raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))


def forbidden(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_network_drive_without_locks_links_and_attributes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No flock, no hard links, no owner, no permissions, no attributes, no syncing of folders: it is saved all the
    same, the lock beside it keeps others out, and what somebody else puts there is noticed."""
    import fcntl

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    real_fsync = os.fsync

    def fsync(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112  a descriptor
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real_fsync(handle)

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(os, "fsync", fsync)
    for name in ("link", "fchown", "fchmod"):
        monkeypatch.setattr(os, name, forbidden)
    for name in ("listxattr", "setxattr", "getxattr"):
        monkeypatch.setattr(os, name, unsupported, raising=False)
    path = tmp_path / "drive" / "year.roi"
    goes_round(path, tmp_path / "state")
    first = Session.open(path, tmp_path / "state")
    second = Session.open(path, tmp_path / "state")
    assert (first.read_only, second.read_only) == (False, True)
    second.close()
    first.apply(SetCells.one("spend", 0, 0, 9.0))
    path.write_bytes(encode(build(["Theirs"])))
    with pytest.raises(TargetChangedError):
        first.save()
    first.save(overwrite=True)
    assert in_file(path) == 9
    first.apply(SetCells.one("spend", 0, 0, 10.0))
    other = path.with_name("other.roi")
    other.write_bytes(encode(build(["Others"])))
    with pytest.raises(TargetChangedError):
        first.save_copy(other)
    first.save_copy(other, overwrite=True)
    assert in_file(other) == 10
    other.unlink()
    first.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["year.roi"]
