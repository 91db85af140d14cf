"""Dates and periods as they stand in files: days, months, quarters, years and spans, in words or figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from roiapp.core.periods import add_months, month_end

#: which comes first in 9/4/2026 or 26/9/4; "" where it is not known
Order = Literal["dmy", "mdy", "ymd", ""]

#: the names in each language, and those that stand beside a day where they differ
MONTH_NAMES: Final = (
    "january february march april may june july august september october november december",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)


def _month_words() -> dict[str, int]:
    """Every name and every beginning of three letters or more that means one month only."""
    found: dict[str, set[int]] = {}
    for names in MONTH_NAMES:
        for number, name in enumerate(names.split(), 1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    words = {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}
    return words | {"mar": 3, "iyn": 6, "iyl": 7}  # the last two in Uzbek alone


_MONTHS: Final = _month_words()


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both included. `named`: a month, quarter or year by its name, not by its days."""

    start: date
    end: date
    named: bool = False

    @property
    def one_month(self) -> bool:
        return (self.start.year, self.start.month) == (self.end.year, self.end.month)

    @property
    def month(self) -> Span:
        """The calendar month it begins in, whole."""
        first = self.start.replace(day=1)
        return Span(first, month_end(first), named=True)


Groups = tuple[str, ...]
_WORD: Final = r"([^\W\d_]{3,})\.?"
_DAY: Final = r"(\d{1,2})(?:\.|st|nd|rd|th|er)?"
_DASH: Final = r"\s*[-–—]\s*"
_OF: Final = r"\s+(?:d[eo]l?\s+)?"  # 1 de agosto de 2026
_CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s?[ap]m)?(?:\s?(?:Z|UTC|GMT))?(?:\s?[+-]\d\d:?\d\d)?"
_WEEK_WORD: Final = r"(?:week|wk|kw|woche|semaine|sem|semana|settimana|tydzień|tydz|hafta|vika|w)"
_QUARTER_WORD: Final = r"(?:quarter|quartal|kwartał|trimestre|çeyrek|ársfjórðungur|fjórðungur|chorak|kw\.|q)"


def _year(text: str) -> int:
    number = int(text.lstrip("'’"))
    return number + 2000 if number < 100 else number


def _months(year: str, first: int, count: int) -> Span:
    start = date(_year(year), first, 1)
    return Span(start, month_end(add_months(start, count - 1)), named=True)


def _days(year: str, month: str, first: str, last: str = "", last_month: str = "") -> Span:
    start = date(_year(year), _MONTHS[month], int(first))
    return Span(start, date(_year(year), _MONTHS[last_month or month], int(last or first)))


def _month_range(year: str, first: str, last: str) -> Span:
    found = joined([_months(year, _MONTHS[first], 1), _months(year, _MONTHS[last], 1)])
    if found is None:
        raise ValueError("the months run backwards")
    return found


def _week(year: str, week: str) -> Span:
    start = date.fromisocalendar(_year(year), int(week), 1)
    return Span(start, start + timedelta(days=6))


def _numeric(groups: Groups, order: Order) -> Span:
    first, sign, second, year = groups
    if order == "ymd":
        if len(year) > 2:
            raise ValueError("the year stands last")
        day = date(_year(first), int(second), int(year))
    elif sign == "." or order == "dmy":
        day = date(_year(year), int(second), int(first))
    elif order == "mdy":
        day = date(_year(year), int(first), int(second))
    else:
        raise ValueError("the order of day and month is open")
    return Span(day, day)


#: what a date may look like, the more particular first; each reads its groups, KeyError or ValueError: it is no date
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[Groups, Order], Span]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (
            rf"\b(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)(?:[T ]+{_CLOCK})?",
            lambda g, _: Span(date(int(g[0]), int(g[1]), int(g[2])), date(int(g[0]), int(g[1]), int(g[2]))),
        ),
        (
            r"\b(20\d\d)(\d\d)(\d\d)\b",
            lambda g, _: Span(date(int(g[0]), int(g[1]), int(g[2])), date(int(g[0]), int(g[1]), int(g[2]))),
        ),
        (
            rf"\b{_WORD}\s+{_DAY}{_DASH}{_WORD}\s+{_DAY},?\s+(\d{{4}})\b",
            lambda g, _: _days(g[4], g[0], g[1], g[3], g[2]),
        ),
        (rf"\b{_WORD}\s+{_DAY}{_DASH}{_DAY},?\s+(\d{{4}})\b", lambda g, _: _days(g[3], g[0], g[1], g[2])),
        (rf"\b{_DAY}{_DASH}{_DAY}\s+{_WORD},?\s+(\d{{4}})\b", lambda g, _: _days(g[3], g[2], g[0], g[1])),
        (rf"\b{_WORD}{_DASH}{_WORD}\s+(\d{{4}})\b", lambda g, _: _month_range(g[2], g[0], g[1])),
        (
            rf"\b{_WORD}\s+{_DAY},?\s+(\d{{4}})\b(?:,?\s+\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]m)?)?",
            lambda g, _: _days(g[2], g[0], g[1]),
        ),
        (rf"\b{_DAY}(?:[\s-]+|{_OF}){_WORD}(?:[\s,-]+|{_OF})(\d{{4}})\b", lambda g, _: _days(g[2], g[1], g[0])),
        (r"\b(\d{1,2})-([^\W\d_]{3,})-(\d{2})\b", lambda g, _: _days(g[2], g[1], g[0])),
        (rf"\b([1-4])[.\s]*{_QUARTER_WORD}\.?[\s/-]*(\d{{4}})\b", lambda g, _: _months(g[1], 3 * int(g[0]) - 2, 3)),
        (r"\b(\d{4})-?w(\d{1,2})\b", lambda g, _: _week(g[0], g[1])),
        (rf"\b{_WEEK_WORD}\.?\s*(\d{{1,2}})[\s,/-]+(\d{{4}})\b", lambda g, _: _week(g[1], g[0])),
        (rf"\b(\d{{1,2}})\.?\s*{_WEEK_WORD}[\s,/-]+(\d{{4}})\b", lambda g, _: _week(g[1], g[0])),
        (rf"\b(\d{{4}})[\s,/-]+{_WEEK_WORD}\.?\s*(\d{{1,2}})\b", lambda g, _: _week(g[0], g[1])),
        (r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b(?:,?\s+\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?)?", _numeric),
        (r"\b(\d{4})[-\s/]?Q([1-4])\b", lambda g, _: _months(g[0], 3 * int(g[1]) - 2, 3)),
        (r"\bQ([1-4])[-\s/]*['’]?(\d{4}|\d{2})\b", lambda g, _: _months(g[1], 3 * int(g[0]) - 2, 3)),
        (r"\b(\d{4})[-\s/]?H([12])\b", lambda g, _: _months(g[0], 6 * int(g[1]) - 5, 6)),
        (r"\bH([12])[-\s/]*(\d{4})\b", lambda g, _: _months(g[1], 6 * int(g[0]) - 5, 6)),
        (r"\bT([1-4])[-\s/]*(\d{4})\b", lambda g, _: _months(g[1], 3 * int(g[0]) - 2, 3)),
        (rf"\b{_WORD}(?:[\s,/-]*|{_OF})(\d{{4}})\b", lambda g, _: _months(g[1], _MONTHS[g[0]], 1)),
        (rf"\b(\d{{4}})[\s,/-]+{_WORD}(?!\w)", lambda g, _: _months(g[0], _MONTHS[g[1]], 1)),
        (r"\b(20\d\d)M(0?[1-9]|1[0-2])\b", lambda g, _: _months(g[0], int(g[1]), 1)),
        (r"\b(\d{4})[-/.](\d{1,2})\b(?![-/.]\d)", lambda g, _: _months(g[0], int(g[1]), 1)),
        (r"(?<![\d./-])(\d{1,2})[-/.](\d{4})\b", lambda g, _: _months(g[1], int(g[0]), 1)),
    )
)
#: letters of a text that may name a period
_LONGEST: Final = 1000
_SHORT_MONTH: Final = re.compile(rf"{_WORD}[\s,/-]*['’]?(\d{{2}})", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"[^\W\d_]{2,}\.?,\s+(?=\S)")
_BETWEEN: Final = re.compile(
    r"[\s\-–—,.:()]*(?:to|until|through|bis|do|au|til|dan|gacha|a|al|hasta|tot|t/m|até|from|du|le|od|vom|von|van|dal|del|desde"
    r"|frá)?[\s\-–—,.:()]*"
)


def spans(text: str, order: Order = "") -> list[tuple[Span, int, int]]:
    """Every date, month, quarter and span of days in a text, with where it stands, from left to right."""
    text = text.casefold()
    found: list[tuple[Span, int, int]] = []
    if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return found
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for _, start, end in found):
                continue
            try:
                span = read(match.groups(), order)
            except (KeyError, ValueError):
                continue
            if 1990 <= span.start.year <= 2100 and span.start <= span.end:
                found.append((span, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def read_span(text: str, order: Order = "") -> Span | None:
    """The period a cell names and nothing beside it: a day, a month, a quarter, a year, or two of them as a span."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return _months(text, 1, 12)
    if (digits := re.fullmatch(r"(20\d\d)(0[1-9]|1[0-2])", text)) is not None:
        return _months(digits[1], int(digits[2]), 1)
    if (weekday := _WEEKDAY.match(text)) and (day := read_span(text[weekday.end() :], order)) and not day.named:
        return day
    found = spans(text, order)
    if not found:
        if (short := _SHORT_MONTH.fullmatch(text.casefold())) and short[1] in _MONTHS:
            return _months(short[2], _MONTHS[short[1]], 1)
        return None
    between = (text[before[2] : after[1]] for before, after in pairwise(found))
    rest = text[: found[0][1]], text[found[-1][2] :], *between
    if len(found) > 2 or not all(_BETWEEN.fullmatch(part.casefold()) for part in rest):
        return None
    return joined([span for span, _, _ in found])


def joined(found: list[Span]) -> Span | None:
    """One span, or the days from the first to the last of two: a quarter where its months are named. None where the
    last ends before the first starts."""
    if len(found) == 1:
        return found[0]
    first, last = found[0], found[-1]
    quarter = first.start.month % 3 == 1 and last.end == month_end(add_months(first.start, 2))
    return Span(first.start, last.end, first.named and last.named and quarter) if first.start <= last.end else None


def month_alone(text: str) -> int | None:
    """The number of a month that stands without a year."""
    return _MONTHS.get(text.strip().rstrip(".").casefold())


_OPEN_ORDER: Final = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})\b")


def day_order(texts: Iterable[str], language: str = "") -> Order | None:
    """The order of day and month in one column of dates: a number above 12 decides, then the language of the headers.

    "" where no date needs it; None where it stays open, which is a question for the user.
    """
    firsts: set[int] = set()
    seconds: set[int] = set()
    for text in texts:
        if match := _OPEN_ORDER.match(text):
            firsts.add(int(match[1]))
            seconds.add(int(match[3]))
    if not firsts:
        return ""
    if max(firsts) > 12 and max(seconds) > 12:
        return None
    if max(firsts) > 12:
        return "dmy"
    if max(seconds) > 12:
        return "mdy"
    return "dmy" if language not in ("", "en") else None


_STARTS: Final = re.compile(
    r"\b(?:start|from|begin|od|von|vom|du|since|début|debut|inicio|início|inizio|desde|dal|van|początek|rozpoczę|başlangıç"
    r"|upphaf|frá"
    r"|boshlan)", re.IGNORECASE,
)  # fmt: skip
_ENDS: Final = re.compile(
    r"\b(?:end|to|until|bis|do|au|fin|fim|fine|hasta|até|al|tot|koniec|bitiş|lok|til|gacha)\b"
    r"|\bend|\bloka|\beind|\bfinali[sz]a|\bt[eé]rmino|\bzakończ|\btuga",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


def period_in_texts(texts: Iterable[str]) -> Span | None:
    """The period that title rows, comments or a sheet's name speak of: a span or a month. A lone day is not one, unless
    one line names the first day and another the last."""
    start: date | None = None
    end: date | None = None
    months: list[Span] = []
    texts = list(texts)
    order = day_order(date for text in texts for date in _SLASHED.findall(text)) or ""
    for text in texts:
        found = [span for span, _, _ in spans(text, order)]
        if not found and re.search(r"\b(?:period|year|okres|rok)\b", text, re.IGNORECASE):
            found = [_months(y, 1, 12) for y in re.findall(r"\b(20\d\d)\b", text)][:1]
        span = joined(found) if found and len(found) <= 2 else None
        if span is None:
            continue
        if span.start != span.end:
            if not span.named:
                return span
            months.append(span)
        elif _STARTS.search(text):
            start = span.start
        elif _ENDS.search(text):
            end = span.end
    if start and end and start <= end:
        return Span(start, end)
    return months[0] if months else None
