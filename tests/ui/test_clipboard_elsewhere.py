"""What is copied here as other programs take it: LibreOffice reads the clipboard's HTML as it reads a file of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as Read
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.sheet.clipboard import Cell, as_html, as_text, number_code, pasted_table
from roiapp.ui.window.main_window import MainWindow

Pasted = Callable[[str], list[list[Read]]]


@pytest.fixture
def pasted(libreoffice: object, tmp_path: Path) -> Pasted:
    """The cells that LibreOffice makes of HTML. The fixture before it has seen to a profile and that it is there."""
    assert libreoffice
    program = shutil.which("soffice")
    assert program

    def read(html: str) -> list[list[Read]]:
        (tmp_path / "copied.html").write_text(html, encoding="utf-8")
        subprocess.run(
            [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore",
             "--infilter=HTML (StarCalc)", "--convert-to", "xlsx", "--outdir", str(tmp_path),
             str(tmp_path / "copied.html")],
            check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip
        sheet = openpyxl.load_workbook(tmp_path / "copied.xlsx").active
        assert sheet is not None
        return [list(row) for row in sheet.iter_rows()]

    return read


def test_the_grids_cells_come_as_the_numbers_they_are_and_names_as_text(
    window: MainWindow, qtbot: QtBot, pasted: Pasted
) -> None:
    names = ["=1+1", "007", "@SUM(A1)", "Local <SEO> & “more”", "3-4"]
    columns = {"spend": [1234.5678, 0, None, 2.5, 800], "customers": [3, 0, 1, 2, 4],
               "revenue_per_sale": [100.25, 200, 300, 10, 20], "gross_margin": [0.4625, 0.5, None, 0.1, 1]}  # fmt: skip
    window.bench.commands.documents.show(
        Session(build(names, columns, settings=DocumentSettings(locale="de", currency="EUR")))
    )
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    table.selectAll()
    window.bench.actions_.action["copy_headers"].trigger()
    html = QGuiApplication.clipboard().mimeData().html()
    head, *rows = pasted(html)
    titles = [cell.value for cell in head]
    assert titles[0] == "Channel"
    assert [(row[0].value, row[0].data_type) for row in rows] == [(name, "s") for name in names]
    spend, margin, cac = (titles.index(title) for title in ("Spend", "Margin", "CAC"))
    assert [row[spend].value for row in rows] == [1234.5678, 0, None, 2.5, 800]
    assert [row[margin].value for row in rows] == [0.4625, 0.5, None, 0.1, 1]
    # Spend ÷ customers; no customers and no spend: nothing stands there, and no dash that would be a text
    assert [row[cac].value for row in rows] == [pytest.approx(411.5226, abs=1e-12), None, None, 1.25, 200]
    assert all(cell.data_type != "f" for row in rows for cell in row)


@pytest.mark.parametrize(
    ("shown", "decimal", "code"),
    [
        ("$1,234.57", ".", '"$"#,##0.00'), ("46%", ".", "0%"), ("12,3 %", ",", "0.0 %"), ("+376%", ".", "+0%;-0%;0%"),
        ("−25%", ".", "0%"), ("1.234,50 zł", ",", '#,##0.00" zł"'), ("1,157", ".", "#,##0"),
        ("3.2×", ".", '#,##0.0"×"'),
        ("−$5", ".", '"$"#,##0'), ("−", ".", "General"),
    ],
)  # fmt: skip
def test_a_number_is_shown_there_as_here(shown: str, decimal: str, code: str) -> None:
    assert number_code(shown, decimal) == code


def test_a_name_is_no_formula_in_plain_text_either_and_comes_back_as_it_was() -> None:
    names, figures = ("=1+1", "'=quoted", "'Tis"), (("−5", "-5", -5.0), ("−25%", "-25%", -0.25), ("3", "3", 3.0))
    table = [[Cell(name, name), Cell(*figure)] for name, figure in zip(names, figures, strict=True)]
    text = as_text(table)
    assert text == "'=1+1\t-5\n''=quoted\t-25%\n'Tis\t3"
    for html in (as_html(table), ""):
        assert [row[0].text for row in pasted_table(text, html)] == list(names)
    assert pasted_table(text, as_html(table))[1][1].number == -0.25
