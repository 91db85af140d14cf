"""What can be wrong with a number as somebody wrote it: each cause worded once, saying what to write instead."""

from __future__ import annotations

from roiapp.language import number_locale, tr


class NumberError(ValueError):
    """A text that is no number here.

    `str()` of it is a whole sentence or two for the user, in the language in use; `reason` is the cause's id, the name
    of the function below that made it.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason, sentence)
        self.reason = reason
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


def not_a_number(text: str, locale: str) -> NumberError:
    return NumberError(
        "not_a_number",
        tr(
            '"{text}" is not a number. Type a number such as {example}, 12k or =450+320.',
            text=_short(text),
            example=_example(locale),
        ),
    )


def unknown_word(text: str) -> NumberError:
    return NumberError(
        "unknown_word",
        tr('"{text}" is not a number. Leave the cell empty when the figure is not known.', text=_short(text)),
    )


def bad_groups(text: str, locale: str) -> NumberError:
    return NumberError(
        "bad_groups",
        tr(
            '"{text}" cannot be read: its separators are not three digits apart. Type it like {example} or 1234.50.',
            text=_short(text),
            example=_example(locale),
        ),
    )


def is_a_date(text: str) -> NumberError:
    return NumberError("is_a_date", tr('"{text}" looks like a date or a time. Type a number.', text=_short(text)))


def arithmetic_without_sign(text: str) -> NumberError:
    return NumberError(
        "arithmetic_without_sign",
        tr('"{text}" is not a number. Start arithmetic with an equals sign, such as =450+320.', text=_short(text)),
    )


def percent_not_expected(text: str) -> NumberError:
    return NumberError(
        "percent_not_expected",
        tr('"{text}" is a percentage and this figure is not. Type it without the percent sign.', text=_short(text)),
    )


def money_not_expected(text: str) -> NumberError:
    return NumberError(
        "money_not_expected",
        tr('"{text}" is a sum of money and this figure is not. Type it without the currency.', text=_short(text)),
    )


def other_currency(text: str, currency: str) -> NumberError:
    return NumberError(
        "other_currency",
        tr(
            '"{text}" is not in the currency of this worksheet. Type the amount in {currency}.',
            text=_short(text),
            currency=currency,
        ),
    )


def too_long(limit: int) -> NumberError:
    return NumberError("too_long", tr("This is too long for a number. Type {limit} characters at most.", limit=limit))


def too_large(text: str) -> NumberError:
    return NumberError(
        "too_large", tr('"{text}" is too large to calculate with. Type a smaller number.', text=_short(text))
    )


def too_small(text: str) -> NumberError:
    return NumberError(
        "too_small",
        tr('"{text}" is too close to zero to calculate with. Type 0 or a larger number.', text=_short(text)),
    )


def divided_by_zero(text: str) -> NumberError:
    return NumberError(
        "divided_by_zero",
        tr('"{text}" divides by zero. Change the number after the division sign.', text=_short(text)),
    )


def not_arithmetic(text: str) -> NumberError:
    return NumberError(
        "not_arithmetic",
        tr(
            '"{text}" cannot be calculated. Use only numbers, + − × ÷ and parentheses, such as =450+320.',
            text=_short(text),
        ),
    )


def too_deep(text: str) -> NumberError:
    return NumberError(
        "too_deep", tr('"{text}" has too many parentheses inside each other. Use fewer.', text=_short(text))
    )


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _example(locale: str) -> str:
    numbers = number_locale(locale)
    return f"1{numbers.group}234{numbers.decimal}50"
