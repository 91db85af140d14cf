"""The second to fourth step: what the columns are, what the names become, and what will be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from roiapp.files.bringing_in import Outcome
from roiapp.files.import_choices import Key
from roiapp.files.import_reading import OwnTable
from roiapp.language import current, tr, trn
from roiapp.ui.bring_in.change_table import CHIPS, ChangeTable
from roiapp.ui.bring_in.channel_table import ChannelTable, named, shared_words
from roiapp.ui.bring_in.column_table import ColumnTable
from roiapp.ui.bring_in.import_work import ImportWork
from roiapp.ui.bring_in.question_bar import MEETS
from roiapp.ui.forms.differences_view import DifferencesView
from roiapp.ui.forms.name_dialog import NameDialog
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.theme import Theme

_MOST_LINES: Final = 4


class Heading(QWidget):
    """A title, a sentence beside it, and room for what is to be pressed at the right."""

    def __init__(self, theme: Theme, title: str, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel(title, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(theme.font(15, 600))
        self.sentence = QLabel(sentence, self)
        self.sentence.setFont(theme.font(12))
        self.sentence.setWordWrap(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(10)
        self.row.addWidget(self.title)
        self.row.addWidget(self.sentence, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.sentence.setStyleSheet(f"color: {self._theme.tokens.text2}")


class Counts(QWidget):
    """How many rows are added, updated and left out, as small coloured marks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.marks: list[tuple[str, QLabel]] = []
        theme.changed.connect(self._dress)

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Show these: what becomes of rows, and how many in words."""
        for _, label in self.marks:
            self._row.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.marks = [(change, QLabel(text, self)) for change, text in counts]
        for _, label in self.marks:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(self._theme.font(12, 500))
            self._row.addWidget(label)
        self._dress()

    def _dress(self) -> None:
        for change, label in self.marks:
            _, _, role, ground = CHIPS[change]
            label.setStyleSheet(
                f"color: {self._theme.colour(role).name()}; background: {self._theme.colour(ground).name()};"
                " border-radius: 4px; padding: 2px 8px;"
            )


class Preview(QWidget):
    """What will change, counted above the rows, and what to mind below them."""

    def __init__(self, theme: Theme, work: ImportWork, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = Heading(theme, tr("What will change"), "", self)
        self.counts = Counts(theme, self)
        self.heading.row.insertWidget(1, self.counts)
        self.table = ChangeTable(theme, work.worksheet, work.catalog, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what becomes of this file."""
        periods = outcome.brought.plan.periods if outcome is not None and outcome.brought is not None else ()
        title = tr("What will change in {period}", period=periods[0].text(current())) if len(periods) == 1 else ""
        self.heading.title.setText(title or tr("What will change"))
        self.counts.show_counts(counted(outcome))
        self.table.show_outcome(outcome)


class ColumnsPage(QWidget):
    """What each column of the file becomes."""

    def __init__(self, theme: Theme, work: ImportWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = work
        self._place = 0
        sentence = tr("Tell the worksheet what each column in the file means.")
        self.heading = Heading(theme, tr("Map columns"), sentence, self)
        self.reset = GhostButton(theme, "rotate-ccw", self)
        self.reset.setText(tr("Reset to suggestions"))
        self.reset.clicked.connect(lambda: self._work.forget(self._place))
        self.heading.row.addWidget(self.reset)
        self.table = ColumnTable(theme, work.catalog, self)
        self.table.chosen.connect(lambda column, target: self._work.choose_column(self._place, column, target))
        self.preview = Preview(theme, work, self)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.preview)
        parts.setHandleWidth(12)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(parts, 1)

    def show_file(self, place: int, outcome: Outcome | None) -> None:
        """Show this file."""
        self._place = place
        self.table.show_proposals(outcome.proposals if outcome is not None else ())
        self.preview.show_outcome(outcome)
        self.reset.setEnabled(outcome is not None and outcome.source.choices.to_take_back)


class ChannelsPage(QWidget):
    """What the names in the file become."""

    def __init__(self, theme: Theme, work: ImportWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work = work
        self._place = 0
        sentence = tr("Choose several rows to bring them together under one channel.")
        self.heading = Heading(theme, tr("Match channels"), sentence, self)
        self.table = ChannelTable(theme, work.worksheet, self)
        self.together = GhostButton(theme, "merge", self)
        self.together.setText(tr("Bring together…"))
        self.together.clicked.connect(self._bring_together)
        self.heading.row.addWidget(self.together)
        self.table.chosen.connect(lambda names, target: self._work.name_channels(self._place, names, target))
        self.table.renaming.connect(self._rename)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        self._on_selection()

    def show_file(self, place: int, outcome: Outcome | None) -> None:
        """Show this file."""
        self._place = place
        if outcome is None or outcome.brought is not None:
            self.table.channels.show(named(outcome, self._work.worksheet))

    def _on_selection(self) -> None:
        self.together.setEnabled(len(self.table.selected_names()) > 0)

    def _bring_together(self) -> None:
        self._rename(self.table.selected_names())

    def _rename(self, names: Sequence[str]) -> None:
        if not names:
            return
        title = trn("Under which channel?", "Under which channel do {n} names go?", len(names))
        NameDialog(
            self._theme, title, shared_words(names), tr("Use this name"),
            lambda name: self._work.name_channels(self._place, names, name), self,
        ).open()  # fmt: skip


class ReviewPage(QWidget):
    """The period, what becomes of figures that are there, and everything that will change."""

    def __init__(self, theme: Theme, work: ImportWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = work
        self._place = 0
        self.period = CalmBox(theme, self)
        self.period.setAccessibleName(tr("The period the figures go into"))
        self.period.activated.connect(self._on_period)
        self.meets = CalmBox(theme, self)
        self.meets.setAccessibleName(tr("What becomes of figures that are there"))
        for meets, text in MEETS.items():
            self.meets.addItem(tr(text), meets)
        self.meets.activated.connect(lambda row: work.choose_for_all(meets=self.meets.itemData(row)))
        row = QHBoxLayout()
        row.setSpacing(10)
        for label, box in ((tr("&Period"), self.period), (tr("&Figures that are there"), self.meets)):
            name = QLabel(label, self)
            name.setBuddy(box)
            row.addWidget(name)
            row.addWidget(box)
            row.addSpacing(14)
        row.addStretch(1)
        self._periods: list[Key | None] = []
        self.rate = QLabel(self)
        self.rate.setTextFormat(Qt.TextFormat.PlainText)
        self.rate_button = GhostButton(theme, "pencil", self)
        self.rate_button.setText(tr("Change the rate"))
        self.rate_button.clicked.connect(lambda: work.choose(self._place, rate=None))
        converted = QHBoxLayout()
        converted.setSpacing(10)
        converted.addWidget(self.rate)
        converted.addWidget(self.rate_button)
        converted.addStretch(1)
        self.preview = Preview(theme, work, self)
        self.differences = DifferencesView(theme, tr("In the worksheet"), tr("In the workbook"), self)
        self.differences.hide()
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(tr("What to mind"))
        self.notes.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.notes.document().setDocumentMargin(8)
        theme.changed.connect(self._dress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addLayout(converted)
        column.addWidget(self.preview, 1)
        column.addWidget(self.differences, 1)
        column.addWidget(self.notes)
        self._theme = theme
        self._dress()

    @property
    def rows(self) -> QWidget:
        """What takes the keys."""
        return self.preview.table if self.differences.isHidden() else self.differences

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.notes.setStyleSheet(
            f"QPlainTextEdit {{ background: {tokens.warn_soft}; color: {tokens.text}; border: 1px solid"
            f" {tokens.warn_soft}; border-radius: 8px; }} QPlainTextEdit:focus {{ border: 1px solid {tokens.ring}; }}"
        )

    def show_file(self, place: int, outcome: Outcome | None) -> None:
        """Show this file."""
        self._place = place
        self.preview.show_outcome(outcome)
        if outcome is None:
            return
        taken = outcome.taken
        self.preview.setVisible(taken is None)
        self.differences.setVisible(taken is not None)
        for box in (self.period, self.meets):
            box.setEnabled(taken is None)
        if taken is not None and taken.lines is not None:
            self.differences.show_lines(taken.lines)
        elif taken is not None:
            self.differences.say(tr("Nothing in the worksheet changes."))
        rate = outcome.brought.plan.rate if outcome.brought is not None else None
        self.rate.setText(tr("Amounts {rate}", rate=rate.text) if rate is not None else "")
        for part in (self.rate, self.rate_button):
            part.setVisible(rate is not None)
        choices = outcome.source.choices
        self._periods = [None, *((p.label, p.start, p.end) for p in self._work.worksheet.periods if p.start)]
        if choices.period not in self._periods:
            self._periods.append(choices.period)
        with QSignalBlocker(self.period), QSignalBlocker(self.meets):
            self.period.clear()
            for key in self._periods:
                self.period.addItem(_period_text(key))
            self.period.setCurrentIndex(self._periods.index(choices.period))
            self.meets.setCurrentIndex(self.meets.findData(choices.meets or "replace"))
        lines = minded(outcome)
        self.notes.setPlainText("\n".join(lines))
        self.notes.setVisible(bool(lines))
        self._fit_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        """The notes as high as they are with their lines broken, up to a few; more of them scroll."""
        metrics = self.notes.fontMetrics()
        room = max(1, self.width() - 40)
        lines = sum(1 + metrics.horizontalAdvance(line) // room for line in self.notes.toPlainText().split("\n"))
        self.notes.setFixedHeight(metrics.lineSpacing() * min(_MOST_LINES, lines) + 20)

    def _on_period(self, row: int) -> None:
        self._work.choose(self._place, period=self._periods[row])


def _period_text(key: Key | None) -> str:
    from roiapp.core.periods import Period

    return tr("As the file says") if key is None else Period(-1, *key).text(current())


def counted(outcome: Outcome | None) -> list[tuple[str, str]]:
    """How many rows are added, updated, the same and left out, each with what that is called."""
    if outcome is None or outcome.brought is None:
        return []
    merge, plan = outcome.brought.merge, outcome.brought.plan
    same = len(merge) - merge.added - merge.changed
    refused = len(plan.refused)
    parts = [
        ("added", trn("{n} added", "{n} added", merge.added) if merge.added else ""),
        ("changed", trn("{n} updated", "{n} updated", merge.changed) if merge.changed else ""),
        ("same", trn("{n} the same", "{n} the same", same) if same else ""),
        ("refused", trn("{n} cell left blank", "{n} cells left blank", refused) if refused else ""),
        ("skipped", trn("{n} row left out", "{n} rows left out", len(plan.skipped)) if plan.skipped else ""),
    ]
    return [(change, text) for change, text in parts if text] or [("same", tr("Nothing"))]


def minded(outcome: Outcome) -> list[str]:
    """What the user should know of a file, in sentences."""
    if outcome.taken is not None:
        return list(outcome.taken.remarks)
    if outcome.brought is None:
        return []
    plan = outcome.brought.plan
    unknown = 0 if isinstance(outcome.source.table, OwnTable) else plan.unknown_values
    said = [trn("{n} cell says that its figure is not known; it is read as blank, not as 0.",
                "{n} cells say that their figure is not known; they are read as blank, not as 0.", unknown)
            ] if unknown else []  # fmt: skip
    return [*said, *plan.notes]
