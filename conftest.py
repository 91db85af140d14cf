"""Tests draw on the offscreen platform, whether a display is there or not; other programs judge where they are
installed."""

from __future__ import annotations

import os
import shutil
from typing import Final

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: fixture -> the program it needs, what it judges and the package it comes with
_JUDGES: Final = {
    "libreoffice": ("soffice", "LibreOffice", "the Excel formulas", "libreoffice-calc-nogui"),
    "pdftotext": ("pdftotext", "pdftotext", "the text of PDF pages", "poppler-utils"),
}


def _missing() -> set[str]:
    """In CI the question is not asked: there the judges must be present, and their tests fail without them."""
    return set() if "CI" in os.environ else {name for name, judge in _JUDGES.items() if not shutil.which(judge[0])}


def pytest_report_header() -> list[str]:
    judges = [_JUDGES[name] for name in sorted(_missing())]
    return [
        f"{name} is missing: the check of {what} is left out (install {package})." for _, name, what, package in judges
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    left_out = [item for item in items if missing.intersection(getattr(item, "fixturenames", ()))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
