"""What headers and words of tables mean: the catalog's own, then those of other programs and languages.

The words of other programs are data in the resources (`dialect_words`): a new dialect is a few more words there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from roiapp.core.catalog import Catalog
from roiapp.core.channel_kinds import KINDS
from roiapp.core.currencies import CURRENCIES, meant_by
from roiapp.files.dates import MONTH_NAMES
from roiapp.files.dialect_words import normal, says, words

__all__ = [
    "PLAIN_ROLES", "QUARTERS", "WEEKS", "Meaning", "accented_words", "as_target", "bracketed", "channel_kind",
    "is_average", "is_planned", "is_unit", "is_unknown", "meaning", "meanings",
    "month_words", "names_nobody", "normal", "thousands", "without_unit",
]  # fmt: skip

Kind = Literal["field", "metric", "role", "other"]

#: what a column of a plain table can be beside a field
PLAIN_ROLES: Final = (
    "channel", "campaign", "customer", "start", "end", "date", "month", "period", "kind", "group", "owner", "source",
    "currency", "measure", "results", "result_kind", "value",
)  # fmt: skip
#: what a column can be beside that where every row is a deal, a contact, a call …; it does not stand for a field's name
_OF_RECORDS: Final = (
    "deal", "contact", "call", "order", "payment", "invoice", "stage", "lifecycle", "created", "closed", "won_at",
    "became:leads", "became:mqls", "became:sqls", "became:opportunities", "amount", "first_call", "order_id",
)  # fmt: skip
#: headers of columns of dates that are the first days of weeks
WEEKS: Final = frozenset((
    "week", "week start", "week starting", "week commencing", "week of", "week (monday)", "tydzień", "woche", "semaine",
    "hafta", "vika", "semana", "settimana",
))  # fmt: skip

#: headers of columns of quarters
QUARTERS: Final = frozenset((
    "quarter", "quartal", "kwartał", "trimestre", "çeyrek", "ársfjórðungur", "fjórðungur", "chorak", "kwartaal",
))  # fmt: skip

#: letters in a header that is looked at
_LONGEST: Final = 200
#: fewer, as in "n.v.t.", are no word that means that something is not known
_LETTERS_OF_A_NAME: Final = 4
_ABOUT: Final = re.compile(r"[<>≤≥~]\s*[\d.,]+\s*%?")
_SIGNS: Final = frozenset((
    "…", "...", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#n/a", "?", "??", "???",
))  # fmt: skip
_UNIT_AT_END: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$|\s*%$|\s+#$")
_UNIT_AFTER: Final = re.compile(r"(?:\s*[,/-]\s*|\s+)(?:in\s+|w\s+|en\s+)?([^\s,/-]{1,4}\.?)$")
_TWO_NAMES: Final = re.compile(r"\s+[/|–-]\s+|\s*[/|]\s*")
_THOUSANDS: Final = frozenset((
    "k", "t", "000", "'000", "000s", "tsd", "tsd.", "tys", "tys.", "thousand", "thousands", "tausend", "milliers",
    "miles", "migliaia", "duizend", "ming", "bin", "þús", "þús.",
))  # fmt: skip
#: "T" and "k" alone are letters; beside a currency they are thousands
_LETTERS: Final = frozenset(("k", "t", "bin", "miles"))
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLAIN_LETTERS: Final = str.maketrans({"ł": "l", "ß": "ss", "ð": "d", "þ": "th", "æ": "ae", "ø": "o", "đ": "d"})


@dataclass(frozen=True)
class Meaning:
    """What a header means: a field, a metric (calculated, never imported), a role, or something else that is known and
    never imported. The lowest `rank` fits best."""

    kind: Kind
    id: str
    rank: int
    language: str = ""


@lru_cache(maxsize=8)
def _known(catalog: Catalog) -> dict[str, tuple[Meaning, ...]]:
    """Every header, as `normal` writes it, with what it can mean, the likeliest first."""
    found: dict[str, list[Meaning]] = {}

    def add(text: str, meaning: Meaning) -> None:
        own = found.setdefault(normal(text), [])
        if all((m.kind, m.id) != (meaning.kind, meaning.id) for m in own):
            own.append(meaning)

    def add_labels(ids: Iterable[str], kind: Kind) -> None:
        for id_ in ids:
            for language, labels in words().own.items():
                for text in labels.get(id_, ()):
                    add(text, Meaning(kind, id_, 1, language))

    def add_words(ids: Iterable[str], kind: Kind) -> None:
        for id_ in ids:
            for language, headers in words().headers.items():
                for place, text in enumerate(headers.get(id_, ())):
                    add(text, Meaning(kind, id_, 2 + place, language))

    for field in catalog.fields:
        add(field.id, Meaning("field", field.id, 0))
    for metric in catalog.metrics:
        add(metric.id, Meaning("metric", metric.id, 0))
    for role in PLAIN_ROLES:
        if role != "source":
            add(role, Meaning("role", role, 0, "en"))
    for metric in catalog.metrics:
        for text in (metric.label, metric.header):
            add(text, Meaning("metric", metric.id, 1, "en"))
    add_words(("-",), "other")  # what looks like a field and is none in most tables: "Budget" of an ad platform
    for field in catalog.fields:
        for text in (field.label, field.header):
            add(text, Meaning("field", field.id, 1, "en"))
    add_labels(catalog.field, "field")
    add_labels((metric.id for metric in catalog.metrics), "metric")
    add_words(catalog.field, "field")
    for field in catalog.fields:  # behind what platforms call it
        for place, text in enumerate(field.synonyms):
            add(text, Meaning("field", field.id, 100 + place, "en"))
    add_words(PLAIN_ROLES, "role")
    add_words(_OF_RECORDS, "role")
    for text in list(found):
        if not text.isascii():
            for each in found[text]:
                add(_without_accents(text), each)
    return {text: tuple(own) for text, own in found.items()}


def _without_accents(text: str) -> str:
    """A text as people write it who do not reach the letters of their language: "Koszt calkowity"."""
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def meanings(header: str, catalog: Catalog) -> tuple[Meaning, ...]:
    """What a column's header can mean, the likeliest first. The whole name counts before the name without its unit, and
    that before the name without "number of" and its like."""
    return _meanings(header, catalog) if len(header) <= _LONGEST else ()


@lru_cache(maxsize=1 << 16)
def _meanings(header: str, catalog: Catalog) -> tuple[Meaning, ...]:
    """Each header is asked for by everybody who looks for one."""
    known = _known(catalog)
    names = list(_shorter(header))
    for name in names:
        if found := known.get(name):
            return found
    for name in names:
        for shorter in _without_frame(name):
            if found := known.get(shorter):
                return found
    return _both(header, catalog)


def _both(header: str, catalog: Catalog) -> tuple[Meaning, ...]:
    """What a header in two languages means, "Spend / Wydatki": what both of its parts can mean."""
    parts = [part for part in _TWO_NAMES.split(header) if part.strip()]
    if len(parts) != 2:
        return ()
    first, second = (meanings(part, catalog) for part in parts)
    return tuple(m for m in first if any((m.kind, m.id) == (other.kind, other.id) for other in second))


def meaning(header: str, catalog: Catalog) -> Meaning | None:
    """What a column's header means; None where it is no header, or only one of records."""
    return next((m for m in meanings(header, catalog) if m.id not in _OF_RECORDS), None)


def _shorter(header: str) -> list[str]:
    """The name, and then without the units at its end, one after the other."""
    names = [normal(header)]
    if "(" in header or "[" in header or not header.islower():
        names += [normal(_CAMEL.sub(" ", header))] if header.isascii() and " " not in header else []
    for name in names:
        if is_planned(bracketed(name)):
            break
        shorter = normal(_UNIT_AT_END.sub("", name))
        if shorter == name and (unit := _UNIT_AFTER.search(name)) and (is_unit(unit[1]) or thousands(unit[1])[0]):
            shorter = normal(name[: unit.start()])
        if shorter and shorter not in names:
            names.append(shorter)
    return [name for name in names if name]


@lru_cache(maxsize=1)
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = (
        "|".join(re.escape(word) for word in sorted(says(name), key=len, reverse=True)) for name in ("prefix", "suffix")
    )
    return re.compile(rf"(?:(?:{before})(?:\s+|(?<=')|(?<=-)))(?=\S)|#\s*"), re.compile(rf"\s+(?:{after})$")


def _without_frame(name: str) -> list[str]:
    """The name without what stands around it: "number of leads" and "leads total" are leads."""
    before, after = _frames()
    found = []
    if match := before.match(name):
        found.append(name[match.end() :].strip(" -"))
    found += [shorter for part in (name, *found) if (shorter := after.sub("", part).strip(" -")) != part]
    return found


#: other names under which a role can be chosen
_ROLE_ALIASES: Final = {"period start": "start", "period end": "end"}
_CHOSEN_AS: Final = {"month": "period"}


def as_target(text: str, catalog: Catalog) -> Meaning | None:
    """What a column shall be, by the id or any header of a field or role; None where it can be no such thing."""
    name = normal(text)
    name = _ROLE_ALIASES.get(name, name)
    if name in PLAIN_ROLES:
        return Meaning("role", _CHOSEN_AS.get(name, name), -1)
    by_id = name.replace(" ", "_")
    found = Meaning("field", by_id, -1) if by_id in catalog.field else meaning(text, catalog)
    if found is None or found.kind in ("metric", "other"):
        return None
    if found.kind == "field" and catalog.field[found.id].scope != "cell":
        return None
    return Meaning(found.kind, found.id, -1)


def without_unit(header: str) -> str:
    """A header without the unit in brackets at its end."""
    return _UNIT_AT_END.sub("", header)


def bracketed(header: str) -> str:
    """A unit or a currency at a header's end: "Amount spent (USD)" and "Cost, USD" give "USD"."""
    found = re.search(r"[(\[]([^()\[\]]*)[)\]]\s*$", header)
    if found:
        return found[1].strip()
    words_of = re.split(r"[\s,/]+", header.strip())
    last = words_of[-1] if len(words_of) > 1 else ""
    return last if last.upper() in CURRENCIES or meant_by(last, "en") or thousands(last)[0] else ""


def thousands(unit: str) -> tuple[bool, str]:
    """Whether a unit says that the figures are so many thousands, and the unit without it: "k€", "$000", "tys. zł"."""
    clean = normal(unit).removeprefix("in ").strip()
    if clean in _THOUSANDS:
        return clean not in _LETTERS, ""
    for cut in range(1, len(clean)):
        first, last = clean[:cut].strip(), clean[cut:].strip(" of")
        for word, money in ((first, last), (last, first)):
            if word in _THOUSANDS and (money.upper() in CURRENCIES or meant_by(money, "en")):
                return True, money
    return False, unit


def is_average(text: str) -> bool:
    """Whether a row or column that begins so is a mean, a change or a share of the others."""
    return normal(text) in says("average")


def is_planned(text: str) -> bool:
    """Whether what stands beside a heading says that its figures are planned, or of another period."""
    return bool(text) and normal(text) in says("planned")


def is_unknown(text: str) -> bool:
    """Whether a cell says that its figure is not known: blank, --, n/a, ?, tbc, <5 and their like."""
    if len(text) > _LONGEST and not text.isspace():
        return False
    clean = " ".join(text.split()).casefold()
    return (
        not clean or clean in _SIGNS or clean.strip("-–—−‐") == "" or normal(clean) in says("unknown")
        or bool(_ABOUT.fullmatch(clean))
    )  # fmt: skip


@lru_cache(maxsize=4096)
def names_nobody(text: str) -> bool:
    """Whether a cell that should name a channel names none: "n/a", a dash, a question mark. "(not set)", "Unknown",
    "(direct) / (none)" are names that programs give, and stay names."""
    letters = sum(sign.isalpha() for sign in text)
    return is_unknown(text) and text[:1] != "(" and (letters < _LETTERS_OF_A_NAME or text[:1] == "#")


def is_unit(text: str) -> bool:
    """Whether a cell only says in what its column is counted: "$", "#", "EUR", "(pcs)"."""
    if len(text) > _LONGEST:
        return False
    clean = normal(text).strip("()[]") or text.strip()
    return clean in says("unit") or clean.upper() in CURRENCIES or bool(meant_by(clean, "en")) or text.strip() in "#%$"


@lru_cache(maxsize=1)
def month_words() -> frozenset[str]:
    """Headers of columns of months."""
    return frozenset({"month", *(normal(text) for own in words().headers.values() for text in own.get("month", ()))})


@lru_cache(maxsize=1)
def accented_words() -> frozenset[str]:
    """Words of headers and months with letters beyond ASCII, lower case: they tell in which code page a text is."""
    return frozenset(
        word for text in (*words().texts, *MONTH_NAMES) for word in text.casefold().split() if not word.isascii()
    )


def channel_kind(text: str) -> str:
    """The kind of channel a cell names by id or label, "" where it names none."""
    name = normal(text)
    return next((kind.id for kind in KINDS if name in (normal(kind.id), normal(kind.label))), "")
