"""The window of scenarios: by keys and mouse made, named, laid on another, compared, applied and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.edits import SetCells
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.scenario_edits import added, changed, changes_of, scenarios_of
from roiapp.core.scenarios import BASE, Change
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.session import Session
from roiapp.ui.forms.scenario_dialog import ScenarioDialog
from roiapp.ui.lists.scenarios_window import ScenariosWindow
from roiapp.ui.look.dialogs import QuestionDialog
from roiapp.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NAME, FIRST, FIRST_DIFFERENCE = 0, 2, 3


def two_months() -> Worksheet:
    """Radio 1,000 for 10 customers a month, SEO 500 for 20; plan B: a quarter of Radio with half of its customers, and
    on it one in ten customers more."""
    columns: dict[str, list[list[float | None]]] = {
        "spend": [[1000, 500], [1000, 500]], "leads": [[50, 100], [50, 100]], "customers": [[10, 20], [10, 20]],
        "revenue_per_sale": [[200, 100], [200, 100]], "gross_margin": [[0.5, 0.4], [0.5, 0.4]],
    }  # fmt: skip
    sheet = build(["Radio", "SEO"], columns, [month(2026, 8, 1), month(2026, 9, 2)])
    plan = [Change(0, "scale", "spend", 0.25, sheet.keys[0]), Change(0, "respond", value=0.5)]
    on = BASE
    for name, changes in (("Plan B", plan), ("Best case", [Change(0, "scale", "customers", 1.1)])):
        edit, on = added(sheet, name, on, f"Why {name}")
        edit.apply(sheet)
        changed(sheet, on, changes).apply(sheet)
    return sheet


def sheet_of(window: MainWindow) -> Worksheet:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet


def session_of(window: MainWindow) -> Session:
    session = window.bench.model.session
    assert session is not None
    return session


def wait(shown: ScenariosWindow) -> None:
    while shown.compared.busy:
        QTest.qWait(10)


@pytest.fixture
def shown(window: MainWindow) -> Any:
    window.bench.commands.documents.show(Session.new(two_months()))
    window.bench.actions_.action["scenarios"].trigger()
    (found,) = window.findChildren(ScenariosWindow)
    wait(found)
    yield found
    found.close()


def table(shown: ScenariosWindow) -> list[list[str]]:
    rows = shown.compared.table.rows
    return [[rows.text(row, column) for column in range(rows.columnCount())] for row in range(rows.rowCount())]


def heads(shown: ScenariosWindow) -> list[str]:
    rows = shown.compared.table.rows
    return [str(rows.headerData(column, Qt.Orientation.Horizontal)) for column in range(rows.columnCount())]


def names(shown: ScenariosWindow) -> list[tuple[int, str]]:
    return [(depth, each.name) for depth, each in shown.list.rows.scenarios]


def dialog(shown: ScenariosWindow, kind: type[QWidget] = ScenarioDialog) -> Any:
    return next(each for each in shown.findChildren(kind) if each.isVisible())


def press(dialog: QWidget, text: str) -> None:
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def menu(shown: ScenariosWindow, id_: str) -> None:
    made = shown.menu()
    next(each for each in made.actions() if each.objectName() == id_).trigger()
    made.close()


def test_keys_open_it_once(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.setFocus()
    for _ in range(2):
        qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_S, CTRL | ALT)
    (found,) = window.findChildren(ScenariosWindow)
    wait(found)
    assert found.compared.said.text().startswith("No scenario yet.")
    assert names(found) == []
    found.close()


def test_it_shows_the_tree_the_changes_and_the_figures(shown: ScenariosWindow) -> None:
    """In September 30 customers for 1,500 are 25 for 750, or 27.5 with one in ten more; CAC 50, 30 and 27.27."""
    assert names(shown) == [(0, "Plan B"), (1, "Best case")]
    assert [said for _change, said in shown.changes.rows.changes] == [
        "Spend of Radio: times 0.25 (−75%)",
        "All visits, leads, customers and typed revenue respond to spend with elasticity 0.5",
    ]
    assert heads(shown) == ["Figure", "Base case", "Plan B", "Difference", "Best case", "Difference"]
    by_name = {row[0]: row[1:] for row in table(shown)}
    assert by_name["CAC"] == ["$50.00", "$30.00", "−$20.00 (−40.0%)", "$27.27", "−$22.73 (−45.5%)"]
    assert by_name["Total spend"] == ["$1,500", "$750", "−$750 (−50.0%)", "$750", "−$750 (−50.0%)"]
    rows = shown.compared.table.rows
    cac = [row[0] for row in table(shown)].index("CAC")
    assert rows.below(cac, FIRST) == "$30.00 to $32.79"
    assert rows.below(cac, FIRST_DIFFERENCE) == "−$20.00 to −$17.21"
    assert (rows.tone(cac, FIRST_DIFFERENCE), rows.tone(0, FIRST_DIFFERENCE)) == ("good", "text2")
    assert "Better than the base." in rows.told(cac, FIRST_DIFFERENCE)
    assert shown.compared.heading.text() == "Side by side, Sep 2026"
    assert shown.compared.said.text().startswith("Ranges: elasticities from 0.5 to 0.9")


def test_the_chosen_one_says_on_what_it_lies_and_why(shown: ScenariosWindow) -> None:
    shown.list.choose(shown.list.rows.key(2))
    assert (shown.changes_title.text(), shown.note.text()) == ("Changes of Best case on Plan B", "Why Best case")
    assert [said for _change, said in shown.changes.rows.changes] == ["Customers of all channels: times 1.1 (+10%)"]
    shown.list.choose(BASE)
    assert not shown.note.isVisible()
    assert shown.nothing.text() == "The base case is the worksheet as it is typed."
    assert not shown.changes.isVisible()


def test_what_can_only_be_looked_at_is_compared_but_not_changed(
    shown: ScenariosWindow, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sheet_of(window).content()
    monkeypatch.setattr(Session, "read_only", property(lambda _session: True))
    shown.list.choose(shown.list.rows.key(2))
    assert not any(button.isEnabled() for button in shown.buttons.values())
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)
    assert shown.refused.text() == session_of(window).state.sentence
    assert shown.refused.isVisible()
    assert sheet_of(window).content() == before
    assert heads(shown)[-2:] == ["Best case", "Difference"]


def test_ticks_say_what_is_compared(shown: ScenariosWindow) -> None:
    shown.list.setFocus()
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    wait(shown)
    assert heads(shown) == ["Figure", "Base case", "Best case", "Difference"]
    assert shown.compared.bars.bars is not None
    assert [each.name for each in shown.compared.bars.bars.bars] == ["Best case"]
    place = shown.list.visualRect(shown.list.rows.index(1, 0))
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(16, 20))
    wait(shown)
    assert len(heads(shown)) == 6
    shown.list.choose(BASE)
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    assert shown.list.rows.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_enter_and_a_double_click_ask_to_look_at_it(shown: ScenariosWindow, qtbot: QtBot) -> None:
    asked: list[int] = []
    shown.look_at.connect(asked.append)
    best = shown.list.rows.key(2)
    shown.list.choose(best)
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    place = shown.list.visualRect(shown.list.rows.index(0, 0)).center()
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [best, BASE]


def test_the_window_looks_at_it(shown: ScenariosWindow, window: MainWindow) -> None:
    """Enter shows Radio's quarter in the grid; the list marks what is looked at, and the base brings it back."""
    shown.list.choose(shown.list.rows.key(1))
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    session = session_of(window)
    assert session.scenario_key == shown.list.key
    assert session.calculator.figures(base_view(session.worksheet.periods, 0)).value("spend", 0) == 250
    assert "The window shows its figures." in shown.list.rows.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    wait(shown)
    assert {row[0]: row[1:3] for row in table(shown)}["CAC"] == ["$50.00", "$30.00"]
    shown.list.choose(BASE)
    menu(shown, "look")
    assert session.scenario_key == BASE
    wait(shown)


def test_a_new_one_lies_on_the_chosen_and_is_compared(
    shown: ScenariosWindow, window: MainWindow, qtbot: QtBot
) -> None:
    shown.list.setFocus()
    QTest.keyClick(shown.list, Qt.Key.Key_Insert)
    form = dialog(shown)
    assert form.parent_box.currentText() == "Plan B"
    form.name.setText("best CASE")
    press(form, "Add")
    assert "There is a scenario “Best case” already" in form.refusal.text()
    form.name.setText("Worst case")
    form.note.setPlainText("If nobody calls")
    press(form, "Add")
    assert names(shown) == [(0, "Plan B"), (1, "Best case"), (1, "Worst case")]
    assert scenarios_of(sheet_of(window))[2].note == "If nobody calls"
    assert shown.list.key == scenarios_of(sheet_of(window))[2].key
    wait(shown)
    assert heads(shown)[-2:] == ["Worst case", "Difference"]
    assert shown.nothing.isVisible()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown.list, Qt.Key.Key_Z, CTRL)
    assert names(shown) == [(0, "Plan B"), (1, "Best case")]


def test_name_note_and_place_are_one_step(shown: ScenariosWindow, window: MainWindow) -> None:
    shown.list.choose(shown.list.rows.key(2))
    before = sheet_of(window).content()
    QTest.keyClick(shown.list, Qt.Key.Key_F2)
    form = dialog(shown)
    assert [form.parent_box.itemText(place) for place in range(form.parent_box.count())] == ["Base case", "Plan B"]
    form.name.setText("Dream")
    form.parent_box.setCurrentIndex(0)
    form.note.setPlainText("Because")
    press(form, "Apply")
    assert names(shown) == [(0, "Plan B"), (0, "Dream")]
    window.bench.model.undo()
    assert sheet_of(window).content() == before
    assert names(shown) == [(0, "Plan B"), (1, "Best case")]


def test_it_cannot_be_laid_on_what_lies_on_it(shown: ScenariosWindow) -> None:
    """Of the two only the worksheet is left for plan B."""
    menu(shown, "parent")
    form = dialog(shown)
    assert form.focusWidget() is form.parent_box
    assert [form.parent_box.itemText(place) for place in range(form.parent_box.count())] == ["Base case"]
    form.reject()
    menu(shown, "note")
    assert dialog(shown).focusWidget() is dialog(shown).note
    dialog(shown).reject()


def test_one_is_duplicated_moved_and_removed(shown: ScenariosWindow, window: MainWindow) -> None:
    shown.buttons["duplicate"].click()
    assert names(shown) == [(0, "Plan B"), (1, "Best case"), (0, "Plan B (2)")]
    copied = [each for each in changes_of(sheet_of(window)) if each.scenario == shown.list.key]
    assert [(each.kind, each.value) for each in copied] == [("scale", 0.25), ("respond", 0.5)]
    QTest.keyClick(shown.list, Qt.Key.Key_Up, ALT)
    assert names(shown) == [(0, "Plan B (2)"), (0, "Plan B"), (1, "Best case")]
    assert shown.list.rows.index(shown.list.currentIndex().row(), 0).data() == "Plan B (2)"
    QTest.keyClick(shown.list, Qt.Key.Key_Down, ALT)
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)
    assert names(shown) == [(0, "Plan B"), (1, "Best case")]
    shown.list.choose(shown.list.rows.key(1))
    shown.buttons["remove"].click()
    assert names(shown) == [(0, "Best case")]
    for _ in range(5):
        window.bench.model.undo()
    assert names(shown) == [(0, "Plan B"), (1, "Best case")]
    wait(shown)


def test_a_change_is_taken_out_and_comes_back(shown: ScenariosWindow, window: MainWindow) -> None:
    """Without the response Radio's ten customers stay: 30 for 750."""
    shown.changes.setCurrentIndex(shown.changes.rows.index(1, 0))
    shown.changes.setFocus()
    QTest.keyClick(shown.changes, Qt.Key.Key_Delete)
    assert [said for _change, said in shown.changes.rows.changes] == ["Spend of Radio: times 0.25 (−75%)"]
    wait(shown)
    assert {row[0]: row[2] for row in table(shown)}["CAC"] == "$25.00"
    assert not shown.compared.said.isVisible()
    window.bench.model.undo()
    wait(shown)
    assert {row[0]: row[2] for row in table(shown)}["CAC"] == "$30.00"


def test_applying_asks_first_and_says_how_much(shown: ScenariosWindow, window: MainWindow) -> None:
    """Radio's spend, leads and customers in two months: six cells."""
    before = sheet_of(window).content()
    shown.buttons["apply"].click()
    question = dialog(shown, QuestionDialog)
    assert any("6 cells of the base case" in label for label in _texts(question))
    press(question, "Cancel")
    assert sheet_of(window).content() == before
    shown.buttons["apply"].click()
    press(dialog(shown, QuestionDialog), "Apply to the base case")
    assert sheet_of(window).columns["spend"].tolist() == [[250, 500], [250, 500]]
    assert names(shown) == [(0, "Best case")]
    wait(shown)
    assert {row[0]: row[1:3] for row in table(shown)}["CAC"] == ["$30.00", "$27.27"]
    window.bench.model.undo()
    assert sheet_of(window).content() == before
    wait(shown)


def _texts(dialog: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [each.text() for each in dialog.findChildren(QLabel)]


def test_it_follows_the_figures_the_period_and_the_channel(shown: ScenariosWindow, window: MainWindow) -> None:
    model = window.bench.model
    model.apply(SetCells.one("spend", 1, 0, 2000.0))
    wait(shown)
    assert {row[0]: row[1:3] for row in table(shown)}["Total spend"] == ["$2,500", "$1,000"]
    model.set_view(all_periods(sheet_of(window).periods))
    wait(shown)
    assert {row[0]: row[1:3] for row in table(shown)}["Total spend"] == ["$4,000", "$1,750"]
    model.set_view(base_view(sheet_of(window).periods, 0))
    box = shown.compared.channel_box
    box.setCurrentIndex(box.findText("Radio"))
    box.activated.emit(box.currentIndex())
    wait(shown)
    assert {row[0]: row[1:3] for row in table(shown)}["CAC"] == ["$100.00", "$50.00"]
    assert shown.compared.bars.bars is not None
    assert shown.compared.bars.bars.title == "ROI on gross profit of Radio, Aug 2026"
    box.setCurrentIndex(box.findText("SEO"))
    box.activated.emit(box.currentIndex())
    wait(shown)
    model.apply(RemoveChannels((0,)))
    wait(shown)
    assert box.currentText() == "SEO"
    assert shown.compared.bars.bars.title == "ROI on gross profit of SEO, Aug 2026"


def test_typing_is_not_held_up(shown: ScenariosWindow, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is worked out or said anew while one edit follows another; then once, of the last of them."""
    from roiapp.analysis.decisions import scenario_comparison, scenario_words

    done: list[str] = []
    make, say = scenario_comparison.UnderScenarios.__init__, scenario_words.changes_in_words

    def counted(*given: Any, **named: Any) -> None:
        done.append("figures")
        make(*given, **named)

    def told(*given: Any) -> Any:
        done.append("words")
        return say(*given)

    monkeypatch.setattr(scenario_comparison.UnderScenarios, "__init__", counted)
    monkeypatch.setattr(scenario_words, "changes_in_words", told)
    for amount in (1100.0, 1200.0, 1300.0):
        window.bench.model.apply(SetCells.one("spend", 1, 0, amount))
        QTest.qWait(20)
        assert done == []
    wait(shown)
    assert sorted(done) == ["figures", "words"]
    assert {row[0]: row[1] for row in table(shown)}["Total spend"] == "$1,800"


def test_the_chart_shows_the_chosen_figure_and_scenario(shown: ScenariosWindow) -> None:
    compared = shown.compared
    cac = [row[0] for row in table(shown)].index("CAC")
    compared.table.setCurrentIndex(compared.table.rows.index(cac, 0))
    assert compared.bars.bars is not None
    assert (compared.bars.bars.title, compared.bars.bars.base_text) == ("CAC, Sep 2026", "Base $50.00")
    assert [each.text for each in compared.bars.bars.bars] == ["$30.00 (−$20.00)", "$27.27 (−$22.73)"]
    places = compared.bars.places
    assert places is not None
    QTest.mouseClick(compared.bars, Qt.MouseButton.LeftButton, pos=places.rows[1].row.center().toPoint())
    assert shown.list.rows.index(shown.list.currentIndex().row(), 0).data() == "Best case"
    box = compared.figure_box
    box.setCurrentIndex(box.findText("Gross profit"))
    box.activated.emit(box.currentIndex())
    wait(shown)
    assert compared.bars.bars.title == "Gross profit, Sep 2026"
    assert len(table(shown)) == 6  # it stands in the chart alone
    compared.whole.click()
    wait(shown)
    assert len(table(shown)) > 50
    compared.whole.click()
    wait(shown)


def test_names_and_base_stay_while_scenarios_scroll(shown: ScenariosWindow) -> None:
    for _ in range(6):
        shown.list.choose(shown.list.rows.key(1))
        shown.buttons["duplicate"].click()
    wait(shown)
    view = shown.compared.table
    bar, last = view.horizontalScrollBar(), view.rows.columnCount() - 1
    assert list(view.pinned_columns) == []
    wide = view.columnWidth(0) + view.columnWidth(1)

    def names_seen() -> QImage:
        QTest.qWait(20)
        header = view.horizontalHeader()
        area = QRect(0, 0, wide - 2, header.height() + 3 * view.rowHeight(0))
        return view.grab(area.translated(view.frameWidth(), view.frameWidth())).toImage()

    before = names_seen()
    view.setCurrentIndex(view.rows.index(0, last))
    assert bar.value() > 0
    assert list(view.pinned_columns) == [0, 1]
    assert names_seen() == before
    second = view.rowViewportPosition(1) + 5
    assert view.indexAt(QPoint(10, second)) == view.rows.index(1, 0)
    assert view.indexAt(QPoint(view.columnWidth(0) + 5, second)) == view.rows.index(1, 1)
    for column in range(last, 1, -1):  # whatever the keys go to is seen beside them
        view.setCurrentIndex(view.rows.index(0, column))
        assert view.visualRect(view.rows.index(0, column)).left() >= (wide if view.pinned_columns else 0)
    bar.setValue(bar.maximum())
    view.setCurrentIndex(view.rows.index(2, 0))
    assert bar.value() == bar.maximum()


def test_it_is_copied_as_a_table(shown: ScenariosWindow) -> None:
    shown.compared.copy_button.click()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == ["Figure", "Base case", "Plan B", "Range", "Difference", "Range", "Best case", "Range",
                        "Difference", "Range"]  # fmt: skip
    assert {len(line) for line in lines} == {10}
    cac = next(line for line in lines if line[0] == "CAC")
    assert cac[:6] == ["CAC", "$50.00", "$30.00", "$30.00 to $32.79", "−$20.00 (−40.0%)", "−$20.00 to −$17.21"]


def test_another_document_has_its_own(shown: ScenariosWindow, window: MainWindow) -> None:
    window.bench.commands.documents.show(Session.new(build(["Radio"], {"spend": [[100]]})))
    wait(shown)
    assert names(shown) == []
    assert heads(shown) == ["Figure", "Base case"]
    assert not shown.buttons["remove"].isEnabled()
    assert shown.buttons["add"].isEnabled()
