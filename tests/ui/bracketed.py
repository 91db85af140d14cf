"""A language for tests: Polish, whose every text is the English one in brackets."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from roiapp import language


class Bracketed(NullTranslations):
    """Every text is the English one in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{singular if n == 1 else plural}⟧"


def speak_bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have that language among those that can be chosen; English is spoken again afterwards."""
    door = language._Door()
    door.read["pl"] = Bracketed()
    monkeypatch.setattr(language, "_door", door)
    monkeypatch.setattr(language, "translated", lambda: ("en", "pl"))
