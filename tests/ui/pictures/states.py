"""The main states of the window, as documents and what is done with them; every figure is made by a small formula, the
day is always the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, add_months, month, month_end
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.ui.window.main_window import MainWindow

TODAY: Final = date(2026, 10, 5)

_WORDS: Final = (
    "Local SEO", "Google text ads", "Local services ads", "Paid social", "Display ads", "Social media", "Email",
    "Radio and TV", "Yard and truck signs", "Direct mail", "Local print", "Referrals", "Past customers", "Partners",
    "Affiliates", "Retargeting", "Shopping ads", "Trade fairs", "Webinars", "Podcast", "Sponsorships", "Billboards",
    "Bus shelters", "Flyers", "Text messages", "Influencers", "Marketplaces", "Video ads", "Town magazine", "Open days",
)  # fmt: skip
#: sixty letters and more
LONG_NAMES: Final = (
    "Postcards and envelopes to every household in the northern districts",
    "Search engine advertising for emergency call-outs at night and weekends",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Referrals from past customers, neighbours and the chamber of commerce",
    "Radio spots before the eight o’clock news and the Sunday football",
    "Email",
)
#: Arabic and Hebrew, alone, with Latin digits at either end and with Latin letters
RIGHT_TO_LEFT: Final = (
    "إعلانات جوجل",
    "البحث المحلي 2026",
    "24/7 خدمة",
    "דואר ישיר",
    "רשתות חברתיות 15",
    "3 שלטי חוצות",
    "Radio תל אביב 102 FM",
    "Local SEO",
)  # fmt: skip


def _figures(channels: int, months: int) -> dict[str, list[list[float | None]]]:
    """Some channels pay, some lose, some have no visits; all of it grows a little from month to month."""
    figures: dict[str, list[list[float | None]]] = {
        key: [] for key in ("spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin")
    }
    for m in range(months):
        leads = [9 + (c * 37 + m * 11) % 83 for c in range(channels)]
        figures["leads"].append(list(leads))
        figures["visits"].append([None if c % 7 == 6 else 22 * n + c for c, n in enumerate(leads)])
        figures["customers"].append([max(1, n * (2 + c % 4) // 10) for c, n in enumerate(leads)])
        figures["spend"].append([190 + 35 * ((c * 53 + 7) % 97) + 10 * m for c in range(channels)])
        figures["revenue_per_sale"].append([280 + 15 * (c % 13) for c in range(channels)])
        figures["gross_margin"].append([(40 + c % 9) / 100 for c in range(channels)])
    return figures


def _months(count: int) -> list[Period]:
    """The last months up to September 2026."""
    first = add_months(date(2026, 9, 1), 1 - count)
    starts = [add_months(first, number) for number in range(count)]
    return [month(day.year, day.month, key) for key, day in enumerate(starts, start=1)]


def _empty() -> Worksheet:
    return build([])


def _large() -> Worksheet:
    return build(_WORDS, _figures(30, 24), _months(24), DocumentSettings(title="Harbor Lane"))


def _long_names() -> Worksheet:
    first = date(2026, 4, 1)
    periods = []
    for number in range(6):
        start = add_months(first, number)
        label = f"{start:%B} with everything up to the end of the spring campaign, run {number + 1}"
        periods.append(Period(number + 1, label, start, month_end(start)))
    title = "Brightwater Plumbing, Heating and Drains of Portsmouth and Southsea, all branches"
    return build(LONG_NAMES, _figures(len(LONG_NAMES), 6), periods, DocumentSettings(title=title))


def _right_to_left() -> Worksheet:
    settings = DocumentSettings(title="סוכנות 360 لندن")
    return build(RIGHT_TO_LEFT, _figures(len(RIGHT_TO_LEFT), 6), _months(6), settings)


def _select_figure(window: MainWindow) -> None:
    window.bench.grid.go_to(1, "cac")


def _select_range(window: MainWindow) -> None:
    """The longest view, and a few cells of it."""
    window.bench.model.set_view(window.bench.model.views[0])
    window.bench.grid.go_to(1, "cac")
    window.bench.grid.table.go_to(4, window.bench.grid.table.current[1], extend=True)


def _show_over_time(window: MainWindow) -> None:
    window.bench.grid.go_to(1, "roi")
    window.bench.over_time.show()


def _enter(window: MainWindow, text: str) -> None:
    """Type into the active cell: the first letter opens its editor."""
    table = window.bench.grid.table
    QTest.keyClicks(table, text[0])
    QTest.keyClicks(table.editor, text[1:])
    QTest.keyClick(table.editor, Qt.Key.Key_Return)


def _make_mistakes(window: MainWindow) -> None:
    """More customers than leads, a failed save, and an entry that is refused and stays open."""
    grid = window.bench.grid
    grid.go_to(2, "customers")
    _enter(window, "900")
    window.bench.messages.say(
        "year.roi could not be saved: the disk is full. Make room on it, or save under another name. "
        "Your work is kept on this computer.",
        "error",
    )
    grid.go_to(4, "gross_margin")
    _enter(window, "120%")


@dataclass(frozen=True)
class State:
    """A document, and what is done when it stands in the window. `charts`: all kinds of charts are looked at."""

    document: Callable[[], Worksheet]
    prepare: Callable[[MainWindow], None] = _select_figure
    charts: bool = False

    def open(self, window: MainWindow) -> None:
        window.bench.model.show(Session(self.document(), as_of=TODAY))


STATES: Final = {
    "empty": State(_empty, lambda window: None),
    "sample": State(templates.load_sample, charts=True),
    "large": State(_large, _select_range, charts=True),
    "over_time": State(_large, _show_over_time),
    "error": State(templates.load_sample, _make_mistakes),
    "long": State(_long_names, charts=True),
    "right_to_left": State(_right_to_left, charts=True),
    "zoomed": State(templates.load_sample, lambda window: window.bench.grid.set_zoom(200)),
}
