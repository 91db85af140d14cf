"""What was said of a table once, offered when a table of the same columns comes again.

One small JSON file beside the settings. One that cannot be read is as none: it is never worth a failed import.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from roiapp.core.worksheet import same_name
from roiapp.files.dialects import normal
from roiapp.files.import_choices import Choices
from roiapp.files.table_layout import Layout

_MOST_SHAPES: Final = 200
_MOST_NAMES: Final = 5_000
_MOST_BYTES: Final = 8 << 20
_FILE: Final = "import_mappings.json"


@dataclass
class Remembered:
    """The choices by shape of file, the latest first. `columns`, `single`, `names`, `order` and `decimal` are kept;
    sheet, period and rate belong to one file alone."""

    folder: Path
    _shapes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        path = self.folder / _FILE
        try:
            if path.stat().st_size > _MOST_BYTES:
                return
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return
        if isinstance(content, dict):
            self._shapes = {shape: said for shape, said in content.items() if isinstance(said, dict)}

    def of(self, layout: Layout) -> Choices | None:
        """What was said of a table with these columns, None where nothing was."""
        said = self._shapes.get(shape_of(layout))
        if said is None:
            return None
        known = {normal(name) for name in layout.names}
        order, decimal = said.get("order"), said.get("decimal")
        found = Choices(
            columns={name: target for name, target in _texts(said.get("columns")).items() if normal(name) in known},
            single=_text(said.get("single")),
            names=_texts(said.get("names")),
            order=order if order in ("dmy", "mdy", "ymd") else "",
            decimal=decimal if decimal in (".", ",") else "",
        )
        return None if found == Choices() else found

    def keep(self, layout: Layout, choices: Choices) -> None:
        """Keep what was said of this table. A disk that refuses is no reason to stop: next time is asked anew."""
        shape = shape_of(layout)
        names = {same_name(name): target for name, target in choices.names.items()}
        said = {
            "columns": dict(choices.columns), "single": choices.single, "names": names, "order": choices.order,
            "decimal": choices.decimal,
        }  # fmt: skip
        others = {known: each for known, each in self._shapes.items() if known != shape}
        if any(said.values()) and len(names) <= _MOST_NAMES:
            others = {shape: said, **others}
        if list(others.items()) == list(self._shapes.items()):
            return
        self._shapes = dict(list(others.items())[:_MOST_SHAPES])
        self._write()

    def _write(self) -> None:
        from roiapp.files.file_errors import FileError
        from roiapp.files.safe_write import publish

        content = json.dumps(self._shapes, ensure_ascii=False, indent=1).encode("utf-8")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            publish(self.folder / _FILE, content, None, overwrite=True)
        except (OSError, FileError):
            return


def shape_of(layout: Layout) -> str:
    """What tables of the same columns have in common, in whatever order they stand."""
    headers = sorted(normal(header) for header in layout.headers if header)
    return hashlib.sha256("\n".join(headers).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str)}
