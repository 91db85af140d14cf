"""The kind of a channel guessed from its name."""

from __future__ import annotations

import pytest

from roiapp.core.channel_kinds import KIND_IDS, guess_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Local SEO", "organic_search"), ("Google text ads", "paid_search"), ("Local services ads", "local_services"),
        ("Click-to-call ads", "paid_search"), ("Paid social", "paid_social"), ("Display ads", "display"),
        ("Social media", "social"), ("E-mail", "email"), ("Radio and TV", "broadcast"),
        ("Yard and truck signs", "outdoor"), ("Postcards and envelopes", "direct_mail"),
        ("Local print magazines", "print"), ("Referrals", "referral"), ("Don't know", "unknown"),
        ("Don’t know", "unknown"), ("SEO", "organic_search"), ("Organic search", "organic_search"),
        ("Google Ads", "paid_search"), ("PPC", "paid_search"), ("Facebook", "social"), ("Facebook Ads", "paid_social"),
        ("Email newsletter", "email"), ("TV", "broadcast"), ("Direct mail", "direct_mail"), ("Billboards", "outdoor"),
        ("Word of mouth", "referral"), ("Design studio", "other"), ("Assembly", "other"), ("Museum", "other"),
        ("Trade fair", "other"),
    ],
)  # fmt: skip
def test_guess(name: str, kind: str) -> None:
    assert guess_kind(name) == kind
    assert guess_kind(f"  {name.upper()} ") == kind


def test_past_customers_come_by_mail_or_referral() -> None:
    """Nothing tells which; what counts is that it is no paid channel and no unknown source."""
    assert guess_kind("Past customers") in ("email", "referral", "other")


def test_kinds_are_those_of_the_rules() -> None:
    assert set(KIND_IDS) == {
        "organic_search", "paid_search", "local_services", "display", "paid_social", "social", "email", "broadcast",
        "outdoor", "direct_mail", "print", "referral", "other", "unknown",
    }  # fmt: skip
