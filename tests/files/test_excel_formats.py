"""Figures in the workbook look as they do in the window, in every locale and currency: LibreOffice prints them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from roiapp.core.catalog import standard
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import UNITS
from roiapp.files.excel.formats import Formats, Look, date_format, number_look
from roiapp.language import number_locale

VALUES = [
    0, 1, -1, 12, 7.5, -7.25, 0.5, 0.004, 0.0099, 0.00994, 0.123, 1.5, 99.994, 99.996, -99.996, 123.456, -1234.5,
    9999.994, 9999.996, 12345.678, 1e7,
]  # fmt: skip
LOCALES = [("en", "USD"), ("pl", "PLN"), ("fr", "EUR"), ("tr", "TRY"), ("is", "ISK"), ("uz", "UZS")]


def bare(text: str, locale: str) -> str:
    """A figure without what separates thousands, with a point and a hyphen: the reader's program has its own signs."""
    numbers = number_locale(locale)
    text = re.sub(rf"(?<=\d){re.escape(numbers.group)}(?=\d)", "", text).replace(numbers.decimal, ".", 1)
    return re.sub(r"[\s\xa0\u202f]", "", text.replace(numbers.minus, "-"))


@pytest.mark.slow
def test_libreoffice_prints_figures_as_the_window_shows_them(
    libreoffice: Callable[..., list[Path]], pdftotext: Callable[[bytes], list[str]], tmp_path: Path
) -> None:
    path, expected = tmp_path / "figures.xlsx", []
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.set_column(0, 1, 40)
        page.fit_to_pages(1, 0)  # both columns stand on one page, whatever font there is
        for locale, currency in LOCALES:
            formats, write = Formats(book, currency, locale), NumberFormat(locale, currency)
            for unit in UNITS.values():
                for value in VALUES:
                    row = len(expected)
                    page.write_number(row, 0, value, formats.figure(unit))
                    formats.refine(page, unit, row, 0, row)
                    page.write_string(row, 1, f"row {row}")
                    expected.append(f"{locale} {unit.id} {value}: {bare(write.text(value, unit), locale)}")
    (printed,) = libreoffice([path], "pdf")
    found: dict[int, str] = {}
    for line in "\n".join(pdftotext(printed.read_bytes())).splitlines():
        if match := re.fullmatch(r"\s*(.*?)\s*row (\d+)", line):
            found[int(match[2])] = bare(match[1], "en")
    assert len(expected) == len(found) == len(LOCALES) * len(UNITS) * len(VALUES)
    assert [f"{text.partition(':')[0]}: {found[row]}" for row, text in enumerate(expected)] == expected


@pytest.mark.parametrize(
    ("id_", "currency", "locale", "expected"),
    [
        ("spend", "USD", "en", Look('"$"#,##0;-"$"#,##0', '"$"#,##0.00;-"$"#,##0.00', "ABS({})<99.995")),
        ("cac", "ISK", "is", Look('#,##0"\N{NO-BREAK SPACE}kr.";-#,##0"\N{NO-BREAK SPACE}kr."')),
        ("gross_margin", "USD", "tr", Look("%#,##0")),
        ("roi", "EUR", "fr", Look(
            '+#,##0"\N{NO-BREAK SPACE}"%;-#,##0"\N{NO-BREAK SPACE}"%;#,##0"\N{NO-BREAK SPACE}"%',
            '0"\N{NO-BREAK SPACE}"%', "ABS({})<0.005",
        )),
        ("ltv_to_cac", "USD", "en", Look('#,##0.0"×"')),
    ],
)  # fmt: skip
def test_number_formats(id_: str, currency: str, locale: str, expected: Look) -> None:
    assert number_look(standard().record(id_).unit, currency, locale) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "mmm d, yyyy"), ("pl", "d mmm yyyy"), ("is", "d. mmm yyyy"), ("uz", "d-mmm, yyyy"), ("hu", "yyyy. mmm d.")],
)
def test_dates_in_the_locale(locale: str, expected: str) -> None:
    assert date_format(locale) == expected
