"""A file shown where it is, or opened by the program that is for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """Open it; False where no program was found for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Show the folder, with the file selected where the system can; False where no program was found for it."""
    try:
        if sys.platform == "win32":
            subprocess.Popen(f'explorer /select,"{path}"')  # explorer reads its own line
            return True
        if sys.platform == "darwin":
            subprocess.Popen(["/usr/bin/open", "-R", str(path)])
            return True
    except OSError:
        return False
    return open_file(path.parent)
