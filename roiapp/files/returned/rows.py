"""Which channel each row of a page is, whatever was sorted, renamed, copied, deleted or written below."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.excel import marks
from roiapp.files.returned.pages import Page
from roiapp.files.table_layout import written
from roiapp.files.total_words import is_total

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CUT_FROM: Final = 16_000  # letters; a cell holds 32,767 halves of them
_CONTROLS: Final = frozenset(("Cc", "Cs", "Cn"))


@dataclass
class Rows:
    """`known` are rows by channel (index), `renamed` their new names; `new` names by row. `twice` and `nameless` are
    rows that cannot be taken, `aside` those with a text only, below the table. `all_channels` are rows of what is typed
    for all channels together, by field; `as_of` is the row with the day of the figures."""

    known: dict[int, int] = field(default_factory=dict)
    renamed: dict[int, str] = field(default_factory=dict)
    new: dict[int, str] = field(default_factory=dict)
    twice: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    all_channels: dict[str, int] = field(default_factory=dict)
    total: int | None = None
    as_of: int | None = None


class Names:
    """The channels of the document by what a spreadsheet program shows of their names."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.names = list(worksheet.names)
        self.channel = {key: index for index, key in enumerate(worksheet.keys)}
        found: dict[str, int] = {}
        doubtful: set[str] = set()
        for index, name in enumerate(self.names):
            for form in {each.casefold() for each in _forms(name)}:
                if found.setdefault(form, index) != index:
                    doubtful.add(form)
        self._by_form = {form: index for form, index in found.items() if form not in doubtful}

    def called(self, name: str) -> int | None:
        """The channel of this name, without case and repeated spaces."""
        return next((self._by_form[form] for each in _forms(name) if (form := each.casefold()) in self._by_form), None)

    def is_name(self, name: str, channel: int, *, exactly: bool = False) -> bool:
        """Whether a text is how a channel's name is shown; `exactly`: with its case."""
        own = self.names[channel]
        if name == own:
            return True
        forms, known = _forms(name), _forms(own)
        if not exactly:
            forms, known = ({each.casefold() for each in one} for one in (forms, known))
        if not forms.isdisjoint(known):
            return True
        return any(len(one) >= _CUT_FROM and other.startswith(one) for one in forms for other in known)


def sort_rows(page: Page, names: Names, totals: Collection[str], has_figures: Callable[[int], bool]) -> Rows:
    """Every row of the page. `totals` are the ids of what may be typed for all channels, `has_figures` says whether a
    row has anything in the columns of inputs."""
    rows = Rows()
    channels = _Channels(names, has_figures)
    below, table = False, page.marks is None  # rows begin below the titles
    for row, mark in page.marked():
        name = written(page.cell(row, page.first))
        if mark == marks.TITLES:
            table = True
        elif mark == marks.AS_OF:
            rows.as_of = row
        elif mark == marks.TOTAL:
            rows.total, below = row, True
        elif mark in totals:
            rows.all_channels[mark] = row
        elif mark.isdecimal() and int(mark) in names.channel:
            channels.add(row, name, names.channel[int(mark)])
        elif mark or not table or row <= page.row:
            continue
        elif page.marks is None and (below or is_total(name) or _is_title(page, row)):
            below = below or is_total(name)
        elif name or has_figures(row):
            channels.add(row, name, None, below=below)
    channels.settle(rows)
    return rows


def _is_title(page: Page, row: int) -> bool:
    """Whether a row has texts alone in the columns of figures: where marks are gone, titles are known by that."""
    cells = [page.cell(row, column) for column in page.columns.values()]
    return not any(isinstance(cell, int | float) for cell in cells)


class _Channels:
    """The rows that are channels, or may be, while it is found out which."""

    def __init__(self, names: Names, has_figures: Callable[[int], bool]) -> None:
        self._names = names
        self._has_figures = has_figures
        self._texts: dict[int, str] = {}
        self._marked: dict[int, int] = {}
        self._below: set[int] = set()

    def add(self, row: int, name: str, channel: int | None, *, below: bool = False) -> None:
        self._texts[row] = name
        if channel is not None:
            self._marked[row] = channel
        elif below:
            self._below.add(row)

    def settle(self, rows: Rows) -> None:
        """First who bears both mark and name of a channel, then who bears its name, then who bears its mark."""
        names, taken, left = self._names, rows.known, dict(self._texts)
        for row, channel in self._marked.items():
            if channel not in taken and names.is_name(self._texts[row], channel):
                taken[channel] = row
                del left[row]
        for row in self._going_by_name(left):
            called = names.called(left[row])
            if called is not None and called not in taken:
                taken[called] = row
                del left[row]
        for row, name in list(left.items()):
            marked = self._marked.get(row)
            if marked is not None and marked not in taken and (name or self._has_figures(row)):
                taken[marked] = row
                del left[row]
        for channel, row in taken.items():
            name = self._texts[row]
            if name and not names.is_name(name, channel, exactly=True):
                rows.renamed[channel] = name
        self._settle_others(rows, left)

    def _going_by_name(self, left: dict[int, str]) -> list[int]:
        """The rows with the name of another channel that are that channel, because names were moved among the rows and
        the marks were not. Where one of them got a name that is new, all were renamed: "A, B" to "B, C"."""
        of_mark = {channel: row for row, channel in self._marked.items() if row in left}
        goes: dict[int, bool] = {}
        for first in left:
            path: list[int] = []
            row: int | None = first
            answer = True
            while row is not None and row not in goes:
                path.append(row)
                goes[row] = True  # where it leads back to itself
                called = self._names.called(left[row]) if left[row] else None
                answer = called is not None or not left[row]
                row = of_mark.get(called) if called is not None else None
            if row is not None:
                answer = goes[row]
            goes.update(dict.fromkeys(path, answer))
        return [row for row in left if goes[row]]

    def _settle_others(self, rows: Rows, left: dict[int, str]) -> None:
        known = {same_name(self._names.names[channel]) for channel in rows.known}
        known.update(same_name(name) for name in rows.renamed.values())
        for row, name in left.items():
            figures = self._has_figures(row)
            if row in self._below and not figures:
                rows.aside.append(row)
            elif not name and figures:
                rows.nameless.append(row)
            elif not name or is_total(name):
                continue
            elif same_name(name) in known:
                rows.twice.append(row)
            else:
                known.add(same_name(name))
                rows.new[row] = name


def _forms(text: str) -> set[str]:
    """A text as spreadsheet programs may show it: with and without signs that no cell can hold, single spaces."""
    plain = {text}
    if "_x" in text:
        plain.add(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    found = set()
    for each in plain:
        if each.isprintable():
            found.add(" ".join(each.split()))
            continue
        for instead in ("", " "):
            kept = "".join(instead if unicodedata.category(sign) in _CONTROLS else sign for sign in each)
            found.add(" ".join(kept.split()))
    return found
