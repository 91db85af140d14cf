"""The file for mail, read by a parser: the same figures, nothing from elsewhere, no text that is more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from roiapp.core.edits import SetSettings
from roiapp.report.exported import report_bytes
from tests.report.report_documents import many, report, two_months

HOSTILE = '<script>alert("x")</script><img src=http://evil/x.png onerror=go()>'
ALLOWED = frozenset(("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"))
VOID = frozenset(("meta", "img"))


class Reader(HTMLParser):
    """Elements that are opened and closed in turn, their attributes, and the text with the element it stands in."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.feed(data.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))
        if "tr" in self.open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.texts)


@pytest.fixture
def read(qapp: QApplication) -> Any:
    assert qapp
    return lambda sheet, **asked: Reader(report_bytes(report(sheet, **asked), ".html"))


def test_it_says_what_the_report_says(read: Any) -> None:
    found = read(two_months(company="Oak & Sons"))
    table = [row for row in found.rows if len(row) == 8]
    assert table == [
        ["Channel", "Spend", "Leads", "Customers", "Cost per customer", "Revenue", "Gross profit", "ROI"],
        ["Email", "$100", "20", "4", "$25.00", "$1,000", "$500", "+400%"],
        ["Print", "$400", "16", "4", "$100.00", "$400", "$200", "−50%"],
        ["Fair *", "$50.00", "4", "2", "$25.00", "$160", "–", "–"],
        ["All channels", "$550", "40", "10", "$55.00", "$1,560", "$700", "+40%"],
    ]
    for words in ("You spent $550 and earned $700 in gross profit: $1.40 back for every $1 ($0.83 in Aug).",
                  "ROI of Fair: Not known yet: Margin missing.", "Recommended next step", "Oak & Sons"):  # fmt: skip
        assert words in found.text
    assert ("html", "lang", "en") in found.attributes
    assert [text for tag, text in found.texts if tag == "title"] == [
        "Oak & Sons · Which marketing paid off · Sep 1, 2026 to Sep 30, 2026 (Sep 2026), compared with Aug 2026"
    ]  # fmt: skip


def test_its_charts_are_drawn_in_it_and_said(read: Any) -> None:
    found = read(two_months(), pages=("trend", "funnel"))
    assert found.tags.count("svg") == 5
    assert all(value for tag, name, value in found.attributes if tag == "svg" and name == "aria-label")
    in_chart = [text for tag, text in found.texts if tag == "text"]
    assert {"Email", "+400%", "Break-even 0%", "All channels +40%"} <= set(in_chart)
    names = [value for _, name, value in found.attributes if name == "id"]
    assert len(set(names)) == len(names)
    for value in (value for _, _, value in found.attributes if "url(#" in value):
        assert set(re.findall(r"url\(#([^)]+)\)", value)) <= set(names)


def test_nothing_comes_from_elsewhere(read: Any) -> None:
    sheet = two_months()
    SetSettings.of(logo="iVBORw0KGgo=", brand="#AA3300").apply(sheet)
    found = read(sheet, pages=("trend", "definitions"))
    assert not {"script", "link", "iframe", "object", "embed", "form", "base"} & set(found.tags)
    for tag, name, value in found.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("src", "href", "action", "data"):
            assert value.startswith("data:image/png;base64,")
        assert "url(" not in value.replace("url(#", "")
        assert "http" not in value or value in ALLOWED
    assert all("@import" not in text and "url(" not in text for tag, text in found.texts if tag == "style")


def test_hostile_texts_are_texts(read: Any) -> None:
    sheet = two_months()
    sheet.channels["name"] = [HOSTILE, "A & B \x07\ufffe\uffff <i>", "</title></svg>"]
    keys = [int(key) for key in sheet.keys]
    SetSettings.of(
        company=HOSTILE, title=HOSTILE, prepared_by=HOSTILE, introduction=f"{HOSTILE}\n'\"", page_header=HOSTILE,
        page_footer=HOSTILE, comments=((keys[0], HOSTILE),), definitions=(("leads", HOSTILE),),
    ).apply(sheet)  # fmt: skip
    found = read(sheet, pages=("definitions", "funnel"))
    assert not {"script", "i"} & set(found.tags)
    assert found.tags.count("img") == 0
    assert found.tags.count("title") == 1
    assert found.text.count(HOSTILE) >= 8
    assert "A & B  <i>" in found.text
    assert not any(name == "onerror" for _, name, _ in found.attributes)


def test_mail_stays_small_and_the_same(qapp: QApplication) -> None:
    """Some programs show the first 102 kB of a mail only."""
    assert qapp
    sheet = many(11, company="Eleven")
    data = report_bytes(report(sheet), ".html")
    assert len(data) < 80_000
    assert report_bytes(report(sheet), ".html") == data
