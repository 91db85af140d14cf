"""For scale beside the outline that the program paints first: the real toolbar and the real empty grid, painted.

Builds the window as the program does, but furnishes it before showing it, and opens no document. Prints READY and ends.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bare_table import Painted
from PySide6.QtWidgets import QApplication

from roiapp import settings
from roiapp.ui.look.background import in_background
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.windows import Windows


def unexpected(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    application = QApplication(["roiapp", "-style", "fusion"])
    chosen = settings.load()
    window = Windows(Theme(application, chosen.theme), in_background, unexpected).first(chosen)
    window.furnish()
    painted = Painted()
    window.bench.grid.table.viewport().installEventFilter(painted)
    window.show()
    raise SystemExit(application.exec())
