"""The worksheet on paper: every cell on one page, nothing cut, as another program reads the PDF; the dialog by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import build
from roiapp.ui.paper.print_dialog import PrintDialog
from roiapp.ui.paper.print_job import PrintJob
from roiapp.ui.paper.sheet_pages import LEAST_SCALE, Pages, lay_out
from roiapp.ui.paper.sheet_paper import Heading, Part, SheetPaper
from roiapp.ui.sheet.arrangement import Arrangement, Filter, Sort
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

CTRL = Qt.KeyboardModifier.ControlModifier


def pages(rows: int, widths: list[float], *, width: float = 500, fit: bool = True) -> Pages:
    return lay_out(100, widths, rows, width=width, height=300, around=60, row_height=20, fit=fit)


# -- which cell stands on which page -----------------------------------------------------------------------------------


def test_what_fits_stands_on_one_page_at_its_own_size() -> None:
    found = pages(12, [80] * 5)
    assert (found.scale, len(found), found.page(0).rows, found.page(0).columns) == (1.0, 1, range(12), range(5))
    assert found.page(0).last


def test_columns_that_are_too_wide_are_drawn_smaller() -> None:
    # 100 for the names and 6 x 100: 700 in 500.
    found = pages(3, [100] * 6)
    assert found.scale == pytest.approx(5 / 7)
    assert len(found.strips) == 1


def test_nothing_is_drawn_too_small_to_read() -> None:
    # 100 + 20 x 100 in 500: at half the size a page has room for 1,000, of which 100 are the names: nine columns.
    found = pages(3, [100] * 20)
    assert found.scale == LEAST_SCALE
    assert found.strips == (range(9), range(9, 18), range(18, 20))


def test_as_they_are_the_columns_go_on_on_further_pages() -> None:
    found = pages(13, [100] * 6, fit=False)  # 12 rows a page: (300 - 60) / 20
    assert found.scale == 1.0
    assert found.strips == (range(4), range(4, 6))
    assert [(found.page(i).rows, found.page(i).last) for i in range(4)] == [
        (range(12), False), (range(12, 13), True), (range(12), False), (range(12, 13), True),
    ]  # fmt: skip


def test_without_channels_there_is_one_page() -> None:
    assert len(pages(0, [80])) == 1


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.integers(0, 60), widths=st.lists(st.floats(20, 900), max_size=12), width=st.floats(150, 1200),
    fit=st.booleans(),
)  # fmt: skip
def test_every_cell_stands_on_exactly_one_page(rows: int, widths: list[float], width: float, fit: bool) -> None:
    found = pages(rows, widths, width=width, fit=fit)
    cells = Counter(
        (row, column) for number in range(len(found)) for row in found.page(number).rows
        for column in found.page(number).columns
    )  # fmt: skip
    assert set(cells.values()) <= {1}
    assert len(cells) == rows * len(widths)
    for strip in found.strips:
        wide = (100 + sum(widths[place] for place in strip)) * found.scale
        assert wide <= width + 0.1 or len(strip) == 1
    totals = [found.page(number).columns for number in range(len(found)) if found.page(number).last]
    assert totals == list(found.strips)


# -- what stands there -------------------------------------------------------------------------------------------------


Read = Callable[[Path], list[str]]


@pytest.fixture
def pages_of(pdftotext: Callable[[bytes], list[str]]) -> Read:
    """The text of a file's pages, spaces made one."""
    return lambda path: [" ".join(page.split()) for page in pdftotext(path.read_bytes())]


def dialog_of(window: MainWindow, qtbot: QtBot) -> PrintDialog:
    window.bench.grid.table.setFocus()
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_P, CTRL)
    found = window.findChild(PrintDialog)
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    return found


@pytest.mark.parametrize(("locale", "paper"), [("en", "Letter"), ("en_GB", "A4"), ("pl", "A4")])
def test_the_paper_is_that_of_the_documents_locale(
    locale: str, paper: str, window: MainWindow, qtbot: QtBot
) -> None:
    window.bench.model.apply(SetSettings.of(locale=locale))
    dialog = dialog_of(window, qtbot)
    assert dialog.size_.currentText().startswith(paper)
    dialog.reject()


def saved(window: MainWindow, qtbot: QtBot, messages: RecordedMessages, folder: Path) -> Path:
    """Ctrl+P, Save as PDF; the file."""
    messages.place = folder / "year.pdf"
    dialog = dialog_of(window, qtbot)
    qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(messages.place.exists)
    return messages.place


def test_the_page_says_what_the_grid_says(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    (page,) = pages_of(saved(window, qtbot, messages, tmp_path))
    for wanted in (
        "Brightwater Sep 2026", "Amounts in USD", "Channel Spend Visits", "Page 1 of 1",
        # Radio & TV in September: 1,200 x 1.2, no visits, 8 x 1.2 leads, 3 x 1.2 customers at $520 and 40 %.
        "Radio & TV $1,440 –", "$520.00 40%", "Total 4 channels $4,404",
    ):  # fmt: skip
        assert wanted in page, (wanted, page)
    assert messages.suggested[-1].name == "Brightwater.pdf"
    assert messages.said[-1] == ("notice", "The pages were saved: year.pdf")


def test_long_worksheets_have_titles_on_every_page_and_totals_on_the_last(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    names = [f"Channel {number}" for number in range(1, 101)]
    window.bench.model.open(build(names, {"spend": [[1.0] * 100]}), None)
    found = pages_of(saved(window, qtbot, messages, tmp_path))
    assert len(found) > 2
    assert [page.count("Customers") for page in found] == [1] * len(found)
    assert [page.count("Total 100 channels $100") for page in found] == [0] * (len(found) - 1) + [1]
    whole = " ".join(found)
    assert all(f"{name} $1" in whole for name in names)
    assert [f"Page {n} of {len(found)}" in page for n, page in enumerate(found, 1)] == [True] * len(found)


def test_order_and_filter_are_followed_and_said(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    window.bench.grid.rows.arrange(Arrangement(sort=Sort("spend", descending=True), filter=Filter(text="al")))
    (page,) = pages_of(saved(window, qtbot, messages, tmp_path))
    assert "Sorted by Spend ↓ · Filter: 2 of 4 channels shown · The name contains “al”" in page
    assert page.index("Local SEO") < page.index("Local print")
    assert "Radio & TV" not in page
    assert "Total of all 4 channels" in page


def test_selected_cells_are_printed_without_totals(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    table = window.bench.grid.table
    table.go_to(1, 1)
    table.go_to(2, 2, extend=True)
    messages.place = tmp_path / "part.pdf"
    dialog = dialog_of(window, qtbot)
    qtbot.keyClick(dialog.what, Qt.Key.Key_Down)
    assert dialog.what.currentText() == "The selected cells"
    qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(messages.place.exists)
    (page,) = pages_of(messages.place)
    assert "Channel Spend Visits Google text ads" in page
    assert "Total" not in page
    assert "Local SEO" not in page
    assert "Leads" not in page


def test_over_time_the_figure_is_named(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    window.bench.grid.table.go_to(0, 1)
    window.bench.commands.over_time.toggle()
    page = " ".join(pages_of(saved(window, qtbot, messages, tmp_path)))
    assert "Spend over time" in page
    assert "Apr May Jun Jul Aug Sep" in page


def test_a_long_name_is_drawn_smaller_and_not_cut(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    name = "Word of mouth and everything else that nobody ever measured " * 3
    window.bench.model.open(build([name.strip()], {"spend": [[10.0]]}, settings=DocumentSettings()), None)
    (page,) = pages_of(saved(window, qtbot, messages, tmp_path))
    assert name.strip() in page
    assert "…" not in page


def test_the_chart_has_a_page_of_its_own(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    window.bench.show_charts()
    qtbot.waitUntil(lambda: window.bench.commands.charts.drawn)
    messages.place = tmp_path / "both.pdf"
    dialog = dialog_of(window, qtbot)
    dialog.with_chart.click()
    qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(messages.place.exists)
    sheet, chart = pages_of(messages.place)
    assert "Page 1 of 2" in sheet
    assert "Page 2 of 2" in chart
    assert "Local SEO" in chart
    assert "Break-even" in chart


# -- the dialog --------------------------------------------------------------------------------------------------------


def test_keys_turn_the_pages_and_esc_goes_back_to_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.open(build([f"C{n}" for n in range(100)], {"spend": [[1.0] * 100]}), None)
    dialog = dialog_of(window, qtbot)
    last = len(dialog.paper_shown) - 1
    assert last >= 2
    dialog.preview.setFocus()
    qtbot.keyClick(dialog.preview, Qt.Key.Key_PageDown)
    assert dialog.page.text() == f"Page 2 of {last + 1}"
    qtbot.keyClick(dialog.preview, Qt.Key.Key_End)
    assert (dialog.preview.number, dialog.next.isEnabled()) == (last, False)
    qtbot.keyClick(dialog.preview, Qt.Key.Key_Right)
    assert dialog.preview.number == last
    qtbot.keyClick(dialog.preview, Qt.Key.Key_Home)
    assert (dialog.preview.number, dialog.previous.isEnabled()) == (0, False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(window.bench.grid.table.hasFocus)


def test_paper_and_direction_change_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.open(build([f"C{n}" for n in range(100)], {"spend": [[1.0] * 100]}), None)
    dialog = dialog_of(window, qtbot)
    landscape, before = len(dialog.paper_shown), dialog.preview.grab().toImage()
    dialog.way.setCurrentIndex(1)
    assert len(dialog.paper_shown) < landscape  # more rows on an upright page
    assert dialog.preview.grab().toImage() != before
    dialog.fit.click()
    assert len(dialog.paper_shown) > landscape  # the columns do not fit side by side upright


def test_the_open_entry_is_printed(window: MainWindow, qtbot: QtBot) -> None:
    table = window.bench.grid.table
    table.go_to(0, 1)
    for letter in "123":
        qtbot.keyClick(QApplication.focusWidget() or table, letter)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)
    assert window.bench.grid.model.text(0, 1) == "$123"
    assert window.findChild(PrintDialog) is not None


def test_a_printer_gets_the_pages_that_were_asked_for(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path, pages_of: Read
) -> None:
    window.bench.model.open(build([f"C{n}" for n in range(100)], {"spend": [[1.0] * 100]}), None)
    dialog = dialog_of(window, qtbot)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    asked = dialog.findChild(QPrintDialog)
    assert asked is not None
    assert (asked.minPage(), asked.maxPage()) == (1, len(dialog.paper_shown))
    printer, path = asked.printer(), tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    printer.setFromTo(2, 3)
    asked.accepted.emit(printer)
    asked.close()
    qtbot.waitUntil(lambda: bool(messages.said))
    assert messages.said == [("notice", "2 pages were sent to the printer.")]
    found = pages_of(path)
    assert [page.rpartition("Page ")[2].partition(" ")[0] for page in found] == ["2", "3"]


class _Refusing(QPdfWriter):
    """A device whose second page is refused."""

    def newPage(self) -> bool:
        return False


class _Idle(QPainter):
    """A painter that cannot begin, as on a printer that is gone; Qt's own would say so on the terminal, too."""

    def begin(self, _device: object) -> bool:
        return False


def paper_of(window: MainWindow) -> SheetPaper:
    sheet = window.bench.grid.model
    part = Part(range(sheet.empty_row), tuple(range(len(sheet.columns) + 1)), totals=True)
    paper = SheetPaper(window.theme, sheet, Heading("Year", "2026", (), ""), part)
    paper.lay_out(QSizeF(1000, 200), fit=True)
    return paper


def run(job: PrintJob, qtbot: QtBot) -> bool:
    with qtbot.waitSignal(job.finished) as ended:
        job.start()
    assert ended.args is not None
    return bool(ended.args[0])


def test_a_device_that_refuses_a_page_ends_the_job(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.bench.model.open(build([f"C{n}" for n in range(100)], {"spend": [[1.0] * 100]}), None)
    paper, parent = paper_of(window), QObject()
    assert len(paper) > 3
    refusing: QPagedPaintDevice = _Refusing(str(tmp_path / "no.pdf"))
    refused = PrintJob(paper, refusing, range(len(paper)), parent)
    assert not run(refused, qtbot)
    assert not refused.given_up
    never = PrintJob(paper, refusing, range(len(paper)), parent)
    never._painter = _Idle()
    assert not run(never, qtbot)


def test_closing_while_pages_are_drawn_gives_them_up(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    window.bench.model.open(build([f"C{n}" for n in range(3000)], {"spend": [[1.0] * 3000]}), None)
    messages.place = tmp_path / "never.pdf"
    dialog = dialog_of(window, qtbot)
    dialog.save_pdf()
    assert not dialog.pdf_button.isEnabled()
    qtbot.waitUntil(lambda: "pages drawn" in dialog.page.text())
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.pdf_button.isEnabled()
    assert dialog.page.text() == f"Page 1 of {len(dialog.paper_shown)}"
    assert not dialog.refusal.isVisible()
    assert not messages.place.exists()
