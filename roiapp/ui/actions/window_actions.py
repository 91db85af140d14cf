"""The action records as one window's QActions, and its menus made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from roiapp.language import tr
from roiapp.ui.actions.action_record import ActionRecord
from roiapp.ui.actions.actions import ACTIONS, record
from roiapp.ui.actions.conditions import CONDITIONS, REASONS, Situation
from roiapp.ui.actions.menus import MENUS, SEPARATOR

_TICKED: Final = [each for each in ACTIONS if each.ticked]
#: the ids of the actions that wait for a condition
_WAITING: Final = {when: [each.id for each in ACTIONS if each.when == when] for when in CONDITIONS}


class Actions:
    """The records as QActions of one window; they are there as long as `owner` is. `acted` hears the id of each one
    that is asked for."""

    def __init__(
        self, window: QWidget, owner: QWidget, commands: object, acted: Callable[[str], None]
    ) -> None:
        self._now = Situation()
        self._keys: dict[str, str] = {}
        self._commands, self._acted = commands, acted
        #: actions of which one is chosen, and under "" all others: what each is connected to, once and not one by one
        self._groups: dict[str, QActionGroup] = {}
        self.action: dict[str, QAction] = {}
        for each in ACTIONS:
            # Text after a tab stands in the shortcut column; the key itself belongs to the grid.
            text = f"{tr(each.text)}\t{native(each.keys_shown)}" if each.keys_shown else tr(each.text)
            action = QAction(text, owner)
            action.setObjectName(each.id)
            if each.keys:
                action.setShortcuts([_sequence(key) for key in each.keys])
            if each.short:
                action.setIconText(tr(each.short))
            self._group(each.choice, owner).addAction(action)
            if each.choice or each.ticked:
                action.setCheckable(True)
            action.setToolTip(_with_keys(each, tr(each.tip)))
            action.setEnabled(CONDITIONS[each.when](self._now))
            window.addAction(action)  # last of all: whatever is changed from now on is told to the window
            self.action[each.id] = action

    def _group(self, choice: str, owner: QWidget) -> QActionGroup:
        group = self._groups.get(choice)
        if group is None:
            group = self._groups[choice] = QActionGroup(owner)
            if not choice:
                group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
            group.triggered.connect(self._do)
        return group

    def _do(self, action: QAction) -> None:
        """Does "group.method", which is looked up when it is asked for: the group is loaded with it."""
        made = record(action.objectName())
        self._acted(made.id)
        group, _, name = made.does.partition(".")
        getattr(getattr(self._commands, group), name)()

    def update(self, now: Situation) -> None:
        """Enable what can be done now, and let undo and redo name their step. Called with every edit."""
        for each in _TICKED:  # a click has turned it, whether anything came of it or not
            self.action[each.id].setChecked(CONDITIONS[each.ticked](now))
        if now == self._now:
            return
        for when, waiting in _WAITING.items():
            can = CONDITIONS[when](now)
            if can != CONDITIONS[when](self._now):
                for id_ in waiting:
                    self.action[id_].setEnabled(can)
        if now.undo != self._now.undo:
            text, tip = tr("&Undo {step}", step=_in_menu(now.undo)), tr("Undo: {step}", step=now.undo)
            self._name_step("undo", text, tip, named=bool(now.undo))
        if now.redo != self._now.redo:
            text, tip = tr("&Redo {step}", step=_in_menu(now.redo)), tr("Redo: {step}", step=now.redo)
            self._name_step("redo", text, tip, named=bool(now.redo))
        self._now = now

    def keys(self, id_: str) -> str:
        """The first key of an action as this system writes it, "" where it has none."""
        found = self._keys.get(id_)
        if found is None:  # the list of commands asks for all of them with every letter
            found = self._keys[id_] = _keys(record(id_))
        return found

    def why_not(self, id_: str) -> str:
        """Why an action cannot be done now, "" where it can."""
        return "" if self.action[id_].isEnabled() else tr(REASONS[record(id_).when])

    def _name_step(self, id_: str, text: str, tip: str, *, named: bool) -> None:
        made, action = record(id_), self.action[id_]
        action.setText(text if named else tr(made.text))
        action.setToolTip(_with_keys(made, tip if named else tr(made.tip)))

    def fill(self, bar: QMenuBar, submenus: Mapping[str, QMenu]) -> None:
        """Build every menu of `MENUS`; `submenus` are those that fill themselves, by what stands for them."""
        for title, ids in MENUS:
            menu = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            for id_ in ids:
                if id_ == SEPARATOR:
                    menu.addSeparator()
                elif id_ in submenus:
                    menu.addMenu(submenus[id_])
                else:
                    menu.addAction(self.action[id_])


def _with_keys(action: ActionRecord, tip: str) -> str:
    """A tooltip with the action's first key."""
    key = _keys(action)
    return f"{tip} ({key})" if key else tip


def _keys(action: ActionRecord) -> str:
    return native(action.keys[0] if action.keys else action.keys_shown)


def native(key: str) -> str:
    """Keys as this system writes them."""
    return _sequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""


def _sequence(key: str) -> QKeySequence:
    """Read in English, as it is written here: else Qt has the names of all keys translated for each of them."""
    return QKeySequence(key, QKeySequence.SequenceFormat.PortableText)


def _in_menu(text: str) -> str:
    """A text with its ampersands kept: in a menu one marks a letter."""
    return text.replace("&", "&&")
