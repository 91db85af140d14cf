"""A number typed into a dialog for a field of the worksheet: read, and held to the limits of that field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.core.units import NumberFormat, parse

if TYPE_CHECKING:
    from roiapp.core.fields import Field


class RefusedError(ValueError):
    """A number beyond the limits; the text is a sentence for the user."""


def number_in(text: str, field: Field, write: NumberFormat) -> float | None:
    """The number in a text, None where it is blank. Raises NumberError where there is none, RefusedError beyond the
    limits of the field it stands for."""
    from roiapp.core.checks import limit_error

    value = parse(text, field.unit, write.locale, write.currency).value
    if sentence := limit_error(field, value, write):
        raise RefusedError(sentence)
    return value
