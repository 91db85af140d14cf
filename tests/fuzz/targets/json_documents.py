"""Documents as plain JSON, templates and samples among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from roiapp.core.catalog import Catalog, standard
from roiapp.files.file_errors import FileError
from roiapp.files.plain_document import read_document
from roiapp.files.project_file import decode, encode
from tests.fuzz.targets._sheets import calculated, tells

LONGEST = 30_000


@cache
def _catalog() -> Catalog:
    return standard()


def target(data: bytes) -> None:
    try:
        sheet = read_document(data.decode("utf-8", "replace"), _catalog())
    except FileError as error:
        tells(error)
        return
    try:
        again = decode(encode(sheet), "shop.roi")
    except FileError as error:
        tells(error)
        return
    assert again.content() == sheet.content()
    calculated(again)


def more_seeds() -> Iterator[bytes]:
    yield (
        b'{"format": "channel-roi", "version": 1, "settings": {"currency": "EUR", "locale": "de"}, "periods": [{"label"'
        b': "July", "start": "2026-07-01", "end": "2026-07-31"}], "channels": [{"name": "Radio", "kind": "paid", '
        b'"figures": {"spend": [100], "customers": 2}}], "totals": {"visits": [5]}, "records": {}}'
    )
    from roiapp.resources import resource

    for path in sorted(resource("templates").glob("*.json"))[:3]:
        yield path.read_bytes()
