"""The main states of the window as pictures: everything written in them can be read, twelve are as they were. And that
these checks would see it if they were not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import SetChannel
from roiapp.ui.bars.cards import Card
from roiapp.ui.bars.status_bar import StatusBar
from roiapp.ui.grid.totals_row import TotalsRow
from roiapp.ui.sheet.grid_geometry import GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.pictures import golden
from tests.ui.pictures.facts import troubles_in, troubles_of_charts
from tests.ui.pictures.run import KINDS, MODES, make, settle
from tests.ui.pictures.states import STATES

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$", extend=True)
LONG = "Postcards and envelopes to every household in the northern districts of the town"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_everything_written_can_be_read_and_looks_as_it_did(kind: str, tmp_path: Path) -> None:
    troubles = make(tmp_path / "now", kind)
    assert len(troubles) == len(STATES) * len(KINDS[kind].sizes)
    wrong = [f"{picture}: {trouble}" for picture, found in troubles.items() for trouble in found]
    wrong += golden.differences(tmp_path / "now", tmp_path / "differences")
    assert not wrong, "\n".join(["", *wrong])


def test_twelve_pictures_are_kept_of_all_main_states_sizes_and_both_themes() -> None:
    kept = {path.stem for path in golden.FOLDER.glob("*.png")}
    assert kept == set(golden.PICTURES)
    assert len(kept) == 12
    for part in ("empty", "sample", "large", "error", "long", "right_to_left", *MODES):
        assert any(part in name for name in kept)
    sizes = {golden.pixels(golden.FOLDER / f"{name}.png").shape for name in kept}
    assert sizes == {(720, 1280, 3), (900, 1440, 3), (1440, 2560, 3)}
    assert sum(path.stat().st_size for path in golden.FOLDER.glob("*.png")) < 2_600_000


def test_one_other_pixel_is_told_and_shown(tmp_path: Path) -> None:
    expected, actual = tmp_path / "before.png", tmp_path / "picture.png"
    picture = np.full((20, 30, 3), 200, np.uint8)
    golden.write(expected, picture)
    golden.write(actual, picture)
    assert golden.difference(expected, actual, tmp_path / "seen") == []
    picture[7, 11, 2] += 1
    golden.write(actual, picture)
    (said,) = golden.difference(expected, actual, tmp_path / "seen")
    assert said == f"picture differs in 1 pixels between 11, 7 and 11, 7; see {tmp_path / 'seen'}"
    shown = golden.pixels(tmp_path / "seen" / "picture_difference.png")
    assert shown[7, 11].tolist() == [220, 0, 0]
    assert (shown[:, :11] == shown[0, 0]).all()
    assert golden.pixels(tmp_path / "seen" / "picture_actual.png")[7, 11].tolist() == [200, 200, 201]
    golden.write(actual, picture[1:])
    assert golden.difference(expected, actual, tmp_path / "seen") == [
        f"picture is 30 × 19, was 30 × 20; see {tmp_path / 'seen'}"
    ]


# -- the facts see what is wrong -----------------------------------------------------------------------------------


def looked_at(window: MainWindow) -> list[str]:
    settle(window)
    return troubles_in(window)


def test_nothing_is_wrong_with_the_usual_window(window: MainWindow) -> None:
    assert looked_at(window) == []


def test_a_column_too_narrow_for_its_figures_is_seen(window: MainWindow) -> None:
    table = window.bench.grid.table
    table.header.resized.emit(1, 30)
    said = looked_at(window)
    assert any("“###” of QWidget" in each and "stands for a figure" in each for each in said)
    assert any("“$960” (Spend, row 1) is not in its cell" in each for each in said)
    assert any("of Spend is not in its cell" in each for each in said)  # its total


def test_a_figure_beside_its_cell_is_seen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GridGeometry, "padding", -20)
    window.bench.grid.table.viewport().update()
    assert any("“$1,656” (Spend, row 2) is not in its cell" in each for each in looked_at(window))


def test_a_label_over_another_is_seen(window: MainWindow) -> None:
    title = window.bench.toolbar.title
    label = QLabel("Here too", title)
    label.adjustSize()
    label.move(title.width() - label.width(), (title.height() - label.height()) // 2)
    label.show()
    (said,) = looked_at(window)
    assert "“Here too” of QLabel" in said
    assert said.endswith("lie over each other")


@pytest.mark.parametrize("made", [QLabel, QPushButton])
def test_a_label_without_room_is_seen(window: MainWindow, made: Callable[..., Any]) -> None:
    label = made("Longer than its widget", window.bench.chart_place)
    label.resize(60, label.sizeHint().height())
    label.move(20, 20)
    label.show()
    said = looked_at(window)
    assert any("is cut: only" in each for each in said)
    assert any("has 60 × " in each for each in said)


def test_a_name_cut_short_has_to_be_told_in_full(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = window.bench
    bench.model.apply(SetChannel("name", ((0, LONG),)))
    bench.grid.go_to(1, "cac")
    assert looked_at(window) == []
    monkeypatch.setattr(WorksheetModel, "hint", lambda *_: "Something else")
    (said,) = looked_at(window)
    assert "“Postcards and envelopes" in said
    assert "is cut short, and the tooltip says “”" in said


def test_what_is_not_painted_at_all_is_seen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for part, method in ((TotalsRow, "_draw_total"), (Card, "_draw_change"), (StatusBar, "_paint_right")):
        with monkeypatch.context() as patch:
            patch.setattr(part, method, lambda *_: 1000)
            said = looked_at(window)
        assert said
        assert all("is not in its cell" in each or "does not say" in each for each in said)


def test_what_is_wrong_in_a_chart_is_seen(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from roiapp.charts import bar_painter

    window.bench.show_charts()
    assert troubles_of_charts(window, lambda: settle(window)) == []
    drawn = bar_painter.paint_bars

    def lower(painter: Any, *what: Any) -> None:
        drawn(painter, *what)
        painter.translate(0, 6)
        drawn(painter, *what)

    monkeypatch.setattr("roiapp.charts.roi_by_channel.paint_bars", lower)
    said = troubles_of_charts(window, lambda: settle(window))
    assert any(each.startswith("roi: “Local SEO”") and each.endswith("lie over each other") for each in said)
