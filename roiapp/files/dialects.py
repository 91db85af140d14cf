"""The words of tables: what headers mean beside the catalog's own, what totals are called, and what says "not known".

One place for every language and platform, so that a new dialect is a few more words here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from roiapp.core.catalog import Catalog
from roiapp.core.channel_kinds import KINDS
from roiapp.files.dates import MONTH_NAMES

Kind = Literal["field", "metric", "role"]

#: what a column can be beside a field: role -> headers, the likelier before the others
ROLES: Final[dict[str, tuple[str, ...]]] = {
    "channel": (
        "channel", "marketing channel", "channel name", "kanał", "canal", "kanal", "rás", "where",
        "session primary channel group", "default channel group", "channel group",
        "campaign", "campaign name", "kampanie", "nazwa kampanii", "kampagne", "campagne", "kampanya", "herferð",
        "traffic source", "lead source", "source", "medium", "source / medium", "marketing activity", "activity",
        "name",
    ),
    "start": ("start", "period start", "reporting starts", "from", "start date"),
    "end": ("end", "period end", "reporting ends", "to", "end date"),
    "date": ("date", "day", "tag", "dzień", "jour", "gün", "dagur", "kun", "start date", "week", "send date"),
    "period": ("period", "month", "quarter", "year", "miesiąc", "okres", "monat", "mois", "période", "ay", "dönem",
               "mánuður", "tímabil", "oy", "davr"),
    "kind": ("kind", "channel type", "channel kind"),
    "group": ("group", "channel group name"),
    "owner": ("owner", "salesperson"),
    "currency": ("currency", "currency code", "waluta", "währungscode", "devise"),
}  # fmt: skip

#: headers of columns of dates that are the first days of weeks
WEEKS: Final = frozenset(("week", "week start", "tydzień", "woche", "semaine", "hafta", "vika", "hafta", "semana"))

#: headers of fields in other languages and on platforms, until the catalogues of the languages say them
OTHER_HEADERS: Final[dict[str, dict[str, str]]] = {
    "pl": {
        "wydana kwota": "spend", "koszt": "spend", "wydatki": "spend", "wyświetlenia": "impressions",
        "kliknięcia": "visits", "kliknięcia linku": "visits", "wizyty": "visits", "sesje": "visits", "leady": "leads",
        "klienci": "customers", "nowi klienci": "customers", "przychód": "revenue", "przychody": "revenue",
        "marża": "gross_margin",
    },
    "de": {
        "kosten": "spend", "ausgaben": "spend", "klicks": "visits", "besuche": "visits", "sitzungen": "visits",
        "anfragen": "leads", "kunden": "customers", "neukunden": "customers", "umsatz": "revenue",
        "marge": "gross_margin",
    },
    "fr": {
        "coût": "spend", "dépenses": "spend", "visites": "visits", "clics": "visits", "prospects": "leads",
        "clients": "customers", "chiffre d'affaires": "revenue", "marge brute": "gross_margin",
    },
    "tr": {
        "harcama": "spend", "ziyaretçi": "visits", "ziyaretler": "visits", "müşteri": "customers",
        "müşteriler": "customers", "yeni müşteriler": "customers", "gelir": "revenue", "ciro": "revenue",
    },
    "is": {
        "kostnaður": "spend", "heimsóknir": "visits", "fyrirspurnir": "leads", "viðskiptavinir": "customers",
        "nýir viðskiptavinir": "customers", "tekjur": "revenue",
    },
    "uz": {
        "xarajat": "spend", "xarajatlar": "spend", "tashriflar": "visits", "mijozlar": "customers",
        "daromad": "revenue", "tushum": "revenue",
    },
    "en": {
        "spent": "spend", "total spent": "spend", "key events": "leads", "jobs won": "customers",
        "impr": "impressions",
    },
}  # fmt: skip
_ROLE_LANGUAGES: Final = {
    "kanał": "pl", "nazwa kampanii": "pl", "miesiąc": "pl", "okres": "pl", "dzień": "pl", "kampanie": "pl",
    "kampagne": "de", "tag": "de", "monat": "de", "währungscode": "de", "campagne": "fr", "mois": "fr", "jour": "fr",
    "ay": "tr", "dönem": "tr", "gün": "tr", "kampanya": "tr", "mánuður": "is", "tímabil": "is",
    "oy": "uz", "davr": "uz",
}  # fmt: skip

#: headers that look like a field's and are something else in most tables: ad platforms' budget is one per day
_MISLEADING: Final = frozenset(("budget",))

#: what a header means where the column it means first is another one: "Jobs won" and "Sales" are customers and revenue
SECOND_MEANINGS: Final = {"sales": "revenue", "new sales": "revenue"}

_TOTAL_WORDS: Final = (
    r"(?:grand |sub[- ]?)?totals?|(?:sub[- ]?)?total général|totaux|razem|suma|łącznie|ogółem|gesamt|summe|gesamtsumme"
    r"|zwischensumme|toplam|genel toplam|ara toplam|samtals|alls|jami|sum"
)
_TOTAL: Final = re.compile(
    rf"(?:{_TOTAL_WORDS})\s*(?:\(\s*\d+ [^)]*\))?\s*(?::.*)?|totals? for .+", re.IGNORECASE
)
_PERIOD_TOTAL: Final = re.compile(r"\S.{1,20} (?:sub)?totals?", re.IGNORECASE)
_UNKNOWN: Final = frozenset((
    "?", "??", "…", "...", "n/a", "na", "n.a.", "n.a", "#n/a", "none", "null", "nan", "tbc", "tbd", "unknown", "b.d.",
    "bd", "b/d", "brak", "k.a.", "k. a.", "n.d.", "nd", "n/d", "n.c.", "s/o", "yok", "veri yok", "not set", "(not set)",
    "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!",
))  # fmt: skip
_ABOUT: Final = re.compile(r"[<>≤≥~]\s*[\d.,]+\s*%?")


@dataclass(frozen=True)
class Meaning:
    """What a header means: a field, a metric (calculated, never imported) or a role. The lowest `rank` fits best."""

    kind: Kind
    id: str
    rank: int
    language: str = ""


def normal(text: str) -> str:
    """A header as it is compared: without case, repeated spaces, and signs that only decorate."""
    return " ".join(text.casefold().replace("\u00ad", "").split()).strip(" :*#\"'").replace("’", "'")


@lru_cache(maxsize=8)
def _words(catalog: Catalog) -> dict[str, Meaning]:
    words: dict[str, Meaning] = {}

    def add(text: str, meaning: Meaning) -> None:
        words.setdefault(normal(text), meaning)

    for field in catalog.fields:
        add(field.id, Meaning("field", field.id, 0))
    for metric in catalog.metrics:
        add(metric.id, Meaning("metric", metric.id, 0))
    for role, headers in ROLES.items():
        add(headers[0], Meaning("role", role, 0, "en"))
    add("source", Meaning("role", "channel", ROLES["channel"].index("source"), "en"))
    for record, kind in [(f, "field") for f in catalog.fields] + [(m, "metric") for m in catalog.metrics]:
        for text in (record.label, record.header):
            add(text, Meaning("field" if kind == "field" else "metric", record.id, 1, "en"))
    for field in catalog.fields:
        for place, text in enumerate(field.synonyms):
            add(text, Meaning("field", field.id, 2 + place, "en"))
    for language, headers_of in OTHER_HEADERS.items():
        for text, field_id in headers_of.items():
            if field_id in catalog.field:
                add(text, Meaning("field", field_id, 2, language))
    for role, headers in ROLES.items():
        for place, text in enumerate(headers):
            add(text, Meaning("role", role, place, _ROLE_LANGUAGES.get(text, "en")))
    return words


def meaning(header: str, catalog: Catalog) -> Meaning | None:
    """What a column's header means; the whole name counts before the name without its unit in brackets."""
    words = _words(catalog)
    name = normal(header)
    while name and name not in _MISLEADING:
        if found := words.get(name):
            return found
        shorter = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$|\s*%$|\s+[$€£]$", "", name)
        if shorter == name:
            return None
        name = shorter
    return None


#: other names under which a role can be chosen
_ROLE_ALIASES: Final = {"period_start": "start", "period_end": "end", "month": "period", "campaign": "channel"}


def as_target(text: str, catalog: Catalog) -> Meaning | None:
    """What a column shall be, by the id or any header of a field or role; None where it can be no such thing."""
    name = normal(text)
    name = _ROLE_ALIASES.get(name, name)
    if name in ROLES:
        return Meaning("role", name, -1)
    found = Meaning("field", name, -1) if name in catalog.field else meaning(text, catalog)
    if found is None or found.kind == "metric" or (found.kind == "field" and catalog.field[found.id].scope != "cell"):
        return None
    return Meaning(found.kind, found.id, -1)


def bracketed(header: str) -> str:
    """What stands in brackets at a header's end, a unit or a currency: "Amount spent (USD)" gives "USD"."""
    found = re.search(r"[(\[]([^()\[\]]*)[)\]]\s*$", header)
    return found[1].strip() if found else ""


def is_total(text: str) -> bool:
    """Whether a row that begins so is a sum: a whole word, followed by a colon or by nothing."""
    return bool(_TOTAL.fullmatch(" ".join(text.split())))


def is_period_total(text: str) -> bool:
    """As `is_total`, in a column of periods, where "July total" is a sum too."""
    return is_total(text) or bool(_PERIOD_TOTAL.fullmatch(" ".join(text.split())))


def is_unknown(text: str) -> bool:
    """Whether a cell says that its figure is not known: blank, --, n/a, ?, tbc, <5 and their like."""
    clean = " ".join(text.split()).casefold()
    return not clean or clean in _UNKNOWN or clean.strip("-–—−‐") == "" or bool(_ABOUT.fullmatch(clean))


@lru_cache(maxsize=1)
def accented_words() -> frozenset[str]:
    """Words of headers and months with letters beyond ASCII, lower case: they tell in which code page a text is."""
    texts = [text for headers in ROLES.values() for text in headers] + [t for d in OTHER_HEADERS.values() for t in d]
    return frozenset(word for text in (*texts, *MONTH_NAMES) for word in text.split() if not word.isascii())


def channel_kind(text: str) -> str:
    """The kind of channel a cell names by id or label, "" where it names none."""
    name = normal(text)
    return next((kind.id for kind in KINDS if name in (kind.id, kind.label.casefold())), "")
