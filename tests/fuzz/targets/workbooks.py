"""xlsx and ods: parts of the zip changed and packed again, from the bytes to the document; workbooks of ours that come
back among them. What the Rust library dies of ends the reading process and is said in a sentence: no defect here."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from functools import cache

from tests.fuzz.by_chance import changed
from tests.fuzz.targets._reading import read_as_document
from tests.storm.stage import ROOT

LONGEST = 1 << 18
_WORDS = (
    b"<c ", b' t="s"', b' t="str"', b' t="e"', b"<v>", b"</v>", b"<f>", b"SUM(A1:A9)", b"A1", b"XFD1048576", b"NaN",
    b"1e999", b"#REF!", b"&#0;", b"&lt;", b'r="', b"<row ", b"-1", b"99999999999", b"<mergeCell ref=", b"<is><t>",
)  # fmt: skip


def target(data: bytes) -> None:
    if data.startswith(b"PK"):
        read_as_document(data)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """One part otherwise, one less, or one twice."""
    rng = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except Exception:  # noqa: BLE001  a damaged one is begun anew
        parts = {}
    parts = parts or dict(_first())
    name = rng.choice(sorted(parts))
    match rng.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[rng.choice(sorted(parts))] = parts[name]
        case 2 | 3:
            raw, word = bytearray(parts[name]), rng.choice(_WORDS)
            at = rng.randrange(len(raw) + 1)
            raw[at:at] = word
            parts[name] = bytes(raw)
        case _:
            parts[name] = changed(parts[name], list(parts.values()), rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in parts.items():
            new.writestr(each, content)
    found = out.getvalue()
    return found if len(found) <= most else data[:most]


@cache
def _first() -> tuple[tuple[str, bytes], ...]:
    data = next(more_seeds())
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return tuple((name, old.read(name)) for name in old.namelist())


def more_seeds() -> Iterator[bytes]:
    from tests.fuzz.targets._sheets import own_workbook

    for path in sorted((ROOT / "tests" / "data").glob("*.xlsx")):
        yield path.read_bytes()
    yield own_workbook()
