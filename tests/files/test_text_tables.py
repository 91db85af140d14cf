"""Encodings, separators and quotes of text tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.files.tables import Table, TableError
from roiapp.files.text_tables import decode, find_separator, read_text_table

POLISH = "Kanał;Miesiąc;Wydatki\r\nUlotki w Łodzi;wrzesień 2026;356,70 zł\r\n"
TURKISH = "Kanal;Ay;Ziyaretçi\r\nGoogle reklamları;Eylül 2026;1.240\r\nİlan panosu;Ağustos;5\r\n"
FRENCH = "Canal;Dépenses\r\nPublicité à la télé;1 200,50 €\r\nÉté, forêt, garçon;3\r\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (POLISH, "utf-8", "utf-8"),
        (POLISH, "utf-8-sig", "utf-8-sig"),
        (POLISH, "utf-16", "utf-16"),
        (POLISH, "utf-16-le", "utf-16-le"),
        (POLISH, "utf-32", "utf-32"),
        (POLISH, "cp1250", "cp1250"),
        (TURKISH, "cp1254", "cp1254"),
        (FRENCH, "cp1252", "cp1252"),
        ("channel,spend\nRadio,£5\n", "cp1252", "cp1252"),
    ],
)
def test_encoding(text: str, encoding: str, found: str) -> None:
    assert decode(text.encode(encoding)) == (text, found)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb\n1,234\t5;6\n", "\t"),
        ("Report, of September\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ("sep=;\na,b;c\n1,5;2\n", ";"),
        ('"a;b",c\n"1;2",3\n', ","),
        ("single\ncolumn\n", ","),
    ],
)
def test_separator(text: str, separator: str) -> None:
    assert find_separator(text) == separator


def test_quoted_cells_hold_separators_and_line_breaks() -> None:
    table = read_text_table(b'channel,spend\n"Radio,\nlocal",5\n"say ""hi""",6\n')
    assert table.sheets[0].rows == [["channel", "spend"], ["Radio,\nlocal", "5"], ['say "hi"', "6"]]


def test_a_quote_inside_a_cell_is_read_as_it_stands() -> None:
    rows = read_text_table(b'channel,spend\nsigns 12" wide,5\n"a"b,6\n').sheets[0].rows
    assert rows[1] == ['signs 12" wide', "5"]
    assert len(rows) == 3


def test_rows_keep_their_numbers() -> None:
    rows = read_text_table(b"title\n\nchannel,spend\nRadio,5\n").sheets[0].rows
    assert rows[3] == ["Radio", "5"]
    assert rows[1] == []


def read_or_refuse(data: bytes) -> Table | str:
    try:
        return read_text_table(data)
    except TableError as error:
        return str(error)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes) -> None:
    found = read_or_refuse(data)
    if isinstance(found, Table):
        assert all(isinstance(cell, str) for row in found.sheets[0].rows for cell in row)
    else:
        assert found.endswith(".")


@given(st.text(alphabet=st.sampled_from('ab1,;\t"\n\r |.=é\x00'), max_size=80))
def test_any_text_is_a_table_or_a_sentence(text: str) -> None:
    found = read_or_refuse(text.encode())
    assert isinstance(found, Table) or found.endswith(".")
