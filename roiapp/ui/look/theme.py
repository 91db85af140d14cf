"""The look of the window: palette, fonts, icons and the small application stylesheet, switched while running.

One `Theme` is made at the start and handed to the widgets that paint themselves; they read `theme.tokens` when they
paint and repaint on `theme.changed`. Own palettes and icons, because `setColorScheme` and `fromTheme` do nothing on
some platforms, offscreen among them. The application itself is made with Qt's Fusion style ("-style fusion").
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from roiapp.fonts import font, load_fonts
from roiapp.palette import DARK, LIGHT, Tokens
from roiapp.ui.look import icons

Mode = Literal["light", "dark", "system"]

BASE_SIZE: Final = 13

#: only what the palette cannot say: tooltips and slim scroll bars, in its colours
_SHEET: Final = """
QToolTip {
  background: palette(button); color: palette(text); border: 1px solid palette(dark); padding: 4px 6px;
}
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: palette(dark); border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


class Theme(QObject):
    """Colours, fonts and icons of the running program. `changed` says that every colour may differ."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = "system", text_size: int = 100) -> None:
        super().__init__(application)
        # Beside a style sheet of the application no colour or font would reach what lies in a widget once it is shown.
        application.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        #: of everything in the window, in percent; whoever changes it builds the windows' contents anew
        self.text_size = text_size
        self._application = application
        self._families = load_fonts()
        self._fonts: dict[tuple[int, int, bool], QFont] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._mode: Mode = mode
        self.tokens: Tokens = self._wanted()
        application.setFont(self.font(BASE_SIZE))
        application.setPalette(palette_of(self.tokens))
        application.setStyleSheet(_SHEET)
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Switch to light, dark, or what the system says."""
        self._mode = mode
        self._refresh()

    def font(self, size: int = BASE_SIZE, weight: int = 400, *, display: bool = False) -> QFont:
        """The bundled font, in pixels at a text size of 100 %; `display` is the cut for headlines from 20 px. Shared:
        copy before changing."""
        return self.font_of(self.px(size), weight, display=display)

    def font_of(self, size: int, weight: int = 400, *, display: bool = False) -> QFont:
        """The same in pixels of the window, for what minds the text size itself."""
        key = (size, weight, display)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = font(self._families, size, weight, display=display)
        return found

    def px(self, length: int) -> int:
        """A length that grows with the text, such as the height of a line."""
        return length if self.text_size == 100 else (length * self.text_size + 50) // 100

    def set_text_size(self, percent: int) -> None:
        """Give new texts this size; widgets that are there keep theirs."""
        self.text_size = percent
        self._application.setFont(self.font(BASE_SIZE))

    def colour(self, role: str) -> QColor:
        """A colour by its role, such as "accent_text"."""
        return QColor(getattr(self.tokens, role))

    def icon(self, name: str, role: str = "text2", size: int = 16) -> QIcon:
        """A Lucide icon in the colour of a role, its disabled form too; ask again when the theme has changed."""
        ratio = self._application.devicePixelRatio()
        made = QIcon(self.pixmap(name, role, size, ratio))
        made.addPixmap(self.pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
        return made

    def pixmap(self, name: str, role: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The same as pixels, for widgets that paint themselves; `ratio` is their devicePixelRatioF().

        Raises MissingResourceError.
        """
        return self.pixmap_of(name, role, self.px(size), ratio)

    def pixmap_of(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """The same in pixels of the window, for what minds the text size itself."""
        key = (name, getattr(self.tokens, role), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = icons.draw(*key)
        return found

    def _wanted(self) -> Tokens:
        if self._mode == "system":
            return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is not self.tokens:
            self.tokens = wanted
            self._application.setPalette(palette_of(wanted))
            self._polish_again()
            self.changed.emit()

    def _polish_again(self) -> None:
        """Some kinds of widgets keep the colours that they have from the palette by way of the style sheet, ours or the
        one that Qt adds to any. Set anew, it would have all widgets measured and laid out once more, for these few."""
        from PySide6 import QtWidgets  # at the start most of these kinds are not needed yet

        names = ("QScrollBar", "QLineEdit", "QComboBox", "QAbstractSpinBox", "QMenu", "QHeaderView", "QProgressBar")
        keep = tuple(getattr(QtWidgets, name) for name in names)
        style = self._application.style()
        for widget in self._application.allWidgets():
            if isinstance(widget, keep) or widget.windowType() == Qt.WindowType.ToolTip:
                style.unpolish(widget)
                style.polish(widget)


def palette_of(tokens: Tokens) -> QPalette:
    """The Fusion palette of a theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.computed,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.border_strong,
        role.Shadow: tokens.border_strong,
    }.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.disabled))
    return palette
