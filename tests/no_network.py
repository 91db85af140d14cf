"""Forbids sockets of the internet in this process: whoever asks for one, or for the address of a name, is refused and
noted. Sockets between programs of one machine (AF_UNIX) are let be."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_FAMILIES: Final = (socket.AF_INET, socket.AF_INET6)


class NetworkError(RuntimeError):
    """Something wanted to go to the internet. No OSError: nobody who expects a bad line shall take it for one."""


def bar() -> list[str]:
    """From now on; the list fills with what was tried."""
    tried: list[str] = []

    def refuse(what: str) -> None:
        tried.append(what)
        raise NetworkError(what)

    class Barred(socket.socket):
        def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:  # noqa: A002
            if fileno is None and (family == -1 or family in _FAMILIES):
                refuse(f"socket of {family}")
            super().__init__(family, type, proto, fileno)

    def look_up(*names: Any, **_more: Any) -> None:
        refuse(f"address of {names[:1]}")

    socket.socket = Barred  # type: ignore[misc]
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, name, look_up)
    return tried


@contextmanager
def forbidden() -> Iterator[list[str]]:
    """The same for a while; gives what was tried."""
    names = ("socket", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr")
    before = {name: getattr(socket, name) for name in names}
    try:
        yield bar()
    finally:
        for name, kept in before.items():
            setattr(socket, name, kept)
