"""The project's own rules: sizes, locks, resources, and what must not be in a tracked file."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont

from roiapp.resources import MissingResourceError, resource

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "roiapp").rglob("*.py"))
LOCKS = [ROOT / "packaging" / f"requirements{name}.lock" for name in ("", "-dev", "-build", "-audit")]
ICONS = sorted(resource("icons").glob("*.svg"))
FONTS = sorted(resource("fonts").glob("*.otf"))
LONGEST_MODULE = 350

# Written in pieces, so that this file passes its own check. Where X servers listen is the same on every machine.
PRIVATE_PLACES = re.compile(
    "|".join(
        [
            r"(?<![\w.~-])/" + r"(?:home|root|Users|work|opt|tmp)/(?!\.X11-unix)[\w.-]+",
            r"(?i:[a-z]:\\" + r"users\\)",
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npm" + "js",
            "npm" + r"js\.(?:com|org)",
            "ana" + r"conda\.org",
        ]
    )
)


def project() -> dict[str, Any]:
    """pyproject.toml as a dictionary."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


#: what these pages write for any name
_FOR_ANY = re.compile(r"NAME|LANG|…")


@pytest.mark.parametrize("page", ["architecture.md", "how_to.md"])
def test_modules_that_a_page_names_are_there(page: str) -> None:
    """Modules and folders, written `room.module` or `room/module`, and what is said to stand in one of them."""
    rooms = {path.name for path in (ROOT / "roiapp").iterdir()} | {"roiapp", "tests", "packaging", "benchmarks"}
    missing = []
    for name in set(re.findall(r"`([\w./]+)`", (ROOT / "docs" / page).read_text("utf-8"))):
        parts = re.split(r"[./]", name.removesuffix(".py"))
        if parts[0] not in rooms or _FOR_ANY.search(name):
            continue
        place, rest = ROOT if (ROOT / parts[0]).exists() else ROOT / "roiapp", list(parts)
        while rest and ((place / rest[0]).exists() or (place / f"{rest[0]}.py").exists()):
            place /= rest.pop(0)
        module = place.with_suffix(".py")
        text = module.read_text("utf-8") if module.exists() else ""
        missing += [name for part in rest if not re.search(rf"\b{part}\b", text)]
    assert missing == []


def tracked_files() -> list[Path]:
    """The files git knows; the test is skipped in a copy that is no clone."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    listed = subprocess.run(
        [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_modules_are_short() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_modules_say_what_they_are_for() -> None:
    silent = [path.relative_to(ROOT) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_no_folder_is_a_drawer_for_anything() -> None:
    names = {part for path in MODULES for part in (*path.relative_to(ROOT).parent.parts, path.stem)}
    assert names & {"util", "utils", "helpers", "common", "misc"} == set()


def test_nothing_names_a_registry_or_one_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in PRIVATE_PLACES.finditer(text)]
    assert found == []


def lock_entries(lock: Path) -> dict[str, str]:
    """Each requirement of the lock with all that follows it up to the next."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)
    return {entry.split("==")[0]: entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_version_and_hashes(lock: Path) -> None:
    entries = lock_entries(lock)
    assert entries
    faulty = [name for name, entry in entries.items() if "==" not in entry or "--hash=sha256:" not in entry]
    assert faulty == []
    assert "://" not in lock.read_text("utf-8")


def test_development_lock_contains_the_runtime_lock() -> None:
    # ./test marks the runtime packages as installed on the strength of this.
    runtime, development = map(lock_entries, LOCKS[:2])
    assert {name: development.get(name) for name in runtime} == runtime


def test_locks_hold_every_declared_package() -> None:
    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=!~;\[ ]", text)[0].lower() for text in requirements}

    runtime, development = map(lock_entries, LOCKS[:2])
    assert names(project()["project"]["dependencies"]) <= set(runtime)
    assert names(project()["dependency-groups"]["dev"]) <= set(development)


def test_import_contracts_name_real_modules() -> None:
    named = set()
    for contract in project()["tool"]["importlinter"]["contracts"]:
        for container in contract.get("containers", [""]):
            for line in (*contract.get("layers", ()), *contract.get("source_modules", ())):
                named |= {f"{container}.{name.strip()}".lstrip(".") for name in line.split("|")}
    places = {name: ROOT.joinpath(*name.split(".")) for name in named}
    assert [n for n, place in places.items() if not (place.is_dir() or place.with_suffix(".py").exists())] == []


def test_every_room_of_the_window_has_its_place_in_the_contract() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    (rooms,) = (c["layers"] for c in contracts if c.get("containers") == ["roiapp.ui"])
    folder = ROOT / "roiapp" / "ui"
    assert sorted(rooms) == sorted(p.parent.name for p in folder.glob("*/__init__.py"))
    assert [p.name for p in folder.glob("*.py")] == ["__init__.py"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bit")
@pytest.mark.parametrize(
    "script",
    [
        "run",
        "test",
        ".ci/run",
        "packaging/lock",
        "packaging/set_up",
        "packaging/compile_translations",
        "packaging/make_fonts",
    ],
)
def test_scripts_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_icon_is_a_drawing_that_takes_a_colour(icon: Path) -> None:
    drawing = fromstring(icon.read_text("utf-8"))
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    if icon.stem != "app":
        assert drawing.get("stroke") == "currentColor"
        assert drawing.get("stroke-width") == "1.75"


def test_icons_named_in_the_code_exist() -> None:
    named = {
        name for path in MODULES for name in re.findall(r"""\bicon\(\s*["']([a-z0-9-]+)["']""", path.read_text("utf-8"))
    }
    assert named - {icon.stem for icon in ICONS} == set()


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_licences_lie_beside_what_they_cover(folder: str) -> None:
    assert any(resource(folder).glob("OFL.txt")) or any(resource(folder).glob("LICENSE"))


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_font_has_figures_of_one_width_and_our_name(path: Path) -> None:
    font = TTFont(path)
    characters = font.getBestCmap()
    assert len({font["hmtx"][characters[ord(figure)]][0] for figure in "0123456789\u2007"}) == 1
    assert {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} <= {"kern", "mark"}
    assert {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord} <= {"ccmp"}
    assert font["name"].getDebugName(16).startswith("Channel ROI ")
    needed = "ąćęłńóśźżéèêëçœàâîïôûùüğışİöáðíúýþæʻʼßÄ−–—…·÷×±≥≤→←↑↓↔ΣΔ€£₺$√▲▼◂▸✓‘’“”„«»\u00a0\u202f"
    assert [character for character in needed if ord(character) not in characters] == []


def test_fonts_cover_the_weights_of_the_design() -> None:
    weights = {(font["name"].getDebugName(16), font["OS/2"].usWeightClass) for font in map(TTFont, FONTS)}
    assert weights == {
        ("Channel ROI Sans", 400),
        ("Channel ROI Sans", 500),
        ("Channel ROI Sans", 600),
        ("Channel ROI Display", 600),
    }


def test_names_in_arabic_and_hebrew_have_fonts() -> None:
    scripts = {"Channel ROI Arabic": "إعلاناتپگک٠۰،؟", "Channel ROI Hebrew": "אבגדשרתךםןףץ׳״"}
    found = set()
    for path in resource("fonts").glob("*.ttf"):
        font = TTFont(path)
        family, weight = font["name"].getDebugName(16), font["OS/2"].usWeightClass
        characters = font.getBestCmap()
        assert [letter for letter in scripts[family] if ord(letter) not in characters] == []
        assert not {ord(sign) for sign in "aZ09 "} & set(characters)  # these are Inter's
        found.add((family, weight))
    assert found == {(family, weight) for family in scripts for weight in (400, 600)}


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(MissingResourceError, match=r"no-such-icon\.svg is missing"):
        resource("icons", "no-such-icon.svg")


CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Spend"
msgstr "Ausgaben"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Where a German catalogue would lie, in a project that has none yet."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "compile_translations", tmp_path / "packaging")
    folder = tmp_path / "resources" / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "roiapp.po"


def compile_translations(catalogue: Path) -> subprocess.CompletedProcess[str]:
    """Run the copy of packaging/compile_translations that belongs to `catalogue`."""
    script = catalogue.parents[4] / "packaging" / "compile_translations"
    return subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)


def test_translations_are_compiled(catalogue: Path) -> None:
    assert compile_translations(catalogue).returncode == 0
    catalogue.write_text(CATALOGUE, "utf-8")
    assert compile_translations(catalogue).returncode == 0
    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Spend") == "Ausgaben"


def test_a_broken_translation_is_named(catalogue: Path) -> None:
    catalogue.write_text(CATALOGUE + '\nmsgid "unfinished\n', "utf-8")
    done = compile_translations(catalogue)
    assert done.returncode == 2
    assert "roiapp.po" in done.stderr
    assert not catalogue.with_suffix(".mo").exists()
