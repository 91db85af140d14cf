"""`roiapp import`: tables into a document, without a window."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from roiapp import language
from roiapp.language import tr, trn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.bringing_in import BroughtFile
    from roiapp.files.import_choices import Choices, Key
    from roiapp.files.returned.onto import TakenBack
    from roiapp.files.session import Session

ENDING: Final = ".roi"
_FEW: Final = 4
#: what begins as years, quarters and months do: no name of a period
_LIKE_DAYS: Final = re.compile(r"\s*[QqTt]?\s*\d")
#: how the command line answers a question
_FLAGS: Final = {
    "columns": "--map COLUMN=FIELD",
    "date_order": "--date-order dmy|mdy|ymd",
    "decimal": "--decimal .|,",
    "period": "--period P",
    "currency": "--currency-rate R",
    "meets": "--replace|--add|--keep",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `import` understands."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=tr("csv, xlsx, xls or ods tables"))
    parser.add_argument("--to", required=True, metavar="OUT",
                        help=tr("the document (.roi) they go into, made where there is none"))  # fmt: skip
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD",
                        help=tr("what a column is: a field, channel, date, period; COLUMN= leaves it out"))  # fmt: skip
    parser.add_argument("--period", metavar="P", help=tr("the period all figures go into, such as 2026-08 or 2026-Q3"))
    parser.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), help=tr("what comes first in 9/4/2026"))
    parser.add_argument("--decimal", choices=(".", ","), help=tr("the decimal sign"))
    parser.add_argument("--currency-rate", metavar="R", help=tr("what amounts are multiplied with"))
    parser.add_argument("--channel", metavar="NAME", help=tr("everything is of this one channel"))
    parser.add_argument("--sheet", metavar="S", help=tr("the sheet of a workbook"))
    meets = parser.add_mutually_exclusive_group()
    meets.add_argument("--add", dest="meets", action="store_const", const="add", default="",
                       help=tr("add figures to those that are there, instead of replacing them"))  # fmt: skip
    meets.add_argument("--keep", dest="meets", action="store_const", const="keep",
                       help=tr("leave figures that are there as they are; only blank cells are filled"))  # fmt: skip
    meets.add_argument("--replace", dest="meets", action="store_const", const="replace",
                       help=tr("replace figures that are there, a whole period's by a part's, too"))  # fmt: skip
    parser.add_argument("--skip-bad-cells", action="store_true",
                        help=tr("leave cells blank that cannot be read, and name them"))  # fmt: skip


def bring_in(arguments: argparse.Namespace, catalog: Catalog) -> None:
    """Do it and print what was done. Raises `FileError`; then nothing is written."""
    from roiapp.files.bringing_in import BringingIn, file_names
    from roiapp.files.import_choices import QuestionError
    from roiapp.files.import_reading import OwnTable, read_for_import

    out = Path(arguments.to)
    session = _opened(out, catalog, arguments.lang)
    catalog = session.catalog  # with what is the document's own
    try:
        bringing = BringingIn(session.worksheet, catalog)
        paths = [Path(file) for file in arguments.files]
        done: list[tuple[str, BroughtFile | TakenBack, bool]] = []
        choices = _choices(arguments, session.worksheet)
        for path, name in zip(paths, file_names(paths), strict=True):
            try:
                table = read_for_import(path, catalog)
                taken = bringing.take(table, choices)
                done.append((name, taken or bringing.add(name, table, choices), isinstance(table, OwnTable)))
            except QuestionError as error:
                raise _with_flag(error) from error
        _refuse_mixed_rate(bringing.files)
        if session.path is not None:
            _refuse_supposed(bringing.files)
        for brought, parts in zip(bringing.files, bringing.parts(), strict=True):
            if parts:
                raise _with_flag(QuestionError("meets", parts[0], file=brought.file))
        edit = bringing.edit
        if edit is not None:
            session.apply(edit)
        if session.path is None:
            session.save_as(out)
        elif edit is not None:
            session.save()
    finally:
        session.close(keep=False)
    if arguments.format == "json":
        objects = [_as_json(name, each, catalog, choices) for name, each, _own in done]
        content: Any = objects if len(objects) > 1 else objects[0]
        text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    else:
        lines = (_as_text(name, each, catalog, choices, own=own) for name, each, own in done)
        text = "\n".join(line for of_file in lines for line in of_file)
    sys.stdout.write(text + "\n")


def _with_flag(error: Any) -> Exception:
    """A question with the flag that answers it; no further line asks it."""
    from roiapp.files.file_errors import FileError

    sentence = " ".join((error.sentence, tr("Answer with {flag}.", flag=_FLAGS[error.asked])))
    return FileError(sentence, file=error.file, sheet=error.sheet, row=error.row, column=error.column)


def _refuse_mixed_rate(files: Sequence[BroughtFile]) -> None:
    """One rate is of one currency."""
    from roiapp.files.file_errors import FileError

    converted = [(each.file, each.plan.rate.currency) for each in files if each.plan.rate and each.plan.rate.currency]
    for file, currency in converted:
        if currency != converted[0][1]:
            raise FileError(
                tr("Its amounts are in {currency}, and those of {other} in {first}: one rate cannot be of both. Import"
                   " them one after the other.", currency=currency, other=converted[0][0], first=converted[0][1]),
                file=file,
            )  # fmt: skip


def _refuse_supposed(files: Sequence[BroughtFile]) -> None:
    """Figures under a scenario would take the place of what was observed, so they go into a document of their own."""
    from roiapp.files.file_errors import FileError
    from roiapp.files.supposed_tables import supposed

    for each in files:
        if each.plan.scenarios:
            where = tr("Import them into a new document.")
            raise FileError(f"{supposed(each.plan.scenarios)} {where}", file=each.file)


def _opened(out: Path, catalog: Catalog, lang: str | None) -> Session:
    """The document tables go into. Raises `FileError` where it is none, is open elsewhere, or newer work waits."""
    import os

    from roiapp.files.bringing_in import new_document
    from roiapp.files.document import SessionError, waiting
    from roiapp.files.file_errors import FileError
    from roiapp.files.formats import holds_project
    from roiapp.files.session import Session

    if out.suffix.casefold() != ENDING:
        raise FileError(tr("Tables are imported into a document. Name it with .roi."), file=out.name)
    if waiting(out) is not None:
        raise FileError(tr("Newer work on it waits. Publish it first with “roiapp recover”."), file=out.name)
    if not os.path.lexists(out):
        return Session.new(new_document(out.stem, lang or language.current()), catalog=catalog)
    if not holds_project(out):
        raise FileError(tr("This is no document of Channel ROI. Name another one."), file=out.name)
    session = Session.open(out, catalog=catalog)
    if session.read_only:
        raise SessionError(session.state.sentence, file=out.name)
    return session


def _choices(arguments: argparse.Namespace, worksheet: Worksheet) -> Choices:
    from roiapp.files.import_choices import Choices

    columns: dict[str, str] = {}
    for text in arguments.map:
        column, sign, field = text.rpartition("=")
        if not sign:
            raise _wrong(tr("--map {text} is not understood. Write it as COLUMN=FIELD.", text=text))
        columns[column] = field.strip()
    return Choices(
        sheet=arguments.sheet,
        columns=columns,
        period=_period(arguments.period, worksheet) if arguments.period else None,
        order=arguments.date_order or "",
        decimal=arguments.decimal or "",
        rate=_rate(arguments.currency_rate) if arguments.currency_rate else None,
        single=arguments.channel or "",
        meets=arguments.meets,
        lenient=arguments.skip_bad_cells,
    )


def _period(asked: str, worksheet: Worksheet) -> Key:
    """A period of the document, or a new one by its days; by a name in a document in which nothing stands yet."""
    from roiapp.core.periods import PeriodError, find
    from roiapp.files.dates import read_span
    from roiapp.files.import_merge import untouched

    try:
        view = find(worksheet.periods, asked, worksheet.settings.fiscal_year_start)
    except PeriodError:
        view = None
    if view is not None and not view.rollup:
        period = worksheet.periods[view.periods[0]]
        return period.label, period.start, period.end
    span = read_span(asked)
    if span is not None:
        return "", span.start, span.end
    if _LIKE_DAYS.match(asked) or not any(sign.isalpha() for sign in asked):
        raise _wrong(tr("--period {text} is no period. Write it as 2026-08, 2026-Q3 or 2026.", text=asked))
    if not untouched(worksheet):
        raise _wrong(tr("The document has no period “{text}”. Name one that it has, or write it as 2026-08, 2026-Q3 or"
                        " 2026.", text=asked))  # fmt: skip
    return " ".join(asked.split()), None, None


def _rate(text: str) -> float:
    import math

    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not math.isfinite(rate) or rate <= 0:
        raise _wrong(tr("--currency-rate {text} is no rate. Write a number above 0, such as 1.08.", text=text))
    return rate


def _wrong(sentence: str) -> Exception:
    from roiapp.files.file_errors import FileError

    return FileError(sentence)


def _as_json(name: str, brought: BroughtFile | TakenBack, catalog: Catalog, choices: Choices) -> dict[str, Any]:
    from roiapp.files.bringing_in import BroughtFile

    if not isinstance(brought, BroughtFile):
        empty = ("ignored", "periods", "scenarios", "skipped", "refused", "questions")
        nothing: dict[str, Any] = dict.fromkeys(empty, ())
        return {
            **nothing, "file": name, "workbook_of": brought.title, "mapping": {}, "added": 0, "changed": brought.count,
            "unknown_values": 0, "notes": list(brought.notes),
        }  # fmt: skip
    plan = brought.plan
    return {
        "file": brought.file,
        "mapping": plan.mapping,
        "ignored": list(plan.ignored),
        "periods": [period.text(language.current()) for period in plan.periods],
        "added": brought.merge.added,
        "changed": brought.merge.changed,
        "skipped": [{"sheet": each.sheet, "row": each.row, "why": each.why} for each in plan.skipped],
        "unknown_values": plan.unknown_values,
        "refused": [str(error) for error in plan.refused],
        "scenarios": list(plan.scenarios),
        "notes": list(plan.notes),
        "questions": list(brought.doubts(catalog, choices)),
    }


def _as_text(
    name: str, brought: BroughtFile | TakenBack, catalog: Catalog, choices: Choices, *, own: bool
) -> list[str]:
    """What was done, in lines; `own`: it was a document of ours, whose columns need no words."""
    from roiapp.files.bringing_in import BroughtFile

    if not isinstance(brought, BroughtFile):
        return [f"{name}: {brought.sentence}", *(f"  {note}" for note in brought.notes)]
    from roiapp.files.supposed_tables import supposed

    plan, merge = brought.plan, brought.merge
    lines = [tr("{file}: {added} added, {changed} changed, {skipped} left out", file=brought.file, added=merge.added,
                changed=merge.changed, skipped=len(plan.skipped))]  # fmt: skip
    periods = [period.text(language.current()) for period in plan.periods]
    shown = language.list_text(periods)
    if len(periods) > _FEW:
        shown = tr("{first} to {last}", first=periods[0], last=periods[-1])
    lines.append("  " + tr("Periods: {periods}", periods=shown))
    for column, id_ in () if own else plan.mapping.items():
        text = tr("{column} → {field}", column=column, field=id_) if column else tr(
            "the column without a header → {field}", field=id_
        )  # fmt: skip
        lines.append(f"  {text}")
    if plan.ignored and not own:
        lines.append("  " + tr("Columns not imported: {columns}", columns=language.list_text(plan.ignored)))
    if merge.joined:
        text = trn("{n} figure was added to one that was there", "{n} figures were added to those that were there",
                   merge.joined)  # fmt: skip
        lines.append(f"  {text}")
    if merge.kept:
        text = trn("{n} figure stays as it was", "{n} figures stay as they were", merge.kept)
        lines.append(f"  {text}")
    for skipped in plan.skipped:
        if skipped.sheet:
            text = tr("sheet “{sheet}”, row {row} left out: {why}", sheet=skipped.sheet, row=skipped.row,
                      why=skipped.why)  # fmt: skip
        else:
            text = tr("row {row} left out: {why}", row=skipped.row, why=skipped.why)
        lines.append(f"  {text}")
    if plan.unknown_values and not own:
        text = trn("{n} cell says no figure: it stays blank", "{n} cells say no figure: they stay blank",
                   plan.unknown_values)  # fmt: skip
        lines.append(f"  {text}")
    if plan.scenarios:
        lines.append(f"  {supposed(plan.scenarios)}")
    lines += [f"  {note}" for note in (*brought.doubts(catalog, choices), *plan.notes)]
    left_blank = tr("The cell was left blank.")
    lines += [f"  {error} {left_blank}" for error in plan.refused]
    return lines
