"""`roiapp export`: what it writes, what it refuses, as a whole process."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.forked_program import program

TABLE = (
    "Channel,Month,Spend,Leads,Customers,Revenue\n"
    "Radio,2026-08,100,5,1,300\nRadio,2026-09,200,8,2,700\nEmail,2026-09,,4,1,90\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "year.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def roiapp(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return program(*words, home=home)


def test_each_kind_of_file(table: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        done = roiapp("export", str(table), "--to", str(tmp_path / f"out.{ending}"), home=tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["channel"], row["start"], row["spend"], row["cac"]) for row in rows] == [
        ("Radio", "2026-08-01", "100", "100"), ("Email", "2026-08-01", "", ""),
        ("Radio", "2026-09-01", "200", "100"), ("Email", "2026-09-01", "", ""),
    ]  # fmt: skip
    figures = json.loads((tmp_path / "out.json").read_text("utf-8"))
    periods = figures.pop("periods")
    assert figures == json.loads(roiapp("calc", str(table), "--json", home=tmp_path).stdout)
    assert periods == json.loads(roiapp("calc", str(table), "--json", "--period", "each", home=tmp_path).stdout)
    assert [(each["period"]["label"], each["channels"][0]["inputs"]["spend"]) for each in periods] == [
        ("Aug 2026", 100), ("Sep 2026", 200)
    ]  # fmt: skip
    for asked in ("all", "2026-09"):
        words = ("export", str(table), "--to", str(tmp_path / "out.json"), "--period", asked)
        assert roiapp(*words, home=tmp_path).returncode == 0
        alone = json.loads((tmp_path / "out.json").read_text("utf-8"))
        assert alone == json.loads(roiapp("calc", str(table), "--json", "--period", asked, home=tmp_path).stdout)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    shown = [page.title for page in book if page.sheet_state == "visible"]
    periods = ["All periods", "Aug 2026", "Sep 2026"]
    assert shown == ["Summary", *periods, "What the numbers say", "Notes", "Assumptions", "Definitions"]


def test_one_period_and_the_numbers_of_a_language(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = roiapp("export", str(table), "--to", str(out), "--period", "2026-09", "--lang", "pl", home=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("Radio;broadcast;marketing;;;wrz 2026;2026-09-01;2026-09-30;200;8;2;700;")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "out.docx"], "“.docx” cannot be written. Name the file with .xlsx, .csv, .json, .pdf, .html."),
        (["--to", "out.csv", "--period", "2030-01"], "There is no period “2030-01”."),
        (["--to", "missing/out.csv"], "out.csv"),
        ([], "--to"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    table: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    before = sorted(tmp_path.iterdir())
    placed = [str(tmp_path / word) if word.startswith(("out.", "missing/")) else word for word in words]
    done = roiapp("export", str(table), *placed, home=tmp_path / "home")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "home"] == before


def test_our_own_export_is_replaced_wholly(table: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        out = tmp_path / f"out.{ending}"
        words = ("export", str(table), "--to", str(out))
        assert roiapp(*words, home=tmp_path).returncode == 0
        before = out.read_bytes()
        done = roiapp(*words, "--period", "2026-09", home=tmp_path)
        assert done.returncode == 0, done.stderr
        assert out.read_bytes() != before


def test_somebody_elses_file_is_replaced_only_when_that_is_asked_for(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("x" * 10_000, encoding="utf-8")
    words = ("export", str(table), "--to", str(out))
    done = roiapp(*words, home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    why = "The file was not made by Channel ROI. Choose another name, or add --replace to overwrite it."
    assert done.stderr == f"roiapp: out.csv: {why}\n"
    assert out.read_text("utf-8") == "x" * 10_000
    assert roiapp(*words, "--replace", home=tmp_path).returncode == 0
    assert "xxx" not in out.read_text("utf-8-sig")


def test_the_table_it_was_read_from_is_not_replaced_by_mistake(table: Path, tmp_path: Path) -> None:
    done = roiapp("export", str(table), "--to", str(table), home=tmp_path)
    assert done.returncode == 2
    assert table.read_text("utf-8") == TABLE


def test_a_workbook_from_here_is_read_as_its_document(tmp_path: Path) -> None:
    lines = (
        'add period "" 2026-08-01 2026-08-31\nadd channel Radio\nset Radio spend =1000*1.2 2026-08\n'
        "set Radio leads 30 2026-08\nset Radio customers 3 2026-08\nset Radio revenue_per_sale 520 2026-08\n"
        "set Radio gross_margin 40% 2026-08\nsave\n"
    )
    document, book = tmp_path / "shop.roi", tmp_path / "sent.xlsx"
    made = program("edit", str(document), home=tmp_path, lines=lines)
    assert made.returncode == 0, made.stdout + made.stderr
    assert roiapp("export", str(document), "--to", str(book), "--as-of", "2026-08-20", home=tmp_path).returncode == 0
    asked = ("--json", "--as-of", "2026-08-20", "--period", "each")
    done = roiapp("calc", str(book), *asked, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == roiapp("calc", str(document), *asked, home=tmp_path).stdout
    assert roiapp("check", str(book), home=tmp_path).stdout == roiapp("check", str(document), home=tmp_path).stdout

    changed = openpyxl.load_workbook(book)
    page = changed["Aug 2026"]
    assert (page["A6"].value, page["B6"].value) == ("Radio", "=1000*1.2")
    page["B6"].value = 1500
    changed.save(book)
    done = roiapp("calc", str(book), "--json", "--period", "2026-08", home=tmp_path)
    figures = json.loads(done.stdout)["channels"][0]
    assert figures["inputs"]["spend"] == 1500
    assert figures["metrics"]["cac"] == 500
    assert done.stderr.splitlines() == [
        "sent.xlsx: The workbook was changed since it was exported. 1 cell changed in Radio.",
        "sent.xlsx: Radio, Aug 2026, Spend: $1,200 → $1,500.",
    ]
    again = tmp_path / "again.xlsx"
    assert roiapp("export", str(book), "--to", str(again), home=tmp_path).returncode == 0
    assert json.loads(roiapp("calc", str(again), "--json", "--period", "2026-08", home=tmp_path).stdout) == json.loads(
        done.stdout
    )
