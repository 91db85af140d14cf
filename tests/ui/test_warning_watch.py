"""What is worth a second look is searched for a little at a time; keys and edits come in between."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, month
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.model import warning_watch
from roiapp.ui.model.warning_watch import WarningWatch


def test_an_edit_amid_the_search_begins_it_anew(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warning_watch, "_AT_ONCE", 0.0)  # one check of one period
    monkeypatch.setattr(warning_watch, "_PAUSE_MS", 0)
    months = [month(2026, 1, 1), month(2026, 2, 2)]
    session = Session(build(["Fairs", "Radio"], {"spend": [[1, 2], [3, 4]]}, months))
    watch = WarningWatch()
    watch.watch(session, all_periods(months))
    watch.search_soon()
    qtbot.waitUntil(lambda: len(watch._found) == 2)  # both channels in January
    assert watch.searching
    assert watch.known == []
    session.apply(SetCells.one("leads", 0, 1, 5.0))
    watch.touch()
    watch.search_soon()
    qtbot.waitUntil(lambda: not watch.searching)
    lacking = [(each.period, each.channel) for each in watch.known if each.id == "spend_without_results"]
    assert lacking == [(0, 0), (1, 0), (1, 1)]
    assert watch.known == watch.all()
