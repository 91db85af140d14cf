"""What the start page says of files and templates, in words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.core.units import ROI, NumberFormat
from roiapp.language import current, date_text, tr, trn
from roiapp.settings import Recent
from roiapp.ui.start.start_cards import CardText
from roiapp.ui.start.start_recent import RecentText

if TYPE_CHECKING:
    from roiapp.files.own_templates import OwnTemplate

_WEEK = 7
#: icon and its colour of the templates that come with the program
_LOOKS = {
    "local_service": ("wrench", "chart_above"),
    "b2b": ("briefcase", "what_if"),
    "online_shop": ("shopping-cart", "good"),
    "blank": ("file", "text2"),
}


def recent_texts(files: Sequence[Recent], today: date) -> list[RecentText]:
    """The rows of the recent files. Of those that nothing else tells apart the file's name is shown."""
    write = NumberFormat(current(), "USD")
    names = [(file.title or Path(file.path).stem, folder_text(file.path)) for file in files]
    found = []
    for file, (title, folder) in zip(files, names, strict=True):
        shown = Path(file.path).name if names.count((title, folder)) > 1 else title
        figure, tone = "", "text2"
        if file.roi is not None:
            figure = write.text(file.roi, ROI)
            tone = "good" if figure.startswith("+") else "bad" if figure.startswith("\u2212") else "text2"
        found.append(RecentText(file.path, shown, folder, when_text(file.at, today), file.period, figure, tone))
    return found


def folder_text(path: str) -> str:
    """The folder of a file, from the user's own folder on where it is in there."""
    folder, home = os.path.dirname(path), os.path.expanduser("~")  # noqa: PTH111, PTH120  Path raises without a home
    try:
        inside = Path(folder).relative_to(home)
    except ValueError:
        return folder
    return " / ".join(inside.parts) or tr("Your own folder")


def when_text(at: str, today: date) -> str:
    """When that was: the time on the day itself, else the day; "" where it is not known."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    if moment.date() == today:
        return tr("Today, {time}", time=f"{moment:%H:%M}")
    if moment.date() == today - timedelta(days=1):
        return tr("Yesterday")
    return date_text(moment.date(), current())


def template_texts() -> list[CardText]:
    """The cards of the templates that come with the program; `preview` is a template's id."""
    from roiapp.files.templates import TEMPLATES

    found = []
    for template in TEMPLATES:
        icon, role = _LOOKS[template.id]
        foot = tr("Empty worksheet") if template.id == "blank" else channels_text(template.channels)
        found.append(CardText(tr(template.title), tr(template.description), foot, icon, role, template.id))
    return found


def own_texts(templates: Sequence[OwnTemplate]) -> list[CardText]:
    """The cards of the user's own templates; a damaged one says so."""
    text = tr("Your own channels, columns and settings, without figures.")
    return [
        CardText(template.name, template.damage, "", "triangle-alert", "warn", "blank")
        if template.damage
        else CardText(template.name, text, channels_text(template.channels, template.months, template.days),
                      "file-text", "accent_text", "own")
        for template in templates
    ]  # fmt: skip


def channels_text(count: int, months: int = 0, days: int = 0) -> str:
    """How many channels a template has, and by what time its figures are typed."""
    if months == 1:
        return trn("{n} channel, monthly", "{n} channels, monthly", count)
    if months == 3:
        return trn("{n} channel, quarterly", "{n} channels, quarterly", count)
    if months == 12:
        return trn("{n} channel, yearly", "{n} channels, yearly", count)
    if days == _WEEK:
        return trn("{n} channel, weekly", "{n} channels, weekly", count)
    return trn("{n} channel", "{n} channels", count)
