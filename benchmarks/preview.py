"""How long a chosen file takes to its preview in a window that has shown none yet; printed with the time that reading
the file alone takes, in seconds. Started by `reading.py` with the file's path.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from real_window import document, open_window

from roiapp.ui.window.main_window import MainWindow

_PATIENCE_MS = 60_000


def preview(window: MainWindow, path: Path) -> float:
    """Seconds from the chosen file to the dialog with its outcome, painted."""
    bench, loop = window.bench, QEventLoop()
    begun = time.perf_counter()
    bench.commands.importing.bring_in([path])

    def look() -> None:
        from roiapp.ui.bring_in.import_dialog import ImportDialog

        for dialog in window.findChildren(ImportDialog):
            if dialog.isVisible() and dialog.work.outcomes and not dialog.work.busy:
                dialog.repaint()
                loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(2)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    return time.perf_counter() - begun


def main() -> int:
    from roiapp.files.table_reader import read_table

    path = Path(sys.argv[1])
    with open_window(document(12, 24)) as window:
        taken = preview(window, path)
        begun = time.perf_counter()
        read_table(path)
        print(taken, time.perf_counter() - begun)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
