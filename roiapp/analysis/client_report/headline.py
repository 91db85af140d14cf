"""What stands at the head of a client's report: the period, one sentence with the result, and five figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.card_choice import card_label, chosen_ids, figure_and_label
from roiapp.analysis.change import comparison
from roiapp.analysis.change_said import ChangeSaid, change_said, change_to_base, judged
from roiapp.analysis.client_report.parts import ReportCard, Rich, Tone, rich, strong
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.period_names import short_name
from roiapp.core.units import MONEY, NumberFormat
from roiapp.core.what_counts import redefinitions
from roiapp.language import current, date_text, dates_beside, mark, tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from roiapp.analysis.change import Comparison
    from roiapp.core.results import Figures

MOST_CARDS: Final = 5
#: what stands there unless somebody chose the document's cards; the ROI it is judged on comes last
_USUAL: Final = ("spend", "leads", "cac", "gross_return")
#: what a client calls these figures
_LABELS: Final = {"cac": mark("Cost per customer"), "gross_return": mark("Revenue"), "visits": mark("Visits"),
                  "net_return": mark("Profit after spend")}  # fmt: skip
#: the return that each kind of ROI is made of, and the gain it sets beside the cost
RETURN: Final = {"roi": "gross_profit", "revenue_roi": "gross_return"}


class Head:
    """The head of one view's report. `against` is what it is compared with: the period before, or under a scenario the
    base case."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.sheet = figures.worksheet
        self.catalog = figures.catalog
        self.settings = self.sheet.settings
        self.write = NumberFormat(self.settings.locale, self.settings.currency)
        calculator = figures.calculator
        self.against: Comparison = comparison(
            self.sheet.periods, figures.view, calculator.as_of, redefinitions(self.sheet)
        )  # fmt: skip
        self.before = calculator.figures(self.against.against) if self.against.against else None
        self.supposed = calculator.supposed
        self.base = None if self.supposed is None or calculator.matched else self.supposed.base.figures(figures.view)

    def label(self, id_: str) -> str:
        """What a figure is called in the report."""
        return tr(_LABELS[id_]) if id_ in _LABELS else card_label(self.catalog, id_)

    @cached_property
    def shown(self) -> NDArray[np.intp]:
        """The channels with any figure in the view, by their ROI, those without one last, by what they cost."""
        figures = self.figures
        periods = list(figures.view.periods)
        touched = np.zeros(len(self.sheet.keys), dtype=np.bool_)
        for id_, column in self.sheet.columns.items():
            if id_ != "gross_margin":  # which is often there before anything was done
                touched |= ~np.isnan(column[periods]).all(axis=0)
        shown = np.flatnonzero(touched)
        roi, cost = figures.values(self.settings.headline)[shown], figures.values("total_cost")[shown]
        known = ~np.isnan(roi)
        keys = (np.where(np.isnan(cost), 0.0, -cost), np.where(known, -roi, 0.0), ~known)
        return shown[np.lexsort(keys)]

    # -- the period ----------------------------------------------------------------------------------------------------

    def period(self) -> str:
        """What is looked at, and what it is compared with."""
        name = self._view_text()
        if self.figures.calculator.matched is not None and name:
            name = tr("{period}, time-matched", period=name)
        if self.supposed is not None:
            return (tr("{period}, under the scenario “{scenario}”", period=name, scenario=self.supposed.name) if name
                    else tr("Under the scenario “{scenario}”", scenario=self.supposed.name))  # fmt: skip
        if self.before is None or not name:
            return name
        return tr("{period}, compared with {before}", period=name, before=self.before.view.text())

    def _view_text(self) -> str:
        view = self.figures.view
        period = self.sheet.periods[view.periods[0]]
        if not view.rollup and not period.label and period.start is None:
            return ""
        name = view.text()
        if view.start is None or view.end is None:
            return name
        spoken = (date_text(view.start, current()), date_text(view.end, current()))
        if name == tr("{start} – {end}", start=spoken[0], end=spoken[1]):
            return name
        locale = dates_beside(self.settings.locale)
        first, last = date_text(view.start, locale), date_text(view.end, locale)
        return tr("{first} to {last} ({period})", first=first, last=last, period=name)

    # -- the sentence --------------------------------------------------------------------------------------------------

    def sentence(self) -> Rich:
        """What was spent and what it brought, in one sentence; else why that cannot be told."""
        headline = self.settings.headline
        earned, roi = self.figures.total_figure(RETURN[headline]), self.figures.total_figure(headline)
        spent = self.figures.total_figure("total_cost")
        if spent is None or earned is None or roi is None:
            return rich(self._not_yet())
        one, back = self.write.per_one(1.0 + roi)
        values = {"spent": strong(self.write.text(spent, MONEY)), "earned": strong(self.write.text(earned, MONEY)),
                  "back": strong(back), "one": one}  # fmt: skip
        on_profit = headline == "roi"
        other = self.base or self.before
        then = other.total_figure(headline) if other is not None else None
        if self.supposed is not None:
            values["before"] = self.write.per_one(1.0 + then)[1] if self.base is not None and then is not None else ""
            return rich(self._supposed(values, on_profit=on_profit))
        told = self._told(headline) and then is not None
        if not told or then is None or self.before is None:
            return rich(
                tr("You spent {spent} and earned {earned} in gross profit: {back} back for every {one}.", **values)
                if on_profit
                else tr("You spent {spent} and took {earned} in revenue: {back} back for every {one}.", **values)
            )
        values |= {"before": self.write.per_one(1.0 + then)[1], "period": self._short(self.before)}
        return rich(
            tr("You spent {spent} and earned {earned} in gross profit: {back} back for every {one} ({before} in "
               "{period}).", **values)
            if on_profit
            else tr("You spent {spent} and took {earned} in revenue: {back} back for every {one} ({before} in "
                    "{period}).", **values)
        )  # fmt: skip

    def _supposed(self, values: dict[str, str], *, on_profit: bool) -> str:
        if values["before"]:
            return (tr("You would spend {spent} and earn {earned} in gross profit: {back} back for every {one} "
                       "({before} in the base case).", **values) if on_profit
                    else tr("You would spend {spent} and take {earned} in revenue: {back} back for every {one} "
                            "({before} in the base case).", **values))  # fmt: skip
        return (tr("You would spend {spent} and earn {earned} in gross profit: {back} back for every {one}.", **values)
                if on_profit
                else tr("You would spend {spent} and take {earned} in revenue: {back} back for every {one}.", **values)
                )  # fmt: skip

    def _told(self, id_: str) -> bool:
        """Whether a change of it is told at all."""
        from roiapp.analysis.change import change

        now, then = self.figures.total_figure(id_), self.before.total_figure(id_) if self.before else None
        found = change(self.against, self.catalog, id_, now, then)
        return found.points is not None or found.relative is not None

    def _not_yet(self) -> str:
        spent = self.figures.total_figure("total_cost")
        reason = self.figures.reason(self.settings.headline, None)
        why = reason.sentence(self.catalog) if reason is not None and self.sheet.keys else ""
        if spent is None:
            return tr("No spend is known for this period yet.")
        said = tr("You spent {spent}. What it brought back cannot be told yet.", spent=strong(
            self.write.text(spent, MONEY)))  # fmt: skip
        return f"{said} {why}" if why else said

    def _short(self, earlier: Figures) -> str:
        view, then = self.figures.view, earlier.view
        one_year = bool(view.start and then.start and view.start.year == then.start.year)
        return short_name(then, one_year=one_year)

    # -- the figures ---------------------------------------------------------------------------------------------------

    def cards(self) -> tuple[ReportCard, ...]:
        """Five figures at most, the ROI last."""
        headline = self.settings.headline
        chosen: tuple[str, ...] = _USUAL
        if self.settings.cards != DocumentSettings().cards:
            chosen = tuple(id_ for id_ in chosen_ids(self.settings, self.catalog) if id_ != headline)
        return tuple(self._card(id_, main=id_ == headline) for id_ in (*chosen[: MOST_CARDS - 1], headline))

    def _card(self, asked: str, *, main: bool) -> ReportCard:
        id_, label = figure_and_label(self.catalog, asked, self.sheet.columns)
        label = tr(_LABELS[id_]) if id_ in _LABELS else label
        value = self.figures.total_figure(id_)
        shown = self.write.text(value, self.catalog.record(id_).unit)
        if value is None:
            reason = self.figures.reason(id_, None)
            return ReportCard(label, shown, why=reason.sentence(self.catalog) if reason else "", main=main)
        said = self._change(id_, value)
        tone: Tone = "good" if said.tone == "good" else "bad" if said.tone == "bad" else ""
        return ReportCard(
            label, shown, said.found.direction, said.amount, said.against if said.amount else "", tone,
            judged(said.tone) if said.amount else "", said.found.reason, main,
        )  # fmt: skip

    def _change(self, id_: str, value: float) -> ChangeSaid:
        if self.base is not None:
            then = self.base.total_figure(id_)
            return change_to_base(self.catalog, id_, value, then, self.figures.view, self.write)
        before = None if self.before is None else self.before.total_figure(id_)
        return change_said(self.catalog, id_, value, before, self.against, self.figures.view, self.write)
