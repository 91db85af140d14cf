"""Starts the program: a command goes to the command line without touching Qt, everything else opens the window.

    roiapp [FILE] [--until painted|figures|charts] [--lang LANGUAGE]
    roiapp --self-check [--lang LANGUAGE]

Without FILE the window opens on the start page, and on the sample as long as there are no recent files. `--until`
prints READY when that much of the file or the sample is painted, and ends: for benchmarks.
Before the window is painted only Qt is loaded; see `roiapp.ui.window.startup` for what follows.
"""

from __future__ import annotations

import builtins
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roiapp import language
from roiapp.language import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from roiapp.hold import Hold
    from roiapp.settings import Settings
    from roiapp.ui.window.startup import StartUp
    from roiapp.ui.window.windows import Windows

DONE, INPUT_AT_FAULT = 0, 2
#: platform plugins of Qt that draw on a screen of X11 or Wayland
_NEED_A_DISPLAY = frozenset({"", "xcb", "wayland", "wayland-egl", "wayland-brcm", "wayland-xcomposite-egl"})
_FIRST_WORDS = ("-h", "--help", "--version")
_LISTENING_MS = 1500  # after which later starts are heard, whatever the first document waits for
#: what Debian and its kin call the libraries that Qt's wheel does not bring
_LIBRARIES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2 libbrotli1 \
libzstd1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 \
libxcb-render-util0 libxcb-xkb1"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0 done, 2 the input or the surroundings are at fault, 1 a defect of
    ours."""
    # Nothing here multiplies large matrices: NumPy's threads would only cost 20 ms and more at every start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(sys.argv[1:] if argv is None else argv)
    if words and (words[0] in _FIRST_WORDS or words[0].isalpha()):
        from roiapp import cli

        if words[0] in _FIRST_WORDS or words[0] in cli.COMMANDS:
            return cli.run(words)
    asked = _asked(words)
    if asked.lang:
        language.use(asked.lang, names_apart=True)
    if asked.self_check:
        from roiapp.self_check import self_check

        return self_check()
    if asked.file is not None and not os.path.isfile(asked.file):  # noqa: PTH113  Path raises for names too long
        return _complain(tr("{file} is no file that can be opened.", file=asked.file))
    if _display_is_missing():
        return _complain(
            tr("There is no display to open a window on. Without one these work: {commands}; see “roiapp --help”.",
               commands=_commands())
        )  # fmt: skip
    # Without this Python would wait for the next event of Qt before it minds Ctrl+C in the terminal.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if asked.until:  # a benchmark is for itself
        return _with_qt(asked, None)
    from roiapp.ui.window import single_program

    begun = single_program.begin(asked.file, asked.lang)
    if isinstance(begun, bool):
        return DONE if begun else _with_qt(asked, None)
    with begun:
        return _with_qt(asked, begun)


def _with_qt(asked: _Asked, held: Hold | None) -> int:
    # Imports make hundreds of thousands of objects that stay; looking them through for garbage takes a tenth of it all.
    gc.disable()
    try:
        import PySide6.QtWidgets  # noqa: F401  only whether it loads
    except ImportError as error:
        return _complain(_missing_library(str(error)))
    import_without_reading()
    return _open_window(asked, held)


def import_without_reading() -> None:
    """Qt for Python reads the source of every module that is imported after it, in search of its own `__feature__`
    switches, and Python keeps the text. We have none: that is a tenth of the start and a fifth of the memory."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


class _Asked(NamedTuple):
    """What a start is asked for: a file, where it ends, the language."""

    file: Path | None = None
    until: str = ""
    lang: str = ""
    self_check: bool = False


def _asked(words: Sequence[str]) -> _Asked:
    """Most starts have no words: what reads them is loaded for those that do."""
    if not words:
        return _Asked()
    import argparse

    parser = argparse.ArgumentParser(prog="roiapp", add_help=False, allow_abbrev=False)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--until", choices=("painted", "figures", "charts"), default="")
    parser.add_argument("--lang", default="")
    parser.add_argument("--self-check", action="store_true")
    return _Asked(**vars(parser.parse_args(words)))


def _complain(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)  # noqa: T201  there is no window to say it in
    return INPUT_AT_FAULT


def _commands() -> str:
    from roiapp import cli

    return ", ".join(cli.COMMANDS)


def _missing_library(what: str) -> str:
    return tr(
        "Qt cannot be loaded ({what}). On Debian and its kin type: sudo apt install {libraries}",
        what=what, libraries=_LIBRARIES,
    )  # fmt: skip


def _display_is_missing() -> bool:
    """Whether Qt would look for a screen in vain; it ends the program by itself then, with much more than a line."""
    if not sys.platform.startswith("linux"):
        return False
    wanted = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    if not all(name.partition(":")[0] in _NEED_A_DISPLAY for name in wanted):
        return False
    if os.environ.get("WAYLAND_DISPLAY"):
        return False
    return not _x_server_listens(os.environ.get("DISPLAY", ""))


def _x_server_listens(display: str) -> bool:
    """Whether there is an X server of that name; one on another machine is believed."""
    host, colon, number = display.partition(":")
    if not colon:
        return False
    if host not in ("", "unix"):
        return True
    socket = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108  where X servers listen, by convention
    if os.path.exists(socket):  # noqa: PTH110  a socket, and this is the start: no Path is needed
        return True
    try:
        return f"@{socket}" in Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True


def _open_window(asked: _Asked, held: Hold | None) -> int:
    from roiapp import settings as settings_file
    from roiapp.hard_crash import HardCrash
    from roiapp.ui.look.background import in_background
    from roiapp.ui.look.faults import Faults
    from roiapp.ui.look.qt_language import speak_qt
    from roiapp.ui.look.spoken import speak_painted
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.window.startup import StartUp
    from roiapp.ui.window.windows import Windows

    faults = Faults()
    faults.fatal = lambda text: _complain(_missing_library(text))
    faults.install()
    unheard = faults.happened.connect(lambda fault: _complain(fault.text))  # there is no window yet
    hard = HardCrash()
    hard.watch()
    settings = settings_file.load()
    _choose_language(settings, asked.lang)
    application = _application()
    speak_painted()
    speak_qt(application)
    application.setApplicationName("Channel ROI")
    application.setDesktopFileName("channel-roi")
    windows = Windows(Theme(application, settings.theme, settings.text_size), in_background, faults.report)
    faults.actions = lambda: windows.last_actions
    faults.happened.disconnect(unheard)
    faults.happened.connect(windows.say_fault)
    window = windows.first(settings)
    start = StartUp(window, asked.file, sample=bool(asked.until))
    start.reached.connect(collect_garbage_after)
    if hard.left is not None:
        start.furnished.connect(lambda: windows.say_crash(hard.left))
    if held is not None:
        _listen_when_whole(start, held, windows, application)
    if sys.platform == "darwin":
        from roiapp.ui.window.finder import FinderApplication

        assert isinstance(application, FinderApplication)
        start.furnished.connect(lambda: application.listen(windows.open_for_later_start))
    if asked.until:
        start.reached.connect(lambda step: _ready() if step == asked.until else None)
    window.show()
    try:
        return application.exec()
    finally:
        hard.end()
        faults.uninstall()
        faults.close()


def _application() -> QApplication:
    # The style is named here, since `setStyle` hands back an object whose type takes Python 10 ms to describe.
    words = ["roiapp", "-style", "fusion"]
    if sys.platform == "darwin":
        from roiapp.ui.window.finder import FinderApplication

        return FinderApplication(words)
    from PySide6.QtWidgets import QApplication

    return QApplication(words)


def _listen_when_whole(start: StartUp, held: Hold, windows: Windows, application: QCoreApplication) -> None:
    """Open what later starts ask for, as soon as the start page or the charts stand, or soon after the window does."""
    from roiapp.ui.look.later import later

    # What the file was left with may be asked about first, and a drive may be slow: nobody else waits for that.
    patience = later(start, lambda: listen("charts"), _LISTENING_MS)

    def listen(step: str) -> None:
        if step not in ("page", "charts"):
            return
        start.reached.disconnect(listen)
        patience.stop()
        from roiapp.ui.window.later_starts import LaterStarts

        starts = LaterStarts(held, windows.open_for_later_start, application)

        def end() -> None:
            starts.close()
            held.release()

        application.aboutToQuit.connect(end)

    start.reached.connect(listen)
    start.furnished.connect(patience.start)


def _choose_language(settings: Settings, asked: str) -> None:
    chosen = asked or settings.language
    if not chosen:
        from PySide6.QtCore import QLocale

        chosen = QLocale.system().name()
    language.use(chosen, names_apart=True)


def collect_garbage_after(step: str) -> None:
    """Garbage is collected again once a start has come so far; what it made stays, and is not looked through."""
    if step in ("page", "charts"):
        gc.freeze()
        gc.enable()


def _ready() -> None:
    from PySide6.QtCore import QCoreApplication

    print("READY", flush=True)  # noqa: T201  what the benchmark waits for
    QCoreApplication.exit(DONE)
