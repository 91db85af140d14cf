"""The system's file dialog that asks for a place and a kind of file at once; the name follows the kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from roiapp.ui.look.messages import FileKind


def choose_kind(
    window: QWidget,
    title: str,
    suggested: Path,
    kinds: tuple[FileKind, ...],
    then: Callable[[Path, FileKind], None],
) -> None:
    """Open the dialog. What is there already is asked about by whoever knows whose it is, not by the dialog."""
    by_label = {kind.label: kind for kind in kinds}
    dialog = QFileDialog(window, title, str(suggested.parent), ";;".join(by_label))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)

    def follow(label: str) -> None:
        """The name that stands there gets the ending of the kind, where it had that of another."""
        ending = by_label[label].ending
        dialog.setDefaultSuffix(ending.removeprefix("."))
        name = Path(next(iter(dialog.selectedFiles()), "")).name
        if Path(name).suffix in {kind.ending for kind in kinds}:
            dialog.selectFile(str(Path(name).with_suffix(ending)))

    dialog.setDefaultSuffix(kinds[0].ending.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.filterSelected.connect(follow)
    dialog.fileSelected.connect(lambda name: then(Path(name), by_label.get(dialog.selectedNameFilter(), kinds[0])))
    dialog.open()
