"""From the cells of a table to figures: one decimal sign for the whole file, one decision per percent column."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from roiapp.core import arithmetic
from roiapp.core.fields import Field
from roiapp.core.file_numbers import decide_decimal, percent_scale
from roiapp.core.number_errors import NumberError
from roiapp.core.number_text import cleaned, read_amount, value_of
from roiapp.files.dialects import is_unknown
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Answer
from roiapp.files.table_layout import Layout
from roiapp.files.tables import ABSENT, Cell, address
from roiapp.language import tr

_LOCALES: Final = {".": "en", ",": "de"}
_GROUP: Final = {".": ",", ",": "."}
#: a number as most files write it: digits, perhaps in groups of three, perhaps with decimals
_NUMBER: Final = {
    sign: rf"-?(?:\d{{1,15}}|\d{{1,3}}(?:[{group}]\d{{3}}){{1,4}})(?:[{sign}]\d{{1,15}})?"
    for sign, group in _GROUP.items()
}
_PLAIN: Final = {sign: re.compile(number, re.ASCII) for sign, number in _NUMBER.items()}
_PLAIN_COLUMN: Final = {
    sign: re.compile(rf"(?:{number}(?:\n(?!\Z)|\Z))+", re.ASCII) for sign, number in _NUMBER.items()
}
_EITHER: Final = re.compile(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*", re.ASCII)
#: a formula that names no cell: read as the number it is
_LITERAL: Final = re.compile(r"=[-+*/().\d\s%]+", re.ASCII)
_EVIDENCE: Final = 500
_ADDRESSES_SHOWN: Final = 5


@dataclass
class Findings:
    """What reading the figures brought to light: cells that say "not known", formulas that were not calculated,
    error values, and the currencies that stand beside amounts (of each cell the codes its sign can mean).

    `lenient`: a cell that cannot be read is `refused` and left blank, instead of refusing the file."""

    unknown: int = 0
    lenient: bool = False
    refused: list[FileError] = field(default_factory=list)
    not_calculated: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    currencies: set[frozenset[str]] = field(default_factory=set)

    def refuse(self, error: FileError) -> None:
        """Raise the error, or keep it where cells may be left blank."""
        if not self.lenient:
            raise error
        self.refused.append(error)
        self.unknown += 1

    def notes(self) -> Iterator[str]:
        """Sentences about it for the user."""
        for cells, sentence in (
            (self.not_calculated, tr("Not calculated, so not known: the formulas in {cells}. Open the file in a"
                                     " spreadsheet program and save it there.", cells=_some(self.not_calculated))),
            (self.errors, tr("Error values, so not known: {cells}.", cells=_some(self.errors))),
        ):  # fmt: skip
            if cells:
                yield sentence


def _some(cells: list[str]) -> str:
    shown = ", ".join(cells[:_ADDRESSES_SHOWN])
    return shown if len(cells) <= _ADDRESSES_SHOWN else tr("{cells} and more", cells=shown)


def decimal_sign(layout: Layout, rows: list[int], separator: str) -> str:
    """The file's decimal sign. Raises `FileError` where it stays open and would change figures."""
    decisive = (
        cell
        for index in rows
        for column, cell in enumerate(layout.sheet.rows[index])
        if isinstance(cell, str) and ("," in cell or "." in cell) and column not in layout.roles.values()
        and not _EITHER.fullmatch(cell)
    )
    sign = decide_decimal(islice(decisive, _EVIDENCE))
    if sign:
        return sign
    speaks = {"," if layout.language not in ("en", "id") else "."} | ({","} if separator == ";" else set())
    if len(speaks) == 1:
        return speaks.pop()
    for index in rows:
        for column in layout.fields.values():
            cell = layout.cell(index, column)
            if isinstance(cell, str) and _EITHER.fullmatch(cell):
                sentence = tr("“{text}” can mean two numbers, and nothing in the file decides. Write it without group"
                              " signs, with two decimals.", text=cell.strip())  # fmt: skip
                answers = tuple(
                    Answer(tr("“{sign}” is the decimal sign", sign=sign), {"decimal": sign}) for sign in (".", ",")
                )
                raise layout.question("decimal", sentence, index, column, answers)
    return "."


def read_column(layout: Layout, rows: list[int], record: Field, decimal: str, findings: Findings) -> list[float]:
    """The figures of one field in these rows, NaN where not known. Raises `FileError` at the first that is none."""
    column = layout.fields[record.id]
    of_rows = layout.sheet.rows
    known = None
    if not layout.sheet.marks:
        cells_of = map(of_rows.__getitem__, rows)
        known = _all_plain([cells[column] if column < len(cells) else None for cells in cells_of], decimal)
    if known is not None:
        return _in_fractions(layout, record, known, [False] * len(known))
    plain, marks = _PLAIN[decimal], layout.sheet.marks
    values: list[float] = []
    signed: list[bool] = []
    for index in rows:
        cells = of_rows[index]
        cell = cells[column] if column < len(cells) else None
        percent = False
        if marks and (index, column) in marks:
            value = _marked(marks[index, column], _address(layout, index, column), findings)
        elif isinstance(cell, str):
            text = cell.strip()
            if plain.fullmatch(text):
                value = float(_bare(text, decimal)) + 0.0
            else:
                value, percent = _tried_text(layout, index, column, record, decimal, findings)
        elif cell is None:
            value = math.nan
            findings.unknown += 1
        elif cell is ABSENT:
            value = math.nan
        elif isinstance(cell, bool | date | datetime | time):
            sentence = tr("“{text}” is not a number. Type a number, or leave the cell empty.", text=cell)
            findings.refuse(layout.error(sentence, index, column))
            value = math.nan
        else:
            value = float(cell)
        values.append(value)
        signed.append(percent)
    return _in_fractions(layout, record, values, signed)


def _address(layout: Layout, row: int, column: int) -> str:
    """The cell's address in the user's file, with the sheet where that is not the one that is read."""
    place = layout.place(row, column)
    cell = address(place.row, place.column)
    return cell if place.sheet == layout.sheet.name else f"{place.sheet}!{cell}"


def _all_plain(cells: list[Cell], decimal: str) -> list[float] | None:
    """The figures of a column in which every cell is a plain number, read all at once; None where any is not."""
    types = set(map(type, cells))
    if types <= {float, int}:
        return list(map(float, cells))  # type: ignore[arg-type]
    if types != {str}:
        return None
    text = "\n".join(cells)  # type: ignore[arg-type]
    if not _PLAIN_COLUMN[decimal].fullmatch(text):
        return None
    values = [value + 0.0 for value in map(float, _bare(text, decimal).split("\n"))]
    return values if len(values) == len(cells) else None  # a cell may hold a line break


def _bare(text: str, decimal: str) -> str:
    """Numbers without the signs of groups, with a point."""
    return text.replace(_GROUP[decimal], "").replace(decimal, ".")


def _in_fractions(layout: Layout, record: Field, values: list[float], signed: list[bool]) -> list[float]:
    """The figures, of a percent column as fractions: one decision for the column, none where an id heads it. Amounts
    in thousands as they are in full."""
    if record.unit.kind == "percent" and layout.fields[record.id] not in layout.by_id:
        scale = percent_scale((None if math.isnan(v) else v for v in values), signed)
        if scale != 1.0:
            values = [v if sign else v / scale for v, sign in zip(values, signed, strict=True)]
    elif record.unit.kind == "money" and (scale := layout.scale(layout.fields[record.id])) != 1.0:
        values = [v * scale for v in values]
    return values


def _tried_text(
    layout: Layout, index: int, column: int, record: Field, decimal: str, findings: Findings
) -> tuple[float, bool]:
    """As `_read_text`, a blank where the text cannot be read and may be left out."""
    try:
        return _read_text(layout, index, column, record, decimal, findings)
    except FileError as error:
        findings.refuse(error)
        return math.nan, False


def _read_text(
    layout: Layout, index: int, column: int, record: Field, decimal: str, findings: Findings
) -> tuple[float, bool]:
    """A cell's text as a figure, and whether it had a percent sign."""
    text = str(layout.cell(index, column))
    if is_unknown(text):
        findings.unknown += 1
        return math.nan, False
    try:
        amount = read_amount(cleaned(text), _LOCALES[decimal], text)
        value = value_of(amount.digits, -2 if amount.percent else 0, text)
    except NumberError as error:
        raise layout.error(str(error), index, column) from error
    if amount.percent and record.unit.kind != "percent":
        raise layout.error(
            tr("“{text}” is a rate, and {field} is none. Take the column out or rename it.", text=text.strip(),
               field=tr(record.label)), index, column,
        )  # fmt: skip
    if amount.currencies:
        if record.unit.kind != "money":
            raise layout.error(
                tr("“{text}” is a sum of money, and {field} is none.", text=text.strip(), field=tr(record.label)),
                index, column,
            )  # fmt: skip
        findings.currencies.add(amount.currencies)
    return value, amount.percent


def _marked(mark: str, place: str, findings: Findings) -> float:
    """A cell that holds an error, or a formula without a stored result: plain arithmetic is calculated, never more."""
    if mark.startswith("="):
        if _LITERAL.fullmatch(mark):
            try:
                return arithmetic.calculate(mark[1:], "en", mark).value
            except NumberError:  # "=5/0": as little a figure as any other formula without a result
                pass
        findings.not_calculated.append(place)
    else:
        findings.errors.append(f"{place} ({mark})")
    findings.unknown += 1
    return math.nan
