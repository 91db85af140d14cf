"""The one door for settings: company, logo, which ROI, language and look; what is refused, in sentences."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.analysis.roi_chart import roi_chart
from roiapp.core.document_settings import DocumentSettings
from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.forms.logo_picture import MOST_BYTES, MOST_EDGE, LogoError, logo_pixmap, read_logo
from roiapp.ui.forms.program_dialog import ProgramDialog
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


def dialog(window: MainWindow, qtbot: QtBot) -> DocumentDialog:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    found = [each for each in window.findChildren(DocumentDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def kept(window: MainWindow) -> DocumentSettings:
    assert window.bench.model.worksheet is not None
    return window.bench.model.worksheet.settings


def picture(path: Path, width: int, height: int, *, noise: bool = False, kind: str = "PNG") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F5BD8"))
    if noise:
        state = 1
        for x in range(width):
            for y in range(height):
                state = state * 1103515245 + 12345 & 0x7FFFFFFF
                image.setPixel(x, y, 0xFF000000 | state & 0xFFFFFF)
    pixmap = QPixmap.fromImage(image)
    assert pixmap.save(str(path), kind)
    return path


def image_of(logo: str) -> QImage:
    return QImage.fromData(base64.b64decode(logo))


# -- the logo ----------------------------------------------------------------------------------------------------------


def test_a_small_picture_keeps_its_size(qapp: QApplication, tmp_path: Path) -> None:
    logo = image_of(read_logo(picture(tmp_path / "a.png", 120, 40)))
    assert (logo.width(), logo.height()) == (120, 40)
    assert logo.pixelColor(5, 5) == QColor("#2F5BD8")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_one_is_scaled_down_and_keeps_its_shape(qapp: QApplication, tmp_path: Path, kind: str) -> None:
    logo = image_of(read_logo(picture(tmp_path / "a.picture", 2400, 800, kind=kind)))
    assert (logo.width(), logo.height()) == (MOST_EDGE, MOST_EDGE // 3)


def test_one_that_packs_badly_is_made_smaller_still(qapp: QApplication, tmp_path: Path) -> None:
    text = read_logo(picture(tmp_path / "a.png", 500, 500, noise=True))
    assert len(base64.b64decode(text)) <= MOST_BYTES
    assert 100 < image_of(text).width() < 500


def test_what_is_no_logo_is_refused_in_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    text = tmp_path / "notes.png"
    text.write_text("no picture")
    broken = picture(tmp_path / "broken.png", 90, 90, noise=True)
    broken.write_bytes(broken.read_bytes()[:300])
    dot = picture(tmp_path / "dot.png", 3, 3)
    said = {
        text: "“notes.png” is no PNG or JPEG picture.",
        broken: "The picture in “broken.png” is damaged.",
        dot: "“dot.png” is too small for a logo.",
        tmp_path / "gone.png": "“gone.png” cannot be read: No such file or directory.",
    }
    for path, sentence in said.items():
        with pytest.raises(LogoError) as refused:
            read_logo(path)
        assert str(refused.value) == sentence


def test_nothing_written_into_the_picture_stays_with_it(qapp: QApplication, tmp_path: Path) -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setText("Author", "Somebody")
    assert image.save(str(tmp_path / "a.png"))
    assert b"Somebody" in (tmp_path / "a.png").read_bytes()
    assert b"Somebody" not in base64.b64decode(read_logo(tmp_path / "a.png"))


def test_a_logo_that_cannot_be_read_is_no_picture(qapp: QApplication) -> None:
    assert logo_pixmap("", 50, 50).isNull()
    assert logo_pixmap("%%%", 50, 50).isNull()
    assert logo_pixmap(base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(), 50, 50).isNull()


# -- the dialog --------------------------------------------------------------------------------------------------------


def test_company_and_logo_are_one_step(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    messages.file = picture(tmp_path / "a.png", 80, 40)
    shown = dialog(window, qtbot)
    assert not shown.logo.remove_button.isEnabled()
    qtbot.keyClicks(shown.company, "Brightwater  Ltd ")
    qtbot.mouseClick(shown.logo.choose_button, Qt.MouseButton.LeftButton)
    assert not shown.logo.preview.pixmap().isNull()
    shown.accept()
    assert kept(window).company == "Brightwater Ltd"
    assert image_of(kept(window).logo).width() == 80
    window.bench.commands.editing.undo()
    assert (kept(window).company, kept(window).logo) == ("", "")


def test_a_refused_logo_is_said_and_the_one_before_stays(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = dialog(window, qtbot)
    shown.logo.take_file(picture(tmp_path / "a.png", 80, 40))
    before = shown.logo.logo
    messages.file = tmp_path / "b.png"
    qtbot.mouseClick(shown.logo.choose_button, Qt.MouseButton.LeftButton)
    assert shown.refusal.isVisible()
    assert shown.refusal.text() == "“b.png” cannot be read: No such file or directory."
    assert shown.logo.logo == before
    qtbot.mouseClick(shown.logo.remove_button, Qt.MouseButton.LeftButton)
    assert not shown.refusal.isVisible()
    assert shown.logo.logo == ""
    shown.reject()


def test_which_roi_stands_on_the_card_and_in_the_chart(window: MainWindow, qtbot: QtBot) -> None:
    shown = dialog(window, qtbot)
    shown.headline.setCurrentIndex(shown.headline.findData("revenue_roi"))
    shown.accept()
    window.bench.cards.refresh()
    figures = window.bench.model.figures
    assert figures is not None
    assert window.bench.cards.cards[-1].content.label == "ROI on revenue"
    chart = roi_chart(figures, ranges=False)
    assert chart.title.startswith("ROI on revenue")
    assert chart.total == pytest.approx((figures.total("gross_return").value or 0) / figures.total("spend").value - 1)  # type: ignore[operator]
    assert window.bench.actions_.action["undo"].text().startswith("&Undo")
    window.bench.commands.editing.undo()
    assert (kept(window).headline, kept(window).cards) == ("roi", DocumentSettings().cards)


def test_look_and_language_are_kept_for_the_program(window: MainWindow, qtbot: QtBot) -> None:
    shown = dialog(window, qtbot)
    shown.program.look.setCurrentIndex(shown.program.look.findData("dark"))
    shown.program.language.setCurrentIndex(shown.program.language.findData("en"))
    shown.accept()
    assert window.theme.tokens.dark
    assert window.bench.actions_.action["theme_dark"].isChecked()
    assert (settings_file.load().theme, settings_file.load().language) == ("dark", "en")
    assert window.bench.model.session is not None
    assert not window.bench.model.session.history.done


def test_cancel_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    shown = dialog(window, qtbot)
    shown.program.look.setCurrentIndex(shown.program.look.findData("dark"))
    qtbot.keyClicks(shown.company, "Other")
    qtbot.keyClick(shown.company, Qt.Key.Key_Escape)
    assert not window.theme.tokens.dark
    assert kept(window).company == ""


def test_without_a_document_the_program_alone_has_settings(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.session = None
    window.bench.commands.documents.settings()
    shown = next(each for each in window.findChildren(ProgramDialog) if each.isVisible())
    shown.program.look.setCurrentIndex(shown.program.look.findData("dark"))
    shown.accept()
    assert settings_file.load().theme == "dark"
