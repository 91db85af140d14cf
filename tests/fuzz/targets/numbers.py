"""Numbers as they are typed and pasted: by locale, unit and currency."""

from __future__ import annotations

import math
from collections.abc import Iterator

from roiapp.core.units import UNITS, NumberError, NumberFormat, localize_expression, parse
from tests.fuzz.targets._sheets import tells

LONGEST = 300
_LOCALES = ("en", "en-GB", "de", "fr", "pl", "tr", "is", "uz", "hi", "de-CH", "pt-BR", "nonsense")
_CURRENCIES = (None, "USD", "EUR", "PLN", "JPY", "ISK")
_UNITS = tuple(UNITS.values())


def target(data: bytes) -> None:
    if len(data) < 3:
        return
    locale = _LOCALES[data[0] % len(_LOCALES)]
    unit = _UNITS[data[1] % len(_UNITS)]
    currency = _CURRENCIES[data[2] % len(_CURRENCIES)]
    text = data[3:].decode("utf-8", "replace")
    try:
        entry = parse(text, unit, locale, currency)
    except NumberError as error:
        tells(error)
        return
    if entry.value is None:
        return
    assert math.isfinite(entry.value), entry
    write = NumberFormat(locale, currency or "USD")
    assert write.text(entry.value, unit)
    again = parse(write.edit_text(entry.value, unit), unit, locale, currency)
    assert again.value == entry.value, (entry, again)
    if entry.expression is not None:
        typed = parse(localize_expression(entry.expression, locale), unit, locale, currency)
        assert typed == entry, (entry, typed)


def more_seeds() -> Iterator[bytes]:
    for number, text in enumerate((
        "1,234.56", "1.234,56", "1 234,56", "12k", "15%", "=1200*1.2", "$1,200", "1200 zł", "1e9", "(1,200)",
        "=(450+320)/2", "−5", "1/2", "1'234.50", "１２３", "٣٫٥", "1.2M", "n/a", "12 345 Kč", "=15%*200",
    )):  # fmt: skip
        for locale in range(len(_LOCALES)):
            yield bytes((locale, number, number)) + text.encode()
