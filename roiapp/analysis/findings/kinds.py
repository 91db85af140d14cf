"""Organic visits against social and paid ones, and whether there are enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.sample_size import MoreForDifference, needed_for_difference
from roiapp.language import mark, markn, tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

ORGANIC = frozenset(("organic_search",))
SOCIAL = frozenset(("social", "paid_social"))
PAID = frozenset(("paid_search", "local_services", "display", "paid_social"))


def of_kinds(look: Look, kinds: Collection[str]) -> npt.NDArray[np.intp]:
    """The channels of these kinds."""
    return np.flatnonzero([kind in kinds for kind in look.sheet.channels["kind"]])


class _Sayings(NamedTuple):
    """What is said of organic visits beside those of another kind, marked."""

    better: str
    worse: str
    alike: str
    unclear: str
    figures: str


def organic_social(look: Look) -> Rule:
    """Does organic convert better than social?"""
    return _against(look, "organic_social", SOCIAL, _Sayings(
        mark("Organic visits convert better than social ones."),
        mark("Social visits convert better than organic ones."),
        mark("Organic and social visits convert practically the same."),
        mark("Cannot tell yet whether organic or social visits convert better."),
        mark("Of the organic visits {organic} became leads, of the social ones {other}."),
    ))  # fmt: skip


def organic_paid(look: Look) -> Rule:
    """Does organic convert better than paid?"""
    return _against(look, "organic_paid", PAID, _Sayings(
        mark("Organic visits convert better than paid ones."),
        mark("Paid visits convert better than organic ones."),
        mark("Organic and paid visits convert practically the same."),
        mark("Cannot tell yet whether organic or paid visits convert better."),
        mark("Of the organic visits {organic} became leads, of the paid ones {other}."),
    ))  # fmt: skip


def _against(look: Look, id_: str, kinds: Collection[str], say: _Sayings) -> Rule:
    sums = look.rates("visits", "leads")
    organic, others = (group[sums.known[group]] for group in (of_kinds(look, ORGANIC), of_kinds(look, kinds)))
    one, other = sums.over(organic), sums.over(others)
    if not (one["visits"] > 0.0 and other["visits"] > 0.0):
        yield []
        return []
    pair = Comparison("rates", one["leads"], one["visits"], other["leads"], other["visits"])
    judgement = yield [pair]
    judged = judgement.of(pair)
    channels = (*organic.tolist(), *others.tolist())
    lesser = other if pair.higher else one
    stake = lead_worth(look, abs(one["leads"] / one["visits"] - other["leads"] / other["visits"]) * lesser["visits"])
    text = tr(say.figures, organic=look.rate(one["leads"] / one["visits"]),
              other=look.rate(other["leads"] / other["visits"]))  # fmt: skip
    needed: int | None = None
    verdict: Verdict = "unclear"
    if judgement.called(pair):
        verdict = "good" if pair.higher else "bad"
        claim = tr(say.better if pair.higher else say.worse)
    elif judged.called:
        claim = tr(say.alike)
    else:
        claim, more = tr(say.unclear), more_of(pair, judgement)
        needed = more.needed if more is not None else None
        text = f"{text} {more_text(look, more, 'visits')}".strip()
    return [Finding(
        id_, verdict, claim, text, Show(look.view, channels, "conversion_rate"), channels, "conversion_rate",
        pair.interval(judged.level), judged.level, needed, "visits" if needed is not None else "", stake,
    )]  # fmt: skip


def more_of(pair: Comparison, judgement: Judgement) -> MoreForDifference | None:
    """How many more of the first group's base would tell two rates apart, None where nothing says so."""
    return needed_for_difference(pair.k1, pair.n1, pair.k2, pair.n2, judgement.of(pair).level)


#: what says how many more of a count would tell
_MORE: Final = {
    "visits": markn("About {n} more visit would tell.", "About {n} more visits would tell."),
    "leads": markn("About {n} more lead would tell.", "About {n} more leads would tell."),
    "mqls": markn("About {n} more MQL would tell.", "About {n} more MQLs would tell."),
    "sqls": markn("About {n} more SQL would tell.", "About {n} more SQLs would tell."),
    "opportunities": markn("About {n} more opportunity would tell.", "About {n} more opportunities would tell."),
    "customers": markn("About {n} more customer would tell.", "About {n} more customers would tell."),
}


def more_text(look: Look, more: MoreForDifference | None, of: str) -> str:
    """The sentences that say how many more of a count would tell, and which difference that is where it is not the one
    seen; empty where it is not known."""
    if more is None:
        return ""
    if not more.needed:
        return tr("As many are there as would tell a difference of a fifth: if there is one, it is smaller.")
    number = look.count(more.needed)
    if of in _MORE:
        said = trn(*_MORE[of], more.needed, n=number)
    else:
        said = tr("About {n} more would tell ({count}).", n=number, count=tr(look.catalog.record(of).label))
    if more.from_observed:
        return said
    return " ".join((said, tr("A difference of a fifth would show then; the one so far is smaller.")))


def lead_worth(look: Look, leads: float) -> float | None:
    """Gross profit of so many leads at the close rate and profit per sale of all channels."""
    close, each = look.total("lead_to_customer"), look.total("break_even_cac")
    return None if close is None or each is None else abs(leads * close * each)


def organic_enough(look: Look) -> Rule:
    """Enough organic traffic? Its share of visits against a year ago, its cost per lead against paid channels."""
    organic, paid = of_kinds(look, ORGANIC), of_kinds(look, PAID)
    costs = look.sums("total_cost", "leads")
    one, other = costs.over(organic), costs.over(paid)
    cheap = Comparison("counts", one["leads"], one["total_cost"], other["leads"], other["total_cost"])
    now = look.latest if look.view.rollup else look.view.periods[0]
    before = None if now is None else look.year_before(now)
    if now is not None and before is not None and look.redefined("visits", before, now):
        before = None
    share: Comparison | None = None
    if now is not None and before is not None and organic.size:
        visits, earlier = (look.sums("visits", periods=(period,)) for period in (now, before))
        same = visits.known & earlier.known  # a channel that came or went would look like a change
        (k1, n1), (k2, n2) = (
            (each.over(organic[same[organic]])["visits"], each.over(same)["visits"]) for each in (visits, earlier)
        )
        # Of organic visits alone there is no share to speak of.
        if n1 > 0.0 and n2 > 0.0 and not (k1 == n1 and k2 == n2):
            share = Comparison("rates", k1, n1, k2, n2)
    judgement = yield [pair for pair in (cheap, share) if pair is not None]
    channels = tuple(organic.tolist())
    prices = ""
    if judgement.called(cheap) and one["leads"] and other["leads"]:
        prices = tr("A lead of it costs {organic}, a paid one {paid}.", organic=look.each(cheap.n1 / cheap.k1),
                    paid=look.each(cheap.n2 / cheap.k2))  # fmt: skip
    if share is None or now is None or before is None:
        return [_cheap(look, judgement, cheap, channels, prices)] if prices else []
    judged = judgement.of(share)
    conversion = look.total("conversion_rate")
    lost = abs(share.k1 / share.n1 - share.k2 / share.n2) * share.n1
    more, needed = None, None
    verdict: Verdict = "unclear"
    if judgement.called(share):
        verdict = "good" if share.higher else "bad"
        claim = (
            tr("Organic traffic has a larger share than a year ago.")
            if share.higher
            else tr("Organic traffic has lost share in a year.")
        )
    elif judged.called:
        claim = tr("Organic traffic has practically the same share as a year ago.")
    else:
        claim, more = tr("Cannot tell yet whether organic traffic holds its share."), more_of(share, judgement)
        needed = more.needed if more is not None else None
    sentences = (
        tr("{now} of the visits are organic, {then} in {period}.", now=look.share(share.k1 / share.n1),
           then=look.share(share.k2 / share.n2), period=look.period_name(before)),
        more_text(look, more, "visits"),
        prices,
    )  # fmt: skip
    return [Finding(
        "organic_enough", verdict, claim, " ".join(each for each in sentences if each),
        Show(look.base(now), channels, "visits", "trend"), channels, "visits", share.interval(judged.level),
        judged.level, needed, "visits" if needed is not None else "",
        None if conversion is None else lead_worth(look, lost * conversion),
    )]  # fmt: skip


def _cheap(look: Look, judgement: Judgement, cheap: Comparison, channels: tuple[int, ...], prices: str) -> Finding:
    """What is known of organic traffic without a year to compare with: what its leads cost."""
    level = judgement.of(cheap).level
    claim = (
        tr("Leads from organic traffic cost less than paid ones.")
        if cheap.higher
        else tr("Leads from organic traffic cost more than paid ones.")
    )
    return Finding(
        "organic_enough", "good" if cheap.higher else "bad", claim, prices,
        Show(look.view, channels, "cost_per_lead"), channels, "cost_per_lead", cheap.interval(level), level,
        at_stake=abs(cheap.n1 / cheap.k1 - cheap.n2 / cheap.k2) * cheap.k1,
    )  # fmt: skip
