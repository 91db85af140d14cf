"""What benchmarks write into a page of the documentation: between marks of their own; all else is written by hand."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def put(page: Path, script: str, what: str, text: str) -> None:
    """Put a text between the marks of `what` that a script (`kills.py`) owns. Raises AssertionError without marks."""
    before, after = around(page, script, what)
    page.write_text(f"{before}\n\n{text.strip()}\n\n{after}", encoding="utf-8")


def around(page: Path, script: str, what: str) -> tuple[str, str]:
    """All up to the first mark, and from the second on. Raises AssertionError without marks."""
    begin, end = f"<!-- benchmarks/{script} {what} writes from here -->", f"<!-- {what} to here -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, also, after = rest.partition(end)
    assert found, f"{page} has no place for {what}"
    assert also, f"{page} has no place for {what}"
    return before + begin, end + after


def machine(part: str, version: str) -> str:
    """What it was measured on; `part` is what matters besides Python."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"{part} {version}; load {os.getloadavg()[0]:.1f} at the end"
    )
