"""What is wrong with a file, in one line: which file, sheet, row and column, what is wrong there and what to do."""

from __future__ import annotations

from roiapp.language import tr


class FileError(ValueError):
    """A file that cannot be opened or imported. `str()` is one line for the user; the parts stay readable beside it.

    `row` is counted as a spreadsheet counts it, from 1. Parts that say nothing are "" or None.
    """

    def __init__(
        self, sentence: str, *, file: str = "", sheet: str = "", row: int | None = None, column: str = ""
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.file, self.sheet, self.row, self.column = sentence, file, sheet, row, column

    def __str__(self) -> str:
        places = [self.file] if self.file else []
        if self.sheet:
            places.append(tr("sheet “{sheet}”", sheet=self.sheet))
        if self.row is not None:
            places.append(tr("row {row}", row=self.row))
        if self.column:
            places.append(tr("column “{column}”", column=" ".join(self.column.split())))
        text = f"{', '.join(places)}: {self.sentence}" if places else self.sentence
        # A name may hold bytes that are no text on some systems; nobody could print those.
        return " ".join(text.encode("utf-8", "replace").decode().split())

    def of(self, file: str) -> FileError:
        """The same with the file's name."""
        return FileError(self.sentence, file=file, sheet=self.sheet, row=self.row, column=self.column)
