"""A page as large as there is room, or larger and scrolled."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from roiapp.ui.paper.page_preview import PagePreview, Pages

if TYPE_CHECKING:
    from roiapp.ui.look.theme import Theme

#: how many times as large as the page that fits
_ZOOMS: Final = (1.0, 1.4, 2.0, 2.8)
#: pixels of a picture for each px of the page, at least; and for each pixel of the screen, at most
_LEAST, _MOST = 2.0, 2.0


class SmoothPages:
    """The same pages as pictures: lines of less than a pixel of the screen grow paler, and none is lost."""

    def __init__(self, pages: Pages, size: QSizeF) -> None:
        self._pages = pages
        self._size = size
        self._made: dict[tuple[int, float], QImage] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def paint(self, painter: QPainter, number: int) -> None:
        seen = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        scale = max(seen, min(seen * _MOST, _LEAST))  # no larger: it is drawn anew at every word
        picture = self._made.get((number, scale))
        if picture is None:
            picture = self._picture(number, scale)
            self._made = {(number, scale): picture}
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0.0, 0.0, self._size.width(), self._size.height()), picture)

    def _picture(self, number: int, scale: float) -> QImage:
        picture = QImage(ceil(self._size.width() * scale), ceil(self._size.height() * scale),
                         QImage.Format.Format_RGB32)  # fmt: skip
        picture.fill(Qt.GlobalColor.white)
        on_it = QPainter(picture)
        on_it.scale(picture.width() / self._size.width(), picture.height() / self._size.height())
        self._pages.paint(on_it, number)
        on_it.end()
        return picture


class ZoomedPreview(QScrollArea):
    """`page` shows one page; `zoom` makes it larger than its place by steps."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = PagePreview(theme, self)
        self.page.zoom_asked.connect(self.zoom)
        self._step = 0
        self._size = QSizeF(1.0, 1.0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.page)
        self.setFocusProxy(self.page)

    def show_pages(self, pages: Pages, size: QSizeF) -> None:
        """Show these pages on sheets of this size, in px of 96 an inch."""
        self._size = size
        self.page.show_paper(SmoothPages(pages, size), size, QMarginsF())
        self._fit()

    def zoom(self, by: int) -> None:
        """One step larger (1) or smaller (−1)."""
        self._step = max(0, min(self._step + by, len(_ZOOMS) - 1))
        self._fit()

    @property
    def can_zoom(self) -> tuple[bool, bool]:
        """Whether it can be smaller, and larger."""
        return self._step > 0, self._step < len(_ZOOMS) - 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.page.scrolls = self._step > 0
        height = self.maximumViewportSize().height() * _ZOOMS[self._step] if self._step else 0
        self.page.setMinimumSize(round(height * self._size.width() / self._size.height()), round(height))
