"""python -m tests.fuzz NAME: see the package."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from tests.fuzz.by_chance import by_chance
from tests.fuzz.one_by_one import Target, names

#: what one input may take, of time in seconds and of memory in MB
_SECONDS, _MEMORY = 20, 2048


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("name", choices=[*names(), "list"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a folder for inputs that reach something new")
    parser.add_argument("--by-chance", action="store_true", help="without atheris")
    asked = parser.parse_args(words)
    if asked.name == "list":
        sys.stdout.write("".join(f"{name}\n" for name in names()))
        return 0
    os.environ.setdefault("ROIAPP_HOME", tempfile.mkdtemp(prefix="fuzz-"))
    try:
        import atheris
    except ImportError:
        atheris = None
    if atheris is None or asked.by_chance:
        return by_chance(Target.named(asked.name), asked.seconds)
    with atheris.instrument_imports(include=["roiapp"], enable_loader_override=False):
        # To the end: many modules are imported when they are first needed.
        _guided(atheris, asked.name, asked.seconds, asked.keep or Path(tempfile.mkdtemp(prefix=f"fuzz-{asked.name}-")))
    return 0


def _guided(atheris: ModuleType, name: str, seconds: int, keep: Path) -> None:
    """Does not come back: libFuzzer ends the process, with 0 where nothing was found."""
    target = Target.named(name)
    keep.mkdir(parents=True, exist_ok=True)
    begin = tempfile.mkdtemp(prefix="fuzz-begin-")
    for number, data in enumerate(target.seeds()):
        Path(begin, f"{number:04}").write_bytes(data)
    words = [
        "fuzz", str(keep), begin, f"-max_total_time={seconds}", f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEMORY}",
        f"-artifact_prefix={keep}/found-", f"-max_len={target.longest}", "-print_final_stats=1",
    ]  # fmt: skip
    options = {} if target.mutate is None else {"custom_mutator": target.mutate}
    atheris.Setup(words, target.run, **options)
    atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
