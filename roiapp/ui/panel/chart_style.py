"""The theme's colours and font as charts want them, for the window and for paper."""

from __future__ import annotations

from roiapp.charts import style as charts
from roiapp.charts.style import ChartStyle
from roiapp.palette import LIGHT, Tokens
from roiapp.ui.look.theme import Theme


def chart_style(theme: Theme) -> ChartStyle:
    """As the window looks now."""
    return style_in(theme, theme.tokens, theme.text_size / 100)


def paper_style(theme: Theme) -> ChartStyle:
    """Dark on white, whatever the window looks like."""
    return style_in(theme, LIGHT)


def style_in(theme: Theme, tokens: Tokens, scale: float = 1.0) -> ChartStyle:
    """In these colours, so many times as large as 12 px make it."""
    return charts.style_in(theme.font(12).family(), tokens, scale)
