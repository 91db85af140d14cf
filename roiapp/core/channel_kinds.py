"""Kinds of marketing channel, guessed from a channel's name and editable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from roiapp.language import mark


class ChannelKind(NamedTuple):
    """`words` are what names of such channels contain, lower case; earlier kinds are tried first."""

    id: str
    label: str
    words: tuple[str, ...]


# fmt: off  (a table, read by row)
KINDS: tuple[ChannelKind, ...] = (
    ChannelKind("local_services", mark("Local services ads"), ("local services", "lsa", "google guaranteed")),
    ChannelKind("unknown", mark("Unknown source"), ("don't know", "don’t know", "unknown", "unassigned", "not sure")),
    ChannelKind("email", mark("E-mail"), ("email", "e-mail", "newsletter", "mailchimp", "past customers")),
    ChannelKind("direct_mail", mark("Direct mail"), ("direct mail", "postcard", "envelope", "mailing", "flyer", "leaflet")),
    ChannelKind("paid_social", mark("Paid social"),
                ("paid social", "facebook ads", "meta ads", "instagram ads", "linkedin ads", "tiktok ads", "social ads")),
    ChannelKind("display", mark("Display"), ("display", "banner", "retargeting", "remarketing", "programmatic", "gdn")),
    ChannelKind("paid_search", mark("Paid search"),
                ("google ads", "google text", "adwords", "ppc", "sem", "paid search", "click-to-call", "click to call",
                 "bing ads", "search ads", "text ads", "shopping ads", "performance max", "pmax")),
    ChannelKind("organic_search", mark("Organic search"), ("seo", "organic", "local search", "blog", "content")),
    ChannelKind("social", mark("Social"),
                ("social", "facebook", "instagram", "linkedin", "tiktok", "twitter", "youtube", "pinterest")),
    ChannelKind("broadcast", mark("Broadcast"), ("radio", "tv", "television", "podcast")),
    ChannelKind("outdoor", mark("Outdoor"), ("sign", "billboard", "truck", "vehicle", "outdoor", "poster")),
    ChannelKind("print", mark("Print media"), ("print", "magazine", "newspaper", "brochure", "yellow pages")),
    ChannelKind("referral", mark("Referral"), ("referral", "referred", "word of mouth", "recommend", "partner", "yelp")),
    ChannelKind("other", mark("Other"), ()),
)
#: short words stand alone ("tv"), longer ones begin a word ("sign" in "signs", never in "design")
_ENDS = r"(?!\w)"
KIND_IDS = tuple(kind.id for kind in KINDS)


def guess_kind(name: str) -> str:
    """The kind whose words the name contains; `other` where none does."""
    clean = " ".join(name.casefold().split())
    if not _any_word().search(clean):
        return "other"  # nearly all names of a long table
    return next((kind.id for kind in KINDS if kind.words and _word_of(kind).search(clean)), "other")


@cache
def _any_word() -> re.Pattern[str]:
    return _finding(word for kind in KINDS for word in kind.words)


@cache
def _word_of(kind: ChannelKind) -> re.Pattern[str]:
    return _finding(kind.words)


def _finding(words: Iterable[str]) -> re.Pattern[str]:
    each = (re.escape(word) + (_ENDS if len(word) < 4 else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})")
