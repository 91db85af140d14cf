"""The words of other programs' tables as they stand in the resources, one file for each language, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from roiapp.core.seen_text import UNSEEN
from roiapp.language import LANGUAGES
from roiapp.resources import resource

#: whose tables are read: the program's own languages and others; what English says of a header counts first
TABLE_LANGUAGES: Final = (*LANGUAGES, "de", "es", "it", "nl", "pt")
_CELLS: Final = "words:"
_SAME: Final = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "ı": "i", "–": "-", "—": "-",
                              "‑": "-", "−": "-", "\u0307": None, "_": " "} | dict.fromkeys(UNSEEN))  # fmt: skip


@dataclass(frozen=True)
class Words:
    """`headers`: language -> what a column is (an id) -> headers, the likelier first; `own` the same of what the
    program itself calls its figures there. `cells`: what a cell says ("total", "won") -> the words for it in all
    languages, as `normal` writes them. `texts`: all words as written."""

    headers: dict[str, dict[str, tuple[str, ...]]]
    cells: dict[str, frozenset[str]]
    texts: tuple[str, ...]
    own: dict[str, dict[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of all languages."""
    headers: dict[str, dict[str, tuple[str, ...]]] = {}
    cells: dict[str, set[str]] = {}
    texts: list[str] = []
    for language in TABLE_LANGUAGES:
        own = headers.setdefault(language, {})
        for line in resource("dialects", f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            name, *found = (part.strip() for part in line.split(" | "))
            texts += found
            if name.startswith(_CELLS):
                cells.setdefault(name.removeprefix(_CELLS), set()).update(map(normal, found))
            else:
                own[name] = own.get(name, ()) + tuple(found)
    return Words(headers, {name: frozenset(found) for name, found in cells.items()}, tuple(texts), _own_labels())


def _own_labels() -> dict[str, dict[str, tuple[str, ...]]]:
    """Lines `LANGUAGE ID | label | header`, which packaging/update_translations writes from the catalogues."""
    labels: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in resource("dialects", "labels.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *found = line.split(" | ")
            language, _, id_ = name.partition(" ")
            labels.setdefault(language, {})[id_] = tuple(found)
    return labels


def says(word: str) -> frozenset[str]:
    """The words in all languages that say this in a cell: "total", "won"."""
    return words().cells.get(word, frozenset())


def normal(text: str) -> str:
    """A header or a word as it is compared: without case, repeated spaces, and signs that only decorate."""
    same = text.casefold().translate(_SAME)
    return " ".join(same.split()).strip(" :*\"'•►▶→↑↓").lstrip("-").strip()
