"""The design's colours for the window; charts and paper share them."""

from __future__ import annotations

from roiapp.palette import CHANNEL_COLOURS, DARK, LIGHT, Tokens, channel_colour

__all__ = ["CHANNEL_COLOURS", "DARK", "LIGHT", "Tokens", "channel_colour"]
