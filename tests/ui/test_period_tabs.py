"""The strip of periods follows the document without naming all tabs anew."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from roiapp.core.period_edits import AddPeriods, RemovePeriods
from roiapp.core.period_names import short_names
from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.ui.bars.period_tabs import PeriodTabs
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

MONTHS = 40


def test_a_month_more_is_a_tab_or_two_more(
    qtbot: QtBot, light_theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SessionModel()
    tabs = PeriodTabs(light_theme, model)
    qtbot.addWidget(tabs)
    periods = [month(2021 + i // 12, 1 + i % 12, 10 + i) for i in range(MONTHS)]
    model.open(build(["Radio"], {"spend": [[1.0]] * MONTHS}, periods), None)
    changes: list[str] = []
    for name in ("insertTab", "removeTab", "setTabText", "addTab"):
        whole = getattr(QTabBar, name)
        monkeypatch.setattr(
            type(tabs.bar), name, lambda self, *a, name=name, whole=whole: (changes.append(name), whole(self, *a))[1]
        )

    def shown() -> list[str]:
        return [tabs.bar.tabText(index) for index in range(tabs.bar.count())]

    sheet = model.worksheet
    assert sheet is not None
    model.apply(AddPeriods((MONTHS,), (month(2024, 5, 900),)))
    assert shown() == list(short_names(model.views, sheet.periods))
    assert model.views[tabs.bar.currentIndex()] == model.view
    assert len(changes) <= 8
    model.apply(RemovePeriods((0,)))
    assert shown() == list(short_names(model.views, sheet.periods))
    assert model.views[tabs.bar.currentIndex()] == model.view
    assert len(changes) <= 20
    assert model.session is not None
    model.session.close()
