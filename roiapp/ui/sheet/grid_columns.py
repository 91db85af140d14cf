"""Which columns the grid shows: the inputs of the visible blocks, then what is computed from them.

A column says of itself which figure it holds and of which period or roll-up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core.catalog import Catalog
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.shown_columns import available
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.periods import View


class Column(NamedTuple):
    """One column of figures: a field that can be typed, or a computed metric, of a period or roll-up.

    `view` is None before there is a document. Where one figure stands in several columns, `name` is the header in place
    of the record's, and `apart` tells them from each other. `trend`, what the settings call it, makes it a column of
    how the figure went up to then, which has no text. `matched`: it shows time-matched figures.
    """

    record: Field | Metric
    is_input: bool
    view: View | None = None
    name: str = ""
    apart: str = ""
    trend: str = ""
    matched: bool = False

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def header(self) -> str:
        """The column's title in the language in use."""
        if self.trend:
            return tr("{figure} trend", figure=tr(self.record.header))
        return self.name or tr(self.record.header)

    @property
    def choice(self) -> str:
        """What the settings call the column when they say which ones show, and where."""
        return self.trend or self.id

    @property
    def key(self) -> str:
        """What tells the column from the others that are shown, whichever period is looked at."""
        if self.trend:
            return f"{self.id} trend"
        return f"{self.id} {self.apart}" if self.apart else self.id

    @property
    def width_key(self) -> str:
        """What columns that are always equally wide have in common: one figure's periods, and its roll-ups."""
        if not self.apart:
            return self.choice
        return f"{self.id} {'together' if self.view and self.view.rollup else 'periods'}"

    @property
    def title(self) -> str:
        """The figure's name, with that of its period where several stand side by side."""
        label = tr(self.record.label)
        if self.trend:
            return tr("Trend of {figure}", figure=label)
        if not self.apart or self.view is None:
            return label
        return tr("{figure}, {period}", figure=label, period=self.view.text())

    @property
    def writable(self) -> bool:
        """Whether figures can be typed into its cells: a field's of a base period, as it was typed."""
        return self.is_input and self.view is not None and not self.view.rollup and not self.matched

    @property
    def period(self) -> int:
        """The index of the base period that what is typed goes to, of a writable column."""
        assert self.view is not None
        return self.view.periods[0]


class Band(NamedTuple):
    """Neighbouring columns under one label; in those that are `typed`, figures can be."""

    label: str
    icon: str
    columns: int
    typed: bool


def figure_bands(columns: Sequence[Column]) -> tuple[Band, Band]:
    """The inputs and what is calculated from them."""
    inputs = sum(column.is_input for column in columns)
    typed = not any(column.matched or (column.view and column.view.rollup) for column in columns)
    calculated = Band(tr("Calculated"), "square-function", len(columns) - inputs, typed=False)
    return Band(tr("Inputs"), "pencil", inputs, typed=typed), calculated


def grid_columns(
    catalog: Catalog,
    blocks: Collection[str] = ("core",),
    used: Collection[str] = (),
    hidden: Collection[str] = (),
    view: View | None = None,
    added: Collection[str] = (),
) -> tuple[Column, ...]:
    """The columns of a document that shows these blocks, of one view: see `shown_columns.available`."""
    records = available(catalog, blocks, used, hidden, added)
    return tuple(Column(record, is_input=isinstance(record, Field), view=view) for record in records)
