"""Writing a document as a workbook, beside XlsxWriter as it comes with the same cells.

    .venv/bin/python benchmarks/write_workbook.py [--seconds S]

*Ours* is `workbook_bytes` with all it takes to know formulas and figures, calculated anew each time. The baseline knows
every text and figure beforehand and only writes them: each cell with a format of its own look, into memory as well.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import xlsxwriter
from pairs import Row, paired, plain
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple

from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel import book as our_book
from roiapp.files.session import Session

#: channels and months: the row of the speed table, and a year or two of a business
ROWS, BUSINESS = (10_000, 1), (12, 24)
LIMIT, MOST = 1.15, 1.0


def document(channels: int, months: int, seed: int = 1) -> Worksheet:
    """Months with the six inputs of the core, 5 % of the cells blank."""
    random = np.random.default_rng(seed)
    shape = (months, channels)
    leads = random.poisson(40, shape).astype(np.float64)
    columns = {
        "spend": np.round(random.gamma(2.0, 900.0, shape), 2),
        "visits": random.poisson(900, shape).astype(np.float64),
        "leads": leads,
        "customers": random.binomial(leads.astype(np.int64), 0.08).astype(np.float64),
        "revenue_per_sale": np.round(random.gamma(4.0, 150.0, shape), 2),
        "gross_margin": np.round(random.uniform(0.2, 0.7, shape), 3),
    }
    for column in columns.values():
        column[random.random(shape) < 0.05] = np.nan
    names = [f"Channel {number}" for number in range(channels)]
    periods = [month(2025 + m // 12, m % 12 + 1, m + 1) for m in range(months)]
    return build(names, {id_: column.tolist() for id_, column in columns.items()}, periods)


@dataclass(frozen=True)
class Page:
    """What stands on one sheet: name, formulas, figures, texts, blank cells; each with row, column and format."""

    name: str
    formulas: list[tuple[int, int, str, Any, Any]]
    figures: list[tuple[int, int, float, Any]]
    texts: list[tuple[int, int, str, Any]]
    blanks: list[tuple[int, int, Any]]


def pages_of(sheet: Worksheet) -> list[Page]:
    """The cells that we write, as the baseline needs them."""
    books: list[Any] = []

    class Kept(xlsxwriter.Workbook):
        def close(self) -> None:
            books.append(self)
            self.texts = list(self.str_table.string_table)
            super().close()

    with patch.object(our_book.xlsxwriter, "Workbook", Kept):
        write(sheet)
    return [_page(each, books[0].texts) for each in books[0].worksheets()]


def _page(sheet: Any, texts: list[str]) -> Page:
    page = Page(sheet.name, [], [], [], [])
    for row, cells in sheet.table.items():
        for column, cell in cells.items():
            if isinstance(cell, CellFormulaTuple):
                page.formulas.append((row, column, f"={cell.formula}", cell.format, cell.value))
            elif isinstance(cell, CellNumberTuple):
                page.figures.append((row, column, cell.number, cell.format))
            elif isinstance(cell, CellStringTuple):
                page.texts.append((row, column, texts[cell.string], cell.format))
            else:
                page.blanks.append((row, column, cell.format))
    return page


def write(sheet: Worksheet) -> bytes:
    """What is measured: from a document nobody has calculated yet to the bytes of its workbook."""
    session = Session(sheet, standard(), date(2026, 12, 31))
    return our_book.workbook_bytes(session, all_periods(sheet.periods))


def write_stock(pages: list[Page]) -> bytes:
    """The same cells by XlsxWriter as it comes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    made: dict[int, Any] = {}

    def look(of: Any) -> Any:
        if of is None:
            return None
        if id(of) not in made:
            made[id(of)] = book.add_format({"num_format": of.num_format, "bold": of.bold, "font_size": of.font_size})
        return made[id(of)]

    for page in pages:
        sheet = book.add_worksheet(page.name)
        for row, column, text, of, value in page.formulas:
            sheet.write_formula(row, column, text, look(of), value)
        for row, column, number, of in page.figures:
            sheet.write_number(row, column, number, look(of))
        for row, column, text, of in page.texts:
            sheet.write_string(row, column, text, look(of))
        for row, column, of in page.blanks:
            sheet.write_blank(row, column, None, look(of))
    book.close()
    return target.getvalue()


def workbooks(seconds: float) -> Iterator[Row]:
    """Two lines of the table."""
    for (channels, months), limit, most in ((ROWS, LIMIT, None), (BUSINESS, None, MOST)):
        sheet = document(channels, months)
        pages = pages_of(sheet)
        cells = sum(len(page.formulas) + len(page.figures) + len(page.texts) for page in pages)
        size = f"{channels:,} channels" if months == 1 else f"{channels} channels × {months} months"
        found = paired(partial(write, sheet), partial(write_stock, pages), seconds, pairs=(3, 60), between=gc.collect)
        size = f"{size}, {cells:,} cells"
        yield Row("Writing a workbook", size, *found, limit=limit, against="XlsxWriter, same cells", most=most)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    print(plain(list(workbooks(asked.seconds))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
