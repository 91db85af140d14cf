"""Which of a document's columns show, in which order, as its settings say; and the settings that change it. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from roiapp.core import indicators, trend_columns
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.record_tables import counted_fields
from roiapp.language import tr
from roiapp.ui.sheet.grid_columns import Column, grid_columns

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.edits import Edit
    from roiapp.core.fields import Timing
    from roiapp.core.metrics import Metric
    from roiapp.core.periods import View
    from roiapp.core.worksheet import Worksheet

Changes = dict[str, Any]


def all_of(catalog: Catalog, worksheet: Worksheet, view: View | None = None) -> tuple[Column, ...]:
    """The columns of a view as they stand, those between them that were put away too."""
    settings = worksheet.settings
    used = counted_fields(worksheet).union(worksheet.columns)
    columns = grid_columns(catalog, settings.blocks, used, settings.hidden, view, settings.added)
    moved = [trend for trend in trends(catalog, worksheet, view) if trend.choice in settings.order]
    placed = list(in_order((*columns, *moved), settings.order))
    for trend in reversed(trends(catalog, worksheet, view)):
        if trend not in moved:
            placed.insert(_beside(placed, trend), trend)
    return tuple(placed)


def _beside(columns: Sequence[Column], trend: Column) -> int:
    """Where a trend stands that was not moved: behind its figure, of an input first of what is calculated."""
    own = next((place for place, column in enumerate(columns) if column.id == trend.id and not column.trend), -1)
    if own >= 0 and not columns[own].is_input:
        return own + 1
    return sum(column.is_input for column in columns)


def trends(catalog: Catalog, worksheet: Worksheet, view: View | None = None) -> tuple[Column, ...]:
    """The columns of how figures went, where there are periods to go through."""
    if not trend_columns.enough_periods(worksheet.periods):
        return ()
    found = trend_columns.trended(worksheet.settings, catalog)
    return tuple(Column(record, is_input=False, view=view, trend=name) for name, record in found)


def in_order(columns: Sequence[Column], order: Sequence[str]) -> tuple[Column, ...]:
    """Inputs before what is calculated, each in the order chosen; those that were not moved follow in their own."""
    if not order:
        return tuple(columns)
    place = {name: number for number, name in enumerate(order)}
    return tuple(sorted(columns, key=lambda each: (not each.is_input, place.get(each.choice, len(place)))))


def without(columns: Sequence[Column], put_away: Collection[str]) -> tuple[Column, ...]:
    """The columns that show."""
    return tuple(column for column in columns if column.choice not in put_away) if put_away else tuple(columns)


def of_kind(columns: Sequence[Column], catalog: Catalog, timing: Timing) -> tuple[Column, ...]:
    """The columns of leading or of lagging figures alone, with those of neither kind and the inputs that they need; a
    trend is of its figure's kind. All of them where none would be left."""
    gone = indicators.left_out(catalog, (column.record for column in columns), timing)
    return tuple(column for column in columns if column.id not in gone) or tuple(columns)


def shown(catalog: Catalog, worksheet: Worksheet, view: View | None = None) -> tuple[Column, ...]:
    """The columns of a view that show."""
    put_away = worksheet.settings.put_away
    columns = without(all_of(catalog, worksheet, view), put_away)
    return of_kind(columns, catalog, indicators.chosen(put_away))


def gaps(columns: Sequence[Column], put_away: Collection[str]) -> dict[int, tuple[str, ...]]:
    """Where columns are hidden: right of the grid's column (0 is the channels') what the settings call those that would
    stand there."""
    found: dict[int, tuple[str, ...]] = {}
    shown = 0
    for column in columns:
        if column.choice in put_away:
            found[shown] = (*found.get(shown, ()), column.choice)
        else:
            shown += 1
    return found


def gaps_of(catalog: Catalog, worksheet: Worksheet, showing: Sequence[Column]) -> dict[int, tuple[str, ...]]:
    """The same of a document whose columns `showing` are. What one kind of figures leaves out is said elsewhere."""
    put_away = worksheet.settings.put_away
    if not put_away:
        return {}
    every, kind = all_of(catalog, worksheet), indicators.chosen(put_away)
    other = indicators.left_out(catalog, (column.record for column in every), kind)
    there = {column.choice for column in showing}
    return gaps([c for c in every if c.choice in there or (c.choice in put_away and c.id not in other)], put_away)


def moved(columns: Sequence[Column], put_away: Collection[str], id_: str, before: str | None) -> Changes | None:
    """The settings with a column put before another of its band, None: last of it. `columns` are those that show and
    those that are hidden, as they stand. None where nothing would move."""
    ids = [column.choice for column in columns]
    is_input = {column.choice: column.is_input for column in columns}
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


def hides(settings: DocumentSettings) -> bool:
    """Whether any column was hidden by itself."""
    return bool(settings.hidden or indicators.choosing(settings.put_away, ""))


def showing(settings: DocumentSettings, ids: Iterable[str]) -> Changes:
    """The settings with these hidden columns back."""
    back = set(ids)
    return {
        "put_away": tuple(id_ for id_ in settings.put_away if id_ not in back),
        "hidden": tuple(id_ for id_ in settings.hidden if id_ not in back),
    }


def name_of(catalog: Catalog, choice: str) -> str:
    """What a column is called that the settings call `choice`."""
    return trend_columns.label(choice, catalog) or tr(catalog.record(choice).header)


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


def adding(settings: DocumentSettings, catalog: Catalog, name: str) -> Changes:
    """The settings with a single column shown beside those of the blocks, or not any more."""
    if name in settings.added:
        return {"added": tuple(each for each in settings.added if each != name)}
    put_away = _lifted(settings, catalog, (trend_columns.figure_of(name, settings) or name,))
    return {"added": (*settings.added, name), "put_away": tuple(each for each in put_away if each != name)}


def turning_trend(settings: DocumentSettings, catalog: Catalog, id_: str) -> Changes:
    """The settings with the trend of a figure shown, or not any more."""
    gone = [name for name in settings.added if trend_columns.figure_of(name, settings) == id_]
    shown = [name for name in gone if name not in settings.put_away]
    if shown:
        return {"added": tuple(each for each in settings.added if each not in gone)}
    rest = settings.changed(added=tuple(each for each in settings.added if each not in gone))
    return adding(rest, catalog, trend_columns.name_of(id_, settings))


def turning_trend_into(settings: DocumentSettings, catalog: Catalog, name: str, id_: str) -> Changes:
    """The settings with one trend in another's place: of the figure `id_`."""
    wanted = trend_columns.name_of(id_, settings)

    def renamed(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(wanted if each == name else each for each in names))

    put_away = tuple(each for each in _lifted(settings, catalog, (id_,)) if each not in (name, wanted))
    return {"added": renamed(settings.added), "order": renamed(settings.order), "put_away": put_away}


def showing_kind(settings: DocumentSettings, timing: Timing) -> Changes:
    """The settings with the figures of one kind alone shown, "" for both."""
    return {"put_away": indicators.choosing(settings.put_away, timing)}


def _lifted(settings: DocumentSettings, catalog: Catalog, ids: Collection[str]) -> tuple[str, ...]:
    """What is put away, without the choice of one kind where any of these figures is of the other."""
    timing = indicators.chosen(settings.put_away)
    other = any(timing and catalog.record(id_).timing not in (timing, "") for id_ in ids)
    return indicators.choosing(settings.put_away, "") if other else settings.put_away


def showing_these(worksheet: Worksheet, catalog: Catalog, ids: Sequence[str]) -> Edit | None:
    """The edit that shows these columns, whatever blocks and kinds show and what was put away; None where there is
    nothing to do. What a calculated figure cannot be known without is shown with it."""
    from roiapp.core.edits import SetSettings

    settings = worksheet.settings
    needed = {*ids, *(each for id_ in ids for each in catalog.inputs(id_))}
    added = [id_ for id_ in ids if catalog.record(id_).block not in settings.blocks or not catalog.record(id_).shown]
    changes = {
        "hidden": tuple(each for each in settings.hidden if each not in needed),
        "put_away": tuple(each for each in _lifted(settings, catalog, ids) if each not in ids),
        "added": (*(each for each in settings.added if each not in added), *added),
    }
    changed = {name: value for name, value in changes.items() if value != getattr(settings, name)}
    return SetSettings.of(**changed) if changed else None


def records(catalog: Catalog, block: str) -> list[Field | Metric]:
    """What has a column of its own in a block."""
    fields = [field for field in catalog.fields if field.block == block and field.scope == "cell"]
    return [*fields, *(m for m in catalog.metrics if m.block == block and not m.total_only)]
