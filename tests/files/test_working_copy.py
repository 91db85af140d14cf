"""The working copy: what is durable is there after any end, and what cannot be written waits and is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roiapp.files import safe_write
from roiapp.files import working_copy as working_copy_module
from roiapp.files import working_tables as tables
from roiapp.files.file_errors import FileError
from roiapp.files.safe_write import TargetChangedError, publish, stamp_of
from roiapp.files.working_copy import BusyError, WorkingCopy, leftovers
from tests.files.kill_run import run
from tests.files.trying_disk import full_working_copy

ROOT = Path(__file__).resolve().parents[2]
BASE = b"the document as opened"
SOON = 10.0  # seconds; only a failure waits so long


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "working"


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert [thread for thread in threading.enumerate() if thread not in before] == []


HEAD = """
import os, sys
from pathlib import Path
from roiapp.files.working_copy import *
folder = Path(sys.argv[1])
"""


def in_another_process(code: str, *arguments: object) -> str:
    """What a process prints that has the working copies at hand; it must end well."""
    command = [sys.executable, "-c", HEAD + code, *map(str, arguments)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def left_behind(folder: Path, code: str = "copy.append('edit', b'one'); copy.append('undo'); copy.flush()") -> Path:
    """The working copy of a process that ended without a word."""
    name = in_another_process(
        f"copy = WorkingCopy.create(folder, b'base', Path('/nowhere/plan.roi'), None)\n{code}\n"
        "copy.flush(); print(copy.path.name, flush=True); os._exit(0)",
        folder,
    )
    return folder / name.strip()


def test_steps_are_kept_in_order(folder: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, tmp_path / "plan.roi", None)
    before = datetime.now(UTC) - timedelta(seconds=1)
    numbers = [copy.append("edit", b"one"), copy.append("undo"), copy.append("redo", b"\0" * 100_000)]
    assert numbers == [1, 2, 3]
    assert copy.wait(3, SOON)
    assert (copy.durable, copy.last, copy.unpublished, copy.failure) == (3, 3, 3, None)
    steps = copy.steps()
    assert [(step.number, step.kind, step.payload) for step in steps] == [
        (1, "edit", b"one"), (2, "undo", b""), (3, "redo", b"\0" * 100_000),
    ]  # fmt: skip
    assert before < steps[0].at <= steps[2].at < datetime.now(UTC) + timedelta(seconds=1)
    assert copy.base() == BASE
    assert copy.close(keep=True)

    again = WorkingCopy.resume(copy.path)
    assert (again.durable, again.last, again.unpublished) == (3, 3, 3)
    assert (again.target, again.stamp) == (tmp_path / "plan.roi", None)
    assert again.steps() == steps
    assert again.append("edit", b"four") == 4
    assert [step.number for step in again.steps()] == [1, 2, 3, 4]
    again.close(keep=False)
    assert list(folder.iterdir()) == []


def test_saving_forgets_the_steps(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.roi"
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.append("edit", b"one")
    copy.append("edit", b"two")
    stamp = copy.publish(b"with one and two", target, None)
    assert copy.unpublished == 0
    assert copy.append("edit", b"three") == 3
    assert (copy.base(), [step.payload for step in copy.steps()]) == (b"with one and two", [b"three"])
    assert (copy.target, copy.stamp, copy.unpublished) == (target, stamp, 1)
    copy.close(keep=True)
    again = WorkingCopy.resume(copy.path)
    assert (again.target, again.stamp, again.last, again.unpublished) == (target, stamp, 3, 1)
    # A save of what was before the last step, while that one was typed.
    stamp = again.publish(b"up to three", target, stamp, number=3)
    again.append("edit", b"four")
    again.append("edit", b"five")
    again.published(b"up to four", tmp_path / "other.roi", stamp, number=4)
    assert [step.payload for step in again.steps()] == [b"five"]
    assert (again.base(), again.unpublished, again.target) == (b"up to four", 1, tmp_path / "other.roi")
    again.close(keep=False)


def test_a_save_that_is_refused_keeps_everything(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.roi"
    target.write_bytes(b"of somebody else")
    copy = WorkingCopy.create(folder, BASE, target, None)
    copy.append("edit", b"one")
    with pytest.raises(TargetChangedError):
        copy.publish(b"with one", target, None)
    assert target.read_bytes() == b"of somebody else"
    assert [step.payload for step in copy.steps()] == [b"one"]
    assert (copy.base(), copy.unpublished, copy.stamp) == (BASE, 1, None)
    copy.close(keep=False)


@pytest.mark.parametrize("after", [True, False], ids=["target written", "target not written"])
def test_a_save_that_was_cut_off_is_told_apart(
    after: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between the announcement and the note that it is done: what the target holds decides."""
    target = tmp_path / "plan.roi"
    stamp = publish(target, BASE, None)
    copy = WorkingCopy.create(folder, BASE, target, stamp)
    copy.append("edit", b"one")
    copy.append("edit", b"two")

    def cut(path: Path, data: bytes, *_: object, **__: object) -> None:
        if after:
            safe_write.publish(path, data, stamp)
        raise KeyboardInterrupt

    monkeypatch.setattr(working_copy_module, "publish", cut)
    with pytest.raises(KeyboardInterrupt):
        copy.publish(b"up to one", target, stamp, number=1)
    copy.close(keep=True)
    [left] = leftovers(folder)
    assert left.steps == (1 if after else 2)
    again = WorkingCopy.resume(copy.path)
    assert again.stamp == stamp_of(target)  # so that the next save finds nothing changed
    assert again.base() == (b"up to one" if after else BASE)
    assert [step.payload for step in again.steps()] == ([b"two"] if after else [b"one", b"two"])
    again.close(keep=False)


def test_append_does_not_wait_for_the_disk(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    with copy._disk:  # as if a commit took for ever
        begun = time.monotonic()
        for number in range(1, 2001):
            assert copy.append("edit", b"x" * 100) == number
        assert time.monotonic() - begun < SOON
        assert copy.durable == 0
        assert not copy.wait(1, 0.01)
    assert copy.wait(2000, SOON)
    assert len(copy.steps()) == 2000
    copy.close(keep=False)


def test_what_is_told_is_durable(folder: Path) -> None:
    """At the moment a number is told another reader of the very file finds that step."""
    copy = WorkingCopy.create(folder, BASE, None, None)
    told: list[tuple[int, bool]] = []

    def look(number: int) -> None:
        assert threading.current_thread() is not threading.main_thread()
        twin = folder / f"{number}.twin"
        shutil.copy(copy.path.with_name(copy.path.name + "-wal"), f"{twin}-wal")
        shutil.copy(copy.path, twin)
        with sqlite3.connect(twin) as at:
            told.append((number, at.execute("SELECT max(number) FROM steps").fetchone()[0] >= number))
        at.close()

    copy.flush(SOON)
    copy.on_durable.append(look)
    for _ in range(20):
        copy.append("edit", b"x")
        time.sleep(0.002)
    assert copy.flush(SOON)
    copy.close(keep=False)
    assert told[-1] == (20, True)
    assert all(there for _, there in told)


def test_latency(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How long a step takes to be durable; `benchmarks/kills.py` measures it at length."""
    copy = WorkingCopy.create(folder, BASE, None, None)
    times = []
    for _ in range(100):
        begun = time.perf_counter()
        assert copy.wait(copy.append("edit", b"x" * 40), SOON)
        times.append(1000 * (time.perf_counter() - begun))
    copy.close(keep=False)
    times.sort()
    with capsys.disabled():
        sys.stdout.write(f"\ndurable after {times[50]:.1f} ms (median), {times[98]:.1f} ms (99 %)\n")


def test_a_full_disk_is_told_and_tried_again(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.append("edit", b"one")
    assert copy.flush(SOON)
    heard: list[str] = []
    copy.on_failure.append(lambda failure: heard.append(str(failure or "over")))
    room = full_working_copy(copy)
    number = copy.append("edit", b"x" * 1_000_000)
    assert not copy.wait(number, SOON)
    assert "no room left" in str(copy.failure)
    assert copy.append("edit", b"three") == 3  # goes on
    assert (copy.durable, copy.last, len(copy.steps())) == (1, 3, 1)
    assert not copy.wait(3, SOON)
    room()
    assert copy.wait(3, SOON)
    assert copy.failure is None
    assert [step.number for step in copy.steps()] == [1, 2, 3]
    assert heard[-1] == "over"
    assert all("no room left" in text for text in heard[:-1])
    copy.close(keep=False)


def test_a_retry_comes_by_itself(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    assert copy.flush(SOON)
    durable = threading.Event()
    copy.on_durable.append(lambda number: durable.set() if number else None)
    room = full_working_copy(copy)
    copy.append("edit", b"x" * 1_000_000)
    deadline = time.monotonic() + SOON
    while copy.failure is None and time.monotonic() < deadline:
        time.sleep(0.001)
    assert copy.failure
    room()
    assert durable.wait(SOON)  # nobody asked
    copy.close(keep=False)


def test_closing_on_a_full_disk_ends(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.append("edit", b"one")
    assert copy.flush(SOON)
    full_working_copy(copy)
    copy.append("edit", b"x" * 1_000_000)
    assert not copy.close(keep=True)
    assert not copy.wait(2, SOON)
    again = WorkingCopy.resume(copy.path)
    assert [step.payload for step in again.steps()] == [b"one"]
    again.close(keep=False)


def test_no_place_to_keep_is_told_and_found_later(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    copy = WorkingCopy.create(folder, BASE, None, None)
    number = copy.append("edit", b"one")
    assert not copy.wait(number, SOON)
    assert "cannot be kept" in str(copy.failure)
    with pytest.raises(FileError, match="cannot be kept"):
        copy.steps()
    folder.unlink()
    assert copy.wait(number, SOON)
    assert (copy.base(), len(copy.steps())) == (BASE, 1)
    copy.close(keep=False)


def test_saving_works_while_nothing_can_be_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_copy_module, "_ANNOUNCING", 0.2)
    copy = WorkingCopy.create(folder, BASE, None, None)
    assert copy.flush(SOON)
    room = full_working_copy(copy)
    copy.append("edit", b"x" * 1_000_000)
    copy.publish(b"saved", tmp_path / "plan.roi", None)
    assert (tmp_path / "plan.roi").read_bytes() == b"saved"
    room()
    assert copy.flush(SOON)
    assert (copy.base(), copy.steps()) == (b"saved", [])
    copy.close(keep=False)


def test_the_folder_is_removed_under_it(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.append("edit", b"one")
    assert copy.flush(SOON)
    shutil.rmtree(folder.parent)
    copy.append("edit", b"two")
    assert copy.flush(SOON)
    assert copy.path.exists()
    assert copy.close(keep=True)
    again = WorkingCopy.resume(copy.path)
    assert (again.base(), [step.payload for step in again.steps()]) == (BASE, [b"one", b"two"])
    again.close(keep=False)
    assert list(folder.iterdir()) == []


def test_a_defect_of_the_writer_is_not_silent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda found: reported.append(found.exc_type))
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.on_durable.append(lambda number: 1 // 0)  # type: ignore[arg-type]
    copy.append("edit", b"one")
    copy._thread.join(SOON)
    assert reported == [ZeroDivisionError]
    assert "no longer kept" in str(copy.failure)
    assert not copy.wait(copy.append("edit", b"two"), SOON)
    assert not copy.close(keep=True)
    copy.path.unlink()


def test_one_process_at_a_time(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.append("edit", b"one")
    assert copy.flush(SOON)
    trying = "try: WorkingCopy.resume(Path(sys.argv[2]))\nexcept BusyError as error: print('busy', error)"
    assert in_another_process(trying, folder, copy.path) == (
        "busy The document is open in another window of Channel ROI.\n"
    )
    assert in_another_process("print(leftovers(folder))", folder) == "[]\n"
    with pytest.raises(BusyError):
        WorkingCopy.resume(copy.path)
    assert leftovers(folder) == []  # and looking has not dropped the lock of this process
    assert in_another_process(trying, folder, copy.path).startswith("busy")
    copy.close(keep=True)
    assert in_another_process("print(leftovers(folder)[0].steps)", folder) == "1\n"
    WorkingCopy.resume(copy.path).close(keep=False)


def test_leftovers(folder: Path) -> None:
    assert leftovers(folder) == []
    second = left_behind(folder, "copy.append('edit'); time = __import__('time'); time.sleep(0.01)")
    first = left_behind(folder)
    found = leftovers(folder)
    assert [(left.path, left.steps) for left in found] == [(first, 2), (second, 1)]
    assert found[0].target == Path("/nowhere/plan.roi")
    assert found[0].first_at <= found[0].last_at
    assert found[0].last_at.tzinfo is UTC
    assert leftovers(folder) == found  # looking changes nothing
    for left in found:
        copy = WorkingCopy.resume(left.path)
        assert (copy.base(), len(copy.steps())) == (b"base", left.steps)
        copy.close(keep=False)
    assert list(folder.iterdir()) == []


def test_what_holds_nothing_is_removed_and_what_cannot_be_read_stays(folder: Path) -> None:
    left_behind(folder, "")  # opened, nothing typed
    left_behind(folder, "copy.append('edit'); copy.published(b'', Path('/x.roi'), None)")  # all saved
    (folder / "begun.work").touch()  # ended before the first commit
    for end in ("-wal", "-shm", "-journal"):  # ended while it removed a working copy
        (folder / f"gone.work{end}").touch()
    for name, content in (("damaged", b"SQLite format 3\0" + b"?" * 5000), ("text", b"no database at all")):
        (folder / f"{name}.work").write_bytes(content)
    with sqlite3.connect(folder / "foreign.work") as foreign:
        foreign.execute("CREATE TABLE about (x)")
    foreign.close()
    left = left_behind(folder)
    assert [found.path for found in leftovers(folder)] == [left]
    assert {path.name for path in folder.glob("*.work")} == {
        left.name, "damaged.work", "text.work", "foreign.work",
    }  # fmt: skip
    for name, sentence in (
        ("damaged", "damaged"), ("text", "damaged"), ("foreign", "Nothing was kept"), ("gone", "does not answer"),
    ):  # fmt: skip
        with pytest.raises(FileError, match=sentence):
            WorkingCopy.resume(folder / f"{name}.work")
    assert not list(folder.glob("gone.work*"))


def test_leftovers_are_cheap(folder: Path) -> None:
    """Found without reading the steps: a hundred thousand of them take no longer than two."""
    path = left_behind(folder)
    connection = tables.open_existing(path, 0)
    connection.execute("BEGIN")
    tables.insert_steps(connection, [(number, "edit", b"x" * 100, number) for number in range(3, 100_001)])
    connection.execute("COMMIT")
    counted = []
    connection.set_progress_handler(lambda: counted.append(1), 100)
    ends = tables.ends(connection)
    connection.close()
    assert ends
    assert ends[0] == 100_000
    assert len(counted) < 5  # hundreds of SQLite's instructions


def test_a_missing_step_is_damage(folder: Path) -> None:
    path = left_behind(folder, "[copy.append('edit') for _ in range(5)]")
    for damage in ("DELETE FROM steps WHERE number = 3", "UPDATE steps SET kind = 'jump' WHERE number = 5"):
        connection = tables.open_existing(path, 0)
        connection.execute(damage)
        connection.close()
        copy = WorkingCopy.resume(path)
        with pytest.raises(FileError, match="damaged"):
            copy.steps()
        copy.close(keep=True)


def test_a_newer_working_copy_is_left_alone(folder: Path) -> None:
    path = left_behind(folder)
    connection = tables.open_existing(path, 0)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(FileError, match="another version"):
        WorkingCopy.resume(path)
    assert leftovers(folder) == []
    assert path.exists()


def test_names_that_are_no_text_and_odd_folders(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%20d é計" / "working"
    target = Path(os.fsdecode(b"/tmp-\xff/plan.roi"))
    copy = WorkingCopy.create(folder, BASE, target, None)
    copy.append("edit", b"one")
    assert copy.flush(SOON), copy.failure
    copy.close(keep=True)
    assert leftovers(folder)[0].target == target
    WorkingCopy.resume(copy.path).close(keep=False)


def test_who_forgets_to_close_loses_nothing(folder: Path) -> None:
    in_another_process("copy = WorkingCopy.create(folder, b'base', None, None); copy.append('edit', b'one')", folder)
    [left] = leftovers(folder)
    assert left.steps == 1
    WorkingCopy.resume(left.path).close(keep=False)


def test_a_closed_copy_takes_nothing(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    copy.close(keep=True)
    with pytest.raises(RuntimeError):
        copy.append("edit")
    with pytest.raises(RuntimeError):
        copy.published(b"", Path("x"), publish(folder / "x", b"", None))
    with pytest.raises(FileError, match="closed"):
        copy.base()
    assert not copy.wait(1, SOON)
    assert copy.close(keep=False)
    assert [path.name for path in folder.iterdir()] == ["x"]


def test_many_threads_append(folder: Path) -> None:
    copy = WorkingCopy.create(folder, BASE, None, None)
    numbers: list[int] = []

    def write() -> None:
        numbers.extend([copy.append("edit", b"x") for _ in range(200)])

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 1601))
    assert [step.number for step in copy.steps()] == sorted(numbers)
    copy.close(keep=False)


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments(seed: int, tmp_path: Path) -> None:
    """Nothing acknowledged is lost, nothing stands half, nothing stays in the way: 50 kills in all."""
    figures = run(tmp_path, 25, seed)
    assert figures.kills == 25
    assert figures.acknowledged > 25
    assert figures.saves > 0
    assert figures.unpublished > 0


def test_what_is_on_the_disk_is_not_held_in_memory_too(folder: Path) -> None:
    base = BASE * 1000
    held = sys.getrefcount(base)
    copy = WorkingCopy.create(folder, base, None, None)
    try:
        copy.flush()
        end = time.monotonic() + SOON
        while sys.getrefcount(base) > held and time.monotonic() < end:
            time.sleep(0.005)
        assert sys.getrefcount(base) == held
    finally:
        copy.close(keep=False)
