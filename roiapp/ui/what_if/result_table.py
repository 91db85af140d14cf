"""What the scenario comes to: totals of the base case, of the scenario, and the difference, with their ranges in small
type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.what_if_results import ResultLine
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat

_HEADER: Final = 24
_ROW: Final = 36
_SIDE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = int(_SIDE | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(_SIDE | Qt.AlignmentFlag.AlignRight) | int(Qt.TextFlag.TextSingleLine)
_NO_CHANGE: Final = "±0"
_GAP: Final = 6


class Texts(NamedTuple):
    """One line as it is written: its name, three figures, the ranges of the last two ("" where there is none), and the
    colour's role of the difference."""

    name: str
    base: str
    now: str
    change: str
    band: str
    changes: str
    role: str


def texts_of(lines: Sequence[ResultLine], catalog: Catalog, write: NumberFormat) -> list[Texts]:
    """All lines as they are written."""
    from roiapp.analysis.change import better_way

    found = []
    for line in lines:
        record, better = catalog.record(line.id), better_way(catalog, line.id)
        band, changes, by = line.band, line.changes, line.change
        role = "text2" if not better or not by else "good" if (by > 0) == (better == "up") else "bad"
        found.append(Texts(
            tr(record.header), write.text(line.base, record.unit), write.text(line.now, record.unit),
            write.change(by, record.unit) if by else _NO_CHANGE,
            "" if band is None else tr("{low}–{high}", low=write.text(band[0], record.unit),
                                       high=write.text(band[1], record.unit)),
            "" if changes is None else tr("{low} to {high}", low=write.change(changes[0], record.unit),
                                          high=write.change(changes[1], record.unit)),
            role,
        ))  # fmt: skip
    return found


class ResultTable(QWidget):
    """Ranges that have no room beside each other are left to the description, those of the differences first."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[Texts] = []
        self.spoken_role = QAccessible.Role.Table
        self.setAccessibleName(tr("Result"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        #: widths of texts that were measured, by font and text
        self._measured: dict[tuple[str, str], float] = {}
        self._ranged = False
        self._laid_out: tuple[int, tuple[list[float], float, float]] | None = None
        theme.changed.connect(self.update)

    def show_lines(self, lines: list[Texts], *, ranged: bool) -> None:
        """Show these; the table is as high as they are many. `ranged`: there are ranges, or they follow."""
        if (lines, ranged) == (self.lines, self._ranged):
            return
        same = ranged == self._ranged and [line[:2] for line in lines] == [line[:2] for line in self.lines]
        self._ranged = ranged
        before, self._laid_out = self._widths()[0], None
        if len(lines) != len(self.lines):
            self.updateGeometry()
        self.lines = lines
        self.setAccessibleDescription("\n".join(self._said(line) for line in lines))
        self.setToolTip(self.accessibleDescription())
        left, _width, _side = self._places(self._widths()[0])[2]
        if same and before == self._widths()[0] and self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            self.update(QRect(int(left), 0, self.width(), self.height()))  # names and base case stay
        else:
            self.update()

    @staticmethod
    def _said(line: Texts) -> str:
        said = tr("{name}: base {base}, scenario {now}, difference {change}", name=line.name, base=line.base,
                  now=line.now, change=line.change)  # fmt: skip
        if not line.band:
            return said
        return tr("{line}; range {band}, difference {changes}", line=said, band=line.band, changes=line.changes)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(340), self._theme.px(_HEADER) + self._theme.px(_ROW) * max(len(self.lines), 5))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(280), self.sizeHint().height())

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _widths(self) -> tuple[list[float], float, float]:
        """Of the four columns, and how wide the ranges of figures and of differences may be."""
        if self._laid_out is None or self._laid_out[0] != self.width():
            self._laid_out = self.width(), self._measure()
        return self._laid_out[1]

    def _measure(self) -> tuple[list[float], float, float]:
        titles = [self._wide(text, 12, 500) for text in self._titles()]
        name = max([titles[0], *(self._wide(line.name, 13, 500) for line in self.lines)])
        base = max([titles[1], *(self._wide(line.base, 12) for line in self.lines)])
        now = max([titles[2], *(self._wide(line.now, 13, 600) for line in self.lines)])
        change = max([titles[3], *(self._wide(line.change, 13, 600) for line in self.lines)])
        room = self.width() - 3 * self._theme.px(_GAP) - name - base
        bands = [self._wide(line.band, 11) for line in self.lines if line.band]
        now = max([now, *(wide for wide in bands if wide + change <= room)])
        changes = [self._wide(line.changes, 11) for line in self.lines if line.changes]
        change = max([change, *(wide for wide in changes if wide + now <= room)])
        spare = max(room - now - change, 0.0) / 3
        return [name, base + spare, now + spare, change + spare], now, change

    def _wide(self, text: str, size: int, weight: int = 400) -> float:
        """How wide a text is: figures of one width make it a matter of how many."""
        key = ("".join("0" if sign.isdecimal() else sign for sign in text), f"{size} {weight}")
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = QFontMetricsF(self._theme.font(size, weight)).horizontalAdvance(key[0])
        return found

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        return self._theme.font(13, 600), self._theme.font(12), self._theme.font(11)

    @staticmethod
    def _titles() -> tuple[str, ...]:
        return tr("Result"), tr("Base"), tr("Scenario"), tr("Difference")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        widths, for_band, for_changes = self._widths()
        ink = _Ink(painter, self._places(widths), event.rect())
        header, row, inset = theme.px(_HEADER), theme.px(_ROW), theme.px(3)
        strong, plain, small = self._fonts()
        text, second = theme.colour("text"), theme.colour("text2")
        for place, title in enumerate(self._titles()):
            ink.write(place, 0, header, theme.font(12, 500), second, title)
        for number, line in enumerate(self.lines):
            top = header + number * row
            painter.setPen(theme.colour("grid"))
            painter.drawLine(0, top, self.width(), top)
            ink.write(0, top, row, theme.font(13, 500), text, line.name)
            ink.write(1, top, row, plain, second, line.base)
            halves = self._ranged and line.change != _NO_CHANGE
            above, high = (top + inset, row // 2) if halves else (top, row)
            ink.write(2, above, high, strong, text, line.now)
            ink.write(3, above, high, strong, theme.colour(line.role), line.change)
            if self._wide(line.band, 11) <= for_band:
                ink.write(2, top + row // 2, row // 2 - inset, small, second, line.band)
            if self._wide(line.changes, 11) <= for_changes:
                ink.write(3, top + row // 2, row // 2 - inset, small, second, line.changes)

    def _places(self, widths: Sequence[float]) -> list[tuple[float, float, int]]:
        """Of the columns where each begins, how wide it is, and to which side its texts stand."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        found, gap, left = [], self._theme.px(_GAP), 0.0
        for place, width in enumerate(widths):
            at = self.width() - left - width if mirrored else left
            found.append((at, width, _LEFT if (place == 0) != mirrored else _RIGHT))
            left += width + gap
        return found


class _Ink:
    """Writes into columns, what lies in the area that is painted."""

    def __init__(self, painter: QPainter, places: list[tuple[float, float, int]], area: QRect) -> None:
        self._painter = painter
        self._places = places
        self._area = QRectF(area)

    def write(self, place: int, top: float, high: float, font: QFont, colour: QColor, text: str) -> None:
        left, width, side = self._places[place]
        room = QRectF(left, top, width, high)
        if text and room.intersects(self._area):
            self._painter.setFont(font)
            self._painter.setPen(colour)
            self._painter.drawText(room, side, text)
