"""A document as plain JSON that a person can read and edit: what templates and samples are kept in.

`{"format": "channel-roi", "version": 1, "settings": {…}, "periods": [{"start", "end"}], "channels": [{"name", "kind",
"figures": {field: [one per period]}}], "records": {table: [{column: value}]}}`; null is blank. A figure that is the
same in every period may stand alone. Records name channels, and periods by their place from 1. `own_fields` and
`own_metrics` are lists of what stands in `own_figures`.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.own_figures import catalog_of
from roiapp.core.periods import Period, overlapping
from roiapp.core.worksheet import ATTRIBUTES, Channel, Worksheet
from roiapp.files.file_errors import FileError
from roiapp.files.project_records import (
    OWN_FIELDS,
    OWN_METRICS,
    check_own,
    own_of,
    plain_own,
    plain_records,
    records_of,
)
from roiapp.language import tr

FORMAT: Final = "channel-roi"
VERSION: Final = 1
_DEFAULTS: Final = {field.name: field.default for field in fields(DocumentSettings)}


def is_document(text: str) -> bool:
    """Whether a text is such a document, and not any other JSON or text."""
    head = text[:300].lstrip("\ufeff \t\r\n")
    return head.startswith("{") and f'"{FORMAT}"' in head


def read_document(text: str, catalog: Catalog) -> Worksheet:
    """The worksheet in a JSON text. Raises `FileError`, also for a figure of a field that is not known."""
    try:
        return _worksheet(json.loads(text), catalog)
    except FileError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise FileError(tr("The document is damaged: {reason}.", reason=f"{type(error).__name__} {error}")) from error


def write_document(sheet: Worksheet, **head: str) -> str:
    """The JSON text of a worksheet, `head` beside its format. The arithmetic of cells and the days up to which periods
    are known are not in it, nor which channel or period a record was about that is gone."""
    periods = [
        {"label": p.label, "start": p.start and p.start.isoformat(), "end": p.end and p.end.isoformat()}
        for p in sheet.periods
    ]
    channels: list[dict[str, Any]] = []
    for position in range(len(sheet.keys)):
        entry: dict[str, Any] = {name: sheet.channels[name][position] for name in ATTRIBUTES}
        if sheet.columns:
            entry["figures"] = {id_: _plain(column[:, position]) for id_, column in sorted(sheet.columns.items())}
        channels.append(entry)
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, **head, "settings": asdict(sheet.settings),
                               "periods": periods, "channels": channels}  # fmt: skip
    if sheet.totals:
        content["totals"] = {id_: _plain(row) for id_, row in sorted(sheet.totals.items())}
    if sheet.records:
        content["records"] = plain_records(sheet)
    content |= plain_own(sheet)
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def _plain(figures: Any) -> Any:
    """Figures [period] as JSON: blank is null, and one stands alone for all that are blank."""
    values = [None if math.isnan(value) else value for value in figures.tolist()]
    return None if all(value is None for value in values) else values


def _worksheet(content: dict[str, Any], catalog: Catalog) -> Worksheet:
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    if content["version"] > VERSION:
        raise FileError(tr("The document was made by a newer version of the program. Update the program."))
    settings = DocumentSettings(**dict(_setting(*item) for item in content.get("settings", {}).items()))
    periods = [_period(key, entry) for key, entry in enumerate(content.get("periods") or [{}])]
    if overlapping(periods):
        raise FileError(tr("The document is damaged: its periods overlap."))
    sheet = Worksheet(periods=periods, settings=settings, next_key=len(periods) + 1)
    sheet.own_fields, sheet.own_metrics = own_of({name: content.get(name, ()) for name in (OWN_FIELDS, OWN_METRICS)})
    check_own(sheet)
    known = catalog_of(sheet, catalog).field
    entries = content.get("channels", [])
    for entry in entries:
        texts = {name: str(entry[name]) for name in ATTRIBUTES if name in entry}
        channel = Channel.named(sheet.take_key(), **texts)
        sheet.keys.append(channel.key)
        for name in ATTRIBUTES:
            sheet.channels[name].append(getattr(channel, name))
    for position, entry in enumerate(entries):
        for id_, figures in entry.get("figures", {}).items():
            if id_ not in known:
                raise FileError(tr("The document has figures of “{field}”, which is not known here.", field=id_))
            column = sheet.columns.setdefault(id_, np.full(sheet.shape, np.nan))
            column[:, position] = _figures(figures)
    for id_, figures in content.get("totals", {}).items():
        sheet.totals[id_] = np.broadcast_to(_figures(figures), (len(periods),)).copy()
    sheet.records = records_of(sheet, content.get("records", {}))
    return sheet


def _setting(name: str, value: Any) -> tuple[str, Any]:
    """A setting as the document keeps it. Raises KeyError or ValueError where there is none such."""
    default = _DEFAULTS[name]
    if name == "widths":
        return name, tuple((str(id_), int(width)) for id_, width in value)
    if name == "comments":
        return name, tuple((int(key), str(comment)) for key, comment in value)
    if isinstance(default, tuple):
        return name, tuple(tuple(map(str, item)) if isinstance(item, list) else str(item) for item in value)
    if isinstance(default, str):
        return name, str(value)
    if value is None and default is None:
        return name, None
    return name, int(value) if isinstance(default, int) else float(value)


def _period(key: int, entry: dict[str, Any]) -> Period:
    start, end = (date.fromisoformat(entry[name]) if entry.get(name) else None for name in ("start", "end"))
    return Period(key, str(entry.get("label", "")), start, end)


def _figures(figures: Any) -> Any:
    """A number, or an array [period]."""
    values = figures if isinstance(figures, list) else [figures]
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    if np.isinf(numbers).any():
        raise ValueError("a figure is not finite")
    return numbers if len(numbers) > 1 else numbers[0]
