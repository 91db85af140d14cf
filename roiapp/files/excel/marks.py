"""What a workbook's rows, columns and sheets are, in hidden cells that move with them when somebody sorts, inserts,
renames: so what comes back is understood by what it is, not by where it stands.

A sheet of a period has one hidden row: in the column of names the mark of the period, above every other column the id
of its field or metric, or one of `WHY`, `SOURCE`, `MARK`. In the column `MARK` each row has the key of its channel as
text, `TITLES`, `TOTAL`, `FOR_ALL`, or the id of what is typed for all channels together. On the sheet of assumptions
the hidden row has `ASSUMPTIONS`, `VALUE` and `MARK`, and the column `MARK` the name of the setting, or `AS_OF`.
"""

from __future__ import annotations

import re
from typing import Final

WHY, SOURCE, MARK = "why", "source", "mark"
TITLES, TOTAL, FOR_ALL, AS_OF = "titles", "total", "for all", "as_of"
ASSUMPTIONS, VALUE = "channel-roi assumptions", "value"
_PERIOD: Final = re.compile(r"channel-roi period (\d{1,16})", re.ASCII)


def period_mark(key: int) -> str:
    """The mark of the sheet that shows the period with this key."""
    return f"channel-roi period {key}"


def period_key(mark: str) -> int | None:
    """The key of the period whose sheet has this mark, None where a text is none."""
    found = _PERIOD.fullmatch(mark)
    return int(found[1]) if found else None
