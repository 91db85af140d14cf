"""Reports of faults: where in the program, and nothing of documents, people or machines; few of them; a hard crash."""

from __future__ import annotations

import faulthandler
import getpass
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from roiapp import fault_reports
from roiapp.core.number_format import NumberFormat
from roiapp.hard_crash import HardCrash
from roiapp.resources import resource

ROOT = Path(__file__).resolve().parents[1]
TYPED = "Brightwater 48,213"


@pytest.fixture
def hard() -> Iterator[HardCrash]:
    """pytest's own faulthandler is back afterwards."""
    made = HardCrash()
    yield made
    made.end()
    faulthandler.enable(sys.__stderr__)


def fault() -> BaseException:
    """An error deep in the program, on a name that somebody typed, while another was being dealt with."""
    try:
        try:
            {}[TYPED]
        except KeyError:
            NumberFormat(TYPED, 5)  # type: ignore[arg-type]
            raise ValueError(TYPED)  # noqa: B904  that is the point
    except (ValueError, AttributeError, TypeError) as error:
        return error
    raise AssertionError


def test_a_report_says_where_and_on_what_and_nothing_that_was_typed(own_home: Path) -> None:
    error = fault()
    path = fault_reports.write(error, error.__traceback__, ["open", "goal_seek"])
    assert path.parent == own_home / "state" / "reports"
    said = path.read_text("utf-8")
    assert TYPED not in said
    assert "48" + ",213" not in said
    assert "builtins.KeyError" in said
    assert f"builtins.{type(error).__name__}" in said
    assert "Last actions: open, goal_seek" in said
    assert f"Python: {sys.version.split()[0]}" in said
    assert "numpy" in said
    for private in (str(ROOT), str(Path.home()), str(own_home), f"/{getpass.getuser()}/"):
        assert private not in said


def test_the_lines_are_those_of_the_program_alone() -> None:
    import json

    with pytest.raises(AttributeError) as caught:
        NumberFormat("en", "USD").money(TYPED)  # type: ignore[attr-defined]
    said = "\n".join(fault_reports.frames(caught.value.__traceback__))
    assert said.startswith("  …:")  # this file: its names and lines are not the program's
    assert TYPED not in said
    with pytest.raises(OSError, match="is missing") as missing:
        resource("icons", TYPED)
    *_, place, line = fault_reports.frames(missing.value.__traceback__)
    assert place.startswith("  roiapp/resources.py:")
    assert place.endswith(" in resource")
    assert line == "    raise MissingResourceError(path)"
    with pytest.raises(ValueError, match="Expecting value") as read:
        json.loads(TYPED)
    *_, last = fault_reports.frames(read.value.__traceback__)
    assert last.startswith("  json/decoder.py:")  # and none of its lines


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (str(ROOT / "roiapp" / "core" / "sums.py"), "roiapp/core/sums.py"),
        (str(ROOT / "main.py"), "main.py"),
        (str(ROOT / "tests" / "test_app.py"), "…"),
        ("/home" + "/anna/venv/lib/site-packages/pandas/core/frame.py", "pandas/core/frame.py"),
        ("C:\\Users" + "\\Anna\\site-packages\\numpy\\x.py", "numpy/x.py"),
        (str(Path(os.__file__).parent / "json" / "decoder.py"), "json/decoder.py"),
        ("/home" + "/anna/plans/secret.py", "…"),
        ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>"),
        ("<string>", "…"),
    ],
)
def test_of_a_path_only_what_belongs_to_the_program(path: str, shown: str) -> None:
    assert fault_reports.place(path) == shown


def test_of_the_packaged_programs_modules_the_place_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert fault_reports.place("roiapp/core/sums.py") == "roiapp/core/sums.py"
    assert fault_reports.place("roiapp\\core\\sums.py") == "roiapp/core/sums.py"
    assert fault_reports.place("<string>") == "…"
    assert fault_reports.place("/home" + "/anna/plans/secret.py") == "…"


def test_a_few_reports_are_kept_the_latest() -> None:
    made = [fault_reports.write(ValueError(), None, [str(n)]) for n in range(8)]
    kept = sorted(made[0].parent.iterdir())
    assert kept == sorted(made)[-fault_reports.KEPT :]


def test_a_clean_end_leaves_nothing(hard: HardCrash, own_home: Path) -> None:
    hard.watch()
    (watching,) = (own_home / "state" / "reports").iterdir()
    assert watching.name == f"crash-{os.getpid()}.txt"
    assert faulthandler.is_enabled()
    hard.end()
    assert list((own_home / "state" / "reports").iterdir()) == []
    assert hard.left is None


def test_a_hard_crash_is_told_at_the_next_start(hard: HardCrash, own_home: Path) -> None:
    code = (
        "import faulthandler, resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "from roiapp.hard_crash import HardCrash; HardCrash().watch(); faulthandler._sigsegv()"
    )
    if sys.platform == "win32":
        code = code.partition("\n")[2]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, check=False, capture_output=True)
    assert done.returncode != 0
    hard.watch()
    assert hard.left is not None
    said = hard.left.read_text("utf-8")
    assert "Fatal Python error" in said
    assert 'File "…"' in said  # the line that was given to Python
    assert str(ROOT) not in said
    names = sorted(path.name for path in hard.left.parent.iterdir())
    assert names == [f"crash-{os.getpid()}.txt", hard.left.name]


def test_a_killed_process_leaves_no_report_and_a_living_one_is_let_be(hard: HardCrash, own_home: Path) -> None:
    folder = own_home / "state" / "reports"
    folder.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", "pass"]) as gone:
        pass
    (folder / f"crash-{gone.pid}.txt").touch()
    alive = folder / f"crash-{os.getppid()}.txt"
    alive.write_text("still being written", "utf-8")
    hard.watch()
    assert hard.left is None
    assert sorted(folder.iterdir()) == sorted([alive, folder / f"crash-{os.getpid()}.txt"])


def test_a_state_folder_that_cannot_be_made_stops_no_start(hard: HardCrash, own_home: Path) -> None:
    own_home.write_text("a file where the folder should be", "utf-8")
    hard.watch()
    assert hard.left is None
