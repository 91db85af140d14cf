"""The same document and version give the same file, whoever exports it and where; the as-of date alone is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.forked_program import program

ROOT: Final = Path(__file__).resolve().parents[1]
LINES: Final = (
    'add period "" 2026-08-01 2026-08-31\nadd channel Radio\nadd channel SEO\nset Radio spend =1000*1.2 2026-08\n'
    "set Radio leads 30 2026-08\nset Radio customers 3 2026-08\nset Radio revenue_per_sale 520 2026-08\n"
    "set Radio gross_margin 40% 2026-08\nset SEO spend 700\nset SEO customers 5\nsave\n"
)
#: what differs between two people
PEOPLE: Final = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York"},
)


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_two_people_export_the_same_bytes(ending: str, tmp_path: Path) -> None:
    document = tmp_path / "shop.roi"
    made = program("edit", str(document), home=tmp_path / "home", lines=LINES)
    assert made.returncode == 0, made.stdout
    files = []
    for number, person in enumerate(PEOPLE):
        folder = tmp_path / f"person {number}"
        folder.mkdir()
        asked = ("export", document, "--to", f"{number}.{ending}", "--as-of", "2026-08-20")
        subprocess.run(
            [sys.executable, ROOT / "main.py", *asked],
            cwd=folder, check=True, env={**os.environ, **person, "ROIAPP_HOME": str(folder / "home")},
        )  # fmt: skip
        files.append((folder / f"{number}.{ending}").read_bytes())
    assert files[0] == files[1]
    assert len(files[0]) > 5000
