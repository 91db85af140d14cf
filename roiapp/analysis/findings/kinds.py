"""Organic visits against social and paid ones, and whether there are enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.sample_size import needed_for_difference
from roiapp.language import mark, tr, trn

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


def organic_social(look: Look) -> Rule:
    """Does organic convert better than social?"""
    return _against(
        look, "organic_social", SOCIAL,
        mark("Organic visits convert better than social ones."),
        mark("Social visits convert better than organic ones."),
        mark("Cannot tell yet whether organic or social visits convert better."),
    )  # fmt: skip


def organic_paid(look: Look) -> Rule:
    """Does organic convert better than paid?"""
    return _against(
        look, "organic_paid", PAID,
        mark("Organic visits convert better than paid ones."), mark("Paid visits convert better than organic ones."),
        mark("Cannot tell yet whether organic or paid visits convert better."),
    )  # fmt: skip


def _against(look: Look, id_: str, kinds: Collection[str], better: str, worse: str, unclear: str) -> Rule:
    sums = look.sums("visits", "leads")
    organic, others = (group[sums.known[group]] for group in (of_kinds(look, ORGANIC), of_kinds(look, kinds)))
    if not organic.size or not others.size:
        yield []
        return []
    one, other = sums.over(organic), sums.over(others)
    pair = Comparison("rates", one["leads"], one["visits"], other["leads"], other["visits"])
    judgement = yield [pair]
    if not (one["visits"] > 0.0 and other["visits"] > 0.0):
        return []
    rates = {"organic": look.rate(one["leads"] / one["visits"]), "other": look.rate(other["leads"] / other["visits"])}
    channels = (*organic.tolist(), *others.tolist())
    judged = judgement.of(pair)
    lesser = other if pair.higher else one
    stake = _worth(look, abs(one["leads"] / one["visits"] - other["leads"] / other["visits"]) * lesser["visits"])
    show = Show(look.view, channels, "conversion_rate")
    figures = tr("Of the visits {organic} became leads, of the others {other}.", **rates)
    interval = pair.interval(judged.level)
    if judgement.called(pair):
        return [Finding(
            id_, "good" if pair.higher else "bad", tr(better if pair.higher else worse), figures, show, channels,
            "conversion_rate", interval, judged.level, at_stake=stake,
        )]  # fmt: skip
    if judged.called:
        return [Finding(
            id_, "unclear", tr(unclear), tr("They are practically the same: {organic} and {other}.", **rates), show,
            channels, "conversion_rate", interval, judged.level, at_stake=stake,
        )]  # fmt: skip
    needed = more_of(pair, judgement)
    return [Finding(
        id_, "unclear", tr(unclear), f"{figures} {more_text(look, needed, 'visits')}".strip(), show, channels,
        "conversion_rate", interval, judged.level, needed, "visits" if needed is not None else "", stake,
    )]  # fmt: skip


def more_of(pair: Comparison, judgement: Judgement) -> int | None:
    """How many more of the first group's base would tell two rates apart, None where nothing says so."""
    more = needed_for_difference(pair.k1, pair.n1, pair.k2, pair.n2, judgement.of(pair).level)
    return None if more is None else more.needed


def more_text(look: Look, needed: int | None, of: str) -> str:
    """The sentence that says how many more would tell; empty where that is not known."""
    if needed is None:
        return ""
    if needed == 0:
        return tr("As many are there as would tell a difference of this size: it is a small one, if there is one.")
    sentences = {
        "visits": ("About {n} more visit would tell.", "About {n} more visits would tell."),
        "leads": ("About {n} more lead would tell.", "About {n} more leads would tell."),
        "mqls": ("About {n} more MQL would tell.", "About {n} more MQLs would tell."),
        "sqls": ("About {n} more SQL would tell.", "About {n} more SQLs would tell."),
        "opportunities": ("About {n} more opportunity would tell.", "About {n} more opportunities would tell."),
        "customers": ("About {n} more customer would tell.", "About {n} more customers would tell."),
    }
    return trn(*sentences[of], needed, n=look.count(needed))


def _worth(look: Look, leads: float) -> float | None:
    """Gross profit of so many leads at the close rate and profit per sale of all channels."""
    close, each = look.total("lead_to_customer"), look.total("break_even_cac")
    return None if close is None or each is None else abs(leads * close * each)


def organic_enough(look: Look) -> Rule:
    """Enough organic traffic? Its share of visits against a year ago, its cost per lead against paid channels."""
    now = look.latest if look.view.rollup else look.view.periods[0]
    before = None if now is None else look.year_before(now)
    organic, paid = of_kinds(look, ORGANIC), of_kinds(look, PAID)
    costs = look.sums("total_cost", "leads")
    one, other = costs.over(organic), costs.over(paid)
    cheap = Comparison("counts", one["leads"], one["total_cost"], other["leads"], other["total_cost"])
    share: Comparison | None = None
    if now is not None and before is not None and organic.size:
        visits, earlier = (look.sums("visits", periods=(period,)) for period in (now, before))
        same = visits.known & earlier.known  # a channel that came or went would look like a change
        parts = [(s.over(organic[same[organic]])["visits"], s.over(same)["visits"]) for s in (visits, earlier)]
        share = Comparison("rates", *parts[0], *parts[1])
    judgement = yield [pair for pair in (cheap, share) if pair is not None]
    if share is None or before is None or not share.n1 or not share.n2:
        return []
    judged = judgement.of(share)
    shares = {
        "now": look.share(share.k1 / share.n1),
        "then": look.share(share.k2 / share.n2),
        "period": look.period_name(before),
    }
    channels = tuple(organic.tolist())
    show = Show(look.view, channels, "visits", "trend")
    cost = ""
    if judgement.called(cheap) and one["leads"] and other["leads"]:
        prices = [look.each(group["total_cost"] / group["leads"]) for group in (one, other)]
        cost = tr("A lead of it costs {organic}, a paid one {paid}.", organic=prices[0], paid=prices[1])
    conversion = look.total("conversion_rate")
    lost = abs(share.k1 / share.n1 - share.k2 / share.n2) * share.n1
    stake = None if conversion is None else _worth(look, lost * conversion)
    if not judgement.called(share):
        needed = more_of(share, judgement) if not judged.called else None
        text = tr("{now} of the visits are organic, {then} in {period}.", **shares)
        return [Finding(
            "organic_enough", "unclear", tr("Cannot tell yet whether organic traffic holds its share."),
            " ".join(each for each in (text, more_text(look, needed, "visits"), cost) if each), show, channels,
            "visits", share.interval(judged.level), judged.level, needed, "visits" if needed is not None else "", stake,
        )]  # fmt: skip
    good = share.higher
    claim = (
        tr("Organic traffic has a larger share than a year ago.")
        if good
        else tr("Organic traffic has lost share in a year.")
    )
    text = tr("{now} of the visits are organic, {then} in {period}.", **shares)
    return [Finding(
        "organic_enough", "good" if good else "bad", claim, f"{text} {cost}".strip(), show, channels, "visits",
        share.interval(judged.level), judged.level, at_stake=stake,
    )]  # fmt: skip
