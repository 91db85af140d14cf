"""What there is in the program at a moment, by kind: widgets, other Qt objects, running timers, threads, listeners, and
the objects of our own classes. Two of them differ by what was left behind in between."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from roiapp.ui.look.theme import Theme

#: packages whose objects hold a window's parts; below them are values, which caches may keep
_OURS = ("roiapp.ui.", "roiapp.charts.", "roiapp.files.session", "roiapp.core.history", "roiapp.core.calculator")


def census(theme: Theme) -> Counter[str]:
    """Everything that is there once what was to be deleted has been."""
    _come_to_rest()
    found: Counter[str] = Counter()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for widget in QApplication.allWidgets():
        found[f"widget {widget.metaObject().className()}"] += 1
        found[f"visible {widget.metaObject().className()}"] += widget.isWindow() and widget.isVisible()
    for each in _objects(application):
        found[f"object {each.metaObject().className()}"] += 1
        found["running timers"] += isinstance(each, QTimer) and each.isActive()
    found["listeners to the theme"] = theme.receivers(SIGNAL("changed()"))
    found["listeners to the focus"] = application.receivers(SIGNAL("focusChanged(QWidget*,QWidget*)"))
    found["Python threads"] = threading.active_count()
    found["busy threads"] = QThreadPool.globalInstance().activeThreadCount()
    for each in gc.get_objects():
        kind = type(each)
        if str(kind.__module__).startswith(_OURS):
            found[f"ours {kind.__module__}.{kind.__qualname__}"] += 1
        elif isinstance(each, QThread | QTimer) and shiboken6.isValid(each):
            found[f"Python's {kind.__name__}"] += 1
    return +found


def left_over(before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """What there is more of, or less."""
    return {name: after[name] - before[name] for name in sorted(before | after) if after[name] != before[name]}


def _objects(application: QApplication) -> Iterator[QObject]:
    """All that hang on the application or on a window; each once."""
    seen: set[int] = set()
    for root in (application, *QApplication.topLevelWidgets()):
        for each in (root, *root.findChildren(QObject)):
            if (address := shiboken6.getCppPointer(each)[0]) not in seen:
                seen.add(address)
                yield each


def _come_to_rest() -> None:
    QThreadPool.globalInstance().waitForDone()
    for _ in range(3):
        QTest.qWait(30)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
