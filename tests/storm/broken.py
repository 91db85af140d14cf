"""Ways to break the program, each a fault that nobody might see: the net must tell of every one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from roiapp.ui.look.background import in_background
from roiapp.ui.window.windows import Windows


class BrokenError(Exception):
    """What is raised on purpose; it says where."""


def _raiser(where: str) -> Callable[..., None]:
    def broken(*_: object) -> None:
        raise BrokenError(where)

    return broken


def _slot(windows: Windows) -> None:
    windows.open[0].bench.model.frame.connect(_raiser("slot"))
    windows.open[0].bench.model.frames.start()


def _painting(windows: Windows) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's own name
            raise BrokenError("painting")

    Broken(windows.open[0].bench).show()


def _filter(windows: Windows) -> None:
    class Broken(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
            if event.type() == QEvent.Type.Resize:
                raise BrokenError("filter")
            return False

    window = windows.open[0]
    window.installEventFilter(Broken(window))
    QTimer.singleShot(20, window, lambda: window.resize(1200, 800))


def _thread(_windows: Windows) -> None:
    threading.Thread(target=_raiser("thread")).start()


def _background(_windows: Windows) -> None:
    """What comes back from work off the window's thread breaks on its way in."""
    in_background(lambda: None, _raiser("background"))


def _ending(windows: Windows) -> None:
    """Python itself only prints what goes wrong while something is taken away."""

    class Broken:
        def __del__(self) -> None:
            raise BrokenError("ending")

    def make() -> None:
        Broken()

    QTimer.singleShot(0, windows, make)


def _of_qt(windows: Windows) -> None:
    QTimer.singleShot(0, windows, lambda: qWarning("QThing::thing: not good"))


def _figures(windows: Windows) -> None:
    """A figure of the document that the window was not told of."""
    model = windows.open[0].bench.model
    assert model.session
    model.session.worksheet.columns["spend"][-1, 0] += 1


def _slow(windows: Windows) -> None:
    QTimer.singleShot(20, windows, lambda: sum(i * i for i in range(5_000_000)))


WAYS: Final[dict[str, Callable[[Windows], None]]] = {
    "slot": _slot, "painting": _painting, "filter": _filter, "thread": _thread, "background": _background,
    "ending": _ending, "qt": _of_qt, "figures": _figures, "slow": _slow,
}  # fmt: skip
