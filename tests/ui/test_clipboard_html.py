"""What other programs put on the clipboard, read cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.ui.sheet.clipboard import Cell, PastedCell, as_html, as_text, fitted, pasted_table, transposed
from roiapp.ui.sheet.clipboard_html import read_table

SAMPLES = Path(__file__).parent / "clipboard_samples"


def sample(name: str) -> str:
    return (SAMPLES / name).read_text("utf-8")


def test_calc_says_the_exact_numbers_and_keeps_merged_cells_apart() -> None:
    table = pasted_table(sample("libreoffice.txt"), sample("libreoffice.html"))
    assert [cell.text for cell in table[0]] == ["Brightwater, June", "", "", "", ""]
    assert [cell.text for cell in table[1]] == ["Channel", "Spend", "Visits", "Leads", "Gross margin"]
    assert [(cell.text, cell.number) for cell in table[2]] == [
        ("Local SEO", None), ("$800.13", 800.125), ("1157", 1157), ("37", 37), ("46%", 0.4625),
    ]  # fmt: skip
    assert table[3][0].text == "Radio & TV <local>"
    assert table[3][2].blank
    assert table[4][0].text == "Line\nbreak"


def test_sheets_says_numbers_in_its_own_attribute() -> None:
    table = read_table(sample("sheets.html"))
    assert [[cell.text for cell in row] for row in table] == [["Kanał", "Koszt", "Marża"], ["Email", "1 235", "13%"]]
    assert [cell.number for cell in table[1]] == [None, 1234.5678, 0.125]


def test_excel_says_numbers_that_it_shows_rounded_or_not_at_all() -> None:
    table = read_table(sample("excel.html"))
    assert table == [
        [PastedCell("1.235", 1234.5), PastedCell("12", 12.0), PastedCell("7", 7.0)],
        [PastedCell("########", 98765.4321), PastedCell("viele"), PastedCell()],
    ]
    assert [len(row) for row in pasted_table("", sample("excel.html"))] == [3, 3]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table>",
         [["a", "b", ""], ["", "c", "d"], ["e"]]),
        ("<table><tr><td>1<td rowspan=2>2<td rowspan=3>3<tr><td>4<tr><td>5<td>6</table>",
         [["1", "2", "3"], ["4", "", ""], ["5", "6", ""]]),
        ("<TABLE><TR><TH>A</TH></TR><TR><TD>x<table><tr><td>in</td><td>side</td></tr></table></TD></TR></TABLE>",
         [["A"], ["x\nin side"]]),
        ("<p>no table</p>", []),
        ("<table><tr><td><script>bad()</script>fine &lt;&amp;&nbsp;well</td></tr></table>", [["fine <& well"]]),
        ("<table><tr><td colspan=999999999>wide", [["wide", *[""] * 999]]),
    ],
)  # fmt: skip
def test_tables_of_all_kinds(html: str, texts: list[list[str]]) -> None:
    assert [[cell.text for cell in row] for row in read_table(html)] == texts


def test_a_table_without_cells_is_none_and_hides_no_text() -> None:
    for html in ("<table><tr></table>", "<table><tr></tr><tr></tr></table>"):
        assert pasted_table("", html) == []
        assert pasted_table("12", html) == [[PastedCell("12")]]


def test_html_of_something_else_than_the_text_is_left_alone() -> None:
    table = pasted_table("1\t2\n3\t4", "<table><tr><td>Menu</td></tr></table>")
    assert [[cell.text for cell in row] for row in table] == [["1", "2"], ["3", "4"]]


@given(st.text(alphabet="<>/td r=\"'&;#12!-", max_size=200))
def test_broken_html_never_fails(text: str) -> None:
    for row in read_table("<table><tr><td>" + text):
        assert all(isinstance(cell, PastedCell) for cell in row)


_CELLS = st.tuples(
    st.text(alphabet=st.characters(categories=("L", "N", "P", "S")), max_size=8), st.none() | st.floats(-1e9, 1e9)
)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_copied_here_is_read_again(cells: list[list[tuple[str, float | None]]]) -> None:
    table = [[Cell(text, text, number) for text, number in row] for row in cells]
    assert read_table(as_html(table)) == [[PastedCell(text, number) for text, number in row] for row in cells]
    assert len(pasted_table(as_text(table), as_html(table))) == len(cells)


def test_turned_and_repeated() -> None:
    a, b, c, d = (PastedCell(text) for text in "abcd")
    assert transposed([[a, b], [c, d]]) == [[a, c], [b, d]]
    assert fitted([[a, b]], 2, 4) == [[a, b, a, b], [a, b, a, b]]
    assert fitted([[a, b]], 3, 3) == [[a, b], [a, b], [a, b]]
