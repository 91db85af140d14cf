"""The user's own templates: a worksheet's channels, columns and settings without its figures, kept under a name.

They are plain JSON (see `plain_document`) in the templates folder beside the settings, one file each. The name stands
in the file; what the file is called follows from it as far as every system takes it.

Of the periods the length alone is kept, as the days of the last one: a worksheet made from the template begins with the
period of that length that today is in, so that "Add the next" goes on by months, quarters or weeks as the old one did.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from roiapp.core.periods import Period, shifted_to, whole_months
from roiapp.files.disk_errors import reading_error, writing_error
from roiapp.files.file_errors import FileError
from roiapp.language import tr
from roiapp.settings import settings_folder

if TYPE_CHECKING:  # listing them loads no numpy
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet

_ENDING: Final = ".json"
_NOT_IN_NAMES: Final = '/\\:*?"<>|'
#: names that Windows keeps for itself, whatever the ending
_TAKEN: Final = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_LONGEST_NAME: Final = 80  # letters
_LONGEST_FILE: Final = 160  # bytes, since most disks take 255
_MOST_BYTES: Final = 64 << 20
_JOINERS: Final = "\u200c\u200d"  # some scripts and signs are wrong without


class NameTakenError(FileError):
    """There is a template of this name already."""


@dataclass(frozen=True)
class OwnTemplate:
    """One of the user's templates. `months` or `days` is the length of its periods, 0 where it has none. `damage` is
    the sentence that says why it cannot be used, "" where it can."""

    path: Path
    name: str
    channels: int = 0
    months: int = 0
    days: int = 0
    damage: str = ""


def templates_folder() -> Path:
    """Where they are kept; not made here."""
    return settings_folder() / "templates"


def list_own(folder: Path | None = None) -> list[OwnTemplate]:
    """All own templates by name, damaged ones too. Raises `FileError` where the folder cannot be read."""
    place = folder or templates_folder()
    try:
        with os.scandir(place) as entries:
            paths = [place / entry.name for entry in entries if _is_template(entry)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise reading_error(error, place) from error
    return sorted(map(_read, paths), key=lambda template: (template.name.casefold(), template.path.name))


def save_own(worksheet: Worksheet, name: str, *, overwrite: bool = False, folder: Path | None = None) -> OwnTemplate:
    """Keep the worksheet as a template of this name. Raises `NameTakenError` where there is one, unless `overwrite`;
    else `FileError`, and nothing is changed."""
    place, clean = folder or templates_folder(), _named(name)
    known = list_own(place)
    same = _of_name(known, clean)
    if same is not None and not overwrite:
        raise _taken(same.name)
    path = same.path if same is not None else _free_path(place, clean)
    _write(path, without_figures(worksheet), clean, fresh=same is None)
    return _read(path)


def load_own(template: OwnTemplate, today: date, catalog: Catalog | None = None) -> Worksheet:
    """A new document from a template, its first period the one that `today` is in. Raises `FileError`."""
    from roiapp.files.project_checks import check

    try:
        sheet = _document(template, catalog)
        check(sheet)
    except FileError as error:
        raise error.of(template.name) from error
    first = sheet.periods[0]
    sheet.periods = [shifted_to(today, first.start, first.end, first.key) if first.start and first.end
                     else Period(first.key)]  # fmt: skip
    return sheet


def rename_own(template: OwnTemplate, name: str) -> OwnTemplate:
    """Give a template another name; its file stays. Raises as `save_own`."""
    clean = _named(name)
    others = [known for known in list_own(template.path.parent) if known.path != template.path]
    if (same := _of_name(others, clean)) is not None:
        raise _taken(same.name)
    try:
        sheet = _document(template, None)
    except FileError as error:
        raise error.of(template.name) from error
    _write(template.path, sheet, clean, fresh=False)
    return replace(template, name=clean)


def remove_own(template: OwnTemplate) -> None:
    """Remove a template for good; one that is gone already is no error. Raises `FileError`."""
    try:
        template.path.unlink(missing_ok=True)
    except OSError as error:
        raise writing_error(error, template.path) from error


# -- what a template is made of --------------------------------------------------------------------------------------


def without_figures(worksheet: Worksheet) -> Worksheet:
    """What a template keeps of a worksheet. A column that stands there only because something was typed in it stays, as
    a blank one, or not hidden any more."""
    import numpy as np

    from roiapp.core.own_figures import catalog_of
    from roiapp.core.worksheet import ATTRIBUTES, Worksheet

    field, settings = catalog_of(worksheet).field, worksheet.settings
    hidden = tuple(id_ for id_ in settings.hidden if id_ not in worksheet.columns)
    dated = [period for period in worksheet.periods if period.start and period.end]
    last = max(dated, key=lambda period: (period.start, period.end)) if dated else None
    sheet = Worksheet(
        {name: list(worksheet.channels[name]) for name in ATTRIBUTES}, list(worksheet.keys),
        [Period(0, "", last.start, last.end) if last else Period(0)],
        own_fields=worksheet.own_fields, own_metrics=worksheet.own_metrics,
        settings=settings.changed(title="", hidden=hidden, introduction="", comments=()),
    )  # fmt: skip
    for id_ in worksheet.columns:
        if id_ in field and not field[id_].shown:
            sheet.columns[id_] = np.full(sheet.shape, np.nan)
    return sheet


def _document(template: OwnTemplate, catalog: Catalog | None) -> Worksheet:
    from roiapp.core.catalog import standard
    from roiapp.files.plain_document import read_document

    return read_document(_text(template.path), catalog or standard())


def _write(path: Path, sheet: Worksheet, name: str, *, fresh: bool) -> None:
    from roiapp.files.plain_document import write_document
    from roiapp.files.safe_write import TargetChangedError, publish

    try:
        data = write_document(sheet, name=name).encode("utf-8")
    except UnicodeEncodeError as error:
        raise FileError(tr("A text of the worksheet holds half a character, which cannot be saved.")) from error
    if len(data) > _MOST_BYTES:
        raise FileError(tr("The worksheet is too large for a template."))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        publish(path, data, None, overwrite=not fresh)
    except TargetChangedError as error:  # another window was quicker
        raise _taken(name) from error
    except OSError as error:
        raise writing_error(error, path) from error


# -- listing ---------------------------------------------------------------------------------------------------------


def _is_template(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.name.casefold().endswith(_ENDING) and not entry.name.startswith(".") and entry.is_file()
    return False


def _read(path: Path) -> OwnTemplate:
    """What a file says of its template, without making a worksheet of it."""
    try:
        content = json.loads(_text(path))
        name, channels, settings = content["name"], content["channels"], content["settings"]
        sound = content["format"] == "channel-roi" and isinstance(name, str) and name and isinstance(settings, dict)
        if not sound or not all(isinstance(channel["name"], str) for channel in channels):
            return _damaged(path)
        span = [date.fromisoformat(day) for day in _days(content)]
    except FileError as error:
        return OwnTemplate(path, path.stem, damage=error.sentence)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _damaged(path)
    template = OwnTemplate(path, " ".join(name.split())[:_LONGEST_NAME], len(channels))
    if len(span) < 2:
        return template
    months = whole_months(span[0], span[1])
    return replace(template, months=months, days=0 if months else (span[1] - span[0]).days + 1)


def _days(content: dict[str, Any]) -> Iterator[str]:
    """First and last day of the period, nothing where it has none."""
    for period in content["periods"][:1]:
        yield from (period[name] for name in ("start", "end") if period[name])


def _damaged(path: Path) -> OwnTemplate:
    return OwnTemplate(path, path.stem, damage=tr("This template is damaged and cannot be used."))


def _text(path: Path) -> str:
    """The text of a file. Raises `FileError` also where it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise FileError(tr("The file is too large for a template."))
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(tr("This template is damaged and cannot be used.")) from error
    except OSError as error:
        raise reading_error(error, path) from error


# -- names -----------------------------------------------------------------------------------------------------------


def _named(name: str) -> str:
    """The name as it is kept. Raises `FileError` where nothing of it is left."""
    kept = "".join(" " if _control(letter) else letter for letter in unicodedata.normalize("NFC", name))
    clean = " ".join(kept.split())[:_LONGEST_NAME].strip()
    if not clean:
        raise FileError(tr("Give the template a name."))
    return clean


def _control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") and letter not in _JOINERS


def _of_name(templates: list[OwnTemplate], name: str) -> OwnTemplate | None:
    """The template of that name, without case and repeated spaces."""
    wanted = " ".join(name.split()).casefold()
    return next((known for known in templates if known.name.casefold() == wanted), None)


def _taken(name: str) -> NameTakenError:
    return NameTakenError(tr("There is a template “{name}” already.", name=name))


def _free_path(folder: Path, name: str) -> Path:
    """A file for the name that is not there yet, whatever case the disk knows."""
    kept = "".join(" " if letter in _NOT_IN_NAMES else letter for letter in name)
    stem = " ".join(kept.split()).strip(" .").encode("utf-8")[:_LONGEST_FILE].decode("utf-8", "ignore").rstrip(" .")
    if not stem or stem.split(".")[0].casefold() in _TAKEN:
        stem = f"template {stem}".strip()
    with suppress(OSError):
        there = {unicodedata.normalize("NFC", known.name).casefold() for known in folder.iterdir()}
        number, free = 1, stem
        while f"{free}{_ENDING}".casefold() in there:
            number += 1
            free = f"{stem} {number}"
        stem = free
    return folder / f"{stem}{_ENDING}"
