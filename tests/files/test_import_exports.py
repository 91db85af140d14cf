"""Small exports of many programs in many languages, with the figures that must come out counted by hand."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from roiapp.core.catalog import standard
from roiapp.files.import_choices import Choices, QuestionError
from roiapp.files.import_plan import plan_import
from roiapp.files.tables import Cell, Sheet, Table
from roiapp.files.text_tables import read_text_table
from tests.files.import_figures import Figures, figures, left_out, of_sheets, of_text

EXPORTS = Path(__file__).parents[1] / "data" / "small_exports.txt"


@dataclass
class Export:
    """A file's text, what comes out, and what else is said of it: currency, rows left out, cells unknown, headers
    ignored."""

    name: str
    text: str
    expected: Figures = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def exports() -> list[Export]:
    """The blocks of the data file, whose first lines say how they are written."""
    found = []
    for block in EXPORTS.read_text(encoding="utf-8").split("\n=== ")[1:]:
        own = block.split("\n")
        first, last = (number for number, line in enumerate(own) if line == "---")
        export = Export(own[0], "\n".join(own[first + 1 : last]) + "\n")
        export.said = dict(line.split(": ", 1) for line in own[1:first])
        for line in own[last + 1 :]:
            if line and not line.startswith("#"):
                channel, period, *known = line.split(" | ")
                own_figures = dict(figure.split() for figure in known)
                key = channel, period.replace("undated", "")
                export.expected[key] = {id_: float(text) for id_, text in own_figures.items()}
        found.append(export)
    return found


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.name)
def test_exports(export: Export) -> None:
    plan, said = of_text(export.text), export.said
    assert figures(plan) == {key: pytest.approx(own) for key, own in export.expected.items()}
    assert ", ".join(str(row) for row, _ in left_out(plan)) == said.get("left out", "")
    assert (plan.currency, plan.unknown_values) == (said.get("currency", ""), int(said.get("unknown", 0)))
    if "ignored" in said:
        assert " | ".join(plan.ignored) == said["ignored"]


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.name)
def test_the_same_wherever_the_table_stands_and_whatever_stands_around_it(export: Export) -> None:
    table = read_text_table(export.text.encode())
    rows = table.sheets[0].rows
    width = max(map(len, rows))
    chance = Random(export.name)
    order = chance.sample(range(width), width)
    blank = chance.randrange(width + 1)
    around: dict[str, list[list[Cell]]] = {
        "further down": [[], [], *rows],
        "further right": [["", "", *row] for row in rows],
        "under a title": [["Our marketing"], [], *rows],
        "above a source": [*rows, [], ["Source: our own books"]],
        "a blank column": [[*row[:blank], "", *row[blank:]] if len(row) > blank else row for row in rows],
    }
    if "by customer" not in export.name:  # there the figures are right of what they are of
        around["columns in another order"] = [
            [row[column] if column < len(row) else "" for column in order] if sum(map(bool, row)) > 1 else row
            for row in rows
        ]
    for what, own in around.items():
        plan = plan_import(Table((Sheet("", own),), table.encoding, table.separator), standard())
        assert figures(plan) == {key: pytest.approx(own) for key, own in export.expected.items()}, what


def test_what_columns_of_records_are_can_be_chosen() -> None:
    text = (
        "Deal Name,Deal Stage,Amount,Create Date,Close Date,Original Traffic Source,Original Source Drill-Down\n"
        "A,Closed Won,100,2026-08-01,2026-09-01,Paid search,Brand\n"
        "B,Closed Lost,50,2026-08-02,2026-09-02,Paid search,Generic\n"
    )
    plan = of_text(text, Choices(columns={"Original Source Drill-Down": "channel", "Amount": ""}))
    assert figures(plan) == {
        ("Brand", "2026-08"): {"opportunities": 1, "customers": 0},
        ("Generic", "2026-08"): {"opportunities": 1, "customers": 0},
        ("Brand", "2026-09"): {"opportunities": 0, "customers": 1},
    }  # fmt: skip
    assert plan.mapping == {
        "Deal Stage": "stage", "Create Date": "date", "Close Date": "close_date",
        "Original Source Drill-Down": "channel",
    }  # fmt: skip


def test_dates_of_records_that_can_be_read_in_two_ways_are_asked_about() -> None:
    text = "Deal Name,Deal Stage,Amount,Create Date,Close Date\nA,Closed Won,100,1/8/2026,2/9/2026\n"
    with pytest.raises(QuestionError) as asked:
        of_text(text)
    assert (asked.value.asked, asked.value.row, asked.value.column) == ("date_order", 2, "Create Date")
    assert ("Unassigned", "2026-09") in figures(of_text(text, Choices(order="dmy")))


def test_results_whose_kind_nothing_tells_are_no_leads() -> None:
    plan = of_text("Campaign name,Amount spent (USD),Impressions,Results\nA,5,100,9\n")
    assert figures(plan) == {("A", ""): {"spend": 5, "impressions": 100}}


def test_figures_that_look_like_years_stay_figures() -> None:
    plan = of_sheets(("Sheet1", [["KPI", "Aug 2026", "Sep 2026"], ["Spend", 2026.0, 2027.0], ["Leads", 3.0, 2025.0]]))
    assert list(figures(plan).values()) == [{"spend": 2026, "leads": 3}, {"spend": 2027, "leads": 2025}]
    plan = of_text("Channel,Spend,Leads\nRadio,2025,2026\n")
    assert figures(plan) == {("Radio", ""): {"spend": 2025, "leads": 2026}}
    plan = of_text("Channel,Spend,,Leads,\n,2025,2026,2025,2026\nRadio,1,2,3,4\n")
    assert list(figures(plan).values()) == [{"spend": 1, "leads": 3}, {"spend": 2, "leads": 4}]
    plan = of_text("KPI,Aug 2026,Sep 2026\nSpend,2026,2027\nLeads,3,2025\n")
    assert list(figures(plan).values()) == [{"spend": 2026, "leads": 3}, {"spend": 2027, "leads": 2025}]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Start date", "End date"), ("Fecha de inicio", "Fecha de finalización"), ("Data de início", "Data de término"),
        ("Data di inizio", "Data di fine"), ("Date de début", "Date de fin"), ("Startdatum", "Enddatum"),
        ("Startdatum", "Einddatum"), ("Data rozpoczęcia", "Data zakończenia"), ("Başlangıç tarihi", "Bitiş tarihi"),
        ("Upphafsdagur", "Lokadagur"), ("Boshlanish sanasi", "Tugash sanasi"),
    ],
)  # fmt: skip
def test_the_first_and_the_last_day_above_a_report(first: str, last: str) -> None:
    plan = of_text(f"# Report\n# {first}: 20260901\n# {last}: 20260930\nChannel,Sessions\nDirect,5\n")
    assert figures(plan) == {("Direct", "2026-09"): {"visits": 5}}
