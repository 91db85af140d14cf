"""`roiapp edit` and `roiapp recover` as a script meets them: an answer a line, exit codes, nothing lost or stray."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roiapp.core.worksheet import Worksheet, build
from roiapp.files.project_file import decode, encode
from tests.forked_program import program

ROOT = Path(__file__).parents[1]
START = [sys.executable, "-c", "import sys; from roiapp.cli import run; sys.exit(run(sys.argv[1:]))"]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents" / "Our year.roi"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: object, lines: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        done = program(*map(str, arguments), home=tmp_path / "home", lines=lines, timeout=60)
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
        return done

    return run


def surroundings(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "ROIAPP_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}


def edit(run: Run, file: Path, *lines: str, code: int = 0, lang: str = "en") -> list[str]:
    """The answers, without what every one has: its number."""
    done = run("edit", file, "--lang", lang, lines="".join(f"{line}\n" for line in lines), code=code)
    answers = [answer.split(" ", 2) for answer in done.stdout.splitlines()]
    assert [int(answer[1]) for answer in answers] == list(range(1, len(lines) + 1))
    return [answer[0] + (f" {answer[2]}" if len(answer) > 2 else "") for answer in answers]


def document(file: Path) -> Worksheet:
    return decode(file.read_bytes())


def nothing_stray(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def calc(run: Run, file: Path, *arguments: str) -> Any:
    return json.loads(run("calc", file, "--json", *arguments).stdout)


def test_a_document_line_by_line(run: Run, file: Path) -> None:
    answers = edit(
        run, file,
        'add channel "Radio & TV" kind=broadcast source=sales group=Offline "owner=Ann Lee"',
        "add channel 'Google Ads'",
        'set "radio  & tv" spend 1,200.50',
        "set 'Google Ads' Spend =450+320",
        "set 'Google Ads' customers 12k",
        "set 'Google Ads' gross_margin 40",
        "save",
    )  # fmt: skip
    assert answers == ["ok"] * 6 + ["saved"]
    sheet = document(file)
    assert sheet.names == ["Radio & TV", "Google Ads"]
    assert sheet.channels["kind"] == ["broadcast", "paid_search"]
    assert sheet.channels["source"] == ["sales", "marketing"]
    assert (sheet.channels["group"][0], sheet.channels["owner"][0]) == ("Offline", "Ann Lee")
    assert sheet.columns["spend"].tolist() == [[1200.5, 770]]
    assert sheet.expression("spend", 0, 1) == "=450+320"
    assert sheet.value("customers", 0, 1) == 12000
    assert sheet.value("gross_margin", 0, 1) == 0.4
    assert [period.start for period in sheet.periods] == [None]
    nothing_stray(file)


def test_a_file_is_made_where_there_is_none(run: Run, file: Path) -> None:
    assert edit(run, file) == []
    assert document(file).names == []
    assert calc(run, file)["channels"] == []
    nothing_stray(file)


def test_periods(run: Run, file: Path) -> None:
    answers = edit(
        run, file, "add channel A", "add period 2026-08", "set A leads 1", "add period Autumn 2026-09-01 2026-10-31",
        "set A leads 2", "set A leads 3 2026-08", "set A leads 4 autumn", "set A leads 5 'August 2026'",
        "set A leads 6 2026", "add period 'Sep 2026'", "add period aug 2026-08-01 soon", "add period ''",
        "add period autumn 2027-09-01 2027-09-30", "add period Later", "set A leads 7", "save", code=2,
    )  # fmt: skip
    assert answers[:8] == ["ok"] * 8
    assert [answer.split()[0] for answer in answers[8:]] == ["no"] * 5 + ["ok"] * 2 + ["saved"]
    sheet = document(file)
    assert [period.text() for period in sheet.periods] == ["Undated", "Aug 2026", "Autumn", "Later"]
    assert [None if value != value else value for value in sheet.columns["leads"][:, 0].tolist()] == [None, 5, 4, 7]
    assert calc(run, file, "--period", "2026-08")["period"]["start"] == "2026-08-01"


def test_undo_and_redo(run: Run, file: Path) -> None:
    answers = edit(run, file, "undo", "add channel A", "set A spend 1", "save", "set A spend 2", "undo", "undo", "redo",
                   "redo", "redo", "undo", "save", code=2)  # fmt: skip
    assert answers == ["no There is nothing to undo.", "ok", "ok", "saved", *["ok"] * 5,
                       "no There is nothing to redo.", "ok", "saved"]  # fmt: skip
    assert document(file).value("spend", 0, 0) == 1


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("set B spend 1", "There is no channel “B”."),
        ("set Radoi spend 1", "Did you mean Radio?"),
        ("set Radio spned 1", "Did you mean spend?"),
        ("set Radio cac 1", "is calculated"),
        ("set Radio notes 1", "There is no field “notes”."),
        ("set Radio shared_cost 1", "all channels together"),
        ("set Radio spend -1", "cannot be below"),
        ("set Radio gross_margin 140%", "cannot be above"),
        ("set Radio spend many", "is not a number"),
        ("set Radio spend 3 2031", "There is no period"),
        ("set Radio spend 3 all", "A roll-up is calculated"),
        ("set Radio spend", "set CHANNEL FIELD VALUE"),
        ("set Radio spend 1 2 3", "set CHANNEL FIELD VALUE"),
        ("add channel radio", "already"),
        ("add channel ''", "needs a name"),
        ("add channel C kind=nonsense", "There is no kind"),
        ("add channel C source=nobody", "marketing or sales"),
        ("add channel C colour=red", "not understood"),
        ("add", "add channel NAME"),
        ("add period", "add period LABEL"),
        ("add period X 2026-02-01 2026-01-01", "ends before it starts"),
        ("save now", "stands alone"),
        ("SET Radio spend 1", "not understood"),
        ("remove Radio", "not understood"),
        ("set 'Radio spend 1", "quotation mark"),
        ("set Radio spend 1\0", "no text"),
        ("set \udcff spend 1", "no text"),
    ],
)
def test_a_refused_line_changes_nothing(run: Run, file: Path, line: str, sentence: str) -> None:
    sheet = build(["Radio"], {"spend": [5.0]})
    file.write_bytes(encode(sheet))
    (periods, refused, saved) = edit(run, file, "add period 2026-08", line, "save", code=2)
    assert (periods, saved) == ("ok", "saved")
    assert refused.startswith("no ")
    assert sentence in refused
    edit(run, file, "undo", "save", code=2)
    found = document(file)
    assert len(found.periods) == 2
    assert found.value("spend", 0, 0) == 5
    assert found.names == ["Radio"]


def test_the_end_of_refusals_is_one_line_on_stderr(run: Run, file: Path) -> None:
    done = run("edit", file, lines="add channel A\nnonsense\nnonsense\n", code=2)
    assert done.stderr == "roiapp: Our year.roi: 2 of 3 lines were refused.\n"


def test_values_are_read_as_typed_in_the_language(run: Run, file: Path) -> None:
    assert edit(run, file, "add channel A", 'set A spend "1 234,5"', "set A leads 1234.5", "set A Wydatki 7", "save",
                lang="pl")[:3] == ["ok"] * 3  # fmt: skip
    assert document(file).value("leads", 0, 0) == 1234.5
    assert edit(run, file, "set A spend 1.234,5", 'set A leads ""', "save", lang="tr") == ["ok", "ok", "saved"]
    sheet = document(file)
    assert sheet.value("spend", 0, 0) == 1234.5
    assert "leads" not in sheet.columns


def test_a_column_of_another_block_is_shown_with_its_figure(run: Run, file: Path) -> None:
    edit(run, file, "add channel A", "set A mqls 3", "save")
    settings = document(file).settings
    assert settings.blocks == ("core", "qualified")
    assert "sqls" in settings.hidden
    assert "mqls" not in settings.hidden


def test_lines_as_they_come(run: Run, file: Path) -> None:
    done = run("edit", file, lines="\ufeffadd channel A\r\n\r\n\nset A spend 3\r\nset A leads 4")
    assert done.stdout.splitlines() == ["ok 1", "ok 2", "ok 3", "ok 4", "ok 5"]
    long = run("edit", file, lines=f"set A leads {'9' * (1 << 21)}\nset A leads 5\n", code=2)
    assert [answer.split()[0] for answer in long.stdout.splitlines()] == ["no", "ok"]
    assert len(long.stdout) < 200


def test_an_answer_comes_before_the_next_line(file: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*START, "edit", str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env=surroundings(tmp_path),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        for number, line in enumerate(["add channel A", "set A spend 1", "undo", "save", "redo"], 1):
            process.stdin.write(line + "\n")
            word = "saved" if line == "save" else "ok"
            assert process.stdout.readline() == f"{word} {number}\n"
        process.stdin.close()
        assert process.wait(30) == 0


def test_many_lines_are_fast(run: Run, file: Path) -> None:
    lines = ["add channel A", *(f"set A spend {value}" for value in range(5000)), "save"]
    assert edit(run, file, *lines)[-1] == "saved"
    assert document(file).value("spend", 0, 0) == 4999


def test_what_is_not_saved_waits(run: Run, file: Path) -> None:
    edit(run, file, "add channel A", "set A spend 1", "save", "set A spend 2", "add channel B")
    assert document(file).names == ["A"]
    for command in ("calc", "check"):
        (line,) = run(command, file).stderr.splitlines()
        assert line.startswith("Our year.roi: Newer work waits: 2 changes since ")
    assert calc(run, file)["channels"][0]["inputs"]["spend"] == 1
    done = run("edit", file, lines="set B spend 3\nundo\nundo\n")
    assert done.stderr.startswith("roiapp: Our year.roi: Going on from 2 changes kept since ")
    assert edit(run, file, "redo", "set B leads 9", "save") == ["ok", "ok", "saved"]
    sheet = document(file)
    assert sheet.columns["spend"][0, 0] == 2
    assert sheet.value("leads", 0, 1) == 9
    assert run("calc", file).stderr == ""
    nothing_stray(file)


def test_recover(run: Run, file: Path) -> None:
    out = file.with_name("out.roi")
    edit(run, file, "add channel A", "save")
    run("recover", file, "--to", out)
    assert not out.exists()
    edit(run, file, "set A spend 2")
    for _ in range(2):
        run("recover", file, "--to", out)
        assert document(out).value("spend", 0, 0) == 2
        assert document(file).columns == {}
    out.unlink()
    assert "1 change was recovered to Our year.roi." in run("recover", file).stdout
    assert document(file).value("spend", 0, 0) == 2
    assert "nothing to recover" in run("recover", file).stdout
    assert "nothing to recover" in run("recover", file.with_name("never.roi")).stdout
    nothing_stray(file)


def test_a_file_changed_in_between_is_not_overwritten(run: Run, file: Path) -> None:
    edit(run, file, "add channel A", "save", "set A spend 2")
    theirs = encode(build(["Theirs"]))
    file.write_bytes(theirs)
    (saved,) = edit(run, file, "save", code=2)
    assert saved.startswith("no Our year.roi: The file has changed")
    (line,) = run("recover", file, code=2).stderr.splitlines()
    assert "--to" in line
    assert file.read_bytes() == theirs
    out = file.with_name("mine.roi")
    run("recover", file, "--to", out)
    assert document(out).value("spend", 0, 0) == 2
    out.unlink()
    run("recover", file, "--to", file)
    assert document(file).value("spend", 0, 0) == 2
    assert run("calc", file).stderr == ""
    nothing_stray(file)


def test_a_file_that_is_gone_is_made_again(run: Run, file: Path) -> None:
    edit(run, file, "add channel A", "save", "set A spend 2")
    file.unlink()
    assert edit(run, file, "set A leads 1", "save", "set A leads 2") == ["ok", "saved", "ok"]
    file.unlink()
    file.parent.rmdir()
    (line,) = run("recover", file, code=2).stderr.splitlines()
    assert "folder is not there" in line
    file.parent.mkdir()
    run("recover", file)
    assert document(file).value("leads", 0, 0) == 2


def test_what_cannot_be_edited(run: Run, file: Path, tmp_path: Path) -> None:
    table = file.with_name("table.csv")
    table.write_text("channel,spend\nA,1\n")
    damaged = file.with_name("damaged.roi")
    damaged.write_bytes(b"")
    for path in (table, damaged, file.with_name("new.xlsx"), tmp_path / "nowhere" / "x.roi", file.parent,
                 tmp_path / f"{'x' * 300}.roi"):  # fmt: skip
        done = run("edit", path, lines="add channel B\n", code=2)
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("roiapp: ")
    assert sorted(path.name for path in file.parent.iterdir()) == ["damaged.roi", "table.csv"]
    assert table.read_text() == "channel,spend\nA,1\n"


def test_one_at_a_time(run: Run, file: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*START, "edit", str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env=surroundings(tmp_path),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write("add channel A\n")
        assert process.stdout.readline() == "ok 1\n"
        (line,) = run("edit", file, lines="add channel B\n", code=2).stderr.splitlines()
        assert "another window" in line
        assert "nothing to recover" in run("recover", file).stdout
        assert run("calc", file).stderr == ""
        process.stdin.write("save\n")
        process.stdin.close()
        assert process.stdout.readline() == "saved 2\n"
        assert process.wait(30) == 0
    assert document(file).names == ["A"]


def test_changes_that_cannot_be_kept_are_refused_and_not_made(run: Run, file: Path, tmp_path: Path) -> None:
    edit(run, file, "add channel A", "set A spend 1", "save")
    working = tmp_path / "home" / "state" / "working"
    working.rmdir()
    working.write_text("no folder")
    answers = edit(run, file, "set A spend 2", "add channel B", "undo", "redo", "save", code=2)
    assert [answer.split()[0] for answer in answers] == ["no", "no", "no", "no", "saved"]
    assert "Save the document" in answers[0]
    sheet = document(file)
    assert sheet.names == ["A"]
    assert sheet.value("spend", 0, 0) == 1
    nothing_stray(file)
