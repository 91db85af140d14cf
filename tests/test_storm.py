"""A short storm over the real window, and one over a broken program: whatever is wrong, the storm tells of it.

The long one is a command: python -m tests.storm --events 100000 --seed 1
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.storm.__main__ import told

ROOT = Path(__file__).parents[1]


def piece(*words: str) -> tuple[int, dict[str, Any]]:
    """How a piece of a storm ended, and what came of it."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.storm.piece", *words], cwd=ROOT, check=False, capture_output=True, text=True,
        timeout=600,
    )  # fmt: skip
    lines = run.stdout.splitlines()
    assert lines, run.stderr
    return run.returncode, json.loads(lines[-1])


@pytest.mark.slow
def test_a_short_storm() -> None:
    code, found = piece("1", "250")
    assert found["failures"] == []
    assert code == 0
    assert found["events"] == 250
    assert found["compared"] >= 1
    assert found["reopened"] >= 1
    text, _ = told([found])
    assert text.startswith("Events: 250 from seeds 1 to 1")


@pytest.mark.slow
def test_nothing_that_goes_wrong_is_hidden() -> None:
    hidden = ("slot", "painting", "filter", "thread", "background", "ending")
    code, found = piece("1", "40", "--broken", *hidden, "qt", "figures", "slow")
    said = "\n".join(found["failures"])
    assert code == 1
    for where in hidden:
        assert re.search(rf"BrokenError: (Error calling [^:]+::[^:]+: )?{where}\b", said), where
    assert "Qt: QThing::thing: not good" in said
    assert "not as calculated" in said
    assert found["over"], "a turn of half a second was not told of"
    assert "-- the last events --" in found["failures"][0]
    assert not told([found])[1]
