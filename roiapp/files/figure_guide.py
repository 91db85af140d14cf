"""What stands on a page of the guide, section by section: the same in the window, on the command line and in the
documents that are made of the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from roiapp.core.definitions import concerning
from roiapp.core.explain import Part
from roiapp.files.other_names import also_called
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.figure_page import FigurePage
    from roiapp.files.worked_examples import Example

#: "strong" has a title before it, "choices" are names that lead on
Kind = Literal["text", "formula", "quiet", "strong", "choices"]


class Line(NamedTuple):
    """A sentence, a formula or a list; a part with an id leads to its page."""

    parts: tuple[Part, ...]
    kind: Kind = "text"


class Section(NamedTuple):
    """A heading, "" for what stands first, and its lines."""

    title: str
    lines: tuple[Line, ...]


def sections(
    catalog: Catalog,
    page: FigurePage,
    example: Example | None,
    settings: DocumentSettings | None = None,
    own: Sequence[Line] = (),
    beside: Sequence[str] = (),
) -> tuple[Section, ...]:
    """The whole page but its title. `settings` are the document's, for what counts there; `own` stands before the
    example, what is said of the cell at hand; `beside` are sentences after it."""
    found = [
        Section("", (_quiet(_kind(page)), *_texts((page.help,)))),
        Section(tr("What counts here"), tuple(_meanings(catalog, page.id, settings))),
        Section(tr("Where nothing is typed") if page.typed else tr("How it comes about"), tuple(_formula(page))),
        *_example(page, example, own, beside),
        Section(tr("What it does not say"), _texts((page.not_said,))),
        Section(tr("Well-known mistakes"), tuple(
            Line((Part(note.title), Part(note.text)), "strong") for note in page.mistakes
        )),
        Section(tr("Good to know"), _texts(page.remarks)),
        Section(tr("How it totals"), tuple(_total(page))),
        Section(tr("What moves it"), (*_moved(example), *_choices(catalog, page.inputs))),
        Section(tr("What is made of it"), tuple(_choices(catalog, page.used_by))),
        Section(tr("Also called"), () if page.typed else _texts((", ".join(also_called(catalog.record(page.id))),))),
        Section(tr("Source"), _texts((page.source,))),
    ]  # fmt: skip
    return tuple(section for section in found if section.lines)


def _kind(page: FigurePage) -> str:
    return " · ".join(filter(None, (tr("Typed") if page.typed else tr("Calculated"), page.block)))


def _quiet(text: str) -> Line:
    return Line((Part(text),), "quiet")


def _texts(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line((Part(text),)) for text in texts if text)


def _meanings(catalog: Catalog, id_: str, settings: DocumentSettings | None) -> Iterator[Line]:
    """The sentences of the document on the figure, and on what it is made of."""
    for word, meaning in concerning(settings, catalog, id_) if settings is not None else ():
        label = (Part(tr(catalog.record(word).label), word), Part(": ")) if word != id_ else ()
        yield Line((*label, Part(meaning)))


def _formula(page: FigurePage) -> Iterator[Line]:
    for place, parts in enumerate(page.formula):
        yield Line((Part(tr("else") if place else "="), Part(" "), *parts), "formula")


def _example(
    page: FigurePage, example: Example | None, own: Sequence[Line], beside: Sequence[str]
) -> Iterator[Section]:
    """With the document's figures, or with those of the sample, which its title says."""
    lines = tuple(_worked(page, example)) if example is not None else ()
    after = tuple(_quiet(text) for text in beside)
    if example is not None and example.sample:
        yield Section(tr("With your figures"), (*own, *after))
        yield Section(tr("With figures of the sample"), (_quiet(example.place), *lines))
    else:
        place = () if example is None or own else (_quiet(example.place),)
        yield Section(tr("With your figures"), (*own, *place, *lines, *after))


def _worked(page: FigurePage, example: Example) -> Iterator[Line]:
    """Each number by its name, then how they are put together."""
    if example.parts:
        yield _quiet(" · ".join(tr("{name}: {figure}", name=name, figure=figure) for name, figure in example.parts))
    for parts in example.lines:
        yield Line((Part("= "), *(_leading(part, page.id) for part in parts)), "formula")


def _leading(part: Part, id_: str) -> Part:
    """A name leads to its page, a number does not."""
    return Part(part.text, part.id if part.value is None and part.id != id_ else None)


def _moved(example: Example | None) -> Iterator[Line]:
    """What the example would come to with one of its numbers a tenth higher."""
    if example is not None and example.higher:
        results = [tr("{name}: {figure}", name=name, figure=figure) for name, figure, _value in example.higher]
        said = tr("In the example, if one of these were a tenth higher: {results}", results=" · ".join(results))
        yield Line((Part(said),))


def _total(page: FigurePage) -> Iterator[Line]:
    if page.total:
        yield Line((Part("= "), *page.total), "formula")
    yield from _texts(page.totals)


def _choices(catalog: Catalog, ids: Iterable[str]) -> Iterator[Line]:
    parts = tuple(Part(tr(catalog.record(id_).label), id_) for id_ in ids)
    if parts:
        yield Line(parts, "choices")
