"""Which platform a file is from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roiapp.core.catalog import standard
from roiapp.files.import_choices import Choices
from roiapp.files.platforms import platform
from roiapp.files.table_layout import find_layout
from roiapp.files.table_reader import read_table
from roiapp.files.table_shapes import long_form

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))["files"]
#: what is offered for a report without channels is "Unassigned", which is no platform
OFFERED = {name: file["default_channel"] for name, file in EXPECTED.items() if file["kind"] == "metrics"}


@pytest.mark.parametrize("name", OFFERED)
def test_the_samples(name: str) -> None:
    table, choices = long_form(read_table(DATA / name), standard(), Choices())
    layout, _ = find_layout(table, standard(), choices)
    found = platform(layout.headers)
    wanted = OFFERED[name]
    if name == "kampanie_pl.csv":  # Meta's own words, in a table that has channels
        assert found == "Meta Ads"
    else:
        assert found == ("" if wanted in (None, "Unassigned") else wanted)


def test_a_table_of_ones_own_is_from_no_platform() -> None:
    assert platform(["Channel", "Month", "Spend", "Cost per lead", "Leads"]) == ""
