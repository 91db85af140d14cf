"""One figure over time in the grid: what stands there, typing, pasting, filling and clearing over periods, the way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.calculator import Calculator
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.periods import Period, View, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.arrangement import Arrangement, Sort
from roiapp.ui.sheet.cell_looks import CellLooks
from roiapp.ui.sheet.grid_geometry import BAND_HEIGHT, Block
from tests.ui.grid_window import CTRL, LEADS, SHIFT, Window, open_window

Key = Qt.Key
NAMES = ("Search", "Radio", "Mail")
JAN, FEB, MAR, APR, YEAR = range(1, 6)


def four_months() -> Worksheet:
    """January to April; Radio has no leads, Mail nothing at all in April."""
    spend: list[list[float | None]] = [[100, 200, 50], [110, 220, 50], [120, 240, 50], [130, 260, None]]
    leads: list[list[float | None]] = [[10, None, 5], [11, None, 5], [12, None, 5], [13, None, None]]
    customers: list[list[float | None]] = [[5, 4, 1], [5, 4, 1], [6, 4, 1], [5, 4, None]]
    columns = {"spend": spend, "leads": leads, "customers": customers}
    return build(NAMES, columns, [month(2026, n, n) for n in (1, 2, 3, 4)], DocumentSettings(currency="USD"))


def opened(qtbot: QtBot, theme: Theme, sheet: Worksheet, id_: str = "spend") -> tuple[Window, OverTime]:
    window = open_window(qtbot, theme, sheet)
    over_time = OverTime(window.source, window.view, window.view)
    over_time.show(id_)
    return window, over_time


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> tuple[Window, OverTime]:
    """The spend of four months; the first channel's January is the active cell."""
    window, over_time = opened(qtbot, theme, four_months())
    window.go(0, JAN)
    return window, over_time


def spend(window: Window, period: int, row: int) -> float | None:
    value = window.sheet.value("spend", period, row)
    return None if value != value else value


def test_periods_stand_side_by_side_and_behind_them_what_they_come_to(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    titles = [window.table.header.title(column) for column in range(window.model.columnCount())]
    assert titles == ["Channel", "Jan", "Feb", "Mar", "Apr", "Whole year"]
    assert [window.text(row, APR) for row in range(3)] == ["$130", "$260", ""]
    assert [window.text(row, YEAR) for row in range(3)] == ["$460", "$920", "$150"]
    assert [window.model.total_look(column)[0] for column in range(1, 6)] == ["$350", "$380", "$410", "$390", "$1,530"]
    first, second = window.model.bands
    assert (first.label, first.columns, first.typed) == ("Spend", 4, True)
    assert (second.columns, second.typed) == (1, False)


def test_totals_of_rates_are_never_averages(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, four_months(), "cac")
    # All spend of a month over all its customers; of the year, 1,530 over 40.
    assert [window.model.total_look(column)[0] for column in range(1, 6)] == [
        "$35.00", "$38.00", "$37.27", "$43.33", "$38.25",
    ]  # fmt: skip
    assert window.text(0, YEAR) == "$21.90"  # 460 ÷ 21
    assert not any(band.typed for band in window.model.bands)
    window.go(0, JAN)
    window.type("5")
    assert not window.table.editor.is_open
    assert "calculated" in window.notices[-1]


def test_typing_goes_to_the_period_of_the_column(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    for text in ("1", "2", "3"):
        window.type(text)
        window.key(Key.Key_Tab)
    assert [spend(window, period, 0) for period in range(4)] == [1, 2, 3, 130]
    assert window.table.current == (0, APR)
    assert (window.undo_steps, window.text(0, YEAR), window.model.total_look(JAN)[0]) == (3, "$136", "$251")
    window.key(Key.Key_Return)
    assert window.table.current == (1, JAN), "Enter goes back below the first of the Tabs"


def test_one_entry_repaints_its_cell_and_the_roll_ups(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    told = []
    window.text(0, FEB)
    window.model.dataChanged.connect(lambda a, b: told.append((a.row(), a.column(), b.row(), b.column())))
    window.enter("7")
    assert told == [(0, JAN, 0, JAN), (0, YEAR, 0, YEAR)]


def test_a_roll_up_is_not_typed_in(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.go(0, YEAR)
    window.type("5")
    assert not window.table.editor.is_open
    assert window.notices == ["A roll-up is calculated. Change the figures in its months."]


def test_a_new_channel_is_typed_below(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.go(3, MAR)
    window.enter("75")
    assert (window.model.channels, spend(window, 2, 3), spend(window, 0, 3)) == (4, 75, None)
    assert len(window.model.columns) == 5


def test_a_year_is_pasted_in_the_locale_it_comes_in(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.clipboard("1.000,5\t2.000\t3.000,25\t4.000\n10,5\t20\t30\t40")
    window.go(1, JAN)
    window.key(Key.Key_V, CTRL)
    assert [spend(window, period, 1) for period in range(4)] == [1000.5, 2000, 3000.25, 4000]
    assert [spend(window, period, 2) for period in range(4)] == [10.5, 20, 30, 40]
    assert (window.undo_steps, window.table.blocks()) == (1, [Block(1, JAN, 2, APR)])
    window.source.undo()
    assert [spend(window, period, 1) for period in range(4)] == [200, 220, 240, 260]


def test_what_a_paste_cannot_read_is_marked_in_its_period(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.clipboard("1\tmuch\t3\t4\t5")
    window.key(Key.Key_V, CTRL)
    assert [spend(window, period, 0) for period in range(4)] == [1, 110, 3, 4]
    assert (list(window.model.marked(FEB)), list(window.model.marked(MAR))) == ([0], [])
    assert "could not be read" in window.notices[0]
    assert "calculated column" in window.notices[0]
    window.go(0, FEB)
    window.key(Key.Key_F2)
    assert window.table.editor.text() == "much"
    window.table.editor.selectAll()
    window.enter("2")
    assert (spend(window, 1, 0), window.model.refused(0, FEB)) == (2, None)
    window.qtbot.waitUntil(lambda: not window.model.marked(FEB))


def test_a_block_of_periods_is_copied_as_it_can_be_pasted(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.select(0, JAN, 1, YEAR)
    window.key(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "100\t110\t120\t130\t460\n200\t220\t240\t260\t920"


@pytest.mark.parametrize(
    "header",
    [
        "Channel\tApr\tFeb\tWhole year",
        "Channel\tApril 2026\t2026-02\t2026",
        "Kanal\tApril\tFeb 2026\tNotes",
        "Channel\t2026-04-01 – 2026-04-30\tfebruary\tTotal",
    ],
)
def test_a_pasted_header_of_periods_leads_to_their_columns(shown: tuple[Window, OverTime], header: str) -> None:
    window, _ = shown
    window.clipboard(f"{header}\nRadio\t4\t2\t9\nPosters\t44\t22\t99")
    window.go(0, MAR)
    window.key(Key.Key_V, CTRL)
    assert window.sheet.names[3] == "Posters"
    assert [[spend(window, period, row) for period in range(4)] for row in (0, 1, 3)] == [
        [100, 110, 120, 130], [200, 2, 240, 4], [None, 22, None, 44],
    ]  # fmt: skip
    assert window.undo_steps == 1


def test_what_is_copied_with_headers_comes_back_by_them(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.select(0, 0, 2, YEAR)
    window.view.copy_with_headers()
    window.select(0, JAN, 2, APR)
    window.key(Key.Key_Delete)
    window.go(2, APR)
    window.key(Key.Key_V, CTRL)
    assert [[spend(window, period, row) for period in range(4)] for row in range(3)] == [
        [100, 110, 120, 130], [200, 220, 240, 260], [50, 50, 50, None],
    ]  # fmt: skip


def test_the_fill_handle_carries_a_series_over_the_periods(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.select(0, JAN, 0, FEB)
    window.table.commands.fill(Block(0, JAN, 0, FEB), Block(0, MAR, 0, YEAR))
    assert [spend(window, period, 0) for period in range(4)] == [100, 110, 120, 130]
    window.go(0, JAN)
    window.enter("90")
    window.select(0, JAN, 0, FEB)
    window.table.commands.fill(Block(0, JAN, 0, FEB), Block(0, MAR, 0, APR))
    assert [spend(window, period, 0) for period in range(4)] == [90, 110, 130, 150]


def test_filling_right_goes_over_the_periods_and_keeps_arithmetic(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.enter("=40+2")
    window.select(0, JAN, 0, YEAR)
    window.key(Key.Key_R, CTRL)
    assert [spend(window, period, 0) for period in range(4)] == [42] * 4
    assert [window.sheet.expression("spend", period, 0) for period in range(4)] == ["=40+2"] * 4
    window.select(0, FEB, 2, MAR)
    window.key(Key.Key_D, CTRL)
    assert [[spend(window, period, row) for period in range(4)] for row in (1, 2)] == [
        [200, 42, 42, 260], [50, 42, 42, None],
    ]  # fmt: skip
    assert window.undo_steps == 3


def test_delete_clears_a_range_of_periods_in_one_step(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.select(1, FEB, 2, YEAR)
    window.key(Key.Key_Delete)
    assert [[spend(window, period, row) for period in range(4)] for row in range(3)] == [
        [100, 110, 120, 130], [200, None, None, None], [50, None, None, None],
    ]  # fmt: skip
    assert window.undo_steps == 1
    assert (window.text(2, FEB), window.text(2, APR)) == ("–", ""), "a dash only where something else is typed"


def test_the_selection_is_summed_over_periods_and_rates_combined(qtbot: QtBot, theme: Theme) -> None:
    window, over_time = opened(qtbot, theme, four_months())
    window.select(0, JAN, 1, FEB)
    figures = window.view.selected_figures()
    assert (figures.cells, figures.sum, figures.average) == (4, 630, 157.5)
    over_time.show("cac")
    window.select(0, JAN, 1, FEB)
    figures = window.view.selected_figures()
    assert figures.sum is None
    assert figures.combined == pytest.approx(630 / 18)
    assert ("Combined CAC", "$35.00") in figures.texts(window.source.number_format)


def test_the_way_there_and_back_keeps_channel_figure_and_period(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, four_months())
    over_time = OverTime(window.source, window.view, window.view)
    window.go(2, LEADS)
    over_time.toggle()
    assert (over_time.id, window.table.current) == ("leads", (2, APR)), "the last month was at hand"
    window.go(1, FEB)
    assert window.source.view is not None
    assert window.source.view.periods == (3,), "cards and charts stay"
    over_time.toggle()
    assert not over_time.active
    assert window.view.current_figure() == (1, "leads")
    assert window.source.view.periods == (1,)
    over_time.show("spend")
    window.go(0, YEAR)
    over_time.leave()
    assert window.source.view.kind == "year"


def test_a_refused_entry_keeps_everything_where_it_is(shown: tuple[Window, OverTime]) -> None:
    window, over_time = shown
    window.type("much")
    over_time.toggle()
    over_time.show("leads")
    assert (over_time.active, over_time.id, window.table.editor.is_open) == (True, "spend", True)


def test_undo_shows_what_it_changed(shown: tuple[Window, OverTime]) -> None:
    window, over_time = shown
    window.enter("1")
    over_time.show("leads")
    window.go(2, APR)
    view = window.source.view
    window.source.undo()
    assert (over_time.id, window.table.current, spend(window, 0, 0)) == ("spend", (0, JAN), 100)
    over_time.show("cac")
    window.go(2, APR)
    window.source.redo()
    assert (over_time.id, window.table.current) == ("cac", (0, JAN)), "what follows from it shows it too"
    assert window.source.view == view


def test_next_and_previous_figure_go_round(shown: tuple[Window, OverTime]) -> None:
    window, over_time = shown
    window.go(1, MAR)
    ids = [column.id for column in over_time.choices]
    over_time.next_figure()
    assert (over_time.id, window.table.current) == (ids[1], (1, MAR))
    over_time.previous_figure()
    over_time.previous_figure()
    assert (over_time.id, window.table.current) == (ids[-1], (1, MAR))


def test_keys_of_the_grid_lead_over_periods(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.go(2, JAN)
    window.key(Key.Key_Right, CTRL)
    assert window.table.current == (2, MAR), "to the last typed month"
    window.key(Key.Key_End)
    assert window.table.current == (2, YEAR)
    window.key(Key.Key_Home, CTRL)
    assert window.table.current == (0, 0)
    window.key(Key.Key_End, CTRL)
    assert window.table.current == (2, YEAR)
    window.go(2, APR)
    window.key(Key.Key_Up, CTRL)
    assert window.table.current == (1, APR)
    window.key(Key.Key_Space, CTRL | SHIFT)  # nothing: no command has it
    window.key(Key.Key_A, CTRL)
    assert window.table.blocks() == [Block(0, 0, 2, YEAR)]


def test_periods_added_and_taken_back_leave_the_active_cell(shown: tuple[Window, OverTime]) -> None:
    from roiapp.core.period_edits import AddPeriods

    window, _ = shown
    window.go(1, MAR)
    window.source.apply(AddPeriods((0,), (month(2025, 12, window.sheet.take_key()),)))
    titles = [window.table.header.title(column) for column in range(1, 6)]
    assert titles == ["Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"]
    assert window.table.current == (1, MAR + 1)
    window.source.undo()
    assert window.table.current == (1, MAR)


def test_periods_stand_in_the_order_of_their_days(qtbot: QtBot, theme: Theme) -> None:
    sheet = build(NAMES, {"spend": [[3, 3, 3], [1, 1, 1], [2, 2, 2]]}, [month(2026, n, n) for n in (3, 1, 2)])
    window, _ = opened(qtbot, theme, sheet)
    assert [window.text(0, column) for column in (1, 2, 3)] == ["$1.00", "$2.00", "$3.00"]
    window.go(0, 1)
    window.enter("9")
    assert [sheet.value("spend", period, 0) for period in range(3)] == [3, 9, 2]


def test_a_single_undated_period_has_one_column(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, build(NAMES, {"spend": [[1, 2, 3]]}))
    assert [window.table.header.title(column) for column in (0, 1)] == ["Channel", "Undated"]
    assert window.model.columnCount() == 2


def test_many_months_have_years_the_last_twelve_and_all_behind_them(qtbot: QtBot, theme: Theme) -> None:
    months = [month(2024 + n // 12, n % 12 + 1, n + 1) for n in range(30)]
    window, _ = opened(qtbot, theme, build(NAMES, {"spend": [[1, 2, 3]] * 30}, months))
    titles = [window.table.header.title(column) for column in range(30, window.model.columnCount())]
    assert titles == ["Jun 2026", "2024", "2025", "2026", "Last 12 months", "All periods"]
    assert [window.text(2, column) for column in range(31, 36)] == ["$36.00", "$36.00", "$18.00", "$36.00", "$90.00"]
    widths = {window.table.grid.width(column) for column in range(1, 31)}
    assert max(widths) - min(widths) <= 1, "periods are equally wide"


def test_a_page_of_periods(qtbot: QtBot, theme: Theme) -> None:
    months = [month(2021 + n // 12, n % 12 + 1, n + 1) for n in range(60)]
    window, over_time = opened(qtbot, theme, build(NAMES, {"spend": [[1, 2, 3]] * 60}, months))
    window.go(1, JAN)
    assert over_time.turn_page(1)
    assert window.table.current is not None
    row, column = window.table.current
    shown = window.table.grid.scrolled(0, window.table.viewport().width())
    assert row == 1
    assert 6 < column < 20
    assert column in shown
    assert 1 not in shown
    over_time.turn_page(-1)
    over_time.turn_page(-1)
    assert window.table.current == (1, JAN)
    over_time.leave()
    assert not over_time.turn_page(1)


def test_the_period_of_cards_and_charts_is_marked_in_the_header(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.go(0, JAN)
    image = window.table.header.viewport().grab().toImage()
    grid = window.table.grid
    accent = QColor(window.theme.tokens.ring)
    assert image.pixelColor(grid.left(APR) + 4, BAND_HEIGHT) == accent
    assert image.pixelColor(grid.left(MAR) + 4, BAND_HEIGHT) != accent
    assert window.source.view is not None
    window.source.set_view(next(view for view in window.source.views if view.periods == (1,)))
    assert window.table.current == (0, FEB)
    image = window.table.header.viewport().grab().toImage()
    assert image.pixelColor(grid.left(FEB) + 4, BAND_HEIGHT) == accent


def test_warnings_stand_in_their_period(qtbot: QtBot, theme: Theme) -> None:
    sheet = build(NAMES, {"leads": [[5, 5, 5], [5, 5, 5]], "customers": [[1, 1, 1], [1, 9, 1]]},
                  [month(2026, n, n) for n in (1, 2)])  # fmt: skip
    window, _ = opened(qtbot, theme, sheet, "customers")
    qtbot.waitUntil(lambda: bool(window.model.marked(FEB)))
    assert (list(window.model.marked(JAN)), list(window.model.marked(FEB))) == ([], [1])
    assert "Radio" in window.model.warning(1, FEB)
    assert window.model.warning(1, JAN) == ""


def test_it_is_read_aloud_with_its_period(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    index = window.model.index(1, FEB)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Radio, Spend, Feb 2026: $220"


def test_every_figure_is_that_of_its_period(qtbot: QtBot, theme: Theme) -> None:
    """Each cell and total over time is, letter by letter, what the grid shows for that period."""
    window, over_time = opened(qtbot, theme, four_months())
    views = [column.view for column in window.model.columns]
    for choice in over_time.choices:
        over_time.show(choice.id)
        for column, view in enumerate(views, start=1):
            assert view is not None
            looks = CellLooks(window.sheet, view, Calculator(window.sheet, window.source.session.catalog).figures(view),  # type: ignore[union-attr]
                              window.source.number_format)  # fmt: skip
            assert [window.model.look(row, column) for row in range(3)] == [looks.look(choice, row) for row in range(3)]
            assert window.model.total_look(column) == looks.total(choice)


def _cells() -> st.SearchStrategy[list[tuple[int, int, float | None]]]:
    value = st.one_of(st.none(), st.integers(0, 5000).map(float))
    return st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), value), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(("spend", "leads", "customers")), _cells()), min_size=1, max_size=4))
def test_after_any_edits_over_periods_it_shows_what_a_new_calculation_gives(
    qapp: QApplication, steps: list[tuple[str, list[tuple[int, int, float | None]]]]
) -> None:
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

    source = SessionModel()
    model = WorksheetModel(source)
    source.open(four_months(), None)
    from roiapp.ui.sheet.across import PeriodsAcross

    for id_ in ("cac", "spend"):
        model.put_across(PeriodsAcross(id_))
        _every_look(model)  # what is kept must not outlive the edits
        for field, cells in steps:
            source.apply(SetCells.many(field, cells))
            shown = _every_look(model)
            assert source.session is not None
            fresh = SessionModel()
            fresh.open(source.session.worksheet, None)
            again = WorksheetModel(fresh)
            again.put_across(PeriodsAcross(id_))
            assert shown == _every_look(again)


def _every_look(model) -> list[object]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    columns = range(1, model.columnCount())
    return [[(model.total_look(c), model.coverage(c), [model.look(r, c) for r in range(3)]) for c in columns]]


def test_a_fiscal_year_is_what_the_document_says(qtbot: QtBot, theme: Theme) -> None:
    quarter = Period(9, "Spring", date(2026, 5, 1), date(2026, 7, 31))
    months = [*(month(2026, n, n) for n in (3, 4)), quarter]
    sheet = build(NAMES, {"spend": [[1, 2, 3]] * 3}, months, DocumentSettings(fiscal_year_start=4))
    window, _ = opened(qtbot, theme, sheet)
    assert [window.table.header.title(column) for column in (1, 2, 3)] == ["Mar", "Apr", "Spring"]
    last = window.model.columns[-1].view
    assert isinstance(last, View)
    assert last.periods == (0, 1, 2)


def test_the_order_of_the_rows_is_kept_over_time_and_back(shown: tuple[Window, OverTime]) -> None:
    window, over_time = shown
    window.model.arrange(Arrangement(sort=Sort(window.model.columns[JAN - 1].key, descending=True)))
    assert [window.model.name(row) for row in range(3)] == ["Radio", "Search", "Mail"]
    window.go(0, FEB)
    window.enter("7")
    assert (spend(window, 1, 1), window.text(0, FEB)) == (7, "$7.00")
    over_time.show("leads")
    window.go(2, MAR)
    window.source.undo()
    assert (over_time.id, window.table.current) == ("spend", (0, FEB)), "Radio stands in the first row"
    window.go(1, APR)
    over_time.leave()
    assert [window.model.name(row) for row in range(3)] == ["Radio", "Search", "Mail"]
    window.enter("1")
    assert spend(window, 3, 0) == 1


def test_subtotals_of_groups_stand_in_every_period(shown: tuple[Window, OverTime]) -> None:
    window, _ = shown
    window.model.arrange(Arrangement(group="kind"))
    rows = [window.model.name(row) for row in range(window.model.rowCount())]
    assert rows == ["Broadcast · 1 channel", "Radio", "Other · 2 channels", "Search", "Mail", ""]
    assert [window.text(2, column) for column in (JAN, FEB, MAR, APR, YEAR)] == [
        "$150", "$160", "$170", "$130", "$610",
    ]  # fmt: skip


def test_a_figure_that_is_hidden_gives_way_to_the_first(shown: tuple[Window, OverTime]) -> None:
    window, over_time = shown
    over_time.show("visits")
    assert over_time.id == "visits"
    window.source.apply(SetSettings.of(hidden=("visits",)))
    assert over_time.id == "spend"
    window.source.undo()
    assert over_time.id == "visits"
