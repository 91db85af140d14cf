"""`roiapp seek` and `roiapp allocate` as a user meets them."""

import json
from pathlib import Path
from typing import Any

import pytest

from roiapp.cli import run

Capture = pytest.CaptureFixture[str]
TABLE = (
    "Channel,Month,Spend,Visits,Leads,Customers,Revenue per sale,Gross margin\n"
    "Radio,2026-08,1000,,50,10,200,50%\nSEO,2026-08,500,2000,100,20,100,40%\n"
    "Radio,2026-09,1000,,50,10,200,50%\nSEO,2026-09,500,2000,100,20,100,40%\n"
)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "two.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def answer(capsys: Capture, *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def printed(capsys: Capture, *arguments: str) -> list[str]:
    assert run(arguments) == 0
    return capsys.readouterr().out.splitlines()


def refused(capsys: Capture, *arguments: str) -> str:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


# -- seek --------------------------------------------------------------------------------------------------------------


def test_seek_in_one_cell(capsys: Capture, table: str) -> None:
    """Radio's ten customers of August for 80 each."""
    found = answer(capsys, "seek", table, "--metric", "cac", "--target", "80", "--by", "spend", "--channel", "radio",
                   "--period", "2026-08")  # fmt: skip
    assert found == {
        "metric": "cac", "channel": "Radio", "by": "spend", "target": 80.0, "before": 100.0, "answer": 800.0,
        "achieved": 80.0, "held": [], "channels": {"Radio": 800.0}, "reason": "",
    }  # fmt: skip


def test_seek_by_a_ratio(capsys: Capture, table: str) -> None:
    """SEO in August: 500 at 20 each are 25 customers of 100 leads instead of 20."""
    found = answer(capsys, "seek", table, "--metric", "cac", "--target", "20", "--by", "lead_to_customer", "--channel",
                   "seo", "--period", "2026-08")  # fmt: skip
    assert (found["by"], found["before"], found["achieved"]) == ("lead_to_customer", 25.0, 20.0)
    assert found["answer"] == pytest.approx(0.25)
    assert found["channels"] == {"SEO": pytest.approx(0.25)}


def test_seek_on_the_total_of_all_periods(capsys: Capture, table: str) -> None:
    """60 customers at 40 instead of 50: 2,400 of 3,000, four fifths of what each costs."""
    found = answer(capsys, "seek", table, "--metric", "cac", "--target", "40", "--by", "Spend")
    assert found["before"] == 50.0
    assert found["answer"] == pytest.approx(2400.0)
    assert found["channels"] == pytest.approx({"Radio": 1600.0, "SEO": 800.0})


def test_seek_holds_what_it_is_told(capsys: Capture, table: str) -> None:
    asked = ("seek", table, "--metric", "roi", "--target", "0.5", "--by", "leads", "--channel", "Radio",
             "--period", "2026-08")  # fmt: skip
    none = answer(capsys, *asked)
    assert (none["answer"], none["achieved"], none["channels"]) == (None, None, {})
    assert none["reason"].endswith("unless Lead → customer (close rate) holds. Hold it?")
    assert printed(capsys, *asked)[-1] == "Add: --hold lead_to_customer"
    held = answer(capsys, *asked, "--hold", "lead_to_customer")
    assert held["held"] == ["lead_to_customer"]
    assert held["answer"] == pytest.approx(75.0)
    assert answer(capsys, *asked, "--hold", "lead_to_customer", "--target", "50%")["answer"] == pytest.approx(75.0)


def test_seek_in_words(capsys: Capture, table: str) -> None:
    assert printed(capsys, "seek", table, "--metric", "roi", "--target", "50%", "--by", "leads", "--channel", "Radio",
                   "--period", "2026-08", "--hold", "lead_to_customer") == [
        "Leads of Radio 75 instead of 50: ROI +50% instead of 0%.", "Held as it is: Lead → customer (close rate).",
    ]  # fmt: skip
    lines = printed(capsys, "seek", table, "--metric", "gross_profit", "--target", "3800", "--by", "gross_margin",
                    "--period", "2026-08")  # fmt: skip
    assert lines[0].startswith("Gross margin of all channels 95% instead of 45%")
    assert [line.split() for line in lines[4:6]] == [["Radio", "50%", "100%"], ["SEO", "40%", "90%"]]
    assert lines[-1] == "Kept at the most that Gross margin can be: Radio."


def test_seek_names_all_ratios_that_lead_there(capsys: Capture, table: str) -> None:
    lines = printed(capsys, "seek", table, "--metric", "roi", "--target", "1", "--by", "visits", "--channel", "SEO")
    assert lines[0].endswith("unless all of these hold: Conversion rate and Lead → customer (close rate). Hold them?")
    assert lines[1:] == ["Add: --hold conversion_rate lead_to_customer"]


def test_seek_in_whole_numbers(capsys: Capture, table: str) -> None:
    asked = "--metric cac --target 80 --by customers --channel Radio --period 2026-08 --whole"
    found = answer(capsys, "seek", table, *asked.split())
    assert found["answer"] == 13.0
    assert found["achieved"] == pytest.approx(1000 / 13)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--metric cack --target 5 --by spend", "There is no figure “cack”. Did you mean cac?"),
        ("--metric cac --target much --by spend", "is not a number"),
        ("--metric cac --target 5 --by roi", "ROI is calculated. Seek by changing one of its inputs."),
        ("--metric cac --target 5 --by spend --channel Rdio", "There is no channel “Rdio”. Did you mean Radio?"),
        ("--metric cac --target 5 --by spend --hold roi", "ROI cannot be held while Spend changes"),
        ("--metric cac --target 5 --by spend --period 2031", "2031"),
        ("--metric cac --by spend", "--target"),
    ],
)
def test_seek_refuses_in_one_line(capsys: Capture, table: str, words: str, said: str) -> None:
    assert said in refused(capsys, "seek", table, *words.split())


# -- allocate ----------------------------------------------------------------------------------------------------------


def test_allocate(capsys: Capture, table: str) -> None:
    """Radio brings 1,000 for 1,000, SEO 800 for 500 a month; at ½ money goes as R² ÷ s: 1,000 to 1,280. Of both
    months' 3,000 that is 3,000 × 1,000 ÷ 2,280 = 1,315.79 for Radio."""
    found = answer(capsys, "allocate", table, "--elasticity", "0.5")
    assert (found["goal"], found["elasticity"], found["total"]) == ("gross_profit", 0.5, 3000.0)
    assert found["channels"] == [
        {"name": "Radio", "from": 2000.0, "to": 1315.79, "held": None},
        {"name": "SEO", "from": 1000.0, "to": 1684.21, "held": None},
    ]
    assert found["before"] == 3600.0
    assert found["after"] == pytest.approx(2000 * 0.657895**0.5 + 1600 * 1.68421**0.5, rel=1e-6)
    assert found["gain_range"][0] <= found["after"] - 3600.0 <= found["gain_range"][1]


def test_allocate_keeps_locks_and_bounds(capsys: Capture, table: str) -> None:
    bounded = answer(capsys, "allocate", table, "--goal", "customers", "--total", "4000", "--max", "SEO=1500")
    assert [each["to"] for each in bounded["channels"]] == [2500.0, 1500.0]
    locked = answer(capsys, "allocate", table, "--lock", "Radio", "--total", "4000")
    assert [(each["to"], each["held"]) for each in locked["channels"]] == [(2000.0, "Locked."), (2000.0, None)]


def test_allocate_in_words(capsys: Capture, table: str) -> None:
    lines = printed(capsys, "allocate", table, "--elasticity", "0.5", "--lock", "Radio")
    assert lines[2].split() == ["Radio", "$2,000", "$2,000", "$0.00", "$2,000"]
    assert "an elasticity of 0.5: an assumption." in lines[7]
    assert lines[-2].startswith("Not worth moving")
    assert lines[-1] == "Radio stays as it is. Locked."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--lock Rdio", "There is no channel “Rdio”. Did you mean Radio?"),
        ("--min Radio", "“Radio” is not understood. Write a channel and an amount: Radio=500"),
        ("--min Radio=", "A number is missing."),
        ("--min Radio=2000 SEO=2000", "The least of all channels together, $4,000, is more than the $3,000"),
        ("--elasticity 2", "The elasticity lies above 0 and is 1 at most"),
        ("--goal visits", "--goal"),
    ],
)
def test_allocate_refuses_in_one_line(capsys: Capture, table: str, words: str, said: str) -> None:
    assert said in refused(capsys, "allocate", table, *words.split())
