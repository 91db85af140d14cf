"""Finds the files that come with the program: fonts, icons, translations, templates, samples."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class MissingResourceError(FileNotFoundError):
    """A file that belongs to the program is not there: the installation is damaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is missing. It belongs to Channel ROI: install the program again.")


def resource(*parts: str) -> Path:
    """The file or folder `parts` of the resources, say ``resource("icons", "save.svg")``.

    An installed package carries them inside roiapp, a checkout beside it. Raises MissingResourceError.
    """
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    path = root.joinpath(*parts)
    if not path.exists():
        raise MissingResourceError(path)
    return path
