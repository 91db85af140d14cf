"""What holds for a whole document, as one record. Without numpy: cards are drawn before it is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from roiapp.language import mark

#: the further pages of a client's report, in their order: id -> what it is called
REPORT_PAGES: Final = {
    "trend": mark("Trend"), "funnel": mark("Funnel"), "scenarios": mark("Scenarios compared"),
    "content": mark("Content performance"), "definitions": mark("Definitions"),
}  # fmt: skip
#: the papers it can be on: id -> name
PAPERS: Final = {"a4": mark("A4"), "letter": mark("Letter")}


@dataclass(frozen=True)
class DocumentSettings:
    """What holds for the whole document. Percent as fractions; None: not set."""

    title: str = ""
    currency: str = "USD"
    locale: str = "en"
    default_margin: float | None = None
    default_hourly_rate: float | None = None
    elasticity: float = 0.7
    retention_limit: float = 5.0
    fiscal_year_start: int = 1
    blocks: tuple[str, ...] = ("core",)
    hidden: tuple[str, ...] = ()  # ids of the blocks' columns that are not shown while nothing is typed in them
    definitions: tuple[tuple[str, str], ...] = ()  # what counts as a visit, lead, MQL … in this document
    company: str = ""
    logo: str = ""  # a PNG in base64
    headline: str = "roi"  # the ROI that stands in cards and charts: roi or revenue_roi
    cards: tuple[str, ...] = ("spend", "leads", "cost_per_lead", "cac", "gross_return", "roi")
    put_away: tuple[str, ...] = ()  # ids of columns that are hidden whatever is typed in them
    added: tuple[str, ...] = ()  # ids of columns shown beside those that stand in their block from the start
    order: tuple[str, ...] = ()  # ids of columns in the order chosen; all others follow in their own
    widths: tuple[tuple[str, int], ...] = ()  # columns whose width was chosen, in px at 100 %; "" is the channels'
    prepared_by: str = ""  # who made the client's report
    introduction: str = ""  # own words above the report's figures
    comments: tuple[tuple[int, str], ...] = ()  # own words on channels, by their keys
    brand: str = ""  # the report's colour, "#RRGGBB"; "": the program's own
    paper: str = ""  # "a4" or "letter"; "": by the locale
    report_pages: tuple[str, ...] = ()  # which further pages it has
    page_header: str = ""
    page_footer: str = ""

    def changed(self, **values: Any) -> DocumentSettings:
        return replace(self, **values)


#: settings that no figure depends on
LOOKS = frozenset(
    (
        "title", "company", "logo", "definitions", "headline", "cards", "blocks", "hidden", "put_away", "added",
        "order", "widths", "prepared_by", "introduction", "comments", "brand", "paper", "report_pages", "page_header",
        "page_footer",
    )
)  # fmt: skip
