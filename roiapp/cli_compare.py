"""`roiapp compare`: scenarios of a document side by side, without a window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from roiapp.language import tr

if TYPE_CHECKING:
    import argparse

    from roiapp.files.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `compare` understands beside FILE, --period and --as-of."""
    parser.add_argument("--scenario", nargs="+", action="extend", default=[], dest="compared", metavar="S",
                        help=tr("these scenarios of the document; all of them without it"))  # fmt: skip
    parser.add_argument("--channel", metavar="C", help=tr("of this channel; the total without it"))
    parser.add_argument("--metric", nargs="+", action="extend", default=[], metavar="M",
                        help=tr("these figures; those of the cards without it"))  # fmt: skip
    parser.add_argument("--all", action="store_true", help=tr("every metric, after those of the cards"))


def compare(arguments: argparse.Namespace, session: Session) -> str:
    """The comparison as it is printed. Raises `AskedError` and `PeriodError`."""
    from roiapp.analysis.decisions.scenario_comparison import (
        ComparedFigure,
        UnderScenarios,
        all_figures,
        card_figures,
    )
    from roiapp.analysis.decisions.scenario_comparison import compare as side_by_side
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import find
    from roiapp.core.scenarios import tree
    from roiapp.files.asked_names import AskedError, asked_channel, asked_figure, asked_scenario
    from roiapp.files.comparison_text import comparison_json, comparison_text

    sheet, catalog = session.worksheet, session.catalog
    made = UnderScenarios(sheet, catalog, session.as_of, matched=session.time_matched)
    if not made.scenarios:
        raise AskedError(tr("This document has no scenarios to compare."))
    channel = None if arguments.channel is None else asked_channel(sheet, arguments.channel)
    keys = [asked_scenario(sheet, name).key for name in arguments.compared]
    keys = keys or [each.key for _depth, each in tree(made.scenarios)]
    if arguments.metric:
        asked = [asked_figure(catalog, each) for each in arguments.metric]
        figures = [ComparedFigure(each.id, tr(each.label), each.unit) for each in asked]
    elif arguments.all:
        figures = all_figures(sheet, catalog, channel)
    else:
        figures = card_figures(sheet, catalog)
    view = find(sheet.periods, arguments.period, sheet.settings.fiscal_year_start)
    found = side_by_side(made, view, channel, keys, figures)
    write = NumberFormat(arguments.lang or sheet.settings.locale, sheet.settings.currency)
    if arguments.format == "json":
        content = comparison_json(made, found, write, sheet.settings.currency)
        return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return comparison_text(made, found, write)
