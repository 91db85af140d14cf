"""Which versions of the program and of its parts are installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed_version(part: str = "channel-roi") -> str:
    """Of the program or of another package; "" where it is not installed, as the program itself in a checkout."""
    try:
        return version(part)
    except PackageNotFoundError:
        return ""
