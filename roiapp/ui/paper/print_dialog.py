"""Print: a preview of every page, and at its side what is printed and how; then a printer or a PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.messages import Choice
from roiapp.ui.paper.page_preview import PagePreview
from roiapp.ui.paper.print_job import INCH, PrintJob
from roiapp.ui.paper.sheet_paper import Heading, Part, SheetPaper

if TYPE_CHECKING:
    from roiapp.charts.chart import Chart
    from roiapp.charts.style import ChartStyle
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.sheet.worksheet_reading import WorksheetReading

_MARGIN: Final = 15.0  # mm
_SIZES: Final = (
    QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.Legal,
)  # fmt: skip
_WIDTH: Final = 980


class PrintDialog(CalmDialog):
    """`parts` are what can be printed, by name, the first being chosen; `chart` can come behind them. `save` is called
    with the pages as a PDF and has them written somewhere, `printed` with how many went to the printer. `on_letter` is
    the paper that is chosen first."""

    def __init__(
        self,
        theme: Theme,
        sheet: WorksheetReading,
        heading: Heading,
        parts: dict[str, Part],
        chart: tuple[Chart[Any, Any], ChartStyle] | None,
        save: Callable[[bytes], None],
        printed: Callable[[int], None],
        parent: QWidget,
        *,
        on_letter: bool,
    ) -> None:
        super().__init__(theme, tr("Print"), parent)
        self._sheet = sheet
        self._heading = heading
        self._parts = parts
        self._drawn_chart = chart
        self._save = save
        self._printed = printed
        self._on_letter = on_letter
        self._job: PrintJob | None = None
        self.setMinimumWidth(min(_WIDTH, parent.width() - 32))
        self.preview = PagePreview(theme, self)
        self.page = QLabel(self)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous = self._turner("chevron-left", tr("The page before"), -1)
        self.next = self._turner("chevron-right", tr("The next page"), 1)
        self._place_parts()
        self._fill_form()
        self.close_button = self.add_button(Choice("close", tr("Close")))
        self.close_button.clicked.connect(self.reject)
        self.pdf_button = self.add_button(Choice("pdf", tr("Save as PDF…")))
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button = self.add_button(Choice("print", tr("Print…"), primary=True))
        self.print_button.clicked.connect(self.print_pages)
        self.dress_fields()
        self.preview.turned.connect(self._on_turned)
        self._lay_out_anew()
        self.print_button.setFocus()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _turner(self, icon: str, name: str, by: int) -> GhostButton:
        button = GhostButton(self.theme, icon, self, bare=True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.preview.turn_to(self.preview.number + by))
        return button

    def _place_parts(self) -> None:
        pages = QHBoxLayout()
        pages.addStretch(1)
        for each in (self.previous, self.page, self.next):
            pages.addWidget(each)
        pages.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.preview, 1)
        left.addLayout(pages)
        self._side = QVBoxLayout()
        self._side.setSpacing(12)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addLayout(left, 1)
        both.addLayout(self._side)
        self.body.addLayout(both)

    def _fill_form(self) -> None:
        self.what = self._choice(tr("&What"), {name: name for name in self._parts})
        sizes = sorted(_SIZES, key=lambda size: size != QPageSize.PageSizeId.Letter) if self._on_letter else _SIZES
        names = {size: QPageSize.name(size).partition(" (")[0] for size in sizes}
        self.size_ = self._choice(tr("&Paper"), names)
        way = QPageLayout.Orientation
        self.way = self._choice(tr("&Layout"), {way.Landscape: tr("Landscape"), way.Portrait: tr("Portrait")})
        self.fit = self._box(tr("&Fit the columns to the page"), checked=True)
        self.with_chart = self._box(tr("The &chart on a page of its own"), checked=False)
        self.with_chart.setEnabled(self._drawn_chart is not None)
        if self._drawn_chart is None:
            self.with_chart.setToolTip(tr("There is no chart yet: its figures are missing."))
        self._side.addStretch(1)

    def _choice(self, label: str, items: dict[Any, str]) -> QComboBox:
        box = CalmBox(self.theme, self)
        for data, text in items.items():
            box.addItem(text, data)
        name = QLabel(label, self)
        name.setBuddy(box)
        box.setMinimumWidth(220)
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addWidget(name)
        place.addWidget(box)
        self._side.addLayout(place)
        box.currentIndexChanged.connect(self._lay_out_anew)
        return box

    def _box(self, text: str, *, checked: bool) -> QCheckBox:
        box = CalmCheck(self.theme, text, self)
        box.setChecked(checked)
        box.toggled.connect(self._lay_out_anew)
        self._side.addWidget(box)
        return box

    # -- pages ---------------------------------------------------------------------------------------------------------

    @property
    def layout_(self) -> QPageLayout:
        """Size, direction and margins of the paper that was chosen."""
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        size = QPageSize(self.size_.currentData())
        return QPageLayout(size, self.way.currentData(), margins, QPageLayout.Unit.Millimeter)

    def paper(self, layout: QPageLayout) -> SheetPaper:
        """The pages as they come with this paper."""
        part = self._parts[self.what.currentData()]
        chart = self._drawn_chart if self.with_chart.isChecked() else None
        paper = SheetPaper(self.theme, self._sheet, self._heading, part, chart)
        paper.lay_out(QSizeF(layout.paintRectPixels(INCH).size()), fit=self.fit.isChecked())
        return paper

    def _lay_out_anew(self) -> None:
        layout = self.layout_
        margins = QRectF(layout.paintRectPixels(INCH)).topLeft()
        whole = QSizeF(layout.fullRectPixels(INCH).size())
        self.preview.show_paper(self.paper(layout), whole, QMarginsF(margins.x(), margins.y(), 0, 0))

    def _on_turned(self, number: int) -> None:
        pages = len(self.paper_shown)
        self.page.setText(tr("Page {number} of {all}", number=number + 1, all=pages))
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(number < pages - 1)

    @property
    def paper_shown(self) -> SheetPaper:
        """The pages that are previewed."""
        assert isinstance(self.preview.paper, SheetPaper)
        return self.preview.paper

    # -- out of the window ---------------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """All pages as a PDF, handed to `save` when they are drawn."""
        buffer = QBuffer(self)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(INCH)
        writer.setPageLayout(self.layout_)
        writer.setTitle(self._heading.title)
        writer.setCreator("Channel ROI")
        paper = self.paper_shown

        def done() -> None:
            self.accept()
            self._save(bytes(buffer.data().data()))

        self._run(PrintJob(paper, writer, range(len(paper)), self), done)

    def print_pages(self) -> None:
        """Ask for a printer and which pages, then print them on the paper that was chosen there."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.layout_)
        printer.setDocName(self._heading.title)
        pages = len(self.paper_shown)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, False)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)

        def go() -> None:
            paper = self.paper(printer.pageLayout())
            first, last = printer.fromPage() or 1, printer.toPage() or len(paper)
            numbers = range(min(first, len(paper)) - 1, min(last, len(paper)))
            printer.setFullPage(False)
            self._run(PrintJob(paper, printer, numbers, self), lambda: done(len(numbers)))

        def done(pages: int) -> None:
            self.accept()
            self._printed(pages)

        dialog.accepted.connect(go)
        QDialog.open(dialog)  # its own `open` wants a slot of the old kind

    def _run(self, job: PrintJob, done: Callable[[], None]) -> None:
        """Draw the pages while the dialog waits: Close gives up."""
        self._job = job
        self._may_start(waiting=True)
        job.advanced.connect(self._tell)
        job.finished.connect(lambda whole: self._over(job, done if whole else None))
        job.start()

    def _tell(self, drawn: int, pages: int) -> None:
        self.page.setText(tr("{number} of {all} pages drawn", number=drawn, all=pages))

    def _over(self, job: PrintJob, done: Callable[[], None] | None) -> None:
        self._job = None
        self._may_start(waiting=False)
        self._on_turned(self.preview.number)
        if done is not None:
            done()
        elif not job.given_up:
            self.refuse(tr("The printer did not take the pages. See whether it is switched on, or save them as a PDF."))

    def _may_start(self, *, waiting: bool) -> None:
        for each in (self.pdf_button, self.print_button, self.what, self.size_, self.way, self.fit):
            each.setEnabled(not waiting)
        self.with_chart.setEnabled(not waiting and self._drawn_chart is not None)

    def reject(self) -> None:
        """Close; while pages are being drawn, give those up first."""
        if self._job is not None:
            self._job.give_up()
        else:
            super().reject()
