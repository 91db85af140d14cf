"""The first sheet: what somebody sees who opens the workbook. Cards, charts and a ranking, all of them formulas on the
sheet of the view, so that a changed input changes the whole page."""

from __future__ import annotations

import base64
import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from roiapp.analysis.card_choice import chosen_ids, figure_and_label
from roiapp.core.excel_terms import UNDEFINED as DASH_TEXT
from roiapp.core.explain import display_id
from roiapp.core.number_format import UNDEFINED
from roiapp.files.excel import coverage, summary_charts
from roiapp.files.excel.channel_sheet import ROW_HEIGHT
from roiapp.files.excel.formats import ACCENT, without_hints
from roiapp.files.excel.period_sheet import serial
from roiapp.files.excel.ranking import Ranking
from roiapp.files.excel.widths import pixels
from roiapp.language import plain, tr

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.catalog import Catalog
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.excel.card_change import CardChange
    from roiapp.files.excel.channel_sheet import ChannelSheet
    from roiapp.files.excel.formats import Formats
from roiapp.files.excel.texts import page_footer

#: what stands in the ranking before the return that the document is judged on
_COLUMNS: Final = ("total_cost", "visits", "leads", "customers", "conversion_rate", "cost_per_lead", "cac",
                   "gross_return", "gross_profit")  # fmt: skip
#: the return that each kind of ROI is made of
_RETURN: Final = {"roi": "gross_profit", "revenue_roi": "gross_return"}
#: columns: a margin, names, figures; the cards stand above them, the first over the names, the others over two figures
_NAMES, _FIGURES, _MOST_FIGURES = 1, 2, 10
_LAST: Final = _FIGURES + _MOST_FIGURES - 1
_HELPERS: Final = _LAST + 3
_CARDS: Final = 6
#: rows: title, span, cards (label, value, change, channels in it), then the charts
_TITLE_ROW, _SPAN_ROW, _CARD_ROW, _CHART_ROW = 1, 2, 4, 9
_ROW_HEIGHT: Final = 20  # px
_LOGO_HEIGHT: Final = 44.0
_LEAST_WIDTH: Final = 11.6
_ONE_PAGE: Final = 16  # channels: with more the page would be too small to read on paper


def wanted_ids(catalog: Catalog, sheet: Worksheet) -> list[str]:
    """What the page shows, and needs a column or a place for on every sheet."""
    cards = [figure_and_label(catalog, id_, sheet.columns)[0] for id_ in chosen_ids(sheet.settings, catalog)]
    return [*cards[:_CARDS], *_COLUMNS, sheet.settings.headline]


def main_ids(figures: Figures) -> list[str]:
    """The figures that tell most, each by its own name in the document; the last is the return it is judged on."""
    return [*(display_id(figures, id_) for id_ in _COLUMNS), figures.worksheet.settings.headline]


@dataclass(frozen=True)
class SummaryPage:
    """Writes the page of one view: `of` is its sheet, `change` compares it, `as_of` is the name of the day's cell."""

    book: xlsxwriter.Workbook
    page: Page
    formats: Formats
    of: ChannelSheet
    change: CardChange
    as_of: str

    def write(self) -> None:
        ids = self.ids()
        self._set_columns(ids)
        self._write_head()
        self._write_cards()
        charts = self.of.plan.channels > 0 and any(self.of.figures.total_figure(id_) is not None for id_ in ids)
        ranking = Ranking(self.page, self.formats, self.of, ids, _CHART_ROW, _NAMES, _HELPERS)
        if charts:
            height = summary_charts.height(ranking.count)
            ranking.move_down(-(-height // _ROW_HEIGHT) + 1)
            self._insert_charts(ranking, height)
        ranking.write()
        self.page.write_string(ranking.total_row + 2, _NAMES, self._remark(ranking), self.formats.quiet())
        self._finish(ranking.total_row + 2, ranking.count)

    def ids(self) -> list[str]:
        """The figures of the ranking: of the usual ones those that are known of something, each by its own name."""
        figures = self.of.figures
        *known, headline = main_ids(figures)
        always = {known[0], _RETURN[headline]}
        return [id_ for id_ in known if id_ in always or figures.total_figure(id_) is not None] + [headline]

    # -- above the ranking ---------------------------------------------------------------------------------------------

    def _set_columns(self, ids: list[str]) -> None:
        page = self.page
        page.set_column(0, 0, 2)
        page.set_column(_NAMES, _NAMES, self._name_width())
        for place in range(_MOST_FIGURES):
            page.set_column(_FIGURES + place, _FIGURES + place, self._width(ids, place))
        page.set_column(_LAST + 1, _LAST + 1, 2)
        page.hide_gridlines(2)
        page.set_default_row(ROW_HEIGHT)

    def _name_width(self) -> float:
        return max(self.of.around.widths.names, 24.0)

    def _width(self, ids: list[str], place: int) -> float:
        if place >= len(ids):
            return _LEAST_WIDTH
        return max(_LEAST_WIDTH, self.of.around.widths.of(self.of.catalog.record(ids[place])))

    def _write_head(self) -> None:
        page, formats, settings = self.page, self.formats, self.of.sheet.settings
        page.set_row(0, 9)
        page.set_row(_TITLE_ROW, 30)
        page.write_string(_TITLE_ROW, _NAMES, settings.title or tr("Channel ROI"), formats.headline())
        matched = tr("time-matched") if self.of.figures.calculator.matched is not None else ""
        company = "" if settings.company == settings.title else settings.company
        span = " · ".join(filter(None, (company, self.of.figures.view.text(), matched, settings.currency)))
        page.write_string(_SPAN_ROW, _NAMES, span, formats.quiet())
        page.write_string(_SPAN_ROW, _LAST - 1, tr("Figures as of"), formats.label())
        today = self.of.around.today
        page.write_formula(_SPAN_ROW, _LAST, f"={self.as_of}", formats.date(typed=False), serial(today))
        self._insert_logo()

    def _insert_logo(self) -> None:
        """The document's logo at the right of the title, in the height that is there for it."""
        data = base64.b64decode(self.of.sheet.settings.logo)
        size = png_size(data)
        if size is None:
            return
        scale = min(1.0, _LOGO_HEIGHT / size[1])
        width = sum(pixels(self._width(self.ids(), place)) for place in (_MOST_FIGURES - 2, _MOST_FIGURES - 1))
        scale = min(scale, width / size[0])
        self.page.insert_image(0, _LAST - 1, "logo.png", {
            "image_data": io.BytesIO(data), "x_scale": scale, "y_scale": scale, "object_position": 3,
            "x_offset": max(0, round(width - size[0] * scale)), "y_offset": 3, "decorative": True,
        })  # fmt: skip

    def _write_cards(self) -> None:
        page, formats, of = self.page, self.formats, self.of
        compared = self.change.before is not None
        ids = chosen_ids(of.sheet.settings, of.catalog)[:_CARDS]
        figures = [figure_and_label(of.catalog, chosen, of.sheet.columns)[0] for chosen in ids]
        covers = {id_: found for id_ in figures if (found := coverage.in_words(of, id_)) is not None}
        heights = 20, 30, 18 if compared else 6, 16 if covers else 4
        for row, height in enumerate(heights, _CARD_ROW):
            page.set_row(row, height)
        named: dict[str, str] = {}  # two cards can come to the same figure
        for place, chosen in enumerate(ids):
            id_, label = figure_and_label(of.catalog, chosen, of.sheet.columns)
            record, value, where = of.catalog.record(id_), of.figures.total_figure(id_), of.total_address(id_)
            self._put(_CARD_ROW, place, label, formats.card_label())
            text = f"={where}" if where else f"={DASH_TEXT}"
            known = value if value is not None and where else UNDEFINED
            cell = self._put(_CARD_ROW + 1, place, "", formats.card_value(record.unit), text, known)
            first = self._card_columns(place)[0]
            formats.refine(page, record.unit, _CARD_ROW + 1, first, _CARD_ROW + 1)
            if record.unit.always_signed:
                formats.colour_returns(page, _CARD_ROW + 1, first, _CARD_ROW + 1)
            named.setdefault(f"Total_{id_}", f"={quote_sheetname(page.get_name())}!{cell}")
            self._write_change(place, id_)
            self._put(_CARD_ROW + 3, place, "", formats.card_note(), *covers.get(id_, ("", "")))
        for name, where in named.items():
            self.book.define_name(name, where)

    def _write_change(self, place: int, id_: str) -> None:
        found = self.change.cell(id_)
        row = _CARD_ROW + 2
        if found is None:
            self._put(row, place, "", self.formats.card_note(last=False))
            return
        look = self.formats.card_note(found.number_format, last=False)
        cell = self._put(row, place, "", look, found.text, found.value)
        column = self._card_columns(place)[0]
        if found.better:
            self.formats.colour_change(self.page, row, column, cell, up_is_good=found.better == "up")

    def _card_columns(self, place: int) -> tuple[int, int]:
        return (_NAMES, _NAMES) if place == 0 else (_FIGURES + 2 * (place - 1), _FIGURES + 2 * place - 1)

    def _put(
        self, row: int, place: int, text: str, look: object, formula: str = "", value: float | str = ""
    ) -> str:
        """One line of a card; returns where it stands."""
        first, last = self._card_columns(place)
        if first != last:
            self.page.merge_range(row, first, row, last, "", look)
        if formula:
            self.page.write_formula(row, first, formula, look, value)
        else:
            self.page.write_string(row, first, text, look)
        return str(xl_rowcol_to_cell(row, first, row_abs=True, col_abs=True))

    # -- charts and the rest -------------------------------------------------------------------------------------------

    def _insert_charts(self, ranking: Ranking, height: int) -> None:
        page, figures = self.page, self.of.figures
        headline = figures.worksheet.settings.headline
        cost, returns = display_id(figures, "total_cost"), _RETURN[headline]
        cells = summary_charts.ChartCells(
            page.get_name(), ranking.first_row, ranking.last_row, ranking.short_names, ranking.gains, ranking.losses,
            ranking.column_of(cost), ranking.column_of(returns),
        )  # fmt: skip
        ids = self.ids()
        left = [self._name_width(), *(self._width(ids, place) for place in range(4))]
        right = [self._width(ids, place) for place in range(4, _MOST_FIGURES)]
        names = [tr(self.of.catalog.record(id_).header) for id_ in (cost, returns)]
        ranked = tr(self.of.catalog.record(headline).header)
        charts = (
            (_NAMES, left, summary_charts.roi_chart(self.book, self.formats, figures, cells)),
            (_FIGURES + 4, right, summary_charts.spend_chart(self.book, self.formats, figures, cells, names)),
        )
        for row in range(_CHART_ROW, ranking.header_row):
            page.set_row_pixels(row, _ROW_HEIGHT)
        self._say_below(ranking, _FIGURES, [headline],
                        tr("{figure} of no channel is known yet. The column “Why” on “{sheet}” says what is missing.",
                           figure=ranked, sheet=self.of.page.get_name()))  # fmt: skip
        self._say_below(ranking, _FIGURES + 5, [cost, returns],
                        tr("Neither {cost} nor {gain} of any channel is known yet.", cost=names[0], gain=names[1]))
        for column, widths, chart in charts:
            chart.set_size({"width": sum(map(pixels, widths)) - 8, "height": height})
            offset = 0 if column == _NAMES else 8
            page.insert_chart(_CHART_ROW, column, chart, {"object_position": 2, "x_offset": offset})

    def _say_below(self, ranking: Ranking, first: int, ids: list[str], text: str) -> None:
        """Below a chart, which has no ground of its own: why it is empty, as long as none of the figures is known."""
        ranges = [ranking.rows(ranking.column_of(id_)) for id_ in ids]
        quoted = plain(text).replace('"', '""')
        known = any(not np.isnan(self.of.figures.values(id_)[ranking.channels]).all() for id_ in ids)
        rows, look = (_CHART_ROW + 3, _CHART_ROW + 8), self.formats.centred()
        self.page.merge_range(rows[0], first, rows[1], first + 2, "", look)
        formula = f'=IF(COUNT({",".join(ranges)})=0,"{quoted}","")'
        self.page.write_formula(rows[0], first, formula, look, "" if known else plain(text))

    def _remark(self, ranking: Ranking) -> str:
        said = tr("Everything on this page follows the blue cells on the sheets of the periods.")
        return " ".join(filter(None, (ranking.remark(), said)))

    def _finish(self, last_row: int, rows: int) -> None:
        page = self.page
        page.set_landscape()
        page.set_paper(self.formats.paper())
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.center_horizontally()
        page.fit_to_pages(1, 1 if rows <= _ONE_PAGE else 0)
        page.print_area(0, 0, last_row, _LAST + 1)
        page.set_footer(page_footer())
        page.protect("", {"format_columns": True, "format_rows": True, "objects": False})
        without_hints(page, last_row, _LAST)
        page.set_tab_color(ACCENT)
        page.set_first_sheet()
        page.activate()


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, None where it is none."""
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None
