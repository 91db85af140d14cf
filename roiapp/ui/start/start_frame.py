"""The edges of the start page: at the top the program's name and what can be set, at the foot where the figures are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from roiapp.language import tr
from roiapp.resources import resource
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme

_HEADER, _FOOT = 48, 24
_LONGEST_TITLE = 260


class PageHeader(QWidget):
    """The program's name; back to the open document; how it looks and what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.px(_HEADER))
        self._logo = QPixmap(str(resource("icons", "app.png")))
        self.back = GhostButton(theme, "chevron-left", self)
        self.appearance = GhostButton(theme, "sun-moon", self)
        self.settings = GhostButton(theme, "settings", self)
        self.help = GhostButton(theme, "circle-help", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        row.addStretch(1)
        texts = {
            self.back: "", self.appearance: tr("Appearance"), self.settings: tr("Settings"), self.help: tr("Help"),
        }  # fmt: skip
        for button, text in texts.items():
            button.setText(text)
            button.setAccessibleName(text)
            button.setPopupMode(GhostButton.ToolButtonPopupMode.InstantPopup)
            row.addWidget(button)
        self.back.setToolTip(tr("Back to the open document (Esc)"))
        self.back.hide()
        theme.changed.connect(self.update)

    def set_menus(self, theme_menu: QMenu, help_menu: QMenu, settings: QAction) -> None:
        self.settings.clicked.connect(settings.trigger)
        self.settings.setToolTip(settings.toolTip())
        self.appearance.setMenu(theme_menu)
        self.help.setMenu(help_menu)
        for button in (self.appearance, self.help):
            button.updateGeometry()

    def set_open_document(self, title: str) -> None:
        metrics = self.back.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, self._theme.px(_LONGEST_TITLE))
        self.back.setText(tr("Back to {title}", title=shown))
        self.back.setAccessibleName(tr("Back to {title}", title=title))
        self.back.updateGeometry()
        self.back.setVisible(bool(title))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
        side = theme.px(24)
        painter.drawPixmap(16, (self.height() - side) // 2, side, side, self._logo)
        painter.setFont(theme.font(14, 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect().adjusted(16 + side + 10, 0, 0, -1), Qt.AlignmentFlag.AlignVCenter, "Channel ROI")


class PageFoot(QWidget):
    """The line at the foot: where the figures are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.px(_FOOT))
        self.setAccessibleName(tr("Your files stay on this computer"))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))
        icon = theme.px(14)
        picture = theme.pixmap("hard-drive", "text2", 14, self.devicePixelRatioF())
        painter.drawPixmap(16, (self.height() - icon) // 2, picture)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2"))
        text = tr("Your files stay on this computer")
        painter.drawText(self.rect().adjusted(16 + icon + 6, 1, -16, 0), Qt.AlignmentFlag.AlignVCenter, text)
