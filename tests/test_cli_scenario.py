"""`--scenario S`: figures as they would be, by the commands that print some."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roiapp.cli import run

Capture = pytest.CaptureFixture[str]
DOCUMENT = {
    "format": "channel-roi",
    "version": 1,
    "periods": [{"start": "2026-08-01", "end": "2026-08-31"}, {"start": "2026-09-01", "end": "2026-09-30"}],
    "channels": [
        {"name": "Radio", "figures": {"spend": [1000, 1000], "leads": [50, 50], "customers": [10, 10],
                                      "revenue_per_sale": [200, 200], "gross_margin": [0.5, 0.5]}},
        {"name": "SEO", "figures": {"spend": [500, None], "leads": [100, 100], "customers": [20, 20],
                                    "revenue_per_sale": [100, 100], "gross_margin": [0.4, 0.4]}},
    ],
    "records": {
        "scenarios": [
            {"key": 1, "name": "Less radio", "note": "Half of it"},
            {"key": 2, "name": "Better margin", "parent": 1},
        ],
        "scenario_changes": [
            {"scenario": 1, "kind": "scale", "field": "spend", "channel": "Radio", "value": 0.25},
            {"scenario": 1, "kind": "set", "field": "spend", "channel": "SEO", "period": 2, "value": 300},
            {"scenario": 1, "kind": "respond", "value": 0.5},
            {"scenario": 2, "kind": "scale", "field": "gross_margin", "channel": "Radio", "value": 3},
        ],
    },
}  # fmt: skip


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return str(path)


def calc(capsys: Capture, *arguments: str) -> tuple[Any, list[str]]:
    assert run(["calc", *arguments, "--json"]) == 0
    captured = capsys.readouterr()
    return json.loads(captured.out, parse_constant=pytest.fail), captured.err.splitlines()


def test_calc_under_a_scenario(capsys: Capture, document: str) -> None:
    """Radio at a quarter of its spend brings half its customers: 5 for 250, a CAC of 50. SEO's September is typed from
    nothing, so how it responds is not known, and that is said."""
    found, said = calc(capsys, document, "--period", "2026-08", "--scenario", "less RADIO")
    assert found["scenario"] == "Less radio"
    radio, seo = (each["inputs"] | each["metrics"] for each in found["channels"])
    assert (radio["spend"], radio["customers"], radio["leads"], radio["cac"]) == (250, 5, 25, 50)
    assert (seo["spend"], seo["customers"]) == (500, 20)
    assert said == ["plan.json: Nothing was spent on SEO before, so how they respond is not known."]
    plain, nothing = calc(capsys, document, "--period", "2026-08")
    assert (plain["scenario"], plain["channels"][0]["inputs"]["spend"], nothing) == (None, 1000, [])


def test_a_scenario_on_another_and_a_limit(capsys: Capture, document: str) -> None:
    """Three times 50 % is kept at 100 %: 5 sales of 200 for 250 are an ROI of 300 %."""
    found, said = calc(capsys, document, "--period", "2026-08", "--scenario", "Better margin")
    assert found["channels"][0]["metrics"]["roi"] == pytest.approx(3.0)
    assert said[0] == "plan.json: Gross margin was kept at its limit: Radio."


def test_the_table_names_it_and_seek_looks_under_it(capsys: Capture, document: str) -> None:
    assert run(["calc", document, "--scenario", "Less radio"]) == 0
    assert "Less radio" in capsys.readouterr().out.splitlines()[0]
    assert run(["seek", document, "--metric", "cac", "--target", "40", "--by", "spend", "--channel", "Radio",
                "--period", "2026-08", "--scenario", "Less radio", "--json"]) == 0  # fmt: skip
    assert json.loads(capsys.readouterr().out)["answer"] == 200.0


def test_a_scenario_that_is_not_there(capsys: Capture, document: str, tmp_path: Path) -> None:
    assert run(["calc", document, "--scenario", "Less radios"]) == 2
    assert "There is no scenario “Less radios”. Did you mean Less radio?" in capsys.readouterr().err
    table = tmp_path / "plain.csv"
    table.write_text("Channel,Spend\nRadio,5\n", encoding="utf-8")
    assert run(["check", str(table), "--scenario", "x"]) == 2
    assert "There is no scenario “x”. This document has none." in capsys.readouterr().err


def test_an_export_under_a_scenario(capsys: Capture, document: str, tmp_path: Path) -> None:
    """CSV names the scenario in a column, JSON beside the period, the workbook in its title; all as `calc` has it."""
    for ending in ("csv", "json", "xlsx"):
        out = tmp_path / f"out.{ending}"
        assert run(["export", document, "--to", str(out), "--scenario", "less radio", "--period", "2026-08"]) == 0
        assert "Nothing was spent on SEO before" in capsys.readouterr().err
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["channel"], row["scenario"], row["spend"], row["cac"]) for row in rows] == [
        ("Radio", "Less radio", "250", "50"), ("SEO", "Less radio", "500", "25"),
    ]  # fmt: skip
    found, _ = calc(capsys, document, "--period", "2026-08", "--scenario", "Less radio")
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == found
    again, _ = calc(capsys, str(tmp_path / "out.csv"))
    assert [each["metrics"] for each in again["channels"]] == [each["metrics"] for each in found["channels"]]
    assert run(["export", document, "--to", str(tmp_path / "plain.csv")]) == 0
    assert ",scenario," not in (tmp_path / "plain.csv").read_text("utf-8-sig").splitlines()[0]


def test_a_workbook_under_a_scenario_is_a_document_of_its_own(capsys: Capture, document: str, tmp_path: Path) -> None:
    """It is called by the scenario; what lies on that lies on it now, and nothing is changed a second time."""
    out = tmp_path / "out.xlsx"
    assert run(["export", document, "--to", str(out), "--scenario", "Less radio"]) == 0
    book = openpyxl.load_workbook(out, data_only=True)
    assert book["Summary"]["B2"].value == "Less radio"
    assert "Better margin" in book.sheetnames
    assert "Less radio" not in book.sheetnames
    plain, _ = calc(capsys, str(out), "--period", "2026-08")
    assert [each["inputs"]["spend"] for each in plain["channels"]] == [250, 500]
    above, _ = calc(capsys, str(out), "--period", "2026-08", "--scenario", "Better margin")
    expected, _ = calc(capsys, document, "--period", "2026-08", "--scenario", "Better margin")
    assert [each["metrics"] for each in above["channels"]] == [each["metrics"] for each in expected["channels"]]
    assert run(["calc", str(out), "--scenario", "Less radio"]) == 2


def test_an_export_under_a_scenario_replaces_only_our_own(capsys: Capture, document: str, tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx"):
        out = tmp_path / f"out.{ending}"
        words = ["export", document, "--to", str(out), "--scenario", "Less radio"]
        assert run(words) == 0
        assert run(words) == 0
        out.write_text("mine", encoding="utf-8")
        assert run(words) == 2
        assert "was not made by Channel ROI" in capsys.readouterr().err
        assert out.read_text("utf-8") == "mine"
    assert run([*words[:-1], "Less radios"]) == 2
    assert "Did you mean Less radio?" in capsys.readouterr().err


def test_the_workbook_of_a_scenario_says_what_that_says(tmp_path: Path, capsys: Capture, document: str) -> None:
    """Nothing in it is an observation, so nothing is tested: no range, and no verdict by one."""
    book = tmp_path / "plan.xlsx"
    assert run(["export", document, "--scenario", "Less radio", "--to", str(book)]) == 0
    page = openpyxl.load_workbook(book)["What the scenario says"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert page["A1"].value == "What the scenario Less radio says"
    assert "less gross profit for" in text
    assert "suppositions under the scenario" in text
    assert "95%" not in text
    assert "break-even" not in text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_figures_under_a_scenario_are_no_observations_where_they_come_in(
    tmp_path: Path, capsys: Capture, document: str, ending: str
) -> None:
    """They are refused by a document that is there, and said of a new one."""
    base, table, fresh = tmp_path / "base.roi", tmp_path / f"under.{ending}", tmp_path / "fresh.roi"
    assert run(["import", document, "--to", str(base)]) == 0
    before = base.read_bytes()
    assert run(["export", document, "--scenario", "Less radio", "--to", str(table)]) == 0
    capsys.readouterr()
    assert run(["import", str(table), "--to", str(base)]) != 0
    said = capsys.readouterr().err
    assert "under the scenario “Less radio”: suppositions, not observations." in said
    assert said.rstrip().endswith("Import them into a new document.")
    assert base.read_bytes() == before
    assert run(["import", str(table), "--to", str(fresh)]) == 0
    assert "under the scenario “Less radio”: suppositions" in capsys.readouterr().out
    assert run(["calc", str(fresh), "--period", "2026-08", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["channels"][0]["inputs"]["spend"] == 250


def test_what_matters_names_the_scenario_and_that_counts_are_suppositions(capsys: Capture, document: str) -> None:
    asked = ["matters", document, "--channel", "Radio", "--period", "2026-08", "--scenario", "Less radio"]
    assert run(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ROI, Radio, Aug 2026, under Less radio: ")
    assert any("Under Less radio counts are suppositions" in line for line in lines)
    assert run([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scenario"] == "Less radio"
