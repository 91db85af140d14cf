"""The sheet of definitions: what each figure of the workbook means, how it comes about, and where that is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from roiapp.core.explain import display_id
from roiapp.core.figure_page import figure_page
from roiapp.files.excel.channel_sheet import LINE
from roiapp.files.excel.widths import lines_of
from roiapp.language import plain, tr

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.explain import Part
    from roiapp.core.figure_page import FigurePage
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.files.excel.formats import Formats
from roiapp.files.excel.texts import page_footer

_HEADER_ROW = 2
_WIDTHS = (30, 52, 44, 40, 40)


def write_definitions(
    page: Page, formats: Formats, figures: Figures, names: Mapping[str, str], write: NumberFormat
) -> None:
    """A row for each of the figures in `names`, by id with what they are called on the sheets, and for what their
    formulas name beside."""
    page.hide_gridlines(2)
    page.set_row(0, 26)
    page.write_string(0, 0, tr("Definitions"), formats.title())
    said = tr("Totals are sums divided by sums, over the cells in which every part is known: no averages of averages.")
    page.write_string(1, 0, said, formats.quiet())
    titles = (tr("Figure"), tr("What it is"), tr("How it comes about"), tr("Total"), tr("Source"))
    for column, (text, width) in enumerate(zip(titles, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(_HEADER_ROW, column, text, formats.header(left=True))
    for row, (name, found) in enumerate(_pages(figures, names, write), _HEADER_ROW + 1):
        label = () if found.label == name else (tr("{figure}.", figure=found.label),)
        texts = (name, " ".join((*label, found.help, *found.remarks)), _made(found), _total(found), found.source)
        lines = max(lines_of(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        page.set_row(row, LINE * lines + 4)
        for column, text in enumerate(texts):
            page.write_string(row, column, plain(text), formats.text(bold=not column))
    page.freeze_panes(_HEADER_ROW + 1, 1)
    page.repeat_rows(_HEADER_ROW)
    page.set_landscape()
    page.set_paper(formats.paper())
    page.fit_to_pages(1, 0)
    page.set_footer(page_footer())


def _pages(figures: Figures, names: Mapping[str, str], write: NumberFormat) -> Iterator[tuple[str, FigurePage]]:
    """Every figure's name and page."""
    wanted = dict(names)
    ids = list(wanted)
    for id_ in ids:  # grows
        found = figure_page(figures.catalog, id_, write, lambda each: display_id(figures, each))
        yield wanted[id_], found
        for part in (part for line in (*found.formula, found.total) for part in line):
            if part.id and (other := display_id(figures, part.id)) not in wanted:
                wanted[other] = tr(figures.catalog.record(other).header)
                ids.append(other)


def _made(page: FigurePage) -> str:
    """How a figure comes about, way by way; the first that is known counts."""
    ways = [tr("typed"), *_lines(page.formula)] if page.typed else list(_lines(page.formula))
    return tr(", else ").join(ways)


def _total(page: FigurePage) -> str:
    """The rule of the total; what holds of all rules is said once, above."""
    return "".join(part.text for part in page.total) or "\n".join(page.totals)


def _lines(formulas: Iterable[tuple[Part, ...]]) -> Iterator[str]:
    return ("".join(part.text for part in line) for line in formulas)
