"""A language for tests, made in memory: every text is the English one with accents, in brackets, and 40 % longer.

What is shown without accents has not been through the catalogue. Placeholders, marks (HTML) and mnemonics stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from typing import Final

from roiapp import language

#: the language that it takes the place of: no month and no word of a list has two letters that look English there
CODE: Final = "pl"
_LETTERS: Final = str.maketrans("aeiouyAEIOUYcnszCNSZ", "àëïôûÿÀËÏÔÛŸçñšžÇÑŠŽ")
_KEPT: Final = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|<[^<>]*>|&[a-z]+;|&#\d+;|%\d|%(?:\(\w+\))?[rs]|\*\.\w+)")
#: words in which a vowel is as it was
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ž]*[aeiouyAEIOUY][A-Za-zÀ-ž]*")


def pseudo(text: str) -> str:
    """The text in that language."""
    core = text.strip()
    if not core:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    pieces = _KEPT.split(core)
    said = "".join(piece if index % 2 else piece.translate(_LETTERS) for index, piece in enumerate(pieces))
    letters = sum(len(piece) for index, piece in enumerate(pieces) if not index % 2)
    more = "·" * max(letters * 2 // 5 - 2, 0)
    ends = "…" if said.endswith("…") else ""
    return f"{before}⟦{said.removesuffix(ends)}{more}⟧{ends}{after}"


class Pseudo(NullTranslations):
    """Its catalogue."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return pseudo(singular if n == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)


def take_texts(code: str, catalogue: NullTranslations | None) -> None:
    """From the next `use` on a language's texts come from this catalogue; None: from its file again."""
    if catalogue is None:
        language._door.read.pop(code, None)
    else:
        language._door.read[code] = catalogue


@contextmanager
def spoken(*, names_apart: bool = False) -> Iterator[None]:
    """That language is in use."""
    take_texts(CODE, Pseudo())
    language.use(CODE, names_apart=names_apart)
    try:
        yield
    finally:
        language.use("en")
        take_texts(CODE, None)


def own(name: str) -> str:
    """A name as the user might have given it, with no letter that looks English."""
    return name.translate(_LETTERS)


def escaped(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """The words of a text that are English still."""
    return [word for word in _PLAIN.findall(text) if len(word) > 1 and word not in allowed]
