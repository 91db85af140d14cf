"""Every text that goes through the door stands where the catalogues are made from finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file

ROOT = Path(__file__).resolve().parent.parent
#: as packaging/update_translations reads them
KEYWORDS = {"tr": None, "mark": None, "trn": (1, 2), "trc": ((1, "c"), 2)}
#: the door itself, and texts that were marked where they are declared
DYNAMIC_DOOR = Path("roiapp/language.py")


def spoken(source: str) -> Iterator[tuple[int, str | None]]:
    """Line and text of each call of the door; None where it is put together on the spot."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS and call.args:
            text = call.args[1 if call.func.id == "trc" else 0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield call.lineno, text.value
            elif isinstance(text, ast.JoinedStr | ast.BinOp):
                yield call.lineno, None


def escaped(path: Path) -> list[str]:
    found = set()
    for _line, text, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
        found.add(text if isinstance(text, str) else text[0])
    return [f"{path.name}:{line} {text!r}" for line, text in spoken(path.read_text("utf-8")) if text not in found]


def test_no_text_hides_in_a_place_where_it_is_not_found() -> None:
    """As in an f-string, of which Python before 3.12 makes one piece."""
    modules = [path for path in (ROOT / "roiapp").rglob("*.py") if path.relative_to(ROOT) != DYNAMIC_DOOR]
    assert len(modules) > 300
    assert [line for path in modules for line in escaped(path)] == []


def test_one_that_hides_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "hidden.py"
    module.write_text("text = tr('Seen')\nother = f'{tr(\"Hidden\")} {1}'\nglued = tr('one' + other)\n", "utf-8")
    assert sorted(escaped(module)) == ["hidden.py:2 'Hidden'", "hidden.py:3 None"]
