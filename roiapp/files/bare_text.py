"""Texts told apart after spreadsheet programs had them in their hands, which change blanks, line ends and signs that no
cell can hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_HELD: Final = frozenset(("Cc", "Cs", "Cn"))
#: a text that is longer may have been cut
_CUT_FROM: Final = 16_000


def bare(text: str) -> str:
    """The text without blanks, and without signs and escapes of signs that no cell can hold."""
    text = "".join(_unescaped(text).split())
    if not text.isprintable():
        text = "".join(sign for sign in text if unicodedata.category(sign) not in _NOT_HELD)
    return text


def same_text(ours: str, theirs: str) -> bool:
    """Whether a text that came back is the one that was sent, but for what programs change in it, and its end where it
    is very long."""
    if ours == theirs:
        return True
    if any(unicodedata.category(sign) in _NOT_HELD for sign in _unescaped(ours) if sign not in "\r\n"):
        one, other = bare(ours), bare(theirs)
    else:
        one, other = (" ".join(_unescaped(text).split()) for text in (ours, theirs))
    return one == other or (len(other) >= _CUT_FROM and one.startswith(other))


def _unescaped(text: str) -> str:
    """With the signs themselves in place of `_x000D_`, also where that was escaped in its turn."""
    while "_x" in text and (found := _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)) != text:
        text = found
    return text
