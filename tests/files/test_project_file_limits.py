"""What cannot be opened again is not written, and not opened either when another program wrote it."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest

from roiapp.core.periods import Period, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import project_checks, project_reading
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from tests.files.project_documents import two


def spoil(sheet: Worksheet, how: str) -> None:
    """One thing wrong with a document in memory."""
    match how:
        case "negative":
            sheet.columns["leads"][0, 1] = -1.0
        case "infinite":
            sheet.columns["leads"][0, 1] = np.inf
        case "margin":
            sheet.columns["gross_margin"][0, 0] = 1.5
        case "total":
            sheet.totals["goal_leads"] = np.array([-1.0])
        case "unknown field":
            sheet.columns["moon_phase"] = np.ones((1, 2))
        case "field of totals":
            sheet.columns["shared_cost"] = np.ones((1, 2))
        case "unknown total":
            sheet.totals["leads"] = np.array([1.0])
        case "expression":
            sheet.expressions[("moon_phase", 1, 2)] = "=1"
        case "same name":
            sheet.channels["name"] = ["Radio", "  RADIO "]
        case "no name":
            sheet.channels["name"] = ["Radio", " \t"]
        case "same key":
            sheet.keys = [2, 2]
        case "half a character":
            sheet.channels["group"][0] = "half \ud83d of it"
        case "half a title":
            sheet.settings = sheet.settings.changed(title="\udcff")
        case "source":
            sheet.channels["source"][0] = "hearsay"
        case "overlap":
            sheet.periods = [month(2026, 1, 1), Period(9, "", date(2026, 1, 31), date(2026, 2, 1))]
            sheet.columns = {}
        case "turned":
            sheet.periods = [Period(1, "", date(2026, 2, 1), date(2026, 1, 1))]
        case "no period":
            sheet.periods, sheet.columns = [], {}
        case "setting":
            sheet.settings = sheet.settings.changed(default_margin=float("nan"))
        case "rate":
            sheet.settings = sheet.settings.changed(default_hourly_rate=-1.0)
        case "fiscal year":
            sheet.settings = sheet.settings.changed(fiscal_year_start=13)
        case "blocks":
            sheet.settings = sheet.settings.changed(blocks=("core", "astrology"))
        case "long texts":
            sheet.channels["owner"] = ["x" * 32_768, "y"]
        case "all texts":
            names = [f"{i} {'x' * 32_000}" for i in range(1100)]
            sheet.channels = {
                "name": names,
                **{name: ["marketing"] * 1100 for name in ("kind", "source", "group", "owner")},
            }
            sheet.keys, sheet.columns = list(range(5, 1105)), {}
        case "periods":
            sheet.periods = [Period(i + 5, "", *[date(1900, 1, 1) + timedelta(i)] * 2) for i in range(36_601)]
            sheet.columns = {}
        case _:
            raise AssertionError(how)


WRONG = {
    "negative": "“Print” in Jan 2026: Leads cannot be below 0",
    "infinite": "“Print” in Jan 2026: The number is too large.",
    "margin": "“Radio” in Jan 2026: Gross margin cannot be above 100%.",
    "total": "All channels in Jan 2026: Leads goal cannot be below ",
    "unknown field": "“moon_phase”, which is not known here",
    "field of totals": "“shared_cost”, which is not known here",
    "unknown total": "“leads”, which is not known here",
    "expression": "“moon_phase”, which is not known here",
    "same name": "The channel “Radio” is there twice.",
    "no name": "Channel 2 has no name.",
    "same key": "A key is there twice.",
    "half a character": "half a character",
    "half a title": "half a character",
    "source": "“hearsay”, which is not known here",
    "overlap": "share days. Periods must not overlap.",
    "turned": "ends before it starts",
    "no period": "It has no period.",
    "setting": "Its settings have a figure that is no number.",
    "rate": "Settings of the document: Hourly rate cannot be below ",
    "fiscal year": "Its fiscal year starts in no month.",
    "blocks": "Its settings name columns that are not known here.",
    "long texts": "One of its texts has more than 32767 letters.",
    "all texts": "Its texts are too long.",
    "periods": "It has more than 36600 periods.",
}


@pytest.mark.parametrize("how", WRONG)
def test_what_cannot_be_opened_again_is_not_written(how: str) -> None:
    sheet = two()
    encode(sheet)
    spoil(sheet, how)
    with pytest.raises(FileError) as caught:
        encode(sheet)
    assert WRONG[how] in str(caught.value)


@pytest.mark.parametrize("how", [how for how in WRONG if not how.startswith("half") and how != "setting"])
def test_the_same_in_a_file_is_refused_with_the_same_words(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that writes such a file, checksum and all, does not get it opened."""
    sheet = two()
    spoil(sheet, how)
    with monkeypatch.context() as patch:
        patch.setattr("roiapp.files.project_file.check", lambda sheet: None)
        patch.setattr("roiapp.files.project_file._check_sizes", lambda tables: None)
        data = encode(sheet)
    with pytest.raises(FileError) as caught:
        decode(data, "shop.roi")
    assert str(caught.value).startswith("shop.roi: ")
    if how not in ("infinite", "periods"):  # found by their form already
        assert WRONG[how].removesuffix(".") in str(caught.value)


def test_too_many_cells_are_refused_before_memory_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = build(["Radio"], {"leads": [[1.0]] * 200, "spend": [[1.0]] * 200}, [
        Period(i, "", *[date(2026, 1, 1) + timedelta(i)] * 2) for i in range(200)
    ])  # fmt: skip
    data = encode(sheet)
    monkeypatch.setattr(project_checks, "MOST_CELLS", 399)
    for attempt in (lambda: encode(sheet), lambda: decode(data)):
        with pytest.raises(FileError, match="more than 399 cells"):
            attempt()


def test_reading_is_stopped_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(two())
    monkeypatch.setattr(project_reading, "_SECONDS", -1.0)
    monkeypatch.setattr(project_reading, "_STEPS", 1)
    with pytest.raises(FileError, match="Reading it takes far too long"):
        decode(data)


def test_a_machine_that_is_busy_elsewhere_damages_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = itertools.count(0.0, 1_000.0)  # on the clock, not of the processor
    data = encode(build(["Radio", "Print"], {"spend": [1, 2]}))
    monkeypatch.setattr("roiapp.files.project_reading._STEPS", 1)
    monkeypatch.setattr("time.monotonic", lambda: next(passed))
    assert list(decode(data).names) == ["Radio", "Print"]
