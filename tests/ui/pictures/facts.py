"""What has to hold of everything written in a window, looked up in what was painted.

1. A text stands whole in its widget. Only the edge of something that scrolls may cut it, where scrolling further brings
   it into sight.
2. No text lies over another. Only the editor of a cell and its sentence stand over the cells.
3. A text ends in "…" only where the tooltip there says all of it.
4. Every figure and every name that is in sight is painted, inside its own cell; so are totals, titles, cards and the
   line at the foot.
5. Buttons and labels have the room they ask for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSizeF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGraphicsView,
    QLabel,
    QListView,
    QScrollArea,
    QToolTip,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.bars.cards import Card
from roiapp.ui.grid.cell_editor import Bubble, CellEditor
from roiapp.ui.grid.worksheet_painter import TOO_WIDE
from roiapp.ui.panel.chart_records import CHARTS
from tests.ui.pictures.painted import Text, plain, shown_widgets, texts_of

if TYPE_CHECKING:
    from roiapp.ui.window.main_window import MainWindow

Painted = dict[QWidget, list[Text]]
_CUT: Final = 1.0  # px of a text's width that may be missing: letters end before their advance does
_LOW: Final = 3.0  # px of its height: no letter reaches from the ascent to the descent
_PLOT: Final = 80.0  # px below the rows of a chart: axis and legend
_OVER: Final = (CellEditor, Bubble)


def troubles_in(window: MainWindow) -> list[str]:
    """What is wrong with what is written in a window, in sentences; nothing where all is well."""
    painted = _painted(window, window)
    return [*_wrong(painted, window), *missing(window, painted), *cramped(painted)]


def troubles_of_charts(window: MainWindow, settle: Callable[[], None]) -> list[str]:
    """The same of each kind of chart, in the panel as large as it is; the one before comes back in the end."""
    found, panel = [], window.bench.commands.charts.panel
    assert panel is not None
    before = panel.record.id
    for record in CHARTS:
        panel.show_chart(record.id)
        settle()
        found += [f"{record.id}: {trouble}" for trouble in _wrong(_painted(panel, window), window)]
    panel.show_chart(before)
    settle()
    return found


def _painted(part: QWidget, window: QWidget) -> Painted:
    return {widget: texts_of(widget, window) for widget in shown_widgets(part)}


def _wrong(painted: Painted, window: MainWindow) -> list[str]:
    texts = [text for found in painted.values() for text in found]
    seen = [text for text in texts if not text.seen.isEmpty()]
    return [*clipped(texts, window), *overlapping(seen), *cut_short(seen, window)]


# -- whole ---------------------------------------------------------------------------------------------------------


def clipped(texts: list[Text], window: MainWindow) -> Iterator[str]:
    """Texts of which a part cannot be seen and cannot be brought into sight."""
    for text in texts:
        lost_across = text.box.width() - text.seen.width() > _CUT
        lost_down = text.box.height() - text.seen.height() > _LOW
        scrolled = _scrolled_as_a_whole(text, window) or _can_be_scrolled_to(text, window)
        if (lost_across or lost_down) and not scrolled:
            yield f"{text.place} is cut: only {text.seen.width():.0f} × {text.seen.height():.0f} of it are seen"


def _scrolled_as_a_whole(text: Text, window: MainWindow) -> bool:
    """Whether it stands whole in its widget, beyond the edge of what scrolls: the worksheet with large texts."""
    above: QWidget | None = text.widget
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is None:
        return False
    view, own = above.viewport(), text.widget
    seen = QRectF(QRect(view.mapTo(window, QPoint()), view.size()))
    whole = QRectF(QRect(own.mapTo(window, QPoint()), own.size())).adjusted(-_CUT, -_LOW, _CUT, _LOW)
    return whole.contains(text.box) and not seen.contains(text.box)


def _can_be_scrolled_to(text: Text, window: MainWindow) -> bool:
    """Whether what is missing lies beyond an edge that scroll bars lead to: of its own area, those of the grid for
    header and totals too."""
    table = window.bench.grid.table
    if _in_scrolled_window(text.widget):
        return True
    if text.widget in (table.viewport(), table.header.viewport(), window.bench.grid.totals):
        down, across = table.verticalScrollBar(), table.horizontalScrollBar()
    elif isinstance(text.widget.parentWidget(), QGraphicsView):  # a chart has a bar of its own
        chart = text.widget.parentWidget().parentWidget()
        down, across = chart.scroll_bar, text.widget.parentWidget().horizontalScrollBar()
    elif isinstance(text.widget.parentWidget(), QListView):
        down, across = text.widget.parentWidget().verticalScrollBar(), text.widget.parentWidget().horizontalScrollBar()
    else:
        return False
    room, box = QRectF(QRect(text.widget.mapTo(window, QPoint()), text.widget.size())), text.box
    seen = text.seen if not text.seen.isEmpty() else QRectF(box.center(), QSizeF())
    return (
        (box.bottom() > seen.bottom() and box.bottom() > room.bottom() - _PLOT and down.value() < down.maximum())
        or (box.top() < seen.top() and down.value() > down.minimum())
        or (box.right() > seen.right() and box.right() > room.right() and across.value() < across.maximum())
        or (box.left() < seen.left() and across.value() > across.minimum())
    )


def _in_scrolled_window(widget: QWidget) -> bool:
    """Whether the whole worksheet scrolls, as it does where large texts leave it no room."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.verticalScrollBar().maximum():
            return True
        parent = parent.parentWidget()
    return False


# -- apart ---------------------------------------------------------------------------------------------------------


def overlapping(texts: list[Text]) -> Iterator[str]:
    """Texts that lie over each other."""
    ordered = sorted((text for text in texts if not isinstance(text.widget, _OVER)), key=lambda text: text.seen.left())
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.seen.left() >= one.seen.right() - _CUT:
                break
            common = one.seen & other.seen
            if common.width() > _CUT and common.height() > _LOW:
                yield f"{one.place} and {other.place} lie over each other"


# -- told in full --------------------------------------------------------------------------------------------------


def cut_short(texts: list[Text], whole: QWidget) -> Iterator[str]:
    """Texts with an ellipsis that no tooltip puts right; the figure that says a column is too narrow."""
    for text in texts:
        if text.text == TOO_WIDE:
            yield f"{text.place} stands for a figure"
        elif "…" in text.text and text.text != tr("Add a channel…"):
            said = tooltip_at(text, whole)
            if not _says_all(text.text, said):
                yield f"{text.place} is cut short, and the tooltip says “{said}”"


def _says_all(cut: str, said: str) -> bool:
    before, _, after = cut.partition("…")
    pattern = f"{re.escape(before.strip())}.+{re.escape(after.strip())}"
    return re.search(pattern, said, re.DOTALL) is not None


def tooltip_at(text: Text, whole: QWidget) -> str:
    """What the tooltip says over a text, without its markup."""
    widget = text.widget
    at = widget.mapFrom(whole, text.seen.center().toPoint())
    _forget_tooltip()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    said = re.sub(r"<[^>]*>", "", QToolTip.text())
    _forget_tooltip()
    return plain(said)


def _forget_tooltip() -> None:
    """At once: Qt leaves it for a moment, and would give its text for another's."""
    for widget in QApplication.topLevelWidgets():
        if widget.inherits("QTipLabel"):
            widget.deleteLater()
            QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


# -- there ---------------------------------------------------------------------------------------------------------


def missing(window: MainWindow, painted: Painted) -> Iterator[str]:
    """Figures, names and titles that are in sight and not painted whole in their places."""
    bench = window.bench
    yield from _missing_cells(window, painted)
    for card in (each for each in painted if isinstance(each, Card)):
        content = card.content
        for wanted in (content.label, content.value, content.amount):
            if wanted and not _stands_in(wanted, QRectF(card.rect()), painted[card], window):
                yield f"the card {content.label} does not say “{wanted}”"
    foot = [text.text for text in painted[bench.status]]
    for wanted in (bench.status.saved_text, bench.status.check_text, bench.status.locale_text):
        if wanted and not any(_is(wanted, found) for found in foot):
            yield f"the line at the foot does not say “{wanted}”"


def _missing_cells(window: MainWindow, painted: Painted) -> Iterator[str]:
    table, totals = window.bench.grid.table, window.bench.grid.totals
    if not {table.viewport(), table.header.viewport(), totals} <= set(painted):
        if not _in_scrolled_window(table):
            yield "cells, their titles or their totals cannot be seen"
        return
    model, grid, viewport = table.worksheet, table.grid, table.viewport()
    header = table.header.viewport()
    right = viewport.width()
    # With large texts the worksheet scrolls as a whole.
    seen = {each: each.visibleRegion().boundingRect() for each in (header, viewport, totals)}
    for column in range(grid.columns):
        area = QRect(grid.left(column), 0, grid.width(column), 1)
        if (column and area.left() < grid.frozen) or area.right() >= right:
            continue  # scrolled away, in part
        title = model.columns[column - 1].header if column else tr("Channel")
        place = QRectF(area.left(), 0, area.width(), header.height())
        if seen[header].contains(place.toRect()) and not _stands_in(title, place, painted[header], window):
            yield f"the title “{title}” is not in its place"
        total = model.total_look(column)[0] if column and model.channels else ""
        in_sight = bool(total) and seen[totals].contains(totals.area(column))
        if in_sight and not _stands_in(total, QRectF(totals.area(column)), painted[totals], window):
            yield f"the total “{total}” of {title} is not in its cell"
        for row in range(model.empty_row):
            cell = table.cell_rect(row, column)
            if not seen[viewport].contains(cell.adjusted(0, 0, -1, -1)):
                continue
            text = model.name(row) if not column else model.text(row, column)
            if text and not _stands_in(text, QRectF(cell), painted[viewport], window):
                yield f"“{text}” ({title}, row {row + 1}) is not in its cell"


def _stands_in(wanted: str, place: QRectF, texts: list[Text], window: QWidget) -> bool:
    """Whether a text is painted inside a rectangle of its widget."""
    if not texts:
        return False
    room = place.translated(texts[0].widget.mapTo(window, QPoint())).adjusted(-0.5, -_LOW, 0.5, _LOW)
    return any(room.contains(each.box) and _is(wanted, each.text) for each in texts)


def _is(wanted: str, found: str) -> bool:
    """Whether a painted text is this one, cut short or not. Letters from right to left come in the order in which they
    stand; these are compared as a set."""
    wanted = plain(wanted)
    if found == wanted or sorted(found) == sorted(wanted):
        return True
    before, cut, after = found.partition("…")
    return bool(cut) and wanted.startswith(before.rstrip()) and wanted.endswith(after.lstrip())


# -- room ----------------------------------------------------------------------------------------------------------


def cramped(painted: Painted) -> Iterator[str]:
    """Buttons and labels that are smaller than they ask to be."""
    for widget, texts in painted.items():
        if not texts or not isinstance(widget, QAbstractButton | QLabel) or isinstance(widget, _OVER):
            continue
        wanted = widget.sizeHint()
        high = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else wanted.height()
        wide = 0 if widget.hasHeightForWidth() else wanted.width()
        if widget.width() < wide or widget.height() < high:
            size = f"{widget.width()} × {widget.height()}"
            yield f"{texts[0].place} has {size} and asks for {wide} × {high}"

