"""One program for each user, display and state folder: a later start hands its file to the one that runs, and ends.

No Qt, so that a later start is over quickly and the first is not slowed down. The first start holds a small file in
the state folder; the system lets go of it however the process ends, so nothing is left in the way after a kill. Once
its window is whole it listens (`later_starts`) under a random name that it writes into the file. A later start finds
the file held, waits for the name, connects, waits to be greeted and only then says what it wants: one that was not
greeted in time starts by itself, and the other will not open the file as well.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from roiapp import hold
from roiapp.hold import Hold
from roiapp.settings import state_folder

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

GREETING: Final = b"channel-roi 1\n"
TAKEN: Final = b"taken\n"
REFUSED: Final = b"refused\n"
#: bytes of a request at most; paths are 4096 at most on the systems we know, and JSON writes six for a stray one
LONGEST: Final = 32_768
NAME: Final = "channel-roi-"
#: the surroundings that decide on which display a window appears
_DISPLAY: Final = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
#: seconds to be greeted in (the machine may be busy, and SciPy just being loaded there), for the name of a program that
#: is starting itself, and for the answer
_GREETED, _STARTED, _ANSWERED = 4.0, 10.0, 5.0
_PAUSE = 0.02
_LONGEST_ADDRESS = 90  # bytes; a socket's name ends at 104, and Qt makes it under a longer one first


def begin(file: Path | None, language: str) -> Hold | bool:
    """Become the program that later starts turn to: what it holds is returned. Or hand over the file and the language
    asked for ("": none) to the one that runs: True, it has them. False: neither, this one is for itself."""
    try:
        place = holding_place()
        place.parent.mkdir(parents=True, exist_ok=True)
        held = hold.take(place)
    except OSError:  # a folder that takes no files, a drive without locks
        return False
    return _as_first(held) if held is not None else _hand_over(place, file, language)


def holding_place() -> Path:
    """The file that the program holds, its own for each machine and display: homes may be shared."""
    display = [os.environ.get(name, "") for name in _DISPLAY]
    machine = os.uname().nodename if sys.platform != "win32" else ""
    name = "-".join(part for part in (machine, *display) if part)
    plain = "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in name)
    return state_folder() / f"window.{plain[:100]}.lock"


def _as_first(held: Hold) -> Hold | bool:
    """Take away the name of a program that was killed."""
    try:
        address = held.read().decode()
        held.write(b"")
        if Path(address).name.startswith(NAME) and sys.platform != "win32":
            Path(address).unlink(missing_ok=True)
    except (OSError, ValueError):
        held.release()
        return False
    return held


def places_to_listen() -> list[str]:
    """Fresh names to listen under, the best place first. Nobody can guess them."""
    import secrets

    name = NAME + secrets.token_hex(8)
    if sys.platform == "win32":
        return [name]
    import tempfile

    folders = (os.environ.get("XDG_RUNTIME_DIR", ""), str(state_folder()), tempfile.gettempdir())
    found = [os.path.join(folder, name) for folder in folders if os.path.isabs(folder)]  # noqa: PTH118, PTH117  text
    return [place for place in found if len(os.fsencode(place)) <= _LONGEST_ADDRESS]


def _hand_over(place: Path, file: Path | None, language: str) -> Hold | bool:
    import json

    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    wanted = {"open": str(file.absolute()) if file is not None else None, "language": language, "token": token}
    request = json.dumps(wanted).encode() + b"\n"
    begun = time.monotonic()
    while True:
        address = b""
        with suppress(OSError):
            address = place.read_bytes()
        if address:
            with suppress(OSError, ValueError):
                return _ask(address.decode(), request) == TAKEN
        if time.monotonic() - begun > (_GREETED if address else _STARTED):
            return False
        time.sleep(_PAUSE)
        try:
            held = hold.take(place)
        except OSError:
            return False
        if held is not None:  # it ended meanwhile
            return _as_first(held)


def _ask(address: str, request: bytes) -> bytes:
    """The answer to a request; b"" where there is none in time. Raises OSError where nobody listens."""
    if sys.platform == "win32":
        return _ask_on_windows(address, request)
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_GREETED)
        line.connect(address)
        with line.makefile("rwb", buffering=0) as stream:

            def patience() -> None:
                line.settimeout(_ANSWERED)

            try:
                return _talk(stream, request, patience)
            except TimeoutError:
                return b""


def _talk(stream: io.RawIOBase, request: bytes, greeted: Callable[[], None]) -> bytes:
    """Raises OSError, also where the other end is closed: that program is about to end."""
    if _line(stream) != GREETING:
        return b""
    greeted()
    stream.write(request)
    return _line(stream)


def _line(stream: io.RawIOBase) -> bytes:
    found = b""
    while not found.endswith(b"\n") and len(found) < 64:
        more = stream.read(1)
        if not more:
            raise ConnectionResetError
        found += more
    return found


if sys.platform == "win32":

    def _ask_on_windows(address: str, request: bytes) -> bytes:
        """A named pipe is a file that knows no patience: another thread talks, and is left where it takes too long."""
        import ctypes
        import threading

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # only who has the keyboard may hand it on
        answer: list[bytes] = []
        given_up = threading.Event()

        def check() -> None:
            if given_up.is_set():
                raise TimeoutError

        def talk() -> None:
            with suppress(OSError), open(address, "r+b", buffering=0) as stream:  # noqa: PTH123  a pipe's name
                answer.append(_talk(stream, request, check))

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        thread.join(_GREETED)
        given_up.set()
        if thread.is_alive():
            return b""
        if not answer:
            raise ConnectionResetError
        return answer[0]
