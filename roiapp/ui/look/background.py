"""The one way to take work off the window's thread and to bring back what came of it.

`Runner` is the shape of it: `run(work, then)` calls `work()` elsewhere and `then(result, error)` on the window's
thread, one of the two None. The window is given `in_background`, tests `at_once`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

Work: TypeAlias = Callable[[], Any]
Then: TypeAlias = Callable[[Any, Exception | None], None]
Runner: TypeAlias = Callable[[Work, Then], None]


class _Bridge(QObject):
    """Lives on the window's thread: what is emitted elsewhere arrives here through the event loop."""

    done = Signal(object, object)

    def __init__(self, then: Then) -> None:
        super().__init__(QCoreApplication.instance())
        self._then = then
        self.done.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _arrived(self, result: Any, error: Exception | None) -> None:
        self.deleteLater()
        self._then(result, error)


class _Task(QRunnable):
    def __init__(self, work: Work, bridge: _Bridge) -> None:
        super().__init__()
        self._work = work
        self._bridge = bridge

    def run(self) -> None:
        result, error = _outcome(self._work)
        try:
            self._bridge.done.emit(result, error)
        except RuntimeError:  # the program ended meanwhile, nobody waits for it any more
            return


def in_background(work: Work, then: Then) -> None:
    """Run `work` in another thread, `then` on this one when it is over."""
    QThreadPool.globalInstance().start(_Task(work, _Bridge(then)))


def at_once(work: Work, then: Then) -> None:
    """The stand-in for tests: everything happens before it returns."""
    then(*_outcome(work))


def _outcome(work: Work) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  brought back, whatever it is: `then` words it or raises it again
        return None, error
