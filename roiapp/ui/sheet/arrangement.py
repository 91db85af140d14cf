"""What is asked of the grid's rows: how they are sorted, which of them show, how they are grouped. No Qt."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from roiapp.language import mark

Attribute = Literal["group", "kind", "source", "owner"]
Test = Literal["above", "below", "blank", "known"]
#: what rows can be grouped by and filtered on, and what that is called
ATTRIBUTES: Final[dict[Attribute, str]] = {
    "group": mark("Group"), "kind": mark("Kind"), "source": mark("Source"), "owner": mark("Owner"),
}  # fmt: skip


class Sort(NamedTuple):
    """By the column of this key, "" is the name. Blanks come last either way."""

    key: str
    descending: bool = False


class Limit(NamedTuple):
    """What the figure of a column has to be: above or below a value, blank, or known."""

    key: str
    test: Test
    value: float = 0.0


class Filter(NamedTuple):
    """All of it has to be true of a channel that is shown. `chosen` are texts of attributes, one of which it has."""

    text: str = ""
    chosen: tuple[tuple[Attribute, tuple[str, ...]], ...] = ()
    figures_only: bool = False
    limits: tuple[Limit, ...] = ()

    @property
    def active(self) -> bool:
        return self != Filter()

    def choosing(self, attribute: Attribute, texts: tuple[str, ...]) -> Filter:
        """The same with these texts of an attribute; with none it is not asked for."""
        rest = tuple(each for each in self.chosen if each[0] != attribute)
        return self._replace(chosen=(*rest, (attribute, texts)) if texts else rest)

    def limiting(self, limit: Limit | None, key: str) -> Filter:
        """The same with this limit on a column in place of the one before."""
        rest = tuple(each for each in self.limits if each.key != key)
        return self._replace(limits=(*rest, limit) if limit else rest)


class Arrangement(NamedTuple):
    """How the rows are to stand. `closed` are the texts of groups of which only the subtotal shows."""

    sort: Sort | None = None
    filter: Filter = Filter()
    group: Attribute | None = None
    closed: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether the rows stand in their own order, all of them."""
        return self.sort is None and self.group is None and not self.filter.active

    @property
    def keys(self) -> list[str]:
        """The keys of the columns whose figures decide."""
        return [limit.key for limit in self.filter.limits] + ([self.sort.key] if self.sort and self.sort.key else [])

    def changed(self, **values: Any) -> Arrangement:
        return self._replace(**values)

    def concerns(self, ids: frozenset[str]) -> bool:
        """Whether the order depends on figures of these fields and metrics."""
        typed = self.filter.figures_only and bool(ids)
        return typed or any(key.partition(" ")[0] in ids for key in self.keys)
