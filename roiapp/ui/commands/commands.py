"""The commands of a window by group, as the action records name them, and the two groups that need no module of their
own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from roiapp.settings import TEXT_SIZES
from roiapp.ui.grid.grid_zoom import ZoomCommands

if TYPE_CHECKING:
    from roiapp.ui.commands.answer_commands import AnswerCommands
    from roiapp.ui.commands.area_commands import AreaCommands
    from roiapp.ui.commands.card_commands import CardCommands
    from roiapp.ui.commands.channel_commands import ChannelCommands
    from roiapp.ui.commands.chart_commands import ChartCommands
    from roiapp.ui.commands.check_commands import CheckCommands
    from roiapp.ui.commands.client_report_commands import ClientReportCommands
    from roiapp.ui.commands.decision_commands import DecisionCommands
    from roiapp.ui.commands.document_commands import DocumentCommands
    from roiapp.ui.commands.export_commands import ExportCommands
    from roiapp.ui.commands.figure_commands import FigureCommands
    from roiapp.ui.commands.finding_commands import FindingCommands
    from roiapp.ui.commands.guide_commands import GuideCommands
    from roiapp.ui.commands.import_commands import ImportCommands
    from roiapp.ui.commands.note_commands import NoteCommands
    from roiapp.ui.commands.period_commands import PeriodCommands
    from roiapp.ui.commands.present_commands import PresentCommands
    from roiapp.ui.commands.print_commands import PrintCommands
    from roiapp.ui.commands.recent_commands import RecentCommands
    from roiapp.ui.commands.report_commands import ReportCommands
    from roiapp.ui.commands.saving_commands import SavingCommands
    from roiapp.ui.commands.scenario_commands import ScenarioCommands
    from roiapp.ui.commands.template_commands import TemplateCommands
    from roiapp.ui.commands.version_commands import VersionCommands
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.lists.command_entries import CommandEntries


class EditingCommands:
    """Undo, redo and their history, and the grid's clipboard from the menu."""

    def __init__(self, parts: WindowParts) -> None:
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid

    def undo(self) -> None:
        if self._grid.commit_editor():
            self._model.undo()

    def redo(self) -> None:
        if self._grid.commit_editor():
            self._model.redo()

    def undo_history(self) -> None:
        """Show the undo history beside the figures, or bring it to the front."""
        from roiapp.ui.lists.undo_history_window import UndoHistoryWindow

        if not self._grid.commit_editor():
            return
        shown = next(iter(self._grid.window().findChildren(UndoHistoryWindow)), None)
        if shown is None:
            UndoHistoryWindow(self._theme, self._model, self._grid.window()).show()
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
    """Light, dark or as the system; how large the texts are; what the program is."""

    def __init__(self, parts: WindowParts) -> None:
        self._set_theme = parts.set_theme
        self._kept = parts.kept
        self._commit = parts.grid.commit_editor
        self._theme = parts.theme
        self._window = parts.window

    def larger_text(self) -> None:
        self._step_text(1)

    def smaller_text(self) -> None:
        self._step_text(-1)

    def usual_text(self) -> None:
        if self._commit():
            self._kept.set_text_size(TEXT_SIZES[0])

    def _step_text(self, by: int) -> None:
        place = TEXT_SIZES.index(self._kept.text_size) + by
        if 0 <= place < len(TEXT_SIZES) and self._commit():
            self._kept.set_text_size(TEXT_SIZES[place])

    def light(self) -> None:
        self._set_theme("light")

    def dark(self) -> None:
        self._set_theme("dark")

    def system(self) -> None:
        self._set_theme("system")

    def about(self) -> None:
        from roiapp.ui.forms.about_dialog import AboutDialog

        AboutDialog(self._theme, self._window).open()


class Commands:
    """All groups; the names are those the action records use. A group is loaded when it is first asked for, so that
    starting waits for none of them. `entries` make the list of commands."""

    def __init__(self, parts: WindowParts, entries: Callable[[], CommandEntries]) -> None:
        self._parts = parts
        self._entries = entries
        self.start = parts.start
        self.over_time = parts.over_time
        self.rows, self.columns = parts.grid.rows, parts.grid.columns
        self.editing, self.appearance = EditingCommands(parts), AppearanceCommands(parts)
        self.zoom = ZoomCommands(parts.grid, parts.model, parts.start.recent)
        self._answer()

    @cached_property
    def documents(self) -> DocumentCommands:
        from roiapp.ui.commands.document_commands import DocumentCommands

        return DocumentCommands(self._parts)

    @cached_property
    def recent(self) -> RecentCommands:
        from roiapp.ui.commands.recent_commands import RecentCommands

        return RecentCommands(self._parts, self.documents.open_path)

    @cached_property
    def templates(self) -> TemplateCommands:
        from roiapp.ui.commands.template_commands import TemplateCommands

        return TemplateCommands(self._parts, self.documents.begin)

    @cached_property
    def saving(self) -> SavingCommands:
        from roiapp.ui.commands.saving_commands import SavingCommands

        return SavingCommands(self._parts)

    @cached_property
    def importing(self) -> ImportCommands:
        from roiapp.ui.commands.import_commands import ImportCommands

        return ImportCommands(self._parts)

    @cached_property
    def exports(self) -> ExportCommands:
        from roiapp.ui.commands.export_commands import ExportCommands

        return ExportCommands(self._parts)

    @cached_property
    def client_report(self) -> ClientReportCommands:
        from roiapp.ui.commands.client_report_commands import ClientReportCommands

        return ClientReportCommands(self._parts, self.exports)

    @cached_property
    def versions(self) -> VersionCommands:
        from roiapp.ui.commands.version_commands import VersionCommands

        return VersionCommands(self._parts, self.saving)

    @cached_property
    def finding(self) -> FindingCommands:
        from roiapp.ui.commands.finding_commands import FindingCommands

        return FindingCommands(self._parts)

    @cached_property
    def channels(self) -> ChannelCommands:
        from roiapp.ui.commands.channel_commands import ChannelCommands

        return ChannelCommands(self._parts)

    @cached_property
    def periods(self) -> PeriodCommands:
        from roiapp.ui.commands.period_commands import PeriodCommands

        return PeriodCommands(self._parts)

    @cached_property
    def notes(self) -> NoteCommands:
        from roiapp.ui.commands.note_commands import NoteCommands

        return NoteCommands(self._parts)

    @cached_property
    def checks(self) -> CheckCommands:
        from roiapp.ui.commands.check_commands import CheckCommands

        return CheckCommands(self._parts, self.notes, self.documents.settings)

    @cached_property
    def figures(self) -> FigureCommands:
        from roiapp.ui.commands.figure_commands import FigureCommands

        return FigureCommands(self._parts)

    @cached_property
    def cards(self) -> CardCommands:
        from roiapp.ui.commands.card_commands import CardCommands

        return CardCommands(self._parts)

    @cached_property
    def areas(self) -> AreaCommands:
        from roiapp.ui.commands.area_commands import AreaCommands

        return AreaCommands(self._parts)

    @cached_property
    def guide(self) -> GuideCommands:
        from roiapp.ui.commands.guide_commands import GuideCommands

        return GuideCommands(self._parts, self._entries)

    @cached_property
    def charts(self) -> ChartCommands:
        from roiapp.ui.commands.chart_commands import ChartCommands

        return ChartCommands(self._parts)

    @cached_property
    def answers(self) -> AnswerCommands:
        from roiapp.ui.commands.answer_commands import AnswerCommands

        return AnswerCommands(self._parts, self.charts, self.figures)

    @cached_property
    def reports(self) -> ReportCommands:
        from roiapp.ui.commands.report_commands import ReportCommands

        return ReportCommands(self._parts, self.figures)

    @cached_property
    def decisions(self) -> DecisionCommands:
        from roiapp.ui.commands.decision_commands import DecisionCommands

        return DecisionCommands(self._parts, self.scenarios)

    @cached_property
    def scenarios(self) -> ScenarioCommands:
        from roiapp.ui.commands.scenario_commands import ScenarioCommands

        return ScenarioCommands(self._parts)

    @cached_property
    def printing(self) -> PrintCommands:
        from roiapp.ui.commands.print_commands import PrintCommands

        return PrintCommands(self._parts, self.charts)

    @cached_property
    def presenting(self) -> PresentCommands:
        from roiapp.ui.commands.present_commands import PresentCommands

        return PresentCommands(self._parts)

    def _answer(self) -> None:
        """Do what the parts ask for by themselves."""
        parts = self._parts
        parts.model.stepped.connect(_late(lambda: self.notes.follow_step))
        parts.grid.page_wanted.connect(_late(lambda: self.figures.page_of))
        parts.explain.asked.connect(_late(lambda: self.figures.go_to))
        parts.explain.page_asked.connect(_late(lambda: self.figures.page_of))
        parts.explain.left.connect(_late(lambda: self.figures.leave_line))
        parts.explain.note_asked.connect(_late(lambda: self.notes.write))
        parts.explain.change_asked.connect(_late(lambda: self.figures.changed))
        parts.explain.reset_asked.connect(_late(lambda: self.scenarios.reset))
        parts.cards.menu_wanted.connect(_late(lambda: self.cards.open_menu))
        parts.cards.moved.connect(_late(lambda: self.cards.move))
        parts.tabs.add_asked.connect(_late(lambda: self.periods.add))
        parts.tabs.edit_asked.connect(_late(lambda: self.periods.edit_one))
        parts.status.check_asked.connect(_late(lambda: self.checks.go_to))
        parts.status.list_asked.connect(_late(lambda: self.checks.show_list))
        parts.status.settings_asked.connect(_late(lambda: self.documents.settings))


def _late(wanted: Callable[[], Callable[..., object]]) -> Callable[..., None]:
    """Does what is wanted, which is looked up when it is asked for: its group is loaded with it."""

    def do(*said: object) -> None:
        wanted()(*said)

    return do
