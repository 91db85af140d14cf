"""What other programs hand over: the clipboard, files and texts that are dropped; and the wheel."""

from __future__ import annotations

import random
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.storm.stage import ROOT, Stage

_TEXTS: Final = (
    "1\t2\t3\n4\t5\t6\n", "12,5;3\n", "Radio\t100\t\t2\t1\n", "abc", "", "\t\n\t\n", "=1/0\t15%\t$1,200\n", "\0\ufffe",
    "Channel\tSpend\tCustomers\nRadio\t100\t2\n", "1\n" * 300, "9" * 400,
)  # fmt: skip
_SAMPLES: Final = ROOT / "tests" / "ui" / "clipboard_samples"


def clipboard(stage: Stage, chance: random.Random) -> str:
    """Something else lies on the clipboard: text, a table as a spreadsheet or a browser gives it, files."""
    data, kind = QMimeData(), chance.random()
    if kind < 0.6:
        text = chance.choice(_TEXTS)
        data.setText(text)
        said = f"clipboard {text[:20]!r}"
    elif kind < 0.9:
        path = chance.choice(sorted(_SAMPLES.iterdir()))
        data.setHtml(path.read_text("utf-8", "replace"))
        if chance.random() < 0.5:
            data.setText(chance.choice(_TEXTS))
        said = f"clipboard with {path.name}"
    else:
        data.setUrls([QUrl.fromLocalFile(str(chance.choice(stage.files)))])
        said = "clipboard with a file"
    QGuiApplication.clipboard().setMimeData(data)
    return said


def paste(stage: Stage, chance: random.Random) -> str:
    hearer = stage.hearer()
    QTest.keyPress(hearer.focusWidget() or hearer, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return f"paste into {type(hearer).__name__}"


def drop(stage: Stage, chance: random.Random) -> str:
    """A file, several, or a text dragged over the window and, mostly, let go."""
    if stage.modal is not None:
        return "no drop: a dialog is open"
    window, data = stage.window(), QMimeData()
    if chance.random() < 0.8:
        paths = chance.sample(stage.files, chance.choice((1, 1, 1, 2)))
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        said = f"drop {', '.join(path.name for path in paths)}"
    else:
        data.setText(chance.choice(_TEXTS))
        said = "drop a text"
    place = QPoint(window.width() // 2, window.height() // 2)
    under = window.childAt(place)
    while under is not None and not under.acceptDrops():
        under = under.parentWidget()
    target = under or window
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, held)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return f"{said}: not taken"
    if chance.random() < 0.1:
        QApplication.sendEvent(target, QDragLeaveEvent())
        return f"{said}: not let go"
    QApplication.sendEvent(target, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, held))
    return said


def wheel(stage: Stage, chance: random.Random) -> str:
    widget = stage.under_mouse(chance)
    place = QPoint(chance.randrange(max(1, widget.width())), chance.randrange(max(1, widget.height())))
    under = widget.childAt(place) or widget
    held = chance.choice((*(Qt.KeyboardModifier.NoModifier,) * 4, Qt.KeyboardModifier.ControlModifier,
                          Qt.KeyboardModifier.ShiftModifier))  # fmt: skip
    turn = QPoint(0, chance.choice((-1200, -120, -15, 15, 120, 1200)))
    event = QWheelEvent(
        QPointF(under.mapFrom(widget, place)), QPointF(widget.mapToGlobal(place)), QPoint(), turn,
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(under, event)
    return f"wheel {turn.y()} {held.name} over {type(under).__name__}"
