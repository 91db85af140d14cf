"""The start page: go on with a recent file, begin with a template, or look around in the sample.

It shows what it is given and says what is wanted; the window's commands do it. It needs Qt alone, so that it can be the
first picture of a start.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import mark, tr
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.start_cards import CardGrid, CardText, DropPlace, SampleCard, TemplateCard
from roiapp.ui.start.start_frame import FramedPage
from roiapp.ui.start.start_recent import RecentList, RecentText
from roiapp.ui.start.start_texts import template_texts

_SENTENCE = mark(
    "Enter what you spent and what came back. The worksheet works out the rest and tells you how sure it is."
)
_SHOWN = 6
_ICON_WIDTH = 20


class StartPage(FramedPage):
    """`menu_room` is the height kept free above it until the window's menus are there."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    b2b_sample_asked = Signal()
    recent_asked = Signal(str)
    recent_menu_asked = Signal(str, QPoint)
    template_asked = Signal(str)
    own_asked = Signal(int)
    own_menu_asked = Signal(int, QPoint)
    dropped = Signal(Path)
    back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, menu_room: int = 0) -> None:
        super().__init__(theme, tr("Start page"), parent, menu_room)
        self._files: list[RecentText] = []
        self._all_shown = False
        self.setAcceptDrops(True)
        self.header.back.clicked.connect(self.back_asked)
        self._fill_left()
        self._fill_right()
        self.dress()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _fill_left(self) -> None:
        theme, place = self._theme, QVBoxLayout(self.left)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        title = self.label(tr("See which marketing pays off"), theme.font(28, 600, display=True), self.left)
        self.new_button = QPushButton(tr("New worksheet"), self.left)
        self.open_button = QPushButton(tr("Open file…"), self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, asked in ((self.new_button, self.new_asked), (self.open_button, self.open_asked)):
            button.setFixedHeight(theme.px(36))
            button.setFont(theme.font(13, 600 if button is self.new_button else 500))
            button.setIconSize(QSize(theme.px(_ICON_WIDTH), theme.px(16)))
            button.setAutoDefault(True)  # Enter presses it
            button.clicked.connect(lambda _checked=False, asked=asked: asked.emit())
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.show_all = QToolButton(self.left)
        self.show_all.setFont(theme.font(12, 500))
        self.show_all.setAutoRaise(True)
        self.show_all.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_all.clicked.connect(self._toggle_all)
        heading = QHBoxLayout()
        heading.addWidget(self.label(tr("Recent"), theme.font(14, 600), self.left), 1)
        heading.addWidget(self.show_all)
        self.recent = RecentList(theme, self.left)
        self.recent.chosen.connect(self.recent_asked)
        self.recent.menu_asked.connect(self.recent_menu_asked)
        self.drop = DropPlace(theme, self.left)
        self.drop.clicked.connect(lambda _checked=False: self.open_asked.emit())
        place.addWidget(title)
        place.addSpacing(8)
        place.addWidget(self.sentence(tr(_SENTENCE)))
        place.addSpacing(20)
        place.addLayout(buttons)
        place.addSpacing(28)
        place.addLayout(heading)
        place.addSpacing(8)
        place.addWidget(self.recent)
        place.addSpacing(16)
        place.addWidget(self.drop)

    def _fill_right(self) -> None:
        theme, place = self._theme, QVBoxLayout(self.right)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        strong = theme.font(14, 600)
        self.templates, self.own = CardGrid(theme, self.right), CardGrid(theme, self.right)
        cards = []
        for text in template_texts():
            card = TemplateCard(theme, text)
            card.clicked.connect(lambda _checked=False, id_=text.preview: self.template_asked.emit(id_))
            cards.append(card)
        self.templates.set_cards(cards)
        self.sample, self.sample_b2b = (SampleCard(theme, id_, self.right) for id_ in ("sample", "b2b"))
        self.sample.clicked.connect(lambda _checked=False: self.sample_asked.emit())
        self.sample_b2b.clicked.connect(lambda _checked=False: self.b2b_sample_asked.emit())
        self._own_section = QWidget(self.right)  # comes and goes with its title and the room around
        section = QVBoxLayout(self._own_section)
        section.setContentsMargins(0, 24, 0, 0)
        section.setSpacing(12)
        section.addWidget(self.label(tr("Your own templates"), strong, self._own_section))
        section.addWidget(self.own)
        place.addWidget(self.label(tr("Start from a template"), strong, self.right))
        place.addSpacing(12)
        place.addWidget(self.templates)
        place.addWidget(self._own_section)
        place.addSpacing(24)
        place.addWidget(self.label(tr("New here?"), strong, self.right))
        place.addSpacing(12)
        place.addWidget(self.sample)
        place.addSpacing(12)
        place.addWidget(self.sample_b2b)
        self.set_own([])

    def dress(self) -> None:
        super().dress()
        theme = self._theme
        for button, icon, role in ((self.new_button, "plus", "on_accent"), (self.open_button, "folder-open", "text2")):
            primary = button is self.new_button
            button.setStyleSheet(button_style(theme, Choice("", "", primary=primary)).replace("0 16px", "0 14px"))
            button.setIcon(_icon_with_gap(theme.pixmap(icon, role, 16, self.devicePixelRatioF())))
        self.show_all.setStyleSheet(
            f"QToolButton {{ color: {theme.tokens.accent_text}; border: 2px solid transparent; border-radius: 6px;"
            f" padding: 2px; }} QToolButton:hover {{ text-decoration: underline; }}"
            f" QToolButton:focus {{ border-color: {theme.tokens.ring}; }}"
        )

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_recent(self, files: Sequence[RecentText]) -> None:
        """The recent files, the latest first."""
        self._files = list(files)
        shown = self._files if self._all_shown else self._files[:_SHOWN]
        self.recent.set_files(shown)
        self.show_all.setVisible(len(self._files) > _SHOWN)
        self.show_all.setText(tr("Show fewer") if self._all_shown else tr("Show all"))
        self._order()

    def set_own(self, templates: Sequence[CardText]) -> None:
        """The user's own templates; `own_asked` names one by its place in the list."""
        cards = []
        for place, content in enumerate(templates):
            card = TemplateCard(self._theme, content)
            card.clicked.connect(lambda _checked=False, place=place: self.own_asked.emit(place))
            card.menu_asked.connect(lambda at, place=place: self.own_menu_asked.emit(place, at))
            cards.append(card)
        self.own.set_cards(cards)
        self._own_section.setVisible(bool(cards))
        self._order()

    def set_open_document(self, title: str) -> None:
        """What Esc leads back to, "" where nothing is open."""
        self.header.set_open_document(title)

    def _order(self) -> None:
        """Let Tab go through the page as it reads; rows and cards come and go."""
        widgets = [self.new_button, self.open_button, self.show_all, *self.recent.rows, self.drop,
                   *self.templates.cards, *self.own.cards, self.sample, self.sample_b2b]  # fmt: skip
        for first, second in pairwise(widgets):
            QWidget.setTabOrder(first, second)

    def _toggle_all(self) -> None:
        self._all_shown = not self._all_shown
        self.set_recent(self._files)

    def take_focus(self) -> None:
        """Let the keyboard begin with the latest file, else with a new worksheet."""
        first = self.recent.rows[0] if self.recent.rows else self.new_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_file(event) is not None:
            event.acceptProposedAction()
            self.drop.set_inviting(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.set_inviting(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.set_inviting(False)
        path = local_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def local_file(event: QDropEvent) -> Path | None:
    """The first file on this computer that is dropped."""
    return next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)


def _icon_with_gap(picture: QPixmap) -> QIcon:
    """An icon with the gap to the button's text that the style leaves too narrow."""
    ratio = picture.devicePixelRatio()
    wider = QPixmap(picture.height() * _ICON_WIDTH // 16, picture.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return QIcon(wider)
