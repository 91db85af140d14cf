"""What scrolls where there is too little room for it, as with large texts in a small window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

_MARGIN = 8


def scrolled(content: QLayout, parent: QWidget) -> QScrollArea:
    """A place in which these things lie on the parent's ground; whatever gets the keyboard comes into sight. The wheel
    scrolls it: fields (`calm_fields`) leave it alone unless they are active."""
    area, inside = QScrollArea(parent), QWidget()
    inside.setLayout(content)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for each in (area.viewport(), inside):
        each.setAutoFillBackground(False)
    return area


def bring(area: QScrollArea, widget: QWidget, rect: QRect) -> None:
    """Scroll as little as needed to show a rectangle of a widget in there."""
    inside = area.widget()
    if inside is not None:
        middle = widget.mapTo(inside, rect.center())
        area.ensureVisible(middle.x(), middle.y(), _MARGIN, rect.height() // 2 + _MARGIN)
