"""The targets with what they start from."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from tests.fuzz import targets

CORPUS: Final = Path(__file__).parent / "corpus"
_LONGEST: Final = 1 << 16


def names() -> list[str]:
    return sorted(each.name for each in pkgutil.iter_modules(targets.__path__) if not each.name.startswith("_"))


@dataclass(frozen=True)
class Target:
    """`run` raises on a defect; `mutate`, where bytes at random would not get far, changes an input (bytes, most bytes,
    seed) into another."""

    name: str
    run: Callable[[bytes], None]
    more: Callable[[], Iterator[bytes]]
    mutate: Callable[[bytes, int, int], bytes] | None
    longest: int

    @classmethod
    def named(cls, name: str) -> Self:
        module = importlib.import_module(f"tests.fuzz.targets.{name}")
        return cls(
            name, module.target, getattr(module, "more_seeds", lambda: iter(())), getattr(module, "mutate", None),
            getattr(module, "LONGEST", _LONGEST),
        )  # fmt: skip

    def kept(self) -> list[Path]:
        """The files of the corpus."""
        return sorted(path for path in (CORPUS / self.name).glob("*") if path.is_file())

    def seeds(self) -> Iterator[bytes]:
        """The corpus, and what of the tests' own files is of use."""
        yield from (path.read_bytes() for path in self.kept())
        yield from self.more()
