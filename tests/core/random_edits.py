"""Random edits of a worksheet, of every kind, most of them allowed."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta

from hypothesis import strategies as st

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.edits import Edit, EditError, Group, SetCells, SetSettings, SetTotals
from roiapp.core.fields import Field
from roiapp.core.note_edits import SetNotes
from roiapp.core.own_edits import SetOwn
from roiapp.core.period_edits import AddPeriods, RemovePeriods, SetPeriod
from roiapp.core.periods import Period, following
from roiapp.core.record_edits import SetRecords, SpliceRecords
from roiapp.core.record_tables import TABLES, Record, RecordColumn, Value
from roiapp.core.replace_edit import ReplaceContent
from roiapp.core.worksheet import ANY, Channel, Worksheet
from tests.core.own_documents import FIELDS, METRICS
from tests.core.random_sheets import CELL_FIELDS, TOTAL_FIELDS, values

KINDS = (
    "cells", "cells", "cells", "cells", "totals", "settings", "texts", "move", "add", "remove", "add period",
    "remove period", "period", "group", "replace", "notes", "looks",
    "records", "own",
)  # fmt: skip


@st.composite
def edits(
    draw: st.DrawFn, sheet: Worksheet, kinds: tuple[str, ...] = KINDS, fields: tuple[Field, ...] | None = None
) -> Edit:
    """An edit that fits the worksheet as it is now; a rename may still be refused. `fields`: figures of these only."""
    kind = draw(st.sampled_from(kinds))
    periods, channels = sheet.shape
    if not channels and kind in ("cells", "texts", "move", "remove"):
        kind = "add"
    if periods == 1 and kind == "remove period":
        kind = "period"
    match kind:
        case "cells":
            field = draw(st.sampled_from(fields or CELL_FIELDS))
            place = st.tuples(st.integers(0, periods - 1), st.integers(0, channels - 1), st.none() | values(field))
            cells = draw(st.lists(place, min_size=1, max_size=4))
            typed_as = draw(
                st.none() | st.lists(st.sampled_from((None, "=1+1")), min_size=len(cells), max_size=len(cells))
            )
            return SetCells.many(field.id, cells, typed_as)
        case "totals":
            field = draw(st.sampled_from(TOTAL_FIELDS))
            figures = st.tuples(st.integers(0, periods - 1), st.none() | values(field))
            return SetTotals(field.id, tuple(draw(st.lists(figures, min_size=1, max_size=2))))
        case "settings":
            name, pool = draw(
                st.sampled_from(
                    (
                        ("default_margin", (None, 0.25, 0.5)),
                        ("default_hourly_rate", (None, 0.0, 30.0)),
                        ("elasticity", (0.7, 1.0)),
                        ("retention_limit", (5.0, 3.0)),
                        ("currency", ("USD", "EUR")),
                    )
                )
            )
            return SetSettings.of(**{name: draw(st.sampled_from(pool))})
        case "looks":
            ids = st.lists(st.sampled_from(("visits", "cac", "roi")), unique=True, max_size=3)
            name = draw(st.sampled_from(("put_away", "added", "order", "cards")))
            return SetSettings.of(**{name: tuple(draw(ids)), "widths": (("cac", draw(st.integers(20, 400))),)})
        case "notes":
            place = st.tuples(
                st.sampled_from(("", "spend", "roi")),
                st.sampled_from((ANY, *(period.key for period in sheet.periods))),
                st.sampled_from((ANY, *sheet.keys)),
            ).filter(lambda place: place[0] or (place[1] == ANY) != (place[2] == ANY))
            notes = st.tuples(place, st.none() | st.sampled_from(("A word", "two\nlines", " ", "إعلان")))
            return SetNotes(tuple(draw(st.lists(notes, min_size=1, max_size=3))))
        case "records":
            table = draw(st.sampled_from(sorted(TABLES)))
            made, there = draw(records(sheet, table)), len(sheet.records.get(table, ()))
            if draw(st.booleans()):
                return SetRecords(table, made)
            start = draw(st.integers(0, there))
            return SpliceRecords(table, start, draw(st.integers(0, there - start)), made)
        case "own":
            if draw(st.booleans()):
                return SetOwn.without(sheet, draw(st.sampled_from(("wait", "spread", "store_visits"))))
            return SetOwn.adding(sheet, *draw(st.sampled_from((FIELDS, FIELDS[:1], (*FIELDS[:1], *METRICS), METRICS))))
        case "texts":
            attribute = draw(st.sampled_from(("name", "kind", "source", "group", "owner")))
            text = st.sampled_from(("marketing", "sales") if attribute == "source" else ("A", "b  B", "C 1", "D"))
            rows = draw(st.lists(st.tuples(st.integers(0, channels - 1), text), min_size=1, max_size=2))
            return SetChannel(attribute, tuple(rows))
        case "move":
            return MoveChannels(tuple(draw(st.permutations(range(channels)))))
        case "add":
            names = [f"New {sheet.next_key + i}" for i in range(draw(st.integers(1, 5)))]
            if draw(st.booleans()):
                return AddChannels.at_end(sheet, names, source=draw(st.sampled_from(("marketing", "sales"))))
            places = draw(st.sets(st.integers(0, channels), min_size=1, max_size=len(names)))
            new = tuple(Channel.named(sheet.take_key(), name) for name in names[: len(places)])
            return AddChannels(tuple(sorted(places)), new)
        case "remove":
            return RemoveChannels(tuple(sorted(draw(st.sets(st.integers(0, channels - 1), min_size=1, max_size=2)))))
        case "add period":
            return AddPeriods((draw(st.integers(0, periods)),), (following(sheet.periods, sheet.take_key()),))
        case "remove period":
            return RemovePeriods((draw(st.integers(0, periods - 1)),))
        case "period":
            index = draw(st.integers(0, periods - 1))
            old = sheet.periods[index]
            as_of = old.start + timedelta(days=draw(st.integers(0, 40))) if old.start else None
            return SetPeriod(index, Period(old.key, draw(st.sampled_from(("", "X"))), old.start, old.end, as_of))
        case "replace":
            return ReplaceContent.of(_another(draw, sheet, fields), draw(st.none() | st.integers(0, 2**31)))
    parts = ("cells", "cells", "totals", "settings", "texts", "notes", "looks", "records")
    return Group(tuple(draw(st.lists(edits(sheet, parts), min_size=1, max_size=3))), "Several")


def records(sheet: Worksheet, table: str, most: int = 4) -> st.SearchStrategy[tuple[Record, ...]]:
    """Rows of a small table, some about channels or periods that are gone, some the same, blanks in all columns."""
    cells = [st.none() | _cell(sheet, column) for column in TABLES[table].columns]
    return st.lists(st.tuples(*cells), max_size=most).map(tuple)


def _cell(sheet: Worksheet, column: RecordColumn) -> st.SearchStrategy[Value]:
    match column.kind:
        case "channel":
            return st.sampled_from([*sheet.keys, *sheet.keys, 9_000])
        case "period":
            return st.sampled_from([*(period.key for period in sheet.periods), 9_001])
        case "count":
            return st.sampled_from((0.0, 1.0, 2.0, 7.5, 300.0))
        case "money":
            return st.sampled_from((0.0, 20.0, 512.5))
        case "date":
            return st.dates(date(2025, 11, 1), date(2026, 3, 1))
        case "choice":
            return st.sampled_from([id_ for id_, _ in column.choices])
        case "figure":
            return st.sampled_from(("cac", "leads", "of_another_day"))
    return st.sampled_from(("A", "two\nlines", " spaces ", "إعلان", "no budget"))


def _another(draw: st.DrawFn, sheet: Worksheet, fields: tuple[Field, ...] | None) -> Worksheet:
    """The worksheet as some edits would leave it."""
    other = deepcopy(sheet)
    for _ in range(draw(st.integers(0, 3))):
        with suppress(EditError):
            draw(edits(other, tuple(kind for kind in KINDS if kind != "replace"), fields)).apply(other)
    return other
