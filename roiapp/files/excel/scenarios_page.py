"""The sheet of scenarios: what comes of each beside the worksheet, and what each changes, with values to type over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.number_format import UNDEFINED
from roiapp.core.scenarios import BASE
from roiapp.core.unit_records import NUMBER
from roiapp.files.excel import marks
from roiapp.files.excel.channel_sheet import LINE, ROW_HEIGHT
from roiapp.files.excel.formats import SCENARIO, without_hints
from roiapp.files.excel.period_sheet import validation
from roiapp.files.excel.texts import LONGEST_TEXT, page_footer
from roiapp.files.excel.widths import lines_of, title_width
from roiapp.language import apart, mark, plain, tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.results import Figures
    from roiapp.core.scenarios import Change, Kind, Scenario
    from roiapp.core.unit_records import Unit
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.excel.channel_sheet import ChannelSheet
    from roiapp.files.excel.formats import Formats
    from roiapp.files.excel.scenario_plan import Scenarios, Written

#: columns: names and kinds; of a change the input, the channels, the periods, each over two; its value
_NAMES, _INPUT, _CHANNELS, _PERIODS, VALUE = 0, 1, 3, 5, 7
_MOST_FIGURES: Final = 10
_MARKS: Final = _MOST_FIGURES + 2
_MARK_ROW, _SAID_ROW, _LEFT_ROW = 1, 2, 3
_FIRST_ROW: Final = 5
_NAME_WIDTH, _WIDTH = 30.0, 11.6
_HIGHEST: Final = 400
#: what a change does, in the words of the table
_KINDS: Final[dict[Kind, str]] = {
    "set": mark("Set to"), "add": mark("Add"), "scale": mark("Times"), "respond": mark("Respond, elasticity"),
}  # fmt: skip


class ScenariosPage:
    """Writes the sheet. Where everything stands is known before anything is written, so that other sheets can be
    calculated from the values; `figures` are the ids of what is compared."""

    def __init__(
        self, page: Page, formats: Formats, scenarios: Scenarios, sheet: Worksheet, catalog: Catalog,
        figures: Sequence[str],
    ) -> None:  # fmt: skip
        self._page = page
        self._formats = formats
        self._scenarios = scenarios
        self._sheet = sheet
        self._catalog = catalog
        self._figures = figures[:_MOST_FIGURES]
        self._tab = quote_sheetname(page.get_name())
        compared = len(scenarios.laid)
        self._block = _FIRST_ROW if compared else 0
        row = _FIRST_ROW + 2 * compared + 5 if compared else _FIRST_ROW
        #: the first row of each scenario, by key; the row of each change, by its row in the document
        self._first: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        self._widths: list[float] = []
        for each in scenarios.all:
            self._first[each.key] = row
            changes = scenarios.written.get(each.key, ())
            self._rows.update({one.row: row + 4 + place for place, one in enumerate(changes)})
            row += 5 + len(changes)
        self._last = row

    def value(self, row: int) -> str:
        """Where the value of a change stands, with the name of the sheet."""
        return f"{self._tab}!${xl_col_to_name(VALUE)}${self._rows[row] + 1}"

    def write(self, of: ChannelSheet, under: Mapping[int, ChannelSheet]) -> None:
        """Everything; `of` is the sheet of the view that is compared, `under` those of the scenarios by key."""
        self._write_head(of)
        if under:
            self._write_compared(of, under)
        for each in self._scenarios.all:
            self._write_scenario(each)
        self._finish()

    # -- around --------------------------------------------------------------------------------------------------------

    def _write_head(self, of: ChannelSheet) -> None:
        page, formats = self._page, self._formats
        page.hide_gridlines(2)
        page.set_default_row(ROW_HEIGHT)
        page.set_column(_NAMES, _NAMES, _NAME_WIDTH)
        self._widths.append(_NAME_WIDTH)
        for place in range(max(len(self._figures), VALUE)):
            known = place < len(self._figures)
            record = self._catalog.record(self._figures[place]) if known else None
            width = max(_WIDTH, of.around.widths.of(record), title_width(tr(record.header))) if record else _WIDTH
            page.set_column(1 + place, 1 + place, width)
            self._widths.append(width)
        page.set_column(_MARKS, _MARKS, None, None, {"hidden": True})
        page.set_row(0, 34)
        page.set_row(_MARK_ROW, None, None, {"hidden": True})
        page.write_string(_MARK_ROW, _NAMES, marks.SCENARIOS)
        page.write_string(_MARK_ROW, _INPUT, marks.column_mark(marks.TEXT))
        page.write_string(_MARK_ROW, VALUE, marks.column_mark(marks.VALUE))
        page.write_string(_MARK_ROW, _MARKS, marks.column_mark(marks.MARK))
        page.write_string(0, _NAMES, tr("Scenarios"), formats.title())
        said = tr("What is blue can be typed over: the figures here and on the sheets of the scenarios follow. They "
                  "follow the worksheet's own inputs, too.")  # fmt: skip
        page.write_string(_SAID_ROW, _NAMES, said, formats.quiet())
        page.write_string(_LEFT_ROW, _NAMES, plain(self._scenarios.left_out), formats.quiet())

    def _finish(self) -> None:
        page = self._page
        page.set_tab_color(SCENARIO)
        page.set_landscape()
        page.set_paper(self._formats.paper())
        page.fit_to_pages(1, 0)
        page.set_footer(page_footer())
        page.protect("", {"format_columns": True, "format_rows": True, "objects": True})
        without_hints(page, self._last, _MARKS)

    # -- what comes of them --------------------------------------------------------------------------------------------

    def _write_compared(self, of: ChannelSheet, under: Mapping[int, ChannelSheet]) -> None:
        """Worksheet and scenarios, a row each, and below them what each differs by."""
        page, formats, row = self._page, self._formats, self._block
        self._write_titles(row, plain(of.figures.view.text()))
        base = row + 1
        self._write_figures(base, tr("Base case"), "", of)
        named = {each.key: each for each in self._scenarios.all}
        for place, (key, sheet) in enumerate(under.items(), base + 1):
            self._write_figures(place, named[key].name, f"=$A${self._first[key] + 1}", sheet)
        for place, id_ in enumerate(self._figures, 1):
            unit = self._catalog.record(id_).unit
            formats.refine(page, unit, base, place, base + len(under))
            if unit.always_signed:
                formats.colour_returns(page, base, place, base + len(under))
        row = base + len(under) + 2
        self._write_titles(row, tr("Difference from the base case"))
        base_figures = [of.figures.total_figure(id_) for id_ in self._figures]
        for place, (key, sheet) in enumerate(under.items(), 1):
            name = named[key].name
            page.write_formula(row + place, _NAMES, f"=$A${self._first[key] + 1}", formats.name(), plain(name))
            for column, (id_, was) in enumerate(zip(self._figures, base_figures, strict=True), 1):
                letter, now = xl_col_to_name(column), sheet.figures.total_figure(id_)
                here, there = f"{letter}{base + place + 1}", f"{letter}${base + 1}"
                unit = self._catalog.record(id_).unit
                amount, times = (f"({here}-{there})*100", 100) if unit.kind == "percent" else (f"{here}-{there}", 1)
                text = f"=IF(COUNT({here},{there})=2,{amount},{DASH_TEXT})"
                known = UNDEFINED if now is None or was is None else (now - was) * times
                page.write_formula(row + place, column, text, formats.difference(unit), known)

    def _write_titles(self, row: int, first: str) -> None:
        page, formats = self._page, self._formats
        page.set_row(row, 34)
        page.write_string(row, _NAMES, first, formats.header(left=True))
        for column, id_ in enumerate(self._figures, 1):
            page.write_string(row, column, tr(self._catalog.record(id_).header), formats.header())

    def _write_figures(self, row: int, name: str, link: str, sheet: ChannelSheet) -> None:
        page, formats = self._page, self._formats
        if link:
            page.write_formula(row, _NAMES, link, formats.name(), plain(name))
        else:
            page.write_string(row, _NAMES, name, formats.name(total=True))
        for column, id_ in enumerate(self._figures, 1):
            value = sheet.figures.total_figure(id_)
            look = formats.figure(self._catalog.record(id_).unit, total=not link)
            page.write_formula(row, column, f"={sheet.total_address(id_)}", look, UNDEFINED if value is None else value)

    # -- what they change ----------------------------------------------------------------------------------------------

    def _write_scenario(self, scenario: Scenario) -> None:
        page, formats, row = self._page, self._formats, self._first[scenario.key]
        page.set_row(row, 26)
        page.write_string(row, _NAMES, plain(scenario.name)[:LONGEST_TEXT], formats.scenario_name())
        page.write_string(row, _MARKS, marks.scenario_mark(marks.NAMED, scenario.key))
        for column in range(1, VALUE + 1):
            page.write_blank(row, column, None, formats.section())
        page.write_string(row + 1, _NAMES, tr("Lies on"), formats.text(bold=True))
        self._put(row + 1, _INPUT, VALUE, self._lies_on(scenario), formats.text())
        page.write_string(row + 2, _NAMES, tr("Note"), formats.text(bold=True))
        note = plain(scenario.note)[:LONGEST_TEXT]
        self._put(row + 2, _INPUT, VALUE, note, formats.text(typed=True))
        page.write_string(row + 2, _MARKS, marks.scenario_mark(marks.NOTED, scenario.key))
        page.set_row(row + 1, LINE + 4)
        page.set_row(row + 2, min(LINE * lines_of(note, self._width(_INPUT, VALUE)) + 4, _HIGHEST))
        header = formats.header(left=True)
        page.write_string(row + 3, _NAMES, tr("Change"), header)
        for first, title in ((_INPUT, tr("Input")), (_CHANNELS, tr("Channels")), (_PERIODS, tr("Periods"))):
            self._put(row + 3, first, first + 1, title, header)
        page.write_string(row + 3, VALUE, tr("Value"), formats.header())
        for each in self._scenarios.written.get(scenario.key, ()):
            self._write_change(each)

    def _lies_on(self, scenario: Scenario) -> str:
        below = next((each for each in self._scenarios.all if each.key == scenario.parent != BASE), None)
        return plain(below.name) if below else tr("Base case")

    def _write_change(self, written: Written) -> None:
        page, formats, change, row = self._page, self._formats, written.change, self._rows[written.row]
        field = self._catalog.field.get(change.field)
        texts = (self._input(change, field), self._channels(change), self._period(change))
        page.write_string(row, _NAMES, tr(_KINDS[change.kind]), formats.name())
        for first, text in zip((_INPUT, _CHANNELS, _PERIODS), texts, strict=True):
            self._put(row, first, first + 1, plain(text), formats.name())
        places = zip((_INPUT, _CHANNELS, _PERIODS), texts, strict=True)
        lines = max(lines_of(text, self._width(first, first + 1)) for first, text in places)
        if lines > 1:
            page.set_row(row, LINE * lines + 3)
        page.write_string(row, _MARKS, marks.change_mark(written.row))
        unit = value_unit(change, field)
        look = formats.figure(unit, typed=True) if unit is not NUMBER else formats.factor()
        if change.value is None or math.isnan(change.value):
            page.write_blank(row, VALUE, None, look)
        else:
            page.write_number(row, VALUE, change.value, look)
        if unit is not NUMBER:
            formats.refine(page, unit, row, VALUE, row)
        if change.kind == "set" and field is not None and (field.minimum, field.maximum) != (None, None):
            page.data_validation(row, VALUE, row, VALUE, validation(field))

    def _input(self, change: Change, field: Field | None) -> str:
        if change.kind == "respond":
            return tr("Visits, leads, customers, revenue")
        return tr(field.label) if field is not None else change.field

    def _channels(self, change: Change) -> str:
        if change.channel is not None:
            place = {key: place for place, key in enumerate(self._sheet.keys)}.get(change.channel)
            return UNDEFINED if place is None else self._sheet.names[place]
        return tr("Group {group}", group=apart(change.group)) if change.group else tr("All channels")

    def _period(self, change: Change) -> str:
        if change.period is None:
            return tr("All periods")
        return next((each.text() for each in self._sheet.periods if each.key == change.period), UNDEFINED)

    def _width(self, first: int, last: int) -> float:
        """The room for letters in these columns together."""
        return sum(self._widths[first : last + 1]) - 2

    def _put(self, row: int, first: int, last: int, text: str, look: object) -> None:
        self._page.merge_range(row, first, row, last, "", look)
        self._page.write_string(row, first, text, look)


def value_unit(change: Change, field: Field | None) -> Unit:
    """What the value of a change is measured in."""
    return field.unit if field is not None and change.kind in ("set", "add") else NUMBER


def compared_ids(ids: Sequence[str], of: ChannelSheet, figures: Sequence[Figures]) -> Iterator[str]:
    """Of these figures those that stand on the sheets and are known of the worksheet or of a scenario."""
    for id_ in dict.fromkeys(ids):
        if of.total_address(id_) and any(each.total_figure(id_) is not None for each in figures):
            yield id_
