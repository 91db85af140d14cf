"""Which rows of a table are data, and why the others are not."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from roiapp.files.dialects import is_period_total, is_total, is_unknown, normal
from roiapp.files.table_layout import Layout, is_blank, text_of
from roiapp.files.tables import Cell
from roiapp.language import tr

_LONG_NOTE = 60


@dataclass(frozen=True)
class Skipped:
    """A row that is not imported: its number as a spreadsheet shows it (from 1), and why, in words."""

    sheet: str
    row: int
    why: str


class _Memory(dict[str, bool]):
    """The answers of a question, each asked once: in a long table the same texts come again and again."""

    def __init__(self, question: Callable[[str], bool]) -> None:
        super().__init__()
        self._question = question

    def __missing__(self, text: str) -> bool:
        answer = self[text] = self._question(text)
        return answer


@dataclass
class Rows:
    """`data` are indices of the rows to import. `nameless` have figures and no channel: totals, if they are sums."""

    data: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, layout: Layout, row: int, why: str) -> None:
        self.skipped.append(Skipped(layout.sheet.name, row + 1, why))


def sort_rows(layout: Layout) -> Rows:
    """Every row below the header that is not empty: data, or left out and why."""
    rows = Rows()
    header = [normal(text) for text in layout.headers]
    channel, when = layout.roles["channel"], layout.roles.get("period", layout.roles.get("date"))
    total_words = _Memory(is_total)
    gap = False
    for index in layout.rows:
        cells = layout.sheet.rows[index]
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            gap = True
            continue
        name, first = text_of(layout.cell(index, channel)), text_of(filled[0])
        period = text_of(layout.cell(index, when)) if when is not None else ""
        total = next((t for t in (name, first) if total_words[t]), period if is_period_total(period) else "")
        known = any(_has_figure(layout.cell(index, column)) for column in layout.fields.values())
        if total:
            rows.skip(layout, index, tr("total row: {text}", text=total))
            gap = True
        elif normal(name) == header[channel] and [normal(text_of(cell)) for cell in cells] == header[: len(cells)]:
            rows.skip(layout, index, tr("the header again"))
        elif not name and known:
            rows.nameless.append(index)
        elif not name:
            rows.skip(layout, index, tr("no channel and no figures: {text}", text=first[:_LONG_NOTE]))
        elif not known and len(filled) == 1 and (gap or len(name) > _LONG_NOTE or name[0] in "*#@©"):
            rows.skip(layout, index, tr("note below the table: {text}", text=name[:_LONG_NOTE]))
        else:
            rows.data.append(index)
    return rows


def _has_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return not is_unknown(cell)
    return cell is not None


def settle_nameless(layout: Layout, rows: Rows, sums: Callable[[int], dict[str, tuple[float, float]]]) -> None:
    """Rows without a channel are totals when their figures are the sums of the data; otherwise an error.

    `sums(row)` gives for each flow field known in that row its figure there and the sum of all data rows.
    Raises `FileError`.
    """
    for index in rows.nameless:
        pairs = sums(index)
        if pairs and all(math.isclose(own, total, rel_tol=1e-6, abs_tol=0.01) for own, total in pairs.values()):
            rows.skip(layout, index, tr("total row (no channel)"))
        else:
            raise layout.error(
                tr("This row has figures and no channel. Name its channel, or take the row out."), index,
                layout.roles["channel"],
            )  # fmt: skip
