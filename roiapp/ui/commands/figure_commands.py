"""What leads from a figure to what it is made of: the line above the grid, the figure's page, hidden columns shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from roiapp.language import tr
from roiapp.ui.commands.channel_commands import apply_or_say
from roiapp.ui.sheet.column_choice import showing_these

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.lists.figure_window import FigureWindow


class FigureCommands:
    """F1 and F6, and the names in formulas."""

    def __init__(self, parts: WindowParts) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self._over_time = parts.over_time
        self._line = parts.explain
        self._messages = parts.messages

    def page(self) -> None:
        """The page of the name that the keys have reached in the line above the grid, else of the active cell's
        figure."""
        id_ = self._line.reached or (self._line.cell[1] if self._line.cell else self._figure()[0])
        if id_:
            self.page_of(id_)
        elif self._grid.commit_editor():
            self._messages.say(tr("Choose a figure first: its page says what it is and how it comes about."))

    def page_of(self, id_: str) -> None:
        """The page of a field or metric; the window that shows turns to it."""
        if self._model.session is not None and self._grid.commit_editor():
            self._guide().show_figure(id_)

    def guide(self) -> None:
        """The guide, to look for something in it: at the active cell's figure, else where it begins."""
        from roiapp.ui.lists.guide_pages import TUTORIAL

        if self._grid.commit_editor():
            shown = self._guide()
            shown.show_figure(shown.id or (self._figure()[0] if self._model.session is not None else "") or TUTORIAL)
            shown.look_for()

    def tutorial(self) -> None:
        """The guide at the ten minutes with the sample."""
        from roiapp.ui.lists.guide_pages import TUTORIAL

        if self._grid.commit_editor():
            self._guide().show_figure(TUTORIAL)

    def _guide(self) -> FigureWindow:
        """The window that is open, in front; else a new one."""
        from roiapp.ui.lists.figure_window import FigureWindow

        shown = next(iter(self._parent.findChildren(FigureWindow)), None)
        if shown is None:
            shown = FigureWindow(self._theme, self._model, self._cell, self._parent)
            shown.asked.connect(self.go_to)
            self._grid.cell_changed.connect(shown.follow)
            shown.show()
        else:
            shown.activateWindow()
        return shown

    def own(self) -> None:
        """Own figures: a new one, or the active column's where that is one."""
        from roiapp.ui.forms.own_figure_dialog import OwnFigureDialog

        session, figures = self._model.session, self._model.figures
        if session is None or figures is None or not self._grid.commit_editor():
            return
        dialog = OwnFigureDialog(self._theme, session, figures, self._model.apply, self._parent)
        id_ = self._figure()[0]
        dialog.choose(id_)
        dialog.open()

    def changed(self) -> None:
        """What became of the active cell's figure since the period before and since a year ago."""
        from roiapp.ui.lists.change_window import ChangeWindow

        if self._model.session is None or not self._grid.commit_editor():
            return
        shown = next(iter(self._parent.findChildren(ChangeWindow)), None)
        if shown is None:
            shown = ChangeWindow(self._theme, self._model, self._figure, self._parent)
            shown.asked.connect(self._go_to_change)
            self._grid.cell_changed.connect(shown.refresh)
            shown.show()
        else:
            shown.activateWindow()

    def _go_to_change(self, channel: int | None, id_: str) -> None:
        if self._grid.commit_editor():
            self._grid.go_to(channel, id_, self._grid.current_view())

    def line(self) -> None:
        """To the names in the line above the grid."""
        if not self._grid.commit_editor():
            return
        if not self._line.names:
            self._messages.say(tr("No formula stands above the grid: the active cell is typed, or a name."))
        else:
            self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_line(self) -> None:
        """Back from there to the active cell."""
        if self._grid.totals.active > 0:
            self._grid.totals.setFocus()
        else:
            self._grid.setFocus()

    def go_to(self, id_: str) -> None:
        """To another figure of the active cell's channel; a column that does not show is shown first."""
        session, cell = self._model.session, self._line.cell
        if session is None or cell is None or not self._grid.commit_editor():
            return
        if not self._shows(id_):
            if self.reveal(id_):
                self.go_to(id_)
        elif self._over_time.active:
            self._over_time.show_figure(cell[0], id_)
            self._grid.setFocus()
        else:
            self._grid.go_to(cell[0], id_)
            (self._grid if cell[0] is not None else self._grid.totals).setFocus()

    def reveal(self, id_: str) -> bool:
        """Whether a figure has a column; one that does not show is shown, and said to be."""
        from roiapp.core.fields import Field

        session = self._model.session
        if session is None or self._shows(id_):
            return session is not None
        record = session.catalog.record(id_)
        label = tr(record.label)
        if record.scope != "cell" if isinstance(record, Field) else record.total_only:
            self._messages.say(tr("{figure} has no column: it is a figure of all channels together.", figure=label))
            return False
        edit = showing_these(session.worksheet, session.catalog, [id_])
        if edit is None or not apply_or_say(self._model.apply, edit, self._messages) or not self._shows(id_):
            return False
        self._messages.say(tr("The column {figure} is shown now. Undo hides it again.", figure=label))
        return True

    # -- inside --------------------------------------------------------------------------------------------------------

    def _shows(self, id_: str) -> bool:
        return any(column.id == id_ for column in self._over_time.choices)

    def _figure(self) -> tuple[str, View | None]:
        """Id and period of the active cell; "" for a name."""
        return self._grid.current_figure()[1] or "", self._grid.current_view()

    def _cell(self) -> tuple[int | None, View | None]:
        """Channel and period of the active cell."""
        return self._grid.current_figure()[0], self._grid.current_view()
