"""The whole document exchanged for another content in one step: an earlier version restored, and taken back again."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import EditError
from roiapp.core.own_checks import OwnError, checked
from roiapp.core.own_figures import OwnField, OwnMetric
from roiapp.core.periods import Period, overlapping
from roiapp.core.record_tables import Record, named_keys
from roiapp.core.text_column import TextColumn
from roiapp.core.worksheet import ATTRIBUTES, Floats, Place, Worksheet, same_name
from roiapp.language import current, date_text, tr


@dataclass(frozen=True, eq=False)
class ReplaceContent:
    """Everything that is entered, put in the place of what is there. Identities stay as they are given: a version of
    the same document has its own channels back; none that was ever used is given again.

    `texts` holds per attribute one text a channel; `at` is when the version was kept, in seconds since 1970.
    """

    keys: tuple[int, ...]
    texts: Mapping[str, tuple[str, ...]]
    periods: tuple[Period, ...]
    columns: Mapping[str, Floats]
    totals: Mapping[str, Floats]
    expressions: Mapping[tuple[str, int, int], str]
    notes: Mapping[Place, str]
    settings: tuple[tuple[str, Any], ...]
    at: int | None = None
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    own_fields: tuple[OwnField, ...] = ()
    own_metrics: tuple[OwnMetric, ...] = ()

    @classmethod
    def of(cls, worksheet: Worksheet, at: int | None = None) -> ReplaceContent:
        """What stands in this worksheet, which must not be changed any more: its arrays are not copied."""
        return cls(
            tuple(worksheet.keys),
            {name: tuple(worksheet.channels[name]) for name in ATTRIBUTES},
            tuple(worksheet.periods),
            dict(worksheet.columns),
            dict(worksheet.totals),
            dict(worksheet.expressions),
            dict(worksheet.notes),
            tuple((each.name, getattr(worksheet.settings, each.name)) for each in fields(DocumentSettings)),
            at,
            dict(worksheet.records),
            worksheet.own_fields,
            worksheet.own_metrics,
        )

    def apply(self, worksheet: Worksheet) -> ReplaceContent:
        self._refuse_unsound()
        before = ReplaceContent.of(worksheet, self.at)  # nobody writes into these lists and arrays from here on
        worksheet.keys = array("q", self.keys)
        worksheet.channels = {name: TextColumn(self.texts[name]) for name in ATTRIBUTES}
        worksheet.periods = list(self.periods)
        worksheet.columns = {name: column.copy() for name, column in self.columns.items()}
        worksheet.totals = {name: row.copy() for name, row in self.totals.items()}
        worksheet.expressions = dict(self.expressions)
        worksheet.notes = dict(self.notes)
        worksheet.records = dict(self.records)
        worksheet.own_fields, worksheet.own_metrics = self.own_fields, self.own_metrics
        worksheet.settings = DocumentSettings(**dict(self.settings))
        used = (*self.keys, *(period.key for period in self.periods), *named_keys(self.records))
        worksheet.next_key = max(worksheet.next_key, 1 + max(used))
        return before

    def _refuse_unsound(self) -> None:
        shape = len(self.periods), len(self.keys)
        names = {same_name(name) for name in self.texts["name"]}
        if (
            not self.periods
            or overlapping(self.periods)
            or any(len(self.texts[name]) != len(self.keys) for name in ATTRIBUTES)
            or len(names) != len(self.keys)
            or len(set(self.keys)) != len(self.keys)
            or len({period.key for period in self.periods}) != len(self.periods)
            or any(column.shape != shape for column in self.columns.values())
            or any(row.shape != shape[:1] for row in self.totals.values())
        ):
            raise EditError(tr("The version does not fit together and cannot be restored."))
        try:
            checked(self.own_fields, self.own_metrics)
        except OwnError as error:
            raise EditError(str(error)) from error

    def title(self) -> str:
        if self.at is None:
            return tr("Restore an earlier version")
        return tr("Restore the version of {moment}", moment=version_moment(self.at))


def version_moment(at: int) -> str:
    """When a version was kept, on the user's own clock: "Nov 28, 2026, 09:41"."""
    local = datetime.fromtimestamp(at).astimezone()
    return tr("{day}, {time}", day=date_text(local.date(), current()), time=f"{local:%H:%M}")


def copy_of(worksheet: Worksheet) -> Worksheet:
    """The same document once more, to try something on: edits made for one fit the other."""
    copy = Worksheet()
    ReplaceContent.of(worksheet).apply(copy)
    copy.next_key = worksheet.next_key
    return copy
