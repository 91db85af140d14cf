"""The habits of copying and pasting, by real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_paste import How
from tests.ui.grid_window import (
    CAC,
    CTRL,
    LEADS,
    MARGIN,
    NAMES,
    SHIFT,
    SPEND,
    VISITS,
    Window,
    open_window,
    picture,
)

Key = Qt.Key
SAMPLES = Path(__file__).parent / "clipboard_samples"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())


def put(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def copied() -> list[list[str]]:
    return [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]


def test_a_clipboard_that_its_program_gave_up_pastes_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt hands over nothing at all then, not an empty text."""

    class GivenUp:
        def mimeData(self) -> None:
            return None

    monkeypatch.setattr("roiapp.ui.grid.grid_clipboard.QGuiApplication.clipboard", GivenUp)
    before = window.sheet.content()
    window.key(Key.Key_V, CTRL)
    assert window.sheet.content() == before


def test_ranges_of_the_same_rows_are_copied_together(window: Window) -> None:
    window.select(0, 0, 1, 0)
    window.click(0, LEADS, CTRL)
    window.key(Key.Key_Down, SHIFT)
    window.key(Key.Key_C, CTRL)
    assert copied() == [["Local SEO", "118"], ["Google text ads", "131"]]


def test_ranges_of_the_same_columns_are_copied_together(window: Window) -> None:
    window.select(0, SPEND, 0, VISITS)
    window.click(2, SPEND, CTRL)
    window.key(Key.Key_Right, SHIFT)
    window.key(Key.Key_C, CTRL)
    assert copied() == [["2400", "3240"], ["2250", "1180"]]


def test_ranges_that_are_no_table_are_refused_and_the_clipboard_stays(window: Window) -> None:
    put("before")
    window.go(0, SPEND)
    window.click(1, VISITS, CTRL)
    window.key(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "before"
    assert "same rows" in window.notices[-1]


def test_arithmetic_is_copied_along_and_values_only_leaves_it(window: Window) -> None:
    window.enter("=450+320")
    window.go(0, SPEND)
    window.key(Key.Key_C, CTRL)
    window.go(1, SPEND)
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 1) == 770
    assert window.sheet.expression("spend", 0, 1) == "=450+320"
    window.go(2, SPEND)
    window.table.commands.clipboard.paste(How(values=True))
    assert window.typed("spend", 2) == 770
    assert window.sheet.expression("spend", 0, 2) is None


def test_calcs_table_goes_where_its_header_says(window: Window) -> None:
    put((SAMPLES / "libreoffice.txt").read_text("utf-8"), (SAMPLES / "libreoffice.html").read_text("utf-8"))
    window.go(4, LEADS)  # where the active cell is does not matter
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 0) == 800.125
    assert window.typed("gross_margin", 0) == 0.4625
    assert window.sheet.names == [*NAMES, "Radio & TV <local>", "Line break"]
    assert window.typed("spend", 11) == 1200
    assert window.typed("visits", 11) is None
    assert window.typed("leads", 4) == 21
    assert "header row" in window.notices[-1]
    assert window.undo_steps == 1
    window.source.undo()
    assert (window.sheet.names, window.typed("spend", 0)) == (NAMES, 2400)


def test_calcs_cells_without_a_header_go_where_the_active_cell_is(window: Window) -> None:
    text = (SAMPLES / "libreoffice.txt").read_text("utf-8").split("\n")[2]
    put(text.partition("\t")[2])
    window.go(3, SPEND)
    window.key(Key.Key_V, CTRL)
    assert [window.typed(name, 3) for name in ("spend", "visits", "leads")] == [800.125, 1157, 37]
    assert window.undo_steps == 1


def test_sheets_polish_table_is_read_exactly(window: Window) -> None:
    put("Kanał\tKoszt\tMarża\nEmail\t1 235\t13%", (SAMPLES / "sheets.html").read_text("utf-8"))
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 6) == 1234.5678
    assert window.typed("gross_margin", 6) == 0.125
    assert window.typed("spend", 0) == 2400


def test_excels_cells_are_read_exactly_and_what_is_no_number_is_marked(window: Window) -> None:
    put("1.235\t12\t7\n########\tviele\t", (SAMPLES / "excel.html").read_text("utf-8"))
    window.go(0, SPEND)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("spend", row) for row in (0, 1)] == [1234.5, 98765.4321]
    assert [window.typed("visits", row) for row in (0, 1)] == [12, 2910]
    assert window.model.refused(1, VISITS) is not None
    window.go(1, VISITS)
    window.enter("5")
    assert window.model.refused(1, VISITS) is None


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ('<td sdval="1200">1.200,00 €</td>', "€"),
        ('<td sdval="45000" sdnum="1033;0;YYYY-MM-DD">2023-03-15</td>', "date"),
        ('<td sdval="0.5" sdnum="1033;0;0%">50%</td>', "%"),
    ],
)
def test_what_the_text_says_of_a_number_counts(window: Window, html: str, part: str) -> None:
    put("", f"<table><tr>{html}</tr></table>")
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 0) == 2400
    refused = window.model.refused(0, SPEND)
    assert refused is not None
    assert part in refused[1]


def test_a_header_row_without_channels_fills_down_from_the_active_row(window: Window) -> None:
    put("CAC\tLeads\tSpend\tNonsense\n1\t5\t10\t9\n2\t6\t11\t9")
    window.go(2, MARGIN)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("spend", row) for row in (1, 2, 3, 4)] == [4200, 10, 11, 1300]
    assert [window.typed("leads", row) for row in (2, 3)] == [5, 6]
    assert "“Nonsense”" in window.notices[-1]
    assert "calculated" in window.notices[-1]


def test_a_channel_in_two_rows_below_a_header_is_refused(window: Window) -> None:
    put("Channel\tSpend\nEmail\t1\nEMAIL\t2")
    window.key(Key.Key_V, CTRL)
    assert window.undo_steps == 0
    assert "EMAIL" in window.notices[-1]


def test_totals_below_a_header_are_left_out(window: Window) -> None:
    put("Channel\tSpend\nEmail\t1\nTotal\t1")
    window.key(Key.Key_V, CTRL)
    assert window.sheet.names == NAMES
    assert window.typed("spend", 6) == 1
    assert "left out" in window.notices[-1]


def test_a_column_that_the_header_names_is_shown_for_it(window: Window) -> None:
    window.clipboard("Channel\tSpend\tRevenue\tImpressions\nEmail\t100\t900\t5000\nPodcast\t50\t200\t300")
    window.key(Key.Key_V, CTRL)
    assert "Columns shown for them: Revenue, Impressions." in window.notices[-1]
    email, podcast = NAMES.index("Email"), len(NAMES)
    assert [window.typed(id_, email) for id_ in ("spend", "revenue", "impressions")] == [100, 900, 5000]
    assert [window.typed(id_, podcast) for id_ in ("spend", "revenue", "impressions")] == [50, 200, 300]
    shown = [column.id for column in window.model.columns]
    assert "revenue" in shown
    assert "impressions" in shown
    assert window.undo_steps == 1
    window.source.undo()
    assert [column.id for column in window.model.columns if column.id in ("revenue", "impressions")] == []
    assert len(window.sheet.keys) == len(NAMES)


def test_rows_nobody_has_touched_are_used_by_a_paste_with_names(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, build(["Channel 1", "Channel 2", "Channel 3"]))
    window.go(1, LEADS)
    window.enter("7")
    window.clipboard("Channel\tSpend\nGoogle Ads\t100\nRadio\t50\nEmail\t20")
    window.key(Key.Key_V, CTRL)
    assert list(window.sheet.names) == ["Google Ads", "Channel 2", "Radio", "Email"]
    assert list(window.sheet.channels["kind"]) == ["paid_search", "other", "broadcast", "email"]
    assert window.typed("leads", 1) == 7
    assert [window.typed("spend", row) for row in range(4)] == [100, None, 50, 20]
    assert window.undo_steps == 2


def test_a_row_of_numbers_is_never_a_header(window: Window) -> None:
    put("1\t2\nSpend\tVisits")
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 0) == 1
    assert window.model.refused(1, SPEND) is not None


def test_everything_copied_with_headers_comes_back_the_same(window: Window) -> None:
    before = window.sheet.content()
    window.key(Key.Key_A, CTRL)
    window.table.commands.clipboard.copy(headers=True)
    assert copied()[0][:3] == ["Channel", "Spend", "Visits"]
    window.go(5, SPEND)
    window.key(Key.Key_V, CTRL)
    assert window.sheet.content() == before


def test_turned_paste_takes_rows_as_columns(window: Window) -> None:
    put("10\n20\n30")
    window.go(0, SPEND)
    window.table.commands.paste_special(values=False, keep=False, transpose=True)
    assert [window.typed(name, 0) for name in ("spend", "visits", "leads")] == [10, 20, 30]
    assert window.typed("spend", 1) == 4200


def test_blanks_can_be_left_out_of_a_paste(window: Window) -> None:
    put("1\t\t3")
    window.go(0, SPEND)
    window.table.commands.paste_special(values=False, keep=True, transpose=False)
    assert [window.typed(name, 0) for name in ("spend", "visits", "leads")] == [1, 3240, 3]
    window.key(Key.Key_V, CTRL)
    assert window.typed("visits", 0) is None


def test_another_documents_money_is_not_taken_for_ours(qtbot: QtBot, theme: Theme) -> None:
    there = open_window(qtbot, theme, build(["Radio"], {"spend": [1200.0]}))
    there.key(Key.Key_C, CTRL)
    here = open_window(qtbot, theme, picture(currency="EUR"))
    here.key(Key.Key_V, CTRL)
    assert here.typed("spend", 0) == 2400
    assert here.model.refused(0, SPEND) is not None


def test_totals_are_copied(window: Window) -> None:
    window.go(11, SPEND)
    window.key(Key.Key_Down)
    window.key(Key.Key_C, CTRL)
    assert copied() == [["20250"]]
    window.view.copy_with_headers()
    rows = copied()
    assert rows[0][:2] == ["Channel", "Spend"]
    assert rows[1][:2] == ["Total", "20250"]
    assert float(rows[1][CAC]) == pytest.approx(20250 / 223, rel=1e-12)


def test_a_cut_of_several_ranges_is_one_step(window: Window) -> None:
    window.source.apply(SetCells.one("spend", 0, 0, 1.0))
    window.go(0, SPEND)
    window.click(2, SPEND, CTRL)
    window.key(Key.Key_X, CTRL)
    assert copied() == [["1"], ["2250"]]
    assert [window.typed("spend", row) for row in (0, 1, 2)] == [None, 4200, None]
    assert window.undo_steps == 2
