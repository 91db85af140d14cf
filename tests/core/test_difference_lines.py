"""Differences in words: whole sentences, and lines with figures as the document writes them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import date

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.difference_lines import DifferenceLines, Line
from roiapp.core.differences import compare
from roiapp.core.edits import Edit, EditError, SetCells, SetSettings, SetTotals
from roiapp.core.period_edits import AddPeriods, RemovePeriods, SetPeriod
from roiapp.core.periods import Period, month
from roiapp.core.units import NumberFormat
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_edits import edits
from tests.core.random_sheets import CATALOG, sheets

some = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
WRITE = NumberFormat("en", "USD")


def sheet() -> Worksheet:
    return build(
        ["Search", "Radio", "Print"],
        {"spend": [[1200.0, 2.0, None], [4.0, 5.0, 6.0]], "leads": [[3.0, None, 1.0], [2.0, 2.0, 2.0]]},
        [month(2026, 8, 1), month(2026, 9, 2)],
    )


def lines(*changes: Edit, write: NumberFormat = WRITE) -> DifferenceLines:
    after = sheet()
    for change in changes:
        change.apply(after)
    return DifferenceLines(compare(sheet(), after), CATALOG, write)


def all_of(found: DifferenceLines) -> list[Line]:
    return [found[place] for place in range(len(found))]


def parts(found: Iterable[Line]) -> list[tuple[str, ...]]:
    return [(line.what, line.where, line.when, line.then, line.now) for line in found]


def test_cells_by_channel_period_and_column() -> None:
    found = lines(
        SetCells.many("leads", [(1, 0, 8.0), (0, 0, None)]),
        SetCells.many("spend", [(0, 2, 0.0), (0, 0, 1300.0), (1, 0, 3.0)]),
    )
    assert parts(all_of(found)) == [
        ("Spend", "Search", "Aug 2026", "$1,200", "$1,300"),
        ("Leads", "Search", "Aug 2026", "3", "–"),
        ("Spend", "Search", "Sep 2026", "$4.00", "$3.00"),
        ("Leads", "Search", "Sep 2026", "2", "8"),
        ("Spend", "Print", "Aug 2026", "–", "$0.00"),
    ]
    assert [line.rises for line in all_of(found)] == [True, None, False, True, None]
    assert found.sentences == ("5 cells changed in 2 channels.",)


def test_figures_stand_as_the_document_writes_them() -> None:
    found = lines(SetCells.one("spend", 0, 0, 12345.5), write=NumberFormat("de", "EUR"))
    assert (found[0].then, found[0].now) == ("1.200\N{NO-BREAK SPACE}€", "12.346\N{NO-BREAK SPACE}€")
    assert found.sentences == ("1 cell changed in Search.",)


def test_figures_that_would_read_alike_show_every_digit() -> None:
    (line,) = all_of(lines(SetCells.one("spend", 0, 0, 1200.25)))
    assert (line.then, line.now) == ("1200", "1200.25")


def test_channels_come_go_and_change() -> None:
    new = AddChannels.at_end(sheet(), ["New"])
    found = lines(
        new, SetChannel("name", ((0, "Ads"),)), SetChannel("kind", ((0, "print"),)),
        SetChannel("source", ((0, "sales"),)), SetChannel("owner", ((1, "Ann"),)), RemoveChannels((2,)),
        MoveChannels((1, 0, 2)),
    )  # fmt: skip
    assert parts(all_of(found)) == [
        ("Channel removed", "Print", "", "3 figures", "–"),
        ("Owner", "Radio", "", "–", "Ann"),
        ("Channel moved", "Radio", "", "row 2", "row 1"),
        ("Channel renamed", "Ads", "", "Search", "Ads"),
        ("Kind", "Ads", "", "Other", "Print media"),
        ("Source", "Ads", "", "Marketing", "Sales"),
        ("Channel added", "New", "", "–", "no figures"),
    ]
    assert found.sentences == (
        "1 channel was added.", "1 channel was removed.", "1 channel was renamed.",
        "2 channels are described another way.", "1 channel was moved.",
    )  # fmt: skip


SAID = (("leads", "a call"), ("Season", "May"))


def test_periods_totals_and_settings() -> None:
    found = lines(
        RemovePeriods((0,)), AddPeriods((1,), (month(2026, 10, 9),)),
        SetPeriod(0, Period(2, "Late", date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 9))),
        SetTotals("goal_leads", ((0, 12.0),)),
        SetSettings.of(default_margin=0.4, blocks=("core", "goals"), title="Plan", definitions=SAID),
    )  # fmt: skip
    assert parts(all_of(found)) == [
        ("Period removed", "", "Aug 2026", "4 figures", "–"),
        ("Period changed", "", "Late", "Sep 2026", "Late, Sep 2026"),
        ("Figures up to", "", "Late", "–", "Sep 9, 2026"),
        ("Period added", "", "Oct 2026", "–", "no figures"),
        ("Title", "Document", "", "–", "Plan"),
        ("Default gross margin", "Document", "", "–", "40%"),
        ("Groups of columns", "Document", "", "Core", "Core and Goals"),
        ("What counts as what", "Document", "", "–", "Leads: a call; Season: May"),
        ("Leads goal", "All channels", "Late", "–", "12"),
    ]
    assert found.sentences == (
        "1 period was added.", "1 period was removed.", "1 period was changed.", "1 total changed.",
        "4 settings changed.",
    )  # fmt: skip


def test_the_report_by_the_names_of_its_pages_and_paper() -> None:
    found = lines(SetSettings.of(report_pages=("trend", "definitions"), paper="a4", comments=((0, "Paused"),)))
    assert parts(all_of(found)) == [
        ("Report: comments on channels", "Document", "", "–", "Paused"),
        ("Report: paper", "Document", "", "–", "A4"),
        ("Report: further pages", "Document", "", "–", "Trend and Definitions"),
    ]


def test_the_same_figure_typed_another_way() -> None:
    typed = SetCells.many("spend", [(0, 0, 1200.0), (1, 0, 5.0)], ["=600.5*2", "=2+3"])
    found = lines(typed, write=NumberFormat("de", "EUR"))
    assert parts(all_of(found)) == [
        ("Spend, typed as", "Search", "Aug 2026", "a number", "=600,5*2"),
        ("Spend", "Search", "Sep 2026", "4,00\N{NO-BREAK SPACE}€", "5,00\N{NO-BREAK SPACE}€"),
    ]
    assert found.sentences == ("1 cell changed in Search.", "1 cell was typed another way.")


def test_nothing_differs() -> None:
    assert (len(lines()), lines().sentences) == (0, ("Nothing differs.",))


@some
@given(st.data())
def test_every_difference_has_a_line_of_two_texts(data: st.DataObject) -> None:
    before = data.draw(sheets())
    after = deepcopy(before)
    for _ in range(3):
        edit = data.draw(edits(after))
        try:
            edit.apply(after)
        except EditError:
            continue
    differences = compare(before, after, shared=True)
    found = DifferenceLines(differences, CATALOG, WRITE)
    assert bool(len(found)) == bool(differences)
    for line in all_of(found):
        assert line.then != line.now, line
        assert line.what
        assert line.where or line.when
    assert all(sentence.endswith(".") for sentence in found.sentences)


def test_a_table_of_very_many_lines_is_quick_to_look_into() -> None:
    one = build([f"C{i}" for i in range(300)], {}, [month(2026, n, n) for n in range(1, 13)])
    other = deepcopy(one)
    other.columns = {id_: np.arange(3600.0).reshape(12, 300) for id_ in ("spend", "leads", "visits")}
    found = DifferenceLines(compare(one, other), CATALOG, WRITE)
    assert len(found) == 10_800
    assert parts([found[10_799]]) == [("Leads", "C299", "Dec 2026", "–", "3,599")]
    assert found.sentences == ("10,800 cells changed in 300 channels.",)

