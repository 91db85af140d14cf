"""A worksheet that takes formulas as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class FastPage(Worksheet):  # type: ignore[misc]  # no type information published
    """XlsxWriter looks into every formula for some thirty functions that are newer than Excel 2010, which takes three
    quarters of the time of a sheet full of formulas. Ours have none of them; a test holds that."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")
