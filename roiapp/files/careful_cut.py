"""Text cut into cells letter by letter, as the rules of CSV are: for what `quick_cut` does not cut."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from roiapp.files.late_language import tr
from roiapp.files.table_errors import OddQuotesError, TableError

#: letters in one cell
MOST: Final = 100_000
_LINE: Final = re.compile(rb"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


class CarefulCut:
    """A text in UTF-8 from byte `at` on. A line break inside quotes starts no new row. Quotes in the middle of a cell
    ("a"b) are against the rules and common: not `strict` they are read as they stand."""

    def __init__(self, text: bytes, at: int, separator: str, *, strict: bool = True) -> None:
        self._text = text
        self._separator = separator
        self._strict = strict
        #: up to where it was read
        self.at = at
        csv.field_size_limit(MOST)

    def until(self, end: int) -> list[list[str]]:
        """The rows until one ends at `end` or behind. Raises `OddQuotesError` where it is strict, and `TableError`
        where a quote is never closed."""
        rows: list[list[str]] = []
        try:
            for row in self._reader():
                rows.append(row)
                if self.at >= end:
                    break
        except csv.Error as error:
            raise self._wrong(str(error)) from error
        return rows

    def first(self, most: int) -> list[list[str]]:
        """So many rows, fewer where something is wrong."""
        rows: list[list[str]] = []
        with suppress(csv.Error):
            for row in self._reader():
                rows.append(row)
                if len(rows) == most:
                    break
        return rows

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._separator, strict=self._strict)

    def _lines(self) -> Iterator[str]:
        """The lines with their ends."""
        for line in _LINE.finditer(self._text, self.at):
            self.at = line.end()
            yield line[0].decode()

    def _wrong(self, error: str) -> Exception:
        """What went wrong, with the line in which the row begins that cannot be read."""
        if "unexpected end of data" in error or "field larger" in error:
            line, begun = self._last_begun()
            if "field larger" in error and begun.count('"') % 2 == 0:
                return TableError(
                    tr("A cell in line {line} has more than {most} letters: this is no table. Shorten it.", line=line,
                       most=MOST)
                )  # fmt: skip
            return TableError(
                tr("A quotation mark that opens in line {line} is not closed. Close it or take it out.", line=line)
            )
        if self._strict:
            return OddQuotesError()
        return TableError(tr("The text cannot be cut into cells: {reason}.", reason=error))

    def _last_begun(self) -> tuple[int, str]:
        """The number, from 1, and the text of the line with which the row begins that cannot be read."""
        self.at, line, begun = 0, 0, 0
        reader = csv.reader(self._lines(), delimiter=self._separator, strict=self._strict)
        with suppress(csv.Error):
            for _row in reader:
                line, begun = reader.line_num, self.at
        self.at = begun
        return line + 1, next(self._lines(), "")
