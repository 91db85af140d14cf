"""Parts that records are written in as bytes and read back: whole numbers, texts, arrays, and what is made of them.

Whole numbers are zigzag varints, texts are UTF-8 behind their length, arrays little-endian behind their shape.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from math import prod
from operator import index
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.edits import Indices
from roiapp.core.worksheet import Floats

DEEPEST = 50
_LONGEST_VARINT = 10
_LONGEST = 1 << 40
_FLOAT = struct.Struct("<d")
#: indices are stored in the narrowest of these that holds them all
_WIDTHS = tuple(np.dtype(code) for code in ("<i1", "<i2", "<i4", "<i8"))


class DamagedError(Exception):
    """The bytes are not what these parts write."""


@dataclass
class Writer:
    """Bytes being written; `depth` counts what is nested in what."""

    out: bytearray = field(default_factory=bytearray)
    depth: int = 0


@dataclass
class Reader:
    """Bytes being read, up to `at`."""

    data: bytes
    at: int = 0
    depth: int = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes. Raises `DamagedError` where there are fewer."""
        if not 0 <= count <= len(self.data) - self.at:
            raise DamagedError
        self.at += count
        return self.data[self.at - count : self.at]


class Part(NamedTuple):
    """How one part of an edit is written and read back; a record's `fields` are named."""

    write: Callable[[Writer, Any], None]
    read: Callable[[Reader], Any]
    fields: tuple[str, ...] = ()


def _write_integer(to: Writer, value: int) -> None:
    value = index(value)
    rest = value << 1 if value >= 0 else (-value << 1) - 1
    if rest >> 7 * _LONGEST_VARINT:
        raise OverflowError("a whole number of more than 64 bits")
    while rest > 0x7F:
        to.out.append(rest & 0x7F | 0x80)
        rest >>= 7
    to.out.append(rest)


def _read_integer(source: Reader) -> int:
    rest = 0
    for shift in range(0, 7 * _LONGEST_VARINT, 7):
        byte = source.take(1)[0]
        rest |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return -(rest + 1 >> 1) if rest & 1 else rest >> 1
    raise DamagedError


def _read_count(source: Reader) -> int:
    """A count of things of at least one byte each: never more than what is left."""
    count = _read_integer(source)
    if not 0 <= count <= len(source.data) - source.at:
        raise DamagedError
    return count


def _write_text(to: Writer, text: str) -> None:
    # Half a character, as a terminal may hand over, is kept as it came.
    encoded = text.encode("utf-8", "surrogatepass")
    _write_integer(to, len(encoded))
    to.out += encoded


def _read_text(source: Reader) -> str:
    try:
        return source.take(_read_integer(source)).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise DamagedError from None


def _write_float(to: Writer, value: float) -> None:
    to.out += _FLOAT.pack(value)


def _read_float(source: Reader) -> float:
    return float(_FLOAT.unpack(source.take(_FLOAT.size))[0])


def _write_shape(to: Writer, array: npt.NDArray[Any]) -> None:
    _write_integer(to, array.ndim)
    for length in array.shape:
        _write_integer(to, length)


def _read_array(source: Reader, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    dimensions = _read_integer(source)
    if not 0 <= dimensions <= 2:
        raise DamagedError
    shape = [_read_integer(source) for _ in range(dimensions)]
    if any(not 0 <= length <= _LONGEST for length in shape):  # beside a 0 any length would fit the bytes
        raise DamagedError
    return np.frombuffer(source.take(prod(shape) * dtype.itemsize), dtype).reshape(shape)


def _write_floats(to: Writer, values: Floats) -> None:
    array = np.asarray(values, dtype="<f8")
    _write_shape(to, array)
    to.out += array.tobytes()


def _read_floats(source: Reader) -> Floats:
    return _read_array(source, np.dtype("<f8")).astype(np.float64)


def _write_indices(to: Writer, values: Indices) -> None:
    array = np.asarray(values, dtype=np.int64)
    least, most = (int(array.min()), int(array.max())) if array.size else (0, 0)
    width = next(i for i, w in enumerate(_WIDTHS) if np.iinfo(w).min <= least and most <= np.iinfo(w).max)
    to.out.append(width)
    _write_shape(to, array)
    to.out += array.astype(_WIDTHS[width]).tobytes()


def _read_indices(source: Reader) -> Indices:
    width = source.take(1)[0]
    if width >= len(_WIDTHS):
        raise DamagedError
    return _read_array(source, _WIDTHS[width]).astype(np.intp)


def optional(part: Part) -> Part:
    """The part, or None."""

    def write(to: Writer, value: Any) -> None:
        to.out.append(value is not None)
        if value is not None:
            part.write(to, value)

    def read(source: Reader) -> Any:
        present = source.take(1)[0]
        if present > 1:
            raise DamagedError
        return part.read(source) if present else None

    return Part(write, read)


def many(part: Part) -> Part:
    """A tuple of the part, of any length."""

    def write(to: Writer, values: Any) -> None:
        _write_integer(to, len(values))
        for value in values:
            part.write(to, value)

    def read(source: Reader) -> Any:
        return tuple(part.read(source) for _ in range(_read_count(source)))

    return Part(write, read)


def pair(first: Part, second: Part) -> Part:
    """A tuple of two."""

    def write(to: Writer, values: Any) -> None:
        first.write(to, values[0])
        second.write(to, values[1])

    return Part(write, lambda source: (first.read(source), second.read(source)))


def triple(first: Part, second: Part, third: Part) -> Part:
    """A tuple of three."""

    def write(to: Writer, values: Any) -> None:
        for part, value in zip((first, second, third), values, strict=True):
            part.write(to, value)

    return Part(write, lambda source: (first.read(source), second.read(source), third.read(source)))


def mapping(key: Part, value: Part) -> Part:
    """A dictionary, in the order of its keys."""
    items = many(pair(key, value))
    return Part(lambda to, values: items.write(to, sorted(values.items())), lambda source: dict(items.read(source)))


def record(kind: type, /, **parts: Part) -> Part:
    """A dataclass by its fields; `kind` takes them by name."""

    def write(to: Writer, value: Any) -> None:
        for name, part in parts.items():
            part.write(to, getattr(value, name))

    return Part(write, lambda source: kind(**{name: part.read(source) for name, part in parts.items()}), tuple(parts))


def _write_date(to: Writer, day: date) -> None:
    _write_integer(to, day.toordinal())


def _read_date(source: Reader) -> date:
    try:
        return date.fromordinal(_read_integer(source))
    except (ValueError, OverflowError):
        raise DamagedError from None


def _write_texts(to: Writer, texts: Sequence[str]) -> None:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    _write_indices(to, np.array([len(text) for text in encoded], dtype=np.intp))
    to.out += b"".join(encoded)


def _read_texts(source: Reader) -> tuple[str, ...]:
    lengths = _read_indices(source).ravel().tolist()
    if min(lengths, default=0) < 0:
        raise DamagedError
    ends = list(accumulate(lengths, initial=0))
    joined = source.take(ends[-1])
    try:
        return tuple(joined[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends))
    except UnicodeDecodeError:
        raise DamagedError from None


def _write_positions(to: Writer, positions: Sequence[int]) -> None:
    _write_indices(to, np.array([index(position) for position in positions], dtype=np.intp))


def _read_positions(source: Reader) -> tuple[int, ...]:
    return tuple(_read_indices(source).ravel().tolist())


def nested(source: Reader, read: Callable[[Reader], Any]) -> Any:
    """Read what may hold its like, down to a depth no honest bytes have."""
    source.depth += 1
    if source.depth > DEEPEST:
        raise DamagedError
    value = read(source)
    source.depth -= 1
    return value


def _write_value(to: Writer, value: Any) -> None:
    """A setting or what stands in a record: None, a truth value, a number, a text, a date, or a tuple of such."""
    if value is None or isinstance(value, bool):
        to.out.append({None: 0, False: 1, True: 2}[value])
        return
    for number, (kind, part) in _VALUES.items():
        if isinstance(value, kind):
            to.out.append(number)
            part.write(to, value)
            return
    raise TypeError(f"a setting cannot be a {type(value).__name__}")


def _read_value(source: Reader) -> Any:
    number = source.take(1)[0]
    if number < 3:
        return (None, False, True)[number]
    if number not in _VALUES:
        raise DamagedError
    return nested(source, _VALUES[number][1].read)


INTEGER = Part(_write_integer, _read_integer)
TEXT = Part(_write_text, _read_text)
FLOAT = Part(_write_float, _read_float)
FLOATS = Part(_write_floats, _read_floats)
INDICES = Part(_write_indices, _read_indices)
DATE = Part(_write_date, _read_date)
TEXTS = Part(_write_texts, _read_texts)
POSITIONS = Part(_write_positions, _read_positions)
VALUE = Part(_write_value, _read_value)
_VALUES: dict[int, tuple[type, Part]] = {3: (int, INTEGER), 4: (float, FLOAT), 5: (str, TEXT), 6: (tuple, many(VALUE)),
                                       7: (date, DATE)}  # fmt: skip
