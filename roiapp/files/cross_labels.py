"""What stands at the edges of tables that run across: months, fields and channels as headings of columns and rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.core.periods import add_months, month_end
from roiapp.files.dates import Order, Span, month_alone, read_span, spans
from roiapp.files.dialect_words import says
from roiapp.files.dialects import Meaning, is_average, is_planned, is_unit, meaning, normal
from roiapp.files.table_layout import text_of
from roiapp.files.table_limits import go_on
from roiapp.files.tables import Cell, Sheet
from roiapp.files.total_words import is_total

_QUARTERS: Final = "quarter|quartal|trimestre|kwartał|çeyrek|chorak|ársfjórðungur"
_QUARTER: Final = re.compile(
    rf"(?:q|k|t|{_QUARTERS})\s*\.?\s*([1-4])|([1-4])\s*\.?\s*(?:q|{_QUARTERS})", re.IGNORECASE
)
_AROUND: Final = " \t-–—/|,:;·•()[]"
#: "Facebook ads spend" is the spend of Facebook ads
_OF_ADS: Final = ("ad ", "ads ")
#: where these stand, "Avg" is August; elsewhere it is an average
_UZBEK_MONTHS: Final = frozenset(("yan", "yanvar", "fev", "fevral", "iyn", "iyun", "iyl", "iyul", "sen", "sent", "noy"))
_LOOKED_THROUGH: Final = 40
_YEARS: Final = range(1990, 2101)
#: a year in a title, or two one after the other: "2025/26"
YEARS: Final = re.compile(r"(?<!\d)(20\d\d)(?:\s*[/–-]\s*(20\d\d|\d\d))?(?!\d)")


@dataclass(frozen=True)
class Part:
    """A month or a quarter without its year: its first month, and how many."""

    first: int
    months: int = 1

    def of(self, year: int) -> Span:
        """The same in a year."""
        start = date(year, self.first, 1)
        return Span(start, month_end(add_months(start, self.months - 1)), named=True)


@dataclass(frozen=True)
class Label:
    """What one heading says: `when`, and `rest` beside it with what that means; or that it sums or compares others."""

    text: str
    when: Span | Part | None = None
    rest: str = ""
    meaning: Meaning | None = None
    total: bool = False
    other: bool = False

    @property
    def field(self) -> bool:
        """Whether it names a figure, one that is imported or one that is not."""
        return self.meaning is not None and self.meaning.kind in ("field", "metric", "other")

    @property
    def free(self) -> bool:
        """Whether it is a name of somebody's own."""
        said = self.total or self.other or is_unit(self.rest) or normal(self.rest) in says("actual")
        return bool(self.rest) and self.meaning is None and not said


class Reader:
    """Reads headings, each text once."""

    def __init__(self, catalog: Catalog, order: Order = "", sheet: Sheet | None = None) -> None:
        self.catalog = catalog
        self.order = order
        rows = sheet.rows[:_LOOKED_THROUGH] if sheet is not None else []
        texts = {text_of(cell).casefold().rstrip(".") for row in rows for cell in row if isinstance(cell, str)}
        self._uzbek = not _UZBEK_MONTHS.isdisjoint(texts)
        self._known: dict[str, Label] = {}

    def read(self, cell: Cell, *, years: bool = True) -> Label:
        """What a heading says; a bare number is a year where `years` are possible."""
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            span = Span(day, day)
            return Label(f"{day:%Y-%m}", span.month) if day.day == 1 else Label(day.isoformat(), span)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            written = text_of(float(cell))
            year = years and float(cell).is_integer() and int(cell) in _YEARS
            return Label(written, read_span(written)) if year else Label(written, rest=written)
        text = text_of(cell)
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Label:
        go_on()
        if not text:
            return Label("")
        found = meaning(text, self.catalog)
        if is_average(text) and month_alone(text) and not self._uzbek:
            return Label(text, rest=text, other=True)
        if is_total(text) and not (found and found.kind == "field"):
            return Label(text, rest=text, total=True)
        if found and found.kind in ("field", "metric"):
            return Label(text, rest=text, meaning=found)
        when, rest = split_period(text, self.order)
        if when is not None and not rest:
            return Label(text, when)
        if when is not None:
            if is_total(rest):
                return Label(text, when, rest, total=True)
            inside = meaning(rest, self.catalog)
            if inside is not None or is_average(rest) or is_unit(rest):
                return replace(self._beside(text, rest, inside), when=when)
        return self._beside(text, text, found)

    @staticmethod
    def _beside(text: str, rest: str, found: Meaning | None) -> Label:
        other = is_planned(rest) or is_average(rest)
        return Label(text, rest=rest, meaning=found, other=other and not (found and found.kind == "field"))

    def field_within(self, text: str) -> str:
        """The one field that a title speaks of, in its words: "Monthly ad spend by channel" of ad spend; else ""."""
        words = re.findall(r"[\w'’&+.-]+", text)
        found: dict[str, str] = {}
        taken: set[int] = set()
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length]).strip(".-")
                known = meaning(part, self.catalog)
                if known and known.kind == "field" and not taken & set(range(start, start + length)):
                    found.setdefault(known.id, part)
                    taken.update(range(start, start + length))
        return next(iter(found.values())) if len(found) == 1 else ""

    def channels_and_fields(self, text: str) -> list[tuple[str, str]]:
        """The ways to read a heading as a channel and a field, "Google Ads spend", the longest field first."""
        words = text.split()
        found = []
        for cut in range(1, len(words)):
            for field, channel in ((words[cut:], words[:cut]), (words[:-cut], words[-cut:])):
                known = meaning(" ".join(field).strip(_AROUND), self.catalog)
                name = " ".join(channel).strip(_AROUND)
                if known and known.kind in ("field", "metric") and name and meaning(name, self.catalog) is None:
                    found.append((name, " ".join(field).strip(_AROUND)))
        return found


def split_period(text: str, order: Order = "") -> tuple[Span | Part | None, str]:
    """A period that a heading names, and what stands beside it."""
    clean = text.strip(_AROUND + "*.")
    if (whole := read_span(clean, order)) is not None:
        return whole, ""
    if (month := month_alone(clean)) is not None:
        return Part(month), ""
    if quarter := _QUARTER.fullmatch(clean):
        return Part(3 * int(quarter[1] or quarter[2]) - 2, 3), ""
    found = spans(text, order)
    if len(found) == 1:
        span, start, end = found[0]
        return span, _joined(text[:start], text[end:])
    if year := re.search(r"(?<!\d)(20\d\d)(?!\d)", text):
        rest = _joined(text[: year.start()], text[year.end() :])
        return read_span(year[1]), rest
    words = text.split()
    for place in (len(words) - 1, 0):
        if len(words) > 1 and (month := month_alone(words[place].strip(_AROUND))) is not None:
            return Part(month), _joined(" ".join(words[:place]), " ".join(words[place + 1 :]))
        if len(words) > 1 and (quarter := _QUARTER.fullmatch(words[place].strip(_AROUND))):
            rest = _joined(" ".join(words[:place]), " ".join(words[place + 1 :]))
            return Part(3 * int(quarter[1] or quarter[2]) - 2, 3), rest
    return None, text


def year_in(texts: Iterable[str]) -> int | None:
    """The year that the first of the texts names that names one."""
    return next((int(found[1]) for text in texts if (found := YEARS.search(text))), None)


def _joined(before: str, after: str) -> str:
    return " ".join(part for part in (before.strip(_AROUND), after.strip(_AROUND)) if part)


@dataclass(frozen=True)
class Heading:
    """What all the headings over one column say together: `field` and `channel` in the file's words; `doubtful`: the
    channel may be a word for a goal or a share instead."""

    when: Span | Part | None = None
    field: str = ""
    meaning: Meaning | None = None
    channel: str = ""
    left_out: str = ""
    text: str = ""
    doubtful: bool = False


def headings_of(over: Mapping[int, Sequence[Label]]) -> dict[int, Heading]:
    """Each column's heading from the labels that stand over it, from top to bottom. Where some name channels, words for
    goals and shares may be names of channels, too."""
    found = {column: _heading(labels) for column, labels in over.items()}
    if any(own.channel for own in found.values()):
        found |= {column: _heading(over[column], names=True) for column, own in found.items() if own.left_out}
    return found


def _heading(labels: Sequence[Label], *, names: bool = False) -> Heading:
    """One column's heading; `names`: words for goals and shares are names."""
    text = next((label.text for label in reversed(labels) if label.text), "")
    when: Span | Part | None = None
    field, means, channel, doubtful = "", None, "", False
    for label in labels:
        known = label.meaning is not None and label.meaning.kind in ("field", "metric")
        compares = label.other and (not known or is_planned(label.rest))
        if label.total or (compares and (not names or channel)):
            return Heading(left_out=label.text, text=text)
        when = _finer(when, label.when)
        if compares:
            channel, doubtful = label.rest, True
        elif label.field and not (field and label.meaning and label.meaning.kind != "field"):
            field, means = label.rest, label.meaning
        elif label.free and not channel:
            channel = label.rest
    return Heading(when, field, means, channel, "", text, doubtful)


def name_channels(headings: dict[int, Heading], reader: Reader) -> dict[int, Heading]:
    """The headings, those of a channel and a field in one ("Google Ads spend") read as both: each so that its channel
    is one that other headings name, too."""
    named = dict(headings)
    read = named_pairs([own.channel for own in headings.values() if own.channel and not own.field], reader)
    for column, own in headings.items():
        if own.channel in read and not own.field:
            name, field = read[own.channel]
            named[column] = replace(own, channel=name, field=field, meaning=reader.read(field).meaning)
    return named


def named_pairs(texts: Iterable[str], reader: Reader) -> dict[str, tuple[str, str]]:
    """Those of the texts that name a channel and a field, as these two: each so that its channel is one that other
    texts name, too."""
    ways = {text: found for text in texts if (found := reader.channels_and_fields(text))}
    often = Counter(normal(name) for found in ways.values() for name, _ in found)
    return {
        text: max(found, key=lambda way: (often[normal(way[0])], not normal(way[1]).startswith(_OF_ADS)))
        for text, found in ways.items()
    }


def _finer(one: Span | Part | None, other: Span | Part | None) -> Span | Part | None:
    """Of two periods over one column the shorter one; a month without a year is of the year that stands over it."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Part) and isinstance(other, Part):
        return one if one.months <= other.months else other
    if isinstance(one, Part) or isinstance(other, Part):
        part, span = (one, other) if isinstance(one, Part) else (other, one)
        assert isinstance(part, Part)
        assert isinstance(span, Span)
        return part.of(span.start.year) if span.start.year == span.end.year else part
    return one if one.end - one.start <= other.end - other.start else other
