"""What tables of records there are, how each is known, and what its rows count as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from roiapp.files.dialect_words import says, words
from roiapp.files.dialects import normal
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.tables import Cell, Sheet
from roiapp.language import mark, tr

#: the stages that contacts go through, each of which has gone through the ones before
STAGES: Final = ("leads", "mqls", "sqls", "opportunities", "customers")
#: what a table of records has no columns of
_OF_METRICS: Final = frozenset(("spend", "impressions", "visits"))
#: headers of names that are nobody's channel in a table of records
_NO_CHANNEL: Final = frozenset(("name", "title", "vendor", "medium", "network", "partner", "activity", "media"))
_WON_ITSELF: Final = frozenset(("won", "is won", "closed won?"))
_SAMPLE: Final = 2000


@dataclass(frozen=True)
class Amount:
    """A figure that stands in a column of the record."""

    column: int


#: what happened: the column that says when, and what counts by field
Event = tuple[int, Mapping[str, float | Amount]]


@dataclass(frozen=True)
class Signs:
    """A header row with all its columns can be: id -> (rank, column), the likelier first."""

    sheet: Sheet
    header: int
    headers: tuple[str, ...]
    found: Mapping[str, list[tuple[int, int]]]

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, None where the row is shorter or there is no such column."""
        return self.sheet.cell(row, column)

    def column(self, *ids: str) -> int | None:
        """The likeliest column of the first of these ids that any column is."""
        return next((self.found[id_][0][1] for id_ in ids if self.found.get(id_)), None)

    def has(self, *ids: str) -> bool:
        """Whether there is a column of any of these."""
        return any(self.found.get(id_) for id_ in ids)

    @cached_property
    def channel(self) -> int | None:
        """The column that says where a record came from."""
        taken = {self.created, self.won, self.stage, self.amount, self.identity}
        for id_ in ("channel", "campaign"):
            for _, column in self.found.get(id_, ()):
                if column not in taken and normal(self.headers[column]) not in _NO_CHANNEL:
                    return column
        return None

    @cached_property
    def created(self) -> int | None:
        """The column that says when a record was made."""
        return self.column("created", "date")

    @cached_property
    def won(self) -> int | None:
        """The column that says when a record was won."""
        column = self.column("won_at", "closed")
        return column if column != self.created else None

    @cached_property
    def amount(self) -> int | None:
        """The column that says what a record is worth."""
        if self.has("amount"):
            return self.column("amount")
        return self.column("revenue")

    @cached_property
    def identity(self) -> int | None:
        """The column that tells one order from another, where an order can have several rows."""
        if self.has("order_id"):
            return self.column("order_id")
        lines = any(normal(header).startswith("lineitem") for header in self.headers)
        return next((c for c, header in enumerate(self.headers) if lines and normal(header) == "name"), None)

    @property
    def rows(self) -> range:
        """The rows that are looked at to find out what the columns are."""
        return range(self.header + 1, min(len(self.sheet.rows), self.header + 1 + _SAMPLE))

    @cached_property
    def stage(self) -> int | None:
        """The column that says how far a record is: of several the one that knows who was won."""
        places = [column for id_ in ("stage", "lifecycle") for _, column in self.found.get(id_, ())]
        known = {column: sum(self.is_won(row, column) for row in self.rows) for column in dict.fromkeys(places)}
        return max(known, key=lambda column: known[column]) if known else None

    @cached_property
    def any_won(self) -> bool:
        """Whether any record was won, as the column of stages says."""
        return any(self.is_won(row, self.stage) for row in self.rows)

    @cached_property
    def lifecycle(self) -> int | None:
        """The column of the stage that a contact is in."""
        return self.column("lifecycle", "stage")

    def is_won(self, row: int, column: int | None) -> bool:
        """Whether a record was won, as a column of stages says."""
        if column is None:
            return False
        text = text_of(self.cell(row, column))
        known = self._won.get((column, text))
        if known is None:
            name = normal(text)
            itself = normal(self.headers[column]) in _WON_ITSELF and name in says("yes")
            known = self._won[column, text] = itself or name in says("won")
        return known

    @cached_property
    def _won(self) -> dict[tuple[int, str], bool]:
        """What stages say, each asked once."""
        return {}

    @cached_property
    def won_at(self) -> int | None:
        """The column of dates on which records were won, and of no other dates."""
        return self.column("won_at")

    @cached_property
    def currency(self) -> int | None:
        """The column of the currency of the amounts."""
        return self.column("currency")

    @cached_property
    def language(self) -> str:
        """The language that the headers are in."""
        known = {
            normal(text): language
            for language, headers in reversed(words().headers.items())
            for own in headers.values()
            for text in own
        }
        spoken = Counter(known.get(normal(header), "") for header in self.headers if header)
        del spoken[""]
        return spoken.most_common(1)[0][0] if spoken else "en"


@dataclass(frozen=True)
class Kind:
    """A kind of records: whether a header row is one of theirs, the fields that are counted, what a row counts as (or
    in a sentence why it does not count), and what the user should know."""

    fits: Callable[[Signs], bool]
    fields: Callable[[Signs], tuple[str, ...]]
    events: Callable[[Signs, int], list[Event] | str]
    note: Callable[[Signs], str]


# -- deals -------------------------------------------------------------------------------------------------------------


def _are_deals(signs: Signs) -> bool:
    if signs.has(*_OF_METRICS) or not signs.has("created", "closed", "won_at"):
        return False
    if signs.has("deal"):
        return True
    return signs.has("stage") and not signs.has("order", "order_id", "payment", "lifecycle") and signs.any_won


def _deal_fields(signs: Signs) -> tuple[str, ...]:
    counted = ("opportunities",) if signs.created is not None else ()
    return (*counted, "customers", *(("revenue",) if signs.amount is not None else ()))


def _deal(signs: Signs, row: int) -> list[Event] | str:
    events: list[Event] = []
    if signs.created is not None and not is_blank(signs.cell(row, signs.created)):
        events.append((signs.created, {"opportunities": 1.0}))
    dated = signs.won_at
    won = signs.is_won(row, signs.stage) if signs.stage is not None else False
    won = won or (dated is not None and not is_blank(signs.cell(row, dated)))
    if won:
        figures: dict[str, float | Amount] = {"customers": 1.0}
        if signs.amount is not None:
            figures["revenue"] = Amount(signs.amount)
        when = signs.won if signs.won is not None else signs.created
        if when is not None:
            events.append((when, figures))
    return events or tr("neither created nor won at a known date")


# -- contacts and leads ------------------------------------------------------------------------------------------------


def _are_contacts(signs: Signs) -> bool:
    if signs.has(*_OF_METRICS) or not signs.has("created", "became:leads", "date"):
        return False
    if signs.has("lifecycle", "became:mqls", "became:sqls"):
        return True
    return signs.has("contact") and not signs.has("order", "order_id", "payment", "invoice")


def _contact_fields(signs: Signs) -> tuple[str, ...]:
    levels = [level for row in signs.rows if (level := _level(signs, row)) is not None]
    highest = max(levels, default=0)
    dated = [STAGES.index(id_) for id_ in STAGES if signs.has(f"became:{id_}")]
    highest = max([highest, *dated, *([4] if signs.has("won_at") else [])])
    return STAGES[: highest + 1]


def _level(signs: Signs, row: int) -> int | None:
    """How far a contact has come: the place among `STAGES`, None where it is no lead."""
    text = normal(text_of(signs.cell(row, signs.lifecycle)))
    for level in reversed(range(len(STAGES))):
        if text in says(f"stage:{STAGES[level]}"):
            return level
    of_life = signs.lifecycle is not None and normal(signs.headers[signs.lifecycle]) not in _LEAD_STATUS
    return None if of_life else 0


#: headers of stages of leads: whoever has any is a lead
_LEAD_STATUS: Final = frozenset(("lead status", "status", "stage", "lead stage", "state", "etap", "durum", "staða"))


def _contact(signs: Signs, row: int) -> list[Event] | str:
    level = _level(signs, row)
    reached = {
        STAGES[i] for i in range(len(STAGES))
        if (level is not None and i <= level) or not is_blank(signs.cell(row, _since(signs, STAGES[i])))
    }  # fmt: skip
    if not reached:
        return tr("no lead: {text}", text=text_of(signs.cell(row, signs.lifecycle)) or "–")
    by_date: dict[int, dict[str, float | Amount]] = {}
    for id_ in STAGES:
        if id_ in reached:
            since = _since(signs, id_)
            if since is None or is_blank(signs.cell(row, since)):
                since = signs.created
            if since is None or is_blank(signs.cell(row, since)):
                since = _since(signs, "leads")
            if since is not None:
                by_date.setdefault(since, {})[id_] = 1.0
    return list(by_date.items()) or tr("no date: {text}", text=text_of(signs.cell(row, 0)))


def _since(signs: Signs, id_: str) -> int | None:
    return signs.won if id_ == "customers" else signs.column(f"became:{id_}")


# -- calls -------------------------------------------------------------------------------------------------------------


def _are_calls(signs: Signs) -> bool:
    markers = {column for _, column in signs.found.get("call", ())}
    return len(markers) > 1 and signs.has("created", "date") and not signs.has(*_OF_METRICS, "stage")


def _call(signs: Signs, row: int) -> list[Event] | str:
    first = signs.column("first_call")
    if first is not None and normal(text_of(signs.cell(row, first))) not in says("yes"):
        return tr("not the first call")
    return [(signs.created, {"leads": 1.0})] if signs.created is not None else tr("no date")


# -- orders, payments and invoices -------------------------------------------------------------------------------------


def _are_orders(signs: Signs) -> bool:
    ledger = signs.has("customer") and signs.has("amount") and not signs.has("invoice", "leads", "customers", "revenue")
    return (
        (ledger or signs.has("order", "order_id", "payment")) and signs.has("created", "date", "closed")
        and signs.amount is not None and not signs.has(*_OF_METRICS, "deal")
    )  # fmt: skip


def _order(signs: Signs, row: int) -> list[Event] | str:
    status = text_of(signs.cell(row, signs.stage))
    if normal(status) in says("void"):
        return tr("not paid: {text}", text=status)
    when = signs.created if signs.created is not None else signs.won
    if when is None or signs.amount is None:
        return tr("no date")
    return [(when, {"customers": 1.0, "revenue": Amount(signs.amount)})]


def _are_invoices(signs: Signs) -> bool:
    return (
        signs.has("invoice") and signs.has("created", "date") and signs.has("amount")
        and not signs.has(*_OF_METRICS, "leads", "revenue", "customers")
    )  # fmt: skip


def _invoice(signs: Signs, row: int) -> list[Event] | str:
    events = _order(signs, row)
    return events if isinstance(events, str) else [(when, {"revenue": figures["revenue"]}) for when, figures in events]


_DEALS = mark("Each row is a deal: an opportunity in the month it was created, a customer in the month it was won.")
_CONTACTS = mark("Each row is a contact, counted as a lead and as everything it has become since.")
_CALLS = mark("Each row is a call, counted as a lead.")
_FIRST_CALLS = mark("Each row is a call; the first one of a caller is counted as a lead.")
_ORDERS = mark("Each row is an order, counted as a customer in the month it was placed.")
_INVOICES = mark("Each row is an invoice, its amount revenue of its month.")

#: the kinds of records, the more particular first
KINDS: Final = (
    Kind(_are_calls, lambda _: ("leads",), _call,
         lambda signs: tr(_FIRST_CALLS) if signs.has("first_call") else tr(_CALLS)),
    Kind(_are_deals, _deal_fields, _deal, lambda _: tr(_DEALS)),
    Kind(_are_orders, lambda _: ("customers", "revenue"), _order, lambda _: tr(_ORDERS)),
    Kind(_are_contacts, _contact_fields, _contact, lambda _: tr(_CONTACTS)),
    Kind(_are_invoices, lambda _: ("revenue",), _invoice, lambda _: tr(_INVOICES)),
)  # fmt: skip
