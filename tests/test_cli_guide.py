"""`roiapp metrics`: leading and lagging figures listed, one named, and a worksheet's own among them."""

import json
from pathlib import Path

import pytest

from roiapp.cli import run
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.files.plain_document import write_document

Capture = pytest.CaptureFixture[str]


def listed(capsys: Capture, *arguments: str) -> list[str]:
    assert run(["metrics", *arguments, "--json"]) == 0
    return [each["id"] for each in json.loads(capsys.readouterr().out)]


def test_leading_and_lagging_figures_are_listed_typed_ones_too(capsys: Capture) -> None:
    leading, lagging, computed = listed(capsys, "--leading"), listed(capsys, "--lagging"), listed(capsys)
    assert leading[:2] == ["visits", "leads"]
    assert {"cost_per_lead", "pipeline_velocity", "click_rate"} < set(leading)
    assert {"customers", "cac", "roi", "ltv", "goal_pace"} < set(lagging)
    assert not set(leading) & set(lagging)
    assert {"cac", "break_even_cac"} < set(computed)
    assert "break_even_cac" not in leading + lagging, "some are of neither kind"


def test_as_text_a_line_each(capsys: Capture) -> None:
    lagging = listed(capsys, "--lagging")
    assert run(["metrics", "--lagging"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == lagging
    assert any(line.startswith("cac ") and "What one new customer cost." in line for line in lines)


@pytest.mark.parametrize(("id_", "sentence"), [
    ("cac", "Lagging indicator: it moves once sales are made."),
    ("leads", "Leading indicator: it moves before sales do."),
    ("break_even_cac", ""),
])  # fmt: skip
def test_one_figure_names_its_kind(capsys: Capture, id_: str, sentence: str) -> None:
    assert run(["metrics", id_]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "indicator" in line] == [sentence] * bool(sentence)


def test_both_kinds_or_one_figure_and_a_kind_are_refused_in_a_line(capsys: Capture) -> None:
    assert run(["metrics", "--leading", "--lagging"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(["metrics", "cac", "--leading"]) == 2
    assert capsys.readouterr().err == (
        "roiapp: Name one figure, or ask for all that are leading or lagging, not both.\n"
    )


def test_a_document_that_shows_one_kind_and_trends_prints_and_exports_figures_alone(
    capsys: Capture, tmp_path: Path
) -> None:
    settings = DocumentSettings(put_away=("timing:leading",), added=("trend", "trend:leads"))
    sheet = build(["Search"], {"spend": [[100], [100]], "leads": [[20], [10]], "customers": [[5], [4]]},
                  [month(2026, 1, 1), month(2026, 2, 2)], settings)  # fmt: skip
    path = tmp_path / "sheet.json"
    path.write_text(write_document(sheet), "utf-8")
    assert run(["calc", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "CAC" in printed
    assert "Cost per lead" not in printed
    assert "rend" not in printed
    for name in ("out.csv", "out.xlsx"):
        assert run(["export", str(path), "--to", str(tmp_path / name)]) == 0
    header = (tmp_path / "out.csv").read_text("utf-8").splitlines()[0]
    assert "trend" not in header


# -- a page of the guide -----------------------------------------------------------------------------------------------


def document(tmp_path: Path) -> Path:
    """$300 for 12 customers of $50 in February, at 40 %; nothing is known of pieces sent."""
    sheet = build(["Search", "Radio"], {
        "spend": [[100, 50], [300, 80]], "customers": [[5, 1], [12, 0]], "revenue_per_sale": [[50, 60], [50, 60]],
        "gross_margin": [[0.4, 0.4], [0.4, 0.4]],
    }, [month(2026, 1, 1), month(2026, 2, 2)], DocumentSettings(currency="EUR", definitions=(
        ("customers", "An invoice that was paid."),
    )))  # fmt: skip
    path = tmp_path / "sheet.json"
    path.write_text(write_document(sheet), "utf-8")
    return path


def test_a_page_is_worked_out_with_the_sample_and_says_so(capsys: Capture) -> None:
    assert run(["metrics", "cac"]) == 0
    said = capsys.readouterr().out
    for text in (
        "Customer acquisition cost (CAC) (cac)\n",
        "With figures of the sample\nLocal SEO · Sep 2026 · The sample: Brightwater Plumbing\n",
        "Spend: $800 · Customers: 18\n= Spend ÷ Customers\n= $800 ÷ 18\n= $44.44\n",
        "What it does not say\nIt does not say what a customer is worth.", "A zero too many: $200 for 100 buyers is $2",
        "if one of these were a tenth higher: Spend: $48.89 · Customers: $40.40\n", "Also called\nCPA, ",
        "Formula: cac = total_cost / customers\n",
    ):  # fmt: skip
        assert text in said, text


def test_a_page_has_the_figures_of_a_document(capsys: Capture, tmp_path: Path) -> None:
    path = document(tmp_path)
    assert run(["metrics", "cac", "--document", str(path)]) == 0
    said = capsys.readouterr().out
    # of both channels: 380 ÷ 12
    assert "With your figures\nAll channels · Feb 2026\nΣ Spend: €380 · Σ Customers: 12\n" in said
    assert "= €31.67\n" in said
    assert "What counts here\nCustomers: An invoice that was paid.\n" in said
    assert run(["metrics", "response_rate", "--document", str(path)]) == 0
    said = capsys.readouterr().out
    assert "With figures of the sample\nE-mail campaigns · " in said
    assert "With your figures" not in said


def test_json_keeps_its_keys_and_has_the_guide(capsys: Capture, tmp_path: Path) -> None:
    assert run(["metrics", "roi", "--json", "--document", str(document(tmp_path))]) == 0
    found = json.loads(capsys.readouterr().out)
    before = ("id", "label", "help", "unit", "block", "timing", "better", "formula", "inputs", "total", "source")
    assert list(found)[: len(before)] == list(before)
    assert found["not_said"].startswith("It does not say how sure it is")
    assert found["mistakes"][0]["id"] == "average_of_rates"
    assert all(note["title"] and note["text"] for note in found["mistakes"])
    assert "return on investment" in found["also_called"]
    example = found["example"]
    # (600 × 40 % − 380) ÷ 380
    assert example["value"] == pytest.approx((12 * 50 * 0.4 - 380) / 380)
    assert (example["channel"], example["period"], example["sample"]) == (None, "Feb 2026", False)
    assert [part["name"] for part in example["parts"]] == ["Σ Net return", "Σ Spend"]

    assert run(["metrics", "cac", "--json"]) == 0
    example = json.loads(capsys.readouterr().out)["example"]
    assert (example["channel"], example["sample"]) == ("Local SEO", True)
    assert example["value"] == 800 / 18
    assert example["text"] == "CAC = Spend ÷ Customers = $800 ÷ 18 = $44.44"
    assert {each["name"]: each["value"] for each in example["tenth_higher"]} == pytest.approx(
        {"Spend": 880 / 18, "Customers": 800 / 19.8}
    )


def test_every_page_can_be_printed_and_every_record_is_whole_in_json(capsys: Capture) -> None:
    assert run(["metrics", "--json"]) == 0
    for record in json.loads(capsys.readouterr().out):
        assert record["not_said"]
        assert record["example"] is not None
        assert record["example"]["sample"]
    assert run(["metrics", "goal_roi"]) == 0  # nothing has one
    assert "With " not in capsys.readouterr().out
