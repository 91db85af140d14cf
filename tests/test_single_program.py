"""One program, tried with real processes: a later start hands its file over, a killed one is in nobody's way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roiapp import hold
from roiapp.core.edits import SetCells
from roiapp.files.project_file import encode
from roiapp.files.session import Session
from roiapp.files.templates import load_sample
from roiapp.ui.window import single_program
from roiapp.ui.window.later_starts import Request, read_request

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60

pytestmark = pytest.mark.skipif(os.name == "nt", reason="looks at sockets and signals as Unix has them")


class Starts:
    """Starts of the program with one home; `books` are documents to open."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.state = self.home / "state"
        self.books = [folder / f"Book {number}.roi" for number in range(3)]
        for book in self.books:
            book.write_bytes(encode(load_sample()))
        self.home.mkdir()
        (self.home / "settings.json").write_text('{"asked": true}', "utf-8")  # not the very first start
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str | Path, **surroundings: str) -> subprocess.Popen[bytes]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = {**kept, "ROIAPP_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen", **surroundings}
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "main.py", *map(str, words)], env=environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.running.append(process)
        return process

    def listening(self) -> str:
        """The name under which the program listens, "" where it does not yet."""
        found = list(self.state.glob("window.*.lock")) if self.state.exists() else []
        return found[0].read_text() if found else ""

    def first(self, *words: str | Path) -> subprocess.Popen[bytes]:
        process = self.start(*words)
        before = self.listening()
        until(lambda: self.listening() not in ("", before))
        return process

    def open_documents(self) -> int:
        return len(list((self.state / "working").glob("*.work")))

    def is_open(self, book: Path) -> bool:
        """Its lock is made, then written."""
        try:
            return bool(book.with_name(f".~lock.{book.name}").read_text())
        except FileNotFoundError:
            return False


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    made = Starts(tmp_path)
    yield made
    for process in made.running:
        process.kill()
        _, errors = process.communicate()
        assert not errors


def test_a_later_start_hands_its_file_over_and_ends(starts: Starts) -> None:
    first = starts.first(starts.books[0])
    later = starts.start(starts.books[1])
    assert later.wait(PATIENCE) == 0
    until(lambda: starts.is_open(starts.books[1]) and starts.open_documents() == 2)
    again = starts.start(os.path.relpath(starts.books[1], ROOT))
    assert again.wait(PATIENCE) == 0
    assert starts.start().wait(PATIENCE) == 0  # a window with the start page
    assert starts.start(starts.books[2]).wait(PATIENCE) == 0
    until(lambda: starts.is_open(starts.books[2]) and starts.open_documents() >= 3)
    assert starts.open_documents() == 3  # what is asked for comes in order: the second book was not read once more
    assert first.poll() is None
    recent = json.loads((starts.home / "settings.json").read_text("utf-8"))["recent"]
    assert {each["path"] for each in recent} >= {str(starts.books[1]), str(starts.books[0])}


def test_a_question_at_the_start_keeps_no_later_start_waiting(starts: Starts) -> None:
    session = Session.open(starts.books[0], starts.state)
    session.apply(SetCells.one("spend", 0, 0, 1.0))
    session.close()
    first = starts.first(starts.books[0])  # asks what becomes of the kept work, and is not answered
    later = starts.start(starts.books[1])
    assert later.wait(PATIENCE) == 0
    until(lambda: starts.is_open(starts.books[1]))
    assert first.poll() is None


def test_a_killed_program_is_in_nobodys_way(starts: Starts) -> None:
    first = starts.first(starts.books[0])
    left = Path(starts.listening())
    assert left.is_socket()
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = starts.first(starts.books[1])
    assert not left.exists()
    assert Path(starts.listening()).is_socket()
    assert starts.start(starts.books[0]).wait(PATIENCE) == 0
    until(lambda: starts.is_open(starts.books[0]) and starts.open_documents() == 2)
    assert second.poll() is None


def test_of_many_starts_at_once_one_stays(starts: Starts) -> None:
    many = [starts.start() for _ in range(20)]
    until(lambda: [process.poll() for process in many].count(None) == 1)
    until(lambda: bool(starts.listening()))
    assert sorted(str(process.poll()) for process in many) == ["0"] * 19 + ["None"]
    until(lambda: starts.open_documents() == 1)


def test_a_hung_program_is_not_waited_for_and_hears_nothing_later(starts: Starts) -> None:
    first = starts.first(starts.books[0])
    first.send_signal(signal.SIGSTOP)
    other = starts.start(starts.books[1])
    until(lambda: starts.is_open(starts.books[1]))
    lock = starts.books[1].with_name(f".~lock.{starts.books[1].name}")
    assert json.loads(lock.read_text())["process"] == other.pid
    first.send_signal(signal.SIGCONT)
    assert starts.start(starts.books[0]).wait(PATIENCE) == 0  # it has heard whatever there was to hear
    until(lambda: starts.open_documents() == 2)
    assert json.loads(lock.read_text())["process"] == other.pid


def test_another_language_is_for_a_program_of_its_own(starts: Starts) -> None:
    starts.first("--lang", "en")
    other = starts.start(starts.books[0], "--lang", "pl")
    lock = starts.books[0].with_name(f".~lock.{starts.books[0].name}")
    until(lambda: starts.is_open(starts.books[0]))
    assert json.loads(lock.read_text())["process"] == other.pid
    assert other.poll() is None
    # A language that is not spoken means English, which the first one speaks.
    assert starts.start(starts.books[2], "--lang", "de").wait(PATIENCE) == 0
    assert starts.start(starts.books[1], "--lang", "en_GB").wait(PATIENCE) == 0


def test_another_display_has_its_own(starts: Starts) -> None:
    starts.first(starts.books[0])
    other = starts.start(starts.books[1], DISPLAY=":77")
    until(lambda: starts.is_open(starts.books[1]))
    assert other.poll() is None


def test_strangers_on_the_line_get_nothing(starts: Starts) -> None:
    first = starts.first(starts.books[0])
    address = starts.listening()
    assert Path(address).stat().st_mode & 0o077 == 0
    for sent in (b"x" * 100_000, b"{}\n", b"\n", b'{"open": "relative.roi", "language": "", "token": ""}\n'):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(address)
            assert line.recv(100) == single_program.GREETING
            try:
                line.sendall(sent)
                assert line.recv(100) == b""
            except (ConnectionResetError, BrokenPipeError):
                pass
    silent = [socket.socket(socket.AF_UNIX) for _ in range(10)]
    for line in silent:
        line.connect(address)
    assert starts.start(starts.books[1]).wait(PATIENCE) == 0
    for line in silent:
        line.close()
    until(lambda: starts.is_open(starts.books[1]))
    assert first.poll() is None
    assert not (starts.state / "channel-roi.log").exists()


@pytest.mark.parametrize(
    "heard",
    [
        b"[]\n", b"null\n", b"{\n", b"[" * 20_000, b"\xff\n", b'{"open": 3, "language": "", "token": ""}\n',
        b'{"open": "a.roi", "language": "", "token": ""}\n', b'{"open": "/a\\u0000", "language": "", "token": ""}\n',
        b'{"open": null, "language": 1, "token": ""}\n', b'{"open": null, "language": "", "token": "a\\nb"}\n',
        b'{"open": "/' + b"a" * 5000 + b'", "language": "", "token": ""}\n',
        b'{"open": null, "language": "", "token": "' + b"a" * 300 + b'"}\n',
    ],
)  # fmt: skip
def test_what_is_no_request_is_none(heard: bytes) -> None:
    assert read_request(heard) is None


def test_requests_are_read() -> None:
    assert read_request(b'{"open": null, "language": "", "token": ""}\n') == Request(None, "", "")
    line = json.dumps({"open": "/bücher/ł.roi", "language": "pl", "token": "x-1"}).encode()
    assert read_request(line) == Request(Path("/bücher/ł.roi"), "pl", "x-1")


def test_a_held_file_is_one_processs_and_gone_when_let_go(tmp_path: Path) -> None:
    place = tmp_path / "held"
    held = hold.take(place)
    assert held is not None
    held.write(b"longer")
    held.write(b"name")
    assert (held.read(), place.read_bytes()) == (b"name", b"name")
    assert hold.take(place) is None
    held.release()
    held.release()
    assert not place.exists()
    with pytest.raises(FileNotFoundError):
        hold.take(tmp_path / "nowhere" / "held")


def test_a_folder_that_takes_no_files_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ROIAPP_HOME", str(tmp_path / "file"))
    assert single_program.begin(None, "") is False


def test_long_homes_have_a_place_to_listen_that_is_short_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROIAPP_HOME", "/" + "a" * 200)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    places = single_program.places_to_listen()
    assert len(places) == 1
    assert len(os.fsencode(places[0])) < 104
    assert places != single_program.places_to_listen()
