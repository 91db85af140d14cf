"""How far the sliders reach: kept while one of them is moved, so that nothing jumps under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.decisions.slider_scale import SliderScale
    from roiapp.analysis.decisions.what_if import Input
    from roiapp.files.session import Session


class SliderReach:
    """The scales as they were last, by input and, where each has its own, by channel."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int | None], SliderScale] = {}

    def clear(self) -> None:
        """Begin anew."""
        self._known.clear()

    @property
    def decimals(self) -> int:
        """Of the figures that are moved."""
        return next(iter(self._known.values())).decimals if self._known else 2

    def scales(self, session: Session, found: Sequence[Input], *, one_field: bool, keep: bool) -> list[SliderScale]:
        """Of every input its scale: of `one_field` all have the same. `keep`: as they are."""
        if not one_field:
            return [self._scale(session, (e.field, e.channel), [e], alone=True, keep=keep) for e in found]
        if not found:
            return []
        return [self._scale(session, (found[0].field, None), found, alone=False, keep=keep)] * len(found)

    def _scale(
        self, session: Session, key: tuple[str, int | None], some: Sequence[Input], *, alone: bool, keep: bool
    ) -> SliderScale:
        from roiapp.analysis.decisions.slider_scale import slider_scale

        known = self._known.get(key)
        if known is None or not (keep or all(e.now is None or known.low <= e.now <= known.top for e in some)):
            values = [value for each in some for value in (each.base, each.now)]
            currency = session.worksheet.settings.currency
            known = slider_scale(session.catalog.field[key[0]], values, currency, alone=alone)
            self._known[key] = known
        return known
