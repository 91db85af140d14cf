"""The menus of columns: what can be done with one, and which of them show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from roiapp.core import indicators, trend_columns
from roiapp.core.fields import BLOCKS
from roiapp.language import tr
from roiapp.ui.grid.column_commands import too_few_periods
from roiapp.ui.sheet import column_choice
from roiapp.ui.sheet.arrangement import ATTRIBUTES, Sort
from roiapp.ui.sheet.row_words import column_name, limit_text

if TYPE_CHECKING:
    from roiapp.core.fields import Field, Timing
    from roiapp.core.metrics import Metric
    from roiapp.ui.grid.worksheet_view import WorksheetView
    from roiapp.ui.sheet.grid_columns import Column


def fill_header_menu(menu: QMenu, view: WorksheetView, column: int) -> None:
    """What can be done with a column of the grid; 0 is the channels'."""
    model, rows, columns = view.model, view.rows, view.columns
    menu.clear()
    wanted = model.arrangement
    shown, key = model.columns[column - 1] if column else None, model.key_of(column)
    name = column_name(model, key)
    ascending, descending = Sort(key), Sort(key, descending=True)
    up, down = (tr("Sort &ascending"), tr("Sort &descending")) if key else (tr("Sort &A to Z"), tr("Sort &Z to A"))
    _add(menu, up, lambda: rows.sort(ascending), checked=wanted.sort == ascending)
    _add(menu, down, lambda: rows.sort(descending), checked=wanted.sort == descending)
    _add(menu, tr("&Own order of the channels"), lambda: rows.sort(None), enabled=wanted.sort is not None)
    menu.addSeparator()
    if shown:
        limit = next((each for each in wanted.filter.limits if each.key == key), None)
        text = tr("&Filter by {column}…", column=_kept(name))
        if limit is not None:
            text = tr("&Filter: {limit}…", limit=_kept(limit_text(model, limit)))
        _add(menu, text, lambda: rows.limit(shown), checked=limit is not None)
    else:
        _add(menu, tr("&Filter…"), rows.filter)
        fill_group_menu(menu.addMenu(tr("&Group by")), view)
    menu.addSeparator()
    if shown and not shown.apart:
        _add(menu, tr("&Hide {column}", column=_kept(shown.header)), lambda: columns.hide_columns([shown.choice]),
             enabled=len(model.columns) > 1)  # fmt: skip
    _add(menu, tr("Fit the &width"), lambda: view.fit_column(column))
    fill_columns_menu(menu.addMenu(tr("&Columns")), view)
    if shown and not shown.apart:
        _add_trend(menu, view, shown)
    if shown:
        menu.addSeparator()
        header = _kept(tr(shown.record.header))
        _add(menu, tr("A&bout {figure}", figure=header), lambda: view.page_wanted.emit(shown.id))


def fill_group_menu(menu: QMenu, view: WorksheetView) -> None:
    """By what the rows are put together."""
    menu.clear()
    rows, wanted = view.rows, view.model.arrangement
    _add(menu, tr("&Not grouped"), lambda: rows.group(None), checked=wanted.group is None)
    for attribute, label in ATTRIBUTES.items():
        _add(menu, tr(label), partial(rows.group, attribute), checked=wanted.group == attribute)
    menu.addSeparator()
    _add(menu, tr("&Close all groups"), rows.close_groups, enabled=wanted.group is not None)
    _add(menu, tr("&Open all groups"), rows.open_groups, enabled=bool(wanted.closed))


def fill_columns_menu(menu: QMenu, view: WorksheetView) -> None:
    """The blocks with what each gives, single columns, and the way back to what is usual."""
    menu.clear()
    model, columns = view.model, view.columns
    session = model.source.session
    if session is None:
        menu.addAction(tr("Nothing is open")).setEnabled(False)
        return
    settings = session.worksheet.settings
    for block, (label, gives) in BLOCKS.items():
        text = tr("{block}: {gives}", block=_kept(tr(label)), gives=_kept(tr(gives)))
        always = block == "core"
        shows = always or block in settings.blocks
        _add(menu, text, partial(columns.turn_block, block), checked=shows, enabled=not always)
    menu.addSeparator()
    shown = {column.choice for column in model.columns}
    single = menu.addMenu(tr("&Single columns"))
    for block, (label, _) in BLOCKS.items():
        of_block = single.addMenu(_kept(tr(label)))
        of_block.setToolTipsVisible(True)
        for record in column_choice.records(session.catalog, block):
            turn = partial(columns.turn_column, record.id)
            action = _add(of_block, _kept(tr(record.label)), turn, checked=record.id in shown)
            action.setToolTip(tr(record.help))
    _fill_trends(menu.addMenu(tr("&Trends")), view)
    _fill_kinds(menu.addMenu(tr("&Leading and lagging")), view)
    _add(menu, tr("Show &hidden columns"), columns.show_all, enabled=column_choice.hides(settings))
    _add(menu, tr("Usual &order"), columns.usual_order, enabled=bool(settings.order))
    _add(menu, tr("Usual &widths"), columns.usual_widths, enabled=bool(settings.widths))


def _fill_kinds(menu: QMenu, view: WorksheetView) -> None:
    """Figures of both kinds, or of one alone."""
    menu.setToolTipsVisible(True)
    for timing, text in (("", tr("&All figures")), ("leading", tr("&Leading only")), ("lagging", tr("La&gging only"))):
        kind = cast("Timing", timing)
        action = _add(menu, text, partial(view.columns.show_kind, kind), checked=view.model.kind == kind)
        action.setToolTip(indicators.sentence(kind))


def _add_trend(menu: QMenu, view: WorksheetView, shown: Column) -> None:
    """The trend of a column's figure; of a trend the figure it is of."""
    session = view.model.source.session
    if session is None:
        return
    if shown.trend:
        figures = menu.addMenu(tr("&Trend of"))
        for record in _trended(view):
            turn = partial(view.columns.turn_trend_into, shown.trend, record.id)
            _add(figures, _kept(tr(record.label)), turn, checked=record.id == shown.id)
        return
    there = any(column.trend and column.id == shown.id for column in view.model.columns)
    enough = trend_columns.enough_periods(session.worksheet.periods)
    turn_trend = partial(view.columns.turn_trend, shown.id)
    action = _add(menu, tr("&Trend beside it"), turn_trend, checked=there, enabled=enough)
    action.setToolTip(tr("How the figure went over time, in a column of its own") if enough else too_few_periods())


def _fill_trends(menu: QMenu, view: WorksheetView) -> None:
    """Which figures' trends show: the headline's, and block by block those of all others."""
    session = view.model.source.session
    assert session is not None
    enough = trend_columns.enough_periods(session.worksheet.periods)
    menu.setEnabled(enough)
    menu.menuAction().setToolTip("" if enough else too_few_periods())
    shown = {column.trend: column.id for column in view.model.columns if column.trend}
    headline = trend_columns.HEADLINE
    _add(menu, tr("Of the &headline figure"), partial(view.columns.turn_column, headline), checked=headline in shown)
    menu.addSeparator()
    for block, (label, _) in BLOCKS.items():
        records = column_choice.records(session.catalog, block)
        if not records:
            continue
        of_block = menu.addMenu(_kept(tr(label)))
        for record in records:
            turn = partial(view.columns.turn_trend, record.id)
            _add(of_block, _kept(tr(record.label)), turn, checked=record.id in shown.values())


def _trended(view: WorksheetView) -> list[Field | Metric]:
    """The figures that the grid shows, each once."""
    records = {column.id: column.record for column in view.model.columns}
    return [record for record in records.values() if trend_columns.has_course(record)]


def _add(
    menu: QMenu, text: str, does: Callable[[], object], *, checked: bool | None = None, enabled: bool = True
) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: does())
    action.setEnabled(enabled)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    return action


def _kept(text: str) -> str:
    """A text with its ampersands kept: in a menu one marks a letter."""
    return text.replace("&", "&&")
