"""What another program put on the clipboard: HTML and text."""

from __future__ import annotations

from collections.abc import Iterator

from roiapp.ui.sheet.clipboard import fitted, pasted_table, table_of, transposed
from tests.storm.stage import ROOT

LONGEST = 20_000


def target(data: bytes) -> None:
    text, _, html = data.decode("utf-8", "replace").partition("\x1e")
    table = pasted_table(text, html)
    assert len({len(row) for row in table}) <= 1
    table_of(text)
    if table:
        assert len(transposed(table)) == len(table[0])
        fitted(table, 3, 4)


def more_seeds() -> Iterator[bytes]:
    for path in sorted((ROOT / "tests" / "ui" / "clipboard_samples").iterdir()):
        yield b"1\t2\n3\t4\n\x1e" + path.read_bytes()[:12_000]
    yield from (b"1\t2\n", b'"a\tb"\t1\n', b"\x1e<table><tr><td colspan=9999999 rowspan=-1 x:num=1e400>1</table>")
