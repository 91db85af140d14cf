"""Project files changed at random or on purpose, each opened in a process that is ended when one takes too long.

    python mutations.py random SEED COUNT      bytes flipped, pages cut out and moved, values changed
    python mutations.py pages FIRST STEP       the structure of the file turned against who reads it, every STEPth way

prints as JSON how many were refused and opened, the longest time in seconds and the most memory in bytes; it ends with
an error at the first that is opened as something else.
"""

from __future__ import annotations

import faulthandler
import itertools
import json
import random
import re
import sqlite3
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.file_errors import FileError
from roiapp.files.project_file import decode, encode
from roiapp.files.project_schema import SCHEMA
from tests.files.project_documents import golden, seal_again

LONGEST = 10.0  # seconds of the processor: a machine that stood still meanwhile has nothing to do with it
HANGING = 60.0  # seconds on the clock
MOST_MEMORY = 2**30
PAGE = 4096
Change = Callable[[sqlite3.Connection], object]


def changed(data: bytes, change: Change | str, seal: bool = True) -> bytes:
    """The file after a change through SQLite, with a checksum that fits again where `seal` says so."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(data)
        if isinstance(change, str):
            connection.executescript(change)
        else:
            connection.execute("BEGIN")
            change(connection)
            connection.execute("COMMIT")
        if seal:
            seal_again(connection)
        return connection.serialize()


def same(sheet: Worksheet, other: Worksheet) -> bool:
    return sheet.content() == other.content()


def outcome(data: bytes, sheet: Worksheet) -> str:
    """“opened” when it opened exactly equal, else the sentence of the refusal. Fails on everything else."""
    start = time.process_time()
    try:
        opened = decode(data, "shop.roi")
    except FileError as error:
        sentence = str(error)
        assert sentence.startswith("shop.roi: ")
        assert len(sentence) > 30
        assert sentence.endswith((".", "!"))
        assert "does not fit into memory" not in sentence
    else:
        assert same(opened, sheet), "opened as something else"
        sentence = "opened"
    assert time.process_time() - start < LONGEST
    return sentence


# -- at random ---------------------------------------------------------------------------------------------------------


def flipped(data: bytes, rng: random.Random) -> bytes:
    """One to four bytes otherwise, often in the header or at the start of a page, where the structure stands."""
    raw = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        page = rng.randrange(len(raw) // PAGE) * PAGE
        at = rng.choice([rng.randrange(len(raw)), page + rng.randrange(110), rng.randrange(100)])
        raw[min(at, len(raw) - 1)] ^= 1 << rng.randrange(8) if rng.random() < 0.5 else rng.randint(1, 255)
    return bytes(raw)


def cut(data: bytes, rng: random.Random) -> bytes:
    """Truncated, lengthened, with a page missing, doubled, blanked or moved."""
    page = rng.randrange(len(data) // PAGE) * PAGE
    other = rng.randrange(len(data) // PAGE) * PAGE
    piece = data[page : page + PAGE]
    return rng.choice(
        [
            data[: rng.randrange(len(data))],
            data[:page],
            data + rng.randbytes(rng.choice((1, PAGE))),
            data[:page] + data[page + PAGE :],
            data[:page] + piece + data[page:],
            data[:page] + bytes(PAGE) + data[page + PAGE :],
            data[:other] + piece + data[other + PAGE :],
        ]
    )


def revalued(data: bytes, rng: random.Random) -> bytes:
    """One value of one row otherwise, through SQLite, the checksum left as it was."""

    def change(connection: sqlite3.Connection) -> None:
        table = rng.choice(SCHEMA.tables)
        column = rng.choice(table.columns)
        rows = connection.execute(f"SELECT {table.names} FROM {table.name}").fetchall()  # noqa: S608
        row = dict(zip((c.name for c in table.columns), rng.choice(rows), strict=True))
        new = other_value(row[column.name], rng)
        where = " AND ".join(f"{c.name} IS ?" for c in table.columns[: table.key])
        keys = [row[c.name] for c in table.columns[: table.key]]
        with suppress(sqlite3.IntegrityError, OverflowError):  # a key that is there already, a wrong type
            connection.execute(f"UPDATE {table.name} SET {column.name} = ? WHERE {where}", (new, *keys))  # noqa: S608

    return changed(data, change, seal=False)


def other_value(value: object, rng: random.Random) -> object:
    if isinstance(value, int):
        return rng.choice([value + 1, -value, 0, 2**53, 2**62, value * 2])
    if isinstance(value, str):
        return rng.choice([value + "x", value[:-1], value.swapcase(), "", "2026-02-30", "[", "null", value * 2])
    if isinstance(value, bytes):
        raw = bytearray(value or b"\0")
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        return rng.choice([bytes(raw), value[:-1], value + b"\0", b"", value * 2])
    return rng.choice(["2026-01-01", "soon", ""])


def at_random(data: bytes, rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Endless, of all three kinds in turn."""
    for name, kind in itertools.cycle((("bytes", flipped), ("pages", cut), ("values", revalued))):
        yield name, kind(data, rng)


# -- on purpose --------------------------------------------------------------------------------------------------------


def large() -> Worksheet:
    """A document whose tables have inner pages and whose rows have chains of overflow pages."""
    periods = [month(2020 + i // 12, i % 12 + 1, i + 1) for i in range(36)]
    channels = 150
    columns = {
        field: [[float(c + p + n) for c in range(channels)] for p in range(36)]
        for n, field in enumerate(("spend", "visits", "leads", "customers"))
    }
    return build([f"Channel {c} " + "x" * 40 for c in range(channels)], columns, periods)


def pointers(data: bytes) -> list[tuple[str, int]]:
    """Every place in the file that holds the number of a page: children of inner pages, the next page of a chain."""
    found = [("first free page", 32)]
    for page in range(len(data) // PAGE):
        start = page * PAGE
        head = start + (100 if page == 0 else 0)
        kind, count = data[head], struct.unpack_from(">H", data, head + 3)[0]
        if kind not in (0x02, 0x05, 0x0A, 0x0D):
            found.append(("next of a chain", start))
            continue
        inner = kind in (0x02, 0x05)
        if inner:
            found.append(("last child", head + 8))
        for number in range(count):
            cell = start + struct.unpack_from(">H", data, head + (12 if inner else 8) + 2 * number)[0]
            if inner:
                found.append(("child", cell))
            if kind in (0x02, 0x0A):
                found.extend(overflow(data, cell + (4 if inner else 0)))
    return found


def overflow(data: bytes, at: int) -> Iterator[tuple[str, int]]:
    """Where a cell of an index page says which page it goes on in, if it does."""
    size, length = varint(data, at)
    least, most = (PAGE - 12) * 32 // 255 - 23, (PAGE - 12) * 64 // 255 - 23
    if size > most:
        local = least + (size - least) % (PAGE - 4)
        yield "first of a chain", at + length + (local if local <= most else least)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number as SQLite writes it, and how many bytes it takes."""
    value = 0
    for length in range(1, 9):
        byte = data[at + length - 1]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, length
    return value << 8 | data[at + 8], 9


def with_number(data: bytes, at: int, value: int, size: int = 4) -> bytes:
    return data[:at] + value.to_bytes(size, "big") + data[at + size :]


def on_purpose(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Pages that lead back to themselves, to each other and nowhere; counts and lengths beyond everything."""
    pages = len(data) // PAGE
    for what, at in pointers(data):
        own = at // PAGE + 1
        for page in {own, 1, 2, own - 1, own + 1, pages, pages + 1, 0, 2**31 - 1, 2**32 - 1}:
            yield what, with_number(data, at, page % 2**32)
        if what == "first free page":  # a free list that goes round
            for page in range(1, pages + 1):
                yield "free list", with_number(with_number(data, 32, page), 36, 2**31 - 1)
    for page in range(pages):
        head = page * PAGE + (100 if page == 0 else 0)
        for value in (0, 1, 0x7FFF, 0xFFFF):
            yield "number of cells", with_number(data, head + 3, value, 2)
            yield "start of the cells", with_number(data, head + 5, value, 2)
            yield "first gap", with_number(data, head + 1, value, 2)
        for kind in (0x02, 0x05, 0x0A, 0x0D, 0x00, 0xFF):
            yield "kind of page", with_number(data, head, kind, 1)
        # every cell is the same one: rows without end, and rows twice
        count = struct.unpack_from(">H", data, head + 3)[0]
        room = head + (12 if data[head] in (0x02, 0x05) else 8)
        first = data[room : room + 2]
        if data[head] in (0x02, 0x05, 0x0A, 0x0D) and count:
            yield "one cell over and over", data[:room] + first * count + data[room + 2 * count :]
            cell = page * PAGE + struct.unpack(">H", first)[0] + (4 if data[head] in (0x02, 0x05) else 0)
            for length in (b"\x00", b"\x7f", b"\xff\x7f", b"\xff" * 4 + b"\x7f", b"\xff" * 9):
                yield "length of a row", data[:cell] + length + data[cell + len(length) :]
    for at, size, values in (
        (16, 2, (0, 1, 256, 512, 8192, 65535)), (18, 1, (0, 2, 3, 255)), (20, 1, (1, 32, 255)),
        (21, 3, (0, 0xFFFFFF)), (28, 4, (0, 1, pages + 1, 2**31, 2**32 - 1)), (36, 4, (1, 2**32 - 1)),
        (44, 4, (0, 2, 5, 2**32 - 1)), (52, 4, (1, pages, 2**32 - 1)), (56, 4, (0, 2, 3, 2**32 - 1)),
        (64, 4, (1, 2**32 - 1)),
    ):  # fmt: skip
        for value in values:
            yield "header", with_number(data, at, value, size)


def main() -> None:
    kind, first, second = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    sheet = golden() if kind == "random" else large()
    data = encode(sheet)
    if kind == "random":
        mutated = itertools.islice(at_random(data, random.Random(first)), second)
    else:
        mutated = itertools.islice(on_purpose(data), first, None, second)
    seen: Counter[str] = Counter()
    slowest = 0.0
    for number, (name, changed_data) in enumerate(mutated):
        faulthandler.dump_traceback_later(HANGING, exit=True)
        start = time.perf_counter()
        try:
            sentence = outcome(changed_data, sheet)
        except AssertionError as error:
            error.add_note(f"number {number}, {name}")
            raise
        slowest = max(slowest, time.perf_counter() - start)
        seen[name + (" opened" if sentence == "opened" else " refused")] += 1
    faulthandler.cancel_dump_traceback_later()
    status = Path("/proc/self/status")
    peak = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    print(json.dumps({"seen": seen, "slowest": slowest, "memory": int(peak[1]) * 1024 if peak else 0}))  # noqa: T201


if __name__ == "__main__":
    main()
