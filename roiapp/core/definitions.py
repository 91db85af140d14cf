"""What counts here: in a sentence each, what a visit, a lead, … and a customer are in this document.

The settings keep them as (word, meaning). The word is the id of a field for the stages every document has; documents
may hold other words, too, which stay with their own names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.document_settings import DocumentSettings

#: the fields whose meaning a document says, in their order -> such a sentence (English and marked)
EXAMPLES: Final = {
    "visits": mark("Such as: a session on the website, without our own."),
    "leads": mark("Such as: a form that was sent, or a call of more than a minute."),
    "mqls": mark("Such as: a lead from our area that asked for a price."),
    "sqls": mark("Such as: a lead that sales has spoken to and that has a budget."),
    "opportunities": mark("Such as: a written offer that was sent."),
    "customers": mark("Such as: a first invoice that was paid."),
}


class Definition(NamedTuple):
    """What a word counts as; `word` is the id of a field, else a word of the user's."""

    word: str
    meaning: str


def definitions(settings: DocumentSettings) -> tuple[Definition, ...]:
    """The stages in their order, those that nothing is said of with "", then the other words of the document."""
    said = [Definition(*each) for each in settings.definitions]
    found = []
    for id_ in EXAMPLES:
        its = next((each for each in said if each.word == id_), None)
        if its is not None:
            said.remove(its)
        found.append(its or Definition(id_, ""))
    return (*found, *said)


def kept(lines: Iterable[Definition]) -> tuple[tuple[str, str], ...]:
    """The same as the settings keep them: without spaces around, without words that nothing is said of."""
    clean = ((each.word, " ".join(each.meaning.split())) for each in lines)
    return tuple((word, meaning) for word, meaning in clean if meaning)


def called(word: str, catalog: Catalog) -> str:
    """What a word is called: by the name of its field, else as it stands."""
    return tr(catalog.field[word].label) if word in catalog.field else word


def meaning_of(settings: DocumentSettings, id_: str) -> str:
    """What is said of a field itself, "" where nothing is."""
    return next((meaning.strip() for word, meaning in settings.definitions if word == id_), "")


def concerning(settings: DocumentSettings, catalog: Catalog, id_: str) -> Sequence[Definition]:
    """What is said of a field or metric and of what its formula or the rule of its total is made of."""
    parts = catalog.made_of[id_]
    return [each for each in definitions(settings) if each.word in parts and each.meaning.strip()]
