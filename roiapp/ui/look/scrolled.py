"""What scrolls where there is too little room for it, as with large texts in a small window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QLayout, QScrollArea, QWidget

_MARGIN = 8


def scrolled(content: QLayout, parent: QWidget) -> QScrollArea:
    """A place in which these things lie on the parent's ground; whatever gets the keyboard comes into sight. The wheel
    scrolls it, and changes none of the fields on its way but the active one."""
    area, inside = QScrollArea(parent), QWidget()
    inside.setLayout(content)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for each in (area.viewport(), inside):
        each.setAutoFillBackground(False)
    passing = _WheelPasses(inside)
    fields: list[QWidget] = [*inside.findChildren(QComboBox), *inside.findChildren(QAbstractSpinBox)]
    for field in fields:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt's own lets the wheel make it the active one
        field.installEventFilter(passing)
    return area


class _WheelPasses(QObject):
    """Leaves the wheel over a field that is not active to whatever it stands in."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        passes = event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus()
        if passes:
            event.ignore()
        return passes


def bring(area: QScrollArea, widget: QWidget, rect: QRect) -> None:
    """Scroll as little as needed to show a rectangle of a widget in there."""
    inside = area.widget()
    if inside is not None:
        middle = widget.mapTo(inside, rect.center())
        area.ensureVisible(middle.x(), middle.y(), _MARGIN, rect.height() // 2 + _MARGIN)
