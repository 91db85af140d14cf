"""What one action is: text, tip, picture, keys, which command does it and when it can be done."""

from __future__ import annotations

from typing import NamedTuple


class ActionRecord(NamedTuple):
    """One action. `text` and `tip` are English and marked; `short` is what a button says; by `words` it is looked for,
    too; `choice` makes it one of a group of which one is set, `ticked` names the condition under which it is.
    `keys_shown` are only shown beside it in the menu: the grid answers to them itself."""

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
    words: str = ""
