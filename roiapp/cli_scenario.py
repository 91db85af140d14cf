"""`--scenario S`: a document as it would be under one of its scenarios, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from roiapp.language import list_text, tr

if TYPE_CHECKING:
    from roiapp.core.scenarios import Outcome
    from roiapp.files.session import Session


def session_under(session: Session, name: str) -> tuple[Session, list[str]]:
    """The session, showing its figures under the scenario of that name, and what is to be said of it. Raises
    `AskedError`."""
    from roiapp.core.scenario_edits import find_scenario, scenarios_of
    from roiapp.files.asked_names import AskedError, with_near_names

    sheet = session.worksheet
    found = find_scenario(sheet, name)
    if found is None:
        known = [each.name for each in scenarios_of(sheet)]
        sentence = tr("There is no scenario “{asked}”.", asked=name)
        if not known:
            raise AskedError(f"{sentence} {tr('This document has none.')}")
        raise AskedError(with_near_names(sentence, name, known))
    session.look_under(found.key)
    assert session.shown.under is not None
    return session, list(_remarks(session, session.shown.under.outcome))


def _remarks(session: Session, made: Outcome) -> Iterator[str]:
    names = session.worksheet.names
    for field, cells in made.clipped.items():
        channels = [names[channel] for channel in sorted(set(cells.nonzero()[1].tolist()))]
        yield tr("{field} was kept at its limit: {channels}.",
                 field=tr(session.catalog.field[field].label), channels=list_text(channels))  # fmt: skip
    if made.silent:
        channels = [names[channel] for channel in made.silent]
        yield tr("Nothing was spent on {channels} before, so how they respond is not known.",
                 channels=list_text(channels))  # fmt: skip
