"""What a card's figure did since the period before, as a formula: the rules are those of `analysis.change`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from roiapp.analysis.change import Comparison, adds_up, better_way, change
from roiapp.core.what_counts import concerning
from roiapp.files.excel.period_sheet import GONE_CELL
from roiapp.language import plain, tr

if TYPE_CHECKING:
    from roiapp.core.metrics import Better
    from roiapp.files.excel.channel_sheet import ChannelSheet

#: more periods than this are not asked one by one whether they are over
_MOST_PERIODS = 100
_LONGEST_NAME = 40  # of a period in a number format, of which Excel takes 255 letters


class ChangeCell(NamedTuple):
    """The formula with its value, the number format that says what it is against, and which way is the better one."""

    text: str
    value: float | str
    number_format: str
    better: Better


@dataclass(frozen=True)
class CardChange:
    """Compares the sheet of a view with the one before it. `tabs` are the sheets' names by period."""

    of: ChannelSheet
    against: Comparison
    before: ChannelSheet | None
    tabs: Mapping[int, str]

    def cell(self, id_: str) -> ChangeCell | None:
        """The change of a total, None where there is nothing to compare with."""
        if self.before is None or self.against.against is None:
            return None
        now, then = self.of.total_address(id_), self.before.total_address(id_)
        if now is None or then is None:
            return None
        catalog = self.of.catalog
        if concerning(self.against.redefined, catalog, id_):
            said = plain(tr("Counted differently"))  # since when has no room; the sheet of notes says it
            return ChangeCell(f'="{said}"', said, "@", "")
        flows = adds_up(catalog, id_)
        per_day = flows and self.against.per_day
        known = f"COUNT({now},{then})=2"
        if per_day and self.against.days:
            now, then = f"({now}/{self.against.days[0]})", f"({then}/{self.against.days[1]})"
        points = catalog.record(id_).unit.kind == "percent"
        amount = f"({now}-{then})*100" if points else f'IF({then}=0,"",({now}-{then})/ABS({then}))'
        text = f'IF({known},{amount},"")'
        open_text = tr("The period is open")
        if flows:
            text = f'IF({self._open_test()},"{open_text}",{text})'
        found = change(
            self.against, catalog, id_, self.of.figures.total_figure(id_), self.before.figures.total_figure(id_)
        )
        value: float | str = ""
        if flows and self.against.open:
            value = open_text
        elif found.points is not None:
            value = found.points * 100
        elif found.relative is not None:
            value = found.relative
        look = self._format(id_, points=points, per_day=per_day)
        return ChangeCell(f"={text}", value, look, better_way(catalog, id_))

    def _open_test(self) -> str:
        """Whether the figures of one of the periods are not all in yet."""
        assert self.against.against is not None
        periods = list(dict.fromkeys((*self.of.figures.view.periods, *self.against.against.periods)))
        if len(periods) > _MOST_PERIODS:
            return "TRUE" if self.against.open else "FALSE"
        return f"SUM({','.join(f'{self.tabs[period]}!{GONE_CELL}' for period in periods)})<{len(periods)}"

    def _format(self, id_: str, *, points: bool, per_day: bool) -> str:
        assert self.against.against is not None
        name = self.against.against.text()[:_LONGEST_NAME]
        if points:
            sentence = tr("{change} points vs {period}", change="\0", period=name)
            digits = "0.0" if self.of.catalog.record(id_).unit.digits == "rate" else "0"
        else:
            digits = "0.0%"
            if per_day:
                sentence = tr("{change} per day vs {period}", change="\0", period=name)
            else:
                sentence = tr("{change} vs {period}", change="\0", period=name)
        before, after = plain(sentence).replace('"', "").split("\0")
        up, down = (f'"{before}{arrow} "{digits}"{after}"' for arrow in "▲▼")
        level = plain(tr("unchanged vs {period}", period=name)).replace('"', "")
        return f'{up};{down};"{level}";@'.replace('""', "")
