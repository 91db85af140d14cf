"""The small print of a client's report: what figures mean, what was assumed, what to look at twice, why a figure is
not there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from roiapp.analysis.client_report.channel_table import table_ids
from roiapp.analysis.client_report.parts import Rich, ended, rich, strong
from roiapp.analysis.figure_remarks import assumed_text, totals_without, why_undefined
from roiapp.core.checks import warnings
from roiapp.core.definitions import called
from roiapp.core.metrics import Metric
from roiapp.core.periods import base_view
from roiapp.core.units import SHARE
from roiapp.core.what_counts import inside, redefined_text
from roiapp.language import apart, currency_name, current, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.client_report.headline import Head
    from roiapp.analysis.roi_chart import RoiChart
    from roiapp.core.calculator import Calculator
    from roiapp.core.checks import DataWarning
    from roiapp.core.document_settings import DocumentSettings

MARK: Final = "*"
_MOST_NOTES: Final = 3
#: the totals of which it is said what they are without; others leave out the same
_JUDGED: Final = ("cac", "roi", "revenue_roi")


class SmallPrint:
    """Of one report: `marks` are the channels with a sentence of their own, `notes` these sentences and why figures are
    missing, `definitions` the rest."""

    def __init__(self, head: Head, entered: Calculator, chart: RoiChart | None) -> None:
        self._head = head
        self._chart = chart
        found = list(self._warnings(entered))
        shown = set(head.shown.tolist())
        self._checks = [each for each in found if each[1].level == "check" and each[1].channel in shown]
        self._assumed = Counter(each.field for _, each in found if each.level == "note" and each.channel is not None)
        self.marks = {each.channel: MARK for _, each in self._checks if each.channel is not None}

    def _warnings(self, entered: Calculator) -> list[tuple[str, DataWarning]]:
        head, sheet = self._head, entered.worksheet
        several = len(head.figures.view.periods) > 1
        found = []
        for index in head.figures.view.periods:
            name = sheet.periods[index].text() if several else ""
            found += [(name, each) for each in warnings(sheet, head.catalog, entered, base_view(sheet.periods, index))]
        return found

    def notes(self) -> tuple[str, ...]:
        """Sentences below the table: on what an asterisk or a dash stands for, and what the totals are without."""
        said = [tr("{period}: {note}", period=name, note=each.text) if name else each.text
                for name, each in self._checks]  # fmt: skip
        looked = _few([tr("* {remark}", remark=each) for each in dict.fromkeys(said)])
        metrics = [record for id_ in table_ids(self._head)
                   if isinstance(record := self._head.catalog.record(id_), Metric)]  # fmt: skip
        figures = self._head.figures
        missing = [tr("– {remark}", remark=text) for _, text in why_undefined(figures, metrics)]
        judged = [metric for metric in metrics if metric.id in _JUDGED]
        without = [text for _, text in totals_without(figures, judged)]
        return (*looked, *_few(missing), *without)

    def definitions(self) -> tuple[Rich, ...]:
        """What figures mean, what ranges cover, what counts as what stands in the table, and what was assumed."""
        head = self._head
        on_profit = head.settings.headline == "roi"
        bold = {"roi": strong(head.label(head.settings.headline)), "profit": strong(tr("Gross profit")),
                "cac": strong(tr("Cost per customer")), "range": strong(self._range())}  # fmt: skip
        said = [
            tr("{roi} = (gross profit − spend) ÷ spend.", **bold) if on_profit
            else tr("{roi} = (revenue − spend) ÷ spend.", **bold),
            tr("{profit} = customers × revenue per sale × margin.", **bold),
            tr("{cac} (CAC) = spend ÷ customers.", **bold),
            tr("Totals are ratios of sums, not averages of averages."),
        ]  # fmt: skip
        if self._chart is not None and any(bar.low is not None for bar in self._chart.bars):
            said.append(tr("{range} covers chance in the number of customers, not sales credited to the wrong channel "
                           "or errors in price or margin. Pale bars cross break-even.", **bold))  # fmt: skip
        said += self._counted()
        return tuple(rich(each) for each in said)

    def _range(self) -> str:
        level = 0.95 if self._chart is None else self._chart.level
        return tr("The {level} range", level=self._head.write.text(level, SHARE))

    def _counted(self) -> list[str]:
        head = self._head
        said = [tr("{word}: {meaning}", word=strong(called(word, head.catalog)), meaning=ended(apart(meaning)))
                for word, meaning in head.settings.definitions if word in table_ids(head)]  # fmt: skip
        for field, cells in self._assumed.items():
            said.append(assumed_text(head.catalog.record(field), cells))
        if changed := inside(head.figures, *table_ids(head)):
            said.append(redefined_text(changed, head.catalog))
        if head.supposed is not None:
            said.append(tr("Figures under a scenario are suppositions, not what happened."))
        if (matched := head.figures.calculator.matched) is not None:
            said.append(matched.sentence(head.figures.view, head.write))
        return said


def amounts(settings: DocumentSettings) -> str:
    """In which money the report is, and whose figures they are."""
    code = settings.currency
    name = currency_name(code, current()) if code else ""
    money = (tr("All amounts: {currency} ({code}).", currency=name, code=code) if name not in ("", code)
             else tr("Amounts in {currency}", currency=code))  # fmt: skip
    if not settings.company:
        return money
    return f"{money} {tr('Figures supplied by {company}.', company=settings.company)}"


def _few(said: list[str]) -> list[str]:
    """As many as one reads, and how many more there are."""
    more = len(said) - _MOST_NOTES
    if more < 2:
        return said
    return [*said[:_MOST_NOTES], trn("And {n} more.", "And {n} more.", more)]
