"""Documents for the tests of the project file: any, a small one, and one that uses everything the format has."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.own_figures import OwnField, OwnMetric
from roiapp.core.periods import Period, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS, REDEFINITIONS, REJECTIONS, STEPS, TABLES
from roiapp.core.worksheet import ANY, ATTRIBUTES, Channel, Worksheet, build
from roiapp.files.project_file import digest
from roiapp.files.project_schema import SCHEMA, Schema
from roiapp.files.project_seal import Seal
from tests.core.own_documents import FIELDS, METRICS
from tests.core.random_edits import records
from tests.core.random_sheets import CELL_FIELDS, sheets

SCRIPTS = (
    "Radio", "Café Zürich", "Ελληνικά", "Реклама", "עיתון", "إعلانات", "विज्ञापन", "广告", "広告", "광고", "โฆษณา",
    "რეკლამა",
    "👩‍🌾 Markt", "e\u0301 combined", "a\nb", "back\\slash", "\\n", "tab\there", "nul\0here", "İstanbul", "STRASSE",
    "=1+1", "\u2028", "'; DROP TABLE periods", " ", "x" * 3000,
)  # fmt: skip
#: the smallest picture there is
LOGO = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
TEXT = st.sampled_from(SCRIPTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> Worksheet:
    """Any document: figures from the calculator's tests, with texts of every script, expressions and settings."""
    sheet = draw(sheets(most_channels=9, most_periods=4))
    channels = len(sheet.keys)
    for attribute in ("kind", "group", "owner"):
        sheet.channels[attribute] = draw(st.lists(TEXT, min_size=channels, max_size=channels))
    sheet.channels["name"] = [f"{i} {draw(TEXT)}" for i in range(channels)]
    for column in sheet.columns.values():
        if draw(st.booleans()) and column.size:
            column.flat[0] = draw(st.sampled_from((0.1, 1e-300, 0.0, 5e-324, 1 / 3)))
    places = st.tuples(
        st.sampled_from([field.id for field in CELL_FIELDS]),
        st.sampled_from([period.key for period in sheet.periods]),
        st.sampled_from(sheet.keys),
    )
    sheet.expressions = draw(st.dictionaries(places, TEXT, max_size=5))
    sheet.notes = draw(st.dictionaries(
        st.tuples(st.sampled_from(("", "spend", "roi")), st.sampled_from([ANY, *(p.key for p in sheet.periods)]),
                  st.sampled_from([ANY, *sheet.keys]))
        .filter(lambda place: place[0] or (place[1] == ANY) != (place[2] == ANY)),
        TEXT.filter(str.strip), max_size=5,
    ))  # fmt: skip
    if draw(st.booleans()):
        sheet.own_fields, sheet.own_metrics = FIELDS, METRICS[: draw(st.integers(0, len(METRICS)))]
        sheet.columns["store_visits"] = np.full(sheet.shape, draw(st.sampled_from((0.0, 7.5))))
    for name in TABLES:
        if draw(st.booleans()):
            SetRecords(name, draw(records(sheet, name))).apply(sheet)
    if draw(st.booleans()):
        sheet.periods[0] = Period(sheet.periods[0].key, draw(TEXT), *[sheet.periods[0].start, sheet.periods[0].end])
    sheet.settings = sheet.settings.changed(
        title=draw(TEXT),
        currency=draw(st.sampled_from(("USD", "EUR", "XXX", ""))),
        fiscal_year_start=draw(st.integers(1, 12)),
        hidden=tuple(draw(st.lists(TEXT, max_size=3))),
        definitions=tuple(draw(st.lists(st.tuples(TEXT, TEXT), max_size=3))),
        company=draw(TEXT),
        logo=draw(st.sampled_from(("", LOGO))),
        headline=draw(st.sampled_from(("roi", "revenue_roi"))),
        cards=tuple(draw(st.lists(TEXT, max_size=6))),
        put_away=tuple(draw(st.lists(TEXT, max_size=3))),
        added=tuple(draw(st.lists(TEXT, max_size=3))),
        order=tuple(draw(st.lists(TEXT, max_size=3))),
        widths=tuple(draw(st.lists(st.tuples(TEXT, st.integers(20, 2000)), max_size=3))),
        prepared_by=draw(TEXT),
        introduction=draw(TEXT),
        comments=tuple(draw(st.lists(st.tuples(st.integers(1, 99), TEXT), max_size=3))),
        brand=draw(st.sampled_from(("", "#0F4C5C", "#abcdef"))),
        paper=draw(st.sampled_from(("", "a4", "letter"))),
        report_pages=tuple(draw(st.lists(st.sampled_from(("trend", "funnel", "definitions")), unique=True))),
        page_header=draw(TEXT),
        page_footer=draw(TEXT),
    )
    if any(sheet.records.values()):
        sheet.next_key = 9_002  # above the keys of channels and periods that are gone, which records may name
    if draw(st.booleans()):
        sheet.next_key += draw(st.integers(0, 1000))
    return sheet


def two() -> Worksheet:
    return build(["Radio", "Print"], {"leads": [1.0, 2.0], "gross_margin": [0.5, None]}, [month(2026, 1, 1)])


def golden() -> Worksheet:
    """A document that uses everything the format has."""
    periods = [Period(1, "Before", None, None), month(2026, 1, 2), month(2026, 2, 3)]
    periods.append(Period(4, "März", date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 14)))
    sheet = build([], {}, periods)
    texts: list[dict[str, str]] = [
        {"name": "Google Ads", "group": "Online", "owner": "Anna"},
        {"name": "Außenwerbung", "kind": "outdoor", "group": "Offline"},
        {"name": "Ελληνικό ραδιόφωνο", "kind": "broadcast", "group": "Offline", "owner": "Δέσποινα"},
        {"name": "広告 👩‍🌾", "group": "line\nfeed and \\ backslash"},
        {"name": "Cold calls", "source": "sales", "kind": "other"},
    ]
    for entry in texts:
        channel = Channel.named(sheet.take_key(), **entry)
        sheet.keys.append(channel.key)
        for name in ATTRIBUTES:
            sheet.channels[name].append(getattr(channel, name))
    for number, field in enumerate(CELL_FIELDS):
        column = sheet.columns[field.id] = np.full(sheet.shape, np.nan)
        for place in range(number % 3, column.size, 1 + number % 4):
            column.flat[place] = (place + 1) / 64 if (field.maximum or 2.0) <= 1.0 else number + place / 4
    sheet.columns["revenue"][1, 1] = -512.5
    sheet.columns["spend"][0] = [0.1, 1 / 3, 0.0, 1e15, 5e-324]
    sheet.totals["goal_revenue"] = np.array([np.nan, 1000.0, 2000.5, np.nan])
    sheet.totals["shared_cost"] = np.array([1.0, 2.0, 3.0, 4.0])
    sheet.expressions[("spend", 2, sheet.keys[0])] = "=1200*1.2"
    sheet.expressions[("leads", 3, sheet.keys[4])] = "=7+5"
    sheet.notes[("spend", 3, sheet.keys[1])] = "Plakat ersetzt\nseit März"
    sheet.notes[("roi", 2, ANY)] = "ohne Messe"
    sheet.notes[("", ANY, sheet.keys[3])] = "広告: läuft aus"
    sheet.notes[("", 4, ANY)] = "Umbau \\ halb geschlossen"
    sheet.records = {
        "assets": (
            ASSETS.row(asset="Zehn Tipps für Balkone", kind="article", channel=sheet.keys[0], date=date(2026, 1, 7),
                       impressions=5000.0, views=1200.0, shares=14.0, comments=0.0, likes=77.0, leads=12.0, mqls=3.5,
                       revenue=-20.5, cost=400.0),
            ASSETS.row(asset="広告 👩‍🌾", kind="video", channel=38),  # of a channel that is gone
            ASSETS.row(views=0.1),
        ),
        "redefinitions": (
            REDEFINITIONS.row(date=date(2026, 2, 1), figure="leads", note="Anrufe ab einer Minute"),
            REDEFINITIONS.row(figure="moon"),
        ),
        "rejections": (
            REJECTIONS.row(period=2, channel=sheet.keys[1], reason="kein Budget", count=4.0),
            REJECTIONS.row(period=2, channel=sheet.keys[1], reason="kein Budget", count=1.0),
            REJECTIONS.row(reason="außerhalb\n\\ des Gebiets"),
        ),
        "steps": (
            STEPS.row(date=date(2026, 3, 1), channel=sheet.keys[2], metric="cac", change="Neuer Sprecher",
                      expected="ein Fünftel billiger"),
        ),
    }  # fmt: skip
    sheet.own_fields = (*FIELDS, OwnField("zufriedene", "Zufriedene Käufer 😀", "share", "weighted", "gross_return"))
    per_visit = OwnMetric("je_besuch", "Umsatz je Besuch", "gross_return / all_visits", "money_each", "up")
    sheet.own_metrics = (*METRICS, per_visit)
    sheet.columns["store_visits"] = np.array([[np.nan, 5.0, 0.0, 7.0, 2.5]] * 4)
    sheet.columns["zufriedene"] = np.array([[-0.25, np.nan, 1 / 3, 2.0, 0.0]] * 4)
    sheet.expressions[("store_visits", 2, sheet.keys[1])] = "=2+3"
    sheet.notes[("je_besuch", 3, sheet.keys[1])] = "ohne Markt"
    sheet.next_key = 40
    sheet.settings = DocumentSettings(
        title="Blumen Müller – 花",
        currency="EUR",
        locale="de",
        default_margin=0.35,
        default_hourly_rate=42.5,
        elasticity=0.6,
        retention_limit=4.0,
        fiscal_year_start=7,
        blocks=("core", "full_cost", "goals", "books"),
        hidden=("visits", "cpc"),
        definitions=(("lead", "Wer anruft oder schreibt"), ("customer", "Bezahlte Rechnung")),
        company="Müller & Töchter",
        logo=LOGO,
        headline="revenue_roi",
        cards=("spend", "cac"),
        put_away=("visits", "cost_per_lead"),
        added=("roas",),
        order=("leads", "spend"),
        widths=(("", 210), ("spend", 96)),
        prepared_by="Hafen & Co.",
        introduction="Ein ruhiges Quartal.\nDer Herbst wird besser.",
        comments=((2, "Läuft – weiter so"), (30, "נגמר")),
        brand="#7A1FA2",
        paper="letter",
        report_pages=("trend", "definitions"),
        page_header="Vertraulich",
        page_footer="Blumen Müller, Ulm",
    )
    return sheet


def described(sheet: Worksheet) -> dict[str, Any]:
    """All of a document as JSON that a person can read."""

    def figures(row: Any) -> list[float | None]:
        return [None if value != value else value for value in row.tolist()]

    return {
        "settings": dict(sorted(vars(sheet.settings).items())),
        "periods": [
            {"key": p.key, "label": p.label, **{n: d and d.isoformat() for n, d in
             (("start", p.start), ("end", p.end), ("as_of", p.as_of))}}
            for p in sheet.periods
        ],
        "channels": [
            {"key": key, **{name: sheet.channels[name][i] for name in ATTRIBUTES}} for i, key in enumerate(sheet.keys)
        ],
        "figures": {id_: [figures(row) for row in column] for id_, column in sorted(sheet.columns.items())},
        "totals": {id_: figures(row) for id_, row in sorted(sheet.totals.items())},
        "expressions": [[*place, text] for place, text in sorted(sheet.expressions.items())],
        "notes": [[*place, text] for place, text in sorted(sheet.notes.items())],
        "records": {
            name: [[v.isoformat() if isinstance(v, date) else v for v in row] for row in rows]
            for name, rows in sorted(sheet.records.items())
        },
        "own_fields": [list(own) for own in sheet.own_fields],
        "own_metrics": [list(own) for own in sheet.own_metrics],
        "next_key": sheet.next_key,
        "digest": digest(sheet),
    }  # fmt: skip


def seal_again(connection: sqlite3.Connection, schema: Schema = SCHEMA) -> None:
    """Write the checksum that fits what is in the tables now."""
    seal = Seal()
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")  # other than the bytes where it is no UTF-8
    for table in schema.content:
        seal.table(table.name)
        for row in connection.execute(f"SELECT {table.names} FROM {table.name} ORDER BY {table.key_names}"):  # noqa: S608
            seal.row(row)
    found = connection.execute("SELECT next_key FROM about").fetchone()
    connection.execute("UPDATE about SET checksum = ?", (seal.checksum(found[0] if found else 0),))
