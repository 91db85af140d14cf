"""The two charts of the first sheet, in Excel's own kind: they show cells, so that they follow what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from roiapp.analysis.chart_parts import title_of
from roiapp.core.unit_records import MONEY_ROUND
from roiapp.files.excel.formats import BAD, FONT, GOOD, GRID, QUIET, TEXT
from roiapp.language import mark, plain, tr

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.chart import Chart

    from roiapp.core.results import Figures
    from roiapp.files.excel.formats import Formats

_BAR: Final = 22  # px for a channel
_AROUND: Final = 86  # px for title, legend and axis
_LEAST: Final = 220
_COST, _RETURN = "#9AA4B5", "#2F5BD8"
_FONT: Final[dict[str, Any]] = {"name": FONT, "size": 9, "color": QUIET}
_TITLES: Final = {
    "roi": mark("ROI on gross profit by channel"),
    "revenue_roi": mark("ROI on revenue by channel"),
}
_AGAINST: Final = {"roi": mark("Spend against gross profit"), "revenue_roi": mark("Spend against gross return")}


class ChartCells(NamedTuple):
    """Where on the sheet what the charts show stands: rows and columns, from 0."""

    tab: str
    first_row: int
    last_row: int
    names: int
    gains: int
    losses: int
    cost: int
    returns: int

    def of(self, column: int) -> list[str | int]:
        return [self.tab, self.first_row, column, self.last_row, column]


def height(channels: int) -> int:
    """How high the charts are, in px."""
    return max(_LEAST, channels * _BAR + _AROUND)


def roi_chart(book: xlsxwriter.Workbook, formats: Formats, figures: Figures, cells: ChartCells) -> Chart:
    """A bar for each channel from the best to the worst, gains and losses told apart by side and colour."""
    chart = book.add_chart({"type": "bar"})
    gain, loss = f"{formats.percent_label('+')};;;", f";{formats.percent_label('-')};;"
    sides = ((cells.gains, GOOD, gain, tr("Gain")), (cells.losses, BAD, loss, tr("Loss")))
    for column, colour, number_format, name in sides:
        chart.add_series({
            "name": name, "categories": cells.of(cells.names), "values": cells.of(column),
            "fill": {"color": colour}, "gap": 45, "overlap": 100,
            "data_labels": {"value": True, "position": "outside_end", "num_format": number_format,
                            "font": {**_FONT, "color": TEXT}},
        })  # fmt: skip
    _dress(chart, plain(title_of(figures, tr(_TITLES[figures.worksheet.settings.headline]))))
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


def spend_chart(
    book: xlsxwriter.Workbook, formats: Formats, figures: Figures, cells: ChartCells, names: list[str]
) -> Chart:
    """What each channel cost beside what it brought, the channels in the same order."""
    chart = book.add_chart({"type": "bar"})
    for column, colour, name in ((cells.cost, _COST, names[0]), (cells.returns, _RETURN, names[1])):
        chart.add_series({
            "name": name, "categories": cells.of(cells.names), "values": cells.of(column),
            "fill": {"color": colour}, "gap": 45, "overlap": 0,
        })  # fmt: skip
    _dress(chart, plain(title_of(figures, tr(_AGAINST[figures.worksheet.settings.headline]))))
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({
        "num_font": _FONT, "num_format": formats.number_format(MONEY_ROUND), "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
    })  # fmt: skip
    return chart


def _dress(chart: Chart, title: str) -> None:
    """What both have in common; charts show hidden cells, too, since the bars' ends are there."""
    chart.set_title({"name": title, "overlay": False, "layout": {"x": 0.02, "y": 0.03},
                     "name_font": {"name": FONT, "size": 11, "bold": True, "color": TEXT}})  # fmt: skip
    chart.set_y_axis({"reverse": True, "crossing": "max", "label_position": "low", "num_font": {**_FONT, "color": TEXT},
                      "line": {"color": "#C9CED8"}, "major_tick_mark": "none"})  # fmt: skip
    # No ground: what stands in the cells below shows while there are no bars.
    chart.set_chartarea({"border": {"color": GRID}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.show_hidden_data()
