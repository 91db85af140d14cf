"""The PDF as other programs read it: every figure, every channel once, fonts, paper, language, the same bytes again."""

from __future__ import annotations

import gc
import io
import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from roiapp.core.edits import SetSettings
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import COUNT, MONEY, MONEY_EACH, ROI
from roiapp.core.worksheet import Worksheet
from roiapp.files import templates
from roiapp.files.export_target import look, refusal
from roiapp.files.session import Session
from roiapp.report.exported import report_bytes
from roiapp.resources import MissingResourceError
from tests.forked_program import program
from tests.report.report_documents import many, report, two_months

FIGURES = (("inputs", "spend", MONEY), ("inputs", "leads", COUNT), ("inputs", "customers", COUNT),
           ("metrics", "cac", MONEY_EACH), ("metrics", "gross_return", MONEY), ("metrics", "gross_profit", MONEY),
           ("metrics", "roi", ROI))  # fmt: skip


# Tests that call it say so (`pdftotext`), and are left out where it is not installed.
def poppler(tool: str, path: Path, *options: str, after: tuple[str, ...] = ()) -> str:
    words = [tool, *options, str(path), *after]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def text_of(path: Path) -> str:
    return poppler("pdftotext", path, "-layout", after=("-",))


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path) -> Any:
    assert qapp

    def write(sheet: Worksheet, **asked: Any) -> Path:
        path = tmp_path / "report.pdf"
        path.write_bytes(report_bytes(report(sheet, **asked), ".pdf"))
        return path

    return write


@pytest.mark.usefixtures("pdftotext")
def test_every_figure_of_the_command_line_stands_on_the_page(tmp_path: Path) -> None:
    """`calc` and `export` of the sample, each a process of its own without a display: the table row by row, the cards,
    the axis."""
    document = tmp_path / "sample.roi"
    session = Session.new(templates.load_sample())
    session.save_as(document)
    session.close()
    asked = ("--period", "2026-Q3", "--as-of", "2026-10-06")
    figures = json.loads(program("calc", str(document), *asked, "--json", home=tmp_path).stdout)
    out = tmp_path / "out.pdf"
    done = program("export", str(document), "--to", str(out), *asked, home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    write = NumberFormat("en", "USD")
    text = text_of(out)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    rows = [*figures["channels"], {"name": "All channels", **figures["total"]}]
    assert len(rows) == 12
    for row in rows:
        cells = " ".join(write.text(row[part][id_], unit) for part, id_, unit in FIGURES)
        found = [line for line in lines if re.fullmatch(rf"{re.escape(row['name'])}( \*)? {re.escape(cells)}", line)]
        assert len(found) == 1, (row["name"], cells)
    total = figures["total"]
    for part, id_, unit in (*FIGURES[:2], *FIGURES[3:5], FIGURES[6]):
        assert text.count(write.text(total[part][id_], unit)) >= 2, id_  # on its card, and in the table
    assert "$2.05 back for every $1" in " ".join(text.split())  # 41,517.10 ÷ 20,250
    assert "Page 1 of 1" in text


@pytest.mark.usefixtures("pdftotext")
def test_fonts_language_title_and_size(pdf: Any) -> None:
    path = pdf(two_months(company="Oak & Sons"), paper="a4")
    data = path.read_bytes()
    assert len(data) < 500_000
    fonts = [line.split() for line in poppler("pdffonts", path).splitlines()[2:]]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"[A-Z]{6}\+ChannelROI\w+-\w+", font[0])
        assert font[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with what letters mean
    found = pypdf.PdfReader(io.BytesIO(data))
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/MarkInfo" not in root  # it is not tagged, and does not say so
    said = poppler("pdfinfo", path)
    assert re.search(r"^Title: +Oak & Sons · Which marketing paid off · Sep 1, 2026", said, re.MULTILINE)
    assert re.search(r"^Page size: +59[45][\d.]* x 84[12][\d.]* pts \(A4\)$", said, re.MULTILINE)
    assert "pts (letter)" in poppler("pdfinfo", pdf(two_months(), paper="letter"))


def test_the_same_report_is_the_same_file(qapp: QApplication) -> None:
    assert qapp
    sheet = many(30, company="Thirty")
    first = report_bytes(report(sheet, pages=("trend", "funnel")), ".pdf")
    assert report_bytes(report(sheet, pages=("trend", "funnel")), ".pdf") == first
    assert b"CreationDate" not in first


@pytest.mark.usefixtures("pdftotext")
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_hundred_channels_page_rightly(pdf: Any, paper: str) -> None:
    path = pdf(many(100), paper=paper)
    pages = text_of(path).split("\f")[:-1]
    assert len(pages) >= 3
    rows: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        listed = re.findall(r"^ *(Channel \d{3}) +\$", page, re.MULTILINE)
        assert bool(listed) == ("Gross profit" in next((line for line in page.splitlines() if "Customers" in line), ""))
        rows.update(listed)
    assert rows == Counter({f"Channel {number:03}": 1 for number in range(1, 101)})
    assert sum("All channels   " in page for page in pages) == 1
    assert "All channels   " in pages[-1]


@pytest.mark.usefixtures("pdftotext")
def test_what_is_written_stands_there_in_every_script(pdf: Any) -> None:
    sheet = two_months()
    sheet.channels["name"] = ["Żółw", "עיתון", "إعلان"]
    said = "Ein ruhiges Quartal — <b>nichts</b> fett."
    SetSettings.of(introduction=said, page_header="Vertraulich & still").apply(sheet)
    text = text_of(pdf(sheet))
    for words in ("Żółw", said, "Vertraulich & still"):
        assert words in text
    # Letters from right to left, in whichever order and shape a reader gives them.
    assert {"ע", "י", "ת", "ו", "ן"} <= set(text)


@pytest.mark.usefixtures("pdftotext")
def test_further_pages_have_heads_and_numbers(pdf: Any) -> None:
    text = text_of(pdf(two_months(company="Oak"), pages=("trend", "funnel", "definitions")))
    pages = text.split("\f")[:-1]
    assert len(pages) == 4
    assert all(f"Page {number} of 4" in page for number, page in enumerate(pages, 1))
    assert all(page.lstrip().startswith("Oak") for page in pages[1:])
    assert "How it went over time" in pages[1]
    assert "From the first visit to the sale" in pages[2]
    assert "Gross profit: What is left of the revenue" in " ".join(pages[3].split())


def test_whose_a_pdf_is(pdf: Any) -> None:
    path = pdf(two_months())
    assert look(path).whose == "ours"
    path.write_bytes(path.read_bytes() + b"1 0 obj\n<<>>\nendobj\n%%EOF\n")  # as programs add to a PDF
    assert look(path).whose == "changed"
    path.write_bytes(b"%PDF-1.4\nnot ours\n%%EOF\n")
    assert look(path).whose == "other"
    assert "was not made by Channel ROI" in str(refusal(look(path)))
    path.write_bytes(report_bytes(report(two_months()), ".html"))
    assert look(path).whose == "ours"
    path.write_bytes(b"<!DOCTYPE html>\n<html><title>Channel ROI</title></html>")
    assert look(path).whose == "other"


def test_a_missing_icon_is_named_and_the_paper_let_go(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paper that goes while it is painted on ends the program; Qt says so before."""

    def missing(*parts: str) -> Path:
        raise MissingResourceError(tmp_path.joinpath(*parts))

    monkeypatch.setattr("roiapp.report.drawing.resource", missing)
    said: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _where, text: said.append(text))
    try:
        with pytest.raises(MissingResourceError, match="icons"):
            report_bytes(report(templates.load_sample()), ".pdf")
        gc.collect()
    finally:
        qInstallMessageHandler(before)
    assert said == []
