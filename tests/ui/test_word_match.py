"""What fits a typed word, and what fits it better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.ui.lists.word_match import fit, words_of


def worth(typed: str, text: str, beside: str = "") -> float:
    return fit(words_of(typed), words_of(text), words_of(beside))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("save", "Save as…"), ("SAVE AS", "Save as…"), ("as save", "Save as…"), ("sa", "Save as…"),
        ("tmpl", "Save as a template…"), ("tempalte", "Save as a template…"), ("templete", "Save as a template…"),
        ("depense", "Dépense totale"), ("dépense", "DEPENSE"), ("ilan", "İlan"), ("ilan", "Ilan"), ("IŞIK", "ışık"),
        ("straße", "STRASSE"), ("osoby", "Osóby"), ("tv", "Radio & TV"), ("rt", "Radio & TV"), ("2026", "Aug 2026"),
    ],
)  # fmt: skip
def test_found(typed: str, text: str) -> None:
    assert worth(typed, text) > 0


@pytest.mark.parametrize(
    ("typed", "text"),
    [("saved", "Save as…"), ("save zoo", "Save as…"), ("xx", "Radio & TV"), ("es", "Take"), ("pas", "Spa"), ("", "A")],
)
def test_not_found(typed: str, text: str) -> None:
    assert worth(typed, text) == 0


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("open", "Open…", "Open the sample"),
        ("cop", "Copy", "Save a copy…"),
        ("pen", "Pencil", "Open…"),
        ("roi", "ROI", "Heroic"),
        ("ret", "Return", "Interpret"),
    ],
)
def test_the_better_one_comes_first(typed: str, better: str, worse: str) -> None:
    assert worth(typed, better) > worth(typed, worse) > 0


def test_words_about_a_text_count_less_than_its_own() -> None:
    assert worth("blank", "Clear the cells", "Make the selected cells blank") > 0
    assert worth("blank", "Blank worksheet") > worth("blank", "Clear the cells", "blank")


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_can_be_typed(typed: str, text: str) -> None:
    assert fit(words_of(typed), words_of(text)) <= 100


@given(st.lists(st.text("abcdé", min_size=1, max_size=6), min_size=1, max_size=5))
def test_every_beginning_of_a_word_finds_its_text(words: list[str]) -> None:
    text = " ".join(words)
    for word in words:
        for length in range(1, len(word) + 1):
            assert worth(word[:length], text) > 0
