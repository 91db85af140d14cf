"""At which value of each input nothing is left over: a table, nearest first, and the curve of the chosen input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from roiapp.analysis.decisions.break_even import BreakEven, break_even, curve_of
from roiapp.analysis.decisions.matters_story import break_even_said, from_to
from roiapp.analysis.decisions.seek_story import detail
from roiapp.charts.seek_curve import Units
from roiapp.language import tr
from roiapp.ui.forms.seek_curve_view import SeekCurveView
from roiapp.ui.lists.matters_page import MattersPage, Question
from roiapp.ui.lists.text_rows import TextRows
from roiapp.ui.look.calm_table import CalmPainter, CalmTable
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.goal_seek import Answer
    from roiapp.analysis.decisions.seek_ways import Curve
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

_Index = QModelIndex | QPersistentModelIndex

#: what breaks even where, and the curve of the input that is looked at: its id, "" for none
Found = tuple[BreakEven, str, "Curve | None"]


class _Painter(CalmPainter):
    """Names at the left, figures at the right."""

    def paint_cell(self, painter: QPainter, room: QRect, index: _Index) -> None:
        column = index.column()
        self.write(painter, room, str(index.data() or ""), weight=600 if column == 2 else 400, right=column > 0,
                   name=column == 0)  # fmt: skip


class BreakEvenPage(MattersPage):
    """The curve is that of the row that is chosen; what is held, or why there is no break-even, stands below it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.curve = SeekCurveView(theme, self)
        self.picture_side.addWidget(self.curve, 1)
        self.picture_side.addWidget(self.aside)
        self.rows = TextRows(self, (tr("Input"), tr("Today"), tr("Break-even"), tr("Change")))
        self.table = CalmTable(theme, self.rows, {0: 1}, self, row=28)
        self.table.setItemDelegate(_Painter(self.table))
        self.table.setAccessibleName(tr("Break-even by input"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._take_row())
        self.table_side.addWidget(self.table, 1)
        self.table_side.addStretch(0)
        self._shown: tuple[Figures, Question, Found, NumberFormat] | None = None
        #: the input whose row was chosen, and whether rows are being filled
        self._wanted = ""
        self._filling = False

    def work(self, figures: Figures, question: Question) -> Callable[[], Found]:
        wanted, shown = self._wanted, self._shown
        # only another curve is asked for where nothing else has changed
        before = shown[2][0] if shown is not None and shown[0] is figures and shown[1] == question else None

        def find() -> Found:
            found = break_even(figures, *question) if before is None else before
            first = found.answers[0] if found.answers else None
            chosen = next((answer for answer in found.answers if answer.goal.by == wanted), first)
            return (found, "", None) if chosen is None else (found, chosen.goal.by, curve_of(figures, chosen))

        return find

    def show_found(self, figures: Figures, question: Question, found: Found, write: NumberFormat) -> tuple[str, ...]:
        self._shown = (figures, question, found, write)
        answers = found[0].answers
        self._filling = True
        self.rows.fill([self._row(figures, answer, write) for answer in answers])
        self.table.fit({0: 130})
        self.fit_rows(self.table)
        for widget in (self.table, self.curve, self.title):
            widget.setVisible(bool(answers))
        place = next((place for place, answer in enumerate(answers) if answer.goal.by == found[1]), 0)
        self.table.setCurrentIndex(self.rows.index(place, 0))
        self._filling = False
        self._show_row()
        return break_even_said(figures, found[0], write)

    def _row(self, figures: Figures, answer: Answer, write: NumberFormat) -> tuple[str, ...]:
        field = figures.catalog.record(answer.goal.by)
        now, then, change = from_to(answer, field, write)
        return tr(field.header), now, then or tr("none"), change

    @property
    def _chosen(self) -> Answer | None:
        place = self.table.currentIndex().row()
        answers = () if self._shown is None else self._shown[2][0].answers
        return answers[place] if 0 <= place < len(answers) else None

    def _take_row(self) -> None:
        if self._filling or self._chosen is None:
            return
        self._wanted = self._chosen.goal.by
        self._show_row()
        self.asked.emit()

    def _show_row(self) -> None:
        answer = self._chosen
        if answer is None or self._shown is None:
            self.say(self.aside, "")
            return
        figures, _question, (_found, by, curve), write = self._shown
        record, field = figures.catalog.record(answer.goal.metric), figures.catalog.record(answer.goal.by)
        self.say(self.title, tr("{metric} by {field}", metric=tr(record.header), field=tr(field.header)))
        self.curve.setAccessibleName(self.title.text())
        self.curve.setAccessibleDescription(", ".join(self._row(figures, answer, write)))
        units = Units(record.unit, field.unit, write, tr("Break-even"))
        self.curve.show_curve(curve if by == answer.goal.by else None, units)
        self.say(self.aside, detail(figures, answer, write) or answer.reason)
