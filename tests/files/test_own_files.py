"""Own fields and metrics wherever a document goes: its session, plain JSON, tables, workbooks, the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from roiapp.cli import run
from roiapp.core.catalog import standard
from roiapp.core.edits import EditError, SetCells
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnMetric, catalog_of
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Changed
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.bringing_in import BringingIn
from roiapp.files.document import waiting
from roiapp.files.figures_json import figures_json
from roiapp.files.file_errors import FileError
from roiapp.files.formats import open_document
from roiapp.files.frames import to_frame
from roiapp.files.import_choices import Choices
from roiapp.files.import_reading import read_for_import
from roiapp.files.own_templates import without_figures
from roiapp.files.plain_document import read_document, write_document
from roiapp.files.project_file import decode, encode
from roiapp.files.session import Session
from tests.core.own_documents import FIELDS, METRICS, PER_VISIT, STORE, typed
from tests.files.project_documents import documents
from tests.files.returned_books import cell, changed, exported, figures, read_back

CATALOG = standard()
Capture = pytest.CaptureFixture[str]


def shop() -> Worksheet:
    sheet = build(["Search", "Radio"], {"spend": [[100.0, 60.0], [50.0, None]]}, [month(2026, 5, 1), month(2026, 6, 2)])
    return typed(sheet, store_visits=[[10.0, 20.0], [None, 5.0]])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.roi"
    path.write_bytes(encode(shop()))
    return path


@settings(max_examples=40)
@given(documents())
def test_plain_json_keeps_those_of_any_document(sheet: Worksheet) -> None:
    again = read_document(write_document(sheet), CATALOG)
    assert (again.own_fields, again.own_metrics) == (sheet.own_fields, sheet.own_metrics)


def test_plain_json_is_for_people() -> None:
    content = json.loads(write_document(shop()))
    assert content["own_fields"][2] == {
        "id": "wait", "label": "Waiting time", "unit": "hours", "kind": "weighted", "weight": "store_visits",
    }  # fmt: skip
    assert content["own_metrics"][0]["formula"] == "total_cost / store_visits"
    content["own_metrics"] = [{"id": "own", "label": "Own", "formula": "lead / visits"}]
    with pytest.raises(FileError, match="“own” cannot be computed: “lead” is not a field; did you mean “leads”"):
        read_document(json.dumps(content), CATALOG)
    content["own_metrics"] = [{"id": "own", "label": "Own", "formula": "leads / visits", "moon": "full"}]
    with pytest.raises(FileError, match="The document is damaged"):
        read_document(json.dumps(content), CATALOG)
    assert "own_fields" not in json.loads(write_document(build(["A"])))


def test_a_template_keeps_them_without_figures() -> None:
    template = without_figures(shop())
    assert (template.own_fields, template.own_metrics) == (FIELDS, METRICS)
    assert not template.columns


def test_the_session_has_the_catalog_of_its_document(file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    session = Session.open(file, home)
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert session.catalog is session.calculator.catalog is catalog_of(session.worksheet)
    own = OwnMetric("visits_twice", "Twice", "store_visits * 2", "count", "", "sum(visits_twice)")
    changed = session.apply(SetOwn.adding(session.worksheet, own))
    assert changed.structure
    assert heard == [changed]
    assert session.catalog.metric["visits_twice"].label == "Twice"
    view = base_view(session.worksheet.periods, 0)
    assert session.calculator.figures(view).total("visits_twice").value == 60.0
    with pytest.raises(EditError, match="“lead” is not a field; did you mean “leads”"):
        session.apply(SetOwn.adding(session.worksheet, own._replace(formula="lead / 2")))
    assert session.calculator.figures(view).total("visits_twice").value == 60.0
    session.undo()
    assert "visits_twice" not in session.catalog.metric
    session.redo()
    wanted = session.worksheet.content()
    session.close()
    # Kept, although nothing was saved; then published, and there when the file is opened again.
    leftover = waiting(file, home)
    assert leftover is not None
    again = Session.recover(leftover, home)
    assert again.worksheet.content() == wanted
    assert "visits_twice" in again.catalog.metric
    again.save()
    again.apply(SetOwn.without(again.worksheet, *(each.id for each in METRICS), "visits_twice"))
    again.revert()
    assert again.catalog.metric["visits_twice"].formula == "store_visits * 2"
    again.close(keep=False)
    assert decode(file.read_bytes()).content() == wanted


def test_figures_as_json_and_as_a_table() -> None:
    session = Session(shop(), CATALOG)
    found = figures_json(session, base_view(session.worksheet.periods, 0))
    assert found["channels"][0]["metrics"]["cost_per_store_visit"] == 10.0
    assert found["channels"][0]["inputs"]["store_visits"] == 10.0
    assert found["total"]["metrics"]["cost_per_store_visit"] == 160 / 30
    frame = to_frame(session, all_periods(session.worksheet.periods))
    assert frame["store_visits"].tolist()[:2] == [10.0, 20.0]


def test_a_column_of_a_table_goes_to_an_own_field(tmp_path: Path) -> None:
    table = tmp_path / "visits.csv"
    table.write_text("Channel,Period,Store visits,queue\nRadio,2026-06,31,2\nSearch,2026-06,12,\n", encoding="utf-8")
    sheet = shop()
    catalog = catalog_of(sheet)
    bringing = BringingIn(sheet, catalog)
    bringing.add("visits.csv", read_for_import(table, catalog), Choices())
    assert bringing.edit is not None
    bringing.edit.apply(sheet)
    assert figures(sheet, "store_visits") == [[10.0, 20.0], [12.0, 31.0]]
    assert figures(sheet, "queue") == [[None, None], [None, 2.0]]


def test_a_workbook_has_formulas_of_them_and_comes_back(tmp_path: Path) -> None:
    path = exported(shop(), tmp_path / "shop.xlsx")
    page = openpyxl.load_workbook(path)["May 2026"]
    text = str(cell(page, "Search", "cost_per_store_visit").value)
    assert text.startswith("=IF")
    assert cell(page, "Search", "store_visits").coordinate in text
    returned = read_back(path)
    assert returned.notes == ()
    assert returned.worksheet.content() == shop().content()

    def change(book: Any) -> None:
        cell(book["Jun 2026"], "Search", "store_visits").value = 33

    again = changed(shop(), path, change)
    assert figures(again.worksheet, "store_visits") == [[10.0, 20.0], [33.0, 5.0]]
    assert [line.what for line in (again.changes[0],)] == ["Store visits"]  # type: ignore[index]


def test_opened_anywhere_it_is_the_same_document(file: Path, tmp_path: Path) -> None:
    plain = tmp_path / "shop.json"
    plain.write_text(write_document(shop()), encoding="utf-8")
    for path in (file, plain, exported(shop(), tmp_path / "shop.xlsx")):
        sheet = open_document(path).worksheet
        assert (sheet.own_fields, sheet.own_metrics) == (FIELDS, METRICS)
        assert figures(sheet, "store_visits") == [[10.0, 20.0], [None, 5.0]]


def test_the_commands(file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["calc", str(file), "--period", "2026-05", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["channels"][1]["metrics"]["cost_per_store_visit"] == 3.0
    assert run(["calc", str(file), "--period", "2026-05"]) == 0
    assert "Cost per store visit" in capsys.readouterr().out
    assert run(["metrics", "cost_per_store_visit", "--document", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Cost per store visit (cost_per_store_visit)" in said
    assert "cost_per_store_visit = total_cost / store_visits" in said
    assert run(["metrics", "--document", str(file), "--json"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)][-4:] == [each.id for each in METRICS]
    assert run(["metrics", "cost_per_store_visit"]) == 2
    assert "There is no figure “cost_per_store_visit”" in capsys.readouterr().err
    assert run(["check", str(file)]) == 0
    capsys.readouterr()
    for ending in ("xlsx", "csv", "json"):
        assert run(["export", str(file), "--to", str(tmp_path / f"out.{ending}")]) == 0
    assert "store_visits" in (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0]
    table = tmp_path / "more.csv"
    table.write_text("channel,period,store_visits\nRadio,2026-06,44\n", encoding="utf-8")
    assert run(["import", str(table), "--to", str(file)]) == 0
    assert figures(decode(file.read_bytes()), "store_visits") == [[10.0, 20.0], [None, 44.0]]


def test_a_line_of_edit_sets_an_own_field(file: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"set Search 'Store visits' 12 2026-06\nsave\n")))
    assert run(["edit", str(file)]) == 0
    assert figures(decode(file.read_bytes()), "store_visits") == [[10.0, 20.0], [12.0, 5.0]]


def test_what_another_document_has_does_not_matter() -> None:
    """Two documents of one program: each has its own."""
    session, other = Session(shop(), CATALOG), Session(build(["A"]), CATALOG)
    guests = STORE._replace(label="Guests", unit="hours")
    other.apply(SetOwn((guests,), (PER_VISIT._replace(formula="leads / store_visits"),)))
    session.apply(SetCells.one("store_visits", 1, 0, 1.0))
    assert session.catalog.field["store_visits"].label == "Store visits"
    assert other.catalog.metric["cost_per_store_visit"].formula == "leads / store_visits"
