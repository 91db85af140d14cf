"""The last published versions: ten of them, whole, the latest first."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roiapp.files import disk, versions
from roiapp.files.file_errors import FileError
from roiapp.files.versions import folder_of, keep, read, versions_of


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return tmp_path / "plan.roi"


def test_the_last_ten(document: Path, state: Path) -> None:
    assert versions_of(document, state) == []
    for number in range(13):
        kept = keep(document, b"version %d" % number, state)
        assert versions_of(document, state)[0] == kept
    found = versions_of(document, state)
    assert [read(version) for version in found] == [b"version %d" % number for number in range(12, 2, -1)]
    assert all(version.size == len(read(version)) for version in found)
    assert datetime.now(UTC) - found[0].at < timedelta(minutes=1)
    assert len(list(folder_of(document, state).iterdir())) == 10
    assert versions_of(document.with_name("other.roi"), state) == []


def test_the_same_twice_is_kept_once(document: Path, state: Path) -> None:
    first = keep(document, b"one", state)
    assert keep(document, b"one", state) == first
    keep(document, b"two", state)
    keep(document, b"one", state)
    assert [read(version) for version in versions_of(document, state)] == [b"one", b"two", b"one"]


def test_one_document_by_every_way_to_it(document: Path, state: Path, tmp_path: Path) -> None:
    document.touch()
    (tmp_path / "link.roi").symlink_to(document)
    keep(document, b"one", state)
    for path in (tmp_path / "link.roi", tmp_path / "x" / ".." / "plan.roi"):
        assert len(versions_of(path, state)) == 1


def test_in_the_state_folder_by_itself(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path / "home"))
    assert keep(document, b"one").path.is_relative_to(tmp_path / "home" / "state" / "versions")
    assert [read(version) for version in versions_of(document)] == [b"one"]


def test_clocks_go_back(document: Path, state: Path) -> None:
    kept = keep(document, b"one", state)
    kept.path.rename(kept.path.with_name("00000001-29990101T000000Z.roi"))
    keep(document, b"two", state)
    assert [read(version) for version in versions_of(document, state)] == [b"two", b"one"]
    assert versions_of(document, state)[1].at == datetime(2999, 1, 1, tzinfo=UTC)


def test_a_full_disk_takes_nothing_away(document: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(document, b"one", state)

    def refuse(self: Path, data: bytes) -> int:
        self.touch()
        raise OSError(28, "")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(FileError, match=r"^plan\.roi: There is no room left"):
        keep(document, b"two", state)
    assert [path.name for path in folder_of(document, state).iterdir()] == [versions_of(document, state)[0].path.name]


def test_nothing_half_and_no_strays(document: Path, state: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True)
    keep(document, b"one", state)
    folder = folder_of(document, state)
    for name in (f"{int(ended.stdout)}-00000000.new", f"{os.getppid()}-00000000.new", "notes.txt", "00000009-x.roi"):
        (folder / name).write_bytes(b"half")
    (folder / "00000008-20269999T000000Z.roi").write_bytes(b"")
    assert [read(version) for version in versions_of(document, state)] == [b"one"]
    keep(document, b"two", state)
    assert [read(version) for version in versions_of(document, state)] == [b"two", b"one"]
    assert len(list(folder.glob("*.new"))) == 1  # of a process that lives


def test_two_processes_keep_at_once(document: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(document, b"one", state)
    monkeypatch.setattr(versions, "_number", lambda path: 0)  # as if both had seen the folder before
    real = disk.REAL_DISK.place
    refused: list[Path] = []

    def place(source: Path, target: Path) -> None:
        if not refused:
            refused.append(target)
            raise FileExistsError
        real(source, target)

    monkeypatch.setattr(disk.REAL_DISK, "place", place)
    second = keep(document, b"two", state)
    assert second.path.name.startswith("00000002")
    assert len(versions_of(document, state)) == 2


def test_a_version_that_went(document: Path, state: Path) -> None:
    version = keep(document, b"one", state)
    version.path.unlink()
    with pytest.raises(FileError):
        read(version)
