"""Random documents as workbooks, and how tests look into them."""

from __future__ import annotations

import io
import math
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Final

import numpy as np
import openpyxl
from defusedxml.ElementTree import fromstring
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet as Page

from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetCells, SetTotals
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnMetric
from roiapp.core.periods import Period, all_periods, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REJECTIONS
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.session import Session
from tests.core.own_documents import FIELDS, METRICS
from tests.random_figures import amount

CATALOG = standard()
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
Recalculate = Callable[[list[Path]], list[Path]]


def within(field: Field, value: float | None) -> float | None:
    """The figure, at most what the field can hold."""
    return value if value is None or field.maximum is None else min(value, field.maximum)


def periods(rng: random.Random) -> list[Period]:
    """Some months up to July 2026, in any order; now and then weeks, or more than a year."""
    chosen = rng.choice([(5, 6, 7), (4, 5, 6, 7), (7, 5, 6), (7,), (), tuple(range(-7, 8))])
    if chosen:
        return [month(2025 + (m + 11) // 12, (m - 1) % 12 + 1, place) for place, m in enumerate(chosen)]
    days = [date(2026, 5, 25) + timedelta(weeks=week) for week in range(8)]
    return [Period(place, "", day, day + timedelta(days=6)) for place, day in enumerate(days)]


def document(seed: int) -> Session:
    """A random document of some months, in which everything may be blank, zero or typed for all channels together."""
    rng = random.Random(seed)
    channels, blank = rng.choice([1, 3, 6]), rng.choice([0.05, 0.25, 0.6])
    months = periods(rng)
    dense = rng.random() < 0.6
    columns = {
        field.id: [[within(field, amount(rng, field.unit.kind, blank)) for _ in range(channels)] for _ in months]
        for field in CATALOG.fields
        if field.scope == "cell" and (dense or rng.random() < 0.4)
    }
    sheet = build(
        [f"Channel {number}" for number in range(channels)], columns, months,
        DocumentSettings(
            default_margin=rng.choice([None, 0.35]), default_hourly_rate=rng.choice([None, 30.0]),
            elasticity=rng.choice([0.7, 1.0]), blocks=tuple(BLOCKS) if rng.random() < 0.8 else ("core",),
            currency=rng.choice(["USD", "PLN", "ISK"]), locale=rng.choice(["en", "pl", "is"]),
        ),
    )  # fmt: skip
    for _ in range(6):  # arithmetic as it was typed
        field, a, b = rng.choice(["spend", "leads", "customers"]), rng.randint(1, 400), rng.randint(1, 90)
        edit = SetCells.one(field, rng.randrange(len(months)), rng.randrange(channels), a + b / 4, f"={a}+{b}/4")
        edit.apply(sheet)
    SetCells.one("gross_margin", 0, 0, 0.35, "=(30+5)%").apply(sheet)
    sheet.channels["source"] = [rng.choice(["marketing", "sales"]) for _ in range(channels)]
    for field in CATALOG.fields:
        if field.on_total and rng.random() < 0.5:
            typed = rng.sample(range(len(months)), rng.randint(1, len(months)))
            SetTotals(field.id, tuple((period, float(rng.randint(0, 5000))) for period in typed)).apply(sheet)
    _reject(sheet, random.Random(seed))
    if seed % 2:
        _add_own(sheet, random.Random(seed))
    return Session(sheet, CATALOG, rng.choice([date(2026, 7, 12), date(2026, 8, 1), date(2026, 6, 20)]))


def _reject(sheet: Worksheet, rng: random.Random) -> None:
    """In most documents some leads are rejected for reasons, now and then beside a typed figure."""
    if rng.random() < 0.7:
        periods, channels = [period.key for period in sheet.periods], list(sheet.keys)
        rows = [
            REJECTIONS.row(period=rng.choice(periods), channel=rng.choice(channels), count=rng.choice([0.0, 2.0, 7.5]))
            for _ in range(rng.choice([1, 5, 400]))
        ]
        SetRecords("rejections", tuple(rows)).apply(sheet)


#: every function that a formula can have, and totals that are no sums of products
OWN: Final = (
    *METRICS,
    OwnMetric("before", "Leads a month before", "prior12(leads) / prior12(visits)", "number", "", "sum(before)"),
    OwnMetric("of_before", "Against before", "leads / before"),
    OwnMetric("paced", "Pace of visits", "store_visits / (visits * elapsed())", "rate"),
    OwnMetric("larger", "Cost per larger", "spend / max(visits, store_visits)", "money_each", "down"),
    OwnMetric("by_marketing", "By marketing", "marketing(store_visits) / first(store_visits, visits)", "share"),
    OwnMetric("shared", "Half the share", "store_share / 2", "share", "", "none"),
    OwnMetric("squared", "Odd total", "each(leads, store_visits)", "count", "up", "sum(squared) / sum(leads) + 1"),
    OwnMetric("goal_like", "Visits to the goal", "positive(store_visits) / goal_leads", "rate"),
    OwnMetric("smaller_goal", "Smaller to the goal", "min(visits, store_visits) / goal_leads", "rate"),
    OwnMetric("waiting", "Hours of a visit", "wait * store_visits / leads", "hours"),
    OwnMetric("lost", "Rejected of leads", "(leads - opt(rejected)) / leads", "rate"),
)  # fmt: skip


def _add_own(sheet: Worksheet, rng: random.Random) -> None:
    """The shop's own columns, typed here and there."""
    SetOwn(FIELDS, OWN).apply(sheet)
    for field in FIELDS:
        cells = [rng.choice([math.nan, 0.0, 2.0, 7.5, 120.0]) for _ in range(sheet.shape[0] * sheet.shape[1])]
        sheet.columns[field.id] = np.array(cells).reshape(sheet.shape)


def written(session: Session) -> bytes:
    return workbook_bytes(session, all_periods(session.worksheet.periods))


def opened(data: bytes | Path, *, values: bool) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data, data_only=values)


@dataclass(frozen=True)
class Parts:
    """The cells of a workbook by (sheet, coordinate), from its XML: many times faster than objects for them."""

    formulas: dict[tuple[str, str], str]
    values: dict[tuple[str, str], object]


def parts_of(data: bytes | Path) -> Parts:
    """All formulas, with their "=", and all values; an error is its text. Shared formulas are not understood."""
    found = Parts({}, {})
    with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as book:
        strings: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ["".join(each.itertext()) for each in fromstring(book.read("xl/sharedStrings.xml"))]
        links = {each.get("Id"): each.get("Target") for each in fromstring(book.read(_LINKS))}
        for sheet in fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            name = sheet.get("name") or ""
            page = fromstring(book.read(f"xl/{links[sheet.get(_LINK)]}"))
            for cell in page.iter(f"{_MAIN}c"):
                place = name, cell.get("r") or ""
                formula = cell.find(f"{_MAIN}f")
                if formula is not None:
                    assert formula.text, "a shared formula"
                    found.formulas[place] = f"={formula.text}"
                found.values[place] = _value(cell, strings)
    return found


def _value(cell: Any, strings: list[str]) -> object:
    kind, value = cell.get("t", "n"), cell.find(f"{_MAIN}v")
    if kind == "inlineStr":
        return "".join(cell.itertext())
    if value is None or value.text is None:
        return None
    if kind == "s":
        return strings[int(value.text)]
    return float(value.text) if kind == "n" else value.text == "1" if kind == "b" else value.text


def letters_of(parts: Parts) -> dict[str, str]:
    """As `columns_of`, by letters."""
    page = next(page for (page, where), said in parts.values.items()
                if where == "A3" and str(said).startswith("channel-roi period"))  # fmt: skip
    marks = {where.rstrip("0123456789"): str(said) for (name, where), said in parts.values.items()
             if name == page and where.lstrip(ascii_uppercase) == "3"}  # fmt: skip
    found = {mark.removeprefix("roi:"): letters for letters, mark in marks.items()}
    return {id_: letters for id_, letters in found.items() if id_ in CATALOG.field or id_ in CATALOG.metric}


def visible(book: Workbook) -> list[str]:
    return [page.title for page in book if page.sheet_state == "visible"]


def same(found: object, expected: object) -> bool:
    if isinstance(found, int | float) and isinstance(expected, int | float):
        return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
    return (found or "") == (expected or "")


def place_of(page: Page, header: str, name: str) -> tuple[int, int]:
    """Row and column of a figure by the column's title and the row's name."""
    row = next(r for r in range(6, page.max_row + 1) if page.cell(r, 1).value == name)
    column = next(c for c in range(2, page.max_column + 1) if page.cell(5, c).value == header)
    return row, column


def columns_of(book: Workbook) -> dict[str, int]:
    """Where the figures stand, by id: the same on all sheets with channels; the periods' own say it in a hidden row."""
    page = next(p for p in book if str(p["A3"].value).startswith("channel-roi period"))
    marks = {column: str(page.cell(3, column).value) for column in range(2, page.max_column + 1)}
    found = {mark.removeprefix("roi:"): column for column, mark in marks.items()}
    return {id_: column for id_, column in found.items() if id_ in CATALOG.field or id_ in CATALOG.metric}
