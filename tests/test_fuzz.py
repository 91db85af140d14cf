"""What fuzzing starts from and what it has found, once more; and a few inputs by chance to each target."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.by_chance import by_chance
from tests.fuzz.one_by_one import CORPUS, Target, names

_SLOW = {"workbooks", "tables"}


@pytest.mark.parametrize("name", names())
def test_nothing_that_was_found_is_a_defect_any_more(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path))
    target = Target.named(name)
    for path in target.kept():
        target.run(path.read_bytes())
    assert by_chance(target, 60, most=3 if name in _SLOW else 25) == 0, list(tmp_path.iterdir())


def test_every_folder_of_the_corpus_has_its_target_and_is_small() -> None:
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} <= set(names())
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 400_000


def test_a_target_that_breaks_is_told_and_its_input_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def run(data: bytes) -> None:
        assert b"7" not in data

    assert by_chance(Target("broken", run, lambda: iter((b"1234567",)), None, 100), 60, most=50) == 1
    (found,) = tmp_path.iterdir()
    assert b"7" in found.read_bytes()
