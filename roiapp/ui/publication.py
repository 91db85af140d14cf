"""One save, cut in two: the content is taken on the window's thread, the file is written on another while edits go on.

What is typed meanwhile is not in the file and must not count as saved: the working copy is told up to which step the
content goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from roiapp.files.document import Document, SessionError, same_file
from roiapp.files.project_file import encode
from roiapp.files.safe_write import Stamp
from roiapp.files.session import Session
from roiapp.files.working_copy import WorkingCopy
from roiapp.language import tr


class Publication:
    """The document as it is now. One of `save`, `save_as`, `save_copy` on any thread, then `take_over` on the window's.

    Raises `FileError` where the content cannot be kept in a file; the three as those of `Session`.
    """

    def __init__(self, session: Session) -> None:
        if session.document is None:
            raise SessionError(tr("The document is in memory only."))
        self._session = session
        self._data = encode(session.worksheet)
        self._copy = session.document.copy
        pinned = cast(WorkingCopy, _UpToNow(self._copy)) if self._copy is not None else None
        #: its fields change while the file is written, those of the session's own on the window's thread only
        self._aside: Document = replace(session.document, copy=pinned)

    def save(self, *, overwrite: bool = False) -> None:
        self._aside.save(self._data, overwrite=overwrite)

    def save_as(self, path: Path, *, overwrite: bool = False) -> None:
        place, own = path.absolute(), self._aside.path
        if own is not None and self._copy is not None and same_file(place, own):
            self.save(overwrite=overwrite)
        else:
            self._aside.save_as(self._data, place, overwrite=overwrite)

    def save_copy(self, path: Path, *, overwrite: bool = False) -> None:
        self._aside.save_copy(self._data, path.absolute(), overwrite=overwrite)

    def take_over(self, listen: Callable[[], None]) -> None:
        """Let the session know what came of it, after a failure too; `listen` hears of a new working copy."""
        document = self._session.document
        if document is None:
            return
        for field in fields(Document):
            if field.name != "copy":
                setattr(document, field.name, getattr(self._aside, field.name))
        if self._copy is None and self._aside.copy is not None:
            document.copy = self._aside.copy
            document.listen(listen)


class _UpToNow:
    """A working copy that publishes as of the step that was the last when this was made."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy
        self._number = copy.last

    def publish(self, data: bytes, target: Path, expected: Stamp | None, **how: Any) -> Stamp:
        return self._copy.publish(data, target, expected, number=self._number, **how)
