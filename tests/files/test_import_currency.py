"""A rate is of the files in another currency, and says so."""

from __future__ import annotations

from roiapp.core.catalog import standard
from roiapp.files.bringing_in import BringingIn, new_document
from roiapp.files.import_choices import Choices
from roiapp.files.text_tables import read_text_table

DOLLARS = b"Campaign,Currency code,Month,Cost\nBrand,USD,2026-08,100\n"
EUROS = "Kampagne;Währungscode;Monat;Kosten\nMarke;EUR;2026-08;50\n".encode()
UNTOLD = b"Campaign,Month,Cost\nPlain,2026-08,10\n"


def test_a_rate_is_of_the_files_in_another_currency() -> None:
    for files in ((DOLLARS, EUROS, UNTOLD), (EUROS, UNTOLD, DOLLARS)):
        bringing = BringingIn(new_document("", "en"), standard())
        for number, data in enumerate(files):
            bringing.add(str(number), read_text_table(data), Choices(rate=1.08))
        found = bringing.worksheet
        assert bringing.edit is not None
        bringing.edit.apply(found)
        spend = {name: found.value("spend", 0, place) for place, name in enumerate(found.names)}
        assert spend == {"Brand": 100.0, "Marke": 54.0, "Plain": 10.8}
        assert found.settings.currency == "USD"
        notes = {files[number]: brought.plan.notes for number, brought in enumerate(bringing.files)}
        assert notes[EUROS][0] == "Spend × 1.08 (EUR → USD)"
        assert notes[UNTOLD][0] == "Spend × 1.08"
        assert not any("×" in note for note in notes[DOLLARS])
