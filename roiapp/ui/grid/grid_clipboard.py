"""The grid's cells onto the clipboard, and other programs' tables from it into the grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from roiapp.core.units import Unit
from roiapp.language import number_locale, plain, tr
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_geometry import Block

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.ui.grid.worksheet_table import WorksheetTable
    from roiapp.ui.sheet.clipboard import Cell, PastedCell
    from roiapp.ui.sheet.grid_paste import How, Paste, Target

#: More cells than this are not put on the clipboard: the window would not answer for seconds, nor would the programs
#: that read it.
MOST_COPIED: Final = 300_000
#: of more cells than this the text alone is copied, without how they look
MOST_WITH_LOOKS: Final = 20_000

#: a longer text is read while the window goes on
_MANY_LINES: Final = 20_000


class _Pasted(NamedTuple):
    """A paste that is still to be made: the channels it goes to, the grid's columns of what it is of (-1: none), and
    those that are reached."""

    paste: Paste
    places: Sequence[int]
    rows: Sequence[int]
    reached: Sequence[int]


class GridClipboard:
    """Copy and paste of one grid; a paste is one step of undo. What is refused is said by the table's `noticed`."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self._model = view.worksheet

    # -- copying -------------------------------------------------------------------------------------------------------

    def copy(self, *, headers: bool = False) -> bool:
        """The selected cells, with the titles of their columns where wanted; several ranges as one table. True where
        they are on the clipboard."""
        chosen = self._chosen()
        if chosen is None:
            return False
        rows, columns = chosen
        if len(rows) * len(columns) > MOST_WITH_LOOKS:
            self._put_text(rows, columns, headers=headers)
            return True
        table = [[self._cell(row, column) for column in columns] for row in rows]
        if headers:
            table.insert(0, [self._title(column) for column in columns])
        self._put(table)
        return True

    def _put_text(self, rows: Sequence[int], columns: Sequence[int], *, headers: bool) -> None:
        """The same as text alone, column by column."""
        from roiapp.ui.sheet import clipboard

        texts = []
        for column in columns:
            title = [self._title(column).exact] if headers else []
            texts.append([*title, *(self._exact(rows, column) if column else map(plain, map(self._model.name, rows)))])
        named = {place for place, column in enumerate(columns) if not column}
        QGuiApplication.clipboard().setText(clipboard.text_of_columns(texts, named))

    def _exact(self, rows: Sequence[int], column: int) -> list[str]:
        """Every digit of the figures of a column in these rows, "" where there is none."""
        holder, order = self._model.columns[column - 1], self._model.order
        write, figures = self._model.source.number_format, self._model.figures_of(holder)
        if figures is None or self._model.groups is not None:
            return [write.edit_text(self._model.figure(row, column), holder.record.unit) for row in rows]
        places = order.places(rows[0], rows[-1] + 1)
        first = rows[0]
        values = (figures.values(holder.id, places.start, places.stop) if isinstance(places, slice)
                  else figures.values_at(holder.id, places)).tolist()  # fmt: skip
        return [write.edit_text(values[row - first], holder.record.unit) for row in rows]

    def copy_total(self, column: int) -> None:
        """The total of a column of figures (from 1)."""
        if self._figures_among([column]):
            self._put([[self._total(column)]])
        else:
            self._view.noticed.emit(tr("A trend is a picture, there is no figure in it to copy."))

    def copy_totals(self) -> None:
        """All totals with the titles of their columns."""
        from roiapp.ui.sheet.clipboard import Cell

        columns = self._figures_among(range(self._model.columnCount()))
        label = tr("Total")
        totals = [self._total(column) if column else Cell(label, label) for column in columns]
        self._put([[self._title(column) for column in columns], totals])

    def _chosen(self) -> tuple[Sequence[int], Sequence[int]] | None:
        """Rows and columns of what is selected; None, and said, where it is no table."""
        last = self._model.empty_row - 1
        blocks = [Block(b.top, b.left, min(b.bottom, last), b.right) for b in self._view.blocks() if b.top <= last]
        cells = sum(block.cells for block in blocks)
        if cells > MOST_COPIED:
            self._view.noticed.emit(tr("That is too much for the clipboard. Export the worksheet instead."))
            return None
        rows = sorted({row for block in blocks for row in block.rows})
        columns = sorted({column for block in blocks for column in block.columns})
        if not cells:
            return None
        if len(rows) * len(columns) != cells:
            self._view.noticed.emit(
                tr("Ranges can be copied together where they take the same rows or the same columns.")
            )
            return None
        figures = self._figures_among(columns)
        if not figures:
            self._view.noticed.emit(tr("A trend is a picture, there is no figure in it to copy."))
            return None
        return rows, figures

    def _figures_among(self, columns: Iterable[int]) -> list[int]:
        """Without the trends."""
        return [column for column in columns if not column or not self._model.columns[column - 1].trend]

    def _put(self, table: list[list[Cell]]) -> None:
        from roiapp.ui.sheet import clipboard  # its csv and html are not needed for the first picture

        data = QMimeData()
        data.setText(clipboard.as_text(table))
        data.setHtml(clipboard.as_html(table))
        QGuiApplication.clipboard().setMimeData(data)

    def _cell(self, row: int, column: int) -> Cell:
        from roiapp.ui.sheet.clipboard import Cell

        if not column:
            name = self._model.name(row)
            return Cell(plain(name), plain(name))
        unit = self._model.columns[column - 1].record.unit
        return self._figure(self._model.figure(row, column), unit, self._arithmetic(row, column))

    def _arithmetic(self, row: int, column: int) -> str | None:
        sheet, holder = self._model.worksheet, self._model.columns[column - 1]
        channel = self._model.channel(row)
        if sheet is None or channel is None or not holder.writable:
            return None
        return sheet.expression(holder.id, holder.period, channel)

    def _total(self, column: int) -> Cell:
        shown = self._model.columns[column - 1]
        figures = self._model.figures_of(shown)
        return self._figure(figures.total(shown.id).value if figures else None, shown.record.unit, None)

    def _figure(self, figure: float | None, unit: Unit, typed: str | None) -> Cell:
        from roiapp.ui.sheet.clipboard import Cell

        if figure is None:
            return Cell("", "")
        write = self._model.source.number_format
        decimal = number_locale(write.locale).decimal
        return Cell(write.text(figure, unit), write.edit_text(figure, unit), figure, typed, decimal)

    def _title(self, column: int) -> Cell:
        from roiapp.ui.sheet.clipboard import Cell

        title = self._model.columns[column - 1].header if column else tr("Channel")
        return Cell(plain(title), plain(title))

    # -- pasting -------------------------------------------------------------------------------------------------------

    def paste(self, how: How | None = None, *, transpose: bool = False) -> None:
        """The clipboard's table from the upper left selected cell on, repeated over a range that it fits.

        Where it has a header row of our columns its figures go to those, and to the channels it names. A very long one
        is read while the window goes on.
        """
        block, session = self._view.block(), self._model.source.session
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where another program gave it up
        if block is None or session is None or data is None:
            return
        text, html = data.text(), data.html() if data.hasHtml() else ""

        def work() -> _Pasted | str | None:
            return self._read(text, html, block, how, transpose=transpose)

        if text.count("\n") < _MANY_LINES:
            self._take(work())
        else:
            self._model.pasting.do(tr("Pasting…"), work, self._take)

    def _read(self, text: str, html: str, block: Block, how: How | None, *, transpose: bool) -> _Pasted | str | None:
        """What the paste does, or the sentence why nothing; None where there is nothing to paste. Changes nothing."""
        from roiapp.ui.sheet import clipboard, column_choice, paste_header
        from roiapp.ui.sheet.grid_edits import RefusedError

        model = self._model
        sheet, session = model.worksheet, model.source.session
        table = clipboard.pasted_table(text, html)
        if sheet is None or session is None or not table:
            return None
        if transpose:
            table = clipboard.transposed(table)
        headed = paste_header.read_header(table, model.columns, session.catalog)
        if headed is None:
            table = clipboard.fitted(table, len(block.rows), len(block.columns))
            places = list(range(block.left, model.columnCount()))
            targets = [self._target(place) for place in places]
            return self._made(targets, places, self._channels_from(block.top, len(table)), table, how)
        rows: Sequence[int] = self._channels_from(block.top, len(headed.rows))
        left_out = 0
        if headed.has_names:
            try:
                kept, rows = paste_header.rows_by_name(headed, sheet)
            except RefusedError as error:
                return str(error)
            left_out, headed = len(headed.rows) - len(kept.rows), kept
        places = [self._place(target) for target in headed.columns]
        new = [column for column in headed.columns if isinstance(column, Column) and column not in model.columns]
        show = column_choice.showing_these(sheet, session.catalog, [column.id for column in new])
        found = self._made(headed.columns, places, rows, headed.rows, how, show)
        found.paste.by_header, found.paste.unknown, found.paste.skipped = True, headed.unknown, left_out
        found.paste.shown = tuple(column.header for column in new)
        return found

    def _made(
        self,
        targets: Sequence[Target],
        places: Sequence[int],
        rows: Sequence[int],
        table: Sequence[Sequence[PastedCell]],
        how: How | None,
        also: Edit | None = None,
    ) -> _Pasted:
        """`places` are the grid's columns of the targets, -1 for nowhere."""
        from roiapp.ui.sheet import grid_paste

        model = self._model
        assert model.worksheet is not None
        write = model.source.number_format
        pasted = grid_paste.paste(model.worksheet, targets, rows, table, write, how or grid_paste.How(), also)
        reached = [place for place in places[: max(len(row) for row in table)] if place >= 0] if rows else []
        return _Pasted(pasted, places, rows, reached)

    def _take(self, found: _Pasted | str | None) -> None:
        """Make the paste, mark what it left out and select where it went."""
        view, model = self._view, self._model
        if isinstance(found, str):
            view.noticed.emit(found)
        if found is None or isinstance(found, str):
            return
        pasted, rows, reached = found.paste, found.rows, found.reached
        sentence = model.apply(pasted.edit)
        if sentence:
            view.noticed.emit(sentence)
            return
        model.mark_refused((row, found.places[across], text, why) for row, across, text, why in pasted.refused)
        if reached:
            there = sorted(row for channel in rows if (row := model.row(channel)) is not None)
            top, bottom = (there[0], there[-1]) if there else (0, -1)
            if there:
                view.go_to(top, min(reached))
            if 0 <= bottom - top < len(rows):  # else they lie apart
                view.select_block(Block(top, min(reached), max(bottom, top), max(reached)))
        if pasted.sentence():
            view.noticed.emit(pasted.sentence())

    def _channels_from(self, top: int, count: int) -> Sequence[int]:
        """The channels that stand in so many rows from one on, subtotals left out, then new ones."""
        order = self._model.order
        if order.plain:
            return range(top, top + count)
        found = list(order.channels_in(top, order.rows))[:count]
        return [*found, *range(order.channels, order.channels + count - len(found))]

    def _target(self, place: int) -> Target:
        return self._model.columns[place - 1] if place else "names"

    def _place(self, target: Target) -> int:
        if target == "names":
            return 0
        if isinstance(target, str) or target not in self._model.columns:
            return -1
        return self._model.columns.index(target) + 1
