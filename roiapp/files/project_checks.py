"""What every document must satisfy, said before it is written and after it is read: so no file is made that cannot be
opened again, and no file opens that could not have been made.
"""

from __future__ import annotations

import base64
import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np

from roiapp.core.catalog import standard
from roiapp.core.checks import limit_error
from roiapp.core.document_settings import PAPERS, REPORT_PAGES, DocumentSettings
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.number_format import NumberFormat
from roiapp.core.own_figures import catalog_of
from roiapp.core.periods import overlapping
from roiapp.core.text_column import TextColumn, as_column, as_keys
from roiapp.core.worksheet import ANY, Floats, Worksheet, same_name
from roiapp.files.file_errors import FileError
from roiapp.files.project_records import check_own, check_records
from roiapp.files.project_schema import (
    MOST_CELLS,
    MOST_CHANNELS,
    MOST_EXPRESSIONS,
    MOST_KEY,
    MOST_LETTERS,
    MOST_NOTES,
    MOST_PERIODS,
    damaged,
    too_large,
)
from roiapp.language import tr

HEADLINES: Final = ("roi", "revenue_roi")
MOST_CARDS: Final = 6
LEAST_WIDTH, MOST_WIDTH = 20, 2_000  # px
PNG: Final = b"\x89PNG\r\n\x1a\n"
BRAND: Final = re.compile("#[0-9A-Fa-f]{6}")
SOURCES: Final = ("marketing", "sales")


def check(worksheet: Worksheet) -> None:
    """Raise `FileError` with what is wrong, where, and what to do."""
    check_size(len(worksheet.periods), len(worksheet.keys), len(worksheet.columns))
    check_own(worksheet)
    _check_settings(worksheet.settings)
    _check_periods(worksheet)
    _check_channels(worksheet)
    _check_figures(worksheet)
    _check_expressions(worksheet)
    _check_notes(worksheet)
    check_records(worksheet)


def check_size(periods: int, channels: int, fields: int) -> None:
    """Raise `FileError` when a document of so many channels, periods and fields with figures is beyond the limits."""
    if channels > MOST_CHANNELS:
        raise too_large(tr("It has more than {most} channels.", most=MOST_CHANNELS))
    if periods > MOST_PERIODS:
        raise too_large(tr("It has more than {most} periods.", most=MOST_PERIODS))
    if periods * channels * fields > MOST_CELLS:
        raise too_large(tr("It has more than {most} cells.", most=MOST_CELLS))


def cell_field(worksheet: Worksheet, id_: str) -> Field:
    """The field whose figures stand in cells. Raises `FileError` where there is none such."""
    field = catalog_of(worksheet).field.get(id_)
    if field is None or field.scope != "cell":
        raise damaged(tr("It has figures of “{field}”, which is not known here.", field=id_))
    return field


def total_field(worksheet: Worksheet, id_: str) -> Field:
    """The field that may be typed for all channels together. Raises `FileError` where there is none such."""
    field = catalog_of(worksheet).field.get(id_)
    if field is None or not field.on_total:
        raise damaged(tr("It has totals of “{field}”, which is not known here.", field=id_))
    return field


def _check_settings(settings: DocumentSettings) -> None:
    fields = standard().field
    figures = (
        (fields["gross_margin"], settings.default_margin),
        (fields["hourly_rate"], settings.default_hourly_rate),
        (fields["elasticity"], settings.elasticity),
        (fields["retention_limit"], settings.retention_limit),
    )
    number_format = NumberFormat(settings.locale, settings.currency)
    for field, value in figures:
        if value is not None and not math.isfinite(value):
            raise damaged(tr("Its settings have a figure that is no number."))
        if problem := limit_error(field, value, number_format):
            raise FileError(tr("Settings of the document: {problem}", problem=problem))
    if settings.fiscal_year_start not in range(1, 13):
        raise damaged(tr("Its fiscal year starts in no month."))
    if settings.headline not in HEADLINES or len(settings.cards) > MOST_CARDS:
        raise damaged(tr("Its settings name figures that are not known here."))
    if not all(LEAST_WIDTH <= width <= MOST_WIDTH for _, width in settings.widths):
        raise damaged(tr("A column has a width that cannot be."))
    _check_logo(settings.logo)
    if settings.paper not in ("", *PAPERS) or not set(settings.report_pages) <= set(REPORT_PAGES):
        raise damaged(tr("Its report has paper or pages that are not known here."))
    if settings.brand and not BRAND.fullmatch(settings.brand):
        raise damaged(tr("Its report has a colour that is none."))
    if not set(settings.blocks) <= set(BLOCKS):
        raise damaged(tr("Its settings name columns that are not known here."))


def _check_periods(worksheet: Worksheet) -> None:
    periods = worksheet.periods
    if not periods:
        raise damaged(tr("It has no period."))
    _check_keys([period.key for period in periods])
    _check_lengths(period.label for period in periods)
    for period in periods:
        if period.start and period.end and period.start > period.end:
            raise FileError(
                tr("The period “{period}” ends before it starts. Correct its days.", period=period.text())
            )
    if pair := overlapping(periods):
        first, second = (period.text() for period in pair)
        raise FileError(
            tr("“{first}” and “{second}” share days. Periods must not overlap.", first=first, second=second)
        )


def _check_channels(worksheet: Worksheet) -> None:
    _check_keys(worksheet.keys)
    count = len(worksheet.keys)
    if any(len(texts) != count for texts in worksheet.channels.values()):
        raise damaged(tr("There are not as many texts as channels."))
    for texts in worksheet.channels.values():
        column = as_column(texts)
        packed = column.packed()
        # A letter is a byte at least.
        if packed is None or packed.longest > MOST_LETTERS:
            _check_lengths(column.different())
    _check_names(as_column(worksheet.names))
    if unknown := set(as_column(worksheet.channels["source"]).different()).difference(SOURCES):
        raise damaged(tr("A channel has the source “{source}”, which is not known here.", source=min(unknown)))


def _check_names(names: TextColumn) -> None:
    packed = names.packed()
    if packed is not None and packed.places is None and packed.different:
        return
    folded = [same_name(name) for name in names]
    different = set(folded)
    if "" in different:
        raise FileError(tr("Channel {number} has no name. Give it one.", number=folded.index("") + 1))
    if len(different) < len(folded):
        twice = next(name for name, times in Counter(folded).items() if times > 1)
        name = names[folded.index(twice)]
        raise FileError(tr("The channel “{name}” is there twice. Give one of them another name.", name=name))


def _check_keys(keys: Iterable[int]) -> None:
    try:
        known = as_keys(keys)
    except OverflowError as error:
        raise damaged(tr("A key is out of range.")) from error
    if not len(known):
        return
    if not (known[1:] > known[:-1]).all() and len(np.unique(known)) < len(known):
        raise damaged(tr("A key is there twice."))
    if not 0 <= known.min() <= known.max() < MOST_KEY:
        raise damaged(tr("A key is out of range."))


def _check_lengths(texts: Iterable[str]) -> None:
    if max(map(len, texts), default=0) > MOST_LETTERS:
        raise too_large(tr("One of its texts has more than {most} letters.", most=MOST_LETTERS))


def _check_expressions(worksheet: Worksheet) -> None:
    places = worksheet.expressions
    if len(places) > MOST_EXPRESSIONS:
        raise too_large(tr("It has more than {most} cells typed as arithmetic.", most=MOST_EXPRESSIONS))
    _check_lengths(places.values())
    for id_ in {id_ for id_, _, _ in places}:
        cell_field(worksheet, id_)
    if not all(0 <= period < MOST_KEY and 0 <= channel < MOST_KEY for _, period, channel in places):
        raise damaged(tr("A key is out of range."))


def _check_notes(worksheet: Worksheet) -> None:
    places = worksheet.notes
    if len(places) > MOST_NOTES:
        raise too_large(tr("It has more than {most} notes.", most=MOST_NOTES))
    _check_lengths(places.values())
    for id_, period, channel in places:
        if not (ANY <= period < MOST_KEY and ANY <= channel < MOST_KEY):
            raise damaged(tr("A key is out of range."))
        if not id_ and (period == ANY) == (channel == ANY):
            raise damaged(tr("A note stands nowhere."))
    if not all(text.strip() for text in places.values()):
        raise damaged(tr("A note has no text."))


def _check_logo(text: str) -> None:
    """The logo is a picture, to be read by others, so at least it begins as one."""
    if not text:
        return
    try:
        head = base64.b64decode(text, validate=True)[:8]
    except ValueError as error:
        raise damaged(tr("Its logo is no picture.")) from error
    if head != PNG:
        raise damaged(tr("Its logo is no picture."))


def _check_figures(worksheet: Worksheet) -> None:
    periods, channels = worksheet.shape
    for id_, column in worksheet.columns.items():
        if column.shape != (periods, channels):
            raise damaged(tr("The figures of “{field}” have the wrong length.", field=id_))
        if place := _refused(cell_field(worksheet, id_), column):
            where = tr(
                "“{channel}” in {period}",
                channel=worksheet.names[place[1]],
                period=worksheet.periods[place[0]].text(),
            )
            _refuse(worksheet, cell_field(worksheet, id_), float(column[place]), where)
    for id_, row in worksheet.totals.items():
        if row.shape != (periods,):
            raise damaged(tr("The totals of “{field}” have the wrong length.", field=id_))
        if place := _refused(total_field(worksheet, id_), row):
            where = tr("All channels in {period}", period=worksheet.periods[place[0]].text())
            _refuse(worksheet, total_field(worksheet, id_), float(row[place]), where)


def _refused(field: Field, values: Floats) -> tuple[int, ...] | None:
    """Where the first figure stands that the field cannot hold."""
    if not values.size:
        return None
    # Blanks are skipped by fmin and fmax; of blanks alone both are NaN, which is neither below nor above.
    least, most = float(np.fmin.reduce(values, axis=None)), float(np.fmax.reduce(values, axis=None))
    floor = -math.inf if field.minimum is None else field.minimum
    ceiling = math.inf if field.maximum is None else field.maximum
    if not (least < floor or most > ceiling or math.isinf(least) or math.isinf(most)):
        return None
    wrong = (values < floor) | (values > ceiling) | np.isinf(values)
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _refuse(worksheet: Worksheet, field: Field, value: float, where: str) -> None:
    settings = worksheet.settings
    problem = limit_error(field, value, NumberFormat(settings.locale, settings.currency))
    if math.isinf(value) or not problem:
        problem = tr("The number is too large.")
    raise FileError(tr("{place}: {problem}", place=where, problem=problem))
