"""What is done once, a little later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(parent: QObject, do: Callable[[], object], pause: int = 0) -> QTimer:
    """A timer that, each time it is started, calls `do` once: after `pause` ms, or as many as `start` was given last.
    Started again before that, it begins anew."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(do)
    return timer
