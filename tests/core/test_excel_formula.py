"""Excel formulas: what they look like, and that LibreOffice computes from them what the calculator does."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetTotals
from roiapp.core.excel_formula import NeedsColumnError, part_formula, ratio_formulas, row_formula, total_formula
from roiapp.core.formula import Call, Name, names, parse
from roiapp.core.metrics import Metric
from roiapp.core.periods import Period, base_view, month, prior_twelve
from roiapp.core.results import Figures
from roiapp.core.units import NUMBER
from roiapp.core.worksheet import Worksheet, build
from tests.files.excel_books import parts_of
from tests.random_figures import amount

COLUMNS = {
    "spend": "B", "visits": "C", "leads": "D", "customers": "E", "revenue_per_sale": "F", "gross_margin": "G",
    "conversion_rate": "H", "cac": "I", "gross_return": "J", "gross_profit": "K", "total_cost": "L", "ltv": "M",
}  # fmt: skip


def cells(**more: str) -> Callable[[str], str | None]:
    known = COLUMNS | more
    return lambda id_: f"{known[id_]}5" if known.get(id_) else None


def ranges(**more: str) -> Callable[[str], str | None]:
    known = COLUMNS | more
    return lambda id_: f"{known[id_]}5:{known[id_]}16" if known.get(id_) else None


def settings(**known: str) -> Callable[[Name | Call], str | None]:
    return lambda node: known.get(node.id if isinstance(node, Name) else node.function)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("conversion_rate", '=IF(COUNT(D5,C5)=2,IFERROR(D5/C5,"–"),"–")'),
        ("cac", '=IF(COUNT(L5,E5)=2,IFERROR(L5/E5,"–"),"–")'),
        ("gross_return", '=IF(COUNTIF(E5,0)+COUNTIF(F5,0)>0,0,IF(COUNT(E5,F5)=2,E5*F5,"–"))'),
        ("net_return", '=IF(COUNT(K5,L5)=2,K5-L5,"–")'),
        ("roi", '=IF(COUNT(K5,L5)=2,IFERROR((K5-L5)/L5,"–"),"–")'),
        ("total_cost", '=IF(ISNUMBER(B5),B5,"–")'),
        ("next_customer_cost", '=IF(COUNT(I5,$B$1)=2,IFERROR(I5/$B$1,"–"),"–")'),
        ("share_of_spend", '=IF(COUNT(L5,L17)=2,IF(L17>0,L5/L17,"–"),"–")'),
        ("gross_margin", '=IF(ISNUMBER($B$2),$B$2,"–")'),
        ("spend", ""),
        ("win_rate", '="–"'),
        ("blended_cac", '="–"'),
    ],
)
def test_a_row_reads_like_a_person_wrote_it(id_: str, expected: str) -> None:
    special = settings(elasticity="$B$1", default_margin="$B$2")
    totals = lambda name: f"{COLUMNS[name]}17"  # noqa: E731
    assert row_formula(standard(), id_, cells(), total_cell=totals, special=special) == expected


def test_optional_costs_count_as_nothing_and_unpaid_hours_as_unknown() -> None:
    assert row_formula(standard(), "total_cost", cells(fees="N")) == '=IF(ISNUMBER(B5),B5+N(N5),"–")'
    with_hours = cells(fees="N", hours="O", labour_cost="P")
    assert row_formula(standard(), "total_cost", with_hours) == (
        '=IF(AND(ISNUMBER(B5),OR(COUNT(O5)=0,ISNUMBER(P5))),B5+N(N5)+IF(COUNT(O5)>0,P5,0),"–")'
    )


def test_typed_revenue_wins_and_work_rate_takes_what_is_there() -> None:
    assert row_formula(standard(), "gross_return", cells(revenue="N")).startswith("=IF(ISNUMBER(N5),N5,IF(COUNTIF(")
    assert row_formula(standard(), "work_rate", cells(worked="N", mqls="O")) == (
        '=IF(AND(ISNUMBER(N5),COUNT(O5,D5)>0),IFERROR(N5/IF(ISNUMBER(O5),O5,D5),"–"),"–")'
    )


def test_a_number_in_place_of_an_address_is_written_as_it_is() -> None:
    special = settings(default_margin="0.4", elasticity="0.7")
    assert row_formula(standard(), "gross_profit", cells(gross_margin=""), special=special) == (
        '=IF(COUNTIF(J5,0)>0,0,IF(ISNUMBER(J5),J5*0.4,"–"))'
    )
    assert row_formula(standard(), "next_customer_cost", cells(), special=special) == '=IF(ISNUMBER(I5),I5/0.7,"–")'


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("spend", '=IF(COUNT(B5:B16)>0,SUM(B5:B16),"–")'),
        ("goal_cac", '="–"'),
        (
            "conversion_rate",
            '=IFERROR(SUMPRODUCT(--ISNUMBER(C5:C16),D5:D16)/SUMPRODUCT(--ISNUMBER(D5:D16),C5:C16),"–")',
        ),
        (
            "ltv",
            '=IFERROR(SUMPRODUCT(E5:E16,M5:M16)/SUMPRODUCT(--ISNUMBER(M5:M16),E5:E16),"–")',
        ),
        ("share_of_spend", '=IF(SUM(L5:L16)>0,SUM(L5:L16)/SUM(L5:L16),"–")'),
        (
            "lead_pace",
            '=IF(ISNUMBER(B3),IFERROR(SUMPRODUCT(--ISNUMBER(N5:N16),D5:D16)/(SUMPRODUCT(--ISNUMBER(D5:D16),N5:N16)*B3),"–"),"–")',
        ),
        ("mer", '=IF(AND(COUNT($B$4,$B$5)=2,COUNT(L5:L16)>0),IFERROR($B$4/(SUM(L5:L16)+$B$5),"–"),"–")'),
        ("next_lead_cost", '="–"'),
        ("win_rate", '="–"'),
    ],
)
def test_a_total_is_sum_by_sum_over_the_rows_in_which_both_are_known(id_: str, expected: str) -> None:
    special = settings(elapsed="B3", actual_revenue="$B$4", shared_cost="$B$5")
    assert total_formula(standard(), id_, ranges(goal_leads="N"), special=special) == expected


def test_a_goal_typed_for_all_channels_takes_every_known_row() -> None:
    special = settings(elapsed="$B$3", goal_revenue="$B$6")
    assert total_formula(standard(), "goal_pace", ranges(goal_revenue="N"), special=special) == (
        '=IF(AND(COUNT($B$6,$B$3)=2,COUNT(J5:J16)>0),IFERROR(SUM(J5:J16)/($B$6*$B$3),"–"),"–")'
    )
    assert total_formula(standard(), "goal_revenue", ranges(), special=special) == '=IF(ISNUMBER($B$6),$B$6,"–")'


def test_rows_of_several_periods_each_have_their_own_share_gone() -> None:
    assert total_formula(standard(), "lead_pace", ranges(goal_leads="N"), special=settings(elapsed="P5:P16")) == (
        "=IFERROR(SUMPRODUCT(ISNUMBER(N5:N16)*ISNUMBER(P5:P16),D5:D16)/SUMPRODUCT(--ISNUMBER(D5:D16),N5:N16,P5:P16)"
        ',"–")'
    )


def test_of_rows_of_several_periods_those_within_count() -> None:
    within = "(A5:A16>=2)*(A5:A16<=3)"
    assert total_formula(standard(), "spend", ranges(), within=within) == (
        f'=IF(SUMPRODUCT({within}*ISNUMBER(B5:B16))>0,SUMPRODUCT(--{within},B5:B16),"–")'
    )
    assert total_formula(standard(), "conversion_rate", ranges(), within=within) == (
        f"=IFERROR(SUMPRODUCT({within}*ISNUMBER(C5:C16),D5:D16)/SUMPRODUCT({within}*ISNUMBER(D5:D16),C5:C16)"
        ',"–")'
    )


def test_both_sides_of_a_total_made_of_what_is_typed_for_all_are_known_or_neither() -> None:
    special = settings(actual_customers="$B$4", shared_cost="$B$5")
    cost, customers = 'IF(AND(ISNUMBER($B$5),COUNT(L5:L16)>0),SUM(L5:L16)+$B$5,"–")', 'IF(ISNUMBER($B$4),$B$4,"–")'
    assert ratio_formulas(standard(), "blended_cac", ranges(), special=special) == (
        f'=IF(ISNUMBER({customers}),{cost},"–")', f'=IF(ISNUMBER({cost}),{customers},"–")'
    )  # fmt: skip
    assert ratio_formulas(standard(), "spend", ranges()) is None


def test_a_part_of_a_formula_in_a_row() -> None:
    part = parse("first(mqls, leads) * 2")
    assert part_formula(standard(), part, cells(mqls="N")) == '=IF(COUNT(N5,D5)>0,IF(ISNUMBER(N5),N5,D5)*2,"–")'
    assert part_formula(standard(), part, cells()) == '=IF(ISNUMBER(D5),D5*2,"–")'


def test_a_total_says_which_column_it_cannot_do_without() -> None:
    with pytest.raises(NeedsColumnError) as raised:
        total_formula(standard(), "gross_profit", ranges(gross_profit="", gross_return=""))
    assert raised.value.id == "gross_profit"
    assert total_formula(standard(), "pipeline_value", ranges()) == '="–"'  # what it needs is not in the document


# -- LibreOffice -------------------------------------------------------------------------------------------------------

OWN = [
    ("own_max", "max(leads, opt(mqls), 3) / visits", ""),
    ("own_first", "first(spend / leads, spend / visits, 7) * -2", ""),
    ("own_each", "each(gross_return - spend, opt(labour_cost)) + 1", ""),
    ("own_positive", "positive(customers - 5) / positive(leads)", ""),
    ("own_minus", "-(spend - fees) / (leads - visits / 2)", "sum(-(spend - fees)) / sum(leads - visits / 2)"),
    ("own_known", "first(mqls, leads, visits)", "sum(first(mqls, leads, visits))"),
    ("own_optional", "opt(hours) + opt(leads)", "sum(opt(hours) + opt(leads))"),
    ("own_marketing", "marketing(spend) - 1", "sum(marketing(spend) - leads * visits / 4)"),
    ("own_elapsed", "spend / elapsed()", "sum(spend) / sum(elapsed())"),
    ("own_goal", "(leads + visits) / goal_leads", "(sum(leads) + sum(visits)) / sum(goal_leads)"),
    ("own_deep", "(roi - 1) / (first(win_rate, each(roi, leads)) - opt(cac))", ""),
]


def extended() -> Catalog:
    return standard().extended(
        metrics=[Metric(id_, id_, rule, NUMBER, "", "", "core", "", "", total=total) for id_, rule, total in OWN]
    )


@dataclass
class Case:
    """One worksheet, the figures of its last period, and where everything stands on its sheet.

    `hidden` ids have no column for the formulas of others, so that those write them out.
    """

    catalog: Catalog
    worksheet: Worksheet
    figures: Figures
    hidden: frozenset[str]
    first_row: int = 4
    column: dict[str, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> range:
        return range(self.first_row, self.first_row + len(self.worksheet.keys))

    @property
    def period(self) -> int:
        return self.figures.view.periods[0]

    def range(self, id_: str) -> str:
        name = xl_col_to_name(self.column[id_])
        return f"{name}{self.rows[0] + 1}:{name}{self.rows[-1] + 1}"


def make_case(seed: int) -> Case:
    rng = random.Random(seed)
    catalog = extended()
    rows, blank = rng.choice([1, 3, 7]), rng.choice([0.05, 0.25, 0.6])
    months = [month(2026, m, m) for m in (5, 6, 7)]
    as_of = rng.choice([date(2026, 7, 12), date(2026, 8, 1), date(2026, 6, 20)])
    dense = rng.random() < 0.5
    columns = {
        f.id: [[amount(rng, f.unit.kind, blank) for _ in range(rows)] for _ in months]
        for f in catalog.fields
        if f.scope == "cell" and (dense or rng.random() < 0.5)
    }
    sheet = build(
        [f"Channel {i}" for i in range(rows)],
        columns,
        [Period(p.key, "", p.start, p.end) for p in months],
        DocumentSettings(
            default_margin=rng.choice([None, 0.35]), default_hourly_rate=rng.choice([None, 30.0]),
            elasticity=rng.choice([0.7, 1.0]),
        ),
    )  # fmt: skip
    last = len(months) - 1
    sheet.channels["source"] = [rng.choice(["marketing", "sales"]) for _ in range(rows)]
    for record in catalog.fields:
        if record.on_total and rng.random() < 0.5:
            SetTotals(record.id, ((last, float(rng.randint(0, 5000))),)).apply(sheet)
    figures = Calculator(sheet, catalog, as_of).figures(base_view(sheet.periods, last))
    prior = {"close_rate", "expected_win_rate"}  # the months before stand behind these
    hidden = {
        r.id
        for r in (*catalog.fields, *catalog.metrics)
        if r.id not in sheet.columns and r.id not in prior and seed % 2 and rng.random() < 0.7
    }
    return Case(catalog, sheet, figures, frozenset(hidden))


def prior_sums(case: Case, id_: str, channel: int) -> dict[str, float | None]:
    """What prior12 of a field's formula stands for, by field: the months in which all of them are known."""
    found: dict[str, float | None] = dict.fromkeys(names(parse(case.catalog.field[id_].fallback)))
    for period in prior_twelve(case.worksheet.periods, case.period):
        values = {name: case.worksheet.value(name, period, channel) for name in found}
        if not any(math.isnan(v) for v in values.values()):
            found = {name: (found[name] or 0.0) + value for name, value in values.items()}
    return found


def write_case(book: xlsxwriter.Workbook, name: str, case: Case) -> None:
    page = book.add_worksheet(name)
    sheet, catalog = case.worksheet, case.catalog
    values: dict[str, float | None] = {
        "elasticity": sheet.settings.elasticity,
        "retention_limit": sheet.settings.retention_limit,
        "default_margin": sheet.settings.default_margin,
        "default_hourly_rate": sheet.settings.default_hourly_rate,
        "elapsed": sheet.periods[case.period].elapsed(case.figures.calculator.as_of),
    }
    typed = {i: v for i in sheet.totals if not math.isnan(v := sheet.total_value(i, case.period))}
    values.update(typed)
    for place, (id_, value) in enumerate(values.items()):
        case.above[id_] = place
        if value is not None:
            page.write_number(1, place, value)
    records = [r for r in (*catalog.fields, *catalog.metrics) if getattr(r, "scope", "cell") == "cell"]
    case.column.update({r.id: place for place, r in enumerate(records, 2)})
    spare = len(records) + 2  # prior12 figures, one pair of columns for each field
    total_row = case.rows[-1] + 1

    def special_of(id_: str, row: int | None) -> Callable[[Name | Call], str | None]:
        def special(node: Name | Call) -> str | None:
            if isinstance(node, Call) and node.function == "marketing":
                return f'B{row + 1}="marketing"' if row is not None else f'B{case.rows[0] + 1}:B{total_row}="marketing"'
            if isinstance(node, Call) and node.function == "prior12":
                if row is None:
                    return None
                inner = node.arguments[0]
                assert isinstance(inner, Name)
                place = spare + 4 * (id_ == "expected_win_rate") + (inner.id == "customers")
                value = prior_sums(case, id_, row - case.first_row).get(inner.id)
                if value is not None:
                    page.write_number(row, place, value)
                return f"{xl_col_to_name(place)}{row + 1}"
            asked = node.id if isinstance(node, Name) else node.function
            known = asked in case.above and (asked == "elapsed" or values[asked] is not None)
            return f"${xl_col_to_name(case.above[asked])}$2" if known else None

        return special

    def total_cell(id_: str) -> str:
        return f"{xl_col_to_name(case.column[id_])}${total_row + 1}"

    for row in case.rows:
        channel = row - case.first_row
        page.write_string(row, 1, sheet.channels["source"][channel])

        def cell(id_: str, row: int = row) -> str | None:
            visible = id_ in case.column and id_ not in case.hidden
            return f"{xl_col_to_name(case.column[id_])}{row + 1}" if visible else None

        for record in records:
            number = sheet.value(record.id, case.period, channel) if record.id in catalog.field else math.nan
            if not math.isnan(number):
                page.write_number(row, case.column[record.id], number)
                continue
            text = row_formula(catalog, record.id, cell, total_cell=total_cell, special=special_of(record.id, row))
            if text:
                page.write_formula(row, case.column[record.id], text, None, -999)
            elif (row + case.column[record.id]) % 3 == 0:
                page.write_string(row, case.column[record.id], "–")  # as a person may mark what is not known
    for record in (*catalog.fields, *catalog.metrics):
        place = case.column.setdefault(record.id, spare + 10 + len(case.column))
        page.write_formula(total_row, place, total_text(case, record.id, special_of(record.id, None)), None, -999)


def total_text(case: Case, id_: str, special: Callable[[Name | Call], str | None]) -> str:
    """The formula of a total, with the columns it asks for added one by one."""
    shown = set(case.column) - case.hidden
    while True:
        try:
            return total_formula(case.catalog, id_, lambda i: case.range(i) if i in shown else None, special=special)
        except NeedsColumnError as error:
            if error.id in shown:
                raise
            shown.add(error.id)


@pytest.mark.slow
def test_libreoffice_computes_the_same_figures(libreoffice: Callable[[list[Path]], list[Path]], tmp_path: Path) -> None:
    cases = [make_case(seed) for seed in range(48)]
    path = tmp_path / "figures.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Canary").write_formula(0, 0, "=1+1", None, 99)
        for number, case in enumerate(cases):
            write_case(book, f"Case {number}", case)
    (found,) = libreoffice([path])
    recalculated, written = parts_of(found), parts_of(path)
    assert recalculated.values["Canary", "A1"] == 2, "the formulas were not recalculated"
    wrong: list[str] = []
    counts = {"known": 0, "undefined": 0}
    for number, case in enumerate(cases):
        for record in (*case.catalog.fields, *case.catalog.metrics):
            for channel in range(len(case.rows) + 1):
                total = channel == len(case.rows)
                if getattr(record, "scope", "cell") != "cell" and not total:
                    continue
                figures = case.figures
                expected = figures.total_value(record.id) if total else float(figures.values(record.id)[channel])
                place = f"Case {number}", xl_rowcol_to_cell(case.first_row + channel, case.column[record.id])
                found = recalculated.values.get(place)
                text = written.formulas.get(place) or str(written.values.get(place))
                counts["undefined" if math.isnan(expected) else "known"] += 1
                if not agrees(found, expected, total or text[0] in "=–"):
                    where = "total" if total else f"channel {channel}"
                    wrong.append(f"Case {number}, {record.id}, {where}: {found!r} instead of {expected!r}: {text}")
    assert not wrong, f"{len(wrong)} figures differ:\n" + "\n".join(wrong[:40])
    assert min(counts.values()) > 5000, counts


def agrees(found: object, expected: float, formula: bool) -> bool:
    """Whether a cell shows a figure: a dash in place of an undefined one, nothing where nothing can stand."""
    if math.isnan(expected):
        return found == ("–" if formula else None)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def test_each_rate_of_the_months_before_counts_its_own_months() -> None:
    figures = {"customers": [[10.0], [4.0], [None]], "leads": [[100.0], [None], [None]]}
    figures["opportunities"] = [[None], [8.0], [None]]
    sheet = build(["Radio"], figures, [month(2026, m, m) for m in (5, 6, 7)])
    found = Calculator(sheet, standard()).figures(base_view(sheet.periods, 2))
    assert found.value("close_rate", 0) == 10 / 100
    assert found.value("expected_win_rate", 0) == 4 / 8
