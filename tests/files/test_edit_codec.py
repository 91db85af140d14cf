"""Edits as bytes: every kind of edit comes back with the same effect, and damaged bytes never become an edit."""

from __future__ import annotations

import ast
import struct
import zlib
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.core.channel_edits import AddChannels, MoveChannels, RemoveChannels, SetChannel
from roiapp.core.edits import Edit, EditError, Group, SetCells, SetSettings, SetTotals
from roiapp.core.note_edits import SetNotes
from roiapp.core.own_edits import SetOwn
from roiapp.core.period_edits import AddPeriods, RemovePeriods, SetPeriod
from roiapp.core.periods import Period
from roiapp.core.record_edits import SetRecords, SpliceRecords
from roiapp.core.replace_edit import ReplaceContent
from roiapp.core.worksheet import ATTRIBUTES, Channel, Worksheet, build
from roiapp.files.edit_codec import EDITS, NUMBERS, PERIOD, decode_edit, encode_edit
from roiapp.files.file_errors import FileError
from tests.core.own_documents import FIELDS, METRICS
from tests.core.random_edits import edits
from tests.core.random_sheets import sheets

ROOT = Path(__file__).resolve().parents[2]
some = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

FIRST = Period(1, "Früh", date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 9))
PLACES: dict[tuple[str, int, int], str] = {("leads", 3, 4): "=9/3", ("spend", 1, 2): "=1+2"}
FIGURES = {"leads": np.array([[np.nan, 0.25], [3.0, 4.0]]), "spend": np.array([[1.5, np.nan], [-0.0, 1e300]])}
#: one of each, with every part filled
SAMPLES: dict[str, Edit] = {
    "cell": SetCells.one("spend", 3, 11, 4200.0),
    "typed as": SetCells.many("leads", [(0, 300, 1.0), (70_000, 0, None)], [None, "=½"]),
    "totals": SetTotals("goal_leads", ((0, None), (1, 5.0))),
    "settings": SetSettings.of(
        title="Żółć", default_margin=None, elasticity=0.7, fiscal_year_start=4, blocks=("core", "goals"), hidden=(),
        definitions=(("lead", "a call"), ("visit", "")),
    ),
    "group": Group((RemoveChannels((0, 2)), Group((), "inner"), SetTotals("goal_leads", ())), "Several"),
    "add channels": AddChannels(
        (0, 4), (Channel(7, "Radio", "radio", "sales", "g", "o"), Channel(9, "地")), FIGURES, PLACES
    ),
    "remove channels": RemoveChannels((1, 200)),
    "texts": SetChannel("owner", ((3, "Ann"), (0, ""))),
    "move": MoveChannels((2, 0, 1)),
    "add periods": AddPeriods(
        (0, 2), (FIRST, Period(2)), FIGURES, {"goal_leads": np.array([1.0, np.nan])}, PLACES
    ),
    "remove periods": RemovePeriods((0,)),
    "period": SetPeriod(5, FIRST),
    "notes": SetNotes(((("spend", 3, 11), "Ż: two\nlines"), (("", -1, 4), None))),
    "replace": ReplaceContent(
        (7, 300), dict.fromkeys(sorted(ATTRIBUTES), ("Żółć", "")), (FIRST, Period(2)), FIGURES,
        {"goal_leads": np.array([1.0, np.nan])}, PLACES, {("", -1, 7): "Left in May"},
        (("blocks", ("core",)), ("default_margin", None)), 1_700_000_000,
        {"steps": ((date(2026, 3, 1), 300, "cac", "Żółć", None),)}, FIELDS[:2], METRICS[:1],
    ),
    "own": SetOwn(FIELDS, METRICS[:2], {"store_visits": np.array([[1.0, np.nan]])}, {("store_visits", 1, 2): "=1+2"}),
    "records": SetRecords("rejections", ((7, 300, "no budget", 4.5), (None, None, "Ż", None))),
    "some records": SpliceRecords("rejections", 300, 2, ((7, 300, "no budget", 4.5), (None, None, "Ż", None))),
}  # fmt: skip
#: the same as version 1 writes them; never made anew, working copies of that version are out there
WRITTEN: dict[str, str] = dict(
    line.split(": ") for line in (ROOT / "tests/data/golden/edits_1.txt").read_text("utf-8").splitlines()
)


#: what earlier programs wrote and this one only reads: the name, and what has come since
EARLIER = {"replace without records": ("replace", {"records": {}, "own_fields": (), "own_metrics": ()})}


def sealed(content: bytes) -> bytes:
    """Bytes with the check that belongs to them, as only somebody who means it would make."""
    return content + struct.pack("<I", zlib.crc32(content))


def outcome(sheet: Worksheet, edit: Edit) -> tuple[object, Edit | None]:
    """What an edit makes of a copy, or the sentence it is refused with; and its inverse."""
    copy = deepcopy(sheet)
    try:
        inverse = edit.apply(copy)
    except EditError as error:
        return str(error), None
    return copy.content(), inverse


@some
@given(st.data())
def test_an_edit_comes_back_with_the_same_effect(data: st.DataObject) -> None:
    sheet = data.draw(sheets(most_channels=3, most_periods=2))
    for _ in range(3):
        edit = data.draw(edits(sheet))
        written = encode_edit(edit)
        again = decode_edit(written)
        assert encode_edit(again) == written
        assert again.title() == edit.title()
        content, inverse = outcome(sheet, edit)
        content_again, inverse_again = outcome(sheet, again)
        assert content_again == content
        if inverse is None or inverse_again is None:
            assert inverse is inverse_again
            continue
        before = sheet.content()
        edit.apply(sheet)
        for back in (inverse, inverse_again, decode_edit(encode_edit(inverse))):
            assert outcome(sheet, back)[0] == before


@pytest.mark.parametrize("name", SAMPLES)
def test_what_this_version_wrote_is_read_for_ever(name: str) -> None:
    assert encode_edit(SAMPLES[name]).hex() == WRITTEN[name]
    assert encode_edit(decode_edit(bytes.fromhex(WRITTEN[name]))).hex() == WRITTEN[name]


@pytest.mark.parametrize("name", EARLIER)
def test_what_earlier_programs_wrote_is_read(name: str) -> None:
    today, since = EARLIER[name]
    expected = replace(SAMPLES[today], **since)  # type: ignore[type-var]
    assert encode_edit(decode_edit(bytes.fromhex(WRITTEN[name]))) == encode_edit(expected)


def test_every_edit_has_its_place() -> None:
    """Whatever class of the program can be applied to a worksheet can be kept."""
    found = {
        item.name
        for path in (ROOT / "roiapp").rglob("*.py")
        for item in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(item, ast.ClassDef)
        for part in item.body
        if isinstance(part, ast.FunctionDef) and part.name == "apply"
        if [argument.arg for argument in part.args.args] == ["self", "worksheet"]
    }
    assert found - {"Edit"} == {kind.__name__ for kind, _ in EDITS.values()}
    assert {kind: EDITS[number][0] for kind, number in NUMBERS.items()} == {kind: kind for kind in NUMBERS}
    assert len(EDITS) == len(NUMBERS) + len(EARLIER)
    covered = {type(edit) for edit in SAMPLES.values()}
    assert covered == {kind for kind, _ in EDITS.values()}


def test_every_field_of_an_edit_has_its_part() -> None:
    """Also one added later with a default, which would come back as that default."""
    for kind, part in (*(EDITS[number] for number in NUMBERS.values()), (Period, PERIOD)):
        assert part.fields == tuple(found.name for found in fields(kind))
    assert {found.name for found in fields(Channel)} == {"key", *ATTRIBUTES}


@pytest.mark.parametrize("name", SAMPLES)
def test_no_part_of_an_edit_is_forgotten(name: str) -> None:
    edit = SAMPLES[name]
    again = decode_edit(encode_edit(edit))
    assert type(again) is type(edit)
    for part in fields(edit):  # type: ignore[arg-type]
        assert repr(getattr(again, part.name)) == repr(getattr(edit, part.name))


def test_small() -> None:
    assert len(encode_edit(SetCells.one("revenue_per_customer_year", 23, 99_999, 4200.17, "=4000+200.17"))) < 100
    assert len(encode_edit(SetChannel("owner", ((99_999, "Ann"),)))) < 30


def test_texts_and_numbers_of_every_kind_stay() -> None:
    texts = ("", "\0", "\ud800 half", "👩‍👩‍👧", "x" * 100_000)
    settings_ = SetSettings.of(a=texts, b=(True, False, None, 1, -1, 2**63, -(2**63), 5e-324, ((),)))
    assert decode_edit(encode_edit(settings_)) == settings_
    cells = SetCells("spend", np.array([0, -1, 2**40]), np.zeros(3, np.intp), np.array([-0.0, np.inf, np.nan]))
    again = decode_edit(encode_edit(cells))
    assert isinstance(again, SetCells)
    assert again.values.tobytes() == cells.values.tobytes()
    assert again.values.flags.writeable
    assert again.periods.tolist() == [0, -1, 2**40]
    assert again.periods.dtype == np.intp
    assert again.values.dtype == np.float64
    none = SetCells.many("spend", [])
    assert decode_edit(encode_edit(none)).apply(build(["A"])).values.size == 0  # type: ignore[attr-defined]
    turned = SetCells("spend", np.arange(6)[::-2], np.arange(6)[::2], np.arange(6.0)[::2])
    assert encode_edit(decode_edit(encode_edit(turned))) == encode_edit(turned)


def test_what_has_no_place_is_a_defect() -> None:
    class Unknown:
        def apply(self, worksheet: Worksheet) -> Edit:
            return self

        def title(self) -> str:
            return ""

    with pytest.raises(TypeError, match="Unknown"):
        encode_edit(Group((Unknown(),)))
    with pytest.raises(TypeError, match="list"):
        encode_edit(SetSettings.of(blocks=["core"]))
    deep: Edit = SetCells.many("spend", [])
    for _ in range(100):
        deep = Group((deep,))
    with pytest.raises(RecursionError):
        encode_edit(deep)


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_is_noticed(name: str) -> None:
    whole = encode_edit(SAMPLES[name])
    for end in range(len(whole)):
        with pytest.raises(FileError, match="damaged"):
            decode_edit(whole[:end])
    for place in range(len(whole)):
        for bit in (1, 128):
            flipped = bytearray(whole)
            flipped[place] ^= bit
            with pytest.raises(FileError, match="damaged"):
                decode_edit(bytes(flipped))


def test_a_newer_version_is_named() -> None:
    with pytest.raises(FileError, match="newer version"):
        decode_edit(sealed(b"\2" + b"whatever"))


@settings(some, max_examples=300)
@given(st.binary(max_size=60), st.sampled_from(sorted(SAMPLES)), st.data())
def test_bytes_with_a_right_check_are_an_edit_or_refused(noise: bytes, name: str, data: st.DataObject) -> None:
    """Nothing but `FileError`, nothing huge: also where somebody took the trouble of a right check."""
    content = encode_edit(SAMPLES[name])[:-4]
    start = data.draw(st.integers(1, len(content)))
    for made in (b"\1" + noise, content[:start] + noise, content[:start] + noise + content[start + len(noise) :]):
        try:
            edit = decode_edit(sealed(made))
        except FileError:
            continue
        assert type(edit) in {kind for kind, _ in EDITS.values()}


def test_lengths_that_cannot_be_are_refused() -> None:
    huge = bytes([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
    for body in (
        b"\1" + huge,  # a field's name
        b"\1\0\0\2" + huge,  # one dimension
        b"\1\0\0\4\0" + huge + b"\4" + huge + b"\0",  # none of one, many of the other
        b"\4" + huge,  # edits of a group
        b"\6\0\2" + huge,
        b"\4\2" * 200 + b"\4\0\0",  # groups in groups
        b"\3\2\0" + b"\6\2" * 200,  # tuples in tuples
        b"\x0b\0\0\0\1" + huge,  # a date
    ):
        with pytest.raises(FileError, match="damaged"):
            decode_edit(sealed(b"\1" + body))
