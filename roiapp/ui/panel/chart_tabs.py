"""The tabs of the chart panel: as many as there is room for, the others in a menu behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QToolButton, QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme

HEIGHT = 36
_GAP = 20
_MORE = 28  # px, the button of the menu


class ChartTabs(QWidget):
    """The strip of (id, text) tabs, one of them current. `chosen` carries the id of the tab that was clicked, reached
    by keys or taken from the menu."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: dict[str, TabButton] = {}
        for id_, text in tabs:
            button = TabButton(text, theme, self)
            button.clicked.connect(lambda _checked=False, id_=id_: self.choose(id_))
            button.stepped.connect(self._step)
            self.buttons[id_] = button
        self.current = next(iter(self.buttons))
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setFixedSize(theme.px(_MORE), theme.px(28))
        self.more.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolTip(tr("More charts"))
        self.more.setAccessibleName(tr("More charts"))
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()
        self.set_current(self.current)

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() for button in self.buttons.values()]
        return QSize(sum(widths) + _GAP * (len(widths) - 1), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        return QSize(widest + (_GAP + self.more.width() if len(self.buttons) > 1 else 0), self._theme.px(HEIGHT))

    def set_current(self, id_: str) -> None:
        """Let this tab be the chosen one."""
        self.current = id_
        for each, button in self.buttons.items():
            button.setChecked(each == id_)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if each == id_ else Qt.FocusPolicy.ClickFocus)
        self._arrange()

    def choose(self, id_: str) -> None:
        """Go to this tab and say so."""
        changed = id_ != self.current
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        self.set_current(id_)
        if had_focus:
            self.buttons[id_].setFocus(Qt.FocusReason.TabFocusReason)
        if changed:
            self.chosen.emit(id_)

    def step(self, tabs: int) -> None:
        """Go so many tabs on, round at the ends."""
        ids = list(self.buttons)
        self.choose(ids[(ids.index(self.current) + tabs) % len(ids)])

    def _step(self, key: Qt.Key) -> None:
        ids = list(self.buttons)
        ends = {Qt.Key.Key_Home: ids[0], Qt.Key.Key_End: ids[-1]}
        if key in ends:
            self.choose(ends[key])
        else:
            forward = key == Qt.Key.Key_Right
            self.step(1 if forward == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight) else -1)

    # -- places ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show what fits, the current tab among it."""
        seen = self._that_fit()
        x = 0
        for id_, button in self.buttons.items():
            button.setVisible(id_ in seen)
            if id_ in seen:
                width = button.sizeHint().width()
                button.setGeometry(x, 0, width, self._theme.px(HEIGHT))
                x += width + _GAP
        self.more.setVisible(len(seen) < len(self.buttons))
        self.more.move(x - _GAP + 8, (self._theme.px(HEIGHT) - self.more.height()) // 2)

    def _that_fit(self) -> list[str]:
        if self.sizeHint().width() <= self.width():
            return list(self.buttons)
        room = self.width() - self.more.width() - 8
        seen = [self.current]
        used = self.buttons[self.current].sizeHint().width()
        for id_, button in self.buttons.items():
            width = button.sizeHint().width() + _GAP
            if id_ != self.current:
                if used + width > room:
                    break
                seen.append(id_)
                used += width
        return seen

    def _fill(self) -> None:
        self.menu.clear()
        for id_, button in self.buttons.items():
            if button.isHidden():
                action = self.menu.addAction(button.text().replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, id_=id_: self.choose(id_))

    def _dress(self) -> None:
        self.more.setIcon(self._theme.icon("chevron-down"))


class TabButton(QAbstractButton):
    """One tab: its text, with a line in the accent colour below the chosen one. `stepped` carries the key that leads
    to another tab."""

    stepped = Signal(Qt.Key)

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(theme.font(13, 600))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self._theme.px(HEIGHT))

    def nextCheckState(self) -> None:
        """A click on the current tab leaves it the current one."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stepped.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        strong = self.isChecked() or self.underMouse()
        painter.setFont(theme.font(13, 600 if self.isChecked() else 500))
        painter.setPen(theme.colour("text" if strong else "text2"))
        painter.drawText(self.rect().adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("ring"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 5, -1, -5), 6, 6)
