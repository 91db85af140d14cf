"""Own figures, in a real window: written, seen while they are written, changed, removed, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from roiapp.ui.forms.own_figure_dialog import OwnFigureDialog, id_of
from roiapp.ui.window.main_window import MainWindow


def opened(window: MainWindow) -> OwnFigureDialog:
    window.bench.actions_.action["own_figure"].trigger()
    return next(each for each in window.findChildren(OwnFigureDialog) if each.isVisible())


def written(line: QLineEdit, text: str) -> None:
    line.clear()
    QTest.keyClicks(line, text)


@pytest.mark.parametrize(
    ("label", "id_"), [("Cost per demo", "cost_per_demo"), ("Écoles (2)", "ecoles_2"), ("24 h calls", "h_calls")]
)
def test_a_label_gives_a_name(label: str, id_: str) -> None:
    assert id_of(label) == id_


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_a_formula_shows_its_value_and_becomes_a_column(window: MainWindow) -> None:
    model = window.bench.model
    assert model.figures is not None
    spend, leads = model.figures.total_figure("spend"), model.figures.total_figure("leads")
    assert spend
    assert leads
    dialog = opened(window)
    dialog.which.setCurrentIndex(1)
    written(dialog.label, "Twice a lead")
    assert dialog.id.text() == "twice_a_lead"
    dialog.unit.setCurrentIndex(dialog.unit.findData("money_each"))
    written(dialog.formula, "2 * spend / lead")
    dialog.show_value()
    assert dialog.refusal.text() == "“lead” is not a field; did you mean “leads”?"
    written(dialog.formula, "2 * spend / leads")
    written(dialog.label, "Cost per lead")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.refusal.text() == "There is a figure called “Cost per lead” already. Choose another label."
    written(dialog.label, "Twice a lead")
    dialog.show_value()
    shown = model.number_format.text(2 * spend / leads, model.session.catalog.metric["cost_per_lead"].unit)  # type: ignore[union-attr]
    assert dialog.value.text().endswith(shown)
    dialog.accept()
    assert any(column.id == "twice_a_lead" for column in window.bench.grid.model.columns)
    assert model.figures.total_figure("twice_a_lead") == pytest.approx(2 * spend / leads)
    model.undo()
    assert not any(column.id == "twice_a_lead" for column in window.bench.grid.model.columns)


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_the_unit_follows_the_formula_until_it_is_chosen(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.which.setCurrentIndex(1)
    written(dialog.label, "Cost of ten")
    written(dialog.formula, "10 * spend / leads")
    dialog.show_value()
    assert dialog.unit.currentData() == "money_each"
    assert "$" in dialog.value.text()
    written(dialog.formula, "leads / visits")
    dialog.show_value()
    assert dialog.unit.currentData() == "rate"
    dialog.unit.setFocus()
    QTest.keyClick(dialog.unit, Qt.Key.Key_Home)
    chosen = dialog.unit.currentData()
    assert chosen != "rate"
    dialog.show_value()
    assert dialog.unit.currentData() == chosen
    dialog.reject()
    again = opened(window)
    again.which.setCurrentIndex(1)
    written(again.label, "Cost of two")
    written(again.formula, "2 * spend / leads")
    again.accept()  # before the pause in which its value is shown
    own = window.bench.model.session.worksheet.own_metrics  # type: ignore[union-attr]
    assert [each.unit for each in own] == ["money_each"]


def test_a_column_is_typed_changed_and_removed(window: MainWindow) -> None:
    model, grid = window.bench.model, window.bench.grid
    dialog = opened(window)
    written(dialog.label, "Demos")
    dialog.accept()
    grid.go_to(0, "demos")
    assert grid.current_figure() == (0, "demos")
    QTest.keyClick(grid.table, Qt.Key.Key_1)
    QTest.keyClick(grid.table.editor, Qt.Key.Key_2)
    QTest.keyClick(grid.table.editor, Qt.Key.Key_Return)
    assert model.figures is not None
    assert model.figures.value("demos", 0) == 12.0
    grid.go_to(0, "demos")
    dialog = opened(window)
    assert dialog.which.currentData() == "demos"
    written(dialog.label, "Demonstrations")
    dialog.accept()
    dialog = opened(window)
    dialog.choose("demos")
    dialog.remove.click()
    assert model.worksheet is not None
    assert model.worksheet.own_fields == ()
    model.undo()
    assert model.worksheet.own_fields[0].label == "Demonstrations"
    assert model.figures.value("demos", 0) == 12.0


def test_a_long_refusal_takes_no_room_from_the_fields(window: MainWindow) -> None:
    dialog = opened(window)
    written(dialog.label, "Spend")
    QTest.qWait(200)
    apart = dialog.id.y() - dialog.label.y()
    dialog.refuse("“spend” is taken. " * 9)
    QTest.qWait(50)
    assert dialog.id.y() - dialog.label.y() == apart
    dialog.reject()


def test_what_cannot_be_is_said_and_the_dialog_stays(window: MainWindow) -> None:
    dialog = opened(window)
    written(dialog.label, "Outlay")
    written(dialog.id, "spend")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.refusal.text() == "There is a figure “spend” already. Choose another name."
    dialog.reject()
