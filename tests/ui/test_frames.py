"""What is drawn when: all parts of the window at once, or in turn while something is dragged."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from roiapp.ui.model.frames import Frames

PARTS = ["totals", "sums", "cards", "line", "chart", "rest"]


def listened(frames: Frames) -> list[tuple[str, bool]]:
    """The parts as they are drawn, and whether it was their turn."""
    heard: list[tuple[str, bool]] = []
    for part in PARTS:
        getattr(frames, part).connect(lambda part=part: heard.append((part, frames.in_turn)))
    return heard


def test_all_parts_are_drawn_together_and_once(qtbot: QtBot) -> None:
    parent = QObject()
    frames = Frames(parent)
    heard = listened(frames)
    frames.start()
    frames.start()
    assert not heard
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(part, False) for part in PARTS[2:]]  # totals and sums were not put off
    qtbot.wait(60)
    assert len(heard) == 4


def test_what_is_dragged_has_one_part_drawn_after_each_change(qtbot: QtBot) -> None:
    parent = QObject()
    frames = Frames(parent)
    heard = listened(frames)
    for number in range(1, 9):  # more changes than parts: the first come again after the last
        frames.start(in_turn=True)
        qtbot.waitUntil(lambda number=number: len(heard) == number)
    assert heard == [(part, True) for part in [*PARTS, *PARTS[:2]]]


def test_without_a_further_change_all_have_their_turn(qtbot: QtBot) -> None:
    parent = QObject()
    frames = Frames(parent)
    heard = listened(frames)
    frames.start(in_turn=True)
    qtbot.waitUntil(lambda: len(heard) == len(PARTS))
    assert heard == [(part, True) for part in PARTS]
    qtbot.wait(60)
    assert len(heard) == len(PARTS)


def test_sums_that_wait_are_drawn_with_all_that_comes_after(qtbot: QtBot) -> None:
    parent = QObject()
    frames = Frames(parent)
    heard = listened(frames)
    frames.start(in_turn=True)
    frames.start()  # let go before any part had its turn
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(part, False) for part in PARTS]
    frames.draw()
    assert heard[6:] == [(part, False) for part in PARTS[2:]]
