"""The page of every field and metric: whole sentences, a formula that names what the record names."""

from __future__ import annotations

import re

import pytest

from roiapp.core import formula
from roiapp.core.catalog import standard
from roiapp.core.fields import FIELDS, Field
from roiapp.core.figure_page import FigurePage, figure_page
from roiapp.core.metrics import METRICS
from roiapp.core.number_format import NumberFormat

CATALOG = standard()
IDS = [*(field.id for field in FIELDS), *(metric.id for metric in METRICS)]


def page(id_: str) -> FigurePage:
    return figure_page(CATALOG, id_, NumberFormat("en", "USD"))


def lines(id_: str) -> list[str]:
    return ["".join(part.text for part in line) for line in page(id_).formula]


def total(id_: str) -> str:
    return "".join(part.text for part in page(id_).total)


@pytest.mark.parametrize("id_", IDS)
def test_every_record_has_a_page(id_: str) -> None:
    made, record = page(id_), CATALOG.record(id_)
    assert made.label
    assert made.help.endswith((".", "?", "”"))
    assert all(sentence.endswith(".") for sentence in (*made.remarks, *made.totals))
    text = [*lines(id_), total(id_)]
    assert not any(re.search(r"[a-z]_[a-z]|\b(first|opt|each|positive|sum|prior12)\(", line) for line in text), text
    assert all(line.count("(") == line.count(")") for line in text)
    assert all(CATALOG.record(named) for named in made.named)
    written = record.fallback if isinstance(record, Field) else record.formula
    assert len(made.formula) > 0 if written else made.formula == ()
    if written:
        in_words = {part.id for line in made.formula for part in line if part.id}
        linked = set(formula.names(formula.parse(written)))
        one_word = {i for n in formula.walk(formula.parse(written)) if isinstance(n, formula.Call)
                    and n.function == "marketing" for i in formula.names(n)}  # fmt: skip
        assert in_words | one_word == linked
        assert set(made.inputs) >= {name for name in linked if name in CATALOG.field and name != id_}
    assert made.totals or made.total


def test_what_the_pages_say() -> None:
    assert lines("cac") == ["Total cost ÷ Customers"]
    assert total("cac") == "Σ Total cost ÷ Σ Customers"
    assert lines("total_cost") == ["Spend + Fees + Own time"]
    assert "Counted only where it is typed: Fees, Own time." in page("total_cost").remarks
    assert lines("gross_return") == ["Revenue", "Customers × Revenue per sale"]
    assert lines("return_per_hour") == ["(Gross profit − Spend − Fees) ÷ Own hours"]
    assert lines("mql_rejection") == ["(Rejected, else MQLs − Accepted) ÷ MQLs"]
    assert page("spend").totals == ("Over channels it is added up.",)
    assert page("reach").formula
    assert "Lower is better." in page("cac").remarks
    assert "cac" in page("customers").used_by
    assert page("spend").source == ""
    assert page("cac").source


def test_an_unknown_figure_has_none() -> None:
    with pytest.raises(KeyError):
        page("nothing")
