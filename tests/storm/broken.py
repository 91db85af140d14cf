"""Ways to break the program, each a fault that nobody might see: the net must tell of every one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from roiapp.ui.look.background import in_background
from roiapp.ui.window.windows import Windows


class BrokenError(Exception):
    """What is raised on purpose."""


def _raise(*_: object) -> None:
    raise BrokenError


def _slot(windows: Windows) -> None:
    windows.open[0].bench.model.frame.connect(_raise)
    windows.open[0].bench.model.frames.start()


def _painting(windows: Windows) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's own name
            raise BrokenError

    Broken(windows.open[0].bench).show()


def _filter(windows: Windows) -> None:
    class Broken(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
            if event.type() == QEvent.Type.KeyPress:
                raise BrokenError
            return False

    window = windows.open[0]
    window.bench.grid.table.installEventFilter(Broken(window))


def _thread(_windows: Windows) -> None:
    threading.Thread(target=_raise).start()


def _background(windows: Windows) -> None:
    """What comes back from work off the window's thread breaks on its way in."""
    in_background(lambda: None, _raise)


def _model(windows: Windows) -> None:
    """Asked for by Qt itself, as assistive tools do."""
    model = windows.open[0].bench.grid.model
    model.headerData = _raise  # type: ignore[method-assign]
    QTimer.singleShot(0, windows, lambda: model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1))
    QTimer.singleShot(0, windows, lambda: model.headerData(0, Qt.Orientation.Horizontal))


def _ending(windows: Windows) -> None:
    """Python itself only prints what goes wrong while something is taken away."""

    class Broken:
        def __del__(self) -> None:
            raise BrokenError

    QTimer.singleShot(0, windows, lambda: Broken() and None)


def _of_qt(windows: Windows) -> None:
    QTimer.singleShot(0, windows, lambda: qWarning("QThing::thing: not good"))


def _figures(windows: Windows) -> None:
    """A figure of the window that is not the document's."""
    model = windows.open[0].bench.model
    assert model.session
    assert model.figures
    model.session.worksheet.columns["spend"][-1, 0] += 1  # past every edit, so that nobody calculates it anew


def _slow(windows: Windows) -> None:
    def busy() -> None:
        sum(i * i for i in range(5_000_000))

    QTimer.singleShot(50, windows, busy)


WAYS: Final[dict[str, Callable[[Windows], None]]] = {
    "slot": _slot, "painting": _painting, "filter": _filter, "thread": _thread, "background": _background,
    "model": _model, "ending": _ending, "qt": _of_qt, "figures": _figures, "slow": _slow,
}  # fmt: skip
