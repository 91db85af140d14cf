"""The menu of a figure card: another figure, another place, as usual. Each is one change that Undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from roiapp.analysis.card_choice import card_label, usual_ids
from roiapp.core.fields import BLOCKS, Field
from roiapp.language import tr
from roiapp.ui.bars.card_contents import chosen_ids

if TYPE_CHECKING:
    from roiapp.core.metrics import Metric
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.lists.command_entries import Entry


class CardCommands:
    """What the menus of the cards do, and the actions that lead to them from the keyboard."""

    def __init__(self, parts: WindowParts) -> None:
        self._window = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._row = parts.cards

    def choose(self) -> None:
        """Choose another figure for the card that has the focus, else for the first."""
        self.show_figures(self._row.current)

    def as_usual(self) -> None:
        """The six figures the program begins with."""
        if self._model.worksheet is not None:
            self._put(usual_ids(self._model.worksheet.settings))

    def open_menu(self, place: int, at: QPoint) -> None:
        """The menu of a card."""
        if self._model.session is None:
            return
        menu = QMenu(self._row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Another &figure…")).triggered.connect(lambda: self.show_figures(place))
        menu.addSeparator()
        left = menu.addAction(tr("Move &left"))
        left.setEnabled(place > 0)
        left.triggered.connect(lambda: self.move(place, -1))
        right = menu.addAction(tr("Move &right"))
        right.setEnabled(place < len(self._row.cards) - 1)
        right.triggered.connect(lambda: self.move(place, 1))
        menu.addSeparator()
        usual = menu.addAction(tr("Cards as &usual"))
        usual.setEnabled(chosen_ids(self._model) != usual_ids(self._model.session.worksheet.settings))
        usual.triggered.connect(self.as_usual)
        menu.popup(at)

    def move(self, place: int, by: int) -> None:
        """A card to the left or right; the focus goes with it."""
        ids = chosen_ids(self._model)
        there = place + by
        if self._model.session is None or not 0 <= there < len(ids):
            return
        had_focus = self._row.cards[place].hasFocus()
        ids[place], ids[there] = ids[there], ids[place]
        self._put(ids)
        if had_focus:
            self._row.focus_card(there)

    def show_figures(self, place: int) -> None:
        """The list of all figures, found by typing, for the card at this place."""
        from roiapp.ui.lists.command_palette import CommandPalette

        if self._model.session is not None:
            CommandPalette(
                self._theme,
                lambda typed: self.figures(place, typed),
                lambda _entry: None,
                self._window,
                tr("Which figure shall stand on this card?"),
            )

    def figures(self, place: int, typed: str) -> list[Entry]:
        """The fields and metrics that fit what is typed, block by block; those that stand on a card say so."""
        from roiapp.ui.lists.command_entries import Entry
        from roiapp.ui.lists.word_match import fit, words_of

        session = self._model.session
        if session is None:
            return []
        ids, catalog = chosen_ids(self._model), session.catalog
        asked = words_of(typed)
        records: list[Field | Metric] = [
            record for record in catalog.fields if record.scope != "document" and record.kind != "target"
        ]
        records += catalog.metrics
        found = []
        for block, (title, _help) in BLOCKS.items():
            for record in records:
                if record.block != block:
                    continue
                own, label = card_label(catalog, record.id), tr(record.label)
                text = own if record.id in ("roi", "revenue_roi") else label
                beside = words_of(f"{own} {tr(record.short)} {tr(title)} {record.id}")
                worth = fit(asked, words_of(text), beside) if asked else 1.0
                if worth:
                    why = tr("Stands on a card already.") if record.id in ids else ""
                    icon = "pencil" if isinstance(record, Field) else "square-function"
                    do = partial(self._choose, place, record.id)
                    found.append((worth, Entry(text, tr(title), icon, do, why=why, id=record.id)))
        if asked:
            found.sort(key=lambda each: -each[0])
        return [entry for _worth, entry in found]

    def _choose(self, place: int, id_: str) -> None:
        ids = chosen_ids(self._model)
        ids[place] = id_
        self._put(ids)

    def _put(self, ids: Sequence[str]) -> None:
        from roiapp.core.edits import SetSettings

        sheet = self._model.worksheet
        if sheet is not None and tuple(ids) != sheet.settings.cards:
            self._model.apply(SetSettings.of(cards=tuple(ids)))
