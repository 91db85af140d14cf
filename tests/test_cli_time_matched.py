"""The time-matched view on the command line and in what is exported: figures by hand, and the document unharmed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roiapp.cli import run
from roiapp.core.catalog import standard
from roiapp.files.formats import open_document
from roiapp.files.returned.onto import take_onto
from roiapp.files.returned.workbook import given_back
from roiapp.files.table_reader import read_table

Capture = pytest.CaptureFixture[str]

# A takes 31 days, B's are those of all channels, which are A's: before February 280 and 28 of January, before March
# 30 + 280 and 3 + 56.
TABLE = """channel,start,end,spend,customers,revenue_per_sale,gross_margin,sales_cycle_days
A,2026-01-01,2026-01-31,310,4,100,0.5,31
B,2026-01-01,2026-01-31,31,1,100,0.5,
A,2026-02-01,2026-02-28,280,7,100,0.5,31
B,2026-02-01,2026-02-28,56,1,100,0.5,
A,2026-03-01,2026-03-31,620,10,100,0.5,31
B,2026-03-01,2026-03-31,62,1,100,0.5,
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "months.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def calc(capsys: Capture, *arguments: str) -> Any:
    assert run(["calc", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_calc_gives_the_figures_of_the_view(table: str, capsys: Capture) -> None:
    march = calc(capsys, table, "--period", "2026-03", "--time-matched")
    assert march["time_matched"] is True
    first, second = march["channels"]
    assert (first["inputs"]["spend"], first["inputs"]["customers"]) == (pytest.approx(310), 10)
    assert second["inputs"]["spend"] == pytest.approx(59)
    assert first["metrics"]["cac"] == pytest.approx(31)
    assert first["metrics"]["roi"] == pytest.approx((500 - 310) / 310)
    assert march["total"]["metrics"]["cac"] == pytest.approx(369 / 11)


def test_calc_says_which_figures_are_before_the_document(table: str, capsys: Capture) -> None:
    january = calc(capsys, table, "--period", "2026-01", "--time-matched")
    assert january["channels"][0]["reasons"]["cac"] == "missing: figures before Jan 2026"
    assert january["total"]["reasons"]["roi"] == "missing: figures before Jan 2026"
    assert january["channels"][0]["metrics"]["cac"] is None


def test_calc_in_words(table: str, capsys: Capture) -> None:
    assert run(["calc", table, "--period", "2026-02", "--time-matched"]) == 0
    said = capsys.readouterr().out
    assert "customers and revenue stand beside the spend and leads of 31 days earlier." in said
    assert "$280" in said
    assert run(["calc", table, "--period", "2026-02"]) == 0
    assert "earlier" not in capsys.readouterr().out


def test_the_plain_figures_say_nothing_of_it(table: str, capsys: Capture) -> None:
    march = calc(capsys, table, "--period", "2026-03")
    assert "time_matched" not in march
    assert march["channels"][0]["metrics"]["cac"] == 62


@pytest.mark.parametrize(
    "text",
    [TABLE.replace(",31\n", ",\n"), "channel,spend,customers,sales_cycle_days\nA,310,4,31\n"],
    ids=["no days to close", "no dates"],
)
def test_where_there_is_no_such_view_one_line_says_why(tmp_path: Path, capsys: Capture, text: str) -> None:
    path = tmp_path / "input.csv"
    path.write_text(text, encoding="utf-8")
    for command in ("calc", "check"):
        assert run([command, str(path), "--time-matched"]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "input.csv cannot be time-matched" in line
        assert "sales_cycle_days" in line
    out = tmp_path / "out.xlsx"
    assert run(["export", str(path), "--to", str(out), "--time-matched"]) == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["seek", "--metric", "cac", "--target", "50", "--by", "spend"],
         "A goal is sought in the figures as they are typed. Leave the time-matched view first."),
        (["allocate"], "A budget is moved in the figures as they are typed. Leave the time-matched view first."),
    ],
)  # fmt: skip
def test_what_is_to_be_typed_is_not_sought_there(
    table: str, capsys: Capture, command: list[str], sentence: str
) -> None:
    name, *rest = command
    assert run([name, table, "--period", "2026-03", *rest, "--time-matched"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip().endswith(sentence)


def test_check_no_longer_says_that_groups_are_mixed(table: str, capsys: Capture) -> None:
    arguments = ["check", table, "--period", "2026-03", "--as-of", "2026-06-30", "--json"]
    assert run(arguments) == 0
    plain = json.loads(capsys.readouterr().out)
    assert run([*arguments, "--time-matched"]) == 0
    matched = json.loads(capsys.readouterr().out)
    late = "Customers of this period came from leads of an earlier one."
    assert any(late in each["text"] for each in plain["findings"])
    assert not any(late in each["text"] for each in matched["findings"])
    assert matched["warnings"] == plain["warnings"]  # they are of what was typed
    assert run(["check", table, "--period", "2026-03", "--time-matched"]) == 0
    assert "of 31 days earlier" in capsys.readouterr().out


# -- what is exported --------------------------------------------------------------------------------------------------


def exported(table: str, tmp_path: Path, name: str) -> Path:
    out = tmp_path / name
    assert run(["export", table, "--to", str(out), "--as-of", "2026-06-30", "--time-matched"]) == 0
    return out


def test_json_and_csv_have_the_shifted_figures(table: str, tmp_path: Path, capsys: Capture) -> None:
    plain = json.loads(exported(table, tmp_path, "out.json").read_text("utf-8"))
    assert [each["time_matched"] for each in (plain, *plain["periods"])] == [True] * 4
    assert plain["channels"][0]["metrics"]["cac"] == pytest.approx(590 / 17)
    capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(exported(table, tmp_path, "out.csv").read_text("utf-8-sig"))))
    assert "out.csv: Its figures are time-matched" in capsys.readouterr().err
    (march,) = [row for row in rows if row["channel"] == "A" and row["start"] == "2026-03-01"]
    assert (float(march["spend"]), float(march["customers"])) == (pytest.approx(310), 10)
    (january,) = [row for row in rows if row["channel"] == "A" and row["start"] == "2026-01-01"]
    assert (january["spend"], january["cac"]) == ("", "")


def test_the_workbook_says_it_and_calculates_with_it(table: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(table, tmp_path, "out.xlsx"), data_only=True)
    notes = {row[0].value: row[1].value for row in book["Notes"].iter_rows() if row[0].value}
    assert "beside the spend and leads of 31 days earlier" in notes["Time-matched"]
    assert "not taken back into the document" in notes["Time-matched"]
    assert any("time-matched" in str(cell.value) for cell in book["Summary"][3])
    cells = [cell.value for row in book["Mar 2026"].iter_rows() for cell in row if isinstance(cell.value, float)]
    assert any(value == pytest.approx(310) for value in cells)
    assert any(value == pytest.approx(369 / 11) for value in cells)
    assert 620 not in cells
    formulas = openpyxl.load_workbook(tmp_path / "out.xlsx")["Mar 2026"]
    assert any(str(cell.value).startswith("=") for row in formulas.iter_rows() for cell in row)


def test_the_workbook_gives_the_document_back_as_it_was_typed(table: str, tmp_path: Path) -> None:
    out = exported(table, tmp_path, "out.xlsx")
    opened = open_document(out, standard())
    assert opened.worksheet.columns["spend"].tolist() == [[310, 31], [280, 56], [620, 62]]
    assert not opened.history.done
    assert any("time-matched view" in note for note in opened.every_note())


def test_what_is_typed_into_such_a_workbook_changes_no_document(table: str, tmp_path: Path) -> None:
    out = exported(table, tmp_path, "out.xlsx")
    book = openpyxl.load_workbook(out)
    page = book["Mar 2026"]
    (spend,) = [cell for row in page.iter_rows() for cell in row if cell.value == pytest.approx(310)]
    spend.value = 999
    book.save(out)
    returned = given_back(read_table(out), standard())
    assert returned is not None
    assert returned.worksheet.columns["spend"].tolist() == [[310, 31], [280, 56], [620, 62]]
    assert returned.changes is None
    taken = take_onto(returned, open_document(table, standard()).worksheet, standard())
    assert taken is None or taken.edit is None
    same = take_onto(returned, returned.carried, standard())
    assert same is not None
    assert same.edit is None
    assert any("time-matched view" in remark for remark in same.remarks)
