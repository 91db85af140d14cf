"""What matters most: which inputs move a figure, two of them together, where it breaks even, and how likely it pays.
Stays beside the figures and follows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from roiapp.analysis.decisions.matters import snapshot
from roiapp.analysis.decisions.matters_story import counts_supposed
from roiapp.language import apart, mark, tr
from roiapp.ui.forms.seek_answer_box import AnswerBox
from roiapp.ui.lists.break_even_page import BreakEvenPage
from roiapp.ui.lists.latest_work import LatestWork
from roiapp.ui.lists.matters_page import MattersPage, Question
from roiapp.ui.lists.risk_page import RiskPage
from roiapp.ui.lists.tornado_page import TornadoPage
from roiapp.ui.lists.two_way_page import TwoWayPage
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear_ground, wear_ink
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.core.results import Figures
    from roiapp.ui.look.background import Runner

_SIZE: Final = (1120, 640)
_MOST_FIELD: Final = 260
#: after an edit figures are read anew once no other has come for so long
_PAUSE_MS: Final = 200
#: work that takes longer says so
_SLOW_MS: Final = 400
#: id -> what its button says, and the question in which the fields stand
PAGES: Final = {
    "inputs": (mark("What moves it"), mark("What moves {metric} of {channel} most?")),
    "table": (mark("Two inputs at once"), mark("What becomes of {metric} of {channel} where two inputs change?")),
    "break_even": (mark("Break-even"), mark("When does {channel} break even?")),
    "risk": (mark("Risk"), mark("How likely does the money for {channel} come back?")),
}

_KINDS: Final[dict[str, type[MattersPage]]] = {
    "inputs": TornadoPage, "table": TwoWayPage, "break_even": BreakEvenPage, "risk": RiskPage,
}  # fmt: skip


class MattersWindow(QDialog):
    """`first` is the figure and the channel (None: all) that are asked about first; after that the fields say. `run`
    takes work off the window's thread."""

    def __init__(
        self, theme: Theme, model: SessionModel, first: tuple[str, int | None], run: Runner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What matters most"))
        self._theme = theme
        self._model = model
        self.id, self._key = first[0], self._key_of(first[1])
        self.page = next(iter(PAGES))
        self.work = LatestWork(run)
        self._figures: Figures | None = None
        self._scenario = ""
        self._offered: dict[CalmBox, list[tuple[Any, str]]] = {}
        self._pause = later(self, self.refresh, _PAUSE_MS)
        self._slow = later(self, self._say_waiting, _SLOW_MS)
        self.figure, self.channel = CalmBox(theme, self), CalmBox(theme, self)
        self.answer = AnswerBox(theme, self)
        #: those that are made by now: the one that is seen first, each of the others in a turn of the loop of its own
        self.pages: dict[str, MattersPage] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        model.frame.connect(self._follow)
        wear_ground(self, theme)
        wear_ink(self.answer.headline, theme, "text")
        wear_ink(self.answer.detail, theme, "text2")
        theme.changed.connect(self._dress)
        self.finished.connect(lambda _code: self.work.end())
        self._dress()
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.choose(self.page)
        self.buttons[self.page].setFocus()
        QTimer.singleShot(0, self, self._make_next)

    # -- what it is made of --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tabs = Flowing(8)
        for id_, (text, _question) in PAGES.items():
            button = QPushButton(tr(text), self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(self._theme.px(30))
            button.clicked.connect(lambda _checked=False, what=id_: self.choose(what))
            tabs.addWidget(button)
            self.buttons[id_] = button
        self.figure.setAccessibleName(tr("Figure"))
        self.channel.setAccessibleName(tr("Channel"))
        self.figure.activated.connect(lambda _place: self._take())
        self.channel.activated.connect(lambda _place: self._take())
        self._question, self._words = Flowing(8), list[QLabel]()
        self.stack = QStackedWidget(self)
        self._body = body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.answer)
        body.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(tabs)
        whole.addLayout(self._question)
        if self._theme.text_size > 100:  # large texts may be higher than there is room
            body.setContentsMargins(2, 2, 12, 2)
            whole.addWidget(scrolled(body, self), 1)
        else:
            whole.addLayout(body, 1)

    def _page(self, id_: str) -> MattersPage:
        page = self.pages.get(id_)
        if page is None:
            page = self.pages[id_] = _KINDS[id_](self._theme, self)
            page.asked.connect(self._ask)
            self.stack.addWidget(page)
        return page

    def _make_next(self) -> None:
        missing = [id_ for id_ in PAGES if id_ not in self.pages]
        if missing:
            self._page(missing[0])
            QTimer.singleShot(0, self, self._make_next)

    def _word_question(self) -> None:
        """The question of the page, whose fields stand where the language has them."""
        fields: dict[str, CalmBox] = {"metric": self.figure, "channel": self.channel}
        for word in self._words:
            self._question.removeWidget(word)
            word.deleteLater()
        self._words = []
        for field in fields.values():
            self._question.removeWidget(field)
            field.hide()
        for part in re.split(r"(\{\w+\})", tr(PAGES[self.page][1])):
            if part[1:-1] in fields:
                self._question.addWidget(fields[part[1:-1]])
                fields[part[1:-1]].show()
            elif part.strip():
                word = QLabel(part.strip(), self)
                word.setFont(self._theme.font(13))
                self._words.append(word)
                self._question.addWidget(word)
        self._question.invalidate()

    def _dress(self) -> None:
        theme = self._theme
        soft, text = theme.tokens.accent_soft, theme.tokens.accent_text
        chosen = f" QPushButton:checked {{ background: {soft}; color: {text}; border-color: {text}; }}"
        for button in self.buttons.values():
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", button.text())) + chosen)

    # -- what is asked -------------------------------------------------------------------------------------------------

    def _key_of(self, channel: int | None) -> int | None:
        sheet = self._model.worksheet
        return None if channel is None or sheet is None else sheet.keys[channel]

    def choose(self, id_: str) -> None:
        """Turn to another page."""
        self.page = id_
        for each, button in self.buttons.items():
            button.setChecked(each == id_)
        self.stack.setCurrentWidget(self._page(id_))
        self._word_question()
        self.refresh()

    def ask(self, metric: str, channel: int | None) -> None:
        """About another figure from now on."""
        self.id, self._key = metric, self._key_of(channel)
        self.refresh()

    def _take(self) -> None:
        self.id, self._key = str(self.figure.currentData()), self.channel.currentData()
        self.refresh()

    def _follow(self) -> None:
        """Something changed: look again once it is quiet, so that nobody waits for it while typing."""
        self._pause.start()

    @property
    def waiting(self) -> bool:
        """Whether there is something to come yet."""
        return self._pause.isActive() or self.work.busy

    def refresh(self) -> None:
        """Work the page out on the figures of now."""
        self._pause.stop()
        figures, session = self._model.figures, self._model.session
        if figures is None or session is None:
            return
        if session.time_matched:
            self._say_only(tr("What matters is read from the figures as they are typed. Leave the time-matched view "
                              "first."))  # fmt: skip
            return
        if not len(figures.worksheet.keys):
            self._say_only(tr("There are no channels yet."))
            return
        self._figures, self._scenario = snapshot(figures), session.scenario
        self.setWindowTitle(tr("What matters most, under {scenario}", scenario=apart(self._scenario))
                            if self._scenario else tr("What matters most"))  # fmt: skip
        self._fill(self._figures)
        self._ask()

    def _say_only(self, sentence: str) -> None:
        self.work.drop()
        self.answer.say(sentence, "", found=False)
        self.stack.hide()
        self._fit_answer()

    def _fit_answer(self) -> None:
        """As high as what it says now: a layout keeps the height that a longer sentence took."""
        for layout in (self._body, self.layout()):
            if layout is not None:
                layout.invalidate()

    def _fill(self, figures: Figures) -> None:
        """The figures and channels that there are; what is gone is not asked about any more."""
        catalog, sheet = figures.catalog, figures.worksheet
        if self._key not in sheet.keys:
            self._key = None
        if self.id not in catalog.metric:
            self.id = sheet.settings.headline
        channel = self._place
        known = [m for m in catalog.metrics if channel is None or not m.total_only]
        ids = [m.id for m in known if figures.figure(m.id, channel) is not None or m.id == self.id]
        if self.id not in ids:
            ids.insert(0, self.id)
        self._offer(self.figure, [(id_, tr(catalog.record(id_).header)) for id_ in ids], self.id)
        names: list[tuple[Any, str]] = [(None, tr("all channels")), *zip(sheet.keys, sheet.names, strict=True)]
        self._offer(self.channel, names, self._key)

        for box in (self.figure, self.channel):  # as wide as what it says, so that the sentence is read as one
            wide = QFontMetrics(box.font()).horizontalAdvance(box.currentText()) + self._theme.px(44)
            box.setFixedWidth(min(max(wide, self._theme.px(84)), self._theme.px(_MOST_FIELD)))

    def _offer(self, box: CalmBox, offered: list[tuple[Any, str]], chosen: Any) -> None:
        """Let these be chosen, each by what it stands for."""
        if self._offered.get(box) != offered:
            self._offered[box] = offered
            box.clear()
            for value, name in offered:
                box.addItem(name, value)
            box.updateGeometry()
        box.setCurrentIndex(next(place for place, (value, _name) in enumerate(offered) if value == chosen))

    @property
    def _place(self) -> int | None:
        """The channel that is asked about by its place."""
        if self._key is None or self._figures is None:
            return None
        return list(self._figures.worksheet.keys).index(self._key)

    def _ask(self) -> None:
        figures, page = self._figures, self._page(self.page)
        if figures is None:
            return
        question = Question(self.id, self._place)
        supposed = (counts_supposed(self._scenario),) if self.page == "risk" and self._scenario else ()
        work: Callable[[], Any] = page.work(figures, question)

        def take(found: Any) -> None:
            self.stack.show()
            said = page.show_found(figures, question, found, self._model.number_format)
            said = (*said, *supposed)
            self.answer.say(said[0], " ".join(said[1:]), found=True)
            self._fit_answer()

        self.work.ask(work, take)
        if self.work.busy:
            self._slow.start()

    def _say_waiting(self) -> None:
        """What takes its time says so."""
        if self.work.busy:
            self.answer.say(tr("Working it out…"), "", found=False)
            self._fit_answer()
