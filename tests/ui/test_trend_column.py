"""Columns of trends, with keys and mouse in a real window: shown, changed, painted, said, copied, kept as one step."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import MoveChannels
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.worksheet import Worksheet, build
from roiapp.palette import LIGHT
from roiapp.ui.grid.header_menu import fill_columns_menu, fill_header_menu
from roiapp.ui.look.theme import Theme
from roiapp.ui.paper.sheet_paper import Heading, Part, SheetPaper
from roiapp.ui.sheet import column_choice, trend_cells
from roiapp.ui.sheet.arrangement import Arrangement
from tests.ui.grid_window import ALT, Window, open_window, picture

Key = Qt.Key
#: of January to March 2026, channel by channel: CAC is 10, –, 15 of Search, 25, 20, – of Radio
COLUMNS: dict[str, Any] = {"spend": [[100, 50], [100, 60], [120, None]], "customers": [[10, 2], [None, 3], [8, 4]]}


def three_months(**settings: Any) -> Worksheet:
    return build(["Search", "Radio"], COLUMNS, periods=[month(2026, n, n) for n in (1, 2, 3)],
                 settings=DocumentSettings(**settings))  # fmt: skip


def opened(qtbot: QtBot, theme: Theme, **settings: Any) -> Window:
    """March is looked at."""
    found = open_window(qtbot, theme, three_months(**settings))
    found.source.set_view(base_view(found.sheet.periods, 2))
    return found


@pytest.fixture
def window(qtbot: QtBot, light_theme: Theme) -> Window:
    return opened(qtbot, light_theme, added=("trend:cac",))


def place(window: Window, choice: str) -> int:
    return [column.choice for column in window.model.columns].index(choice) + 1


def headers(window: Window) -> list[str]:
    return [column.header for column in window.model.columns]


def settle(window: Window, column: int) -> None:
    """Until all courses of a column are there and painted."""
    rows = [*range(window.model.empty_row), None]
    window.qtbot.waitUntil(lambda: all(window.model.trend(row, column) is not None for row in rows))
    QApplication.processEvents()


def action(menu: QMenu, text: str) -> QAction:
    found = [each for each in menu.actions() if each.text().replace("&", "").startswith(text)]
    assert len(found) == 1, (text, [each.text() for each in menu.actions()])
    return found[0]


def submenu(menu: QMenu, text: str) -> QMenu:
    found = action(menu, text).menu()
    assert isinstance(found, QMenu)
    return found


def header_menu(window: Window, column: int) -> QMenu:
    menu = QMenu(window.view)
    fill_header_menu(menu, window.view, column)
    return menu


def columns_menu(window: Window) -> QMenu:
    menu = QMenu(window.view)
    fill_columns_menu(menu, window.view)
    return menu


def ink(image: QImage, area: QRect, colour: str) -> list[QPoint]:
    """Where an area of a picture has nearly this colour."""
    wanted, found = QColor(colour), []
    for y in range(area.top(), area.bottom() + 1):
        for x in range(area.left(), area.right() + 1):
            seen = image.pixelColor(x, y)
            if sum(abs(a - b) for a, b in zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)) < 60:
                found.append(QPoint(x, y))
    return found


def cell_picture(window: Window, row: int, column: int) -> tuple[QImage, QRect]:
    image = window.table.viewport().grab().toImage()
    area = window.table.cell_rect(row, column).adjusted(4, 2, -4, -2)
    assert image.rect().contains(area)
    return image, area


# -- what it shows -----------------------------------------------------------------------------------------------------


def test_it_stands_behind_its_figure_and_has_no_text(window: Window) -> None:
    column = place(window, "trend:cac")
    assert window.model.columns[column - 2].id == "cac"
    assert window.model.columns[column - 1].header == "CAC trend"
    assert window.text(0, column) == ""
    assert window.model.total_look(column) == ("", 0)
    assert window.model.figure(0, column) is None


def test_the_trend_of_an_input_stands_first_of_what_is_calculated(qtbot: QtBot, light_theme: Theme) -> None:
    window = opened(qtbot, light_theme, added=("trend:spend",))
    column = window.model.columns[place(window, "trend:spend") - 1]
    assert not column.is_input
    assert window.model.bands[0].columns == place(window, "trend:spend") - 1


def test_the_values_are_those_of_the_periods(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    lines = [window.model.trend(row, column) for row in (0, 1, None)]
    assert [line.values for line in lines if line] == [
        (10.0, None, 15.0), (25.0, 20.0, None), (pytest.approx(150 / 12), 20.0, 15.0),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_line_gap_and_dot_are_painted(qtbot: QtBot, qapp: QApplication, mode: Any) -> None:
    theme = Theme(qapp, mode)
    window = opened(qtbot, theme, added=("trend:cac",))
    column = place(window, "trend:cac")
    settle(window, column)
    window.go(0, 1)
    image, area = cell_picture(window, 0, column)
    dots = ink(image, area, theme.tokens.accent_text)
    assert dots, "the period looked at is marked"
    assert min(point.x() for point in dots) > area.center().x()
    assert not ink(image, QRect(area.center().x() - 8, area.top(), 16, area.height()), theme.tokens.text2), "a gap"
    image, area = cell_picture(window, 1, column)
    assert not ink(image, area, theme.tokens.accent_text), "nothing is known of March: no other month is marked for it"
    left = QRect(area.left(), area.top(), area.width() // 2, area.height())
    assert ink(image, left, theme.tokens.text2), "from January to February there is a line"
    theme.deleteLater()


def test_it_is_painted_at_twice_the_size_too(window: Window, light_theme: Theme) -> None:
    column = place(window, "trend:cac")
    window.view.set_zoom(200)
    settle(window, column)
    window.table.scroll_to(0, column)
    QApplication.processEvents()
    image, area = cell_picture(window, 0, column)
    assert len(ink(image, area, light_theme.tokens.accent_text)) > 40


def test_the_total_has_one_too(window: Window, light_theme: Theme) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    image = window.view.totals.grab().toImage()
    assert ink(image, window.view.totals.area(column), light_theme.tokens.accent_text)


def test_only_rows_that_show_are_worked_out(qtbot: QtBot, light_theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    many = 3_000
    sheet = build([f"C{n}" for n in range(many)], {"spend": [[n + 1 for n in range(many)]] * 2},
                  periods=[month(2026, 1, 1), month(2026, 2, 2)],
                  settings=DocumentSettings(added=("trend:spend",)))  # fmt: skip
    asked: list[int] = []
    read = trend_cells.TrendCells._work_out

    def recorded(self: Any, session: Any, cells: Any) -> Any:
        asked.extend(whose for _, whose in cells if whose is not None)
        return read(self, session, cells)

    monkeypatch.setattr(trend_cells.TrendCells, "_work_out", recorded)
    window = open_window(qtbot, light_theme, sheet)
    column = place(window, "trend:spend")
    qtbot.waitUntil(lambda: window.model.trend(0, column) is not None)
    QApplication.processEvents()
    assert 0 < len(asked) < 40
    assert max(asked) < 40


def test_it_stands_on_paper_as_it_stands_in_the_grid(window: Window) -> None:
    column = place(window, "trend:cac")
    heading, part = Heading("T", "Mar", (), ""), Part(range(2), (0, column), totals=True)
    paper = SheetPaper(window.theme, window.model, heading, part)
    paper.lay_out(QSizeF(600, 400), fit=True)
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paper.paint(painter, 0)
    painter.end()
    dots = ink(image, image.rect(), LIGHT.accent_text)
    rows = sorted({point.y() for point in dots if point.x() > 100})
    assert rows, "Search and the total are known in March, Radio is not"
    assert len([y for y, before in zip(rows[1:], rows[:-1], strict=True) if y - before > 5]) == 1


# -- while figures change ----------------------------------------------------------------------------------------------


def test_typing_works_nothing_out_until_it_pauses(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    before = window.model.trend(0, column)
    window.go(0, place(window, "customers"))
    window.enter("24")
    assert window.model.trend(0, column) is before, "the earlier course stays while somebody types"
    window.qtbot.waitUntil(lambda: window.model.trend(0, column) is not before)
    line = window.model.trend(0, column)
    assert line is not None
    assert line.values == (10.0, None, 5.0)
    window.source.undo()
    window.qtbot.waitUntil(lambda: (found := window.model.trend(0, column)) is not None and found.values[2] == 15.0)


def test_the_sentence_is_of_now_at_once(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    window.source.apply(SetCells.one("customers", 2, 0, 12.0))
    assert "to $10.00 in Mar 2026" in window.model.hint(0, column)


def test_an_edit_of_another_period_counts(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    window.source.apply(SetCells.one("customers", 1, 0, 5.0))
    window.qtbot.waitUntil(lambda: (found := window.model.trend(0, column)) is not None and found.values[1] == 20.0)


def test_channels_that_move_take_their_trends_along(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    window.source.apply(MoveChannels((1, 0)))
    settle(window, column)
    line = window.model.trend(0, column)
    assert line is not None
    assert line.values == (25.0, 20.0, None)


def test_another_period_ends_the_course_there(window: Window) -> None:
    column = place(window, "trend:cac")
    settle(window, column)
    window.source.set_view(base_view(window.sheet.periods, 1))
    settle(window, column)
    line = window.model.trend(1, column)
    assert line is not None
    assert line.values == (25.0, 20.0)


def test_subtotals_have_their_own(window: Window) -> None:
    column = place(window, "trend:cac")
    window.model.arrange(Arrangement(group="owner"))
    settle(window, column)
    line = window.model.trend(0, column)  # nobody has an owner: the group's is the total's
    assert window.model.group(0) == 0
    assert line is not None
    assert line.values == (pytest.approx(150 / 12), 20.0, 15.0)
    assert window.model.hint(0, column).startswith(window.model.name(0))


# -- what is said ------------------------------------------------------------------------------------------------------


def test_tooltip_and_spoken_text(window: Window) -> None:
    column = place(window, "trend:cac")
    said = (
        "Search, CAC over 3 periods: from $10.00 in Jan 2026 to $15.00 in Mar 2026, lowest $10.00 in Jan 2026, "
        "highest $15.00 in Mar 2026. Not known in 1 of them."
    )
    index = window.model.index(0, column)
    assert window.model.data(index, Qt.ItemDataRole.ToolTipRole) == said
    assert window.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == said
    title = window.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert title.splitlines() == [
        "Trend of Customer acquisition cost (CAC)", "What one new customer cost.",
        "Lagging indicator: it moves once sales are made.",
        "Over 3 periods, Jan 2026 to Mar 2026; every row has its own scale.",
    ]  # fmt: skip


def test_the_total_says_it_when_the_keys_are_on_it(window: Window) -> None:
    column = place(window, "trend:cac")
    window.go(1, column)
    window.key(Key.Key_Down)
    window.key(Key.Key_Down)
    assert window.view.totals.active == column
    assert window.view.totals.accessibleName().startswith("Total, CAC over 3 periods: from $12.50 in Jan 2026")


def test_nothing_can_be_typed_and_why(window: Window) -> None:
    window.go(0, place(window, "trend:cac"))
    window.key("5")
    assert not window.table.editor.is_open
    assert window.notices == ["A trend is drawn from the figures of each period. Type them in their own columns."]


def test_it_is_left_out_of_what_is_copied(window: Window) -> None:
    column = place(window, "trend:cac")
    window.select(0, column - 1, 1, column + 1)
    window.view.copy_with_headers()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "CAC\tGross return"
    window.select(0, column, 1, column)
    window.view.copy()
    assert window.notices == ["A trend is a picture, there is no figure in it to copy."]
    window.view.totals.choose(column)
    window.view.copy_with_headers()
    assert "trend" not in QGuiApplication.clipboard().text()


def test_it_adds_nothing_to_the_figures_of_the_selection(window: Window) -> None:
    column = place(window, "trend:cac")
    window.select(0, column - 1, 1, column)
    assert window.view.selected_figures().count == 1, "of two channels one has a CAC in March"


def test_sorting_by_a_trend_sorts_by_its_figure(window: Window) -> None:
    action(header_menu(window, place(window, "trend:cac")), "Sort descending").trigger()
    sort = window.model.arrangement.sort
    assert sort is not None
    assert sort.key == "cac"


# -- choosing ----------------------------------------------------------------------------------------------------------


def test_the_menu_of_a_title_turns_it_on_and_off_in_a_step_each(qtbot: QtBot, light_theme: Theme) -> None:
    window = opened(qtbot, light_theme)
    action(header_menu(window, place(window, "cac")), "Trend beside it").trigger()
    assert window.sheet.settings.added == ("trend:cac",)
    assert window.table.current == (0, place(window, "trend:cac"))
    assert window.undo_steps == 1
    turn = action(header_menu(window, place(window, "cac")), "Trend beside it")
    assert turn.isChecked()
    turn.trigger()
    assert window.sheet.settings.added == ()
    window.source.undo()
    assert "CAC trend" in headers(window)


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_another_figure_is_chosen_by_keys_alone(window: Window) -> None:
    column = place(window, "trend:cac")
    window.go(0, column)
    window.key(Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    figures = submenu(menu, "Trend of")
    menu.setActiveAction(figures.menuAction())
    window.qtbot.keyClick(menu, Key.Key_Right)
    window.qtbot.waitUntil(figures.isVisible)
    figures.setActiveAction(action(figures, "ROI"))
    window.qtbot.keyClick(figures, Key.Key_Return)
    assert window.sheet.settings.added == ("trend",), "ROI is the headline"
    assert "ROI trend" in headers(window)
    assert "CAC trend" not in headers(window)
    assert window.undo_steps == 1


def test_it_keeps_its_place_and_hides_as_columns_do(window: Window) -> None:
    window.view.columns.move(place(window, "trend:cac"), place(window, "roi") + 1)
    assert headers(window)[-1] == "CAC trend"
    window.view.columns.turn_trend_into("trend:cac", "gross_return")
    assert headers(window)[-1] == "Gross return trend"
    window.go(0, place(window, "trend:gross_return"))
    window.view.columns.hide()
    assert "Gross return trend" not in headers(window)
    window.source.undo()
    assert headers(window)[-1] == "Gross return trend"


def test_the_choice_of_columns_has_them_all(window: Window) -> None:
    trends = submenu(columns_menu(window), "Trends")
    core = submenu(trends, "Core")
    assert [each.text() for each in core.actions() if each.isChecked()] == ["Customer acquisition cost (CAC)"]
    action(core, "Leads").trigger()
    assert window.sheet.settings.added == ("trend:cac", "trend:leads")
    action(submenu(columns_menu(window), "Trends"), "Of the headline").trigger()
    assert window.sheet.settings.added[-1] == "trend"
    single = submenu(submenu(columns_menu(window), "Single columns"), "Core")
    assert action(single, "ROI on revenue").isChecked() is False
    assert action(single, "Customer acquisition").isChecked()


def test_with_one_period_there_is_none_and_it_is_said_why(qtbot: QtBot, light_theme: Theme) -> None:
    window = open_window(qtbot, light_theme, picture(added=("trend",)))
    assert "ROI trend" not in headers(window)
    turn = action(header_menu(window, 1), "Trend beside it")
    assert not turn.isEnabled()
    assert turn.toolTip() == "A trend needs two periods with dates. Add another period first."
    window.view.columns.turn_trend_here()
    assert window.notices == [turn.toolTip()]


def test_the_active_cell_s_figure_by_its_shortcut(window: Window) -> None:
    window.go(0, place(window, "roi"))
    window.view.columns.turn_trend_here()
    assert window.sheet.settings.added == ("trend:cac", "trend")
    window.view.columns.turn_trend_here()  # the trend itself is the active cell now
    assert window.sheet.settings.added == ("trend:cac",)


def test_columns_around_trends_keep_their_gaps(window: Window) -> None:
    window.view.columns.hide_columns(["gross_return"])
    column = place(window, "trend:cac")
    assert window.table.header.gaps() == {column: ("gross_return",)}
    assert column_choice.name_of(window.source.session.catalog, "trend:cac") == (  # type: ignore[union-attr]
        "Trend of Customer acquisition cost (CAC)"
    )




def test_a_course_is_broken_once_what_counts_changes(window: Window) -> None:
    """Customers are counted anew from March on, so no line leads from February's CAC to it."""
    column = place(window, "trend:cac")
    settle(window, column)
    line = window.model.trend(1, column)
    assert line is not None
    assert [len(run) for run in line.runs] == [2]
    anew = REDEFINITIONS.row(date=window.sheet.periods[2].start, figure="customers", note="Orders")
    window.source.apply(SetRecords("redefinitions", (anew,)))

    def broken() -> bool:
        line = window.model.trend(None, column)
        return line is not None and [len(run) for run in line.runs] == [2, 1]

    window.qtbot.waitUntil(broken)
