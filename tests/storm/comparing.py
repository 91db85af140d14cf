"""Whether the window says what a fresh calculator makes of the same document, and what was saved opens equal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from roiapp.core.calculator import Calculator
from roiapp.core.periods import View
from roiapp.core.scenario_edits import changes_of, outcome, scenarios_of, with_changes
from roiapp.core.scenarios import BASE, Scenario, under
from roiapp.core.time_matched import time_matched
from roiapp.files.formats import open_document
from roiapp.files.project_file import decode, encode
from roiapp.files.session import Session
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.sheet.cell_looks import CellLooks
from roiapp.ui.sheet.worksheet_model import WorksheetModel
from roiapp.ui.window.main_window import MainWindow

#: the look of a total where there is no channel yet
_SAYS_NOTHING: Final = ("", 0)


def fresh(session: Session) -> Calculator:
    """A new calculator of what the session shows: under its scenario, with what is tried, time-matched."""
    sheet, catalog, looked = session.worksheet, session.catalog, session.shown.under
    if looked is not None and looked.tried:
        scenarios, changes = scenarios_of(sheet), with_changes(changes_of(sheet), looked.key, looked.tried)
        if looked.key == BASE:
            scenarios = (*scenarios, Scenario(BASE, ""))
        shown = under(sheet, catalog, scenarios, changes, looked.key).worksheet
    else:
        shown = outcome(sheet, catalog, looked.key).worksheet if looked is not None else sheet
    made = Calculator(shown, catalog, session.as_of)
    return time_matched(made) if session.time_matched else made


def differences(window: MainWindow, views: Iterable[View]) -> list[str]:
    """Where figures, totals and the texts of the grid are not what they shall be, in the view at hand and in `views`;
    of whole documents too whether they can be written and read again."""
    model, grid = window.bench.model, window.bench.grid.model
    session = model.session
    if session is None or model.view is None or model.figures is None:
        return []
    found: list[str] = []
    calculator = fresh(session)
    for view in {model.view, *views}:
        shown, right = session.calculator.figures(view), calculator.figures(view)
        for id_ in (*session.catalog.field, *session.catalog.metric):
            if shown.values(id_).tobytes() != right.values(id_).tobytes():
                found.append(f"{view}: values of {id_}")
            if repr(shown.total(id_)) != repr(right.total(id_)):
                found.append(f"{view}: total of {id_}: {shown.total(id_)} for {right.total(id_)}")
    found += _texts(grid, calculator, model)
    again = decode(encode(session.worksheet), "again.roi")
    if again.content() != session.worksheet.content():
        found.append("written and read again it is another document")
    return found


def _texts(grid: WorksheetModel, calculator: Calculator, model: SessionModel) -> list[str]:
    """The texts of the grid's cells beside those of figures that nobody has kept."""
    found: list[str] = []
    looks: dict[View, CellLooks] = {}
    for place, column in enumerate(grid.columns, start=1):
        if column.trend or column.view is None:
            continue
        if column.view not in looks:
            figures = calculator.figures(column.view)
            looks[column.view] = CellLooks(
                figures.worksheet, column.view, figures, model.number_format, grid.order
            )  # fmt: skip
        for row in range(grid.order.rows):
            if grid.channel(row) is None:
                continue
            said, right = grid.look(row, place), looks[column.view].look(column, row)
            if said != right:
                found.append(f"{column.view}: cell {row}, {column.id} says {said} for {right}")
        said, right = grid.total_look(place), looks[column.view].total(column) if grid.channels else _SAYS_NOTHING
        if said != right:
            found.append(f"{column.view}: total of {column.id} says {said} for {right}")
    return found


def is_saved(session: Session) -> bool:
    """Whether all of the document stands in its own file."""
    path = session.path
    return path is not None and not session.read_only and not session.state.unpublished and path.exists()


def saved_otherwise(session: Session) -> bool:
    """Whether what stands in the document's file is another document."""
    assert session.path is not None
    return open_document(session.path).worksheet.content() != session.worksheet.content()
