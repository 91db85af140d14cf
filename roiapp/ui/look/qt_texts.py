"""The texts that Qt says by itself in our windows, so that they are translated with ours: Qt's own catalogues know
neither Icelandic nor Uzbek, and have gaps in the other languages.

`%1` is a place that Qt fills; an `&` stands before the letter that is pressed with Alt.
"""

from __future__ import annotations

from typing import Final

from roiapp.language import mark, tr, trc

#: buttons of dialogs (QPlatformTheme, QDialogButtonBox, QMessageBox)
_BUTTONS: Final = (
    mark("OK"), mark("&OK"), mark("Cancel"), mark("&Cancel"), mark("Close"), mark("&Close"), mark("Apply"),
    mark("Reset"), mark("Open"), mark("Save"), mark("Save All"), mark("Discard"), mark("Don't Save"), mark("Help"),
    mark("&Yes"), mark("Yes to &All"), mark("&No"), mark("N&o to All"), mark("Abort"), mark("Retry"), mark("Ignore"),
    mark("Restore Defaults"), mark("Close without Saving"), mark("Show Details..."), mark("Hide Details..."),
    mark("What's This?"),
)  # fmt: skip

#: menus and parts of fields (QLineEdit, QWidgetTextControl, QAbstractSpinBox, QScrollBar, QTabBar, QComboBox)
_FIELDS: Final = (
    mark("&Undo"), mark("&Redo"), mark("Cu&t"), mark("&Copy"), mark("&Paste"), mark("Delete"), mark("Select All"),
    mark("&Select All"), mark("Copy &Link Location"), mark("&Step up"), mark("Step &down"),
    mark("Scroll here"), mark("Top"), mark("Bottom"), mark("Left edge"), mark("Right edge"), mark("Page up"),
    mark("Page down"), mark("Page left"), mark("Page right"), mark("Scroll up"), mark("Scroll down"),
    mark("Scroll left"), mark("Scroll right"), mark("Scroll Left"), mark("Scroll Right"), mark("Close Tab"),
    mark("Open the combo box selection popup"),
)  # fmt: skip

#: what a screen reader is told can be done (QAccessibleActionInterface)
_SPOKEN: Final = (
    mark("Press"), mark("Triggers the action"), mark("Toggle"), mark("Toggles the state"), mark("Increase"),
    mark("Increase the value"), mark("Decrease"), mark("Decrease the value"), mark("Shows the menu"),
    mark("Sets the focus"), mark("Scroll Up"), mark("Scrolls up"), mark("Scroll Down"), mark("Scrolls down"),
    mark("Scrolls to the left"), mark("Scrolls to the right"), mark("Previous Page"), mark("Goes back a page"),
    mark("Next Page"), mark("Goes to the next page"),
)  # fmt: skip

#: choosing files (QFileDialog, QFileSystemModel, QAbstractFileIconProvider)
_FILES: Final = (
    mark("&Open"), mark("&Save"), mark("&Choose"), mark("&Rename"), mark("&Delete"), mark("Remove"),
    mark("&New Folder"), mark("New Folder"), mark("Create New Folder"), mark("Create a New Folder"),
    mark("Show &hidden files"), mark("Show "), mark("Look in:"), mark("&Look in:"), mark("File &name:"),
    mark("Files of type:"), mark("Files of &type:"), mark("Directory:"), mark("&Directory:"), mark("Directories"),
    mark("Files"), mark("All Files (*)"), mark("All files (*)"), mark("Back"), mark("Go back"), mark("Forward"),
    mark("Go forward"), mark("Parent Directory"), mark("Go to the parent directory"), mark("Find Directory"),
    mark("List View"), mark("Detail View"), mark("Change to list view mode"), mark("Change to detail view mode"),
    mark("List of places and bookmarks"), mark("Recent Places"), mark("Sidebar"), mark("Save As"),
    mark("Computer"), mark("My Computer"), mark("Name"), mark("Size"), mark("Type"), mark("Kind"),
    mark("Date Modified"), mark("Drive"), mark("Folder"), mark("File"), mark("File Folder"), mark("%1 File"),
    mark("Shortcut"), mark("Alias"), mark("Unknown"), mark("Invalid filename"),
    mark("%1 already exists.\nDo you want to replace it?"),
    mark("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
    mark("%1\nFile not found.\nPlease verify the correct file name was given."),
    mark("'%1' is write protected.\nDo you want to delete it anyway?"),
    mark("Are you sure you want to delete '%1'?"), mark("Could not delete directory."),
    mark('<b>The name "%1" cannot be used.</b><p>Try using another name, with fewer characters or no punctuation'
         ' marks.'),
)  # fmt: skip

#: choosing a colour (QColorDialog)
_COLOURS: Final = (
    mark("Select Color"), mark("&Basic colors"), mark("&Custom colors"), mark("&Add to Custom Colors"),
    mark("&Pick Screen Color"), mark("Hu&e:"), mark("&Sat:"), mark("&Val:"), mark("&Red:"), mark("&Green:"),
    mark("Bl&ue:"), mark("A&lpha channel:"), mark("&HTML:"), mark("Cursor at %1, %2\nPress ESC to cancel"),
)  # fmt: skip

#: printing (QPrintDialog and what it shows)
_PRINTING: Final = (
    mark("Print"), mark("&Print"), mark("Printer"), mark("&Name:"), mark("Location:"), mark("Type:"),
    mark("P&roperties"), mark("Preview"), mark("Output &file:"), mark("Print to File (PDF)"),
    mark("Print To File ..."), mark("Write PDF file"), mark("Local file"), mark("&Options >>"), mark("&Options <<"),
    mark("Options"), mark("Copies"), mark("Copies:"), mark("Collate"), mark("Reverse"), mark("Print range"),
    mark("Print all"), mark("Pages from"), mark("Pages"), mark("Current Page"), mark("Selection"),
    mark("Page &Set:"), mark("Page Set:"), mark("All Pages"), mark("Odd Pages"), mark("Even Pages"),
    mark("Output Settings"), mark("Color Mode"), mark("Color"), mark("Grayscale"), mark("Double Sided Printing"),
    mark("Long side binding"), mark("Short side binding"), mark("Printer Properties"), mark("Page"),
    mark("Advanced"), mark("Job Options"), mark("Paper"), mark("Page size:"), mark("Width:"), mark("Height:"),
    mark("Paper source:"), mark("Orientation"), mark("Portrait"), mark("Landscape"), mark("Reverse landscape"),
    mark("Reverse portrait"), mark("Margins"), mark("top margin"), mark("bottom margin"), mark("left margin"),
    mark("right margin"), mark("Page Layout"), mark("Page &order:"), mark("Page order:"),
    mark("Pages &per sheet:"), mark("Pages per sheet:"), mark("Left to Right, Top to Bottom"),
    mark("Left to Right, Bottom to Top"), mark("Right to Left, Bottom to Top"), mark("Right to Left, Top to Bottom"),
    mark("Bottom to Top, Left to Right"), mark("Bottom to Top, Right to Left"), mark("Top to Bottom, Left to Right"),
    mark("Top to Bottom, Right to Left"), mark("Millimeters (mm)"), mark("Inches (in)"), mark("Points (pt)"),
    mark("Pica (P̸)"), mark("Didot (DD)"), mark("Cicero (CC)"), mark("Custom"),
    mark("Job"), mark("Job Control"), mark("Job &priority:"), mark("Job priority:"),
    mark("Scheduled &printing:"), mark("Scheduled printing:"), mark("&Billing information:"),
    mark("Billing information:"), mark("Banner Pages"), mark("&Start:"), mark("Start:"), mark("&End:"),
    mark("End:"), mark("Print Immediately"), mark("Hold Indefinitely"), mark("Day (06:00 to 17:59)"),
    mark("Night (18:00 to 05:59)"), mark("Second Shift (16:00 to 23:59)"), mark("Third Shift (00:00 to 07:59)"),
    mark("Weekend (Saturday to Sunday)"), mark("Specific Time"), mark("Standard"), mark("Unclassified"),
    mark("Confidential"), mark("Classified"), mark("Secret"), mark("Top Secret"),
    mark("Invalid Pages Definition"), mark("Duplex Settings Conflicts"), mark("Page Setup Conflicts"),
    mark("Advanced Option Conflicts"),
    mark("Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen."
         " E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."),
    mark("%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges"
         " and make sure ranges do not intersect with each other."),
    mark("The 'From' value cannot be greater than the 'To' value."),
    mark("Options 'Pages Per Sheet' and 'Page Set' cannot be used together.\nPlease turn one of those options off."),
    mark("There are conflicts in duplex settings. Do you want to fix them?"),
    mark("There are conflicts in page setup options. Do you want to fix them?"),
    mark("There are conflicts in some advanced options. Do you want to fix them?"),
    mark("There are conflicts in some options. Please fix them."),
    mark("%1 already exists.\nDo you want to overwrite it?"),
    mark("%1 is a directory.\nPlease choose a different file name."),
    mark("File %1 is not writable.\nPlease choose a different file name."),
    mark("Authentication Needed"), mark("Authentication needed to use %1."),
    mark("Authentication needed to use %1 on %2."), mark("Username:"), mark("Password:"),
)  # fmt: skip


def translated_texts() -> dict[str, str]:
    """Qt's English and what it is in the language in use, but for keys."""
    every = (*_BUTTONS, *_FIELDS, *_SPOKEN, *_FILES, *_COLOURS, *_PRINTING)
    return {english: tr(english) for english in every} | {
        "to": trc("from one page to another", "to"),
        "Off": trc("printing on both sides", "Off"),
        "None": trc("banner pages", "None"),
        "mm": trc("unit", "mm"),
        "in": trc("unit, inches", "in"),
        "pt": trc("unit, points", "pt"),
    }


def translated_keys() -> dict[str, str]:
    """Qt's names of keys and what stands on the key where the language in use is at home."""
    return {
        "Ctrl": trc("key", "Ctrl"), "Shift": trc("key", "Shift"), "Alt": trc("key", "Alt"), "Meta": trc("key", "Meta"),
        "Num": trc("key", "Num"), "Esc": trc("key", "Esc"), "Tab": trc("key", "Tab"),
        "Backtab": trc("key", "Backtab"), "Backspace": trc("key", "Backspace"), "Return": trc("key", "Return"),
        "Enter": trc("key", "Enter"), "Ins": trc("key", "Ins"), "Del": trc("key", "Del"),
        "Pause": trc("key", "Pause"), "Print": trc("key", "Print"), "SysReq": trc("key", "SysReq"),
        "Home": trc("key", "Home"), "End": trc("key", "End"), "Left": trc("key", "Left"), "Up": trc("key", "Up"),
        "Right": trc("key", "Right"), "Down": trc("key", "Down"), "PgUp": trc("key", "PgUp"),
        "PgDown": trc("key", "PgDown"), "Menu": trc("key", "Menu"), "Help": trc("key", "Help"),
        "Space": trc("key", "Space"), "Back": trc("key", "Back"), "Forward": trc("key", "Forward"),
        "CapsLock": trc("key", "CapsLock"), "NumLock": trc("key", "NumLock"), "ScrollLock": trc("key", "ScrollLock"),
    }  # fmt: skip


def envelope(english: str) -> str:
    """An envelope's size, of which Qt knows sixty: "Envelope DL"; other names of paper are the same everywhere."""
    name = english.removeprefix("Envelope ")
    return "" if name == english else tr("Envelope {name}", name=name)
