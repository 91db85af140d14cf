"""What the scenario comes to: totals of the base case, of the scenario, and the difference, with their ranges in small
type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.analysis.decisions.what_if_results import ResultLine
    from roiapp.core.catalog import Catalog
    from roiapp.core.number_format import NumberFormat

_HEADER: Final = 24
_ROW: Final = 36
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
        theme.changed.connect(self.update)

    def show_lines(self, lines: list[Texts]) -> None:
        """Show these; the table is as high as they are many."""
        if lines == self.lines:
            return
        if len(lines) != len(self.lines):
            self.updateGeometry()
        self.lines = lines
        self.setAccessibleDescription("\n".join(self._said(line) for line in lines))
        self.setToolTip(self.accessibleDescription())
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

    def _widths(self) -> tuple[list[float], bool, bool]:
        """Of the four columns, and whether the ranges of the figures and of the differences have room."""
        strong, plain, small = (QFontMetricsF(font) for font in self._fonts())
        named = QFontMetricsF(self._theme.font(13, 500))
        titles = [QFontMetricsF(self._theme.font(12, 500)).horizontalAdvance(text) for text in self._titles()]
        name = max([titles[0], *(named.horizontalAdvance(line.name) for line in self.lines)])
        base = max([titles[1], *(plain.horizontalAdvance(line.base) for line in self.lines)])
        now = max([titles[2], *(strong.horizontalAdvance(line.now) for line in self.lines)])
        change = max([titles[3], *(strong.horizontalAdvance(line.change) for line in self.lines)])
        bands = max([now, *(small.horizontalAdvance(line.band) for line in self.lines)])
        changes = max([change, *(small.horizontalAdvance(line.changes) for line in self.lines)])
        room = self.width() - 3 * self._theme.px(_GAP)
        with_bands = name + base + bands + change <= room
        with_changes = with_bands and name + base + bands + changes <= room
        widths = [name, base, bands if with_bands else now, changes if with_changes else change]
        spare = max(room - sum(widths), 0.0) / 3
        return [widths[0], *(width + spare for width in widths[1:])], with_bands, with_changes

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        return self._theme.font(13, 600), self._theme.font(13), self._theme.font(11)

    @staticmethod
    def _titles() -> tuple[str, ...]:
        return tr("Result"), tr("Base"), tr("Scenario"), tr("Difference")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        widths, with_bands, with_changes = self._widths()
        header, row = theme.px(_HEADER), theme.px(_ROW)
        self._paint_line(painter, QRectF(0, 0, self.width(), header), widths, self._titles(),
                         [theme.font(12, 500)] * 4, ["text2"] * 4)  # fmt: skip
        strong, plain, small = self._fonts()
        for place, line in enumerate(self.lines):
            top = header + place * row
            painter.setPen(theme.colour("grid"))
            painter.drawLine(0, top, self.width(), top)
            second = bool((line.band and with_bands) or (line.changes and with_changes))
            area = QRectF(0, top + (theme.px(3) if second else 0), self.width(), row * (0.5 if second else 1.0))
            whole = QRectF(0, top, self.width(), row)
            self._paint_line(painter, whole, widths, (line.name, line.base, "", ""), [theme.font(13, 500), plain] * 2,
                             ["text", "text2", "text", "text"])  # fmt: skip
            self._paint_line(painter, area, widths, ("", "", line.now, line.change), [strong] * 4,
                             ["text", "text", "text", line.role])  # fmt: skip
            if second:
                below = QRectF(0, top + row * 0.5, self.width(), row * 0.5 - theme.px(3))
                texts = ("", "", line.band if with_bands else "", line.changes if with_changes else "")
                self._paint_line(painter, below, widths, texts, [small] * 4, ["text2"] * 4)

    def _paint_line(
        self, painter: QPainter, area: QRectF, widths: Sequence[float], texts: Sequence[str], fonts: Sequence[QFont],
        roles: Sequence[str],
    ) -> None:  # fmt: skip
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gap, left = self._theme.px(_GAP), 0.0
        for place, (width, text, font, role) in enumerate(zip(widths, texts, fonts, roles, strict=True)):
            if text:
                room = QRectF(area.left() + left, area.top(), width, area.height())
                if mirrored:
                    room.moveRight(area.right() - left)
                leading = (place == 0) != mirrored
                side = Qt.AlignmentFlag.AlignLeft if leading else Qt.AlignmentFlag.AlignRight
                painter.setFont(font)
                painter.setPen(self._theme.colour(role))
                flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, text)
            left += width + gap
