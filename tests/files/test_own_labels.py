"""Tables that are headed with what the program itself calls its figures, in each of its languages, and with the words
of other programs there: each column is recognised."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

from roiapp.core.catalog import standard
from roiapp.files import dialect_words, dialects
from roiapp.files.dialects import meaning
from roiapp.files.import_plan import plan_import
from roiapp.files.text_tables import read_text_table
from roiapp.language import LANGUAGES

CATALOG: Final = standard()
#: what platforms call a budget is planned, not a goal; nobody is asked whether it is one
PLANNED: Final = "goal_spend"
#: words as a catalogue may have them: two figures of one name, the count first, and letters from all languages
FIXTURE: Final = """# a remark
pl spend | Wydana suma | Wydano tu
pl engagements | Ruchliwość
pl engagement_rate | Ruchliwość
uz spend | Oʻz sarfi
is customers | Þeir sem keyptu
tr leads | İlgilenenler
"""


def labels() -> Iterator[tuple[str, str, str]]:
    """Language, figure and what it is called."""
    for language, own in dialect_words.words().own.items():
        for id_, texts in own.items():
            yield from ((language, id_, text) for text in texts)


def read_as(headers: list[str]) -> dict[str, str]:
    """What becomes of the columns of a table with these headers beside the channel's name."""
    lines = [";".join(["channel", "month", *headers]), ";".join(["Radio", "2026-08", *("3" for _ in headers)])]
    return dict(plan_import(read_text_table(("\n".join(lines) + "\n").encode()), CATALOG).mapping)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_table_in_the_program_s_own_words_is_recognised(language: str) -> None:
    """Labels and headers of all fields, as far as the language has a catalogue; two words for one figure go into two
    tables, since they would be added up."""
    own = {
        id_: texts
        for id_, texts in dialect_words.words().own.get(language, {}).items()
        if id_ in CATALOG.field and id_ != PLANNED and CATALOG.field[id_].scope == "cell"
    }
    for place in (0, -1):
        headed = {texts[place]: id_ for id_, texts in own.items()}
        assert len(headed) == len(own), "two fields of one name"
        if headed:
            # Beside impressions reach is that of an ad, as English tables have it: it stands in a table of its own.
            mapping = read_as([header for header, id_ in headed.items() if id_ != "reach"])
            mapping |= read_as([header for header, id_ in headed.items() if id_ == "reach"])
            assert {header: mapping.get(header) for header in headed} == headed


@pytest.mark.parametrize(
    "header", ["Total cost", "Coût total", "Toplam maliyet", "Heildarkostnaður", "Pełny koszt", "Toʻliq xarajat"]
)
def test_what_all_cost_together_is_the_spend_of_a_table_that_says_no_other_cost(header: str) -> None:
    assert read_as([header, "leads"])[header] == "spend"
    for part in ("spend", "fees", "hours"):
        assert read_as([header, part]) == {"channel": "channel", "month": "month", part: part}


def test_every_label_of_every_language_means_its_figure() -> None:
    fields = {(language, text) for language, id_, text in labels() if id_ in CATALOG.field}
    for language, id_, text in labels():
        if id_ == PLANNED or (id_ not in CATALOG.field and (language, text) in fields):
            continue  # of a count and a rate of one name the count is meant
        found = meaning(text, CATALOG)
        assert found is not None, (language, text)
        assert (found.id, found.kind) == (id_, "field" if id_ in CATALOG.field else "metric"), (language, text)


@pytest.mark.parametrize("language", dialect_words.TABLE_LANGUAGES)
def test_the_words_of_other_programs_are_recognised(language: str) -> None:
    """The likeliest word for each field; where two languages have it for different things, the reader decides by the
    others."""
    words = dialect_words.words().headers[language]
    for id_ in CATALOG.field:
        for text in words.get(id_, ())[:1]:
            assert id_ in {each.id for each in dialects.meanings(text, CATALOG)}, (language, text)


def test_labels_come_from_the_file_and_letters_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = dialect_words.resource
    place = tmp_path / "labels.txt"
    place.write_text(FIXTURE, encoding="utf-8")
    monkeypatch.setattr(
        dialect_words, "resource", lambda *names: place if names[-1] == "labels.txt" else real(*names)
    )
    caches = (dialect_words.words, dialects._known, dialects._meanings)
    for cache in caches:
        cache.cache_clear()
    try:
        assert len([*chain(labels())]) == 7
        assert read_as(["Wydana suma", "Ruchliwość", "Þeir sem keyptu", "İlgilenenler"]) == {
            "channel": "channel", "month": "month", "Wydana suma": "spend", "Ruchliwość": "engagements",
            "Þeir sem keyptu": "customers", "İlgilenenler": "leads",
        }  # fmt: skip
        for text in ("O'z sarfi", "oʼz SARFI", "Wydano tu", "wydana  suma"):
            found = meaning(text, CATALOG)
            assert found is not None
            assert found.id == "spend"
        assert (meaning("ruchliwosc", CATALOG) or found).id == "engagements"
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
