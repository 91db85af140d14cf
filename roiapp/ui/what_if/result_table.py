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
    from roiapp.core.unit_records import Unit

_HEADER: Final = 24
_ROW: Final = 36
_SIDE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = int(_SIDE | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(_SIDE | Qt.AlignmentFlag.AlignRight) | int(Qt.TextFlag.TextSingleLine)
_NO_CHANGE: Final = "±0"
_GAP: Final = 6
#: px between two ranges
_APART: Final = 12
_SIGNS: Final = "+-−±"


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
        by = by if by is None or _is_seen(by, record.unit, write) else 0.0
        if band is not None and write.text(band[0], record.unit) == write.text(band[1], record.unit):
            band = changes = None
        role = "text2" if not better or not by else "good" if (by > 0) == (better == "up") else "bad"
        found.append(Texts(
            tr(record.header), write.text(line.base, record.unit), write.text(line.now, record.unit),
            _NO_CHANGE if by == 0.0 else write.change(by, record.unit),
            "" if band is None else _range(*(write.text(end, record.unit) for end in band)),
            "" if changes is None else tr("{low} to {high}", low=write.change(changes[0], record.unit),
                                          high=write.change(changes[1], record.unit)),
            role,
        ))  # fmt: skip
    return found


def _is_seen(by: float, unit: Unit, write: NumberFormat) -> bool:
    """Whether a difference is any as it is written."""
    return write.change(by, unit).strip(_SIGNS) != write.change(0.0, unit).strip(_SIGNS)


def _range(low: str, high: str) -> str:
    """A dash between two figures, unless they have signs of their own."""
    signed = low[:1] in _SIGNS or high[:1] in _SIGNS
    return tr("{low} to {high}", low=low, high=high) if signed else tr("{low}–{high}", low=low, high=high)


def _in_halves(line: Texts, *, ranged: bool) -> bool:
    """Whether a line has a range below its figures, or room for one that follows."""
    return bool(line.band) or (ranged and line.change != _NO_CHANGE)


class ResultTable(QWidget):
    """Ranges stand below what they are of and reach as far to the side as they need, where nothing else stands; where
    there is no room for both, those of the differences are left to the description."""

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
        self._laid_out: tuple[int, list[float]] | None = None
        theme.changed.connect(self.update)

    def show_lines(self, lines: list[Texts], *, ranged: bool) -> None:
        """Show these; the table is as high as they are many. `ranged`: there are ranges, or they follow."""
        if (lines, ranged) == (self.lines, self._ranged):
            return
        same = ranged == self._ranged and [line[:2] for line in lines] == [line[:2] for line in self.lines]
        self._ranged = ranged
        same = same and not any(line.band for line in (*lines, *self.lines))
        same = same and [_in_halves(line, ranged=ranged) for line in lines] == [
            _in_halves(line, ranged=ranged) for line in self.lines
        ]
        before, self._laid_out = self._widths(), None
        if len(lines) != len(self.lines):
            self.updateGeometry()
        self.lines = lines
        self.setAccessibleDescription("\n".join(self._said(line) for line in lines))
        self.setToolTip(self.accessibleDescription())
        left, _width, _side = self._places(self._widths())[2]
        if same and before == self._widths() and self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
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

    def _widths(self) -> list[float]:
        """Of the four columns."""
        if self._laid_out is None or self._laid_out[0] != self.width():
            self._laid_out = self.width(), self._measure()
        return self._laid_out[1]

    def _measure(self) -> list[float]:
        titles = [self._wide(text, 12, 500) for text in self._titles()]
        name = max([titles[0], *(self._wide(line.name, 13, 500) for line in self.lines)])
        base = max([titles[1], *(self._wide(line.base, 12) for line in self.lines)])
        now = max([titles[2], *(self._wide(line.now, 13, 600) for line in self.lines)])
        change = max([titles[3], *(self._wide(line.change, 13, 600) for line in self.lines)])
        apart = self._theme.px(_GAP)
        room = self.width() - 3 * apart - name - base
        change = max([change, *(min(self._wide(line.changes, 11), room - now) for line in self.lines if line.changes)])
        spare = max(room - now - change, 0.0) / 3
        return [name, base + spare, now + spare, change + spare]

    def _wide(self, text: str, size: int, weight: int = 400) -> float:
        """How wide a text is: figures of one width make it a matter of how many."""
        key = ("".join("0" if sign.isdecimal() else sign for sign in text), f"{size} {weight}")
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = QFontMetricsF(self._theme.font(size, weight)).horizontalAdvance(key[0])
        return found

    @staticmethod
    def _titles() -> tuple[str, ...]:
        return tr("Result"), tr("Base"), tr("Scenario"), tr("Difference")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(event.rect(), theme.colour("surface"))
        widths = self._widths()
        ink = _Ink(painter, self._places(widths), event.rect())
        header, row, inset = theme.px(_HEADER), theme.px(_ROW), theme.px(3)
        strong, plain = theme.font(13, 600), theme.font(12)
        text, second = theme.colour("text"), theme.colour("text2")
        for place, title in enumerate(self._titles()):
            ink.write(place, 0, header, theme.font(12, 500), second, title)
        for number, line in enumerate(self.lines):
            top = header + number * row
            painter.setPen(theme.colour("grid"))
            painter.drawLine(0, top, self.width(), top)
            halves = _in_halves(line, ranged=self._ranged)
            above, high = (top + inset, row // 2) if halves else (top, row)
            ink.write(0, above, high, theme.font(13, 500), text, line.name)
            ink.write(1, above, high, plain, second, line.base)
            ink.write(2, above, high, strong, text, line.now)
            ink.write(3, above, high, strong, theme.colour(line.role), line.change)
            if line.band:
                self._write_ranges(ink, line, widths, QRectF(0, top + row // 2, self.width(), row // 2 - inset))

    def _write_ranges(self, ink: _Ink, line: Texts, widths: Sequence[float], room: QRectF) -> None:
        """That of the difference ends where the table does, the other where its column does, or before that one."""
        small, colour, apart = self._theme.font(11), self._theme.colour("text2"), self._theme.px(_APART)
        band, changes = self._wide(line.band, 11), self._wide(line.changes, 11)
        both = band + apart + changes <= room.width()
        column = room.width() - widths[3] - self._theme.px(_GAP)
        end = min(column, room.width() - changes - apart) if both else column
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        texts = [(line.band, end - band, band), *([(line.changes, room.width() - changes, changes)] if both else [])]
        for text, left, wide in texts:
            at = room.width() - left - wide if mirrored else left
            ink.write_at(QRectF(at, room.top(), wide, room.height()), _LEFT if mirrored else _RIGHT, small,
                         colour, text)  # fmt: skip

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
        self.write_at(QRectF(left, top, width, high), side, font, colour, text)

    def write_at(self, room: QRectF, side: int, font: QFont, colour: QColor, text: str) -> None:
        """The same where it is to stand."""
        if text and room.intersects(self._area):
            self._painter.setFont(font)
            self._painter.setPen(colour)
            self._painter.drawText(room, side, text)
