"""A figure at pairs of values of two inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from roiapp.analysis.decisions.matters import HeatMap, heat_map, movable
from roiapp.analysis.decisions.matters_story import heat_said
from roiapp.analysis.decisions.moved_inputs import SeekError
from roiapp.charts.heat_map import HeatTexts, cell_at, heat_layout, least_height, paint_heat
from roiapp.core.unit_records import SHARE
from roiapp.language import tr
from roiapp.ui.lists.matters_page import MattersPage, Question
from roiapp.ui.lists.picture_view import PictureView
from roiapp.ui.lists.tornado_page import line_text
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.flowing import Flowing
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.charts.heat_map import HeatLayout
    from roiapp.charts.style import ChartStyle
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

_STEPS: Final = (0.05, 0.1, 0.2)
_USUAL: Final = 1

#: the inputs a table can be made of, and the table: or why there is none
Found = tuple[tuple[str, ...], HeatMap | str]


class HeatView(PictureView):
    """The table; a mark is a cell."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.shown: tuple[HeatMap, HeatTexts] | None = None

    def show_table(self, found: HeatMap, texts: HeatTexts, name: str, words: tuple[str, ...]) -> None:
        """Show this from now on."""
        self.shown = (found, texts)
        self.least = QSizeF(520.0, least_height(len(found.row_values)))
        self.show_words(name, words, len(found.column_values))

    @property
    def first_mark(self) -> int:
        if self.shown is None:
            return 0
        row, column = self.shown[0].now
        return row * self.across + column

    def places(self, size: QSizeF, style: ChartStyle) -> HeatLayout | None:
        """Where everything stands at a size."""
        return None if self.shown is None else heat_layout(*self.shown, size, style)

    def paint(self, painter: QPainter, size: QSizeF, style: ChartStyle, marked: int | None) -> None:
        places = self.places(size, style)
        if places is not None:
            paint_heat(painter, places, style, marked)

    def mark_at(self, point: QPointF, size: QSizeF, style: ChartStyle) -> int | None:
        places = self.places(size, style)
        return None if places is None else cell_at(places, point)


class TwoWayPage(MattersPage):
    """Which two inputs, and in which steps, is chosen above the table."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.right.hide()
        self.down, self.across, self.step = (CalmBox(theme, self) for _ in range(3))
        row = Flowing(8)
        for text, box, name in (
            (tr("Down"), self.down, tr("Input in the rows")),
            (tr("Across"), self.across, tr("Input in the columns")),
            (tr("In steps of"), self.step, tr("Steps from row to row and from column to column")),
        ):
            label = QLabel(text, self)
            label.setFont(theme.font(13))
            box.setAccessibleName(name)
            box.activated.connect(lambda _place: self.asked.emit())
            row.addWidget(label)
            row.addWidget(box)
        for step in _STEPS:
            self.step.addItem("", step)
        self.step.setCurrentIndex(_USUAL)
        self.picture_side.insertLayout(0, row)
        self.view = HeatView(theme, self)
        self.picture_side.addWidget(self.view, 1)

    def work(self, figures: Figures, question: Question) -> Callable[[], Found]:
        down, across, step = self.down.currentData(), self.across.currentData(), float(self.step.currentData())

        def find() -> Found:
            can = movable(figures, *question)
            if len(can) < 2:
                return can, tr("A table takes two inputs that move the figure and are known here.")
            rows = down if down in can else can[0]
            columns = across if across in can and across != rows else next(by for by in can if by != rows)
            try:
                return can, heat_map(figures, *question, rows, columns, step)
            except SeekError as error:
                return can, str(error)

        return find

    def show_found(self, figures: Figures, question: Question, found: Found, write: NumberFormat) -> tuple[str, ...]:
        can, table = found
        record = figures.catalog.record(question.metric)
        made = isinstance(table, HeatMap)
        for widget in (self.view, self.title, self.down, self.across, self.step):
            widget.setVisible(made)
        if isinstance(table, str):
            return (table,)
        fields = figures.catalog.field
        for box, chosen, other in ((self.down, table.rows, table.columns), (self.across, table.columns, table.rows)):
            self._offer(box, [(by, tr(fields[by].header)) for by in can if by != other], chosen)
        rows, columns = tr(fields[table.rows].header), tr(fields[table.columns].header)
        self._write_steps(write)
        metric = tr(record.header)
        self.say(self.title, tr("{metric} by {rows} and {columns}", metric=metric, rows=rows, columns=columns))
        texts = HeatTexts(
            rows, columns, line_text(table.line, record.unit, write), record.unit, fields[table.rows].unit,
            fields[table.columns].unit, write, getattr(record, "better", "up") == "down",
        )  # fmt: skip
        words = tuple(
            tr("{rows} {row}, {columns} {column}: {metric} {figure}", rows=rows, columns=columns,
               row=write.text(down, texts.row_unit), column=write.text(across, texts.column_unit),
               metric=metric, figure=write.text(table.figures[i][j], record.unit))
            for i, down in enumerate(table.row_values) for j, across in enumerate(table.column_values)
        )  # fmt: skip
        self.view.show_table(table, texts, self.title.text(), words)
        return heat_said(figures, table, write)

    def _write_steps(self, write: NumberFormat) -> None:
        for place, step in enumerate(_STEPS):
            self.step.setItemText(place, write.text(step, SHARE))
        self.step.updateGeometry()

    def _offer(self, box: CalmBox, offered: list[tuple[str, str]], chosen: str) -> None:
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != offered:
            box.clear()
            for by, name in offered:
                box.addItem(name, by)
            box.updateGeometry()
        box.setCurrentIndex(box.findData(chosen))
