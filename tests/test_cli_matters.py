"""`roiapp matters` as a user meets it."""

import json
from pathlib import Path
from typing import Any

import pytest

from roiapp.cli import run

Capture = pytest.CaptureFixture[str]
#: Ads: 20 × 100 × 60 % = 1,200 for 1,000. Radio's margin is not known.
TABLE = (
    "Channel,Month,Spend,Leads,Customers,Revenue per sale,Gross margin\n"
    "Ads,2026-08,1000,50,20,100,60%\nRadio,2026-08,500,30,10,100,\n"
)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "two.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def answer(capsys: Capture, *arguments: str) -> Any:
    assert run(["matters", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def refused(capsys: Capture, *arguments: str) -> str:
    assert run(["matters", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


def test_bars_and_risk_of_a_channel(capsys: Capture, table: str) -> None:
    found = answer(capsys, table, "--channel", "ads", "--range", "20%")
    assert (found["metric"], found["channel"], found["now"]) == ("roi", "Ads", pytest.approx(0.2))
    assert found["line"] == {"value": 0.0, "kind": "zero"}
    first = found["inputs"][0]
    assert (first["by"], first["low"], first["high"]) == ("spend", 800.0, 1200.0)
    assert (first["at_low"], first["at_high"]) == (pytest.approx(0.5), pytest.approx(0.0))
    assert [each["by"] for each in found["inputs"][1:]] == ["customers", "revenue_per_sale", "gross_margin"]
    assert found["unknown"] == ["revenue"]
    chance = found["risk"]
    assert 0.5 < chance["chance"] < 1.0
    assert chance["low"] < chance["middle"] < chance["high"]
    assert (chance["typed"], chance["channels"], chance["left_out"]) == (pytest.approx(0.2), ["Ads"], [])


def test_the_total_by_channel_and_who_is_left_out(capsys: Capture, table: str) -> None:
    found = answer(capsys, table, "--metric", "cac", "--by-channel")
    assert found["now"] == 50.0
    assert {(each["channel"], each["by"]) for each in found["inputs"]} == {
        ("Ads", "spend"), ("Ads", "customers"), ("Radio", "spend"), ("Radio", "customers"),
    }  # fmt: skip
    assert found["risk"]["left_out"] == ["Radio"]
    (ads,) = (each for each in found["inputs"] if (each["channel"], each["by"]) == ("Ads", "spend"))
    assert (ads["at_low"], ads["at_high"]) == (pytest.approx(1400 / 30), pytest.approx(1600 / 30))


def test_one_close_rate_makes_a_loss_likelier(capsys: Capture, table: str, tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    rows = "".join(f"C{n},2026-08,1000,50,10,125,100%\n" for n in range(6))
    path.write_text(TABLE.splitlines(keepends=True)[0] + rows, encoding="utf-8")
    apart, together = (answer(capsys, str(path), *more)["risk"] for more in ((), ("--one-close-rate",)))
    assert together["high"] - together["low"] > apart["high"] - apart["low"]


def test_in_words(capsys: Capture, table: str) -> None:
    assert run(["matters", table, "--channel", "Ads", "--period", "2026-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ROI, Ads, Aug 2026: +20%"
    assert lines[1] == (
        "ROI depends most on this input: Spend. From $900 to $1,100 of it ROI goes from +33% to +9%. To know that "
        "exactly, or to make it better, is worth more than anything below it. None of them alone turns it into a loss "
        "within these ends."
    )
    assert [line.split()[0] for line in lines[5:9]] == ["Spend", "Customers", "Revenue", "Margin"]
    assert lines[5].split()[1:] == ["$900", "$1,000", "$1,100", "+33%", "+9%"]
    assert lines[10].startswith("The money comes back in ")
    assert run(["matters", table]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Radio is left out. Not known yet: Margin missing."


def test_what_cannot_be_asked_is_refused_in_a_line(capsys: Capture, table: str) -> None:
    assert "Wireless" in refused(capsys, table, "--channel", "Wireless")
    assert "nonsense" in refused(capsys, table, "--metric", "nonsense")
    said = "“150%” is no range. Write a part of today's value, such as 10%."
    assert refused(capsys, table, "--range", "150%").endswith(said)
    assert refused(capsys, table, "--range", "x")


def test_nothing_known_is_said_and_no_failure(capsys: Capture, table: str, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Channel,Month,Spend\nAds,2026-08,100\n", encoding="utf-8")
    found = answer(capsys, str(path))
    assert (found["now"], found["inputs"], found["risk"]) == (None, [], None)
    assert found["reason"]
    assert run(["matters", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Cost or gross profit is not known here, so there is no chance to work out."
    )
