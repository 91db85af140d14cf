"""Formulas as somebody types them for an own figure: parsed, checked, explained, calculated."""

from __future__ import annotations

from collections.abc import Iterator

from roiapp.core.calculator import Calculator
from roiapp.core.edits import EditError
from roiapp.core.formula import FormulaError, names, parse, rewrite, simplify, top_ratio
from roiapp.core.views import all_views
from roiapp.files.project_file import decode, encode
from tests.fuzz.targets._sheets import catalog, own_metric, sheet, tells

LONGEST = 400


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        tree = parse(text)
    except FormulaError as error:
        tells(error)
        return
    names(tree)
    top_ratio(tree)
    assert rewrite(tree, lambda node: node) == tree
    simplify(tree, lambda name: name == "leads")
    worksheet = sheet()
    before = worksheet.content()
    try:
        edit = own_metric(worksheet, text)
        inverse = edit.apply(worksheet)
    except EditError as error:
        tells(error)
        assert worksheet.content() == before
        return
    assert worksheet.own_metrics
    calculator = Calculator(worksheet, catalog())
    for view in all_views(worksheet)[:2]:
        figures = calculator.figures(view)
        figures.values("mine")
        total = figures.total("mine")
        if total.value is None and (reason := figures.reason("mine", None)):
            assert reason.sentence(calculator.catalog)
        for channel in range(2):
            if figures.value("mine", channel) is None:
                reason = figures.reason("mine", channel)
                assert reason is not None
                assert reason.sentence(calculator.catalog)
    again = decode(encode(worksheet), "shop.roi")
    assert again.content() == worksheet.content()
    inverse.apply(worksheet)
    assert worksheet.content() == before


def more_seeds() -> Iterator[bytes]:
    for metric in catalog().metrics:
        yield metric.formula.encode()
    for text in ("spend / customers", "-(1e300*1e300)", "first(leads, opt(visits))", "each(a, b)", "min(1,2,3,4)",
                 "total(spend)/prior12(spend)", "elapsed()*positive(spend)", "((((((1))))))", "1_000", "0x1f", "1j",
                 "9" * 400, "lambda: 1", "a if b else c", "spend[0]", "f'{spend}'", "~spend"):  # fmt: skip
        yield text.encode()
