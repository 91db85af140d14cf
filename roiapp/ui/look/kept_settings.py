"""The settings of the program as one window changes them: look, language, the commands used last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from roiapp import language
from roiapp.settings import Defaults, Mode, Settings
from roiapp.ui.look.qt_language import speak_qt

_KEPT: Final = 12


class KeptSettings:
    """`read` gives them, `change` makes a change of them and keeps it, `set_theme` shows and keeps a look,
    `furnish` shows the language and the text size of now."""

    def __init__(
        self,
        read: Callable[[], Settings],
        change: Callable[[Callable[[Settings], Settings]], None],
        set_theme: Callable[[Mode], None],
        furnish: Callable[[], None],
    ) -> None:
        self._read = read
        self._change = change
        self.set_theme = set_theme
        self._furnish = furnish

    @property
    def theme(self) -> Mode:
        return self._read().theme

    @property
    def language(self) -> str:
        """The language chosen, "" for the computer's."""
        return self._read().language

    def set_language(self, chosen: str) -> None:
        """Speak it from now on."""
        self._change(lambda settings: settings.changed(language=chosen))
        language.use(chosen or QLocale.system().name(), names_apart=True)
        if (application := QCoreApplication.instance()) is not None:
            speak_qt(application)
        self._furnish()

    @property
    def text_size(self) -> int:
        """In percent."""
        return self._read().text_size

    def set_text_size(self, percent: int) -> None:
        """Write everything in this size from now on."""
        self._change(lambda settings: settings.changed(text_size=percent))
        self._furnish()

    @property
    def defaults(self) -> Defaults:
        """What new worksheets begin with."""
        return self._read().defaults

    def set_defaults(self, chosen: Defaults) -> None:
        if chosen != self.defaults:
            self._change(lambda settings: settings.changed(defaults=chosen))

    def remember_asked(self) -> None:
        """The questions of the first start do not come by themselves again."""
        if not self._read().asked:
            self._change(lambda settings: settings.changed(asked=True))

    def used(self) -> Sequence[str]:
        """Ids of the commands chosen from their list, the last first."""
        return self._read().used

    def remember_used(self, id_: str) -> None:
        self._change(
            lambda settings: settings.changed(used=(id_, *(each for each in settings.used if each != id_))[:_KEPT])
        )
