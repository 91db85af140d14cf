"""Small documents for the targets, and what is done with one that came of any bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.channel_edits import AddChannels, SetChannel
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import Edit, Group, SetCells, SetSettings, SetTotals
from roiapp.core.note_edits import SetNotes
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnMetric
from roiapp.core.periods import month
from roiapp.core.views import all_views
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.session import Session


def tells(error: Exception, begins: str = "") -> None:
    """Whatever is refused says so in a sentence that can be shown."""
    said = str(error)
    assert said.strip()
    assert said.startswith(begins)
    assert len(said) < 5000
    assert "Traceback" not in said


@cache
def catalog() -> Catalog:
    return standard()


def sheet() -> Worksheet:
    """Two channels in two months."""
    columns = {
        "spend": [[100.0, 50.0], [120.0, None]], "visits": [[900.0, None], [1000.0, 10.0]],
        "leads": [[9.0, 1.0], [10.0, 0.0]], "customers": [[2.0, 1.0], [3.0, 0.0]],
        "revenue_per_sale": [[300.0, 200.0], [310.0, None]], "gross_margin": [[0.5, None], [0.5, 0.4]],
    }  # fmt: skip
    return build(("Radio", "Flyers"), columns, [month(2026, 7, 1), month(2026, 8, 2)], DocumentSettings(title="Shop"))


def own_metric(worksheet: Worksheet, formula: str) -> Edit:
    """The edit that gives the document a figure of its own. Raises `EditError`."""
    return SetOwn.adding(worksheet, OwnMetric("mine", "Mine", formula, "number", "up"))


def calculated(worksheet: Worksheet) -> None:
    """Every figure and total of every view, of a document that was read: none of it may fail."""
    calculator = Calculator(worksheet, catalog())
    for view in all_views(worksheet)[:4]:
        figures = calculator.figures(view)
        for id_ in (*calculator.catalog.field, *calculator.catalog.metric):
            figures.values(id_)
            figures.total(id_)


def edits() -> Iterator[Edit]:
    """One of many kinds each."""
    worksheet = sheet()
    yield SetCells.one("spend", 0, 0, 12.5)
    yield SetCells.many("leads", [(0, 1, 4.0), (1, 0, None)], ["=2+2", None])
    yield SetTotals("visits", ((0, 500.0),))
    yield SetSettings.of(currency="EUR", default_margin=0.4)
    yield SetChannel("name", ((0, "Other"),))
    yield SetChannel("group", ((0, "G"), (1, "H")))
    yield AddChannels.at_end(worksheet, ("New", "Newer"))
    yield AddChannels.at_end(worksheet, ("New",)).apply(sheet())
    yield SetNotes((((("spend", 1, 1)), "A word"),))
    yield Group((SetCells.one("spend", 0, 0, 1.0), SetCells.one("visits", 0, 0, 2.0)))
    yield own_metric(worksheet, "spend / customers")


def own_workbook() -> bytes:
    """A workbook as the program exports it, which it takes back."""
    session = Session(sheet(), catalog())
    return workbook_bytes(session, all_views(session.worksheet)[0])
