"""What takes longer than a frame with very many rows is done beside the window, and of the worksheet as it is then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from roiapp.ui.grid import grid_clipboard
from roiapp.ui.look.progress import GivenUpError
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet import arranged_reading
from roiapp.ui.sheet.arrangement import Filter, Sort
from tests.ui.grid_window import CTRL, SPEND, VISITS, Window, open_window, picture


class Beside:
    """Work that ends when the test says so."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any, Exception | None], None]]] = []

    def runner(self, text: str) -> Callable[..., None]:
        self.said.append(text)
        return lambda work, then: self.waiting.append((work, then))

    def end(self, place: int = 0) -> None:
        work, then = self.waiting.pop(place)
        then(work(), None)


@pytest.fixture
def beside() -> Beside:
    return Beside()


@pytest.fixture
def many(qtbot: QtBot, light_theme: Theme, monkeypatch: pytest.MonkeyPatch, beside: Beside) -> Window:
    monkeypatch.setattr(arranged_reading, "MANY_ROWS", 5)
    monkeypatch.setattr(grid_clipboard, "_MANY_LINES", 2)
    window = open_window(qtbot, light_theme, picture())
    window.model.long_work.runner = window.model.pasting.runner = beside.runner
    return window


def first(window: Window) -> str:
    return window.text(0, SPEND)


def test_rows_are_sorted_beside_the_window(many: Window, beside: Beside) -> None:
    many.view.rows.sort(Sort("spend", descending=True))
    assert beside.said == ["Sorting and filtering…"]
    assert first(many) == "$2,400"
    beside.end()
    assert first(many) == "$4,200"
    many.view.rows.own_order()
    assert first(many) == "$2,400"
    assert not beside.waiting


def test_of_two_wishes_the_later_one_counts(many: Window, beside: Beside) -> None:
    many.view.rows.sort(Sort("spend", descending=True))
    many.view.rows.set_filter(Filter(text="local"))
    beside.end(1)
    assert many.model.order.rows == 3
    beside.end()
    assert many.model.order.rows == 3
    assert many.model.arrangement.sort is None


def test_an_edit_meanwhile_has_it_worked_out_anew(many: Window, beside: Beside) -> None:
    many.view.rows.sort(Sort("spend", descending=True))
    many.go(4, SPEND)
    many.enter("99000")
    beside.end()
    assert many.model.arrangement.sort is None
    beside.end()
    assert first(many) == "$99,000"


def test_given_up_the_rows_stay(many: Window, beside: Beside) -> None:
    many.view.rows.sort(Sort("spend", descending=True))
    _work, then = beside.waiting.pop()
    then(None, GivenUpError())
    assert first(many) == "$2,400"
    assert not beside.waiting


def test_a_long_paste_is_read_beside_the_window(many: Window, beside: Beside) -> None:
    many.go(1, VISITS)
    many.clipboard("7\nnot a number\n9\n")
    many.key("v", CTRL)
    assert beside.said == ["Pasting…"]
    assert many.undo_steps == 0
    many.go(5, SPEND)
    many.enter("12")
    beside.end()
    assert many.undo_steps == 1, "it is read anew, after the entry"
    beside.end()
    assert [many.typed("visits", row) for row in (1, 2, 3)] == [7.0, 1180.0, 9.0]
    assert many.undo_steps == 2
    assert "could not be read" in many.notices[-1]


def test_a_short_paste_is_made_at_once(many: Window, beside: Beside) -> None:
    many.go(1, VISITS)
    many.clipboard("7\n8")
    many.key("v", CTRL)
    assert not beside.waiting
    assert many.typed("visits", 2) == 8.0


def test_a_sort_meanwhile_does_not_lose_the_paste(many: Window, beside: Beside) -> None:
    many.go(1, VISITS)
    many.clipboard("7\n8\n9\n")
    many.key("v", CTRL)
    many.view.rows.sort(Sort("spend"))
    assert beside.said == ["Pasting…", "Sorting and filtering…"]
    beside.end()
    assert many.undo_steps == 1
    beside.end()
    beside.end()
    assert many.model.arrangement.sort == Sort("spend")
