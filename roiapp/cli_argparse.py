"""What argparse says by itself, from our catalogues: Python brings no translations of it."""

from __future__ import annotations

import argparse
from typing import Final

from roiapp.language import mark, tr, trn

#: its texts that can be met here, as Python 3.11 to 3.14 have them; what stands after a % is filled in by it
TEXTS: Final = (
    mark("usage: "), mark("positional arguments"), mark("options"), mark("show this help message and exit"),
    mark("the following arguments are required: %s"), mark("unrecognized arguments: %s"),
    mark("argument %(argument_name)s: %(message)s"), mark("not allowed with argument %s"),
    mark("ignored explicit argument %r"), mark("expected one argument"), mark("expected at most one argument"),
    mark("expected at least one argument"), mark("one of the arguments %s is required"),
    mark("ambiguous option: %(option)s could match %(matches)s"), mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
)  # fmt: skip


def speak_argparse() -> None:
    """Let it ask our catalogues instead of the system's, which have nothing for it; it has no other way to be told."""
    vars(argparse).update(_=tr, ngettext=_plural)


def _plural(singular: str, plural: str, n: int) -> str:
    """Its only text that counts; `%s` is the number."""
    if singular != "expected %s argument":
        return singular if n == 1 else plural
    return trn("expected {n} argument", "expected {n} arguments", n, n="%s")
