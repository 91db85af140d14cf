"""Comments at the cells of an Open XML sheet, which the fast reader does not tell: notes of the old kind, and the
threads that newer Excel keeps beside them. Asked of workbooks that carry a document of ours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from roiapp.files.part_xml import PartParser, elements
from roiapp.files.sheet_scan import column_number

Read = Callable[[str], bytes | None]

_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_PERSONS: Final = "xl/persons/person.xml"


class _Comment(NamedTuple):
    """One comment: the attributes of its element, and its text."""

    attributes: dict[str, str]
    text: str


def comments_of(part: str, read: Read) -> dict[tuple[int, int], str]:
    """The comments of the sheet that is in `part`, by row and column from 0; `read` gives a part's bytes, None where
    there is no such part. Raises `TableError` where a part is damaged."""
    folder, name = posixpath.split(part)
    links = read(f"{folder}/_rels/{name}.rels")
    if links is None:
        return {}
    found: dict[tuple[int, int], str] = {}
    targets: dict[str, str] = {}
    for tag, attributes in elements(links, "rels"):
        if tag == "Relationship":
            kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
            targets[kind] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    for comment in _comments(read, targets.get("comments", ""), "comment", "t"):
        if place := _place(comment):
            found[place] = comment.text
    threads: dict[tuple[int, int], list[str]] = {}
    authors: dict[str, str] = {}
    for comment in _comments(read, targets.get("threadedComment", ""), "threadedComment", "text"):
        authors = authors or _authors(read)
        author = authors.get(comment.attributes.get("personId", ""), "")
        if place := _place(comment):
            threads.setdefault(place, []).append(f"{author}: {comment.text}" if author else comment.text)
    found.update((place, "\n".join(texts)) for place, texts in threads.items())
    return found


def _authors(read: Read) -> dict[str, str]:
    """Who writes in threads, by their ids there."""
    persons = read(_PERSONS)
    found = elements(persons, _PERSONS) if persons is not None else []
    return {each.get("id", ""): each.get("displayName", "") for tag, each in found if tag == "person"}


def _place(comment: _Comment) -> tuple[int, int] | None:
    place = _PLACE.fullmatch(comment.attributes.get("ref", ""))
    return (int(place[2]) - 1, column_number(place[1].encode()) - 1) if place else None


def _comments(read: Read, name: str, element: str, of_text: str) -> Iterator[_Comment]:
    data = read(name) if name else None
    if data is None:
        return
    found: list[_Comment] = []
    pieces: list[str] = []
    inside = phonetic = False
    parser = PartParser(name)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, phonetic
        tag = tag.rpartition(":")[2]
        if tag == element:
            found.append(_Comment(attributes, ""))
            pieces.clear()
        elif tag == "rPh":
            phonetic = True
        inside = tag == of_text and not phonetic

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    def end(tag: str) -> None:
        nonlocal inside, phonetic
        inside, tag = False, tag.rpartition(":")[2]
        if tag == element:
            found[-1] = found[-1]._replace(text="".join(pieces))
        elif tag == "rPh":
            phonetic = False

    parser.expat.StartElementHandler, parser.expat.EndElementHandler = start, end
    parser.expat.CharacterDataHandler = text
    parser.read(data)
    yield from found
