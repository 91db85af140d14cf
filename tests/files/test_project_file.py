"""A document as a project file and back: nothing changes, equal content is equal bytes, and small ones are small."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from roiapp.core.channel_edits import AddChannels, RemoveChannels
from roiapp.core.edits import SetCells, SetTotals
from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.project_file import decode, digest, encode
from tests.core.random_sheets import CELL_FIELDS
from tests.files.project_documents import documents


def shuffled(sheet: Worksheet) -> Worksheet:
    """The same document in memory in another order of dictionaries."""
    again = decode(encode(sheet))
    again.columns = dict(reversed(again.columns.items()))
    again.totals = dict(reversed(again.totals.items()))
    again.expressions = dict(reversed(again.expressions.items()))
    return again


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_round_trip(sheet: Worksheet) -> None:
    data = encode(sheet)
    opened = decode(data)
    assert opened.content() == sheet.content()
    assert opened.next_key == sheet.next_key
    assert digest(opened) == digest(sheet)
    assert encode(shuffled(sheet)) == data


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), documents())
def test_digests_tell_contents_apart(one: Worksheet, other: Worksheet) -> None:
    assert (digest(one) == digest(other)) == (one.content() == other.content())


def test_digest_does_not_see_keys_that_were_given_back() -> None:
    sheet = build(["Radio"], {"spend": [1.0]})
    before = digest(sheet)
    AddChannels.at_end(sheet, ["Print"]).apply(sheet).apply(sheet)
    assert digest(sheet) == before
    assert decode(encode(sheet)).next_key == sheet.next_key


def test_empty_document() -> None:
    sheet = Worksheet()
    assert decode(encode(sheet)).content() == sheet.content()


def test_columns_of_blanks_alone_are_not_kept() -> None:
    sheet = build(["Radio"], {"spend": [None], "leads": [3.0]})
    sheet.totals["goal_leads"] = np.array([np.nan])
    opened = decode(encode(sheet))
    assert list(opened.columns) == ["leads"]
    assert not opened.totals
    assert opened.content() == sheet.content()


@pytest.mark.parametrize("channels", [1, 7, 8, 9, 255, 256, 257, 65_536, 65_537])
def test_places_of_every_width(channels: int) -> None:
    """As many different groups as channels, less one: the widths of the numbers of texts turn here."""
    sheet = Worksheet(keys=list(range(1, channels + 2)), next_key=channels + 2)
    groups = [f"Group {i}" for i in range(channels)]
    sheet.channels = {
        "name": [f"Channel {i}" for i in range(channels + 1)],
        "group": [*groups, groups[0]],
        **{name: ["marketing"] * (channels + 1) for name in ("kind", "source", "owner")},
    }
    sheet.columns["spend"] = np.arange(channels + 1.0).reshape(1, -1)
    sheet.columns["spend"][0, ::3] = np.nan
    opened = decode(encode(sheet))
    assert opened.content() == sheet.content()


def test_edits_go_on_after_opening() -> None:
    """What is opened can be changed like what was never saved: arrays are writable, texts are lists."""
    sheet = build(["Radio", "Print"], {"spend": [1.0, 2.0]}, [month(2026, 1, 1), month(2026, 2, 2)][:1])
    opened = decode(encode(sheet))
    for document in (sheet, opened):
        SetCells.one("spend", 0, 1, 5.0, "=2+3").apply(document)
        SetTotals("goal_leads", ((0, 3.0),)).apply(document)
        AddChannels.at_end(document, ["Fair"]).apply(document)
        RemoveChannels((0,)).apply(document)
    assert opened.content() == sheet.content()


def test_a_year_or_two_of_a_shop_is_small() -> None:
    rng = np.random.default_rng(1)
    sheet = build(
        [f"Channel {i}" for i in range(12)], {}, [month(2024 + i // 12, i % 12 + 1, i + 1) for i in range(24)]
    )
    for field in CELL_FIELDS:
        most = field.maximum or 1000.0
        sheet.columns[field.id] = rng.random(sheet.shape) * most
    size = len(encode(sheet))
    sys.stdout.write(f"12 channels × 24 months with all {len(CELL_FIELDS)} fields: {size:,} bytes\n")
    assert size <= 49 * 4096  # pages; the table of records takes one of them even where it is empty


def test_timing_of_100_000_channels() -> None:
    count = 100_000
    rng = np.random.default_rng(1)
    sheet = Worksheet(keys=list(range(1, count + 1)), next_key=count + 1)
    sheet.channels = {
        "name": [f"Channel {i}" for i in range(count)],
        "kind": ["other"] * count,
        "source": ["marketing"] * count,
        "group": [f"Group {i % 40}" for i in range(count)],
        "owner": [f"Owner {i % 300}" for i in range(count)],
    }
    for id_ in ("spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin"):
        sheet.columns[id_] = rng.random((1, count))
    start = time.perf_counter()
    data = encode(sheet)
    between = time.perf_counter()
    opened = decode(data)
    end = time.perf_counter()
    sys.stdout.write(f"{len(data):,} bytes: encode {between - start:.3f} s, decode {end - between:.3f} s\n")
    assert opened.content() == sheet.content()
