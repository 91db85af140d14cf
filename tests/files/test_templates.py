"""Templates and the sample: they open, their names can be translated, the sample has the figures of the pictures."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from roiapp.core.catalog import standard
from roiapp.core.channel_kinds import KIND_IDS
from roiapp.core.fields import BLOCKS
from roiapp.core.periods import find
from roiapp.core.record_tables import TABLES
from roiapp.core.units import COUNT
from roiapp.files.file_errors import FileError
from roiapp.files.plain_document import read_document, write_document
from roiapp.files.session import Session
from roiapp.files.templates import CHANNEL_NAMES, Template, list_templates, load_b2b_sample, load_sample, load_template
from roiapp.resources import resource

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("template", list_templates(), ids=lambda template: template.id)
def test_templates_open(template: Template) -> None:
    sheet = load_template(template.id)
    assert sheet.names
    assert not sheet.columns
    assert len(sheet.keys) == template.channels
    assert set(sheet.channels["kind"]) <= set(KIND_IDS)
    assert set(sheet.settings.blocks) <= set(BLOCKS)
    assert {*sheet.names, *filter(None, sheet.channels["group"])} <= set(CHANNEL_NAMES)
    assert len({name.casefold() for name in sheet.names}) == len(sheet.names)


def test_every_template_file_is_offered_and_every_name_used() -> None:
    files = {path.stem for path in resource("templates").glob("*.json")}
    assert files == {template.id for template in list_templates()}
    sheets = [load_template(template_id) for template_id in files]
    used = {name for sheet in sheets for name in (*sheet.names, *sheet.channels["group"])}
    assert set(CHANNEL_NAMES) == used - {""}


def test_local_service_has_the_twelve_channels_and_three_beside_them() -> None:
    names = load_template("local_service").names
    assert len(names) == 15
    assert names[-3:] == ["Referrals", "Past customers", "Don't know"]


def test_unknown_template() -> None:
    with pytest.raises(KeyError):
        load_template("../samples/brightwater_plumbing")


def test_sample_third_quarter_is_the_one_the_window_is_drawn_with() -> None:
    sheet = load_sample()
    assert sheet.shape == (12, 11)
    session = Session(sheet)
    figures = session.calculator.figures(find(sheet.periods, "2026-Q3"))
    expected = {"spend": 20250, "visits": 21080, "leads": 551, "customers": 223, "gross_return": 92480}
    assert {id_: figures.total(id_).value for id_ in expected} == expected
    assert figures.total("cac").value == pytest.approx(90.807, abs=1e-3)
    assert figures.total("roi").value == pytest.approx(1.0502, abs=1e-3)
    assert figures.blank("visits") == 4 * 3
    channel = sheet.find_channel("Local print")
    assert channel is not None
    assert (figures.value("leads", channel), figures.value("customers", channel)) == (4, 5)


def test_sample_is_what_its_script_makes(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_sample"))
    target = tmp_path / "sample.json"
    script["main"].__globals__["TARGET"] = target
    script["main"]()
    committed = resource("samples", "brightwater_plumbing.json").read_text(encoding="utf-8")
    assert target.read_text(encoding="utf-8") == committed


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "channel-roi", "version": 1, "channels": [{"name": "A", "figures": {"spend": "x"}}]}',
        '{"format": "channel-roi", "version": 1, "channels": [{"name": "A", "figures": {"nonsense": 1}}]}',
        '{"format": "channel-roi", "version": 1, "channels": [{"name": "A", "figures": {"spend": [1, 2, 3]}}]}',
        '{"format": "channel-roi", "version": 1, "channels": [{"figures": {}}]}',
        '{"format": "channel-roi", "version": 1, "channels": [{"name": "A", "figures": {"spend": 1e999}}]}',
        '{"format": "channel-roi", "version": 1, "settings": {"default_margin": "high"}}',
        '{"format": "channel-roi", "version": 1, "settings": {"colour": "red"}}',
        '{"format": "channel-roi", "version": 1, "periods": [{"start": "yesterday"}]}',
        '{"format": "channel-roi", "version": 2}',
        '{"format": "other"}',
        '{"format": "channel-roi"',
        "[]",
    ],
)
def test_damaged_documents_are_refused(text: str) -> None:
    with pytest.raises(FileError):
        read_document(text, standard())


def test_a_worksheet_written_plainly_reads_the_same() -> None:
    sheet = load_sample()
    again = read_document(write_document(sheet, name="more"), standard())
    assert again.content() == sheet.content()


def test_the_b2b_sample_uses_everything() -> None:
    sheet = load_b2b_sample()
    assert sheet.shape == (18, 10)
    assert set(sheet.settings.blocks) == set(BLOCKS)
    assert set(sheet.records) == set(TABLES)
    assert sheet.own_fields
    assert sheet.own_metrics
    assert all(sheet.channels["owner"])
    assert all(sheet.channels["group"])
    for field in standard().fields:
        if field.unit is COUNT and field.id in sheet.columns:
            known = sheet.columns[field.id][~np.isnan(sheet.columns[field.id])]
            assert (known == np.floor(known)).all(), field.id
