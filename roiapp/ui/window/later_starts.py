"""Listens for later starts of the program and opens what they ask for; see `single_program` for what is said.

A stranger who found the socket could do no more than have a file opened by its name: requests are one short line, and
whatever is no request is not answered.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from roiapp import language
from roiapp.hold import Hold
from roiapp.ui.window.single_program import GREETING, LONGEST, REFUSED, TAKEN, places_to_listen

_PATIENCE_MS: Final = 5000
_AT_ONCE: Final = 30
_LONGEST_PATH, _LONGEST_TOKEN = 4096, 256


@dataclass(frozen=True)
class Request:
    """What a later start wants: this file, or a window where it is None; in this language, "" whichever; `token` lets
    the window come to the front on Wayland."""

    file: Path | None
    language: str
    token: str


class LaterStarts(QObject):
    """`open_` gets the file that is asked for, None for a window without; False: too late, the program is about to end.

    The name is written into what the program holds.
    """

    def __init__(self, held: Hold, open_: Callable[[Path | None], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._open = open_
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_AT_ONCE)
        self._server.newConnection.connect(self._greet)
        if any(self._server.listen(place) for place in places_to_listen()):
            held.write(self._server.fullServerName().encode())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            _Conversation(self._server.nextPendingConnection(), self._open)


class _Conversation(QObject):
    """With one later start; ends by itself."""

    def __init__(self, line: QLocalSocket, open_: Callable[[Path | None], bool]) -> None:
        super().__init__(line)
        self._line = line
        self._open = open_
        self._heard = b""
        line.setReadBufferSize(LONGEST + 1)
        line.disconnected.connect(line.deleteLater)
        line.readyRead.connect(self._listen)
        QTimer.singleShot(_PATIENCE_MS, self, line.abort)
        line.write(GREETING)
        line.flush()
        if line.state() == QLocalSocket.LocalSocketState.UnconnectedState:  # it did not wait, and hears no signal
            line.deleteLater()

    def _listen(self) -> None:
        self._heard += self._line.readAll().data()
        if len(self._heard) > LONGEST:
            self._line.abort()
        elif self._heard.endswith(b"\n"):
            self._line.readyRead.disconnect(self._listen)
            self._answer(read_request(self._heard))

    def _answer(self, request: Request | None) -> None:
        if request is None:
            self._line.abort()
            return
        if request.language and language.spoken(request.language) != language.current():
            self._say(REFUSED)
            return
        if request.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token  # Qt takes it from there with the next activation
        if self._open(request.file):
            self._say(TAKEN)
        else:
            self._line.abort()

    def _say(self, answer: bytes) -> None:
        self._line.write(answer)
        self._line.flush()
        self._line.disconnectFromServer()


def read_request(heard: bytes) -> Request | None:
    """A line as a request, None where it is none."""
    try:
        content = json.loads(heard)
        path, wanted, token = content["open"], content["language"], content["token"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not (path is None or _is_path(path)) or not _is_word(wanted) or not _is_word(token):
        return None
    return Request(Path(path) if path is not None else None, wanted, token)


def _is_path(path: object) -> bool:
    return isinstance(path, str) and len(path) <= _LONGEST_PATH and "\0" not in path and Path(path).is_absolute()


def _is_word(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST_TOKEN and text.isascii() and text.isprintable()
