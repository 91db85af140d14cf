"""The client's report in the window: what is written in it is kept and taken back, the preview, the ways out."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPageSize, QPainter, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.analysis.client_report import report as client_report
from roiapp.core.document_settings import REPORT_PAGES
from roiapp.core.edits import EditError
from roiapp.ui.commands import client_report_commands
from roiapp.ui.forms.report_dialog import ReportDialog
from roiapp.ui.forms.report_fields import MOST_WORDS
from roiapp.ui.paper.zoomed_preview import SmoothPages
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


@pytest.fixture
def dialog(window: MainWindow) -> ReportDialog:
    return opened(window)


def opened(window: MainWindow) -> ReportDialog:
    window.bench.actions_.action["client_report"].trigger()
    (found,) = shown(window)
    return found


def shown(window: MainWindow) -> list[ReportDialog]:
    return [each for each in window.findChildren(ReportDialog) if each.isVisible()]


def steps(window: MainWindow) -> list[str]:
    session = window.bench.model.session
    assert session is not None
    return [step.title for step in session.history.done]


def test_words_are_one_step_each_and_taken_back(window: MainWindow, dialog: ReportDialog) -> None:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    dialog.fields.prepared_by.setFocus()
    QTest.keyClicks(dialog.fields.prepared_by, "Elm  Media ")
    assert steps(window) == []  # while it is typed it is only seen
    QTest.keyClick(dialog.fields.prepared_by, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert sheet.settings.prepared_by == "Elm Media"
    dialog.fields.introduction.setFocus()
    dialog.fields.introduction.setPlainText("A quiet month.\nThe next will be better.")
    dialog.fields.company.setFocus()
    assert sheet.settings.introduction == "A quiet month.\nThe next will be better."
    dialog.fields.channel.setCurrentIndex(2)
    dialog.fields.comment.setFocus()
    QTest.keyClicks(dialog.fields.comment, "Paused")
    dialog.fields.channel.setFocus()
    assert sheet.settings.comments == ((int(sheet.keys[2]), "Paused"),)
    assert steps(window) == [
        "Change the report", "Write the report's introduction", "Comment on a channel in the report"
    ]  # fmt: skip
    dialog.close()
    for _ in range(3):
        window.bench.model.undo()
    assert (sheet.settings.prepared_by, sheet.settings.introduction, sheet.settings.comments) == ("", "", ())
    window.bench.model.redo()
    assert opened(window).fields.prepared_by.text() == "Elm Media"


def test_what_is_typed_last_is_kept_by_closing(window: MainWindow, dialog: ReportDialog) -> None:
    dialog.fields.footer.setFocus()
    QTest.keyClicks(dialog.fields.footer, "1 High Street")
    dialog.close_button.click()
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.settings.page_footer == "1 High Street"
    assert len(steps(window)) == 1


def test_words_that_are_refused_as_it_closes_stay_in_sight_once(
    window: MainWindow, dialog: ReportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_edit: object) -> None:
        raise EditError("Not just now.")

    monkeypatch.setattr(dialog, "_apply", refuse)
    QTest.keyClicks(dialog.fields.footer, "1 High Street")
    dialog.close()
    assert dialog.isVisible()
    assert dialog.refusal.text() == "Not just now."
    assert dialog.fields.footer.text() == "1 High Street"
    QTest.keyClicks(dialog.fields.footer, " West")
    dialog.close()
    assert dialog.isVisible(), "other words than those that were given up"
    dialog.close()
    assert not dialog.isVisible()
    assert steps(window) == []


def test_the_preview_follows(dialog: ReportDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.fields.company, "Oak & Sons")
    qtbot.waitUntil(lambda: dialog.pages.report.firm.name == "Oak & Sons", timeout=2000)
    assert dialog.number.text() == "Page 1 of 1"
    dialog.fields.pages["definitions"].click()
    dialog.fields.pages["trend"].click()
    dialog.refresh()
    assert dialog.number.text() == "Page 1 of 3"
    dialog.next.click()
    QTest.keyClick(dialog.preview.page, Qt.Key.Key_End)
    assert dialog.number.text() == "Page 3 of 3"
    assert not dialog.next.isEnabled()
    dialog.fields.pages["scenarios"].click()
    dialog.refresh()
    assert dialog.fields.empty.text() == "Scenarios compared: This document has no scenarios to compare."
    dialog.fields.paper.setCurrentIndex(dialog.fields.paper.findData("a4"))
    dialog.refresh()
    assert dialog.pages.size.height() == 1123.0


def test_a_page_grows_and_scrolls(dialog: ReportDialog, qtbot: QtBot) -> None:
    page = dialog.preview.page
    before = page.height()
    assert not dialog.smaller.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: page.height() > before, timeout=2000)
    assert dialog.smaller.isEnabled()
    bar = dialog.preview.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=2000)
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert bar.value() > 0
    turn_wheel(page, QPoint(-120, 0), Qt.KeyboardModifier.ControlModifier)
    assert dialog.smaller.isEnabled()  # sideways is neither larger nor smaller
    turn_wheel(page, QPoint(0, -120), Qt.KeyboardModifier.ControlModifier)
    assert not dialog.smaller.isEnabled()


def turn_wheel(
    widget: QWidget, by: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    place = QPointF(9, 9)
    QApplication.sendEvent(widget, QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), by, Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    ))  # fmt: skip


def test_the_wheel_scrolls_the_fields_and_chooses_nothing(window: MainWindow, dialog: ReportDialog) -> None:
    for box in (dialog.fields.paper, dialog.fields.channel):
        turn_wheel(box, QPoint(0, -120))
        assert box.currentIndex() == 0
        assert not box.hasFocus()
    assert steps(window) == []
    dialog.fields.paper.setFocus()
    turn_wheel(dialog.fields.paper, QPoint(0, -120))
    assert dialog.fields.paper.currentIndex() == 1


def test_a_picture_of_a_page_is_as_fine_as_can_be_seen_and_no_finer() -> None:
    """Two pixels for each px of the page, or for each of the screen where those are larger ones."""
    pages = Ruled()
    for shown, pixels in ((0.5, 1.0), (1.0, 2.0), (1.5, 2.0), (3.0, 3.0)):
        smooth = SmoothPages(pages, QSizeF(100.0, 50.0))
        screen = QImage(300, 150, QImage.Format.Format_RGB32)
        painter = QPainter(screen)
        painter.scale(shown, shown)
        smooth.paint(painter, 0)
        painter.end()
        assert pages.scales.pop() == pytest.approx(pixels)


class Ruled:
    """A page that notes how large it is drawn."""

    def __init__(self) -> None:
        self.scales: list[float] = []

    def __len__(self) -> int:
        return 1

    def paint(self, painter: QPainter, _number: int) -> None:
        self.scales.append(painter.worldTransform().m11())


def test_a_colour_of_the_firm(window: MainWindow, dialog: ReportDialog) -> None:
    box = dialog.fields.colour
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.settings.brand == "#1F3A68"
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    (chooser,) = [each for each in dialog.findChildren(type(dialog).__mro__[2]) if each.isVisible()]
    chooser.reject()
    assert box.currentText() == "Navy"


def test_pages_go_to_the_printer_as_large_as_its_paper(
    dialog: ReportDialog, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.fields.pages["definitions"].click()
    dialog.refresh()
    dialog.print_pages()
    (asked,) = dialog.findChildren(QPrintDialog)
    printer = asked.printer()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    asked.accepted.emit(printer)
    asked.close()
    qtbot.waitUntil(lambda: bool(messages.said), timeout=5000)
    found = pypdf.PdfReader(tmp_path / "printed.pdf")
    assert len(found.pages) == 2
    assert "Page 2 of 2" in found.pages[1].extract_text().replace("\t", " ")
    assert messages.said[-1][1] == "2 pages were sent to the printer."


@pytest.mark.parametrize("ending", [".pdf", ".html"])
def test_it_is_saved_as_what_was_asked_for(
    window: MainWindow, dialog: ReportDialog, messages: RecordedMessages, tmp_path: Path, ending: str
) -> None:
    messages.place = tmp_path / f"out{ending}"
    QTest.keyClicks(dialog.fields.company, "Oak & Sons")
    (dialog.pdf_button if ending == ".pdf" else dialog.html_button).click()
    data = messages.place.read_bytes()
    if ending == ".pdf":
        assert "Oak & Sons" in pypdf.PdfReader(messages.place).pages[0].extract_text()
    else:
        assert b"Oak &amp; Sons" in data
    assert messages.suggested[0].name.endswith(ending)
    assert messages.said[-1][1] == f"Exported: out{ending}"
    assert shown(window) == []
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.settings.company == "Oak & Sons"


def test_an_introduction_that_is_too_long_is_cut_and_that_is_said(window: MainWindow, dialog: ReportDialog) -> None:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    dialog.fields.introduction.setPlainText("a" * MOST_WORDS + "b")
    assert dialog.report().introduction == "a" * MOST_WORDS
    assert (dialog.refusal.isVisible(), dialog.refusal.text()) == (
        True, "The text is too long. It may have 2,000 letters."
    )
    dialog.fields.introduction.setPlainText("a" * MOST_WORDS)
    assert not dialog.refusal.isVisible()
    dialog.close()
    assert sheet.settings.introduction == "a" * MOST_WORDS


def test_a_line_that_is_pasted_too_long_is_cut_and_that_is_said(window: MainWindow, dialog: ReportDialog) -> None:
    clipboard = QApplication.clipboard()
    for line, most, shown in ((dialog.fields.header, 200, "200"), (dialog.fields.comment, 2_000, "2,000")):
        clipboard.setText("a" * most + "b")
        line.setFocus()
        QTest.keySequence(line, QKeySequence.StandardKey.Paste)
        assert line.text() == "a" * most
        assert dialog.refusal.isVisible()
        assert dialog.refusal.text() == f"The text is too long. It may have {shown} letters."
        QTest.keyClick(line, Qt.Key.Key_Backspace)
        assert not dialog.refusal.isVisible()


def test_a_large_worksheet_is_prepared_on_another_thread(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    at_once = opened(window)
    expected = at_once.report()
    at_once.close()
    monkeypatch.setattr(client_report_commands, "_AT_ONCE", 1)
    window.bench.actions_.action["client_report"].trigger()
    qtbot.waitUntil(lambda: len(shown(window)) == 1, timeout=10_000)
    (dialog,) = shown(window)
    assert dialog.report() == expected
    monkeypatch.setattr(client_report, "further_page", None)  # nothing is left to be made in the window
    for box in dialog.fields.pages.values():
        box.click()
    assert len(dialog.report().pages) == len(REPORT_PAGES)
    dialog.fields.footer.setFocus()
    QTest.keyClicks(dialog.fields.footer, "Street")
    dialog.close()
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.settings.page_footer == "Street"
