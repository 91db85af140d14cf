"""The theme's colours and font as charts want them, for the window and for paper."""

from __future__ import annotations

from roiapp.charts.style import ChartStyle
from roiapp.ui.look.palette import CHANNEL_COLOURS, LIGHT, Tokens
from roiapp.ui.look.theme import Theme


def chart_style(theme: Theme) -> ChartStyle:
    """As the window looks now."""
    return style_in(theme, theme.tokens, theme.text_size / 100)


def paper_style(theme: Theme) -> ChartStyle:
    """Dark on white, whatever the window looks like."""
    return style_in(theme, LIGHT)


def style_in(theme: Theme, tokens: Tokens, scale: float = 1.0) -> ChartStyle:
    """In these colours, so many times as large as 12 px make it."""
    return ChartStyle(
        family=theme.font(12).family(),
        surface=tokens.surface,
        grid=tokens.grid,
        text=tokens.text,
        text2=tokens.text2,
        above=tokens.chart_above,
        below=tokens.chart_below,
        above_pale=tokens.chart_above_pale,
        below_pale=tokens.chart_below_pale,
        whisker=tokens.chart_whisker,
        all_channels=tokens.chart_all,
        selected=tokens.accent_soft,
        selected_text=tokens.accent_text,
        hover=tokens.hover,
        dots=CHANNEL_COLOURS,
        scale=scale,
    )
