"""The locales a document can be written in, by the name their own readers know them by."""

from __future__ import annotations

from typing import Final

#: code -> its own name; never translated
LOCALES: Final[dict[str, str]] = {
    "en": "English (US)",
    "en_GB": "English (UK)",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "is": "Íslenska",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
    "uz": "Oʻzbekcha",
}


def locale_name(code: str) -> str:
    """The locale's name; its code where it is none of ours."""
    return LOCALES.get(code) or LOCALES.get(code.partition("_")[0], code)
