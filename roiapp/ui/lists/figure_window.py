"""The guide: a page for every field and metric, found by words, with the user's own numbers and links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.lists.figure_html import FIGURE, page_html, told_html
from roiapp.ui.lists.figure_list import FigureList
from roiapp.ui.lists.guide_pages import page_entries, told_page
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear_ground
from roiapp.ui.model.explained import explained
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import View
    from roiapp.files.figure_guide import Section

_SIZE: Final = (860, 640)
_LIST: Final = 264
_LIST_PART: Final = 0.42  # of the window's width, at most
_ARROWS: Final = {"arrow-up": "↑ ", "arrow-down": "↓ "}


class FigureWindow(QDialog):
    """Stays beside the figures; names lead to their pages, `asked` carries the id whose column is to be shown. The
    example is the active cell's, and follows it: `cell` says its channel (None: the total) and its period."""

    asked = Signal(str)

    def __init__(
        self, theme: Theme, model: SessionModel, cell: Callable[[], tuple[int | None, View | None]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._model = model
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self.id = ""
        self._cell = cell
        self._channel, self._view = cell()
        self._shown = ""
        self._told = ""
        self._listed: tuple[Catalog, NumberFormat] | None = None
        self.list = FigureList(theme, self)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(tr("Page of the guide"))
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.document().setDocumentMargin(20)
        self.back = QPushButton(tr("Back"), self)
        self.forward = QPushButton(tr("Forward"), self)
        self.go = QPushButton(tr("Go to its column"), self)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        for button in (self.back, self.forward, self.go):
            button.setAutoDefault(False)
            button.setMinimumHeight(theme.px(30))
            foot.addWidget(button)
        foot.addStretch(1)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.browser, 1)
        page.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.list)
        whole.addLayout(page, 1)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.browser.anchorClicked.connect(self._follow)
        self.list.asked.connect(self.show_figure)
        self.back.clicked.connect(self.turn_back)
        self.forward.clicked.connect(self.turn_forward)
        self.go.clicked.connect(lambda: self.asked.emit(self.id))
        for keys, does in (
            ("Alt+Left", self.turn_back), ("Alt+Right", self.turn_forward), ("Ctrl+F", self.look_for),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, does)
        model.frame.connect(self.refresh)
        wear_ground(self, theme)
        theme.changed.connect(self._dress)
        self._dress()
        self.browser.setFocus()

    def show_figure(self, id_: str) -> None:
        """Turn to the page of this field or metric, or to another page of the guide."""
        if id_ != self.id:
            if self.id:
                self._behind.append(self.id)
            self._ahead.clear()
            self._turn(id_)

    def follow(self) -> None:
        """Another cell may be the active one."""
        if (at_hand := self._cell()) != (self._channel, self._view):
            self._channel, self._view = at_hand
            self.refresh()

    def turn_back(self) -> None:
        """To the page before."""
        if self._behind:
            self._ahead.append(self.id)
            self._turn(self._behind.pop())

    def turn_forward(self) -> None:
        """To the page from which one came back."""
        if self._ahead:
            self._behind.append(self.id)
            self._turn(self._ahead.pop())

    def look_for(self) -> None:
        """To the field in which words are typed."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def refresh(self) -> None:
        """Say everything anew, with the figures of now."""
        if not self.id:
            return
        catalog, write = self._catalog(), self._model.number_format
        if self._shown and self.id == self._told and self._listed == (catalog, write):
            return  # nothing in it follows the figures
        told = told_page(self.id, catalog, write)
        self._told = self.id if told is not None else ""
        figure = self.id in catalog.field or self.id in catalog.metric
        if told is None and not figure:
            self.close()
            return
        self._list_pages(catalog, write)
        self.go.setVisible(figure and self._model.session is not None)
        if told is not None:
            title, html = told[0], told_html(self._theme, *told)
        else:
            from roiapp.core.figure_page import figure_page

            page = figure_page(catalog, self.id, write)
            title = page.label
            html = page_html(self._theme, title, self._sections(catalog))
        self.setWindowTitle(title)
        if html != self._shown:
            self._shown = html
            bar = self.browser.verticalScrollBar()
            at = bar.value()
            self.browser.setHtml(html)
            bar.setValue(at)

    def _list_pages(self, catalog: Catalog, write: NumberFormat) -> None:
        """The list, made anew where the document has other figures, another currency or locale."""
        if (catalog, write) != self._listed:
            self._listed = catalog, write
            self.list.set_entries(tuple(page_entries(catalog, write)))
        self.list.choose(self.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(min(self._theme.px(_LIST), round(self.width() * _LIST_PART)))

    def _turn(self, id_: str) -> None:
        self.id = id_
        self.back.setEnabled(bool(self._behind))
        self.forward.setEnabled(bool(self._ahead))
        self.refresh()
        self.browser.verticalScrollBar().setValue(0)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == FIGURE:
            self.show_figure(url.path())

    def _catalog(self) -> Catalog:
        """Of the document, else the standard one."""
        if self._model.session is not None:
            return self._model.session.catalog
        from roiapp.core.catalog import standard

        return standard()

    # -- the page of a figure ------------------------------------------------------------------------------------------

    def _sections(self, catalog: Catalog) -> tuple[Section, ...]:
        from roiapp.core.explain import Part
        from roiapp.core.figure_page import figure_page
        from roiapp.files.figure_guide import Line, sections
        from roiapp.files.worked_examples import worked_example

        model = self._model
        session = model.session
        page = figure_page(catalog, self.id, model.number_format)
        if session is None:
            return sections(catalog, page, worked_example(None, self.id, None, model.number_format))
        figures = session.calculator.figures(self._view) if self._view is not None else model.figures
        channel = self._channel if self._channel is None or self._channel < len(session.worksheet.names) else None
        example = worked_example(figures, self.id, channel, model.number_format)
        told = explained(model, channel, self.id, self._view)
        chips = [_ARROWS.get(chip.icon, "") + chip.text for chip in told.chips if not chip.least]
        own: list[Line] = []
        if told.title:
            own.append(Line((Part(told.title),), "quiet"))
        elsewhere = figures is None or figures.figure(self.id, channel) is None
        if elsewhere:  # why there is no figure, before the one of another place
            own += [Line((Part(text),)) for text in chips]
            chips = []
            if example is not None and not example.sample:
                own.append(Line((Part(example.place),), "quiet"))
        return sections(catalog, page, example, session.worksheet.settings, own, chips)

    def _dress(self) -> None:
        theme = self._theme
        self.browser.setFont(theme.font(13))
        self.list.dress()
        for button in (self.back, self.forward, self.go):
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", "")))
        self._shown = ""
        self.refresh()
