"""A worksheet that takes formulas as they are, and gives texts that any program can read."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from roiapp.files.excel.texts import LONGEST_CELL, printable


class FastPage(Worksheet):  # type: ignore[misc]  # no type information published
    """XlsxWriter looks into every formula for some thirty functions that are newer than Excel 2010, which takes three
    quarters of the time of a sheet full of formulas. Ours have none of them; a test holds that. And it escapes what XML
    cannot hold in texts, but not in the texts that formulas give nor in comments."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        known = printable(value, LONGEST_CELL) if isinstance(value, str) and not value.isprintable() else value
        done: int = super()._write_formula(row, col, formula, cell_format, known)
        return done

    def write_comment(self, row: int, col: int, comment: str, options: Any = None) -> int:
        done: int = super().write_comment(row, col, printable(comment, LONGEST_CELL), options)
        return done
