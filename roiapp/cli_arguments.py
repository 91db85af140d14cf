"""What can be typed on the command line: the commands, their arguments, and the help of each."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from roiapp import cli_compare, cli_decisions, cli_export, cli_import, cli_matters, language
from roiapp.cli_argparse import speak_argparse
from roiapp.language import tr

#: what `edit` understands
_LINES: Final = (
    "set CHANNEL FIELD VALUE [PERIOD] | add channel NAME [kind=K source=S group=G owner=O] | "
    "add period LABEL [START END] | undo | redo | save"
)


class InputError(ValueError):
    """What was asked for cannot be done; the text is a sentence for the user."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as everything else does."""

    def error(self, message: str) -> NoReturn:
        raise InputError(tr("{message}. See {program} --help.", message=message, program=self.prog))


class _Version(argparse.Action):
    """Prints the version; looked up only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from roiapp.installed import installed_version

        print(f"Channel ROI {installed_version() or tr('from source')}")
        parser.exit()


def parser(does: Mapping[str, Any]) -> Parser:
    """The parser of everything; `does` has for each command what is to be done, which comes back as `do`, beside the
    name of the command as `command`."""
    speak_argparse()
    whole = Parser(
        prog="roiapp",
        description=tr("Shows which marketing channels pay off. Without a command: opens the window, with FILE in it."),
    )
    whole.add_argument("--version", action=_Version, nargs=0, help=tr("show the version"))
    whole.add_argument("--self-check", action="store_true", help=tr("test this installation; prints READY"))
    commands = whole.add_subparsers(metavar=tr("COMMAND"), required=True, parser_class=Parser)

    calc = commands.add_parser("calc", help=tr("all figures of a file"))
    check = commands.add_parser("check", help=tr("what the numbers of a file say, and what to look at twice"))
    seek = commands.add_parser("seek", help=tr("which value of an input brings a figure where it is wanted"))
    allocate = commands.add_parser("allocate", help=tr("the best split of a budget between channels"))
    compare = commands.add_parser("compare", help=tr("the scenarios of a document side by side"))
    matters = commands.add_parser("matters", help=tr("what moves a figure most, and how likely the money comes back"))
    bring_in = commands.add_parser("import", help=tr("tables into a document"))
    export = commands.add_parser("export", help=tr(
        "into a workbook, a CSV file or JSON, or the client report as PDF or HTML"))  # fmt: skip
    edit = commands.add_parser("edit", help=tr("change a document by lines on stdin"), description=tr(
        "Reads lines from stdin: {forms}. Answers each with its number: ok when it is durable, saved, or no and why. "
        "What is not saved is kept; the next edit goes on from it.", forms=_LINES))  # fmt: skip
    recover = commands.add_parser("recover", help=tr("publish what a crash or an end without save left behind"))
    metrics = commands.add_parser("metrics", help=tr("the guide: what each figure means"))

    for command in (calc, check, seek, allocate, matters, compare, export):
        _add_view(command)
    for command in (calc, check, seek, allocate, matters, export):
        command.add_argument("--scenario", metavar="S", help=tr("as it would be under this scenario of the document"))
    cli_decisions.add_seek_arguments(seek)
    cli_decisions.add_allocate_arguments(allocate)
    cli_compare.add_arguments(compare)
    cli_matters.add_arguments(matters)
    cli_import.add_arguments(bring_in)
    cli_export.add_arguments(export)
    edit.add_argument("file", metavar="FILE", help=tr("a document (.roi), made where there is none"))
    recover.add_argument("file", metavar="FILE", help=tr("the document it was left of"))
    recover.add_argument("--to", metavar="OUT", help=tr("write it into this file and keep it waiting"))
    _add_guide(metrics)

    for command in (calc, check, seek, allocate, matters, compare, bring_in, metrics):
        command.add_argument("--format", choices=("table", "json"), default="table", help=tr("how to print it"))
        command.add_argument("--json", action="store_const", const="json", dest="format", help=tr("as --format json"))
    for name, command in commands.choices.items():
        command.add_argument("--lang", metavar="L", help=tr("the language: {languages}",
                                                            languages=", ".join(language.LANGUAGES)))  # fmt: skip
        command.set_defaults(do=does[name], command=name)
    return whole


def _add_view(command: argparse.ArgumentParser) -> None:
    """The file, which of its periods, and how they are looked at."""
    command.add_argument("file", metavar="FILE", help=tr("a document, or a csv, xlsx, xls or ods table"))
    command.add_argument("--period", default="all", metavar="P", help=tr(
        "a label, 2026-08, 2026-Q3, 2026, last12, all (the default); of calc also each, of export all periods side by "
        "side without it"))  # fmt: skip
    command.add_argument("--as-of", metavar=tr("DATE"), help=tr("the day up to which open periods have their figures"))
    command.add_argument("--time-matched", action="store_true",
                         help=tr("spend, visits and leads beside the customers they brought"))  # fmt: skip


def _add_guide(metrics: argparse.ArgumentParser) -> None:
    metrics.add_argument("id", nargs="?", metavar="ID", help=tr("one figure only, such as cac"))
    metrics.add_argument("--document", metavar="FILE", help=tr("with the own figures of this document"))
    kinds = metrics.add_mutually_exclusive_group()
    for timing, said in (("leading", tr("those that move before sales do")),
                         ("lagging", tr("those that move once sales are made"))):  # fmt: skip
        kinds.add_argument(f"--{timing}", action="store_const", const=timing, dest="timing", default="", help=said)
