"""`roiapp edit` killed at random moments: what was acknowledged is there, the file can be read, nothing in the way.

A thousand kills with their figures: `benchmarks/kills.py`.
"""

import sys
from pathlib import Path

import pytest

from tests.edit_kill_run import run


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(5))
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    """50 kills in all."""
    figures = run(tmp_path, 10, seed)
    assert figures.kills == 10
    assert figures.acknowledged > 10
    assert figures.unpublished > 0
