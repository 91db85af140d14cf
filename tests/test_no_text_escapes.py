"""No sentence of figures, findings, workbooks or the command line is English where the program speaks another.

The words are found by their letters, see `tests.pseudo`; `tests/ui/test_no_text_escapes.py` does it to the window.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from roiapp import cli
from roiapp.analysis.decisions.said import said_of
from roiapp.analysis.reports.content import content_report
from roiapp.analysis.reports.lead_revenue import lead_to_revenue
from roiapp.analysis.reports.report import Report
from roiapp.analysis.reports.steps import steps_report
from roiapp.analysis.reports.velocity import pipeline_velocity
from roiapp.core import units
from roiapp.core.catalog import standard
from roiapp.core.checks import limit_error, warnings
from roiapp.core.edits import SetSettings
from roiapp.core.explain import explain
from roiapp.core.number_format import NumberFormat
from roiapp.core.period_edits import RemovePeriods
from roiapp.core.periods import all_periods, base_view
from roiapp.core.units import NumberError
from roiapp.core.worksheet import Worksheet as Sheet
from roiapp.files import templates
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.session import Session
from roiapp.language import LANGUAGES
from roiapp.locale_table import LOCALES
from tests import pseudo
from tests.files.excel_books import document

CATALOG: Final = standard()
#: names of the month in the language whose place is taken, codes of currencies, the brand
ALLOWED: Final = frozenset((*LOCALES[pseudo.CODE]["months"], "USD", "EUR", "ISK", "PLN", "ROIAPP"))
BRAND: Final = re.compile("Channel ROI")


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    with pseudo.spoken():
        yield


def assert_none(texts: Iterable[str], allowed: frozenset[str] = ALLOWED) -> None:
    found = {text: words for text in texts if (words := pseudo.escaped(BRAND.sub("", text), allowed))}
    assert not found, "\n".join(f"{words} in {text!r}" for text, words in islice(found.items(), 20))


def own_names(sheet: Sheet) -> Sheet:
    """The document with names that no text of the program is made of."""
    settings = sheet.settings
    SetSettings.of(
        title=pseudo.own(settings.title), company=pseudo.own(settings.company),
        definitions=tuple((word, pseudo.own(meaning)) for word, meaning in settings.definitions),
    ).apply(sheet)  # fmt: skip
    sheet.records = {name: tuple(map(_own_words, rows)) for name, rows in sheet.records.items()}
    for column in (sheet.names, sheet.channels["group"], sheet.channels["owner"]):
        for row, text in enumerate(column):
            column[row] = pseudo.own(text)
    for place, note in list(sheet.notes.items()):
        sheet.notes[place] = pseudo.own(note)
    return sheet


def _own_words(record: tuple[object, ...]) -> tuple[object, ...]:
    """A record with its texts made the user's own; ids and kinds are one word in small letters."""
    return tuple(
        pseudo.own(each) if isinstance(each, str) and not re.fullmatch(r"[a-z_]*", each) else each for each in record
    )


def documents() -> Iterator[Session]:
    for load in (templates.load_sample, templates.load_b2b_sample):
        yield Session(own_names(load()), CATALOG)
    for seed in range(0, 12, 2):  # the others have own figures, with labels that their user gave them
        made = document(seed)
        yield Session(own_names(made.worksheet), CATALOG, made.as_of)


def said(session: Session) -> Iterator[str]:
    """Findings, warnings, and every figure's explanation and reason."""
    sheet, calculator = session.worksheet, session.calculator
    write = NumberFormat("en", "USD")
    periods = sheet.periods
    for view in (all_periods(periods), base_view(periods, len(periods) - 1)):
        figures = calculator.figures(view)
        yield view.text()
        for finding in said_of(figures):
            yield finding.whole_text
        for warning in warnings(sheet, session.catalog, calculator, view):
            yield warning.text
        channels = [None, *range(min(len(sheet.names), 3))]
        for metric in session.catalog.metrics:
            for channel in channels[: 1 if metric.total_only else None]:
                explained = explain(figures, metric.id, channel, write)
                yield explained.text()
                yield explained.reason.sentence(session.catalog) if explained.reason else ""
        for make in (lead_to_revenue, pipeline_velocity, content_report, steps_report):
            yield from of_report(make(figures))


def of_report(report: Report) -> Iterator[str]:
    yield from (report.title, report.question)
    yield from report.sentences
    for table in report.tables:
        yield from (table.title, table.first, table.note, table.nothing)
        yield from (column.header for column in table.columns)
        for row in table.rows:
            yield row.label
            for cell in row.cells:
                yield from (cell.text, cell.reason, cell.remark)


def test_no_sentence_of_figures_is_english() -> None:
    for session in documents():
        assert_none(said(session))


WRONG: Final = ("x", "12x", "1,2,3", "=1/0", "=2+", "=((((((((((1))))))))))", "5%", "$5", "€5", "-3",
                 "1e999", "150%", "1.2.3", "=a")  # fmt: skip


def test_no_error_of_typing_is_english() -> None:
    texts = []
    for field in CATALOG.fields:
        for typed in WRONG:
            try:
                value = units.parse(typed, field.unit, "en", "USD").value
            except NumberError as error:
                texts.append(str(error).replace(typed, ""))
            else:
                texts.append(limit_error(field, value, NumberFormat("en", "USD")) or "")
    assert_none(texts)


def test_the_workbook_s_sheets_are_not_english() -> None:
    _, session, *_ = documents()
    session.apply(RemovePeriods(tuple(range(len(session.worksheet.periods) - 2))))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(session, all_periods(session.worksheet.periods))))
    seen = [page for page in book if page.sheet_state == "visible"]
    assert len(seen) > 8
    # Ids by which a channel's source is known when the workbook comes back.
    assert_none([text for page in seen for text in _seen(page)], ALLOWED | {"marketing", "sales"})


def _seen(page: Worksheet) -> Iterator[str]:
    """What can be read on a page, formulas' own words too; ids stand in hidden rows and columns."""
    hidden = {
        column
        for each in page.column_dimensions.values()
        if each.hidden
        for column in range(each.min or 0, (each.max or 0) + 1)
    }
    yield page.title
    for row in page.iter_rows():
        for cell in row:
            if page.row_dimensions[cell.row].hidden or cell.column in hidden:
                continue
            if cell.comment is not None:
                yield cell.comment.text
            if isinstance(cell.value, str):
                yield from re.findall(r'"([^"]*)"', cell.value) if cell.value.startswith("=") else [cell.value]


#: what stands in the help besides sentences: commands, options, and names of what is to be put there
_WORDS: Final = re.compile(r"--?[a-z-]+|\{[\w,]+\}|\b[A-Z]+(?:=[A-Z]+)?\b")
_OTHERS: Final = ("roiapp", "roi", "json", "csv", "xlsx", "table")
_CALLS: Final = tuple(
    line.split()
    for line in """
    calc s.roi
    calc s.roi --period 2033
    calc s.roi --as-of x
    calc s.roi --bad
    calc s.roi --format x
    calc s.roi --period
    calc s.roi --scenario x
    calc s.roi --time-matched
    check s.roi
    check s.roi --period 2026-08
    seek s.roi --metric roi --target 1 --by spend
    seek s.roi --metric roi --target x --by spend
    seek s.roi --metric cac --target 90 --by leads --hold lead_to_customer
    seek s.roi --metric x --target 1 --by spend
    seek s.roi --metric roi --target 1 --by roi
    allocate s.roi
    allocate s.roi --total x
    allocate s.roi --total 90000 --elasticity 1
    allocate s.roi --lock x
    matters s.roi
    matters s.roi --metric x
    compare s.roi
    metrics x
    edit
    export s.roi --to x.doc
    export s.roi --to s.csv
    recover s.roi
    import s.roi --to s.roi
    import no.csv
""".strip().splitlines()
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    session = Session.new(own_names(templates.load_sample()))
    session.save_as(tmp_path / "s.roi")
    session.close()
    return tmp_path


def test_no_line_of_the_command_line_is_english(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "set add channel kind source group owner period undo redo save"
    words = frozenset((*lines.split(), *cli.COMMANDS, *LANGUAGES, *_OTHERS))
    for call in (["--help"], ["--version"], [], *([each, "--help"] for each in cli.COMMANDS), *_CALLS):
        cli.run([*call, "--lang", pseudo.CODE])
        told = capsys.readouterr()
        said = _WORDS.sub("", BRAND.sub("", told.out + told.err))
        assert_none([f"{' '.join(call)}: {said}"], ALLOWED | words | {*re.split("[-_ .]+", " ".join(call))})
