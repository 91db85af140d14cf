"""The worksheet on paper: what can be printed, and what stands above it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.language import current, date_text, prints_on_letter, tr, trn
from roiapp.ui.bars.toolbar import document_title
from roiapp.ui.commands.saving_commands import file_name, suggested_place
from roiapp.ui.commands.written_files import write_file
from roiapp.ui.sheet.row_words import filter_details, filter_text, grouped_text, sorted_text

if TYPE_CHECKING:

    from roiapp.ui.commands.chart_commands import ChartCommands
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.paper.sheet_paper import Heading, Part


class PrintCommands:
    """Printing what the grid shows, in its order."""

    def __init__(self, parts: WindowParts, charts: ChartCommands) -> None:
        self._window = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self._messages = parts.messages
        self._run = parts.run
        self._unexpected = parts.unexpected
        self._charts = charts

    def print_sheet(self) -> None:
        """Show the pages; from there they go to a printer or into a PDF."""
        from roiapp.ui.panel.chart_style import paper_style
        from roiapp.ui.paper.print_dialog import PrintDialog

        if self._model.session is None or not self._grid.commit_editor():
            return
        panel = self._charts.panel
        chart = (panel.chart, paper_style(self._theme)) if panel is not None and panel.drawn else None
        PrintDialog(
            self._theme, self._grid.model, self._heading(), self._parts(), chart, self._save, self._printed,
            self._window, on_letter=prints_on_letter(self._model.number_format.locale),
        ).open()  # fmt: skip

    def _parts(self) -> dict[str, Part]:
        from roiapp.ui.paper.sheet_paper import Part

        sheet = self._grid.model
        everything = Part(range(sheet.empty_row), tuple(range(len(sheet.columns) + 1)), totals=True)
        parts = {tr("The worksheet"): everything}
        block = self._grid.table.block()
        if block is not None and not block.single:
            rows = range(block.top, min(block.bottom + 1, sheet.empty_row))
            columns = tuple(range(block.left, block.right + 1))
            if rows and columns != (0,):
                parts[tr("The selected cells")] = Part(rows, columns, totals=False)
        return parts

    def _heading(self) -> Heading:
        from roiapp.ui.paper.sheet_paper import Heading

        model, sheet, settings = self._model, self._grid.model, self._model.number_format
        worksheet, wanted, view = model.worksheet, self._grid.model.arrangement, model.view
        assert worksheet is not None
        money = tr("Amounts in {currency}", currency=settings.currency)
        about = [worksheet.settings.company, money]
        asked = [sorted_text(sheet, wanted.sort)] if wanted.sort is not None else []
        if wanted.filter.active:
            asked += [filter_text(sheet), *filter_details(sheet, wanted).splitlines()]
        asked.append(grouped_text(wanted))
        # A dot stands between parts that are whole by themselves.
        lines = [" · ".join(part for part in parts if part) for parts in (about, asked)]
        if view is not None and model.figures is not None and (matched := model.figures.calculator.matched) is not None:
            lines.append(matched.sentence(view, model.number_format))
        if model.session is not None and model.session.scenario:
            lines.append(tr("Under the scenario {scenario}", scenario=model.session.scenario))
        several = any(column.apart for column in sheet.columns)
        period = sheet.columns[0].record.label if several else None
        return Heading(
            document_title(model),
            tr("{figure} over time", figure=tr(period)) if period else (view.text() if view else ""),
            tuple(line for line in lines if line),
            tr("Printed on {day}", day=date_text(date.today(), current())),
        )

    def _save(self, data: bytes) -> None:
        place = suggested_place(self._model)
        suggested = place.with_name(f"{file_name(place.stem)}.pdf")

        def write(chosen: Path) -> None:
            write_file(
                chosen, ".pdf", data, lambda name: tr("The pages were saved: {file}", file=name),
                self._messages, self._run, self._unexpected,
            )  # fmt: skip

        self._messages.choose_place(
            tr("Save as PDF"), suggested, tr("PDF documents ({patterns})", patterns="*.pdf"), write
        )

    def _printed(self, pages: int) -> None:
        self._messages.say(trn("{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages))
