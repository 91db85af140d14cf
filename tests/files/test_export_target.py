"""What stands where an export is to go: our own exports are known again, everything else is somebody's."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from roiapp.core.periods import all_periods
from roiapp.files import templates
from roiapp.files.export_target import Target, beside, look, refusal, write
from roiapp.files.exports import ENDINGS, ExportError, content
from roiapp.files.file_errors import FileError
from roiapp.files.safe_write import TargetChangedError
from roiapp.files.session import Session


@pytest.fixture(scope="module")
def exported() -> dict[str, bytes]:
    """The sample as a file of every kind, and as CSV with the numbers of a language."""
    session = Session(templates.load_sample())
    view = all_periods(session.worksheet.periods)
    made = {ending: content(session, view, ending) for ending in ENDINGS}
    return {**made, ".pl.csv": content(session, view, ".csv", "pl")}


def at(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", [*ENDINGS, ".pl.csv"])
def test_our_own_are_known_whatever_they_are_called(exported: dict[str, bytes], ending: str, tmp_path: Path) -> None:
    assert look(at(tmp_path, f"out{ending}", exported[ending])).whose == "ours"
    assert look(at(tmp_path, "renamed.bak", exported[ending])).free


def test_nothing_is_there(tmp_path: Path) -> None:
    target = look(tmp_path / "out.xlsx")
    assert target == Target(tmp_path / "out.xlsx", "nobody", None)
    assert target.free


def by_openpyxl(path: Path, _libreoffice: object) -> Path:
    book = openpyxl.load_workbook(path)
    book.active["B6"] = 7  # type: ignore[index]
    book.save(path)
    return path


def by_libreoffice(path: Path, recalculated: Callable[[list[Path]], list[Path]]) -> Path:
    return recalculated([path])[0]


@pytest.mark.parametrize("save", [by_openpyxl, by_libreoffice])
def test_a_workbook_that_another_program_saved_is_not_taken_for_ours_alone(
    exported: dict[str, bytes],
    save: Callable[[Path, Callable[[list[Path]], list[Path]]], Path],
    libreoffice: Callable[[list[Path]], list[Path]],
    tmp_path: Path,
) -> None:
    before = exported[".xlsx"]
    made = at(tmp_path, "out.xlsx", before)
    # A day passes: the time of creation stays what it was.
    with zipfile.ZipFile(made) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, yesterday(data) if name == "docProps/core.xml" else data)
    assert look(made).whose == "ours"
    target = look(save(made, libreoffice))
    assert target.whose == "changed"
    assert not target.free
    assert "changed in another program" in str(refusal(target))


def yesterday(core: bytes) -> bytes:
    """The times of a workbook's properties, long ago."""
    start = core.index(b"W3CDTF") + 8
    stamp = core[start : core.index(b"<", start)]
    return core.replace(stamp, b"2026-01-02T03:04:05Z")


def somebodys_workbook() -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    book.set_properties({"comments": "For Channel ROI"})
    book.add_worksheet().write(0, 0, "channel,kind,source,group,owner,period,start,end")
    book.close()
    return kept.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"Channel,Spend\r\nRadio,5\r\n", b"channel,kind,source\r\n", b"PK", b"PK\x03\x04 and no archive" * 9,
        b'{"period": {"label": "Q3"}}', b'{\n  "channels": []\n}', b"%PDF-1.7\n", somebodys_workbook(),
        b"\xef\xbb\xbfchannel,kind,source,group,owner,period,start,ending\r\n",
    ],
    ids=["empty", "csv", "short-header", "two-letters", "no-archive", "json", "other-json", "pdf", "xlsx", "like-ours"],
)  # fmt: skip
def test_everything_else_is_somebodys(data: bytes, tmp_path: Path) -> None:
    target = look(at(tmp_path, "theirs.xlsx", data))
    assert target.whose == "other"
    assert str(refusal(target)).startswith("theirs.xlsx: The file was not made by Channel ROI.")


def test_a_damaged_or_crafted_archive_is_somebodys(exported: dict[str, bytes], tmp_path: Path) -> None:
    whole = exported[".xlsx"]
    for name, data in (
        ("cut", whole[:-30]),
        ("no-list", whole[:-22] + b"PK\x05\x07" + whole[-18:]),
        ("a-list-without-end", whole[:-14] + b"\xff\xff\xff\xff" + whole[-10:]),
        ("overwritten", whole[:60] + b"\0" * (len(whole) - 82) + whole[-22:]),
    ):
        assert look(at(tmp_path, name, data)).whose == "other", name


def test_what_is_no_file_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(FileError, match="There is a folder of this name"):
        look(tmp_path / "folder.xlsx")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(FileError, match="no file that can be replaced"):
        look(tmp_path / "pipe.csv")
    (tmp_path / "round.csv").symlink_to("round.csv")
    with pytest.raises(FileError, match="link that leads back to itself"):
        look(tmp_path / "round.csv")


def test_what_was_looked_at_is_what_is_replaced(tmp_path: Path) -> None:
    there = at(tmp_path, "out.csv", b"a")
    target = look(there)
    there.write_bytes(b"b")
    with pytest.raises(TargetChangedError, match="was changed while it was being exported; nothing was written"):
        write(target, b"new")
    assert there.read_bytes() == b"b"
    write(look(there), b"new")
    assert there.read_bytes() == b"new"
    free = look(tmp_path / "free.csv")
    at(tmp_path, "free.csv", b"somebody was faster")
    with pytest.raises(TargetChangedError):
        write(free, b"new")
    assert (tmp_path / "free.csv").read_bytes() == b"somebody was faster"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["free.csv", "out.csv"]


def test_a_name_beside_it_that_is_free(tmp_path: Path) -> None:
    path = tmp_path / "Q3 2026.xlsx"
    assert beside(path).name == "Q3 2026 (2).xlsx"
    at(tmp_path, "Q3 2026 (2).xlsx", b"")
    (tmp_path / "Q3 2026 (3).xlsx").symlink_to("nowhere")
    assert beside(path).name == "Q3 2026 (4).xlsx"


def test_json_says_what_is_in_it_first(exported: dict[str, bytes]) -> None:
    """Ours is known by the order of its first keys; this holds it."""
    assert list(json.loads(exported[".json"]))[:4] == ["period", "scenario", "currency", "as_of"]


def test_another_ending_is_refused() -> None:
    session = Session(templates.load_sample())
    with pytest.raises(ExportError, match=r"“\.docx” cannot be written"):
        content(session, all_periods(session.worksheet.periods), ".docx")
