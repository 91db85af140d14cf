"""Which currencies a sign or code beside a number can mean."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from roiapp.language import number_locale

_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
#: Today's currencies (ISO 4217).
CURRENCIES: Final[tuple[str, ...]] = tuple(_CODES.split())

_SIGNS: Final[dict[str, str]] = {
    "$": "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BND BSD BZD CVE DOP FJD GYD JMD KYD LRD NAD SBD SRD "
    "TTD XCD",
    "us$": "USD",
    "€": "EUR",
    "euro": "EUR",
    "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
    "¥": "JPY CNY",
    "zł": "PLN",
    "zł.": "PLN",
    "zl": "PLN",
    "₺": "TRY",
    "tl": "TRY",
    "kr": "ISK DKK NOK SEK",
    "kr.": "ISK DKK NOK SEK",
    "so'm": "UZS",
    "som": "UZS KGS",
    "soum": "UZS",
    "sum": "UZS",
    "сўм": "UZS",
    "сум": "UZS",
    "fr": "CHF",
    "fr.": "CHF",
    "sfr.": "CHF",
    "₹": "INR",
    "rs": "INR PKR LKR NPR MUR",
    "rs.": "INR PKR LKR NPR MUR",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "₩": "KRW KPW",
    "₫": "VND",
    "₱": "PHP CUP",
    "฿": "THB",
    "₸": "KZT",
    "₾": "GEL",
    "₼": "AZN",
    "₦": "NGN",
    "r$": "BRL",
    "r": "ZAR",
    "kč": "CZK",
    "ft": "HUF",
    "lei": "RON MDL",
    "лв": "BGN",
    "лв.": "BGN",
}


def folded(word: str) -> str:
    """A sign as it is compared: without case and spaces, one kind of apostrophe."""
    return "".join("'" if sign in "’‘ʻʼ`´" else sign for sign in word.casefold() if not sign.isspace())


@lru_cache(maxsize=32)
def _known(locale: str) -> dict[str, frozenset[str]]:
    known = {code.casefold(): frozenset((code,)) for code in CURRENCIES}
    for code, sign in number_locale(locale).symbols.items():
        known[folded(sign)] = known.get(folded(sign), frozenset()) | {code}
    for sign, codes in _SIGNS.items():
        known[sign] = known.get(sign, frozenset()) | frozenset(codes.split())
    return known


def meant_by(word: str, locale: str) -> frozenset[str]:
    """The codes a sign, name or code can mean, empty where it is no currency: "$" gives USD, CAD and others."""
    return _known(locale).get(folded(word), frozenset())
