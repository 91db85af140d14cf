"""What is offered against a warning: it makes the warning go, or opens what does; every kind has a name."""

from __future__ import annotations

import pytest

from roiapp.core.check_fixes import KINDS, Fix, fixes
from roiapp.core.checks import DataWarning, warnings
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import all_periods
from roiapp.core.worksheet import build
from roiapp.files.session import Session


def session_of(columns: dict[str, list[float | None]], **settings: float) -> Session:
    return Session.new(build(["Radio"], columns, settings=DocumentSettings(**settings)))  # type: ignore[arg-type]


def found(session: Session, id_: str) -> list[DataWarning]:
    view = all_periods(session.worksheet.periods)
    return [each for each in warnings(session.worksheet, session.catalog, session.calculator, view) if each.id == id_]


def offered(session: Session, id_: str) -> list[Fix]:
    (warning,) = found(session, id_)
    return list(fixes(warning, session.worksheet))


TWICE: dict[str, list[float | None]] = {
    "spend": [100], "leads": [8], "customers": [4], "revenue_per_sale": [50], "revenue": [300], "gross_margin": [0.5],
}  # fmt: skip


def test_revenue_typed_twice_is_settled_either_way() -> None:
    session = session_of(TWICE)
    clear, take = offered(session, "revenue_differs")
    assert clear.title == "Clear the typed revenue"
    assert take.title == "Set revenue per sale to $75.00"
    assert clear.edit is not None
    session.apply(clear.edit)
    assert not found(session, "revenue_differs")
    assert "revenue" not in session.worksheet.columns
    assert session.history.undo_title == "Clear the typed revenue"
    session.undo()
    assert session.worksheet.value("revenue", 0, 0) == 300
    assert take.edit is not None
    session.apply(take.edit)
    assert session.worksheet.value("revenue_per_sale", 0, 0) == 75
    assert not found(session, "revenue_differs")


def test_revenue_without_customers_can_only_be_cleared() -> None:
    session = session_of({**TWICE, "customers": [0]})
    assert [fix.title for fix in offered(session, "revenue_differs")] == ["Clear the typed revenue"]


def test_results_without_spend_cost_nothing_or_are_explained() -> None:
    session = session_of({"leads": [8], "customers": [4], "revenue_per_sale": [50], "gross_margin": [0.5]})
    zero, note = offered(session, "results_without_spend")
    assert note.opens == "note"
    assert zero.edit is not None
    session.apply(zero.edit)
    assert session.worksheet.value("spend", 0, 0) == 0
    assert not found(session, "results_without_spend")


def test_a_missing_margin_is_set_for_all_and_then_typed() -> None:
    figures: dict[str, list[float | None]] = {"spend": [9], "leads": [8], "customers": [4], "revenue_per_sale": [50]}
    (fix,) = offered(session_of(figures), "margin_missing")
    assert (fix.edit, fix.opens) == (None, "settings")
    session = session_of(figures, default_margin=0.4)
    assert not found(session, "margin_missing")
    (typed,) = offered(session, "default_used")
    assert typed.edit is not None
    session.apply(typed.edit)
    assert session.worksheet.value("gross_margin", 0, 0) == 0.4
    assert not found(session, "default_used")


@pytest.mark.parametrize("id_", ["part_exceeds_whole", "blank_in_total", "stale_period"])
def test_what_only_the_user_can_know_has_no_fix(id_: str) -> None:
    assert fixes(DataWarning(id_, 0, "customers", 0, ""), session_of(TWICE).worksheet) == ()


def test_every_kind_of_warning_is_named() -> None:
    from roiapp.core import checks

    made = {getattr(check, "func", check).__name__.lstrip("_") for check in checks.CHECKS}
    assert set(KINDS) == made
    assert all(title and title[0].isupper() for title in KINDS.values())
