"""Which platform a table was exported from, by headers that only it writes: the name for its figures as one channel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from roiapp.files.dialects import normal

#: name -> alternatives, each the headers that stand together in its exports, by their beginnings
_SIGNS: Final[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
    ("Meta Ads", (("amount spent", "reporting starts"), ("campaign name", "amount spent"), ("wydana kwota",),
                  ("ausgegebener betrag",), ("montant dépensé",), ("importe gastado",), ("harcanan tutar",),
                  ("importo speso",), ("besteed bedrag",))),
    ("LinkedIn Ads", (("total spent", "campaign name"), ("campaign group name", "total spent"))),
    ("Microsoft Ads", (("impr.", "clicks", "spend"),)),
    ("TikTok Ads", (("cost", "cpc (destination)"), ("total cost", "ad group name"))),
    ("Google Ads", (("impr.", "cost"), ("impr.", "kosten"), ("impr.", "coût"), ("impr.", "coste"), ("wyśw.", "koszt"),
                    ("gstr.", "maliyet"), ("impr.", "costo"), ("campaign", "cost / conv."))),
    ("Email", (("successful deliveries",), ("unique opens", "unique clicks"), ("emails sent", "open rate"))),
)  # fmt: skip


def platform(headers: Iterable[str]) -> str:
    """The platform's name, "" where the headers could be anybody's."""
    names = [normal(header) for header in headers]
    for name, alternatives in _SIGNS:
        if any(all(any(n.startswith(sign) for n in names) for sign in signs) for signs in alternatives):
            return name
    return ""
