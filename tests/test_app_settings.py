"""What is remembered between two starts, and that no damage of it keeps the program from starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roiapp import settings
from roiapp.settings import Defaults, Recent, Settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_everything_is_as_usual() -> None:
    assert settings.load() == Settings()


def test_what_is_kept_comes_back(home: Path) -> None:
    file = Recent("/ł.roi", "Łódź", "Q3 2026", -0.08, "2026-10-05T09:41:00+02:00")
    begun = Defaults("PLN", "pl", 0.4)
    kept = Settings("dark", "pl", 150, (file, Recent("/a.csv")), "Z2Vv", "c3Bs", asked=True, defaults=begun)
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
    content = {"theme": "purple", "language": 7, "text_size": 300, "recent": ["/a.csv", 3], "geometry": None, "more": 1}
    (home / "settings.json").write_text(json.dumps(content), encoding="utf-8")
    assert settings.load() == Settings(recent=(Recent("/a.csv"),))


@pytest.mark.parametrize(
    ("content", "sound"),
    [
        ({"currency": "pln", "locale": "../etc", "margin": 1.5}, Defaults()),
        ({"currency": "PLNX", "locale": "en GB", "margin": True}, Defaults()),
        ({"currency": ["EUR"], "locale": 3, "margin": "0.4"}, Defaults()),
        ({"currency": "EUR", "locale": "uz_Latn_UZ", "margin": 1, "more": 2}, Defaults("EUR", "uz_Latn_UZ", 1.0)),
        ({"margin": float("nan")}, Defaults()),
        ("EUR", Defaults()),
    ],
)
def test_of_damaged_defaults_what_is_sound_stays(home: Path, content: object, sound: Defaults) -> None:
    (home / "settings.json").write_text(json.dumps({"asked": 1, "defaults": content}), encoding="utf-8")
    assert settings.load() == Settings(defaults=sound)


def test_files_as_earlier_versions_kept_them_are_still_there(home: Path) -> None:
    (home / "settings.json").write_text(json.dumps({"recent": ["/b.roi", "/a.csv"]}), encoding="utf-8")
    assert settings.load().recent == (Recent("/b.roi"), Recent("/a.csv"))


def test_of_a_damaged_entry_what_is_sound_stays(home: Path) -> None:
    entries = (
        '{"path": "/a.roi", "title": 3, "roi": NaN, "at": "x", "more": 1}', '{"title": "no path"}', '{"path": ""}',
        '{"path": "/b.roi", "roi": true}', '{"path": "/c.roi", "roi": 2}',
        '{"path": "/d.roi", "roi": 1' + "0" * 400 + "}",
        "[]", "null",
    )  # fmt: skip
    text = f'{{"recent": [{", ".join(entries)}]}}'
    (home / "settings.json").write_text(text, encoding="utf-8")
    sound = (Recent("/a.roi", at="x"), Recent("/b.roi"), Recent("/c.roi", roi=2.0), Recent("/d.roi"))
    assert settings.load().recent == sound


def test_a_file_can_be_taken_from_the_list() -> None:
    kept = Settings(recent=(Recent("/a.roi"), Recent("/b.roi")))
    assert kept.without_recent("/a.roi").recent == (Recent("/b.roi"),)
    assert kept.without_recent("/c.roi") == kept


def test_recent_files_are_unique_latest_first_and_few() -> None:
    found = Settings()
    for number in (*range(20), 5):
        found = found.with_recent(Recent(f"/{number}.csv", str(number)))
    assert found.recent[:2] == (Recent("/5.csv", "5"), Recent("/19.csv", "19"))
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
