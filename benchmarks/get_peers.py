"""Brings the spreadsheet engines that the benchmarks compare with into a folder; the program needs none of them.

    .venv/bin/python benchmarks/get_peers.py [FOLDER]        default: build/peers, which the repository ignores

formualizer in an environment of its own, HyperFormula with npm. What cannot be had is told, and then not measured.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

#: where `peers` looks for them
FOLDER = Path(__file__).resolve().parent.parent / "build" / "peers"

FORMUALIZER, HYPERFORMULA = "formualizer==0.13.0", "hyperformula@3.5.0"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    done = [brought(FORMUALIZER, [str(python), "-m", "pip", "install", "--quiet", FORMUALIZER])]
    npm = shutil.which("npm")
    if npm is None:
        print(f"{HYPERFORMULA}: there is no npm", file=sys.stderr)
    else:
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), HYPERFORMULA]
        done.append(brought(HYPERFORMULA, command))
    return 0 if all(done) and npm else 1


def brought(what: str, command: list[str]) -> bool:
    """Whether the command brought it, told in a line."""
    well = subprocess.run(command, check=False).returncode == 0
    print(f"{what}: {'there' if well else 'cannot be had'}")
    return well


if __name__ == "__main__":
    raise SystemExit(main())
