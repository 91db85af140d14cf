"""What if? The scenarios beside the base case, and a slider that shows at once what another spend would bring.

What the slider shows is tried on figures of its own (`ScenarioView.try_out`): the other windows show what they showed,
and need no time for it. Leaving the page, a step of the document or another view ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.core.units import NUMBER, ROI
from roiapp.language import apart, tr
from roiapp.ui.look.later import later
from roiapp.ui.present.ink import RIGHT, Ink
from roiapp.ui.present.page import Page
from roiapp.ui.present.roi_bars import RoiBars
from roiapp.ui.present.scenario_table import ScenarioTable
from roiapp.ui.present.spend_slider import REST, SpendSlider
from roiapp.ui.present.step_button import SIDE, StepButton

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_comparison import ComparedFigure, Comparison
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.scenarios import Change
    from roiapp.ui.model.finding_watch import FindingWatch
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.present.stage import Stage

#: beside what is spent and the headline ROI
_COMPARED: Final = ("leads", "customers", "gross_profit")
#: scenarios that are worked out
_MOST_ROWS: Final = 8
_GAP: Final = 18.0
_PANEL: Final = 244.0
_INSET: Final = 22.0


class ScenarioPage(Page):
    """The table above, the slider below; without scenarios the slider alone. `moved` says that other figures are
    tried, or none any more."""

    moved = Signal()

    def __init__(self, stage: Stage, model: SessionModel, watch: FindingWatch, parent: QWidget) -> None:
        super().__init__(stage, model, watch, parent)
        self.key: int | None = None
        self.table: ScenarioTable | None = None
        self.bars: RoiBars | None = None
        self.tried: ScenarioView | None = None
        self.before: tuple[float | None, ...] = ()
        self.now: tuple[float | None, ...] = ()
        self._figures: list[ComparedFigure] = []
        self._found: Comparison | None = None
        self._rest = 0
        self._known: object = None
        self.slider = SpendSlider(stage, self)
        self._soon = later(self, self._try)
        self.slider.valueChanged.connect(lambda _percent: self._soon.start(0))
        self.previous = StepButton(stage, tr("Previous channel"), "chevron-left", self)
        self.following = StepButton(stage, tr("Next channel"), "chevron-right", self)
        self.previous.clicked.connect(lambda: self._go(-1))
        self.following.clicked.connect(lambda: self._go(1))
        stage.changed.connect(self._place)

    @property
    def question(self) -> str:
        return tr("What if …?")

    # -- the slider ----------------------------------------------------------------------------------------------------

    @property
    def order(self) -> list[int]:
        """The channels on which something is spent, the dearest first."""
        session, view = self.model.session, self.model.view
        if session is None or view is None or session.time_matched:
            return []
        spend = self._resting().values("spend").tolist()
        return sorted((place for place, value in enumerate(spend) if value > 0.0), key=lambda place: -spend[place])

    @property
    def channel(self) -> int | None:
        """The place of the channel whose spend is moved."""
        order, sheet = self.order, self.model.worksheet
        if not order or sheet is None:
            return None
        keys = list(sheet.keys)
        return keys.index(self.key) if self.key in keys and keys.index(self.key) in order else order[0]

    def step(self, by: int) -> bool:
        return self._go(by)

    def _go(self, by: int) -> bool:
        order, here, sheet = self.order, self.channel, self.model.worksheet
        if here is None or sheet is None:
            return False
        self.leave()
        self.key = sheet.keys[order[(order.index(here) + by) % len(order)]]
        self.show_anew()
        return True

    def _resting(self) -> Figures:
        """The figures that are looked at, without what is tried."""
        assert self.model.figures is not None
        return self.model.figures

    def _try(self) -> None:
        """Show what so much of the spend would bring; called once for all that the slider said meanwhile."""
        session, view, channel, percent = self.model.session, self.model.view, self.channel, self.slider.value()
        if session is None or view is None or channel is None:
            return
        if percent == REST:
            self.tried = None
        else:
            from roiapp.analysis.decisions.spend_trial import spend_changes
            from roiapp.core.scenario_view import ScenarioView

            elasticity, sheet = session.worksheet.settings.elasticity, session.shown.entered.worksheet
            if self.tried is None:
                self.tried = ScenarioView(session.typed, session.scenario_key)
            self.tried.try_out(spend_changes(sheet, self._own(), channel, view.periods, percent / 100.0, elasticity))
        self.show_anew()
        self.moved.emit()

    def _own(self) -> list[Change]:
        """The changes of the scenario that is looked at."""
        from roiapp.core.scenario_edits import changes_of

        session = self.model.session
        assert session is not None
        return [each for each in changes_of(session.worksheet) if each.scenario == session.scenario_key]

    @property
    def trying(self) -> bool:
        return self.tried is not None

    def enter(self) -> None:
        if self.slider.isEnabled():
            self.slider.setFocus()

    def leave(self) -> None:
        self._soon.stop()
        self.slider.rest()
        self.tried = None

    # -- what is shown -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        session, view, figures = self.model.session, self.model.view, self.model.figures
        assert session is not None
        assert view is not None
        assert figures is not None
        if (known := self.looked_at()) != self._known:
            self._known = known
            self.leave()  # what was tried was tried on what was looked at before
            self._compare()
        assert self._found is not None
        self.table = self.bars = None
        if self.tried is not None:
            figures = self.tried.calculator.figures(view)
        if len(self._found.columns) == 1:
            from roiapp.analysis.roi_chart import roi_chart

            self.bars = RoiBars(roi_chart(figures), figures, self.model.number_format)
        else:
            self.table = ScenarioTable(self._found, self.model.number_format, session.scenario_key, self._rest)
        self.before = tuple(self._resting().total_figure(each.id) for each in self._figures)
        self.now = tuple(figures.total_figure(each.id) for each in self._figures)
        channel = self.channel
        for each in (self.slider, self.previous, self.following):
            each.setEnabled(channel is not None)
        if channel is not None:
            self.slider.setAccessibleName(tr("Spend on {channel}", channel=apart(session.worksheet.names[channel])))
            self.slider.setAccessibleDescription(self.moved_text())
        self._place()

    def _compare(self) -> None:
        """The scenarios beside the base case; of very many those that may have room."""
        from roiapp.analysis.decisions.scenario_comparison import ComparedFigure, UnderScenarios, compare
        from roiapp.core.scenario_edits import scenarios_of
        from roiapp.core.scenarios import tree

        session, view = self.model.session, self.model.view
        assert session is not None
        assert view is not None
        sheet, catalog = session.worksheet, session.typed.catalog
        cost = "spend" if {"fees", "hours"}.isdisjoint(sheet.columns) else "total_cost"
        self._figures = [
            ComparedFigure(id_, tr(catalog.record(id_).header), catalog.record(id_).unit)
            for id_ in (cost, *_COMPARED, sheet.settings.headline)
        ]
        keys = [each.key for _depth, each in tree(scenarios_of(sheet))]
        shown = keys[:_MOST_ROWS]
        if session.scenario_key in keys and session.scenario_key not in shown:
            shown[-1] = session.scenario_key
        self._rest = len(keys) - len(shown)
        made = UnderScenarios(sheet, catalog, session.as_of, matched=session.time_matched)
        self._found = compare(made, view, None, shown, self._figures)

    def moved_text(self) -> str:
        """What is spent on the channel, and what would be."""
        channel, write = self.channel, self.model.number_format
        if channel is None or self.model.session is None:
            return ""
        unit = self.model.session.catalog.record("spend").unit
        before = self._resting().value("spend", channel)
        if before is None or self.slider.value() == REST:
            return write.text(before, unit)
        return tr("{before} → {now}", before=write.text(before, unit),
                  now=write.text(before * self.slider.value() / 100.0, unit))  # fmt: skip

    def spoken(self) -> str:
        return " ".join(filter(None, (self.table.spoken() if self.table else "", *self._results_said(),
                                      self._assumption())))  # fmt: skip

    def _results_said(self) -> list[str]:
        return [f"{label}: {value} {differs}.".replace(" .", ".") for label, value, differs, _role in self._results()]

    def _results(self) -> list[tuple[str, str, str, str]]:
        """Name, figure, difference and its role of what the slider moves."""
        session = self.model.session
        assert session is not None
        from roiapp.analysis.change import better_way

        write, found = self.model.number_format, []
        for figure, before, now in zip(self._figures, self.before, self.now, strict=True):
            differs, role = "", "text2"
            if before is not None and now is not None and now != before:
                differs, better = write.change(now - before, figure.unit), better_way(session.catalog, figure.id)
                if better:
                    role = "good" if (now > before) == (better == "up") else "bad"
            found.append((figure.label, write.text(now, figure.unit) if now is not None else "–", differs, role))
        return found

    def _assumption(self) -> str:
        session = self.model.session
        assert session is not None
        if session.time_matched:
            return tr("The slider moves figures as they are typed. Leave the time-matched view for it.")
        if self.channel is None:
            return tr("Nothing is spent in this period, so there is nothing to move.")
        from roiapp.analysis.decisions.spend_trial import elasticity_of

        assert self.model.view is not None
        assumed, write = session.worksheet.settings.elasticity, self.model.number_format
        elasticity = elasticity_of(session.worksheet, self._own(), self.channel, self.model.view.periods, assumed)
        return tr("Assumed: twice the spend brings {times} times the visits, leads and customers (elasticity "
                  "{elasticity}).", times=write.text(round(2.0**elasticity, 1), NUMBER),
                  elasticity=write.text(elasticity, NUMBER))  # fmt: skip

    # -- painted -------------------------------------------------------------------------------------------------------

    def panel(self) -> QRectF:
        """Where the slider stands with what it shows, in units."""
        room = self.body().adjusted(0, 0, 0, -_GAP)
        return QRectF(room.left(), room.bottom() - _PANEL, room.width(), _PANEL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        unit, panel = self.unit, self.panel()
        inner = panel.adjusted(_INSET, 0, -_INSET, 0)
        slider = QRectF(inner.left(), panel.top() + 62, inner.width(), 40)
        self.slider.setGeometry(QRectF(slider.topLeft() * unit, slider.size() * unit).toRect())
        self.slider.dress()
        for number, button in enumerate((self.previous, self.following)):
            corner = QPointF(inner.left() + number * SIDE, panel.top() + 14) * unit
            button.place(corner.toPoint(), unit)

    def paint(self, ink: Ink, room: QRectF) -> None:
        panel = self.panel()
        above = QRectF(room.left(), room.top(), room.width(), panel.top() - room.top() - _GAP)
        if self.table is not None:
            above.setHeight(min(above.height(), self.table.most_height))
            self.table.paint(ink, above)
        else:
            assert self.bars is not None
            said = QRectF(above.right() - above.width() * 0.32, above.top(), above.width() * 0.32, above.height())
            self.bars.paint(ink, above.adjusted(0, 0, -said.width() - _GAP, 0), 1.3)
            ink.panel(said)
            ink.flow(said.adjusted(_INSET, 16, -_INSET, -10), self._no_scenarios(), 22, role="text2")
        ink.panel(panel)
        self._paint_slider(ink, panel.adjusted(_INSET, 0, -_INSET, 0))

    @staticmethod
    def _no_scenarios() -> str:
        return tr("Move the slider below: the figures follow at once, and nothing is kept. Scenarios made under Decide "
                  "stand here side by side.")  # fmt: skip

    def _paint_slider(self, ink: Ink, room: QRectF) -> None:
        sheet, channel = self.model.worksheet, self.channel
        assert sheet is not None
        head = QRectF(room.left() + 2 * SIDE + 12, room.top() + 14, room.width() - 2 * SIDE - 12, SIDE)
        moved = self.moved_text()
        right = moved
        if self.trying:
            percent = self.model.number_format.text((self.slider.value() - REST) / 100.0, ROI)
            right = tr("{amounts} ({percent})", amounts=moved, percent=percent)
        wide = min(ink.width(right, 26, 600), head.width() * 0.6)
        name = "" if channel is None else tr("Another spend on {channel}", channel=apart(sheet.names[channel]))
        ink.line(head.adjusted(0, 0, -wide - 20, 0), name, 24, 500)
        amounts = QRectF(head.right() - wide - 2, head.top(), wide + 2, head.height())
        ink.line(amounts, right, 26, 600, "accent_text", RIGHT)
        middle = room.center().x()
        ink.fill(QRectF(middle - 1, room.top() + 54, 2, 56), "border_strong")  # what is spent now
        results = self._results()
        each = room.width() / max(len(results), 1)
        values = ink.fitting([value for _label, value, _differs, _role in results], each - 16, 32, 600)
        for number, (label, value, differs, role) in enumerate(results):
            cell = QRectF(room.left() + number * each, room.top() + 106, each - 16, 26)
            ink.line(cell, label, 18, 500, "text2")
            ink.line(QRectF(cell.left(), cell.top() + 26, cell.width(), 42), value, values, 600)
            ink.line(QRectF(cell.left(), cell.top() + 66, cell.width(), 26), differs, 19, 600, role)
        ink.line(QRectF(room.left(), room.bottom() - 44, room.width(), 36), self._assumption(), 18, role="text2")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keep(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._keep(event)

    def _keep(self, event: QMouseEvent) -> None:
        """Beside the handle nobody wants to turn the page."""
        unit, panel = self.unit, self.panel()
        inside = QRectF(panel.topLeft() * unit, panel.size() * unit).contains(event.position())
        event.setAccepted(inside)
