"""Everything to look at twice, of all periods, by kind: to go there, or to have it put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from roiapp.language import apart, tr, trn
from roiapp.ui.lists.place_window import PlaceWindow, Row
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.model.warning_watch import WarningWatch

if TYPE_CHECKING:
    from roiapp.core.check_fixes import Fix
    from roiapp.core.checks import DataWarning

_SHOWN: Final = 200  # of one kind; more would not be read


class ChecksWindow(PlaceWindow):
    """Stays beside the figures and follows them as `watch` finds what there is; `fix` is given a warning and what to do
    about it."""

    def __init__(
        self,
        theme: Theme,
        model: SessionModel,
        watch: WarningWatch,
        fix: Callable[[DataWarning, Fix], None],
        parent: QWidget,
    ) -> None:
        self._model = model
        self._watch = watch
        self._fix = fix
        super().__init__(theme, tr("What to check"), "", parent)
        watch.changed.connect(self.refresh)
        model.frame.connect(watch.search_soon)
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        from roiapp.core.check_fixes import KINDS

        by_kind: dict[str, list[DataWarning]] = {}
        for warning in self._watch.known:
            by_kind.setdefault(warning.id, []).append(warning)
        rows: list[Row] = []
        for kind, title in KINDS.items():
            found = sorted(by_kind.get(kind, ()), key=lambda each: -1 if each.period is None else -each.period)
            if not found:
                continue
            count = str(len(found))
            if len(found) > _SHOWN:
                count = tr("{shown} of {all}", shown=_SHOWN, all=len(found))
            rows.append(Row(tr(title), count))
            rows.extend(Row(warning.text, self._where(warning), warning) for warning in found[:_SHOWN])
        checks = sum(warning.level == "check" for warning in self._watch.known)
        heading = trn("{n} cell to check, in all periods.", "{n} cells to check, in all periods.", checks)
        searching = self._watch.searching and not rows
        nothing = tr("Nothing to check. What looks like a slip in any period is listed here.")
        self.empty.setText(tr("Searching all periods…") if searching else nothing)
        self.show_rows(rows, heading)

    def offers(self, what: object) -> list[tuple[Choice, Any]]:
        from roiapp.core.check_fixes import fixes
        from roiapp.core.checks import DataWarning

        sheet = self._model.worksheet
        if sheet is None or not isinstance(what, DataWarning) or not self._is_there(what):
            return []
        offers: list[tuple[Choice, Any]] = [(Choice("go", tr("Go there")), lambda: self.asked.emit(what))]
        for number, fix in enumerate(fixes(what, sheet)):
            offers.append((Choice(f"fix{number}", fix.title), lambda fix=fix: self._fix(what, fix)))
        return offers

    def _is_there(self, warning: DataWarning) -> bool:
        """Whether its cell still is: the list follows a moment after the figures."""
        sheet = self._model.worksheet
        assert sheet is not None
        return (warning.channel or 0) < max(1, len(sheet.keys)) and (warning.period or 0) < len(sheet.periods)

    def _where(self, warning: DataWarning) -> str:
        session = self._model.session
        assert session is not None
        sheet, parts = session.worksheet, []
        if warning.channel is not None and warning.channel < len(sheet.keys):
            parts.append(apart(sheet.names[warning.channel]))
        if warning.field:
            parts.append(tr(session.catalog.record(warning.field).label))
        if warning.period is not None and warning.period < len(sheet.periods):
            parts.append(apart(sheet.periods[warning.period].text()))
        return " · ".join(parts)
