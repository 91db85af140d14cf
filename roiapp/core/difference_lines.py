"""Differences in words: one sentence for each sort of them, and a line for each place, made when it is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from roiapp.core import indicators, trend_columns
from roiapp.core.catalog import Catalog
from roiapp.core.channel_kinds import KINDS
from roiapp.core.definitions import called
from roiapp.core.differences import ChannelDifference, Differences, ExpressionDifference, PeriodDifference
from roiapp.core.document_settings import PAPERS, REPORT_PAGES
from roiapp.core.fields import BLOCKS
from roiapp.core.number_format import UNDEFINED, NumberFormat
from roiapp.core.periods import Period, span_text
from roiapp.core.record_differences import place_text, record_text
from roiapp.core.record_tables import TABLES
from roiapp.core.units import MONEY_EACH, NUMBER, SHARE, YEARS, Unit, localize_expression
from roiapp.language import current, date_text, list_text, mark, tr, trn

_ATTRIBUTES = {
    "name": mark("Channel renamed"),
    "kind": mark("Kind"),
    "source": mark("Source"),
    "group": mark("Group"),
    "owner": mark("Owner"),
}
_SOURCES = {"marketing": mark("Marketing"), "sales": mark("Sales")}
_KINDS = {kind.id: kind.label for kind in KINDS}
_SETTINGS = {
    "title": mark("Title"),
    "currency": mark("Currency"),
    "locale": mark("Numbers and dates"),
    "default_margin": mark("Default gross margin"),
    "default_hourly_rate": mark("Default hourly rate"),
    "elasticity": mark("Elasticity"),
    "retention_limit": mark("Longest time a customer is counted for"),
    "fiscal_year_start": mark("First month of the business year"),
    "blocks": mark("Groups of columns"),
    "hidden": mark("Hidden columns"),
    "definitions": mark("What counts as what"),
    "company": mark("Company"),
    "logo": mark("Logo"),
    "headline": mark("Headline figure"),
    "cards": mark("Cards"),
    "put_away": mark("Columns put away"),
    "added": mark("Further columns"),
    "order": mark("Order of the columns"),
    "widths": mark("Widths of the columns"),
    "prepared_by": mark("Report: prepared by"),
    "introduction": mark("Report: introduction"),
    "comments": mark("Report: comments on channels"),
    "brand": mark("Report: colour"),
    "paper": mark("Report: paper"),
    "report_pages": mark("Report: further pages"),
    "page_header": mark("Report: header"),
    "page_footer": mark("Report: footer"),
}
_UNITS: dict[str, Unit] = {
    "default_margin": SHARE,
    "default_hourly_rate": MONEY_EACH,
    "elasticity": NUMBER,
    "retention_limit": YEARS,
    "fiscal_year_start": NUMBER,
}


@dataclass(frozen=True)
class Line:
    """One place that differs: what it is, the channel (`where`) and the period (`when`) where it has them, and both
    states as they are shown. `rises` says which way a figure went, None where it is no figure or one is blank."""

    what: str
    where: str
    when: str
    then: str
    now: str
    rises: bool | None = None


class DifferenceLines:
    """All lines of `differences`, figures as `write` shows them: what is few first, the cells after it, by channel,
    period and column."""

    def __init__(self, differences: Differences, catalog: Catalog, write: NumberFormat) -> None:
        self._of = differences
        self._catalog = catalog
        self._write = write
        self._expressions = list(self._typed_otherwise())
        self._first = [*self._channels(), *self._periods(), *self._own(), *self._settings(), *self._totals(),
                       *self._notes(), *self._records(), *self._typed()]  # fmt: skip
        cells = differences.cells
        places = {field.id: place for place, field in enumerate(catalog.fields)}
        rank = np.array([places.get(id_, len(places)) for id_ in cells.fields], dtype=np.int32)
        columns = rank[cells.field] if len(cells) else cells.field
        self._order = np.lexsort((columns, cells.period, cells.channel))

    def __len__(self) -> int:
        return len(self._first) + len(self._order)

    def __getitem__(self, place: int) -> Line:
        if place < len(self._first):
            return self._first[place]
        return self._cell(int(self._order[place - len(self._first)]))

    # -- in sentences --------------------------------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What differs, a sentence for each sort; one that says so where nothing does."""
        return tuple(self._sentences()) or (tr("Nothing differs."),)

    def _sentences(self) -> Iterator[str]:
        of = self._of
        rows = np.unique(of.cells.channel)
        count = len(of.cells)
        if len(rows) == 1:
            channel = of.names[int(rows[0])]
            yield trn("{n} cell changed in {channel}.", "{n} cells changed in {channel}.", count, channel=channel,
                      **self._n(count))  # fmt: skip
        elif count:
            yield trn("{n} cell changed in {channels} channels.", "{n} cells changed in {channels} channels.", count,
                      **self._n(count), channels=self._write.text(len(rows), NUMBER))  # fmt: skip
        yield from self._channel_sentences()
        came, went = (sum(getattr(each, end) is None for each in of.periods) for end in ("before", "after"))
        if came:
            yield trn("{n} period was added.", "{n} periods were added.", came)
        if went:
            yield trn("{n} period was removed.", "{n} periods were removed.", went)
        if changed := len(of.periods) - came - went:
            yield trn("{n} period was changed.", "{n} periods were changed.", changed)
        if of.totals:
            yield trn("{n} total changed.", "{n} totals changed.", len(of.totals))
        if typed := len(self._expressions):
            yield trn("{n} cell was typed another way.", "{n} cells were typed another way.", typed, **self._n(typed))
        if notes := len(of.notes):
            yield trn("{n} note changed.", "{n} notes changed.", notes, **self._n(notes))
        if of.own:
            yield trn("{n} own figure changed.", "{n} own figures changed.", len(of.own))
        for table, times in Counter(each.table for each in of.records).items():
            label = tr(TABLES[table].label)
            yield trn("{n} change in the table “{table}”.", "{n} changes in the table “{table}”.", times, table=label,
                      **self._n(times))  # fmt: skip
        if of.settings:
            yield trn("{n} setting changed.", "{n} settings changed.", len(of.settings))

    def _channel_sentences(self) -> Iterator[str]:
        channels = self._of.channels
        if came := sum(each.before is None for each in channels):
            yield trn("{n} channel was added.", "{n} channels were added.", came, **self._n(came))
        if went := sum(each.after is None for each in channels):
            yield trn("{n} channel was removed.", "{n} channels were removed.", went, **self._n(went))
        if renamed := sum("name" in each.attributes for each in channels):
            yield trn("{n} channel was renamed.", "{n} channels were renamed.", renamed, **self._n(renamed))
        if described := sum(bool(set(each.attributes) - {"name"}) for each in channels):
            yield trn("{n} channel is described another way.", "{n} channels are described another way.", described,
                      **self._n(described))  # fmt: skip
        if moved := sum(_elsewhere(each.moved, each.rows) for each in channels):
            yield trn("{n} channel was moved.", "{n} channels were moved.", moved, **self._n(moved))

    def _n(self, number: int) -> dict[str, object]:
        return {"n": self._write.text(number, NUMBER)}

    # -- line by line --------------------------------------------------------------------------------------------------

    def _cell(self, place: int) -> Line:
        cells = self._of.cells
        id_ = cells.fields[int(cells.field[place])]
        then, now = float(cells.before[place]), float(cells.after[place])
        return self._figures(
            id_, self._of.names[int(cells.channel[place])], int(cells.period[place]),
            None if np.isnan(then) else then, None if np.isnan(now) else now,
        )  # fmt: skip

    def _figures(self, id_: str, where: str, period: int, then: float | None, now: float | None) -> Line:
        field = self._catalog.field.get(id_)
        unit = field.unit if field else NUMBER
        texts = [self._write.text(value, unit) for value in (then, now)]
        if texts[0] == texts[1]:  # rounded away: every digit, then
            texts = [self._write.edit_text(value, unit) or UNDEFINED for value in (then, now)]
        rises = None if then is None or now is None else now > then
        return Line(self._label(id_), where, self._period(period), texts[0], texts[1], rises)

    def _label(self, id_: str) -> str:
        known = id_ in self._catalog.field or id_ in self._catalog.metric
        return tr(self._catalog.record(id_).label) if known else self._column_label(id_)

    def _column_label(self, name: str) -> str:
        """What else stands among columns: the trend of a figure, all figures of a kind."""
        return trend_columns.label(name, self._catalog) or indicators.label(name) or name

    def _period(self, place: int) -> str:
        return self._of.all_periods[place].text()

    def _channels(self) -> Iterator[Line]:
        for each in self._of.channels:
            yield from self._channel(each)

    def _channel(self, found: ChannelDifference) -> Iterator[Line]:
        if found.after is None:
            assert found.before is not None
            yield Line(tr("Channel removed"), found.before.name, "", _count(found.figures), UNDEFINED)
            return
        name = found.after.name
        if found.before is None:
            yield Line(tr("Channel added"), name, "", UNDEFINED, _count(found.figures))
            return
        for attribute in found.attributes:
            then, now = (_attribute(attribute, getattr(one, attribute)) for one in (found.before, found.after))
            yield Line(tr(_ATTRIBUTES[attribute]), name, "", then, now)
        if _elsewhere(found.moved, found.rows):
            then, now = (tr("row {n}", n=row + 1) for row in found.rows if row is not None)
            yield Line(tr("Channel moved"), name, "", then, now)

    def _periods(self) -> Iterator[Line]:
        for each in self._of.periods:
            yield from self._period_lines(each)

    def _period_lines(self, found: PeriodDifference) -> Iterator[Line]:
        if found.after is None:
            assert found.before is not None
            yield Line(tr("Period removed"), "", found.before.text(), _count(found.figures), UNDEFINED)
            return
        name = found.after.text()
        if found.before is None:
            yield Line(tr("Period added"), "", name, UNDEFINED, _count(found.figures))
            return
        then, now = _described(found.before), _described(found.after)
        if then != now:
            yield Line(tr("Period changed"), "", name, then, now)
        if found.before.as_of != found.after.as_of:
            then, now = (date_text(p.as_of, current()) if p.as_of else UNDEFINED for p in (found.before, found.after))
            yield Line(tr("Figures up to"), "", name, then, now)
        if _elsewhere(found.moved, found.places):
            then, now = (tr("place {n}", n=place + 1) for place in found.places if place is not None)
            yield Line(tr("Period moved"), "", name, then, now)

    def _settings(self) -> Iterator[Line]:
        for each in self._of.settings:
            yield Line(
                tr(_SETTINGS.get(each.name, each.name)), tr("Document"), "",
                self._setting(each.name, each.before), self._setting(each.name, each.after),
            )  # fmt: skip

    def _setting(self, name: str, value: Any) -> str:
        if name in _UNITS:
            return self._write.text(value, _UNITS[name])
        if name == "blocks":
            value = list_text([tr(BLOCKS[id_][0]) if id_ in BLOCKS else id_ for id_ in value])
        elif name in ("hidden", "put_away", "added", "order", "cards"):
            value = list_text([self._label(id_) for id_ in value])
        elif name == "headline":
            value = self._label(value)
        elif name == "widths":
            value = list_text([self._label(id_) if id_ else tr("Channel") for id_, _ in value])
        elif name == "comments":
            value = "; ".join(comment for _, comment in value)
        elif name == "report_pages":
            value = list_text([tr(REPORT_PAGES[id_]) for id_ in value])
        elif name == "paper":
            value = tr(PAPERS[value]) if value else ""
        elif name == "logo":
            value = tr("a picture") if value else ""
        elif name == "definitions":
            said = ((called(word, self._catalog), meaning) for word, meaning in value)
            value = "; ".join(tr("{word}: {meaning}", word=word, meaning=meaning) for word, meaning in said)
        return str(value) if value else UNDEFINED

    def _totals(self) -> Iterator[Line]:
        for each in self._of.totals:
            yield self._figures(each.field, tr("All channels"), each.period, each.before, each.after)

    def _notes(self) -> Iterator[Line]:
        for each in self._of.notes:
            where = tr("All channels") if each.channel is None else self._of.names[each.channel]
            when = "" if each.period is None else self._period(each.period)
            what = tr("Note on {field}", field=self._label(each.field)) if each.field else tr("Note")
            yield Line(what, where if each.field or each.channel is not None else "", when,
                       each.before or UNDEFINED, each.after or UNDEFINED)  # fmt: skip

    def _own(self) -> Iterator[Line]:
        for each in self._of.own:
            yield Line(each.what, each.label, "", *each.texts())

    def _records(self) -> Iterator[Line]:
        for each in self._of.records:
            yield Line(tr(TABLES[each.table].label), *place_text(each), *record_text(each, self._catalog, self._write))

    def _typed_otherwise(self) -> Iterator[ExpressionDifference]:
        """Cells whose figure is the same, typed as another calculation or as none."""
        cells = self._of.cells
        wanted = {(each.field, each.period, each.channel) for each in self._of.expressions}
        if not wanted:
            return
        near = np.isin(cells.channel, [channel for _, _, channel in wanted])
        changed = {
            (cells.fields[field], period, channel)
            for field, period, channel in zip(
                cells.field[near].tolist(), cells.period[near].tolist(), cells.channel[near].tolist(), strict=True
            )
        }
        for each in self._of.expressions:
            if (each.field, each.period, each.channel) not in changed:
                yield each

    def _typed(self) -> Iterator[Line]:
        for each in self._expressions:
            then, now = (
                localize_expression(text, self._write.locale) if text else tr("a number")
                for text in (each.before, each.after)
            )
            what = tr("{field}, typed as", field=self._label(each.field))
            yield Line(what, self._of.names[each.channel], self._period(each.period), then, now)


def _elsewhere(moved: bool, places: tuple[int | None, int | None]) -> bool:
    """Whether a thing that moved past others stands at another place now: not where as many came as went above it."""
    return moved and places[0] != places[1]


def _count(figures: int) -> str:
    return trn("{n} figure", "{n} figures", figures) if figures else tr("no figures")


def _attribute(name: str, text: str) -> str:
    if name == "kind":
        return tr(_KINDS.get(text, text))
    if name == "source":
        return tr(_SOURCES.get(text, text))
    return text or UNDEFINED


def _described(period: Period) -> str:
    """A period by its label and its days, whichever it has."""
    if period.label and period.start:
        return tr("{label}, {days}", label=period.label, days=span_text(period.start, period.end))
    return period.text()
