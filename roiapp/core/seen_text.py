"""Names as they are seen: without the signs that nobody sees, which would make one name two that look alike."""

from __future__ import annotations

import re
from typing import Final

#: control characters that are no space, soft hyphens, marks of direction and of the byte order, fillers, spaces of no
#: width, and what else has no shape
UNSEEN: Final = "".join(
    chr(code)
    for codes in (
        range(0x09), range(0x0E, 0x1C), range(0x7F, 0x85), range(0x86, 0xA0), range(0x202A, 0x202F),
        range(0x2060, 0x2070), range(0xFFF9, 0xFFFC), (0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E),
        (0x200B, 0x200E, 0x200F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xE0001),
    )
    for code in codes
)  # fmt: skip
_JOINERS: Final = "\u200c\u200d"
#: where a joiner gives shape: between letters of scripts that join, and between emoji
_SHAPED: Final = r"\u0600-\u10ff\u1200-\u1dff\u2190-\u27ff\u2900-\ud7ff\uf900-\ufefe\U00010000-\U0010ffff"
_REMOVED: Final = re.compile(
    rf"[{re.escape(UNSEEN)}]+|(?<![{_SHAPED}])[{_JOINERS}]+|[{_JOINERS}]+(?![{_SHAPED}])"
)


def as_seen(text: str) -> str:
    """A text with single spaces and without signs that nobody sees; joiners stay within Persian words, Indian letters
    and emoji, which look different without them."""
    words = " ".join(text.split())
    if words.isascii() and words.isprintable():
        return words
    while (kept := " ".join(_REMOVED.sub("", words).split())) != words:
        words = kept  # what was taken out may have kept a joiner or a space apart
    return words
