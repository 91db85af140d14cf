"""Own fields and metrics for tests: a small shop by hand, and random ones of every form that is allowed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from roiapp.core.own_checks import OwnError, checked
from roiapp.core.own_figures import OwnField, OwnMetric
from roiapp.core.worksheet import Worksheet

STORE = OwnField("store_visits", "Store visits")
QUEUE = OwnField("queue", "People waiting", "count", "stock")
WAIT = OwnField("wait", "Waiting time", "hours", "weighted", "store_visits")
FIELDS = (STORE, QUEUE, WAIT)
PER_VISIT = OwnMetric("cost_per_store_visit", "Cost per store visit", "total_cost / store_visits", "money_each", "down")
METRICS = (
    PER_VISIT,
    OwnMetric("all_visits", "All visits", "visits + opt(store_visits)", "count", "up", "sum(all_visits)"),
    OwnMetric("spread", "Spread", "max(visits, store_visits) - min(visits, store_visits)", "count", "", "none"),
    OwnMetric("store_share", "Share of store visits", "store_visits / total(store_visits)", "share", "",
              "sum(store_visits) / sum(store_visits)"),
)  # fmt: skip

_NAMES = ("spend", "leads", "customers", "visits", "total_cost", "store_visits", "queue", "first_own")
_LEAVES = st.sampled_from(_NAMES).map(str) | st.sampled_from(("1", "2.5", "12"))


def _over(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
        | pair.map(lambda t: f"first({t[0]}, {t[1]})")
        | pair.map(lambda t: f"each({t[0]}, {t[1]})")
        | pair.map(lambda t: f"max({t[0]}, {t[1]})")
        | pair.map(lambda t: f"min({t[0]}, {t[1]})")
        | inner.map(lambda t: f"opt({t})")
        | inner.map(lambda t: f"positive({t})")
        | inner.map(lambda t: f"marketing({t})")
        | st.just("elapsed()")
        | st.sampled_from(_NAMES).map(lambda t: f"total({t})")
        | st.sampled_from(_NAMES[:4]).map(lambda t: f"prior12({t})")
    )


FORMULAS = st.recursive(_LEAVES, _over, max_leaves=6)
_RATIOS = st.tuples(FORMULAS, FORMULAS).map(lambda t: f"{t[0]} / {t[1]}")
_TOTALS = st.sampled_from(("", "", "none", "sum(own)", "sum(leads) / sum(own)", "sum(spend * leads) / sum(leads) - 2"))


@st.composite
def own(draw: st.DrawFn) -> tuple[tuple[OwnField, ...], tuple[OwnMetric, ...]]:
    """Fields and metrics that a document takes; those that it refuses are left out, each with a sentence."""
    fields = draw(st.sampled_from((FIELDS, FIELDS[:2])))
    wanted = [
        OwnMetric("first_own", "First", draw(FORMULAS | _RATIOS), draw(st.sampled_from(("number", "rate", "money"))),
                  draw(st.sampled_from(("up", ""))), draw(_TOTALS).replace("own", "first_own")),
        OwnMetric("second", "Second", draw(FORMULAS | _RATIOS), "count", "", draw(_TOTALS).replace("own", "second")),
    ]  # fmt: skip
    kept: list[OwnMetric] = []
    for metric in wanted:
        try:
            checked(fields, (*kept, metric))
        except OwnError as error:
            sentence, about = str(error), error.id
        else:
            kept.append(metric)
            continue
        assert sentence.endswith((".", "”?")), sentence
        assert about == metric.id
    return fields, tuple(kept)


def typed(sheet: Worksheet, **columns: list[list[float | None]]) -> Worksheet:
    """The worksheet with these figures [period][channel] typed, and the shop's own records."""
    import numpy as np

    sheet.own_fields, sheet.own_metrics = FIELDS, METRICS
    for id_, rows in columns.items():
        cells: Any = [[np.nan if value is None else value for value in row] for row in rows]
        sheet.columns[id_] = np.array(cells, dtype=np.float64)
    return sheet
