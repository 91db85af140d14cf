"""What a firm says in its client's report: words, colour, logo, paper and further pages, beside the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from roiapp.analysis.client_report.report import BRAND
from roiapp.core.document_settings import PAPERS, REPORT_PAGES
from roiapp.core.units import COUNT, NumberFormat
from roiapp.language import apart, mark, plain, prints_on_letter, tr
from roiapp.ui.forms.length_limit import limit_length
from roiapp.ui.forms.logo_field import LogoField
from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.scrolled import scrolled
from roiapp.ui.look.worn import wear_ink

if TYPE_CHECKING:
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.look.messages import Messages
    from roiapp.ui.look.theme import Theme

MOST_LETTERS: Final = 200
MOST_WORDS: Final = 2_000
_COLOURS: Final = (
    (BRAND, mark("Petrol")), ("#1F3A68", mark("Navy")), ("#1E5B3A", mark("Forest")), ("#7A1F3D", mark("Burgundy")),
    ("#51306E", mark("Plum")), ("#2B2F36", mark("Graphite")),
)  # fmt: skip
_OTHER: Final = "other"
_WIDTH: Final = 320
_BAR: Final = 14


class ReportFields(QWidget):
    """`draft` are the document's settings with what stands in the fields. `typed` says that it has changed, `settled`
    that it is to be kept; `refused` says why a logo or some of a text was not taken, "" that all is."""

    typed = Signal()
    settled = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, messages: Messages, worksheet: Worksheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._worksheet = worksheet
        self.draft: DocumentSettings = worksheet.settings
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._column.setContentsMargins(2, 2, 12, 2)
        self.company = self._line(tr("C&lient"), "company")
        self.prepared_by = self._line(tr("Prepared &by"), "prepared_by")
        self.introduction = self._text(tr("&Introduction"))
        self._add_comments()
        self._add_pages()
        self._add_looks(messages)
        self.header = self._line(tr("&Header"), "page_header")
        self.footer = self._line(tr("&Footer"), "page_footer")
        self._column.addStretch(1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        self.setFixedWidth(max(theme.px(_WIDTH), self._column.minimumSize().width() + _BAR))
        area = scrolled(self._column, self)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place.addWidget(area)

    # -- putting it together -----------------------------------------------------------------------------------------

    def _labelled(self, label: str, field: QWidget) -> None:
        name = QLabel(label, self)
        name.setBuddy(field)
        place = QVBoxLayout()
        place.setSpacing(3)
        place.addWidget(name)
        place.addWidget(field)
        self._column.addLayout(place)

    def _line(self, label: str, setting: str) -> QLineEdit:
        field = QLineEdit(getattr(self.draft, setting), self)
        limit_length(field, MOST_LETTERS, str(MOST_LETTERS), self.refused.emit)
        field.textEdited.connect(lambda text: self._change(**{setting: " ".join(text.split())}))
        field.editingFinished.connect(self.settled)
        self._labelled(label, field)
        return field

    def _text(self, label: str) -> QPlainTextEdit:
        field = QPlainTextEdit(self.draft.introduction, self)
        field.setTabChangesFocus(True)
        field.setFixedHeight(self._theme.px(84))
        field.textChanged.connect(self._write_introduction)
        field.installEventFilter(self)
        self._labelled(label, field)
        return field

    def _add_comments(self) -> None:
        self.channel = CalmBox(self._theme, self)
        self.channel.addItems([apart(name) for name in self._worksheet.names])
        self.channel.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.channel.setMinimumContentsLength(16)
        self._labelled(tr("Comment on the &channel"), self.channel)
        self.comment = QLineEdit(self)
        limit_length(self.comment, MOST_WORDS, self._most_words, self.refused.emit)
        self.comment.setAccessibleName(tr("Comment"))
        self.comment.setPlaceholderText(tr("none"))
        self.comment.textEdited.connect(self._write_comment)
        self.comment.editingFinished.connect(self.settled)
        self._column.addWidget(self.comment)
        self.channel.currentIndexChanged.connect(self._show_comment)
        some = bool(len(self._worksheet.keys))
        self.channel.setEnabled(some)
        self.comment.setEnabled(some)
        self._show_comment()

    def _add_pages(self) -> None:
        name = QLabel(tr("Further pages"), self)
        self._column.addWidget(name)
        self.pages: dict[str, QCheckBox] = {}
        for id_, page in REPORT_PAGES.items():
            box = self.pages[id_] = CalmCheck(self._theme, tr(page), self)
            box.setChecked(id_ in self.draft.report_pages)
            box.toggled.connect(self._choose_pages)
            self._column.addWidget(box)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setFont(self._theme.font(12))
        wear_ink(self.empty, self._theme, "text3")
        self.empty.hide()
        self._column.addWidget(self.empty)

    def _add_looks(self, messages: Messages) -> None:
        self.paper = CalmBox(self._theme, self)
        usual = PAPERS["letter" if prints_on_letter(self.draft.locale) else "a4"]
        self.paper.addItem(tr("As usual here: {paper}", paper=tr(usual)), "")
        for id_, paper in PAPERS.items():
            self.paper.addItem(tr(paper), id_)
        self.paper.setCurrentIndex(max(0, self.paper.findData(self.draft.paper)))
        self.paper.currentIndexChanged.connect(lambda: self._keep(paper=self.paper.currentData()))
        self._labelled(tr("&Paper"), self.paper)
        self.colour = CalmBox(self._theme, self)
        for code, text in _COLOURS:
            self.colour.addItem(_swatch(code), tr(text), "" if code == BRAND else code)
        self.colour.addItem(tr("Another colour…"), _OTHER)
        self._show_colour()
        self.colour.activated.connect(self._choose_colour)
        self._labelled(tr("C&olour"), self.colour)
        self.logo = LogoField(self._theme, messages, self.draft.logo, self)
        self.logo.refused.connect(self._take_logo)
        self._labelled(tr("Logo"), self.logo)

    # -- what is chosen ------------------------------------------------------------------------------------------------

    def _change(self, **values: Any) -> None:
        self.draft = self.draft.changed(**values)
        self.typed.emit()

    def _keep(self, **values: Any) -> None:
        self._change(**values)
        self.settled.emit()

    @property
    def _most_words(self) -> str:
        return NumberFormat(self.draft.locale, self.draft.currency).text(MOST_WORDS, COUNT)

    def _write_introduction(self) -> None:
        text = plain(self.introduction.toPlainText())
        why_not = tr("The text is too long. It may have {most} letters.", most=self._most_words)
        self.refused.emit(why_not if len(text) > MOST_WORDS else "")
        text = text[:MOST_WORDS]
        self._change(introduction="\n".join(line.rstrip() for line in text.splitlines()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was written in several lines is kept when the field is left."""
        if watched is self.introduction and event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        return super().eventFilter(watched, event)

    def _key(self) -> int | None:
        place = self.channel.currentIndex()
        return int(self._worksheet.keys[place]) if place >= 0 else None

    def _show_comment(self) -> None:
        key = self._key()
        self.comment.setText("" if key is None else dict(self.draft.comments).get(key, ""))

    def _write_comment(self, text: str) -> None:
        key = self._key()
        if key is None:
            return
        said = {**dict(self.draft.comments), key: text.strip()}
        self._change(comments=tuple((each, words) for each, words in sorted(said.items()) if words))

    def _choose_pages(self) -> None:
        self._keep(report_pages=tuple(id_ for id_, box in self.pages.items() if box.isChecked()))

    def show_empty(self, why: list[str]) -> None:
        """Say which of the chosen pages have nothing on them."""
        self.empty.setText("\n".join(why))
        self.empty.setVisible(bool(why))

    def _take_logo(self, why_not: str) -> None:
        self.refused.emit(why_not)
        if not why_not and self.logo.logo != self.draft.logo:
            self._keep(logo=self.logo.logo)

    def _show_colour(self) -> None:
        """Choose the entry of the colour that holds, which is put there where it is none of the usual ones."""
        code = self.draft.brand
        if self.colour.findData(code) < 0:
            self.colour.insertItem(self.colour.count() - 1, _swatch(code), code, code)
        self.colour.setCurrentIndex(self.colour.findData(code))

    def _choose_colour(self) -> None:
        code = self.colour.currentData()
        if code != _OTHER:
            self._keep(brand=code)
            return
        dialog = QColorDialog(QColor(self.draft.brand or BRAND), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda colour: self._keep(brand=colour.name().upper()))
        dialog.finished.connect(self._show_colour)
        dialog.open()


def _swatch(code: str) -> QIcon:
    picture = QPixmap(32, 32)
    picture.fill(QColor(code))
    return QIcon(picture)
