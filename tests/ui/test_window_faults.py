"""The unexpected: exceptions in slots, threads and painting, and Qt's warnings, end as a calm line and a log entry."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.ui.look.background import at_once, in_background
from roiapp.ui.look.faults import Faults

LOG = Path("state") / "channel-roi.log"


class Speaker(QObject):
    spoken = Signal()


@pytest.fixture
def said(qapp: QApplication) -> list[str]:
    return []


@pytest.fixture
def faults(said: list[str], qapp: QApplication) -> Iterator[Faults]:
    """The real hooks in place of those of the test runner."""
    hooks = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    made = Faults()
    made.happened.connect(lambda fault: said.append(fault.text))
    made.install()
    yield made
    made.uninstall()
    made.close()
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(handler)


def log(home: Path) -> str:
    return (home / LOG).read_text(encoding="utf-8")


def reports(home: Path) -> list[Path]:
    return sorted((home / "state" / "reports").glob("*.txt"))


def test_an_exception_in_a_slot(faults: Faults, said: list[str], own_home: Path) -> None:
    speaker = Speaker()

    def broken() -> None:
        raise ZeroDivisionError("in a slot")

    speaker.spoken.connect(broken)
    speaker.spoken.emit()
    (line,) = said
    (report,) = reports(own_home)
    assert line == (
        "Something unexpected happened. Your figures are still here. A report that you may send, without your figures: "
        f"{report}"
    )
    assert "\n" not in line
    assert "Traceback" in log(own_home)


def test_an_exception_in_painting(faults: Faults, said: list[str], own_home: Path, qtbot: QtBot) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            raise ValueError("in paint")

    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(20):
        widget.update()
        qtbot.wait(5)
    assert said
    times = log(own_home).count("Traceback")
    assert 1 <= times <= 5
    (report,) = reports(own_home)
    assert "paintEvent" not in report.read_text("utf-8")  # it is the test's, not the program's
    assert len(said) <= 5  # told at 1, 2, 4, 8, 16 of these at most


def test_the_same_fault_again_fills_no_log_and_is_counted(
    faults: Faults, said: list[str], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("roiapp.ui.look.faults.monotonic", lambda: now[0])
    for _ in range(8):
        faults.report(ValueError("again"))
    assert [line.partition("×")[2][:2] for line in said] == ["", "2)", "4)", "8)"]
    now[0] += 1.5  # a person who tries once more
    faults.report(ValueError("again"))
    assert "(×9)" in said[-1]
    assert len(reports(own_home)) == 1
    assert log(own_home).count("ValueError: again\n") == 2 * 5  # the line and the end of its traceback


def test_a_fault_in_telling_ends_there(faults: Faults, said: list[str]) -> None:
    def broken(_fault: object) -> None:
        raise RuntimeError("while telling")

    faults.happened.connect(broken)
    faults.report(ValueError("the first"))
    faults.report(ValueError("the next"))
    assert [line.partition(".")[0] for line in said] == [
        "Something unexpected happened", "Something unexpected happened again (×2)"
    ]  # fmt: skip


def test_an_exception_in_a_thread(faults: Faults, said: list[str], own_home: Path, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: {}["nothing"])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(said))
    assert "KeyError" in log(own_home)
    assert "builtins.KeyError" in reports(own_home)[0].read_text("utf-8")


def test_a_warning_of_qt(faults: Faults, said: list[str], own_home: Path) -> None:
    qWarning("QThing::thing: not good")
    assert "QThing::thing: not good" in said[0]
    assert "Qt: QThing::thing: not good" in log(own_home)


def test_the_one_message_to_ignore_and_mere_information(faults: Faults, said: list[str], own_home: Path) -> None:
    faults._from_qt(QtMsgType.QtWarningMsg, None, "This plugin does not support propagateSizeHints()")  # type: ignore[arg-type]
    assert not (own_home / LOG).exists()
    faults._from_qt(QtMsgType.QtInfoMsg, None, "by the way")  # type: ignore[arg-type]
    assert "by the way" in log(own_home)
    assert not said


def test_a_log_that_cannot_be_written_goes_to_stderr(
    faults: Faults, said: list[str], own_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    own_home.write_text("a file where the folder should be", encoding="utf-8")
    faults.report(RuntimeError("still said"))
    assert "still said" in said[0]
    assert "stderr" in said[0]


def test_work_in_the_background_comes_back_on_this_thread(qtbot: QtBot) -> None:
    came: list[tuple[object, object, bool]] = []

    def then(result: object, error: object) -> None:
        came.append((result, error, threading.current_thread() is threading.main_thread()))

    in_background(lambda: 42, then)
    qtbot.waitUntil(lambda: len(came) == 1)
    in_background(lambda: 1 // 0, then)
    qtbot.waitUntil(lambda: len(came) == 2)
    assert came[0] == (42, None, True)
    assert isinstance(came[1][1], ZeroDivisionError)
    at_once(lambda: 1 // 0, then)
    assert isinstance(came[2][1], ZeroDivisionError)
