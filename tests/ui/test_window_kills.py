"""The window killed while somebody types into it: what it showed as kept is there, and the next window offers it.

Two hundred kills with their figures: `benchmarks/kills.py`.
"""

import sys
from pathlib import Path

import pytest

from tests.ui.window_kill_run import run


@pytest.mark.skipif(sys.platform == "win32", reason="it ends the process as kill -9 does")
def test_nothing_shown_as_kept_is_lost(tmp_path: Path) -> None:
    figures = run(tmp_path, 6, 1)
    assert figures.kills == 6
    assert figures.acknowledged > 6
    assert figures.saves > 0
    assert figures.unpublished > 0
    assert figures.taken_up > 0
    assert figures.dead_sockets > 0
