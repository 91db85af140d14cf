"""What a better split says, in sentences: whether it is worth moving, what it gains and how sure that is, why no other
split brings more, and which channels stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.decisions.budget_picture import elasticity_text
from roiapp.analysis.decisions.seek_story import change_text, comparable
from roiapp.core.unit_records import MONEY, MONEY_EACH, MONEY_ROUND
from roiapp.language import list_text, mark, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Allocation, Share
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures

#: money below this is none
_HALF_A_CENT: Final = 0.005
#: channels that are named; the rest is counted
_NAMED: Final = 4
_CENT: Final = 0.01
#: what the scenario comes to may be so much, as a share, beside what was worked out from whole columns
_BESIDE: Final = 0.0005
#: what the next unit of money brings, by goal: in one channel, the same in several, and nearly the same
_NEXT: Final = {
    "gross_profit": (
        mark("{money} more brings {amount} in {channels}."),
        mark("{money} more brings {amount} in each of these: {channels}. As it brings the same everywhere, no other "
             "split brings more."),
        mark("{money} more brings {low} to {high} in each of these: {channels}. Whole steps cannot be split more "
             "evenly."),
    ),
    "customers": (
        mark("The next customer costs {amount} in {channels}."),
        mark("The next customer costs {amount} in each of these: {channels}. As it costs the same everywhere, no other "
             "split brings more."),
        mark("The next customer costs {low} to {high} in each of these: {channels}. Whole steps cannot be split more "
             "evenly."),
    ),
    "leads": (
        mark("The next lead costs {amount} in {channels}."),
        mark("The next lead costs {amount} in each of these: {channels}. As it costs the same everywhere, no other "
             "split brings more."),
        mark("The next lead costs {low} to {high} in each of these: {channels}. Whole steps cannot be split more "
             "evenly."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class BudgetStory:
    """`verdict` is True where it is worth moving, False where it is not, None where the total is another one than
    today's and that is not the question."""

    verdict: bool | None
    headline: str
    sure: str
    proof: str
    held: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, as a note keeps it."""
        return "\n".join(part for part in (self.headline, self.sure, self.proof, *self.held) if part)


def story(figures: Figures, found: Allocation, comes_to: float, write: NumberFormat) -> BudgetStory:
    """The sentences about a split; `comes_to` is what it makes of the goal when it is kept as a scenario."""
    teller = _Teller(figures, found, write)
    sure = [*teller.sure(), *teller.beside(comes_to)]
    return BudgetStory(
        teller.verdict, teller.headline(), " ".join(sure), " ".join(teller.proof()), tuple(teller.held())
    )


class _Teller:
    def __init__(self, figures: Figures, found: Allocation, write: NumberFormat) -> None:
        self._found, self._write = found, write
        self._names = figures.worksheet.names
        record = figures.catalog.record(found.goal)
        self._unit = record.unit
        self._same = abs(found.total - found.today) < _HALF_A_CENT
        self._words = {
            "goal": tr(record.header), "before": write.text(found.before, self._unit),
            "after": write.text(found.after, self._unit),
            "change": change_text(found.before, found.after, self._unit, write) or "–",
            "moved": write.text(found.moved, MONEY), "today": write.text(found.today, MONEY),
            "total": write.text(found.total, MONEY),
            "low": write.change(found.gains[0], self._unit), "high": write.change(found.gains[1], self._unit),
            "least": elasticity_text(LEAST_ELASTICITY, write), "most": elasticity_text(MOST_ELASTICITY, write),
            "elasticity": elasticity_text(found.elasticity, write), "money": write.text(1.0, MONEY_ROUND),
        }  # fmt: skip

    @property
    def verdict(self) -> bool | None:
        return self._found.worth_moving if self._same else None

    def headline(self) -> str:
        found, words = self._found, self._words
        if not self._same:
            if found.after >= found.before:
                return tr("{total} instead of {today}: {goal} up from {before} to {after} ({change})", **words)
            return tr("{total} instead of {today}: {goal} down from {before} to {after} ({change})", **words)
        if found.moved < 2 * _HALF_A_CENT:
            return tr("Nothing to move: {today} cannot be split better", **words)
        if self.verdict:
            return tr("Move {moved}: {goal} up from {before} to {after} ({change})", **words)
        return tr("Not worth moving: {goal} {after} instead of {before} ({change})", **words)

    def sure(self) -> Iterator[str]:
        """How the gain depends on what is assumed."""
        found, words = self._found, self._words
        if self._same and found.moved < 2 * _HALF_A_CENT:
            return
        if LEAST_ELASTICITY <= found.elasticity <= MOST_ELASTICITY:
            yield tr("The gain is {low} to {high} for elasticities from {least} to {most}: an assumption, not a "
                     "measurement.", **words)  # fmt: skip
        else:
            yield tr("The gain is {low} to {high} for elasticities from {least} to {most}, and for {elasticity}: an "
                     "assumption, not a measurement.", **words)  # fmt: skip
        if self.verdict is False:
            yield self._why_not()
        more = found.total - found.today
        if found.goal == "gross_profit" and more >= _HALF_A_CENT and found.after - found.before < more:
            yield tr("The {more} more cost more than they bring.", more=self._write.text(more, MONEY))

    def _why_not(self) -> str:
        found = self._found
        if found.after <= found.before:
            return tr("It brings no more than today's split does.")
        if found.gains[0] <= 0.0:
            return tr("It would lose if the assumption is a little off: leave the spend as it is.")
        return tr("That is less than a hundredth of what all bring: leave the spend as it is.")

    def beside(self, comes_to: float) -> Iterator[str]:
        """Where the scenario does not come to the same."""
        found = self._found
        if abs(comes_to - found.after) > _BESIDE * max(abs(found.after), abs(found.before)):
            yield tr("Kept as a scenario it comes to {figure}: where nothing was spent in a period, results stay as "
                     "they are.", figure=self._write.text(comes_to, self._unit))  # fmt: skip

    # -- why it is the best --------------------------------------------------------------------------------------------

    def proof(self) -> Iterator[str]:
        free = [each for each in self._found.shares if not each.held]
        inside = [each for each in free if not each.bound]
        if self._found.elasticity == 1.0:
            yield tr("With an elasticity of 1 every {money} brings as much as the one before: the channels that "
                     "bring most are filled first.", **self._words)  # fmt: skip
        elif inside:
            yield from self._equal(inside)
        least, most = ([each for each in free if each.bound == bound] for bound in ("least", "most"))
        if least:
            yield trn("{channels} gets its least: more money brings more elsewhere.",
                      "{channels} get their least: more money brings more elsewhere.",
                      len(least), channels=self._named(least))  # fmt: skip
        if most:
            yield trn("{channels} gets its most: more money would bring more there than elsewhere.",
                      "{channels} get their most: more money would bring more there than elsewhere.",
                      len(most), channels=self._named(most))  # fmt: skip

    def _equal(self, inside: Sequence[Share]) -> Iterator[str]:
        """What the next unit of money brings in the channels that are free to move, or what one more result costs."""
        found, names = self._found, self._named(inside)
        nexts = [unit for each in inside if (unit := each.next_unit(each.then, found.elasticity)) is not None]
        if len(nexts) < len(inside) or found.next_unit is None or min(nexts) <= 0.0:
            return
        one, same, several = _NEXT[found.goal]
        money = self._words["money"]
        if not _equal_to_the_cent(inside, found.elasticity):
            low, high = (self._write.text(end, MONEY_EACH) for end in sorted(map(self._next, (min(nexts), max(nexts)))))
            yield tr(several, money=money, low=low, high=high, channels=names)
            return
        amount = self._write.text(self._next(found.next_unit), MONEY_EACH)
        yield tr(one if len(inside) == 1 else same, money=money, amount=amount, channels=names)
        if found.goal == "gross_profit" and found.next_unit < 1.0:
            yield tr("That is less than it costs: with a smaller total more would be left.")

    def _next(self, amount: float) -> float:
        """What is told of it: of what is counted what one more costs."""
        return amount if self._found.goal == "gross_profit" else 1.0 / amount

    # -- what stays ----------------------------------------------------------------------------------------------------

    def held(self) -> Iterator[str]:
        """The channels that stay as they are, by their reasons."""
        reasons: dict[str, list[Share]] = {}
        for each in self._found.shares:
            if each.held:
                reasons.setdefault(each.held, []).append(each)
        for why, channels in reasons.items():
            yield trn("{channels} stays as it is. {why}", "Each of these stays as it is: {channels}. {why}",
                      len(channels), channels=self._named(channels), why=why)  # fmt: skip

    def _named(self, shares: Sequence[Share]) -> str:
        names = [self._names[each.channel] for each in shares]
        if len(names) <= _NAMED + 1:
            return list_text(names)
        more = len(names) - _NAMED
        return list_text([*names[:_NAMED], trn("{n} other", "{n} others", more, n=more)])


def _equal_to_the_cent(inside: Sequence[Share], elasticity: float) -> bool:
    """Whether the next unit brings the same in all of them, but for what moving a cent would change."""
    above, below = [], []
    for each in inside:
        assert each.then is not None
        above.append(each.next_unit(max(each.then - _CENT, 0.0), elasticity))
        below.append(each.next_unit(each.then + _CENT, elasticity))
    highest = max(each for each in below if each is not None)
    return all(each is None or each >= highest for each in above)


def stretch(figures: Figures, found: Allocation, write: NumberFormat) -> str:
    """A sentence where channels would get more than they ever did in a period as long; "" where none does, or where
    there are not two such periods."""
    views = comparable(figures)
    if len(views) < 2:
        return ""
    columns = [figures.calculator.figures(view).values("spend").tolist() for view in views]
    beyond: list[tuple[float, Share, float]] = []
    for each in found.shares:
        seen = [column[each.channel] for column in columns if column[each.channel] > 0.0]
        if each.held or each.then is None or not seen:
            continue
        if each.then > max(seen) + _HALF_A_CENT:
            beyond.append((each.then / max(seen), each, max(seen)))
    if not beyond:
        return ""
    _times, most, seen_most = max(beyond, key=lambda one: one[0])
    return trn(
        "A stretch: {channel} would get {then}, and never got more than {most}. Try a part of it first, or set a most.",
        "A stretch: {n} channels would get more than ever, {channel} {then} where the most was {most}. Try a part of "
        "it first, or set a most for each.",
        len(beyond), n=len(beyond), channel=figures.worksheet.names[most.channel], then=write.text(most.then, MONEY),
        most=write.text(seen_most, MONEY),
    )  # fmt: skip
