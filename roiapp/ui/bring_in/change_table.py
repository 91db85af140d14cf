"""What an import will do, row by row: added, changed, the same already, left out, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from roiapp.core.catalog import Catalog
from roiapp.core.number_format import UNDEFINED
from roiapp.core.units import NumberFormat
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.bringing_in import Outcome
from roiapp.files.import_merge import Line, Merge
from roiapp.files.tables import Skipped
from roiapp.language import current, mark, tr, trn
from roiapp.palette import channel_colour
from roiapp.ui.look.calm_table import PADDING, CalmPainter, CalmTable, Index
from roiapp.ui.look.theme import Theme

CHANGE, CHANNEL, PERIOD, FILE = range(4)
_SHARES: Final = {CHANGE: 15, CHANNEL: 28, PERIOD: 12, FILE: 10}
_FIELD_SHARE, _WHY_SHARE = 13, 26
_LOOKED_AT: Final = 100
_WIDE: Final = 7  # px of one unit of these shares
_ACROSS: Final = Qt.Orientation.Horizontal
#: change -> (what it is called, icon, its colour, its ground)
CHIPS: Final = {
    "added": (mark("Added"), "plus", "good", "good_soft"),
    "changed": (mark("Updated"), "refresh-cw", "accent_text", "accent_soft"),
    "same": (mark("The same"), "check", "text2", "neutral_soft"),
    "skipped": (mark("Left out"), "minus", "text2", "neutral_soft"),
    "refused": (mark("Left blank"), "triangle-alert", "warn", "warn_soft"),
}


class Row(NamedTuple):
    """One row as it is shown; `figures` per field what stood there and what will, in words."""

    change: str
    channel: str
    period: str
    from_file: str
    figures: Sequence[tuple[str, str]]
    why: str
    key: int | None = None


class ChangeModel(QAbstractTableModel):
    """The rows of one file as Qt asks for them; each is made when it is seen."""

    def __init__(self, worksheet: Worksheet, catalog: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self._worksheet = worksheet
        self._catalog = catalog
        self._write = NumberFormat(worksheet.settings.locale, worksheet.settings.currency)
        self._outcome: Outcome | None = None
        self.fields: tuple[str, ...] = ()
        self.several_periods = False

    def show(self, outcome: Outcome | None) -> None:
        """Show what becomes of this file."""
        self.beginResetModel()
        self._outcome = outcome if outcome is not None and outcome.brought is not None else None
        known = self._merge.fields if self._merge is not None else ()
        self.fields = tuple(field.id for field in self._catalog.fields if field.id in known)
        self.several_periods = self._merge is not None and len(self._merge.brought.periods) > 1
        self.endResetModel()

    @property
    def _merge(self) -> Merge | None:
        return self._outcome.brought.merge if self._outcome is not None and self._outcome.brought is not None else None

    def colour(self, key: int | None) -> str:
        """The colour of a channel that is there."""
        return channel_colour(key or 1, self._worksheet.first_key)

    @property
    def why_column(self) -> int:
        return FILE + 1 + len(self.fields)

    def rowCount(self, parent: Index | None = None) -> int:
        if (parent is not None and parent.isValid()) or self._outcome is None or self._outcome.brought is None:
            return 0
        plan = self._outcome.brought.plan
        return len(self._outcome.brought.merge) + len(plan.refused) + len(plan.skipped)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.why_column + 1

    def row(self, number: int) -> Row:
        """What this row says."""
        assert self._outcome is not None
        assert self._outcome.brought is not None
        merge, plan = self._outcome.brought.merge, self._outcome.brought.plan
        if number < len(merge):
            return self._line(merge, merge.line(number))
        number -= len(merge)
        if number < len(plan.refused):
            error = plan.refused[number]
            where = tr("row {row}", row=error.row)
            return Row("refused", error.column, "", where, (), error.sentence)
        return _skipped(plan.skipped[number - len(plan.refused)])

    def _line(self, merge: Merge, line: Line) -> Row:
        assert self._outcome is not None
        assert self._outcome.brought is not None
        names = self._outcome.brought.plan.from_file[line.channel]
        name = merge.brought.channels[line.channel]["name"]
        place = self._worksheet.find_channel(name) if line.channel not in merge.new_channels else None
        figures = [self._figures(id_, *line.figures[id_]) if id_ in line.figures else ("", UNDEFINED)
                   for id_ in self.fields]  # fmt: skip
        rows = int(self._outcome.brought.plan.rows[line.period, line.channel])
        if len(names) == 1 and same_name(names[0]) != same_name(name):
            come_from = names[0]
        elif len(names) == 1:
            come_from = trn("{n} row", "{n} rows", rows)
        else:
            come_from = trn("{n} name", "{n} names", len(names))
        return Row(
            line.change, name, merge.brought.periods[line.period].text(current()), come_from, figures,
            self._why(merge, line), self._worksheet.keys[place] if place is not None else None,
        )  # fmt: skip

    def _figures(self, id_: str, before: float | None, after: float) -> tuple[str, str]:
        unit = self._catalog.field[id_].unit
        now = self._write.text(after, unit)
        return ("" if before is None or before == after else self._write.text(before, unit)), now

    def _why(self, merge: Merge, line: Line) -> str:
        joined = len(line.joined)
        replaced = sum(
            before not in (None, after) for id_, (before, after) in line.figures.items() if id_ not in line.joined
        )
        filled = sum(before is None for before, _ in line.figures.values())
        if line.kept and line.change == "same":
            return trn("{n} figure that is there stays", "{n} figures that are there stay", len(line.kept))
        if line.change == "same":
            return tr("These figures are there already")
        if line.change == "added":
            return tr("New channel") if line.channel in merge.new_channels else tr("Nothing was typed here yet")
        if joined:
            return trn("Added to {n} figure that is there", "Added to {n} figures that are there", joined)
        if not replaced:
            return trn("Fills {n} blank cell", "Fills {n} blank cells", filled)
        if not filled:
            return trn("Replaces {n} figure", "Replaces {n} figures", replaced)
        return trn("Replaces {n} figure, fills others that were blank",
                   "Replaces {n} figures, fills others that were blank", replaced)  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row, column = self.row(index.row()), index.column()
        if column == self.why_column:
            return row.why
        if column > FILE:
            if not row.figures:
                return UNDEFINED
            before, after = row.figures[column - FILE - 1]
            return tr("{before} → {after}", before=before, after=after) if before else after
        return (tr(CHIPS[row.change][0]), row.channel, row.period, row.from_file)[column]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and FILE < section < self.why_column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == self.why_column:
            return tr("Why")
        if section > FILE:
            return tr(self._catalog.field[self.fields[section - FILE - 1]].header)
        return (tr("Change"), tr("Channel"), tr("Period"), tr("Comes from"))[section]


def _skipped(skipped: Skipped) -> Row:
    place = tr("row {row}", row=skipped.row)
    if skipped.sheet:
        place = tr("{sheet}, row {row}", sheet=skipped.sheet, row=skipped.row)
    return Row("skipped", "", "", place, (), skipped.why)


class ChangeTable(CalmTable):
    """The rows of one file."""

    def __init__(self, theme: Theme, worksheet: Worksheet, catalog: Catalog, parent: QWidget) -> None:
        self.changes = ChangeModel(worksheet, catalog, parent)
        super().__init__(theme, self.changes, _SHARES, parent, row=30, rows=3)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("What will change"))

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what becomes of this file."""
        self.changes.show(outcome)
        shares = dict(_SHARES)
        self.setColumnHidden(PERIOD, not self.changes.several_periods)
        if not self.changes.several_periods:
            shares[PERIOD] = 0
        shares |= {FILE + 1 + number: self._share_of(number) for number in range(len(self.changes.fields))}
        shares[self.changes.why_column] = _WHY_SHARE
        shares = {column: max(share, self._share_of_title(column)) for column, share in shares.items() if share}
        self.share(shares, sum(shares.values()) * _WIDE)


    def _share_of_title(self, column: int) -> int:
        title = QFontMetrics(self.theme.font(12, 500)).horizontalAdvance(self.changes.headerData(column, _ACROSS))
        return math.ceil((title + 2 * PADDING) / self.theme.px(_WIDE)) + 1

    def _share_of(self, number: int) -> int:
        """How wide a field's column is: as its widest figures among the first rows, with those that were there."""
        bold, plain = QFontMetrics(self.theme.font(13, 600)), QFontMetrics(self.theme.font(12))
        widest = 0
        for place in range(min(_LOOKED_AT, self.changes.rowCount())):
            row = self.changes.row(place)
            if row.figures:
                before, after = row.figures[number]
                beside = plain.horizontalAdvance(before) + self.theme.px(12) + 10 if before else 0
                widest = max(widest, bold.horizontalAdvance(after) + beside)
        return max(_FIELD_SHARE, math.ceil((widest + 2 * PADDING) / self.theme.px(_WIDE)) + 1)


class _Painter(CalmPainter):
    """What changes as a coloured mark, figures that change in bold behind those that were there."""

    def __init__(self, table: ChangeTable) -> None:
        super().__init__(table)
        self._model = table.changes

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        row, column = self._model.row(index.row()), index.column()
        taken = row.change in ("added", "changed")
        if column == CHANGE:
            self._paint_chip(painter, room, row.change)
        elif column == CHANNEL:
            self._paint_channel(painter, room, row, taken=taken)
        elif column in (PERIOD, FILE):
            self.write(painter, room, str(index.data()), "text2", size=12)
        elif column == self._model.why_column:
            self.write(painter, room, row.why, "text2", size=12)
        else:
            self._paint_figure(painter, room, row, column - FILE - 1, taken=taken)

    def _paint_chip(self, painter: QPainter, room: QRect, change: str) -> None:
        theme = self.theme
        text, icon, role, ground = CHIPS[change]
        said = tr(text)
        wide = QFontMetrics(theme.font(12, 500)).horizontalAdvance(said) + theme.px(12) + 24
        chip = QRectF(room.left(), room.center().y() - theme.px(10), min(wide, room.width()), theme.px(21))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inside = chip.toRect().adjusted(7, 0, -7, 0)
        used = self.draw_icon(painter, inside, icon, role, 12)
        self.write(painter, inside.adjusted(used - 2, 0, 4, 0), said, role, size=12, weight=500)

    def _paint_channel(self, painter: QPainter, room: QRect, row: Row, *, taken: bool) -> None:
        dot = self.theme.px(8)
        if row.key is not None or row.change == "added":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            known = row.key is not None
            painter.setBrush(QColor(self._model.colour(row.key)) if known else self.theme.colour("border_strong"))
            painter.drawEllipse(QRectF(room.left(), room.center().y() - dot / 2 + 0.5, dot, dot))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self.write(painter, room.adjusted(dot + 8, 0, 0, 0), row.channel, "text" if taken else "text2",
                   weight=500 if taken else 400, name=True)  # fmt: skip

    def _paint_figure(self, painter: QPainter, room: QRect, row: Row, number: int, *, taken: bool) -> None:
        before, after = row.figures[number] if row.figures else ("", UNDEFINED)
        bold = taken and after != UNDEFINED and (bool(before) or row.change == "added")
        role = "text3" if after == UNDEFINED else "text" if bold else "text2"
        used = self.write(painter, room, after, role, weight=600 if bold else 400, right=True)
        if before:
            arrow = self.theme.px(12)
            rest = room.adjusted(0, 0, -used - arrow - 8, 0)
            place = QRect(rest.right() + 5, rest.top(), arrow, rest.height())
            self.draw_icon(painter, place, "arrow-right", "text3", 12)
            self.write(painter, rest, before, "text3", size=12, right=True)

