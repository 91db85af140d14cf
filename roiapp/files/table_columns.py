"""Which column of a plain table is which: for every field and role the one that fits best."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.core.currencies import meant_by
from roiapp.core.units import MONEY, MONEY_EACH
from roiapp.files.dialect_words import says
from roiapp.files.dialects import Meaning, is_unknown, meaning, meanings, normal
from roiapp.files.file_errors import FileError
from roiapp.files.tables import ABSENT, Cell, Sheet
from roiapp.language import tr

_SAMPLE: Final = 200
_DIGITS: Final = " 0123456789.,'\u00a0\u202f"
_FRACTION: Final = re.compile(r"\d[.,]\d{1,2}(?!\d)")
#: later stages, in which there are rarely more than in the ones before
_STAGES: Final = ("visits", "leads", "opportunities")
_OF_MARKETING: Final = frozenset(("spend", "impressions", "visits", "leads"))
_CONVERSIONS: Final = ("conv", "konw", "konv", "dönüş", "donus", "umbreyt")
#: words of books: the names beside such columns are customers
_BOOKS: Final = frozenset(("expenses", "net income", "gross profit", "cost of goods sold", "cogs"))


@dataclass
class Columns:
    """`fields` and `roles` by id; `doubles` are headers that would fit a field already taken, with its id; `names` is
    the column whose texts say what a row is, none where there is no such column."""

    fields: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    doubles: list[tuple[str, str]] = field(default_factory=list)


def meanings_of(headers: tuple[str, ...], catalog: Catalog) -> list[Meaning | None]:
    """What the headers mean. What one sale brings, or all that was paid, is calculated here, but read where a table has
    nothing else of it."""
    found = [meaning(header, catalog) if header else None for header in headers]
    taken = {each.id for each in found if each and each.kind == "field"}
    for column, each in enumerate(found):
        if each and each.kind == "metric" and (given := _given(headers[column], each.id, catalog, taken)):
            found[column] = given
            taken.add(given.id)
    return found


def _given(header: str, metric: str, catalog: Catalog, taken: set[str]) -> Meaning | None:
    """The field that a metric's header can mean as well: an amount each, or an amount that the metric is made of, which
    beside another part of the sum would be counted twice."""
    unit, parts = catalog.metric[metric].unit, set(catalog.inputs(metric))
    if unit is not MONEY_EACH and (unit is not MONEY or parts & taken):
        return None
    others = (m for m in meanings(header, catalog) if m.kind == "field" and m.id not in taken)
    return next((m for m in others if catalog.field[m.id].unit is unit and (unit is MONEY_EACH or m.id in parts)), None)


def choose_columns(sheet: Sheet, row: int, headers: tuple[str, ...], meanings: list[Meaning | None]) -> Columns:
    """The columns of the table whose header is in that row (index). Raises `FileError` where two have one name."""
    columns = Columns()
    columns.fields = _choose(sheet, row, headers, meanings, "field", columns.doubles)
    columns.roles = _choose(sheet, row, headers, meanings, "role", [])
    _read_source(sheet, row, headers, columns.roles)
    _settle_roles(columns.roles)
    _settle_names(sheet, row, headers, meanings, columns)
    _settle_sales(sheet, row, headers, columns)
    _settle_reach(headers, columns)
    _leave_claims(headers, columns)
    return columns


def _choose(
    sheet: Sheet, row: int, headers: tuple[str, ...], meanings: list[Meaning | None], kind: str,
    doubles: list[tuple[str, str]],
) -> dict[str, int]:  # fmt: skip
    """For each id the column that fits best; one without any figure in it loses to the next."""
    candidates: dict[str, list[tuple[bool, int, int]]] = {}
    for column, found in enumerate(meanings):
        if found and found.kind == kind:
            empty = all(_says_nothing(cells, column) for cells in sheet.rows[row + 1 :])
            candidates.setdefault(found.id, []).append((empty, found.rank, column))
    chosen: dict[str, int] = {}
    for id_, columns in candidates.items():
        columns.sort()
        best, *others = columns
        if others and kind == "field" and not best[0] and best[:2] == others[0][:2]:
            first, second = headers[best[2]], headers[others[0][2]]
            if normal(first) == normal(second):
                raise FileError(
                    tr("The columns “{first}” and “{second}” both mean {id}. Rename the one that shall not be"
                       " imported.", first=first, second=second, id=id_), sheet=sheet.name, row=row + 1,
                )  # fmt: skip
        chosen[id_] = best[2]
        doubles.extend((headers[column], id_) for empty, _, column in others if not empty)
    return chosen


def _says_nothing(cells: list[Cell], column: int) -> bool:
    cell = cells[column] if column < len(cells) else None
    return cell is None or cell is ABSENT or (isinstance(cell, str) and is_unknown(cell))


def _read_source(sheet: Sheet, row: int, headers: tuple[str, ...], roles: dict[str, int]) -> None:
    """A column headed by the id `source` beside one of channels says who brings the leads: marketing or sales."""
    for column, header in enumerate(headers):
        if header.casefold() == "source" and roles.get("channel") != column:
            cells = {normal(str(r[column] or "")) for r in sheet.rows[row + 1 :] if column < len(r)}
            if cells <= {"marketing", "sales", ""}:
                roles["source"] = column


def _settle_roles(roles: dict[str, int]) -> None:
    """Months are periods; a first day alone is a date; what a campaign is called is its channel where none is named."""
    if "month" in roles:
        roles["period"] = roles.pop("month")
    if "start" in roles and "end" not in roles:
        roles.setdefault("date", roles.pop("start"))
    elif "end" in roles and "start" not in roles:
        del roles["end"]
    if "channel" not in roles and "campaign" in roles:
        roles["channel"] = roles.pop("campaign")


def _settle_names(
    sheet: Sheet, row: int, headers: tuple[str, ...], meanings: list[Meaning | None], columns: Columns
) -> None:
    """Where nothing says channel: names beside what marketing costs and brings are channels, beside what is sold they
    are customers."""
    roles = columns.roles
    if "channel" in roles:
        roles.pop("customer", None)
        return
    sold = not _OF_MARKETING & set(columns.fields) or any(normal(header) in _BOOKS for header in headers)
    if "customer" not in roles:
        known = {column for column, means in enumerate(meanings) if means is not None}
        column = _names(sheet, row, headers, known)
        if column is not None:
            roles["customer" if sold else "channel"] = column
    elif not sold:
        roles["channel"] = roles.pop("customer")


def _names(sheet: Sheet, row: int, headers: tuple[str, ...], known: set[int]) -> int | None:
    """A column of names that nothing heads; else the first column, where nothing known heads it and it holds names."""
    first = True
    for column, header in enumerate(headers):
        cells = [cells[column] for cells in sheet.rows[row + 1 : row + 1 + _SAMPLE] if column < len(cells)]
        texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
        if not header and not texts:
            continue
        numbers = sum(isinstance(cell, int | float) for cell in cells)
        named = sum(not _like_number(text) for text in texts) > max(len(texts) // 2, numbers)
        if named and column not in known and (first or not header):
            return column
        first = False
    return None


def _like_number(text: str) -> bool:
    return is_unknown(text) or not any(sign.isalpha() for sign in text)


def _settle_sales(sheet: Sheet, row: int, headers: tuple[str, ...], columns: Columns) -> None:
    """ "Sales" are customers or revenue: whichever no other column is, else what its figures look like."""
    for header, id_ in list(columns.doubles):
        if normal(header) in says("sales"):
            other = "revenue" if id_ == "customers" else "customers"
            if other not in columns.fields:
                columns.fields[other] = headers.index(header)
                columns.doubles.remove((header, id_))
    for id_, other in (("customers", "revenue"), ("revenue", "customers")):
        column = columns.fields.get(id_)
        if column is None or other in columns.fields or normal(headers[column]) not in says("sales"):
            continue
        money = _is_money(sheet, row, column, [columns.fields[s] for s in _STAGES if s in columns.fields])
        if money is not None and money == (id_ == "customers"):
            columns.fields[other] = columns.fields.pop(id_)
        return


def _is_money(sheet: Sheet, row: int, column: int, stages: list[int]) -> bool | None:
    """Whether a column holds amounts; None where nothing tells."""
    total, before = 0.0, dict.fromkeys(stages, 0.0)
    for cells in sheet.rows[row + 1 : row + 1 + _SAMPLE]:
        cell = cells[column] if column < len(cells) else None
        if isinstance(cell, str) and (_FRACTION.search(cell) or meant_by(cell.strip(_DIGITS), "en")):
            return True
        if isinstance(cell, float) and not cell.is_integer():
            return True
        total += _plain(cell)
        for stage in stages:
            before[stage] += _plain(cells[stage] if stage < len(cells) else None)
    return total > max(before.values()) if stages else None


def _plain(cell: Cell) -> float:
    digits = re.sub(r"\D", "", cell)[:15] if isinstance(cell, str) else ""
    return float(cell) if isinstance(cell, int | float) else float(digits or 0)


def _settle_reach(headers: tuple[str, ...], columns: Columns) -> None:
    """How many people saw a campaign is no audience: it stands for impressions where these are not known."""
    reach = columns.fields.get("reach")
    if reach is None or headers[reach] == "reach":
        return
    if "impressions" in columns.fields or "campaign" in columns.roles or _of_campaigns(headers, columns):
        column = columns.fields.pop("reach")
        columns.fields.setdefault("impressions", column)


def _leave_claims(headers: tuple[str, ...], columns: Columns) -> None:
    """Revenue beside the conversions of an ad platform's campaigns is what the platform claims."""
    fields = columns.fields
    claimed = {"spend", "impressions", "leads", "revenue"} <= fields.keys() and "customers" not in fields
    if claimed and _of_campaigns(headers, columns) and normal(headers[fields["leads"]]).startswith(_CONVERSIONS):
        del fields["revenue"]


def _of_campaigns(headers: tuple[str, ...], columns: Columns) -> bool:
    channel = columns.roles.get("channel")
    return channel is not None and normal(headers[channel]) in _campaign_words()


def _campaign_words() -> frozenset[str]:
    from roiapp.files.dialect_words import words

    return frozenset(normal(text) for headers in words().headers.values() for text in headers.get("campaign", ()))
