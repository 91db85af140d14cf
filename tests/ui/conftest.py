"""A real window on a small worksheet, offscreen, with stand-ins for what would ask, wait or leave traces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.settings import Settings
from roiapp.ui.look import icons
from roiapp.ui.look.background import at_once
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.windows import Windows
from tests.ui.small_window import RecordedMessages, close_for_good, small_worksheet, top_level
from tests.ui.walker import Walker


@pytest.fixture(autouse=True, scope="session")
def one_program() -> Iterator[None]:
    """A program keeps what it has drawn; here are a thousand windows in one, each with a theme of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(icons, "draw", cache(icons.draw))
        yield


@pytest.fixture(autouse=True, scope="session")
def clipboard_given_up() -> Iterator[None]:
    """Where there is no screen Qt keeps what was copied until the process has ended, Python before it: what Python
    made of it would then be taken away by nobody, and the process end in a crash."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Settings and log of every test in a folder of its own; those that go through one window share its."""
    walks = "walker" in request.fixturenames
    home: Path = request.getfixturevalue("walker").folder / "home" if walks else tmp_path / "home"
    monkeypatch.setenv("ROIAPP_HOME", str(home))
    return home


@pytest.fixture(scope="module")
def walker(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walker]:
    """Through many places in few windows; a module that writes in another size is parametrised with it, in percent."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROIAPP_HOME", str(folder / "home"))
        theme = Theme(qapp, "light", getattr(request, "param", 100))
        made = Walker(theme, folder)
        yield made
        made.end()
        theme.deleteLater()


@pytest.fixture
def text_size() -> int:
    """In percent; a test that starts with another is parametrised with it."""
    return 100


@pytest.fixture
def light_theme(qapp: QApplication, text_size: int) -> Iterator[Theme]:
    made = Theme(qapp, "light", text_size)
    yield made
    made.deleteLater()


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def window(
    qtbot: QtBot, light_theme: Theme, messages: RecordedMessages, text_size: int
) -> Iterator[MainWindow]:
    """The window on the small worksheet. Fails on windows and errors that are left over."""
    before = set(top_level())
    unexpected: list[BaseException] = []
    windows = Windows(light_theme, at_once, unexpected.append, messages)
    made = MainWindow(light_theme, Settings(theme="light", text_size=text_size), at_once, unexpected.append, windows)
    made.furnish(messages)
    made.bench.model.open(small_worksheet(), None)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    assert not unexpected
    close_for_good(made)
    left = [widget for widget in top_level() if widget not in before]
    assert not left, f"left over: {left}"
