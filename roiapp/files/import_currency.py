"""In which currency the amounts of a table are, and how they become amounts of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roiapp.core.currencies import CURRENCIES, meant_by
from roiapp.core.fields import Field
from roiapp.core.units import localize_expression
from roiapp.core.worksheet import Worksheet
from roiapp.files.cell_values import Findings
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Choices, QuestionError
from roiapp.files.table_layout import Layout, text_of
from roiapp.language import current, list_text, tr

#: of a sign that several currencies share, the one meant most often
_USUAL = ("USD", "EUR", "GBP", "PLN", "TRY", "ISK", "UZS", "CHF", "JPY")


@dataclass(frozen=True)
class Rate:
    """Amounts in `currency` ("" where the file does not tell) times `factor` are amounts in `own`."""

    factor: float
    currency: str
    own: str

    @property
    def text(self) -> str:
        """How it is calculated: “× 1.08 (EUR → USD)”."""
        factor = localize_expression(f"{self.factor:.12g}", current())
        if not self.currency or not self.own:
            return tr("× {rate}", rate=factor)
        return tr("× {rate} ({currency} → {own})", rate=factor, currency=self.currency, own=self.own)

    def sentence(self, records: Sequence[Field]) -> str:
        """What was calculated."""
        named = list_text([tr(each.header) for each in records if each.unit.kind == "money"])
        return tr("{columns} {rate}", columns=named, rate=self.text)


def currency_of(layout: Layout, rows: list[int], findings: Findings) -> str:
    """The currency of the amounts: a column that names it, the headers' brackets, the signs beside the amounts."""
    named: set[frozenset[str]] = set(findings.currencies)
    for column in layout.fields.values():
        if codes := meant_by(layout.unit(column), "en"):
            named.add(codes)
    if "currency" in layout.roles:
        column = layout.roles["currency"]
        texts = {text_of(cell).upper() for cell in {layout.cell(row, column) for row in rows}}
        named |= {frozenset((text,)) for text in texts if text in CURRENCIES}
    if not named:
        return ""
    common = frozenset.intersection(*named)
    if not common:
        raise FileError(
            tr("The amounts are in several currencies ({currencies}). Keep the rows of one, or convert them.",
               currencies=", ".join(sorted({min(codes, key=_usual) for codes in named}))), sheet=layout.sheet.name,
        )  # fmt: skip
    return min(common, key=_usual)


def _usual(code: str) -> tuple[int, str]:
    return (_USUAL.index(code) if code in _USUAL else len(_USUAL)), code


def rate_for(
    layout: Layout, records: Sequence[Field], currency: str, choices: Choices, into: Worksheet | None
) -> Rate | None:
    """What the amounts are multiplied with: a rate is of files in another currency alone. Asks where one is needed."""
    own = into.settings.currency if into is not None else ""
    if (currency and currency == own) or not any(record.unit.kind == "money" for record in records):
        return None
    if choices.rate is not None:
        return Rate(choices.rate, currency, own)
    if currency and into is not None and into.columns:
        raise QuestionError(
            "currency",
            tr("The amounts are in {currency}, and the worksheet is in {own}. Say how many {own} one {currency} is.",
               currency=currency, own=own), sheet=layout.sheet.name,
        )  # fmt: skip
    return None
