"""What differs between two worksheets, held against a comparison that looks at every place by itself."""

from __future__ import annotations

from copy import deepcopy
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.differences import Differences, compare, share_history
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import Edit, EditError, SetCells, SetTotals
from roiapp.core.period_edits import AddPeriods
from roiapp.core.periods import month
from roiapp.core.record_tables import TABLES
from roiapp.core.replace_edit import ReplaceContent
from roiapp.core.worksheet import ANY, ATTRIBUTES, Worksheet, build, same_name
from tests.core.random_edits import edits
from tests.core.random_sheets import CELL_FIELDS, TOTAL_FIELDS, sheets

some = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
Fact = tuple[object, ...]


def same_places(keys: list[int], new_keys: list[int], names: list[object], new_names: list[object]) -> dict[int, int]:
    """place after -> place before, by key, then by name."""
    of = {j: i for j, key in enumerate(new_keys) for i, known in enumerate(keys) if key == known}
    for j, name in enumerate(new_names):
        free = [i for i, known in enumerate(names) if known == name and i not in of.values()]
        if j not in of and free:
            of[j] = free[0]
    return of


def partners(one: Worksheet, other: Worksheet) -> tuple[dict[int, int], dict[int, int]]:
    channels = same_places(one.keys, other.keys, [*map(same_name, one.names)], [*map(same_name, other.names)])
    spans: list[list[object]] = [
        [(p.start, p.end) if p.start else " ".join(p.label.split()).casefold() for p in sheet.periods]
        for sheet in (one, other)
    ]
    periods = same_places([p.key for p in one.periods], [p.key for p in other.periods], *spans)
    return channels, periods


def known(value: float) -> float | None:
    return None if value != value else value


def filled(sheet: Worksheet, channel: int) -> int:
    return sum(
        known(sheet.value(field.id, period, channel)) is not None
        for field in CELL_FIELDS for period in range(len(sheet.periods))
    )  # fmt: skip


def expected(one: Worksheet, other: Worksheet) -> set[Fact]:
    """Every fact that differs, found by looking at every place there is."""
    channels, periods = partners(one, other)
    facts: set[Fact] = set()
    for i in set(range(len(one.keys))) - set(channels.values()):
        facts.add(("channel went", one.names[i], filled(one, i)))
    for j in set(range(len(other.keys))) - set(channels):
        facts.add(("channel came", other.names[j], filled(other, j)))
    for j, i in channels.items():
        for name in ATTRIBUTES:
            if one.channels[name][i] != other.channels[name][j]:
                facts.add(("text", j, name, one.channels[name][i], other.channels[name][j]))
    for i in set(range(len(one.periods))) - set(periods.values()):
        facts.add(("period went", one.periods[i]))
    for j in set(range(len(other.periods))) - set(periods):
        facts.add(("period came", other.periods[j]))
    for j, i in periods.items():
        was, now = one.periods[i], other.periods[j]
        if (was.label, was.start, was.end, was.as_of) != (now.label, now.start, now.end, now.as_of):
            facts.add(("period", j, was, now))
        for field in TOTAL_FIELDS:
            pair = known(one.total_value(field.id, i)), known(other.total_value(field.id, j))
            if pair[0] != pair[1]:
                facts.add(("total", field.id, j, *pair))
        for row, old_row in channels.items():
            for field in CELL_FIELDS:
                pair = known(one.value(field.id, i, old_row)), known(other.value(field.id, j, row))
                if pair[0] != pair[1]:
                    facts.add(("cell", field.id, j, row, *pair))
                texts = one.expression(field.id, i, old_row), other.expression(field.id, j, row)
                if texts[0] != texts[1]:
                    facts.add(("typed as", field.id, j, row, *texts))
    old_period, old_channel = {None: None, **periods}, {None: None, **channels}
    for field_id in ("", "spend", "roi"):
        for j, i in old_period.items():
            for row, old_row in old_channel.items():
                keys = [
                    (field_id, ANY if p is None else sheet.periods[p].key, ANY if c is None else sheet.keys[c])
                    for sheet, p, c in ((one, i, old_row), (other, j, row))
                ]
                notes = one.notes.get(keys[0]), other.notes.get(keys[1])
                if notes[0] != notes[1]:
                    facts.add(("note", field_id, j, row, *notes))
    for name in ("own_fields", "own_metrics"):
        was, now = ({each.id: each for each in getattr(sheet, name)} for sheet in (one, other))
        facts |= {("own", was.get(i), now.get(i)) for i in was.keys() | now.keys() if was.get(i) != now.get(i)}
    renamed = {one.keys[i]: other.keys[j] for j, i in channels.items()}
    renamed |= {one.periods[i].key: other.periods[j].key for j, i in periods.items()}
    for name, table in TABLES.items():
        keys_at = [place for place, column in enumerate(table.columns) if column.kind in ("channel", "period")]
        old = [
            tuple(renamed.get(v, v) if p in keys_at else v for p, v in enumerate(row))  # type: ignore[arg-type]
            for row in one.records.get(name, ())
        ]
        new = list(other.records.get(name, ()))
        for row in list(new):
            if row in old:
                old.remove(row)
                new.remove(row)
        facts |= {("record went", name, row, old.count(row)) for row in old}
        facts |= {("record came", name, row, new.count(row)) for row in new}
    for name in DocumentSettings.__dataclass_fields__:
        if getattr(one.settings, name) != getattr(other.settings, name):
            facts.add(("setting", name, getattr(one.settings, name), getattr(other.settings, name)))
    return facts


def found(differences: Differences) -> set[Fact]:
    facts: set[Fact] = set()
    for channel in differences.channels:
        if channel.after is None:
            assert channel.before is not None
            facts.add(("channel went", channel.before.name, channel.figures))
        elif channel.before is None:
            facts.add(("channel came", channel.after.name, channel.figures))
        else:
            for name in channel.attributes:
                facts.add(
                    ("text", channel.rows[1], name, getattr(channel.before, name), getattr(channel.after, name))
                )
            assert channel.attributes or channel.moved
    for period in differences.periods:
        if period.after is None:
            facts.add(("period went", period.before))
        elif period.before is None:
            facts.add(("period came", period.after))
        elif period.changed:
            facts.add(("period", period.places[1], period.before, period.after))
    cells = differences.cells
    for number, period_, row, was, now in zip(
        cells.field.tolist(), cells.period.tolist(), cells.channel.tolist(), cells.before.tolist(),
        cells.after.tolist(), strict=True,
    ):  # fmt: skip
        facts.add(("cell", cells.fields[number], period_, row, known(was), known(now)))
    facts |= {("total", t.field, t.period, t.before, t.after) for t in differences.totals}
    facts |= {("typed as", e.field, e.period, e.channel, e.before, e.after) for e in differences.expressions}
    facts |= {("note", n.field, n.period, n.channel, n.before, n.after) for n in differences.notes}
    facts |= {("own", o.before, o.after) for o in differences.own if o.before or o.after}
    went = [(r.table, r.before) for r in differences.records if r.before]
    came = [(r.table, r.after) for r in differences.records if r.after]
    facts |= {("record went", *each, went.count(each)) for each in went}
    facts |= {("record came", *each, came.count(each)) for each in came}
    facts |= {("setting", s.name, s.before, s.after) for s in differences.settings}
    return facts


def fewest_moved(order: list[int]) -> int:
    for kept in range(len(order), -1, -1):
        if any(list(run) == sorted(run) for run in combinations(order, kept)):
            return len(order) - kept
    raise AssertionError


@some
@given(sheets(), st.booleans())
def test_equal_documents_do_not_differ(sheet: Worksheet, shared: bool) -> None:
    other = deepcopy(sheet)
    other.columns.setdefault("referred", np.full(other.shape, np.nan))  # a column of blanks is none
    assert not compare(sheet, other, shared=shared)
    assert not compare(sheet, other)
    assert found(compare(sheet, other)) == set()


@some
@given(st.data())
def test_what_an_edit_changes_is_what_differs(data: st.DataObject) -> None:
    before = data.draw(sheets())
    after = deepcopy(before)
    for _ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(edits(after))
        try:
            edit.apply(after)
        except EditError:
            continue
    differences = compare(before, after, shared=True)
    wanted = expected(before, after)
    assert found(differences) == wanted
    pairs, _ = partners(before, after)
    order = [pairs[place] for place in sorted(pairs)]
    moved = {channel.rows[1] for channel in differences.channels if channel.moved}
    assert len(moved) == fewest_moved(order)
    kept = [pairs[place] for place in sorted(pairs) if place not in moved]
    assert kept == sorted(kept)
    assert bool(differences) == bool(
        wanted or moved or any(p.moved for p in differences.periods) or before.records != after.records
        or (before.own_fields, before.own_metrics) != (after.own_fields, after.own_metrics)
    )
    assert {(channel.rows[::-1], channel.moved) for channel in compare(after, before, shared=True).channels} >= {
        (channel.rows, False) for channel in differences.channels if None in channel.rows
    }


def sheet() -> Worksheet:
    return build(
        ["Search", "Radio", "Print"],
        {"spend": [[1.0, 2.0, None], [4.0, 5.0, 6.0]]},
        [month(2026, 8, 1), month(2026, 9, 2)],
    )


def changed(edit: Edit) -> Differences:
    after = sheet()
    edit.apply(after)
    return compare(sheet(), after)


def test_blank_is_not_zero() -> None:
    cells = changed(SetCells.many("spend", [(0, 2, 0.0), (1, 0, None)])).cells
    assert [(known(a), known(b)) for a, b in zip(cells.before, cells.after, strict=True)] == [(None, 0.0), (4.0, None)]
    (total,) = changed(SetTotals("goal_leads", ((1, 0.0),))).totals
    assert (total.period, total.before, total.after) == (1, None, 0.0)
    assert not changed(SetCells.many("spend", [(0, 0, 1.0), (0, 2, None)]))


def test_a_channel_moved_to_the_top_is_the_one_that_moved() -> None:
    (one,) = changed(MoveChannels((2, 0, 1))).channels
    assert (one.after and one.after.name, one.rows, one.moved) == ("Print", (2, 0), True)


def test_a_channel_renamed_in_a_shared_history_is_the_same() -> None:
    differences = changed(SetChannel("name", ((0, "Ads"),)))
    (one,) = differences.channels
    assert one.attributes == ("name",)
    assert not differences.cells


def test_a_channel_removed_and_typed_anew_is_compared_by_its_name() -> None:
    after = sheet()
    RemoveChannels((0,)).apply(after)
    AddChannels.at_end(after, ["search"]).apply(after)
    SetCells.one("spend", 0, 2, 1.0).apply(after)
    differences = compare(sheet(), after)
    (one,) = differences.channels
    assert (one.attributes, one.rows, one.moved) == (("name",), (0, 2), True)
    assert [known(v) for v in differences.cells.after] == [None]


def test_documents_that_share_nothing_are_compared_by_name_and_days() -> None:
    other = build(["Print", "Search", "Other"], {"spend": [[3.0, 1.0, 9.0]]}, [month(2026, 8, 2)])
    assert not share_history(sheet(), other)
    differences = compare(sheet(), other)
    gone_or_new = [c for c in differences.channels if None in c.rows]
    assert [(c.before and c.before.name, c.after and c.after.name, c.figures) for c in gone_or_new] == [
        ("Radio", None, 2), (None, "Other", 1),
    ]  # fmt: skip
    assert [(p.before and p.before.key, p.after) for p in differences.periods] == [(2, None)]
    cells = differences.cells
    assert [(c, known(a), b) for c, a, b in zip(cells.channel, cells.before, cells.after, strict=True)] == [
        (0, None, 3.0)
    ]


def test_a_period_put_between_moves_nothing() -> None:
    between = AddPeriods((1,), (month(2027, 1, 9),))
    (one,) = changed(between).periods
    assert (one.after and one.after.key, one.places, one.moved) == (9, (None, 1), False)


def test_large_documents_are_compared_without_a_step_per_cell() -> None:
    rng = np.random.default_rng(5)
    names = [f"C{i}" for i in range(2_000)]
    one = build(names, {}, [month(2026, n, n) for n in range(1, 13)])
    one.columns = {id_: rng.random(one.shape) for id_ in ("spend", "leads", "visits")}
    other = deepcopy(one)
    rows = np.sort(rng.choice(2_000, 700, replace=False))
    other.columns["leads"][7, rows] += 1
    cells = compare(one, other).cells
    assert cells.channel.tolist() == rows.tolist()
    assert set(cells.period.tolist()) == {7}
    assert {cells.fields[i] for i in cells.field} == {"leads"}


@pytest.mark.parametrize("shift", [0, 5])
def test_replacing_all_is_undone_to_the_bit_and_gives_no_identity_twice(shift: int) -> None:
    document, version = sheet(), sheet()
    SetCells.one("spend", 0, 0, -0.0, "=0-0").apply(version)
    AddChannels.at_end(version, ["New"] * (shift > 0)).apply(version)
    before, highest = document.content(), max(document.next_key, version.next_key)
    inverse = ReplaceContent.of(version, 1_700_000_000).apply(document)
    assert document.content() == version.content()
    assert document.next_key == highest
    document.columns["spend"][0, 0] = 77.0  # the edit keeps what it was given
    assert version.value("spend", 0, 0) == 0.0
    again = inverse.apply(document)
    assert document.content() == before
    assert document.next_key == highest
    assert again.title() == inverse.title()


@pytest.mark.parametrize("part", ["keys", "texts", "periods", "columns", "totals"])
def test_a_content_that_does_not_fit_together_changes_nothing(part: str) -> None:
    document = sheet()
    before = document.content()
    edit = ReplaceContent.of(sheet())
    wrong: dict[str, object] = {
        "keys": (1, 1, 2), "texts": dict.fromkeys(ATTRIBUTES, ("A", "a ", "B")), "periods": (),
        "columns": {"spend": np.zeros((2, 2))}, "totals": {"goal_leads": np.zeros(3)},
    }  # fmt: skip
    object.__setattr__(edit, part, wrong[part])
    with pytest.raises(EditError, match="does not fit together"):
        edit.apply(document)
    assert document.content() == before
