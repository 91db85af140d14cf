"""The parts of the window in the order in which it reads: for F6, from the cells on, and for Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.ui.look.tab_order import follow_one_another

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from roiapp.ui.window.workbench import Workbench


def areas(bench: Workbench) -> list[tuple[QWidget, QWidget]]:
    """What F6 leads through, each with whoever then gets the keys."""
    grid, cards, chart, bar, said = bench.grid, bench.cards, bench.charts, bench.message_bar, bench.findings
    return [
        (grid, grid.totals if grid.totals.active > 0 else grid.table),
        *([(bar, control)] if (control := bar.control) is not None else []),
        (bench.explain, bench.explain),
        *([(bench.chart_place, chart.keys)] if chart is not None and not bench.chart_place.isHidden() else []),
        *([(bench.below.findings, said.keys)] if said is not None and said.keys.isVisible() else []),
        *([(panel, panel.keys)] if (panel := bench.what_if.panel) is not None and bench.what_if.shows else []),
        (bench.tabs, bench.tabs.bar),
        (bench.status, bench.status),
        (bench.toolbar, bench.toolbar.buttons[0]),
        (cards, cards.cards[cards.current]),
    ]


def order_tabs(bench: Workbench) -> None:
    """Let Tab go through all of it; cells keep it for themselves."""
    panel = bench.what_if.panel
    follow_one_another((
        bench.toolbar, bench.message_bar, bench.cards, bench.explain, bench.grid.table, bench.chart_place,
        bench.below.findings, *([panel] if panel is not None else []), bench.tabs, bench.status,
    ))  # fmt: skip
