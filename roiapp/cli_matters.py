"""`roiapp matters`: what moves a figure most, and how likely the money comes back, without a window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    import argparse

    from roiapp.files.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `matters` understands beside FILE, --period and --as-of."""
    parser.add_argument("--metric", default="", metavar="M", help=tr("the figure that is moved; ROI without it"))
    parser.add_argument("--channel", metavar="C", help=tr("of this channel; without it of all of them together"))
    parser.add_argument("--range", metavar="R", help=tr("how far inputs are moved and may be off: 10%% without it"))
    parser.add_argument("--by-channel", action="store_true",
                        help=tr("of the total: each channel's inputs by themselves"))  # fmt: skip
    parser.add_argument("--one-close-rate", action="store_true",
                        help=tr("one close rate is behind all channels, so that they miss together"))  # fmt: skip


def matters(arguments: argparse.Namespace, session: Session) -> str:
    """The answer as it is printed. Raises `AskedError` and `PeriodError`."""
    from roiapp.analysis.decisions.matters import tornado_of
    from roiapp.analysis.decisions.risk import Doubts, draws_for, risk
    from roiapp.analysis.decisions.sensitivity import Ends
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import find
    from roiapp.files.asked_names import asked_channel, asked_figure
    from roiapp.files.matters_json import matters_json
    from roiapp.files.matters_text import matters_text

    sheet = session.worksheet
    figures = session.calculator.figures(find(sheet.periods, arguments.period, sheet.settings.fiscal_year_start))
    metric = asked_figure(session.catalog, arguments.metric or sheet.settings.headline).id
    channel = None if arguments.channel is None else asked_channel(sheet, arguments.channel)
    share = _share(arguments, session)
    found = tornado_of(figures, metric, channel, Ends(share), apart=arguments.by_channel)
    draws = draws_for(len(sheet.keys) if channel is None else 1)
    chance = risk(figures, Doubts(share, together=arguments.one_close_rate), channel, draws)
    if arguments.format == "json":
        return json.dumps(matters_json(figures, found, chance), ensure_ascii=False, indent=2, allow_nan=False)
    write = NumberFormat(arguments.lang or sheet.settings.locale, sheet.settings.currency)
    return matters_text(figures, found, chance, write)


def _share(arguments: argparse.Namespace, session: Session) -> float:
    """What part of today's value inputs are moved by, above 0 and below 1."""
    from roiapp.analysis.decisions.sensitivity import USUAL
    from roiapp.core import units
    from roiapp.core.units import SHARE, NumberError
    from roiapp.files.asked_names import AskedError

    if arguments.range is None:
        return USUAL
    settings = session.worksheet.settings
    try:
        value = units.parse(arguments.range, SHARE, arguments.lang or settings.locale, settings.currency).value
    except NumberError as error:
        raise AskedError(str(error)) from error
    if value is None or not 0.0 < value < 1.0:
        raise AskedError(tr("“{text}” is no range. Write a part of today's value, such as 10%.", text=arguments.range))
    return value
