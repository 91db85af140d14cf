"""The size of the grid from the menu, and how it is remembered beside the file."""

from __future__ import annotations

from pathlib import Path

from roiapp.files.session import Session
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


def test_a_file_comes_back_at_the_size_it_was_looked_at(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    bench = window.bench
    messages.place = tmp_path / "year.roi"
    bench.commands.saving.save_as()
    assert [file.zoom for file in window.settings.recent] == [100]
    for _ in range(2):
        bench.actions_.action["zoom_in"].trigger()
    assert bench.grid.zoom == 125
    assert [file.zoom for file in window.settings.recent] == [125]
    assert not bench.model.edited
    bench.commands.documents.show(Session.new(bench.model.worksheet))  # type: ignore[arg-type]
    assert bench.grid.zoom == 100
    bench.actions_.action["zoom_out"].trigger()
    assert [file.zoom for file in window.settings.recent] == [125]
    bench.commands.documents.show(Session.open(tmp_path / "year.roi"), tmp_path / "year.roi")
    assert bench.grid.zoom == 125
    bench.actions_.action["zoom_usual"].trigger()
    assert [file.zoom for file in window.settings.recent] == [100]
