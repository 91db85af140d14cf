"""Tests draw on the offscreen platform, whether a display is there or not; other programs judge where they are
installed."""

from __future__ import annotations

import builtins
import gc
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Hundreds of modules are rewritten for their asserts, and processes started that load the program: what Python has
# compiled it keeps.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Thousands of documents are made, each with a file that must be on the disk before the test goes on: in memory it is at
# once. What passed takes no room there (`tmp_path_retention_policy`).
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own in it
_ROOM: Final = 1 << 30  # bytes; many times what the tests have at one time
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# How long an example takes on a busy machine says nothing about the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_NUMBERS: Final = itertools.count()


@pytest.fixture(autouse=True, scope="session")
def nobodys_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In place of the user's own settings and those of Qt, which no test may read and none may write."""
    folder = tmp_path_factory.mktemp("nobodys")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ROIAPP_HOME", raising=False)
        for what in "CONFIG", "STATE", "DATA":
            patch.setenv(f"XDG_{what}_HOME", str(folder / what.lower()))
        yield folder
    assert not list(folder.glob("*/channel-roi")), "written by a test beside the home it has"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a test keeps is its own, what it finds is nothing: the language above all."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_NUMBERS))
    monkeypatch.setenv("ROIAPP_HOME", str(home))
    return home


#: fixture -> the program it needs, what it judges and the package it comes with
_JUDGES: Final = {
    "libreoffice": ("soffice", "LibreOffice", "the Excel formulas", "libreoffice-calc-nogui"),
    "pdftotext": ("pdftotext", "pdftotext", "the text of PDF pages", "poppler-utils"),
}


@pytest.fixture(scope="session")
def libreoffice_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings of LibreOffice for the tests alone: it calculates all it opens, and is not new to itself, as it would
    try its graphics at every start then, with a gigabyte of pictures. What the first start makes stays."""
    profile = tmp_path_factory.mktemp("libreoffice") / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item>"
        '<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse">'
        "<value>99.9</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    return profile


@pytest.fixture
def libreoffice(tmp_path: Path, libreoffice_profile: Path) -> Callable[..., list[Path]]:
    """Recalculates workbooks and gives the files it wrote, as workbooks again or as PDF."""
    program = _judge("libreoffice")

    def recalculate(paths: list[Path], ending: str = "xlsx") -> list[Path]:
        target = tmp_path / "recalculated"
        subprocess.run(
            [program, f"-env:UserInstallation={libreoffice_profile.as_uri()}", "--headless", "--norestore",
             "--convert-to", ending,
             "--outdir", str(target), *map(str, paths)],
            check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip
        return [target / f"{path.stem}.{ending}" for path in paths]

    return recalculate


@pytest.fixture
def pdftotext(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The text of a PDF's pages as another program reads it."""
    program = _judge("pdftotext")

    def read(data: bytes) -> list[str]:
        path = tmp_path / "read.pdf"
        path.write_bytes(data)
        done = subprocess.run([program, "-layout", str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode("utf-8").split("\f")[:-1]

    return read


def _judge(name: str) -> str:
    program, called, of, package = _JUDGES[name]
    found = shutil.which(program)
    assert found, f"{called} is needed for the check of {of}: install {package}."
    return found


def _missing() -> set[str]:
    """In CI the question is not asked: there the judges must be present, and their tests fail without them."""
    return set() if "CI" in os.environ else {name for name, judge in _JUDGES.items() if not shutil.which(judge[0])}


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a fifth of the time a test of the window waits for what is drawn later."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + 1


def pytest_sessionstart() -> None:
    """Qt for Python reads the source of every module that is imported after it, see `roiapp.app`."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def pytest_report_header() -> list[str]:
    judges = [_JUDGES[name] for name in sorted(_missing())]
    return [
        f"{name} is missing: the check of {what} is left out (install {package})." for _, name, what, package in judges
    ]


class _FromElsewhere(pytest.Dir):
    """A folder in which each worker begins at another place."""

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        found = list(super().collect())
        worker, workers = os.environ["PYTEST_XDIST_WORKER"], int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        start = len(found) * int(worker.removeprefix("gw")) // workers
        return found[start:] + found[:start]


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Where nothing is compiled yet, workers share the compiling: what one has come by, the others need not."""
    shared = "PYTEST_XDIST_WORKER" in os.environ and not (path / "__init__.py").exists()
    return _FromElsewhere.from_parent(parent, path=path) if shared else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    left_out = [item for item in items if missing.intersection(getattr(item, "fixturenames", ()))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    # The long ones come first: one at the end would keep a single worker busy while the others have nothing to do.
    items.sort(key=lambda item: (item.get_closest_marker("slow") is None, item.path))


def pytest_collection_finish() -> None:
    """What is there by now stays: no search for garbage goes through all modules and thousands of tests again, and the
    young are looked through less often than by a program that should stay small."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
