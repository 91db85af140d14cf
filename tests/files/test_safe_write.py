"""Publishing a file: the old bytes or the new ones after any power cut, a sentence for all that a disk refuses."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from roiapp.files import safe_write
from roiapp.files.file_errors import FileError
from roiapp.files.safe_write import Stamp, TargetChangedError, UnconfirmedError, publish, stamp_of
from roiapp.processes import running
from tests.files.trying_disk import OPERATIONS, Operation, TryingDisk, after_power_cut, prefixes, refusing

OLD, NEW = b"the old document" * 40, b"The NEW document." * 30
NAMES = (
    "plan.roi", "Zażółć gęślą jaźń.roi", "計画 2026.roi", "план.roi", "خطة.roi", "תוכנית.roi", "योजना.roi", "แผน.roi",
    "Þórður.roi", "oʻzbek rejasi.roi", "👩‍🌾 🌽.roi", "e\u0301.roi", "a b\tc.roi", "-rf.roi", "#%20&?;$HOME'\"`.roi",
    "..roi", "no ending", "x" * 250 + ".roi",
)  # fmt: skip


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "plan.roi"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def kinds(disk: TryingDisk) -> list[str]:
    return [operation.kind for operation in disk.done]


def appearing(path: Path) -> TryingDisk:
    """A disk on which somebody else makes the file in the very last moment."""

    def before(kind: str) -> None:
        if kind == "place":
            path.write_bytes(OLD)

    return TryingDisk(before)


def test_new_then_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.roi"
    assert stamp_of(path) is None
    first = publish(path, OLD, None)
    assert (first, path.read_bytes()) == (stamp_of(path), OLD)
    second = publish(path, NEW, first)
    assert (second, path.read_bytes()) == (stamp_of(path), NEW)
    assert not second.same(first)
    assert publish(path, b"", second).size == 0
    assert names(tmp_path) == ["plan.roi"]


def test_the_order_is_what_makes_it_safe(target: Path) -> None:
    disk = TryingDisk()
    publish(target, NEW, stamp_of(target), disk=disk)
    assert [op.kind for op in disk.done] == [
        "create",
        "keep_access",
        "write",
        "fsync",
        "close",
        "replace",
        "fsync_folder",
    ]
    disk = TryingDisk()
    publish(target.with_name("other.roi"), NEW, None, disk=disk)
    assert kinds(disk) == ["create", "write", "fsync", "close", "place", "fsync_folder"]


@pytest.mark.parametrize("case", ["replaced", "new", "in pieces", "overwritten"])
def test_every_prefix_is_the_old_document_or_the_new(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after any operation and at any byte of a write: about a thousand states each, on a real folder and
    on a disk that keeps no more than it must."""
    if case == "in pieces":
        monkeypatch.setattr(safe_write, "_PIECE", 100)
    folder = tmp_path / "saved"
    folder.mkdir()
    target = folder / "plan.roi"
    before = {} if case == "new" else {"plan.roi": OLD}
    for name, content in before.items():
        (folder / name).write_bytes(content)
    disk = TryingDisk()
    publish(target, NEW, stamp_of(target), overwrite=case == "overwritten", disk=disk)
    allowed = {None if case == "new" else OLD, NEW}
    seen: set[bytes | None] = set()
    states = 0
    for done in prefixes(disk.done):
        states += 1
        replayed = replay(done, tmp_path / f"{states}", before)
        assert replayed in allowed
        assert after_power_cut(before, done, "plan.roi") <= allowed
        seen.add(replayed)
    assert states > len(NEW)
    assert seen == allowed
    assert after_power_cut(before, disk.done, "plan.roi") == {NEW}  # confirmed: it stays


def replay(done: list[Operation], folder: Path, before: dict[str, bytes]) -> bytes | None:
    """What a real folder holds under the target's name after these operations; it is removed again."""
    folder.mkdir()
    for name, content in before.items():
        (folder / name).write_bytes(content)
    for operation in done:
        path = folder / operation.name
        match operation.kind:
            case "create":
                path.touch()
            case "write":
                with path.open("ab") as stream:
                    stream.write(operation.data)
            case "replace" | "place":
                path.replace(folder / operation.other)
            case "unlink":
                path.unlink()
    target = folder / "plan.roi"
    content_now = target.read_bytes() if target.exists() else None
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return content_now


@pytest.mark.parametrize("forgotten", ["fsync", "fsync_folder", "replace"])
def test_the_power_cut_would_find_a_wrong_order(forgotten: str, target: Path) -> None:
    """What the test above is worth: with a sync left out, or written in place, it fails."""
    disk = TryingDisk()
    publish(target, NEW, stamp_of(target), disk=disk)
    done = [op for op in disk.done if op.kind != forgotten]
    if forgotten == "replace":
        done = [Operation("write", "plan.roi", data=op.data) for op in done if op.kind == "write"]
    states = set().union(*(after_power_cut({"plan.roi": OLD}, part, "plan.roi") for part in prefixes(done)))
    whole = after_power_cut({"plan.roi": OLD}, done, "plan.roi")
    assert states - {OLD, NEW} or whole != {NEW}


SENTENCES = {
    errno.ENOSPC: "no room left", errno.EDQUOT: "no room left", errno.EROFS: "only be read",
    errno.EACCES: "not allowed to write", errno.EPERM: "not allowed to write", errno.EIO: "does not answer",
    errno.ENOENT: "not there", errno.ENAMETOOLONG: "too long", errno.ESTALE: "does not answer",
    errno.EBUSY: "Another program", errno.EFBIG: "larger than", errno.EINVAL: "does not accept this name",
    errno.ENOTSUP: os.strerror(errno.ENOTSUP),
}  # fmt: skip


@pytest.mark.parametrize("number", SENTENCES, ids=errno.errorcode.get)
@pytest.mark.parametrize("kind", [op for op in OPERATIONS if op not in ("place", "fsync_folder")])
def test_a_refusal_is_a_sentence_and_the_old_file_stands(kind: str, number: int, target: Path) -> None:
    with pytest.raises(FileError) as caught:
        publish(target, NEW, stamp_of(target), disk=refusing(kind, number))
    assert SENTENCES[number] in str(caught.value)
    assert str(caught.value).startswith("plan.roi: ")
    assert str(caught.value).endswith(".")
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["plan.roi"]


@pytest.mark.parametrize("kind", ["create", "write", "fsync", "close", "place"])
def test_a_new_file_that_cannot_be_written_is_not_there(kind: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no room left"):
        publish(tmp_path / "plan.roi", NEW, None, disk=refusing(kind, errno.ENOSPC))
    assert names(tmp_path) == []


def test_the_first_error_is_told_when_tidying_fails_too(target: Path) -> None:
    def before(kind: str) -> None:
        if kind in ("write", "unlink"):
            raise OSError(errno.ENOSPC if kind == "write" else errno.EROFS, "")

    with pytest.raises(FileError, match="no room left"):
        publish(target, NEW, stamp_of(target), disk=TryingDisk(before))
    assert target.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced(target: Path) -> None:
    with pytest.raises(UnconfirmedError, match="did not confirm") as caught:
        publish(target, NEW, stamp_of(target), disk=refusing("fsync_folder", errno.EIO))
    assert target.read_bytes() == NEW
    assert caught.value.stamp == stamp_of(target)
    assert publish(target, OLD, caught.value.stamp).same(stamp_of(target))


def test_the_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    stamp = publish(folder / "plan.roi", OLD, None)
    (folder / "plan.roi").unlink()
    folder.rmdir()
    with pytest.raises(FileError, match="folder is not there"):
        publish(folder / "plan.roi", NEW, stamp)
    folder.write_text("a file now")
    with pytest.raises(FileError, match="folder is not there"):
        publish(folder / "plan.roi", NEW, None)


def test_long_names_and_paths(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="too long"):
        publish(tmp_path / ("x" * 300), NEW, None)
    deep = tmp_path / "/".join("y" * 30 for _ in range(10))
    deep.mkdir(parents=True)
    assert len(str(deep)) > 300
    publish(deep / "plan.roi", NEW, None)
    assert (deep / "plan.roi").read_bytes() == NEW
    with pytest.raises(FileError, match="too long"):
        publish(tmp_path / ("z/" * 3000), NEW, None)
    for name in ("a\0b.roi", "half \ud800.roi"):
        with pytest.raises(FileError, match="does not accept this name"):
            publish(tmp_path / name, NEW, None)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_in_every_script(name: str, tmp_path: Path) -> None:
    stamp = publish(tmp_path / name, OLD, None)
    publish(tmp_path / name, NEW, stamp)
    assert (tmp_path / name).read_bytes() == NEW
    assert names(tmp_path) == [name]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.roi"))
    try:
        publish(path, NEW, None)
    except FileError:
        pytest.skip("a disk that takes text only")
    assert path.read_bytes() == NEW


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan.roi").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (("plan.roi", "folder of this name"), ("pipe", "no file that can be replaced")):
        with pytest.raises(FileError, match=sentence):
            publish(tmp_path / name, NEW, None, overwrite=True)
        with pytest.raises(FileError, match=sentence):
            stamp_of(tmp_path / name)
    assert names(tmp_path) == ["pipe", "plan.roi"]


def test_a_protected_file_is_not_replaced(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(FileError, match="protected against writing"):
        publish(target, NEW, stamp_of(target))
    assert target.read_bytes() == OLD


def test_permissions_stay(target: Path) -> None:
    before = os.umask(0o027)
    try:
        for mode in (0o600, 0o640, 0o664, 0o755):
            target.chmod(mode)
            publish(target, NEW + bytes([mode & 255]), stamp_of(target))
            assert target.stat().st_mode & 0o777 == mode
        publish(target.with_name("new.roi"), NEW, None)
        assert target.with_name("new.roi").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_owner_and_attributes_stay(target: Path) -> None:
    if os.geteuid() == 0:
        os.chown(target, 12345, 23456)
    owner = target.stat().st_uid, target.stat().st_gid
    marked = False
    with suppress(OSError, AttributeError):
        os.setxattr(target, "user.colour", b"green")
        marked = True
    publish(target, NEW, stamp_of(target))
    assert (target.stat().st_uid, target.stat().st_gid) == owner
    if marked:
        assert os.getxattr(target, "user.colour") == b"green"


def test_links_are_followed(target: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link, second = elsewhere / "link.roi", elsewhere / "second.roi"
    link.symlink_to(Path("../plan.roi"))
    second.symlink_to(link)
    publish(second, NEW, stamp_of(second))
    assert second.is_symlink()
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    nowhere = elsewhere / "nowhere.roi"
    nowhere.symlink_to(tmp_path / "made.roi")
    publish(nowhere, OLD, None)
    assert (tmp_path / "made.roi").read_bytes() == OLD
    circle = elsewhere / "circle.roi"
    circle.symlink_to(circle)
    with pytest.raises(FileError, match="leads back to itself"):
        publish(circle, OLD, None)
    assert names(elsewhere) == ["circle.roi", "link.roi", "nowhere.roi", "second.roi"]


@pytest.mark.parametrize("moment", ["before", "create", "fsync", "close"])
def test_a_target_changed_by_somebody_else_stays(moment: str, target: Path) -> None:
    stamp = stamp_of(target)
    theirs = b"x" * len(OLD)

    def before(kind: str) -> None:
        if kind == moment:
            target.write_bytes(theirs)

    if moment == "before":
        target.write_bytes(theirs)
    with pytest.raises(TargetChangedError, match="has changed since") as caught:
        publish(target, NEW, stamp, disk=TryingDisk(before))
    assert caught.value.current == stamp_of(target)
    assert target.read_bytes() == theirs
    assert names(target.parent) == ["plan.roi"]
    publish(target, NEW, stamp, overwrite=True)
    assert target.read_bytes() == NEW


def test_a_target_that_came_or_went(target: Path, tmp_path: Path) -> None:
    stamp = stamp_of(target)
    with pytest.raises(TargetChangedError, match="has changed since"):
        publish(target, NEW, None)
    target.unlink()
    with pytest.raises(TargetChangedError, match="no longer there") as caught:
        publish(target, NEW, stamp)
    assert caught.value.current is None
    assert names(tmp_path) == []
    # In the very last moment, between the look and the new name.
    with pytest.raises(TargetChangedError, match="has changed since"):
        publish(target, NEW, None, disk=appearing(target))
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["plan.roi"]


def test_what_is_no_change(target: Path) -> None:
    stamp = stamp_of(target)
    os.utime(target, ns=(1, 1))
    target.write_bytes(OLD)  # touched, or copied back: the same document
    publish(target, NEW, stamp)
    publish(target, NEW, stamp)  # a save that was cut off after its last step, done once more
    assert target.read_bytes() == NEW


def test_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    publish(tmp_path / "plan.roi", NEW, None)
    assert (tmp_path / "plan.roi").read_bytes() == NEW
    with pytest.raises(TargetChangedError):
        publish(tmp_path / "b.roi", NEW, None, disk=appearing(tmp_path / "b.roi"))
    assert names(tmp_path) == ["b.roi", "plan.roi"]


def test_what_a_killed_process_left_is_removed(target: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    gone = int(dead.stdout)
    assert not running(gone)
    prefix = safe_write._prefix(target)
    strays = [target.with_name(f"{prefix}{number}-00000000.tmp") for number in (gone, os.getppid())]
    strays += [target.with_name(name) for name in (f".~save-00000000-{gone}-0.tmp", f"{prefix}x-0.tmp", "plan.roi.tmp")]
    for stray in strays:
        stray.write_bytes(b"")
    publish(target, NEW, stamp_of(target))
    assert not strays[0].exists()
    assert all(stray.exists() for stray in strays[1:])  # of somebody alive, of another document, not ours


def test_stamps_compare_by_content() -> None:
    one = Stamp(3, 1, 1, "a")
    assert one.same(Stamp(3, 2, 2, "a"))
    assert not one.same(Stamp(3, 1, 1, "b"))
    assert not one.same(None)


def test_a_stamp_says_later_what_the_content_was(target: Path) -> None:
    found = target.stat()
    known, early = stamp_of(target), Stamp(len(OLD), found.st_mtime_ns, found.st_ino, OLD)
    theirs = OLD[::-1]
    target.write_bytes(theirs)
    with pytest.raises(TargetChangedError):
        publish(target, NEW, early)
    assert target.read_bytes() == theirs
    assert (early, early.plain()) == (known, {**early.plain(), "sha256": hashlib.sha256(OLD).hexdigest()})


def test_a_file_that_may_not_be_read(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileError, match="not allowed to read"):
        stamp_of(target)
