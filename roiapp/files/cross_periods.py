"""The periods of tables that run across, and how they are written in the sheets that are made of these."""

from __future__ import annotations

from roiapp.files.cross_labels import Part
from roiapp.files.dates import Span


def holding_others(spans: list[Span]) -> set[Span]:
    """Those that hold another one."""
    found: set[Span] = set()
    first: Span | None = None  # of those that begin no earlier than the one looked at, the one that ends first
    for span in sorted(spans, key=lambda span: (-span.start.toordinal(), span.end)):
        if first is not None and first.end <= span.end:
            found.add(span)
            if (first.start, first.end) == (span.start, span.end):
                found.add(first)
        if first is None or span.end < first.end:
            first = span
    return found


def period_text(when: Span | Part | None) -> str:
    """A period as `dates.read_span` reads it back."""
    if not isinstance(when, Span):
        return ""
    months = (when.end.year - when.start.year) * 12 + when.end.month - when.start.month + 1
    if not when.named:
        return str(when.start) if when.start == when.end else f"{when.start} - {when.end}"
    if months == 1:
        return f"{when.start:%Y-%m}"
    return f"{when.start.year}-Q{(when.start.month + 2) // 3}" if months == 3 else str(when.start.year)
