"""Kinds of files that cannot hold a large document say so before anything is worked out."""

from __future__ import annotations

import pytest

from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.worksheet import build
from roiapp.files import export_limits
from roiapp.files.exports import content
from roiapp.files.file_errors import FileError
from roiapp.files.session import Session


def test_what_is_too_much_for_json_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_limits, "MOST_IN_JSON", 4)
    sheet = build(["Radio", "Print"], {"spend": [[1, 2], [3, 4]]}, [month(2026, m, m) for m in (5, 6)])
    session = Session(sheet, standard())
    assert content(session, base_view(sheet.periods, 0), ".json")
    sentence = r"Channels times periods are more than 4, too many for JSON\. Write a CSV file instead\."
    with pytest.raises(FileError, match=sentence):
        content(session, all_periods(sheet.periods), ".json")
    assert content(session, all_periods(sheet.periods), ".json", alone=True)
    assert content(session, all_periods(sheet.periods), ".csv")
