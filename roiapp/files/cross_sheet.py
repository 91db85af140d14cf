"""The figures of a table that runs across, put together as a sheet with one row for each channel and period."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from roiapp.core.channel_kinds import guess_kind
from roiapp.core.file_numbers import decide_decimal
from roiapp.files.cross_axes import Axes
from roiapp.files.cross_comparisons import Lines, comparisons
from roiapp.files.cross_facts import Fact, number
from roiapp.files.cross_labels import YEARS, Part, Reader
from roiapp.files.cross_periods import holding_others, period_text
from roiapp.files.dates import Span
from roiapp.files.dialect_words import says
from roiapp.files.dialects import meaning, month_words, normal
from roiapp.files.file_errors import FileError
from roiapp.files.sum_rows import is_sum
from roiapp.files.table_layout import unassigned
from roiapp.files.table_limits import MOST_ACROSS, go_on
from roiapp.files.tables import ABSENT, Cell, Place, Shape, Sheet, Skipped
from roiapp.files.total_words import is_period_total, says_of_what
from roiapp.language import tr

Key = TypeVar("Key")
_AS_LARGE: Final = 0.6
#: what stands for the channel of a row that names none
_NOBODY: Final = "–"


@dataclass
class Facts:
    """All figures of a sheet, and what was left out of it."""

    source: Sheet
    reader: Reader
    axes: Axes
    titles: list[str]
    facts: list[Fact] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    unnamed: set[int] = field(default_factory=set)
    left_out: dict[str, None] = field(default_factory=dict)
    chosen: str = ""

    def skip(self, row: int, why: str) -> None:
        """Leave a row (index) out."""
        self.skipped.append(Skipped(self.source.name, row + 1, why))

    def leave_out(self, text: str) -> None:
        """Leave a column out that repeats others."""
        if text:
            self.left_out[text] = None

    def again(self, axes: Axes) -> None:
        """Other headings follow."""
        self.axes = replace(self.axes, headings=self.axes.headings | axes.headings)

    def start_row(self, row: int, *, nameless: bool, unnamed: bool) -> None:
        """A row of figures begins; `nameless`: its channel should stand there and does not; `unnamed`: it says so."""
        if unnamed:
            self.unnamed.add(row)
        if nameless:
            self.nameless.append(row)

    def add(self, fact: Fact) -> None:
        """One more. Raises `FileError` where there are more than a table that runs across can have."""
        if len(self.facts) == MOST_ACROSS:
            raise self._error(
                tr("The table has more than {most} figures that stand side by side, the most that are imported. Cut it"
                   " in two.", most=MOST_ACROSS)
            )  # fmt: skip
        self.facts.append(fact)

    # -- what is said elsewhere ----------------------------------------------------------------------------------------

    def sheet(self) -> Sheet:
        """The sheet in long form. Raises `FileError` where a field or a year is said nowhere."""
        self._settle_sums()
        self._settle_comparisons()
        self._settle_channels()
        made_field = self._settle_fields()
        self._settle_periods()
        if not self.facts:
            raise self._error(tr("There is no figure below the headings."))
        return self._long(made_field)

    def _error(self, sentence: str) -> FileError:
        return FileError(sentence, sheet=self.source.name, row=self.axes.bottom + 1)

    def _settle_sums(self) -> None:
        """Rows and columns that are sums of those before them go: rows without a channel, those named "Total paid"."""
        named = {fact.row: fact.channel for fact in self.facts if is_period_total(fact.channel)}
        across = {fact.column: fact.channel for fact in self.facts if is_period_total(fact.channel)}
        if not (named or self.nameless):
            return
        decimal = decide_decimal(fact.cell for fact in self.facts if isinstance(fact.cell, str)) or "."
        by_row: dict[int, dict[int, float]] = {}
        by_column: dict[int, dict[int, float]] = {}
        for fact in self.facts:
            value = number(fact.cell, decimal)
            by_row.setdefault(fact.row, {})[fact.column] = value
            by_column.setdefault(fact.column, {})[fact.row] = value
        if self.axes.by_channel:
            gone = _sums(across, by_column, {fact.column: fact.channel for fact in self.facts})
            self.facts = [fact for fact in self.facts if fact.column not in gone]
            for column in gone:
                self.leave_out(across[column])
            return
        named |= dict.fromkeys(self.nameless, "")
        gone = _sums(named, by_row, {fact.row: fact.channel for fact in self.facts})
        self.facts = [fact for fact in self.facts if fact.row not in gone]
        for row in gone:
            self.skip(row, tr("total row: {text}", text=named[row]) if named[row] else tr("total row (no channel)"))
        settled = {*gone, *self.unnamed}
        for row in (row for row in self.nameless if row in by_row and row not in settled):
            own = {column: value for column, value in by_row[row].items() if not math.isnan(value)}
            go_on()
            others = [line for r, line in by_row.items() if r != row]
            sums = {
                column: math.fsum(value for line in others if not math.isnan(value := line.get(column, math.nan)))
                for column in own
            }
            if own and all(value > _AS_LARGE * sums[column] for column, value in own.items()):
                raise FileError(tr("This row has figures and no channel. Name its channel, or take the row out."),
                                sheet=self.source.name, row=row + 1)  # fmt: skip

    def _settle_comparisons(self) -> None:
        """Rows and columns go that hold goals, shares or means of others."""
        if not any(fact.doubtful for fact in self.facts):
            return
        across = self.axes.by_channel
        headings = self.axes.headings.items()
        totals = {column for column, over in headings if over.left_out} if across else self.totals
        doubtful = {fact.column if across else fact.row: fact.channel for fact in self.facts if fact.doubtful}
        gone = comparisons(doubtful, Lines.of(self.facts, totals, across=across))
        self.facts = [fact for fact in self.facts if (fact.column if across else fact.row) not in gone]
        for line in gone:
            if across:
                self.leave_out(doubtful[line])
            else:
                self.skip(line, tr("no figures of its own: {text}", text=doubtful[line]))

    def _settle_channels(self) -> None:
        """Headings above rows are channels where the same fields stand below several of them; else they only group.
        What has no channel then is of the one that the title names, if it names one."""
        below: dict[str, set[str]] = {}
        for fact in self.facts:
            if not fact.channel:
                below.setdefault(fact.heading, set()).add(normal(fact.field))
        often = Counter(id_ for fields in below.values() for id_ in fields)
        channels = any(count > 1 for count in often.values())
        if channels and "" in below and self.titles:
            first = self.titles[0]
        else:
            texts = *self.axes.edge, *self.titles, self.source.name
            first = next((name for text in texts if (name := self._channel_in(text))), "")
        for fact in self.facts:
            fact.channel = fact.channel or (fact.heading if channels else "") or first

    def _channel_in(self, text: str) -> str:
        """The channel that a title names, without the period and what else stands there."""
        label = self.reader.read(text)
        rest = label.rest if label.when is not None else re.sub(YEARS, "", text)
        if guess_kind(rest) == "other" or label.field:
            return ""
        words = rest.split()
        while words and (normal(words[-1]) in says("sheet") or self.reader.read(words[-1]).when is not None
                         or self.reader.read(words[-1]).field or not any(s.isalnum() for s in words[-1])):  # fmt: skip
            words.pop()
        return " ".join(words).strip(" -–—:|,")

    def _settle_fields(self) -> str:
        """Figures whose field nothing beside them says are of the one that the corner or the title names, which is
        given back."""
        if all(fact.field for fact in self.facts):
            return ""
        texts = [*self.axes.edge, *self.titles, self.source.name]
        within = self.chosen or next((found for text in texts if (found := self.reader.field_within(text))), "")
        if not within:
            raise self._error(
                tr("Nothing says what the figures are. Name it in a cell above them, such as Spend or Leads.")
            )
        for fact in self.facts:
            fact.field = fact.field or within
        return within

    def _settle_periods(self) -> None:
        """Months get their year; periods that hold others go, and those in which nothing stands."""
        if any(isinstance(fact.when, Part) for fact in self.facts):
            self._settle_years()
        found = list(dict.fromkeys(fact.when for fact in self.facts if isinstance(fact.when, Span)))
        coarse = holding_others(found)
        for fact in self.facts:
            if fact.when in coarse:
                self.leave_out(fact.name)
        filled = {fact.when for fact in self.facts if not fact.blank}
        self.facts = [fact for fact in self.facts if fact.when not in coarse and fact.when in filled]
        if found and any(fact.when is None for fact in self.facts):
            for fact in self.facts:
                if fact.when is None:
                    self.leave_out(fact.name)
            self.facts = [fact for fact in self.facts if fact.when is not None]

    def _settle_years(self) -> None:
        parts = list(dict.fromkeys(fact.when for fact in self.facts if isinstance(fact.when, Part)))
        years = next(((int(m[1]), m[2]) for text in (*self.titles, *self.axes.edge, self.source.name)
                      if (m := YEARS.search(text))), None)  # fmt: skip
        if years is None:
            raise self._error(
                tr("The months have no year. Write it into the title or the headings, such as “Jan 2026”.")
            )
        year, until = years
        spans: dict[Part, Span] = {}
        before = 0
        for part in parts:
            if part.first < before and part.months == 1:
                if not until:
                    raise self._error(
                        tr("The months reach into another year, and the title names {year} alone. Write the year beside"
                           " the months.", year=year)
                    )  # fmt: skip
                year, until = year + 1, ""
            before = part.first if part.months == 1 else before
            spans[part] = part.of(year)
        for fact in self.facts:
            if isinstance(fact.when, Part):
                fact.when = spans[fact.when]

    # -- the long sheet ------------------------------------------------------------------------------------------------

    def _long(self, made_field: str) -> Sheet:
        beside = [role for role in ("group", "kind", "owner") if any(role in fact.beside for fact in self.facts)]
        dated = any(fact.when is not None for fact in self.facts)
        named = dict.fromkeys(fact.field for fact in self.facts)
        fields = list({normal(text): text for text in reversed(named)}.values())[::-1]
        first = 1 + dated + len(beside)
        place_of = {normal(text): first + place for place, text in enumerate(fields)}
        same, texts = _Memory(normal), _Memory(period_text)
        rows: list[list[Cell]] = []
        origins: list[tuple[str, int]] = []
        cells: dict[tuple[int, int], Place] = {}
        marks: dict[tuple[int, int], str] = {}
        open_rows: dict[tuple[str, str], list[int]] = {}
        taken: Counter[tuple[tuple[str, str], int]] = Counter()
        shift = self.axes.top + 1
        nobody = _NOBODY if self.axes.says("channel") else unassigned()
        for fact in self.facts:
            column = place_of[same[fact.field]]
            when = texts[fact.when] if dated else ""
            go_on()
            key = same[fact.channel], when
            own, number = open_rows.setdefault(key, []), taken[key, column]  # so many of these have a figure there
            taken[key, column] += 1
            if number < len(own):
                row = own[number]
            else:
                row = len(rows)
                own.append(row)
                more = [fact.beside.get(role, "") for role in beside]
                rows.append([fact.channel or nobody, *([when] if dated else ()), *more, *[ABSENT] * len(fields)])
                origins.append((self.source.name, fact.row))
            rows[row][column] = None if fact.blank else fact.cell
            cells[row + shift, column] = Place(self.source.name, fact.row, fact.column, fact.name)
            if fact.mark:
                marks[row + shift, column] = fact.mark
        head: list[Cell] = [self._corner("channel"), *(["period"] if dated else []), *beside, *fields]
        meanings = {0: ("role", "channel")} | ({1: ("role", "period")} if dated else {})
        shape = Shape(
            rows=(*((self.source.name, row) for row in range(shift)), *origins), cells=cells, meanings=meanings,
            made=frozenset(({1} if dated else set()) | ({place_of.get(normal(made_field), -1)} if made_field else set())
                           | (set() if self.axes.says("channel") else {0})),
            also=self._also(made_field), skipped=tuple(self.skipped), notes=self._notes(), language=self._language(),
        )  # fmt: skip
        above = [list(own) for own in self.source.rows[: self.axes.top]]
        return Sheet(self.source.name, [*above, head, *rows], self.source.hidden, marks, shape=shape, header=len(above))

    def _corner(self, role: str) -> str:
        return next((self.axes.corners[c] for c, own in self.axes.labels.items() if own == role), "")

    def _also(self, made_field: str) -> dict[str, str]:
        """What those of the user's columns are that are no columns here."""
        found = {self._corner(role): role for role in ("measure", "period") if self.axes.says(role)}
        found |= {name: "month" for name in found if normal(name) in month_words()}
        if made_field and (known := meaning(made_field, self.reader.catalog)):
            found |= {h.text: known.id for h in self.axes.headings.values() if h.text and h.text not in self.left_out}
        return {name: id_ for name, id_ in found.items() if name}

    def _notes(self) -> tuple[str, ...]:
        names = ", ".join(f"“{text}”" for text in self.left_out)
        return (tr("Left out, since they sum or compare other columns: {columns}.", columns=names),) if names else ()

    def _language(self) -> str:
        spoken = Counter(known.language for fact in self.facts[:500]
                         if (known := meaning(fact.field, self.reader.catalog)) and known.language)  # fmt: skip
        return spoken.most_common(1)[0][0] if spoken else "en"


class _Memory(dict[Key, str]):
    """The answers of a question, each asked once."""

    def __init__(self, question: Callable[[Key], str]) -> None:
        super().__init__()
        self._question = question

    def __missing__(self, asked: Key) -> str:
        answer = self[asked] = self._question(asked)
        return answer


def _sums(
    named: Mapping[int, str], lines: Mapping[int, Mapping[int, float]], names: Mapping[int, str]
) -> list[int]:
    """Those of the named rows (or columns) that are sums of the others directly before or after them; `names` are the
    channels of all."""
    order = sorted(lines)
    others = [line for line in order if line not in named]
    gone = []
    for line in (line for line in order if line in named):
        go_on()
        own = {key: value for key, value in lines[line].items() if not math.isnan(value)}
        before = [lines[other] for other in reversed(others) if other < line]
        after = [lines[other] for other in others if other > line]
        surely = not named[line] or says_of_what(named[line], [names.get(other, "") for other in others])
        if (surely and not own) or any(is_sum(own, group, surely=surely) for group in (before, after)):
            gone.append(line)
    return gone
