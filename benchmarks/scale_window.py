"""What somebody does with one large document in the real window, step by step; each is printed as a line of JSON.

    python scale_window.py NAME FOLDER [--only WORD]…       the documents of `scale_documents`, which are in the folder
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import scale_documents
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QDialog, QTableView, QWidget
from scale_driver import Person

from roiapp.core.periods import View
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.sheet.arrangement import Filter, Limit, Sort

_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Step = tuple[str, Callable[[], object], Callable[[], bool]]


class Visit:
    """One person with one document."""

    def __init__(self, name: str, folder: Path, only: list[str]) -> None:
        self.name, self.folder, self.only = name, folder, only
        self.person = Person(Path(tempfile.mkdtemp(prefix="scale-state-", dir=folder)))
        self.bench = self.person.window.bench
        self.grid, self.model = self.bench.grid, self.bench.model
        self.table = self.grid.table
        self._steps = 0

    def run(self) -> None:
        """All steps, in the order in which somebody would come to them."""
        place = scale_documents.write(self.name, self.folder)
        self.step("open, to figures and charts", lambda: self.bench.commands.documents.open_path(place), self._whole)
        own = {"rows": self._rows, "months": self._months, "scenarios": self._scenarios, "assets": self._assets}
        for steps in (self._looking, self._arranging, self._typing, self._pages, own[self.name], self._files):
            for name, do, done in steps():
                self.step(name, do, done)

    def step(self, name: str, do: Callable[[], object], done: Callable[[], bool]) -> None:
        if not self.only or name.startswith("open, ") or any(word in name for word in self.only):
            self.person.step(name, do, done)

    def _whole(self) -> bool:
        return self.bench.findings is not None and self.bench.model.ranges_ready

    # -- what is done with every document ------------------------------------------------------------------------------

    def _looking(self) -> Iterator[Step]:
        keys, bar = self.person.keys, self.table.verticalScrollBar()
        yield "to the end (Ctrl+End)", keys(Qt.Key.Key_End, held=_CTRL), _now
        yield "to the top (Ctrl+Home)", keys(Qt.Key.Key_Home, held=_CTRL), _now
        yield "twenty pages down", keys(*[Qt.Key.Key_PageDown] * 20), _now
        yield "the scroll bar dragged through", lambda: self._drag(bar), _now
        yield "a figure explained", lambda: self.table.go_to(3, self._column("cac")), _now
        panel = self.bench.charts
        assert panel is not None
        for id_, text in panel.kinds():
            yield f"chart “{text}”", lambda id_=id_: panel.show_chart(id_), _now
        yield "the first chart again", lambda: panel.show_chart(panel.kinds()[0][0]), _now

    def _arranging(self) -> Iterator[Step]:
        rows = self.grid.rows
        yield "sort by ROI, largest first", lambda: rows.sort(Sort("roi", descending=True)), self._arranged
        yield "sort by name", lambda: rows.sort(Sort("")), self._arranged
        yield "filter: a text in the name", lambda: rows.set_filter(Filter(text="radio")), self._arranged
        yield "group by group", lambda: rows.group("group"), self._arranged
        yield "only the subtotals", rows.close_groups, self._arranged
        yield "all in their own order", rows.own_order, self._arranged
        limit = Filter(limits=(Limit("roi", "above", 2.0),))
        yield "filter: ROI above 200 %", lambda: rows.set_filter(limit), self._arranged
        yield "lift the filter", rows.own_order, self._arranged
        yield "group all rows", lambda: rows.group("owner"), self._arranged
        yield "a cell typed while grouped", lambda: self._type("1234"), _now
        yield "taken back", self.person.act("undo"), _now
        yield "not grouped", rows.own_order, self._arranged
        yield "find a name near the end", lambda: self._find("next to last"), self._found
        yield "find what is nowhere", lambda: self._find("zzzz"), self._found
        yield "the search closed", self.person.keys(Qt.Key.Key_Escape), _now

    def _typing(self) -> Iterator[Step]:
        act, keys = self.person.act, self.person.keys
        yield "a cell chosen", self._at(5, "spend"), _now
        yield "a figure typed, Enter", keys("4", "2", "0", Qt.Key.Key_Return), _now
        yield "undo", act("undo"), _now
        yield "redo", act("redo"), _now
        yield "a name typed", _both(self._at(5, ""), keys("A", "b", "c", Qt.Key.Key_Return)), _now
        yield "undo the name", act("undo"), _now
        yield "the whole column selected", _both(self._at(0, "spend"), keys(Qt.Key.Key_Space, held=_CTRL)), _now
        yield "copy the column", act("copy"), _now
        yield "all selected", act("select_all"), _now
        yield "copy all", act("copy"), _now
        yield "paste a column of figures", self._paste, self._pasted
        yield "undo the paste", act("undo"), _now
        yield "the column selected again", keys(Qt.Key.Key_Space, held=_CTRL), _now
        yield "fill the column down", act("fill_down"), _now
        yield "undo the filling", act("undo"), _now
        yield "clear the column", keys(Qt.Key.Key_Delete), _now
        yield "undo the clearing", act("undo"), _now
        yield "insert a channel", _both(self._at(2, ""), act("insert_channel")), _now
        yield "undo the channel", act("undo"), _now
        yield "remove a channel", act("remove_channel"), _now
        yield "undo the removal", act("undo"), _now
        yield "add a channel at the end", act("add_channel"), _now
        yield "undo that channel", act("undo"), _now
        yield "add the next period", act("add_period"), _now
        yield "undo the period", act("undo"), _now

    def _pages(self) -> Iterator[Step]:
        act = self.person.act
        for id_, name in (
            ("checks", "what to check"), ("next_check", "next cell to check"), ("what_changed", "why it changed"),
            ("totals", "goals and books"), ("undo_history", "undo history"), ("figure_page", "about this figure"),
            ("commands", "list of commands"), ("go_to", "go to"), ("goal_seek", "goal seek"),
            ("move_budget", "move budget"), ("matters", "what matters"), ("what_if", "sliders"),
            ("client_report", "client report"), ("print", "print preview"), ("lead_to_revenue", "lead to revenue"),
            ("present", "presentation"),
        ):  # fmt: skip
            yield name, act(id_), self._settled
            yield f"{name} closed", self._close_all if id_ != "what_if" else act(id_), _now

    def _files(self) -> Iterator[Step]:
        act, exports = self.person.act, self.bench.commands.exports
        yield "a figure typed", _both(self._at(1, "spend"), lambda: self._type("777")), _now
        yield "save", act("save"), self._saved
        for ending in (".csv", ".json", ".xlsx"):
            place = self.folder / f"{self.name}{ending}"
            place.unlink(missing_ok=True)
            yield (f"export {ending}", _both(self._answering(place), act("export")),
                   lambda: not exports.running)  # fmt: skip
        other = self.folder / f"{self.name} again.roi"
        yield "save as", _both(self._answering(other), act("save_as")), self._saved
        yield "restore an earlier version", act("versions"), _now
        yield "versions closed", self._close_all, _now
        yield "revert", _both(lambda: self._type("9"), self._answering(other, "revert"), act("revert")), self._saved
        windows = self.person.window.windows
        yield "close the window", self.person.window.close, lambda: not windows.open

    # -- what is done with one of them ---------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Step]:
        return iter(())

    def _months(self) -> Iterator[Step]:
        yield "a year looked at", lambda: self.model.set_view(self._view("year")), _now
        yield "a quarter looked at", lambda: self.model.set_view(self._view("quarter")), _now
        yield "all months together", lambda: self.model.set_view(self._view("all")), _now
        panel = self.bench.charts
        assert panel is not None
        yield "chart over time", lambda: panel.show_chart("trend"), _now
        yield "why it changed, all months", self.person.act("what_changed"), self._settled
        yield "why it changed, closed again", self._close_all, _now
        yield "one figure over time", self.person.act("over_time"), _now
        yield "pages down over time", self.person.keys(*[Qt.Key.Key_PageDown] * 10), _now
        yield "to the last month", self.person.keys(Qt.Key.Key_End), _now
        yield "sort by a month", self.person.act("sort_descending"), self._arranged
        yield "their own order", self.grid.rows.own_order, self._arranged
        yield "a figure typed over time", lambda: self._type("55"), _now
        yield "taken back over time", self.person.act("undo"), _now
        yield "next figure", self.person.act("next_figure"), _now
        yield "all selected over time", self.person.act("select_all"), _now
        yield "copied over time", self.person.act("copy"), _now
        yield "all figures again", self.person.act("over_time"), _now
        yield "the last month", lambda: self.model.set_view(self.model.views[-1]), _now
        yield "a trend beside the figure", _both(self._at(2, "cac"), self.person.act("trend")), _now
        yield "pages down with it", self.person.keys(*[Qt.Key.Key_PageDown] * 10), _now
        yield "sort by it", self.person.act("sort_descending"), self._arranged
        yield "own order with it", self.grid.rows.own_order, self._arranged

    def _scenarios(self) -> Iterator[Step]:
        session = self.model.session
        assert session is not None
        picker = self.bench.toolbar.scenarios
        yield "list of scenarios", picker.open_list, _now
        yield "list closed", picker.list.close, _now
        for key in (1, 57, 200):
            yield f"look under scenario {key}", lambda key=key: picker.chosen.emit(key), _now
        yield "a cell typed under it", _both(self._at(4, "visits"), lambda: self._type("900")), _now
        yield "taken back under it", self.person.act("undo"), _now
        yield "sliders under it", self.person.act("what_if"), self._settled
        yield "sliders away", self.person.act("what_if"), _now
        yield "the base case", lambda: picker.chosen.emit(0), _now
        yield "scenarios side by side", self.person.act("scenarios"), self._compared
        yield "all 200 compared", self._tick_all, self._compared
        yield "a month later typed", lambda: self._type_behind("310"), self._compared
        yield "comparison closed", self._close_all, _now
        yield "a new scenario refused", self.person.act("new_scenario"), _now
        yield "presentation of scenarios", self.person.act("present"), self._settled
        yield "presentation over", self._close_all, _now

    def _assets(self) -> Iterator[Step]:
        act, keys = self.person.act, self.person.keys
        yield "table of content", act("assets"), self._settled
        yield "its end (Ctrl+End)", self._in_table(Qt.Key.Key_End, held=_CTRL), _now
        yield "its top", self._in_table(Qt.Key.Key_Home, held=_CTRL), _now
        yield "ten pages of it", self._in_table(*[Qt.Key.Key_PageDown] * 10), _now
        yield "views typed in it", _both(self._into("views"), keys("1", "2", Qt.Key.Key_Return)), _now
        yield "undone in it", act("undo"), _now
        yield "a text typed in it", _both(self._into("asset"), keys("N", "e", "w", Qt.Key.Key_Return)), _now
        yield "a row deleted", self._in_table(Qt.Key.Key_Minus, held=_CTRL), _now
        yield "the row back", act("undo"), _now
        yield "all of it selected", self._in_table(Qt.Key.Key_A, held=_CTRL), _now
        yield "all of it copied", self._in_table(Qt.Key.Key_C, held=_CTRL), _now
        yield "all of it pasted below", _both(self._into("asset", -1), self._in_table(Qt.Key.Key_V, held=_CTRL)), _now
        yield "the pasting undone", act("undo"), _now
        yield "table closed", self._close_all, _now
        yield "report of content", act("content_report"), self._settled
        yield "its end", self._in_table(Qt.Key.Key_End, held=_CTRL), _now
        yield "another order", self._sort_report, _now
        yield "a figure typed beside it", lambda: self._type_behind("310"), _now
        yield "report closed", self._close_all, _now

    # -- how -----------------------------------------------------------------------------------------------------------

    def _column(self, id_: str) -> int:
        return [column.id for column in self.grid.model.columns].index(id_) + 1

    def _at(self, row: int, id_: str) -> Callable[[], None]:
        """A cell of the worksheet, "" for the channel's name."""
        return lambda: (self.table.setFocus(), self.table.go_to(row, self._column(id_) if id_ else 0))[1]

    def _answering(self, place: Path, answer: str = "") -> Callable[[], None]:
        """What the next file dialog and question get."""

        def say() -> None:
            self.person.said.place, self.person.said.answer = place, answer

        return say

    def _arranged(self) -> bool:
        return not self.grid.model.long_work.busy

    def _found(self) -> bool:
        return not self.bench.commands.finding.bar.finder.looking

    def _saved(self) -> bool:
        return not self.model.saving

    def _settled(self) -> bool:
        bar = self.bench.message_bar
        return bar.kind != "waiting" or not bar.text

    def _compared(self) -> bool:
        from roiapp.ui.lists.scenarios_window import ScenariosWindow

        return all(not each.compared.busy for each in self.person.window.findChildren(ScenariosWindow))

    def _drag(self, bar: QAbstractSlider) -> None:
        from PySide6.QtCore import QTimer

        def on(place: int) -> None:
            bar.setValue(round(bar.maximum() * place / 20))
            if place:
                QTimer.singleShot(0, lambda: on(place - 1))

        on(20)

    def _type(self, text: str) -> None:
        self.person.keys(*text, Qt.Key.Key_Return)()

    def _type_behind(self, text: str) -> None:
        """In the worksheet, while another window stays open."""
        self.person.window.activateWindow()
        self.table.setFocus()
        self.table.go_to(4, self._column("spend"))
        self._type(text)

    def _find(self, text: str) -> None:
        sheet = self.model.worksheet
        if text == "next to last" and sheet is not None:
            text = sheet.names[-2]
        self.person.act("find")()
        self.bench.commands.finding.bar.field.setText(text)
        self.bench.commands.finding.bar._look(text)

    def _pasted(self) -> bool:
        """Whether the steps are one more than before the paste."""
        return bool(self.model.session and len(self.model.session.history.done) > self._steps)

    def _paste(self) -> None:
        sheet, session = self.model.worksheet, self.model.session
        assert sheet is not None
        assert session is not None
        self._steps = len(session.history.done)
        QGuiApplication.clipboard().setText("\n".join(str(100 + n % 9_000) for n in range(len(sheet.keys))))
        self.table.go_to(0, self._column("spend"))
        self.person.act("paste")()

    def _view(self, kind: str) -> View:
        return next(each for each in self.model.views if each.kind == kind)

    def _open_windows(self) -> list[QWidget]:
        return [
            each for each in self.person.application.topLevelWidgets()
            if each.isVisible() and each is not self.person.window and isinstance(each, QWidget)
        ]  # fmt: skip

    def _close_all(self) -> None:
        for each in (*self.person.window.findChildren(QDialog), *self._open_windows()):
            if each.isVisible():
                each.close()
        for palette in self.person.window.findChildren(CommandPalette):
            palette.leave()
        self.person.window.activateWindow()
        self.table.setFocus()

    def _list(self) -> QAbstractItemView:
        tables = [view for each in self._open_windows() for view in each.findChildren(QAbstractItemView)]
        return next(view for view in tables if view.isVisible())

    def _in_table(self, *keys: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> Callable[[], None]:
        """Keys to the table of the window that is open."""
        return lambda: (self._list().setFocus(), self.person.keys(*keys, held=held)())[1]

    def _into(self, column: str, row: int = 5) -> Callable[[], None]:
        """A cell of the table of content; rows from the end are counted from -1."""
        from roiapp.core.record_tables import ASSETS

        def choose() -> None:
            view = self._list()
            view.setFocus()
            view.setCurrentIndex(view.model().index(row % view.model().rowCount(), ASSETS.place(column)))

        return choose

    def _sort_report(self) -> None:
        view = self._list()
        assert isinstance(view, QTableView)
        header = view.horizontalHeader()
        header.sectionClicked.emit(2)

    def _tick_all(self) -> None:
        from roiapp.ui.lists.scenarios_window import ScenariosWindow

        (shown,) = self.person.window.findChildren(ScenariosWindow)
        shown.list.rows.ticked = {each.key for _depth, each in shown.list.rows.scenarios}
        shown.compared.begin()


def _now() -> bool:
    return True


def _both(*acts: Callable[[], object]) -> Callable[[], None]:
    """One after the other."""

    def do() -> None:
        for act in acts:
            act()

    return do


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=scale_documents.DOCUMENTS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], help="words of the steps that are wanted")
    asked = parser.parse_args()
    Visit(asked.name, asked.folder, asked.only).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
