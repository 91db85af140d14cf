"""What every chart's layout answers: where the plot is, what is under a point, how far the marks scroll."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

Range = tuple[float, float]


@dataclass(frozen=True)
class Shown:
    """What a chart shows beside its content: how far it is scrolled (px), the channel that is selected, the mark under
    the pointer and the one that keys have reached (numbers of marks)."""

    scroll: float = 0.0
    selected: int | None = None
    hovered: int | None = None
    current: int | None = None


class Places(ABC):
    """One content at one size, in pixels. Marks are what can be pointed at, by their number in the walking order."""

    size: QSizeF
    plot: QRectF

    @property
    def line(self) -> float:
        """Height of one row, px."""
        return 20.0

    @property
    def most_scroll(self) -> float:
        """How far the marks can be scrolled; 0 when all fit."""
        return 0.0

    @abstractmethod
    def view_range(self, scroll: float) -> tuple[Range, Range]:
        """The values at the plot's left and right edge, and at its top and bottom."""

    @abstractmethod
    def mark_at(self, point: QPointF, scroll: float) -> int | None:
        """The mark at a point, None where there is none."""

    @abstractmethod
    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        """The place of a mark, for the tooltip that keys bring up."""

    def scroll_to(self, mark: int, scroll: float) -> float:
        """The nearest scroll position at which a mark is wholly seen."""
        return scroll
