"""Everything that can be done in the window, declared once: menus, toolbar, shortcuts, tooltips and the list of
commands are made from these.

`does` names a command as "group.method" of the window's commands; `when` names one of `conditions.CONDITIONS`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from roiapp.language import mark


class ActionRecord(NamedTuple):
    """One action. `text` and `tip` are English and marked; `short` is what a button says; by `words` it is looked for,
    too; `choice` makes it one of a group of which one is set, `ticked` names the condition under which it is.
    `keys_shown` are only shown beside it in the menu: the grid answers to them itself."""

    id: str
    text: str
    tip: str
    does: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    keys_shown: str = ""
    when: str = "always"
    short: str = ""
    choice: str = ""
    ticked: str = ""
    words: str = ""


ACTIONS: Final[tuple[ActionRecord, ...]] = (
    ActionRecord("open", mark("&Open…"), mark("Open a document, spreadsheet or CSV file"), "documents.open",
                 "folder-open", ("Ctrl+O",), short=mark("Open"),
                 words=mark("file load import")),
    ActionRecord("sample", mark("Open t&he sample"), mark("A finished worksheet of a plumbing firm, to look around in"),
                 "documents.open_sample", "book-open"),
    ActionRecord("start_page", mark("Start pa&ge"), mark("Recent files, templates and the sample"), "start.show",
                 "table-2", ("Ctrl+Shift+H",),
                 words=mark("home welcome")),
    ActionRecord("save", mark("&Save"), mark("Save the document"), "saving.save", "save", ("Ctrl+S",), when="open",
                 short=mark("Save")),
    ActionRecord("save_as", mark("Sa&ve as…"), mark("Save the document under another name and go on with that one"),
                 "saving.save_as", "save-all", keys=("Ctrl+Shift+S",), when="open"),
    ActionRecord("save_copy", mark("Save a &copy…"), mark("Save a copy somewhere else and go on with this document"),
                 "saving.save_copy", "copy-plus", when="open"),
    ActionRecord("save_template", mark("Save as a &template…"),
                 mark("Keep channels, columns and settings, without the figures, to begin other worksheets with"),
                 "templates.save", "layout-template", when="open"),
    ActionRecord("revert", mark("&Revert…"), mark("Go back to what stands in the document's file"),
                 "saving.revert", "rotate-ccw",
                 when="open"),
    ActionRecord("versions", mark("Restore an &earlier version…"),
                 mark("What was saved before, and what differs from it"), "versions.restore", "history", when="file",
                 words=mark("history backup")),
    ActionRecord("import_tables", mark("I&mport…"),
                 mark("Bring figures from spreadsheets and CSV files into this worksheet"), "importing.choose",
                 "file-input", ("Ctrl+I",), when="open", short=mark("Import"),
                 words=mark("csv excel google meta ads crm merge load")),
    ActionRecord("export", mark("E&xport to Excel or CSV…"),
                 mark("A workbook that still calculates, or a CSV or JSON file, of the period looked at"),
                 "exports.export", "file-spreadsheet", ("Ctrl+Shift+E",), when="open", short=mark("Export to Excel"),
                 words=mark("xlsx csv json spreadsheet save send")),
    ActionRecord("print", mark("Print an&d preview…"), mark("The pages as they will be; then a printer or a PDF"),
                 "printing.print_sheet", "printer", ("Ctrl+P",), when="open",
                 words=mark("paper pdf printer")),
    ActionRecord("document", mark("Sett&ings…"),
                 mark("Of the document: title, logo, currency, which ROI; of the program: language, look"),
                 "documents.settings", "settings", ("Ctrl+,",),
                 words=mark("currency euro dollar percent preferences options language locale company logo")),
    ActionRecord("hide_columns", mark("&Hide the column"),
                 mark("Hide the selected columns; a mark in the header shows them again"), "columns.hide",
                 "minus", ("Ctrl+0",), when="open",
                 words=mark("column")),
    ActionRecord("show_columns", mark("Show h&idden columns"), mark("Also the columns in which nothing is typed"),
                 "columns.show_all", "columns-3", when="hidden",
                 words=mark("column unhide")),
    ActionRecord("sort_ascending", mark("&Sort ascending"),
                 mark("By the active column, the smallest first; the document stays as it is"), "rows.sort_ascending",
                 "arrow-up", when="open"),
    ActionRecord("sort_descending", mark("S&ort descending"),
                 mark("By the active column, the largest first; the document stays as it is"), "rows.sort_descending",
                 "arrow-down", when="open"),
    ActionRecord("sort_again", mark("Sort and fil&ter again"), mark("Sort, filter and group by the figures of now"),
                 "rows.again", "rotate-ccw", ("Ctrl+Alt+L",), when="arranged"),
    ActionRecord("filter", mark("&Filter…"), mark("Show some of the channels: by name, kind, group, owner"),
                 "rows.filter", "list-filter", ("Ctrl+Shift+L",), when="open",
                 words=mark("autofilter show")),
    ActionRecord("own_order", mark("All in their o&wn order"), mark("Neither sorted, filtered nor grouped"),
                 "rows.own_order", "list-ordered", when="arranged",
                 words=mark("unsort")),
    ActionRecord("zoom_in", mark("Lar&ger"), mark("Show the grid larger"), "zoom.larger", "zoom-in",
                 ("Ctrl+Alt++", "Ctrl+Alt+="),
                 words=mark("zoom bigger")),
    ActionRecord("zoom_out", mark("S&maller"), mark("Show the grid smaller"), "zoom.smaller", "zoom-out",
                 ("Ctrl+Alt+-",),
                 words=mark("zoom smaller")),
    ActionRecord("zoom_usual", mark("&Usual size"), mark("Show the grid at 100 %"), "zoom.usual", "search",
                 ("Ctrl+Alt+0",),
                 words=mark("zoom reset 100")),
    ActionRecord("text_larger", mark("Larger te&xt"),
                 mark("Write everything in the window larger, up to twice as large"),
                 "appearance.larger_text", "a-arrow-up"),
    ActionRecord("text_smaller", mark("Smaller text"), mark("Write everything in the window smaller"),
                 "appearance.smaller_text", "a-arrow-down"),
    ActionRecord("text_usual", mark("Usual text si&ze"), mark("Write everything in the window at 100 %"),
                 "appearance.usual_text", "a-large-small"),
    ActionRecord("new_window", mark("New &window"), mark("One more window, for another document"),
                 "documents.new_window", "app-window", keys=("Ctrl+Shift+N",)),
    ActionRecord("close", mark("C&lose"), mark("Close this window"), "documents.close", "square-x", keys=("Ctrl+W",)),
    ActionRecord("quit", mark("&Quit"), mark("Close all windows"), "documents.quit", "log-out", keys=("Ctrl+Q",)),
    ActionRecord("undo", mark("&Undo"), mark("Take back the last change"), "editing.undo", "undo-2", ("Ctrl+Z",),
                 when="undo"),
    ActionRecord("redo", mark("&Redo"), mark("Make the change again that was taken back"), "editing.redo", "redo-2",
                 ("Ctrl+Y", "Ctrl+Shift+Z"), when="redo"),
    ActionRecord("steps", mark("&Steps…"), mark("What was done since the document was opened, to go back to any of it"),
                 "editing.steps", "list-ordered", keys=("Ctrl+Alt+Z",), when="open",
                 words=mark("history undo")),
    ActionRecord("cut", mark("Cu&t"), mark("Copy the selected cells and clear them"), "editing.cut", "scissors",
                 keys_shown="Ctrl+X", when="open"),
    ActionRecord("copy", mark("&Copy"), mark("Copy the selected cells for any spreadsheet"), "editing.copy", "copy",
                 keys_shown="Ctrl+C", when="open"),
    ActionRecord("copy_headers", mark("Copy with &headers"),
                 mark("Copy the selected cells below the titles of their columns"),
                 "editing.copy_with_headers", "clipboard-copy",
                 keys=("Ctrl+Shift+C",), when="open"),
    ActionRecord("paste", mark("&Paste"), mark("Paste cells from any spreadsheet"), "editing.paste", "clipboard-paste",
                 keys_shown="Ctrl+V", when="open"),
    ActionRecord("paste_special", mark("Past&e special…"), mark("Values only, rows as columns, blanks left out"),
                 "editing.paste_special", "clipboard-list", keys=("Ctrl+Shift+V",), when="open"),
    ActionRecord("edit_cell", mark("Edit the cell"), mark("Change what stands in the cell"), "editing.edit_cell",
                 "pencil", keys_shown="F2", when="open"),
    ActionRecord("clear", mark("C&lear the cells"), mark("Make the selected cells blank"), "editing.clear", "eraser",
                 keys_shown="Del", when="open",
                 words=mark("delete empty")),
    ActionRecord("fill_down", mark("Fill &down"), mark("The first selected row into those below it"),
                 "editing.fill_down", "arrow-down-to-line", keys_shown="Ctrl+D", when="open"),
    ActionRecord("fill_right", mark("Fill ri&ght"), mark("The first selected column into those right of it"),
                 "editing.fill_right", "arrow-right-to-line", keys_shown="Ctrl+R", when="open"),
    ActionRecord("select_all", mark("Select &all"), mark("Select every channel's figures"),
                 "editing.select_all", "square-dashed-mouse-pointer",
                 keys_shown="Ctrl+A", when="open"),
    ActionRecord("find", mark("&Find…"), mark("Look for a text in names and figures"), "finding.find", "search",
                 ("Ctrl+F",), when="open"),
    ActionRecord("find_next", mark("Find ne&xt"), mark("On to the next place in which the text was found"),
                 "finding.following", "chevrons-right", keys=("F3",), when="open"),
    ActionRecord("find_previous", mark("Find pre&vious"), mark("Back to the place before in which the text was found"),
                 "finding.previous", "chevrons-left", keys=("Shift+F3",), when="open"),
    ActionRecord("replace", mark("Find a&nd replace…"), mark("Replace a text in names and typed figures"),
                 "finding.replace", "replace", keys=("Ctrl+H",), when="open"),
    ActionRecord("go_to", mark("Go t&o…"), mark("Go to a cell by the names of its channel and column"),
                 "finding.go_to", "crosshair",
                 keys=("Ctrl+G",), when="open"),
    ActionRecord("note", mark("Note…"), mark("Write a note on the active cell, or change it"), "notes.write",
                 "file-text", ("Ctrl+Alt+M",), when="open",
                 words=mark("comment")),
    ActionRecord("channel_note", mark("&Note on the channel…"), mark("Write a note on the channel, or change it"),
                 "notes.write_channel", "file-text", when="channel",
                 words=mark("comment")),
    ActionRecord("period_note", mark("N&ote on the period…"), mark("Write a note on the period, or change it"),
                 "notes.write_period", "file-text", when="base_period",
                 words=mark("comment")),
    ActionRecord("notes", mark("All notes…"), mark("Every note of the document, to go to any of them"),
                 "notes.show_list", "notebook-text", keys=("Ctrl+Alt+Shift+M",), when="open",
                 words=mark("comments")),
    ActionRecord("next_note", mark("Next note"), mark("On to the next cell, channel or period with a note"),
                 "notes.following", "chevrons-right", keys=("F9",), when="open"),
    ActionRecord("previous_note", mark("Previous note"), mark("Back to the note before"), "notes.previous",
                 "chevrons-left", keys=("Shift+F9",), when="open"),
    ActionRecord("figure_page", mark("A&bout this figure"), mark("What the active figure is, and how it comes about"),
                 "figures.page", "circle-help", ("F1",), when="open"),
    ActionRecord("formula_line", mark("To the fo&rmula"), mark("To the names in the line above the grid"),
                 "figures.line", "square-function", when="open"),
    ActionRecord("next_area", mark("Ne&xt part of the window"),
                 mark("From the cells to the line above them, the chart, the periods, and so on"), "areas.following",
                 "chevrons-right", ("F6",), when="open"),
    ActionRecord("previous_area", mark("Pre&vious part of the window"), mark("Back to the part before"),
                 "areas.previous", "chevrons-left", ("Shift+F6",), when="open"),
    ActionRecord("checks", mark("What to check…"), mark("Everything that looks like a slip, in all periods"),
                 "checks.show_list", "triangle-alert", ("Alt+F8",), when="open",
                 words=mark("warnings errors problems")),
    ActionRecord("next_check", mark("Next cell to check"), mark("On to the next cell that looks like a slip"),
                 "checks.following", "chevrons-right", keys=("F8",), when="open"),
    ActionRecord("previous_check", mark("Previous cell to check"), mark("Back to the cell to check before"),
                 "checks.previous", "chevrons-left", keys=("Shift+F8",), when="open"),
    ActionRecord("add_channel", mark("&Add a channel"), mark("Add a channel below the others"), "channels.add", "plus",
                 when="open", short=mark("Channel"),
                 words=mark("add row new insert")),
    ActionRecord("insert_channel", mark("&Insert above"), mark("Insert a channel above the selected one"),
                 "channels.insert", "between-horizontal-start", keys_shown="Ctrl++", when="channel",
                 words=mark("insert row new")),
    ActionRecord("rename_channel", mark("&Rename"), mark("Give the channel another name"), "channels.rename", "pencil",
                 ("Shift+F2",), when="channel"),
    ActionRecord("edit_channel", mark("&Kind, source, group, owner…"), mark("What kind of channel it is, and whose"),
                 "channels.edit", "settings", ("Alt+Return",), when="channel",
                 words=mark("details attributes")),
    ActionRecord("remove_channel", mark("Re&move"), mark("Remove the selected channels with their figures"),
                 "channels.remove", "trash-2", keys_shown="Ctrl+-", when="channel",
                 words=mark("delete row")),
    ActionRecord("move_up", mark("Move &up"), mark("Move the selected channels one row up"), "channels.move_up",
                 "arrow-up", keys_shown="Alt+Shift+Up", when="channel",
                 words=mark("row")),
    ActionRecord("move_down", mark("Move &down"), mark("Move the selected channels one row down"), "channels.move_down",
                 "arrow-down", keys_shown="Alt+Shift+Down", when="channel",
                 words=mark("row")),
    ActionRecord("add_period", mark("&Add the next"), mark("Add the period that follows the last one"), "periods.add",
                 "calendar-plus", when="open",
                 words=mark("month quarter week new insert")),
    ActionRecord("edit_period", mark("&Name and dates…"), mark("The period's name, first and last day"), "periods.edit",
                 "pencil", when="base_period",
                 words=mark("rename month quarter")),
    ActionRecord("remove_period", mark("Re&move"), mark("Remove the period with all its figures"), "periods.remove",
                 "trash-2", when="several_periods",
                 words=mark("delete month quarter")),
    ActionRecord("previous_period", mark("&Previous"), mark("Look at the period before"), "periods.previous",
                 "chevron-left", ("Ctrl+PgUp",), when="open"),
    ActionRecord("next_period", mark("Ne&xt"), mark("Look at the period after"), "periods.following", "chevron-right",
                 ("Ctrl+PgDown",), when="open"),
    ActionRecord("over_time", mark("&Over time"),
                 mark("One figure in all periods side by side, or back to all figures of one period"),
                 "over_time.toggle", "calendar-range", ("Ctrl+Shift+P",), when="open", short=mark("Over time"),
                 ticked="over_time"),
    ActionRecord("previous_figure", mark("Pre&vious figure over time"), mark("Show the figure before in all periods"),
                 "over_time.previous_figure", "chevron-left", keys=("Ctrl+Alt+PgUp",), when="over_time"),
    ActionRecord("next_figure", mark("Next &figure over time"), mark("Show the next figure in all periods"),
                 "over_time.next_figure", "chevron-right", keys=("Ctrl+Alt+PgDown",), when="over_time"),
    ActionRecord("copy_chart", mark("&Copy the chart"), mark("Copy the chart as a picture"), "charts.copy", "copy",
                 when="chart",
                 words=mark("picture image")),
    ActionRecord("save_chart", mark("Save the chart as a &picture…"), mark("Save the chart as a PNG picture"),
                 "charts.save_picture", "save", when="chart",
                 words=mark("png image export")),
    ActionRecord("save_chart_pdf", mark("Save the chart for p&rint…"),
                 mark("Save the chart as a PDF page whose text stays text"), "charts.save_pdf", "file-text",
                 when="chart"),
    ActionRecord("enlarge_chart", mark("&Enlarge the chart"), mark("Give the chart all the room, or take it back"),
                 "charts.enlarge", "maximize-2", ("F11",), when="open"),
    ActionRecord("findings", mark("&What the numbers say"),
                 mark("Beside the chart: what pays, what loses, what changed, and what cannot be told yet"),
                 "answers.toggle", "lightbulb", ("Ctrl+Shift+F",), when="open", ticked="findings",
                 words=mark("findings insights advice questions")),
    ActionRecord("choose_card", mark("Figure on &the card…"),
                 mark("Another figure on the card that has the focus, or on the first"), "cards.choose",
                 "gallery-horizontal", when="open"),
    ActionRecord("cards_as_usual", mark("C&ards as usual"), mark("The six figures the cards begin with"),
                 "cards.as_usual", "rotate-ccw", when="open"),
    ActionRecord("theme_light", mark("&Light"), mark("Dark text on a light ground"), "appearance.light", "sun",
                 choice="theme",
                 words=mark("theme colours bright")),
    ActionRecord("theme_dark", mark("&Dark"), mark("Light text on a dark ground"), "appearance.dark", "moon",
                 choice="theme",
                 words=mark("theme colours dark mode night")),
    ActionRecord("theme_system", mark("As the &system"), mark("Light or dark, as the computer is set"),
                 "appearance.system", "sun-moon", choice="theme",
                 words=mark("theme colours")),
    ActionRecord("commands", mark("&Find a command…"),
                 mark("Everything that can be done, and places to go to, by name"), "guide.commands", "command",
                 ("Ctrl+K",),
                 words=mark("search")),
    ActionRecord("shortcuts", mark("&Keyboard shortcuts"), mark("Every key, and what it does"), "guide.shortcuts",
                 "keyboard", ("Ctrl+/",)),
    ActionRecord("about", mark("&About Channel ROI"), mark("Version, and where your figures are kept"),
                 "appearance.about", "info",
                 words=mark("version")),
)

SEPARATOR: Final = "-"
#: stand for the submenus of templates and of recent files
NEW: Final = "new"
RECENT: Final = "recent"
#: and for those of columns and of what rows are grouped by
COLUMNS: Final = "columns"
GROUP: Final = "group"

#: title -> what stands in the menu
MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (mark("&File"),
     (NEW, "open", RECENT, "sample", "start_page", SEPARATOR, "save", "save_as", "save_copy", "save_template", "revert",
      "versions", SEPARATOR, "import_tables", "export", "print", SEPARATOR, "document", SEPARATOR, "new_window",
      "close", "quit")),
    (mark("&Edit"), ("undo", "redo", "steps", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special",
                     SEPARATOR, "edit_cell", "clear", "fill_down", "fill_right", SEPARATOR, "select_all", SEPARATOR,
                     "find", "find_next", "find_previous", "replace", "go_to", SEPARATOR, "note", "notes", "next_note",
                     "previous_note", SEPARATOR, "checks", "next_check", "previous_check")),
    (mark("&Channels"),
     ("add_channel", "insert_channel", "rename_channel", "edit_channel", "channel_note", "remove_channel", SEPARATOR,
      "move_up", "move_down", SEPARATOR,
      "sort_ascending", "sort_descending", "filter", GROUP, "sort_again", "own_order")),
    (mark("&Periods"),
     ("add_period", "edit_period", "period_note", "remove_period", SEPARATOR, "previous_period", "next_period")),
    (mark("&View"),
     ("over_time", "previous_figure", "next_figure", SEPARATOR, COLUMNS, "hide_columns", "show_columns", SEPARATOR,
      "zoom_in", "zoom_out", "zoom_usual", SEPARATOR,
      "choose_card", "cards_as_usual", SEPARATOR,
      "copy_chart", "save_chart", "save_chart_pdf", "enlarge_chart", "findings", SEPARATOR,
      "text_larger", "text_smaller", "text_usual", SEPARATOR,
      "theme_light", "theme_dark", "theme_system")),
    (mark("&Help"), ("figure_page", "formula_line", SEPARATOR, "next_area", "previous_area", SEPARATOR,
                     "commands", "shortcuts", SEPARATOR, "about")),
)
#: stands for the submenu of the channel's own menu
CHANNEL: Final = "channel"
#: what was clicked with the right button -> what stands in its menu
CONTEXT_MENUS: Final[dict[str, tuple[str, ...]]] = {
    "cells": ("edit_cell", SEPARATOR, "cut", "copy", "copy_headers", "paste", "paste_special", SEPARATOR, "clear",
              "fill_down", "fill_right", SEPARATOR, "note", "figure_page", SEPARATOR, CHANNEL),
    "channel": ("rename_channel", "edit_channel", "channel_note", SEPARATOR,
                "insert_channel", "remove_channel", SEPARATOR, "move_up",
                "move_down", SEPARATOR, "cut", "copy", "copy_headers", "paste"),
    "totals": ("copy", "copy_headers", SEPARATOR, "note", "figure_page"),
    "period": ("edit_period", "period_note", "remove_period", SEPARATOR, "add_period", SEPARATOR, "over_time"),
}  # fmt: skip
#: what stands in the toolbar; ids with text there, the others show their icon alone
TOOLBAR: Final[tuple[str, ...]] = (
    "open", "save", NEW, SEPARATOR, "undo", "redo", SEPARATOR, "add_channel", "rename_channel", "remove_channel",
    "move_up", "move_down", SEPARATOR, COLUMNS, "filter", "over_time",
    SEPARATOR, "import_tables",
)  # fmt: skip
#: the one filled button, at the bar's end
TOOLBAR_END: Final = "export"
TOOLBAR_TEXTS: Final = frozenset({"open", "save", NEW, "add_channel", "over_time", "import_tables"})
#: what a right click on the chart brings up
CHART_MENU: Final[tuple[str, ...]] = ("copy_chart", "save_chart", "save_chart_pdf", "enlarge_chart")


def record(id_: str) -> ActionRecord:
    """The record of this id. Raises KeyError."""
    return _BY_ID[id_]


_BY_ID: Final = {each.id: each for each in ACTIONS}
