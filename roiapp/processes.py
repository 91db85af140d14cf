"""Which machine this is, and whether a process on it still runs, told apart from a later one of the same number."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from functools import lru_cache
from pathlib import Path


def host() -> str:
    """The machine's name, for people."""
    return socket.gethostname()


def user() -> str:
    """The user's name, for people; "" where the system has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user id without an entry; Windows has no pwd
        return ""


@lru_cache(maxsize=1)
def machine() -> str:
    """What tells this machine from another of the same name: 12 hex digits that say nothing about it."""
    try:
        identity = Path("/etc/machine-id").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        identity = ""
    return hashlib.sha256(f"channel-roi {identity or host()}".encode()).hexdigest()[:12]


def running(process: int, started: str = "") -> bool:
    """Whether the process lives. `started`, as `start_of` said it then, tells it from a later one of its number."""
    now = start_of(process)
    return now is not None and (not started or not now or started == now)


def start_of(process: int) -> str | None:
    """When a process of this machine started, in the system's own terms: "" unknown, None: it does not run."""
    if process <= 0:
        return None
    if sys.platform == "win32":
        return _start_on_windows(process)
    found = _start_on_linux(process)
    if found is not None:
        return found or None
    try:
        os.kill(process, 0)  # sends nothing
    except ProcessLookupError:
        return None
    except (PermissionError, OverflowError):
        return ""
    return ""


def _start_on_linux(process: int) -> str | None:
    """None where /proc does not say, "" for one that has ended and was not waited for yet."""
    try:
        # The program's name, in brackets, may hold anything; what is wanted stands behind it.
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if len(fields) < 20:
        return None
    return "" if fields[0] in (b"Z", b"X") else f"{boot} {fields[19].decode()}"


if sys.platform == "win32":

    def _start_on_windows(process: int) -> str | None:
        import ctypes
        from ctypes import wintypes

        query_limited_information, still_active = 0x1000, 259
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(query_limited_information, False, process)
        if not handle:
            return "" if ctypes.get_last_error() == 5 else None  # 5: not ours to look at, but there
        try:
            code = wintypes.DWORD()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != still_active:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *(ctypes.byref(t) for t in times)):
                return ""
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)
