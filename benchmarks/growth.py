"""How the cost of recalculating everything, and of one typed figure, grows with the rows: ours and others'.

    .venv/bin/python benchmarks/growth.py [--rows N] [--seconds S] [--peers FOLDER] [--draw]

Each measured in turns with ours at that size. An engine stops where taking its formulas in takes minutes. `--draw` puts
the picture into docs/images/growth.png, from what was measured.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import peers
import recalculation
from pairs import Missing, Pairs, Row, duration, plain, timed

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.worksheet import Worksheet
from roiapp.palette import CHANNEL_COLOURS, LIGHT

FULL, EDIT = "Everything", "One cell of spend"
SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
#: rows from which an engine is not asked any more: its formulas take minutes to take in
MOST_ROWS = 10_000
#: pairs: at least, at most
PAIRS = (3, 60)
#: seconds from which two pairs have to do
SLOW = 2.0
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "growth.png"
OURS = "Channel ROI"
_SIZE = (980, 420)


def growth(rows: int, seconds: float, folder: Path = peers.FOLDER) -> Iterator[Row | Missing]:
    """A line for each size, peer and work."""
    missing: dict[str, str] = {}
    for size in (size for size in SIZES if size <= rows):
        for name in peers.NAMES:
            if name in missing or (name in peers.ENGINES and size > MOST_ROWS):
                continue
            try:
                yield from _against(name, size, seconds, folder)
            except peers.NotThereError as why:
                missing[name] = str(why)
    for name, why in missing.items():
        yield Missing(f"Growth, {name}", why)


def _against(name: str, size: int, seconds: float, folder: Path) -> Iterator[Row]:
    sheet, catalog = recalculation.worksheet(size), standard()
    with peers.peer(name, recalculation.worksheet(size), folder) as peer:
        ours = recalculation.recalculation(Calculator(sheet, catalog, recalculation.DAY), recalculation.ids(catalog))
        yield Row(FULL, f"{size:,} rows", *_paired(ours, peer.full, seconds), against=name, digits=4)
        edit = partial(_typed, peer.edit, count(), size) if peer.edit else peer.full
        yield Row(EDIT, f"{size:,} rows", *_paired(_edits(sheet), edit, seconds), against=name, digits=4)


def _edits(sheet: Worksheet) -> Callable[[], object]:
    return recalculation.edits(Calculator(sheet, standard(), recalculation.DAY), "spend")


def _typed(edit: Callable[[int, float], float], typed: Iterator[int], size: int) -> float:
    """Another figure in another row each time."""
    number = next(typed)
    return edit(number * 389 % size, 20.0 + number % 97)


def _paired(ours: Callable[[], object], other: Callable[[], float], seconds: float) -> Pairs:
    """In turns; the other says itself how long it took."""
    ours()
    once, theirs = timed(ours)[0], other()
    if theirs < SLOW:
        theirs = other()
    repeats = max(1, round(1e-3 / once))
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(min(max(2 if theirs > SLOW else PAIRS[0], round(seconds / (once * repeats + theirs))), PAIRS[1])):
        found[0].append(timed(ours, repeats)[0])
        found[1].append(other())
    return Pairs(tuple(found[0]), tuple(found[1]))


# -- the table and the picture -----------------------------------------------------------------------------------------


def series(rows: Sequence[Row], work: str) -> dict[str, dict[int, float]]:
    """Who -> rows -> seconds, of one work; ours is what stood beside the fastest."""
    found: dict[str, dict[int, float]] = {OURS: {}}
    for row in rows:
        if row.work == work:
            size = int(row.size.removesuffix(" rows").replace(",", ""))
            found.setdefault(row.against, {})[size] = median(row.baseline)
            found[OURS].setdefault(size, median(row.ours))
    return found


def table(rows: Sequence[Row]) -> str:
    """Sizes down, who across: seconds, and how many times ours."""
    lines = []
    ratios = {(row.work, row.size, row.against): 1 / row.ratio for row in rows}
    for work in (FULL, EDIT):
        found = series(rows, work)
        lines += [f"| {work} | " + " | ".join(found) + " |", "| --- " * (len(found) + 1) + "|"]
        for size in found[OURS]:
            cells = [
                "–" if size not in times
                else duration(times[size]) if who == OURS
                else f"{duration(times[size])}, {times_ours(ratios[work, f'{size:,} rows', who])}"
                for who, times in found.items()
            ]  # fmt: skip
            lines.append(f"| {size:,} rows | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def times_ours(ratio: float) -> str:
    return f"{ratio:,.0f} ×" if ratio >= 100 else f"{ratio:.3g} ×"


def draw(rows: Sequence[Row], place: Path = PICTURE) -> None:
    """Both works side by side, both axes by powers of ten."""
    import pyqtgraph
    from PySide6.QtWidgets import QApplication

    from roiapp.fonts import font, load_fonts

    application = QApplication.instance() or QApplication(["growth"])
    application.setFont(font(load_fonts(), 9.5, 400))
    pyqtgraph.setConfigOptions(antialias=True, background=LIGHT.surface, foreground=LIGHT.text2)
    shown = pyqtgraph.GraphicsLayoutWidget(size=_SIZE)
    colours = dict(zip((OURS, *peers.NAMES), (LIGHT.accent, *CHANNEL_COLOURS[1:]), strict=False))
    for column, (work, title) in enumerate(((FULL, "Everything again"), (EDIT, "One figure typed"))):
        _draw_one(shown.addPlot(0, column), title, series(rows, work), colours)
    shown.resize(*_SIZE)
    shown.show()
    application.processEvents()
    place.parent.mkdir(parents=True, exist_ok=True)
    picture = shown.grab()
    assert picture.save(str(place)), f"{place} cannot be written"


def _draw_one(plot: object, title: str, found: dict[str, dict[int, float]], colours: dict[str, str]) -> None:
    import pyqtgraph

    plot.setTitle(title, color=LIGHT.text, size="11pt")
    plot.setLogMode(x=True, y=True)
    plot.setLabel("bottom", "rows")
    plot.setLabel("left", "seconds")
    plot.showGrid(x=True, y=True, alpha=0.15)
    plot.addLegend(offset=(12, 6), labelTextSize="9pt", labelTextColor=LIGHT.text)
    for who, times in found.items():
        pen = pyqtgraph.mkPen(colours[who], width=3 if who == OURS else 1.6)
        plot.plot(list(times), list(times.values()), pen=pen, name=who, symbol="o", symbolSize=7 if who == OURS else 5,
                  symbolBrush=colours[who], symbolPen=None)  # fmt: skip
    plot.setXRange(1, 6, padding=0.04)
    plot.setYRange(-5, 3.6, padding=0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=SIZES[-1])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--peers", type=Path, default=peers.FOLDER)
    parser.add_argument("--draw", action="store_true")
    asked = parser.parse_args()
    found = list(growth(asked.rows, asked.seconds, asked.peers.resolve()))
    rows = [line for line in found if isinstance(line, Row)]
    print(plain(rows))
    for line in found:
        if isinstance(line, Missing):
            print(f"Not measured: {line.work}: {line.why}.")
    if asked.draw:
        draw(rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
