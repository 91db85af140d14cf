"""No text reaches the user but through the catalogue: all that the window says is walked in the made-up language.

Channels, groups and the title have names without a letter that looks English (`pseudo.own`), so that whatever does is a
text that nobody could translate. What is allowed is below, and is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.core import Locale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import Worksheet
from roiapp.files import templates
from roiapp.licences import parts
from roiapp.locale_table import LOCALES
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.actions.menus import CONTEXT_MENUS
from roiapp.ui.look.locales import LOCALES as LOCALE_NAMES
from roiapp.ui.look.qt_language import speak_qt
from roiapp.ui.look.spoken import speak_painted
from roiapp.ui.look.theme import Theme
from tests import pseudo
from tests.ui.longer_texts import layout_faults
from tests.ui.said_texts import said_by, tooltips
from tests.ui.small_window import RecordedMessages, top_level
from tests.ui.surfaces import SURFACES, settle
from tests.ui.walker import Walker

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)

#: what the ways of `surfaces` type, and the names of its files
TYPED: Final = (
    "Brightwater Plumbing", "Brightwater", "Paid a quarter ahead", "A guide to boilers in old houses", "Prices",
    "New form", "Longer opening hours", "More calls in the evening", "Channel 1", "Channel 2", "Season", "May to July.",
    "A form that was sent, or a call of more than a minute.", "Less radio", "Best case", "What if radio is halved",
    "The file could not be kept: No space left on device.", "Campaign", "Month", "Conversions", "Brand",
    "Spend (EUR)", "Cost", "Notes", "Oak", "Elm", "Ash", "/nowhere", "Sep 2026", "ads.csv", "year.roi", "cost per",
)  # fmt: skip
#: the brand, names that are the same in every language, and codes
NAMES: Final = ("Channel ROI", "Letter", "Legal", "ANSI", "UTF-8", "US$", "$US", "USD", "EUR", "English")
#: these say nothing but what the way there gives them
GIVEN: Final = ("question", "waiting", "tooltip", "message_notice", "message_warning")
_MONTHS: Final = frozenset(LOCALES[pseudo.CODE]["months"]) | frozenset(LOCALES[pseudo.CODE]["months_alone"])
#: a code beside its name, which is the locale's
_CURRENCIES: Final = frozenset(
    f"{code}   {name}" for code, name in Locale.parse(pseudo.CODE).currencies.items()
)
_CODE: Final = re.compile(r"[A-Z]{3}")
_FORMULA: Final = re.compile(r"[a-z_]+\(?[a-z_ ()/]*")
#: a file or folder, or a pattern of files
_FILE: Final = r"(?:/[\w./-]+|[\w*]+(?:\.(?:roi|xlsx|png|pdf|csv|json|svg))+)|"
PARTS: Final = {name for part in parts() for name in (part.name, part.licence) if name}
_ALLOWED: Final = re.compile(
    _FILE + "|".join(map(re.escape, sorted((*TYPED, *NAMES, *LOCALE_NAMES.values()), key=len, reverse=True)))
)
#: these end the window, or are what another way shows
_ENDS: Final = ("close", "quit", "new_window", "sample", "sample_b2b", "open", "import_tables")


def escapes(text: str, place: str) -> list[str]:
    """What of a text is English; libraries, licences and folders have their own names."""
    own = text.partition("\n")[0].rstrip("…·")
    if place.startswith("about: ") and ("/" in text or any(name.startswith(own) for name in PARTS)):
        return []
    if _CODE.fullmatch(text) or text in _CURRENCIES or ("own_figure" in place and _FORMULA.fullmatch(text)):
        return []
    if text == "Channel" and place.startswith("import"):  # a header of the file
        return []
    return pseudo.escaped(_ALLOWED.sub("", text), _MONTHS)


@pytest.fixture(scope="module")
def spoken(qapp: QApplication) -> Iterator[None]:
    """The made-up language, in Qt's own texts too."""
    speak_painted()
    with pseudo.spoken(names_apart=True):
        speak_qt(qapp)
        yield
    speak_qt(qapp)


@pytest.fixture
def user_s_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample with names that no text of the program is made of."""
    load = templates.load_sample

    def loaded(locale: str = "") -> Worksheet:
        sheet = load(locale=locale)
        SetSettings.of(title=pseudo.own(sheet.settings.title)).apply(sheet)
        for column in (sheet.names, sheet.channels["group"]):
            for row, text in enumerate(column):
                column[row] = pseudo.own(text)
        return sheet

    monkeypatch.setattr(templates, "load_sample", loaded)


@pytest.mark.usefixtures("spoken", "user_s_sample")
def test_all_that_the_window_shows_is_translated_and_has_room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    theme, found = Theme(qapp, "light"), []
    walker = Walker(theme, tmp_path)

    for surface in SURFACES:
        if surface in GIVEN:
            continue
        top = walker.go(surface)
        for place, text in said_by(top):
            if words := escapes(text, f"{surface}: {place}"):
                found.append(f"{surface}: {place}: {words} in {text!r}")
        assert walker.window is not None
        if surface != "chart_told":  # the figures of a mark lie over the chart
            faults = [*layout_faults(top, walker.window)]
            for _ in range(8 if faults else 0):  # until all that came has its place, on a machine with much to do
                QTest.qWait(250)
                faults = [*layout_faults(top, walker.window)]
                if not faults:
                    break
            found += [f"{surface}: {fault}" for fault in faults]
        walker.leave(surface)
    walker.end()
    theme.deleteLater()
    found += [text for _, text in walker.messages.said if escapes(text, "message")]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("spoken", "user_s_sample")
def test_nothing_that_is_said_of_what_is_done_is_english(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """Every action, with what it says, asks, offers and opens; and the tooltips of what is painted."""
    theme, found = Theme(qapp, "light"), []
    walker = Walker(theme, tmp_path)
    top = walker.go("window")
    assert walker.window is not None
    bench = walker.window.bench
    for part in (bench.grid.table.viewport(), bench.grid.table.header.viewport(), bench.grid.totals, bench.explain):
        found += [f"tooltip: {text}" for text in tooltips(part) if escapes(text, "tooltip")]
    for kind in CONTEXT_MENUS:
        found += _of(bench.grid_menus.ready(kind), f"menu {kind}")
    for record in ACTIONS:
        if record.id in _ENDS:
            continue
        if walker.window is None or not walker.window.bench.actions_.action[record.id].isEnabled():
            walker.end()
            top = walker.go("window")
        assert walker.window is not None
        walker.messages.place = tmp_path / record.id
        walker.window.bench.actions_.action[record.id].trigger()
        settle()
        for each in top_level():
            if each is not top:
                found += _of(each, record.id)
        found += [f"{record.id}: {text}" for text in _words_of(walker.messages) if escapes(text, record.id)]
        walker.leave(record.id)
    walker.end()
    theme.deleteLater()
    assert not found, "\n".join(found)


def _of(widget: QWidget, place: str) -> list[str]:
    return [f"{place}: {where}: {text}" for where, text in said_by(widget) if escapes(text, f"{place}: {where}")]


def _words_of(messages: RecordedMessages) -> list[str]:
    """What was said and asked since the last time."""
    words = [text for _, text in messages.said]
    words += [way.label for way in messages.ways]
    words += [kind.label for kind in messages.kinds]
    for question in messages.asked:
        words += [question.title, question.text, *(choice.label for choice in question.choices)]
    for kept in (messages.said, messages.asked):
        kept.clear()
    messages.ways = messages.kinds = ()
    return words
