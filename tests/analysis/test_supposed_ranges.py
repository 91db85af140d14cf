"""A figure that a scenario moves is no observation: it has no range of chance; the others keep theirs."""

import numpy as np
import pytest

from roiapp.analysis.grouped_figures import figures_by
from roiapp.analysis.ranges import channel_ranges, figure_range
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view
from roiapp.core.results import Figures
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet, build


def three() -> Worksheet:
    sheet = build(
        ["Radio", "Print", "SEO"],
        {"spend": [[3400, 500, 2400]], "leads": [[27, 12, 118]], "customers": [[8, 5, 54]],
         "revenue_per_sale": [[520, 300, 460]], "gross_margin": [[0.4, 0.4, 0.46]]},
        [Period(1)],
    )  # fmt: skip
    sheet.channels["group"][0] = sheet.channels["group"][1] = "Offline"
    return sheet


def under(*new: Change) -> tuple[Figures, Figures]:
    sheet = three()
    edit, key = added(sheet, "Plan")
    edit.apply(sheet)
    changed(sheet, key, new).apply(sheet)
    shown = ShownFigures(Calculator(sheet, standard()))
    shown.look_under(key)
    view = base_view(sheet.periods, 0)
    return shown.calculator.figures(view), shown.typed.figures(view)


@pytest.mark.parametrize("id_", ["cac", "roi", "cost_per_lead"])
def test_what_the_scenario_moves_has_no_range(id_: str) -> None:
    figures, base = under(Change(0, "add", "spend", 1000.0, 4))  # Radio and Print have the keys 2 and 3
    assert figures.worksheet.names[2] == "SEO"
    assert figure_range(figures, id_, 2) is None
    assert figure_range(figures, id_, None) is None
    assert figure_range(figures, id_, 0) == figure_range(base, id_, 0) is not None
    low, high = channel_ranges(figures, id_, np.arange(3))
    known_low, known_high = channel_ranges(base, id_, np.arange(3))
    assert np.isnan([low[2], high[2]]).all()
    assert low[:2].tolist() == known_low[:2].tolist()
    assert high[:2].tolist() == known_high[:2].tolist()


def test_what_is_made_of_nothing_that_moves_keeps_its_range() -> None:
    figures, base = under(Change(0, "add", "spend", 1000.0, 4))
    assert figure_range(figures, "lead_to_customer", 2) == figure_range(base, "lead_to_customer", 2) is not None


def test_a_group_has_none_where_one_of_its_channels_moves() -> None:
    figures, base = (figures_by(each, "group") for each in under(Change(0, "add", "spend", 100.0, 2)))
    assert figures.rows[0][0] == "Offline"
    assert figure_range(figures, "cac", 0) is None
    assert figure_range(base, "cac", 0) is not None
    low, _high = channel_ranges(figures, "cac", np.arange(2))
    assert np.isnan(low[0])
    assert not np.isnan(low[1])
