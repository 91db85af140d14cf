"""The client's report: its pages as they will be, what the firm says in it beside them, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.report.pages import ReportPages
from roiapp.report.pdf import page_layout
from roiapp.ui.forms.report_fields import ReportFields
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.later import later
from roiapp.ui.look.messages import Choice
from roiapp.ui.paper.print_job import INCH, PrintJob
from roiapp.ui.paper.zoomed_preview import ZoomedPreview

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from roiapp.analysis.client_report.parts import ClientReport
    from roiapp.analysis.client_report.report import ReportMaker
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.look.messages import Messages
    from roiapp.ui.look.theme import Theme

_SIZE: Final = QSize(1120, 760)
_PAUSE_MS: Final = 60  # without a key, until the preview follows


class ReportDialog(CalmDialog):
    """Every change in the fields is a step of the document, given to `apply`. `save` gets the report and the ending of
    the file it shall be, `printed` how many pages went to the printer."""

    def __init__(
        self, theme: Theme, worksheet: Worksheet, maker: ReportMaker, messages: Messages, apply: Callable[[Edit], None],
        save: Callable[[ClientReport, str], None], printed: Callable[[int], None], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(theme, tr("Client report"), parent)
        self._worksheet = worksheet
        self._maker = maker
        self._apply = apply
        self._save = save
        self._printed = printed
        self._job: PrintJob | None = None
        self._pages: ReportPages | None = None
        #: words that were refused as the dialog was to close
        self._let_go: object = None
        self.fields = ReportFields(theme, messages, worksheet, self)
        self.preview = ZoomedPreview(theme, self)
        self.number = QLabel(self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous = self._button("chevron-left", tr("The page before"), lambda: self._turn(-1))
        self.next = self._button("chevron-right", tr("The next page"), lambda: self._turn(1))
        self.smaller = self._button("zoom-out", tr("Smaller"), lambda: self._zoom(-1))
        self.larger = self._button("zoom-in", tr("Larger"), lambda: self._zoom(1))
        self._place_parts()
        self.close_button = self.add_button(Choice("close", tr("Close")))
        self.close_button.clicked.connect(self.reject)
        self.print_button = self.add_button(Choice("print", tr("Print…")))
        self.print_button.clicked.connect(self.print_pages)
        self.html_button = self.add_button(Choice("html", tr("Save as HTML…")))
        self.html_button.clicked.connect(lambda: self._hand_over(".html"))
        self.pdf_button = self.add_button(Choice("pdf", tr("Save as PDF…"), primary=True))
        self.pdf_button.clicked.connect(lambda: self._hand_over(".pdf"))
        self.dress_fields()
        self._timer = later(self, self.refresh, _PAUSE_MS)
        self.preview.page.turned.connect(self._on_turned)
        self.preview.page.zoom_asked.connect(lambda _by: self._show_zoom())
        self.fields.typed.connect(self._timer.start)
        self.fields.settled.connect(self.keep)
        self.fields.refused.connect(self.say)
        QTimer.singleShot(0, self, lambda: self.pages)  # the dialog is seen first
        self._show_zoom()
        self.resize(_SIZE.boundedTo(room_for(parent)))
        self.pdf_button.setFocus()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _button(self, icon: str, name: str, do: Callable[[], None]) -> GhostButton:
        button = GhostButton(self.theme, icon, self, bare=True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(do)
        return button

    def _place_parts(self) -> None:
        below = QHBoxLayout()
        below.addStretch(1)
        for each in (self.previous, self.number, self.next):
            below.addWidget(each)
        below.addSpacing(16)
        below.addWidget(self.smaller)
        below.addWidget(self.larger)
        below.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.preview, 1)
        left.addLayout(below)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 1)
        both.addWidget(self.fields)
        self.body.addLayout(both, 1)
        self._frame.setStretchFactor(self.body, 1)

    # -- the preview ---------------------------------------------------------------------------------------------------

    def report(self) -> ClientReport:
        """What it says with the words in the fields."""
        return self._maker.report(self.fields.draft)

    @property
    def pages(self) -> ReportPages:
        """As they were laid out last."""
        if self._pages is None:
            self.refresh()
            assert self._pages is not None
        return self._pages

    def refresh(self) -> None:
        """Lay the pages out anew."""
        self._timer.stop()
        report = self.report()
        self._pages = pages = ReportPages(report)
        self.fields.show_empty([
            tr("{page}: {why}", page=page.title, why=page.nothing) for page in report.pages if page.empty
        ])  # fmt: skip
        self.preview.show_pages(pages, pages.size)

    def _turn(self, by: int) -> None:
        self.preview.page.turn_to(self.preview.page.number + by)

    def _on_turned(self, number: int) -> None:
        self.number.setText(tr("Page {number} of {all}", number=number + 1, all=len(self.pages)))
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(number < len(self.pages) - 1)

    def _zoom(self, by: int) -> None:
        self.preview.zoom(by)
        self._show_zoom()

    def _show_zoom(self) -> None:
        smaller, larger = self.preview.can_zoom
        self.smaller.setEnabled(smaller)
        self.larger.setEnabled(larger)

    # -- the document --------------------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """What differs in the fields as one step of the document; False where it is refused, which is said."""
        from roiapp.core.edits import EditError, SetSettings

        before, draft = self._worksheet.settings, self.fields.draft
        changes = {name: value for name, value in vars(draft).items() if value != getattr(before, name)}
        if not changes:
            return True
        try:
            self._apply(SetSettings.of(**changes))
        except EditError as error:
            self.refuse(str(error))
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps what stands there; it saves no file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.keep()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Words that are refused stay in sight once, with the sentence that says why; closing again lets go of them."""
        if not self.keep() and self._let_go != self.fields.draft:
            self._let_go = self.fields.draft
            return
        super().done(result)

    # -- out of the window ---------------------------------------------------------------------------------------------

    def _hand_over(self, ending: str) -> None:
        report = self.report()
        self.accept()
        self._save(report, ending)

    def print_pages(self) -> None:
        """Ask for a printer and which pages, then print them, as large as its paper is."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        pages = ReportPages(self.report())
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(pages))
        printer.setDocName(pages.report.document_title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, False)
        dialog.setMinMax(1, len(pages))
        dialog.setFromTo(1, len(pages))
        dialog.accepted.connect(lambda: self._print(printer, pages))
        QDialog.open(dialog)  # its own `open` wants a slot of the old kind

    def _print(self, printer: QPrinter, pages: ReportPages) -> None:
        printer.setFullPage(True)
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        numbers = range(min(first, len(pages)) - 1, min(last, len(pages)))
        sheet = printer.pageLayout().fullRectPixels(INCH)
        fitted = _Fitted(pages, min(sheet.width() / pages.size.width(), sheet.height() / pages.size.height()))
        job = self._job = PrintJob(fitted, printer, numbers, self)
        self._wait(waiting=True)
        job.finished.connect(lambda whole: self._over(job, len(numbers), whole=whole))
        job.start()

    def _wait(self, *, waiting: bool) -> None:
        for each in (self.pdf_button, self.html_button, self.print_button, self.fields):
            each.setEnabled(not waiting)

    def _over(self, job: PrintJob, pages: int, *, whole: bool) -> None:
        self._job = None
        self._wait(waiting=False)
        if whole:
            self.accept()
            self._printed(pages)
        elif not job.given_up:
            self.refuse(tr("The printer did not take the pages. See whether it is switched on, or save them as a PDF."))

    def reject(self) -> None:
        """Close; while pages are being printed, give those up first."""
        if self._job is not None:
            self._job.give_up()
        else:
            super().reject()


class _Fitted:
    """Pages as large as a printer's paper."""

    def __init__(self, pages: ReportPages, scale: float) -> None:
        self._pages = pages
        self._scale = scale

    def __len__(self) -> int:
        return len(self._pages)

    def paint(self, painter: QPainter, number: int) -> None:
        painter.save()
        painter.scale(self._scale, self._scale)
        self._pages.paint(painter, number)
        painter.restore()
