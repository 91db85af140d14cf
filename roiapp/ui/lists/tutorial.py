"""Ten minutes with the sample, step by step: what the guide shows, and what docs/tutorial.md is made of.

Commands, columns and figures are put in by name, so that they are those of the language in use and of the sample.
`tests/ui/test_tutorial.py` goes the way in a real window and reads the figures there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QKeySequence

from roiapp.core.catalog import standard
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import span_text
from roiapp.core.unit_records import COUNT, MONEY, MONEY_EACH, MONEY_ROUND, ROI, SHARE
from roiapp.files import templates
from roiapp.language import mark, tr
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.actions.menus import MENUS
from roiapp.ui.lists.command_entries import plain

if TYPE_CHECKING:
    from roiapp.core.unit_records import Unit
    from roiapp.ui.actions.action_record import ActionRecord


class Step(NamedTuple):
    """Heading and text, English and marked; `picture` is the file of docs/images that shows it, "" for none."""

    heading: str
    text: str
    picture: str = ""


#: how the sample writes its figures, whatever the language
SAMPLE: Final = NumberFormat("en", "USD")
#: its channels of which the text speaks, by their rows
CHANNELS: Final = {"seo": 0, "google": 1, "radio": 7, "mail": 9}
#: what the window says on the way
FIGURES: Final[dict[str, tuple[float, Unit]]] = {
    "channels": (11, COUNT), "spent": (6880, MONEY), "lead_cost": (37.39, MONEY_EACH),
    "customer_cost": (88.21, MONEY_EACH),
    "total_roi": (1.11, ROI), "six": (6, COUNT), "roi_before": (-0.48, ROI), "roi_after": (0.04, ROI),
    "zero": (0, COUNT), "without": (36.01, MONEY_EACH), "with_zero": (39.77, MONEY_EACH),
    "google_spend": (1380, MONEY), "google_customers": (13, COUNT), "google_cac": (106.15, MONEY_EACH),
    "low": (62, MONEY_ROUND), "high": (199, MONEY_ROUND), "quarter_customers": (38, COUNT),
    "quarter_low": (81, MONEY_ROUND), "quarter_high": (156, MONEY_ROUND),
    "radio_spend": (3400, MONEY), "radio_profit": (1664, MONEY),
    "wanted": (0, SHARE), "now": (3, COUNT), "needed": (6, COUNT),
    "more": (1000, MONEY), "roi_then": (1.19, ROI),
}  # fmt: skip
#: columns of which the text speaks
_COLUMNS: Final = ("spend", "leads", "customers", "cost_per_lead", "cac", "roi")
#: commands of which it says where they stand in the menus (`way_…`) and their keys (`keys_…`)
_COMMANDS: Final = (
    "sample", "undo", "figure_page", "next_area", "findings", "goal_seek", "what_if", "base_case", "export",
    "start_page",
)  # fmt: skip

# fmt: off  (texts)
STEPS: Final[tuple[Step, ...]] = (
    Step(mark("1. Open the sample"),
         mark("Choose **{way_sample}**. It is the finished worksheet of a plumbing firm: {channels} channels, twelve "
              "months. Nothing can go wrong in it: **{keys_undo}** takes back every change."), "tutorial_1_light"),
    Step(mark("2. Read the cards"),
         mark("The cards above the figures are the total of {month}: **{spent}** was spent, a lead cost "
              "**{lead_cost}**, a customer **{customer_cost}**. The ROI is **{total_roi}**. It is judged on gross "
              "profit, not on revenue. The small line in each card is its course over the year.")),
    Step(mark("3. Type a figure"),
         mark("White columns are for typing, grey ones are calculated. Go to the row {radio} and the column "
              "“{customers}”. Type `{six}` and press Enter. Its ROI turns from **{roi_before}** to **{roi_after}**; "
              "totals, cards and chart follow at once. Take it back with {keys_undo}.")),
    Step(mark("4. Blank is not zero"),
         mark("Go to {mail}, column “{leads}”, and press Delete. Blank means unknown: the cost per lead becomes a "
              "dash, with the reason beside it, and the total leaves this channel out: **{without}**. Now type "
              "`{zero}`. That means there was none: its money counts in the total, **{with_zero}**. Take both back.")),
    Step(mark("5. See how a figure comes about"),
         mark("Go to {google}, column “{cac}”. The line above the figures says: **{spend} ÷ {customers} = "
              "{google_spend} ÷ {google_customers} = {google_cac}**. Click a name in it to go to its column, or "
              "reach it with {keys_next_area}. **{keys_figure_page}** opens the page of a figure: formula, your "
              "numbers, and what it does not say."),
         "tutorial_5_light"),
    Step(mark("6. See how sure it is"),
         mark("At the right end of the same line stands the range. With {google_customers} customers, chance alone "
              "could put this cost anywhere from **{low}** to **{high}**. Now click the tab **{quarter}** at the "
              "bottom. With {quarter_customers} customers it is **{quarter_low}** to **{quarter_high}**: the more "
              "customers, the less chance decides.")),
    Step(mark("7. Read what the numbers say"),
         mark("Beside the chart stands what follows from the figures, the surest and largest first ({keys_findings} "
              "shows and hides it). One sentence says that {radio} loses money: **{radio_spend}** spent, "
              "**{radio_profit}** of gross profit back. Click it to see the cells. Where the figures do not carry "
              "an answer, it says how much is still missing."), "tutorial_7_light"),
    Step(mark("8. Ask what it would take"),
         mark("Click the tab **{month}**, go to {radio}, column “{roi}”, and press **{keys_goal_seek}**. The goal "
              "**{wanted}**, where nothing is lost, is filled in. The answer: customers from **{now}** to "
              "**{needed}**. Beside it stand other ways to the same end. Esc closes it; nothing was changed."),
         "tutorial_8_light"),
    Step(mark("9. Try it without risk"),
         mark("**{way_what_if}** ({keys_what_if}) puts a slider beside each input. Type `{more}` as the spend of "
              "{seo} and the same for {radio}: the ROI of all would be **{roi_then}** instead of {total_roi}. That "
              "rests on an assumption, which is shown, and it is a scenario: your figures stay as they were typed. "
              "**{way_base_case}** leads back to them."), "tutorial_9_light"),
    Step(mark("10. Take it to the client"),
         mark("**{way_export}** ({keys_export}) writes a workbook that goes on calculating: every figure is a "
              "formula in it. The client report, one page as a PDF, is in the same menu. For a worksheet of your "
              "own take a template from **{way_start_page}**, or drop a table on the window.")),
)
# fmt: on


def title() -> str:
    return tr("Ten minutes with the sample")


def told() -> Iterator[tuple[str, str]]:
    """Heading and text of each step; what stands between two stars each side is bold, between ` typed."""
    values = _values()
    for step in STEPS:
        yield tr(step.heading), tr(step.text, **values)


def _values() -> dict[str, str]:
    catalog, names = standard(), templates.load_sample().names
    return {
        "month": span_text(date(2026, 9, 1), date(2026, 9, 30)),
        "quarter": span_text(date(2026, 7, 1), date(2026, 9, 30)),
        **{name: names[row] for name, row in CHANNELS.items()},
        **{id_: tr(catalog.record(id_).header) for id_ in _COLUMNS},
        **{name: SAMPLE.text(value, unit) for name, (value, unit) in FIGURES.items()},
        **{f"way_{id_}": way(id_) for id_ in _COMMANDS},
        **{f"keys_{id_}": _keys(id_) for id_ in _COMMANDS if _records()[id_].keys},
    }


def _records() -> dict[str, ActionRecord]:
    return {record.id: record for record in ACTIONS}


def _keys(id_: str) -> str:
    return QKeySequence(_records()[id_].keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def way(id_: str) -> str:
    """Where a command stands: its menu and its text."""
    menu = next(title for title, ids in MENUS if id_ in ids)
    return f"{plain(tr(menu))} ▸ {plain(tr(_records()[id_].text)).rstrip('…')}"
