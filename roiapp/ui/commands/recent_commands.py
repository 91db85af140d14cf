"""What can be done with the list of recent files: open one, forget one or all."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from roiapp.language import tr
from roiapp.settings import Recent
from roiapp.ui.look.messages import Choice, Question

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts


class RecentCommands:
    """Recent files opened and forgotten. `open_path` opens a file in the window."""

    def __init__(self, parts: WindowParts, open_path: Callable[[Path], None]) -> None:
        self._list = parts.start.recent
        self._messages = parts.messages
        self._run = parts.run
        self._open_path = open_path

    @property
    def files(self) -> tuple[Recent, ...]:
        return self._list.files

    def open(self, path: str) -> None:
        """Open one of the list; where it is gone, ask whether it shall stay in the list. Looked for off this thread: a
        network drive may be slow to say that it is not there."""

        def then(there: bool | None, _error: Exception | None) -> None:
            if there:
                self._open_path(Path(path))
            else:
                self._ask_about(path)

        self._run(lambda: os.path.isfile(path), then)  # noqa: PTH113  Path.is_file raises for names that are too long

    def _ask_about(self, path: str) -> None:
        text = tr("{file} is not in its folder any more. It may be on a drive that is not connected.", file=path)
        forget = Choice("forget", tr("Take it off the list"))
        keep = Choice("keep", tr("Keep it in the list"), primary=True)
        question = Question(tr("The file is not there"), text, (forget, keep), dismissed="keep")
        self._messages.ask(question, lambda answer: self.forget(path) if answer == "forget" else None)

    def forget(self, path: str) -> None:
        """Take one off the list; the file stays."""
        self._list.forget(path)

    def forget_all(self) -> None:
        """Empty the list; the files stay."""
        self._list.forget_all()

    def fill_menu(self, menu: QMenu) -> None:
        """The files by title, the path in the tooltip; below them a way to forget them all."""
        from roiapp.ui.start.start_texts import recent_texts

        menu.clear()
        for content in recent_texts(self.files, date.today()):
            text = tr("{title} — {folder}", title=content.title, folder=content.folder)
            action = menu.addAction(text.replace("&", "&&"))
            action.setToolTip(content.path)
            action.triggered.connect(lambda _checked=False, path=content.path: self.open(path))
        if menu.isEmpty():
            menu.addAction(tr("No file was opened yet")).setEnabled(False)
            return
        menu.addSeparator()
        forget = menu.addAction(tr("&Forget the list"))
        forget.setToolTip(tr("The files themselves stay where they are"))
        forget.triggered.connect(lambda _checked=False: self.forget_all())
