"""Very large documents: what each thing done with one takes, in the window and on the command line.

    .venv/bin/python benchmarks/scale.py [rows] [months] [scenarios] [assets] [--keep FOLDER] [--write]

Four documents, the same at every run (`scale_documents`), are opened by the real window (offscreen, unless
QT_QPA_PLATFORM says otherwise) in a process of its own and gone through as somebody would (`scale_window`), then by the
commands (`scale_commands`). A step's *longest turn* is how long the window would not have answered a key;
*own work in it* is what its thread took of the processor then: on a busy machine the rest is waiting for others.
`--write` puts the tables into docs/scale.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import scale_documents
from memory import megabytes
from pairs import duration
from scale_commands import commands
from scale_driver import Measured

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- Written by benchmarks/scale.py from here on. -->", "<!-- Written by hand from here on. -->"
#: seconds that a user's step may keep the window from answering
LIMIT = 0.1
_HEADERS = ("Step", "Done after", "Processor", "Longest turn", "Own work in it", "Memory", "Said")
_OF_WINDOW = (3, 4)


def in_window(name: str, folder: Path) -> Iterator[Measured]:
    """Each step in the window, as it ends."""
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    command = [sys.executable, str(Path(__file__).with_name("scale_window.py")), name, str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found = json.loads(line)
            yield Measured(**found | {"said": tuple(found["said"])})
    if process.returncode:
        yield Measured("the window", 0.0, 0.0, 0.0, 0.0, 0.0, (f"DEFECT: ended with {process.returncode}",), False)


def cells(step: Measured, *, window: bool) -> tuple[str, ...]:
    """A line of the table."""
    said = " · ".join(("did not end", *step.said) if not step.ended else step.said)
    marked = duration(step.work) + (" **!**" if step.work > LIMIT else "")
    turn = (duration(step.turn), marked) if step.turn else ("–", "–")
    return (
        step.name, duration(step.wall), duration(step.processor), *(turn if window else ()), megabytes(step.memory),
        said.replace("|", "/"),
    )  # fmt: skip


def markdown(steps: list[Measured], *, window: bool) -> str:
    """A table for the documentation."""
    headers = [each for place, each in enumerate(_HEADERS) if window or place not in _OF_WINDOW]
    lines = [headers, ["---"] * len(headers), *(cells(step, window=window) for step in steps)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(texts: list[str]) -> None:
    """Put the tables between the two marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    machine = (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}; "
        f"load {os.getloadavg()[0]:.1f} at the end"
    )
    PAGE.write_text("\n\n".join([before + BEGIN, f"Machine: {machine}.", *texts, END + after]), encoding="utf-8")


def measured(name: str, folder: Path) -> int:
    """Go through one document, print and keep what each step took; how many steps were wrong or did not end."""
    scale_documents.write(name, folder)
    wrong = 0
    for where, steps in (("in the window", in_window(name, folder)), ("by commands", commands(name, folder))):
        print(f"\n{scale_documents.DOCUMENTS[name]}, {where}", flush=True)
        with results(name, where, folder).open("w", encoding="utf-8") as kept:
            for step in steps:
                print("  ".join(cells(step, window=where == "in the window")), flush=True)
                kept.write(json.dumps(asdict(step)) + "\n")
                kept.flush()
                wrong += any("DEFECT" in said for said in step.said) or not step.ended
    return wrong


def results(name: str, where: str, folder: Path) -> Path:
    """Where the steps of a document are kept."""
    return folder / f"{name} {where}.jsonl"


def tables(folder: Path) -> Iterator[str]:
    """A heading and a table of all that is kept in the folder."""
    for name, title in scale_documents.DOCUMENTS.items():
        for where in ("in the window", "by commands"):
            kept = results(name, where, folder)
            if kept.exists():
                lines = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
                steps = [Measured(**line | {"said": tuple(line["said"])}) for line in lines]
                yield f"### {title[:1].upper()}{title[1:]}, {where}"
                yield markdown(steps, window=where == "in the window")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(scale_documents.DOCUMENTS))
    parser.add_argument("--keep", type=Path, help="a folder that documents, exports and figures stay in")
    parser.add_argument("--write", action="store_true", help="put all tables of the folder into docs/scale.md")
    parser.add_argument("--only-write", action="store_true", help="the same without measuring anything")
    asked = parser.parse_args()
    names = [] if asked.only_write else asked.names or list(scale_documents.DOCUMENTS)
    with tempfile.TemporaryDirectory(prefix="scale-") as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["ROIAPP_HOME"] = str(folder / "state")
        wrong = sum(measured(name, folder) for name in names)
        if asked.write or asked.only_write:
            write(list(tables(folder)))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
