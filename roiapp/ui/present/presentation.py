"""The presentation: full screen, one question a page, turned by keys or clicks. Nothing here changes the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from roiapp.language import apart, tr
from roiapp.ui.look.spoken import announce
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.finding_watch import FindingWatch
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.present.advice_page import AdvicePage
from roiapp.ui.present.channel_page import ChannelPage
from roiapp.ui.present.foot import HEIGHT, Foot
from roiapp.ui.present.overview_page import OverviewPage
from roiapp.ui.present.page import Page
from roiapp.ui.present.scenario_page import ScenarioPage
from roiapp.ui.present.stage import Stage, unit_of

if TYPE_CHECKING:
    from roiapp.core.scenarios import Scenario

_FORTH: Final = {Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown}
_BACK: Final = {Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}


def screen_for(window: QWidget, screens: Sequence[QScreen]) -> QScreen:
    """Another screen than the window's where there is one, as a projector is."""
    here = window.screen()
    return next((each for each in screens if each.geometry() != here.geometry()), here)


class Presentation(QDialog):
    """The pages with their foot. `channel` is the one whose page comes first."""

    def __init__(self, theme: Theme, model: SessionModel, channel: int | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Presentation"))
        self._model = model
        self.stage = Stage(theme, self)
        self.watch = FindingWatch(model, self)
        self.watch.want(True)
        self.stack = QStackedWidget(self)
        with_all = (self.stage, model, self.watch, self.stack)
        self.scenarios = ScenarioPage(*with_all)
        self.pages: list[Page] = [
            OverviewPage(*with_all), ChannelPage(*with_all, channel), self.scenarios, AdvicePage(*with_all),
        ]  # fmt: skip
        for page in self.pages:
            self.stack.addWidget(page)
        self.foot = Foot(self.stage, self)
        self.foot.stepped.connect(self.turn)
        self.dark_cloth = QWidget(self)
        self.dark_cloth.setAutoFillBackground(True)
        self.dark_cloth.setStyleSheet("background: black")
        self.dark_cloth.setAccessibleName(tr("The screen is dark"))
        self.dark_cloth.hide()
        model.frame.connect(self._follow)
        model.reset.connect(self.reject)
        self.watch.changed.connect(self._follow)
        self.stage.changed.connect(self._follow)
        self.scenarios.moved.connect(self._say)
        self.go_to(0)

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.page.setFocus()

    @classmethod
    def present(cls, theme: Theme, model: SessionModel, channel: int | None, window: QWidget) -> Presentation:
        """Show the window's figures on the screen that is free, else on its own."""
        made = cls(theme, model, channel, window)
        made.open_on(screen_for(window, QGuiApplication.screens()))
        return made

    # -- pages ---------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The one that is looked at."""
        return self.pages[self.stack.currentIndex()]

    def turn(self, by: int) -> None:
        """Go on or back by so many pages; the first and the last stay."""
        self.go_to(min(max(self.stack.currentIndex() + by, 0), len(self.pages) - 1))

    def go_to(self, number: int) -> None:
        before = self.page
        self.dark_cloth.hide()
        if self.pages[number] is not before:
            before.leave()
            self.stack.setCurrentIndex(number)
        if self.isVisible():
            self.page.setFocus()
        self.page.enter()
        self._look()
        self._follow()
        announce(self, self.page.question)

    def _follow(self) -> None:
        """Show what is looked at as it is now."""
        if self._model.figures is None:
            return
        self.page.show_anew()
        self._say()

    def _say(self) -> None:
        """Where one is, and what is shown."""
        number = self.stack.currentIndex()
        self.foot.say(
            looked_at(self._model, trying=self.page.trying),
            tr("{number} of {all} · {question}", number=number + 1, all=len(self.pages), question=self.page.question),
        )
        self.foot.before.setEnabled(number > 0)
        self.foot.after.setEnabled(number < len(self.pages) - 1)

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self.pages) - 1
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.reject()
        elif key in _FORTH or key in _BACK:
            self.turn(-1 if key in _BACK or (key == Qt.Key.Key_Space and shifted) else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(last if key == Qt.Key.Key_End else 0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.page.step(-1 if key == Qt.Key.Key_Up else 1)
            self._follow()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.go_to(min(key - Qt.Key.Key_1, last))
        elif key == Qt.Key.Key_B:
            self.dark_cloth.setVisible(not self.dark_cloth.isVisible())
            self.dark_cloth.raise_()
        elif key == Qt.Key.Key_D:
            self.stage.turn()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.turn(1 if event.position().x() >= self.width() / 2 else -1)

    # -- room ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        foot = round(HEIGHT * unit_of(self.size()))
        self.stack.setGeometry(0, 0, self.width(), self.height() - foot)
        self.foot.setGeometry(0, self.height() - foot, self.width(), foot)
        self.dark_cloth.setGeometry(self.rect())
        self._follow()

    def _look(self) -> None:
        """Have worked out what the page says: what the slider tries is worth no sentence."""
        self.watch.want(self.page is not self.scenarios)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        self.page.leave()
        self.watch.want(False)
        super().hideEvent(event)


def looked_at(model: SessionModel, *, trying: bool = False) -> str:
    """Whose figures are shown, of which period, under which scenario, time-matched or as typed."""
    session, view = model.session, model.view
    assert session is not None
    assert view is not None
    parts = [session.worksheet.settings.title or session.title]
    period = session.worksheet.periods[view.periods[0]]
    if len(view.periods) > 1 or period.label or period.start is not None:
        parts.append(view.text())
    scenario = scenario_looked_at(model)
    if scenario is not None:
        parts.append(tr("Scenario: {scenario}", scenario=scenario.name))
    if trying:
        parts.append(tr("What if"))
    if session.time_matched:
        parts.append(tr("Time-matched"))
    return " · ".join(apart(each) for each in parts)


def scenario_looked_at(model: SessionModel) -> Scenario | None:
    """The scenario of the document under which the figures are."""
    from roiapp.core.scenario_edits import scenarios_of

    session = model.session
    if session is None or not session.scenario_key:
        return None
    return next((each for each in scenarios_of(session.worksheet) if each.key == session.scenario_key), None)
