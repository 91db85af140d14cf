"""Part of building the wheel: the resources go into it inside roiapp, with the translations compiled."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: what nobody reads in an installed program
LEFT_OUT = (".po", ".md")


class Resources(BuildHookInterface[Any]):
    """Adds every file of the resources that the program reads, and the licences beside fonts and icons."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile them anew, whatever lies there; a broken catalogue stops the build."""
        root = Path(self.root)
        compile_one = runpy.run_path(str(root / "packaging" / "compile_translations"))["compile_catalogue"]
        for catalogue in (root / "resources" / "translations").glob("*/LC_MESSAGES/roiapp.po"):
            compile_one(catalogue)
        for path in sorted((root / "resources").rglob("*")):
            if path.is_file() and path.suffix not in LEFT_OUT:
                build_data["force_include"][str(path)] = f"roiapp/{path.relative_to(root).as_posix()}"
