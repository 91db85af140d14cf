"""Where the what-if panel stands: beside the worksheet, or over it where the window is narrow. Made when it is first
wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from roiapp.ui.look.spoken import announce
from roiapp.ui.look.tab_order import put_before

if TYPE_CHECKING:
    from roiapp.analysis.decisions.what_if import Subject
    from roiapp.ui.what_if.what_if_panel import WhatIfPanel
    from roiapp.ui.window.workbench import Workbench

#: px at 100 % that the worksheet keeps beside it
_LEAST_BESIDE: Final = 620
_MARGIN: Final = 8


class WhatIfPlace(QObject):
    """`row` holds the worksheet, laid out by `sheet`, and the panel where there is room beside it."""

    def __init__(self, bench: Workbench, row: QHBoxLayout, sheet: QVBoxLayout) -> None:
        super().__init__(bench)
        self._bench = bench
        self._row = row
        self._sheet = sheet
        self.panel: WhatIfPanel | None = None
        self._beside = False
        bench.installEventFilter(self)

    @property
    def shows(self) -> bool:
        """Whether the panel is open."""
        return self.panel is not None and not self.panel.isHidden()

    def toggle(self) -> None:
        """Open the panel with the keys in it, or close it."""
        if self.shows:
            self.close()
            return
        panel = self.panel or self._made()
        self._place()
        panel.show()
        panel.raise_()
        panel.keys.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(panel, panel.accessibleName())
        self._bench.refresh_actions()

    @property
    def standing(self) -> tuple[Subject, bool] | None:
        """What the sliders are of and whether their total is held, None while they are put away."""
        return (self.panel.sliders.subject, self.panel.sliders.held) if self.panel is not None and self.shows else None

    def stand(self, how: tuple[Subject, bool]) -> None:
        """Open as another panel stood."""
        self.toggle()
        assert self.panel is not None
        self.panel.sliders.look_at(how[0])
        self.panel.sliders.hold(how[1])

    def close(self) -> None:
        """Put it away; the cells have the keys."""
        if self.panel is not None and self.shows:
            self.panel.hide()
            self._holder.hide()
            self._give_room(beside=False)
            self._bench.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._bench.refresh_actions()

    def _made(self) -> WhatIfPanel:
        from roiapp.language import tr
        from roiapp.ui.model.what_if import WhatIf
        from roiapp.ui.what_if.what_if_panel import WIDTH, WhatIfPanel

        bench = self._bench
        sliders = WhatIf(bench.model, bench.grid.commit_editor, self)
        sliders.noticed.connect(bench.messages.say)
        self.panel = panel = WhatIfPanel(bench.theme, bench.model, sliders, bench.grid.current_channel, bench)
        self._width = bench.theme.px(WIDTH)
        panel.setAccessibleName(tr("What-if"))
        panel.close_asked.connect(self.close)
        bench.grid.before_leaving.append(sliders.take)
        bench.grid.cell_changed.connect(panel.follow_channel)
        self._holder = QWidget(bench)
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, _MARGIN, 2 * _MARGIN, _MARGIN)
        self._row.addWidget(self._holder)
        self._holder.hide()
        put_before(bench.tabs, panel)
        panel.hide()
        return panel

    def _place(self) -> None:
        """Beside the worksheet, or at the window's end over it."""
        bench, panel = self._bench, self.panel
        assert panel is not None
        beside = bench.width() >= bench.theme.px(_LEAST_BESIDE) + self._width + 4 * _MARGIN
        panel.setFixedWidth(min(self._width, bench.width() - 2 * _MARGIN))
        if beside != self._beside:
            self._beside = beside
            inside, shown = self._holder.layout(), not panel.isHidden()
            assert inside is not None
            if beside:
                inside.addWidget(panel)
            else:
                inside.removeWidget(panel)
                panel.setParent(bench)
            panel.setVisible(shown)
        self._holder.setVisible(beside)
        self._give_room(beside=beside)
        if not beside:
            top, bottom = bench.toolbar.geometry().bottom() + 1, bench.tabs.geometry().top()
            left = bench.width() - panel.width() - _MARGIN
            area = QRect(left, top + _MARGIN, panel.width(), bottom - top - 2 * _MARGIN)
            if bench.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                area.moveLeft(_MARGIN)
            panel.setGeometry(area)
            panel.raise_()

    def _give_room(self, *, beside: bool) -> None:
        """The gap between panels, in place of the window's margin, where the panel stands beside the worksheet."""
        margins = self._sheet.contentsMargins()
        margins.setRight(_MARGIN if beside else 2 * _MARGIN)
        self._sheet.setContentsMargins(margins)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._bench and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.shows:
            self._place()
        return False
