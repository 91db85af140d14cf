"""The command line as a user meets it: figures, exit codes, one line when something is wrong.

Golden files are updated by running the tests with UPDATE_GOLDEN=1; look at the difference before committing it.
"""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roiapp.cli import COMMANDS, run
from roiapp.core.catalog import standard
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.periods import month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.units import COUNT, MONEY_EACH
from roiapp.core.worksheet import build
from roiapp.files.project_file import encode

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]
WORKSHEET = str(DATA / "marketing_roi_worksheet.xlsx")
SAMPLE = str(ROOT / "resources" / "samples" / "brightwater_plumbing.json")

Capture = pytest.CaptureFixture[str]
Write = Callable[[str], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> str:
        path = tmp_path / "input.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def calc(capsys: Capture, *arguments: str) -> Any:
    assert run(["calc", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def refused(capsys: Capture, *arguments: str) -> str:
    """The one line on stderr of a command that ends with 2."""
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert "Traceback" not in line
    return line


def normal(value: Any) -> Any:
    """Numbers to twelve digits, so that golden files do not hang on a processor's last bit."""
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


def without_nulls(value: Any) -> Any:
    """What a person wants to read: only what is known."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def test_agency_worksheet_as_golden_file(capsys: Capture) -> None:
    found = without_nulls(normal(calc(capsys, WORKSHEET, "--as-of", "2026-09-30")))
    golden = DATA / "golden" / "calc_marketing_roi_worksheet.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_agency_worksheet_by_hand(capsys: Capture) -> None:
    found = calc(capsys, WORKSHEET, "--as-of", "2026-09-30")
    assert found["period"] == {"label": "Sep 2026", "start": "2026-09-01", "end": "2026-09-30"}
    assert (found["scenario"], found["currency"], found["as_of"]) == (None, "USD", "2026-09-30")
    radio = next(channel for channel in found["channels"] if channel["name"] == "Local radio")
    assert radio["inputs"]["visits"] is None
    assert radio["metrics"]["cac"] == 600
    assert radio["metrics"]["conversion_rate"] is None
    assert radio["reasons"]["conversion_rate"] == "missing: visits"
    assert radio["reasons"]["roi"] == "missing: gross_margin"
    google = found["channels"][0]
    assert google["metrics"]["cost_per_lead"] == 4200 / 241
    assert google["metrics"]["revenue_roi"] == pytest.approx((34200 - 4200) / 4200)
    total = found["total"]
    assert total["inputs"]["spend"] == 11905
    assert total["inputs"]["visits"] == 10069
    assert total["blank"]["visits"] == 1
    assert total["blank"]["spend"] == 0
    # Radio's 14 leads have no visits beside them: (594 − 14) ÷ 10069.
    assert total["metrics"]["conversion_rate"] == 580 / 10069
    assert total["excluded"]["conversion_rate"] == ["Local radio"]
    assert total["metrics"]["cac"] == 11905 / 120


def test_every_cell_field_and_every_metric_is_there(capsys: Capture) -> None:
    found = calc(capsys, WORKSHEET)
    catalog = standard()
    for channel in found["channels"]:
        assert list(channel["inputs"]) == [f.id for f in catalog.fields if f.scope == "cell"]
        assert list(channel["metrics"]) == [m.id for m in catalog.metrics if not m.total_only]
        undefined = {id_ for id_, value in channel["metrics"].items() if value is None}
        assert set(channel["reasons"]) == undefined
    assert list(found["total"]["metrics"]) == [m.id for m in catalog.metrics]
    undefined = {id_ for id_, value in found["total"]["metrics"].items() if value is None}
    assert set(found["total"]["reasons"]) == undefined


def test_what_was_left_out_is_said(capsys: Capture) -> None:
    assert run(["calc", WORKSHEET]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "marketing_roi_worksheet.xlsx: sheet “ROI worksheet”, row 13 left out: total row: Total"


def test_table_for_people(capsys: Capture, write: Write) -> None:
    assert run(["calc", write("channel,spend,visits,leads,customers,revenue_per_sale,gross_margin\n"
                              "Signs,1000,,100,30,500,0.4\nRadio & TV,0,5,0,0,,\n")]) == 0  # fmt: skip
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "input · Undated · USD"
    signs = next(line for line in lines if line.startswith("Signs")).split()
    typed = ["$1,000", "–", "100", "30", "$500.00", "40%"]
    assert signs == ["Signs", *typed, "–", "$10.00", "$33.33", "$15,000", "$6,000", "+500%"]
    assert len({len(line) for line in lines[2:7]}) == 1
    assert "Conversion of Signs: Not known yet: Visits missing." in lines


def test_what_is_unknown_of_every_channel_is_said_of_all_at_once(capsys: Capture, write: Write) -> None:
    assert run(["calc", write("channel,spend,customers,revenue_per_sale\nA,1,1,1\nB,1,1,1\n")]) == 0
    assert "ROI of every channel: Not known yet: Margin missing." in capsys.readouterr().out.splitlines()


def test_periods(capsys: Capture) -> None:
    assert calc(capsys, SAMPLE)["period"]["label"] == "All periods"
    quarter = calc(capsys, SAMPLE, "--period", "2026-Q3")
    assert quarter["period"] == {"label": "Q3 2026", "start": "2026-07-01", "end": "2026-09-30"}
    assert quarter["total"]["inputs"]["spend"] == 20250
    assert quarter["total"]["metrics"]["gross_return"] == 92480
    each = calc(capsys, SAMPLE, "--period", "each")
    assert [found["period"]["label"] for found in each][:2] == ["Oct 2025", "Nov 2025"]
    assert sum(found["total"]["inputs"]["customers"] for found in each[-3:]) == 223
    assert calc(capsys, SAMPLE, "--period", "aug 2026") == calc(capsys, SAMPLE, "--period", "2026-08")
    assert "2031" in refused(capsys, "calc", SAMPLE, "--period", "2031")


def test_a_period_that_is_not_there_says_nothing_else(capsys: Capture) -> None:
    assert "There is no period" in refused(capsys, "calc", WORKSHEET, "--period", "nonsense")


def test_what_a_roll_up_leaves_out_names_each_channel_once(capsys: Capture, write: Write) -> None:
    rows = "A,2026-08,10,100\nA,2026-09,12,100\nRadio,2026-08,5,\nRadio,2026-09,6,\n"
    rows += "Shop,2026-08,4,\nShop,2026-09,4,80\n"
    assert run(["calc", str(write("channel,period,leads,visits\n" + rows))]) == 0
    assert "Conversion: the total is without Radio and Shop (Aug 2026)." in capsys.readouterr().out


def test_what_is_counted_both_ways_is_said(capsys: Capture, tmp_path: Path) -> None:
    sheet = build(["Search"], {"leads": [[10], [30]]}, [month(2026, 7, 1), month(2026, 8, 2)])
    row = REDEFINITIONS.row(date=date(2026, 8, 1), figure="leads", note="calls count, too")
    SetRecords(REDEFINITIONS.id, (row,)).apply(sheet)
    path = tmp_path / "shop.roi"
    path.write_bytes(encode(sheet))
    told = "Counted differently since Aug 1, 2026 (Leads): calls count, too."
    assert run(["calc", str(path), "--period", "all"]) == 0
    assert f"These figures add up both ways of counting. {told}" in capsys.readouterr().out.splitlines()
    assert run(["calc", str(path), "--period", "2026-08"]) == 0
    assert told not in capsys.readouterr().out


def test_as_of(capsys: Capture, write: Write) -> None:
    path = write("channel,period,customers,goal_customers\nA,2026-09,15,30\n")
    over = calc(capsys, path, "--as-of", "2026-12-31")
    assert over["channels"][0]["metrics"]["customer_pace"] == 0.5
    assert calc(capsys, path)["as_of"] == str(date.today())
    half = calc(capsys, path, "--as-of", "2026-09-15")
    assert half["as_of"] == "2026-09-15"
    assert half["channels"][0]["metrics"]["customer_pace"] == 1
    early = calc(capsys, path, "--as-of", str(date(2026, 8, 1)))
    assert early["channels"][0]["reasons"]["customer_pace"] == "not_started"
    assert "--as-of soon" in refused(capsys, "calc", path, "--as-of", "soon")


def test_blank_and_zero(capsys: Capture, write: Write) -> None:
    found = calc(capsys, write("channel,spend,leads,customers\nBlank,500,,\nZero,500,0,0\n"))
    blank, zero = found["channels"]
    assert blank["reasons"]["cost_per_lead"] == "missing: leads"
    assert zero["reasons"]["cost_per_lead"] == "zero: leads"
    # No customers means no return, whatever the price and margin: spend without sales is lost whole.
    assert zero["metrics"]["roi"] == -1
    assert blank["metrics"]["roi"] is None


def test_default_values_are_named(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    path.write_text('{"format": "channel-roi", "version": 1, "settings": {"default_margin": 0.4}, "channels": ['
                    '{"name": "A", "figures": {"spend": 100, "customers": 2, "revenue_per_sale": 200}},'
                    '{"name": "B", "figures": {"spend": 100, "gross_margin": 0.5}}]}', encoding="utf-8")  # fmt: skip
    first, second = calc(capsys, str(path))["channels"]
    assert (first["inputs"]["gross_margin"], first["defaults"]) == (0.4, ["gross_margin"])
    assert (second["inputs"]["gross_margin"], second["defaults"]) == (0.5, [])
    assert first["metrics"]["roi"] == pytest.approx((400 * 0.4 - 100) / 100)


def test_a_metric_added_as_one_record_appears(capsys: Capture, write: Write) -> None:
    calls = Field("calls", "Calls", COUNT, "core", "flow", "Calls that came in.")
    cost = Metric("cost_per_call", "Cost per call", "total_cost / calls", MONEY_EACH, "down", "leading", "core",
                  "What one call cost.", "This test")  # fmt: skip
    catalog = standard().extended([calls], [cost])
    path = write("channel,spend,calls\nA,100,8\nB,50,2\n")
    assert run(["calc", path, "--json"], catalog) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["channels"][0]["metrics"]["cost_per_call"] == 12.5
    assert found["total"]["metrics"]["cost_per_call"] == 15
    assert run(["calc", path], catalog) == 0
    assert "Cost per call" in capsys.readouterr().out
    assert run(["metrics", "cost_per_call"], catalog) == 0
    assert "total_cost / calls" in capsys.readouterr().out


def test_check(capsys: Capture) -> None:
    assert run(["check", SAMPLE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert list(found) == ["warnings", "findings"]
    warning = found["warnings"][0]
    assert set(warning) == {"id", "channel", "field", "period", "text"}
    assert {w["channel"] for w in found["warnings"] if w["id"] == "part_exceeds_whole"} == {"Local print"}
    for finding in found["findings"]:
        assert set(finding) == {
            "id", "verdict", "text", "channels", "metric", "interval", "level", "needed", "at_stake",
        }  # fmt: skip
    pays = next(each for each in found["findings"] if each["id"] == "pays")
    assert (pays["verdict"], pays["channels"], pays["metric"]) == ("good", ["Local SEO"], "roi")
    assert pays["interval"][0] > 0
    assert pays["level"] == 0.95
    assert run(["check", SAMPLE]) == 0
    printed = capsys.readouterr().out
    assert "Sep 2026: Local print has more customers than leads." in printed
    assert "What the numbers say, All periods:" in printed
    assert f"- {pays['text']}" in printed.splitlines()
    assert "Ranges cover chance, not sales credited to the wrong channel." in printed


def test_check_says_once_what_was_assumed(capsys: Capture) -> None:
    sample = "resources/samples/northgate_controls.json"  # ten channels, eighteen months, one rate for own hours
    assert run(["check", str(ROOT / sample)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("Hourly rate") == 1
    assert "Hourly rate: the document's figure stands in 180 cells." in printed
    assert run(["check", str(ROOT / sample), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["warnings"]
    assert sum(each["id"] == "default_used" for each in found) == 180


def test_check_of_one_period(capsys: Capture, write: Write) -> None:
    assert run(["check", SAMPLE, "--period", "2026-08"]) == 0
    assert "What the numbers say, Aug 2026:" in capsys.readouterr().out
    assert "There is no period “2031”" in refused(capsys, "check", SAMPLE, "--period", "2031")
    assert run(["check", write("channel,spend\nA,\n"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"warnings": [], "findings": []}
    assert run(["check", write("channel,spend\nA,\n")]) == 0
    assert "Nothing that they carry yet." in capsys.readouterr().out


def test_guide(capsys: Capture) -> None:
    assert run(["metrics", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [metric["id"] for metric in found] == [m.id for m in standard().metrics]
    assert all(metric["help"] and metric["formula"] and metric["source"] for metric in found)
    assert run(["metrics", "cac"]) == 0
    assert "total_cost / customers" in capsys.readouterr().out
    assert run(["metrics", "spend", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "money"
    assert "cac" in refused(capsys, "metrics", "caac")


@pytest.mark.parametrize(
    "arguments",
    [[], ["calc"], ["calc", "a", "b"], ["nonsense"], ["calc", "x.csv", "--format", "xml"], ["calc", "nothing.csv"],
     ["calc", str(ROOT)], ["calc", str(ROOT / "resources" / "icons" / "app.png")]],
)  # fmt: skip
def test_wrong_input_ends_with_2_and_one_line(capsys: Capture, arguments: list[str]) -> None:
    assert refused(capsys, *arguments).startswith("roiapp: ")


def test_help_and_version(capsys: Capture) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(command in out for command in COMMANDS)
    assert run(["--version"]) == 0
    assert "Channel ROI" in capsys.readouterr().out


def test_a_defect_of_ours_ends_with_1_and_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("roiapp.files.formats.plan_import", broken)
    assert run(["calc", WORKSHEET]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "defect" in line
    assert "ZeroDivisionError" in line


def test_no_nan_and_no_infinity(capsys: Capture, write: Write) -> None:
    rows = "A,1e300,0,1e-300,1e-300,1e300\nB,0,0,0,0,0\n"
    found = calc(capsys, write(f"channel,spend,visits,leads,customers,revenue\n{rows}"))

    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [number for item in value.values() for number in numbers(item)]
        if isinstance(value, list):
            return [number for item in value for number in numbers(item)]
        return [value] if isinstance(value, float) else []

    assert all(math.isfinite(number) for number in numbers(found))
    assert found["channels"][0]["reasons"]["cac"] == "too_large"


def test_the_list_of_the_guide_and_that_of_commands_need_no_numpy() -> None:
    """A page of the guide does: its example is computed."""
    script = (
        "import sys; from roiapp.cli import run; run(['metrics'])\n"
        "heavy = {'numpy', 'pandas', 'scipy', 'openpyxl', 'PySide6', 'python_calamine'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_that_nobody_reads_and_a_terminal_without_utf8() -> None:
    script = f"import sys; from roiapp.cli import run; sys.exit(run(['calc', {SAMPLE!r}, '--period', 'each']))"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 0
    assert "Brightwater Plumbing · Oct 2025" in done.stdout.decode()
