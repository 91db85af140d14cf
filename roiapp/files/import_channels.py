"""Which channels the rows of a table are of, by the names in it and what was said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from roiapp.core.channel_kinds import guess_kind
from roiapp.core.seen_text import as_seen
from roiapp.core.worksheet import same_name
from roiapp.files.dialects import channel_kind
from roiapp.files.import_choices import Choices
from roiapp.files.project_schema import MOST_LETTERS
from roiapp.files.table_layout import Layout, text_of
from roiapp.files.table_limits import MOST_CHANNELS, go_on
from roiapp.files.tables import Cell
from roiapp.language import tr


@dataclass
class Channels:
    """The channels in the order in which they first stand: their texts, what they are called in the file, and of each
    row which is its own, -1 where it was left out; `names` are all in the file, each with its rows."""

    texts: list[dict[str, str]] = field(default_factory=list)
    from_file: list[list[str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)


def find_channels(layout: Layout, rows: list[int], choices: Choices, there: Sequence[str]) -> Channels:
    """The channels of these rows; one that is `there` already is called as it is there."""
    own = {same_name(name): name for name in there}
    found = Channels()
    index_of: dict[str, int] = {}
    place_of: dict[str, int] = {}
    known: dict[Cell, int] = {}  # by the cell as it stands: the same texts come again and again
    often: Counter[Cell] = Counter()
    written_of: dict[Cell, str] = {}
    column = layout.roles.get("channel")
    if len({layout.cell(row, column) for row in rows}) > MOST_CHANNELS:
        raise layout.error(
            tr("More than {most} channels are named, the most that are imported. Choose the column that names the"
               " channels.", most=MOST_CHANNELS), layout.header, column,
        )  # fmt: skip
    for row in rows:
        cell = layout.cell(row, column)
        often[cell] += 1
        if cell not in known:
            go_on()
            if isinstance(cell, str) and len(cell) > MOST_LETTERS:
                raise layout.error(
                    tr("The name has more than {most} letters. Shorten it.", most=MOST_LETTERS), row, column
                )
            written = written_of[cell] = without_guard(layout.channel(row))
            same = same_name(written)
            if same not in place_of:
                name = choices.single or choices.names.get(same, written)
                place_of[same] = index_of.setdefault(same_name(name), len(index_of)) if same_name(name) else -1
                if place_of[same] == len(found.texts):
                    found.texts.append({"name": own.get(same_name(name), as_seen(name))})
                    found.from_file.append([])
                if place_of[same] >= 0:
                    found.from_file[place_of[same]].append(written)
            known[cell] = place_of[same]
        found.places.append(known[cell])
    spelt: dict[str, str] = {}
    for cell, count in often.items():
        written = spelt.setdefault(same_name(written_of[cell]), written_of[cell])
        found.names[written] = found.names.get(written, 0) + count
    _read_texts(layout, rows, found)
    return found


def _read_texts(layout: Layout, rows: list[int], found: Channels) -> None:
    """Kind, source, group and owner of the channels: the first that stand in a row of theirs."""
    columns = {name: layout.roles[name] for name in ("kind", "source", "group", "owner") if name in layout.roles}
    if not columns:
        return
    for row, place in zip(rows, found.places, strict=True):
        texts = found.texts[place] if place >= 0 else {}
        for attribute, column in columns.items():
            text = "" if attribute in texts else without_guard(text_of(layout.cell(row, column)))
            if text:
                guessed = channel_kind(text) or guess_kind(without_guard(layout.channel(row)))
                texts[attribute] = guessed if attribute == "kind" else text


def without_guard(text: str) -> str:
    """A text without the apostrophe that keeps spreadsheets from calculating it, as the csv export writes it."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else text
