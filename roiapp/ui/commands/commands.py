"""The commands of a window by group, as the action records name them, and the two groups that need no module of their
own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.language import tr
from roiapp.ui.commands.card_commands import CardCommands
from roiapp.ui.commands.channel_commands import ChannelCommands
from roiapp.ui.commands.chart_commands import ChartCommands
from roiapp.ui.commands.check_commands import CheckCommands
from roiapp.ui.commands.document_commands import DocumentCommands
from roiapp.ui.commands.figure_commands import FigureCommands
from roiapp.ui.commands.finding_commands import FindingCommands
from roiapp.ui.commands.guide_commands import GuideCommands
from roiapp.ui.commands.note_commands import NoteCommands
from roiapp.ui.commands.period_commands import PeriodCommands
from roiapp.ui.commands.print_commands import PrintCommands
from roiapp.ui.commands.recent_commands import RecentCommands
from roiapp.ui.commands.saving_commands import SavingCommands
from roiapp.ui.commands.template_commands import TemplateCommands
from roiapp.ui.commands.version_commands import VersionCommands
from roiapp.ui.grid.column_commands import ColumnCommands
from roiapp.ui.grid.grid_zoom import ZoomCommands
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.grid.row_commands import RowCommands
from roiapp.ui.look.messages import Choice, Messages, Question
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.start.start_place import StartPlace

if TYPE_CHECKING:
    from roiapp.settings import Mode
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.look.theme import Theme


class EditingCommands:
    """Undo, redo and the list of steps, and the grid's clipboard from the menu."""

    def __init__(self, theme: Theme, model: SessionModel, grid: WorksheetView) -> None:
        self._theme = theme
        self._model = model
        self._grid = grid

    def undo(self) -> None:
        if self._grid.commit_editor():
            self._model.undo()

    def redo(self) -> None:
        if self._grid.commit_editor():
            self._model.redo()

    def steps(self) -> None:
        """Show the list of steps beside the figures, or bring it to the front."""
        from roiapp.ui.lists.steps_window import StepsWindow

        if not self._grid.commit_editor():
            return
        shown = next(iter(self._grid.window().findChildren(StepsWindow)), None)
        if shown is None:
            StepsWindow(self._theme, self._model, self._grid.window()).show()
        else:
            shown.activateWindow()

    def cut(self) -> None:
        self._do(self._grid.table.commands.cut)

    def copy(self) -> None:
        """The selected cells, or the total that was chosen."""
        self._do(self._grid.copy)

    def copy_with_headers(self) -> None:
        """The same below the titles of their columns; of the totals all."""
        self._do(self._grid.copy_with_headers)

    def edit_cell(self) -> None:
        self._do(self._grid.edit_current)

    def paste(self) -> None:
        self._do(self._grid.table.commands.paste)

    def paste_special(self) -> None:
        """Ask what of the copied cells to take."""
        from roiapp.ui.forms.paste_dialog import PasteDialog

        commands = self._grid.table.commands
        if self._grid.commit_editor():
            PasteDialog(self._theme, commands.paste_special, self._grid.window()).open()

    def clear(self) -> None:
        self._do(self._grid.table.commands.clear)

    def fill_down(self) -> None:
        self._do(self._grid.table.commands.fill_down)

    def fill_right(self) -> None:
        self._do(self._grid.table.commands.fill_right)

    def select_all(self) -> None:
        self._do(self._grid.table.selectAll)

    def _do(self, command: Callable[[], object]) -> None:
        if self._grid.commit_editor():
            command()


class AppearanceCommands:
    """Light, dark or as the system; what the program is."""

    def __init__(self, set_theme: Callable[[Mode], None], messages: Messages) -> None:
        self._set_theme = set_theme
        self._messages = messages

    def light(self) -> None:
        self._set_theme("light")

    def dark(self) -> None:
        self._set_theme("dark")

    def system(self) -> None:
        self._set_theme("system")

    def about(self) -> None:
        from importlib.metadata import PackageNotFoundError, version

        from roiapp.settings import settings_folder

        try:
            number = version("channel-roi")
        except PackageNotFoundError:  # started from a checkout
            number = tr("from source")
        text = tr(
            "Version {version}. A worksheet that shows which marketing channels pay off, and how sure that is.\n\n"
            "Everything stays on this computer. Settings are kept in {folder}.",
            version=number, folder=settings_folder(),
        )  # fmt: skip
        close = Choice("ok", tr("Close"), primary=True)
        self._messages.ask(Question(tr("Channel ROI"), text, (close,)), lambda _: None)


@dataclass(frozen=True)
class Commands:
    """All groups; the names are those the action records use."""

    documents: DocumentCommands
    start: StartPlace
    recent: RecentCommands
    templates: TemplateCommands
    saving: SavingCommands
    versions: VersionCommands
    editing: EditingCommands
    finding: FindingCommands
    channels: ChannelCommands
    periods: PeriodCommands
    over_time: OverTime
    notes: NoteCommands
    checks: CheckCommands
    figures: FigureCommands
    cards: CardCommands
    appearance: AppearanceCommands
    guide: GuideCommands
    charts: ChartCommands
    printing: PrintCommands
    rows: RowCommands
    columns: ColumnCommands
    zoom: ZoomCommands
