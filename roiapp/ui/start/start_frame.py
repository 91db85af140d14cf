"""What fills the window in place of the worksheet: a page of two columns; at the top the program's name and what can be
set, at the foot where the figures are."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.resources import resource
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme

_HEADER, _FOOT = 48, 24
_LONGEST_TITLE = 260
_WIDTH, _MARGIN, _TOP, _BELOW, _GAP = 1200, 32, 28, 24, 40
_TWO_COLUMNS_FROM, _ONE_COLUMN = 1000, 680


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


class FramedPage(QWidget):
    """A page between header and foot: `left` and `right` beside each other where there is room, else below each other;
    what has no room scrolls, but for what stands `below`. `menu_room` is the height kept free above it until the
    window's menus are there, in `message_place` the window says what it has to say meanwhile."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None, menu_room: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.header = PageHeader(theme, self)
        self.content = QWidget(self)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.content)
        self.message_place = QVBoxLayout()
        self.message_place.setContentsMargins(16, 8, 16, 0)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(0)
        self.set_menu_room(menu_room)
        self._whole.addWidget(self.header)
        self._whole.addLayout(self.message_place)
        self._whole.addWidget(self.area, 1)
        self.below = QHBoxLayout()
        self.below.setSpacing(8)
        self._whole.addLayout(self.below)
        self._whole.addWidget(PageFoot(theme, self))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.content)
        self._columns.setSpacing(_GAP)
        self.left, self.right = QWidget(self.content), QWidget(self.content)
        for side, share in ((self.left, 480), (self.right, 680)):
            self._columns.addWidget(side, share, Qt.AlignmentFlag.AlignTop)
        self._labels: list[tuple[QLabel, str]] = []
        theme.changed.connect(self.dress)

    def label(self, text: str, font: QFont, parent: QWidget, role: str = "text") -> QLabel:
        """A text of the page in the colour of a role."""
        label = QLabel(text, parent)
        label.setFont(font)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._labels.append((label, role))
        return label

    def sentence(self, text: str) -> QLabel:
        """What the page is for, below its title, with room between its lines."""
        label = self.label(text, self._theme.font(14), self.left, "text2")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(f'<p style="line-height: 130%">{escape(text)}</p>')
        return label

    def dress(self) -> None:
        """Take the colours of the theme at hand."""
        theme = self._theme
        for label, role in self._labels:
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.colour(role))
            label.setPalette(palette)
        for widget in (self.content, self.area.viewport()):
            palette = widget.palette()
            palette.setColor(palette.ColorRole.Window, theme.colour("window"))
            widget.setPalette(palette)
        self.update()

    def set_menu_room(self, height: int) -> None:
        """Keep so much free at the top, where the menus will stand."""
        self._whole.setContentsMargins(0, height, 0, 0)

    def set_menus(self, theme_menu: QMenu, help_menu: QMenu, settings: QAction) -> None:
        """What the buttons at the top bring up, once the window has its actions."""
        self.header.set_menus(theme_menu, help_menu, settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        px = self._theme.px
        two = self.width() >= px(_TWO_COLUMNS_FROM)
        wanted = QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(wanted)
        aside = max(_MARGIN, (self.width() - px(_WIDTH if two else _ONE_COLUMN)) // 2)
        self._columns.setContentsMargins(aside, _TOP, aside, _BELOW)
        if self.below.count():
            self.below.setContentsMargins(aside, 12, aside, 12)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("window"))
        painter.fillRect(0, 0, self.width(), self._whole.contentsMargins().top(), self._theme.colour("surface"))
        if self.below.count():  # what scrolls ends there
            painter.fillRect(0, self.below.geometry().top(), self.width(), 1, self._theme.colour("border"))
