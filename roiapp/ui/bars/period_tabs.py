"""The strip of tabs at the bottom: roll-ups first, then the base periods, "+" for the next one, a menu to find one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from roiapp.core.period_names import short_names
from roiapp.core.periods import View
from roiapp.language import apart, tr
from roiapp.ui.grid.worksheet_ink import paint_note
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.cell_hints import wrapped

if TYPE_CHECKING:
    from roiapp.core.results import Changed
    from roiapp.core.worksheet import Worksheet

_HEIGHT = 32
_PADDING = 12
_LEAST_TEXT = 28  # px of a tab that is cut at the edge of the strip: less of its name says nothing
_PICKER_FROM = 16  # with fewer tabs the picker would only repeat them


class PeriodTabs(QWidget):
    """The strip. `add_asked` and `edit_asked` leave the work to the commands; `pressed`
    carries the view of the tab at hand when it was clicked."""

    add_asked = Signal()
    pressed = Signal(object)
    edit_asked = Signal(int)
    #: the menu of the period at hand, at a point of the screen
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._views: tuple[View, ...] = ()
        #: whether another period may be shown now: an entry that is refused has to be dealt with first
        self.may_leave: Callable[[], bool] = lambda: True
        #: which period is meant where none is named, and what is done in place of a step from tab to tab, if anything:
        #: otherwise while all periods stand side by side
        self.at_hand: Callable[[], View | None] = lambda: model.view
        self.turned: Callable[[int], bool] = lambda _by: False
        self.bar = _Bar(theme, self)
        self.add_button = self._tool("add", tr("Add the next period"))
        self.add_button.clicked.connect(self.add_asked)
        self.picker_button = self._tool("find", tr("Find a period"))
        self.picker_button.clicked.connect(self.show_picker)
        self.picker_button.hide()
        #: the switch to time-matched figures, where that is worth a look
        self.match_button = GhostButton(theme, "hourglass", self)
        self.match_button.setFixedHeight(theme.px(_HEIGHT - 4))
        self.match_button.setFont(theme.font(12, 500))
        self.match_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self.bar)
        row.addWidget(self.add_button)
        row.addStretch(1)
        row.addWidget(self.match_button)
        row.addWidget(self.picker_button)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.bar.currentChanged.connect(self._chosen)
        self.bar.tabBarClicked.connect(self._clicked)
        self.bar.tabBarDoubleClicked.connect(self._edit)
        self.bar.context_asked.connect(self._show_menu)
        model.reset.connect(self.refresh)
        model.changed.connect(self._on_changed)
        model.view_changed.connect(self.refresh)
        theme.changed.connect(self._dress)

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(self._theme.px(28), self._theme.px(28))
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.setEnabled(False)
        button.setIcon(self._theme.icon("plus" if name == "add" else "chevron-down"))
        return button

    def _dress(self) -> None:
        self.add_button.setIcon(self._theme.icon("plus"))
        self.picker_button.setIcon(self._theme.icon("chevron-down"))
        self.update()

    def _on_changed(self, changed: Changed) -> None:
        if changed.structure or changed.notes:  # periods and locale are nothing that typing a figure changes
            self.refresh()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the document's periods and the view at hand."""
        sheet = self._model.worksheet
        if sheet is None or self._model.view is None:
            return
        views = self._model.views
        names = short_names(views, sheet.periods)
        noted: set[int] = set()
        with QSignalBlocker(self.bar):
            self._name_tabs(names)
            for index, view in enumerate(views):
                note = "" if view.rollup else _note(sheet, view)
                self.bar.setTabToolTip(index, wrapped(f"{note}\n{view.text()}") if note else view.text())
                if note:
                    noted.add(index)
            self._views = views
            if self._model.view in views:
                self.bar.setCurrentIndex(views.index(self._model.view))
        self.bar.noted = noted
        self.bar.first_base = sum(view.rollup for view in views)
        self.bar.update()
        self.add_button.setEnabled(True)
        self.picker_button.setEnabled(True)
        self.picker_button.setVisible(len(views) >= _PICKER_FROM)

    def _name_tabs(self, names: Sequence[str]) -> None:
        """Tabs of these names, in this order. Qt lays all of them out for each that comes, goes or is called otherwise,
        so those that stay are left alone."""
        before = [self.bar.tabText(index) for index in range(self.bar.count())]
        if not before:
            for name in names:
                self.bar.addTab(name)
            return
        from difflib import SequenceMatcher

        for what, first, last, start, stop in reversed(SequenceMatcher(None, before, names, False).get_opcodes()):
            if what == "equal":
                continue
            for place in range(last - 1, first - 1, -1):
                self.bar.removeTab(place)
            for name in reversed(names[start:stop]):
                self.bar.insertTab(first, name)

    def area(self, period: int) -> QRect:
        """Where the tab of a base period stands in the strip."""
        place = next((i for i, view in enumerate(self._views) if not view.rollup and view.periods == (period,)), 0)
        return self.bar.tabRect(place).translated(self.bar.pos())

    def step(self, by: int) -> None:
        """One tab on or back, not round the ends."""
        if self.turned(by):
            return
        index = self.bar.currentIndex() + by
        if 0 <= index < self.bar.count():
            self.bar.setCurrentIndex(index)

    def show_picker(self) -> None:
        """All views in a menu, the one at hand ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for index in range(self.bar.count()):
            if index == self.bar.first_base:
                menu.addSeparator()
            action = menu.addAction(self._views[index].text().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(index == self.bar.currentIndex())
            action.triggered.connect(lambda _checked=False, chosen=index: self.bar.setCurrentIndex(chosen))
        menu.popup(self.picker_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    # -- what is done with it ----------------------------------------------------------------------------------------

    def _chosen(self, index: int) -> None:
        if 0 <= index < len(self._views) and self.may_leave():
            self._model.set_view(self._views[index])
        else:
            self.refresh()

    def _clicked(self, index: int) -> None:
        if 0 <= index < len(self._views) and self._views[index] == self._model.view:
            self.pressed.emit(self._views[index])

    def set_all_shown(self, shown: bool) -> None:
        """Show that every period is looked at: all their tabs belong to the sheet above."""
        self.bar.all_shown = shown
        self.bar.update()

    def _edit(self, index: int) -> None:
        if 0 <= index < len(self._views) and not self._views[index].rollup:
            self.edit_asked.emit(self._views[index].periods[0])

    def _show_menu(self, index: int, place: QPoint) -> None:
        """The menu of a tab that is gone to first: what it offers is about the period at hand."""
        if not 0 <= index < len(self._views):
            return
        self.bar.setCurrentIndex(index)
        if self._model.view == self._views[index]:  # an entry that is refused may have kept it
            self._clicked(index)
            self.menu_wanted.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(0, 0, self.width(), 0)


def _note(worksheet: Worksheet, view: View) -> str:
    """The note on a base period, "" for none."""
    from roiapp.core.worksheet import ANY

    return worksheet.notes.get(("", worksheet.periods[view.periods[0]].key, ANY), "")


class _Bar(QTabBar):
    """A tab bar that paints its tabs as the design does; keyboard, scrolling and accessibility are Qt's own."""

    context_asked = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.first_base = 0
        #: the tabs that carry a note's corner
        self.noted: set[int] = set()
        self.all_shown = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFont(theme.font(12, 500))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setAccessibleName(tr("Periods"))
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """The scroll buttons as flat as the strip, its upper line above them."""
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"QToolButton {{ border: none; border-top: 1px solid {tokens.border}; background: {tokens.sunken}; }}"
        )
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetrics(self._theme.font(12, 600)).horizontalAdvance(self.tabText(index))
        return QSize(min(width, self._theme.px(260)) + 2 * _PADDING, self._theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._theme.px(120), self.sizeHint().width()), self._theme.px(_HEIGHT))

    def scroll_back(self) -> None:
        """Scrolled no further than the current tab needs: Qt keeps how far a narrower strip was scrolled."""
        current = self.currentIndex()
        with QSignalBlocker(self):
            self.setCurrentIndex(0)
            self.setCurrentIndex(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scroll_back()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_asked.emit(self.tabAt(event.pos()), event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # the right button opens a menu and changes nothing
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        for index in range(self.count()):
            area = self.tabRect(index)
            if area.intersects(event.rect()):
                self._paint_tab(painter, theme, index, area)

    def _strip(self) -> QRect:
        """Where tabs can be seen: what stands left of the buttons that scroll them, a little off the edges."""
        buttons = [each.x() for each in self.findChildren(QToolButton) if each.isVisible()]
        return QRect(0, 0, min(buttons, default=self.width()), self.height()).adjusted(4, 0, -4, 0)

    def _paint_tab(self, painter: QPainter, theme: Theme, index: int, area: QRect) -> None:
        current = index == self.currentIndex()
        shown = self.all_shown and index >= self.first_base
        if shown and not current:
            painter.fillRect(area, theme.colour("surface"))
            painter.setPen(theme.colour("border"))
            painter.drawLine(area.topRight(), area.bottomRight())
        elif current:
            painter.fillRect(area, theme.colour("surface"))
            painter.fillRect(QRect(area.left(), area.top(), area.width(), 2), theme.colour("ring"))
            painter.setPen(theme.colour("border"))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            painter.drawLine(area.topRight(), area.bottomRight())
        elif index + 1 < self.count() and index + 1 != self.currentIndex():
            painter.setPen(theme.colour("border_strong"))
            painter.drawLine(area.right(), area.top() + 11, area.right(), area.bottom() - 9)
        if index in self.noted:
            paint_note(painter, area.left() + 1, 2 if current else 1, theme.colour("ring"))
        painter.setFont(theme.font(12, 600 if current else 500))
        painter.setPen(theme.colour("text" if current else "text2"))
        inner = area.adjusted(4, 0, -4, 0) & self._strip()
        cut = Qt.TextElideMode.ElideLeft if inner.left() > area.left() + 4 else Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(apart(self.tabText(index)), cut, inner.width())
        if inner.width() >= _LEAST_TEXT or text == self.tabText(index):
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)
        if current and self.hasFocus():
            painter.setPen(theme.colour("ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(4, 5, -5, -5), 4, 4)
