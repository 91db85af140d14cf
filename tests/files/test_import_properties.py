"""Whatever stands in a table, an import is a plan or one sentence; what it brings is the same in any order of rows."""

import math
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.catalog import standard
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.tables import Cell, Sheet, Table

HEADERS = st.sampled_from(
    ["Channel", "Campaign", "period", "Date", "start", "end", "spend", "Leads", "Margin", "CAC", ""]
)
CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.sampled_from(["Total", "2026-08", "Q3 2026", "9/4/2026", "1.234", "1,5", "12%", "$5", "--", "Radio", "=1"]),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=6)


def plan_or_refuse(rows: list[list[Cell]]) -> ImportPlan | str:
    try:
        return plan_import(Table((Sheet("Sheet1", rows),)), standard())
    except FileError as error:
        return str(error)


@given(st.lists(HEADERS, min_size=2, max_size=6), ROWS)
def test_any_cells_are_a_plan_or_a_sentence(headers: list[str], rows: list[list[Cell]]) -> None:
    found = plan_or_refuse([list[Cell](headers), *rows])
    if isinstance(found, ImportPlan):
        sheet = found.worksheet()
        assert sheet.shape == (len(found.periods), len(found.channels))
        assert all(not math.isinf(value) for column in sheet.columns.values() for value in column.ravel().tolist())
        assert len({name.casefold() for name in sheet.names}) == len(sheet.names)
    else:
        assert found.endswith((".", "?"))
        assert "\n" not in found


ENTRIES = st.tuples(st.sampled_from("ABC"), st.sampled_from(["2026-08", "2026-09"]), st.integers(0, 10**6))


@given(st.lists(ENTRIES, min_size=1), st.randoms())
def test_sums_do_not_hang_on_the_order_of_rows(rows: list[tuple[str, str, int]], chance: Random) -> None:
    def total(ordered: list[tuple[str, str, int]]) -> dict[tuple[str, str], float]:
        cells: list[list[Cell]] = [[name, month, float(value)] for name, month, value in ordered]
        found = plan_or_refuse([["channel", "period", "spend"], *cells])
        assert isinstance(found, ImportPlan)
        return {
            (channel["name"], str(period.start)[:7]): found.columns["spend"][p, c]
            for p, period in enumerate(found.periods)
            for c, channel in enumerate(found.channels)
            if not math.isnan(found.columns["spend"][p, c])
        }

    expected: dict[tuple[str, str], float] = {}
    for name, month, value in rows:
        expected[name, month] = expected.get((name, month), 0.0) + value
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert total(rows) == total(shuffled) == expected
