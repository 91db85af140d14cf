"""What is handed out agrees with itself and with the program: versions, types of file, libraries, icons, licences."""

from __future__ import annotations

import ast
import configparser
import os
import re
import runpy
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from defusedxml.ElementTree import fromstring

from roiapp import app, cli
from roiapp.files import table_reader
from roiapp.files.project_schema import APPLICATION_ID
from roiapp.files.table_reader import read_table
from roiapp.language import LANGUAGES, tr, use
from roiapp.resources import resource

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGING: Final = ROOT / "packaging"
LINUX: Final = PACKAGING / "linux"
VERSION: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
TYPE: Final = "application/x-channel-roi"
MIME: Final = "{http://www.freedesktop.org/standards/shared-mime-info}"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(PACKAGING / name))


def words(text: str) -> list[str]:
    return re.sub(r"[\\\n]", " ", text).split()


# -- Linux -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def entry() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(LINUX / "channel-roi.desktop", encoding="utf-8")
    return read["Desktop Entry"]


def test_the_desktop_entry_starts_the_program_with_the_file(entry: configparser.SectionProxy) -> None:
    assert (entry["Type"], entry["Name"], entry["Exec"]) == ("Application", "Channel ROI", "roiapp %f")
    assert entry["MimeType"] == f"{TYPE};"
    # Desktops know the window's program by this name.
    assert f'setDesktopFileName("{entry["Icon"]}")' in Path(app.__file__).read_text("utf-8")
    if checker := shutil.which("desktop-file-validate"):
        done = subprocess.run([checker, LINUX / "channel-roi.desktop"], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_desktop_entry_speaks_as_the_program_does(entry: configparser.SectionProxy) -> None:
    try:
        for code in LANGUAGES:
            use(code)
            said = tr("Shows which marketing channels pay off. Without a command: opens the window, with FILE in it.")
            shown = entry["Comment" if code == "en" else f"Comment[{code}]"]
            assert said.startswith(f"{shown}."), code
    finally:
        use("en")


def test_the_type_of_file_is_told_by_name_and_by_the_bytes_of_our_documents() -> None:
    (kind,) = fromstring((LINUX / "channel-roi.xml").read_text("utf-8"))
    assert kind.get("type") == TYPE
    assert [each.get("pattern") for each in kind.findall(f"{MIME}glob")] == ["*.roi"]
    assert {each.get(LANG, "en") for each in kind.findall(f"{MIME}comment")} == set(LANGUAGES)
    (magic,) = kind.findall(f"{MIME}magic")
    (sqlite,) = magic
    (ours,) = sqlite
    document = (ROOT / "tests" / "data" / "documents" / "version-5.roi").read_bytes()
    assert document.startswith(sqlite.get("value").encode())
    assert (ours.get("type"), int(ours.get("value"), 16)) == ("big32", APPLICATION_ID)
    assert struct.unpack_from(">I", document, int(ours.get("offset"))) == (APPLICATION_ID,)


def test_the_debian_package_asks_for_what_set_up_installs() -> None:
    control = (LINUX / "control").read_text("utf-8")
    (asked,) = re.findall(r"^Depends: (.*)$", control, flags=re.MULTILINE)
    depends = {re.sub(r" \(.*", "", each) for each in asked.split(", ")}
    set_up = (PACKAGING / "set_up").read_text("utf-8")
    offscreen, window = (words(re.search(rf'^{name}_packages="([^"]*)"', set_up, flags=re.MULTILINE)[1])  # type: ignore[index]
                         for name in ("offscreen", "window"))  # fmt: skip
    assert depends - {"libc6", "libstdc++6"} == {*offscreen, *window} - {"$offscreen_packages"}
    assert depends - {"libc6", "libstdc++6"} == set(words(app._LIBRARIES))


def test_the_manual_page_names_every_command() -> None:
    page = (LINUX / "roiapp.1").read_text("utf-8")
    assert tuple(re.findall(r"^\.B ([a-z]+)$", page.partition(".SH COMMANDS")[2], flags=re.MULTILINE)) == cli.COMMANDS
    assert f"the language: {', '.join(LANGUAGES)}" in page


# -- Windows and macOS -------------------------------------------------------------------------------------------------


def test_windows_is_told_the_version() -> None:
    text = script("windows/version_resource.py")["text"]("1.20.3")
    called = ast.parse(text, mode="eval").body
    assert isinstance(called, ast.Call)
    assert "filevers=(1, 20, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.20.3')" in text
    assert script("build_app")["VERSION"] == VERSION


def test_all_systems_open_the_same_files() -> None:
    spec = (PACKAGING / "channel-roi.spec").read_text("utf-8")
    compile(spec, "channel-roi.spec", "exec")
    assert '"public.filename-extension": ["roi"]' in spec
    installer = (PACKAGING / "windows" / "channel-roi.iss").read_text("utf-8")
    assert r"Software\Classes\.roi" in installer
    assert TYPE in spec
    assert TYPE in installer


def test_icons_are_drawn_from_the_drawing(qapp: object) -> None:
    for place, data in script("make_icons")["files"]().items():
        assert place.read_bytes() == data, f"{place.name}: run packaging/make_icons"
    ico = (PACKAGING / "icons" / "channel-roi.ico").read_bytes()
    sizes = []
    for index in range(struct.unpack_from("<H", ico, 4)[0]):
        width, _, _, _, _, _, length, place = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * index)
        picture = ico[place : place + length]
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">I", picture, 16)[0] % 256 == width
        sizes.append(width or 256)
    assert sizes == [16, 24, 32, 48, 64, 256]


def test_the_finders_file_waits_for_whoever_opens_it(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtGui import QFileOpenEvent\n"
        "from roiapp.ui.window.finder import FinderApplication\n"
        "a = FinderApplication(['roiapp'])\n"
        "a.sendEvent(a, QFileOpenEvent('/one.roi'))\n"
        "print('none yet'); a.listen(print)\n"
        "a.sendEvent(a, QFileOpenEvent('/two.roi'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["none yet", str(Path("/one.roi")), str(Path("/two.roi"))]


# -- the packaged program ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_the_packaged_program_reads_tables_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no Python but the program; called with a word of its own, it is the process that reads."""
    program = tmp_path / "roiapp"
    begun = tmp_path / "begun"
    program.write_text(
        f'#!/bin/sh\necho "$1" >>"{begun}"\nPYTHONPATH="{ROOT}" exec "{sys.executable}" '
        f'"{PACKAGING / "frozen_start.py"}" "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "channel-roi"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    table = read_table(ROOT / "tests" / "data" / "marketing_roi_worksheet.xlsx")
    assert table.sheets[0].rows
    assert begun.read_text("utf-8").split() == ["--read-table"]


def test_on_windows_the_window_reads_with_the_terminals_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "channel-roi.exe"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert table_reader._program() == [str(tmp_path / "roiapp.exe"), "--read-table"]


def test_licences_of_what_has_none_in_its_own_folder_are_carried() -> None:
    """The Python packages of Qt say under which licence they are and bring no text."""
    texts = {path.stem: path.read_text("utf-8") for path in (PACKAGING / "licences").glob("*.txt")}
    assert "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3" in texts["LGPL-3.0"]
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in texts["GPL-3.0"]


def test_the_packaged_parts_are_on_the_list_of_licences() -> None:
    spec = (PACKAGING / "channel-roi.spec").read_text("utf-8")
    packaged = set(re.findall(r'"([\w-]+)"', re.search(r"PACKAGES = \((.*?)\n\)", spec, flags=re.DOTALL)[1]))  # type: ignore[index]
    listed = {line.split("\t")[0] for line in resource("licences.tsv").read_text("utf-8").splitlines()[1:]}
    lock = (PACKAGING / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE))
    assert {each.lower() for each in packaged} - {"channel-roi"} <= listed
    # pandas and what it needs is for notebooks; colorama comes with pytest and the terminal of Windows
    assert locked - {each.lower() for each in packaged} == {"pandas", "python-dateutil", "tzdata", "colorama"}


def test_the_wheel_is_the_same_bytes_at_any_time(tmp_path: Path) -> None:
    """What is compiled for it does not say when; the rest is hatchling's, which takes no time of its own."""
    compile_one = script("compile_translations")["compile_catalogue"]
    text = (ROOT / "resources" / "translations" / "pl" / "LC_MESSAGES" / "roiapp.po").read_bytes()[:2000]
    place = tmp_path / "pl" / "LC_MESSAGES" / "roiapp.po"
    place.parent.mkdir(parents=True)
    place.write_bytes(text.rpartition(b"\n\n")[0] + b"\n")
    compile_one(place)
    assert b"POT-Creation-Date: 1970-01-01 00:00+0000" in place.with_suffix(".mo").read_bytes()


# -- the workflow ------------------------------------------------------------------------------------------------------


def test_the_workflow_uses_fixed_actions_and_scripts_that_are_there() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [each for each in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each)] == []
    scripts = set(re.findall(r"packaging/[\w./-]+", text.replace("\\", "/")))
    assert len(scripts) >= 7
    assert [each for each in sorted(scripts) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize(
    "name", ["build_app", "build_deb", "make_icons", "smoke_test", "try_bare", "audit", "macos/build_dmg"]
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bit")
def test_the_scripts_can_be_started(name: str) -> None:
    assert os.access(PACKAGING / name, os.X_OK)


@pytest.mark.skipif("TRY_BARE" not in os.environ, reason="takes many minutes and root: set TRY_BARE to the package")
def test_the_debian_package_on_a_system_without_python(tmp_path: Path) -> None:
    subprocess.run([PACKAGING / "try_bare", os.environ["TRY_BARE"], tmp_path], check=True)
