"""What the worksheet says, as Qt's tables ask for it: channels down, figures across, everything read from the session.

Nothing is kept per row. Without a document there are the columns of a new one and no rows, so that the grid can be
painted before numpy is there. Changes come in `worksheet_model`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from roiapp.core.units import localize_expression
from roiapp.language import tr
from roiapp.ui.sheet import cell_hints, grid_edits, trend_words
from roiapp.ui.sheet.across import Across, FiguresAcross
from roiapp.ui.sheet.cell_looks import RUN, CellLooks, Look
from roiapp.ui.sheet.cell_marks import CellMarks
from roiapp.ui.sheet.grid_columns import Band, Column
from roiapp.ui.sheet.group_looks import GroupLooks
from roiapp.ui.sheet.note_marks import NoteMarks, place_of
from roiapp.ui.sheet.row_order import RowOrder
from roiapp.ui.sheet.supposed_reading import SupposedReading
from roiapp.ui.sheet.trend_cells import TrendCells, Whose

if TYPE_CHECKING:
    from roiapp.analysis.sparkline import Sparkline
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Place
    from roiapp.ui.model.session_model import SessionModel

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()
_ALIGN_NAME: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ALIGN_FIGURE: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NO_LOOK: Final[Look] = ("", 0)

#: The figure itself, a float or None.
FIGURE_ROLE: Final = int(_Role.UserRole)
#: The id of the field or metric of a column (of headers too), "" for the channel's name.
ID_ROLE: Final = int(_Role.UserRole) + 1


class WorksheetReading(SupposedReading):
    """Column 0 is the channel, column i the figure `columns[i - 1]`; the last row is the empty one below them."""

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self.across: Across = FiguresAcross()
        self._looks: dict[View, CellLooks] = {}
        #: by the place of the column
        self._totals: dict[int, tuple[Look, str]] = {}
        self._marks = CellMarks()
        self._notes = NoteMarks()
        #: what the columns of trends show in place of texts
        self.trends = TrendCells(source, self)
        self.columns: tuple[Column, ...] = self.across.columns(source)
        self._read_document()

    # -- what the view's own painting asks for -------------------------------------------------------------------------

    @property
    def bands(self) -> tuple[Band, Band]:
        """The two groups of columns: the second is always calculated."""
        return self.across.bands(self.columns)

    @property
    def open_column(self) -> int:
        """Of several periods side by side the place of the one that cards and charts show, -1 where none is."""
        view = self._source.view
        return next((i for i, column in enumerate(self.columns, start=1) if column.apart and column.view == view), -1)

    def figures_of(self, column: Column) -> Figures | None:
        """The figures of the column's period or roll-up."""
        session = self._source.session
        return session.calculator.figures(column.view) if session and column.view else None

    def looks_of(self, column: Column) -> CellLooks | None:
        """What the cells of the column's period or roll-up say."""
        view = column.view
        found = self._looks.get(view) if view else None
        if found is None and view is not None:
            figures = self.figures_of(column)
            if figures is not None:
                sheet = figures.worksheet  # of time-matched figures another one than the document
                found = self._looks[view] = CellLooks(sheet, view, figures, self._source.number_format, self.order)
        return found

    def run(self, column: int, number: int) -> list[Look]:
        """Texts and tones of RUN rows from `number * RUN` on, of a column of figures (from 1)."""
        holder = self.columns[column - 1]
        if holder.trend:
            return [_NO_LOOK] * max(0, min(RUN, self.empty_row - number * RUN))
        looks = self.looks_of(holder)
        return looks.run(holder, number) if looks else []

    def look(self, row: int, column: int) -> Look:
        if not 0 <= row < self.empty_row or column < 1 or self.columns[column - 1].trend:
            return _NO_LOOK
        group = self.group(row)
        if group is not None and self.groups is not None:
            return self.groups.look(group, self.columns[column - 1])
        looks = self.looks_of(self.columns[column - 1])
        return looks.look(self.columns[column - 1], row) if looks else _NO_LOOK

    def trend(self, row: int | None, column: int) -> Sparkline | None:
        """The course that a column of trends shows in a row, None for the totals; None where it is not known yet."""
        return self.trends.line(self.columns[column - 1].id, self.whose(row))

    def whose(self, row: int | None) -> Whose:
        """Whose trend stands in a row of channels or of a subtotal, None in the totals."""
        group = None if row is None else self.group(row)
        return None if row is None else self.channel(row) if group is None else -1 - group

    def total_look(self, column: int) -> Look:
        """Text and tone of the total of a column of figures (from 1)."""
        return self._total(column)[0]

    def coverage(self, column: int) -> str:
        """ "7 of 11" where the column's total leaves channels out, else nothing."""
        return self._total(column)[1]

    def coverage_sentence(self, column: int) -> str:
        """Which channels the total leaves out, or why there is none."""
        figures = self.figures_of(self.columns[column - 1])
        if figures is None:
            return ""
        if self.columns[column - 1].trend:
            return trend_words.sentence(self, None, column)
        id_ = self.columns[column - 1].id
        reason = figures.reason(id_, None)
        if reason:
            return reason.sentence(figures.catalog)
        return cell_hints.left_out(figures, id_)

    def warning(self, row: int, column: int) -> str:
        """The sentence of the cell's warnings, "" where there is none."""
        channel = self.channel(row)
        if channel is None or self._matched or (column and self.columns[column - 1].trend):
            return ""
        found = self._source.warnings_at(channel, self.id_of(column))
        view = self.columns[column - 1].view if column else None
        if not found:
            return ""
        return " ".join(w.text for w in found if w.level == "check" and (view is None or w.period in view.periods))

    def marked(self, column: int) -> Collection[int]:
        """The rows whose cells of a column carry a corner, for a warning or a pasted text that could not be read."""
        channels = self._marks.channels(column)
        return self.order.rows_of(channels) if channels else ()

    def refused(self, row: int, column: int) -> tuple[str, str] | None:
        """Text and sentence of a pasted cell that could not be read."""
        channel = self.channel(row)
        if not self._marks.any_refused or not column or channel is None or self.columns[column - 1].trend:
            return None
        return self._marks.refused(self.place(channel, column))

    def noted(self, column: int) -> Collection[int]:
        """The rows whose cells of a column carry a note's corner; column 0 is the channels' names."""
        sheet = self.worksheet
        return self.order.rows_of(self._notes.channels(sheet, self.columns, column)) if sheet and sheet.notes else ()

    def noted_total(self, column: int) -> bool:
        """Whether the total of a column of figures (from 1) carries one."""
        sheet = self.worksheet
        return sheet is not None and bool(sheet.notes) and self._notes.total(sheet, self.columns, column)

    def noted_period(self, column: int) -> bool:
        """Whether the period that a column is of carries one, where periods stand side by side."""
        sheet = self.worksheet
        return sheet is not None and bool(sheet.notes) and self._notes.period(sheet, self.columns, column)

    def note(self, row: int | None, column: int) -> str:
        """The note of a cell, of the total where there is no row; "" for none."""
        sheet, channel = self.worksheet, None if row is None else self.channel(row)
        if sheet is None or not sheet.notes or (row is not None and channel is None):
            return ""
        place = place_of(sheet, self.columns[column - 1] if column else None, channel)
        return sheet.notes.get(place, "") if place else ""

    def place(self, channel: int, column: int) -> Place:
        """A cell by identities that stay when rows and periods move: figure, period, channel."""
        sheet, holder = self.worksheet, self.columns[column - 1]
        assert sheet is not None
        assert holder.view is not None
        return holder.id, sheet.periods[holder.view.periods[0]].key, sheet.keys[channel]

    # -- Qt's questions ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not self.why_read_only(index.column(), index.row()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case _Role.DisplayRole:
                return self.text(row, column)
            case _Role.EditRole:
                return self.edit_text(row, column)
            case _Role.TextAlignmentRole:
                return _ALIGN_FIGURE if column else _ALIGN_NAME
            case _Role.ToolTipRole:
                return self.hint(row, column) or None
            case _Role.AccessibleTextRole:
                return cell_hints.spoken(self, row, column)
            case _Role.AccessibleDescriptionRole:
                return self.hint(row, column)
            case _ if role == FIGURE_ROLE:
                return self.figure(row, column)
            case _ if role == ID_ROLE:
                return self.id_of(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == _Role.DisplayRole else None
        column = self.columns[section - 1] if section else None
        match role:
            case _Role.DisplayRole:
                return column.header if column else tr("Channel")
            case _Role.ToolTipRole | _Role.AccessibleDescriptionRole:
                return cell_hints.title_hint(self, section) if column else None
            case _Role.TextAlignmentRole:
                return _ALIGN_FIGURE if column else _ALIGN_NAME
            case _ if role == ID_ROLE:
                return column.id if column else ""
        return None

    # -- one cell ------------------------------------------------------------------------------------------------------

    def text(self, row: int, column: int) -> str:
        if not column:
            return self.name(row)
        return self.look(row, column)[0]

    def figure(self, row: int, column: int) -> float | None:
        if not column or self.columns[column - 1].trend:
            return None
        holder, channel, group = self.columns[column - 1], self.channel(row), self.group(row)
        if group is not None and self.groups is not None:
            return self.groups.value(group, holder)
        figures = self.figures_of(holder) if channel is not None else None
        return figures.value(holder.id, channel) if figures and channel is not None else None

    def edit_text(self, row: int, column: int) -> str:
        """What the editor starts with: the arithmetic where it was typed as such, else every digit; "" for a blank."""
        if not column:
            return self.name(row)
        sheet, holder = self.worksheet, self.columns[column - 1]
        channel = self.channel(row)
        if sheet is None or channel is None:
            return ""
        write, unit = self._source.number_format, holder.record.unit
        if not holder.writable:
            return write.edit_text(self.figure(row, column), unit)
        kept = sheet.expression(holder.id, holder.period, channel)
        if kept:
            return localize_expression(kept, write.locale)
        return write.edit_text(sheet.value(holder.id, holder.period, channel), unit)

    def hint(self, row: int, column: int) -> str:
        """What the tooltip says: the note first, then what was refused, what to check, why there is no figure."""
        return cell_hints.hint(self, row, column)

    def why_read_only(self, column: int, row: int = -1) -> str:
        """The sentence that says why a cell, or those of a column, cannot be typed in; "" where they can."""
        if self.worksheet is None:
            return tr("The worksheet is still opening.")
        if self.group(row) is not None:
            return grid_edits.subtotal_sentence()
        if not column:
            return ""
        if self.columns[column - 1].trend:
            return trend_words.read_only()
        return grid_edits.why_read_only(self.columns[column - 1])

    def why_all_read_only(self) -> str:
        """The sentence that says why no figure at all can be typed here; "" where some can."""
        if not self._rows or any(column.writable for column in self.columns):
            return ""
        return self.why_read_only(1) if self.columns else ""

    # -- inside ------------------------------------------------------------------------------------------------------

    def _total(self, column: int) -> tuple[Look, str]:
        holder = self.columns[column - 1]
        found = (_NO_LOOK, "") if holder.trend else self._totals.get(column)
        if found is None:
            figures, looks = self.figures_of(holder), self.looks_of(holder)
            if looks is None or figures is None or not self.channels:
                return _NO_LOOK, ""
            total = figures.total(holder.id)
            whole = total.value is None or total.known >= total.of
            covers = "" if whole else tr("{known} of {all}", known=total.known, all=total.of)
            found = self._totals[column] = looks.total(holder), covers
        return found

    def _read_marks(self) -> None:
        """Take the warnings and refused cells as they are now."""
        sheet = self.worksheet
        if sheet is None:
            self._marks.clear()
            return
        # They are about what was typed, which time-matched cells do not show.
        self._marks.read(sheet, self.columns, () if self._matched else self._source.known_warnings)

    @property
    def _matched(self) -> bool:
        session = self._source.session
        return session is not None and session.time_matched

    def _read_document(self) -> None:
        """Take the session's figures as they are now; everything worked out before is forgotten."""
        source = self._source
        self._document = source.session
        self._totals.clear()
        self._looks.clear()
        self._notes.forget()
        if source.session is None or source.view is None:
            self._rows, self.order, self.groups = 0, RowOrder(0), None
            return
        sheet = source.session.worksheet
        if self.order.plain:
            self.order = RowOrder(len(sheet.keys))
        grouped = bool(self.order.groups)
        self.groups = GroupLooks(self.figures_of, source.number_format, self.order) if grouped else None
        self._rows = self.order.rows + 1
        self.trends.look_at(self.order)
        self._first_key = sheet.first_key
