"""The start page in its window: it takes the worksheet's place, shows what there is, and gives way again.

It can stand there before the rest of the window is built (`show`); what is wanted on it is done from `attach` on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget

from roiapp.language import tr
from roiapp.ui.start.set_up_place import SetUpPlace

if TYPE_CHECKING:
    from roiapp.files.own_templates import OwnTemplate
    from roiapp.settings import Settings
    from roiapp.ui.commands.commands import Commands
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.model.recent_files import RecentFiles
    from roiapp.ui.start.start_frame import FramedPage
    from roiapp.ui.start.start_page import StartPage
    from roiapp.ui.window.workbench import Workbench


class StartPlace(QObject):
    """`stack` holds the worksheet and the page; `questions` are those of the first start, which may stand there, too.
    `read` gives the settings."""

    def __init__(
        self, stack: QStackedWidget, theme: Theme, recent: RecentFiles, read: Callable[[], Settings]
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._theme = theme
        self.recent = recent
        self._bench: Workbench | None = None
        self._own: list[OwnTemplate] = []
        self.page: StartPage | None = None
        self.questions = SetUpPlace(stack, theme, read, self._speak_for_window, self._go_back)

    @property
    def shown(self) -> bool:
        return self.page is not None and self._stack.currentWidget() is self.page

    def show(self) -> None:
        """Put the page where the worksheet is; not while a refused entry waits in its editor."""
        if not self.shown and (self._bench is None or self._bench.grid.commit_editor()):
            self.show_first(0)

    def show_first(self, menu_room: int) -> StartPage:
        """The same before there is a worksheet, with room for the menus that are to come."""
        if self.page is None:
            from roiapp.ui.start.start_page import StartPage

            self.page = StartPage(self._theme, self._stack, menu_room=menu_room)
            self._stack.addWidget(self.page)
            self._connect(self.page)
        self.list_files()
        if self._bench is not None:
            self._prepare(self._bench)
        self._stack.setCurrentWidget(self.page)
        self.questions.leave()
        self.page.take_focus()
        return self.page

    def ask(self) -> None:
        """Show the questions of the first start once more."""
        if not self.questions.shown and (self._bench is None or self._bench.grid.commit_editor()):
            self.questions.show()

    def attach(self, bench: Workbench) -> None:
        """The rest of the window is there: from now on what is wanted can be done."""
        self._bench = bench
        bench.model.reset.connect(self.leave)
        self.questions.attach(bench)
        if self.page is not None:
            self.page.set_menu_room(0)
            self._prepare(bench)

    def forget(self) -> None:
        """The page is made anew when it is wanted: it speaks another language, or its texts have another size."""
        self._own = []
        self.questions.put_aside()
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None

    @property
    def again(self) -> Callable[[], object] | None:
        """What shows once more what stands in the worksheet's place, None where nothing does."""
        return self.questions.show if self.questions.shown else self.show if self.shown else None

    def leave(self) -> None:
        """Back to the open document, where there is one."""
        bench = self._bench
        if bench is None or bench.model.session is None or not (self.shown or self.questions.shown):
            return
        bench.set_aside(None)
        self._stack.setCurrentWidget(bench)
        self.questions.leave()
        bench.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what stands on it ---------------------------------------------------------------------------------------------

    def _prepare(self, bench: Workbench) -> None:
        """The page speaks for the window: messages, the way back, menus, own templates."""
        assert self.page is not None
        self._speak_for_window(self.page, bench)
        self.page.set_open_document(bench.toolbar.title.title if bench.model.session else "")
        self.read_own()

    def _speak_for_window(self, page: FramedPage, bench: Workbench) -> None:
        """Messages and menus of the window on a page."""
        bench.set_aside(page.message_place)
        if page.header.help.menu() is None:
            action, theme_menu, help_menu = bench.actions_.action, QMenu(page), QMenu(page)
            theme_menu.addActions([action[f"theme_{mode}"] for mode in ("light", "dark", "system")])
            help_menu.addAction(action["about"])
            page.set_menus(theme_menu, help_menu, action["document"])

    def list_files(self) -> None:
        """Show the recent files as the settings have them."""
        if self.page is not None:
            from roiapp.ui.start.start_texts import recent_texts

            self.page.set_recent(recent_texts(self.recent.files, date.today()))

    def read_own(self) -> None:
        """Show the own templates there are now."""
        if self.page is not None and self._bench is not None:
            self._bench.commands.templates.read(self._show_own)

    def _show_own(self, templates: list[OwnTemplate]) -> None:
        from roiapp.ui.start.start_texts import own_texts

        if self.page is not None and templates != self._own:
            self._own = templates
            self.page.set_own(own_texts(templates))

    # -- what is wanted on it ------------------------------------------------------------------------------------------

    def _connect(self, page: StartPage) -> None:
        page.new_asked.connect(lambda: self._do(lambda commands: commands.documents.new("blank")))
        page.template_asked.connect(lambda id_: self._do(lambda commands: commands.documents.new(id_)))
        page.open_asked.connect(lambda: self._do(lambda commands: commands.documents.open()))
        page.sample_asked.connect(lambda: self._do(lambda commands: commands.documents.open_sample()))
        page.b2b_sample_asked.connect(lambda: self._do(lambda commands: commands.templates.open_b2b_sample()))
        page.own_asked.connect(lambda place: self._do(lambda commands: commands.templates.begin(self._own[place])))
        page.dropped.connect(lambda path: self._do(lambda commands: commands.documents.open_path(path)))
        page.recent_asked.connect(self._open_recent)
        page.recent_menu_asked.connect(self._recent_menu)
        page.own_menu_asked.connect(self._own_menu)
        page.back_asked.connect(self.leave)

    def _do(self, command: Callable[[Commands], None]) -> None:
        if self._bench is not None:
            command(self._bench.commands)

    def _go_back(self) -> None:
        """The questions were skipped: what was open, the recent files, else the sample."""
        if self._bench is not None and self._bench.model.session is not None:
            self.leave()
        elif self.recent.files:
            self.show()
        else:
            self._do(lambda commands: commands.documents.open_sample())

    def _open_recent(self, path: str) -> None:
        """The file that is open already is a way back."""
        if self._bench is None:
            return
        from roiapp.files.document import same_file

        session = self._bench.model.session
        if session is not None and session.path is not None and same_file(session.path, Path(path)):
            self.leave()
        else:
            self._bench.commands.recent.open(path)

    def _recent_menu(self, path: str, place: QPoint) -> None:
        bench = self._bench
        if bench is not None:
            self._popup(place, ((tr("Open"), lambda: self._open_recent(path)),
                                (tr("Take it off the list"), lambda: bench.commands.recent.forget(path))))  # fmt: skip

    def _own_menu(self, number: int, place: QPoint) -> None:
        bench, template = self._bench, self._own[number]
        if bench is None:
            return
        commands = bench.commands.templates
        remove = (tr("Remove…"), lambda: commands.remove(template))
        if template.damage:
            self._popup(place, (remove,))
        else:
            self._popup(place, ((tr("New worksheet from it"), lambda: commands.begin(template)),
                                (tr("Rename…"), lambda: commands.rename(template)), remove))  # fmt: skip

    def _popup(self, place: QPoint, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        menu = QMenu(self.page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, do in choices:
            menu.addAction(text).triggered.connect(lambda _checked=False, do=do: do())
        menu.popup(place)
