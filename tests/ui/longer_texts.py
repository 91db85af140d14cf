"""Whether a window or dialog holds texts that are 40 % longer, by the facts of the pictures: each text whole, none over
another, and cut only where the tooltip says all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QWidget

from roiapp.ui.present.presentation import Presentation
from tests.ui.pictures.facts import clipped, cramped, cut_short, overlapping
from tests.ui.pictures.painted import Text, shown_widgets, texts_of

if TYPE_CHECKING:
    from roiapp.ui.window.main_window import MainWindow


_HAIR = 2.0  # px at the edge of a button's text, where a letter has no ink


def layout_faults(top: QWidget, window: MainWindow) -> Iterator[str]:
    """What does not fit, in sentences."""
    painted = {widget: texts_of(widget, top) for widget in shown_widgets(top)}
    texts = [text for found in painted.values() for text in found]
    whole = [text for text in texts if not _scrolls(text) and not _all_but_a_hair(text)]
    yield from clipped(whole, window)
    yield from overlapping([text for text in texts if not text.seen.isEmpty() and not _selected(text)])
    if not isinstance(top, Presentation):  # nobody points at what is on a wall
        yield from cut_short([text for text in texts if not text.seen.isEmpty() and _is_cut(text)], top)
    yield from cramped(painted)


def _scrolls(text: Text) -> bool:
    """In a table or list, whose bars lead to what is beyond its edge."""
    return isinstance(text.widget.parentWidget(), QAbstractItemView | QHeaderView)


def _all_but_a_hair(text: Text) -> bool:
    return text.box.width() - text.seen.width() <= _HAIR and text.box.height() == text.seen.height()


def _selected(text: Text) -> bool:
    """A field paints what is selected in it over the rest."""
    return isinstance(text.widget, QLineEdit)


def _is_cut(text: Text) -> bool:
    """Whether the "…" is no part of the text: that comes after the bracket in which the made-up language ends."""
    return "…" in text.text.replace("⟧…", "").replace(" …", "")
