"""How many channels are in a total that is not one of all, beside it wherever it stands for the whole document.

It is counted when the workbook is written, as the window counts it: what of a channel is in a roll-up goes by its
periods. So the formula says of another figure that it was counted before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.language import plain, tr, trn

if TYPE_CHECKING:
    from roiapp.files.excel.channel_sheet import ChannelSheet

_EQUAL: Final = "1E-9"


def in_words(of: ChannelSheet, id_: str) -> tuple[str, str] | None:
    """"1 of 6 channels" as a formula with its value, None for a total of all channels."""
    found, where = of.figures.total(id_), of.total_address(id_)
    if found.value is None or where is None or found.known >= found.of:
        return None
    now = plain(trn("{known} of {n} channel", "{known} of {n} channels", found.of, known=found.known))
    before = plain(trn("{known} of {n} channel when exported", "{known} of {n} channels when exported", found.of,
                       known=found.known))  # fmt: skip
    return _until_changed(where, found.value, now, before), now


def in_short(of: ChannelSheet, id_: str) -> tuple[str, str] | None:
    """The same as "1 of 6", for a column of figures; blank when the figure has changed."""
    if in_words(of, id_) is None:
        return None
    found, where = of.figures.total(id_), of.total_address(id_)
    assert found.value is not None
    assert where is not None
    now = plain(tr("{known} of {all}", known=found.known, all=found.of))
    return _until_changed(where, found.value, now, ""), now


def _until_changed(where: str, value: float, now: str, before: str) -> str:
    said, was = (text.replace('"', '""') for text in (now, before))
    return f'=IF(ABS(N({where})-({float(value)!r}))<={_EQUAL}*MAX(1,ABS(N({where}))),"{said}","{was}")'
