"""Where the unexpected ends: one calm line in the window and an entry in the log, never silence and never a crash
report.

Takes uncaught exceptions of any thread, of slots and of Qt's virtual methods, and what Qt itself has to say. The log
is kept in the state folder, a few files of limited size.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from roiapp.language import tr

#: the offscreen platform says this whenever a window is shown or brought to the front
IGNORED: Final = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
_KEPT_BYTES, _KEPT_FILES = 500_000, 3
_LOGGED_OF_EACH = 5  # the same trouble over and over fills no disk


class Faults(QObject):
    """Listens once `install` is called. `happened` carries the sentence for the window, on the window's thread."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: Counter[str] = Counter()
        self._log: logging.Logger | None = None
        self._log_path: Path | None = None
        self._busy = False
        #: says what Qt ends the program for; returns the exit code
        self.fatal: Callable[[str], int] | None = None

    def install(self) -> None:
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(self._from_qt)

    @staticmethod
    def uninstall() -> None:
        """Put back what was there at the start of the program."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def report(self, error: BaseException) -> None:
        """An error that was caught but not expected, such as one from work in the background."""
        self._uncaught(type(error), error, error.__traceback__)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._write(f"{kind.__name__}: {error}", logging.ERROR, (kind, error, trace))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _from_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if text in IGNORED:
            return
        if kind == QtMsgType.QtFatalMsg and self.fatal is not None:
            os._exit(self.fatal(text))  # Qt aborts after this, with a core dump and many lines
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        self._write(f"Qt: {text}", logging.INFO if quiet else logging.WARNING, None)

    def _write(
        self,
        text: str,
        level: int,
        trace: tuple[type[BaseException], BaseException, TracebackType | None] | None,
    ) -> None:
        """Log it and tell the window. The log takes the same trouble a few times only, the window is told always.
        Trouble that arises meanwhile, from logging and telling itself, goes no further."""
        if self._busy:
            return
        self._seen[text] += 1
        self._busy = True
        try:
            if self._seen[text] <= _LOGGED_OF_EACH:
                self._logger().log(level, text, exc_info=trace)
            if level > logging.INFO:
                where = str(self._log_path) if self._log_path else "stderr"
                self.happened.emit(
                    tr("Something unexpected happened ({what}). Your figures are still here; the details are in {log}.",
                       what=_short(text), log=where)
                )  # fmt: skip
        finally:
            self._busy = False

    def _logger(self) -> logging.Logger:
        """The log, opened with its first entry; stderr where the state folder cannot be written."""
        if self._log is None:
            from logging.handlers import RotatingFileHandler

            from roiapp.settings import state_folder

            log = logging.Logger("roiapp")  # noqa: LOG001  its own, so that nobody else's settings silence it
            handler: logging.Handler
            try:
                folder = state_folder()
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / "channel-roi.log"
                handler = RotatingFileHandler(
                    path, maxBytes=_KEPT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
                )
                self._log_path = path
            except OSError:
                handler = logging.StreamHandler(sys.__stderr__)
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            log.addHandler(handler)
            self._log = log
        return self._log

    def close(self) -> None:
        """Let go of the log file."""
        if self._log is not None:
            for handler in self._log.handlers:
                handler.close()
            self._log = None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"
