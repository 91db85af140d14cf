"""Opens files one after the other as the program does, and prints for each what came of it: a process of its own, so
that what it takes can be told.

    hostile_run.py FILE…          a JSON object per file
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from pathlib import Path

from roiapp.files.file_errors import FileError
from roiapp.files.formats import open_document


def opened(path: Path) -> dict[str, object]:
    """What came of it: channels with their spend, or what was said; anything else is a defect."""
    try:
        sheet = open_document(path).worksheet
    except FileError as error:
        return {"said": str(error)}
    except Exception as error:  # noqa: BLE001 - the defect that is looked for
        return {"defect": repr(error)}
    figures = sheet.columns["spend"].tolist() if "spend" in sheet.columns else []
    whole = math.fsum(value for row in figures for value in row if not math.isnan(value))
    if len(sheet.names) > 1000:
        return {"count": len(sheet.names), "spend": whole}
    spend: dict[str, float | None] = {}
    for channel, name in enumerate(sheet.names):
        known = [sheet.value("spend", period, channel) for period in range(len(sheet.periods))]
        known = [value for value in known if not math.isnan(value)]
        spend[name] = sum(known) if known else None
    return {"channels": spend, "count": len(sheet.names), "spend": whole}


def main() -> None:
    for name in sys.argv[1:]:
        begun = time.perf_counter()
        found = opened(Path(name))
        found["seconds"] = time.perf_counter() - begun
        found["reader"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
        found["program"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
