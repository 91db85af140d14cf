"""The door to the language for the process that reads tables, opened when the first sentence is needed, which is
seldom: loading it takes as long as reading a short file."""

from __future__ import annotations


class _Door:
    """`spoken` is what to speak, "" for what the program speaks already."""

    spoken = ""


def speak(language: str) -> None:
    """Speak this language from now on."""
    _Door.spoken = language


def spoken() -> str:
    """The language that is spoken."""
    from roiapp import language

    return _Door.spoken or language.current()


def tr(text: str, **values: object) -> str:
    """`roiapp.language.tr` in the language that is spoken."""
    from roiapp import language

    if _Door.spoken and language.current() != _Door.spoken:
        language.use(_Door.spoken)
    return language.tr(text, **values)
