"""Where the actions stand: in the menus of the bar, of the right button and of the chart, and in the toolbar."""

from __future__ import annotations

from typing import Final

from roiapp.language import mark

SEPARATOR: Final = "-"
#: stand for the submenus of templates and of recent files
NEW: Final = "new"
RECENT: Final = "recent"
#: and for those of columns and of what rows are grouped by
COLUMNS: Final = "columns"
GROUP: Final = "group"
#: and in the toolbar for the choice of a scenario
SCENARIO: Final = "scenario"

#: title -> what stands in the menu
MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (mark("&File"),
     (NEW, "open", RECENT, "sample", "sample_b2b", "start_page", SEPARATOR, "save", "save_as", "save_copy",
      "save_template", "revert", "versions", SEPARATOR, "import_tables", "export", "client_report", "print", SEPARATOR,
      "document", "set_up", SEPARATOR, "new_window", "close", "quit")),
    (mark("&Edit"), ("undo", "redo", "undo_history", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special",
                     SEPARATOR, "edit_cell", "clear", "fill_down", "fill_right", SEPARATOR, "select_all", SEPARATOR,
                     "find", "find_next", "find_previous", "replace", "go_to", SEPARATOR, "note", "notes", "next_note",
                     "previous_note", SEPARATOR, "checks", "next_check", "previous_check")),
    (mark("&Channels"),
     ("add_channel", "insert_channel", "rename_channel", "edit_channel", "channel_note", "remove_channel", SEPARATOR,
      "move_up", "move_down", SEPARATOR,
      "sort_ascending", "sort_descending", "filter", GROUP, "sort_again", "own_order")),
    (mark("&Periods"),
     ("add_period", "add_period_costs", "edit_period", "period_note", "remove_period", SEPARATOR, "totals", SEPARATOR,
      "previous_period", "next_period")),
    (mark("&View"),
     ("over_time", "previous_figure", "next_figure", "time_matched", SEPARATOR,
      COLUMNS, "hide_columns", "show_columns", "own_figure", "trend", "leading", "lagging", SEPARATOR,
      "zoom_in", "zoom_out", "zoom_usual", SEPARATOR,
      "choose_card", "cards_as_usual", SEPARATOR,
      "copy_chart", "save_chart", "save_chart_pdf", "enlarge_chart", SEPARATOR,
      "findings", SEPARATOR, "present", SEPARATOR, "text_larger", "text_smaller", "text_usual", SEPARATOR,
      "theme_light", "theme_dark", "theme_system")),
    (mark("&Reports"), ("lead_to_revenue", "pipeline_velocity", "content_report", "steps_report", SEPARATOR, "assets",
                        "rejections", "steps_taken", SEPARATOR, "definitions", "redefinitions", SEPARATOR,
                        "what_changed")),
    (mark("&Decide"), ("scenario", "new_scenario", "reset_cells", "apply_scenario", "base_case", "scenarios", SEPARATOR,
                       "what_if", "goal_seek", "move_budget", "matters", SEPARATOR, "note_step")),
    (mark("&Help"), ("figure_page", "guide", "tutorial", SEPARATOR,
                     "formula_line", "next_area", "previous_area", SEPARATOR, "commands", "shortcuts",
                     SEPARATOR, "about")),
)
#: stands for the submenu of the channel's own menu
CHANNEL: Final = "channel"
#: what was clicked with the right button -> what stands in its menu
CONTEXT_MENUS: Final[dict[str, tuple[str, ...]]] = {
    "cells": ("edit_cell", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special", SEPARATOR, "clear",
              "fill_down", "fill_right", SEPARATOR, "note", "note_step", "figure_page", "trend",
              SEPARATOR, CHANNEL),
    "channel": ("rename_channel", "edit_channel", "channel_note", SEPARATOR,
                "insert_channel", "remove_channel", SEPARATOR, "move_up",
                "move_down", SEPARATOR, "cut", "copy", "copy_headers", "paste"),
    "totals": ("copy", "copy_headers", SEPARATOR, "note", "figure_page", "trend"),
    "period": ("edit_period", "period_note", "remove_period", SEPARATOR, "add_period", SEPARATOR, "over_time"),
}  # fmt: skip
#: what stands in the toolbar
TOOLBAR: Final[tuple[str, ...]] = (
    "open", "save", NEW, SEPARATOR, "undo", "redo", SEPARATOR, SCENARIO, "what_if", "goal_seek", SEPARATOR,
    "add_channel", SEPARATOR, COLUMNS, "filter", "over_time", "import_tables",
)  # fmt: skip
#: the one filled button, at the bar's end
TOOLBAR_END: Final = "export"
#: which show a text, the first ones first where there is not room for all
TOOLBAR_TEXTS: Final = ("what_if", "goal_seek", "open", "save", "import_tables", NEW, "add_channel", "over_time")
#: which go first where there is not room for all of them: menus and keys do the same
TOOLBAR_YIELDS: Final = ("filter", "add_channel")
#: what stands below the scenarios in their list
SCENARIO_MORE: Final[tuple[str, ...]] = ("new_scenario", "scenarios", "reset_cells", "apply_scenario")
#: what a right click on the chart brings up
CHART_MENU: Final[tuple[str, ...]] = ("copy_chart", "save_chart", "save_chart_pdf", "enlarge_chart")
