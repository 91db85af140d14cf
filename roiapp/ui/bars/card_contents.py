"""What the figure cards say: totals the user chose, each with its change against the period before and its course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis import card_choice
from roiapp.analysis.change_said import ChangeSaid, change_said, change_to_base
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.units import UNDEFINED
from roiapp.language import tr
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.analysis.change import Change

_POINTS: Final = 12


class CardContent(NamedTuple):
    """What one card says: the change is against the period before, under a scenario against the base case. `tone` is a
    colour role; `line` the course, of which the last `latest` points are the view's; it is broken before the places
    `breaks`, since the figure counts something else from there on."""

    label: str
    value: str = UNDEFINED
    direction: int = 0
    amount: str = ""
    against: str = ""
    tone: str = "text3"
    hint: str = ""
    line: tuple[float | None, ...] = ()
    latest: int = 1
    breaks: frozenset[int] = frozenset()


def contents(model: SessionModel) -> list[CardContent]:
    """What the cards say of the view at hand; empty ones while no document is open."""
    if model.session is None or model.view is None or model.figures is None:
        return [CardContent("")] * len(DocumentSettings().cards)
    from roiapp.analysis.change import comparison
    from roiapp.core.periods import base_view
    from roiapp.core.what_counts import breaks, concerning, redefinitions

    session, view = model.session, model.view
    periods = session.worksheet.periods
    catalog, calculator = session.catalog, session.calculator
    redefined = redefinitions(session.worksheet)
    against = comparison(periods, view, calculator.as_of, redefined)
    earlier = calculator.figures(against.against) if against.against else None
    shown, latest = _course(model)
    under = calculator.supposed if calculator.matched is None else None
    course = [calculator.figures(base_view(periods, index)) for index in shown]
    through = [periods[index] for index in shown]
    found = []
    for id_ in chosen_ids(model):
        id_, label = card_choice.figure_and_label(catalog, id_, session.worksheet.columns)
        total = model.figures.total_figure(id_)
        line = tuple(figures.total_figure(id_) for figures in course)
        broken = breaks(concerning(redefined, catalog, id_), through)
        if under is not None:
            base = under.base.figures(view).total_figure(id_)
            said = change_to_base(catalog, id_, total, base, view, model.number_format)
        else:
            before = earlier.total_figure(id_) if earlier else None
            said = change_said(catalog, id_, total, before, against, view, model.number_format)
        content = _content(model, label, id_, total, said)
        found.append(content._replace(line=line, latest=latest, breaks=broken))
    return found


def chosen_ids(model: SessionModel) -> list[str]:
    """The figures on the cards of the document that is shown, the usual ones while there is none."""
    if model.session is None:
        return list(DocumentSettings().cards)
    return card_choice.chosen_ids(model.session.worksheet.settings, model.session.catalog)


def _course(model: SessionModel) -> tuple[list[int], int]:
    """The base periods whose totals make the line, oldest first, and how many of them at its end belong to the view."""
    assert model.session is not None
    assert model.view is not None
    periods = model.session.worksheet.periods
    order = [i for _start, i in sorted((p.start, i) for i, p in enumerate(periods) if p.start)]
    mine = set(model.view.periods)
    places = [place for place, index in enumerate(order) if index in mine]
    if not places:
        return [], 1
    first = min(places[0], max(0, places[-1] + 1 - _POINTS))
    return order[first : places[-1] + 1], len(places)


def _content(model: SessionModel, label: str, id_: str, total: float | None, said: ChangeSaid) -> CardContent:
    assert model.session is not None
    assert model.figures is not None
    catalog, write = model.session.catalog, model.number_format
    unit = catalog.record(id_).unit
    if total is None:
        reason = model.figures.reason(id_, None)
        return CardContent(label, hint=reason.sentence(catalog) if reason else "")
    return CardContent(
        label,
        write.text(total, unit),
        said.found.direction,
        said.amount,
        said.against if said.amount else "",
        said.tone,
        _hint(model, id_, said.found, said.against),
    )


def _hint(model: SessionModel, id_: str, found: Change, named: str) -> str:
    assert model.session is not None
    help_text = tr(model.session.catalog.record(id_).help)
    if found.before is None or found.reason:
        return f"{help_text}\n{found.reason}" if found.reason else help_text
    before = model.number_format.text(found.before, model.session.catalog.record(id_).unit)
    return f"{help_text}\n{named}: {before}"
