"""Memory that a thousand documents opened and closed leave behind, in one process.

    .venv/bin/python benchmarks/cycles.py [--cycles N]

The document has twelve channels and two years of months; its figures are asked for, every tenth is changed and saved.
`tests/files/test_session_cycles.py` holds a tenth of that to its limit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from roiapp.files.project_file import encode
from tests.files.test_session_cycles import cycle, handles, resident, year

WARM_UP = 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path, home = Path(made, "year.roi"), Path(made, "state")
        path.write_bytes(encode(year()))
        for number in range(WARM_UP):
            cycle(path, home, number)
        before = resident(), threading.active_count(), handles()
        for number in range(asked.cycles):
            cycle(path, home, number)
        after = resident(), threading.active_count(), handles()
    print(f"{asked.cycles:,} documents opened and closed after {WARM_UP} to warm up:")
    print(f"memory {before[0] / 2**20:.1f} MB and {(after[0] - before[0]) / 2**20:+.2f} MB")
    print(f"threads {before[1]} and {after[1]}, open files {before[2]} and {after[2]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
