"""Work that was kept on this computer and never saved is offered: to take up, to throw away, or to leave for later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from roiapp.language import tr, trn
from roiapp.ui.look.background import Runner
from roiapp.ui.look.messages import Choice, Messages, Question
from roiapp.ui.look.progress import GivenUpError, Progress
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.files.working_copy import Leftover


class Recovery:
    """Kept work is looked for and thrown away by `run`, off the window's thread."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        messages: Messages,
        run: Runner,
        unexpected: Callable[[BaseException], None],
        progress: Progress,
    ) -> None:
        self._window = window
        self._theme = theme
        self._messages = messages
        self._run = run
        self._progress = progress
        self._unexpected = unexpected

    def offer_all(self, take: Callable[[Leftover], None]) -> None:
        """Offer everything that is left, the latest first, until one is left for later."""

        def work() -> list[Leftover]:
            from roiapp.files.document import home_folder, working_folder
            from roiapp.files.working_copy import leftovers

            return leftovers(working_folder(home_folder(None)))

        def then(found: list[Leftover] | None, error: Exception | None) -> None:
            if error is not None:
                self._unexpected(error)
            self._offer_next(found or [], take)

        self._run(work, then)

    def _offer_next(self, found: list[Leftover], take: Callable[[Leftover], None]) -> None:
        if found:
            first, rest = found[0], found[1:]

            def take_it() -> None:
                take(first)
                self._offer_next(rest, take)

            self.offer(first, take_it, lambda: self._offer_next(rest, take), lambda: None)

    def offer(
        self, left: Leftover, take: Callable[[], None], discarded: Callable[[], None], later: Callable[[], None]
    ) -> None:
        """Ask what becomes of one. It is thrown away here; what follows is the caller's."""

        def answered(answer: str) -> None:
            if answer == "take":
                take()
            elif answer == "discard":
                self._discard(left, discarded)
            elif answer == "compare":
                self._compare(left, answered, ask)
            else:
                later()

        def ask() -> None:
            self._messages.ask(recovery_question(left, date.today()), answered)

        ask()

    def _compare(self, left: Leftover, answered: Callable[[str], None], ask_again: Callable[[], None]) -> None:
        """Show what the kept work would change; it is asked about once more where that is closed without an answer."""

        def then(found: Comparison | None, error: Exception | None) -> None:
            from roiapp.ui.forms.recovery_dialog import RecoveryDialog

            if found is None:
                self.say_why(error)
                ask_again()
                return
            text = recovery_question(left, date.today()).text
            dialog = RecoveryDialog(self._theme, text, found, self._window)
            dialog.finished.connect(lambda _code: answered(dialog.answer) if dialog.answer else ask_again())
            dialog.open()

        self._progress.told(tr("Comparing the kept work with its file…"), may_give_up=True)(
            lambda: compared(left), then
        )

    def _discard(self, left: Leftover, then: Callable[[], None]) -> None:
        def work() -> None:
            from roiapp.files.document import discard

            discard(left)

        def done(_result: object, error: Exception | None) -> None:
            self.say_why(error)
            then()

        self._run(work, done)

    def say_why(self, error: Exception | None) -> None:
        """Say what went wrong, if anything did."""
        from roiapp.files.file_errors import FileError

        if isinstance(error, GivenUpError):
            return
        if isinstance(error, FileError | OSError):
            self._messages.say(str(error), "error")
        elif error is not None:
            self._unexpected(error)


@dataclass(frozen=True)
class Comparison:
    """What kept work would change in its file (`published`), else in what it was begun on, and the steps by name.
    `changed`: somebody else has written the file since, so that what they did differs too."""

    lines: DifferenceLines
    steps: tuple[str, ...]
    published: bool
    changed: bool = False


def compared(left: Leftover) -> Comparison:
    """Read and compare, on any thread. Raises `BusyError` or `FileError`."""
    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.core.differences import compare
    from roiapp.core.own_figures import catalog_of
    from roiapp.core.units import NumberFormat
    from roiapp.files.document import look_at

    work = look_at(left)
    settings = work.after.settings
    differences = compare(work.before, work.after, shared=None if work.published else True)
    lines = DifferenceLines(
        differences, catalog_of(work.after), NumberFormat(settings.locale, settings.currency)
    )
    return Comparison(lines, tuple(step.title for step in work.history.done), work.published, work.changed)


def recovery_question(left: Leftover, today: date) -> Question:
    """How many edits since when, and in what."""
    since = moment(left.first_at.astimezone(), today)
    if left.target is not None:
        text = trn(
            "{n} edit since {since} in {file} was kept on this computer and is not saved.",
            "{n} edits since {since} in {file} were kept on this computer and are not saved.",
            left.steps, since=since, file=left.target.name,
        )  # fmt: skip
    else:
        text = trn(
            "{n} edit since {since} in a document without a file was kept on this computer and is not saved.",
            "{n} edits since {since} in a document without a file were kept on this computer and are not saved.",
            left.steps, since=since,
        )  # fmt: skip
    choices = (
        Choice("later", tr("Later")),
        Choice("discard", tr("Discard"), danger=True),
        Choice("compare", tr("Compare…")),
        Choice("take", tr("Take it up"), primary=True),
    )
    return Question(tr("Take up unsaved work?"), text, choices, dismissed="later")


def moment(at: datetime, today: date) -> str:
    """The time of day, with the date before it on another day than `today`."""
    return f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}"
