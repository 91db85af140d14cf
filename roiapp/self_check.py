"""`roiapp --self-check`: whether this installation can do what it is for, in seconds and without a display.

Each check does the thing itself with figures whose results are known, in a folder that is gone afterwards.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.installed import installed_version
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

IN_ORDER, NOT_IN_ORDER = 0, 2
_INSTALL_AGAIN: Final = mark("Install the program again.")
#: 1,000 spent brought 10 customers at 300 with a margin of one half: 1,500 of gross profit, and an ROI of 50%
_KNOWN: Final = {"roi": 0.5, "gross_profit": 1500.0, "cac": 100.0}


class WrongError(Exception):
    """Something is there and does not do what it should; the text says what came of it."""


class Check(NamedTuple):
    """`part` is what is tried, `run` tries it in an empty folder and raises what is at fault, `advice` is what to do
    then; the texts are English and marked."""

    part: str
    run: Callable[[Path], None]
    advice: str = _INSTALL_AGAIN


def self_check() -> int:
    """Print a line for each check and READY; returns the exit code: 0 in order, 2 not."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    own, qt = (installed_version(part) or tr("from source") for part in ("channel-roi", "PySide6-Essentials"))
    _say(f"Channel ROI {own}, Python {platform.python_version()}, Qt {qt}, {platform.system()} "
         f"{platform.machine()}")  # fmt: skip
    code = IN_ORDER
    for check in CHECKS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                check.run(Path(folder))
            except Exception as error:  # noqa: BLE001  whatever it is, it is what was looked for
                code = NOT_IN_ORDER
                why = f"{type(error).__name__}: {error}" if not isinstance(error, OSError | WrongError) else str(error)
                _say(tr("{part}: not in order. {why}", part=tr(check.part), why=why))
                _say(tr(check.advice))
            else:
                _say(tr("{part}: in order", part=tr(check.part)))
    if code == IN_ORDER:
        _say("READY")
    return code


def _say(text: str) -> None:
    print(" ".join(text.split()), flush=True)  # noqa: T201  that is its work


def _files(_folder: Path) -> None:
    """Fonts, icons, translations, templates, samples and the list of licences."""
    from roiapp.fonts import FONT_FILES
    from roiapp.language import LANGUAGES
    from roiapp.licences import parts
    from roiapp.resources import resource
    from roiapp.ui.actions.actions import ACTIONS

    for name in FONT_FILES:
        _filled(resource("fonts", name))
    for icon in sorted({each.icon for each in ACTIONS if each.icon} | {"app", "x"}):
        _filled(resource("icons", f"{icon}.svg"))
    for code in LANGUAGES[1:]:
        _filled(resource("translations", code, "LC_MESSAGES", "roiapp.mo"))
    _filled(resource("dialects", "labels.txt"))
    if not parts():
        raise WrongError(str(resource("licences.tsv")))


def _filled(path: Path) -> None:
    if not path.stat().st_size:
        raise WrongError(tr("{file} is empty.", file=str(path)))


def _templates(_folder: Path) -> None:
    from roiapp.files.templates import list_templates, load_b2b_sample, load_sample, load_template

    sheets = [load_sample(), load_b2b_sample(), *(load_template(each.id) for each in list_templates())]
    if not all(sheet.keys for sheet in sheets):
        raise WrongError(tr("A template has no channels."))


def _sheet() -> Worksheet:
    from roiapp.core.worksheet import build

    return build(["Search"], {"spend": [1000], "leads": [40], "customers": [10], "revenue_per_sale": [300],
                              "gross_margin": [0.5]})  # fmt: skip


def _expect(sheet: Worksheet) -> None:
    """The known figures of `_sheet`."""
    from roiapp.core.periods import all_periods
    from roiapp.files.session import Session

    figures = Session(sheet).calculator.figures(all_periods(sheet.periods))
    for id_, wanted in _KNOWN.items():
        found = figures.figure(id_, None)
        if found is None or abs(found - wanted) > 1e-9 * wanted:
            raise WrongError(
                tr("{figure} is {found} and ought to be {wanted}.", figure=id_, found=found, wanted=wanted)
            )


def _calculation(_folder: Path) -> None:
    _expect(_sheet())


def _document(folder: Path) -> None:
    from roiapp.files.formats import open_document
    from roiapp.files.session import Session

    session = Session.new(_sheet(), folder / "state")
    session.save_as(folder / "check.roi")
    session.close(keep=False)
    _expect(open_document(folder / "check.roi").worksheet)


def _workbook(folder: Path) -> None:
    from roiapp.core.periods import all_periods
    from roiapp.files.exports import content
    from roiapp.files.formats import open_document
    from roiapp.files.session import Session

    session = Session(_sheet())
    path = folder / "check.xlsx"
    path.write_bytes(content(session, all_periods(session.worksheet.periods), path.suffix))
    _expect(open_document(path).worksheet)


def _window(_folder: Path) -> None:
    """Qt draws an icon and a line of text without a display, and what draws charts and hears later starts is there."""
    from PySide6.QtWidgets import QApplication, QLabel

    # The window loads these last.
    import roiapp.charts.chart_view
    import roiapp.ui.window.later_starts  # noqa: F401  that it can be loaded is what is tried
    from roiapp.ui.look.theme import Theme

    application = QApplication.instance() or QApplication(["roiapp", "-style", "fusion"])
    assert isinstance(application, QApplication)
    theme = Theme(application, "light")
    label = QLabel("Channel ROI")
    label.setPixmap(theme.pixmap("info", "text", 16, 1.0))
    drawn = label.grab().toImage()
    ground = drawn.pixelColor(0, 0)
    if all(drawn.pixelColor(x, y) == ground for x in range(drawn.width()) for y in range(drawn.height())):
        raise WrongError(tr("Nothing was drawn."))


def _pdf(folder: Path) -> None:
    from pypdf import PdfReader

    from roiapp.core.periods import all_periods
    from roiapp.files.session import Session
    from roiapp.report.exported import report_bytes, report_of

    session = Session(_sheet())
    path = folder / "check.pdf"
    path.write_bytes(report_bytes(report_of(session, all_periods(session.worksheet.periods)), ".pdf"))
    if "Search" not in PdfReader(path).pages[0].extract_text():
        raise WrongError(tr("The text of the page cannot be read."))


def _folders(_folder: Path) -> None:
    from roiapp.settings import settings_folder, state_folder

    for place in (settings_folder(), state_folder()):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as tried:
            tried.write(b"tried")


CHECKS: Final = (
    Check(mark("Files of the program"), _files),
    Check(mark("Templates and samples"), _templates),
    Check(mark("Calculation"), _calculation),
    Check(mark("Documents"), _document,
          mark("Make room in the folder for temporary files, or install the program again.")),
    Check(mark("Workbooks"), _workbook),
    Check(mark("Window"), _window, mark("Install the libraries that Qt needs; the README names them.")),
    Check(mark("PDF"), _pdf),
    Check(mark("Settings folder"), _folders,
          mark("Make the folder writable, or name another one in the variable ROIAPP_HOME.")),
)  # fmt: skip
