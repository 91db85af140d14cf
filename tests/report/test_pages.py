"""Blocks and pages: nothing is lost where they are taken apart, nothing lies over anything else or off the page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from roiapp.analysis.client_report.parts import Run, TextColumn, TextRow, TextTable, plain_text
from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import Worksheet
from roiapp.report.blocks import Block, Paragraph
from roiapp.report.ink import Ink, contrast, mixed
from roiapp.report.pages import A4, LETTER, ReportPages
from roiapp.report.table_block import TableBlock, TableLook
from tests.report.report_documents import many, report, two_months

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.lists(st.text(st.sampled_from("abc😀é \u05d0"), min_size=1, max_size=14), min_size=1, max_size=30)


@pytest.fixture
def ink(qapp: QApplication) -> Ink:
    assert qapp
    return Ink.of("#0F4C5C")


@FEW
@given(words=WORDS, room=st.floats(20.0, 120.0), bold=st.integers(0, 29))
def test_a_paragraph_in_two_has_all_its_letters(ink: Ink, words: list[str], room: float, bold: int) -> None:
    said = tuple(Run(f"{word} ", strong=place == bold) for place, word in enumerate(words))
    whole = Paragraph(ink, said, 160.0, 11, "#000000")
    parts = whole.split(room)
    if parts is None:
        assert room < 2 * 15 or whole.height <= max(room, 2 * 15)
        return
    first, rest = parts
    assert isinstance(first, Paragraph)
    assert isinstance(rest, Paragraph)
    assert plain_text(first.said + rest.said) == plain_text(said)
    assert first.height <= room
    assert first.height + rest.height == whole.height


@FEW
@given(words=WORDS, most=st.integers(1, 4))
def test_what_has_no_room_in_its_lines_ends_with_a_sign(ink: Ink, words: list[str], most: int) -> None:
    said = " ".join(words)
    whole, cut = (Paragraph(ink, said, 160.0, 11, "#000000", most=lines) for lines in (0, most))
    if whole.lines <= most:
        assert cut.shown == said
    else:
        assert cut.lines == most
        assert cut.shown.endswith("…")
        assert said.startswith(cut.shown.removesuffix("…").rstrip())
        assert len(cut.shown) > 1
    assert cut.widest <= 160.0
    assert plain_text(cut.said) == said


@FEW
@given(count=st.integers(1, 60), rooms=st.lists(st.floats(40.0, 400.0), min_size=12, max_size=12))
def test_a_table_on_several_pages_has_each_row_once(ink: Ink, count: int, rooms: list[float]) -> None:
    rows = tuple(TextRow((f"Row {number}", "1")) for number in range(count))
    table = TextTable((TextColumn("Name", figures=False), TextColumn("Figure")), rows, TextRow(("All", "9")))
    left: Block = TableBlock(TableLook(ink, table, 400.0), 18.0)
    seen: list[int] = []
    for room in rooms:
        parts = left.split(room)
        if parts is None:
            continue
        first, left = parts
        assert isinstance(first, TableBlock)
        assert first.height <= room
        assert not first.totalled
        seen += first.numbers
    assert isinstance(left, TableBlock)
    assert left.totalled
    assert left.numbers  # the total never stands alone
    assert [*seen, *left.numbers] == list(range(count))


def documents() -> dict[str, Worksheet]:
    long = two_months(company="A name of a firm that goes on for so long that it has no room in one line of a page")
    long.channels["name"] = ["A channel with a name that nobody would type, twice as long as others", "B", "C" * 60]
    said = ((int(long.keys[0]), "More words. " * 20),)
    SetSettings.of(introduction="Words and words. " * 60, comments=said).apply(long)
    endless = many(3)
    SetSettings.of(introduction="On and on it goes. " * 700).apply(endless)
    return {
        "none": Worksheet(), "three": two_months(), "eleven": many(11), "fourteen": many(14), "thirty": many(30),
        "long": long, "endless": endless, "isk": many(12, currency="ISK", locale="is"),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(documents()))
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_blocks_stand_below_each_other_on_the_page(qapp: QApplication, name: str, paper: str) -> None:
    assert qapp
    period = "all" if name == "none" else "2026-09"
    pages = ReportPages(report(documents()[name], period, paper=paper, pages=("funnel", "definitions")))
    assert pages.size == (A4 if paper == "a4" else LETTER)
    for page in pages.placed:
        below = 0.0
        for y, block in page.blocks:
            assert y >= below - 0.01
            below = y + block.height
        assert below <= pages.size.height() - 46.0
    if name in ("three", "eleven"):
        assert [page.first for page in pages.placed].count(True) == 1
        assert sum(isinstance(block, TableBlock) for _, block in pages.placed[0].blocks) == 1


def test_margins_stay_white(qapp: QApplication) -> None:
    """What is drawn beyond the text's edges would be cut by printers."""
    assert qapp
    for sheet in (many(11), documents()["long"]):
        pages = ReportPages(report(sheet, paper="a4"))
        image = QImage(794, 1123, QImage.Format.Format_RGB32)
        for number in range(len(pages)):
            image.fill(0xFFFFFFFF)
            painter = QPainter(image)
            pages.paint(painter, number)
            painter.end()
            for x in (*range(50), *range(744, 794)):
                assert all(image.pixel(x, y) == 0xFFFFFFFF for y in range(20, 1123, 3)), (number, x)


@pytest.mark.parametrize("brand", ["#0F4C5C", "#F2C14E", "#FFFFFF", "#000000", "#FF0000", "#9AD0F5"])
def test_the_firms_colour_can_be_read(qapp: QApplication, brand: str) -> None:
    assert qapp
    ink = Ink.of(brand)
    assert contrast(ink.on_brand, brand) >= 4.5
    assert contrast(ink.brand_text, ink.tint) >= 4.5
    assert contrast("#535B69", ink.tint) >= 4.5


def test_colours_by_hand() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert mixed("#000000", "#FFFFFF", 0.25) == "#BFBFBF"


def test_a_page_is_drawn_the_same_twice(qapp: QApplication) -> None:
    assert qapp

    def drawn(report_: Any) -> QImage:
        image = QImage(794, 1123, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        ReportPages(report_).paint(painter, 0)
        painter.end()
        return image

    assert drawn(report(many(5), paper="a4")) == drawn(report(many(5), paper="a4"))
