"""The small tables in every file that holds a document: plain JSON, kept steps, workbooks that come back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS, REDEFINITIONS, REJECTIONS, STEPS, Record
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.document import waiting
from roiapp.files.file_errors import FileError
from roiapp.files.own_templates import without_figures
from roiapp.files.plain_document import read_document, write_document
from roiapp.files.project_file import decode, digest, encode
from roiapp.files.project_schema import MOST_RECORD
from roiapp.files.session import Session
from tests.files.project_documents import documents
from tests.files.returned_books import cell, changed, exported, figures, read_back

CATALOG = standard()


def shop() -> Worksheet:
    """Search (key 3) and Radio (4) in two months (1, 2): rejected typed for Radio in January, counted for Search."""
    sheet = build(
        ["Search", "Radio"],
        {"mqls": [[20.0, 8.0], [10.0, 5.0]], "rejected": [[None, 1.0], [None, None]]},
        [month(2026, 5, 1), month(2026, 6, 2)],
    )
    sheet.settings = sheet.settings.changed(blocks=("core", "qualified"))
    for table, rows in records().items():
        SetRecords(table, rows).apply(sheet)
    return sheet


def records() -> dict[str, tuple[Record, ...]]:
    return {
        "rejections": (
            REJECTIONS.row(period=1, channel=3, reason="no budget", count=4.0),
            REJECTIONS.row(period=1, channel=3, reason="student", count=1.5),
            REJECTIONS.row(period=2, channel=4, reason="no budget", count=2.0),
            REJECTIONS.row(reason="of nobody", count=9.0),
        ),
        "assets": (ASSETS.row(asset="Ten tips", kind="article", channel=3, date=date(2026, 5, 7), views=1200.0),),
        "steps": (STEPS.row(date=date(2026, 6, 1), channel=4, metric="cac", change="New spot", expected="cheaper"),),
        "redefinitions": (REDEFINITIONS.row(date=date(2026, 6, 1), figure="mqls", note="seen by sales"),),
    }


def by_place(sheet: Worksheet) -> dict[str, list[list[object]]]:
    """The records with the places of channels and periods in the place of keys; None for those gone."""
    names: dict[object, object] = {key: place for place, key in enumerate(sheet.keys)}
    places: dict[object, object] = {period.key: place for place, period in enumerate(sheet.periods)}
    found: dict[str, list[list[object]]] = {}
    for table in (ASSETS, REJECTIONS, STEPS, REDEFINITIONS):
        for row in sheet.records.get(table.id, ()):
            said: list[object] = list(row)
            for place, column in enumerate(table.columns):
                if column.kind in ("channel", "period"):
                    said[place] = (names if column.kind == "channel" else places).get(row[place])
            if any(value is not None for value in said):
                found.setdefault(table.id, []).append(said)
    return found


@settings(max_examples=60)
@given(documents())
def test_plain_json_keeps_the_records_of_any_document(sheet: Worksheet) -> None:
    again = read_document(write_document(sheet), CATALOG)
    assert by_place(again) == by_place(sheet)


def test_plain_json_is_for_people() -> None:
    sheet = shop()
    content = json.loads(write_document(sheet))
    assert content["records"]["rejections"][1] == {"period": 1, "channel": "Search", "reason": "student", "count": 1.5}
    assert content["records"]["assets"] == [
        {"asset": "Ten tips", "kind": "article", "channel": "Search", "date": "2026-05-07", "views": 1200.0}
    ]
    assert content["records"]["redefinitions"] == [{"date": "2026-06-01", "figure": "mqls", "note": "seen by sales"}]
    content["records"]["steps"] = [{"channel": " radio", "metric": "cac", "expected": None}, {}]
    again = read_document(json.dumps(content), CATALOG)
    assert again.records["steps"] == (STEPS.row(channel=again.keys[1], metric="cac"),)
    assert "records" not in json.loads(write_document(build(["A"])))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("moons", {}),
        ("steps", {"moon": 1}),
        ("steps", {"channel": "Print"}),
        ("steps", {"channel": 3}),
        ("rejections", {"period": 3}),
        ("rejections", {"period": 0}),
        ("rejections", {"period": True}),
        ("rejections", {"count": "4"}),
        ("rejections", {"count": -4}),
        ("assets", {"kind": "opera"}),
        ("assets", {"date": "7 May"}),
        ("assets", ["Ten tips"]),
    ],
)
def test_plain_json_that_no_table_could_hold(table: str, row: object) -> None:
    content = json.loads(write_document(shop()))
    content["records"] = {table: [row]}
    with pytest.raises(FileError, match="The document is damaged"):
        read_document(json.dumps(content), CATALOG)


def test_a_template_keeps_no_records() -> None:
    assert without_figures(shop()).records == {}


def test_kept_steps_survive_the_program(tmp_path: Path) -> None:
    path, home = tmp_path / "shop.roi", tmp_path / "state"
    path.write_bytes(encode(build(["Search", "Radio"], {"mqls": [[20.0, 8.0], [10.0, 5.0]]}, shop().periods)))
    session = Session.open(path, home)
    for table, rows in records().items():
        session.apply(SetRecords(table, rows))
    session.apply(SetRecords("assets", ()))
    session.undo()
    session.apply(SetCells.one("rejected", 0, 1, 1.0))
    wanted = session.worksheet.content()
    assert session.worksheet.records == records()
    session.close()
    leftover = waiting(path, home)
    assert leftover is not None
    again = Session.recover(leftover, home)
    assert again.worksheet.content() == wanted
    assert again.calculator.figures(base_view(again.worksheet.periods, 0)).value("rejected", 0) == 5.5
    while again.undo():
        pass
    assert again.worksheet.records == {}
    again.close(keep=False)


def test_the_digest_tells_records_apart() -> None:
    one, other, turned = shop(), shop(), shop()
    assert digest(one) == digest(other)
    SetRecords("rejections", one.records["rejections"][:-1]).apply(other)
    SetRecords("rejections", one.records["rejections"][::-1]).apply(turned)
    assert len({digest(each) for each in (one, other, turned)}) == 3
    assert decode(encode(turned)).records == turned.records


def test_what_is_too_large_for_a_file_is_said_before() -> None:
    sheet = build(["A"])
    SetRecords("steps", (STEPS.row(change="𝄞" * 32_767, expected="𝄞" * 32_767),)).apply(sheet)
    assert MOST_RECORD == 4 * 2**16
    with pytest.raises(FileError, match="too large"):
        encode(sheet)
    SetRecords("steps", (STEPS.row(change="half \ud800"),)).apply(sheet)
    with pytest.raises(FileError, match="half a character"):
        encode(sheet)


def test_a_workbook_adds_the_reasons_up_and_gives_back_what_was_typed(tmp_path: Path) -> None:
    sheet = shop()
    returned = read_back(exported(sheet, tmp_path / "shop.xlsx"))
    assert returned.notes == ()
    assert returned.worksheet.content() == sheet.content()

    def look(book: object) -> None:
        page = book["May 2026"]  # type: ignore[index]
        assert cell(page, "Search", "rejected").value == "=SUM(4,1.5)"
        assert cell(page, "Radio", "rejected").value == 1
        assert cell(book["Jun 2026"], "Search", "rejected").value is None  # type: ignore[index]
        cell(page, "Search", "rejected").value = 7

    again = changed(sheet, tmp_path / "shop.xlsx", look)
    assert figures(again.worksheet, "rejected") == [[7.0, 1.0], [None, None]]
    assert again.worksheet.records == sheet.records
