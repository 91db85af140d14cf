"""A report as a PDF: lines stay lines, text stays text, fonts are embedded as far as they are used. The same report
gives the same bytes."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from roiapp.language import plain
from roiapp.report.pages import ReportPages

if TYPE_CHECKING:
    from pypdf import PdfWriter

    from roiapp.analysis.client_report.parts import ClientReport

#: dots an inch: a px of a page is one of them, so that letters keep their places
INCH: Final = 96
_MEANINGS: Final = re.compile(rb"\[[^\]]*\]")  # what glyphs stand for, in a table of them
_PRODUCER: Final = "Channel ROI"


def pdf_bytes(report: ClientReport) -> bytes:
    """All pages. Needs a QGuiApplication."""
    return finished(drawn(ReportPages(report)), report)


def page_layout(pages: ReportPages) -> QPageLayout:
    """The paper, without margins: they are part of the pages."""
    size = QPageSize.PageSizeId.Letter if pages.report.letter else QPageSize.PageSizeId.A4
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point)


def drawn(pages: ReportPages) -> bytes:
    """The pages as Qt writes them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(INCH)
    writer.setPageLayout(page_layout(pages))
    painter = QPainter(writer)
    try:
        for number in range(len(pages)):
            if number:
                writer.newPage()
            pages.paint(painter, number)
    finally:
        painter.end()  # where an icon is missing, too: Qt ends the process when paper goes while it is painted on
    return bytes(buffer.data().data())


def finished(data: bytes, report: ClientReport) -> bytes:
    """The same with its language, which Qt does not write, its title in the window's bar, and nothing that depends on
    when or where it was made."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter()
    # The pages alone: Qt writes when it was made and an identity of its own beside them.
    writer.append(PdfReader(io.BytesIO(data)), import_outline=False)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(report.language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.pdf_header = "%PDF-1.7"
    _mend_fonts(writer)
    writer.metadata = {
        "/Title": plain(report.document_title), "/Author": plain(report.firm.by or report.firm.name),
        "/Subject": plain(report.firm.kind), "/Producer": _PRODUCER, "/Creator": _PRODUCER,
    }  # fmt: skip
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _mend_fonts(writer: PdfWriter) -> None:
    """Qt embeds of each font what is used, but does not say so: a part of a font has six letters before its name
    (ISO 32000-2, 9.9.2). And what it says of the space is that it is a tab, which is then what one copies."""
    for page in writer.pages:
        resources: Any = page["/Resources"]
        fonts: Any = resources.get("/Font", {})
        for reference in fonts.values():
            font = reference.get_object()
            if "+" not in font["/BaseFont"]:
                _name_subset(font)
                letters = font["/ToUnicode"].get_object()
                letters.set_data(_MEANINGS.sub(_without_tabs, letters.get_data()))


def _without_tabs(found: re.Match[bytes]) -> bytes:
    return found[0].replace(b"<0009>", b"<0020>")


def _name_subset(font: Any) -> None:
    from pypdf.generic import NameObject

    (inner,) = font["/DescendantFonts"]
    descriptor = inner.get_object()["/FontDescriptor"].get_object()
    file = next(key for key in ("/FontFile2", "/FontFile3") if key in descriptor)
    digits = sha256(descriptor[file].get_object().get_data()).digest()[:6]
    name = NameObject(f"/{''.join(chr(65 + each % 26) for each in digits)}+{font['/BaseFont'][1:]}")
    font[NameObject("/BaseFont")] = inner.get_object()[NameObject("/BaseFont")] = name
    descriptor[NameObject("/FontName")] = name
