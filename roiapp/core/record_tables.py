"""The document's small tables of records beside the worksheet: content, reasons of rejections, steps taken,
changes of what counts.

Each table and each of its columns is declared once. A row is a tuple in the order of the columns, None where something
is not known. Channels and periods are named by their key; one that is gone is shown as a dash and comes back with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

Value: TypeAlias = str | int | float | date | None
Record: TypeAlias = tuple[Value, ...]
#: text and choice are str (a choice by its id), count and money float, channel and period int (their key), figure is
#: the id of a field or metric
Kind = Literal["text", "choice", "date", "count", "money", "channel", "period", "figure"]

#: what a table may hold, so that any of them can be looked at and saved at once
MOST_RECORDS: Final = 20_000
LONGEST_TEXT: Final = 32_767  # letters; what a cell of a spreadsheet holds
_MOST_KEY: Final = 2**53


class RecordColumn(NamedTuple):
    """One column. `label` and `help` are English and marked; `choices` are (id, label). Counts and sums are not below
    `minimum`."""

    id: str
    label: str
    kind: Kind
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: float | None = 0.0


class RecordTable(NamedTuple):
    """One table. `step` is what the undo history calls a change of it. A record is the same one in two states of the
    document where its `identity` columns are. `counts` is the column whose sum over a cell's records (by channel and
    period) stands for the field `field` where nothing is typed in the cell."""

    id: str
    label: str
    help: str
    step: str
    columns: tuple[RecordColumn, ...]
    identity: tuple[str, ...]
    field: str = ""
    counts: str = ""

    def place(self, column: str) -> int:
        """The place of a column in a row. Raises KeyError."""
        for place, each in enumerate(self.columns):
            if each.id == column:
                return place
        raise KeyError(column)

    def row(self, **values: Value) -> Record:
        """A row from values by column; what is left out is not known. Raises KeyError for a column there is not."""
        row: list[Value] = [None] * len(self.columns)
        for column, value in values.items():
            row[self.place(column)] = value
        return tuple(row)


_CHANNEL: Final = RecordColumn("channel", mark("Channel"), "channel")
_PERIOD: Final = RecordColumn("period", mark("Period"), "period")
_DATE: Final = RecordColumn("date", mark("Date"), "date")

# fmt: off  (a table, read by row)
ASSET_KINDS: Final = (
    ("article", mark("Article")), ("video", mark("Video")), ("landing_page", mark("Landing page")),
    ("webinar", mark("Webinar")), ("white_paper", mark("White paper")), ("email", mark("E-mail")),
    ("other", mark("Other")),
)
ASSETS: Final = RecordTable(
    "assets", mark("Content"),
    mark("What each article, video or landing page brought. Its leads are part of its channel's."),
    mark("Change the table of content"),
    (
        RecordColumn("asset", mark("Asset"), "text", mark("What it is called.")),
        RecordColumn("kind", mark("Kind"), "choice", choices=ASSET_KINDS),
        _CHANNEL,
        _DATE,
        RecordColumn("impressions", mark("Impressions"), "count", mark("How often it was shown.")),
        RecordColumn("views", mark("Views"), "count", mark("How often it was opened, read or watched.")),
        RecordColumn("shares", mark("Times shared"), "count"),
        RecordColumn("comments", mark("Comments"), "count"),
        RecordColumn("likes", mark("Likes"), "count"),
        RecordColumn("leads", mark("Leads"), "count", mark("People who asked because of it.")),
        RecordColumn("mqls", mark("MQLs"), "count", mark("Those of its leads that are marketing-qualified.")),
        RecordColumn("revenue", mark("Revenue"), "money", mark("Revenue from its customers."), minimum=None),
        RecordColumn("cost", mark("Cost"), "money", mark("What it cost to make and to spread.")),
    ),
    identity=("asset", "kind", "channel", "date"),
)
REJECTIONS: Final = RecordTable(
    "rejections", mark("Reasons of rejections"),
    mark("Why sales sent qualified leads back. Where no number of rejected leads is typed, their sum counts."),
    mark("Change the table of rejections"),
    (
        _PERIOD,
        _CHANNEL,
        RecordColumn("reason", mark("Reason"), "text", mark("Such as: no budget, wrong country, student.")),
        RecordColumn("count", mark("Leads"), "count", mark("How many leads were sent back for it.")),
    ),
    identity=("period", "channel", "reason"), field="rejected", counts="count",
)
STEPS: Final = RecordTable(
    "steps", mark("Steps taken"), mark("What you changed, to be judged by the metric it was meant for."),
    mark("Change the table of steps taken"),
    (
        _DATE,
        _CHANNEL,
        RecordColumn("metric", mark("Metric"), "figure", mark("The one figure it was meant to move.")),
        RecordColumn("change", mark("What we changed"), "text"),
        RecordColumn("expected", mark("Expected"), "text", mark("What you expected of it: a figure, or your words.")),
    ),
    identity=("date", "channel", "metric"),
)
REDEFINITIONS: Final = RecordTable(
    "redefinitions", mark("Changes of what counts"),
    mark("What is counted differently from a day on, such as leads once calls count, too. Lines are broken there, and "
         "figures before and after are not compared."),
    mark("Change what counts"),
    (
        RecordColumn("date", mark("From"), "date", mark("The first day on which it is counted this way.")),
        RecordColumn("figure", mark("Figure"), "figure", mark("What is counted differently. All that is calculated "
                                                              "from it is concerned, too.")),
        RecordColumn("note", mark("What counts now"), "text", mark("Such as: a call of more than a minute.")),
    ),
    identity=("date", "figure"),
)
SCENARIOS: Final = RecordTable(
    "scenarios", mark("Scenarios"), mark("What if: named changes on the base case, or on another scenario."),
    mark("Change the scenarios"),
    (
        RecordColumn("key", mark("No."), "count", mark("What changes and other scenarios name it by.")),
        RecordColumn("name", mark("Name"), "text"),
        RecordColumn("parent", mark("Lies on"), "count", mark("The number of another scenario, 0 for the base case.")),
        RecordColumn("note", mark("Note"), "text", mark("Why it may come to this.")),
    ),
    identity=("key",),
)
SCENARIO_CHANGES: Final = RecordTable(
    "scenario_changes", mark("Changes of scenarios"), mark("What a scenario sets, adds, scales, or lets respond."),
    mark("Change a scenario"),
    (
        RecordColumn("scenario", mark("Scenario"), "count"),
        RecordColumn("kind", mark("Kind"), "choice", choices=(
            ("set", mark("Set")), ("add", mark("Add")), ("scale", mark("Times")), ("respond", mark("Respond")))),
        RecordColumn("field", mark("Input"), "figure"),
        _CHANNEL,
        RecordColumn("group", mark("Group"), "text"),
        _PERIOD,
        RecordColumn("value", mark("Value"), "count", minimum=None),
    ),
    identity=("scenario", "kind", "field", "channel", "group", "period"),
)
# fmt: on

#: every table by its id, in the order they are listed
TABLES: Final[dict[str, RecordTable]] = {
    table.id: table for table in (ASSETS, REJECTIONS, STEPS, REDEFINITIONS, SCENARIOS, SCENARIO_CHANGES)
}


class RecordError(ValueError):
    """Rows that a table cannot hold; the text is a sentence for the user."""


def kept_rows(
    table: RecordTable, rows: Iterable[Sequence[Value]], there: Iterable[Record] = (), first: int = 1
) -> tuple[Record, ...]:  # fmt: skip
    """The rows as the document keeps them: spaces around texts gone, numbers as floats, rows without anything left out.
    Those that are `there` already, the very same, are not looked at again. Raises `RecordError` with the row, counted
    from `first`, and the column."""
    kept: list[Record] = []
    known = {id(row): row for row in there}
    for number, row in enumerate(rows, first):
        if (same := known.get(id(row))) is not None:
            kept.append(same)
            continue
        if len(row) != len(table.columns):
            raise RecordError(tr("Row {row} has not as many cells as the table has columns.", row=number))
        values: list[Value] = []
        for column, value in zip(table.columns, row, strict=True):
            clean = _clean(column, value)
            if problem := _problem(column, clean):
                raise RecordError(
                    tr("Row {row}, {column}: {problem}", row=number, column=tr(column.label), problem=problem)
                )
            values.append(clean)
        if any(value is not None for value in values):
            kept.append(tuple(values))
    if len(kept) > MOST_RECORDS:
        raise RecordError(tr("The table is too long. It may have {most} rows.", most=MOST_RECORDS))
    return tuple(kept)


def _clean(column: RecordColumn, value: Value) -> Value:
    if isinstance(value, str):
        return value.strip() or None
    if column.kind in ("count", "money") and isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value) + 0.0  # of −0 makes 0
        except OverflowError:
            return math.inf
    return value


def _problem(column: RecordColumn, value: Value) -> str:
    """Why a value cannot stand in a column, "" where it can."""
    if value is None:
        return ""
    match column.kind:
        case "count" | "money":
            if not isinstance(value, float):
                return tr("A number is wanted here.")
            if not math.isfinite(value):
                return tr("The number is too large.")
            if column.minimum is not None and value < column.minimum:
                return tr("It cannot be below {least}.", least=f"{column.minimum:g}")
            return ""
        case "date":
            sound = isinstance(value, date) and not isinstance(value, datetime)
            return "" if sound else tr("A date is wanted here.")
        case "channel" | "period":
            sound = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_KEY
            return "" if sound else tr("There is none such.")
    if not isinstance(value, str):
        return tr("A text is wanted here.")
    if len(value) > LONGEST_TEXT:
        return tr("The text is too long. It may have {most} letters.", most=LONGEST_TEXT)
    if column.kind == "choice" and value not in dict(column.choices):
        return tr("There is none such.")
    return ""


def named_keys(records: Mapping[str, Iterable[Record]]) -> Iterator[int]:
    """The keys of channels and periods that records name, also of those that are gone."""
    for name, rows in records.items():
        for place, column in enumerate(TABLES[name].columns):
            if column.kind in ("channel", "period"):
                yield from (key for row in rows if isinstance(key := row[place], int))


def counted_fields(sheet: Worksheet) -> frozenset[str]:
    """The fields that have figures from records, where nothing is typed in a cell."""
    return frozenset(table.field for table in TABLES.values() if table.field and sheet.records.get(table.id))


def counted(sheet: Worksheet, field_id: str) -> dict[int, dict[int, list[float]]]:
    """What records count for a field: by period and channel (places in the worksheet) the numbers to be added, in the
    table's order. Records of channels or periods that are gone count nowhere."""
    table = next((each for each in TABLES.values() if each.field == field_id), None)
    rows = sheet.records.get(table.id) if table is not None else None
    if table is None or not rows:
        return {}
    when, whose, number = table.place("period"), table.place("channel"), table.place(table.counts)
    wanted = {row[whose] for row in rows}
    channels: dict[Value, int] = {key: place for place, key in enumerate(sheet.keys) if key in wanted}
    periods: dict[Value, int] = {period.key: place for place, period in enumerate(sheet.periods)}
    found: dict[int, dict[int, list[float]]] = {}
    for row in rows:
        period, channel, value = row[when], row[whose], row[number]
        if period in periods and channel in channels and isinstance(value, float):
            found.setdefault(periods[period], {}).setdefault(channels[channel], []).append(value)
    return found
