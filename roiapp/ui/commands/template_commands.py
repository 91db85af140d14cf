"""Own templates: made of the open worksheet, begun with, renamed and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from roiapp.language import tr
from roiapp.ui.look.messages import Choice, Question

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.own_templates import OwnTemplate
    from roiapp.ui.commands.window_parts import WindowParts


class TemplateCommands:
    """`begin` shows a new document. Files are written off the window's thread."""

    def __init__(self, parts: WindowParts, begin: Callable[[Callable[[], Worksheet]], None]) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._messages = parts.messages
        self._start = parts.start
        self._kept = parts.kept
        self._commit = parts.commit
        self._run = parts.run
        self._unexpected = parts.unexpected
        self._begin = begin

    def open_b2b_sample(self) -> None:
        """The sample with everything, as a new document."""
        from roiapp.files import templates

        self._begin(partial(templates.load_b2b_sample, locale=self._kept.defaults.locale))

    # -- made of the open worksheet ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a name and keep the open worksheet under it, without its figures."""
        sheet = self._model.worksheet
        if sheet is not None and self._commit():
            self._ask_name(sheet.settings.title)

    def _ask_name(self, suggested: str) -> None:
        from roiapp.ui.forms.template_dialog import TemplateDialog

        hint = tr(
            "Channels, columns and settings are taken along. Figures, title and notes on periods are left out; a new"
            " worksheet begins with the month, quarter or week of its day, as this one counts."
        )
        TemplateDialog(
            self._theme, tr("Save as a template"), suggested, hint, tr("Save"), self._keep, self._parent
        ).open()

    def _keep(self, name: str, *, overwrite: bool = False) -> None:
        from roiapp.files.own_templates import save_own, without_figures

        if self._model.worksheet is None:
            return
        sheet = without_figures(self._model.worksheet)  # what is written does not change any more
        self._do(
            lambda: save_own(sheet, name, overwrite=overwrite),
            lambda made: tr("“{name}” is a template now: in the New menu and on the start page.", name=made.name),
            lambda taken: self._ask_to_replace(name, taken),
        )

    def _ask_to_replace(self, name: str, taken: str) -> None:
        choices = (Choice("stay", tr("Another name")), Choice("replace", tr("Replace"), primary=True, danger=True))
        question = Question(
            tr("Replace the template?"), tr("{taken} The worksheets made from it stay as they are.", taken=taken),
            choices, dismissed="stay",
        )  # fmt: skip
        self._messages.ask(
            question,
            lambda answer: self._keep(name, overwrite=True) if answer == "replace" else self._ask_name(name),
        )

    # -- those there are -----------------------------------------------------------------------------------------------

    def begin(self, template: OwnTemplate) -> None:
        """A new document made from this template."""
        from roiapp.files.file_errors import FileError
        from roiapp.files.own_templates import load_own

        try:
            sheet = load_own(template, date.today())
        except FileError as error:
            self._messages.say(str(error), "error")
        else:
            self._begin(lambda: sheet)

    def rename(self, template: OwnTemplate) -> None:
        """Ask for another name."""
        from roiapp.files.own_templates import rename_own
        from roiapp.ui.forms.template_dialog import TemplateDialog

        def named(name: str) -> None:
            self._do(lambda: rename_own(template, name), lambda _renamed: "")

        TemplateDialog(
            self._theme, tr("Rename the template"), template.name, "", tr("Rename"), named, self._parent
        ).open()

    def remove(self, template: OwnTemplate) -> None:
        """Remove it, after asking: it cannot be had back."""
        from roiapp.files.own_templates import remove_own

        text = tr("It cannot be had back. Worksheets made from it stay as they are.")
        choices = (Choice("stay", tr("Go back"), primary=True), Choice("remove", tr("Remove"), danger=True))
        question = Question(tr("Remove the template “{name}”?", name=template.name), text, choices, dismissed="stay")
        self._messages.ask(
            question,
            lambda answer: self._do(lambda: remove_own(template), lambda _gone: "") if answer == "remove" else None,
        )

    def read(self, then: Callable[[list[OwnTemplate]], None]) -> None:
        """Look for the templates there are, off this thread."""
        from roiapp.files.own_templates import list_own

        def found(templates: list[OwnTemplate] | None, error: Exception | None) -> None:
            if error is not None:
                self._say_why(error)
            then(templates or [])

        self._run(list_own, found)

    def fill_new_menu(self, menu: QMenu) -> None:
        """The templates that come with the program, then one's own; a damaged one says why it cannot be used."""
        from roiapp.files.file_errors import FileError
        from roiapp.files.own_templates import list_own
        from roiapp.files.templates import TEMPLATES, load_template

        menu.clear()
        for known in TEMPLATES:
            action = menu.addAction(tr(known.title))
            action.setToolTip(tr(known.description))
            make = partial(load_template, known.id, defaults=self._kept.defaults)
            action.triggered.connect(lambda _checked=False, make=make: self._begin(make))
        try:
            templates = list_own()
        except FileError as error:
            self._messages.say(str(error), "error")
            return
        if templates:
            menu.addSeparator()
        for template in templates:
            action = menu.addAction(template.name.replace("&", "&&"))
            action.setToolTip(template.damage or tr("Your own template"))
            action.setEnabled(not template.damage)
            action.triggered.connect(lambda _checked=False, template=template: self.begin(template))

    # -- how -----------------------------------------------------------------------------------------------------------

    def _do(
        self, work: Callable[[], object], said: Callable[..., str], taken: Callable[[str], None] | None = None
    ) -> None:
        """Do something to the templates off this thread and say how it went; `taken` hears that a name is not free."""

        def then(result: object, error: Exception | None) -> None:
            from roiapp.files.own_templates import NameTakenError

            if isinstance(error, NameTakenError) and taken is not None:
                taken(error.sentence)
            elif error is not None:
                self._say_why(error)
            else:
                if text := said(result):
                    self._messages.say(text)
                self._start.read_own()

        self._run(work, then)

    def _say_why(self, error: Exception) -> None:
        from roiapp.files.file_errors import FileError

        if isinstance(error, FileError):
            self._messages.say(str(error), "error")
        else:
            self._unexpected(error)
