"""The questions of the first start in their window: they stand in the worksheet's place until they are answered or put
off, and come again when they are asked for.

The page can stand there before the rest of the window is built; what is chosen on it is done from `attach` on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from roiapp.settings import Settings
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.start.set_up_choices import Choices
    from roiapp.ui.start.set_up_page import SetUpPage
    from roiapp.ui.window.workbench import Workbench


class SetUpPlace(QObject):
    """`read` gives the settings, `prepare` lets a page speak for the window, `back` leads to what was there before."""

    def __init__(
        self,
        stack: QStackedWidget,
        theme: Theme,
        read: Callable[[], Settings],
        prepare: Callable[[SetUpPage, Workbench], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._theme = theme
        self._read = read
        self._prepare = prepare
        self._back = back
        self._bench: Workbench | None = None
        self._choices: Choices | None = None
        self.page: SetUpPage | None = None

    @property
    def shown(self) -> bool:
        return self.page is not None and self._stack.currentWidget() is self.page

    def show(self, menu_room: int = 0) -> SetUpPage:
        """Put the page where the worksheet is, with room for the menus that are to come where there are none."""
        from roiapp.ui.start.set_up_choices import first_choices
        from roiapp.ui.start.set_up_page import SetUpPage

        self._remove()
        choices, self._choices = self._choices or first_choices(self._read(), QLocale.system()), None
        again = self._read().asked
        self.page = page = SetUpPage(self._theme, choices, self._stack, menu_room=menu_room, again=again)
        page.begun.connect(self._begin)
        page.skipped.connect(self._skip)
        page.language_chosen.connect(self._speak)
        self._stack.addWidget(page)
        if self._bench is not None:
            self._furnish(self._bench)
        self._stack.setCurrentWidget(page)
        page.take_focus()
        return page

    def attach(self, bench: Workbench) -> None:
        """The rest of the window is there."""
        self._bench = bench
        if self.page is not None:
            self.page.set_menu_room(0)
            self._furnish(bench)

    def _furnish(self, bench: Workbench) -> None:
        """What needs more than Qt."""
        if self.page is not None:
            self._prepare(self.page, bench)
            self.page.complete()

    def put_aside(self) -> None:
        """The page is made anew with what is chosen on it: it speaks another language, or its texts have another
        size."""
        self._choices = self.page.choices if self.page is not None else None
        self._remove()

    def leave(self) -> None:
        """Something else is shown: the questions have been seen."""
        if self.page is not None:
            self._remove()
            if self._bench is not None:
                self._bench.parts.kept.remember_asked()

    def _remove(self) -> None:
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None

    # -- what is wanted on it ------------------------------------------------------------------------------------------

    def _speak(self, code: str) -> None:
        """In another language from now on; all that stands in the window follows."""
        if self.page is None or self._bench is None:
            return
        self.page.write_as(self.page.choices.speaking(code, QLocale.system().name()).locale)
        self._bench.parts.kept.set_language(code)

    def _begin(self) -> None:
        """Keep what was chosen, and begin a worksheet with it; a margin that cannot be read is said first."""
        if self.page is None or self._bench is None:
            return
        from roiapp.core.catalog import standard
        from roiapp.core.units import NumberError, NumberFormat
        from roiapp.settings import Defaults
        from roiapp.ui.forms.number_entry import RefusedError, number_in
        from roiapp.ui.start.set_up_choices import SAMPLE

        chosen, kept, documents = self.page.choices, self._bench.parts.kept, self._bench.commands.documents
        write = NumberFormat(chosen.locale, chosen.currency)
        try:
            margin = number_in(chosen.margin, standard().field["gross_margin"], write)
        except (NumberError, RefusedError) as error:
            self.page.refuse(str(error))
            return
        kept.set_defaults(Defaults(chosen.currency, chosen.locale, margin))
        if chosen.business == SAMPLE:
            documents.open_sample()
        else:
            documents.new(chosen.business)

    def _skip(self) -> None:
        """On as without the questions."""
        if self._bench is not None:
            self._back()
