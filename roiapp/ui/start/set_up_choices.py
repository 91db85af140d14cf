"""What is chosen when the program is set up: what was said before, else what the computer's own locale lets suppose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from roiapp import language
from roiapp.core.currencies import CURRENCIES
from roiapp.core.units import SHARE, NumberFormat
from roiapp.ui.look.locales import LOCALES

if TYPE_CHECKING:
    from roiapp.settings import Settings

#: stands among the templates for a look at the sample
SAMPLE: Final = "sample"
_USUAL: Final = "USD"


@dataclass(frozen=True)
class Choices:
    """`business` is the id of a template or `SAMPLE`, `margin` the text as it is typed. `own_locale` says that the
    numbers were chosen by themselves; until then they go with the language."""

    language: str
    currency: str
    locale: str
    business: str = "local_service"
    margin: str = ""
    own_locale: bool = False

    def speaking(self, code: str, system: str) -> Choices:
        """The same in another language; `system` is the computer's locale."""
        locale = self.locale if self.own_locale else locale_for(code, system)
        return replace(self, language=code, locale=locale)


def first_choices(settings: Settings, system: QLocale) -> Choices:
    """What stands there at first."""
    said, spoken = settings.defaults, language.current()
    currency = said.currency or currency_of(system)
    locale = said.locale or locale_for(spoken, system.name())
    margin = "" if said.margin is None else NumberFormat(locale, currency).edit_text(said.margin, SHARE)
    return Choices(spoken, currency, locale, margin=margin, own_locale=bool(said.locale))


def currency_of(system: QLocale) -> str:
    """The ISO code of what is paid with where this locale is at home."""
    code = system.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code if code in CURRENCIES else _USUAL


def locale_for(code: str, system: str) -> str:
    """In which of `LOCALES` somebody who reads this language writes numbers: as the computer does where that has the
    same language, and where the texts are English because those of its own are not here."""
    exact = language.normal_code(system)
    short = exact.partition("_")[0]
    if short == code or code == "en":
        return next((known for known in (exact, short) if known in LOCALES), "en")
    return code
