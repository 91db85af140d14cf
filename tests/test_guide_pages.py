"""docs/metrics and docs/tutorial.md: as the records make them, and every example computes what it prints.

The examples are read back from the pages and worked out with Python's own arithmetic; the numbers in them are looked up
in the samples' JSON, without the calculator.
"""

from __future__ import annotations

import copy
import itertools
import json
import math
import re
import runpy
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from roiapp.core.catalog import standard

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
OTHERS = ("README", "inputs", "mistakes")
METRICS = sorted(path.stem for path in (DOCS / "metrics").glob("*.md") if path.stem not in OTHERS)
SAMPLES = {
    data["settings"]["title"]: data
    for data in (json.loads(path.read_text("utf-8")) for path in (ROOT / "resources" / "samples").glob("*.json"))
}
HEADERS = {record.header: record.id for record in standard().fields}
#: numbers that the samples have as they are shown: those that are typed, and the settings
TYPED = {record.header for record in standard().fields if not record.fallback}
CONSTANTS = {"1", "12", "1,000"}
MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*\\>]")
NUMBER = re.compile(r"[−+]?\$?\d[\d,]*(?:\.\d+)?[%×]?")


class Example(NamedTuple):
    """As it stands on the page: whose and when, named numbers, the formula with numbers, the result."""

    channel: str
    period: str
    sample: str
    parts: dict[str, str]
    numbers: str
    result: str
    higher: dict[str, str]


def example(id_: str) -> Example:
    text = (DOCS / "metrics" / f"{id_}.md").read_text("utf-8")
    lines = [MARKS.sub(r"\1", line).strip() for line in text.partition("## With figures of the sample")[2].splitlines()]
    lines = list(itertools.takewhile(lambda line: not line.startswith("#"), filter(None, lines)))
    channel, period, sample = lines[0].split(" · ")
    named = [line for line in lines[1:] if not line.startswith("= ")]
    parts = dict(part.rsplit(": ", 1) for line in named for part in line.split(" · "))
    formulas = [line.removeprefix("= ") for line in lines if line.startswith("= ")]
    said = re.search(r"a tenth higher: (.*)", text)
    higher = dict(each.rsplit(": ", 1) for each in said[1].split(" · ")) if said else {}
    return Example(channel, period, sample.removeprefix("The sample: "), parts, formulas[-2], formulas[-1], higher)


EXAMPLES = {id_: example(id_) for id_ in METRICS}


def value(text: str) -> float:
    plain = float(re.sub(r"[$,%×+]", "", text).replace("−", "-"))
    return plain / 100 if text.endswith("%") else plain


def half(text: str) -> float:
    """Half a unit of the last place that is shown; counts, days and years show a tenth where there is one."""
    decimals = len(re.sub(r"[^\d.]", "", text).partition(".")[2])
    if not decimals and text.replace(",", "").isdigit():
        decimals = 1
    return 0.5 * 10**-decimals / (100 if text.endswith("%") else 1)


def worked_out(formula: str, numbers: Iterable[float]) -> float:
    """The arithmetic of a formula with these numbers in the places of its own."""
    written = NUMBER.sub("{}", formula).replace("×", "*").replace("÷", "/").replace("−", "-").replace(";", ",")
    assert not re.sub(r"\{\}|max|min|[-+*/(), ]", "", written), written
    return float(eval(written.format(*map(repr, numbers)), {"max": max, "min": min}))  # noqa: S307


def outcomes(formula: str, shown: list[str], exact: set[str]) -> list[float]:
    """What the arithmetic of a formula comes to, each number that is not exact as far off as its rounding allows."""
    ends = [(value(text),) if text in exact else (value(text) - half(text), value(text) + half(text)) for text in shown]
    return [worked_out(formula, corner) for corner in itertools.product(*ends)]


# -- the pages are those of the records --------------------------------------------------------------------------------


def test_the_committed_pages_are_what_the_records_make() -> None:
    made = dict(runpy.run_path(str(ROOT / "packaging" / "make_guide"))["pages"]())
    there = {str(path.relative_to(DOCS)) for path in (DOCS / "metrics").iterdir()} | {"tutorial.md"}
    assert set(made) == there
    for place, text in made.items():
        assert (DOCS / place).read_text("utf-8") == text, f"{place}: run packaging/make_guide"


def test_there_is_a_page_for_each_metric_and_the_index_names_all() -> None:
    ids = {metric.id for metric in standard().metrics}
    assert set(METRICS) == ids
    index = (DOCS / "metrics" / "README.md").read_text("utf-8")
    assert set(re.findall(r"\((\w+)\.md\)", index)) - set(OTHERS) == ids


@pytest.mark.parametrize("path", sorted((DOCS / "metrics").glob("*.md")), ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path: Path) -> None:
    anchors = set(re.findall(r'<a id="(\w+)">', (DOCS / "metrics" / "inputs.md").read_text("utf-8")))
    assert anchors == {field.id for field in standard().fields}
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        assert (path.parent / file).is_file(), target
        assert not anchor or anchor in anchors, target


# -- the examples ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", METRICS)
def test_the_example_computes_what_it_prints(id_: str) -> None:
    shown = EXAMPLES[id_]
    numbers = NUMBER.findall(shown.numbers)
    exact = CONSTANTS | {text for name, text in shown.parts.items() if name.removeprefix("Σ ") in TYPED}
    found = outcomes(shown.numbers, numbers, exact)
    result, off = value(shown.result), half(shown.result)
    assert min(found) - off <= result <= max(found) + off, shown
    assert len(numbers) > 1
    assert max(found) - min(found) < 0.05 * abs(result) + off, "the roundings would allow too much"


@pytest.mark.parametrize("id_", METRICS)
def test_every_number_that_goes_in_has_a_name(id_: str) -> None:
    shown = EXAMPLES[id_]
    unnamed = set(NUMBER.findall(shown.numbers)) - set(shown.parts.values()) - CONSTANTS
    assert unnamed == (set() if id_ != "marketing_created" else {"$32,310"})


def figures(sample: dict[str, Any], channel: dict[str, Any], id_: str, period: int) -> float:
    """A typed figure of a channel; the document's own where it has none."""
    found = channel["figures"].get(id_)
    if found is None:
        return float(sample["settings"].get(f"default_{id_}", math.nan))
    return float(found[period] if isinstance(found, list) else found)


def of_channel(sample: dict[str, Any], channel: dict[str, Any], name: str, period: int) -> float:
    """What a name of an example stands for, from the typed figures alone."""

    def typed(id_: str) -> float:
        return figures(sample, channel, id_, period)

    def known(id_: str) -> float:
        return 0.0 if math.isnan(typed(id_)) else typed(id_)

    before = name.removesuffix(" of the 12 months before")
    if before != name:
        return sum(figures(sample, channel, HEADERS[before], each) for each in range(period - 12, period) if each >= 0)
    made = {
        "Total cost": known("spend") + known("fees") + known("hours") * known("hourly_rate"),
        "Gross return": typed("customers") * typed("revenue_per_sale"),
        "Gross profit": typed("customers") * typed("revenue_per_sale") * typed("gross_margin"),
        "Own time": known("hours") * known("hourly_rate"),
        "Average deal size": typed("revenue_per_sale"),
        "Most a customer may cost": typed("revenue_per_sale") * typed("gross_margin"),
        "Lead → customer": typed("customers") / (typed("leads") or math.nan),
        "Retention": typed("customers_kept") / (typed("customers_start") or math.nan),
        "Time to close": sum(typed(f"days_to_{each}") for each in ("mql", "sql", "opportunity", "close")),
    }
    made["Net return"] = made["Gross profit"] - made["Total cost"]
    made["CAC"] = made["Total cost"] / (typed("customers") or math.nan)
    made["Cost per lead"] = made["Total cost"] / (typed("leads") or math.nan)
    made["Most a lead may cost"] = made["Most a customer may cost"] * made["Lead → customer"]
    if name in made:
        return made[name]
    return typed(HEADERS[name]) if name in HEADERS else math.nan


def of_all(sample: dict[str, Any], name: str, period: int) -> float:
    """A sum over the channels, or a figure of all of them together."""
    plain = name.removeprefix("Σ ").removesuffix(" of all channels")
    id_ = HEADERS.get(plain, "")
    if id_ in sample.get("totals", {}):
        return float(sample["totals"][id_][period])
    each = (of_channel(sample, channel, plain, period) for channel in sample["channels"])
    return math.fsum(value for value in each if not math.isnan(value))


#: inputs that nobody typed in the samples: they follow from others
GIVEN_BY_FORMULA = {"close_rate", "expected_win_rate", "years_retained", "sales_cycle_days"}
#: settings of the document
GIVEN = {"Elasticity": 0.7, "Longest time a customer is counted for": 5.0}


def stands_for(sample: dict[str, Any], channel: dict[str, Any] | None, name: str, period: int) -> float:
    """The number that a name of an example must have, unrounded."""
    if name in GIVEN:
        return GIVEN[name]
    if channel is None or name.startswith("Σ ") or name.endswith(" of all channels"):
        return of_all(sample, name, period)
    if name in ("Exp. close rate", "Exp. win rate"):
        base = "Leads" if name == "Exp. close rate" else "Opportunities"
        won, of = (of_channel(sample, channel, f"{each} of the 12 months before", period)
                   for each in ("Customers", base))  # fmt: skip
        return won / of
    if name == "Years retained":
        return 1 / max(1 - of_channel(sample, channel, "Retention", period), 1 / 5)
    if name == "LTV":
        profit = of_channel(sample, channel, "Most a customer may cost", period)
        return profit * figures(sample, channel, "purchases_per_year", period) * stands_for(
            sample, channel, "Years retained", period
        )  # fmt: skip
    return of_channel(sample, channel, name, period)


def place(shown: Example) -> tuple[dict[str, Any], dict[str, Any] | None, int]:
    sample = SAMPLES[shown.sample]
    assert shown.period == "Sep 2026"
    period = next(place for place, each in enumerate(sample["periods"]) if each["start"] == "2026-09-01")
    channel = next((each for each in sample["channels"] if each["name"] == shown.channel), None)
    assert (channel is None) == (shown.channel == "All channels")
    return sample, channel, period


@pytest.mark.parametrize("id_", METRICS)
def test_the_numbers_are_those_of_the_sample(id_: str) -> None:
    shown = EXAMPLES[id_]
    sample, channel, period = place(shown)
    for name, text in shown.parts.items():
        assert value(text) == pytest.approx(stands_for(sample, channel, name, period), abs=half(text) * 1.001), name


@pytest.mark.parametrize("id_", [id_ for id_ in METRICS if EXAMPLES[id_].higher])
def test_what_moves_it_is_worked_out_with_the_input_a_tenth_higher(id_: str) -> None:
    shown = EXAMPLES[id_]
    sample, channel, period = place(shown)
    assert channel is not None
    names = {text: name for name, text in shown.parts.items()}
    assert len(names) == len(shown.parts), "each number has one name"
    for by, text in shown.higher.items():
        moved = copy.deepcopy(channel)
        field = HEADERS[by]
        if field in GIVEN_BY_FORMULA:
            continue
        row = [figures(sample, channel, field, each) for each in range(len(sample["periods"]))]
        row[period] *= 1.1
        moved["figures"][field] = row
        all_of = {**sample, "channels": [moved if each is channel else each for each in sample["channels"]]}
        exact = [stands_for(all_of, moved, names[each], period) if each in names else value(each)
                 for each in NUMBER.findall(shown.numbers)]  # fmt: skip
        found = worked_out(shown.numbers, exact)
        assert value(text) == pytest.approx(found, abs=half(text) * 1.001), (by, text)
