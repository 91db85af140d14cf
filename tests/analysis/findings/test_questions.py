"""What holds for every question: its three tests, its targets, its words, and that no worksheet breaks a check."""

import ast
import re
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.analysis.findings.finding import OF_ONE_KIND, SHOWN, Finding, Show, first_shown, ranked
from roiapp.analysis.findings.questions import QUESTIONS, check, checking
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.periods import View, all_periods, base_view
from roiapp.core.results import Figures
from roiapp.core.views import all_views
from roiapp.core.worksheet import Worksheet
from roiapp.files.findings_json import findings_json
from roiapp.ui.panel.chart_records import CHARTS
from tests.analysis.findings.worksheets import DAY, months, worksheet

FOLDER = Path(__file__).parent
IDS = [id_ for question in QUESTIONS for id_ in question.ids]
CATALOG = standard()
#: what no sentence says to a user
FORBIDDEN = re.compile(
    r"\b(p|p-value|significan\w+|confidence|wilson|holm|newcombe|garwood|poisson|binomial|null|hypothes\w+|nan|inf|none)"
    r"\b",
    re.IGNORECASE,
)


def written_tests() -> set[str]:
    names: set[str] = set()
    for path in FOLDER.glob("test_*.py"):
        names |= {
            node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        }
    return names


@pytest.mark.parametrize("id_", IDS)
def test_every_finding_has_its_three_tests(id_: str) -> None:
    wanted = {f"test_{id_}_{what}" for what in ("appears", "stays_away", "cannot_tell")}
    assert wanted <= written_tests()


def test_every_id_is_of_one_question() -> None:
    assert len(IDS) == len(set(IDS))
    assert all(question.text.endswith("?") for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ids[0])
def test_a_question_answers_with_its_own_ids(question: object) -> None:
    (asked,) = [each for each in QUESTIONS if each is question]
    for figures in figures_of(rich()):
        assert {each.id for each in check(figures, (asked,))} <= set(asked.ids)


# -- what is shown first -----------------------------------------------------------------------------------------------


def finding(id_: str, verdict: str, stake: float | None) -> Finding:
    return Finding(id_, verdict, id_, "", Show(View((0,))), at_stake=stake)  # type: ignore[arg-type]


def test_called_comes_before_unclear_then_by_money() -> None:
    few = [finding("a", "unclear", 900), finding("b", "bad", None), finding("c", "good", 5), finding("d", "bad", 50)]
    assert [each.id for each in ranked(few)] == ["d", "c", "b", "a"]


def test_five_are_shown_two_of_a_kind_at_most() -> None:
    many = [finding(id_, "bad", 100 - number) for number, id_ in enumerate("aaabbcdef")]
    shown, rest = first_shown(ranked(many))
    assert "".join(each.id for each in shown) == "aabbc"
    assert "".join(each.id for each in rest) == "adef"
    assert (SHOWN, OF_ONE_KIND) == (5, 2)


def test_sentences_are_joined_whole() -> None:
    one = finding("a", "bad", 1)._replace(claim="A.", text="", assumption="C.")
    assert one.whole_text == "A. C."


# -- any worksheet -----------------------------------------------------------------------------------------------------

FIELDS = [field for field in CATALOG.fields if field.scope == "cell"]
TYPED = [field.id for field in FIELDS if field.on_total] + ["actual_customers", "actual_revenue", "shared_cost"]
NAMES = ["SEO", "Facebook", "Google ads", "Radio & TV", "Email", "Don't know", "Referrals 100 %"]


@st.composite
def sheets(draw: st.DrawFn) -> Worksheet:
    """Channels and periods with the figures of a person in a hurry: blanks, zeros, fractions, more "
    "customers than leads."""
    channels, count = draw(st.integers(0, 5)), draw(st.integers(1, 9))
    periods = months(2026, 1, count) if count > 1 or draw(st.booleans()) else None
    shown = draw(st.lists(st.sampled_from([field.id for field in FIELDS]), unique=True, max_size=25))
    core = ["spend", "visits", "leads", "mqls", "customers", "revenue_per_sale", "gross_margin"]
    wanted = list(dict.fromkeys([*draw(st.lists(st.sampled_from(core), unique=True)), *shown]))
    figures = st.one_of(
        st.none(), st.just(0.0), st.integers(0, 40).map(float), st.sampled_from([0.5, 1.3, 99.99]),
        st.integers(0, 10**6).map(float), st.just(1e12),
    )  # fmt: skip
    signed = st.one_of(figures, st.sampled_from([-0.4, -900.0]))
    shares = st.one_of(st.none(), st.sampled_from([0.0, 0.05, 0.4, 1.0, -0.3]))
    rng = draw(st.randoms(use_true_random=False))
    pools = {"share": [draw(shares) for _ in range(8)], "signed": [draw(signed) for _ in range(8)],
             "count": [draw(figures) for _ in range(12)]}  # fmt: skip
    columns = {}
    for id_ in wanted:
        field = CATALOG.field[id_]
        pool = pools["share" if field.unit.kind == "percent" else "signed" if field.minimum is None else "count"]
        columns[id_] = [[rng.choice(pool) for _ in range(channels)] for _ in range(count)]
    totals = {id_: [draw(figures) for _ in range(count)] for id_ in draw(st.lists(st.sampled_from(TYPED), max_size=4))}
    return worksheet(NAMES[:channels], periods, totals, **columns)


def figures_of(sheet: Worksheet, day: date = DAY) -> Iterator[Figures]:
    calculator = Calculator(sheet, CATALOG, day)
    for view in dict.fromkeys((*all_views(sheet), all_periods(sheet.periods), base_view(sheet.periods, 0))):
        yield calculator.figures(view)


def texts(findings: list[Finding]) -> list[str]:
    return [each.whole_text for each in findings]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sheet=sheets(), day=st.sampled_from([DAY, date(2026, 3, 20), date(2026, 9, 2), date(2025, 12, 1)]))
def test_no_worksheet_breaks_a_check(sheet: Worksheet, day: date) -> None:
    charts = {"", *(record.id for record in CHARTS)}
    for figures in figures_of(sheet, day):
        found = check(figures)
        for each in found:
            names = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
            assert not FORBIDDEN.search(re.sub(names, "", each.whole_text)), each.whole_text
            assert "{" not in each.whole_text
            assert "  " not in each.whole_text
            assert each.claim.endswith((".", "?"))
            assert each.id in IDS
            assert each.show.chart in charts
            assert not each.show.column or CATALOG.record(each.show.column)
            assert not each.metric or CATALOG.record(each.metric)
            assert not each.needed_of or CATALOG.field[each.needed_of]
            assert all(0 <= channel < len(sheet.names) for channel in (*each.channels, *each.show.channels))
            assert all(0 <= period < len(sheet.periods) for period in each.show.view.periods)
            assert each.at_stake is None or 0.0 <= each.at_stake < float("inf")
            assert each.needed is None or each.needed >= 0
            assert each.needed is None or each.needed_of
            if each.interval is not None and each.interval.low is not None and each.interval.high is not None:
                assert each.interval.low <= each.interval.high
        for record in findings_json(found, sheet.names):
            assert set(record) >= {"id", "verdict", "text", "channels", "metric", "interval", "needed", "at_stake"}
        assert check(figures) == found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sheet=sheets().filter(lambda sheet: len(sheet.names) > 0 and bool(sheet.columns)), data=st.data())
def test_undo_brings_the_findings_back(sheet: Worksheet, data: st.DataObject) -> None:
    calculator = Calculator(sheet, CATALOG, DAY)
    figures = calculator.figures(all_periods(sheet.periods))
    before = check(figures)
    field = data.draw(st.sampled_from(sorted(sheet.columns)))
    edit = SetCells.one(field, 0, 0, data.draw(st.sampled_from([None, 0.0, 1.0])))
    back = edit.apply(sheet)
    calculator.update(edit)
    after = check(figures)
    assert texts(after) == texts(check(Calculator(sheet, CATALOG, DAY).figures(all_periods(sheet.periods))))
    back.apply(sheet)
    calculator.update(back)
    assert check(figures) == before
    edit.apply(sheet)
    calculator.update(edit)
    assert check(figures) == after


def rich() -> Worksheet:
    """A year and a half of three channels with all blocks."""
    rows = 18
    stages = {"visits": 900, "leads": 90, "mqls": 50, "accepted": 44, "sqls": 30, "opportunities": 20, "customers": 9}
    columns = {id_: [[n + (7 * (p + 3 * c)) % 5 for c in range(3)] for p in range(rows)] for id_, n in stages.items()}
    return worksheet(
        ["SEO", "Facebook", "Google ads"], months(2025, 1, rows), {"goal_customers": [30] * rows},
        spend=[[500.0, 700.0, 900.0 + p] for p in range(rows)], revenue_per_sale=400, gross_margin=0.5,
        customers_start=50, customers_kept=40, **columns,
    )  # fmt: skip


def test_in_pieces_it_finds_the_same() -> None:
    for figures in figures_of(rich()):
        answered: list[Finding] = []

        def all_of(pieces: Generator[None, None, list[Finding]], answered: list[Finding]) -> Iterator[None]:
            answered += yield from pieces

        assert len(list(all_of(checking(figures), answered))) == 2 * len(QUESTIONS) + 1
        assert answered == check(figures)


def test_a_hundred_channels() -> None:
    names = [f"Channel {number}" for number in range(100)]
    sheet = worksheet(names, months(2025, 1, 14), spend=1000, visits=[[800 + c for c in range(100)]] * 14, leads=40,
                      mqls=20, customers=[[c % 9 for c in range(100)]] * 14, revenue_per_sale=500,
                      gross_margin=0.4)  # fmt: skip
    for figures in figures_of(sheet):
        assert check(figures)
