"""Typing into cells: what is taken, what is refused and says why, and what one undo takes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import SetChannel
from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Theme
from tests.ui.grid_window import CAC, CUSTOMERS, MARGIN, SPEND, Window, open_window, picture, two_months

Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())


def test_typing_replaces_and_enter_goes_down(window: Window) -> None:
    window.enter("1250")
    assert window.typed("spend", 0) == 1250
    assert window.text(0, SPEND) == "$1,250"
    assert window.table.current == (1, SPEND)
    assert window.undo_steps == 1


def test_one_edit_moves_every_figure_that_depends_on_it(window: Window) -> None:
    before = window.text(0, CAC)
    total = window.model.total_look(CAC)[0]
    window.enter("5400")
    assert (before, window.text(0, CAC)) == ("$44.44", "$100.00")
    assert window.model.total_look(CAC)[0] != total


def test_escape_leaves_the_cell_as_it_was(window: Window) -> None:
    window.type("99")
    window.key(Key.Key_Escape)
    assert not window.table.editor.is_open
    assert (window.typed("spend", 0), window.undo_steps) == (2400, 0)


def test_f2_edits_what_stands_there(window: Window) -> None:
    window.key(Key.Key_F2)
    assert window.table.editor.text() == "2400"
    window.key(Key.Key_End)
    window.enter("5")
    assert window.typed("spend", 0) == 24005


def test_a_refused_entry_stays_open_and_says_why(window: Window) -> None:
    window.enter("12 apples")
    editor = window.table.editor
    assert editor.is_open
    assert editor.text() == "12 apples"
    assert "12 apples" in editor.sentence
    assert window.undo_steps == 0
    window.key(Key.Key_Backspace)
    assert editor.sentence == ""


@pytest.mark.parametrize(("column", "text", "part"), [(SPEND, "-5", "below"), (MARGIN, "120%", "above")])
def test_limits_are_kept(window: Window, column: int, text: str, part: str) -> None:
    window.go(0, column)
    window.enter(text)
    assert part in window.table.editor.sentence
    assert window.undo_steps == 0


def test_arithmetic_is_kept_and_shown_again(window: Window) -> None:
    window.enter("=450+320")
    assert window.typed("spend", 0) == 770
    window.go(0, SPEND)
    window.key(Key.Key_F2)
    assert window.table.editor.text() == "=450+320"


def test_the_same_entry_again_is_no_step_of_undo(window: Window) -> None:
    window.enter("2400")
    window.go(1, SPEND)
    window.key(Key.Key_F2)
    window.key(Key.Key_Return)
    assert window.undo_steps == 0


def test_arrows_end_a_new_entry_but_move_in_an_old_one(window: Window) -> None:
    window.type("7")
    window.key(Key.Key_Right)
    assert window.typed("spend", 0) == 7
    assert window.table.current == (0, SPEND + 1)
    window.key(Key.Key_F2)
    window.key(Key.Key_Left)
    assert window.table.editor.is_open


def test_tab_and_enter_fill_a_row_and_return_to_its_start(window: Window) -> None:
    window.type("10")
    window.key(Key.Key_Tab)
    window.type("20")
    window.key(Key.Key_Tab)
    window.enter("30")
    assert [window.typed(name, 0) for name in ("spend", "visits", "leads")] == [10, 20, 30]
    assert window.table.current == (1, SPEND)


def test_leaving_the_editor_with_the_mouse_takes_the_entry(window: Window) -> None:
    window.type("77")
    window.click(3, CUSTOMERS)
    assert window.typed("spend", 0) == 77
    assert window.table.current == (3, CUSTOMERS)


def test_a_click_elsewhere_does_not_drop_a_refused_entry(window: Window) -> None:
    window.type("x")
    window.click(3, CUSTOMERS)
    assert window.table.editor.is_open
    assert window.table.editor.hasFocus()
    assert window.table.current == (0, SPEND)


def test_another_widget_taking_the_focus_takes_the_entry(window: Window) -> None:
    window.type("78")
    window.view.totals.setFocus()
    assert window.typed("spend", 0) == 78
    assert not window.table.editor.is_open


def test_commit_before_saving_says_whether_it_was_taken(window: Window) -> None:
    window.type("79")
    assert window.view.commit_editor()
    assert window.typed("spend", 0) == 79
    window.type("bad")
    assert not window.view.commit_editor()
    window.key(Key.Key_Escape)


def test_calculated_cells_say_why_they_cannot_be_typed_in(window: Window) -> None:
    window.go(0, CAC)
    window.type("5")
    assert not window.table.editor.is_open
    assert window.notices == ["Customer acquisition cost (CAC) is calculated. Change the figures it is made of."]


def test_renaming_a_channel(window: Window) -> None:
    window.go(0, 0)
    window.enter("Organic search")
    assert window.sheet.names[0] == "Organic search"
    window.enter("Email")
    assert "already" in window.table.editor.sentence
    window.key(Key.Key_Escape)


def test_of_channels_nobody_has_touched_a_name_is_typed_first(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, build(["Channel 1", "Channel 2"]))
    assert window.table.current == (0, 0)
    window.enter("Google Ads")
    assert list(window.sheet.names) == ["Google Ads", "Channel 2"]
    assert window.sheet.channels["kind"][0] == "paid_search"
    assert window.undo_steps == 1
    window.go(0, 0)
    window.enter("Radio")
    assert window.sheet.channels["kind"][0] == "broadcast"


def test_a_kind_that_was_chosen_stays_under_another_name(window: Window) -> None:
    window.source.apply(SetChannel("kind", ((0, "print"),)))
    window.go(0, 0)
    window.enter("Radio")
    assert window.sheet.channels["kind"][0] == "print"


def test_a_name_below_the_last_row_adds_a_channel(window: Window) -> None:
    window.go(11, 0)
    window.enter("Flyers")
    assert window.sheet.names[-1] == "Flyers"
    assert window.model.channels == 12
    assert window.table.current == (12, 0)
    window.source.undo()
    assert window.model.channels == 11


def test_a_figure_below_the_last_row_adds_a_channel_with_it_in_one_step(window: Window) -> None:
    window.go(11, SPEND)
    window.enter("500")
    assert (window.sheet.names[-1], window.typed("spend", 11)) == ("Channel 12", 500)
    window.source.undo()
    assert len(window.sheet.names) == 11


def test_a_roll_up_is_read_only_and_says_why(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, two_months())
    window.source.set_view(next(view for view in window.source.views if view.rollup))
    window.go(0, SPEND)
    assert window.text(0, SPEND) == "$4,800"
    window.type("5")
    window.key(Key.Key_Delete)
    window.clipboard("1")
    window.table.commands.paste()
    assert window.notices == ["A roll-up is calculated. Change the figures in its months."] * 3
    assert window.undo_steps == 0


def test_a_default_is_shown_as_not_typed(window: Window) -> None:
    window.go(0, MARGIN)
    window.key(Key.Key_Delete)
    assert window.model.look(0, MARGIN)[0] == "–"
    window.source.apply(SetSettings.of(default_margin=0.3))
    text, tone = window.model.look(0, MARGIN)
    assert (text, tone) == ("30%", 1)
    assert "nothing is typed here" in window.model.hint(0, MARGIN)
    window.key(Key.Key_F2)
    assert window.table.editor.text() == ""


def test_blank_inputs_are_empty_in_an_empty_row_else_a_dash(window: Window) -> None:
    assert window.text(7, 2) == "–"
    window.go(11, 0)
    window.enter("Flyers")
    assert window.text(11, SPEND) == ""
    assert window.text(11, CAC) == "–"
    assert "missing" in window.model.hint(11, CAC)


def test_polish_figures_in_a_polish_document(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, picture(locale="pl", currency="PLN"))
    window.enter("1234,5")
    assert window.typed("spend", 0) == 1234.5
    window.go(0, SPEND)
    window.key(Key.Key_F2)
    assert window.table.editor.text() == "1234,5"


def test_titles_are_painted_again_only_with_another_active_column(window: Window, qtbot: QtBot) -> None:
    painted: list[QEvent] = []

    class Paints(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(event)
            return False

    QApplication.processEvents()
    titles = window.table.header.viewport()
    paints = Paints(titles)
    titles.installEventFilter(paints)
    qtbot.waitUntil(lambda: bool(painted))  # what is to be checked was found: titles say it
    painted.clear()
    window.enter("1250")
    QApplication.processEvents()
    assert not painted
    window.key(Key.Key_Right)
    QApplication.processEvents()
    assert painted
