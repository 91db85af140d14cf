"""The scenarios of the document: what each of them changes and why, and all of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from roiapp.core.scenarios import BASE, line
from roiapp.language import tr
from roiapp.ui.lists.scenario_changes import ScenarioChanges
from roiapp.ui.lists.scenario_compared import ScenarioCompared
from roiapp.ui.lists.scenario_list import ScenarioList
from roiapp.ui.lists.scenario_steps import ScenarioSteps
from roiapp.ui.look.dialogs import QuestionDialog, button_style, room_for
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.messages import Choice, Question
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.results import Changed

_SIZE: Final = (1400, 780)
_SIDE: Final = 380
#: so many are ticked when the window opens
_TICKED: Final = 5


class ScenariosWindow(QDialog):
    """Stays beside the figures and follows them. `channel` is the active cell's. `look_at` carries the key of a
    scenario on which Enter was pressed or that was clicked twice, `BASE` for the worksheet itself."""

    look_at = Signal(int)

    def __init__(self, theme: Theme, model: SessionModel, channel: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Scenarios"))
        self._theme = theme
        self._model = model
        self.list = ScenarioList(theme, self)
        self.changes = ScenarioChanges(theme, self)
        self.compared = ScenarioCompared(theme, model, lambda: self.list.rows.compared, channel, self)
        self.steps = ScenarioSteps(theme, model, self, self._ask, self.refuse, self._take_made)
        self.heading, self.changes_title, self.note, self.nothing, self.refused = (QLabel(self) for _ in range(5))
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self._fill()
        self.list.rows.ticked = {each.key for _depth, each in self.list.rows.scenarios[:_TICKED]}
        self.list.choose(self.list.rows.key(1))
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self._dress()
        self._follow_choice()
        self.compared.begin()
        self.list.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        left = QVBoxLayout()
        left.setSpacing(8)
        self.heading.setText(tr("Named changes on the base case, which stays as it is."))
        for label in (self.heading, self.changes_title, self.note, self.nothing, self.refused):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.refused.hide()
        row, below = Flowing(6), Flowing(6)
        texts = {
            "add": tr("New…"), "edit": tr("Edit…"), "duplicate": tr("Duplicate"), "remove": tr("Remove"),
            "apply": tr("Apply to the base case…"), "remove_changes": tr("Remove the change"),
        }  # fmt: skip
        for id_, text in texts.items():
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.setMinimumHeight(theme.px(30))
            button.clicked.connect(lambda _checked=False, what=id_: self._do(what))
            self.buttons[id_] = button
            (below if id_ == "remove_changes" else row).addWidget(button)
        for part, stretch in ((self.heading, 0), (self.list, 3), (row, 0), (self.refused, 0), (self.changes_title, 0),
                              (self.note, 0), (self.nothing, 0), (self.changes, 2), (below, 0)):  # fmt: skip
            if isinstance(part, QWidget):
                left.addWidget(part, stretch)
            else:
                left.addLayout(part)
        stacked = theme.text_size > 120  # then there is no room for both beside each other
        whole = QBoxLayout(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        whole.setSpacing(20)
        side = QWidget(self)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        if not stacked:
            side.setFixedWidth(theme.px(_SIDE))
        whole.addWidget(side)
        whole.addWidget(self.compared, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(16, 14, 16, 16)
        if stacked:
            frame.addWidget(scrolled(whole, self), 1)
        else:
            frame.addLayout(whole, 1)

    def _connect(self) -> None:
        model = self._model
        self.list.entered.connect(self.look_at)
        self.list.pressed_key.connect(self._do)
        self.list.rows.ticks_changed.connect(self.compared.begin)
        self.list.selectionModel().currentRowChanged.connect(lambda _now, _before: self._follow_choice())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.changes.asked.connect(lambda: self._do("remove_changes"))
        self.changes.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())
        self.compared.asked.connect(self.list.choose)
        self.compared.paused.connect(self._follow_choice)
        for keys, do in ((QKeySequence.StandardKey.Undo, model.undo), (QKeySequence.StandardKey.Redo, model.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        model.changed.connect(self._on_change)
        model.reset.connect(self._on_reset)
        model.view_changed.connect(self.compared.begin)
        self._theme.changed.connect(self._dress)

    # -- following -----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        session = self._model.session
        self.list.rows.fill(self._model.worksheet, BASE if session is None else session.scenario_key)

    def _on_change(self, changed: Changed) -> None:
        self.refused.hide()
        if changed.records or changed.structure:
            key = self.list.key
            row = self.list.currentIndex().row()
            self._fill()
            there = self.list.rows.row(key)
            self.list.setCurrentIndex(
                self.list.rows.index(there or min(max(row, 0), self.list.rows.rowCount() - 1), 0)
            )
            self._follow_choice()  # of other edits behind the typing: what stood there before may differ
        self.compared.forget()

    def _on_reset(self) -> None:
        self._fill()
        self.list.rows.ticked = {each.key for _depth, each in self.list.rows.scenarios[:_TICKED]}
        self.list.choose(self.list.rows.key(1))
        self._follow_choice()
        self.compared.forget()

    def _take_made(self, key: int) -> None:
        """One was added: it is chosen and compared."""
        self.list.rows.ticked.add(key)
        self.list.choose(key)
        self.compared.begin()

    def _follow_choice(self) -> None:
        """The changes of the chosen scenario."""
        from roiapp.analysis.decisions.scenario_words import changes_in_words, place_in_words

        session, key = self._model.session, self.list.key
        found = []
        if session is not None and key != BASE:
            found = changes_in_words(session.worksheet, session.catalog, key, self._model.number_format)
        scenarios = [each for _depth, each in self.list.rows.scenarios]
        on = line(scenarios, key)
        self.changes_title.setText(tr("Changes of {scenario}", scenario=place_in_words(on)) if on else tr("Changes"))
        self.note.setText(on[-1].note if on else "")
        self.note.setVisible(bool(on and on[-1].note))
        self.nothing.setText(tr("The base case is the worksheet as it is typed.") if key == BASE else
                             tr("It changes nothing yet: its figures are those it lies on."))  # fmt: skip
        self.nothing.setVisible(not found)
        self.changes.setVisible(bool(found))
        self.changes.fill(found)
        if found and not self.changes.currentIndex().isValid():
            self.changes.setCurrentIndex(self.changes.rows.index(0, 0))
        self.compared.choose(key)
        self._enable()

    def _enable(self) -> None:
        session = self._model.session
        writable = session is not None and not session.read_only
        chosen = self.list.key != BASE
        for id_, button in self.buttons.items():
            if id_ == "remove_changes":
                button.setVisible(bool(self.changes.rows.changes))
                button.setEnabled(writable and bool(self.changes.chosen))
            else:
                button.setEnabled(writable and (chosen or id_ == "add"))

    # -- doing ---------------------------------------------------------------------------------------------------------

    def _do(self, what: str) -> None:
        key, steps = self.list.key, self.steps
        if what == "look":
            self.look_at.emit(key)
        elif what == "add":
            steps.add(key)
        elif key != BASE:
            does: dict[str, Callable[[], None]] = {
                "edit": lambda: steps.edit(key), "note": lambda: steps.edit(key, "note"),
                "parent": lambda: steps.edit(key, "parent"), "duplicate": lambda: steps.duplicate(key),
                "up": lambda: steps.move(key, -1), "down": lambda: steps.move(key, 1),
                "apply": lambda: steps.apply(key), "remove": lambda: steps.remove(key),
                "remove_changes": lambda: steps.remove_changes(key, self.changes.chosen),
            }  # fmt: skip
            does[what]()

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.popup(self.list.viewport().mapToGlobal(point))

    def menu(self) -> QMenu:
        """What can be done with the chosen scenario."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("look", tr("Look at it in the worksheet"), "Return"), ("add", tr("New on this…"), "Ins"),
            ("edit", tr("Rename…"), "F2"), ("note", tr("Reasoning…"), ""), ("parent", tr("Lies on…"), ""),
            ("duplicate", tr("Duplicate"), ""), ("up", tr("Move up"), "Alt+Up"), ("down", tr("Move down"), "Alt+Down"),
            ("", "", ""), ("apply", tr("Apply to the base case…"), ""), ("remove", tr("Remove"), "Del"),
        )  # fmt: skip
        for id_, text, keys in entries:
            if not id_:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, what=id_: self._do(what))
            action.setObjectName(id_)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the list answers to them itself
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(id_ == "look" or self.buttons["add" if id_ == "add" else "edit"].isEnabled())
        return menu

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.refused.setText(sentence)
        self.refused.setVisible(bool(sentence))

    def _ask(self, question: Question, then: Callable[[str], None]) -> None:
        dialog = QuestionDialog(self._theme, question, self)
        dialog.finished.connect(lambda _code: then(dialog.answer))
        dialog.open()

    def _dress(self) -> None:
        theme = self._theme
        self.heading.setFont(theme.font(13))
        self.changes_title.setFont(theme.font(13, 600))
        self.note.setFont(theme.font(13))
        self.nothing.setFont(theme.font(13))
        self.refused.setFont(theme.font(13))
        self.refused.setStyleSheet(f"color: {theme.tokens.bad}")
        for label in (self.heading, self.note, self.nothing):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.colour("text2"))
            label.setPalette(palette)
        for button in self.buttons.values():
            button.setStyleSheet(button_style(theme, Choice("", "")))
            button.setFont(theme.font(12, 500))  # after the style sheet, which would undo it
        self.compared.dress()
