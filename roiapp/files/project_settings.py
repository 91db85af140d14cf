"""The settings of a document as rows of its file, each a name with its value as JSON, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, Final

from roiapp.core.document_settings import DocumentSettings
from roiapp.files.project_schema import MOST_SETTING, Row, damaged, too_large
from roiapp.language import tr

_DEFAULTS: Final = {field.name: field.default for field in fields(DocumentSettings)}


def written(settings: DocumentSettings) -> Iterator[Row]:
    """A row a setting, in the order of their names. Raises `FileError` for one that is too long."""
    for name in sorted(_DEFAULTS):
        yield name, _json(name, settings)


def _json(name: str, settings: DocumentSettings) -> str:
    """A setting as JSON; a number always as a float where it may have decimals, so that equal settings read alike."""
    value, default = getattr(settings, name), _DEFAULTS[name]
    if value is not None and (default is None or isinstance(default, float)):
        value = float(value) + 0.0  # of −0 makes 0
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if len(text.encode()) > MOST_SETTING:
        raise too_large(tr("Its texts are too long."))
    return text


def read(rows: Iterable[Row]) -> DocumentSettings:
    """The settings in the rows of their table. Raises `FileError` for anything but all of them, sound."""
    found: dict[str, Any] = {}
    for name, text in rows:
        assert isinstance(name, str)
        assert isinstance(text, str)
        if name not in _DEFAULTS or len(text) > MOST_SETTING:
            raise damaged(tr("The setting “{name}” is not known here.", name=name[:40]))
        try:
            found[name] = _setting(_DEFAULTS[name], name, json.loads(text))
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise damaged(tr("The setting “{name}” cannot be read.", name=name)) from error
    if set(found) != set(_DEFAULTS):
        raise damaged(tr("Its settings are not all there."))
    return DocumentSettings(**found)


def _setting(default: Any, name: str, value: Any) -> Any:
    """A setting as the document keeps it. Raises ValueError or TypeError for anything else."""
    if isinstance(default, tuple):
        if not isinstance(value, list):
            raise TypeError(name)
        if name == "definitions":
            return tuple((_text(word), _text(meaning)) for word, meaning in value)
        if name == "widths":
            return tuple((_text(id_), _whole(width)) for id_, width in value)
        if name == "comments":
            return tuple((_whole(key), _text(comment)) for key, comment in value)
        return tuple(map(_text, value))
    if isinstance(default, str):
        return _text(value)
    if value is None and default is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int if isinstance(default, int) else (int, float)):
        raise TypeError(name)
    if isinstance(default, int):
        return value
    if not math.isfinite(value):
        raise ValueError(name)
    return float(value)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(type(value).__name__)
    return value


def _text(value: Any) -> str:
    """A text of the settings. Raises UnicodeEncodeError for half a character, which JSON can hold and a file cannot."""
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    value.encode()
    return value
