"""Every key the window answers to, in groups: those of the action records, and the grid's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roiapp.language import mark, tr
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.actions.menus import MENUS
from roiapp.ui.actions.window_actions import native
from roiapp.ui.lists.command_entries import plain
from roiapp.ui.lists.word_match import fit, words_of

# fmt: off  (a table, read by row)
#: title -> (what the keys do, the keys), of those that are no action's
GRID_KEYS: Final[tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]] = (
    (mark("Moving about"), (
        (mark("To the next cell"), ("Left", "Right", "Up", "Down")),
        (mark("To where the figures end"), ("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down")),
        (mark("To the first or last column"), ("Home", "End")),
        (mark("To the first or last cell"), ("Ctrl+Home", "Ctrl+End")),
        (mark("A page up or down"), ("PgUp", "PgDown")),
        (mark("Down or up, inside what is selected round and round"), ("Return", "Shift+Return")),
        (mark("Right or left, Enter then goes on below where that began"), ("Tab", "Shift+Tab")),
    )),
    (mark("Selecting"), (
        (mark("From here to the next cell"), ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
        (mark("From here to where the figures end"),
         ("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down")),
        (mark("From here to the first or last cell"), ("Ctrl+Shift+Home", "Ctrl+Shift+End")),
        (mark("Whole rows"), ("Shift+Space",)),
        (mark("Whole columns"), ("Ctrl+Space",)),
    )),
    (mark("Typing"), (
        (mark("Begin with an empty cell"), ("Backspace",)),
        (mark("Take the entry, and go down or up"), ("Return", "Shift+Return")),
        (mark("Take the entry into all selected cells"), ("Ctrl+Return",)),
        (mark("Give the entry up"), ("Esc",)),
        (mark("Let the arrows move in the entry, or take it"), ("F2",)),
        (mark("Copy"), ("Ctrl+Ins",)),
        (mark("Paste"), ("Shift+Ins",)),
        (mark("Cut"), ("Shift+Del",)),
    )),
)
# fmt: on


@dataclass(frozen=True)
class Shortcut:
    """What keys do; `keys` as this system writes them. Without keys it is the title of a group."""

    text: str
    keys: tuple[str, ...] = ()


def groups() -> list[tuple[str, list[Shortcut]]]:
    """The groups in order: the menus', then the grid's."""
    by_id = {record.id: record for record in ACTIONS}
    found = []
    for title, ids in MENUS:
        records = [by_id[id_] for id_ in ids if id_ in by_id]
        rows = [
            Shortcut(plain(tr(record.text)).rstrip("…"), tuple(map(native, record.keys or (record.keys_shown,))))
            for record in records
            if record.keys or record.keys_shown
        ]
        if rows:
            found.append((plain(tr(title)), rows))
    for title, keys in GRID_KEYS:
        found.append((tr(title), [Shortcut(tr(text), tuple(map(native, each))) for text, each in keys]))
    return found


def lines(typed: str) -> list[Shortcut]:
    """Titles and keys as one list: all, or those whose text, keys or group fit what is typed."""
    asked = words_of(typed)
    shown: list[Shortcut] = []
    for title, rows in groups():
        fitting = [row for row in rows if not asked or _fits(asked, title, row)]
        if fitting:
            shown += [Shortcut(title), *fitting]
    return shown


def _fits(asked: list[str], title: str, row: Shortcut) -> bool:
    return bool(fit(asked, words_of(row.text), words_of(f"{title} {' '.join(row.keys)}")))
