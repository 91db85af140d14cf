"""A session: edits, undo and redo reach the document, the figures and everybody who listens."""

import pytest

from roiapp.core.channel_edits import AddChannels
from roiapp.core.edits import EditError, SetCells
from roiapp.core.periods import base_view
from roiapp.core.results import Changed
from roiapp.core.worksheet import build
from roiapp.files.session import Session


def test_edits_undo_and_redo() -> None:
    session = Session(build(["Radio", "Signs"], {"spend": [100.0, 50.0], "leads": [10.0, None]}))
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    view = base_view(session.worksheet.periods, 0)
    before = session.worksheet.content()

    session.apply(SetCells.one("leads", 0, 0, 20.0))
    assert session.calculator.figures(view).value("cost_per_lead", 0) == 5.0
    assert "cost_per_lead" in heard[-1].ids
    after = session.worksheet.content()

    session.undo()
    assert session.worksheet.content() == before
    assert session.calculator.figures(view).value("cost_per_lead", 0) == 10.0
    session.redo()
    assert session.worksheet.content() == after
    assert len(heard) == 3
    assert session.redo() is None
    session.undo()
    assert session.undo() is None
    assert len(heard) == 4


def test_a_refused_edit_leaves_no_trace() -> None:
    session = Session(build(["Radio"], {"spend": [1.0]}))
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    before = session.worksheet.content()
    edit = AddChannels.at_end(session.worksheet, ["radio"])
    with pytest.raises(EditError):
        session.apply(edit)
    assert session.worksheet.content() == before
    assert not heard
    assert session.undo() is None
