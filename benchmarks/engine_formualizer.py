"""formualizer with the cells of `same_cells`, in a process of its own: answers a line for each line it is sent.

    python engine_formualizer.py FOLDER

`figures` answers with all of them, `full` with the seconds that evaluating everything takes after every input was
typed anew, `edit ROW VALUE` with those of one figure of spend, its row and the totals.
"""

from __future__ import annotations

import json
import math
import sys
import time
from array import array
from pathlib import Path

import formualizer


class Engine:
    def __init__(self, folder: Path) -> None:
        written = json.loads((folder / "sheet.json").read_text(encoding="utf-8"))
        self.rows, self.inputs = written["rows"], written["inputs"]
        self.figures, self.totals = len(written["formulas"]), len(written["totals"])
        flat = array("d")
        flat.frombytes((folder / "inputs.f64").read_bytes())
        columns = [flat[i * self.rows : (i + 1) * self.rows] for i in range(self.inputs)]
        self.typed = [[None if math.isnan(v) else v for v in row] for row in zip(*columns, strict=True)]
        self.book = formualizer.Workbook()
        self.sheet = self.book.sheet("S")
        self.sheet.set_values_batch(1, 1, self.rows, self.inputs, self.typed)
        rows = [[text.replace("{r}", str(r)) for text in written["formulas"]] for r in range(1, self.rows + 1)]
        self.sheet.set_formulas_batch(1, self.inputs + 1, self.rows, self.figures, rows)
        self.sheet.set_formulas_batch(self.rows + 1, 1, 1, self.totals, [written["totals"]])
        self.book.evaluate_all()

    def values(self, row: int, column: int, rows: int, columns: int) -> list[list[object]]:
        where = formualizer.RangeAddress("S", row, column, row + rows - 1, column + columns - 1)
        return self.sheet.get_values(where)

    def all_figures(self) -> dict[str, object]:
        figures = self.values(1, self.inputs + 1, self.rows, self.figures)
        (totals,) = self.values(self.rows + 1, 1, 1, self.totals)
        return {"metrics": list(zip(*figures, strict=True)), "totals": totals}

    def full(self) -> float:
        self.sheet.set_values_batch(1, 1, self.rows, self.inputs, self.typed)
        begun = time.perf_counter()
        self.book.evaluate_all()
        return time.perf_counter() - begun

    def edit(self, row: int, value: float) -> float:
        begun = time.perf_counter()
        self.sheet.set_value(row, 1, value)
        self.book.evaluate_all()
        self.values(row, self.inputs + 1, 1, self.figures)
        self.values(self.rows + 1, 1, 1, self.totals)
        return time.perf_counter() - begun


def main() -> None:
    engine = Engine(Path(sys.argv[1]))
    print("ready", flush=True)
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "figures":
            print(json.dumps(engine.all_figures()), flush=True)
        elif word == "full":
            print(engine.full(), flush=True)
        else:
            print(engine.edit(int(rest[0]), float(rest[1])), flush=True)


if __name__ == "__main__":
    main()
