"""The small tables: what they hold, what becomes of records whose channel is gone, rejected leads by their reasons."""

from __future__ import annotations

import math
from copy import deepcopy
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.core import record_tables
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.checks import warnings
from roiapp.core.difference_lines import DifferenceLines
from roiapp.core.differences import compare
from roiapp.core.edits import EditError, SetCells
from roiapp.core.explain import explain
from roiapp.core.history import History
from roiapp.core.number_format import NumberFormat
from roiapp.core.period_edits import RemovePeriods
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.record_edits import SetRecords, SpliceRecords, spliced
from roiapp.core.record_tables import ASSETS, MOST_RECORDS, REDEFINITIONS, REJECTIONS, STEPS, TABLES, Record, kept_rows
from roiapp.core.results import Changed
from roiapp.core.shown_columns import shown_records
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_edits import records
from tests.core.random_sheets import AS_OF, sheets, views
from tests.core.worked_again import check_value

CATALOG = standard()
WRITE = NumberFormat("en", "USD")
some = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def sheet(**columns: object) -> Worksheet:
    """Search (key 3) and Radio (key 4) in January and February 2026 (keys 1 and 2)."""
    return build(["Search", "Radio"], dict(columns), [month(2026, 1, 1), month(2026, 2, 2)])


def reason(period: int | None, channel: int | None, text: str | None, count: float | None) -> Record:
    return REJECTIONS.row(period=period, channel=channel, reason=text, count=count)


#: January: Search 4 + 1.5, Radio 2; February: Search 3; the rest counts nowhere
REASONS = (
    reason(1, 3, "no budget", 4.0),
    reason(1, 3, "student", 1.5),
    reason(1, 4, "no budget", 2.0),
    reason(1, 4, "wrong country", None),
    reason(2, 3, None, 3.0),
    reason(None, 3, "no budget", 100.0),
    reason(2, None, "no budget", 100.0),
    reason(2, 77, "of a channel that is gone", 100.0),
    reason(78, 4, "of a period that is gone", 100.0),
)


def rejecting(**columns: object) -> Worksheet:
    made = sheet(**columns)
    SetRecords("rejections", REASONS).apply(made)
    return made


def test_every_table_says_what_it_is() -> None:
    assert list(TABLES) == ["assets", "rejections", "steps", "redefinitions", "scenarios", "scenario_changes"]
    for id_, table in TABLES.items():
        assert (table.id, len({column.id for column in table.columns})) == (id_, len(table.columns))
        assert all((table.label, table.help, table.step, *(column.label for column in table.columns)))
        assert [table.place(column) for column in table.identity]
        assert not table.field or (table.field in CATALOG.field and table.place(table.counts) >= 0)
    assert [column.id for column in ASSETS.columns] == [
        "asset", "kind", "channel", "date", "impressions", "views", "shares", "comments", "likes", "leads", "mqls",
        "revenue", "cost",
    ]  # fmt: skip
    assert [column.id for column in REJECTIONS.columns] == ["period", "channel", "reason", "count"]
    assert [column.id for column in STEPS.columns] == ["date", "channel", "metric", "change", "expected"]
    assert [column.id for column in REDEFINITIONS.columns] == ["date", "figure", "note"]
    with pytest.raises(KeyError):
        ASSETS.row(moon=1.0)


@some
@given(st.data())
def test_rows_are_replaced_and_come_back(data: st.DataObject) -> None:
    made = data.draw(sheets(most_channels=2, most_periods=2))
    history, states = History(), [made.content()]
    for _ in range(3):
        table = data.draw(st.sampled_from(sorted(TABLES)))
        edit = SetRecords(table, data.draw(records(made, table)))
        history.make(made, edit)
        assert made.records.get(table, ()) == kept_rows(TABLES[table], edit.rows)
        states.append(made.content())
    for state in reversed(states[:-1]):
        history.undo(made)
        assert made.content() == state
    for state in states[1:]:
        history.redo(made)
        assert made.content() == state


@some
@given(st.data())
def test_what_lies_between_is_replaced_alone_and_comes_back(data: st.DataObject) -> None:
    """Rows of today and of then, drawn apart: the edit between them makes the one into the other, and back."""
    made = data.draw(sheets(most_channels=2, most_periods=2))
    table = data.draw(st.sampled_from(sorted(TABLES)))
    some_rows = kept_rows(TABLES[table], data.draw(records(made, table, 6)))
    known = st.lists(st.sampled_from(some_rows), max_size=7) if some_rows else st.just([])
    before, after = kept_rows(TABLES[table], data.draw(known)), kept_rows(TABLES[table], data.draw(known))
    SetRecords(table, before).apply(made)
    edit = spliced(table, before, after)
    assert (*before[: edit.start], *edit.rows, *before[edit.start + edit.count :]) == after
    assert len(edit.rows) <= len(after)
    back = edit.apply(made)
    assert made.records.get(table, ()) == after
    back.apply(made)
    assert made.records.get(table, ()) == before


def test_an_entry_in_a_long_table_is_one_row() -> None:
    rows = tuple(ASSETS.row(asset=f"Article {number}", views=float(number)) for number in range(900))
    other = ASSETS.row(asset="Article 500", views=7.0)
    assert spliced("assets", rows, (*rows[:500], other, *rows[501:])) == SpliceRecords("assets", 500, 1, (other,))
    assert spliced("assets", rows, (*rows, other)) == SpliceRecords("assets", 900, 0, (other,))
    assert spliced("assets", rows, rows[:10] + rows[12:]) == SpliceRecords("assets", 10, 2, ())
    assert spliced("assets", rows, rows) == SpliceRecords("assets", 900, 0, ())


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (SpliceRecords("assets", 2, 2, ()), "The row is outside the worksheet."),
        (SpliceRecords("assets", -1, 0, ()), "The row is outside the worksheet."),
        (SpliceRecords("nothing", 0, 0, ()), "There is no table “nothing”."),
        (SpliceRecords("assets", 2, 1, (ASSETS.row(asset="C", views=-1.0),)),
         "Row 3, Views: It cannot be below 0."),
        (SpliceRecords("assets", 1, 0, (ASSETS.row(asset="D"),) * MOST_RECORDS),
         "The table is too long. It may have 20000 rows."),
    ],
)  # fmt: skip
def test_what_cannot_be_put_there_changes_nothing(edit: SpliceRecords, sentence: str) -> None:
    sheet = build(["Radio"])
    rows = tuple(ASSETS.row(asset=name) for name in "ABC")
    SetRecords("assets", rows).apply(sheet)
    with pytest.raises(EditError) as refused:
        edit.apply(sheet)
    assert str(refused.value) == sentence
    assert sheet.records["assets"] == rows


def test_a_row_is_kept_as_it_is_meant() -> None:
    made = sheet()
    before = made.content()
    rows = (
        ASSETS.row(asset="  Ten tips \n", views=7, likes=-0.0, kind=" ", revenue=-5),
        ASSETS.row(asset="   "),
        ASSETS.row(),
    )
    undo = SetRecords("assets", rows).apply(made)
    (kept,) = made.records["assets"]
    assert kept == ASSETS.row(asset="Ten tips", views=7.0, likes=0.0, revenue=-5.0)
    assert [type(value) for value in kept if value is not None] == [str, float, float, float]
    assert np.signbit(kept[ASSETS.place("likes")]) == np.False_
    undo.apply(made)
    assert made.content() == before
    assert "assets" not in made.records


@pytest.mark.parametrize(
    ("table", "row", "sentence"),
    [
        ("assets", ASSETS.row(asset="x", views=-1.0), "Row 2, Views: It cannot be below 0."),
        ("assets", ASSETS.row(views=float("nan")), "Row 2, Views: The number is too large."),
        ("assets", ASSETS.row(views=10**400), "Row 2, Views: The number is too large."),
        ("assets", ASSETS.row(views="many"), "Row 2, Views: A number is wanted here."),
        ("assets", ASSETS.row(views=True), "Row 2, Views: A number is wanted here."),
        ("assets", ASSETS.row(kind="opera"), "Row 2, Kind: There is none such."),
        ("assets", ASSETS.row(date="2026-01-01"), "Row 2, Date: A date is wanted here."),
        ("assets", ASSETS.row(date=datetime(2026, 1, 1)), "Row 2, Date: A date is wanted here."),  # noqa: DTZ001
        ("assets", ASSETS.row(asset="x" * 32_768), "Row 2, Asset: The text is too long. It may have 32767 letters."),
        ("steps", STEPS.row(change=4.0), "Row 2, What we changed: A text is wanted here."),
        ("steps", STEPS.row(channel=-1), "Row 2, Channel: There is none such."),
        ("steps", STEPS.row(channel=4.0), "Row 2, Channel: There is none such."),
        ("rejections", (1, 2), "Row 2 has not as many cells as the table has columns."),
        ("moons", (1,), "There is no table “moons”."),
    ],
)
def test_what_a_table_cannot_hold(table: str, row: Record, sentence: str) -> None:
    made = rejecting()
    before = made.content()
    with pytest.raises(EditError) as caught:
        SetRecords(table, (TABLES.get(table, ASSETS).row(), row)).apply(made)
    assert str(caught.value) == sentence
    assert made.content() == before


def test_a_table_has_an_end() -> None:
    rows = (STEPS.row(change="x"),) * (MOST_RECORDS + 1)
    with pytest.raises(EditError, match=r"The table is too long\. It may have 20000 rows\."):
        SetRecords("steps", rows).apply(sheet())
    SetRecords("steps", rows[1:]).apply(sheet())


def test_titles_are_in_words() -> None:
    titles = [SetRecords(table, ()).title() for table in TABLES]
    assert titles == [
        "Change the table of content", "Change the table of rejections", "Change the table of steps taken",
        "Change what counts",
        "Change the scenarios", "Change a scenario",
    ]  # fmt: skip


def test_records_outlive_their_channel_and_period_and_get_them_back() -> None:
    made = rejecting()
    calculator, history = Calculator(made, CATALOG), History()
    before = made.content()

    def rejected() -> list[list[float | None]]:
        views = [base_view(made.periods, period) for period in range(len(made.periods))]
        return [
            [calculator.figures(view).value("rejected", channel) for channel in range(len(made.keys))] for view in views
        ]

    assert rejected() == [[5.5, 2.0], [3.0, None]]
    calculator.update(history.make(made, RemoveChannels((0,))))
    calculator.update(history.make(made, RemovePeriods((1,))))
    assert made.records == {"rejections": REASONS}
    assert rejected() == [[2.0]]
    while edit := history.undo(made):
        calculator.update(edit)
    assert made.content() == before
    assert rejected() == [[5.5, 2.0], [3.0, None]]
    # An identity that a record names is given to nobody else.
    assert made.take_key() > 4


def test_rejected_is_typed_else_the_sum_of_its_reasons() -> None:
    made = rejecting(mqls=[[10.0, 8.0], [6.0, 4.0]], rejected=[[None, 3.0], [None, None]])
    calculator = Calculator(made, CATALOG)
    january, february = (calculator.figures(base_view(made.periods, period)) for period in (0, 1))
    assert [january.value("rejected", channel) for channel in (0, 1)] == [5.5, 3.0]  # 4 + 1.5; typed
    assert [january.origin("rejected", channel) for channel in (0, 1)] == ["counted", "typed"]
    assert [february.value("rejected", channel) for channel in (0, 1)] == [3.0, None]
    assert february.origin("rejected", 1) == "blank"
    assert february.reason("rejected", 1).code == "missing: rejected"  # type: ignore[union-attr]
    # Over channels: (5.5 + 3) of 18; over all: with February's 3 of 6, Radio left out there.
    assert january.total("rejected").value == 8.5
    assert january.value("mql_rejection", 0) == 0.55
    assert january.total("mql_rejection").value == 8.5 / 18
    everything = calculator.figures(all_periods(made.periods))
    assert everything.total("rejected").value == 11.5
    assert everything.value("rejected", 0) == 8.5
    assert everything.total("mql_rejection").value == 11.5 / 24
    assert everything.excluded("mql_rejection") == ["Radio, Feb 2026"]


@some
@given(st.data())
def test_figures_are_those_of_the_same_sums_typed(data: st.DataObject) -> None:
    """Every figure, total, count and reason, against a worksheet in which somebody typed what the reasons come to."""
    counting = data.draw(sheets(most_channels=3, most_periods=3))
    SetRecords("rejections", data.draw(records(counting, "rejections", most=9))).apply(counting)
    typing = deepcopy(counting)
    typing.records.clear()
    for period, channel in np.ndindex(*typing.shape):
        numbers = [
            row[3] for row in counting.records.get("rejections", ())
            if row[0] == typing.periods[period].key and row[1] == typing.keys[channel] and row[3] is not None
        ]  # fmt: skip
        if numbers and math.isnan(typing.value("rejected", period, channel)):
            SetCells.one("rejected", period, channel, math.fsum(numbers)).apply(typing)  # type: ignore[arg-type]
    one, other = (Calculator(each, CATALOG, AS_OF) for each in (counting, typing))
    for view in views(counting):
        found, expected = one.figures(view), other.figures(view)
        channels = np.arange(len(counting.keys))
        for id_ in (*CATALOG.field, *CATALOG.metric):
            assert found.total(id_) == expected.total(id_)
            assert found.excluded(id_) == expected.excluded(id_)
            np.testing.assert_array_equal(found.values(id_), expected.values(id_))
            assert found.reasons(id_, channels) == expected.reasons(id_, channels)
            assert found.reason(id_, None) == expected.reason(id_, None)
    assert warnings(counting, CATALOG, one, view) == warnings(typing, CATALOG, other, view)


def test_the_explanation_says_that_reasons_were_counted() -> None:
    calculator = Calculator(rejecting(mqls=[[10.0, 8.0], [6.0, 4.0]]), CATALOG)
    january = calculator.figures(base_view(calculator.worksheet.periods, 0))
    said = explain(january, "rejected", 0, WRITE)
    assert said.text() == "Rejected = the sum of its reasons = 4 + 1.5 = 5.5"
    assert check_value(said) == 5.5
    assert explain(january, "rejected", 1, WRITE).text() == "Rejected = the sum of its reasons = 2"
    rate = explain(january, "mql_rejection", 0, WRITE)
    assert rate.text() == "Sales rejection = Rejected ÷ MQLs = 5.5 ÷ 10 = 55.0%"
    assert explain(january, "rejected", None, WRITE).text() == "Rejected = Σ Rejected = 7.5"


def test_what_is_counted_is_shown_and_checked() -> None:
    made = rejecting(mqls=[[5.0, 8.0], [6.0, 4.0]])
    made.settings = made.settings.changed(blocks=("core", "qualified"), hidden=("rejected",))
    assert "rejected" in [record.id for record in shown_records(CATALOG, made)]
    calculator = Calculator(made, CATALOG)
    found = warnings(made, CATALOG, calculator, base_view(made.periods, 0))
    assert [each.channel for each in found if each.field == "rejected"] == [0]  # 5.5 of 5
    made.records.clear()
    assert "rejected" not in [record.id for record in shown_records(CATALOG, made)]


@pytest.mark.parametrize("typed", [None, 9.0])
def test_an_edit_of_reasons_is_seen_everywhere_at_once(typed: float | None) -> None:
    made = sheet(mqls=[[10.0, 8.0], [6.0, 4.0]], rejected=[[typed, None], [None, None]])
    calculator, history = Calculator(made, CATALOG), History()
    january = base_view(made.periods, 0)
    assert calculator.figures(january).value("rejected", 1) is None
    changed = calculator.update(history.make(made, SetRecords("rejections", REASONS)))
    assert changed == Changed(structure=True, records=True)
    assert calculator.figures(january).value("rejected", 1) == 2.0
    assert calculator.figures(january).value("rejected", 0) == (typed or 5.5)
    # Typing beside it goes the quick way, and blanking a cell gives its reasons back.
    one = calculator.update(history.make(made, SetCells.one("rejected", 0, 0, 7.0)))
    assert (one.structure, "mql_rejection" in one.ids) == (False, True)
    assert calculator.figures(january).total("rejected").value == 9.0
    assert calculator.update(history.make(made, SetCells.one("rejected", 0, 0, None))).structure is False
    assert calculator.figures(january).total("rejected").value == 7.5
    calculator.update(history.make(made, SetRecords("rejections", ())))
    assert calculator.figures(january).value("rejected", 1) is None


def test_tables_that_no_figure_depends_on_change_no_figure() -> None:
    made = sheet(spend=[[1.0, 2.0], [3.0, 4.0]])
    calculator = Calculator(made, CATALOG)
    figures = calculator.figures(base_view(made.periods, 0))
    for table in ("assets", "steps"):
        edit = SetRecords(table, (TABLES[table].row(date=date(2026, 1, 2)),))
        edit.apply(made)
        assert calculator.update(edit) == Changed(records=True)
    assert calculator.figures(base_view(made.periods, 0)) is figures


def test_what_differs_in_words() -> None:
    before = rejecting()
    SetRecords("steps", (STEPS.row(date=date(2026, 2, 3), channel=4, metric="cac", change="New spot"),)).apply(before)
    SetRecords("assets", (ASSETS.row(asset="Ten tips", views=10.0, cost=20.0), ASSETS.row(asset="B"))).apply(before)
    after = deepcopy(before)
    SetRecords("rejections", (*REASONS[1:2], reason(1, 3, "no budget", 6.0), *REASONS[2:-1])).apply(after)
    SetRecords("assets", (ASSETS.row(asset="B"), ASSETS.row(asset="Ten tips", views=10.0, cost=20.0))).apply(after)
    SetRecords("steps", ()).apply(after)
    lines = DifferenceLines(compare(before, after), CATALOG, WRITE)
    found = [lines[place] for place in range(len(lines))]
    assert [(line.what, line.where, line.when, line.then, line.now) for line in found] == [
        ("Content", "Document", "", "–", "in another order"),
        ("Reasons of rejections", "Radio", "", "Reason: of a period that is gone; Leads: 100", "–"),
        ("Reasons of rejections", "Search", "Jan 2026", "Leads: 4", "Leads: 6"),
        ("Steps taken", "Radio", "Feb 3, 2026",
         "Metric: Customer acquisition cost (CAC); What we changed: New spot", "–"),
    ]  # fmt: skip
    assert lines.sentences == (
        "1 change in the table “Content”.",
        "2 changes in the table “Reasons of rejections”.",
        "1 change in the table “Steps taken”.",
    )


def test_every_record_finds_its_like_once() -> None:
    """Two records of one identity: the one that came is told from the one that went."""
    before = sheet()
    SetRecords("rejections", (reason(1, 3, "a", 1.0), reason(1, 3, "a", 2.0))).apply(before)
    after = deepcopy(before)
    SetRecords("rejections", (reason(1, 3, "a", 5.0),)).apply(after)
    found = [(each.before, each.after) for each in compare(before, after).records]
    assert len(found) == 2
    assert {after for _, after in found} == {None, reason(1, 3, "a", 5.0)}
    assert {before for before, _ in found} == {reason(1, 3, "a", 1.0), reason(1, 3, "a", 2.0)}


def test_rows_that_are_there_already_are_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = build(["Radio"])
    rows = tuple(ASSETS.row(asset=f" Article {number} ", views=float(number)) for number in range(50))
    SetRecords("assets", rows).apply(sheet)
    there = sheet.records["assets"]
    assert there[3][0] == "Article 3"
    looked: list[object] = []
    clean = record_tables._clean
    monkeypatch.setattr(record_tables, "_clean", lambda column, value: (looked.append(value), clean(column, value))[1])
    other = ASSETS.row(asset="  Another", views=7.0)
    back = SetRecords("assets", (*there[:10], other, *there[11:])).apply(sheet)
    assert len(looked) == len(ASSETS.columns)
    assert sheet.records["assets"][10][0] == "Another"
    back.apply(sheet)
    assert sheet.records["assets"] == there
    assert len(looked) <= 2 * len(ASSETS.columns)
