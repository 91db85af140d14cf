"""How well a few typed words fit a text: beginnings of words first, then parts of words, then letters left out or
swapped. Accents and case make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
#: what a typed word is worth: the whole word, its beginning, the words' first letters, inside one, letters left out
_WHOLE, _BEGINNING, _INITIALS, _INSIDE, _SKIPPED = 100, 80, 60, 45, 25
#: words that only stand in what is said beside the text are worth this part
_BESIDE: Final = 0.3
_LEAST_SKIPPED: Final = 3  # letters from which on some may be left out or swapped


def words_of(text: str) -> list[str]:
    """The text's words without case and accents, as they are compared."""
    return _WORD.findall(folded(text))


def folded(text: str) -> str:
    """The text without case and accents; the Turkish i without a dot is an i too."""
    if text.isascii():
        return text.lower()
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return bare.casefold().replace("ı", "i")


def fit(asked: Sequence[str], words: Sequence[str], beside: Sequence[str] = ()) -> float:
    """How well the words that are `asked` for (`words_of` what was typed) fit a text of these words; 0 where one of
    them does not fit at all. `beside` are words about the text: they count, but less."""
    total = 0.0
    for each in asked:
        best = max(_fit_one(each, words), _BESIDE * _fit_one(each, beside))
        if not best:
            return 0.0
        total += best
    # Of two texts that fit as well, the shorter one is meant.
    return total / len(asked) - min(len(words), 20) * 0.1 if asked else 0.0


def _fit_one(asked: str, words: Sequence[str]) -> float:
    best = 0.0
    for place, word in enumerate(words):
        if word == asked:
            found = float(_WHOLE)
        elif word.startswith(asked):
            found = _BEGINNING + 10 * len(asked) / len(word)
        elif len(asked) > 1 and asked in word:
            found = float(_INSIDE)
        elif len(asked) >= _LEAST_SKIPPED and (_left_out(asked, word) or _swapped(asked, word)):
            found = float(_SKIPPED)
        else:
            continue
        best = max(best, found - min(place, 8) * 0.5)
    if best < _INITIALS and len(asked) > 1 and "".join(word[0] for word in words).startswith(asked):
        return float(_INITIALS)
    return best


def _left_out(asked: str, word: str) -> bool:
    """Whether the word has these letters in this order, from its first one on, and not many more between them."""
    if word[:1] != asked[0] or len(word) > 2 * len(asked) + 2:
        return False
    rest = iter(word)
    return all(letter in rest for letter in asked)


def _swapped(asked: str, word: str) -> bool:
    """Whether two neighbouring letters change places, or one is another, on the way to the word's beginning."""
    start = word[: len(asked)]
    wrong = [place for place, letter in enumerate(asked) if place >= len(start) or letter != start[place]]
    if len(start) < len(asked) or not wrong:
        return False
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return asked[wrong[0]] == start[wrong[1]] and asked[wrong[1]] == start[wrong[0]]
    return len(wrong) == 1 and len(asked) > _LEAST_SKIPPED and wrong[0] > 0
