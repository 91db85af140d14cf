"""What is remembered between two starts, and that no damage of it keeps the program from starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roiapp import settings
from roiapp.settings import Settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_everything_is_as_usual() -> None:
    assert settings.load() == Settings()


def test_what_is_kept_comes_back(home: Path) -> None:
    kept = Settings("dark", "pl", ("/a.csv", "/ł.xlsx"), "Z2Vv", "c3Bs")
    settings.save(kept)
    assert settings.load() == kept
    assert [path.name for path in home.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("damage", [b"{", b"[1, 2]", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(home: Path, damage: bytes) -> None:
    (home / "settings.json").write_bytes(damage)
    assert settings.load() == Settings()
    assert (home / "settings.broken.json").read_bytes() == damage
    settings.save(Settings(theme="dark"))
    assert settings.load().theme == "dark"


def test_values_of_a_wrong_kind_are_left_out(home: Path) -> None:
    content = {"theme": "purple", "language": 7, "recent": ["/a.csv", 3], "geometry": None, "unknown": 1}
    (home / "settings.json").write_text(json.dumps(content), encoding="utf-8")
    assert settings.load() == Settings(recent=("/a.csv",))


def test_recent_files_are_unique_latest_first_and_few() -> None:
    found = Settings()
    for number in (*range(20), 5):
        found = found.with_recent(f"/{number}.csv")
    assert found.recent[:2] == ("/5.csv", "/19.csv")
    assert len(found.recent) == 12


def test_a_folder_that_cannot_be_written_is_an_error_of_its_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ROIAPP_HOME", str(home / "file"))
    with pytest.raises(OSError, match="file"):
        settings.save(Settings())
    assert settings.load() == Settings()


def test_without_an_own_home_the_platform_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROIAPP_HOME")
    assert settings.settings_folder().name == "channel-roi"
    assert settings.state_folder().is_absolute()
