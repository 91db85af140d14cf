"""The edit of own fields and metrics: all of them put in the place of those there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as part

import numpy as np

from roiapp.core.edits import Edit, EditError
from roiapp.core.note_edits import taken_out
from roiapp.core.own_checks import OwnError, check_labels, checked
from roiapp.core.own_figures import OwnField, OwnMetric, clean_field, clean_metric, used_by
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import mark, tr

_TITLE = mark("Change own figures")


@dataclass(frozen=True, eq=False)
class SetOwn:
    """All own fields and metrics of the document. Figures, arithmetic and notes of what is gone go with it and come
    back with its inverse: `columns` holds per field put in an array [period, channel], `expressions` the arithmetic."""

    fields: tuple[OwnField, ...]
    metrics: tuple[OwnMetric, ...]
    columns: Mapping[str, Floats] = part(default_factory=dict)
    expressions: Mapping[tuple[str, int, int], str] = part(default_factory=dict)

    @classmethod
    def adding(cls, worksheet: Worksheet, *new: OwnField | OwnMetric) -> SetOwn:
        """Those there with new ones behind them; one of a known id takes the place of that. Raises `EditError` where
        one is given the label of a built-in figure."""
        clean = [clean_field(each) if isinstance(each, OwnField) else clean_metric(each) for each in new]
        try:
            check_labels(clean, (*worksheet.own_fields, *worksheet.own_metrics))
        except OwnError as error:
            raise EditError(str(error)) from error
        fields = {each.id: each for each in worksheet.own_fields}
        metrics = {each.id: each for each in worksheet.own_metrics}
        for each in clean:
            if isinstance(each, OwnField):
                fields[each.id] = each
            else:
                metrics[each.id] = each
        return cls(tuple(fields.values()), tuple(metrics.values()))

    @classmethod
    def without(cls, worksheet: Worksheet, *ids: str) -> SetOwn:
        """Those there but for these."""
        return cls(
            tuple(each for each in worksheet.own_fields if each.id not in ids),
            tuple(each for each in worksheet.own_metrics if each.id not in ids),
        )

    def apply(self, worksheet: Worksheet) -> Edit:
        clean = replace(
            self, fields=tuple(map(clean_field, self.fields)), metrics=tuple(map(clean_metric, self.metrics))
        )
        before, after = _ids(worksheet.own_fields, worksheet.own_metrics), _ids(clean.fields, clean.metrics)
        gone = before - after
        _refuse_in_use(worksheet, clean, gone)
        try:
            checked(clean.fields, clean.metrics)
        except OwnError as error:
            raise EditError(str(error)) from error
        _refuse_figures(worksheet, clean)
        columns = {id_: worksheet.columns[id_] for id_ in gone & worksheet.columns.keys()}
        expressions = {place: text for place, text in worksheet.expressions.items() if place[0] in gone}
        inverse = SetOwn(worksheet.own_fields, worksheet.own_metrics, columns, expressions)
        for id_ in columns:
            del worksheet.columns[id_]
        for place in expressions:
            del worksheet.expressions[place]
        worksheet.own_fields, worksheet.own_metrics = clean.fields, clean.metrics
        worksheet.columns.update({id_: column.copy() for id_, column in self.columns.items()})
        worksheet.expressions.update(self.expressions)
        return taken_out(worksheet, inverse, lambda place: place[0] in gone, _TITLE)

    def title(self) -> str:
        return tr(_TITLE)


def _ids(fields: tuple[OwnField, ...], metrics: tuple[OwnMetric, ...]) -> set[str]:
    return {field.id for field in fields} | {metric.id for metric in metrics}


def _refuse_in_use(worksheet: Worksheet, clean: SetOwn, gone: set[str]) -> None:
    """What something else is made of stays; said here, since to the check it would be any unknown name."""
    kept = {each.id: each for each in worksheet.own_metrics}
    weighted = {each.id: each for each in worksheet.own_fields}
    unchanged = [each for each in clean.metrics if kept.get(each.id) == each]
    same = [each for each in clean.fields if weighted.get(each.id) == each]
    if found := used_by(gone, same, unchanged):
        raise EditError(tr("“{id}” cannot be removed: “{label}” is made of it.", id=found[0], label=found[1]))


def _refuse_figures(worksheet: Worksheet, clean: SetOwn) -> None:
    """Figures, those there and those that come along, must fit what their field is now."""
    fields = {each.id: each.field() for each in clean.fields}
    for id_, column in (*worksheet.columns.items(), *clean.columns.items()):
        record = fields.get(id_)
        if record is None:
            if id_ not in clean.columns:
                continue
            raise EditError(tr("The figures of “{field}” do not fit the worksheet.", field=id_))
        if column.shape != worksheet.shape:
            raise EditError(tr("The figures of “{field}” do not fit the worksheet.", field=record.label))
        known = column[~np.isnan(column)]
        below = record.minimum is not None and bool((known < record.minimum).any())
        if below or (record.maximum is not None and bool((known > record.maximum).any())):
            raise EditError(tr("“{field}” has figures that this unit cannot have.", field=record.label))
