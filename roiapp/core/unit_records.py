"""The units a field or a metric can have, each declared once."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from roiapp.language import mark

Kind = Literal["money", "percent", "number"]
#: How many decimals are shown; `number_format` holds the rule of each word.
Digits = Literal["sum", "each", "whole", "one_if_needed", "one", "rate"]


class Unit(NamedTuple):
    """What a figure is measured in.

    `label` is English and marked; `kind` says how it is read and written; figures of a unit that `scales_with_money`
    grow by k when every sum of money in the document does. Percents are fractions everywhere but on the screen.
    """

    id: str
    label: str
    kind: Kind
    digits: Digits
    scales_with_money: bool = False
    always_signed: bool = False
    suffix: str = ""


MONEY: Final = Unit("money", mark("Money"), "money", "sum", scales_with_money=True)
#: for the ticks of an axis, which are round sums
MONEY_ROUND: Final = Unit("money_round", mark("Money without small change"), "money", "whole", scales_with_money=True)
MONEY_EACH: Final = Unit("money_each", mark("Money per one"), "money", "each", scales_with_money=True)
MONEY_PER_DAY: Final = Unit("money_per_day", mark("Money per day"), "money", "sum", scales_with_money=True)
COUNT: Final = Unit("count", mark("Count"), "number", "one_if_needed")
NUMBER: Final = Unit("number", mark("Number"), "number", "one_if_needed")
RATE: Final = Unit("rate", mark("Rate in percent"), "percent", "rate")
SHARE: Final = Unit("share", mark("Share in percent"), "percent", "whole")
ROI: Final = Unit("signed_share", mark("Return in percent"), "percent", "whole", always_signed=True)
MULTIPLE: Final = Unit("multiple", mark("Multiple"), "number", "one", suffix="×")
MONTHS: Final = Unit("months", mark("Months"), "number", "one")
DAYS: Final = Unit("days", mark("Days"), "number", "one_if_needed")
YEARS: Final = Unit("years", mark("Years"), "number", "one_if_needed")
HOURS: Final = Unit("hours", mark("Hours"), "number", "one_if_needed")
SCORE: Final = Unit("score", mark("Score from 0 to 100"), "number", "one_if_needed")

#: Every unit by its id.
UNITS: Final[dict[str, Unit]] = {
    each.id: each
    for each in (
        MONEY,
        MONEY_ROUND,
        MONEY_EACH,
        MONEY_PER_DAY,
        COUNT,
        NUMBER,
        RATE,
        SHARE,
        ROI,
        MULTIPLE,
        MONTHS,
        DAYS,
        YEARS,
        HOURS,
        SCORE,
    )
}
