"""The workbook that leaves the program: live formulas with their values, in Excel's own format."""
