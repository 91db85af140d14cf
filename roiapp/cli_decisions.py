"""`roiapp seek` and `roiapp allocate`: decisions without a window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from roiapp.language import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.results import Figures
    from roiapp.core.units import Unit
    from roiapp.files.session import Session


def add_seek_arguments(parser: argparse.ArgumentParser) -> None:
    """What `seek` understands beside FILE, --period and --as-of."""
    parser.add_argument("--metric", required=True, metavar="M", help=tr("the figure that is to be reached"))
    parser.add_argument("--target", required=True, metavar="X",
                        help=tr("what it is to be; percents as 25%% or 0.25"))  # fmt: skip
    parser.add_argument("--by", required=True, metavar="FIELD", help=tr("the input that is changed"))
    parser.add_argument("--channel", metavar="C", help=tr("of this channel; without it all of them by one factor"))
    parser.add_argument("--hold", nargs="+", action="extend", default=[], metavar="RATE",
                        help=tr("a ratio that stays as it is, such as lead_to_customer: its numerator moves along"))
    parser.add_argument("--whole", action="store_true", help=tr("whole numbers only"))


def add_allocate_arguments(parser: argparse.ArgumentParser) -> None:
    """What `allocate` understands beside FILE, --period and --as-of."""
    parser.add_argument("--total", metavar="X", help=tr("what is spent on all channels, locked ones too; today's sum"))
    parser.add_argument("--goal", choices=("gross_profit", "customers", "leads"), default="gross_profit",
                        help=tr("what is to be as large as can be"))  # fmt: skip
    parser.add_argument("--elasticity", metavar="B", help=tr("how results follow the spend: 1 is twice for twice"))
    parser.add_argument("--lock", nargs="+", action="extend", default=[], metavar="C",
                        help=tr("channels whose spend stays as it is"))  # fmt: skip
    for bound, said in (("--min", tr("the least of a channel")), ("--max", tr("the most of a channel"))):
        parser.add_argument(bound, nargs="+", action="extend", default=[], metavar="C=X", help=said)
    parser.add_argument("--step", metavar="X", help=tr("only multiples of this amount"))


def seek(arguments: argparse.Namespace, session: Session) -> str:
    """The answer as it is printed. Raises `AskedError`, `SeekError` and `PeriodError`."""
    from roiapp.analysis.decisions.as_typed import GOAL_SOUGHT
    from roiapp.analysis.decisions.goal_seek import Goal
    from roiapp.analysis.decisions.goal_seek import seek as find
    from roiapp.files.asked_names import AskedError, asked_channel, asked_figure
    from roiapp.files.decisions_json import seek_json
    from roiapp.files.decisions_text import seek_text

    if session.time_matched:
        raise AskedError(tr(GOAL_SOUGHT))
    figures = _figures(arguments, session)
    catalog, sheet = session.catalog, session.worksheet
    metric = asked_figure(catalog, arguments.metric)
    goal = Goal(
        metric.id,
        _target(arguments, session, metric),
        asked_figure(catalog, arguments.by).id,
        None if arguments.channel is None else asked_channel(sheet, arguments.channel),
        tuple(asked_figure(catalog, each).id for each in arguments.hold),
        arguments.whole,
    )
    answer = find(figures, goal)
    channels = _channels(session, figures, answer)
    if arguments.format == "json":
        return json.dumps(seek_json(answer, channels, sheet.names), ensure_ascii=False, indent=2, allow_nan=False)
    return seek_text(figures, answer, channels, _number_format(arguments, session))


def _channels(session: Session, figures: Figures, answer: Any) -> dict[str, float]:
    """What the input is then, by name, of those that move: in a roll-up its figure there."""
    from roiapp.analysis.decisions.trial import Trial

    goal, names = answer.goal, session.worksheet.names
    if answer.edit is None or getattr(session.catalog.record(goal.by), "scope", "cell") == "total":
        return {}
    then = Trial(figures, frozenset((goal.by, *figures.worksheet.columns)), (goal.by,)).figures(answer.edit)
    moved = dict.fromkeys(channel for _period, channel in answer.values)
    return {names[channel]: value for channel in moved if (value := then.value(goal.by, channel)) is not None}


def allocate(arguments: argparse.Namespace, session: Session) -> str:
    """The best split as it is printed. Raises `AskedError`, `AllocationError` and `PeriodError`."""
    from roiapp.analysis.decisions.allocation import Wish
    from roiapp.analysis.decisions.allocation import allocate as find
    from roiapp.analysis.decisions.as_typed import BUDGET_MOVED
    from roiapp.core.units import MONEY
    from roiapp.files.asked_names import AskedError, asked_channel
    from roiapp.files.decisions_json import allocation_json
    from roiapp.files.decisions_text import allocation_text

    if session.time_matched:
        raise AskedError(tr(BUDGET_MOVED))
    figures = _figures(arguments, session)
    sheet = session.worksheet

    def money(text: str | None) -> float | None:
        return None if text is None else _number(arguments, session, text, MONEY)

    elasticity = sheet.settings.elasticity
    if arguments.elasticity is not None:
        elasticity = _number(arguments, session, arguments.elasticity, session.catalog.field["elasticity"].unit)
    wish = Wish(
        arguments.goal,
        elasticity,
        money(arguments.total),
        frozenset(asked_channel(sheet, name) for name in arguments.lock),
        _bounds(arguments, session, arguments.min),
        _bounds(arguments, session, arguments.max),
        money(arguments.step) or 0.0,
    )
    found = find(figures, wish)
    if arguments.format == "json":
        return json.dumps(allocation_json(found, sheet.names), ensure_ascii=False, indent=2, allow_nan=False)
    return allocation_text(figures, found, _number_format(arguments, session))


def _bounds(arguments: argparse.Namespace, session: Session, texts: Iterable[str]) -> dict[int, float]:
    from roiapp.core.units import MONEY
    from roiapp.files.asked_names import AskedError, asked_channel

    bounds: dict[int, float] = {}
    for text in texts:
        name, sign, amount = text.rpartition("=")
        if not sign:
            raise AskedError(tr("“{text}” is not understood. Write a channel and an amount: Radio=500", text=text))
        bounds[asked_channel(session.worksheet, name)] = _number(arguments, session, amount, MONEY)
    return bounds


def _figures(arguments: argparse.Namespace, session: Session) -> Figures:
    from roiapp.core.periods import find

    sheet = session.worksheet
    return session.calculator.figures(find(sheet.periods, arguments.period, sheet.settings.fiscal_year_start))


def _number_format(arguments: argparse.Namespace, session: Session) -> Any:
    from roiapp.core.number_format import NumberFormat

    settings = session.worksheet.settings
    return NumberFormat(arguments.lang or settings.locale, settings.currency)


def _target(arguments: argparse.Namespace, session: Session, metric: Field | Metric) -> float:
    """Percents without a sign are fractions, as all figures are that the commands print."""
    from roiapp.core.units import NUMBER

    bare = metric.unit.kind == "percent" and "%" not in arguments.target
    return _number(arguments, session, arguments.target, NUMBER if bare else metric.unit)


def _number(arguments: argparse.Namespace, session: Session, text: str, unit: Unit) -> float:
    from roiapp.core import units
    from roiapp.core.units import NumberError
    from roiapp.files.asked_names import AskedError

    settings = session.worksheet.settings
    try:
        value = units.parse(text, unit, arguments.lang or settings.locale, settings.currency).value
    except NumberError as error:
        raise AskedError(str(error)) from error
    if value is None:
        raise AskedError(tr("A number is missing."))
    return value


#: what each command answers
ANSWERS: Final = {"seek": seek, "allocate": allocate}
