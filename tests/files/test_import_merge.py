"""What an import does to a document, against the plain meaning: cell by cell over dictionaries."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.periods import Period, month
from roiapp.core.replace_edit import copy_of
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.edit_codec import decode_edit, encode_edit
from roiapp.files.import_choices import Meets
from roiapp.files.import_merge import Brought, merge

#: (channel without case, first day of the period, field) -> figure
Cells: TypeAlias = dict[tuple[str, date | None, str], float]
FIELDS = ("spend", "leads", "opportunities")
NAMES = ("Radio", "radio  spot", "E-mail", "SEO")
MONTHS = tuple(month(2026, number, key=number) for number in (3, 7, 8))


def cells(sheet: Worksheet) -> Cells:
    return {
        (sheet.names[c].casefold(), sheet.periods[p].start, id_): float(column[p, c])
        for id_, column in sheet.columns.items()
        for p, c in np.argwhere(~np.isnan(column)).tolist()
    }


def figures(periods: int, channels: int) -> st.SearchStrategy[dict[str, list[list[float | None]]]]:
    cell = st.none() | st.sampled_from((0.0, 1.5, 20.0)) | st.floats(0, 1e6)
    column = st.lists(st.lists(cell, min_size=channels, max_size=channels), min_size=periods, max_size=periods)
    return st.dictionaries(st.sampled_from(FIELDS), column, min_size=1)


@st.composite
def sheets(draw: st.DrawFn, least: int = 0) -> Worksheet:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=least))
    periods = draw(st.lists(st.sampled_from(MONTHS), unique=True, min_size=1))
    if least == 0 and draw(st.booleans()):
        periods = [Period(1)]
    return build(names, draw(figures(len(periods), len(names))), periods)


def brought(sheet: Worksheet) -> Brought:
    channels = [{"name": name.upper()} for name in sheet.names]
    blocks = {"core": (), "pipeline": ("weighted_pipeline",)} if "opportunities" in sheet.columns else {"core": ()}
    return Brought(sorted(sheet.periods, key=lambda p: p.start or date.min), channels, in_order(sheet), blocks)


def in_order(sheet: Worksheet) -> dict[str, np.ndarray]:
    order = sorted(range(len(sheet.periods)), key=lambda i: sheet.periods[i].start or date.min)
    return {id_: column[order] for id_, column in sheet.columns.items()}


@given(sheets(), sheets(least=1), st.sampled_from(("", "replace", "add", "keep")))
def test_known_figures_take_their_places_and_all_others_stay(there: Worksheet, comes: Worksheet, meets: Meets) -> None:
    before = there.content()
    expected = cells(there)
    changed = {}
    for place, value in cells(comes).items():
        before_it = expected.get(place)
        kept = before_it is not None and meets == "keep"
        changed[place] = before_it if kept else value + (before_it or 0.0) * (meets == "add")
    done = merge(brought(comes), there, meets=meets, summed=FIELDS)
    assert there.content() == before  # looking changes nothing
    after = copy_of(there)
    assert after.content() == before
    if done.edit is not None:
        edit = decode_edit(encode_edit(done.edit))  # as it goes through the working copy
        inverse = edit.apply(after)
        assert cells(after) == expected | changed
        assert [p.start for p in after.periods if p.start] == sorted(p.start for p in after.periods if p.start) or [
            p.start for p in there.periods
        ] != sorted(p.start for p in there.periods if p.start)
        inverse.apply(after)
        assert after.content() == before
    else:
        assert expected | changed == expected
    rows = {place[:2] for place in cells(comes)}
    had = {place[:2] for place in expected}
    assert done.added == len(rows - had)
    assert done.changed == sum(
        any(expected.get(place) != value for place, value in changed.items() if place[:2] == row) for row in rows & had
    )
    lines = list(done.lines())
    assert len(lines) == len(rows)
    assert done.kept == sum(len(line.kept) for line in lines) == sum(
        meets == "keep" and expected.get(place, value) != value for place, value in cells(comes).items()
    )


@given(sheets(), sheets(least=1))
def test_the_same_once_more_changes_nothing(there: Worksheet, comes: Worksheet) -> None:
    done = merge(brought(comes), there)
    if done.edit is not None:
        done.edit.apply(there)
    again = merge(brought(comes), there)
    assert (again.edit, again.added, again.changed) == (None, 0, 0)


def test_the_first_period_takes_the_place_of_one_without_days_and_figures() -> None:
    there = build(["Radio"])
    done = merge(brought(build(["Radio"], {"spend": [[5.0], [6.0]]}, MONTHS[:2])), there)
    assert done.edit is not None
    done.edit.apply(there)
    assert [(p.start, p.key) for p in there.periods] == [(date(2026, 3, 1), 0), (date(2026, 7, 1), 2)]
    assert there.columns["spend"].tolist() == [[5.0], [6.0]]


def test_columns_of_what_comes_are_shown_and_those_that_do_not_stay_away() -> None:
    there = build(["Radio"], {"spend": [1.0]})
    done = merge(brought(build(["Radio"], {"opportunities": [2.0]})), there)
    assert done.edit is not None
    done.edit.apply(there)
    assert there.settings.blocks == ("core", "pipeline")
    assert there.settings.hidden == ("weighted_pipeline",)


def test_lines_tell_before_and_after() -> None:
    there = build(["Radio", "SEO"], {"spend": [10.0, 20.0], "leads": [None, 3.0]})
    comes = build(["radio", "Mail"], {"spend": [12.0, None], "leads": [4.0, 0.0]})
    lines = list(merge(brought(comes), there).lines())
    assert [(line.channel, line.change, dict(line.figures)) for line in lines] == [
        (0, "changed", {"spend": (10.0, 12.0), "leads": (None, 4.0)}),
        (1, "added", {"leads": (None, 0.0)}),
    ]


def test_files_of_one_import_add_up_where_they_meet() -> None:
    there = build(["Radio"], {"spend": [10.0], "leads": [1.0]})
    first = brought(build(["Radio"], {"spend": [100.0], "gross_margin": [0.4]}))
    second = brought(build(["radio", "SEO"], {"spend": [50.0, 7.0], "leads": [2.0, None], "gross_margin": [0.5, None]}))
    one = merge(first, there)
    assert one.edit is not None
    one.edit.apply(there)
    two = merge(second, there, beside=[first], summed=("spend", "leads"))
    assert two.joined == 1
    assert two.edit is not None
    two.edit.apply(there)
    assert there.columns["spend"].tolist() == [[150.0, 7.0]]
    assert there.columns["leads"][0, 0] == 2.0  # the file before knows no leads: this replaces what was typed
    assert there.columns["gross_margin"][0, 0] == 0.5
