"""The choice of what is looked at in the toolbar: the base case, or one of the document's scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from roiapp.language import apart, tr
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roiapp.core.results import Changed
    from roiapp.core.scenarios import Scenario

_WIDTH: Final = 176
_LEAST: Final = 96
_DOT: Final = 8
_PADDING: Final = 10
_BESIDE: Final = 8
_CHEVRON: Final = 12
_DEEPER: Final = "      "


class ScenarioPicker(QToolButton):
    """`chosen` carries the key of the scenario to look under, 0 for the base case; `more` are the actions at the end of
    its list."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.more: Callable[[], list[QAction]] = list
        self._room = theme.px(_WIDTH)
        self.setFont(theme.font(13, 500))
        self.setFixedHeight(theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setEnabled(False)
        self.clicked.connect(self.open_list)
        self.list = QMenu(self)
        self.list.setToolTipsVisible(True)
        model.reset.connect(self.refresh)
        model.changed.connect(self._on_changed)
        theme.changed.connect(self.update)
        self.refresh()

    @property
    def name(self) -> str:
        """What is looked at."""
        scenario = self._looked_at()
        return tr("Base case") if scenario is None else apart(scenario.name)

    def refresh(self) -> None:
        """Say what is looked at now."""
        scenario = self._looked_at()
        self.setEnabled(self._model.session is not None)
        note = scenario.note if scenario is not None else ""
        self.setAccessibleName(tr("Scenario: {name}", name=self.name))
        self.setToolTip("\n".join(filter(None, (tr("Scenario: {name}", name=self.name), note))))
        self.update()

    def open_list(self) -> None:
        """Show the list below, with the keys."""
        self.fill()
        self.list.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def fill(self) -> None:
        """Put what there is to choose from into the list."""
        self.list.clear()
        session = self._model.session
        if session is None:
            return
        choices, at = QActionGroup(self.list), session.scenario_key
        for depth, scenario in self._in_tree():
            text = tr("Base case") if scenario is None else apart(scenario.name)
            action = self.list.addAction(_DEEPER * depth + text.replace("&", "&&"))
            key = 0 if scenario is None else scenario.key
            action.setCheckable(True)
            action.setChecked(key == at)
            if scenario is not None and scenario.note:
                action.setToolTip(scenario.note)
            choices.addAction(action)
            action.triggered.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self.list.addSeparator()
        for action in self.more():
            self.list.addAction(action)

    def _in_tree(self) -> Iterator[tuple[int, Scenario | None]]:
        """The base case and all scenarios below what they lie on, with how deep they stand."""
        from roiapp.core.scenario_edits import scenarios_of
        from roiapp.core.scenarios import tree

        yield 0, None
        assert self._model.session is not None
        yield from tree(scenarios_of(self._model.session.worksheet))

    def _looked_at(self) -> Scenario | None:
        session = self._model.session
        if session is None or not session.scenario_key:
            return None
        from roiapp.core.scenario_edits import scenarios_of

        found = scenarios_of(session.worksheet)
        return next((each for each in found if each.key == session.scenario_key), None)

    def _on_changed(self, changed: Changed) -> None:
        if changed.structure or changed.records:
            self.refresh()

    # -- drawing -------------------------------------------------------------------------------------------------------

    @property
    def full_width(self) -> int:
        """What it takes where there is room."""
        return self._theme.px(_WIDTH)

    def take_room(self, room: int) -> None:
        """Be as wide as it wants, but no wider than this; a name that is longer is shortened."""
        self._room = max(self.minimumSizeHint().width(), min(self.full_width, room))
        self.setFixedWidth(self._room)

    def sizeHint(self) -> QSize:
        return QSize(self._room, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_LEAST), self._theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        under = self._looked_at() is not None
        border = "what_if_border" if under else "border_strong"
        painter.setPen(QPen(theme.colour("ring" if self.hasFocus() else border), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() or self.isDown() else "surface"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if self.hasFocus() else area, 6, 6)
        left = _PADDING
        if under:
            dot = theme.px(_DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("what_if"))
            painter.drawEllipse(QRectF(left, (self.height() - dot) / 2, dot, dot))
            left += dot + _BESIDE
        chevron = theme.px(_CHEVRON)
        right = self.width() - _PADDING - chevron
        pixmap = theme.pixmap("chevron-down", "text3" if self.isEnabled() else "disabled", _CHEVRON,
                              self.devicePixelRatioF())  # fmt: skip
        painter.drawPixmap(right, (self.height() - chevron) // 2, pixmap)
        room = QRect(left, 0, right - _BESIDE - left, self.height())
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        text = QFontMetrics(self.font()).elidedText(self.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
