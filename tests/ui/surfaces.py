"""Every place in which the window shows something, and how to come there: what must hold everywhere is tried on all.

A way leads a window on the sample to one place and gives the widget that is to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QToolTip, QWidget

from roiapp.core.catalog import standard
from roiapp.core.difference_lines import DifferenceLines
from roiapp.core.differences import compare
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.note_edits import SetNotes
from roiapp.core.number_format import NumberFormat
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.core.worksheet import build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.settings import Recent
from roiapp.ui.bring_in.import_dialog import ImportDialog
from roiapp.ui.forms.budget_dialog import BudgetDialog
from roiapp.ui.forms.budget_table import LEAST
from roiapp.ui.forms.changes_dialog import ChangesDialog
from roiapp.ui.forms.goal_seek_dialog import GoalSeekDialog
from roiapp.ui.forms.scenario_dialog import ScenarioDialog
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.lists.matters_window import PAGES, MattersWindow
from roiapp.ui.lists.note_editor import NoteEditor
from roiapp.ui.lists.scenarios_window import ScenariosWindow
from roiapp.ui.look.dialogs import QuestionDialog
from roiapp.ui.look.messages import Choice, Question
from roiapp.ui.panel.chart_records import CHARTS
from roiapp.ui.present.presentation import Presentation
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import top_level

Way = Callable[[MainWindow], QWidget]


def show_sample(window: MainWindow) -> None:
    """The sample in the window, with charts, as it stands there after a start."""
    bench = window.bench
    bench.commands.documents.show(Session.new(templates.load_sample()))
    if bench.commands.charts.panel is None:
        bench.show_charts()
    if bench.findings is None:
        bench.show_findings()
    from roiapp.analysis.statistics import load

    load()
    bench.model.set_ranges_ready()
    settle()


def settle() -> None:
    """Let what is done once a frame be done, and Qt give what has just come its room."""
    QTest.qWait(40)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _window(*actions: str, edit: Callable[[MainWindow], None] | None = None) -> Way:
    """The window after some actions."""

    def go(window: MainWindow) -> QWidget:
        window.bench.grid.go_to(2, "spend")
        if edit is not None:
            edit(window)
        for id_ in actions:
            action = window.bench.actions_.action[id_]
            assert action.isEnabled(), id_
            action.trigger()
        settle()
        return window

    return go


def _opened(action: str, edit: Callable[[MainWindow], None] | None = None) -> Way:
    """The dialog or list that an action opens."""

    def go(window: MainWindow) -> QWidget:
        _window(action, edit=edit)(window)
        (found,) = [each for each in top_level() if each is not window]
        return found

    return go


def _lying(action: str, kind: type[QWidget]) -> Way:
    """What an action lays over the window."""

    def go(window: MainWindow) -> QWidget:
        _window(action)(window)
        (found,) = [each for each in window.findChildren(kind) if each.isVisible()]
        return found

    return go


def _chart(id_: str) -> Way:
    def go(window: MainWindow) -> QWidget:
        panel = window.bench.commands.charts.panel
        assert panel is not None
        panel.show_chart(id_)
        window.bench.grid.go_to(1, "roi")
        settle()
        panel.chart.hover(2)
        settle()
        return panel

    return go


def _chart_told(window: MainWindow) -> QWidget:
    """A mark that keys have reached, with its figures beside it."""
    panel = window.bench.commands.charts.panel
    assert panel is not None
    panel.show_chart("roi")
    panel.chart.view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Down)
    settle()
    return panel


def _findings(window: MainWindow) -> QWidget:
    """All that the numbers say, one of it chosen by keys."""
    panel = window.bench.findings
    assert panel is not None
    if not panel.isVisible():
        window.bench.actions_.action["findings"].trigger()
    QTest.qWait(400)
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    settle()
    return window


def _start_page(window: MainWindow) -> QWidget:
    for name, roi in (("Oak", 0.64), ("Elm", -0.08), ("Ash", None)):
        window.start.recent.remember(Recent(f"/nowhere/{name}.roi", name, "Sep 2026", roi, "2026-09-28T09:41:00"))
    window.bench.actions_.action["start_page"].trigger()
    settle()
    return window


def _set_up(window: MainWindow) -> QWidget:
    """The questions of the first start, with a margin that was refused."""
    window.bench.actions_.action["set_up"].trigger()
    page = window.start.questions.page
    assert page is not None
    page.margin.setText("140%")
    QTest.keyClick(page.margin, Qt.Key.Key_Return)
    settle()
    return window


def _message(kind: str) -> Way:
    def go(window: MainWindow) -> QWidget:
        window.bench.message_bar.show_message("The file could not be kept: No space left on device.", kind)  # type: ignore[arg-type]
        settle()
        return window

    return go


def _waiting(window: MainWindow) -> QWidget:
    window.bench.message_bar.show_waiting("Opening year.csv…", lambda: None)
    settle()
    return window


def _question(window: MainWindow) -> QWidget:
    question = Question(
        "Save the changes?", "What was changed in Brightwater is not in its file.",
        (Choice("save", "Save", primary=True), Choice("discard", "Discard", danger=True), Choice("back", "Go back")),
    )  # fmt: skip
    dialog = QuestionDialog(window.theme, question, window)
    dialog.open()
    settle()
    return dialog


def _menu(window: MainWindow) -> QWidget:
    """A menu of the bar with what can be done and what waits."""
    menu = window.bench.menu_bar.actions()[1].menu()
    assert isinstance(menu, QMenu)
    menu.popup(window.mapToGlobal(QPoint(0, 24)))
    menu.setActiveAction(menu.actions()[2])
    settle()
    return menu


def _tooltip(window: MainWindow) -> QWidget:
    QToolTip.showText(window.mapToGlobal(QPoint(40, 40)), "Save the document (Ctrl+S)", window)
    settle()
    (found,) = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.inherits("QTipLabel")]
    return found


def _hovered(window: MainWindow) -> QWidget:
    """All buttons as they are under the pointer, and a row of the grid."""
    for button in window.findChildren(QAbstractButton):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    settle()  # what has just come has its room once Qt has laid it out
    return window


def _selected(window: MainWindow) -> None:
    QTest.keyClick(window.bench.grid.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def _warned(window: MainWindow) -> None:
    """A note, and a figure that looks like a slip."""
    model = window.bench.model
    assert model.worksheet is not None
    model.apply(SetCells.one("customers", len(model.worksheet.periods) - 1, 2, 9000.0))
    place = ("spend", model.worksheet.periods[-1].key, model.worksheet.keys[1])
    model.apply(SetNotes.one(place, "Paid a quarter ahead"))


def _noted_content(window: MainWindow) -> None:
    """Two pieces of content."""
    from roiapp.core.record_edits import SetRecords
    from roiapp.core.record_tables import ASSETS

    sheet = window.bench.model.worksheet
    assert sheet is not None
    day = sheet.periods[-1].start
    rows = [ASSETS.row(asset=name, kind="article", channel=sheet.keys[0], date=day, views=900.0, leads=30.0, mqls=9.0,
                       cost=200.0) for name in ("A guide to boilers in old houses", "Prices")]  # fmt: skip
    window.bench.model.apply(SetRecords("assets", tuple(rows)))


def _stepped(window: MainWindow) -> None:
    """Two steps: one with a figure that is expected, one in words."""
    from roiapp.core.record_edits import SetRecords
    from roiapp.core.record_tables import STEPS

    sheet = window.bench.model.worksheet
    assert sheet is not None
    day = sheet.periods[len(sheet.periods) // 2].start
    rows = [
        STEPS.row(date=day, channel=sheet.keys[0], metric="conversion_rate", change="New form", expected="9%"),
        STEPS.row(date=day, metric="leads", change="Longer opening hours", expected="More calls in the evening"),
    ]
    window.bench.model.apply(SetRecords("steps", tuple(rows)))


def _typing(window: MainWindow) -> QWidget:
    window.bench.grid.go_to(2, "spend")
    QTest.keyClicks(QApplication.focusWidget(), "12x")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    return window


def _empty(window: MainWindow) -> QWidget:
    window.bench.commands.documents.show(Session.new(build(["Channel 1", "Channel 2"], {})))
    settle()
    return window


def _named(window: MainWindow) -> None:
    window.bench.model.apply(SetSettings.of(company="Brightwater Plumbing"))


def _defined(window: MainWindow) -> None:
    """What a lead is, and a word of the user's."""
    said = (("leads", "A form that was sent, or a call of more than a minute."), ("Season", "May to July."))
    window.bench.model.apply(SetSettings.of(definitions=said))


def _seeking(id_: str, way: str = "") -> Way:
    """The goal seek from a figure of a channel, perhaps with one of its other ways taken."""

    def go(window: MainWindow) -> QWidget:
        window.bench.grid.go_to(3, id_)
        window.bench.actions_.action["goal_seek"].trigger()
        (dialog,) = [each for each in window.findChildren(GoalSeekDialog) if each.isVisible()]
        if way:
            dialog.ways.cards[way].click()
        settle()
        return dialog

    return go


def _scenarios(window: MainWindow) -> QWidget:
    """Two scenarios, one on the other, the first resting on a response; all of it worked out."""
    model = window.bench.model
    assert model.worksheet is not None
    plan = (
        Change(0, "scale", "spend", 0.5, model.worksheet.keys[2]), Change(0, "set", "gross_margin", 0.5),
        Change(0, "respond", value=0.7),
    )  # fmt: skip
    on = 0
    for name, changes in (("Less radio", plan), ("Best case", (Change(0, "scale", "customers", 1.1),))):
        edit, on = added(model.worksheet, name, on, "What if radio is halved")
        model.apply(edit)
        model.apply(changed(model.worksheet, on, changes))
    found = _opened("scenarios")(window)
    assert isinstance(found, ScenariosWindow)
    while found.compared.busy:
        settle()
    found.changes.setCurrentIndex(found.changes.rows.index(0, 0))
    settle()
    return found


def _scenario(window: MainWindow) -> QWidget:
    """What a scenario is called, lies on, and why; a name that is taken was refused."""
    shown = _scenarios(window)
    assert isinstance(shown, ScenariosWindow)
    shown.list.choose(2)
    shown.steps.edit(2)
    (dialog,) = [each for each in shown.findChildren(ScenarioDialog) if each.isVisible()]
    dialog.name.setText("Less radio")
    dialog.accept()
    settle()
    return dialog


def _budget(window: MainWindow) -> QWidget:
    """A budget with a lock, a least, and a channel of which nothing is known."""
    sheet = window.bench.model.worksheet
    assert sheet is not None
    window.bench.model.apply(SetCells.one("spend", len(sheet.periods) - 1, 5, 0.0))
    window.bench.actions_.action["move_budget"].trigger()
    (dialog,) = [each for each in window.findChildren(BudgetDialog) if each.isVisible()]
    dialog.rows.toggle(1)
    dialog.rows.setData(dialog.rows.index(7, LEAST), "600")
    settle()
    return dialog


def _no_budget(window: MainWindow) -> QWidget:
    """One that cannot be split as it is asked."""
    dialog = _budget(window)
    assert isinstance(dialog, BudgetDialog)
    dialog.rows.setData(dialog.rows.index(7, LEAST), "600,000")
    dialog.rows.setData(dialog.rows.index(7, LEAST), "x")
    settle()
    return dialog


def _mattering(page: str) -> Way:
    """A page of what matters most, of one channel."""

    def go(window: MainWindow) -> QWidget:
        window.bench.grid.go_to(3, "roi")
        window.bench.actions_.action["matters"].trigger()
        (shown,) = window.findChildren(MattersWindow)
        shown.choose(page)
        settle()
        return shown

    return go


def _saved(window: MainWindow) -> QWidget:
    """The versions of a document that was saved twice."""
    place = Path(str(window.property("place")))
    session = window.bench.model.session
    assert session is not None
    session.save_as(place)
    window.bench.model.apply(SetCells.one("spend", 0, 0, 5.0))
    session.save()
    window.bench.model.apply(SetCells.one("spend", 0, 0, 6.0))
    settle()
    return _opened("versions")(window)


def _importing(step: int, text: str = "Campaign,Month,Cost,Conversions,Notes\nBrand,2026-09,10,2,x\n") -> Way:
    """A step of the import of a small table."""

    def go(window: MainWindow) -> QWidget:
        path = Path(str(window.property("place"))).with_name("ads.csv")
        path.write_text(text, encoding="utf-8")
        window.bench.commands.importing.bring_in([path])
        (dialog,) = [each for each in window.findChildren(ImportDialog) if each.isVisible()]
        dialog.go(step)
        settle()
        return dialog

    return go


def _returned(window: MainWindow) -> QWidget:
    """What was changed in a workbook that came back."""
    before, after = templates.load_sample(), templates.load_sample()
    for period in range(8):
        SetCells.one("spend", period, period, 4000.0 + period).apply(after)
    write = NumberFormat("en", "USD")
    dialog = ChangesDialog(window.theme, DifferenceLines(compare(before, after), standard(), write), window)
    dialog.open()
    settle()
    return dialog


def _presented(page: int, percent: int = 100) -> Way:
    """A page of the presentation on a small projector, the slider moved."""

    def go(window: MainWindow) -> QWidget:
        window.bench.actions_.action["present"].trigger()
        (shown,) = window.findChildren(Presentation)
        shown.showNormal()
        shown.resize(1280, 720)
        shown.go_to(page)
        shown.watch.all()
        if percent != 100:
            shown.scenarios.slider.setValue(percent)
        settle()
        return shown

    return go


def _guide_search(window: MainWindow) -> QWidget:
    """The guide with what words have found, and the page of a figure."""
    shown = _opened("guide")(window)
    assert isinstance(shown, FigureWindow)
    shown.show_figure("roi")
    shown.list.search.setText("cpl")
    settle()
    return shown


_ASKED: Final = "Channel,Month,Spend (EUR)\nBrand,2026-09,10\n"

def _slow_sales(window: MainWindow) -> None:
    """The days from lead to customer, longer than a month."""
    sheet = window.bench.model.worksheet
    assert sheet is not None
    for period in range(len(sheet.periods)):
        window.bench.model.apply(SetCells.one("sales_cycle_days", period, 2, 40.0))


def _what_if(subject: str = "") -> Way:
    """The sliders beside the sheet, one of them moved by keys, perhaps those of all inputs of a channel."""

    def go(window: MainWindow) -> QWidget:
        window.bench.grid.go_to(2, "spend")
        window.bench.actions_.action["what_if"].trigger()
        panel = window.bench.what_if.panel
        assert panel is not None
        panel.sliders.hold(True)
        slider = panel.list.rows[0].slider
        for _ in range(4):
            QTest.keyClick(slider, Qt.Key.Key_Right)
        panel.sliders.end()
        if subject:
            panel.sliders.look_at_channel(2)
        QTest.qWait(150)
        return window

    return go


SURFACES: Final[dict[str, Way]] = {
    "window": _window(),
    "empty": _empty,
    "selected": _window(edit=_selected),
    "totals": lambda window: (window.bench.grid.go_to(None, "roi"), settle(), window)[-1],
    "warned": _window(edit=_warned),
    "typing": _typing,
    "filter": _window("filter"),
    "sorted": _window("sort_ascending"),
    "over_time": _window("over_time"),
    "time_matched": _window("time_matched", edit=_slow_sales),
    "find": _window("replace"),
    **{f"chart_{record.id}": _chart(record.id) for record in CHARTS},
    "chart_told": _chart_told,
    "findings": _findings,
    "start_page": _start_page,
    "set_up": _set_up,
    **{f"message_{kind}": _message(kind) for kind in ("notice", "warning", "error")},
    "waiting": _waiting,
    "menu": _menu,
    "tooltip": _tooltip,
    "hovered": _hovered,
    "commands": _lying("commands", CommandPalette),
    "note": _lying("note", NoteEditor),
    "card": _lying("choose_card", CommandPalette),
    "question": _question,
    "undo_history": _opened("undo_history", _named),
    "document": _opened("document"),
    "paste_special": _opened("paste_special", lambda _window: QApplication.clipboard().setText("1\t2")),
    "go_to": _opened("go_to"),
    "notes": _opened("notes", _warned),
    "checks": _opened("checks", _warned),
    "figure_page": _opened("figure_page"),
    "tutorial": _opened("tutorial"),
    "guide_search": _guide_search,
    "what_changed": _opened("what_changed"),
    "what_if": _what_if(),
    "what_if_channel": _what_if("channel"),
    "goal_seek": _seeking("cac", "leads"),
    "goal_seek_refused": _seeking("leads"),
    "scenarios": _scenarios,
    "scenario": _scenario,
    "budget": _budget,
    "budget_refused": _no_budget,
    **{f"matters_{id_}": _mattering(id_) for id_ in PAGES},
    "lead_to_revenue": _opened("lead_to_revenue"),
    "pipeline_velocity": _opened("pipeline_velocity"),
    "steps_report": _opened("steps_report", _stepped),
    "content_report": _opened("content_report", _noted_content),
    "assets": _opened("assets", _noted_content),
    "steps_taken": _opened("steps_taken"),
    "definitions": _opened("definitions", _defined),
    "redefinitions": _opened("redefinitions"),
    "totals_window": _opened("totals"),
    "own_figure": _opened("own_figure"),
    "edit_channel": _opened("edit_channel"),
    "edit_period": _opened("edit_period"),
    "save_template": _opened("save_template"),
    "shortcuts": _opened("shortcuts"),
    "about": _opened("about"),
    "print": _opened("print"),
    "client_report": _opened("client_report"),
    "versions": _saved,
    "returned": _returned,
    "present_overview": _presented(0),
    "present_channel": _presented(1),
    "present_scenarios": _presented(2, 140),
    "present_advice": _presented(3),
    "import_file": _importing(0),
    "import_columns": _importing(1),
    "import_channels": _importing(2),
    "import_review": _importing(3),
    "import_asks": _importing(3, _ASKED),
}
