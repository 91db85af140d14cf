"""Tables that run across: months, channels or fields as columns, or fields as rows.

Whatever stands where, a figure is of one channel, one field and one period: each is said by the headings of its column,
by the labels of its row, by a heading above the rows, or by the title. What comes out is a sheet with one row for each
channel and period and one column for each field, headed as the user heads it (`cross_sheet`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.cross_axes import Axes, axes_at
from roiapp.files.cross_facts import Fact
from roiapp.files.cross_labels import Part, Reader
from roiapp.files.cross_sheet import Facts
from roiapp.files.dates import Order, Span, day_order
from roiapp.files.dialects import is_unit, is_unknown, names_nobody, normal
from roiapp.files.figure_cells import FigureColumns, is_figure
from roiapp.files.import_choices import QuestionError, open_order, order_answers
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.table_limits import HEADER_WITHIN
from roiapp.files.tables import Cell, Sheet
from roiapp.files.total_words import is_period_total, is_total
from roiapp.language import tr

_LONG: Final = 60
#: the most fields that can stand below a channel's name without a figure
_FIELDS: Final = 20
_BESIDE: Final = ("group", "kind", "owner")


def read_cross(
    sheet: Sheet, catalog: Catalog, at: int | None = None, order: Order = "", chosen: Mapping[str, str] | None = None
) -> tuple[Sheet, dict[str, str]] | None:
    """The sheet in long form, and which of the chosen columns that leaves to be settled; None where it does not run
    across. `at` is the header's row where somebody said so. What a column of figures was chosen to be is the field of
    all figures whose field nothing says.

    Raises `QuestionError` where its dates can be read in two ways, and `FileError` where nothing says what its figures
    are, or of which year.
    """
    reader = Reader(catalog, order, sheet)
    rows = range(min(HEADER_WITHIN, len(sheet.rows))) if at is None else [at]
    figures = FigureColumns(sheet, reader)
    tried = (axes_at(sheet, row, reader, catalog, figures) for row in rows)
    axes = next((found for found in tried if found is not None), None)
    if axes is None:
        return None
    if not order:
        reader = Reader(catalog, _order(sheet, axes), sheet)
    facts = Facts(sheet, reader, axes, _titles(sheet, axes.top))
    headed = {normal(heading.text) for heading in axes.headings.values()}
    left = {name: target for name, target in (chosen or {}).items() if normal(name) not in headed}
    facts.chosen = next((t for name, t in (chosen or {}).items() if normal(name) in headed and t in catalog.field), "")
    _Walk(sheet, reader, catalog, facts, axes, FigureColumns(sheet, reader)).run()
    return facts.sheet(), left


def _order(sheet: Sheet, axes: Axes) -> Order:
    """The order of day and month in the column of dates."""
    column = next((column for column, role in axes.labels.items() if role == "period"), None)
    if column is None:
        return ""
    cells = [row[column] for row in sheet.rows[axes.bottom + 1 :] if column < len(row)]
    order = day_order(cell for cell in cells if isinstance(cell, str))
    if order is None:
        raise QuestionError(
            "date_order", open_order(), answers=order_answers(), sheet=sheet.name, row=axes.bottom + 2,
            column=axes.corners[column],
        )  # fmt: skip
    return order


def _titles(sheet: Sheet, top: int) -> list[str]:
    """The texts above a table, the nearest row first."""
    texts = [text_of(cell) for row in range(top - 1, -1, -1) for cell in sheet.rows[row]]
    return [text for text in texts if any(sign.isalnum() for sign in text)]


@dataclass
class _Walk:
    """Goes down the rows of a sheet and hands on every figure with what is said of it."""

    sheet: Sheet
    reader: Reader
    catalog: Catalog
    facts: Facts
    axes: Axes
    figures: FigureColumns
    above: dict[int, str] = field(default_factory=dict)
    heading_field: str = ""
    heading_channel: str = ""
    total: str = ""
    gap: bool = False
    seen: bool = False

    def run(self) -> None:
        for row in self._rows():
            filled = [cell for cell in self.sheet.rows[row] if not is_blank(cell)]
            if not filled:
                self.gap = self.gap or self.seen
            elif all(is_unit(text_of(cell)) for cell in filled):
                self.facts.skip(row, tr("units of the columns"))
            elif any(self._holds(row, column) for column in self.axes.headings):
                self._take(row, self._texts(row))
                self.seen, self.gap = True, False
            else:
                self._without_figures(row, filled)

    def _rows(self) -> Iterator[int]:
        """The rows below the headings; where other headings follow, those take their place."""
        row = self.axes.bottom + 1
        while row < len(self.sheet.rows):
            again = axes_at(self.sheet, row, self.reader, self.catalog, self.figures) if self.seen else None
            if again is not None and again.top == row and self._says_as_much(again):
                for own in range(row, again.bottom + 1):
                    self.facts.skip(own, tr("the header again"))
                self.axes = again
                self.facts.again(again)
                self.above.clear()
                row = again.bottom
            else:
                yield row
            row += 1

    def _says_as_much(self, again: Axes) -> bool:
        """Whether other headings say the same kinds of things as the first."""
        return again.by_period == self.axes.by_period and again.says("measure") == self.axes.says("measure")

    def _holds(self, row: int, column: int) -> bool:
        """Whether a figure stands in a cell, or a word for one that is not known."""
        cells = self.sheet.rows[row]
        cell = cells[column] if column < len(cells) else None
        if isinstance(cell, str) and cell.strip() and is_unknown(cell):
            return True
        return (row, column) in self.sheet.marks or is_figure(cell, self.reader)

    def _texts(self, row: int) -> dict[str, str]:
        """What the row's labels say, by role; a merged one holds for the rows below it."""
        cells = self.sheet.rows[row]
        texts = {}
        for column, role in self.axes.labels.items():
            own = text_of(cells[column]) if column < len(cells) else ""
            if own:
                self.above = {c: text for c, text in self.above.items() if c < column} | {column: own}
            elif column < self.axes.innermost:
                own = self.above.get(column, "")
            texts[role] = own
        return texts

    def _without_figures(self, row: int, filled: list[Cell]) -> None:
        text = text_of(filled[0])
        if len(filled) == 1 and len(text) <= _LONG and self._leads_on(row):
            self._take_heading(row, text)
        elif len(filled) == 1 and (self.gap or len(text) > _LONG or text[0] in "*#@©"):
            self.facts.skip(row, tr("note below the table: {text}", text=text[:_LONG]))
        elif is_total(text):
            self.facts.skip(row, tr("total row: {text}", text=text))
        elif text in self._texts(row).values():
            self._take(row, self._texts(row))
        else:
            self.facts.skip(row, tr("no figures: {text}", text=text[:_LONG]))

    def _leads_on(self, row: int) -> bool:
        """Whether rows with more in them follow before anything stands alone in its row but the name of a field."""
        for below in range(row + 1, min(row + _FIELDS, len(self.sheet.rows))):
            filled = [cell for cell in self.sheet.rows[below] if not is_blank(cell)]
            if len(filled) > 1:
                return True
            if filled and not (self.axes.says("measure") and self.reader.read(filled[0]).field):
                return False
        return False

    def _take_heading(self, row: int, text: str) -> None:
        """A text that stands alone above rows: the field or the channel of these, or a total that repeats others."""
        label = self.reader.read(text)
        if label.field and self.axes.says("measure"):  # a field of which nothing is known
            return
        within = label.rest if label.field else self.reader.field_within(text)
        self.total = text if label.total else ""
        self.above.clear()
        if self.total:
            self.facts.skip(row, tr("total row: {text}", text=text))
        elif within and not self.axes.says("measure"):
            self.heading_field = within
        elif self.axes.says("measure") and not within and not self.axes.by_channel:
            self.heading_channel = text
        elif not self.axes.says("measure"):
            self.facts.skip(row, tr("heading without figures: {text}", text=text))

    def _take(self, row: int, texts: dict[str, str]) -> None:
        """Every figure of a row."""
        label, channel = texts.get("measure", ""), texts.get("channel", "")
        unnamed = bool(channel) and names_nobody(channel)
        channel = "" if unnamed else channel
        if label in self.axes.pairs:
            channel, label = self.axes.pairs[label]
        measure = self.reader.read(label)
        total = self.total or next((text for text in texts.values() if text and is_total(text)), "")
        if not total and channel and is_period_total(channel) and self.reader.read(channel).field:
            total = channel  # "Total spend" below the channels
        if not channel and measure.meaning is not None and measure.meaning.id in self._paired:
            total = label  # "Total spend" beside "Google spend"
        if total:
            self.facts.totals.add(row)
            self.facts.skip(row, tr("total row: {text}", text=total))
        elif self.axes.by_channel and channel and self.reader.read(channel).other:
            self.facts.skip(row, tr("no figures of its own: {text}", text=channel))
        else:
            when = self._period(row)
            beside = {role: texts[role] for role in _BESIDE if texts.get(role)}
            cells, marks = self.sheet.rows[row], self.sheet.marks
            self.facts.start_row(row, nameless=self.axes.says("channel") and not channel, unnamed=unnamed)
            for column, over in self.axes.headings.items():
                if over.left_out or (self.axes.by_period and over.when is None):
                    self.facts.leave_out(over.text)
                    continue
                cell = cells[column] if column < len(cells) else None
                mark = marks.get((row, column), "") if marks else ""
                doubtful = over.doubtful or (not over.channel and bool(channel) and self.reader.read(channel).other)
                self.facts.add(Fact(
                    row, column, cell, mark, over.text, over.channel or channel,
                    "" if over.channel or channel else self.heading_channel,
                    measure.rest or over.field or self.heading_field, over.when if over.when is not None else when,
                    beside, is_blank(cell) and not mark, doubtful,
                ))  # fmt: skip

    @property
    def _paired(self) -> set[str]:
        """The fields that rows name together with their channels."""
        read = (self.reader.read(field).meaning for _, field in self.axes.pairs.values())
        return {known.id for known in read if known is not None}

    def _period(self, row: int) -> Span | Part | None:
        column = next((column for column, role in self.axes.labels.items() if role == "period"), None)
        if column is None:
            return None
        cells = self.sheet.rows[row]
        own = self.reader.read(cells[column] if column < len(cells) else None)
        return own.when if own.when is not None else self.reader.read(self.above.get(column, "")).when
