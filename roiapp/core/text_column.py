"""The texts of many channels, packed as they stand in a file: no object per channel until somebody needs them all."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, MutableSequence
from functools import cached_property
from typing import Any, Final, Self, overload

import numpy as np
import numpy.typing as npt

#: everything but the single space and the line feed that `str.split` takes for space, beyond ASCII
ODD_SPACES: Final = "\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_FEED, _SPACE = np.uint8(ord("\n")), np.uint8(ord(" "))
#: by how many of a word's eight bytes belong to a text: bits to leave out
_SHIFTS: Final = np.array([64 - 8 * count for count in range(9)], dtype=np.uint64)
_FACTOR, _HALF, _WORD = np.uint64(0x9E3779B97F4A7C15), np.uint64(32), np.uint64(64)
_CAPITAL, _CAPITALS, _TO_SMALL = np.uint8(ord("A")), np.uint8(26), np.uint8(5)
#: the bit that makes a capital small, in each of a word's bytes
_SMALL: Final = np.uint64(0x2020202020202020)
_MOST, _ALL = 16, 2**62
_NUMBERS, _HIGHEST = np.uint64(0x0001020304050607), np.uint64(56)
#: looked at in one go: memory that is used again is far faster than fresh memory
_TEXTS: Final = 1 << 14

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Packed:
    """`joined`: texts as UTF-8, each closed by a line feed, with none inside. `places`: per channel the number of its
    text, None: text i belongs to channel i. Nothing of it is ever changed.
    """

    def __init__(self, joined: bytes, places: npt.NDArray[Any] | None = None) -> None:
        self.joined, self.places = joined, places
        #: where each text is closed
        self.ends = _feeds(joined)

    def at(self, places: npt.NDArray[Any] | None) -> Packed:
        """The same texts at these places."""
        if places is None and self.places is None:
            return self
        return Packed(self.joined, places)

    def __len__(self) -> int:
        """How many channels."""
        return len(self.ends if self.places is None else self.places)

    def text(self, number: int) -> str:
        """One of the texts."""
        start = int(self.ends[number - 1]) + 1 if number else 0
        return self.joined[start : int(self.ends[number])].decode()

    def some(self, channels: range) -> list[str]:
        """The texts of these channels: those that stand together are taken together."""
        if self.places is None and channels.step == 1 and channels:
            first = int(self.ends[channels[0] - 1]) + 1 if channels[0] else 0
            return self.joined[first : int(self.ends[channels[-1]])].decode().split("\n")
        numbers = list(channels) if self.places is None else self.places[list(channels)].tolist()
        known = {number: self.text(number) for number in set(numbers)}
        return [known[number] for number in numbers]

    def texts(self) -> list[str]:
        """All of them, in the order in which they stand."""
        return self.joined.decode().split("\n")[:-1]

    @property
    def longest(self) -> int:
        """Bytes of the longest text."""
        return int(np.diff(self.ends, prepend=-1).max(initial=1)) - 1

    @cached_property
    def different(self) -> bool:
        """Whether all texts are surely different, none is empty and none is the same name as another
        (`worksheet.same_name`). False: somebody has to look at each."""
        # The last letters with the length tell most names apart.
        return any(self._different(most) for most in (_MOST, _ALL))

    def _different(self, most: int) -> bool:
        """The same by the last `most` bytes of each."""
        hashes = np.empty(len(self.ends), np.uint64)
        start = 0
        for first in range(0, len(hashes), _TEXTS):
            closed = self.ends[first : first + _TEXTS]
            stop = int(closed[-1]) + 1
            found = _hashes(self.joined[start:stop], closed - start, most)
            if found is None:
                return False
            hashes[first : first + _TEXTS] = found
            start = stop
        hashes.sort()
        return not bool((hashes[1:] == hashes[:-1]).any())

    @cached_property
    def canonical(self) -> bool:
        """Whether no text is there twice and each was first used after all before it."""
        if self.places is None:
            return self.different
        texts = self.texts()
        if not len(texts) < len(self.places) or int(self.places[0]) or len(set(texts)) < len(texts):
            return False
        most = np.maximum.accumulate(self.places)
        steps = np.diff(most)
        return int(most[-1]) == len(texts) - 1 and int(np.count_nonzero(steps)) == len(texts) - 1


class TextColumn(MutableSequence[str]):
    """A list of texts that is packed until it is changed, and packed again when it is written."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._listed: list[str] | None = list(texts)
        self._packed: Packed | None = None

    @classmethod
    def of(cls, packed: Packed) -> Self:
        """The column of packed texts; what is not packed as we do it ourselves is listed at once."""
        column = cls()
        column._listed, column._packed = None, packed
        if not packed.canonical:
            column._own()
        return column

    def packed(self) -> Packed | None:
        """The texts packed; None where that cannot be: a text has a line feed in it or half a character."""
        if self._packed is None:
            assert self._listed is not None
            self._packed = _pack(self._listed)
        return self._packed

    def different(self) -> list[str]:
        """The different texts, in order of first use."""
        packed = self._packed
        return packed.texts() if packed is not None else list(dict.fromkeys(self._all()))

    def where(self, text: str) -> npt.NDArray[np.bool_]:
        """For every channel whether its text is this one."""
        packed = self._packed
        if packed is None or packed.places is None:
            return np.fromiter(map(text.__eq__, self._all()), np.bool_, len(self))
        texts = packed.texts()
        if text not in texts:
            return np.zeros(len(self), np.bool_)
        found: npt.NDArray[np.bool_] = packed.places == texts.index(text)
        return found

    def insert(self, index: int, value: str) -> None:
        self._own().insert(index, value)

    def __len__(self) -> int:
        return len(self._packed if self._packed is not None else self._all())

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __contains__(self, text: object) -> bool:
        return text in (self.different() if self._listed is None else self._listed)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if self._listed is not None or self._packed is None:
            return self._all()[index]
        packed = self._packed
        if isinstance(index, slice):
            return packed.some(range(*index.indices(len(packed))))
        if not -len(packed) <= index < len(packed):
            raise IndexError(index)
        number = index % len(packed)
        return packed.text(number if packed.places is None else int(packed.places[number]))

    def __setitem__(self, index: Any, value: Any) -> None:
        self._own()[index] = value

    def __delitem__(self, index: int | slice) -> None:
        del self._own()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TextColumn):
            other = other._all()
        return self._all() == other if isinstance(other, list) else NotImplemented

    def __repr__(self) -> str:
        return f"TextColumn({self._all()!r})"

    def _all(self) -> list[str]:
        if self._listed is None:
            assert self._packed is not None
            texts, places = self._packed.texts(), self._packed.places
            if places is not None:
                table = np.empty(len(texts), dtype=object)
                table[:] = texts
                texts = table[places].tolist()
            self._listed = texts
        return self._listed

    def _own(self) -> list[str]:
        """The list, about to be changed."""
        listed = self._all()
        self._packed = None
        return listed


def as_column(texts: Iterable[str]) -> TextColumn:
    """The texts as a column; one that is one already is taken as it is."""
    return texts if isinstance(texts, TextColumn) else TextColumn(texts)


def as_keys(keys: Iterable[int]) -> npt.NDArray[np.int64]:
    """Keys as an array, without an object each where they are one already. Raises OverflowError."""
    return np.array(keys if isinstance(keys, array | np.ndarray) else list(keys), dtype=np.int64)


def place_type(different: int) -> np.dtype[Any]:
    """The narrowest unsigned integer that numbers so many texts."""
    if different <= 2**8:
        return np.dtype("<u1")
    return np.dtype("<u2") if different <= 2**16 else np.dtype("<u4")


def _pack(texts: list[str]) -> Packed | None:
    # Where the first of them repeat already there is no need to look at all of them as names.
    if len(set(texts[:_TEXTS])) == len(texts[:_TEXTS]):
        packed = _joined(texts)
        if packed is None or packed.different:
            return packed
    numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    if len(numbers) == len(texts):
        return _joined(texts)
    places = np.fromiter(map(numbers.__getitem__, texts), place_type(len(numbers)), len(texts))
    return _joined(list(numbers), places)


def _joined(texts: list[str], places: npt.NDArray[Any] | None = None) -> Packed | None:
    try:
        packed = Packed("\n".join([*texts, ""]).encode(), places)
    except UnicodeEncodeError:
        return None
    return packed if len(packed.ends) == len(texts) else None


def _feeds(joined: bytes) -> Places:
    """Where the line feeds are: looked for eight bytes at a time, which takes half of the time as long as no two of
    them share these."""
    found = np.zeros(len(joined) + 7 & -8, np.bool_)
    np.equal(np.frombuffer(joined, np.uint8), _FEED, out=found[: len(joined)])
    words = found.view(np.dtype("<u8"))
    place = np.flatnonzero(words != 0)
    if len(place) != int(np.count_nonzero(found)):
        return np.flatnonzero(found)
    # One of a word's bytes is 1: the factor has its number in the byte that comes to stand highest.
    inside = (words[place] * _NUMBERS) >> _HIGHEST
    return (place << 3) + inside.view(np.int64)


def _hashes(joined: bytes, ends: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.uint64] | None:
    """A number of 64 bits for the last `most` bytes of each text, in any order, the same for texts that are the same
    name. None where a text is empty or has white space other than single spaces inside."""
    folded = joined
    if not joined.isascii():
        text = joined.decode()
        if any(space in text for space in ODD_SPACES):
            return None
        folded = text.casefold().encode()
    raw = np.zeros(_MOST + len(folded) + 8, np.uint8)
    raw[_MOST:-8] = np.frombuffer(folded, np.uint8)
    if not _plainly_spaced(raw[_MOST:-8], len(ends)):
        return None
    if len(folded) != len(joined):
        ends = np.flatnonzero(raw[_MOST:] == _FEED)
    lengths = ends.copy()
    lengths[1:] -= ends[:-1] + 1
    ends = ends + _MOST
    return _hashed_last(raw, ends, lengths) if most == _MOST else _hashed_all(raw, ends, lengths)


def _plainly_spaced(raw: npt.NDArray[np.uint8], count: int) -> bool:
    """Whether `count` closed texts hold single spaces inside and no other white space, and none is empty."""
    spaces = raw <= _SPACE
    # Every control character but the closing feeds is left to those who look closer.
    if int(np.count_nonzero(raw < _SPACE)) != count or spaces[0]:
        return False
    return not bool((spaces[1:] & spaces[:-1]).any())


def _hashed_last(raw: Bytes, ends: Places, lengths: Places) -> Hashes:
    """Of the last sixteen bytes and the length of each text that is closed at `ends` in `raw`. Capitals count as small,
    and a few other signs as one another."""
    found = lengths.astype(np.uint64)
    words = raw[: len(raw) & -8].view(np.dtype("<u8"))
    # A word that begins anywhere is made of two that begin at an eighth byte: that is twice as fast.
    place = ends >> 3
    low = ((ends & 7) << 3).view(np.uint64)
    high = _WORD - low
    third, second, first = words[place], words[place - 1], words[place - 2]
    last, before = second >> low, first >> low
    last |= third << high
    before |= second << high
    for word, read in ((last, 0), (before, 8)):
        word |= _SMALL
        # Of a shorter text the word begins before it does: what is not its own is shifted out.
        word >>= (64 - (np.minimum(lengths - read, 8) << 3)).view(np.uint64)
        _mix(found, word)
    return found


def _hashed_all(raw: Bytes, ends: Places, lengths: Places) -> Hashes:
    """Of all bytes of each text, the longest first. Capitals count as small."""
    raw = raw | (((raw - _CAPITAL) < _CAPITALS).view(np.uint8) << _TO_SMALL)
    words = np.ndarray((len(raw) - 7,), np.dtype("<u8"), raw, strides=(1,))  # from each place on
    longest = int(lengths.max())
    shorter = -lengths
    # Small integers are sorted by counting.
    order = np.argsort(shorter.astype(np.int16) if longest < 2**15 else shorter, kind="stable")
    closed, shorter = ends[order] - 8, shorter[order]
    found = (-shorter).astype(np.uint64)
    for read in range(0, longest, 8):
        count = int(np.searchsorted(shorter, -read, "left"))
        whole = int(np.searchsorted(shorter, -read - 8, "right"))
        word = words[closed[:count] - read]
        word[whole:] >>= _SHIFTS[-shorter[whole:count] - read]
        _mix(found[:count], word)
    return found


def _mix(into: Hashes, word: Hashes) -> None:
    into ^= word
    into *= _FACTOR
    into ^= into >> _HALF
