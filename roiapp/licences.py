"""The parts that the program rests on and their licences, as packaging/make_licences wrote them down."""

from __future__ import annotations

from typing import NamedTuple

from roiapp.resources import resource


class Part(NamedTuple):
    """A library, or what else comes with the program; `licence` is an SPDX expression, `home` where it is from."""

    name: str
    version: str
    licence: str
    home: str


def parts() -> tuple[Part, ...]:
    """All of them, in the order of their names. Raises MissingResourceError."""
    lines = resource("licences.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Part(*line.split("\t")) for line in lines if line and not line.startswith("#"))
