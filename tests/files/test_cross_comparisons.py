"""A channel may be called Target, Plan or Share in a table that runs across; goals and means of others stay out."""

from __future__ import annotations

import pytest

from roiapp.files.dialect_words import says
from tests.files.import_figures import figures, left_out, of_text

#: what says that figures are planned, or compare others, in any language; "%" signs and years are no names
WORDS = sorted(word for word in says("planned") | says("average") if word[:1].isalpha())
NAMED = ("Goal.com", "ShareASale", "Share A Sale", "Target Shop", "Budget Rent", "Plan B", "Trend Micro", "Part")


def spends(text: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for (channel, _), own in sorted(figures(of_text(text)).items(), key=lambda item: item[0][1]):
        found.setdefault(channel, []).append(own["spend"])
    return found


def test_avg_is_a_mean_and_in_uzbek_august() -> None:
    means = "Spend 2026;Jan;Feb;Avg\nGoogle;100;90;95\nRadio;50;40;45\n"
    assert spends(means) == {"Google": [100, 90], "Radio": [50, 40]}
    plan = of_text("Spend 2026;Iyul;Avg;Sen\nGoogle;100;90;95\nRadio;50;40;45\n")
    assert [str(period.start) for period in plan.periods] == ["2026-07-01", "2026-08-01", "2026-09-01"]


@pytest.mark.parametrize("name", [*WORDS, *NAMED])
def test_a_channel_of_any_such_name(name: str) -> None:
    expected = {"Google": [100, 90], name: [20, 30], "Radio": [50, 40]}
    assert spends(f"Spend 2026;Jan;Feb\nGoogle;100;90\n{name};20;30\nRadio;50;40\n") == expected
    assert spends(f"Spend 2026;Jan;Feb\n{name};20;30\nGoogle;100;90\nRadio;50;40\nTotal;170;160\n") == expected
    assert spends(f"Spend 2026;Jan;Feb\nGoogle;100;90\nRadio;50;40\n{name};20;30\nTotal;170;160\n") == expected
    assert spends(f"Spend;Google;{name};Radio\nJan 2026;100;20;50\nFeb 2026;90;30;40\n") == expected
    assert spends(f"Spend;Google;Radio;{name};Total\nJan 2026;100;50;20;170\nFeb 2026;90;40;30;160\n") == expected
    assert spends(
        f"Channel;Metric;Jan 2026;Feb 2026\nGoogle;Spend;100;90\nRadio;Spend;50;40\n{name};Spend;20;30\n"
    ) == expected  # fmt: skip


@pytest.mark.parametrize("name", [word for word in WORDS if word not in ("budget", "budżet", "bütçe")])
def test_a_channel_above_its_fields(name: str) -> None:
    text = f";Google;;{name};\n;Spend;Leads;Spend;Leads\nJan 2026;5;1;10;4\nFeb 2026;6;2;20;8\n"
    assert figures(of_text(text)) == {
        ("Google", "2026-01"): {"spend": 5, "leads": 1}, ("Google", "2026-02"): {"spend": 6, "leads": 2},
        (name, "2026-01"): {"spend": 10, "leads": 4}, (name, "2026-02"): {"spend": 20, "leads": 8},
    }  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_what_stands_behind_a_total_stays_out(word: str) -> None:
    plan = of_text(f"Spend 2026;Jan;Feb\nGoogle;100;90\nRadio;50;40\nTotal;150;130\n{word};20;30\n")
    assert [channel["name"] for channel in plan.channels] == ["Google", "Radio"]
    assert left_out(plan) == [(4, "total row"), (5, "no figures of its own")]


@pytest.mark.parametrize("word", ["Target", "share", "średnia", "Vorjahr", "évolution"])
def test_what_compares_others_stays_out(word: str) -> None:
    expected = {"Google": [100, 90], "Radio": [50, 40]}
    for own in (
        f"Total;150;130\n{word};20;30\nChange;1;2\n",
        f"{word};140;150\n",  # as large as all together
        f"{word};75;65\n",  # their mean
        f"{word};12%;13%\n",  # shares
        f"{word};0.12;0.13\n",
        f"{word};-5;3\n",  # a difference
    ):
        plan = of_text(f"Spend 2026;Jan;Feb\nGoogle;100;90\nRadio;50;40\n{own}")
        assert {channel["name"] for channel in plan.channels} == {"Google", "Radio"}, own
        assert left_out(plan)[-1][1] == "no figures of its own"
    for own in ((150, 20, 130, 30), ("", 140, "", 150), ("", 75, "", 65)):
        text = (
            f"Spend;Google;Radio;{'Total' if own[0] else ''};{word}\n"
            f"Jan 2026;100;50;{own[0]};{own[1]}\nFeb 2026;90;40;{own[2]};{own[3]}\n"
        )
        assert spends(text) == expected


@pytest.mark.parametrize(
    ("actual", "word"),
    [*(("actual", word) for word in WORDS), *((actual, "plan") for actual in sorted(says("actual")))],
)
def test_what_was_planned_beside_what_was(actual: str, word: str) -> None:
    text = f"Spend;Jan 2026;;Feb 2026;\n;{actual};{word};{actual};{word}\nGoogle;100;99;90;89\nRadio;50;49;40;39\n"
    assert spends(text) == {"Google": [100, 90], "Radio": [50, 40]}
