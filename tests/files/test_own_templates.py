"""A worksheet as a template of one's own: what is taken along, what is left out, names of any script, damage, disks."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, add_months, following, month, month_end, shifted_to
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.file_errors import FileError
from roiapp.files.own_templates import (
    NameTakenError,
    list_own,
    load_own,
    remove_own,
    rename_own,
    save_own,
    templates_folder,
)
from roiapp.files.session import Session

TODAY = date(2027, 2, 10)
SETTINGS = DocumentSettings(
    title="Oak Street Dental", currency="PLN", locale="pl", default_margin=0.4, default_hourly_rate=50.0,
    elasticity=0.6, retention_limit=3.0, fiscal_year_start=4, blocks=("core", "full_cost"),
    hidden=("visits", "hours"), definitions=(("lead", "a call of a minute"),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def worksheet() -> Worksheet:
    """Two quarters of two channels, with everything that must stay behind."""
    columns = {"spend": [[100, None], [200, 5]], "revenue": [[900, None], [None, 7]], "visits": [[1, 2], [3, 4]]}
    periods = [Period(1, "", date(2026, 4, 1), date(2026, 6, 30)),
               Period(2, "Summer", date(2026, 7, 1), date(2026, 9, 30), date(2026, 8, 1))]  # fmt: skip
    sheet = build(["Google", "Radio & TV"], columns, periods, SETTINGS)
    sheet.channels["group"][1] = "Offline"
    sheet.channels["owner"][0] = "Ewa"
    sheet.channels["source"][1] = "sales"
    sheet.totals["new_customers_books"] = np.array([12.0, 13.0])
    sheet.expressions["spend", 1, sheet.keys[0]] = "=50+50"
    return sheet


def test_channels_columns_and_settings_come_along_and_no_figure() -> None:
    before = worksheet()
    made = load_own(save_own(before, "Dentists"), TODAY)
    assert [list(made.channels[name]) for name in ("name", "kind", "source", "group", "owner")] == [
        ["Google", "Radio & TV"], ["other", "broadcast"], ["marketing", "sales"], ["", "Offline"], ["Ewa", ""],
    ]  # fmt: skip
    # Visits are hidden no more: they were seen as long as they had figures.
    assert made.settings == SETTINGS.changed(title="", hidden=("hours",))
    assert made.totals == {}
    assert made.expressions == {}
    assert list(made.columns) == ["revenue"]  # a column that is only there when it is used
    assert np.isnan(made.columns["revenue"]).all()
    assert before.content() == worksheet().content()


def test_no_figure_stands_in_the_file() -> None:
    text = save_own(worksheet(), "Dentists").path.read_text(encoding="utf-8")
    assert all(left_out not in text for left_out in ("100", "900", "=50", "Oak Street", "Summer", "2026-08-01"))


def test_a_new_document_begins_with_the_quarter_of_today_and_goes_on_by_quarters() -> None:
    made = load_own(save_own(worksheet(), "Dentists"), TODAY)
    assert [(p.label, p.start, p.end, p.as_of) for p in made.periods] == [
        ("", date(2027, 1, 1), date(2027, 3, 31), None)
    ]
    after = following(made.periods, made.take_key())
    assert (after.start, after.end) == (date(2027, 4, 1), date(2027, 6, 30))


def test_a_worksheet_without_dates_stays_without() -> None:
    made = load_own(save_own(build(["A"], {"spend": [1]}), "Plain"), TODAY)
    assert [(p.label, p.start, p.end) for p in made.periods] == [("", None, None)]


def test_the_new_document_is_a_sound_one(tmp_path: Path) -> None:
    session = Session.new(load_own(save_own(worksheet(), "Dentists"), TODAY))
    session.save_as(tmp_path / "new.roi")
    session.close()
    assert list(Session.open(tmp_path / "new.roi").worksheet.names) == ["Google", "Radio & TV"]


@pytest.mark.parametrize(
    ("start", "end", "day", "first", "last"),
    [
        (date(2026, 8, 1), date(2026, 8, 31), date(2027, 2, 10), date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29), date(2027, 2, 10), date(2027, 2, 1), date(2027, 2, 28)),
        (date(2025, 11, 1), date(2026, 1, 31), date(2026, 6, 1), date(2026, 5, 1), date(2026, 7, 31)),
        (date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 8, 31), date(2026, 9, 6), date(2026, 9, 20), date(2026, 9, 14), date(2026, 9, 20)),
        (date(2026, 8, 31), date(2026, 9, 6), date(2026, 8, 30), date(2026, 8, 24), date(2026, 8, 30)),
        (date(2026, 8, 10), date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 10), date(2026, 10, 10)),
    ],
)
def test_a_period_moves_to_the_day_by_its_length(start: date, end: date, day: date, first: date, last: date) -> None:
    assert shifted_to(day, start, end, 7) == Period(7, "", first, last)


DAYS = st.integers(date(1990, 1, 1).toordinal(), date(2090, 1, 1).toordinal())


@given(DAYS, st.integers(0, 400), DAYS, st.booleans())
def test_the_day_is_always_in_it(first: int, length: int, at: int, whole: bool) -> None:
    start, end, day = (date.fromordinal(number) for number in (first, first + length, at))
    if whole:
        start = start.replace(day=1)
        end = month_end(add_months(start, length % 24))
    found = shifted_to(day, start, end, 1)
    assert found.start is not None
    assert found.end is not None
    assert found.start <= day <= found.end


@pytest.mark.parametrize(
    "name",
    ["Zahnärzte", "歯医者", "أطباء الأسنان", "a/b\\c:d", "..", "con", "NUL.x", "🦷" * 80, "ﬁn  e ", "x" * 300, "???"],
)
def test_a_name_of_any_script_is_kept_and_its_file_is_one_every_system_takes(name: str) -> None:
    saved = save_own(worksheet(), name)
    assert [(t.name, t.channels, t.damage) for t in list_own()] == [(" ".join(name.split())[:80], 2, "")]
    stem = saved.path.stem
    assert saved.path.parent == templates_folder()
    assert len(saved.path.name.encode()) < 200
    assert not set(stem) & set('/\\:*?"<>|')
    assert stem.strip(" .") == stem
    assert stem.split(".")[0].casefold() not in ("", "con", "nul")


def test_names_that_make_the_same_file_are_two_templates() -> None:
    save_own(worksheet(), "a/b")
    save_own(build(["One"]), "a:b")
    assert [(t.name, t.channels) for t in list_own()] == [("a/b", 2), ("a:b", 1)]


@pytest.mark.parametrize("name", ["", " \t", "\x00\x1b", "\ud800"])
def test_without_a_name_nothing_is_kept(name: str) -> None:
    with pytest.raises(FileError, match=r"Give the template a name\."):
        save_own(worksheet(), name)
    assert not templates_folder().exists()


def test_the_same_name_replaces_only_when_asked_to() -> None:
    save_own(worksheet(), "Dentists")
    with pytest.raises(NameTakenError, match="There is a template “Dentists” already"):
        save_own(build(["One"]), " DENTISTS ")
    assert [t.channels for t in list_own()] == [2]
    save_own(build(["One"]), "DENTISTS", overwrite=True)
    assert [(t.name, t.channels) for t in list_own()] == [("DENTISTS", 1)]
    assert len(list(templates_folder().iterdir())) == 1


def test_renamed_and_removed() -> None:
    saved = save_own(worksheet(), "Dentists")
    save_own(worksheet(), "Roofers")
    with pytest.raises(NameTakenError):
        rename_own(saved, "roofers")
    renamed = rename_own(saved, "dentists in town")
    assert list_own()[0] == renamed
    assert load_own(renamed, TODAY).content() == load_own(list_own()[0], TODAY).content()
    assert rename_own(renamed, "Dentists in town").name == "Dentists in town"  # another case of its own name
    remove_own(renamed)
    remove_own(renamed)
    assert [t.name for t in list_own()] == ["Roofers"]


def test_listed_by_name_with_their_grain() -> None:
    weeks = build(["A"], {}, [Period(1, "", date(2026, 8, 31), date(2026, 9, 6))])
    for name, sheet in (("weekly", weeks), ("Monthly", build(["A"], {}, [month(2026, 1, 1)])), ("none", build(["A"]))):
        save_own(sheet, name)
    assert [(t.name, t.months, t.days) for t in list_own()] == [("Monthly", 1, 0), ("none", 0, 0), ("weekly", 0, 7)]


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"\xff\xfe", b"[1]", b"null", b"[" * 100_000, b'{"format": "channel-roi"}',
        b'{"format": "x", "version": 1, "name": "a", "settings": {}, "channels": [], "periods": []}',
        b'{"format": "channel-roi", "version": 1, "name": "a", "settings": {}, "channels": [3], "periods": []}',
        b'{"format": "channel-roi", "version": 1, "name": "a", "settings": {}, "channels": [], "periods": [1]}',
        b'{"format": "channel-roi", "name": "a", "settings": {}, "channels": [], "periods": [{"start": "x"}]}',
    ],
)  # fmt: skip
def test_a_damaged_one_is_listed_as_such_and_harms_no_other(damage: bytes) -> None:
    good = save_own(worksheet(), "Dentists")
    (templates_folder() / "broken.json").write_bytes(damage)
    broken, sound = list_own()
    assert (broken.name, broken.damage) == ("broken", "This template is damaged and cannot be used.")
    assert sound == good
    with pytest.raises(FileError, match="broken"):
        load_own(broken, TODAY)
    with pytest.raises(FileError, match="broken"):
        rename_own(broken, "whole")
    remove_own(broken)
    assert list_own() == [good]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("settings", {"blocks": ["nonsense"]}), ("settings", {"currency": "USD", "unknown": 1}),
        ("settings", {"default_margin": 7}), ("channels", [{"name": "A"}, {"name": "a"}]),
        ("channels", [{"name": ""}]), ("channels", [{"name": "A", "source": "luck"}]),
        ("channels", [{"name": "A", "figures": {"spend": -1}}]), ("version", 2),
        ("periods", [{"start": "2026-02-01", "end": "2026-01-01"}]),
    ],
)  # fmt: skip
def test_what_no_document_may_be_is_refused_with_a_sentence(part: str, value: object) -> None:
    saved = save_own(worksheet(), "Dentists")
    content = json.loads(saved.path.read_text(encoding="utf-8")) | {part: value}
    saved.path.write_text(json.dumps(content), encoding="utf-8")
    (listed,) = list_own()
    with pytest.raises(FileError, match=r"^Dentists: .+\."):
        load_own(listed, TODAY)


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_disk_that_refuses_is_a_sentence_and_leaves_the_old_template(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = save_own(worksheet(), "Dentists")
    before = saved.path.read_bytes()

    def full(_handle: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    for name in ("Dentists", "Another"):
        with pytest.raises(FileError, match="no room left"):
            save_own(build(["One"]), name, overwrite=True)
    monkeypatch.undo()
    assert [path.read_bytes() for path in saved.path.parent.iterdir()] == [before]


def test_other_files_and_folders_are_no_templates() -> None:
    saved = save_own(worksheet(), "Dentists")
    (templates_folder() / "notes.txt").write_text("mine")
    (templates_folder() / "folder.json").mkdir()
    (templates_folder() / ".hidden.json").write_text("{")
    assert list_own() == [saved]
