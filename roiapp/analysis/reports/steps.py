"""Steps taken and what came of them: what was changed, what was expected of it, and what the figure did since."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from roiapp.analysis.findings.look import Look
from roiapp.analysis.findings.taken import Judged, judgement
from roiapp.analysis.reports.report import Cell, Report, ReportColumn, ReportRow, ReportTable
from roiapp.core.record_tables import STEPS
from roiapp.core.steps_taken import StepTaken, steps_taken
from roiapp.core.units import SHARE
from roiapp.language import apart, date_text, dates_beside, mark, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Verdict
    from roiapp.analysis.gathering import By
    from roiapp.core.results import Figures

#: of so many what came of them is said below the table in whole sentences; of more in a table of its own
_FEW: Final = 8
_VERDICTS: Final[dict[Verdict, str]] = {
    "good": mark("It worked"), "bad": mark("It did not work"), "unclear": mark("Cannot tell yet"),
}  # fmt: skip


def steps_report(figures: Figures, _by: By = "channel") -> Report:
    """Every step taken, the latest first; each is judged over the periods around its own day, whatever the view."""
    matched = figures.calculator.matched
    # by what was typed, as the check does it
    look = Look(figures if matched is None else matched.typed.figures(figures.view), time_matched=matched is not None)
    noted = sorted(steps_taken(figures.worksheet), key=lambda step: (step.day, step.row), reverse=True)
    found = [(step, each) for step in noted if (each := judgement(look, step)) is not None]
    columns = (
        ReportColumn("date", tr("Date")), ReportColumn("channel", tr("Channel")), ReportColumn("metric", tr("Metric")),
        ReportColumn("before", tr("Before")), ReportColumn("since", tr("Since")),
        ReportColumn("expected", tr("Expected")), ReportColumn("came", tr("Of the way"), SHARE, "up"),
        ReportColumn("verdict", tr("What came of it")),
    )  # fmt: skip
    left = len(figures.worksheet.records.get(STEPS.id, ())) - len(found)
    unfinished = trn(
        "{n} step without a day, a channel or a figure of the document is left out.",
        "{n} steps without a day, a channel or a figure of the document are left out.", left,
    ) if left else ""  # fmt: skip
    nothing = tr("No step is noted yet. What you change is kept in the table of steps taken.")
    note = tr("Each is judged over as many closed periods after it as before, with the sales cycle between.")
    few = len(found) <= _FEW
    every = ReportTable(
        tr("Steps taken"), tr("What we changed"), columns, tuple(_row(look, *each, few=few) for each in found),
        " ".join(filter(None, (note, unfinished))), unfinished or nothing,
    )  # fmt: skip
    words = ReportTable(
        tr("In words"), tr("Date"), (ReportColumn("words", tr("What came of it")),),
        tuple(_in_words(*each, look.format.locale) for each in found),
    )  # fmt: skip
    return Report(
        "steps", tr("Steps taken and what came of them"), tr("Did what we changed work?"), _sentences(found),
        (every,) if few else (every, words),
    )  # fmt: skip


def _row(look: Look, step: StepTaken, found: Judged, *, few: bool) -> ReportRow:
    record = look.catalog.record(step.metric)
    channels = tuple(range(len(look.names))) if step.channel is None else (step.channel,)
    where = tr("All channels") if step.channel is None else apart(look.names[step.channel])

    def write(value: float | None) -> Cell:
        return Cell(text="–" if value is None else look.format.text(value, record.unit))

    came = Cell(found.came, reason="" if found.came is not None else _why_no_part(found, step))
    expected = write(found.expected) if found.expected is not None else Cell(text=apart(step.expected) or "–")
    cells = (
        Cell(text=date_text(step.day, dates_beside(look.format.locale))), Cell(text=where), Cell(text=tr(record.label)),
        write(found.before), write(found.since), expected, came,
        Cell(text=_verdict(found), remark=found.finding.whole_text if few else ""),
    )  # fmt: skip
    return ReportRow(apart(step.change) or tr("What you changed"), cells, channels)


def _verdict(found: Judged) -> str:
    return tr("Practically no difference") if found.slight else tr(_VERDICTS[found.finding.verdict])


def _why_no_part(found: Judged, step: StepTaken) -> str:
    if found.expected is None and step.expected:
        return tr("What was expected is not written as a figure of this metric.")
    if found.expected is None:
        return tr("What was expected is not noted.")
    if found.since is None:
        return tr("The figure since is not known yet.")
    return tr("The figure was there already.")


def _in_words(step: StepTaken, found: Judged, locale: str) -> ReportRow:
    channels = () if step.channel is None else (step.channel,)
    return ReportRow(date_text(step.day, dates_beside(locale)), (Cell(text=found.finding.whole_text),), channels)


def _sentences(found: list[tuple[StepTaken, Judged]]) -> tuple[str, ...]:
    if not found:
        return ()
    said = Counter(each.finding.verdict for _, each in found)
    met = sum(each.came is not None and each.came >= 1.0 for _, each in found)
    hoped = sum(each.came is not None for _, each in found)
    sentences = [trn("Of {n} step {worked} worked and {failed} did not.",
                     "Of {n} steps {worked} worked and {failed} did not.", len(found),
                     worked=said["good"], failed=said["bad"])]  # fmt: skip
    if hoped:
        sentences.append(trn("{met} of {n} came to the figure that was expected.",
                             "{met} of {n} came to the figures that were expected.", hoped, met=met))  # fmt: skip
    return tuple(sentences)
