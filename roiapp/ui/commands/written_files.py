"""A finished picture or page written where somebody chose, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from roiapp.language import tr
from roiapp.ui.look.background import Runner
from roiapp.ui.look.messages import Messages


def write_file(
    place: Path,
    ending: str,
    data: bytes,
    said: Callable[[str], str],
    messages: Messages,
    run: Runner,
    unexpected: Callable[[BaseException], None],
) -> None:
    """Write `data` to `place`, which gets the `ending` where it has another one; `said` makes the sentence of the
    file's name. What is at fault is said, and what nobody foresaw goes to `unexpected`."""
    from roiapp.files.safe_write import publish

    path = place if place.suffix.lower() == ending else place.with_name(place.name + ending)

    def done(_result: object, error: Exception | None) -> None:
        if error is None:
            messages.say(said(path.name))
        elif isinstance(error, ValueError | OSError):
            messages.say(tr("Not saved: {reason}", reason=error), "error")
        else:
            unexpected(error)

    # Only what was chosen by its whole name was asked about.
    run(lambda: publish(path, data, None, overwrite=path == place), done)
