"""Part of building the wheel: compiles the translations, which are not committed."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Runs packaging/compile_translations before the files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile what is outdated; a broken catalogue stops the build."""
        script = Path(self.root) / "packaging" / "compile_translations"
        if runpy.run_path(str(script))["main"]():
            raise RuntimeError("a translation could not be compiled")
