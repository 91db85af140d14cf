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
    from roiapp.files.asked_names import asked_scenario

    session.look_under(asked_scenario(session.worksheet, name).key)
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
