"""Where the changes of an open document are, in a word and a sentence."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["published", "writing", "kept", "failed", "unkept"]


class SaveState(NamedTuple):
    """Where the changes are: all in the file (`published`), on their way to the disk (`writing`), safe in the working
    copy (`kept`), in memory only since the disk refuses (`failed`) or nobody asked for more (`unkept`).

    `unpublished` is the number of steps since the last save, `sentence` says it to the user.
    """

    kind: Kind
    unpublished: int
    sentence: str
