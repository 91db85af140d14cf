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


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path / "home"))


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
    assert run(["metrics", "--lagging"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 30
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
