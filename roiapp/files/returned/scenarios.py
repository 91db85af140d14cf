"""What was typed over on the sheet of scenarios, held against the document's: values, names and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.core.number_format import NumberFormat
from roiapp.core.record_tables import SCENARIO_CHANGES, Record
from roiapp.core.scenario_edits import scenarios_of
from roiapp.core.unit_records import NUMBER
from roiapp.core.worksheet import same_name
from roiapp.files.bare_text import same_text
from roiapp.files.excel import marks
from roiapp.files.excel.texts import LONGEST_TEXT
from roiapp.files.returned.cells import FigureReader, UnclearError, same
from roiapp.files.table_layout import is_blank
from roiapp.language import mark, plain, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.files.returned.changes import Changes
    from roiapp.files.returned.pages import Page
    from roiapp.files.returned.remarks import Remarks

_SCENARIO, _KIND, _FIELD, _VALUE = map(SCENARIO_CHANGES.place, ("scenario", "kind", "field", "value"))


def take_scenarios(page: Page, catalog: Catalog, changes: Changes, remarks: Remarks) -> None:
    """Everything that can be typed there, row by row; what cannot be taken is said."""
    records = changes.worksheet.records
    there = {each.key for each in scenarios_of(changes.worksheet)}
    wanted = {
        marks.change_mark(row) for row, each in enumerate(records.get(SCENARIO_CHANGES.id, ()))
        if isinstance(key := each[_SCENARIO], float) and int(key) in there and each[_KIND] is not None
    }  # fmt: skip
    look = _Look(page, catalog, changes, remarks)
    seen: set[str] = set()
    for row, text in page.marked():
        number, what = marks.change_row(text), marks.scenario_text(text)
        if text in seen:
            remarks.row_copied(page, row)
        elif number is not None and text in wanted:
            look.value(row, number)
        elif what is not None:
            look.text(row, *what)
        else:
            continue
        seen.add(text)
    remarks.changes_gone(page.sheet.name, len(wanted - seen))


class _Look:
    """One row after the other."""

    def __init__(self, page: Page, catalog: Catalog, changes: Changes, remarks: Remarks) -> None:
        settings = changes.worksheet.settings
        self._page = page
        self._catalog = catalog
        self._changes = changes
        self._remarks = remarks
        self._reader = FigureReader(page, settings)
        self._write = NumberFormat(settings.locale, settings.currency)
        self._records = changes.worksheet.records
        self._there = {each.key: each for each in scenarios_of(changes.worksheet)}

    def value(self, row: int, number: int) -> None:
        """The value of the change in this row of the document's table."""
        record = self._records[SCENARIO_CHANGES.id][number]
        was, column = record[_VALUE], self._page.columns.get(marks.VALUE)
        if column is None or not (was is None or isinstance(was, float)):
            return
        field = self._field(record)
        cell = self._page.cell(row, column)
        if was is not None and isinstance(cell, int | float) and not isinstance(cell, bool) and same(was, cell):
            return  # as it was exported, also where it is beyond the limits: workbooks have sixteen digits
        try:
            now, problem = self._reader.figure(row, column, field).value, ""
        except UnclearError as error:
            now, problem = None, str(error)
        if not problem and now is None and was is not None and record[_KIND] != "set":
            problem = tr("A number is wanted here.")
        if problem:
            before = "" if was is None else self._write.edit_text(was, field.unit)
            self._remarks.unclear(self._page, row, column, problem, before)
        elif (was is None) != (now is None) or (was is not None and now is not None and not same(was, now)):
            self._changes.scenario_values[number] = now

    def _field(self, record: Record) -> Field:
        """As what the value is read: an input's figure within its limits where it is set, any other number else."""
        known = self._catalog.field.get(str(record[_FIELD]))
        if known is not None and record[_KIND] == "set":
            return known
        free = (known or self._catalog.field["spend"])._replace(minimum=None, maximum=None, label=mark("Value"))
        return free if known is not None and record[_KIND] == "add" else free._replace(unit=NUMBER)

    def text(self, row: int, what: str, key: int) -> None:
        """The name or the note of the scenario with this key."""
        scenario = self._there.get(key)
        column = self._page.first if what == marks.NAMED else self._page.columns.get(marks.TEXT)
        if scenario is None or column is None:
            return
        was, cell = scenario.name if what == marks.NAMED else scenario.note, self._page.cell(row, column)
        now = "" if is_blank(cell) else str(cell)
        if same_text(plain(was)[:LONGEST_TEXT], now):
            return
        if what == marks.NAMED and (problem := self._refused(now, key)):
            self._remarks.unclear(self._page, row, column, problem, tr("“{text}”", text=was))
            return
        kept = " ".join(now.split()) if what == marks.NAMED else now.strip() + was[LONGEST_TEXT:]
        self._changes.scenario_texts[what, key] = kept

    def _refused(self, name: str, key: int) -> str:
        """Why a scenario cannot be called that, "" where it can."""
        if not name.strip():
            return tr("A scenario needs a name.")
        names = {each.key: each.name for each in self._there.values()}
        new = self._changes.scenario_texts.items()
        names.update({known: text for (what, known), text in new if what == marks.NAMED})
        there = next((text for known, text in names.items() if known != key and same_name(text) == same_name(name)), "")
        return tr("There is a scenario “{name}” already. Give this one another name.", name=there) if there else ""
