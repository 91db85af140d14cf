"""The bar at the top: what is done most, and at the right which document and period is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from roiapp.language import apart, tr
from roiapp.ui.actions import menus
from roiapp.ui.actions.actions import record
from roiapp.ui.actions.menus import (
    COLUMNS,
    NEW,
    SCENARIO,
    SEPARATOR,
    TOOLBAR,
    TOOLBAR_END,
    TOOLBAR_TEXTS,
    TOOLBAR_YIELDS,
)
from roiapp.ui.actions.window_actions import Actions
from roiapp.ui.bars.scenario_picker import ScenarioPicker
from roiapp.ui.look.buttons import GhostButton, PrimaryButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

_HEIGHT = 48
_TITLE_LEAST = 220  # the title keeps this much before the buttons lose their texts


class Toolbar(QWidget):
    """Ghost buttons made from the action records; where the window is narrow they keep their icons alone."""

    def __init__(
        self,
        theme: Theme,
        model: SessionModel,
        actions: Actions,
        new_menu: QMenu,
        columns_menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: list[GhostButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 16, 8)
        row.setSpacing(4)
        for id_ in TOOLBAR:
            if id_ == SEPARATOR:
                row.addWidget(_Rule(theme, self))
                continue
            if id_ == SCENARIO:
                self.scenarios = ScenarioPicker(theme, model, self)
                self.scenarios.more = lambda: [actions.action[each] for each in menus.SCENARIO_MORE]
                row.addWidget(self.scenarios)
                row.addSpacing(4)
                continue
            if id_ == NEW:
                button = self._new_button(new_menu)
            elif id_ == COLUMNS:
                button = self._columns_button(columns_menu)
            else:
                button = self._button(actions, id_)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self.title = _Title(theme, model, self)
        row.addWidget(self.title, 100)
        row.addSpacing(8)
        self.theme_button = self._theme_button(actions)
        row.addWidget(self.theme_button)
        row.addSpacing(4)
        self.primary = PrimaryButton(theme, record(TOOLBAR_END).icon, self)
        self.primary.setObjectName(TOOLBAR_END)
        self.primary.follow(actions.action[TOOLBAR_END])
        row.addWidget(self.primary)
        self.setFixedHeight(theme.px(_HEIGHT))
        theme.changed.connect(self.update)

    def _button(self, actions: Actions, id_: str) -> GhostButton:
        button = GhostButton(self._theme, record(id_).icon, self, bare=id_ not in TOOLBAR_TEXTS)
        button.setObjectName(id_)
        if id_ == "what_if":
            button.set_ground, button.set_ink = "what_if_set", "what_if"
        button.follow(actions.action[id_])
        return button

    def _new_button(self, menu: QMenu) -> GhostButton:
        button = GhostButton(self._theme, "file", self)
        button.setObjectName(NEW)
        button.setText(tr("New"))
        button.setToolTip(tr("A new worksheet from a template"))
        button.setAccessibleName(tr("New from a template"))
        button.setMenu(menu)
        button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _columns_button(self, menu: QMenu) -> GhostButton:
        button = GhostButton(self._theme, "columns-3", self, bare=True)
        button.setObjectName(COLUMNS)
        button.setToolTip(tr("Which columns show"))
        button.setAccessibleName(tr("Columns"))
        button.setMenu(menu)
        button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _theme_button(self, actions: Actions) -> GhostButton:
        button = GhostButton(self._theme, "sun-moon", self, bare=True)
        button.setToolTip(tr("Light or dark"))
        button.setAccessibleName(tr("Light or dark"))
        menu = QMenu(button)
        menu.addActions([actions.action[id_] for id_ in ("theme_light", "theme_dark", "theme_system")])
        button.setMenu(menu)
        button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts go before the title does, the last ones first, that of the filled button at the very last."""
        spare = self.width() - self._theme.px(_TITLE_LEAST) - 12 - 16 - self.theme_button.full_width(bare=True) - 8 - 8
        spare -= TOOLBAR.count(SEPARATOR) * 21 + 8
        wanted = sum(button.full_width(bare=True) + 4 for button in self.buttons)
        picker, least = self.scenarios.full_width, self.scenarios.minimumSizeHint().width()
        by_id = {button.objectName(): button for button in self.buttons}
        for id_ in TOOLBAR_YIELDS:
            button, small = by_id[id_], self.primary.full_width(bare=True)
            button.setVisible(wanted + least + small <= spare)
            if button.isHidden():
                wanted -= button.full_width(bare=True) + 4
        filled = self.primary.full_width(bare=False)
        self.primary.set_bare(wanted + picker + filled > spare)
        spare -= self.primary.full_width(bare=self.primary.bare)
        self.scenarios.take_room(spare - wanted)
        spare -= self.scenarios.width()
        for id_ in TOOLBAR_TEXTS:
            button = by_id[id_]
            wanted += button.full_width(bare=False) - button.full_width(bare=True)
            button.set_bare(wanted > spare)
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class _Rule(QWidget):
    """A thin upright line between groups of buttons."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(17, theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(8, 6, 8, self.height() - 6)


class _Title(QWidget):
    """Title and period, at the right, shortened in the middle of the title where there is no room."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.title, self.period = "", ""
        model.reset.connect(self.refresh)
        model.view_changed.connect(self.refresh)
        model.saving_changed.connect(self._mind_name)
        model.changed.connect(lambda changed: self.refresh() if changed.structure or changed.looks else None)
        theme.changed.connect(self.update)

    def _mind_name(self) -> None:
        """Saving may have given the document another one."""
        if document_title(self._model) != self.title:
            self.refresh()

    def refresh(self) -> None:
        sheet, view = self._model.worksheet, self._model.view
        if sheet is None or view is None:
            return
        found = apart(document_title(self._model)), apart(view.text())
        if found != (self.title, self.period):
            self.title, self.period = found
            self.setAccessibleName(f"{self.title}, {self.period}")
            self.setToolTip(f"{self.title}\n{self.period}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        strong, plain = theme.font(13, 600), theme.font(13)
        period = QFontMetrics(plain).elidedText(self.period, Qt.TextElideMode.ElideRight, self.width() // 2)
        period_width = QFontMetrics(plain).horizontalAdvance(period)
        room = self.width() - period_width - 8
        title = QFontMetrics(strong).elidedText(self.title, Qt.TextElideMode.ElideMiddle, room)
        right, align = self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(plain)
        painter.setPen(theme.colour("text2"))
        painter.drawText(right, align, period)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        painter.drawText(right.adjusted(0, 0, -period_width - 8, 0), align, title)


def document_title(model: SessionModel) -> str:
    """What the document is called: its title, else its file's name, else that it has none yet."""
    sheet = model.worksheet
    if sheet is not None and sheet.settings.title:
        return sheet.settings.title
    return model.path.stem if model.path else tr("Untitled worksheet")


def window_title(model: SessionModel) -> str:
    """The same with the document's file where that is called otherwise: documents with one title in several windows,
    such as copies, are told apart by it."""
    title, session = document_title(model), model.session
    file = session.path if session is not None else None
    if file is None or file.stem.casefold() == title.casefold():
        return title
    return f"{title} ({file.name})"
