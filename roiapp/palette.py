"""The design's colours: one frozen record per theme, every colour by its role."""

from __future__ import annotations

from typing import Final, NamedTuple

#: Colours of the channels in the order they are given out. They belong to the document, so both themes share them.
CHANNEL_COLOURS: Final = (
    "#2B6CD4", "#E08A1E", "#14907F", "#8A5CD6", "#D6567F", "#4FA3E0",
    "#5B8C2A", "#C2502E", "#8B6B4A", "#6B7A90", "#B0399B", "#3A7D7C",
    # The same twelve, lighter.
    "#7FA6E6", "#EDBA7C", "#6DC0B4", "#B79CE8", "#E899B2", "#95C8EE",
    "#9DBD7B", "#DD9680", "#BBA58E", "#A7B1C0", "#D384C5", "#86B3B2",
)  # fmt: skip


class Tokens(NamedTuple):
    """Every colour the window uses, as "#RRGGBB", by its role in the design."""

    dark: bool
    window: str
    surface: str
    raised: str
    sunken: str
    header: str
    hover: str
    computed: str
    totals: str
    border: str
    border_strong: str
    grid: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    ring: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    selection: str
    good: str
    good_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_mark: str
    warn_soft: str
    what_if: str
    what_if_set: str
    what_if_follows: str
    what_if_border: str
    neutral_soft: str
    chart_above: str
    chart_below: str
    chart_above_pale: str
    chart_below_pale: str
    chart_whisker: str
    chart_all: str


LIGHT: Final = Tokens(
    dark=False,
    window="#F4F5F7", surface="#FFFFFF", raised="#FFFFFF", sunken="#ECEEF2", header="#F8F9FB", hover="#F0F2F5",
    computed="#F4F6FA", totals="#EBEEF3", border="#E1E4EA", border_strong="#C9CED8", grid="#ECEEF2",
    text="#1A1D24", text2="#535B69", text3="#606878", disabled="#808794",
    accent="#2F5BD8", ring="#2F5BD8", accent_hover="#264CBA", on_accent="#FFFFFF",
    accent_text="#2850C4", accent_soft="#EAF0FE", selection="#E3EBFD",
    good="#137A45", good_soft="#E4F5EB", bad="#C2271F", bad_soft="#FDECEA",
    warn="#8F5A00", warn_mark="#BC7700", warn_soft="#FFF4DC",
    what_if="#6B40C4", what_if_set="#F3EDFE", what_if_follows="#FAF7FF", what_if_border="#CDBAF3",
    neutral_soft="#EEF0F4",
    chart_above="#2A6FD1", chart_below="#D0571B", chart_above_pale="#CFE0F8", chart_below_pale="#F9DCCB",
    chart_whisker="#3B4352", chart_all="#6B40C4",
)  # fmt: skip

DARK: Final = Tokens(
    dark=True,
    window="#14161A", surface="#1C1F25", raised="#252931", sunken="#101215", header="#20242B", hover="#282C34",
    computed="#21252D", totals="#2A2F38", border="#2D323B", border_strong="#454C59", grid="#272B33",
    text="#E9EBEF", text2="#AEB5C1", text3="#969EAC", disabled="#788090",
    accent="#3F6BEB", ring="#5B85F4", accent_hover="#3560DC", on_accent="#FFFFFF",
    accent_text="#8FB0FF", accent_soft="#222E4D", selection="#25345A",
    good="#54CB8C", good_soft="#17352A", bad="#FF8379", bad_soft="#3D2123",
    warn="#EDB550", warn_mark="#EDA62A", warn_soft="#3A2E16",
    what_if="#BFA3FF", what_if_set="#2F2748", what_if_follows="#252235", what_if_border="#5B4A8C",
    neutral_soft="#2A2F38",
    chart_above="#5B95F0", chart_below="#EE8145", chart_above_pale="#26374F", chart_below_pale="#4B3325",
    chart_whisker="#C6CCD6", chart_all="#BFA3FF",
)  # fmt: skip


def channel_colour(key: int, first_key: int = 1) -> str:
    """The colour of a channel by its identity, kept when rows move; `first_key` is the lowest one."""
    return CHANNEL_COLOURS[(key - first_key) % len(CHANNEL_COLOURS)]
