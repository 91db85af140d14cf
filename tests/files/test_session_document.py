"""A session and its file: saved, gone on from after a kill, told apart from what others did to it meanwhile."""

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest

from roiapp.core.channel_edits import AddChannels, RemoveChannels, SetChannel
from roiapp.core.edits import EditError, SetCells, SetSettings
from roiapp.core.periods import base_view
from roiapp.core.results import Changed
from roiapp.core.scenario_edits import added
from roiapp.core.worksheet import Channel, Worksheet, build
from roiapp.files import lock_file, versions
from roiapp.files.disk import RealDisk
from roiapp.files.document import SessionError, discard, waiting
from roiapp.files.edit_codec import encode_edit
from roiapp.files.file_errors import FileError
from roiapp.files.formats import open_document
from roiapp.files.project_file import decode, encode
from roiapp.files.safe_write import TargetChangedError, UnconfirmedError
from roiapp.files.session import Session
from roiapp.files.working_copy import WorkingCopy, leftovers

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "year.roi"
    path.parent.mkdir()
    path.write_bytes(encode(sheet()))
    return path


def sheet() -> Worksheet:
    return build(["Radio", "Signs"], {"spend": [100.0, 50.0], "leads": [10.0, None]})


def spend(value: float) -> SetCells:
    return SetCells.one("spend", 0, 0, value)


def kill(session: Session) -> None:
    """What is left when the process of a session is gone: the working copy, and a lock whose owner is dead."""
    document = session.document
    assert document
    assert document.copy
    document.copy.close(keep=True)
    if document.lock:
        document.lock.release()


def content(path: Path) -> tuple[object, ...]:
    return decode(path.read_bytes()).content()


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "working").iterdir())


def beside(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir())


def again(file: Path, home: Path) -> Session:
    leftover = waiting(file, home)
    assert leftover
    return Session.recover(leftover, home)


# -- saving ------------------------------------------------------------------------------------------------------------


def test_a_document_from_nothing_to_its_file(tmp_path: Path, home: Path) -> None:
    session = Session.new(sheet(), home)
    assert (session.path, session.title, session.state.kind) == (None, "Untitled", "published")
    with pytest.raises(SessionError, match="no file yet"):
        session.save()
    session.apply(SetSettings.of(title="Our year"))
    assert session.title == "Our year"
    path = tmp_path / "one.roi"
    session.save_as(path)
    assert (session.path, session.title, session.state.kind) == (path, "one", "published")
    assert content(path) == session.worksheet.content()
    session.apply(spend(7))
    session.save()
    assert content(path) == session.worksheet.content()
    assert beside(path) == [".~lock.one.roi", "one.roi", "state"]
    assert session.close()
    assert beside(path) == ["one.roi", "state"]
    assert left(home) == []
    assert waiting(path, home) is None


def test_state_is_what_is_true(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    assert session.document
    assert session.document.copy
    heard = threading.Event()
    session.state_listeners.append(heard.set)
    assert (session.state.kind, session.state.unpublished) == ("published", 0)
    session.apply(spend(1))
    assert session.state.kind in ("writing", "kept")
    assert session.document.copy.flush()
    assert heard.wait(5)
    assert (session.state.kind, session.state.unpublished) == ("kept", 1)
    session.undo()
    session.save()
    assert (session.state.kind, session.state.unpublished) == ("published", 0)
    session.close()


def test_history_survives_saving(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    before = session.worksheet.content()
    session.apply(spend(1))
    session.save()
    session.apply(RemoveChannels((0,)))
    session.save()
    session.undo()
    session.undo()
    assert session.worksheet.content() == before
    session.save()
    assert content(file) == before
    session.redo()
    session.redo()
    assert session.worksheet.names == ["Signs"]
    session.close()


def test_save_as_gives_the_old_file_free(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    before = content(file)
    session.apply(spend(1))
    other = file.with_name("other.roi")
    session.save_as(other)
    assert content(file) == before
    assert beside(file) == [".~lock.other.roi", "other.roi", "year.roi"]
    with pytest.raises(TargetChangedError):
        session.save_as(file)
    assert session.path == other
    session.save_as(file, overwrite=True)
    assert content(file) == session.worksheet.content()
    session.save_as(file)  # its own file: as saving
    session.close()
    assert beside(file) == ["other.roi", "year.roi"]
    assert [decode(versions.read(v)).value("spend", 0, 0) for v in versions.versions_of(file, home)] == [1, 100]


def test_a_copy_is_nothing_but_a_file(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    session.save_copy(file.with_name("copy.roi"))
    assert session.state.unpublished == 1
    assert session.path == file
    session.apply(spend(2))
    with pytest.raises(TargetChangedError):
        session.save_copy(file.with_name("copy.roi"))
    session.close(keep=False)
    assert decode(file.with_name("copy.roi").read_bytes()).value("spend", 0, 0) == 1
    assert left(home) == []


def test_a_copy_is_not_written_over_its_own_document(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    before = file.read_bytes()
    (file.parent / "link.roi").symlink_to(file)
    for place in (file, file.parent / "link.roi"):
        with pytest.raises(SessionError, match="own file"):
            session.save_copy(place, overwrite=True)
    assert file.read_bytes() == before
    session.save()  # nobody else seems to have changed it
    session.close()


def test_what_was_done_before_a_document_was_kept_are_its_changes(home: Path) -> None:
    session = Session(sheet())
    session.apply(spend(1))
    session.apply(AddChannels((2,), (Channel.named(session.worksheet.next_key, "Mail"),)))
    session.apply(spend(3))
    session.undo()
    whole = session.worksheet.content()
    session.keep(home)
    assert session.state.unpublished == 2
    assert session.worksheet.content() == whole
    session.redo()
    assert session.worksheet.value("spend", 0, 0) == 3
    assert session.calculator.figures(base_view(session.worksheet.periods, 0)).total("spend").value == 53
    whole = session.worksheet.content()
    kill(session)
    (found,) = leftovers(home / "working")
    assert found.steps == 3
    again = Session.recover(found, home)
    assert again.worksheet.content() == whole
    for _ in range(3):
        again.undo()
    assert again.worksheet.content() == sheet().content()
    again.close(keep=False)


def test_a_failure_that_is_over_while_it_is_told(file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(file, home)
    failures: list[FileError | None] = [FileError("No room."), None]
    monkeypatch.setattr(WorkingCopy, "failure", property(lambda _copy: failures.pop(0)))
    assert (session.state.kind, session.state.kind) == ("failed", "published")
    session.close()


def test_versions_begin_with_what_was_opened(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    for value in range(1, 4):
        session.apply(spend(value))
        session.save()
    session.close()
    kept = versions.versions_of(file, home)
    assert [decode(versions.read(version)).value("spend", 0, 0) for version in kept] == [3, 2, 1, 100]


def test_a_copy_is_not_written_over_what_is_open_elsewhere(file: Path, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.roi"
    other.write_bytes(file.read_bytes())
    holder, session = Session.open(other, home), Session.open(file, home)
    before = other.read_bytes()
    session.apply(spend(1))
    with pytest.raises(lock_file.LockedError):
        session.save_copy(other, overwrite=True)
    assert other.read_bytes() == before
    assert not holder.read_only
    session.close(keep=False)
    holder.close()
    session = Session.open(file, home)
    session.save_copy(other, overwrite=True)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".~")] == []
    session.close()


def test_revert(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    session.apply(spend(1))
    session.revert()
    assert session.worksheet.content() == content(file)
    assert heard[-1].structure
    assert session.undo() is None
    assert session.state.kind == "published"
    session.apply(spend(2))
    kill(session)
    session = again(file, home)
    assert session.worksheet.value("spend", 0, 0) == 2
    assert len(session.history.done) == 1
    session.close(keep=False)
    untitled = Session.new(sheet(), home)
    with pytest.raises(SessionError):
        untitled.revert()
    untitled.close()


def test_revert_stays_under_the_scenario_where_the_file_has_it(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    edit, key = added(session.worksheet, "Plan")
    session.apply(edit)
    session.save()
    session.look_under(key)
    session.apply(spend(1))
    session.revert()
    assert session.scenario == "Plan"
    edit, other = added(session.worksheet, "Not saved")
    session.apply(edit)
    session.look_under(other)
    session.revert()
    assert session.scenario == ""
    session.close()


def test_revert_to_a_broken_file_changes_nothing(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    file.write_bytes(b"SQLite format 3\0 and no more")
    with pytest.raises(FileError):
        session.revert()
    assert session.worksheet.value("spend", 0, 0) == 1
    assert session.state.unpublished == 1
    session.close(keep=False)


# -- after a kill ------------------------------------------------------------------------------------------------------


def test_undo_and_redo_through_restarts(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    states = [session.worksheet.content()]
    for edit in (spend(1), AddChannels.at_end(session.worksheet, ["Web"]), SetChannel("group", ((2, "Online"),))):
        session.apply(edit)
        states.append(session.worksheet.content())
    session.undo()
    kill(session)
    session = again(file, home)
    assert session.worksheet.content() == states[2]
    session.redo()
    assert session.worksheet.content() == states[3]
    assert session.redo() is None
    kill(session)
    session = again(file, home)
    for state in reversed(states[:-1]):
        session.undo()
        assert session.worksheet.content() == state
    assert session.undo() is None
    session.close(keep=False)
    assert waiting(file, home) is None


def test_steps_taken_back_behind_a_save_are_found_again(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    before = session.worksheet.content()
    session.apply(spend(1))
    session.apply(spend(2))
    session.save()
    saved = session.worksheet.content()
    session.undo()
    session.undo()
    session.redo()
    one = session.worksheet.content()
    session.undo()
    kill(session)
    session = again(file, home)
    assert session.worksheet.content() == before
    session.redo()
    assert session.worksheet.content() == one
    session.redo()
    assert session.worksheet.content() == saved
    session.close(keep=False)


def test_an_untitled_document_is_found_again(tmp_path: Path, home: Path) -> None:
    from roiapp.files.working_copy import leftovers

    session = Session.new(sheet(), home)
    session.apply(spend(3))
    kill(session)
    (leftover,) = leftovers(home / "working")
    assert leftover.target is None
    session = Session.recover(leftover, home)
    assert session.worksheet.value("spend", 0, 0) == 3
    session.save_as(tmp_path / "found.roi")
    session.close()
    assert leftovers(home / "working") == []


def test_kept_work_can_be_thrown_away(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(3))
    session.close()
    leftover = waiting(file, home)
    assert leftover
    discard(leftover)
    assert left(home) == []


def test_kept_work_that_cannot_be_read_says_so_and_stays(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    assert session.document
    assert session.document.copy
    session.document.copy.append("edit", encode_edit(SetCells.one("spend", 9, 9, 1)))
    session.document.copy.append("edit", b"nonsense")
    kill(session)
    with pytest.raises(FileError, match="outside"):
        again(file, home)
    assert waiting(file, home)
    assert beside(file) == ["year.roi"]


# -- what others do ----------------------------------------------------------------------------------------------------


def test_a_file_changed_by_somebody_else_is_not_overwritten(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    theirs = encode(build(["Theirs"]))
    file.write_bytes(theirs)
    with pytest.raises(TargetChangedError):
        session.save()
    assert file.read_bytes() == theirs
    assert session.state.unpublished == 1
    kill(session)
    session = again(file, home)
    with pytest.raises(TargetChangedError):
        session.save()
    session.save(overwrite=True)
    assert content(file) == session.worksheet.content()
    assert session.document
    assert [versions.read(version) for version in session.document.kept_versions()][1:] == [theirs]
    session.close()


def test_a_file_that_is_gone_is_made_anew_when_asked(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    file.unlink()
    with pytest.raises(TargetChangedError, match="no longer there"):
        session.save()
    session.save(anew=True)
    assert content(file) == session.worksheet.content()
    shutil.rmtree(file.parent)
    session.apply(spend(2))
    with pytest.raises(FileError, match="folder is not there"):
        session.save(anew=True)
    assert session.document
    assert session.document.copy
    assert session.document.copy.flush()
    assert (session.state.kind, session.state.unpublished) == ("kept", 1)
    file.parent.mkdir()
    session.save(anew=True)
    assert content(file) == session.worksheet.content()
    session.close()


def test_open_elsewhere_it_can_only_be_looked_at(file: Path, home: Path) -> None:
    first = Session.open(file, home)
    second = Session.open(file, home)
    assert not first.read_only
    assert second.read_only
    assert "another window" in second.state.sentence
    with pytest.raises(EditError, match="another window"):
        second.apply(spend(1))
    with pytest.raises(SessionError, match="another window"):
        second.save()
    with pytest.raises(lock_file.LockedError):
        second.save_as(file, overwrite=True)
    copy = file.with_name("copy.roi")
    second.save_as(copy)
    assert not second.read_only
    second.apply(spend(2))
    second.save()
    assert content(copy) == second.worksheet.content()
    second.close()
    first.apply(spend(3))
    first.save()
    first.close()
    assert beside(file) == ["copy.roi", "year.roi"]


def test_kept_work_of_a_document_open_elsewhere_waits(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    kill(session)
    other = Session.open(file, home)
    with pytest.raises(lock_file.LockedError):
        again(file, home)
    other.close()
    again(file, home).close()
    assert waiting(file, home)


def test_a_table_has_no_file_of_its_own(home: Path) -> None:
    table = DATA / "marketing_roi_worksheet.xlsx"
    session = Session.open(table, home)
    assert session.path is None
    assert session.opened
    assert session.opened.skipped
    assert session.worksheet.content() == open_document(table).worksheet.content()
    with pytest.raises(SessionError):
        session.save()
    session.close()
    assert left(home) == []


def test_a_damaged_document_is_refused_and_leaves_nothing(file: Path, home: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(FileError, match=r"year\.roi"):
        Session.open(file, home)
    file.write_bytes(b"")
    with pytest.raises(FileError, match=r"year\.roi"):
        Session.open(file, home)
    assert beside(file) == ["year.roi"]


# -- what the disk does ------------------------------------------------------------------------------------------------


class FailingDisk(RealDisk):
    """Refuses one operation with one error."""

    def __init__(self, operation: str, number: int) -> None:
        self.error = OSError(number, os.strerror(number))

        def refuse(*_: object) -> None:
            raise self.error

        setattr(self, operation, refuse)


@pytest.mark.parametrize(
    ("operation", "number", "sentence"),
    [
        ("create", errno.EROFS, "can only be read"),
        ("create", errno.EACCES, "not allowed"),
        ("write", errno.ENOSPC, "no room"),
        ("fsync", errno.EIO, "does not answer"),
        ("replace", errno.ENOSPC, "no room"),
        ("fsync_folder", errno.EIO, "Save once more"),
    ],
)
def test_a_disk_that_refuses(file: Path, home: Path, operation: str, number: int, sentence: str) -> None:
    session = Session.open(file, home)
    before = content(file)
    session.apply(spend(1))
    assert session.document
    session.document.disk = FailingDisk(operation, number)
    with pytest.raises(FileError, match=sentence) as raised:
        session.save()
    unconfirmed = isinstance(raised.value, UnconfirmedError)
    assert content(file) == (session.worksheet.content() if unconfirmed else before)
    assert beside(file) == [".~lock.year.roi", "year.roi"]
    assert session.state.unpublished == 1
    session.document.disk = RealDisk()
    session.apply(spend(2))
    session.save()
    assert content(file) == session.worksheet.content()
    session.close()


def test_save_as_that_fails_leaves_the_document_where_it_was(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(spend(1))
    with pytest.raises(FileError, match="folder is not there"):
        session.save_as(file.parent / "nowhere" / "x.roi")
    assert session.document
    session.document.disk = FailingDisk("write", errno.ENOSPC)
    with pytest.raises(FileError, match="no room"):
        session.save_as(file.with_name("x.roi"))
    assert session.path == file
    assert beside(file) == [".~lock.year.roi", "year.roi"]
    session.document.disk = RealDisk()
    session.save()
    session.close()


def test_a_state_folder_that_refuses_is_told_and_saving_still_works(file: Path, home: Path) -> None:
    home.mkdir()
    (home / "working").write_text("no folder")
    session = Session.open(file, home)
    session.apply(spend(1))
    copy = session.document.copy if session.document else None
    assert isinstance(copy, WorkingCopy)
    copy.flush()
    assert session.state.kind == "failed"
    assert "Save the document" in session.state.sentence
    session.save()
    assert content(file) == session.worksheet.content()
    session.close()
    assert beside(file) == ["year.roi"]


def test_text_that_cannot_be_saved_is_still_kept(file: Path, home: Path) -> None:
    session = Session.open(file, home)
    session.apply(SetChannel("group", ((0, "\ud800"),)))
    with pytest.raises(FileError, match="half a character"):
        session.save()
    kill(session)
    session = again(file, home)
    session.apply(SetChannel("group", ((0, "whole"),)))
    session.save()
    session.close()


@pytest.mark.parametrize("name", ["ünïcode ½", "日本語", "Ελληνικά", "عربى", "a b'c\"d", "x" * 240])
def test_names_in_every_script(tmp_path: Path, home: Path, name: str) -> None:
    path = tmp_path / f"{name}.roi"
    session = Session.new(sheet(), home)
    session.save_as(path)
    session.apply(spend(1))
    kill(session)
    session = again(path, home)
    session.save()
    session.close()
    assert content(path) == session.worksheet.content()
    assert set(beside(path)) == {path.name, "state"}
