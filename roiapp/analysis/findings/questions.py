"""The questions a worksheet answers, each declared once, and the check that puts them all to one view."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.findings.allowed import cac_ok
from roiapp.analysis.findings.costs import cac_lever, creep, dearer_cheaper, visits
from roiapp.analysis.findings.course import leads, ltv_trend, off_course
from roiapp.analysis.findings.family import Judgement
from roiapp.analysis.findings.finding import Finding, ranked
from roiapp.analysis.findings.goals import budget, goal
from roiapp.analysis.findings.kinds import organic_enough, organic_paid, organic_social
from roiapp.analysis.findings.look import Look
from roiapp.analysis.findings.pays import pays, pays_best
from roiapp.analysis.findings.qualified import best_mql, near_sale
from roiapp.analysis.findings.rule import Rule
from roiapp.analysis.findings.steps import weak_step
from roiapp.analysis.findings.taken import step
from roiapp.analysis.findings.trust import credit, trust
from roiapp.analysis.pieces import at_once
from roiapp.language import mark

if TYPE_CHECKING:
    from roiapp.analysis.findings.family import Comparison
    from roiapp.core.results import Figures


class Question(NamedTuple):
    """One question: the ids its findings carry, its text (English and marked), and the rule that answers it.

    `by_days`: about what was done and typed when, answered by the figures as typed also in the time-matched view."""

    ids: tuple[str, ...]
    text: str
    rule: Callable[[Look], Rule]
    by_days: bool = False


QUESTIONS: Final[tuple[Question, ...]] = (
    Question(("pays", "loses"), mark("What does each channel's spend bring?"), pays),
    Question(("pays_best",), mark("Which pays best?"), pays_best),
    Question(("organic_social",), mark("Does organic convert better than social?"), organic_social),
    Question(("organic_paid",), mark("Does organic convert better than paid?"), organic_paid),
    Question(("weak_step",), mark("What would raise lead conversion?"), weak_step),
    Question(("cac_lever",), mark("How do we lower CAC?"), cac_lever),
    Question(("visits",), mark("More visitors? Enough, and the right ones?"), visits, by_days=True),
    Question(("organic_enough",), mark("Enough organic traffic?"), organic_enough, by_days=True),
    Question(("leads",), mark("More leads? Right number, right quality?"), leads, by_days=True),
    Question(("best_mql",), mark("Which channel brings the best MQLs?"), best_mql),
    Question(("near_sale",), mark("How near to a sale is a qualified lead?"), near_sale),
    Question(("off_course",), mark("Are conversions where they should be?"), off_course, by_days=True),
    Question(("cac_ok",), mark("Is CAC acceptable?"), cac_ok),
    Question(("ltv_trend",), mark("Is lifetime value improving, or do we only replace customers?"), ltv_trend,
             by_days=True),
    Question(("creep",), mark("Are costs per MQL or SQL creeping up?"), creep, by_days=True),
    Question(("dearer", "cheaper"), mark("What changed since the last period?"), dearer_cheaper),
    Question(("goal",), mark("Will we make the goal?"), goal, by_days=True),
    Question(("budget",), mark("Are we inside the budget?"), budget, by_days=True),
    Question(("credit",), mark("Do the channels' claims fit the books?"), credit, by_days=True),
    Question(("trust",), mark("Can the figures be trusted?"), trust, by_days=True),
    Question(("step",), mark("Did what we changed work?"), step, by_days=True),
)


def check(figures: Figures, questions: Sequence[Question] = QUESTIONS) -> list[Finding]:
    """All answers for one view, ranked: what was called first, then by the money at stake. All comparisons of all
    questions put are one list."""
    return at_once(checking(figures, questions))


def checking(figures: Figures, questions: Sequence[Question] = QUESTIONS) -> Generator[None, None, list[Finding]]:
    """The same in small pieces of work, so that whoever has a window can let it breathe between them; the figures must
    stay as they are until the last."""
    look = as_typed = Look(figures)
    if figures.calculator.matched is not None:
        as_typed = Look(figures.calculator.matched.typed.figures(figures.view), time_matched=True)
    rules = []
    asked: list[Comparison] = []
    for question in questions:
        rule = question.rule(as_typed if question.by_days else look)
        asked += next(rule)
        rules.append(rule)
        yield
    judgement = Judgement(asked)
    yield
    found: list[Finding] = []
    for rule in rules:
        try:
            rule.send(judgement)
        except StopIteration as answered:
            found += answered.value
        else:
            raise AssertionError("a rule yields its comparisons once")
        yield
    return ranked(found)
