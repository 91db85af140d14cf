"""What a figure did since the period before, as cards and the explanation say it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core.period_names import short_name
from roiapp.core.units import RATE, NumberFormat
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.change import Change, Comparison
    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import View
    from roiapp.core.results import Figures


_SAME: Final = 1e-9


class ChangeSaid(NamedTuple):
    """`amount` without its sign ("5%"), "" where there is no change to say; `against` is "vs Aug"; `tone` a colour's
    role; `found` is the change itself."""

    amount: str
    against: str
    tone: str
    found: Change


def change_said(
    catalog: Catalog, id_: str, now: float | None, before: float | None, against: Comparison, view: View,
    write: NumberFormat,
) -> ChangeSaid:  # fmt: skip
    """The change of a field's or metric's figure of a view; `before` is that of the view it is compared with."""
    from roiapp.analysis.change import change

    found = change(against, catalog, id_, now, before)
    amount = _amount(catalog, id_, found, write)
    named = ""
    if against.against is not None:
        earlier = against.against
        same_year = bool(earlier.start and view.start and earlier.start.year == view.start.year)
        name = short_name(earlier, one_year=same_year)
        named = tr("vs {period}, per day", period=name) if found.per_day else tr("vs {period}", period=name)
    return ChangeSaid(amount, named, tone(catalog, id_, found), found)


def change_to_base(
    catalog: Catalog, id_: str, now: float | None, base: float | None, view: View, write: NumberFormat
) -> ChangeSaid:
    """What a scenario makes of the figure that it is in the base case."""
    from roiapp.analysis.change import Comparison, change

    if now is not None and base is not None and math.isclose(now, base, rel_tol=_SAME):
        now = base  # what is multiplied and divided by the same is off in its last digits
    found = change(Comparison(view), catalog, id_, now, base)
    amount = _amount(catalog, id_, found, write)
    if amount and not found.direction:
        amount = tr("No change")
    return ChangeSaid(amount, tr("vs base"), tone(catalog, id_, found), found)


def _amount(catalog: Catalog, id_: str, found: Change, write: NumberFormat) -> str:
    if found.points is not None:
        return write.change(abs(found.points), catalog.record(id_).unit).lstrip("+")  # the arrow says which way
    return "" if found.relative is None else write.text(abs(found.relative), RATE)


def figure_change(
    figures: Figures, id_: str, channel: int | None, now: float, write: NumberFormat, *, a_year_ago: bool = False
) -> ChangeSaid:
    """The change of a channel's figure, or of the total where `channel` is None, since the period before, or since the
    same days a year ago."""
    from roiapp.analysis.change import comparison, comparison_a_year_ago
    from roiapp.core.what_counts import redefinitions

    calculator, sheet = figures.calculator, figures.worksheet
    compared = comparison_a_year_ago if a_year_ago else comparison
    against = compared(sheet.periods, figures.view, calculator.as_of, redefinitions(sheet))
    before = None
    if against.against is not None:
        earlier = calculator.figures(against.against)
        before = earlier.figure(id_, channel)
    return change_said(figures.catalog, id_, now, before, against, figures.view, write)


def judged(role: str) -> str:
    """What a colour's role says of a change, as a word; "" where more is neither good nor bad."""
    return {"good": tr("better"), "bad": tr("worse")}.get(role, "")


def tone(catalog: Catalog, id_: str, found: Change) -> str:
    """Good, bad, or neutral where more is neither: metrics say so themselves, of fields results are good."""
    from roiapp.analysis.change import better_way

    better = better_way(catalog, id_)
    if not better or not found.direction:
        return "text2"
    return "good" if (found.direction > 0) == (better == "up") else "bad"
