"""The commands of the chart: copy it, save it as a picture or for print, give it all the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.language import plain, tr
from roiapp.ui.commands.saving_commands import file_name, suggested_place
from roiapp.ui.commands.written_files import write_file

if TYPE_CHECKING:
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.panel.chart_panel import ChartPanel


class ChartCommands:
    """What can be done with the chart that is shown. There is none before `panel` is set."""

    def __init__(self, parts: WindowParts) -> None:
        self._theme = parts.theme
        self._model = parts.model
        self._messages = parts.messages
        self._run = parts.run
        self._unexpected = parts.unexpected
        self.panel: ChartPanel | None = None

    @property
    def drawn(self) -> bool:
        """Whether there is a chart to be seen."""
        return self.panel is not None and self.panel.drawn

    def kinds(self) -> list[tuple[str, str]]:
        """Ids and names of the charts, none before the panel is there."""
        return self.panel.kinds() if self.panel is not None else []

    def show(self, id_: str) -> None:
        """Another chart, by its id."""
        if self.panel is not None:
            self.panel.show_chart(id_)

    def copy(self) -> None:
        """The chart on the clipboard as a picture."""
        if self.panel is not None:
            self.panel.copy_picture()

    def enlarge(self) -> None:
        """All the room for the chart, or back."""
        if self.panel is not None:
            self.panel.toggle_enlarged()

    def save_picture(self) -> None:
        """The chart as it looks now, in a PNG file at twice the size."""
        from roiapp.ui.panel.chart_files import png

        title, filters = tr("Save the chart as a picture"), tr("PNG pictures ({patterns})", patterns="*.png")
        self._save(title, filters, ".png", lambda panel: png(panel.chart))

    def save_pdf(self) -> None:
        """The chart on a page of its own size, drawn dark on white with text that stays text."""
        from roiapp.ui.panel.chart_files import pdf
        from roiapp.ui.panel.chart_style import paper_style

        title, filters = tr("Save the chart for print"), tr("PDF documents ({patterns})", patterns="*.pdf")
        self._save(title, filters, ".pdf", lambda panel: pdf(panel.chart, paper_style(self._theme)))

    def _save(self, title: str, filters: str, ending: str, made: Callable[[ChartPanel], bytes]) -> None:
        panel = self.panel
        if panel is None or not panel.drawn:
            return
        document = suggested_place(self._model)
        name = plain(tr("{document}, {chart}", document=document.stem, chart=panel.chart.content.title))
        # The chart of now, whatever is typed while the dialog is open.
        data = made(panel)
        suggested = document.with_name(f"{file_name(name)}{ending}")
        self._messages.choose_place(
            title, suggested, filters,
            lambda place: write_file(
                place, ending, data, lambda name: tr("The chart was saved: {file}", file=name), self._messages,
                self._run, self._unexpected,
            ),
        )  # fmt: skip
