"""Figures as pandas tables: what pandas reads from a CSV file, worked figures, reasons; the page that shows it runs."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells
from roiapp.core.periods import Period, all_periods, base_view, find, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import templates
from roiapp.files.csv_writer import csv_bytes
from roiapp.files.figures_json import figures_json
from roiapp.files.frames import reasons_frame, to_frame
from roiapp.files.project_file import encode
from roiapp.files.session import Session
from tests.core.random_sheets import sheets

CATALOG = standard()
TEXTS = ["channel", "kind", "source", "group", "owner"]
PAGE = Path(__file__).parents[2] / "docs" / "notebooks.md"


def session() -> Session:
    """Two channels in two months, one of them open, and before them a period without days."""
    sheet = build(
        ["Radio", "=1+1"],
        {
            "spend": [[None, 5.0], [1200.0, 0.0], [1100.0, None]],
            "customers": [[None, None], [3.0, 0.0], [4.0, 2.0]],
            "revenue_per_sale": [[None, None], [520.0, 480.0], [515.0, None]],
            "gross_margin": [[None, None], [0.4, None], [None, 0.35]],
        },
        [Period(1, "Before"), month(2026, 8, 2), month(2026, 9, 3)],
        DocumentSettings(currency="EUR", default_margin=0.5),
    )
    sheet.channels["owner"][1] = "Anna"
    return Session(sheet, CATALOG, date(2026, 9, 15))


def test_worked_figures() -> None:
    frame = to_frame(session())
    assert list(frame.columns[:8]) == [*TEXTS, "period", "start", "end"]
    assert frame["channel"].tolist() == ["Radio", "=1+1"] * 3
    assert frame["owner"].tolist() == ["", "Anna"] * 3
    assert frame["period"].tolist() == ["Before"] * 2 + ["Aug 2026"] * 2 + ["Sep 2026"] * 2
    assert frame["start"].isna().tolist() == [True] * 2 + [False] * 4
    assert frame["end"].iloc[2] == pd.Timestamp(2026, 8, 31)
    august = frame.iloc[2]
    assert august["cac"] == 400
    assert august["gross_profit"] == pytest.approx(3 * 520 * 0.4)
    assert august["roi"] == pytest.approx(3 * 520 * 0.4 / 1200 - 1)
    assert frame["gross_margin"].isna().tolist() == [True, True, False, True, True, False]  # typed, not what stands in
    assert frame["gross_profit"].iloc[4] == pytest.approx(4 * 515 * 0.5)
    assert frame.attrs == {"currency": "EUR"}
    assert frame.dtypes.iloc[8:].eq(np.float64).all()


def test_a_roll_up_is_a_row_for_each_channel() -> None:
    made = session()
    figures = made.calculator.figures(find(made.worksheet.periods, "2026-Q3"))
    frame = to_frame(figures)
    assert frame["period"].tolist() == ["Q3 2026"] * 2
    assert frame["spend"].tolist() == [2300, 0]
    assert frame["cac"].iloc[0] == pytest.approx(2300 / 7)
    assert frame["start"].iloc[0] == pd.Timestamp(2026, 7, 1)
    one = to_frame(made.calculator.figures(base_view(made.worksheet.periods, 1)))
    pd.testing.assert_frame_equal(one, to_frame(made, base_view(made.worksheet.periods, 1)))


def test_reasons_stand_in_the_same_rows() -> None:
    why = reasons_frame(session())
    assert why["channel"].tolist() == to_frame(session())["channel"].tolist()
    assert why["cac"].tolist() == [
        "missing: spend, customers", "missing: customers", None, "zero: customers", None, "missing: spend",
    ]  # fmt: skip
    assert "spend" not in why.columns


def test_columns_by_name() -> None:
    frame = to_frame(session(), columns=["roi", "payback_months", "leads", "roi"])
    assert list(frame.columns[8:]) == ["roi", "payback_months", "leads"]
    assert frame["leads"].isna().all()
    assert list(reasons_frame(session(), columns=["leads", "roi"]).columns[8:]) == ["roi"]
    for wrong in ("nothing", "shared_cost", "elasticity", "projected_leads"):
        with pytest.raises(ValueError, match=f"“{wrong}” is no column of the worksheet"):
            to_frame(session(), columns=[wrong])


def test_without_channels_there_are_no_rows() -> None:
    frame = to_frame(Session(Worksheet()))
    assert (len(frame), list(frame.columns[:2])) == (0, ["channel", "kind"])


@settings(max_examples=40)
@given(sheets(most_channels=5))
def test_it_is_what_pandas_reads_from_the_csv_file(sheet: Worksheet) -> None:
    """Bit by bit."""
    made = Session(sheet, CATALOG, date(2026, 2, 14))
    frame = to_frame(made)
    data = csv_bytes(made, all_periods(sheet.periods))
    read = pd.read_csv(
        io.BytesIO(data), keep_default_na=False, parse_dates=["start", "end"],
        na_values={id_: [""] for id_ in frame.columns[6:]},
    )  # fmt: skip
    assert list(read.columns) == list(frame.columns)
    for name in TEXTS:
        assert read[name].tolist() == frame[name].tolist()
    for name in ("start", "end"):
        assert pd.to_datetime(read[name]).tolist() == frame[name].tolist()
    for id_ in frame.columns[8:]:
        np.testing.assert_array_equal(read[id_].to_numpy(np.float64), frame[id_].to_numpy())


@settings(max_examples=20)
@given(sheets(most_channels=4))
def test_figures_and_reasons_are_those_of_json(sheet: Worksheet) -> None:
    made = Session(sheet, CATALOG, date(2026, 2, 14))
    frame, why = to_frame(made), reasons_frame(made)
    ids = [id_ for id_ in frame.columns if id_ in CATALOG.metric]
    rows = [
        channel
        for period in range(len(sheet.periods))
        for channel in figures_json(made, base_view(sheet.periods, period))["channels"]
    ]
    for row, channel in enumerate(rows):
        for id_ in ids:
            expected = channel["metrics"][id_]
            assert frame[id_].iloc[row] == expected or (np.isnan(frame[id_].iloc[row]) and expected is None)
            assert why[id_].iloc[row] == channel["reasons"].get(id_)


def test_the_page_for_notebooks_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "year.roi").write_bytes(encode(templates.load_sample()))
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
    found: dict[str, object] = {}
    exec(code, found)  # noqa: S102  our own page
    sample = templates.load_sample()
    assert len(found["frame"]) == len(sample.keys) * len(sample.periods)  # type: ignore[arg-type]
    assert list(found["wide"].columns[8:]) == ["spend", "customers", "ltv_to_cac", "payback_months"]  # type: ignore[attr-defined]
    assert list(found["why"]["channel"]) == list(found["frame"]["channel"])  # type: ignore[index]
    assert isinstance(found["total_roi"], float)


def test_pandas_is_loaded_when_it_is_asked_for() -> None:
    import subprocess

    code = "import sys, roiapp.files.frames; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_is_changed_later_is_in_the_next_table() -> None:
    made = session()
    made.apply(SetCells.one("spend", 1, 0, 600.0))
    assert to_frame(made)["cac"].iloc[2] == 200
