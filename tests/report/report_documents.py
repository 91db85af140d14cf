"""Worksheets of which reports are made in tests, and a report of one without a file."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from roiapp.analysis.client_report.parts import ClientReport
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import find, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.session import Session
from roiapp.report.exported import report_of

DAY: Final = date(2026, 10, 6)


def two_months(**settings: Any) -> Worksheet:
    """Three channels in August and September: Email earns, Print loses, of Fair the margin is not known yet."""
    columns = {
        "spend": [[100.0, 200.0, None], [100.0, 400.0, 50.0]],
        "leads": [[10.0, 10.0, None], [20.0, 16.0, 4.0]],
        "customers": [[2.0, 2.0, None], [4.0, 4.0, 2.0]],
        "revenue_per_sale": [[100.0, 150.0, None], [250.0, 100.0, 80.0]],
        "gross_margin": [[0.5, 0.5, None], [0.5, 0.5, None]],
    }
    periods = [month(2026, 8, 1), month(2026, 9, 2)]
    return build(["Email", "Print", "Fair"], columns, periods, DocumentSettings(title="Oak", **settings))


def many(count: int, **settings: Any) -> Worksheet:
    """So many channels in one month, each with figures of its own."""
    numbers = [float(number) for number in range(1, count + 1)]
    columns = {
        "spend": [[100.0 + number for number in numbers]],
        "leads": [[10.0 + number for number in numbers]],
        "customers": [[5.0 + number % 7 for number in numbers]],
        "revenue_per_sale": [[40.0 + number for number in numbers]],
        "gross_margin": [[0.5] * count],
    }
    names = [f"Channel {number:03.0f}" for number in numbers]
    return build(names, columns, [month(2026, 9, 1)], DocumentSettings(title="Many", **settings))


def report(sheet: Worksheet, period: str = "2026-09", scenario: int = 0, **asked: Any) -> ClientReport:
    session = Session(sheet, as_of=DAY)
    session.look_under(scenario)
    return report_of(session, find(sheet.periods, period, 1), **asked)
