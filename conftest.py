"""Tests draw on the offscreen platform, whether a display is there or not; LibreOffice judges where it is installed."""

from __future__ import annotations

import os
import shutil

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _has_libreoffice() -> bool:
    """In CI the question is not asked: there the judge must be present, and its tests fail without it."""
    return bool(shutil.which("soffice")) or "CI" in os.environ


def pytest_report_header() -> str:
    if _has_libreoffice():
        return ""
    return "LibreOffice is missing: the check of the Excel formulas is left out (install libreoffice-calc-nogui)."


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if _has_libreoffice():
        return
    left_out = [item for item in items if "libreoffice" in getattr(item, "fixturenames", ())]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
