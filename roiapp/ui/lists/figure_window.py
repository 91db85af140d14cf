"""The page of a field or metric: what it is, how it comes about, with the user's own numbers, and what it leads to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.explained import explained
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from roiapp.core.catalog import Catalog
    from roiapp.core.explain import Part
    from roiapp.core.figure_page import FigurePage
    from roiapp.core.periods import View

_SIZE: Final = (480, 620)
_FIGURE: Final = "figure"
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
        self.id = ""
        self._cell = cell
        self._channel, self._view = cell()
        self._shown = ""
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(tr("About this figure"))
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.document().setDocumentMargin(20)
        self.back = QPushButton(tr("Back"), self)
        self.go = QPushButton(tr("Go to its column"), self)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        for button in (self.back, self.go):
            button.setAutoDefault(False)
            button.setMinimumHeight(theme.px(30))
            foot.addWidget(button)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.browser, 1)
        whole.addLayout(foot)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.browser.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self.turn_back)
        self.go.clicked.connect(lambda: self.asked.emit(self.id))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.turn_back)
        model.frame.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress()

    def show_figure(self, id_: str) -> None:
        """Turn to the page of this field or metric."""
        if id_ != self.id:
            if self.id:
                self._behind.append(self.id)
            self._turn(id_)

    def follow(self) -> None:
        """Another cell may be the active one."""
        if (at_hand := self._cell()) != (self._channel, self._view):
            self._channel, self._view = at_hand
            self.refresh()

    def turn_back(self) -> None:
        """To the page before."""
        if self._behind:
            self._turn(self._behind.pop())

    def refresh(self) -> None:
        """Say everything anew, with the figures of now."""
        session = self._model.session
        if session is None or not self.id:
            return
        from roiapp.core.figure_page import figure_page

        if self.id not in session.catalog.field and self.id not in session.catalog.metric:
            self.close()
            return
        page = figure_page(session.catalog, self.id, self._model.number_format)
        self.setWindowTitle(page.label)
        html = self._html(page, session.catalog)
        if html != self._shown:
            self._shown = html
            bar = self.browser.verticalScrollBar()
            at = bar.value()
            self.browser.setHtml(html)
            bar.setValue(at)

    def _turn(self, id_: str) -> None:
        self.id = id_
        self.back.setEnabled(bool(self._behind))
        self.refresh()
        self.browser.verticalScrollBar().setValue(0)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == _FIGURE:
            self.show_figure(url.path())

    # -- the page ------------------------------------------------------------------------------------------------------

    def _html(self, page: FigurePage, catalog: Catalog) -> str:
        kind = tr("Typed") if page.typed else tr("Calculated")
        quiet = " · ".join(filter(None, (kind, page.block)))
        said = [f"<h2>{escape(page.label)}</h2>", f"<p class='quiet'>{escape(quiet)}</p>"]
        said.append(f"<p>{escape(page.help)}</p>")
        counts = self._what_counts(catalog)
        if counts:
            said.append(_heading(tr("What counts here")) + counts)
        if page.formula:
            said.append(_heading(tr("Where nothing is typed") if page.typed else tr("How it comes about")))
            lines = [f"= {self._parts(line)}" for line in page.formula]
            said.extend(f"<p class='formula'>{line}</p>" for line in lines[:1])
            said.extend(f"<p class='formula'>{escape(tr('else'))} {line}</p>" for line in lines[1:])
        example = self._example()
        if example:
            said.append(_heading(tr("With your figures")) + example)
        if page.remarks:
            said.append(_heading(tr("Good to know")) + "".join(f"<p>{escape(each)}</p>" for each in page.remarks))
        said.append(_heading(tr("How it totals")))
        if page.total:
            said.append(f"<p class='formula'>= {self._parts(page.total)}</p>")
        said.extend(f"<p>{escape(each)}</p>" for each in page.totals)
        for title, ids in ((tr("What moves it"), page.inputs), (tr("What is made of it"), page.used_by)):
            if ids:
                said.append(_heading(title) + f"<p>{self._list(catalog, ids)}</p>")
        if page.source:
            said.append(_heading(tr("Source")) + f"<p>{escape(page.source)}</p>")
        return f"<style>{self._style()}</style>{''.join(said)}"

    def _what_counts(self, catalog: Catalog) -> str:
        """The sentences of this document on the figure, and on what it is made of."""
        from roiapp.core.definitions import concerning

        sheet = self._model.worksheet
        found = [] if sheet is None else concerning(sheet.settings, catalog, self.id)
        lines = []
        for word, meaning in found:
            label = self._link(word, tr(catalog.record(word).label))
            lines.append(f"<p>{escape(meaning)}</p>" if word == self.id else f"<p>{label}: {escape(meaning)}</p>")
        return "".join(lines)

    def _example(self) -> str:
        told = explained(self._model, self._channel, self.id, self._view)
        if not told.title:
            return ""
        line = "".join(piece.text for piece in told.pieces).strip()
        said = f"<p class='quiet'>{escape(told.title)}</p><p class='formula'>{escape(line)}</p>"
        chips = (_ARROWS.get(chip.icon, "") + escape(chip.text) for chip in told.chips if not chip.least)
        return said + "".join(f"<p class='quiet'>{chip}</p>" for chip in chips)

    def _parts(self, parts: Iterable[Part]) -> str:
        return "".join(self._link(part.id, part.text) if part.id else escape(part.text) for part in parts)

    def _list(self, catalog: Catalog, ids: Iterable[str]) -> str:
        return " · ".join(self._link(id_, tr(catalog.record(id_).label)) for id_ in ids)

    def _link(self, id_: str, text: str) -> str:
        return escape(text) if id_ == self.id else f"<a href='{_FIGURE}:{id_}'>{escape(text)}</a>"

    def _style(self) -> str:
        tokens = self._theme.tokens
        return (
            f"p {{ color: {tokens.text}; margin: 0 0 6px 0; }}"
            f" a {{ color: {tokens.accent_text}; text-decoration: none; }}"
            f" h2 {{ color: {tokens.text}; font-size: {self._theme.px(17)}px; font-weight: 600; margin: 0 0 2px 0; }}"
            f" h4 {{ color: {tokens.text3}; font-size: {self._theme.px(12)}px; font-weight: 600;"
            " margin: 14px 0 4px 0; }"
            f" .quiet {{ color: {tokens.text2}; }} .formula {{ font-weight: 500; }}"
        )

    def _dress(self) -> None:
        theme = self._theme
        palette = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palette.setColor(role, theme.colour("surface"))
        self.setPalette(palette)
        self.browser.setPalette(palette)
        self.browser.setFont(theme.font(13))
        for button in (self.back, self.go):
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", "")))
        self._shown = ""
        self.refresh()


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"
