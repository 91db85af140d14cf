"""What the findings promise, measured: how often a winner is called where there is none, what waiting for "N more"
brings, how often the projected finish holds, and how long a check takes after an edit.

    .venv/bin/python benchmarks/findings.py [winners] [more] [finish] [speed] [--worksheets N]

Without names everything runs, about ten minutes. Every worksheet of *winners* has 16 months in which all channels are
truly alike: the same cost per visit, the same rates at every step, the same price; they differ in size and in chance. A
winner is any finding that was called and says that two things differ. Its upper limit is the 95 % one of the
simulation itself. *more* takes unclear cases, grows the figures to what the finding asks for and draws them again with
the difference that was seen as the truth. *finish* draws the rest of a period whose first part was seen. *speed*
changes one cell in 100 channels × 60 months, then asks for the findings.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from pairs import Row

from roiapp.analysis.findings.family import Judgement
from roiapp.analysis.findings.finding import Finding
from roiapp.analysis.findings.goals import LEAST_COUNT, LEAST_GONE, LEVEL
from roiapp.analysis.findings.look import Look
from roiapp.analysis.findings.questions import QUESTIONS, Question, check
from roiapp.analysis.many_comparisons import least_expected_of_rates, newcombe_ps
from roiapp.analysis.sample_size import needed_for_difference, needed_for_roi
from roiapp.analysis.statistics import clopper_pearson_ends, garwood_array, goal_projection, tail
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

Random = np.random.Generator
NAMES = ("winners", "more", "finish", "speed")
DAY = date(2027, 1, 1)
MONTHS = 16
CHANNELS = (1, 3, 12)
#: what says that two things differ; the others hold one thing against a bound, a goal or itself
WINNERS = frozenset((
    "pays_best", "organic_social", "organic_paid", "weak_step", "cac_lever", "visits", "organic_enough", "leads",
    "best_mql", "off_course", "ltv_trend", "creep", "dearer", "cheaper",
))  # fmt: skip
#: the most winners where there are none: measured, and as the upper limit of the measurement
MOST, MOST_LIMIT = 0.05, 0.06
POWER, POWER_OFF = 0.80, 0.03
COVERED, COVERED_OFF = 0.95, 0.02
MOST_MS = 50.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(NAMES)}")
    parser.add_argument("--worksheets", type=int, default=2000, metavar="N", help="worksheets a line of winners")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"there is nothing called {', '.join(sorted(unknown))}")
    held = [
        line
        for name in asked.names or NAMES
        for line in {
            "winners": lambda: winners(asked.worksheets), "more": more, "finish": finish, "speed": speed,
        }[name]()
    ]  # fmt: skip
    print("all held" if all(held) else f"missed: {held.count(False)} of {len(held)}")
    return 0 if all(held) else 1


def say(text: str, held: bool) -> bool:
    print(f"{text}: {'held' if held else 'MISSED'}", flush=True)
    return held


# -- no winner where there is none -------------------------------------------------------------------------------------


def alike(random: Random, channels: int, scale: float | None = None) -> Worksheet:
    """Channels that differ in size and chance alone, from a few leads a month to hundreds."""
    size = scale or float(np.exp(random.uniform(np.log(0.03), np.log(3.0))))
    base = size * np.exp(random.uniform(np.log(500.0), np.log(4000.0), channels))
    spend = np.round(base * random.uniform(0.8, 1.2, (MONTHS, 1)), 2)
    columns: dict[str, np.ndarray] = {"spend": spend, "visits": random.poisson(spend / 2.0)}
    step = columns["visits"]
    for stage, rate in (("leads", 0.08), ("mqls", 0.5), ("sqls", 0.6), ("opportunities", 0.7), ("customers", 0.6)):
        step = columns[stage] = random.binomial(step, rate)
    columns["accepted"] = random.binomial(columns["mqls"], 0.8)
    columns["revenue_per_sale"], columns["gross_margin"] = np.full(spend.shape, 900.0), np.full(spend.shape, 0.5)
    columns["customers_start"] = np.tile(np.maximum(1, np.round(base / 20.0)).astype(np.int64), (MONTHS, 1))
    columns["customers_kept"] = random.binomial(columns["customers_start"], 0.8)
    names = [("SEO {}", "Facebook {}", "Google ads {}", "Radio {}")[i % 4].format(i) for i in range(channels)]
    periods = [month(2025 + i // 12, 1 + i % 12, i + 1) for i in range(MONTHS)]
    return build(names, {id_: column.astype(np.float64).tolist() for id_, column in columns.items()}, periods)


def answers(look: Look, questions: Sequence[Question]) -> list[Finding]:
    """What a check of these questions alone finds."""
    rules = [question.rule(look) for question in questions]
    judgement = Judgement([comparison for rule in rules for comparison in next(rule)])
    found: list[Finding] = []
    for rule in rules:
        try:
            rule.send(judgement)
        except StopIteration as answered:
            found += answered.value
    return found


def called(findings: Sequence[Finding]) -> set[str]:
    return {each.id for each in findings if each.id in WINNERS and each.verdict != "unclear"}


def families() -> Iterator[tuple[str, Sequence[Question]]]:
    """Each question that compares by itself, and all together."""
    for question in QUESTIONS:
        if WINNERS & set(question.ids):
            yield question.ids[0], (question,)
    yield "all", QUESTIONS


def winners(worksheets: int) -> Iterator[bool]:
    """False winners, of each question alone and of a whole check."""
    catalog = standard()
    for channels in CHANNELS:
        random = np.random.default_rng(channels)
        lists = list(families())
        won, kinds = Counter[str](), Counter[str]()
        for number in range(worksheets):
            sheet = alike(random, channels)
            view = base_view(sheet.periods, MONTHS - 1) if number % 2 else all_periods(sheet.periods)
            look = Look(Calculator(sheet, catalog, DAY).figures(view))
            for name, questions in lists:
                found = called(answers(look, questions))
                won[name] += bool(found)
                if name == "all":
                    kinds.update(found)
        for name, _ in lists:
            _low, high = clopper_pearson_ends(won[name], worksheets, tail(0.9))  # 95 % are below the upper end
            share = won[name] / worksheets
            yield say(
                f"{channels} channels, {name}: {share:.2%} of {worksheets:,} worksheets, at most {high:.2%}",
                share <= MOST and high <= MOST_LIMIT,
            )
        print(f"  of them {dict(kinds)}")


# -- waiting for N more ------------------------------------------------------------------------------------------------


def more() -> Iterator[bool]:
    """The chance that a difference as large as seen is called once as many more are there as were asked for."""
    random = np.random.default_rng(5)
    yield from powers("N more for rates", [power for _ in range(2000) if (power := power_of_rates(random)) is not None])
    yield from powers("N more for ROI", [power for _ in range(400) if (power := power_of_roi(random)) is not None])


def powers(what: str, found: list[float]) -> Iterator[bool]:
    mean = float(np.mean(found))
    low, high = (float(np.quantile(found, share)) for share in (0.05, 0.95))
    yield say(
        f"{what}: {mean:.1%} of {len(found)} cases, nine in ten of them between {low:.1%} and {high:.1%}",
        abs(mean - POWER) <= POWER_OFF,
    )


def power_of_rates(random: Random, draws: int = 4000) -> float | None:
    """Of one unclear pair of rates, at a level as a list of one to a hundred comparisons has it."""
    listed = int(np.exp(random.uniform(0.0, np.log(100.0))))
    level = 0.95 if listed == 1 else 1.0 - 0.04 / listed
    n1, ratio = float(random.integers(50, 3000)), float(np.exp(random.uniform(np.log(0.2), np.log(20.0))))
    n2 = float(round(n1 * ratio))
    rate = float(np.exp(random.uniform(np.log(0.02), np.log(0.7))))
    k1 = float(random.binomial(int(n1), rate))
    k2 = float(random.binomial(int(n2), min(0.95, rate * float(random.uniform(0.6, 1.6)))))
    one = np.array([k1]), np.array([n1]), np.array([k2]), np.array([n2])
    if least_expected_of_rates(*one)[0] < 5.0 or newcombe_ps(*one)[0] <= 1.0 - level:
        return None
    asked = needed_for_difference(k1, n1, k2, n2, level)
    if asked is None or not asked.needed or not asked.from_observed:
        return None
    size1 = n1 + asked.needed
    size2 = np.full(draws, float(round(size1 * n2 / n1)))
    hits1 = random.binomial(int(size1), k1 / n1, draws).astype(np.float64)
    hits2 = random.binomial(int(size2[0]), k2 / n2, draws).astype(np.float64)
    ps = newcombe_ps(hits1, np.full(draws, size1), hits2, size2)
    return float(np.mean(ps <= 1.0 - level))


def power_of_roi(random: Random, draws: int = 4000) -> float | None:
    """Of one channel whose range has its break-even in it."""
    customers, leads = float(random.integers(1, 60)), float(random.integers(60, 600))
    even = customers * float(np.exp(random.uniform(np.log(0.4), np.log(2.5))))
    ends = garwood_array(np.array([customers]))
    if even < ends[0][0] or even > ends[1][0]:
        return None
    asked = needed_for_roi(customers, even, leads)
    if asked is None or asked.needed is None:
        return None
    growth = 1.0 + asked.needed / leads
    counts = random.poisson(growth * customers, draws).astype(np.float64)
    low, high = garwood_array(counts)
    clear = low > growth * even if even < customers else high < growth * even
    return float(np.mean(clear))


# -- where a goal will end ---------------------------------------------------------------------------------------------


def finish(draws: int = 40_000) -> Iterator[bool]:
    """How often the count at the end lies in the range given when part of the period was gone."""
    for gone in (0.2, 0.35, 0.5, 0.8, 0.95):
        random = np.random.default_rng(7)
        inside = Counter[bool]()
        ranges: dict[int, tuple[float, float]] = {}
        for expected in np.exp(random.uniform(np.log(40.0), np.log(2000.0), draws)).tolist():
            seen = int(random.poisson(expected * gone))
            if seen < LEAST_COUNT or gone < LEAST_GONE:
                continue
            if seen not in ranges:
                ends = goal_projection(float(seen), gone, LEVEL)
                assert ends is not None
                assert ends.low is not None
                assert ends.high is not None
                ranges[seen] = ends.low, ends.high
            end = seen + int(random.poisson(expected * (1.0 - gone)))
            inside[ranges[seen][0] <= end <= ranges[seen][1]] += 1
        share = inside[True] / inside.total()
        yield say(
            f"Projected finish, {gone:.0%} gone: covered {share:.2%} of {inside.total():,}",
            abs(share - COVERED) <= COVERED_OFF,
        )


# -- how long it takes -------------------------------------------------------------------------------------------------


def large(channels: int = 100, months: int = 60) -> Worksheet:
    """Channels of all stages over years."""
    random = np.random.default_rng(3)
    base = random.uniform(200.0, 5000.0, channels)
    columns: dict[str, np.ndarray] = {
        "spend": np.round(random.uniform(0.8, 1.2, (months, channels)) * base),
        "visits": random.poisson(np.tile(base, (months, 1))),
    }
    step = columns["visits"]
    for stage, rate in (("leads", 0.04), ("mqls", 0.5), ("sqls", 0.5), ("opportunities", 0.6), ("customers", 0.5)):
        step = columns[stage] = random.binomial(step, rate)
    for id_, value in (("revenue_per_sale", 2000.0), ("gross_margin", 0.4), ("days_to_mql", 5.0), ("days_to_sql", 8.0),
                       ("days_to_opportunity", 9.0), ("days_to_close", 20.0)):  # fmt: skip
        columns[id_] = np.full((months, channels), value)
    columns["impressions"] = columns["visits"] * 50
    periods = [month(2021 + i // 12, 1 + i % 12, i + 1) for i in range(months)]
    plain = {id_: column.astype(np.float64).tolist() for id_, column in columns.items()}
    return build([f"Channel {i}" for i in range(channels)], plain, periods)


def speed(edits: int = 40) -> Iterator[bool]:
    """From an edit to the findings: what it changes computed again, then the whole check."""
    for name, (taken, _) in edits_of_views(edits):
        least, middle, most = (float(np.quantile(taken, share)) * 1000.0 for share in (0.0, 0.5, 0.95))
        yield say(
            f"An edit, {name}: {middle:.1f} ms in the middle, {least:.1f} at least, {most:.1f} at the 95th percentile "
            f"(load {os.getloadavg()[0]:.1f})",
            middle < MOST_MS,
        )


def after_edits(edits: int) -> Iterator[Row]:
    """The lines of the speed table, in processor time."""
    for name, (checked, figures) in edits_of_views(edits):
        yield Row(f"Findings after an edit, {name}", "100 × 60", tuple(checked), tuple(figures), most=MOST_MS / 1000.0,
                  against="its figures and totals alone")  # fmt: skip


def edits_of_views(edits: int) -> Iterator[tuple[str, tuple[list[float], list[float]]]]:
    """What is looked at, and the processor seconds of each edit."""
    sheet = large()
    calculator = Calculator(sheet, standard(), DAY)
    views = (("the latest month", base_view(sheet.periods, 59)), ("all periods", all_periods(sheet.periods)))
    for name, view in views:
        yield name, timed(sheet, calculator, calculator.figures(view), edits)


def timed(sheet: Worksheet, calculator: Calculator, figures: Figures, edits: int) -> tuple[list[float], list[float]]:
    """Processor seconds from each edit to its findings, and in turns from another to its figures and totals."""
    random = np.random.default_rng(11)
    shown = [record.id for record in (*figures.catalog.fields, *figures.catalog.metrics) if record.block == "core"]

    def read() -> None:
        for id_ in shown:
            figures.values(id_)
            figures.total_value(id_)

    check(figures)
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(2 * edits):
        field = ("spend", "leads", "customers")[int(random.integers(3))]
        edit = SetCells.one(field, int(random.integers(60)), int(random.integers(100)), float(random.integers(1, 60)))
        start = time.process_time()
        edit.apply(sheet)
        calculator.update(edit)
        if number % 2:
            read()
        else:
            check(figures)
        taken[number % 2].append(time.process_time() - start)
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
