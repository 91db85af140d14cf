"""What somebody asked for by a name: a channel, an input or a calculated figure; else a sentence with near names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from roiapp.files.dialects import meaning
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.scenarios import Scenario
    from roiapp.core.worksheet import Worksheet


class AskedError(ValueError):
    """There is nothing of that name; the text is a sentence for the user."""


def asked_channel(sheet: Worksheet, name: str) -> int:
    """The channel of a name. Raises `AskedError`."""
    found = sheet.find_channel(name)
    if found is None:
        raise AskedError(with_near_names(tr("There is no channel “{asked}”.", asked=name), name, sheet.names))
    return found


def asked_figure(catalog: Catalog, name: str) -> Field | Metric:
    """The input or calculated figure of an id, a label or a header that means it. Raises `AskedError`."""
    record = catalog.field.get(name) or catalog.metric.get(name)
    if record is not None:
        return record
    found = meaning(name, catalog)
    if found is None or found.kind not in ("field", "metric"):
        known = [*catalog.field, *catalog.metric]
        raise AskedError(with_near_names(tr("There is no figure “{asked}”.", asked=name), name, known))
    return catalog.record(found.id)


def asked_scenario(sheet: Worksheet, name: str) -> Scenario:
    """The scenario of a name. Raises `AskedError`."""
    from roiapp.core.scenario_edits import find_scenario, scenarios_of

    found = find_scenario(sheet, name)
    if found is not None:
        return found
    known = [each.name for each in scenarios_of(sheet)]
    sentence = tr("There is no scenario “{asked}”.", asked=name)
    if not known:
        none = tr("This document has none.")
        raise AskedError(f"{sentence} {none}")
    raise AskedError(with_near_names(sentence, name, known))


def with_near_names(sentence: str, asked: str, known: Iterable[str]) -> str:
    """The sentence, and which known names are like what was asked for."""
    by_name = {name.casefold(): name for name in known}
    near = [by_name[name] for name in get_close_matches(asked.casefold(), by_name, 3)]
    meant = tr("Did you mean {near}?", near=", ".join(near))
    return f"{sentence} {meant}" if near else sentence
