"""A column of texts is the list of them, whatever is done to it and however it is packed."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core import text_column
from roiapp.core.text_column import ODD_SPACES, Packed, TextColumn, as_keys
from roiapp.core.worksheet import same_name
from tests.files.project_documents import TEXT

#: names that are one another's in some spelling, and such as need care
NEAR = st.sampled_from(
    ("Radio", "radio", "RADIO", "Straße", "strasse", "STRASSE", "İ", "i", "i̇", "ı", "I", "K", "k", "K", "ſ", "s",
     "Radio ", " Radio", "Radio  1", "Radio 1", "Radio\t1", "Radio\u00a01", "Radio\u20071", "Radio\x1f1", "Radio\x001",
     "", " ", "12345678", "1234567", "123456789", "1234567812345678", "x" * 40, "X" * 40, "x" * 41, "ΣΑΣ", "σας", "σασ")
)  # fmt: skip
NAMES = st.lists(NEAR | TEXT, max_size=8)


def packed(texts: list[str]) -> TextColumn:
    """A column of which nothing is listed, where that can be."""
    found = TextColumn(texts).packed()
    return TextColumn(texts) if found is None else TextColumn.of(found)


@settings(deadline=None)
@given(NAMES, st.randoms(use_true_random=False))
def test_whatever_is_done_it_is_the_list(texts: list[str], chance: random.Random) -> None:
    column = packed(texts)
    assert len(column) == len(texts)
    for i in range(-len(texts), len(texts)):
        assert packed(texts)[i] == texts[i]
    for outside in (len(texts), -len(texts) - 1):
        with pytest.raises(IndexError):
            packed(texts)[outside]
    start, stop, step = chance.randint(-4, 9), chance.randint(-9, 9), chance.choice((1, 2, -1, -3))
    assert packed(texts)[start:stop:step] == texts[start:stop:step]
    for text in ("Radio", *texts):
        assert (text in packed(texts)) == (text in texts)
        assert packed(texts).where(text).tolist() == [known == text for known in texts]
    assert packed(texts).different() == TextColumn(texts).different() == list(dict.fromkeys(texts))
    assert list(column) == texts
    assert column == texts
    assert column == packed(texts)
    assert column != [*texts, "more"]
    known = list(texts)
    for one in (column, known):
        one.insert(len(known) // 2, "new")
        one.append("last")
        one[0] = "first"
        del one[1:2]
    assert column == known
    again = column.packed()
    assert again is None or list(TextColumn.of(again)) == known


@settings(deadline=None)
@given(NAMES)
def test_a_text_changed_is_packed_anew(texts: list[str]) -> None:
    column = packed(["a", "b", *texts])
    before = column.packed()
    column[1] = "c"
    after = column.packed()
    assert before is None or after is not before
    assert list(column) == ["a", "c", *texts]


@settings(deadline=None)
@given(NAMES)
def test_names_are_called_different_only_where_they_are(texts: list[str]) -> None:
    joined = "".join(text + "\n" for text in texts).encode()
    found = Packed(joined)
    if len(found.ends) != len(texts):
        return
    folded = [same_name(text) for text in texts]
    different = len(set(folded)) == len(folded) and "" not in folded
    assert different or not found.different
    plain = all(text == " ".join(text.split()) and text.isprintable() for text in texts)
    assert found.different or not (different and plain)


def test_signs_that_differ_as_capitals_do_are_told_apart() -> None:
    assert Packed(b"a[b]\na{b}\n_\n@\n`\n").different
    assert not Packed(b"a[B]\nA[b]\n").different


def test_line_feeds_are_found_wherever_they_stand() -> None:
    chance = random.Random(3)
    for often in (0.0, 0.05, 0.5, 1.0):
        for length in range(40):
            joined = bytes(10 if chance.random() < often else chance.choice(b"\x00\x01 A\xff") for _ in range(length))
            assert Packed(joined).ends.tolist() == [place for place, byte in enumerate(joined) if byte == 10]


@pytest.mark.parametrize("end", ["", " of one and the same country"])
@pytest.mark.parametrize("prefix", ["", "x", "Channel ", "Straße ", "a longer name than eight letters of channel "])
def test_the_one_pair_among_many_is_found(prefix: str, end: str) -> None:
    names = [f"{prefix}{i}{end}" for i in range(30_000)]  # more than are looked at in one go
    chance = random.Random(4)
    chance.shuffle(names)
    assert Packed("".join(f"{name}\n" for name in names).encode()).different
    for place in (0, 1, 16_383, 16_384, 29_999):
        other = (place + 17_001) % len(names)
        spoilt = [*names]
        spoilt[place] = spoilt[other].title()
        assert not Packed("".join(f"{name}\n" for name in spoilt).encode()).different


def test_equal_hashes_are_a_suspicion_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for hashed in ("_hashed_last", "_hashed_all"):
        monkeypatch.setattr(text_column, hashed, lambda raw, ends, lengths: np.zeros(len(ends), np.uint64))
    column = TextColumn(["Radio", "Print"])
    found = column.packed()
    assert found is not None
    assert not found.different
    assert found.places is None
    assert list(TextColumn.of(found)) == ["Radio", "Print"]


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["a", "b"], [1, 0]),  # not in the order of first use
        (["a", "b", "c"], [0, 1, 0, 1]),  # one is used nowhere
        (["a", "a"], [0, 1, 0]),  # one is there twice
        (["a", "b"], [0, 1]),  # each its own, so that no numbers are needed
    ],
)
def test_texts_packed_in_another_way_are_packed_in_ours(texts: list[str], places: list[int]) -> None:
    other = Packed("".join(f"{text}\n" for text in texts).encode(), np.array(places, np.uint8))
    column = TextColumn.of(other)
    listed = [texts[i] for i in places]
    assert list(column) == listed
    ours, same = column.packed(), TextColumn(listed).packed()
    assert ours is not None
    assert same is not None
    assert ours.joined == same.joined
    assert (ours.places is None) == (same.places is None)
    assert ours.places is None or ours.places.tolist() == same.places.tolist()  # type: ignore[union-attr]


@pytest.mark.parametrize("different", [1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_numbers_are_as_narrow_as_they_can_be(different: int) -> None:
    texts = [f"text {i}" for i in range(different)] + ["text 0"] * 3
    found = TextColumn(texts).packed()
    assert found is not None
    assert found.places is not None
    assert found.places.itemsize == (1 if different <= 256 else 2 if different <= 65_536 else 4)
    assert list(TextColumn.of(found)) == texts


def test_odd_spaces_are_all_that_python_splits_at() -> None:
    spaces = {chr(code) for code in range(0x110000) if chr(code).isspace()}
    assert {space for space in spaces if not space.isascii()} == set(ODD_SPACES)
    assert max(space for space in spaces if space.isascii()) == " "


def test_keys_beyond_an_integer_are_refused() -> None:
    assert as_keys([1, 2**62]).tolist() == [1, 2**62]
    with pytest.raises(OverflowError):
        as_keys([2**63])


def test_some_of_packed_texts_are_those_of_the_list() -> None:
    for texts in (["a", "bé", "", "c d", "e"], ["x", "y", "x", "x", "y"]):
        packed = TextColumn(texts).packed()
        assert packed is not None
        column = TextColumn.of(packed)
        for wanted in (slice(0, 5), slice(1, 3), slice(4, 9), slice(3, 1), slice(None, None, 2), slice(None, None, -1)):
            assert packed.some(range(*wanted.indices(5))) == texts[wanted]
            assert column[wanted] == texts[wanted]
