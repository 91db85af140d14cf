"""Rows that name no channel are said with their sum; what a program calls such rows is a name."""

from __future__ import annotations

import pytest

from roiapp.files.import_choices import Choices
from tests.files.import_figures import figures, left_out, of_text

NOBODY = ("n/a", "N/A", "#N/A", "-", "--", "–", "—", "", "?", "k.A.", "n.v.t.", "b.d.", "n.d.", "s/o")
NAMES = ("(not set)", "(direct) / (none)", "(none)", "(other)", "Unassigned", "Unknown", "unbekannt", "brak danych")
SAID = "names no channel (Spend $20.00 and Leads 1): it goes to “Unassigned” unless you bring it under another channel."


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_is_named(name: str) -> None:
    plan = of_text(f"Channel,Spend,Leads\nGoogle,100,5\n{name},20,1\nRadio,50,2\n")
    assert figures(plan)["Unassigned", ""] == {"spend": 20, "leads": 1}
    assert (plan.nameless, plan.notes) == (1, (f"1 row {SAID}",))
    head = "Metric,Spend,,Leads,\nChannel,Jan 2026,Feb 2026,Jan 2026,Feb 2026\n"
    plan = of_text(f"{head}Google,1,2,3,4\n{name},5,15,0,1\n")
    assert figures(plan)["Unassigned", "2026-02"] == {"spend": 15, "leads": 1}
    assert plan.notes == (f"1 row {SAID}",)


@pytest.mark.parametrize("name", NAMES)
def test_what_programs_call_them_is_a_name(name: str) -> None:
    plan = of_text(f"Channel,Spend,Leads\nGoogle,100,5\n{name},20,1\nRadio,50,2\n")
    assert figures(plan)[name, ""] == {"spend": 20, "leads": 1}
    assert (plan.nameless, plan.notes) == (0, ())
    plan = of_text(f"Spend,Jan 2026,Feb 2026\nGoogle,100,5\n{name},20,1\nRadio,50,2\n")
    assert figures(plan)[name, "2026-02"] == {"spend": 1}


def test_they_are_brought_under_a_channel_or_left_out() -> None:
    text = "Channel,Spend\nGoogle,100\nn/a,20\n,7\n--,3\nRadio,50\n"
    assert figures(of_text(text, Choices(names={"unassigned": "Radio"})))["Radio", ""] == {"spend": 80}
    plan = of_text(text, Choices(names={"unassigned": ""}))
    assert figures(plan) == {("Google", ""): {"spend": 100}, ("Radio", ""): {"spend": 50}}
    assert left_out(plan) == [(row, "left out as chosen") for row in (3, 4, 5)]


def test_a_dash_before_the_sum_of_all_is_a_total_row() -> None:
    plan = of_text("Channel,Spend,Leads\nGoogle,100,5\nRadio,50,2\n--,150,7\n")
    assert left_out(plan) == [(4, "total row (no channel)")]
    assert plan.notes == ()


def test_a_row_that_says_so_may_be_as_large_as_the_others() -> None:
    assert figures(of_text("Channel,Spend\nGoogle,100\nn/a,900\n"))["Unassigned", ""] == {"spend": 900}


def test_many_of_them_are_no_reason_to_wait() -> None:
    rows = "".join(f"2026-08-{n % 28 + 1:02},{'--' if n % 2 else 'Google'},{n}\n" for n in range(40_000))
    plan = of_text(f"Date,Channel,Spend\n{rows}")  # which is refused where it takes too long
    assert plan.nameless == 20_000
