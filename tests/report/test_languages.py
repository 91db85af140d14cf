"""The report in other languages: no text escapes the catalogue, and texts that are longer have room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from roiapp.core.edits import SetSettings
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS
from roiapp.core.scenario_edits import added
from roiapp.core.worksheet import Worksheet
from roiapp.report.exported import report_bytes
from roiapp.report.pages import ReportPages
from tests.pseudo import escaped, own, spoken
from tests.report.report_documents import many, report, two_months
from tests.report.test_html import Reader

PAGES = ("trend", "funnel", "scenarios", "content", "definitions")
#: what the trade calls the same everywhere, names of currencies and months, which come from the CLDR
SAME = ("ROI", "CAC", "USD", "MQL", "MQLs", "dolar", "amerykański", "sie", "wrz", "paź")


def whole() -> Worksheet:
    """A worksheet that has something for every page, named by the user in letters of its own."""
    sheet = two_months()
    sheet.channels["name"] = [own("Email"), own("Print"), own("Fair")]
    key, other = int(sheet.keys[0]), int(sheet.keys[1])
    edit, _ = added(sheet, own("Half of it"))
    edit.apply(sheet)
    asset = ASSETS.row(asset=own("Guide"), date=date(2026, 9, 3), channel=other, mqls=4.0, leads=9.0)
    SetRecords("assets", (asset,)).apply(sheet)
    SetSettings.of(
        title=own("Oak"), company=own("Oak and sons"), prepared_by=own("Elm"), introduction=own("A quiet month."),
        comments=((key, own("Goes on.")),), page_header=own("Secret"), page_footer=own("Street"),
        definitions=(("leads", own("A form that was sent")),),
    ).apply(sheet)  # fmt: skip
    return sheet


@pytest.mark.parametrize("scenario", [0, 1])
def test_no_text_escapes(qapp: QApplication, scenario: int) -> None:
    assert qapp
    with spoken():
        found = Reader(report_bytes(report(whole(), scenario=scenario, pages=PAGES), ".html"))
    texts = [text for tag, text in found.texts if tag != "style"]
    texts += [value for _, name, value in found.attributes if name in ("alt", "aria-label", "title")]
    assert len(texts) > 150
    assert [word for text in texts for word in escaped(text, SAME)] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_longer_texts_have_room(qapp: QApplication, paper: str) -> None:
    assert qapp
    with spoken():
        for sheet in (whole(), many(11)):
            pages = ReportPages(report(sheet, paper=paper, pages=PAGES))
            for page in pages.placed:
                below = 0.0
                for y, block in page.blocks:
                    assert y >= below - 0.01
                    below = y + block.height
                assert below <= pages.size.height() - 40.0
