"""What the program remembers of its user between two starts: theme, language, recent files, the window's place.

No Qt. One small JSON file in the platform's own folder, or in ROIAPP_HOME. A file that cannot be read is set aside and
the program starts with what is usual: settings are never worth a failed start.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from roiapp import hold

APP_NAME = "channel-roi"
Mode = Literal["light", "dark", "system"]
THEMES: tuple[Mode, ...] = ("system", "light", "dark")
#: of the window, in percent
TEXT_SIZES: tuple[int, ...] = (100, 110, 125, 150, 175, 200)
_RECENT_KEPT = 12
_MOST_ROI = 1e15
_ZOOMS = range(50, 201)
_CURRENCY, _LOCALE = "[A-Z]{3}", "[a-z]{2,3}(_[A-Za-z]{2,4})*"
_PATIENCE = 0.5  # seconds for another process that changes the settings just now


@dataclass(frozen=True)
class Recent:
    """A file that was opened or saved, and what it said then, so that a list of files reads none of them: its title,
    the period looked at and the total ROI of it (a fraction, None undefined), and when, in ISO format. `zoom` is the
    size in percent at which it was looked at."""

    path: str
    title: str = ""
    period: str = ""
    roi: float | None = None
    at: str = ""
    zoom: int = 100


@dataclass(frozen=True)
class Defaults:
    """What new worksheets begin with, in place of what their template says: the ISO code of a currency and the locale
    of their numbers, "" as the template; the gross margin as a fraction, None not known."""

    currency: str = ""
    locale: str = ""
    margin: float | None = None


@dataclass(frozen=True)
class Settings:
    """`theme` is one of `THEMES`; `language` "" means the system's; `text_size` is one of
    `TEXT_SIZES`; `recent` the files, the latest first; `geometry`
    and `splitter` are what Qt gives for the window, as base64 text; `chart` is the id of the chart looked at last,
    `used` the commands chosen from their list, the latest first; `asked` says that the questions of the first start
    were answered or put off, `defaults` what was said there of new worksheets."""

    theme: Mode = "system"
    language: str = ""
    text_size: int = 100
    recent: tuple[Recent, ...] = ()
    geometry: str = ""
    splitter: str = ""
    chart: str = ""
    used: tuple[str, ...] = ()
    asked: bool = False
    defaults: Defaults = Defaults()

    def changed(self, **values: Any) -> Settings:
        return replace(self, **values)

    def with_recent(self, file: Recent) -> Settings:
        """The same with this file as the one opened last; the size at which it was looked at stays."""
        zooms = [known.zoom for known in self.recent if known.path == file.path]
        file = replace(file, zoom=zooms[0]) if zooms else file
        return replace(self, recent=(file, *self.without_recent(file.path).recent)[:_RECENT_KEPT])

    def with_zoom(self, path: str, percent: int) -> Settings:
        """The same with this size for a file of the list."""
        return replace(
            self, recent=tuple(replace(f, zoom=percent) if f.path == path else f for f in self.recent)
        )

    def without_recent(self, path: str) -> Settings:
        """The same without this file."""
        return replace(self, recent=tuple(known for known in self.recent if known.path != path))


def home() -> Path | None:
    """The folder ROIAPP_HOME names, None where it is not set: then the platform says where things go."""
    named = os.environ.get("ROIAPP_HOME", "")
    return Path(named).absolute() if named else None


def settings_folder() -> Path:
    """Where the settings are kept; not made here."""
    if found := home():
        return found
    from platformdirs import user_config_path

    return user_config_path(APP_NAME, appauthor=False)


def state_folder() -> Path:
    """Where the log and the working copies are kept; not made here."""
    if found := home():
        return found / "state"
    from platformdirs import user_state_path

    return user_state_path(APP_NAME, appauthor=False)


def reports_folder() -> Path:
    """Where reports of faults are kept; not made here."""
    return state_folder() / "reports"


def load() -> Settings:
    """The settings as saved last. Whatever is missing or damaged is as usual."""
    path = settings_folder() / "settings.json"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        _set_aside(path)
        return Settings()
    try:
        return _from(json.loads(text))
    except (ValueError, RecursionError):
        _set_aside(path)
        return Settings()


def update(change: Callable[[Settings], Settings]) -> Settings:
    """Change what is kept and keep it; returns it. What other windows and programs kept meanwhile stays. Raises
    OSError as `save`."""
    folder = settings_folder()
    folder.mkdir(parents=True, exist_ok=True)
    held = None
    with suppress(OSError):  # a drive without locks: the others are still read first
        held = hold.take(folder / "settings.lock", _PATIENCE)
    try:
        changed = change(load())
        save(changed)
    finally:
        if held is not None:
            held.release()
    return changed


def save(settings: Settings) -> None:
    """Keep the settings. Raises OSError where the folder or the disk does not allow it; the old file then stands."""
    path = settings_folder() / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"settings.{os.getpid()}.new")
    try:
        fresh.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _from(content: object) -> Settings:
    """Settings from what stood in the file; wrong types are left out. Raises ValueError if it is no object."""
    if not isinstance(content, dict):
        raise ValueError("settings are a JSON object")  # noqa: TRY004  to the caller any other damage
    kept: dict[str, Any] = {}
    for field in fields(Settings):
        value = content.get(field.name)
        if field.name == "recent":
            if isinstance(value, list):
                kept["recent"] = tuple(file for entry in value if (file := _recent(entry)))[:_RECENT_KEPT]
        elif field.name == "used":
            if isinstance(value, list):
                kept["used"] = tuple(id_ for id_ in value if isinstance(id_, str))
        elif field.name == "asked":
            kept["asked"] = value is True
        elif field.name == "defaults":
            kept["defaults"] = _defaults(value)
        elif field.name == "text_size":
            if value in TEXT_SIZES and not isinstance(value, bool | float):
                kept["text_size"] = value
        elif isinstance(value, str):
            kept[field.name] = value
    if kept.get("theme") not in THEMES:
        kept.pop("theme", None)
    return Settings(**kept)


def _recent(entry: object) -> Recent | None:
    """A file of the list; earlier versions kept the path alone."""
    content = {"path": entry} if isinstance(entry, str) else entry
    if not isinstance(content, dict) or not isinstance(content.get("path"), str) or not content["path"]:
        return None
    texts = {name: content[name] for name in ("path", "title", "period", "at") if isinstance(content.get(name), str)}
    roi, zoom = content.get("roi"), content.get("zoom")
    if isinstance(roi, bool) or not isinstance(roi, int | float) or not abs(roi) < _MOST_ROI:
        roi = None
    if isinstance(zoom, bool) or not isinstance(zoom, int) or zoom not in _ZOOMS:
        zoom = 100
    return Recent(**texts, roi=None if roi is None else float(roi), zoom=zoom)


def _defaults(content: object) -> Defaults:
    """What is sound of the defaults."""
    if not isinstance(content, dict):
        return Defaults()
    currency, locale, margin = content.get("currency"), content.get("locale"), content.get("margin")
    if not isinstance(currency, str) or not re.fullmatch(_CURRENCY, currency):
        currency = ""
    if not isinstance(locale, str) or not re.fullmatch(_LOCALE, locale):
        locale = ""
    if isinstance(margin, bool) or not isinstance(margin, int | float) or not -_MOST_ROI < margin <= 1:
        margin = None
    return Defaults(currency, locale, None if margin is None else float(margin))


def _set_aside(path: Path) -> None:
    """Keep a file that cannot be read under another name, so that nothing of the user's is overwritten."""
    try:
        path.replace(path.with_suffix(".broken.json"))
    except OSError:  # it stays where it is; saving will say what is wrong
        return
