"""A workbook of the time-matched view, judged by another program: its formulas give the figures of the view."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from roiapp.core.periods import base_view
from roiapp.files.session import Session
from tests.files.excel_books import Recalculate, document, letters_of, parts_of, same, written


def matched(seed: int) -> Session:
    """A random document whose channels take from no days to more than a month to close, shown time-matched."""
    session, rng = document(seed), random.Random(seed)
    sheet = session.worksheet
    days = [rng.choice([np.nan, 0.0, 6.0, 20.5, 45.0]) for _ in range(sheet.shape[0] * sheet.shape[1])]
    sheet.columns["sales_cycle_days"] = np.array(days).reshape(sheet.shape)
    shown = Session(sheet, as_of=session.as_of)
    shown.match_time()
    return shown


@pytest.mark.slow
def test_libreoffice_computes_the_figures_of_the_view(libreoffice: Recalculate, tmp_path: Path) -> None:
    sessions = [session for seed in range(10) if (session := matched(seed)).time_matched][:5]
    assert len(sessions) == 5
    paths = [tmp_path / f"matched {number}.xlsx" for number in range(len(sessions))]
    for path, session in zip(paths, sessions, strict=True):
        path.write_bytes(written(session))
    wrong, cells, shifted = [], 0, 0
    for path, recalculated, session in zip(paths, libreoffice(paths), sessions, strict=True):
        before, after = parts_of(path), parts_of(recalculated)
        for (page, where), formula in before.formulas.items():
            cells += 1
            kept, new = before.values[page, where], after.values.get((page, where))
            if not same(new, kept):
                wrong.append(f"{path.name} {page} {where}: {new!r} instead of {kept!r}: {formula}")
        sheet = session.worksheet
        for period in range(len(sheet.periods)):
            view = base_view(sheet.periods, period)
            figures, plain = session.calculator.figures(view), session.typed.figures(view)
            for id_, column in letters_of(after).items():
                for channel in range(len(sheet.keys)):
                    value, new = figures.value(id_, channel), after.values.get((view.text(), f"{column}{6 + channel}"))
                    shifted += value is not None and value != plain.value(id_, channel)
                    unknown = value is None and new in ("–", None)
                    if not unknown and not same(new, value):
                        wrong.append(f"{path.name} {view.text()} {id_} {channel}: {new!r} instead of {value!r}")
    assert not wrong, f"{len(wrong)} of {cells} differ:\n" + "\n".join(wrong[:20])
    assert cells > 3_000
    assert shifted > 100
