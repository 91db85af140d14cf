"""The reports of the view at hand, beside the figures: chosen at the top, by channel, group or owner, each with its
sentences and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from roiapp.language import mark, tr
from roiapp.ui.lists.report_table import ReportTableView
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.analysis.gathering import By
    from roiapp.analysis.reports.report import Report
    from roiapp.core.results import Figures

_SIZE: Final = (1360, 800)
#: id -> what its button says, in the order of the buttons
REPORTS: Final = {
    "lead_to_revenue": mark("Lead to revenue"),
    "pipeline_velocity": mark("Pipeline velocity"),
    "content": mark("Content performance"),
    "steps": mark("Steps taken"),
}
_BY: Final[dict[By, str]] = {
    "channel": mark("By channel"),
    "group": mark("By group"),
    "owner": mark("By owner"),
}


def report_of(figures: Figures, id_: str, by: By) -> Report:
    """The report of an id on a view."""
    from roiapp.analysis.reports.content import content_report
    from roiapp.analysis.reports.lead_revenue import lead_to_revenue
    from roiapp.analysis.reports.steps import steps_report
    from roiapp.analysis.reports.velocity import pipeline_velocity

    made = {"lead_to_revenue": lead_to_revenue, "pipeline_velocity": pipeline_velocity, "content": content_report,
            "steps": steps_report}  # fmt: skip
    return made[id_](figures, by)


class ReportWindow(QDialog):
    """Stays beside the figures and follows them, first with the report `id_`. `asked` as in `ReportTableView`."""

    asked = Signal(object, str)

    def __init__(self, theme: Theme, model: SessionModel, id_: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._model = model
        self.id = id_
        self.by: By = "channel"
        self.heading, self.question, self.said = QLabel(self), QLabel(self), QLabel(self)
        self.tables: list[ReportTableView] = []
        self._buttons: list[QPushButton] = []
        self._lay_out()
        model.frame.connect(self.refresh)
        theme.changed.connect(self._dress)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self._dress()
        self.refresh()
        if self.tables and self.tables[0].view.isVisibleTo(self):
            self.tables[0].view.setFocus()

    def _lay_out(self) -> None:
        apart = self._theme.text_size > 130  # then there is no room for all of them in one row
        rows = [QHBoxLayout() for _ in range(2 if apart else 1)]
        for row in rows:
            row.setSpacing(8)
        kinds: list[tuple[str, str, Callable[[str], None]]] = [(id_, t, self.choose) for id_, t in REPORTS.items()]
        ways: list[tuple[str, str, Callable[[str], None]]] = [(id_, t, self._choose_by) for id_, t in _BY.items()]
        for group in (kinds, ways):
            together = QButtonGroup(self)
            for id_, text, choose in group:
                button = QPushButton(tr(text), self)
                button.setObjectName(id_)
                button.setCheckable(True)
                button.setChecked(id_ in (self.id, self.by))
                button.setAutoDefault(False)
                button.setMinimumHeight(self._theme.px(30))
                button.clicked.connect(lambda _checked=False, do=choose, what=id_: do(what))
                together.addButton(button)
                self._buttons.append(button)
                (rows[0] if group is kinds else rows[-1]).addWidget(button)
            if group is kinds or apart:
                (rows[0] if group is kinds else rows[-1]).addStretch(1)
        for label in (self.heading, self.question, self.said):
            label.setWordWrap(True)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(14)
        self._tables.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(16, 14, 16, 16)
        self._whole.setSpacing(8)
        for row in rows:
            self._whole.addLayout(row)
        for label in (self.heading, self.question, self.said):
            self._whole.addWidget(label)
        if self._theme.text_size > 100:  # several tables may be higher than there is room
            self._whole.addWidget(scrolled(self._tables, self), 1)
        else:
            self._whole.addLayout(self._tables, 1)

    def choose(self, id_: str) -> None:
        """Turn to another report."""
        self.id = id_
        next(button for button in self._buttons if button.objectName() == id_).setChecked(True)
        self.refresh()

    def _choose_by(self, by: str) -> None:
        self.by = next(each for each in _BY if each == by)
        self.refresh()

    def refresh(self) -> None:
        """Show the report on the figures of now."""
        figures = self._model.figures
        if figures is None:
            return
        for button in self._buttons:  # a step is of a channel or of all
            if button.objectName() in _BY:
                button.setEnabled(self.id != "steps")
        report = report_of(figures, self.id, self.by)
        self.setWindowTitle(report.title)
        self.heading.setText(report.title)
        self.question.setText(report.question)
        self.said.setText(" ".join(report.sentences))
        self.said.setVisible(bool(report.sentences))
        while len(self.tables) < len(report.tables):
            made = ReportTableView(self._theme, self)
            made.asked.connect(self.asked)
            made.dress()
            self.tables.append(made)
            self._tables.insertWidget(len(self.tables) - 1, made)
        for place, view in enumerate(self.tables):
            view.setVisible(place < len(report.tables))
        for view, table in zip(self.tables, report.tables, strict=False):
            view.show_table(table, self._model.number_format, titled=len(report.tables) > 1)

    def _dress(self) -> None:
        theme = self._theme
        self.heading.setFont(theme.font(15, 600))
        self.question.setFont(theme.font(12))
        self.said.setFont(theme.font(13))
        palette = self.question.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.colour("text2"))
        self.question.setPalette(palette)
        soft, text = theme.tokens.accent_soft, theme.tokens.accent_text
        chosen = f" QPushButton:checked {{ background: {soft}; color: {text}; border-color: {text}; }}"
        for button in self._buttons:
            button.setFont(theme.font(12, 500))
            button.setStyleSheet(button_style(theme, Choice("", button.text())) + chosen)
        for table in self.tables:
            table.dress()
