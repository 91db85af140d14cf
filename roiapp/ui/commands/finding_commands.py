"""Find, replace and go to, from the menu and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.grid.find_bar import FindBar
    from roiapp.ui.sheet.cell_search import Place


class FindingCommands:
    """The bar is made when it is first wanted, and stands above the grid."""

    def __init__(self, parts: WindowParts) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self.bar: FindBar | None = None

    def find(self) -> None:
        self._open(replace=False)

    def replace(self) -> None:
        self._open(replace=True)

    def following(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def go_to(self) -> None:
        """A cell by the names of its channel and column."""
        from roiapp.ui.forms.go_to_dialog import GoToDialog

        grid = self._grid
        if grid.commit_editor():
            names = list(grid.model.worksheet.names) if grid.model.worksheet else []
            row, column = grid.table.current or (0, 0)
            current = grid.model.channel(row) or 0, column
            GoToDialog(self._theme, names, grid.model.columns, current, self._go, self._parent).open()

    def _go(self, channel: int | None, column: int) -> None:
        self._grid.setFocus()
        if channel is None:
            self._grid.totals.setFocus()
            self._grid.totals.choose(max(column, 1))
        else:
            self._grid.table.go_to(self._grid.row_of(channel), column)

    def _open(self, *, replace: bool) -> None:
        if self._grid.commit_editor():
            self._shown().open_bar(replace=replace)

    def _shown(self) -> FindBar:
        if self.bar is None:
            from roiapp.ui.grid.find_bar import FindBar
            from roiapp.ui.grid.finder import Finder

            self.bar = FindBar(self._theme, Finder(self._grid.table), self._grid)
            self.bar.closed.connect(self._grid.table.setFocus)
            self.bar.replace_wanted.connect(self._replace_one)
            self.bar.replace_all_wanted.connect(self._replace_all)
            self._grid.put_above(self.bar)
        return self.bar

    def _step(self, by: int) -> None:
        if self.bar is None or not self.bar.field.text():
            self.find()
        elif self._grid.commit_editor():
            if self.bar.isHidden():
                self.bar.search_again()
            self.bar.finder.step(by)

    # -- replacing -----------------------------------------------------------------------------------------------------

    def _replace_one(self, instead: str) -> None:
        """The match at hand, and on to the next; where none is at hand only that."""
        bar = self.bar
        if bar is None:
            return
        current = self._grid.table.current
        if bar.finder.position is not None and current is not None:
            if not self._replace([current], instead):
                return
            bar.finder.look_again()
        bar.finder.step(1)

    def _replace_all(self, instead: str) -> None:
        from roiapp.ui.sheet.cell_search import look_through

        bar = self.bar
        if bar is not None and bar.finder.query.text:
            every = look_through(self._grid.model, bar.finder.query)
            self._replace([place for run in every for place in run], instead, say=True)
            bar.finder.look_again()

    def _replace(self, places: list[Place], instead: str, *, say: bool = False) -> bool:
        """Replace in these cells, as one step; False where something was refused."""
        from roiapp.ui.sheet.cell_search import replace

        grid, sheet = self._grid, self._model.worksheet
        if self.bar is None or sheet is None:
            return False
        model = grid.model
        cells = [
            (channel, model.columns[column - 1] if column else None, model.edit_text(row, column))
            for row, column in places
            if not model.why_read_only(column, row) and (channel := model.channel(row)) is not None
        ]
        done = replace(sheet, cells, self.bar.finder.query, instead, self._model.number_format)
        sentence = model.apply(done.edit)
        if sentence is None:
            refused = [(row, model.columns.index(c) + 1, text, why) for row, c, text, why in done.refused if c]
            if refused:
                model.mark_refused(refused)
            if say or done.refused:
                sentence = done.sentence() if cells else tr("Nothing was found that can be replaced.")
        if sentence:
            grid.noticed.emit(sentence)
        return not done.refused
