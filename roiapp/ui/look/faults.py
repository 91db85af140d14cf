"""Where the unexpected ends: one calm line in the window, a report beside the log, never silence and never a dialog
after the other.

Takes uncaught exceptions of any thread, of slots and of Qt's virtual methods, and what Qt itself has to say. The log
is kept in the state folder, a few files of limited size; the reports (`roiapp.fault_reports`) beside it. Nothing is
sent.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, NamedTuple

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from roiapp.language import tr

#: the offscreen platform says this whenever a window is shown or brought to the front
IGNORED: Final = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
_KEPT_BYTES, _KEPT_FILES = 500_000, 3
_LOGGED_OF_EACH = 5  # the same trouble over and over fills no disk
_QUICK = 1.0  # seconds: what comes again so soon is counted, and told at every doubling

_Trace = tuple[type[BaseException], BaseException, TracebackType | None]


class Fault(NamedTuple):
    """What is said of a fault, and the file that says more, None where there is only the log."""

    text: str
    file: Path | None = None


class Faults(QObject):
    """Listens once `install` is called. `happened` carries a `Fault` for the window, on the window's thread."""

    happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: Counter[str] = Counter()
        self._log: logging.Logger | None = None
        self._log_path: Path | None = None
        self._busy = False
        self._reports: dict[str, Path] = {}
        self._told: dict[str, float] = {}
        #: the ids of the actions done last, for a report
        self.actions: Callable[[], Iterable[str]] = tuple
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

    def _write(self, text: str, level: int, trace: _Trace | None) -> None:
        """Log it and tell the window. The log takes the same trouble a few times only, and a report tells it once.
        Trouble that arises meanwhile, from logging and telling itself, goes no further."""
        if self._busy:
            return
        key = text if trace is None else _key(trace)
        self._seen[key] += 1
        times = self._seen[key]
        self._busy = True
        try:
            if times <= _LOGGED_OF_EACH:
                self._logger().log(level, text, exc_info=trace)
            if level > logging.INFO and self._to_be_told(key, times):
                self.happened.emit(self._fault(text, key, times, trace))
        finally:
            self._busy = False

    def _to_be_told(self, key: str, times: int) -> bool:
        """A fault in painting comes sixty times a second; the line that says it would never stand still."""
        now = monotonic()
        if times & (times - 1) and now - self._told[key] < _QUICK:
            return False
        self._told[key] = now
        return True

    def _fault(self, text: str, key: str, times: int, trace: _Trace | None) -> Fault:
        report = self._report(key, trace) if trace is not None else None
        if report is None:
            where = str(self._log_path) if self._log_path else "stderr"
            return Fault(
                tr("Something unexpected happened ({what}). Your figures are still here; the details are in {log}.",
                   what=_short(text), log=where)
            )  # fmt: skip
        if times > 1:
            said = tr("Something unexpected happened again (×{n}). Your figures are still here. A report that you may "
                      "send, without your figures: {file}", n=times, file=str(report))  # fmt: skip
        else:
            said = tr("Something unexpected happened. Your figures are still here. A report that you may send, without "
                      "your figures: {file}", file=str(report))  # fmt: skip
        return Fault(said, report)

    def _report(self, key: str, trace: _Trace) -> Path | None:
        """The report of this fault, written once; None where the disk refuses."""
        from roiapp import fault_reports

        if key not in self._reports:
            try:
                self._reports[key] = fault_reports.write(trace[1], trace[2], self.actions())
            except OSError:
                return None
        return self._reports[key]

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


def _key(trace: _Trace) -> str:
    """The same for what happens at the same place, whatever it says."""
    kind, _, place = trace
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return kind.__name__ if place is None else f"{kind.__name__} {place.tb_frame.f_code.co_filename}:{place.tb_lineno}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"
