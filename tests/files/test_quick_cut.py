"""Text cut into cells a piece at a time gives what Python's own reader of CSV gives."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.files import text_tables
from roiapp.files.quick_cut import BELOW, BETWEEN, count, cut, has_longer, joined, marked
from roiapp.files.table_errors import OddQuotesError, TableError
from roiapp.files.text_tables import TextTable


def by_csv(text: str, separator: str = ",", *, strict: bool = True) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict))


def plain(rows: list[list[str]]) -> list[list[str]]:
    """A row of one empty cell is one without a cell; of those at the end nobody asks. Line breaks are line feeds."""
    same = [[] if row == [""] else ["\n".join(re.split("\r\n|\r", cell)) for cell in row] for row in rows]
    while same and not same[-1]:
        same.pop()
    return same


PIECES = st.text(alphabet='ab",;\n\r\t é€\'=\u2028\x0b', max_size=40)


@settings(max_examples=1500, deadline=None)
@given(PIECES, st.sampled_from(",;\t"))
def test_what_is_marked_is_what_the_rules_say(piece: str, separator: str) -> None:
    found = marked(piece.encode(), separator)
    if found is None:
        return
    try:
        expected = by_csv(piece, separator)
    except csv.Error:
        expected = by_csv(piece, separator, strict=False)
    assert plain(cut(found)) == plain(expected)


CELLS = st.text(alphabet='ab",;\n\r é€ ', max_size=6)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from(["\r\n", "\n"]))
def test_whatever_is_written_by_the_rules_is_marked(rows: list[list[str]], end: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    found = marked(text.getvalue().encode(), ",")
    assert found is not None
    assert plain(cut(found)) == plain(rows)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=6))
def test_rows_that_were_cut_otherwise_are_joined(rows: list[list[str]]) -> None:
    text = joined(rows)
    assert text is not None
    assert plain(cut(text)) == plain(rows)
    lines, filled = count(text)
    assert lines == len(rows)
    assert filled == max((place for place, row in enumerate(rows, 1) if any(row)), default=0)


def test_a_cell_that_holds_a_sign_is_not_marked() -> None:
    for sign in (BETWEEN, BELOW):
        assert marked(f"a,b{sign}\n".encode(), ",") is None
    assert joined([[BETWEEN]]) is None
    assert joined([]) is None


@pytest.mark.parametrize("piece", ['a"b",c', '"a"b,c', 'a,"b\n', ' "a",b', '"a" ,b'])
def test_quotes_within_a_cell_are_left_to_the_careful(piece: str) -> None:
    assert marked(piece.encode(), ",") is None


def test_long_cells_are_found() -> None:
    for cells, longer in (([5, 10, 3], False), ([5, 11, 3], True), ([11], True), ([10], False), ([3, 3, 20], True)):
        text = BETWEEN.join("x" * cell for cell in cells)
        assert has_longer(text, 10) == longer
        assert has_longer(text.replace(BETWEEN, BELOW), 10) == longer


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join), st.sampled_from([4, 16, 64]))
def test_pieces_of_any_size_make_the_same_table(text: str, size: int) -> None:
    """Pieces end in the middle of quotes, of rows, of anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_tables, "_FIRST_PIECE", size)
        patch.setattr(text_tables, "_PIECE", size)
        try:
            table = TextTable(text.encode())
        except TableError:
            return
        assert table.separator in ",;\t|"
        for strict in (True, False):
            try:
                expected = by_csv(text, table.separator, strict=strict)
            except csv.Error:
                continue
            try:
                rows = list(table.rows(strict=strict))
            except OddQuotesError:
                assert strict
                continue
            assert plain(rows) == plain(expected)
            assert table.read == len(table)
