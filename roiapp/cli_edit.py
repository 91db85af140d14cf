"""`roiapp edit` and `roiapp recover`: a document changed line by line without a window, and kept work published.

Every line is answered when what it did is safe: `ok N` durable in the working copy, `saved N` in the file, `no N …`
refused with nothing changed. Lines that are already there are made durable together, so that many are fast.
"""

from __future__ import annotations

import codecs
import io
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from roiapp import language
from roiapp.language import tr, trn

if TYPE_CHECKING:
    import argparse

    from roiapp.core.catalog import Catalog
    from roiapp.core.edits import Edit
    from roiapp.core.history import Step
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session
    from roiapp.files.working_copy import Kind, Leftover

_TOGETHER: Final = 500  # lines answered at once at most
_AHEAD: Final = 4_000  # lines read before they are done


def edit(arguments: argparse.Namespace, catalog: Catalog) -> int:
    """Do the lines of stdin; the exit code: 2 if any was refused. Raises `FileError` where FILE cannot be edited."""
    path = Path(arguments.file)
    session, note = _opened(path, catalog)
    if note and sys.stdin is not None and sys.stdin.isatty():
        _say(path, note)
        note = ""
    try:
        editing = _Editing(session, arguments.lang or language.current())
        for line in _arriving(editing.settle):
            editing.do(line)
        editing.settle()
    finally:
        session.close(keep=True)
    if editing.refused:
        _say(path, trn("{n} of {all} lines was refused.", "{n} of {all} lines were refused.", editing.refused,
                       all=editing.lines))  # fmt: skip
        return 2
    if note:  # after the answers, so that what was refused would be the only line there
        _say(path, note)
    return 0


def recover(arguments: argparse.Namespace, _: Catalog) -> int:
    """Publish kept work. Raises `FileError`; the working copy is then as it was."""
    from roiapp.files.document import same_file, waiting
    from roiapp.files.file_errors import FileError
    from roiapp.files.safe_write import TargetChangedError
    from roiapp.files.session import Session

    path = Path(arguments.file)
    out = Path(arguments.to) if arguments.to else path
    into_file = same_file(path, out)
    leftover = waiting(path)
    if leftover is None:
        _write(tr("There is nothing to recover.") + "\n")
        return 0
    session = Session.recover(leftover)
    try:
        if into_file:
            # Naming the file once more says that what is there now may go.
            session.save(overwrite=bool(arguments.to), anew=True)
        else:
            session.save_copy(out, overwrite=True)
    except TargetChangedError as error:
        hint = tr("It has changed since the work was kept. Recover into another file with --to.")
        raise FileError(hint, file=path.name) from error
    finally:
        session.close(keep=True)
    _write(trn("{n} change was recovered to {file}.", "{n} changes were recovered to {file}.", leftover.steps,
               file=out.name) + "\n")  # fmt: skip
    return 0


def waiting_note(path: Path) -> str:
    """What to say of a document whose published file is older than work that was kept; "" where there is none."""
    from roiapp.files.document import waiting

    leftover = waiting(path)
    if leftover is None:
        return ""
    return trn(
        "Newer work waits: {n} change since {since} is not in the file. “roiapp recover” publishes it.",
        "Newer work waits: {n} changes since {since} are not in the file. “roiapp recover” publishes them.",
        leftover.steps,
        since=_since(leftover),
    )


def _since(leftover: Leftover) -> str:
    at = leftover.first_at.astimezone()
    return f"{language.date_text(at.date(), language.current())} {at:%H:%M}"


def _opened(path: Path, catalog: Catalog) -> tuple[Session, str]:
    """The document to edit: the work that was kept (and a sentence about it), the file, or a new one.

    Raises `FileError`.
    """
    from roiapp.files.document import SessionError, waiting
    from roiapp.files.formats import holds_project
    from roiapp.files.session import Session
    from roiapp.files.tables import ENDINGS

    leftover = waiting(path)
    if leftover is not None:
        session = Session.recover(leftover, catalog=catalog)
        note = trn("Going on from {n} change kept since {since}.", "Going on from {n} changes kept since {since}.",
                   leftover.steps, since=_since(leftover))  # fmt: skip
        return session, note
    if holds_project(path):
        session = Session.open(path, catalog=catalog)
        if session.read_only:
            raise SessionError(session.state.sentence, file=path.name)
        return session, ""
    if os.path.lexists(path) or path.suffix.casefold() in (*ENDINGS, ".json"):
        raise SessionError(tr("Only documents (.roi) can be edited. Name a new one."), file=path.name)
    session = Session.new(_new_document(), catalog=catalog)
    made = False
    try:
        session.save_as(path)
        made = True
    finally:
        if not made:
            session.close(keep=False)
    return session, ""


def _new_document() -> Worksheet:
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.worksheet import Worksheet

    return Worksheet(settings=DocumentSettings(locale=language.current()))


@dataclass
class _Answer:
    """What is to be said of a line: `text`, or that its step is durable.

    `undone` is what could be made once more before the step, for the case that the disk does not take it.
    """

    line: int
    text: str = ""
    step: int = 0
    kind: Kind = "edit"
    undone: list[Step] = field(default_factory=list)


class _Editing:
    """Lines done one after the other; those whose steps are not durable yet wait for their answer."""

    def __init__(self, session: Session, locale: str) -> None:
        from roiapp.files.edit_lines import LineReader

        assert session.document is not None
        assert session.document.copy is not None
        self._session, self._copy = session, session.document.copy
        self._reader = LineReader(session.worksheet, session.catalog, locale)
        self._waiting: list[_Answer] = []
        self.lines = self.refused = 0

    def do(self, line: str) -> None:
        """Do one line; its answer follows here or with `settle`."""
        from roiapp.core.edits import EditError
        from roiapp.files.edit_lines import LineError
        from roiapp.files.file_errors import FileError

        self.lines += 1
        try:
            asked = self._reader.read(line)
            if asked == "save":
                self.settle()
                self._session.save(anew=True)
                self._waiting.append(_Answer(self.lines, f"saved {self.lines}"))
            elif asked == "nothing":
                self._waiting.append(_Answer(self.lines, f"ok {self.lines}"))
            else:
                self._step(asked)
        except (LineError, EditError, FileError) as error:
            self._waiting.append(_Answer(self.lines))
            self._refuse(self._waiting[-1], str(error))
        if len(self._waiting) >= _TOGETHER:
            self.settle()

    def _step(self, asked: Edit | Literal["undo", "redo"]) -> None:
        from roiapp.files.edit_lines import LineError

        session = self._session
        undone = list(session.history.undone)
        kind: Kind = "edit"
        if asked == "undo":
            kind = "undo"
            if session.undo() is None:
                raise LineError(tr("There is nothing to undo."))
        elif asked == "redo":
            kind = "redo"
            if session.redo() is None:
                raise LineError(tr("There is nothing to redo."))
        else:
            session.apply(asked)
        self._waiting.append(_Answer(self.lines, f"ok {self.lines}", self._copy.last, kind, undone))

    def settle(self) -> None:
        """Answer every line done so far, as soon as its step is durable."""
        answers, self._waiting = self._waiting, []
        steps = [answer for answer in answers if answer.step]
        if steps and not self._copy.wait(steps[-1].step):
            failure = self._copy.failure
            self._take_back([answer for answer in steps if answer.step > self._copy.durable],
                            failure.sentence if failure else tr("The change could not be kept."))  # fmt: skip
        if answers:
            _write("".join(f"{answer.text}\n" for answer in answers))

    def _take_back(self, lost: list[_Answer], sentence: str) -> None:
        """Refused means that nothing has changed, should the disk take the steps later after all."""
        history = self._session.history
        for answer in reversed(lost):
            if answer.kind == "undo":
                self._session.redo()
            else:
                self._session.undo()
            history.undone[:] = answer.undone
            self._refuse(answer, sentence)

    def _refuse(self, answer: _Answer, sentence: str) -> None:
        self.refused += 1
        answer.text = f"no {answer.line} {' '.join(sentence.split())}"


def _arriving(idle: Callable[[], None]) -> Iterator[str]:
    """The lines of stdin as they come; `idle` is called when the next one is not there yet."""
    arrived: queue.Queue[str | None] = queue.Queue(_AHEAD)

    def read() -> None:
        try:
            for line in _lines():
                arrived.put(line)
        finally:
            arrived.put(None)

    threading.Thread(target=read, name="lines of stdin", daemon=True).start()
    while True:
        try:
            line = arrived.get_nowait()
        except queue.Empty:
            idle()
            line = arrived.get()
        if line is None:
            return
        yield line


def _lines() -> Iterator[str]:
    """The lines of stdin without their ends; what is no UTF-8 comes as lone surrogates."""
    try:
        handle = sys.stdin.fileno()
    except (AttributeError, OSError, io.UnsupportedOperation):  # no stdin, or one that a test put in its place
        yield from (line.rstrip("\r\n") for line in sys.stdin or ())
        return
    from roiapp.files.edit_lines import LONGEST

    rest = bytearray()
    # Not through sys.stdin: its lock, held while waiting for a line, would keep the program from ending.
    while piece := os.read(handle, 1 << 16):
        *whole, last = piece.split(b"\n")
        for end in whole:
            yield _text(bytes(rest + end))
            rest.clear()
        rest += last[: max(0, LONGEST + 1 - len(rest))]
    if rest:
        yield _text(bytes(rest))


def _text(line: bytes) -> str:
    return line.removeprefix(codecs.BOM_UTF8).removesuffix(b"\r").decode("utf-8", "surrogateescape")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _say(path: Path, sentence: str) -> None:
    sys.stderr.write(f"roiapp: {path.name}: {sentence}\n")
    sys.stderr.flush()
