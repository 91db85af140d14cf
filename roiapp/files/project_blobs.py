"""How texts and figures of many channels stand in one BLOB: packed for writing, unpacked and checked for reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from roiapp.core.worksheet import Floats
from roiapp.files.project_schema import damaged
from roiapp.language import tr

_ESCAPED: Final = re.compile(r"\\(.?)", re.DOTALL)


def pack_texts(texts: Sequence[str]) -> tuple[bytes, bytes]:
    """(texts, places): the different texts in order of first use, each closed by a line feed, and per channel the
    number of its text; places are empty where every channel has a text of its own. Raises UnicodeEncodeError.
    """
    numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    different = list(numbers)
    places = b""
    if len(different) < len(texts):
        kind = _place_type(len(different))
        places = np.fromiter(map(numbers.__getitem__, texts), kind, len(texts)).tobytes()
    joined = "\n".join(different) + "\n" if different else ""
    if "\\" in joined or joined.count("\n") != len(different):
        joined = "".join(text.replace("\\", "\\\\").replace("\n", "\\n") + "\n" for text in different)
    return joined.encode(), places


def unpack_texts(joined: str, places: bytes, count: int) -> list[str]:
    """The text of each of `count` channels. Raises `FileError`."""
    if joined and not joined.endswith("\n"):
        raise damaged(tr("A text of the channels has no end."))
    different = joined.split("\n")
    different.pop()
    if "\\" in joined:
        different = [_ESCAPED.sub(_unescaped, text) for text in different]
    if not places:
        if len(different) != count:
            raise damaged(tr("There are not as many texts as channels."))
        return different
    kind = _place_type(len(different))
    if len(places) != count * kind.itemsize:
        raise damaged(tr("There are not as many texts as channels."))
    numbers = np.frombuffer(places, kind)
    if int(numbers.max()) >= len(different):
        raise damaged(tr("A channel names a text that is not there."))
    if len(different) == 1:
        return different * count
    table = np.empty(len(different), dtype=object)
    table[:] = different
    chosen: list[str] = table[numbers].tolist()
    return chosen


def pack_figures(row: Floats) -> tuple[bytes, bytes] | None:
    """(known, figures): a bit per place, lowest first, and the float64 of the known ones; None where all are blank."""
    known = ~np.isnan(row)
    if not known.any():
        return None
    figures = row if known.all() else row[known]
    return np.packbits(known, bitorder="little").tobytes(), figures.astype("<f8").tobytes()


def unpack_figures(known: bytes, figures: bytes, into: Floats, place: str) -> None:
    """Write one row of figures into `into`, NaN where blank. Raises `FileError` that names `place`."""
    count = len(into)
    if len(known) != (count + 7) // 8 or len(figures) % 8:
        raise damaged(tr("{place} has the wrong length.", place=place))
    bits = np.unpackbits(np.frombuffer(known, np.uint8), bitorder="little")
    values = np.frombuffer(figures, "<f8")
    if bits[count:].any() or int(np.count_nonzero(bits)) != len(values) or not len(values):
        raise damaged(tr("{place} has the wrong length.", place=place))
    if not np.isfinite(values).all():
        raise damaged(tr("{place} has a figure that is no number.", place=place))
    if len(values) == count:
        into[:] = values
    else:
        into[bits[:count].view(np.bool_)] = values


def _place_type(different: int) -> np.dtype[Any]:
    """The narrowest unsigned integer that numbers so many texts."""
    if different <= 2**8:
        return np.dtype("<u1")
    return np.dtype("<u2") if different <= 2**16 else np.dtype("<u4")


def _unescaped(match: re.Match[str]) -> str:
    if match[1] not in ("\\", "n"):
        raise damaged(tr("A text of the channels cannot be read."))
    return "\n" if match[1] == "n" else "\\"
