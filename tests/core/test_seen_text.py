"""Names without signs that nobody sees, so that no two look alike; what shapes letters and emoji stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.channel_edits import AddChannels, SetChannel
from roiapp.core.edits import EditError
from roiapp.core.seen_text import as_seen
from roiapp.core.worksheet import build

FAMILY = "\U0001f469\u200d\U0001f467\u200d\U0001f466"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
HEART_ON_FIRE = "\u2764\ufe0f\u200d\U0001f525"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # "I want", with a joiner that keeps its parts apart
HINDI = "\u0915\u094d\u200d\u0937"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Ra\u200bdio", "Radio"),
        ("\ufeffRadio\ufeff", "Radio"),
        ("\u202eoidaR\u202c", "oidaR"),
        ("\u200eRadio\u200f", "Radio"),
        ("Ra\xaddio", "Radio"),
        ("Ra\u200d\u200cdio", "Radio"),
        ("Radio\x00\x07\x1b\x7f\x9f", "Radio"),
        ("Local \u2066 radio\u2069", "Local radio"),
        ("Local\u2003\u3000radio\t\n", "Local radio"),
        ("\u200b\u200d\ufeff\u3164", ""),
        ("R\u200d\u200b\u200d" + FAMILY, "R" + FAMILY),
        (FAMILY, FAMILY),
        (SCOTLAND, SCOTLAND),
        (HEART_ON_FIRE, HEART_ON_FIRE),
        (PERSIAN, PERSIAN),
        (HINDI, HINDI),
        ("\u05e8\u05d3\u05d9\u05d5", "\u05e8\u05d3\u05d9\u05d5"),
        ("Caf\u00e9 – 50 % @ Zürich", "Caf\u00e9 – 50 % @ Zürich"),
    ],
)
def test_what_nobody_sees_is_taken_out(written: str, seen: str) -> None:
    assert as_seen(written) == seen


@given(st.text())
def test_it_is_done_once_and_takes_nothing_that_is_seen(text: str) -> None:
    seen = as_seen(text)
    assert as_seen(seen) == seen
    assert seen == seen.strip()
    letters = [sign for sign in text if unicodedata.category(sign)[0] in "NPS" or unicodedata.category(sign) == "Lu"]
    left = iter(seen)
    assert all(sign in left for sign in letters if sign != "\u2800")


def test_no_channel_can_look_as_if_it_stood_twice() -> None:
    sheet = build(["Radio", "Email"])
    with pytest.raises(EditError):
        AddChannels.at_end(sheet, ["Ra\u200bdio"]).apply(sheet)
    with pytest.raises(EditError):
        SetChannel("name", ((1, "\u202eRadio"),)).apply(sheet)
    SetChannel("name", ((1, "Pri\u00adnt"),)).apply(sheet)
    assert list(sheet.names) == ["Radio", "Print"]
    assert sheet.find_channel("\ufeffprint") == 1
