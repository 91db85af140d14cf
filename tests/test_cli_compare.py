"""`roiapp compare`: scenarios side by side, without a window."""

import json
from pathlib import Path
from typing import Any

import pytest

from roiapp.cli import run
from tests.test_cli_scenario import DOCUMENT

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def document(tmp_path: Path) -> str:
    """Radio 1,000 for 10 customers a month, SEO 500 in August alone for 20. “Less radio”: a quarter of Radio's spend
    and 300 for SEO in September, responding by 0.5; on it “Better margin”, three times Radio's 50 %."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return str(path)


def printed(capsys: Capture, *arguments: str) -> list[str]:
    assert run(["compare", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out.splitlines()


def answer(capsys: Capture, *arguments: str) -> Any:
    return json.loads("\n".join(printed(capsys, *arguments, "--format", "json")), parse_constant=pytest.fail)


def refused(capsys: Capture, *arguments: str) -> str:
    assert run(["compare", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


def test_all_scenarios_as_json(capsys: Capture, document: str) -> None:
    """In August: 30 customers for 1,500 are 25 for 750; with 0.9 Radio keeps 10 × ¼^0.9 of its ten."""
    found = answer(capsys, document, "--period", "2026-08")
    assert found["period"] == {"label": "Aug 2026", "start": "2026-08-01", "end": "2026-08-31"}
    assert (found["channel"], found["currency"], found["elasticities"]) == (None, "USD", [0.5, 0.9])
    less, better = found["scenarios"]
    assert (less["name"], less["on"], less["note"]) == ("Less radio", [], "Half of it")
    assert less["changes"] == [
        "Spend of SEO in Sep 2026: set to $300, was blank", "Spend of Radio: times 0.25 (−75%)",
        "All visits, leads, customers and typed revenue respond to spend with elasticity 0.5",
    ]  # fmt: skip
    assert less["cannot_respond"] == ["SEO"]
    assert (better["on"], better["at_limits"]) == (["Less radio"], ["gross_margin"])
    by_id = {each["id"]: each for each in found["figures"]}
    assert list(by_id) == ["spend", "leads", "cost_per_lead", "cac", "gross_return", "roi"]
    cac = by_id["cac"]
    assert (cac["base"], cac["reason"]) == (50, None)
    cell = cac["scenarios"][0]
    assert (cell["name"], cell["value"], cell["difference"], cell["better"]) == ("Less radio", 30, -20, True)
    assert cell["range"] == pytest.approx([30, 750 / (20 + 10 * 0.25**0.9)])
    assert by_id["spend"]["scenarios"][0] == {
        "name": "Less radio", "value": 750, "difference": -750, "relative": -0.5, "better": None, "range": None,
        "reason": None,
    }  # fmt: skip


def test_a_channel_and_chosen_figures(capsys: Capture, document: str) -> None:
    found = answer(capsys, document, "--channel", "radio", "--scenario", "less RADIO", "--metric", "CAC", "customers")
    assert found["channel"] == "Radio"
    assert [each["name"] for each in found["scenarios"]] == ["Less radio"]
    cac, customers = found["figures"]
    assert (cac["id"], cac["base"], cac["scenarios"][0]["value"]) == ("cac", 100, 50)
    assert (customers["id"], customers["base"], customers["scenarios"][0]["value"]) == ("customers", 20, 10)


def test_every_metric_on_demand(capsys: Capture, document: str) -> None:
    ids = [each["id"] for each in answer(capsys, document, "--all")["figures"]]
    assert ids[:6] == ["spend", "leads", "cost_per_lead", "cac", "gross_return", "roi"]
    assert len(ids) == len(set(ids)) > 50
    assert answer(capsys, document, "--all", "--scenario", "Less radio")["figures"][ids.index("ltv_to_cac")]["reason"]


def test_in_words(capsys: Capture, document: str) -> None:
    lines = printed(capsys, document, "--period", "2026-08", "--scenario", "Better margin", "Less radio",
                    "--metric", "cac", "roi", "close_rate")  # fmt: skip
    assert lines[:8] == [
        "All channels, Aug 2026",
        "",
        "Better margin on Less radio",
        "  Gross margin of Radio: times 3 (+200%)",
        "",
        "Less radio: Half of it",
        "  Spend of SEO in Sep 2026: set to $300, was blank",
        "  Spend of Radio: times 0.25 (−75%)",
    ]
    table = [line.split("  ") for line in lines if "acquisition" in line]
    assert [part.strip() for part in table[0] if part.strip()] == [
        "Customer acquisition cost (CAC)", "$50.00", "$30.00", "−$20.00 (−40.0%)", "$30.00", "−$20.00 (−40.0%)",
    ]  # fmt: skip
    assert [part.strip() for part in table[1] if part.strip()][1:] == ["$30.00 to $32.79", "$30.00 to $32.79"]
    assert lines[-4].startswith("Ranges: elasticities from 0.5 to 0.9, which is an assumption.")
    assert lines[-3:] == [
        "Better margin: kept at a limit: Gross margin.",
        "Better margin: nothing was spent on SEO before, so how they respond is not known.",
        "Less radio: nothing was spent on SEO before, so how they respond is not known.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--scenario Lessradio", "There is no scenario “Lessradio”. Did you mean Less radio?"),
        ("--channel Rdio", "There is no channel “Rdio”. Did you mean Radio?"),
        ("--metric cacc", "There is no figure “cacc”. Did you mean cac?"),
        ("--period 2027-01", "2027-01"),
    ],
)
def test_it_refuses_in_one_line(capsys: Capture, document: str, words: str, said: str) -> None:
    assert said in refused(capsys, document, *words.split())


def test_a_document_without_scenarios(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Channel,Spend\nRadio,100\n", encoding="utf-8")
    assert "This document has no scenarios to compare." in refused(capsys, str(path))
