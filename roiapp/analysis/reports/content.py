"""Content performance: what each article, video or landing page brought, ranked by its MQLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.analysis.chart_parts import title_of
from roiapp.analysis.reports.report import By, Report, ReportTable
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures


def content_report(figures: Figures, by: By = "channel") -> Report:
    """The report on what is dated in a view."""
    table = ReportTable(tr("Content"), tr("Asset"), (), (), nothing=tr("No content is noted yet."))
    return Report("content", title_of(figures, tr("Content performance")), tr("Which content brings qualified leads?"), (), (table,))
