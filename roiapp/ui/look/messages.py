"""The one door for what the window says and asks: a calm line (`message_bar`), questions as small dialogs.

`Messages` is what the rest of the window knows of it, so that tests can put their own behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.ui.look.message_bar import MessageBar

Kind = Literal["notice", "warning", "error"]


class Way(NamedTuple):
    """Something that can be done after what is said, as a word to press."""

    label: str
    do: Callable[[], object]


class FileKind(NamedTuple):
    """A kind of file that can be written: `label` is the dialog's filter, with its pattern; `locale` that of its
    numbers where it has a choice."""

    label: str
    ending: str
    locale: str = ""


class Choice(NamedTuple):
    """One button of a question. `id` is the answer; one choice is the primary one, and one is taken on Esc."""

    id: str
    label: str
    primary: bool = False
    danger: bool = False


class Question(NamedTuple):
    """A question in one title and a sentence or two. `dismissed` is the answer when it is closed without one: the last
    choice's unless it is said."""

    title: str
    text: str
    choices: tuple[Choice, ...]
    dismissed: str = ""

    @property
    def otherwise(self) -> str:
        """The answer when none is given."""
        return self.dismissed or self.choices[-1].id


class Messages(Protocol):
    """What can be said to and asked of the user. Answers come by a call, so nothing ever waits in a nested loop."""

    def say(self, text: str, kind: Kind = "notice", ways: tuple[Way, ...] = ()) -> None:
        """One calm line, with what can be done next."""
        ...

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        """Ask; `then` gets the id of the choice."""
        ...

    def choose_file(self, title: str, folder: str, filters: str, then: Callable[[Path], None]) -> None:
        """Let a file be chosen; `then` is not called when none was."""
        ...

    def choose_files(self, title: str, folder: str, filters: str, then: Callable[[list[Path]], None]) -> None:
        """Let one or several files be chosen; `then` is not called when none was."""
        ...

    def choose_place(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:
        """Let a place to save to be chosen, asking before a file there is replaced; `then` is not called when none
        was."""
        ...

    def choose_kind(
        self, title: str, suggested: Path, kinds: tuple[FileKind, ...], then: Callable[[Path, FileKind], None]
    ) -> None:
        """Let a place and a kind of file be chosen; nobody is asked about a file that is there. `then` is not called
        when none was chosen."""
        ...


class WindowMessages:
    """The door of a real window."""

    def __init__(self, window: QWidget, bar: MessageBar, theme: Theme) -> None:
        self._window = window
        self._bar = bar
        self._theme = theme

    def say(self, text: str, kind: Kind = "notice", ways: tuple[Way, ...] = ()) -> None:
        self._bar.show_message(text, kind, ways)

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        from roiapp.ui.look.dialogs import QuestionDialog

        dialog = QuestionDialog(self._theme, question, self._window)
        dialog.finished.connect(lambda _code: then(dialog.answer))
        dialog.open()

    def choose_file(self, title: str, folder: str, filters: str, then: Callable[[Path], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, folder, filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def choose_files(self, title: str, folder: str, filters: str, then: Callable[[list[Path]], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, folder, filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        dialog.open()

    def choose_place(self, title: str, suggested: Path, filters: str, then: Callable[[Path], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, str(suggested.parent), filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
        dialog.selectFile(suggested.name)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def choose_kind(
        self, title: str, suggested: Path, kinds: tuple[FileKind, ...], then: Callable[[Path, FileKind], None]
    ) -> None:
        from roiapp.ui.look.kind_dialog import choose_kind

        choose_kind(self._window, title, suggested, kinds, then)
