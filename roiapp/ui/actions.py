"""Everything that can be done in the window, declared once: menus, toolbar, shortcuts and tooltips are made from
these.

`does` names a command as "group.method" of the window's commands; `when` names a condition of `CONDITIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from roiapp.language import mark, tr


@dataclass(frozen=True)
class ActionRecord:
    """One action. `text` and `tip` are English and marked; `short` is what a button says; `choice` makes it one of a
    group of which one is set, `ticked` names the condition under which it is. `keys_shown` are only shown beside it in
    the menu: the grid answers to them itself."""

    id: str
    text: str
    tip: str
    does: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    keys_shown: str = ""
    when: str = "always"
    short: str = ""
    choice: str = ""
    ticked: str = ""


ACTIONS: Final[tuple[ActionRecord, ...]] = (
    ActionRecord("open", mark("&Open…"), mark("Open a document, spreadsheet or CSV file"), "documents.open",
                 "folder-open", ("Ctrl+O",), short=mark("Open")),
    ActionRecord("sample", mark("Open t&he sample"), mark("A finished worksheet of a plumbing firm, to look around in"),
                 "documents.open_sample", "book-open"),
    ActionRecord("start_page", mark("Start pa&ge"), mark("Recent files, templates and the sample"), "start.show",
                 "table-2", ("Ctrl+Shift+H",)),
    ActionRecord("save", mark("&Save"), mark("Save the document"), "saving.save", "save", ("Ctrl+S",), when="open",
                 short=mark("Save")),
    ActionRecord("save_as", mark("Sa&ve as…"), mark("Save the document under another name and go on with that one"),
                 "saving.save_as", keys=("Ctrl+Shift+S",), when="open"),
    ActionRecord("save_copy", mark("Save a &copy…"), mark("Save a copy somewhere else and go on with this document"),
                 "saving.save_copy", when="open"),
    ActionRecord("save_template", mark("Save as a &template…"),
                 mark("Keep channels, columns and settings, without the figures, to begin other worksheets with"),
                 "templates.save", when="open"),
    ActionRecord("revert", mark("&Revert…"), mark("Go back to what stands in the document's file"), "saving.revert",
                 when="open"),
    ActionRecord("versions", mark("Restore an &earlier version…"),
                 mark("What was saved before, and what differs from it"), "versions.restore", when="file"),
    ActionRecord("document", mark("&Document settings…"), mark("Title, currency, numbers, default margin and rate"),
                 "documents.settings", "settings", when="open"),
    ActionRecord("show_columns", mark("Show &all columns"), mark("Also the columns in which nothing is typed"),
                 "documents.show_columns", when="hidden"),
    ActionRecord("new_window", mark("New &window"), mark("One more window, for another document"),
                 "documents.new_window", keys=("Ctrl+Shift+N",)),
    ActionRecord("close", mark("C&lose"), mark("Close this window"), "documents.close", keys=("Ctrl+W",)),
    ActionRecord("quit", mark("&Quit"), mark("Close all windows"), "documents.quit", keys=("Ctrl+Q",)),
    ActionRecord("undo", mark("&Undo"), mark("Take back the last change"), "editing.undo", "undo-2", ("Ctrl+Z",),
                 when="undo"),
    ActionRecord("redo", mark("&Redo"), mark("Make the change again that was taken back"), "editing.redo", "redo-2",
                 ("Ctrl+Y", "Ctrl+Shift+Z"), when="redo"),
    ActionRecord("steps", mark("&Steps…"), mark("What was done since the document was opened, to go back to any of it"),
                 "editing.steps", keys=("Ctrl+Alt+Z",), when="open"),
    ActionRecord("cut", mark("Cu&t"), mark("Copy the selected cells and clear them"), "editing.cut", "scissors",
                 keys_shown="Ctrl+X", when="open"),
    ActionRecord("copy", mark("&Copy"), mark("Copy the selected cells for any spreadsheet"), "editing.copy", "copy",
                 keys_shown="Ctrl+C", when="open"),
    ActionRecord("copy_headers", mark("Copy with &headers"),
                 mark("Copy the selected cells below the titles of their columns"), "editing.copy_with_headers",
                 keys=("Ctrl+Shift+C",), when="open"),
    ActionRecord("paste", mark("&Paste"), mark("Paste cells from any spreadsheet"), "editing.paste", "clipboard-paste",
                 keys_shown="Ctrl+V", when="open"),
    ActionRecord("paste_special", mark("Past&e special…"), mark("Values only, rows as columns, blanks left out"),
                 "editing.paste_special", keys=("Ctrl+Shift+V",), when="open"),
    ActionRecord("edit_cell", mark("Edit the cell"), mark("Change what stands in the cell"), "editing.edit_cell",
                 "pencil", keys_shown="F2", when="open"),
    ActionRecord("clear", mark("C&lear the cells"), mark("Make the selected cells blank"), "editing.clear",
                 keys_shown="Del", when="open"),
    ActionRecord("fill_down", mark("Fill &down"), mark("The first selected row into those below it"),
                 "editing.fill_down", keys_shown="Ctrl+D", when="open"),
    ActionRecord("fill_right", mark("Fill ri&ght"), mark("The first selected column into those right of it"),
                 "editing.fill_right", keys_shown="Ctrl+R", when="open"),
    ActionRecord("select_all", mark("Select &all"), mark("Select every channel's figures"), "editing.select_all",
                 keys_shown="Ctrl+A", when="open"),
    ActionRecord("find", mark("&Find…"), mark("Look for a text in names and figures"), "finding.find", "search",
                 ("Ctrl+F",), when="open"),
    ActionRecord("find_next", mark("Find ne&xt"), mark("On to the next place in which the text was found"),
                 "finding.following", keys=("F3",), when="open"),
    ActionRecord("find_previous", mark("Find pre&vious"), mark("Back to the place before in which the text was found"),
                 "finding.previous", keys=("Shift+F3",), when="open"),
    ActionRecord("replace", mark("Find a&nd replace…"), mark("Replace a text in names and typed figures"),
                 "finding.replace", keys=("Ctrl+H",), when="open"),
    ActionRecord("go_to", mark("Go t&o…"), mark("Go to a cell by the names of its channel and column"), "finding.go_to",
                 keys=("Ctrl+G",), when="open"),
    ActionRecord("add_channel", mark("&Add a channel"), mark("Add a channel below the others"), "channels.add", "plus",
                 when="open", short=mark("Channel")),
    ActionRecord("insert_channel", mark("&Insert above"), mark("Insert a channel above the selected one"),
                 "channels.insert", "between-horizontal-start", keys_shown="Ctrl++", when="channel"),
    ActionRecord("rename_channel", mark("&Rename"), mark("Give the channel another name"), "channels.rename", "pencil",
                 ("Shift+F2",), when="channel"),
    ActionRecord("edit_channel", mark("&Kind, source, group, owner…"), mark("What kind of channel it is, and whose"),
                 "channels.edit", "settings", ("Alt+Return",), when="channel"),
    ActionRecord("remove_channel", mark("Re&move"), mark("Remove the selected channels with their figures"),
                 "channels.remove", "trash-2", keys_shown="Ctrl+-", when="channel"),
    ActionRecord("move_up", mark("Move &up"), mark("Move the selected channels one row up"), "channels.move_up",
                 "arrow-up", keys_shown="Alt+Up", when="channel"),
    ActionRecord("move_down", mark("Move &down"), mark("Move the selected channels one row down"), "channels.move_down",
                 "arrow-down", keys_shown="Alt+Down", when="channel"),
    ActionRecord("add_period", mark("&Add the next"), mark("Add the period that follows the last one"), "periods.add",
                 "calendar-plus", when="open"),
    ActionRecord("edit_period", mark("&Name and dates…"), mark("The period's name, first and last day"), "periods.edit",
                 "pencil", when="base_period"),
    ActionRecord("remove_period", mark("Re&move"), mark("Remove the period with all its figures"), "periods.remove",
                 "trash-2", when="several_periods"),
    ActionRecord("previous_period", mark("&Previous"), mark("Look at the period before"), "periods.previous",
                 "chevron-left", ("Ctrl+PgUp",), when="open"),
    ActionRecord("next_period", mark("Ne&xt"), mark("Look at the period after"), "periods.following", "chevron-right",
                 ("Ctrl+PgDown",), when="open"),
    ActionRecord("over_time", mark("&Over time"),
                 mark("One figure in all periods side by side, or back to all figures of one period"),
                 "over_time.toggle", "calendar-range", ("Ctrl+Shift+P",), when="open", short=mark("Over time"),
                 ticked="over_time"),
    ActionRecord("previous_figure", mark("Pre&vious figure over time"), mark("Show the figure before in all periods"),
                 "over_time.previous_figure", keys=("Ctrl+Alt+PgUp",), when="over_time"),
    ActionRecord("next_figure", mark("Next &figure over time"), mark("Show the next figure in all periods"),
                 "over_time.next_figure", keys=("Ctrl+Alt+PgDown",), when="over_time"),
    ActionRecord("theme_light", mark("&Light"), mark("Dark text on a light ground"), "appearance.light", "sun",
                 choice="theme"),
    ActionRecord("theme_dark", mark("&Dark"), mark("Light text on a dark ground"), "appearance.dark", "moon",
                 choice="theme"),
    ActionRecord("theme_system", mark("As the &system"), mark("Light or dark, as the computer is set"),
                 "appearance.system", "sun-moon", choice="theme"),
    ActionRecord("about", mark("&About Channel ROI"), mark("Version, and where your figures are kept"),
                 "appearance.about", "info"),
)

SEPARATOR: Final = "-"
#: stand for the submenus of templates and of recent files
NEW: Final = "new"
RECENT: Final = "recent"

#: title -> what stands in the menu
MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (mark("&File"),
     (NEW, "open", RECENT, "sample", "start_page", SEPARATOR, "save", "save_as", "save_copy", "save_template", "revert",
      "versions", SEPARATOR, "document", SEPARATOR, "new_window", "close", "quit")),
    (mark("&Edit"), ("undo", "redo", "steps", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special",
                     SEPARATOR, "edit_cell", "clear", "fill_down", "fill_right", SEPARATOR, "select_all", SEPARATOR,
                     "find", "find_next", "find_previous", "replace", "go_to")),
    (mark("&Channels"),
     ("add_channel", "insert_channel", "rename_channel", "edit_channel", "remove_channel", SEPARATOR, "move_up",
     "move_down")),
    (mark("&Periods"),
     ("add_period", "edit_period", "remove_period", SEPARATOR, "previous_period", "next_period")),
    (mark("&View"),
     ("over_time", "previous_figure", "next_figure", SEPARATOR, "show_columns", SEPARATOR,
      "theme_light", "theme_dark", "theme_system")),
    (mark("&Help"), ("about",)),
)
#: stands for the submenu of the channel's own menu
CHANNEL: Final = "channel"
#: what was clicked with the right button -> what stands in its menu
CONTEXT_MENUS: Final[dict[str, tuple[str, ...]]] = {
    "cells": ("edit_cell", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special", SEPARATOR, "clear",
              "fill_down", "fill_right", SEPARATOR, CHANNEL),
    "channel": ("rename_channel", "edit_channel", SEPARATOR, "insert_channel", "remove_channel", SEPARATOR, "move_up",
                "move_down", SEPARATOR, "cut", "copy", "copy_headers", "paste"),
    "totals": ("copy", "copy_headers"),
}  # fmt: skip
#: what stands in the toolbar; ids with text there, the others show their icon alone
TOOLBAR: Final[tuple[str, ...]] = (
    "open", "save", NEW, SEPARATOR, "undo", "redo", SEPARATOR, "add_channel", "rename_channel", "remove_channel",
    "move_up", "move_down", SEPARATOR, "over_time",
)  # fmt: skip
TOOLBAR_TEXTS: Final = frozenset({"open", "save", NEW, "add_channel", "over_time"})


@dataclass(frozen=True)
class Situation:
    """What the conditions are asked of. `undo` and `redo` are the titles of the steps, "" where there is none."""

    open: bool = False
    file: bool = False
    undo: str = ""
    redo: str = ""
    channel: bool = False
    base_period: bool = False
    periods: int = 0
    hidden: bool = False
    over_time: bool = False


CONDITIONS: Final[dict[str, Callable[[Situation], bool]]] = {
    "always": lambda _now: True,
    "open": lambda now: now.open,
    "file": lambda now: now.file,
    "undo": lambda now: bool(now.undo),
    "redo": lambda now: bool(now.redo),
    "channel": lambda now: now.channel,
    "base_period": lambda now: now.base_period,
    "hidden": lambda now: now.hidden,
    "over_time": lambda now: now.over_time,
    "several_periods": lambda now: now.base_period and now.periods > 1,
}


class Actions:
    """The records as QActions of one window."""

    def __init__(self, window: QWidget, commands: object) -> None:
        self._now = Situation()
        self._groups: dict[str, QActionGroup] = {}
        self.action: dict[str, QAction] = {}
        for record in ACTIONS:
            # Text after a tab stands in the shortcut column; the key itself belongs to the grid.
            text = f"{tr(record.text)}\t{_native(record.keys_shown)}" if record.keys_shown else tr(record.text)
            action = QAction(text, window)
            action.setObjectName(record.id)
            action.setShortcuts([QKeySequence(key) for key in record.keys])
            if record.short:
                action.setIconText(tr(record.short))
            if record.choice:
                group = self._groups.setdefault(record.choice, QActionGroup(window))
                group.addAction(action)
            action.setCheckable(bool(record.choice or record.ticked))
            action.triggered.connect(_command(commands, record.does))
            window.addAction(action)
            action.setToolTip(_with_keys(record, tr(record.tip)))
            action.setEnabled(CONDITIONS[record.when](self._now))
            self.action[record.id] = action

    def update(self, now: Situation) -> None:
        """Enable what can be done now, and let undo and redo name their step. Called with every edit."""
        for record in ACTIONS:
            if record.ticked:  # a click has turned it, whether anything came of it or not
                self.action[record.id].setChecked(CONDITIONS[record.ticked](now))
        if now == self._now:
            return
        for record in ACTIONS:
            can, could = CONDITIONS[record.when](now), CONDITIONS[record.when](self._now)
            if can != could:
                self.action[record.id].setEnabled(can)
        if now.undo != self._now.undo:
            text, tip = tr("&Undo {step}", step=_in_menu(now.undo)), tr("Undo: {step}", step=now.undo)
            self._name_step("undo", text, tip, named=bool(now.undo))
        if now.redo != self._now.redo:
            text, tip = tr("&Redo {step}", step=_in_menu(now.redo)), tr("Redo: {step}", step=now.redo)
            self._name_step("redo", text, tip, named=bool(now.redo))
        self._now = now

    def _name_step(self, id_: str, text: str, tip: str, *, named: bool) -> None:
        made, action = _BY_ID[id_], self.action[id_]
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


def record(id_: str) -> ActionRecord:
    """The record of this id. Raises KeyError."""
    return _BY_ID[id_]


_BY_ID: Final = {each.id: each for each in ACTIONS}


def _command(commands: object, path: str) -> Callable[[], None]:
    """The method behind "group.method". Raises AttributeError where there is none: at the start, not at the click."""
    group, _, name = path.partition(".")
    method: Callable[[], None] = getattr(getattr(commands, group), name)
    return lambda: method()  # noqa: PLW0108  Qt hands over whether it is checked, which nobody asks for


def _with_keys(record: ActionRecord, tip: str) -> str:
    """A tooltip with the action's first key."""
    key = _native(record.keys[0] if record.keys else record.keys_shown)
    return f"{tip} ({key})" if key else tip


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""


def _in_menu(text: str) -> str:
    """A text with its ampersands kept: in a menu one marks a letter."""
    return text.replace("&", "&&")
