"""Edits: what they do, what is refused without a trace, and undo and redo by name."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.edits import Edit, EditError, Group, SetCells, SetSettings, SetTotals
from roiapp.core.history import History
from roiapp.core.period_edits import AddPeriods, RemovePeriods, SetPeriod
from roiapp.core.periods import Period, month
from roiapp.core.worksheet import Channel, Worksheet, build


def document() -> Worksheet:
    """Three channels over January and February; the spend of B in February was typed as arithmetic."""
    sheet = build(
        ["A", "B", "C"], {"spend": [[1, 2, 3], [4, 5, 6]], "leads": [[None, 7, None], [None, None, None]]},
        [month(2026, 1, 1), month(2026, 2, 2)],
    )  # fmt: skip
    SetCells.one("spend", 1, 1, 5.0, "=2+3").apply(sheet)
    SetTotals("goal_leads", ((0, 10.0),)).apply(sheet)
    return sheet


def edits() -> dict[str, Edit]:
    sheet = document()
    return {
        "cell": SetCells.one("spend", 0, 0, 9.0),
        "blank": SetCells.one("spend", 0, 0, None),
        "last known figure of a field": SetCells.one("leads", 0, 1, None),
        "new field": SetCells.one("visits", 1, 2, 9.0),
        "the same cell twice": SetCells.many("spend", [(0, 0, 7.0), (0, 0, 8.0)], ["=7", "=8"]),
        "over an expression": SetCells.one("spend", 1, 1, 6.0),
        "total": SetTotals("goal_leads", ((0, None), (1, 4.0))),
        "a total twice": SetTotals("goal_leads", ((0, 1.0), (0, 2.0))),
        "settings": SetSettings.of(currency="EUR", default_margin=0.5),
        "add in the middle": AddChannels((1, 3), (Channel.named(50, "X"), Channel.named(51, "Y"))),
        "remove": RemoveChannels((0, 1)),
        "remove all": RemoveChannels((0, 1, 2)),
        "rename": SetChannel("name", ((0, "Z"),)),
        "swap names": SetChannel("name", ((0, "B"), (1, "A"))),
        "group": SetChannel("group", ((0, "north"), (2, "south"))),
        "move": MoveChannels((2, 0, 1)),
        "period": AddPeriods((0,), (month(2025, 12, 60),)),
        "remove period": RemovePeriods((1,)),
        "as-of": SetPeriod(1, Period(2, "Feb", date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 9))),
        "several": Group(
            (SetCells.one("spend", 0, 0, 1.5), RemoveChannels((0,)), SetCells.one("spend", 0, 0, 2.5)), "x"
        ),
        "at end": AddChannels.at_end(sheet, ["New"]),
    }


@pytest.mark.parametrize("name", list(edits()))
def test_an_edit_and_back(name: str) -> None:
    sheet = document()
    before = sheet.content()
    edit = edits()[name]
    inverse = edit.apply(sheet)
    after = sheet.content()
    assert after != before
    assert edit.title()
    again = inverse.apply(sheet)
    assert sheet.content() == before
    again.apply(sheet)
    assert sheet.content() == after


def test_what_they_do() -> None:
    sheet = document()
    edits()["add in the middle"].apply(sheet)
    assert sheet.names == ["A", "X", "B", "Y", "C"]
    assert np.array_equal(sheet.columns["spend"][1], [4, np.nan, 5, np.nan, 6], equal_nan=True)
    assert sheet.expression("spend", 1, 2) == "=2+3"
    MoveChannels((2, 0, 1, 3, 4)).apply(sheet)
    assert sheet.names == ["B", "A", "X", "Y", "C"]
    assert sheet.expression("spend", 1, 0) == "=2+3"
    RemovePeriods((0,)).apply(sheet)
    assert sheet.shape == (1, 5)
    assert "leads" not in sheet.columns
    SetCells.one("spend", 0, 0, 6.0).apply(sheet)
    assert sheet.expression("spend", 0, 0) is None


REFUSED: dict[str, Edit] = {
    "row too far": SetCells.one("spend", 0, 3, 1.0),
    "row before the first": SetCells.one("spend", 0, -1, 1.0),
    "period too far": SetCells.one("visits", 2, 0, 1.0),
    "infinite": SetCells.one("visits", 0, 0, float("inf")),
    "infinite total": SetTotals("goal_spend", ((0, 1.0), (1, float("inf")))),
    "total too far": SetTotals("goal_spend", ((0, 1.0), (2, 1.0))),
    "name taken": AddChannels((3,), (Channel.named(50, " a "),)),
    "two of one name": AddChannels((3, 4), (Channel.named(50, "X"), Channel.named(51, "x"))),
    "no name": AddChannels((3,), (Channel.named(50, "  "),)),
    "place too far": AddChannels((5,), (Channel.named(50, "X"),)),
    "place before the first": AddChannels((-1,), (Channel.named(50, "X"),)),
    "rename to another's": SetChannel("name", ((0, "b"),)),
    "rename to nothing": SetChannel("name", ((0, " "),)),
    "rename too far": SetChannel("name", ((3, "X"),)),
    "remove too far": RemoveChannels((0, 3)),
    "remove twice": RemoveChannels((1, 1)),
    "no order": MoveChannels((0, 0, 1)),
    "overlap": AddPeriods((2,), (Period(60, "", date(2026, 2, 20), date(2026, 3, 19)),)),
    "period place before the first": AddPeriods((-1,), (month(2026, 3, 60),)),
    "ends before it starts": AddPeriods((2,), (Period(60, "", date(2026, 5, 2), date(2026, 5, 1)),)),
    "no period left": RemovePeriods((0, 1)),
    "moved into another": SetPeriod(0, Period(1, "", date(2026, 2, 1), date(2026, 2, 28))),
    "turned round": SetPeriod(0, Period(1, "", date(2026, 1, 31), date(2026, 1, 1))),
    "period too far to change": SetPeriod(2, month(2026, 5, 1)),
}


@pytest.mark.parametrize("name", list(REFUSED))
@pytest.mark.parametrize("grouped", [False, True])
def test_a_refused_edit_leaves_no_trace(name: str, grouped: bool) -> None:
    """Also at the end of a group whose other parts would have been possible."""
    sheet = document()
    before, columns, totals = sheet.content(), set(sheet.columns), set(sheet.totals)
    edit = REFUSED[name]
    if grouped:
        edit = Group((SetCells.one("spend", 0, 0, 70.0), SetCells.one("sent", 0, 0, 7.0), edit), "Paste")
    history = History()
    with pytest.raises(EditError) as refused:
        history.make(sheet, edit)
    assert str(refused.value).endswith(".")
    assert sheet.content() == before
    assert (set(sheet.columns), set(sheet.totals)) == (columns, totals)
    assert history.undo_title is None


def test_history_names_its_steps_and_forgets_what_was_taken_back() -> None:
    sheet, history = document(), History()
    assert (history.undo(sheet), history.redo(sheet)) == (None, None)
    history.make(sheet, SetCells.one("spend", 0, 0, 9.0))
    history.make(sheet, SetChannel("name", ((0, "Radio"),)))
    assert history.undo_title == "Rename to Radio"
    history.undo(sheet)
    assert (history.undo_title, history.redo_title) == ("Change Spend of A", "Rename to Radio")
    history.make(sheet, SetCells.one("spend", 0, 1, 9.0))
    assert history.redo_title is None
    assert history.redo(sheet) is None


def test_identities_are_never_given_twice() -> None:
    sheet = document()
    taken = set(sheet.keys) | {p.key for p in sheet.periods}
    RemoveChannels((2,)).apply(sheet)
    AddChannels.at_end(sheet, ["D", "E"]).apply(sheet)
    assert len(set(sheet.keys)) == 4
    assert not set(sheet.keys[2:]) & taken


def test_the_content_of_a_document_is_everything_entered() -> None:
    """Two documents that differ in one thing, be it only how a figure was typed, are not the same."""
    contents = {document().content()}
    for edit in (
        SetCells.one("spend", 0, 0, 1.0, "=3-2"), SetCells.one("spend", 0, 0, 0.0),
        SetTotals("goal_leads", ((0, 11.0),)),
        SetSettings.of(title="T"), SetChannel("owner", ((0, "Ann"),)),
        SetPeriod(0, Period(1, "J", date(2026, 1, 1), date(2026, 1, 31))),
    ):  # fmt: skip
        sheet = document()
        edit.apply(sheet)
        contents.add(sheet.content())
    assert len(contents) == 7
    blanked = document()
    SetCells.one("visits", 0, 0, 1.0).apply(blanked)
    SetCells.one("visits", 0, 0, None).apply(blanked)
    assert blanked.content() == document().content()


def test_a_blank_is_a_blank_whatever_its_bits() -> None:
    sheets = [build(["A", "B"], {"spend": [1, None]}) for _ in range(2)]
    for sheet in sheets:
        sheet.keys = [1, 2]
    sheets[1].columns["spend"][0, 1] = -np.float64("nan")
    assert sheets[0].content() == sheets[1].content()
