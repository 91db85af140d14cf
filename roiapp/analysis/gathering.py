"""Channels put together by their group or owner, for charts and tables of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

By = Literal["channel", "group", "owner"]
#: what a group is called, to be set apart in a sentence, and the channels that belong to it
Gathered = tuple[str, tuple[int, ...]]


def gathered(sheet: Worksheet, by: By) -> list[Gathered]:
    """The channels one by one, or by group or owner in the order in which they first stand; those without come last."""
    if by == "channel":
        return [(name, (index,)) for index, name in enumerate(sheet.names)]
    found: dict[str, list[int]] = {}
    for index, name in enumerate(sheet.channels[by]):
        found.setdefault(name, []).append(index)
    without = found.pop("", None)
    rows = [(name, tuple(channels)) for name, channels in found.items()]
    if without:
        rows.append((tr("No group") if by == "group" else tr("No owner"), tuple(without)))
    return rows


def ways(sheet: Worksheet) -> list[By]:
    """By what charts and reports can be: always by channel, by group or owner where any channel has one."""
    attributes: tuple[By, ...] = ("group", "owner")
    return ["channel", *(by for by in attributes if any(sheet.channels[by]))]
