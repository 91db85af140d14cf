"""The catalogues: each whole, each text fit to stand where the English one does. They are run over what is committed;
a language's folder is either complete or not there. That they would see a fault is tried on a catalogue of our own."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, Final

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from roiapp.analysis.findings import kinds
from roiapp.analysis.reports import lead_revenue

ROOT: Final = Path(__file__).resolve().parent.parent
TRANSLATIONS: Final = ROOT / "resources" / "translations"
#: the forms of plural of each language, as its grammar has them
FORMS: Final = {"pl": 3, "fr": 2, "tr": 1, "is": 2, "uz": 2}
#: letters that each language has beside the English ones
LETTERS: Final = {
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”", "fr": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»\N{NO-BREAK SPACE}\u202f",
    "tr": "çğıöşüâîûÇĞİÖŞÜ“”", "is": "áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ„“", "uz": "ʻʼ“”",
}  # fmt: skip
_PERCENT: Final = re.compile(r"%(?:\(\w+\))?[rs]\b|%[1-9](?!\d)")
_MARKUP: Final = re.compile(r"</?[a-z]\w*|&[a-z]+;")
_MNEMONIC: Final = re.compile(r"&(?=\w)(?![a-z]+;)")
_LABEL: Final = re.compile(r"\{[^{}]*\}")
#: English, which a translation is not: words that the trade of no country keeps
_ENGLISH: Final = re.compile(r"\b(?:the|this|that|which|with|from|there|where|does|cannot|has|have|been|were|their)\b")


def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / "update_translations"))


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return tool()["program_texts"]()


def begun() -> list[str]:
    return sorted(path.name for path in TRANSLATIONS.glob("*") if path.is_dir())


def forms_of(message: Message) -> list[str]:
    """All that stands in the catalogue for a text."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def english_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def missing(catalogue: Catalog, texts: Catalog) -> Iterator[str]:
    """Texts without a translation, and translations without a text."""
    wanted = {(message.context, message.id) for message in texts if message.id}
    there = {(message.context, message.id) for message in catalogue if message.id}
    yield from (f"missing: {text}" for _, text in sorted(wanted - there, key=str))
    yield from (f"not in the program: {text}" for _, text in sorted(there - wanted, key=str))
    yield from (f"obsolete: {text}" for text in catalogue.obsolete)
    for message in catalogue:
        if message.id and (not forms_of(message) or not all(forms_of(message))):
            yield f"not translated: {message.id}"
        if message.id and message.fuzzy:
            yield f"fuzzy: {message.id}"


def faults(message: Message, count: int) -> Iterator[str]:
    """What is wrong with a translation, form by form."""
    english, said = english_of(message), forms_of(message)
    if len(said) != (1 if len(english) == 1 else count):
        yield f"{len(said)} forms"
    places = set().union(*map(_places, english))
    if not all(said):
        return  # told by `missing`
    for index, form in enumerate(said):
        one = len(english) == 2 and len(said) > 1 and index == 0
        try:
            found = _places(form)
        except ValueError as error:
            yield f"{error}: {form}"
            continue
        if found - places or places - found - ({"n"} if one else set()):
            yield f"placeholders: {form}"
        if sorted(_PERCENT.findall(form)) != sorted(_PERCENT.findall(english[0])):
            yield f"% places: {form}"
        if (form[:1] == " ", form[-1:] == " ") != (english[0][:1] == " ", english[0][-1:] == " "):
            yield f"space at an edge: {form!r}"
        if form.count("\n") != english[0].count("\n"):
            yield f"line breaks: {form!r}"
        if form.endswith("…") != english[0].endswith("…"):
            yield f"… at the end: {form}"
        if sorted(_MARKUP.findall(form)) != sorted(_MARKUP.findall(english[0])):
            yield f"markup: {form}"
        if len(_MNEMONIC.findall(form)) > len(_MNEMONIC.findall(english[0])):
            yield f"letters to press: {form}"
        words = re.findall(r"\w{2,}", _LABEL.sub("", form))
        if len(words) > 3 and (form == english[0] or len(_ENGLISH.findall(form)) > 1):
            yield f"English: {form}"


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def unwritable(text: str) -> set[str]:
    """Letters that a font of the program lacks."""
    known = set.intersection(*(characters(path) for path in FONTS))
    return {letter for letter in text if letter not in "\n\t" and letter not in known}


FONTS: Final = sorted((ROOT / "resources" / "fonts").glob("ChannelROISans-*.otf")) + sorted(
    (ROOT / "resources" / "fonts").glob("ChannelROIDisplay-*.otf")
)


def characters(path: Path) -> set[str]:
    return {chr(code) for code in TTFont(path).getBestCmap()}


@pytest.fixture(scope="module")
def read() -> dict[str, Catalog]:
    found = {}
    for code in begun():
        with (TRANSLATIONS / code / "LC_MESSAGES" / "roiapp.po").open("rb") as stream:
            found[code] = read_po(stream, locale=code, abort_invalid=True)
    return found


def test_only_languages_of_the_program_have_a_catalogue(read: dict[str, Catalog]) -> None:
    assert set(read) <= set(FORMS)
    for code, catalogue in read.items():
        assert catalogue.num_plurals == FORMS[code]


def test_each_catalogue_is_whole(read: dict[str, Catalog], texts: Catalog) -> None:
    wrong = [f"{code}: {fault}" for code, catalogue in read.items() for fault in missing(catalogue, texts)]
    assert not wrong, "\n".join(wrong[:50])


def test_each_catalogue_stands_as_the_tool_writes_it(read: dict[str, Catalog], texts: Catalog) -> None:
    written, merged = tool()["written"], tool()["merged"]
    for code in read:
        path = TRANSLATIONS / code / "LC_MESSAGES" / "roiapp.po"
        assert path.read_bytes() == written(code, merged(code, texts)), f"run packaging/update_translations: {code}"


def test_each_translation_fits_where_the_english_text_stands(read: dict[str, Catalog]) -> None:
    wrong = [
        f"{code}: {message.id}: {fault}"
        for code, catalogue in read.items()
        for message in catalogue
        if message.id
        for fault in faults(message, FORMS[code])
    ]
    assert not wrong, "\n".join(wrong[:50])


def test_every_letter_of_the_translations_is_in_the_fonts(read: dict[str, Catalog]) -> None:
    for code, letters in LETTERS.items():
        assert unwritable(letters) == set(), code
    for code, catalogue in read.items():
        used = {letter for message in catalogue for form in forms_of(message) for letter in form if message.id}
        assert unwritable("".join(used)) == set(), code


def test_the_catalogues_are_compiled_and_spoken(read: dict[str, Catalog], tmp_path: Path) -> None:
    """By the tool of set-up and wheel; what is compiled says what stands in the text."""
    from gettext import GNUTranslations

    compile_one = runpy.run_path(str(ROOT / "packaging" / "compile_translations"))["compile_catalogue"]
    for code, catalogue in read.items():
        place = tmp_path / code / "LC_MESSAGES" / "roiapp.po"
        place.parent.mkdir(parents=True)
        place.write_bytes((TRANSLATIONS / code / "LC_MESSAGES" / "roiapp.po").read_bytes())
        compile_one(place)
        with place.with_suffix(".mo").open("rb") as stream:
            spoken = GNUTranslations(stream)
        for message in catalogue:
            if message.id and isinstance(message.id, str):
                said = spoken.pgettext(message.context, message.id) if message.context else spoken.gettext(message.id)
                assert said == (message.string or message.id)


# -- that the checks see what they are for --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "said", "fault"),
    [
        ("{n} of {m} rows", "{n} z {k} wierszy", "placeholders"),
        ("Add {name}", "Dodaj", "placeholders"),
        ("Add {name}", "Dodaj {name", "expected '}'"),
        ("unrecognized: %s", "nieznane", "% places"),
        ("usage: ", "użycie:", "space at an edge"),
        ("One\nTwo", "Jeden, dwa", "line breaks"),
        ("Add…", "Dodaj", "… at the end"),
        ("<b>Total</b>", "Razem", "markup"),
        ("Copy", "&Kopiuj", "letters to press"),
        ("There is no such file here.", "There is no such file here.", "English"),
        (("{n} row", "{n} rows"), ("{n} wiersz", "{n} wiersze"), "2 forms"),
        (("{n} row", "{n} rows"), ("wiersz", "wiersze", "{n} wierszy"), "placeholders"),
    ],
)
def test_a_slip_is_seen(english: Any, said: Any, fault: str) -> None:
    assert any(each.startswith(fault) for each in faults(Message(english, said), 3))


def test_a_good_translation_has_no_fault() -> None:
    assert not [*faults(Message("&Add {name}…", "&Dodaj: {name}…"), 3)]
    rows = ("{n} row of {all}", "{n} rows of {all}"), ("wiersz z {all}", "{n} wiersze z {all}", "{n} wierszy z {all}")
    assert not [*faults(Message(*rows), 3)]


def test_what_is_missing_or_too_much_is_seen(texts: Catalog) -> None:
    some = Catalog(locale="pl")
    some.add("Spend", "Wydatki")
    some.add("Was here once", "Było")
    found = [*missing(some, texts)]
    assert "not in the program: Was here once" in found
    assert sum(each.startswith("missing: ") for each in found) == len(texts) - 1
    assert unwritable("Spend 漢") == {"漢"}


def test_texts_are_found_wherever_they_are_marked_and_only_whole_ones() -> None:
    marked = tool()["marked_texts"]
    source = 'f"{tr(\'in an f-string\')} {x}"; language.trn("{n} a", "{n} b", n); trc("person", "Lead"); tr(label)'
    source += '; markn("{n} c", "{n} d"); trn(*table[x], n)'
    assert {*marked(source)} == {
        ("tr", ("in an f-string",)), ("trn", ("{n} a", "{n} b")), ("trc", ("person", "Lead")),
        ("markn", ("{n} c", "{n} d")),
    }  # fmt: skip
    for wrong in ('tr(f"a {b}")', 'tr("a" + b)', 'tr("a" if b else "c")', 'trn("a", b, 2)'):
        with pytest.raises(ValueError, match="no whole text"):
            [*marked(wrong)]


def test_sentences_that_stand_in_tables_are_translated_by_number(texts: Catalog) -> None:
    """`trn(*pair)` finds no plural where each form was marked by itself, and none that was not marked."""
    known = {message.id for message in texts}
    assert {*kinds._MORE.values(), *lead_revenue._FEW.values()} <= known
    for module in sorted((ROOT / "roiapp").rglob("*.py")):
        source = module.read_text(encoding="utf-8")
        assert "trn(*" not in source or "markn(" in source, module


def test_the_tool_makes_merges_and_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = tool()
    main, merged, written = loaded["main"], loaded["merged"], loaded["written"]
    monkeypatch.setitem(main.__globals__, "ROOT", tmp_path)
    monkeypatch.setitem(main.__globals__, "TRANSLATIONS", tmp_path / "resources" / "translations")
    labels = tmp_path / "labels.txt"
    labels.write_text(loaded["labels_text"]())
    monkeypatch.setitem(main.__globals__, "LABELS", labels)
    module = tmp_path / "roiapp" / "one.py"
    module.parent.mkdir()
    module.write_text('tr("Spend"), trn("{n} row", "{n} rows", n), trc("key", "Home")\n')
    assert main(["--check"]) == 0  # nothing was begun
    assert main(["pl", "uz"]) == 0
    assert main(["--check"]) == 0
    place = tmp_path / "resources" / "translations" / "pl" / "LC_MESSAGES" / "roiapp.po"
    assert 'msgstr[2] ""' in place.read_text()
    assert "one.py:1" not in place.read_text()
    place.write_text(place.read_text().replace('msgid "Spend"\nmsgstr ""', 'msgid "Spend"\nmsgstr "Wydatki"'))
    assert main(["--check"]) == 1  # of the labels
    module.write_text('tr("Spend"), tr("Spent")\n')
    assert main(["--check", "pl"]) == 1
    assert main(["pl"]) == 0
    told = place.read_text()
    assert 'msgid "Spend"\nmsgstr "Wydatki"' in told
    assert "pl spend | Wydatki\n" in labels.read_text()
    assert 'msgid "Spent"\nmsgstr ""' in told  # nothing is guessed
    assert "Home" not in told
    assert "@" not in told
    assert "POT-Creation" not in told
    assert place.read_bytes() == written("pl", merged("pl", loaded["program_texts"]()))


def test_the_glossary_is_what_the_catalogues_say() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "make_glossary"))["glossary"]()
    assert (ROOT / "docs" / "glossary.md").read_text("utf-8") == made, "run packaging/make_glossary"
    said = next(line for line in made.splitlines() if line.startswith("| Gross margin"))
    margins = "Marża brutto · Marża", "Marge brute · Marge", "Brüt kâr marjı · Marj", "Framlegð", "Yalpi marja · Marja"
    assert said.strip("| ").split(" | ") == ["Gross margin · Margin", *margins]
