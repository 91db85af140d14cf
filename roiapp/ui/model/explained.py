"""What is said of one figure: how it comes about, how it compares and how sure it is. Painted by the line above the
grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.change_said import figure_change, judged
from roiapp.core import indicators
from roiapp.core.definitions import meaning_of
from roiapp.core.units import RATE, SHARE
from roiapp.language import apart, tr
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures

_NOTE_LETTERS: Final = 40
_SMALL: Final = 0.005  # nearer to the average than half a percent is "as the average"


class Piece(NamedTuple):
    """A run of text in the explanation; `id` is the field or metric it names, None for signs and numbers."""

    text: str
    id: str | None = None
    strong: bool = False


class Chip(NamedTuple):
    """A small label at the right. `role` is its text colour, with a ground of the same name + "_soft" where there is
    one. One that is the `least` shows where no other text of the line is cut for it; the figure's page says it, too."""

    text: str
    role: str = "text2"
    icon: str = ""
    hint: str = ""
    note: bool = False
    change: bool = False
    least: bool = False
    reset: bool = False

    @property
    def spoken(self) -> str:
        """The same for whoever does not see the colour."""
        better = judged(self.role) if self.icon.startswith("arrow") else ""
        return f"{self.text}, {better}" if better else self.text


class Explained(NamedTuple):
    """What the line says: whose figure it is, how it comes about, the chips. The title begins with `name`, the part of
    it that may be cut."""

    title: str = ""
    pieces: tuple[Piece, ...] = ()
    chips: tuple[Chip, ...] = ()
    name: str = ""

    @property
    def text(self) -> str:
        """The whole line in words, for readers of the screen and for copying."""
        parts = (self.title, "".join(piece.text for piece in self.pieces), *(chip.spoken for chip in self.chips))
        return ". ".join(part.strip() for part in parts if part.strip())


def explained(model: SessionModel, channel: int | None, id_: str, view: View | None = None) -> Explained:
    """What the line says of one figure of the view at hand, or of the one that is named."""
    session = model.session
    figures = session.calculator.figures(view) if session is not None and view is not None else model.figures
    if figures is None or session is None:
        return Explained()
    names = session.worksheet.names
    if channel is not None and channel >= len(names):
        return Explained()
    from roiapp.core.explain import explain

    if not id_:  # a channel's name
        return Explained(apart(names[channel]) if channel is not None else "")
    record = session.catalog.record(id_)
    whose = tr("Total") if channel is None else apart(names[channel])
    title = " · ".join((whose, tr(record.header), *((apart(view.text()),) if view else ())))
    told = explain(figures, id_, channel, model.number_format)
    # The figure's own name stands in the title; the line goes on with "= …".
    sides = [[Piece(part.text, part.id) for part in side] for side in (told.names, told.numbers) if side]
    if not sides or "".join(piece.text for piece in sides[-1]) != told.result:
        sides.append([Piece(told.result)])
    sides[-1] = [Piece(piece.text, piece.id, strong=True) for piece in sides[-1]]
    pieces = [piece for side in sides for piece in (Piece("=  "), *side, Piece("  "))]
    if figures.calculator.supposed is not None:
        from roiapp.ui.model.supposed_said import derivation

        pieces = [Piece(text, strong=strong) for text, strong in derivation(figures, id_, channel, model.number_format)
                  ] or pieces  # fmt: skip
    value = figures.figure(id_, channel)
    chips = _chips(model, figures, id_, channel, value)
    meaning = meaning_of(session.worksheet.settings, id_)
    if meaning:
        hint = tr("What counts here: {meaning}", meaning=meaning)
        chips.append(Chip(_short(meaning), icon="book-open", hint=hint, least=True))
    if record.timing:
        chips.append(Chip(indicators.mark_of(record.timing), hint=indicators.sentence(record.timing), least=True))
    return Explained(title, tuple(pieces), tuple(chips), whose)


def _chips(model: SessionModel, figures: Figures, id_: str, channel: int | None, value: float | None) -> list[Chip]:
    catalog = figures.catalog
    chips: list[Chip] = []
    if value is None:
        reason = figures.reason(id_, channel)
        if reason:
            chips.append(Chip(reason.sentence(catalog), icon="info"))
        return chips
    if channel is not None and id_ in catalog.field and not figures.view.rollup:
        origin = figures.origin(id_, channel)
        if origin == "default":
            chips.append(Chip(tr("From the document's default"), icon="info"))
        elif origin == "fallback":
            chips.append(Chip(tr("Not typed: worked out from other figures"), icon="info"))
        elif origin == "counted":
            chips.append(Chip(tr("Not typed: counted in the table of rejections"), icon="info"))
    if figures.calculator.supposed is not None:
        from roiapp.ui.model.supposed_said import base_figure, set_here

        if set_here(figures, id_, channel):
            chips.append(Chip(tr("Set in this scenario"), "what_if", "sliders-horizontal"))
            chips.append(Chip(tr("Reset to base"), "accent_text", hint=tr("Ctrl+Backspace"), reset=True))
        base = base_figure(figures, id_, channel, model.number_format)
        if base:
            chips.append(Chip(tr("Base {figure}", figure=base), "what_if"))
    chips.extend(_both_ways_chip(figures, id_))
    matched = figures.calculator.matched
    if matched is not None and id_ in matched.fields:
        shift = matched.shift(figures.view, channel, model.number_format)
        hint = tr("The days to close of the channel, else of all: its customers came of what was done then.")
        chips.append(Chip(shift, icon="hourglass", hint=hint))
    if channel is not None:
        chips.extend(_average_chip(model, figures, id_, value))
    chips.extend(_change_chip(model, figures, id_, channel, value))
    chips.extend(_range_chip(model, figures, id_, channel))
    if figures.view.kind not in ("year", "last12"):  # for those the year before is the period before
        chips.extend(_change_chip(model, figures, id_, channel, value, a_year_ago=True))
    return chips


def _both_ways_chip(figures: Figures, id_: str) -> list[Chip]:
    """Where the period looked at adds up what counts differently before and after a day."""
    from roiapp.core.what_counts import inside, redefined_text

    found = inside(figures, id_)
    return [Chip(tr("Counted both ways"), icon="info", hint=redefined_text(found, figures.catalog))] if found else []


def _average_chip(model: SessionModel, figures: Figures, id_: str, value: float) -> list[Chip]:
    """How the figure stands to that of all channels together; nothing where that is no average."""
    from roiapp.analysis.averages import is_average

    catalog, write = figures.catalog, model.number_format
    record = catalog.record(id_)
    average = figures.total_figure(id_)
    if average is None or not is_average(catalog, id_):
        return []
    whole = write.text(average, record.unit)
    if record.unit.kind == "percent":
        gap = value - average
        amount = write.change(abs(gap), record.unit).lstrip("+")
        small = write.change(gap, record.unit) == write.change(0.0, record.unit)
    else:
        if average == 0:
            return []
        gap = (value - average) / abs(average)
        amount = write.text(abs(gap), RATE if abs(gap) < 0.01 else SHARE)
        small = abs(gap) < _SMALL
    if small:
        return [Chip(tr("As the average ({average})", average=whole))]
    better = catalog.metric[id_].better if id_ in catalog.metric else ""
    role = "text2" if not better else ("good" if (gap > 0) == (better == "up") else "bad")
    if gap > 0:
        text = tr("{amount} above average ({average})", amount=amount, average=whole)
    else:
        text = tr("{amount} below average ({average})", amount=amount, average=whole)
    hint = tr("The average is the total of all channels: sum divided by sum.")
    return [Chip(text, role, "arrow-up" if gap > 0 else "arrow-down", hint)]


def _change_chip(
    model: SessionModel, figures: Figures, id_: str, channel: int | None, value: float, *, a_year_ago: bool = False
) -> list[Chip]:
    """What it did since the period before, or since a year ago; nothing where the two cannot be compared."""
    said = figure_change(figures, id_, channel, value, model.number_format, a_year_ago=a_year_ago)
    if said.found.redefined:
        return [Chip(tr("{comparison}: counted differently", comparison=said.against), icon="info",
                     hint=said.found.reason)]  # fmt: skip
    if not said.amount or said.found.before is None:
        return []
    before = model.number_format.text(said.found.before, figures.catalog.record(id_).unit)
    icon = {1: "arrow-up", -1: "arrow-down"}.get(said.found.direction, "")
    text = tr("{amount} {comparison}", amount=said.amount, comparison=said.against)
    hint = tr("{comparison}: {figure}", comparison=said.against, figure=before)
    return [Chip(text, said.tone, icon, hint, change=True)]


def _range_chip(model: SessionModel, figures: Figures, id_: str, channel: int | None) -> list[Chip]:
    """The 95 % range, once the statistics are loaded (they come in the background after the charts)."""
    if not model.ranges_ready:
        return []
    from roiapp.analysis import ranges

    found = ranges.figure_range(figures, id_, channel)
    if found is None:
        return []
    text = ranges.describe(found, figures.catalog.record(id_).unit, model.number_format)
    hint = tr("How far chance alone could move this figure. Customers credited to the wrong channel are not in it.")
    return [Chip(text, icon="move-horizontal", hint=hint)]


def note_chip(note: str) -> Chip:
    """A note's beginning; all of it is the hint."""
    return Chip(_short(note), "accent_text", "file-text", note, note=True)


def _short(text: str) -> str:
    """A text's beginning in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _NOTE_LETTERS else f"{line[: _NOTE_LETTERS - 1].rstrip()}…"
