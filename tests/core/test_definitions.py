"""What counts here: the six stages in their order, other words below them, and what a figure is concerned by."""

from __future__ import annotations

from roiapp.core.catalog import standard
from roiapp.core.definitions import Definition, called, concerning, definitions, kept, meaning_of
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import build

CATALOG = standard()
SAID = DocumentSettings(definitions=(
    ("Season", "May to July."), ("customers", "A paid invoice."), ("leads", " A call. "), ("leads", "A form."),
))  # fmt: skip


def test_the_six_come_first_and_nothing_is_lost() -> None:
    assert definitions(SAID) == (
        ("visits", ""), ("leads", " A call. "), ("mqls", ""), ("sqls", ""), ("opportunities", ""),
        ("customers", "A paid invoice."), ("Season", "May to July."), ("leads", "A form."),
    )  # fmt: skip
    assert [word for word, meaning in definitions(DocumentSettings()) if not meaning] == [
        "visits", "leads", "mqls", "sqls", "opportunities", "customers",
    ]  # fmt: skip
    assert definitions(DocumentSettings(definitions=kept(definitions(SAID))))[1] == ("leads", "A call.")


def test_what_nothing_is_said_of_is_not_kept() -> None:
    lines = [Definition("visits", "  "), Definition("leads", " A  call,\n or a form. "), Definition("x", "")]
    assert kept(lines) == (("leads", "A call, or a form."),)


def test_a_figure_is_concerned_by_what_it_is_made_of() -> None:
    assert concerning(SAID, CATALOG, "cost_per_lead") == [("leads", " A call. "), ("leads", "A form.")]
    assert [word for word, _ in concerning(SAID, CATALOG, "lead_to_customer")] == ["leads", "customers", "leads"]
    assert concerning(SAID, CATALOG, "spend") == []
    assert [meaning_of(SAID, id_) for id_ in ("leads", "cost_per_lead", "visits")] == ["A call.", "", ""]
    assert (called("mqls", CATALOG), called("Season", CATALOG)) == ("Marketing-qualified leads (MQL)", "Season")


def test_saying_it_is_a_step_with_a_name() -> None:
    sheet = build(["A"])
    edit = SetSettings.of(definitions=(("leads", "A call."),))
    assert edit.title() == "Say what counts here"
    inverse = edit.apply(sheet)
    assert meaning_of(sheet.settings, "leads") == "A call."
    inverse.apply(sheet)
    assert sheet.settings == DocumentSettings()
