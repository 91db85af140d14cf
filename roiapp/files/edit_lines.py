"""The lines `roiapp edit` is told a document's changes in, each read as an edit.

    set CHANNEL FIELD VALUE [PERIOD] | add channel NAME [kind=K source=S group=G owner=O] |
    add period LABEL [START END] | undo | redo | save

Words are quoted as in a shell. FIELD is an id, or a header in any language that an imported table may have.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from roiapp.core import units
from roiapp.core.calculated import calculated_sentence, rollup_sentence
from roiapp.core.catalog import Catalog
from roiapp.core.channel_edits import AddChannels
from roiapp.core.channel_kinds import KIND_IDS
from roiapp.core.checks import limit_error
from roiapp.core.edits import Edit, Group, SetCells, SetSettings
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.number_format import NumberFormat
from roiapp.core.period_edits import AddPeriods
from roiapp.core.periods import Period, PeriodError, find
from roiapp.core.units import NumberError
from roiapp.core.worksheet import Channel, Worksheet
from roiapp.files.asked_names import with_near_names
from roiapp.files.dates import read_span
from roiapp.files.dialects import channel_kind, meaning
from roiapp.language import tr

Command = Literal["undo", "redo", "save", "nothing"]

#: characters of a line
LONGEST: Final = 1 << 20
_SET: Final = "set CHANNEL FIELD VALUE [PERIOD]"
_ADD_CHANNEL: Final = "add channel NAME [kind=K source=S group=G owner=O]"
_ADD_PERIOD: Final = "add period LABEL [START END]"
_ALONE: Final[dict[str, Command]] = {"undo": "undo", "redo": "redo", "save": "save"}
_SOURCES: Final = ("marketing", "sales")


class LineError(ValueError):
    """A line that cannot be done; the text is a sentence for the user."""


@dataclass(frozen=True)
class LineReader:
    """Reads the lines meant for one document; `locale` says how its numbers are written."""

    worksheet: Worksheet
    catalog: Catalog
    locale: str

    def read(self, line: str) -> Edit | Command:
        """What the line asks for. Raises `LineError`; an edit may still be refused when it is applied."""
        if len(line) > LONGEST:
            raise LineError(tr("The line is too long."))
        try:
            words = shlex.split(line)
        except ValueError as error:
            raise LineError(tr("A quotation mark or a backslash stands alone. Put it in quotes.")) from error
        if any(0xD800 <= ord(sign) <= 0xDFFF for word in words for sign in word) or "\0" in line:
            raise LineError(tr("The line is no text. Write it in UTF-8."))
        match words:
            case []:
                return "nothing"
            case [("undo" | "redo" | "save") as word]:
                return _ALONE[word]
            case ["set", channel, field, value]:
                return self._set(channel, field, value, None)
            case ["set", channel, field, value, period]:
                return self._set(channel, field, value, period)
            case ["add", "channel", name, *attributes]:
                return self._add_channel(name, attributes)
            case ["add", "period", label]:
                return self._add_period(label, None)
            case ["add", "period", label, start, end]:
                return self._add_period(label, (_day(start), _day(end)))
        raise LineError(_how_to(words))

    # -- set -----------------------------------------------------------------------------------------------------------

    def _set(self, name: str, header: str, text: str, asked: str | None) -> Edit:
        sheet = self.worksheet
        channel = sheet.find_channel(name)
        if channel is None:
            raise LineError(with_near_names(tr("There is no channel “{asked}”.", asked=name), name, sheet.names))
        field = self._field(header)
        period = len(sheet.periods) - 1 if asked is None else self._period(asked)
        write = NumberFormat(self.locale, sheet.settings.currency)
        try:
            entry = units.parse(text, field.unit, self.locale, sheet.settings.currency)
        except NumberError as error:
            raise LineError(str(error)) from error
        sentence = limit_error(field, entry.value, write)
        if sentence:
            raise LineError(sentence)
        cell = SetCells.one(field.id, period, channel, entry.value, entry.expression)
        return cell if entry.value is None else self._shown(field, cell)

    def _field(self, header: str) -> Field:
        found = meaning(header, self.catalog)
        if found is None or found.kind not in ("field", "metric"):
            known = [field.id for field in self.catalog.fields if field.scope == "cell"]
            raise LineError(with_near_names(tr("There is no field “{asked}”.", asked=header), header, known))
        if found.kind == "metric":
            raise LineError(calculated_sentence(self.catalog.metric[found.id]))
        field = self.catalog.field[found.id]
        if field.scope != "cell":
            label = tr(field.label)
            raise LineError(tr("{field} is of all channels together. Type it in the window.", field=label))
        return field

    def _period(self, asked: str) -> int:
        sheet = self.worksheet
        try:
            view = find(sheet.periods, asked, sheet.settings.fiscal_year_start)
        except PeriodError as error:
            span = read_span(asked)
            for index, period in enumerate(sheet.periods):
                if span and (period.start, period.end) == (span.start, span.end):
                    return index
            raise LineError(str(error)) from error
        if view.rollup:
            raise LineError(rollup_sentence())
        return view.periods[0]

    def _shown(self, field: Field, cell: SetCells) -> Edit:
        """The same, and the column is shown: of a block not shown so far the others stay out until they are used."""
        settings = self.worksheet.settings
        if field.block in settings.blocks or field.block not in BLOCKS:
            return cell
        blocks = tuple(block for block in BLOCKS if block == field.block or block in settings.blocks)
        others = [each.id for each in self.catalog.fields if each.block == field.block and each.id != field.id]
        hidden = tuple(dict.fromkeys((*settings.hidden, *others)))
        return Group((cell, SetSettings.of(blocks=blocks, hidden=hidden)))

    # -- add -----------------------------------------------------------------------------------------------------------

    def _add_channel(self, name: str, attributes: Iterable[str]) -> Edit:
        texts: dict[str, str] = {}
        for word in attributes:
            key, sign, value = word.partition("=")
            if not sign or key not in ("kind", "source", "group", "owner") or key in texts:
                raise LineError(tr("“{word}” is not understood. Write: {form}", word=word, form=_ADD_CHANNEL))
            texts[key] = " ".join(value.split())
        if not texts.get("kind", "other"):
            del texts["kind"]
        if "kind" in texts:
            kind = channel_kind(texts["kind"])
            if not kind:
                sentence = tr("There is no kind “{asked}”.", asked=texts["kind"])
                raise LineError(with_near_names(sentence, texts["kind"], KIND_IDS))
            texts["kind"] = kind
        if "source" in texts:
            texts["source"] = texts["source"].casefold() or _SOURCES[0]
            if texts["source"] not in _SOURCES:
                raise LineError(tr("The source is marketing or sales, not “{asked}”.", asked=texts["source"]))
        # The key is taken when the edit is made: a refused line must leave no trace.
        channel = Channel.named(self.worksheet.next_key, name, **texts)
        return AddChannels((len(self.worksheet.keys),), (channel,))

    def _add_period(self, label: str, days: tuple[date, date] | None) -> Edit:
        sheet = self.worksheet
        label = " ".join(label.split())
        named = False
        if days is None:
            span = read_span(label)
            days = (span.start, span.end) if span else None
            named = days is not None and self._goes_without_saying(label, *days)
        if not label and days is None:
            raise LineError(tr("A period needs a name or its days. Write: {form}", form=_ADD_PERIOD))
        if label and any(label.casefold() == period.text().casefold() for period in sheet.periods):
            raise LineError(tr("There is a period “{label}” already. Give this one another name.", label=label))
        start, end = days or (None, None)
        period = Period(sheet.next_key, "" if named else label, start, end)
        return AddPeriods((len(sheet.periods),), (period,))

    def _goes_without_saying(self, label: str, start: date, end: date) -> bool:
        """Whether a period of these days is found by this name without being given it: 2026-08, Aug 2026."""
        try:
            find([Period(0, "", start, end)], label, self.worksheet.settings.fiscal_year_start)
        except PeriodError:
            return False
        return label.casefold() not in ("all", "last12")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LineError(tr("“{text}” is no date. Write it as 2026-09-30.", text=text)) from error


def _how_to(words: list[str]) -> str:
    """How to write what was perhaps meant."""
    if words[0] == "set":
        return tr("This cannot be read. Write: {form}", form=_SET)
    if words[0] == "add":
        forms = {"channel": _ADD_CHANNEL, "period": _ADD_PERIOD}
        form = forms.get(words[1] if len(words) > 1 else "", f"{_ADD_CHANNEL} | {_ADD_PERIOD}")
        return tr("This cannot be read. Write: {form}", form=form)
    if words[0] in _ALONE:
        return tr("“{word}” stands alone on its line.", word=words[0])
    return tr("“{word}” is not understood. The lines are: {forms}", word=words[0],
              forms=" | ".join((_SET, _ADD_CHANNEL, _ADD_PERIOD, *_ALONE)))  # fmt: skip
