"""Whether it pays, in a sentence, worked by hand."""

from __future__ import annotations

import pytest

from roiapp.analysis.payoff import Payoff, payoff
from roiapp.analysis.statistics import load
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, base_view
from roiapp.core.results import Figures
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet, build


def channel(
    customers: float | None, margin: float | None = 0.5, headline: str = "roi", currency: str = "USD"
) -> Worksheet:
    """1,000 spent, 50 of revenue a sale."""
    columns: dict[str, list[list[float | None]]] = {
        "spend": [[1000.0]], "customers": [[customers]], "revenue_per_sale": [[50.0]], "gross_margin": [[margin]],
    }  # fmt: skip
    return build(["Search"], columns, [Period(1)], DocumentSettings(headline=headline, currency=currency))


def figures(sheet: Worksheet) -> Figures:
    load()
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


@pytest.mark.parametrize(
    ("customers", "verdict", "one", "back", "text"),
    [
        # 100 × 25 = 2,500; the 95 % range of 100 customers is 81 to 122: 2,034 at least
        (100.0, "good", "It pays.", "$2.50", "Its whole 95% range is above break-even."),
        # 10 × 25 = 250; 4.8 to 18.4: 460 at most
        (10.0, "bad", "It does not pay.", "$0.25", "Its whole 95% range is below break-even."),
        # 40 × 25 = 1,000; 28.6 to 54.5: 714 to 1,362
        (40.0, "unclear", "Cannot tell yet whether it pays.", "$1.00", "Break-even lies within its 95% range."),
    ],
)
def test_the_whole_range_decides(customers: float, verdict: str, one: str, back: str, text: str) -> None:
    found = payoff(figures(channel(customers)), 0)
    assert found == Payoff(verdict, one, f"Each $1 brought back {back} in gross profit. {text}")  # type: ignore[arg-type]


def test_of_all_channels_the_question_is_answered() -> None:
    assert payoff(figures(channel(100.0))).claim == "Yes."
    assert payoff(figures(channel(10.0))).claim == "No."
    assert payoff(figures(channel(40.0))).claim == "Cannot tell yet."


def test_what_is_missing_is_said() -> None:
    assert payoff(figures(channel(100.0, None)), 0) == Payoff("unclear", "Not known yet: Margin missing.")


def test_judged_on_revenue_where_the_headlines_are() -> None:
    found = payoff(figures(channel(100.0, headline="revenue_roi")), 0)
    assert "Each $1 brought back $5.00 in revenue." in f"{found.claim} {found.text}"


def test_under_a_scenario_nothing_was_brought_back() -> None:
    sheet = channel(100.0)
    edit, key = added(sheet, "Twice")
    edit.apply(sheet)
    changed(sheet, key, [Change(0, "scale", "customers", 2.0)]).apply(sheet)
    shown = ShownFigures(Calculator(sheet, standard()))
    shown.look_under(key)
    found = payoff(shown.calculator.figures(base_view(sheet.periods, 0)))
    assert found == Payoff("plain", "Each $1 would bring back $5.00 in gross profit.")


def test_a_currency_without_cents_is_told_by_the_hundred() -> None:
    """2.50 krónur for one would be told as 3."""
    found = payoff(figures(channel(100.0, currency="ISK")), 0)
    assert found.text.startswith("Each ISK\N{NO-BREAK SPACE}100 brought back ISK\N{NO-BREAK SPACE}250 in gross profit.")
