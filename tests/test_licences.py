"""The licences of all that the program rests on: complete, up to date, and shown."""

from __future__ import annotations

import importlib.util
import re
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from roiapp.licences import parts

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    loader = SourceFileLoader("make_licences", str(ROOT / "packaging" / "make_licences"))
    spec = importlib.util.spec_from_loader("make_licences", loader)
    assert spec is not None
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    return made


def test_the_files_are_what_the_metadata_says(maker: ModuleType) -> None:
    for place, text in maker.texts().items():
        assert place.read_text("utf-8") == text, f"{place.name}: run packaging/make_licences"


def test_every_locked_package_is_in_the_list_and_on_the_page() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==([\w.]+)", lock, flags=re.MULTILINE))
    assert len(locked) >= 15
    assert locked <= {(part.name, part.version) for part in parts()}
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    assert [name for name, version in locked if f"| {name} | {version} | " not in page] == []


def test_known_licences() -> None:
    """As their projects say on their own pages."""
    known = {part.name: part.licence for part in parts()}
    assert known["pyside6-essentials"].startswith("LGPL-3.0-only OR ")
    wanted = {"openpyxl": "MIT", "xlsxwriter": "BSD-2-Clause", "scipy": "BSD-3-Clause", "defusedxml": "PSF-2.0",
              "Lucide (icons)": "ISC", "tzdata": "Apache-2.0"}  # fmt: skip
    assert {name: known[name] for name in wanted} == wanted
    assert all(part.licence and part.home.startswith("http") for part in parts())
    fonts = (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in fonts
    assert "Inter 3.19" in fonts


def test_a_package_that_says_nothing_is_not_guessed(maker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    from email.message import Message

    silent = Message()
    silent["License"] = "see the file"
    monkeypatch.setattr(maker, "metadata", lambda _name: silent)
    with pytest.raises(ValueError, match="says no licence that is known here"):
        maker.licence_of("silent")
