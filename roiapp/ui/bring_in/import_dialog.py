"""Bringing tables into the worksheet: four steps from the file to one edit, with what will change always in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from roiapp.files.bringing_in import Outcome
from roiapp.files.import_reading import OwnTable
from roiapp.language import tr, trn
from roiapp.ui.bring_in.file_page import FilePage, about
from roiapp.ui.bring_in.import_work import ImportWork
from roiapp.ui.bring_in.question_bar import QuestionBar
from roiapp.ui.bring_in.step_list import StepList
from roiapp.ui.bring_in.work_pages import ChannelsPage, ColumnsPage, ReviewPage
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.tab_order import follow_one_another, put_before
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_ground, wear_icon, wear_ink

if TYPE_CHECKING:
    from roiapp.core.edits import Edit

FILES, COLUMNS, CHANNELS, REVIEW = range(4)
_SIZE: Final = QSize(1320, 830)
_LEAST: Final = QSize(760, 480)
_SIDE: Final = 224
_WIDEST_NAME: Final = 360


class ImportDialog(QDialog):
    """`work` has the files; `adding` lets more be chosen; `done(edit)` gets the one edit that brings all in, and says
    why not where it is refused, else "". Ctrl+PageUp and Ctrl+PageDown go through the steps."""

    def __init__(
        self, theme: Theme, work: ImportWork, adding: Callable[[], None], done: Callable[[Edit], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import"))
        self._theme = theme
        self._done = done
        self.work = work
        work.setParent(self)
        self.place = 0
        wear_ground(self, theme)
        self.resize((_SIZE * (theme.text_size / 100)).boundedTo(room_for(parent)).expandedTo(_LEAST))
        self.file_page = FilePage(theme, work, self)
        self.file_page.adding.connect(adding)
        self.file_page.selected.connect(self._look_at)
        self.columns_page = ColumnsPage(theme, work, self)
        self.channels_page = ChannelsPage(theme, work, self)
        self.review_page = ReviewPage(theme, work, self)
        self.pages = QStackedWidget(self)
        self._stale = {self.file_page, self.columns_page, self.channels_page, self.review_page}
        for page in (self.file_page, self.columns_page, self.channels_page, self.review_page):
            self.pages.addWidget(page)
        titles = (tr("Choose file"), tr("Map columns"), tr("Match channels"), tr("Review and import"))
        self.steps = StepList(theme, titles, self)
        self.steps.went.connect(self.go)
        self.question = QuestionBar(theme, work.worksheet.settings.locale, self)
        self.question.answered.connect(lambda changes: self.work.choose(self.place, **changes))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        frame.addWidget(self._make_head())
        frame.addLayout(self._make_middle(), 1)
        foot = self._make_foot()
        frame.addWidget(foot)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.go(self.step + by))
        work.changed.connect(self._show)
        work.worked.connect(self._on_worked)
        parts = (self.file_box, self.steps, self.question, self.pages, foot)
        follow_one_another(parts)
        self.go(COLUMNS)
        self._show()

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _make_head(self) -> QWidget:
        theme = self._theme
        head = _Edge(theme, bottom=True, parent=self)
        icon = QLabel(head)
        wear_icon(icon, theme, "file-input", "accent_text", 18)
        self.title = QLabel(head)
        self.title.setFont(theme.font(15, 600))
        self.about = QLabel(head)
        self.about.setFont(theme.font(12))
        wear_ink(self.about, theme, "text2")
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.file_box = CalmBox(theme, head)
        self.file_box.setAccessibleName(tr("The file that is looked at"))
        self.file_box.setSizeAdjustPolicy(CalmBox.SizeAdjustPolicy.AdjustToContents)
        self.file_box.setMaximumWidth(theme.px(_WIDEST_NAME))
        self.file_box.activated.connect(self._look_at)
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addWidget(self.title)
        row.addWidget(self.file_box)
        row.addWidget(self.about, 1)
        return head

    def _make_middle(self) -> QHBoxLayout:
        theme = self._theme
        side = QVBoxLayout()
        side.setContentsMargins(12, 16, 12, 16)
        side.addWidget(self.steps)
        side.addStretch(1)
        self.memory = QLabel(self)
        self.memory.setWordWrap(True)
        self.memory.setFont(theme.font(12))
        self.memory.setContentsMargins(12, 10, 12, 10)
        wear(self.memory, theme, _memory_style)
        side.addWidget(self.memory)
        holder = scrolled(side, self)
        holder.setFixedWidth(min(theme.px(_SIDE), self.width() // 4))
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout()
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(self.question)
        inside.addWidget(self.pages, 1)
        line = QFrame(self)
        line.setFixedWidth(1)
        wear(line, theme, lambda theme: f"background: {theme.tokens.border}")
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(holder)
        middle.addWidget(line)
        self._middle = scrolled(inside, self)
        middle.addWidget(self._middle, 1)
        return middle

    def _make_foot(self) -> QWidget:
        theme = self._theme
        foot = _Edge(theme, bottom=False, parent=self)
        self.hint = QLabel(foot)
        self.hint.setFont(theme.font(12))
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel_button = self._button(Choice("cancel", tr("Cancel")), self.reject)
        self.back_button = self._button(Choice("back", tr("&Back")), lambda: self.go(self.step - 1))
        self.next_button = self._button(Choice("next", "", primary=True), self._forward)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.hint, 1)
        for button in (self.cancel_button, self.back_button, self.next_button):
            row.addWidget(button)
        return foot

    def _button(self, choice: Choice, press: Callable[[], None]) -> QPushButton:
        button = QPushButton(choice.label, self)
        button.setMinimumHeight(self._theme.px(36))
        button.setMinimumWidth(self._theme.px(80))
        button.setFont(self._theme.font(13, 600 if choice.primary else 500))
        wear(button, self._theme, lambda theme: button_style(theme, choice))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: press())
        return button

    # -- steps ---------------------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def go(self, step: int) -> None:
        """Show another step."""
        if not FILES <= step <= REVIEW:
            return
        forward = step > self.step
        while step in self._not_needed():
            step += 1 if forward else -1
        self.pages.setCurrentIndex(step)
        self._show_page()
        takes_keys = (
            self.file_page.files, self.columns_page.table, self.channels_page.table, self.review_page.rows,
        )[step]  # fmt: skip
        (self.question.first_answer or takes_keys).setFocus(Qt.FocusReason.OtherFocusReason)
        self._middle.verticalScrollBar().setValue(0)  # what is asked stands at the top
        self._say()

    def _forward(self) -> None:
        if self.step != REVIEW:
            self.go(self.step + 1)
            return
        if self.work.edit is None:
            return
        self.next_button.setEnabled(False)  # one step, however often the key is pressed
        why_not = self._done(self.work.edit)
        if why_not:
            self.hint.setText(why_not)
            self.next_button.setEnabled(True)
            return
        self.work.keep()
        self.accept()

    # -- showing -------------------------------------------------------------------------------------------------------

    @property
    def outcome(self) -> Outcome | None:
        """What becomes of the file that is looked at."""
        outcomes = self.work.outcomes
        return outcomes[self.place] if self.place < len(outcomes) else None

    def _not_needed(self) -> tuple[int, ...]:
        """The steps that a document of ours does not take: its columns are known, and what was changed in a workbook
        of this very document knows its channels, too."""
        if self.outcome is not None and self.outcome.taken is not None:
            return COLUMNS, CHANNELS
        sources = self.work.sources
        return (COLUMNS,) if self.place < len(sources) and isinstance(sources[self.place].table, OwnTable) else ()

    def _look_at(self, place: int) -> None:
        self.place = place
        self._show()

    def _show(self) -> None:
        if self.place >= len(self.work.sources):
            self.place = max(0, len(self.work.sources) - 1)
        outcome = self.outcome
        self.question.show_outcome(outcome)
        if not self.question.isHidden():
            put_before(self.pages, self.question)
        self._stale = {self.file_page, self.columns_page, self.channels_page, self.review_page}
        self._show_page()
        if self.step in (needless := self._not_needed()):
            self.go(max(needless) + 1)
        self._say()

    def _show_page(self) -> None:
        """Bring the page that is seen up to date; the others are when they are gone to."""
        page = (self.file_page, self.columns_page, self.channels_page, self.review_page)[self.step]
        if page in self._stale:
            self._stale.remove(page)
            page.show_file(self.place, self.outcome)

    def _on_worked(self, busy: bool) -> None:
        self.next_button.setEnabled(not busy and self._may_go_on())
        if busy:
            self.hint.setText(tr("Working out what will change…"))
        else:
            self._say()

    def _may_go_on(self) -> bool:
        return self.step != REVIEW or self.work.edit is not None

    def _say(self) -> None:
        """Titles, steps and buttons, as things stand."""
        sources = self.work.sources
        if not sources:
            return
        source, outcome = sources[self.place], self.outcome
        files = trn("Import {n} file", "Import {n} files", len(sources))
        self.title.setText(tr("Import {file}", file=source.file) if len(sources) == 1 else files)
        taken = outcome.taken if outcome is not None else None
        self.about.setText(about(source.table) if taken is None else taken.sentence)
        self.file_box.setVisible(len(sources) > 1)
        names = [each.file for each in sources]
        if names != [self.file_box.itemText(row) for row in range(self.file_box.count())]:
            self.file_box.clear()
            self.file_box.addItems(names)
        self.file_box.setCurrentIndex(self.place)
        self.memory.setText(
            tr("Filled in as last time, when a file with these columns came. “Reset to suggestions” takes that back.")
            if source.remembered
            else tr("What you choose is remembered: next time a file with these columns is filled in already.")
        )
        details = self._details(source.file, outcome)
        for place, (step, text) in enumerate(zip(self.steps.steps, details, strict=True)):
            answered = outcome is not None and outcome.error is None
            step.say(text, shown=place == self.step, done=place < self.step and (answered or place == FILES))
        self.back_button.setEnabled(self.step > FILES)
        onward = (tr("&Next: map columns"), tr("&Next: match channels"), tr("&Next: review"), tr("&Import"))
        self.next_button.setText(onward[self.step])
        self.next_button.setEnabled(not self.work.busy and self._may_go_on())
        self.hint.setText(self._hint())

    def _hint(self) -> str:
        stopped = [each.source.file for each in self.work.outcomes if each.error is not None]
        if stopped and self.step == REVIEW:
            return tr("First answer what is asked of {file}.", file=stopped[0])
        if self.step == REVIEW and self.work.outcomes and self.work.edit is None and not self.work.busy:
            return tr("Nothing changes: all of it is in the worksheet already.")
        if self.step == REVIEW:
            return tr("One change, which Undo takes back.")
        return tr("Nothing is written to the worksheet until step 4.")

    def _details(self, file: str, outcome: Outcome | None) -> tuple[str, str, str, str]:
        many = trn("{n} file", "{n} files", len(self.work.sources))
        names = file if len(self.work.sources) == 1 else many
        if outcome is None:
            return names, "", "", ""
        if outcome.taken is not None:
            return names, tr("Not needed"), tr("Not needed"), tr("Nothing written yet")
        taken = sum(bool(each.target) for each in outcome.proposals)
        doubtful = sum(each.confidence == 1 for each in outcome.proposals)
        mapped = trn("{n} mapped", "{n} mapped", taken)
        if doubtful:
            mapped = tr("{mapped}, {n} to check", mapped=mapped, n=doubtful)
        found = len(outcome.brought.plan.channels) if outcome.brought is not None else 0
        channels = trn("{n} channel found", "{n} channels found", found) if found else tr("After what is asked")
        return names, mapped, channels, tr("Nothing written yet")


class _Edge(QWidget):
    """A part of the dialog with a thin line towards the middle."""

    def __init__(self, theme: Theme, *, bottom: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bottom = bottom

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("border"))
        y = self.height() - 1 if self._bottom else 0
        painter.drawLine(0, y, self.width(), y)


def _memory_style(theme: Theme) -> str:
    tokens = theme.tokens
    return (
        f"color: {tokens.text2}; background: {tokens.header}; border: 1px solid {tokens.border}; border-radius: 8px;"
    )
