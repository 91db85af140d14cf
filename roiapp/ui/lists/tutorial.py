"""Ten minutes with the sample, step by step: what the guide shows, and what docs/tutorial.md is made of.

Names of commands, columns and figures are put in by name, so that they are those of the language and locale in use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.number_format import NumberFormat


class Step(NamedTuple):
    """Heading and text, English and marked; `picture` is the file of docs/images that shows it, "" for none."""

    heading: str
    text: str
    picture: str = ""


STEPS: Final[tuple[Step, ...]] = ()


def title() -> str:
    return tr("Ten minutes with the sample")


def told(number_format: NumberFormat) -> Iterator[tuple[str, str]]:
    for step in STEPS:
        yield tr(step.heading), tr(step.text)
