"""What a user can say of a table that is brought in, and what has to be asked before its figures can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from roiapp.files.dates import Order
from roiapp.files.file_errors import FileError
from roiapp.language import tr

#: label, first and last day of a period; the days are None where it is undated
Key = tuple[str, date | None, date | None]
#: what is asked; the command line answers each with a flag
Asked = Literal["columns", "date_order", "decimal", "period", "currency", "meets"]
#: what becomes of figures that are there where the file has others: these take their places, are added to them, or stay
#: away. "" where nobody said so: they take their places, and somebody is asked where a part would replace a whole
Meets = Literal["", "replace", "add", "keep"]
#: the target of a column that is not imported
IGNORED: Final = ""


@dataclass(frozen=True)
class Choices:
    """What is left out is proposed by the program.

    `header` is the header's row as a spreadsheet counts it; `columns` says by a column's name (`Layout.names`) which
    field or role it is, `IGNORED` for none; all rows go into `period`; amounts are multiplied with `rate`; `single` is
    the one channel of the whole file; `names` says by a channel's name in the file (`same_name`) what it is called
    here, "" to leave it out. `meets` says what becomes of figures that are there.
    `lenient`: a cell that cannot be read is left blank and listed, instead of refusing the file.
    """

    sheet: str | None = None
    header: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    period: Key | None = None
    order: Order = ""
    decimal: str = ""
    rate: float | None = None
    single: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    meets: Meets = ""
    lenient: bool = False

    @property
    def to_take_back(self) -> bool:
        """Whether anything was said that the program proposes by itself; which sheet it is about is none of it."""
        return self.but(sheet=None, header=None, meets="") != Choices()

    def but(self, **changes: Any) -> Choices:
        """The same with some things said otherwise."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Answer:
    """One way to answer a question: in words, and what it changes in the choices."""

    text: str
    changes: Mapping[str, object]


class QuestionError(FileError):
    """A file whose figures depend on something only the user knows. `answers` may be empty where it is free."""

    def __init__(
        self, asked: Asked, sentence: str, *, answers: tuple[Answer, ...] = (), file: str = "", sheet: str = "",
        row: int | None = None, column: str = "",
    ) -> None:  # fmt: skip
        super().__init__(sentence, file=file, sheet=sheet, row=row, column=column)
        self.asked = asked
        self.answers = answers

    def of(self, file: str) -> QuestionError:
        """The same with the file's name."""
        return QuestionError(self.asked, self.sentence, answers=self.answers, file=file, sheet=self.sheet,
                             row=self.row, column=self.column)  # fmt: skip


def open_order() -> str:
    """What is said of dates that can be read in two ways."""
    return tr("The dates can be read as day first or as month first. Write them as 2026-08-31.")


def order_answers() -> tuple[Answer, ...]:
    """The two ways to read them."""
    return Answer(tr("Day first"), {"order": "dmy"}), Answer(tr("Month first"), {"order": "mdy"})
