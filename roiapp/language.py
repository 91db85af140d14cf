"""The door to languages and locales: translated sentences, and how a locale writes numbers, money, dates and lists.

No Qt, so that core, findings and the command line speak through it as the window does. A *language* chooses the texts
(`use`), a *locale* the look of figures; they may differ: an English window can show a Polish document. Records hold
English texts wrapped in `mark` and are translated where they are shown, so the language can change while running.

Names in Arabic or Hebrew are kept apart from what stands beside them in the window alone (`use`, `apart`): files,
tables for other programs and the terminal get them as they are (`plain`).
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from roiapp.locale_table import CURRENCY_DECIMALS, LOCALES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from gettext import NullTranslations

    from roiapp.locale_babel import LocaleData

#: The languages the program speaks; English is the one of the source.
LANGUAGES: tuple[str, ...] = ("en", "pl", "fr", "tr", "is", "uz")

NBSP = "\N{NO-BREAK SPACE}"
#: what stands between these is laid out by itself, in the direction of its own first letter
_APART, _TOGETHER = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


#: the territories of Letter paper, as the CLDR has them
_LETTER = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))


class _Door:
    """The language in use and the catalogues read so far."""

    def __init__(self) -> None:
        self.language = "en"
        self.names_apart = False
        self.catalogue: NullTranslations | None = None
        self.read: dict[str, NullTranslations | None] = {"en": None}

    def use(self, language: str) -> None:
        if language not in self.read:
            self.read[language] = self._load(language)
        self.language, self.catalogue = language, self.read[language]

    @staticmethod
    def _load(language: str) -> NullTranslations | None:
        """The catalogue, or None (English texts) where there is none; gettext is imported late, for the start-up."""
        from gettext import GNUTranslations
        from struct import error as cut_off

        from roiapp.resources import resource

        try:
            with resource("translations", language, "LC_MESSAGES", "roiapp.mo").open("rb") as stream:
                return GNUTranslations(stream)
        except (OSError, ValueError, LookupError, cut_off):  # absent, or damaged: English is better than no program
            return None


_door = _Door()


def use(language: str, *, names_apart: bool = False) -> None:
    """Speak this language from now on: "pl", or a locale such as "pl_PL"; one we do not speak gives English.
    `names_apart` is for a window, see `apart`."""
    _door.use(spoken(language))
    _door.names_apart = names_apart


def apart(name: str) -> str:
    """A name as it stands in a line of the window. One with letters that are written from right to left is kept apart
    from the rest, so that figures and signs beside it stay in their places; others are as they were."""
    if not _door.names_apart or name.isascii() or name.startswith(_APART) or not _RIGHT_TO_LEFT.search(name):
        return name
    return f"{_APART}{name}{_TOGETHER}"


def plain(text: str) -> str:
    """A text of the window for anything else, a file or the clipboard."""
    return text if text.isascii() else text.replace(_APART, "").replace(_TOGETHER, "")


def translated() -> tuple[str, ...]:
    """The languages whose texts are here: English, and those with a catalogue."""
    from roiapp.resources import MissingResourceError, resource

    found = ["en"]
    for code in LANGUAGES[1:]:
        try:
            resource("translations", code, "LC_MESSAGES", "roiapp.mo")
        except MissingResourceError:
            continue
        found.append(code)
    return tuple(found)


def spoken(language: str) -> str:
    """Which of `LANGUAGES` stands for a language or locale."""
    short = language.replace("-", "_").partition("_")[0].lower()
    return short if short in LANGUAGES else "en"


def current() -> str:
    """The language in use, one of `LANGUAGES`."""
    return _door.language


def mark(text: str, /) -> str:
    """Mark a text of a record for the catalogues and give it back unchanged; `tr` translates it where it is shown."""
    return text


def markn(singular: str, plural: str, /) -> tuple[str, str]:
    """As `mark`, for the two forms that `trn` takes as its first two."""
    return singular, plural


def tr(text: str, /, **values: object) -> str:
    """The whole sentence in the language in use, `{name}` filled from `values`."""
    catalogue = _door.catalogue
    return _fill(text if catalogue is None or not text else catalogue.gettext(text), text, values)


def trn(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form for `n` in the language in use; `{n}` is filled with `n` unless `values` holds another text for it."""
    english = singular if n == 1 else plural
    catalogue = _door.catalogue
    text = english if catalogue is None else catalogue.ngettext(singular, plural, n)
    return _fill(text, english, {"n": n, **values})


def trc(context: str, text: str, /, **values: object) -> str:
    """As `tr`, for a short text that needs a context to be translated ("Lead" the person, "lead" the distance)."""
    catalogue = _door.catalogue
    return _fill(text if catalogue is None else catalogue.pgettext(context, text), text, values)


def inside(label: str) -> str:
    """A translated label as it stands inside a sentence: with a small first letter unless it is an abbreviation."""
    if not label[1:2].islower():
        return label
    small = {"I": "ı", "İ": "i"}.get(label[0]) if current() == "tr" else None
    return (small or label[0].lower()) + label[1:]


def _fill(text: str, english: str, values: dict[str, object]) -> str:
    if not values:
        return text
    for key, value in values.items():
        if isinstance(value, str) and value.endswith("."):  # "6.880 kr." has the full stop that ends the sentence
            text = re.sub(rf"(\{{{key}\}}(?:\*\*|</b>)?)\.(?=\s|$)", r"\1", text)
    if _door.names_apart:
        values = {key: apart(value) if isinstance(value, str) else value for key, value in values.items()}
    try:
        return text.format_map(values)
    except (LookupError, ValueError, AttributeError):  # a translation with a wrong placeholder: say it in English
        return english.format_map(values)


class NumberLocale(NamedTuple):
    """How a locale writes numbers. `percent` and `money` hold a "{}" where the number stands."""

    code: str
    decimal: str
    group: str
    minus: str
    percent: str
    money_pattern: str = field(repr=False)
    symbols: dict[str, str] = field(repr=False, compare=False)

    def symbol(self, currency: str) -> str:
        """The currency's sign here: "$", "zł"; the ISO code where the locale has no sign for it."""
        return self.symbols.get(currency, currency)

    def money(self, currency: str) -> str:
        """The pattern of a sum of money: "${}", "{} zł". A letter beside a digit is kept apart, as the CLDR says."""
        symbol = self.symbol(currency)
        before, after = self.money_pattern.split("{}")
        if before.endswith("¤") and (symbol[-1:].isalpha() or symbol.endswith(".")):
            before += NBSP
        if after.startswith("¤") and symbol[:1].isalpha():
            after = NBSP + after
        return f"{before}{{}}{after}".replace("¤", symbol)


def normal_code(code: str) -> str:
    """A locale code as the CLDR writes it: "en-gb" gives "en_GB"."""
    first, *rest = code.replace("-", "_").split(".")[0].split("_")
    return "_".join([first.lower(), *(part.upper() if len(part) < 4 else part.title() for part in rest)])


@lru_cache(maxsize=64)
def _data(code: str) -> LocaleData:
    """The locale's data, of the table, the file or Babel; of the language alone, then English, where it is unknown."""
    code = normal_code(code)
    if code in LOCALES:
        return LOCALES[code]
    from roiapp.locale_file import further

    if code in further().locales:
        return further().locales[code]
    from babel.core import UnknownLocaleError

    from roiapp.locale_babel import read

    try:
        return read(code)
    except (UnknownLocaleError, ValueError, KeyError):
        return _data(code.rpartition("_")[0] or "en")


@lru_cache(maxsize=64)
def number_locale(code: str) -> NumberLocale:
    """How a locale of the CLDR ("en", "en_GB", "de") writes numbers; an unknown one as its language or English does."""
    data = _data(code)
    return NumberLocale(
        code=normal_code(code),
        decimal=data["decimal"],
        group=data["group"],
        minus="\N{MINUS SIGN}",
        percent=_placeholder(data["percent"]),
        money_pattern=_placeholder(data["currency"]),
        symbols=data["symbols"],
    )


def _placeholder(pattern: str) -> str:
    """A CLDR number pattern with "{}" for its digits: "#,##0.00 ¤" gives "{} ¤". Marks of direction are left out."""
    positive = pattern.partition(";")[0].translate({0x200E: None, 0x200F: None, 0x61C: None})
    digits = [index for index, sign in enumerate(positive) if sign in "#0,."]
    return positive[: digits[0]] + "{}" + positive[digits[-1] + 1 :]


def currency_decimals(code: str) -> int:
    """The decimals of a currency: 0 for ISK and JPY, 3 for KWD, 2 for most and for an unknown one."""
    return CURRENCY_DECIMALS.get(code, 2)


def currency_name(code: str, locale: str) -> str:
    """The name of a currency in the locale's language ("Polish Zloty"); the code where it has none."""
    from roiapp.locale_file import further

    names = further().currencies.get(normal_code(locale))
    if names is not None:
        return names.get(code, code)
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(normal_code(locale)).currencies.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def month_label(day: date, locale: str) -> str:
    """The month of a date, short: "Aug 2026", "sie 2026"."""
    return _date_text(day, _data(locale)["month_year"], locale)


def date_text(day: date, locale: str) -> str:
    """A date, short but with the month as a word where the locale does so: "Aug 1, 2026", "1 sie 2026"."""
    return _date_text(day, _data(locale)["date"], locale)


def dates_beside(locale: str) -> str:
    """The locale in which dates stand in sentences beside a document in `locale`: that one where it is of the language
    in use ("1 Mar 2026" for a British document in English), else the language's own."""
    return locale if normal_code(locale).partition("_")[0] == current() else current()


def date_pattern(locale: str) -> str:
    """How the locale writes a short date, as a pattern of the CLDR: "MMM d, y"."""
    return _data(locale)["date"]


@lru_cache(maxsize=1024)  # a chart over time asks for every month with each picture, cards for two
def _date_text(day: date, pattern: str, locale: str) -> str:
    """Fill a CLDR date pattern; of its letters those for day, month and year, the only ones short dates have."""
    data = _data(locale)
    french = normal_code(locale).partition("_")[0] == "fr"
    fields = {
        # Beside its name the first of a month is an ordinal in French, which patterns of the CLDR cannot say.
        "d": "1er" if french and day.day == 1 and "MMM" in pattern else str(day.day),
        "dd": f"{day.day:02}",
        "M": str(day.month),
        "MM": f"{day.month:02}",
        "MMM": data["months"][day.month - 1],
        "L": str(day.month),
        "LL": f"{day.month:02}",
        "LLL": data["months_alone"][day.month - 1],
        "MMMM": data["full_months"][day.month - 1],
        "LLLL": data["full_months_alone"][day.month - 1],
        "y": str(day.year),
        "Y": str(day.year),
        "yy": f"{day.year % 100:02}",
        "yyyy": f"{day.year:04}",
    }
    parts: list[str] = []
    for index, piece in enumerate(pattern.split("'")):
        if index % 2:  # between quotes: text
            parts.append(piece)
            continue
        while piece:
            run = len(piece) - len(piece.lstrip(piece[0]))
            parts.append(fields.get(piece[:run], piece[:run]))
            piece = piece[run:]
    return "".join(parts)


def prints_on_letter(locale: str) -> bool:
    """Whether paper is of US Letter size where the locale is at home; it is A4 everywhere else."""
    territory = normal_code(locale).rpartition("_")[2]
    return locale in ("en", "") or territory in _LETTER


def list_text(items: Sequence[str], locale: str | None = None) -> str:
    """The items as a list in words: "a, b and c"; in the language in use unless a locale is given."""
    items = [apart(item) for item in items]
    if len(items) < 2:
        return "".join(items)
    patterns = _data(locale or current())["lists"]
    if len(items) == 2:
        return _join(patterns["2"], items[0], items[1])
    text = _join(patterns["end"], items[-2], items[-1])
    for item in reversed(items[1:-2]):
        text = _join(patterns["middle"], item, text)
    return _join(patterns["start"], items[0], text)


def _join(pattern: str, first: str, second: str) -> str:
    before, between, after = pattern.replace("{1}", "{0}").split("{0}")
    return f"{before}{first}{between}{second}{after}"
