"""What kinds of warnings are called, and what can be done about one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from roiapp.core.checks import DataWarning
from roiapp.core.edits import Edit, Group, SetCells
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import MONEY_EACH
from roiapp.core.worksheet import Worksheet
from roiapp.language import mark, tr

#: id of a warning -> what its kind is called, in the order they are listed
KINDS: Final[dict[str, str]] = {
    "part_exceeds_whole": mark("More than the step before it"),
    "revenue_differs": mark("Revenue typed in two ways"),
    "outlier": mark("Far from what is usual"),
    "spend_without_results": mark("Spend without results"),
    "results_without_spend": mark("Results without spend"),
    "blank_in_total": mark("Left out of the total ROI"),
    "margin_missing": mark("No margin"),
    "stale_period": mark("Figures that end before their period"),
    "default_used": mark("Filled from the document's settings"),
}

#: what is opened where no edit can be made without asking
Opens = Literal["", "settings", "note"]


@dataclass(frozen=True)
class Fix:
    """`title` says what is done, in the user's language; `edit` does it as one step, or `opens` names what is opened:
    the document's settings, or a note on the cell."""

    title: str
    edit: Edit | None = None
    opens: Opens = ""


def fixes(warning: DataWarning, worksheet: Worksheet) -> tuple[Fix, ...]:
    """What can be done about a warning of the worksheet as it is now, the most likely first; nothing where only the
    user can know."""
    if warning.channel is None or warning.period is None or warning.id not in _FIXES:
        return ()
    return tuple(_FIXES[warning.id](worksheet, warning, warning.period, warning.channel))


def _revenue_differs(sheet: Worksheet, _: DataWarning, period: int, channel: int) -> Iterator[Fix]:
    revenue, customers = (sheet.value(id_, period, channel) for id_ in ("revenue", "customers"))
    yield _step(mark("Clear the typed revenue"), SetCells.one("revenue", period, channel, None))
    if customers > 0 and math.isfinite(revenue):
        each = revenue / customers
        write = NumberFormat(sheet.settings.locale, sheet.settings.currency)
        title = tr("Set revenue per sale to {amount}", amount=write.text(each, MONEY_EACH))
        name = mark("Set revenue per sale")
        yield Fix(title, Group((SetCells.one("revenue_per_sale", period, channel, each),), name))


def _results_without_spend(_: Worksheet, __: DataWarning, period: int, channel: int) -> Iterator[Fix]:
    yield _step(mark("It cost nothing: type 0"), SetCells.one("spend", period, channel, 0.0))
    yield _note()


def _margin_missing(sheet: Worksheet, _: DataWarning, __: int, ___: int) -> Iterator[Fix]:
    if sheet.settings.default_margin is None:
        yield Fix(tr("Set a margin for all…"), opens="settings")


def _default_used(sheet: Worksheet, warning: DataWarning, period: int, channel: int) -> Iterator[Fix]:
    defaults = {"gross_margin": sheet.settings.default_margin, "hourly_rate": sheet.settings.default_hourly_rate}
    value = defaults.get(warning.field)
    if value is not None:
        yield _step(mark("Type it in the cell"), SetCells.one(warning.field, period, channel, value))


def _known_already(_: Worksheet, __: DataWarning, ___: int, ____: int) -> Iterator[Fix]:
    yield _note()


def _step(title: str, edit: Edit) -> Fix:
    return Fix(tr(title), Group((edit,), title))


def _note() -> Fix:
    return Fix(tr("Note why…"), opens="note")


_FIXES: Final[dict[str, Callable[[Worksheet, DataWarning, int, int], Iterator[Fix]]]] = {
    "revenue_differs": _revenue_differs,
    "results_without_spend": _results_without_spend,
    "margin_missing": _margin_missing,
    "default_used": _default_used,
    "outlier": _known_already,
    "spend_without_results": _known_already,
}
