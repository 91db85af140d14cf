"""csv, tsv and txt of any encoding, from the bytes to the document, by the functions of the reading process."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.targets._reading import read_as_document
from tests.storm.stage import ROOT

LONGEST = 20_000


def target(data: bytes) -> None:
    if not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        read_as_document(data)


def more_seeds() -> Iterator[bytes]:
    for path in sorted((ROOT / "tests" / "data").glob("*.csv")):
        yield path.read_bytes()[:6000]
    yield from (b"Channel;Spend;Customers\nRadio;1.234,5;2\n", b"\xff\xfeC\0h\0", b"a\tb\n1\t2\n")
    yield b'"a""b",c\n"1\n2",3\n'
    for text in (ROOT / "tests" / "data" / "small_exports.txt").read_text("utf-8").split("\n\n"):
        yield text.encode()
