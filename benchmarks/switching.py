"""Another theme, language or text size while the program runs, beside a bare window of as many of Qt's own widgets that
is given another palette and style sheet.

    .venv/bin/python benchmarks/switching.py [--rounds N]

*Whole*: what all of it takes of the window's thread until it is at rest again. *Longest*: the longest turn of the event
loop on the way, which is how long a key pressed meanwhile would wait. Both are processor time; each round is two
processes, in turns. The bare window paints nothing of its own and has no document: it is the scale, not a limit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollBar, QVBoxLayout, QWidget
from real_window import SIZE, document, open_window, rest

SWITCHES = ("theme", "language", "text size")
TIMES = 6
_REST = 900
_KINDS = (QLabel, QPushButton, QLineEdit, QScrollBar, QWidget)


def measured(switch: Callable[[int], None]) -> tuple[float, float]:
    """Seconds of the thread in the middle case: the whole, and its longest turn."""
    turns: list[float] = []
    begun = time.thread_time()

    def turned() -> None:
        nonlocal begun
        now = time.thread_time()
        turns.append(now - begun)
        begun = now

    dispatcher = QAbstractEventDispatcher.instance()
    dispatcher.aboutToBlock.connect(turned)
    dispatcher.awake.connect(turned)
    found = []
    for number in range(TIMES):
        turns.clear()
        begun = time.thread_time()
        switch(number)
        rest(_REST)
        found.append((sum(turns), max(turns)))
    dispatcher.aboutToBlock.disconnect(turned)
    dispatcher.awake.disconnect(turned)
    whole, longest = zip(*found[1:], strict=True)  # the first one loads what it needs
    return median(whole), median(longest)


def ours() -> dict[str, tuple[float, float]]:
    with open_window(document(12, 12)) as window:
        kept = window.bench.parts.kept
        ways: tuple[Callable[[int], None], ...] = (
            lambda number: window.set_theme(("dark", "light")[number % 2]),
            lambda number: kept.set_language(("fr", "en")[number % 2]),
            lambda number: kept.set_text_size((110, 100)[number % 2]),
        )
        return {
            "widgets": (len(QApplication.allWidgets()), 0.0),
            **{name: measured(way) for name, way in zip(SWITCHES, ways, strict=True)},
        }


def bare(widgets: int) -> dict[str, tuple[float, float]]:
    application = QApplication(["bare", "-style", "fusion"])
    window = QWidget()
    column = QVBoxLayout(window)
    for number in range(widgets):
        column.addWidget(_KINDS[number % len(_KINDS)](window))
    window.resize(*SIZE)
    window.show()
    rest(_REST)

    def switch(number: int) -> None:
        ground, ink = ("#1c1f25", "#e9ebef")[:: 1 if number % 2 else -1]
        palette = QPalette(QColor(ground))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
        application.setPalette(palette)
        application.setStyleSheet(f"QScrollBar::handle {{ background: {ink}; }}")

    return {"sheet": measured(switch)}


def _asked(*words: str) -> dict[str, tuple[float, float]]:
    out = subprocess.run([sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, tuple[float, float]] = json.loads(out.splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)  # 0: ours, else the widgets of the bare window
    asked = parser.parse_args()
    if asked.measure is not None:
        sys.stdout.write(json.dumps(bare(asked.measure) if asked.measure else ours()) + "\n")
        return 0
    rounds = []
    for _ in range(asked.rounds):
        of_ours = _asked("--measure", "0")
        rounds.append((of_ours, _asked("--measure", str(round(of_ours["widgets"][0])))["sheet"]))
    print(f"{'Switch':<12}{'whole':>9}{'bare':>9}{'ratio':>8}{'longest':>10}{'bare':>9}{'ratio':>8}")
    for name in SWITCHES:
        line = f"{name:<12}"
        for part, wide in ((0, 9), (1, 10)):
            pairs = [(mine[name][part], theirs[part]) for mine, theirs in rounds]
            line += f"{median(a for a, _ in pairs) * 1e3:>{wide - 3}.0f} ms{median(b for _, b in pairs) * 1e3:>6.0f} ms"
            line += f"{median(a / b for a, b in pairs):>6.2f} ×"
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
