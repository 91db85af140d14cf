"""Which of a document's columns show, in which order, as its settings say; and the settings that change it. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from roiapp.core import shown_columns
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.record_tables import counted_fields
from roiapp.ui.sheet.grid_columns import Column, grid_columns

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.edits import Edit
    from roiapp.core.metrics import Metric
    from roiapp.core.periods import View
    from roiapp.core.worksheet import Worksheet

Changes = dict[str, Any]


def all_of(catalog: Catalog, worksheet: Worksheet, view: View | None = None) -> tuple[Column, ...]:
    """The columns of a view as they stand, those between them that were put away too."""
    settings = worksheet.settings
    used = counted_fields(worksheet).union(worksheet.columns)
    columns = grid_columns(catalog, settings.blocks, used, settings.hidden, view, settings.added)
    return in_order(columns, settings.order)


def in_order(columns: Sequence[Column], order: Sequence[str]) -> tuple[Column, ...]:
    """Inputs before what is calculated, each in the order chosen; those that were not moved follow in their own."""
    if not order:
        return tuple(columns)
    by_id = {column.id: column for column in columns}
    return tuple(by_id[record.id] for record in shown_columns.in_order([c.record for c in columns], order))


def without(columns: Sequence[Column], put_away: Collection[str]) -> tuple[Column, ...]:
    """The columns that show."""
    return tuple(column for column in columns if column.id not in put_away) if put_away else tuple(columns)


def gaps(columns: Sequence[Column], put_away: Collection[str]) -> dict[int, tuple[str, ...]]:
    """Where columns are hidden: right of the grid's column (0 is the channels') the ids that would stand there."""
    found: dict[int, tuple[str, ...]] = {}
    shown = 0
    for column in columns:
        if column.id in put_away:
            found[shown] = (*found.get(shown, ()), column.id)
        else:
            shown += 1
    return found


def moved(columns: Sequence[Column], put_away: Collection[str], id_: str, before: str | None) -> Changes | None:
    """The settings with a column put before another of its band, None: last of it. `columns` are those that show and
    those that are hidden, as they stand. None where nothing would move."""
    ids = [column.id for column in columns]
    is_input = {column.id: column.is_input for column in columns}
    if before == id_ or (before is not None and is_input[before] != is_input[id_]):
        return None
    rest = [each for each in ids if each != id_]
    if before is None:
        place = sum(is_input[each] for each in rest) if is_input[id_] else len(rest)
    else:
        place = rest.index(before)
        while place and rest[place - 1] in put_away and is_input[rest[place - 1]] == is_input[id_]:
            place -= 1  # what is hidden before a column stays before it
    order = [*rest[:place], id_, *rest[place:]]
    return None if order == ids else {"order": tuple(order)}


def hiding(settings: DocumentSettings, ids: Iterable[str]) -> Changes:
    """The settings with these columns hidden; what was added one by one just goes."""
    gone = list(dict.fromkeys(ids))
    return {
        "put_away": (*settings.put_away, *(id_ for id_ in gone if id_ not in {*settings.put_away, *settings.added})),
        "added": tuple(id_ for id_ in settings.added if id_ not in gone),
    }


def showing(settings: DocumentSettings, ids: Iterable[str]) -> Changes:
    """The settings with these hidden columns back."""
    back = set(ids)
    return {
        "put_away": tuple(id_ for id_ in settings.put_away if id_ not in back),
        "hidden": tuple(id_ for id_ in settings.hidden if id_ not in back),
    }


def turning_block(settings: DocumentSettings, catalog: Catalog, block: str) -> Changes:
    """The settings with a block's columns shown, or not any more. Shown again a block is whole."""
    own = {record.id for record in records(catalog, block)}
    if block in settings.blocks:
        return {"blocks": tuple(each for each in settings.blocks if each != block)}
    return {
        "blocks": tuple(each for each in (*BLOCKS, *settings.blocks) if each == block or each in settings.blocks),
        "put_away": tuple(id_ for id_ in settings.put_away if id_ not in own),
        "added": tuple(id_ for id_ in settings.added if id_ not in own or not catalog.record(id_).shown),
    }


def adding(settings: DocumentSettings, id_: str) -> Changes:
    """The settings with a single column shown beside those of the blocks, or not any more."""
    if id_ in settings.added:
        return {"added": tuple(each for each in settings.added if each != id_)}
    return {"added": (*settings.added, id_), "put_away": tuple(each for each in settings.put_away if each != id_)}


def showing_these(worksheet: Worksheet, catalog: Catalog, ids: Sequence[str]) -> Edit | None:
    """The edit that shows these columns, whatever blocks show and what was put away; None where there is nothing to
    do. What a calculated figure cannot be known without is shown with it."""
    from roiapp.core.edits import SetSettings

    settings = worksheet.settings
    needed = {*ids, *(each for id_ in ids for each in catalog.inputs(id_))}
    added = [id_ for id_ in ids if catalog.record(id_).block not in settings.blocks or not catalog.record(id_).shown]
    changes = {
        "hidden": tuple(each for each in settings.hidden if each not in needed),
        "put_away": tuple(each for each in settings.put_away if each not in ids),
        "added": (*(each for each in settings.added if each not in added), *added),
    }
    changed = {name: value for name, value in changes.items() if value != getattr(settings, name)}
    return SetSettings.of(**changed) if changed else None


def records(catalog: Catalog, block: str) -> list[Field | Metric]:
    """What has a column of its own in a block."""
    fields = [field for field in catalog.fields if field.block == block and field.scope == "cell"]
    return [*fields, *(m for m in catalog.metrics if m.block == block and not m.total_only)]
