"""The sample as a workbook with formulas, for other programs: a sheet per period, channels down, totals below."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import xlsxwriter

from roiapp.files.templates import load_sample

INPUTS = ("spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin")
#: header and formula of row {r}; the total row has the ratios of the sums
FORMULAS = (
    ("Conversion", '=IF(N(C{r})=0,"",D{r}/C{r})'),
    ("Cost per lead", '=IF(N(D{r})=0,"",B{r}/D{r})'),
    ("CAC", '=IF(N(E{r})=0,"",B{r}/E{r})'),
    ("Gross return", "=E{r}*F{r}"),
    ("Gross profit", "=K{r}*G{r}"),
    ("ROI", '=IF(N(B{r})=0,"",(L{r}-B{r})/B{r})'),
)


def write(path: Path) -> None:
    """Write the sample to `path` (xlsx)."""
    worksheet = load_sample()
    with xlsxwriter.Workbook(path) as workbook:
        for number, period in enumerate(worksheet.periods):
            sheet = workbook.add_worksheet(period.text("en")[:31])
            sheet.write_row(0, 0, ["Channel", *INPUTS, *(header for header, _ in FORMULAS)])
            for channel, name in enumerate(worksheet.names):
                sheet.write_string(channel + 1, 0, name)
                for column, id_ in enumerate(INPUTS, 1):
                    value = worksheet.value(id_, number, channel)
                    if not np.isnan(value):
                        sheet.write_number(channel + 1, column, value)
                for column, (_, text) in enumerate(FORMULAS, len(INPUTS) + 1):
                    sheet.write_formula(channel + 1, column, text.format(r=channel + 2))
            total = len(worksheet.names) + 1
            sheet.write_string(total, 0, "Total")
            for letter in "BCDEKL":
                sheet.write_formula(f"{letter}{total + 1}", f"=SUM({letter}2:{letter}{total})")
            for column in (7, 8, 9, 12):
                sheet.write_formula(total, column, FORMULAS[column - 7][1].format(r=total + 1))
