"""What a client's report says, worked by hand: the sentence, cards, the table, findings, the step, the small print."""

from __future__ import annotations

import pytest

from roiapp.analysis.client_report import channel_table
from roiapp.analysis.client_report.parts import Run, plain_text, rich, strong
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.periods import find
from roiapp.core.scenario_edits import added, changed, scenarios_of
from roiapp.core.scenarios import Change
from roiapp.core.worksheet import Worksheet
from roiapp.files.session import Session
from roiapp.report.exported import report_maker
from tests.report.report_documents import DAY, many, report, two_months

# September: Email 4 × 250 × 0.5 = 500 of 100; Print 4 × 100 × 0.5 = 200 of 400. Together 700 of 500 spent with a known
# profit, so $1.40 for $1; August: 100 and 150 of 300, so $0.83.


def test_the_result_in_one_sentence() -> None:
    found = report(two_months())
    assert plain_text(found.sentence) == (
        "You spent $550 and earned $700 in gross profit: $1.40 back for every $1 ($0.83 in Aug)."
    )
    assert [run.text for run in found.sentence if run.strong] == ["$550", "$700", "$1.40"]
    assert found.title == "Which marketing paid off"
    assert found.period == "Sep 1, 2026 to Sep 30, 2026 (Sep 2026), compared with Aug 2026"


def test_on_revenue_it_says_revenue() -> None:
    # 1,000 + 400 + 160 taken for 550.
    found = report(two_months(headline="revenue_roi"))
    assert plain_text(found.sentence) == (
        "You spent $550 and took $1,560 in revenue: $2.84 back for every $1 ($1.67 in Aug)."
    )
    assert found.cards[-1].label == "ROI on revenue"
    assert plain_text(found.definitions[0]) == "ROI on revenue = (revenue − spend) ÷ spend."


def test_a_currency_without_small_change_counts_by_hundreds() -> None:
    found = report(two_months(currency="JPY"))
    assert plain_text(found.sentence).endswith("¥140 back for every ¥100 (¥83 in Aug).")


def test_the_five_cards() -> None:
    cards = report(two_months()).cards
    assert [(card.label, card.value, card.direction, card.amount, card.against, card.tone) for card in cards] == [
        ("Total spend", "$550", 1, "83.3%", "vs Aug", ""),
        ("Leads", "40", 1, "100.0%", "vs Aug", "good"),
        ("Cost per customer", "$55.00", -1, "26.7%", "vs Aug", "good"),
        ("Revenue", "$1,560", 1, "212.0%", "vs Aug", "good"),
        ("ROI on gross profit", "+40%", 1, "57 pts", "vs Aug", "good"),
    ]
    assert [card.main for card in cards] == [False] * 4 + [True]


def test_the_documents_own_cards_come_first_and_the_roi_last() -> None:
    found = report(two_months(cards=("visits", "roi", "cac", "spend", "leads", "customers")))
    assert [card.label for card in found.cards] == [
        "Visits", "Cost per customer", "Total spend", "Leads", "ROI on gross profit"
    ]  # fmt: skip
    assert found.cards[0].value == "–"
    assert found.cards[0].why.startswith("Not known yet")


def test_the_table_goes_from_the_best_to_what_is_not_known() -> None:
    table = report(two_months()).table
    assert [column.header for column in table.columns] == [
        "Channel", "Spend", "Leads", "Customers", "Cost per customer", "Revenue", "Gross profit", "ROI"
    ]  # fmt: skip
    assert [(row.cells, row.tone, row.dot) for row in table.rows] == [
        (("Email", "$100", "20", "4", "$25.00", "$1,000", "$500", "+400%"), "good", 0),
        (("Print", "$400", "16", "4", "$100.00", "$400", "$200", "−50%"), "bad", 1),
        (("Fair", "$50.00", "4", "2", "$25.00", "$160", "–", "–"), "", 2),
    ]
    assert table.total is not None
    assert table.total.cells == ("All channels", "$550", "40", "10", "$55.00", "$1,560", "$700", "+40%")


def test_what_is_undefined_says_why() -> None:
    notes = report(two_months()).notes
    assert "– Gross profit of Fair: Not known yet: Margin missing." in notes
    assert "– ROI of Fair: Not known yet: Margin missing." in notes
    assert "ROI: the total is without Fair." in notes


def test_a_warning_is_marked_and_said() -> None:
    sheet = two_months()
    SetCells.one("customers", 1, 1, 90.0).apply(sheet)
    found = report(sheet)
    assert {row.cells[0]: row.mark for row in found.table.rows} == {"Email": "", "Print": "*", "Fair": "*"}
    assert "* Print has more customers than leads." in found.notes


def test_a_month_alone_is_compared_with_nothing() -> None:
    found = report(many(3))
    assert found.period == "Sep 1, 2026 to Sep 30, 2026 (Sep 2026)"
    assert plain_text(found.sentence).endswith("back for every $1.")
    assert all(not card.amount for card in found.cards)


def test_an_empty_worksheet_says_what_is_missing() -> None:
    found = report(Worksheet(), "all")
    assert plain_text(found.sentence) == "No spend is known for this period yet."
    assert (found.chart, found.step, found.points, found.table.rows, found.period) == (None, None, (), (), "")
    assert "the chart appears as soon as" in found.no_chart


def test_channels_without_any_figure_are_counted_not_listed() -> None:
    sheet = two_months()
    for id_ in ("spend", "leads", "customers", "revenue_per_sale"):
        SetCells.one(id_, 1, 2, None).apply(sheet)
    table = report(sheet).table
    assert [row.cells[0] for row in table.rows] == ["Email", "Print"]
    assert table.notes == ("1 channel has no figures in this period.",)


def test_the_chart_shows_the_dearest_of_many_and_says_so() -> None:
    found = report(many(30))
    assert found.chart is not None
    assert sorted(bar.name for bar in found.chart.bars) == [f"Channel {number:03}" for number in range(17, 31)]
    assert found.chart_hint.endswith("The 14 channels with the highest spend of 30")
    assert len(found.table.rows) == 30


def test_findings_are_one_of_each_kind() -> None:
    from roiapp.files import templates

    found = report(templates.load_sample(), "2026-Q3")
    assert [(point.verdict, point.claim) for point in found.points] == [
        ("good", "Local SEO pays"), ("bad", "Radio & TV loses money"),
        ("unclear", "Cannot tell yet whether Direct mail pays"),
    ]  # fmt: skip
    assert found.step is not None
    assert found.step.claim == "Move $4,897 of the $20,250"
    assert "Radio & TV: $3,400 → $1,700" in found.step.moves
    assert "0.7" in found.step.assumption


def test_under_a_scenario_it_supposes() -> None:
    sheet = two_months()
    edit, key = added(sheet, "Half of Print")
    edit.apply(sheet)
    (scenario,) = scenarios_of(sheet)
    changed(sheet, scenario.key, [Change(key, "set", "spend", 200.0, int(sheet.keys[1]))]).apply(sheet)
    found = report(sheet, scenario=key)
    assert found.title == "Which marketing would pay off"
    assert found.period.endswith("under the scenario “Half of Print”")
    assert plain_text(found.sentence).startswith("You would spend $350 and earn $700 in gross profit: $2.33 back")
    assert plain_text(found.sentence).endswith("($1.40 in the base case).")
    assert any("suppositions" in plain_text(each) for each in found.definitions)


def test_the_firms_own_words() -> None:
    sheet = two_months()
    keys = [int(key) for key in sheet.keys]
    SetSettings.of(
        company="Oak & Sons", prepared_by="Elm Media", introduction="First.\nSecond.", brand="#123456", paper="a4",
        comments=((keys[1], "Ends in May."), (keys[0], "Goes on."), (999, "of a channel that is gone")),
        page_header="Confidential", page_footer="1 High Street", definitions=(("leads", "A form that was sent"),),
    ).apply(sheet)  # fmt: skip
    found = report(sheet)
    assert (found.firm.name, found.firm.prepared, found.firm.day) == (
        "Oak & Sons", "Prepared by Elm Media", "Oct 6, 2026"
    )  # fmt: skip
    assert (found.firm.brand, found.firm.header, found.firm.footer) == ("#123456", "Confidential", "1 High Street")
    assert found.introduction == "First.\nSecond."
    assert [(each.channel, each.text) for each in found.comments] == [("Email", "Goes on."), ("Print", "Ends in May.")]
    assert not found.letter
    assert found.amounts == "All amounts: US Dollar (USD). Figures supplied by Oak & Sons."
    assert "Leads: A form that was sent." in [plain_text(each) for each in found.definitions]


@pytest.mark.parametrize(("locale", "letter"), [("en", True), ("en_GB", False), ("pl", False), ("es_MX", True)])
def test_the_paper_is_that_of_the_country(locale: str, letter: bool) -> None:
    assert report(two_months(locale=locale)).letter is letter


def test_further_pages_come_in_their_order_and_say_what_they_lack() -> None:
    pages = report(two_months(), pages=("definitions", "scenarios", "trend", "funnel", "content")).pages
    assert [page.id for page in pages] == ["trend", "funnel", "scenarios", "content", "definitions"]
    assert {page.id for page in pages if page.empty} == {"scenarios", "content"}
    assert pages[2].nothing == "This document has no scenarios to compare."


def test_a_sentence_in_pieces() -> None:
    assert rich(f"You spent {strong('$5')} of {strong('$9')}.") == (
        Run("You spent "), Run("$5", strong=True), Run(" of "), Run("$9", strong=True), Run(".")
    )  # fmt: skip
    assert rich("Plain.") == (Run("Plain."),)


def test_of_very_many_channels_those_that_cost_most_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel_table, "MOST_ROWS", 4)
    table = report(many(9)).table
    assert sorted(row.cells[0] for row in table.rows) == [f"Channel {number:03}" for number in range(6, 10)]
    assert table.notes == ("5 channels with less spend are not listed; the totals have them.",)
    assert table.total is not None
    assert table.total.cells[1] == "$945"  # 9 × 100 and 1 + … + 9
    (steps,) = report(many(9), pages=("funnel",)).pages[0].tables
    assert (len(steps.rows), steps.notes) == (4, table.notes)


def test_figures_are_worked_out_once_for_all_words_that_are_tried() -> None:
    sheet = two_months()
    maker = report_maker(Session(sheet, as_of=DAY), find(sheet.periods, "2026-09", 1))
    first, second = (
        maker.report(sheet.settings.changed(company=name, report_pages=("trend",))) for name in ("Oak", "Elm")
    )
    assert (first.firm.name, second.firm.name) == ("Oak", "Elm")
    for part in ("sentence", "cards", "chart", "table", "points", "step"):
        assert getattr(first, part) is getattr(second, part), part
    assert first.pages[0] is second.pages[0]
