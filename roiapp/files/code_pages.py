"""Text that is in no Unicode: which Windows code page it is in.

Those decode nearly every byte, so the letters decide: "Miesiąc" is likelier than "Miesi¹c".
"""

from __future__ import annotations

import re
from typing import Final

from roiapp.files.late_language import spoken

#: code page -> the letters beyond ASCII of the languages that are written in it; the first of equals wins
_CODE_PAGES: Final[dict[str, str]] = {
    "cp1252": "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßþð",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűăâîșț",
    "cp1254": "çğıöşüâîû",
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳіїєґ",
}
#: of languages whose code page is not the first
_PAGE_OF: Final = {"pl": "cp1250", "tr": "cp1254"}
#: signs that stand in such tables beside letters and say nothing about the code page
_COMMON_SIGNS: Final = frozenset("€£’‘“”„–—…•°§©®™«»\u00a0")


def by_letters(data: bytes) -> tuple[str, str] | None:
    """The text by the code page whose letters and words it fits best, and that page; equal ones in favour of the user's
    language. None where it fits none."""
    from roiapp.files.dialects import accented_words

    words = accented_words()
    best: tuple[float, str, str] | None = None
    sample = data[:200_000]
    for page, letters in _CODE_PAGES.items():
        try:
            part = sample.decode(page, "replace")
            score = _likeness(part, letters) + 0.5 * (page == _PAGE_OF.get(spoken(), ""))
            score += sum(5.0 for word in set(re.findall(r"\w+", part.casefold())) if word in words)
            text = data.decode(page) if best is None or score > best[0] else ""
        except UnicodeDecodeError:
            continue
        if text and (best is None or score > best[0]):
            best = score, text, page
    return best and best[1:]


def _likeness(text: str, letters: str) -> float:
    """How well the signs beyond ASCII fit an alphabet: its own letters speak for it, signs inside words against it."""
    score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = match[0], match.start()
        if sign.casefold() in letters:
            score += 1.0
        elif sign not in _COMMON_SIGNS:
            score -= 1.0
        inside = text[max(0, at - 1) : at].isalpha() or text[at + 1 : at + 2].isalpha()
        if inside and not sign.isalpha() and sign not in "’‘\u00a0–—":
            score -= 2.0
        elif at and text[at - 1].islower() and sign.isupper():
            score -= 1.0
        elif sign.isalpha() and (text[at - 1 : at].isdigit() or text[at + 1 : at + 2].isdigit()):
            score -= 3.0  # £5, not Ł5
    return score
