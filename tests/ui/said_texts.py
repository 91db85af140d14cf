"""Everything a widget says or would say: what it paints, tooltips, menus, items, and what a screen reader hears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QHelpEvent, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)

from tests.ui.painted_texts import painted_texts

_MOST = 400  # cells of a table that are asked


def said_by(top: QWidget) -> Iterator[tuple[str, str]]:
    """Where a text is, and the text."""
    for widget in (top, *top.findChildren(QWidget)):
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in _own(widget):
            yield name, text
        for action in widget.actions():
            yield from _action(f"{name} action {action.objectName()}", action)
    for painted in painted_texts(top):
        yield f"{type(top).__name__} paints", painted.text


def _own(widget: QWidget) -> Iterator[str]:
    yield widget.windowTitle()
    yield plain(widget.toolTip())
    yield plain(widget.statusTip())
    yield plain(widget.whatsThis())
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield plain(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        for index in range(widget.count()):
            yield widget.itemText(index)
            yield str(widget.itemData(index, Qt.ItemDataRole.ToolTipRole) or "")
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _items(widget)
    if isinstance(widget, QMenu):
        yield widget.title()
    if (found := QAccessible.queryAccessibleInterface(widget)) is not None:
        yield found.text(QAccessible.Text.Name)
        yield found.text(QAccessible.Text.Description)


def _items(view: QAbstractItemView) -> Iterator[str]:
    model, roles = view.model(), Qt.ItemDataRole
    rows = min(model.rowCount(QModelIndex()), 60)
    columns = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(QModelIndex()), 40)
    for column in range(columns):
        for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            yield plain(str(model.headerData(column, Qt.Orientation.Horizontal, role) or ""))
    for cell in range(min(rows * columns, _MOST)):
        index = model.index(cell // columns, cell % columns, QModelIndex())
        for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole, roles.AccessibleDescriptionRole):
            found = index.data(role)
            if isinstance(found, str):
                yield plain(found)


def _action(name: str, action: QAction) -> Iterator[tuple[str, str]]:
    for text in (action.text(), action.iconText(), action.toolTip(), action.statusTip()):
        yield name, plain(text)


def plain(text: str) -> str:
    """A text without its markup."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if re.search(r"<[a-z/]|&[a-z]+;", text) else text


def tooltips(widget: QWidget, step: int = 24) -> Iterator[str]:
    """What a painted widget says over its places."""
    seen = set()
    for y in range(step // 2, widget.height(), step):
        for x in range(step // 2, widget.width(), step * 2):
            at = QPoint(x, y)
            QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
            text = plain(QToolTip.text())
            if text and text not in seen:
                seen.add(text)
                yield text
    QToolTip.hideText()
