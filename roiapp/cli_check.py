"""`roiapp check`: what to look at twice, and what the numbers say, as text and as plain values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from roiapp import language
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roiapp.analysis.findings.finding import Finding
    from roiapp.core.checks import DataWarning
    from roiapp.core.periods import View
    from roiapp.files.session import Session


def findings_of(session: Session, view: View) -> list[Finding]:
    """What the numbers of a view say; under a scenario, which is no observation, what that says."""
    from roiapp.analysis.decisions.said import said_of

    return said_of(session.calculator.figures(view))


def check_json(session: Session, findings: list[Finding]) -> dict[str, Any]:
    """All warnings of all periods, and the findings of the view they were made of."""
    from roiapp.files.findings_json import findings_json

    sheet = session.worksheet
    found = [
        {
            "id": warning.id,
            "channel": None if warning.channel is None else sheet.names[warning.channel],
            "field": warning.field,
            "period": period,
            "text": warning.text,
        }
        for period, warning in _warnings(session)
    ]
    return {"warnings": found, "findings": findings_json(findings, sheet.names)}


def check_text(session: Session, view: View, findings: list[Finding]) -> str:
    """The same to read; what was assumed is said once for each figure, not cell by cell."""
    from roiapp.analysis.figure_remarks import assumed_text
    from roiapp.analysis.findings.finding import RANGES_COVER
    from roiapp.core.number_format import NumberFormat

    lines: list[str] = []
    assumed: Counter[str] = Counter()
    for period, warning in _warnings(session):
        if warning.level == "note":
            assumed[warning.field] += 1
        else:
            lines.append(tr("{period}: {warning}", period=period, warning=warning.text))
    for field, cells in assumed.items():
        lines.append(assumed_text(session.catalog.record(field), cells))
    said = [f"- {each.whole_text}" for each in findings]
    period = view.text(language.current())
    if session.scenario:
        told = [tr("What the scenario {scenario} says, {period}:", scenario=session.scenario, period=period)]
    else:
        told = [tr("What the numbers say, {period}:", period=period)]
    if (matched := session.calculator.matched) is not None:
        settings = session.worksheet.settings
        told.append(matched.sentence(view, NumberFormat(settings.locale, settings.currency)))
    parts = [
        "\n".join(lines) or tr("Nothing to look at twice."),
        "\n".join((*told, *(said or [tr("Nothing that they carry yet.")]))),
    ]
    if any(each.interval for each in findings):
        parts.append(tr(RANGES_COVER))
    return "\n\n".join(parts)


def _warnings(session: Session) -> Iterator[tuple[str, DataWarning]]:
    """Of every base period, with its name."""
    from roiapp.core.checks import warnings
    from roiapp.core.periods import base_view

    entered = session.shown.entered
    sheet = entered.worksheet
    for index, period in enumerate(sheet.periods):
        name = period.text(language.current())
        for warning in warnings(sheet, session.catalog, entered, base_view(sheet.periods, index)):
            yield name, warning
