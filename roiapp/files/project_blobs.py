"""How texts and figures of many channels stand in one BLOB: packed for writing, unpacked and checked for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np

from roiapp.core.text_column import Packed, TextColumn, as_column, place_type
from roiapp.core.worksheet import Floats
from roiapp.files.project_schema import damaged
from roiapp.language import tr

_ESCAPED: Final = re.compile(r"\\(.?)", re.DOTALL)


def pack_texts(texts: Iterable[str]) -> tuple[bytes, bytes]:
    """(texts, places): the different texts in order of first use, each closed by a line feed, and per channel the
    number of its text; places are empty where every channel has a text of its own. Raises UnicodeEncodeError.
    """
    column = as_column(texts)
    packed = column.packed()
    if packed is not None and b"\\" not in packed.joined:
        return packed.joined, b"" if packed.places is None else packed.places.tobytes()
    different = column.different()
    places = b""
    if len(different) < len(column):
        numbers = {text: i for i, text in enumerate(different)}
        places = np.fromiter(map(numbers.__getitem__, column), place_type(len(different)), len(column)).tobytes()
    return "".join(text.replace("\\", "\\\\").replace("\n", "\\n") + "\n" for text in different).encode(), places


def unpack_texts(texts: bytes, places: bytes, count: int) -> TextColumn:
    """The text of each of `count` channels; `texts` is UTF-8. Raises `FileError`."""
    if texts and not texts.endswith(b"\n"):
        raise damaged(tr("A text of the channels has no end."))
    packed = Packed(texts)
    different = len(packed)
    numbers = None
    if places:
        kind = place_type(different)
        if len(places) != count * kind.itemsize:
            raise damaged(tr("There are not as many texts as channels."))
        numbers = np.frombuffer(places, kind)
        if int(numbers.max()) >= different:
            raise damaged(tr("A channel names a text that is not there."))
    elif different != count:
        raise damaged(tr("There are not as many texts as channels."))
    packed = packed.at(numbers)
    if b"\\" not in texts:
        return TextColumn.of(packed)
    escaped = [_ESCAPED.sub(_unescaped, text) for text in packed.texts()]
    return TextColumn(escaped if numbers is None else [escaped[i] for i in numbers.tolist()])


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


def _unescaped(match: re.Match[str]) -> str:
    if match[1] not in ("\\", "n"):
        raise damaged(tr("A text of the channels cannot be read."))
    return "\n" if match[1] == "n" else "\\"
