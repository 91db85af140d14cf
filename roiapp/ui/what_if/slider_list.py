"""The sliders below one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from roiapp.core.units import NumberError, NumberFormat, parse
from roiapp.language import tr, trn
from roiapp.palette import channel_colour
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear_ink
from roiapp.ui.model.what_if import MOST_ROWS, WhatIf
from roiapp.ui.what_if.slider import stepped
from roiapp.ui.what_if.slider_row import SliderRow

if TYPE_CHECKING:
    from roiapp.analysis.decisions.slider_scale import SliderScale
    from roiapp.analysis.decisions.what_if import Input



class SliderList(QWidget):
    """`said` carries a sentence on what was typed. Rows stay as long as they are of the same inputs, so that whoever
    has the keyboard keeps it."""

    said = Signal(str)
    #: a row that is to come into sight
    reached = Signal(object)

    def __init__(self, theme: Theme, sliders: WhatIf, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sliders = sliders
        self.rows: list[SliderRow] = []
        self._of: list[tuple[str, int, str]] = []
        #: what was shown last: what holds of all rows, the rows, their inputs
        self._shown: tuple[object, list[SliderRow], list[tuple[Input, SliderScale]]] | None = None
        #: how wide the fields are
        self._wide = -1
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._more = QLabel(self)
        self._more.setFont(theme.font(12))
        self._more.setWordWrap(True)
        self._empty = QLabel(self)
        self._empty.setFont(theme.font(13))
        self._empty.setWordWrap(True)
        for label in (self._more, self._empty):
            wear_ink(label, theme, "text2")
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        #: Tab comes from there to the first slider
        self.follows: QWidget | None = None

    def refresh(self, write: NumberFormat) -> None:
        """Show how the inputs stand now."""
        found = self._sliders.inputs()
        session = self._sliders.session
        if session is None:
            return
        sheet, catalog = session.worksheet, session.catalog
        one_channel = not self._sliders.subject.field
        of = [(each.field, sheet.keys[each.channel],
               tr(catalog.field[each.field].header) if one_channel else sheet.names[each.channel])
              for each in found]  # fmt: skip
        if of != self._of:
            self._make_rows(found, of, sheet.first_key)
        self._empty.setText(self._sliders.why_not or ("" if found else tr("Nothing is known of it here yet.")))
        self._empty.setVisible(bool(self._empty.text()))
        rest = len(sheet.keys) - MOST_ROWS if not one_channel else 0
        self._more.setVisible(rest > 0)
        self._more.setText(trn("{n} more channel has no slider: it stays as it is.",
                               "{n} more channels have no slider: they stay as they are.", rest)
                           if rest > 0 else "")  # fmt: skip
        holds = self._sliders.can_hold
        about = (write, holds, self._sliders.held, frozenset(self._sliders.locked), self._sliders.active)
        standing = list(zip(found, self._sliders.scales(found), strict=True))
        before, self._shown = self._shown, (about, self.rows[:1], standing)
        same = before is not None and before[:2] == self._shown[:2]
        for place, (row, stands) in enumerate(zip(self.rows, standing, strict=True)):
            if same and before is not None and before[2][place] == stands:
                continue
            row.show_input(*stands, catalog.field[stands[0].field].unit, write,
                           locked=self._sliders.is_locked(stands[0]), held=self._sliders.is_held(stands[0]),
                           can_lock=holds)  # fmt: skip
        wide = max((row.wanted_width for row in self.rows), default=0)
        for row in self.rows if wide != self._wide else ():
            row.give_width(wide)
        self._wide = wide

    def _make_rows(self, found: list[Input], of: list[tuple[str, int, str]], first: int) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self._wide = -1
        one_channel = not self._sliders.subject.field
        before = self.follows
        for place, (each, (_field, key, name)) in enumerate(zip(found, of, strict=True)):
            colour = "" if one_channel else channel_colour(key, first)
            row = SliderRow(self._theme, each, name, colour, self)
            self._connect(row, place)
            self._column.insertWidget(place, row)
            row.show()
            for one in (row.slider, row.field, row.lock):
                if before is not None:
                    QWidget.setTabOrder(before, one)
                before = one
            self.rows.append(row)
        self._of = of

    def _connect(self, row: SliderRow, place: int) -> None:
        sliders, slider = self._sliders, row.slider
        sliders.leaving.connect(row.field.leave)
        sliders.left.connect(row.field.give_up)
        slider.grasped.connect(lambda: sliders.begin(row.input))
        slider.dragged.connect(sliders.move)
        slider.released.connect(sliders.end)
        slider.reset_asked.connect(lambda: sliders.reset(row.input))
        slider.stepped.connect(lambda steps: self._step(row, steps))
        slider.take_back.connect(sliders.cancel)
        slider.pending = lambda: sliders.active
        slider.left.connect(lambda by: self._go(place, by))
        row.locked.connect(lambda on: sliders.lock(row.input, on))
        row.field.mended.connect(lambda: self.said.emit(""))
        row.typed.connect(lambda text: self._type(row, text))

    def _step(self, row: SliderRow, steps: int) -> None:
        """From where it is going: keys may come faster than the picture."""
        scale, sliders = row.slider.reach, self._sliders
        if scale is not None and sliders.begin(row.input):
            value = sliders.aim(row.input)
            sliders.move_by_keys(stepped(scale.low if value is None else value, steps, scale))

    def _go(self, place: int, by: int) -> None:
        """The next slider that way that can be moved."""
        place += by
        while 0 <= place < len(self.rows) and not self.rows[place].slider.isEnabled():
            place += by
        if 0 <= place < len(self.rows):
            self.rows[place].slider.setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(self.rows[place])

    def _type(self, row: SliderRow, text: str) -> None:
        """Take what was typed, or say why not."""
        from roiapp.core.checks import limit_error

        session = self._sliders.session
        if session is None:
            return
        field, settings = session.catalog.field[row.input.field], session.worksheet.settings
        try:
            value = parse(text, field.unit, settings.locale, settings.currency).value
        except NumberError as error:
            row.field.refuse()
            self.said.emit(str(error))
            return
        if value is None:
            row.field.give_up()
            self._sliders.reset(row.input)
            return
        why = limit_error(field, value, NumberFormat(settings.locale, settings.currency))
        if why:
            row.field.refuse()
            self.said.emit(why)
            return
        self._sliders.type_value(row.input, value)
