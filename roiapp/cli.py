"""The program without a window: figures of a file, what to check in it, and the guide to the metrics.

`run(argv)` does one command and returns the exit code: 0 done, 2 the input is at fault (one line on stderr says what
and what to do), 1 a defect of ours. Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from roiapp import cli_import, language
from roiapp.cli_arguments import InputError, Parser, parser
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.files.formats import Opened
    from roiapp.files.session import Session


def run(argv: Sequence[str], catalog: Catalog | None = None) -> int:
    """Do one command; `catalog` is the standard one unless a test brings its own. Prints, and returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        _speak(argv)
        arguments = parser(_DOES).parse_args(argv)
        code: int | None = arguments.do(arguments, catalog or _standard())
        sys.stdout.flush()
    except SystemExit as end:  # argparse after --help and --version
        return int(end.code or 0)
    except BrokenPipeError:
        # Whoever read our output has had enough. What is left must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except KeyboardInterrupt:
        return _fail(tr("Stopped."), 130)
    except InputError as error:
        return _fail(str(error), 2)
    except Exception as error:  # noqa: BLE001 - the last resort: a defect of ours is one line too, never a traceback
        known = _known_fault(error)
        return _fail(known, 2) if known else _fail(_defect(error), 1)
    else:
        return code or 0
    return 0


def _known_fault(error: Exception) -> str:
    """The sentence of an error that is the input's fault, "" for any other."""
    from roiapp.analysis.decisions.allocation import AllocationError
    from roiapp.analysis.decisions.moved_inputs import SeekError
    from roiapp.core.edits import EditError
    from roiapp.core.formula import FormulaError
    from roiapp.core.periods import PeriodError
    from roiapp.files.asked_names import AskedError
    from roiapp.files.exports import ExportError
    from roiapp.files.file_errors import FileError

    known = (FileError | PeriodError | EditError | FormulaError | ExportError | AskedError | SeekError
             | AllocationError)  # fmt: skip
    return str(error) if isinstance(error, known) else ""


def _defect(error: Exception) -> str:
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    return tr(
        "This is a defect of the program, not of your file: {error} at {place}.",
        error=f"{type(error).__name__} ({error})", place=where,
    )  # fmt: skip


def _fail(sentence: str, code: int) -> int:
    print("roiapp:", " ".join(sentence.split()), file=sys.stderr)
    return code


def _speak(argv: Sequence[str]) -> None:
    """Choose the language before anything is said: --lang, else the one chosen in the window."""
    first = Parser(add_help=False)
    first.add_argument("--lang")
    chosen = first.parse_known_args(argv)[0].lang
    if not chosen:
        from roiapp import settings

        chosen = settings.load().language
    language.use(chosen or "en")


def _standard() -> Catalog:
    from roiapp.core.catalog import standard

    return standard()


def _print_json(content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


# -- calc and check ----------------------------------------------------------------------------------------------------


def _say_what_was_left_out(path: str, opened: Opened) -> None:
    """On stderr, one line each; after the figures, so that an error is the only line there."""
    name = Path(path).name
    sys.stdout.flush()
    for skipped in opened.skipped:
        sheet = tr("sheet “{sheet}”", sheet=skipped.sheet) + ", " if skipped.sheet else ""
        text = tr("{place}row {row} left out: {why}", place=sheet, row=skipped.row, why=skipped.why)
        print(f"{name}: {text}", file=sys.stderr)
    notes = list(opened.every_note())
    if opened.data is not None:
        from roiapp.cli_edit import waiting_note

        notes += filter(None, [waiting_note(Path(path))])
    for note in notes:
        print(f"{name}: {note}", file=sys.stderr)


def _session(arguments: argparse.Namespace, catalog: Catalog) -> tuple[Session, Opened]:
    from roiapp.files.formats import open_document
    from roiapp.files.session import Session

    as_of = date.today()
    if getattr(arguments, "as_of", None):
        try:
            as_of = date.fromisoformat(arguments.as_of)
        except ValueError as error:
            raise InputError(
                tr("--as-of {text} is no date. Write it as 2026-09-30.", text=arguments.as_of)
            ) from error
    opened = open_document(arguments.file, catalog)
    session = Session(opened.worksheet, catalog, as_of)
    if getattr(arguments, "scenario", None):
        from roiapp.cli_scenario import session_under

        session, said = session_under(session, arguments.scenario)
        opened = replace(opened, notes=(*opened.every_note(), *said), returned=None)
    if arguments.time_matched:
        if not session.can_match:
            raise InputError(tr(
                "{file} cannot be time-matched: that needs periods with dates, and the days from lead to customer of a "
                "channel. Type “{field}” (sales_cycle_days).", file=Path(arguments.file).name,
                field=tr(session.catalog.record("sales_cycle_days").label),
            ))  # fmt: skip
        session.match_time()
    return session, opened


def _calc(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp.core.periods import base_view, find

    session, opened = _session(arguments, catalog)
    periods, settings = session.worksheet.periods, session.worksheet.settings
    each = arguments.period.strip().casefold() == "each"
    if each:
        views = [base_view(periods, i) for i in range(len(periods))]
    else:
        views = [find(periods, arguments.period, settings.fiscal_year_start)]
    if arguments.format == "json":
        from roiapp.files.export_limits import check_json
        from roiapp.files.figures_json import figures_json

        check_json(session.worksheet, len(views))
        objects = [figures_json(session, view) for view in views]
        _print_json(objects if each else objects[0])
    else:
        from roiapp.core.number_format import NumberFormat
        from roiapp.files.figures_text import figures_text

        number_format = NumberFormat(arguments.lang or settings.locale, settings.currency)
        print("\n\n".join(figures_text(session, view, number_format) for view in views))
    _say_what_was_left_out(arguments.file, opened)


def _export(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp.cli_export import export

    session, opened = _session(arguments, catalog)
    export(
        session, arguments.period, Path(arguments.to), arguments.lang or "", replacing=arguments.replace,
        page=arguments.page, paper=arguments.paper,
    )  # fmt: skip
    _say_what_was_left_out(arguments.file, opened)


def _check(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp.cli_check import check_json, check_text, findings_of
    from roiapp.core.periods import find

    session, opened = _session(arguments, catalog)
    view = find(session.worksheet.periods, arguments.period, session.worksheet.settings.fiscal_year_start)
    findings = findings_of(session, view)
    if arguments.format == "json":
        _print_json(check_json(session, findings))
    else:
        print(check_text(session, view, findings))
    _say_what_was_left_out(arguments.file, opened)


def _decide(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp import cli_decisions, cli_matters

    session, opened = _session(arguments, catalog)
    answers = {**cli_decisions.ANSWERS, "matters": cli_matters.matters}
    print(answers[arguments.command](arguments, session))
    _say_what_was_left_out(arguments.file, opened)


def _compare(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp import cli_compare

    session, opened = _session(arguments, catalog)
    print(cli_compare.compare(arguments, session))
    _say_what_was_left_out(arguments.file, opened)


# -- documents ---------------------------------------------------------------------------------------------------------


def _edit(arguments: argparse.Namespace, catalog: Catalog) -> int:
    from roiapp import cli_edit

    return cli_edit.edit(arguments, catalog)


def _recover(arguments: argparse.Namespace, catalog: Catalog) -> int:
    from roiapp import cli_edit

    return cli_edit.recover(arguments, catalog)


# -- the guide ---------------------------------------------------------------------------------------------------------


def _metrics(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp import cli_guide

    figures = cli_guide.document_figures(arguments.document, catalog) if arguments.document else None
    catalog = figures.catalog if figures is not None else catalog
    if arguments.id and arguments.timing:
        raise InputError(tr("Name one figure, or ask for all that are leading or lagging, not both."))
    if arguments.id:
        known: dict[str, Field | Metric] = {**catalog.field, **catalog.metric}
        record = known.get(arguments.id.strip().casefold())
        if record is None:
            raise InputError(cli_guide.no_metric(arguments.id, list(known)))
        if arguments.format == "json":
            _print_json(cli_guide.guide_of(record, catalog, figures))
        else:
            print(cli_guide.guide_text(record, catalog, figures))
        return
    records = cli_guide.listed(catalog, arguments.timing)
    if arguments.format == "json":
        _print_json([cli_guide.guide_of(record, catalog, figures) for record in records])
    else:
        print(cli_guide.list_text(records))


#: what each command does: with its arguments and the catalog; an exit code, or None where all went well
_DOES: Final[dict[str, Callable[[argparse.Namespace, Catalog], int | None]]] = {
    "calc": _calc, "check": _check, "seek": _decide, "allocate": _decide, "matters": _decide, "compare": _compare,
    "import": cli_import.bring_in, "export": _export, "edit": _edit, "recover": _recover, "metrics": _metrics,
}  # fmt: skip
#: the words that mean "no window" as the first argument
COMMANDS: Final = tuple(_DOES)
