"""A page of the guide as plain text, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roiapp.core.explain import Part
    from roiapp.files.figure_guide import Line, Section

_BETWEEN: Final = " · "
_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#])")


def as_text(title: str, sections: Iterable[Section]) -> str:
    """Title, then each heading with its lines below it."""
    found = [title]
    for section in sections:
        if section.title:
            found += ["", section.title]
        found += [_plain(line) for line in section.lines]
    return "\n".join(found)


def _plain(line: Line) -> str:
    if line.kind == "strong":
        return ": ".join(part.text for part in line.parts)
    return (_BETWEEN if line.kind == "choices" else "").join(part.text for part in line.parts)


def as_markdown(title: str, sections: Iterable[Section], link: Callable[[str], str], level: int = 1) -> str:
    """The same as Markdown; `link` says where the page of an id is. Ends with a line feed."""
    found = [f"{'#' * level} {escaped(title)}"]
    for section in sections:
        if section.title:
            found.append(f"{'#' * (level + 1)} {escaped(section.title)}")
        for kind, lines in groupby(section.lines, lambda line: line.kind):
            marked = [_marked(line, link) for line in lines]
            found += ["> " + "\\\n> ".join(marked)] if kind == "formula" else marked
    return "\n\n".join(found) + "\n"


def _marked(line: Line, link: Callable[[str], str]) -> str:
    if line.kind == "strong":
        title, *rest = line.parts
        return f"**{escaped(title.text)}.** {''.join(escaped(part.text) for part in rest)}"
    between = _BETWEEN if line.kind == "choices" else ""
    text = between.join(_linked(part, link) for part in line.parts)
    return f"*{text}*" if line.kind == "quiet" else text


def _linked(part: Part, link: Callable[[str], str]) -> str:
    text = escaped(part.text)
    return f"[{text}]({link(part.id)})" if part.id else text


def escaped(text: str) -> str:
    """A text in which Markdown sees no marks of its own."""
    return _MARKS.sub(r"\\\1", text)
