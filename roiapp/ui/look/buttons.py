"""Buttons and panels as the design draws them: ghost buttons, text links, white panels with a thin border."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from roiapp.ui.look.theme import Theme

_ICON = 16


class GhostButton(QToolButton):
    """A button without a frame until the pointer or the focus is on it; an open menu or a set choice has a soft fill.

    `icon_name` is drawn in the colour of the theme at hand. `bare` leaves the text to the tooltip.
    """

    def __init__(self, theme: Theme, icon_name: str, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._theme = theme
        self.icon_name = icon_name
        self.bare = bare
        #: roles of the fill and of text and icon while it is set
        self.set_ground, self.set_ink = "accent_soft", ""
        self.setFixedHeight(theme.px(32))
        self.setFont(theme.font(13, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def follow(self, action: QAction) -> None:
        """Do what the action does and look as it does. Qt's own `setDefaultAction` (6.11) makes a connection more with
        every change of the action, so that undo would slow down with every step."""

        def look() -> None:
            self.setText(action.iconText())
            self.setEnabled(action.isEnabled())
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())
            self.setToolTip(action.toolTip())
            self.setAccessibleName(action.text().partition("\t")[0].replace("&", ""))

        self.clicked.connect(action.trigger)
        action.changed.connect(look)
        look()

    def set_bare(self, bare: bool) -> None:
        if bare != self.bare:
            self.bare = bare
            self.updateGeometry()
            self.update()

    @property
    def height_hint(self) -> int:
        """As high as it was told to be."""
        return self.maximumHeight()

    def sizeHint(self) -> QSize:
        return QSize(self.full_width(bare=self.bare), self.height_hint)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def full_width(self, *, bare: bool) -> int:
        """How wide it is with or without its text."""
        width = 8 + self._theme.px(_ICON) + 8
        if not bare:
            width += 8 + QFontMetrics(self.font()).horizontalAdvance(self.text())
        if self.menu() is not None:
            width += self._theme.px(14)
        return width

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, icon = self._theme, self._theme.px(_ICON)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            painter.setBrush(theme.colour(self.set_ground))
            painter.drawRoundedRect(area, 6, 6)
        elif self.isEnabled() and self.underMouse():
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        role = "text" if self.isEnabled() else "disabled"
        if self.set_ink and self.isEnabled() and self.isChecked():
            role = self.set_ink
        ratio = self.devicePixelRatioF()
        middle = (self.height() - icon) // 2
        painter.drawPixmap(8, middle, theme.pixmap(self.icon_name, "text2" if role == "text" else role, _ICON, ratio))
        if not self.bare:
            painter.setPen(theme.colour(role))
            painter.setFont(self.font())
            painter.drawText(
                self.rect().adjusted(8 + icon + 8, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self.text(),
            )
        if self.menu() is not None:
            chevron = theme.pixmap("chevron-down", "text3" if self.isEnabled() else "disabled", 12, ratio)
            size = theme.px(12)
            painter.drawPixmap(self.width() - 8 - size, (self.height() - size) // 2, chevron)


class PrimaryButton(GhostButton):
    """The one filled button of a bar."""

    def __init__(self, theme: Theme, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon_name, parent)
        self.setFont(theme.font(13, 600))

    def full_width(self, *, bare: bool) -> int:
        return super().full_width(bare=bare) + (0 if bare else 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, icon = self._theme, self._theme.px(_ICON)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "accent_hover" if self.underMouse() or self.isDown() else "accent"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground if self.isEnabled() else "neutral_soft"))
        painter.drawRoundedRect(area, 6, 6)
        role = "on_accent" if self.isEnabled() else "disabled"
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left = 8 if self.bare else 12
        painter.drawPixmap(left, (self.height() - icon) // 2, theme.pixmap(self.icon_name, role, _ICON,
                                                                           self.devicePixelRatioF()))  # fmt: skip
        if not self.bare:
            painter.setPen(theme.colour(role))
            painter.setFont(self.font())
            text = self.rect().adjusted(left + icon + 8, 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Panel(QFrame):
    """A white panel with a thin border and round corners."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_panel(self, self._theme)


def paint_panel(widget: QWidget, theme: Theme) -> QPainter:
    """Paint the panel's ground; the painter is given back for what stands on it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    return painter
