"""Headers, names and dates of foreign tables, against the records of the platforms' dialects."""

from __future__ import annotations

from collections.abc import Iterator

from roiapp.files import dates, dialects, total_words
from roiapp.files.platforms import platform
from tests.fuzz.targets._sheets import catalog

LONGEST = 300
_ORDERS = ("", "dmy", "mdy", "ymd")


def target(data: bytes) -> None:
    text = data[1:].decode("utf-8", "replace")
    order = _ORDERS[data[0] % len(_ORDERS)] if data else ""
    for each in dialects.meanings(text, catalog()):
        assert each.id
    dialects.as_target(text, catalog())
    dialects.thousands(dialects.bracketed(text))
    dialects.without_unit(text)
    dialects.channel_kind(text)
    dialects.names_nobody(text)
    dialects.is_average(text)
    platform(text.split("|"))
    total_words.is_total(text)
    total_words.is_period_total(text)
    found = dates.read_span(text, order)
    if found is not None:
        assert found.start <= found.end
    for span, begin, stop in dates.spans(text, order):
        assert span.start <= span.end
        assert 0 <= begin < stop <= len(text)
    dates.month_alone(text)
    dates.day_order(text.split("|"))


def more_seeds() -> Iterator[bytes]:
    for text in (
        "Cost", "Koszt (tys. zł)", "Amount spent (USD)", "Conv. rate", "Ø CPC", "2026-08-01", "01.08.2026 - 31.08.2026",
        "Aug 1–31, 2026", "Q3 2026", "KW 32/2026", "2026-W32", "8/1/26", "août 2026", "Total", "Suma końcowa", "1 Aug",
        "2026-02-30", "0000-00-00", "Jan 2026 to Mar 2026", "20260801", "2026年8月", "Week of 3 Aug 2026", "FY2026",
    ):  # fmt: skip
        for order in range(len(_ORDERS)):
            yield bytes((order,)) + text.encode()
