"""Names in Arabic and Hebrew beside Latin letters and digits: what is written around them keeps its places, and nothing
that keeps it there leaves the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QRawFont
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from roiapp import cli, language
from roiapp.core.edits import SetSettings
from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.fonts import SCRIPTS
from roiapp.ui.commands.saving_commands import suggested_place
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from tests.ui.pictures.painted import pieces_of
from tests.ui.pictures.run import settle
from tests.ui.small_window import RecordedMessages

NAMES = ("24/7 خدمة", "דואר ישיר 15", "Radio תל אביב 102 FM", "Email")
MARKS = "\u2066\u2067\u2068\u2069\u200e\u200f"
Key = Qt.Key


def right_to_left() -> Worksheet:
    figures: dict[str, list[list[float | None]]] = {
        "spend": [[800, 1380, 1200, 290]] * 2,
        "leads": [[37, 46, 8, 10]] * 2,
        "customers": [[18, 13, 9, 2]] * 2,
        "revenue_per_sale": [[460, 480, 520, 330]] * 2,
        "gross_margin": [[0.46, 0.45, None, 0.41]] * 2,
    }
    return build(NAMES, figures, [month(2026, 8, 1), month(2026, 9, 2)])


@pytest.fixture
def rtl(window: MainWindow) -> Iterator[MainWindow]:
    """The window on these names, speaking as the program's own do."""
    language.use("en", names_apart=True)
    window.bench.model.open(right_to_left(), None)
    settle(window)
    yield window
    language.use("en")


def left_of(widget: QWidget, text: str) -> float:
    """Where the first piece with this text begins on a widget."""
    found = sorted(piece.box.left() for piece in pieces_of(widget, widget) if text in piece.text)
    assert found, f"{text} is not written on {widget}"
    return found[0]


def test_the_fonts_of_the_program_have_the_letters(light_theme: Theme) -> None:
    font = light_theme.font(13)
    assert set(SCRIPTS) <= set(font.families())
    for family, letters in zip(SCRIPTS, ("خدمة", "דואר"), strict=True):
        for weight in (400, 600):
            raw = QRawFont.fromFont(QFont(family, 13, weight))
            assert (raw.familyName(), raw.weight()) == (family, weight)
            assert all(raw.supportsCharacter(ord(letter)) for letter in letters)
            line = QFontMetricsF(QFont(family, 13, weight))
            assert line.height() == pytest.approx(QFontMetricsF(QFont(font.family(), 13)).height(), abs=0.2)


def test_a_name_is_read_from_its_own_side_and_begins_where_all_begin(rtl: MainWindow) -> None:
    cells = rtl.bench.grid.table.viewport()
    assert left_of(cells, "24/7") > left_of(cells, "خدمة")  # read from the right: the digits come first
    assert left_of(cells, "15") < left_of(cells, "דואר")
    assert left_of(cells, "Radio") < left_of(cells, "102") < left_of(cells, "FM")
    begins = {left_of(cells, text) for text in ("خدمة", "15", "Radio", "Email")}
    assert len(begins) == 1


def test_the_line_above_the_grid_keeps_its_order(rtl: MainWindow) -> None:
    line = rtl.bench.explain
    rtl.bench.grid.go_to(1, "cac")
    settle(rtl)
    assert language.plain(line.explained.title) == "דואר ישיר 15 · CAC"
    assert left_of(line, "15") < left_of(line, "דואר") < left_of(line, "CAC") < left_of(line, "$1,380")


def test_a_sentence_keeps_its_order(rtl: MainWindow) -> None:
    status = rtl.bench.status
    assert language.plain(status.check_text) == "2 cells to check: Radio תל אביב 102 FM has more customers than leads."
    places = [left_of(status, text) for text in ("2 cells to check", "Radio", "102", "FM")]
    assert places == sorted(places)


def test_another_language_keeps_names_apart_too(rtl: MainWindow) -> None:
    rtl.bench.parts.kept.set_language("pl")
    assert language.apart("דואר") != "דואר"
    rtl.bench.parts.kept.set_language("en")


def test_editing_a_name_leaves_it_where_it_stands(rtl: MainWindow, qtbot: QtBot) -> None:
    table = rtl.bench.grid.table
    before = left_of(table.viewport(), "15")
    table.setFocus()
    table.go_to(1, 0)
    qtbot.keyClick(table, Key.Key_F2)
    assert table.editor.text() == NAMES[1]
    assert abs(left_of(table.editor, "15") + table.editor.x() - before) < 4
    qtbot.keyClick(table.editor, Key.Key_Escape)


def test_nothing_of_it_gets_onto_the_clipboard(rtl: MainWindow) -> None:
    table = rtl.bench.grid.table
    table.setFocus()
    table.selectAll()
    rtl.bench.grid.copy_with_headers()
    data = QGuiApplication.clipboard().mimeData()
    assert NAMES[0] in data.text()
    assert NAMES[1] in data.html()
    assert not set(MARKS) & set(data.text() + data.html())


def test_nothing_of_it_gets_into_names_of_files(rtl: MainWindow) -> None:
    rtl.bench.model.apply(SetSettings.of(title="סוכנות 360"))
    for copy in (False, True):
        assert not set(MARKS) & set(str(suggested_place(rtl.bench.model, copy=copy)))
    assert suggested_place(rtl.bench.model).name == "סוכנות 360.roi"


def test_nothing_of_it_gets_into_the_document_or_out_of_the_command_line(
    rtl: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = rtl.bench.grid.table
    table.setFocus()
    table.go_to(1, 0)
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyClicks(table.editor, " 6")
    qtbot.keyClick(table.editor, Key.Key_Return)
    sheet = rtl.bench.model.worksheet
    assert sheet is not None
    assert not set(MARKS) & set("".join(sheet.names))
    messages.place = tmp_path / "names.roi"
    rtl.bench.model.keep()
    rtl.bench.commands.saving.save()
    qtbot.waitUntil(messages.place.exists)
    settle(rtl)
    capfd.readouterr()
    for command in ("calc", "check"):
        for form in ([], ["--json"]):
            cli.run([command, str(messages.place), *form])
            said = capfd.readouterr().out
            assert NAMES[2] in (json.dumps(json.loads(said), ensure_ascii=False) if form else said)
            assert not set(MARKS) & set(said)
