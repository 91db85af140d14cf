"""Files that were opened or saved lately: what is kept of each."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from roiapp.settings import Recent

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.ui.session_model import SessionModel


def recent_file(model: SessionModel, path: Path) -> Recent:
    """The file as it stands in the window just now: title, the period looked at, and the total ROI of it."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    place, sheet = str(path.absolute()), model.worksheet
    if sheet is None or model.view is None or model.figures is None:
        return Recent(place, at=at)
    roi = model.figures.total("roi").value
    known = roi is not None and math.isfinite(roi)
    return Recent(place, sheet.settings.title, model.view.text(), roi if known else None, at)
