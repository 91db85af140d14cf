"""What the list of commands offers: every action of the records, and the channels, figures and periods to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from roiapp.core.fields import Field
from roiapp.language import mark, tr
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.actions.menus import MENUS
from roiapp.ui.lists.word_match import fit, folded, words_of

if TYPE_CHECKING:
    from roiapp.core.metrics import Metric
    from roiapp.core.periods import View
    from roiapp.ui.actions.window_actions import Actions
    from roiapp.ui.grid.over_time import OverTime
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.model.session_model import SessionModel

#: entries that are listed at most
MOST: Final = 60
#: channels from which on only those are looked at that have the first typed word in them
_MANY: Final = 2_000
#: ids of actions that would only bring this list again
_ITSELF: Final = frozenset({"commands"})
#: what cannot be done now stands this much lower
_WAITING: Final = 15
#: and what was used lately this much higher
_LATELY: Final = 5
_CHANNEL, _FIGURE, _PERIOD, _CHART = mark("Channel"), mark("Column"), mark("Period"), mark("Chart")
_NOT_SHOWN = mark("Column that is not shown")


@dataclass(frozen=True)
class Entry:
    """One line of the list. `detail` says what it is, `why` why it cannot be done now; `id` is an action's, "" for a
    place to go to; `beside` are words it is found by too, `named` those of its own name where `text` says more: "Undo",
    of "Undo Change Spend of Radio"."""

    text: str
    detail: str
    icon: str
    do: Callable[[], object] = field(compare=False)
    keys: str = ""
    why: str = ""
    id: str = ""
    beside: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class CommandEntries:
    """The entries of one window, found by what is typed. Places to go to are only offered while there is a worksheet
    in sight, which `shown` says; `charts` are ids and names of those that can be shown by `show_chart`."""

    def __init__(
        self,
        actions: Actions,
        model: SessionModel,
        grid: WorksheetView,
        over_time: OverTime,
        shown: Callable[[], bool],
        used: Callable[[], Sequence[str]],
        go_to_figure: Callable[[str], None],
        charts: Callable[[], Sequence[tuple[str, str]]],
        show_chart: Callable[[str], None],
    ) -> None:
        self._actions = actions
        self._model = model
        self._grid = grid
        self._over_time = over_time
        self._shown = shown
        self._used = used
        self._go_to_figure = go_to_figure
        self._charts = charts
        self._show_chart = show_chart

    def found(self, typed: str) -> list[Entry]:
        """What fits, the best first and, of equals, what was used last; with nothing typed every action."""
        asked = words_of(typed)
        used = {id_: place for place, id_ in enumerate(self._used())}
        actions = [(entry, used.get(entry.id, len(used))) for entry in self._action_entries()]
        if not asked:
            return [entry for entry, _place in sorted(actions, key=lambda each: each[1])]
        ranked = []
        for entry, place in actions:
            if worth := _worth(asked, entry):
                ranked.append((worth + _LATELY * (place < len(used)) - place * 0.1, entry))
        ranked += [(worth, entry) for entry in self._places(asked) if (worth := _worth(asked, entry))]
        ranked.sort(key=lambda each: -each[0])
        return [entry for _worth, entry in ranked[:MOST]]

    # -- what there is -------------------------------------------------------------------------------------------------

    def _action_entries(self) -> Iterator[Entry]:
        menu_of = {id_: plain(tr(title)) for title, ids in MENUS for id_ in ids}
        for record in ACTIONS:
            if record.id in _ITSELF:
                continue
            menu, said = menu_of.get(record.id, ""), (record.tip, record.short, record.words)
            yield Entry(
                plain(self._actions.action[record.id].text().partition("\t")[0]),
                menu,
                record.icon,
                self._actions.action[record.id].trigger,
                self._actions.keys(record.id),
                self._actions.why_not(record.id),
                record.id,
                tuple(words_of(" ".join((menu, *(tr(text) for text in said if text))))),
                tuple(words_of(plain(tr(record.text)))),
            )

    def _places(self, asked: list[str]) -> Iterator[Entry]:
        session = self._model.session
        if session is None or not self._shown():
            return
        for view in self._model.views:
            yield Entry(view.text(), tr(_PERIOD), "calendar-range", partial(self._go_to_view, view))
        for id_, label in self._charts():
            yield Entry(label, tr(_CHART), "trending-up", partial(self._show_chart, id_))
        here = {column.id for column in self._over_time.choices}
        records: list[Field | Metric] = [*session.catalog.fields, *session.catalog.metrics]
        for record in records:
            if not isinstance(record, Field) or record.scope != "document":
                yield Entry(
                    tr(record.label),
                    tr(_FIGURE) if record.id in here else tr(_NOT_SHOWN),
                    "columns-3",
                    partial(self._go_to_figure, record.id),
                    why=tr("A figure of all channels together: it has no column.") if _together(record) else "",
                    beside=tuple(words_of(f"{tr(record.short)} {record.id}")),
                )
        yield from self._channels(session.worksheet.names, asked)

    def _channels(self, names: Sequence[str], asked: list[str]) -> Iterator[Entry]:
        found = 0
        for row, name in enumerate(names):
            if len(names) > _MANY and asked[0] not in folded(name):
                continue
            if not fit(asked, words_of(name)):
                continue
            found += 1
            yield Entry(name, tr(_CHANNEL), "rows-3", partial(self._go_to_channel, row))
            if found == MOST and len(names) > _MANY:
                return

    # -- where they lead -----------------------------------------------------------------------------------------------

    def _go_to_channel(self, row: int) -> None:
        current = self._grid.table.current
        self._grid.table.go_to(self._grid.row_of(row), current[1] if current else 0)

    def _go_to_view(self, view: View) -> None:
        if self._over_time.active:
            self._over_time.go_to_view(view)
        else:
            self._model.set_view(view)


def _worth(asked: list[str], entry: Entry) -> float:
    """How well it fits, 0 not at all. What cannot be done now comes after what can, unless it is named in full."""
    words = words_of(entry.text)
    worth = max(fit(asked, words, entry.beside), fit(asked, entry.named))
    in_full = asked in (words, list(entry.named))
    return worth - _WAITING if worth and entry.why and not in_full else worth


def _together(record: Field | Metric) -> bool:
    return record.scope != "cell" if isinstance(record, Field) else record.total_only


def plain(text: str) -> str:
    """A menu's text as it is read: without the mark of its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
