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
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from roiapp import cli_import, language
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.files.formats import Opened
    from roiapp.files.session import Session

#: what `edit` understands
_LINES: Final = (
    "set CHANNEL FIELD VALUE [PERIOD] | add channel NAME [kind=K source=S group=G owner=O] | "
    "add period LABEL [START END] | undo | redo | save"
)
#: the words that mean "no window" as the first argument
COMMANDS: Final = ("calc", "check", "import", "export", "edit", "recover", "metrics")


class _InputError(ValueError):
    """What was asked for cannot be done; the text is a sentence for the user."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as everything else does."""

    def error(self, message: str) -> NoReturn:
        raise _InputError(tr("{message}. See {program} --help.", message=message, program=self.prog))


def run(argv: Sequence[str], catalog: Catalog | None = None) -> int:
    """Do one command; `catalog` is the standard one unless a test brings its own. Prints, and returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        _speak(argv)
        arguments = _parser().parse_args(argv)
        code: int | None = arguments.do(arguments, catalog or _standard())
        sys.stdout.flush()
    except SystemExit as end:  # argparse after --help and --version
        return int(end.code or 0)
    except BrokenPipeError:
        # Whoever read our output has had enough. What is left must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except KeyboardInterrupt:
        return _fail(tr("Stopped."), 130)
    except _InputError as error:
        return _fail(str(error), 2)
    except Exception as error:  # noqa: BLE001 - the last resort: a defect of ours is one line too, never a traceback
        known = _known_fault(error)
        return _fail(known, 2) if known else _fail(_defect(error), 1)
    else:
        return code or 0
    return 0


def _known_fault(error: Exception) -> str:
    """The sentence of an error that is the input's fault, "" for any other."""
    from roiapp.core.edits import EditError
    from roiapp.core.formula import FormulaError
    from roiapp.core.periods import PeriodError
    from roiapp.files.exports import ExportError
    from roiapp.files.file_errors import FileError

    return str(error) if isinstance(error, FileError | PeriodError | EditError | FormulaError | ExportError) else ""


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
    first = _Parser(add_help=False)
    first.add_argument("--lang")
    chosen = first.parse_known_args(argv)[0].lang
    if not chosen:
        from roiapp import settings

        chosen = settings.load().language
    language.use(chosen or "en")


def _standard() -> Catalog:
    from roiapp.core.catalog import standard

    return standard()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("channel-roi")
    except PackageNotFoundError:
        return tr("not installed")


class _Version(argparse.Action):
    """Prints the version; looked up only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"Channel ROI {_version()}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="roiapp",
        description=tr("Shows which marketing channels pay off. Without a command: opens the window, with FILE in it."),
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=tr("show the version"))
    commands = parser.add_subparsers(metavar=tr("COMMAND"), required=True, parser_class=_Parser)

    calc = commands.add_parser("calc", help=tr("all figures of a file"))
    calc.add_argument("file", metavar="FILE", help=tr("a document, or a csv, xlsx, xls or ods table"))
    calc.add_argument("--period", default="all", metavar="P",
                      help=tr("a label, 2026-08, 2026-Q3, 2026, last12, all (the default) or each"))  # fmt: skip
    calc.add_argument("--as-of", metavar=tr("DATE"), help=tr("the day up to which open periods have their figures"))
    calc.set_defaults(do=_calc)

    check = commands.add_parser("check", help=tr("what the numbers of a file say, and what to look at twice"))
    check.add_argument("file", metavar="FILE", help=tr("a document, or a csv, xlsx, xls or ods table"))
    check.add_argument("--period", default="all", metavar="P", help=tr("of the findings, as of calc"))
    check.add_argument("--as-of", metavar=tr("DATE"), help=tr("the day up to which open periods have their figures"))
    check.set_defaults(do=_check)

    bring_in = commands.add_parser("import", help=tr("tables into a document"))
    cli_import.add_arguments(bring_in)
    bring_in.set_defaults(do=cli_import.bring_in)

    export = commands.add_parser("export", help=tr("into a workbook, a CSV file or JSON"))
    export.add_argument("file", metavar="FILE", help=tr("a document, or a csv, xlsx, xls or ods table"))
    export.add_argument("--to", required=True, metavar="OUT", help=tr("the file to write: .xlsx, .csv or .json"))
    export.add_argument("--period", metavar="P",
                        help=tr("as of calc; without it all periods, in JSON each beside their total"))  # fmt: skip
    export.add_argument("--as-of", metavar=tr("DATE"), help=tr("the day up to which open periods have their figures"))
    export.add_argument("--replace", action="store_true",
                        help=tr("replace a file that is there even if it was not exported from here"))
    export.set_defaults(do=_export)

    edit = commands.add_parser("edit", help=tr("change a document by lines on stdin"), description=tr(
        "Reads lines from stdin: {forms}. Answers each with its number: ok when it is durable, saved, or no and why. "
        "What is not saved is kept; the next edit goes on from it.", forms=_LINES))  # fmt: skip
    edit.add_argument("file", metavar="FILE", help=tr("a document (.roi), made where there is none"))
    edit.set_defaults(do=_edit)

    recover = commands.add_parser("recover", help=tr("publish what a crash or an end without save left behind"))
    recover.add_argument("file", metavar="FILE", help=tr("the document it was left of"))
    recover.add_argument("--to", metavar="OUT", help=tr("write it into this file and keep it waiting"))
    recover.set_defaults(do=_recover)

    metrics = commands.add_parser("metrics", help=tr("the guide: what each figure means"))
    metrics.add_argument("id", nargs="?", metavar="ID", help=tr("one figure only, such as cac"))
    metrics.add_argument("--document", metavar="FILE", help=tr("with the own columns of this document"))
    kinds = metrics.add_mutually_exclusive_group()
    for timing, said in (("leading", tr("those that move before sales do")),
                         ("lagging", tr("those that move once sales are made"))):  # fmt: skip
        kinds.add_argument(f"--{timing}", action="store_const", const=timing, dest="timing", default="", help=said)
    metrics.set_defaults(do=_metrics)

    for command in (calc, check, export):
        command.add_argument("--time-matched", action="store_true",
                             help=tr("spend, visits and leads beside the customers they brought"))
    for command in (calc, check, bring_in, metrics):
        command.add_argument("--format", choices=("table", "json"), default="table", help=tr("how to print it"))
        command.add_argument("--json", action="store_const", const="json", dest="format", help=tr("as --format json"))
    for command in (calc, check, bring_in, export, edit, recover, metrics):
        command.add_argument("--lang", metavar="L", help=tr("the language: {languages}",
                                                            languages=", ".join(language.LANGUAGES)))  # fmt: skip
    return parser


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
            raise _InputError(
                tr("--as-of {text} is no date. Write it as 2026-09-30.", text=arguments.as_of)
            ) from error
    opened = open_document(arguments.file, catalog)
    session = Session(opened.worksheet, catalog, as_of)
    if arguments.time_matched:
        if not session.can_match:
            raise _InputError(tr(
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
        from roiapp.files.figures_json import figures_json

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
    export(session, arguments.period, Path(arguments.to), arguments.lang or "", replacing=arguments.replace)
    _say_what_was_left_out(arguments.file, opened)


def _check(arguments: argparse.Namespace, catalog: Catalog) -> None:
    from roiapp.analysis.findings.questions import check
    from roiapp.cli_check import check_json, check_text
    from roiapp.core.periods import find

    session, opened = _session(arguments, catalog)
    view = find(session.worksheet.periods, arguments.period, session.worksheet.settings.fiscal_year_start)
    findings = check(session.calculator.figures(view))
    if arguments.format == "json":
        _print_json(check_json(session, findings))
    else:
        print(check_text(session, view, findings))
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

    if arguments.document:
        from roiapp.core.own_figures import catalog_of
        from roiapp.files.formats import open_document

        catalog = catalog_of(open_document(arguments.document, catalog).worksheet, catalog)
    if arguments.id and arguments.timing:
        raise _InputError(tr("Name one figure, or ask for all that are leading or lagging, not both."))
    if arguments.id:
        known: dict[str, Field | Metric] = {**catalog.field, **catalog.metric}
        record = known.get(arguments.id.strip().casefold())
        if record is None:
            raise _InputError(cli_guide.no_metric(arguments.id, list(known)))
        if arguments.format == "json":
            _print_json(cli_guide.guide_of(record, catalog))
        else:
            print(cli_guide.guide_text(record, catalog))
        return
    records = cli_guide.listed(catalog, arguments.timing)
    if arguments.format == "json":
        _print_json([cli_guide.guide_of(record, catalog) for record in records])
    else:
        print(cli_guide.list_text(records))
