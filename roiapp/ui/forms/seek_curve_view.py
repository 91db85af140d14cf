"""The small curve of a goal seek in its dialog: a figure as one input changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from roiapp.charts.seek_curve import CurveLayout, Units, curve_layout, paint_curve
from roiapp.ui.forms.still_picture import StillPicture
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.seek_ways import Curve


class SeekCurveView(StillPicture[CurveLayout]):
    """Paints the curve it was given."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(
            theme, lambda painter, places, style: paint_curve(painter, places, style, theme.tokens.good),
            270, 216, parent,
        )  # fmt: skip

    def show_curve(self, curve: Curve | None, units: Units | None) -> None:
        """Another curve from now on; none where there is nothing to draw."""
        self.show_layout(partial(curve_layout, curve, units) if curve is not None and units is not None else None)
