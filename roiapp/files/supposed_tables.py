"""Tables of figures under a scenario, as they are exported with one: what they say of themselves when they come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from roiapp.files.table_layout import Layout
from roiapp.language import list_text, tr

#: how the column is headed in which the scenario is named
COLUMN: Final = "scenario"


def scenarios_in(layout: Layout, rows: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """The scenarios under which the figures of a table are, each once; none where it names none."""
    column = next((place for place, each in enumerate(layout.headers) if each.strip().casefold() == COLUMN), None)
    if column is None:
        return ()
    named = (str(row[column] or "").strip() for row in rows if column < len(row))
    return tuple(dict.fromkeys(filter(None, named)))


def supposed(scenarios: Sequence[str]) -> str:
    """What is to be said of such figures, "" of others."""
    if not scenarios:
        return ""
    return tr("These are figures under the scenario {scenarios}: suppositions, not observations. Importing them puts"
              " them in the place of what was observed.",
              scenarios=list_text([f"“{name}”" for name in scenarios]))  # fmt: skip
