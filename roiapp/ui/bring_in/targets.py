"""What a column of a file can become, in words, and the menu to choose it from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from roiapp.core.catalog import Catalog
from roiapp.core.fields import BLOCKS
from roiapp.files.import_choices import IGNORED
from roiapp.language import mark, tr
from roiapp.ui.look.theme import Theme

#: role -> (what it is called, its icon)
ROLES: Final[dict[str, tuple[str, str]]] = {
    "channel": (mark("Channel"), "tag"),
    "campaign": (mark("Campaign"), "tag"),
    "customer": (mark("Customer"), "briefcase"),
    "date": (mark("Date"), "calendar-range"),
    "period": (mark("Period"), "calendar-range"),
    "month": (mark("Month"), "calendar-range"),
    "start": (mark("First day"), "calendar-range"),
    "end": (mark("Last day"), "calendar-range"),
    "kind": (mark("Kind of channel"), "tag"),
    "source": (mark("Marketing or sales"), "tag"),
    "group": (mark("Group"), "tag"),
    "owner": (mark("Owner"), "tag"),
    "currency": (mark("Currency, to check"), "check"),
    "measure": (mark("What is measured"), "list-filter"),
    "value": (mark("Figures"), "pencil"),
    "results": (mark("Results"), "target"),
    "result_kind": (mark("What the results are"), "list-filter"),
}
_CHOSEN: Final = ("channel", "date", "period", "start", "end", "group", "owner", "kind", "currency")


def target_text(target: str, catalog: Catalog) -> str:
    """What a column becomes, in words."""
    if target == IGNORED:
        return tr("Do not import")
    if target in ROLES:
        return tr(ROLES[target][0])
    return tr(catalog.field[target].label) if target in catalog.field else target


def target_icon(target: str) -> str:
    """The icon beside it."""
    if target == IGNORED:
        return "eye-off"
    return ROLES[target][1] if target in ROLES else "pencil"


def target_menu(
    theme: Theme, catalog: Catalog, chosen: str, choose: Callable[[str], None], parent: QWidget
) -> QMenu:
    """Everything a column can become; the fields of blocks beyond the core in a menu each."""
    menu = QMenu(parent)
    group = QActionGroup(menu)

    def add(into: QMenu, target: str) -> QAction:
        action = into.addAction(target_text(target, catalog).replace("&", "&&"))
        action.setIcon(theme.icon(target_icon(target)))
        action.setCheckable(True)
        action.setChecked(target == chosen)
        action.setData(target)
        group.addAction(action)
        return action

    current = [add(menu, IGNORED)]
    menu.addSeparator()
    current += [add(menu, role) for role in _CHOSEN]
    menu.addSeparator()
    for block, (label, _) in BLOCKS.items():
        fields = [field for field in catalog.fields if field.block == block and field.scope == "cell"]
        if block == "core":
            current += [add(menu, field.id) for field in fields]
            menu.addSeparator()
        elif fields:
            inside = menu.addMenu(tr(label).replace("&", "&&"))
            for field in fields:
                add(inside, field.id)
            if chosen in {field.id for field in fields}:
                current.append(inside.menuAction())
    group.triggered.connect(lambda action: choose(action.data()))
    at = next((action for action in current if action.isChecked() or action.menu() is not None), None)
    if at is not None:
        menu.setActiveAction(at)
    return menu
