"""Rows that name no channel: how many there are, what they sum up to, and where they go."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from roiapp.core.fields import Field
from roiapp.core.number_format import NumberFormat
from roiapp.files.dialects import names_nobody
from roiapp.files.table_layout import Layout, is_blank, text_of, unassigned
from roiapp.language import current, list_text, tr, trn


def without_channel(layout: Layout, rows: Sequence[int]) -> list[int]:
    """The places among the data rows of those in which nothing stands for the channel, or "n/a"; none where no column
    names channels."""
    column = layout.roles.get("channel")
    if column is None:
        return []
    cells = [layout.cell(row, column) for row in rows]
    return [place for place, cell in enumerate(cells) if is_blank(cell) or names_nobody(text_of(cell))]


def their_sums(
    layout: Layout, rows: Sequence[int], places: Sequence[int], records: Sequence[Field],
    values: Mapping[str, Sequence[float]], currency: str,
) -> str:  # fmt: skip
    """What is said of them."""
    own = {(place.sheet, place.row) for place in (layout.place(rows[position]) for position in places)}
    write = NumberFormat(current(), currency or "USD")
    said = []
    for record in records:
        known = [value for place in places if not math.isnan(value := values[record.id][place])]
        if known and record.kind == "flow":
            sums = write.text(math.fsum(known), record.unit)
            said.append(tr("{field} {sum}", field=tr(record.header), sum=sums))
    return trn(
        "{n} row names no channel ({sums}): it goes to “{channel}” unless you bring it under another channel.",
        "{n} rows name no channel ({sums}): they go to “{channel}” unless you bring them under another channel.",
        len(own), sums=list_text(said) or "–", channel=unassigned(),
    )  # fmt: skip
