"""Any file as input: a table, or one sentence that says why not. All through the reading process, as in the program."""

import io
import threading
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from roiapp.files.table_reader import Reading, StoppedError, read_table
from roiapp.files.tables import Table, TableError, address, column_letters

DATA = Path(__file__).parents[1] / "data"
WORKSHEET = DATA / "marketing_roi_worksheet.xlsx"

Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def refused(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        read_table(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def workbook_with(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The agency worksheet with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(WORKSHEET) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            data = source.read(info)
            made.writestr(info.filename, change(data) if info.filename == part else data)
    return target.getvalue()


def test_workbook_cells_stand_where_a_spreadsheet_shows_them() -> None:
    (sheet,) = read_table(WORKSHEET).sheets
    assert sheet.name == "ROI worksheet"
    assert sheet.rows[1][0] == "Period: September 2026"
    assert sheet.rows[4][:3] == ["Google Ads", 4200.0, 98940.0]
    assert sheet.rows[8][0] == "Local radio"
    assert sheet.rows[8][3] in ("", None)
    # The one formula without a stored result: ROI where nothing was spent.
    assert set(sheet.marks) == {(9, 12)}


@pytest.mark.parametrize("name", ["same.csv", "same.txt", "same", "same.xls", "SAME.PNG"])
def test_bytes_decide_and_not_the_name(write: Write, name: str) -> None:
    assert len(read_table(write(name, WORKSHEET.read_bytes())).sheets[0].rows) == 13


def test_dates_numbers_and_truth_values_survive_the_pipe(tmp_path: Path) -> None:
    path = tmp_path / "types.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Types")
    sheet.write_datetime(0, 0, datetime(2026, 9, 30), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    sheet.write(1, 1, 0.1)
    sheet.write(1, 2, True)
    sheet.write(3, 0, "Zażółć gęślą jaźń")
    book.add_worksheet("Empty")
    book.close()
    rows = read_table(path).sheets[0].rows
    assert isinstance(rows[0][0], date)
    assert str(rows[0][0])[:10] == "2026-09-30"
    assert (rows[1][1], rows[1][2], rows[3][0]) == (0.1, True, "Zażółć gęślą jaźń")


def test_formulas_without_a_stored_result_are_marked() -> None:
    marks = read_table(DATA / "quickbooks_income_by_customer.xlsx").sheets[0].marks
    assert "=4500.00" in marks.values()
    assert all(text.startswith("=") for text in marks.values())


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        ("paper.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        ("empty.csv", b"", "empty"),
        ("blank.csv", b" \r\n \n", "empty"),
        ("page.xls", b"<html><table><tr><td>Channel</td></tr></table></html>", "web page"),
        ("random.csv", bytes(range(256)) * 40, "no text"),
        ("half.xlsx", WORKSHEET.read_bytes()[:3000], "damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook"),
        ("quote.csv", b'channel,spend\n"Radio,12\nSigns,5\n', "quotation mark"),
    ],
)
def test_files_that_are_no_table(write: Write, name: str, content: bytes, part: str) -> None:
    assert part in refused(write(name, content))


def test_zip_archives_of_other_kinds(write: Write) -> None:
    for inside, part in (("word/document.xml", "text document"), ("readme.txt", "zip"), ("xl/workbook.bin", "xlsb")):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr(inside, "<a/>")
        assert part in refused(write("file.xlsx", archive.getvalue()))


def test_zip_bomb(write: Write) -> None:
    zeros = b" " * (600 << 20)
    bomb = workbook_with("xl/sharedStrings.xml", lambda data: data + zeros)
    assert len(bomb) < 2 << 20
    assert "MB" in refused(write("bomb.xlsx", bomb))


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEADER_CELL, END = b'<c r="A4" s="1" t="s"><v>2</v>', b"</sheetData>"


@pytest.mark.parametrize(
    ("part", "old", "new", "sentence"),
    [
        (SHEET, END, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', "XFD1048576"),
        (SHEET, END, b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>', "A99999999"),
        (SHEET, HEADER_CELL, b'<c r="A4" s="1" t="s"><v>99999</v>', "not there"),
        (SHEET, HEADER_CELL, b'<c r="A4" s="1" t="s"><v>-1</v>', "not there"),
        (SHEET, END, b"</sheetdata>", "broken"),
        (TEXTS, b"<sst", b'<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst', "document type"),
        (TEXTS, b"uniqueCount=", b'x="1" uniqueCount="9999999999999" y=', "claims"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets", "broken"),
        ("xl/workbook.xml", b'encoding="UTF-8"', b'encoding="UTF-48"', "damaged"),
    ],
)
def test_crafted_workbooks(write: Write, part: str, old: bytes, new: bytes, sentence: str) -> None:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    assert sentence in refused(write("crafted.xlsx", workbook_with(part, change)))


def test_a_stray_cell_hidden_from_the_check_stops_at_the_limits_of_the_process(write: Write) -> None:
    hidden = b"<row><c  r = 'XFD1048576'><v>1</v></c></row></sheetData>"
    refused(write("hidden.xlsx", workbook_with(SHEET, lambda data: data.replace(END, hidden))))


def test_reading_stops_when_it_takes_too_long() -> None:
    with pytest.raises(TableError, match="took longer"):
        read_table(WORKSHEET, seconds=0.001)


def many_rows(path: Path, rows: int) -> Path:
    path.write_text("Channel,Spend\n" + "".join(f'"Radio, {n}",{n}\n' for n in range(rows)), "utf-8")
    return path


def test_it_says_how_far_it_is(tmp_path: Path) -> None:
    class Watched(Reading):
        """Keeps every fraction that was said."""

        def __setattr__(self, name: str, value: object) -> None:
            if name == "fraction" and value is not None:
                said.append(value)
            super().__setattr__(name, value)

    said: list[object] = []
    reading = Watched()
    table = read_table(many_rows(tmp_path / "many.csv", 60_000), reading=reading)
    assert len(table.sheets[0].rows) == 60_001
    assert len(said) > 4
    assert said == sorted(said, key=float)  # type: ignore[arg-type]
    assert said[-1] == 1.0
    assert reading.over
    said.clear()
    read_table(WORKSHEET, reading=Watched())
    assert said


def test_it_stops_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    path = many_rows(tmp_path / "many.csv", 2_000_000)
    reading = Reading()
    ended: list[tuple[float, BaseException]] = []

    def read() -> None:
        try:
            read_table(path, reading=reading)
        except TableError as error:
            ended.append((time.monotonic(), error))

    thread = threading.Thread(target=read)
    thread.start()
    while not reading.fraction and thread.is_alive():
        time.sleep(0.005)
    process = reading._process
    assert process is not None
    stopped = time.monotonic()
    reading.stop()
    thread.join(10)
    ((at, error),) = ended
    assert isinstance(error, StoppedError)
    assert at - stopped < 0.5
    assert process.poll() is not None
    with pytest.raises(StoppedError):
        read_table(path, reading=reading)  # nobody wants it any more, so it does not begin


def test_no_such_file_folder_and_impossible_name(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nothing.csv")
    assert "folder" in refused(tmp_path)
    assert "cannot be read" in refused(Path("a\0b"))


def test_addresses() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert address(1048575, 16383) == "XFD1048576"


def test_a_table_is_what_comes_back(write: Write) -> None:
    assert isinstance(read_table(write("a.csv", b"channel,spend\nRadio,1\n")), Table)
