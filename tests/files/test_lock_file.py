"""The lock beside a document: keeps other machines out, and no dead process keeps anybody out."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from roiapp import processes
from roiapp.files import lock_file
from roiapp.files.lock_file import LockedError, lock_path, take

ROOT = Path(__file__).resolve().parents[2]
TAKING = """
import sys, time
from pathlib import Path
from roiapp.files.lock_file import LockedError, take
document, wait = Path(sys.argv[1]), float(sys.argv[2])
try:
    lock = take(document)
except LockedError:
    print("locked", flush=True)
else:
    print("held" if lock.held else "free", flush=True)
    time.sleep(wait)
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.roi"
    path.write_bytes(b"")
    return path


def taking(document: Path, wait: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TAKING, str(document), str(wait)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def written(document: Path, **changes: Any) -> Path:
    """A lock as somebody else would have written it."""
    lock = take(document)
    path = lock.path
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, **changes}), "utf-8")
    return path


def test_taken_and_released(document: Path) -> None:
    lock = take(document)
    assert lock.held
    assert lock.path == document.with_name(".~lock.plan.roi")
    content = json.loads(lock.path.read_text("utf-8"))
    assert content["process"] == os.getpid()
    assert content["host"] == processes.host()
    with pytest.raises(LockedError, match="open in another window") as caught:
        take(document)
    assert caught.value.here
    assert caught.value.process == os.getpid()
    lock.release()
    lock.release()
    assert [path.name for path in document.parent.iterdir()] == ["plan.roi"]
    with take(document) as again:
        assert again.path.exists()
    assert not again.path.exists()


def test_another_machine_is_named(document: Path) -> None:
    path = written(document, host="kitchen", user="Ann", machine="0" * 12, process=1)
    with pytest.raises(LockedError) as caught:
        take(document)
    assert str(caught.value) == (
        "plan.roi: Ann has the document open on kitchen. Wait until it is closed there, or work on a copy."
    )
    assert (caught.value.host, caught.value.user, caught.value.here) == ("kitchen", "Ann", False)
    assert caught.value.since.tzinfo is not None
    assert path.exists()
    with take(document, force=True) as lock:  # the user knows better
        assert json.loads(path.read_text("utf-8"))["host"] == lock.owner.host == processes.host()
    written(document, host="kitchen", user="", machine="0" * 12)
    with pytest.raises(LockedError, match="The document is open on kitchen"):
        take(document)


def test_a_killed_process_is_in_nobodys_way(document: Path) -> None:
    process = taking(document, 60)
    assert said(process) == "held"
    with pytest.raises(LockedError):
        take(document)
    process.kill()
    deadline = time.monotonic() + 10
    while processes.running(process.pid) and time.monotonic() < deadline:  # gone before anybody has waited for it
        time.sleep(0.001)
    with take(document) as lock:
        assert lock.held
    with process:
        pass
    assert [path.name for path in document.parent.iterdir()] == ["plan.roi"]


def test_a_later_process_of_the_same_number_is_another(document: Path) -> None:
    if not processes.start_of(os.getpid()):
        pytest.skip("this system does not say when a process started")
    written(document, started="another boot 12345")
    with take(document) as lock:
        assert lock.held


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"host": 1}', b"\xff\xfe", b"[" * 4000])
def test_a_lock_that_says_nothing_counts_for_nothing(content: bytes, document: Path) -> None:
    lock_path(document).write_bytes(content)
    with take(document) as lock:
        assert lock.held
        with pytest.raises(LockedError):
            take(document)


@pytest.mark.parametrize("changes", [{"process": True}, {"process": "1"}, {"at": "2026-01-01"}, {"host": None}])
def test_a_lock_of_wrong_types_counts_for_nothing(changes: dict[str, Any], document: Path) -> None:
    written(document, machine="0" * 12, **changes)
    with take(document) as lock:
        assert lock.held


def test_what_a_lock_shows_is_one_short_line(document: Path) -> None:
    written(document, machine="0" * 12, host="a\nb\x1b[31m" + "x" * 2000, user="\u202eevil")
    with pytest.raises(LockedError) as caught:
        take(document)
    assert caught.value.host.startswith("ab[31mxxx")
    assert len(caught.value.host) == 100
    assert caught.value.user == "evil"


def test_only_ones_own_lock_is_released(document: Path) -> None:
    lock = take(document)
    path = written_over = lock.path
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "token": "of another"}), "utf-8")
    lock.release()
    assert written_over.exists()


def test_many_take_a_dead_ones_lock_and_one_gets_it(document: Path) -> None:
    dead = taking(document, 60)
    assert said(dead) == "held"
    dead.kill()
    dead.communicate()
    crowd = [taking(document, 60) for _ in range(8)]
    answers = [said(process) for process in crowd]
    for process in crowd:
        process.kill()
        process.communicate()
    assert sorted(answers) == ["held"] + ["locked"] * 7


def test_links_and_long_names(document: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere.roi"
    link.symlink_to(document)
    with take(document), pytest.raises(LockedError):
        take(link)
    long = tmp_path / ("ł" * 125 + ".roi")
    with take(long) as lock:
        assert lock.held
        assert len(os.fsencode(lock.path.name)) < 255
        with pytest.raises(LockedError):
            take(long)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.ENOTSUP, errno.EIO])
def test_a_folder_that_takes_no_lock_keeps_nobody_out(
    number: int, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    lock = take(document)
    assert not lock.held
    lock.release()


def test_a_full_disk_leaves_no_empty_lock(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "write", refuse)
    assert not take(document).held
    monkeypatch.undo()
    assert [path.name for path in document.parent.iterdir()] == ["plan.roi"]


def test_a_missing_folder_and_odd_names_keep_nobody_out(tmp_path: Path) -> None:
    for path in (tmp_path / "gone" / "plan.roi", tmp_path / ("z/" * 3000), tmp_path / "a\0b"):
        assert not take(path).held
    lock_path(tmp_path / "plan.roi").mkdir()
    assert not take(tmp_path / "plan.roi").held


def test_a_drive_without_locks(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """flock says it is not supported: the file alone must do."""
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with take(document) as lock:
        assert lock.held
        with pytest.raises(LockedError):
            take(document)
    assert not lock.path.exists()


def test_a_link_in_place_of_the_lock_is_not_written_through(document: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("not yours")
    lock_path(document).symlink_to(other)
    assert not take(document).held
    assert other.read_text() == "not yours"


def test_somebody_elses_dead_lock_is_replaced(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written by another user of this machine: it may not be opened for writing, but the folder is shared."""
    written(document, process=2**22 + 1)
    real = os.open

    def read_only(path: Any, flags: int, *mode: int) -> int:
        if flags & os.O_RDWR and not flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", read_only)
    lock = take(document)
    assert lock.held
    assert lock_file._make(lock.path, lock.owner) is False
    lock.release()
    assert not lock.path.exists()


def test_which_processes_run() -> None:
    own = processes.start_of(os.getpid())
    assert own is not None
    assert processes.running(os.getpid(), own)
    assert processes.running(1)
    assert not processes.running(0)
    assert not processes.running(-1)
    assert not processes.running(2**22 + 1)
    assert processes.running(2**80) in (True, False)
    assert len(processes.machine()) == 12
