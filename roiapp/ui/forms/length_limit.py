"""Lines that take so many letters: what does not go in is said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from roiapp.language import tr


def limit_length(line: QLineEdit, most: int, shown: str, say: Callable[[str], None]) -> None:
    """`shown` is `most` as it is written. `say` gets the sentence as letters are cut off, "" once there is room."""
    line.setMaxLength(most)
    line.inputRejected.connect(lambda: say(tr("The text is too long. It may have {most} letters.", most=shown)))
    line.textEdited.connect(lambda text: say("") if len(text) < most else None)
